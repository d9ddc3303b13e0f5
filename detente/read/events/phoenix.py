"""Phoenix, of the Open Event Data Alliance and of the Cline Center.

    Phoenix              tab-separated, no header, 26 columns; old runs left empty files and short lines
    Historical Phoenix   comma-separated, a header, 25 columns; days as m/d/yyyy

Their penta classes are not GDELT's quad classes (root 16 is verbal there, and 01 and 02 are neutral), so that the quad
class is taken from the code. Where a code lost its zero ("40" under root 4) the root gives it back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from detente.read.events.headers import cells, places
from detente.read.events.lines import Layout
from detente.read.events.settle import Form, arranged, first_fault, of_code
from detente.read.events.words import Words, any_day, compact_day, named, party, said, weight

if TYPE_CHECKING:
    import pyarrow as pa

_FIELDS = 26
_PLACES = {
    "day": 1, "a_role": 5, "a": 6, "b_role": 9, "b": 10, "code": 13, "root": 14, "score": 16, "story": 24,
}  # fmt: skip
_CLINE = {
    "day": "story_date", "a_role": "source", "a": "source_root", "b_role": "target", "b": "target_root",
    "code": "code", "root": "root_code", "score": "goldstein", "story": "aid",
}  # fmt: skip
_NO_DAY = date(1970, 1, 1)
"""What a lost date became in FBIS and SWB, which begin years later; the New York Times has events of that day."""


def phoenix() -> Form:
    """The form of a file of the Open Event Data Alliance."""
    return Form(
        layout=Layout(widths={_FIELDS: _PLACES}, fallback="latin-1"),
        arrange=_arranged(compact_day),
        scale="Goldstein",
    )


def cline(first: str, where: str, name: str) -> Form:
    """The form of a file of the Cline Center whose first line and name are given.

    Raises:
        UnreadableInput: the header lacks a column.
    """
    header = cells(first, ",")
    at = places(header, list(_CLINE.values()), where=where)
    day = any_day if "nyt" in name.lower() else _later_day
    return Form(
        layout=Layout(
            widths={len(header): {ours: at[theirs] for ours, theirs in _CLINE.items()}},
            delimiter=",",
            quoted=True,
            fallback="latin-1",
        ),
        arrange=_arranged(day),
        scale="Goldstein",
        skip=1,
    )


def _later_day(word: str) -> date | None:
    day = any_day(word)
    return None if day == _NO_DAY else day


def _arranged(read_day: Callable[[str], date | None]) -> Callable[[pa.Table, pa.Array], pa.Table]:
    def arrange(table: pa.Table, lines: pa.Array) -> pa.Table:
        import pyarrow as pa

        day, no_day = Words.of(table["day"]).due(read_day, pa.date32(), "no valid date")
        score, no_score = Words.of(table["score"]).due(weight, pa.int64(), "no valid Goldstein score")
        code = Words.together(table["code"], table["root"]).each(_with_root, pa.string())
        known = of_code(Words.of(code))
        return arranged(
            table.num_rows,
            day=day,
            score10=score,
            n=1,
            story=Words.of(table["story"]).each(said, pa.string()),
            code=code,
            line=lines,
            fault=first_fault(no_day, known.pop("fault"), no_score),
            **known,
            **_side(table, "a"),
            **_side(table, "b"),
        )

    return arrange


def _side(table: pa.Table, side: str) -> dict[str, pa.Array]:
    import pyarrow as pa

    actor = Words.of(table[f"{side}_role"])
    return {
        side: Words.of(table[side]).each(party("cameo"), pa.string()),
        f"{side}_named": actor.each(named, pa.bool_()),
        f"{side}_role": actor.each(lambda word: said(word) or "", pa.string()),
    }


def _with_root(word: str) -> str:
    """A code with the zero that its root has."""
    code, _, root = word.partition("\t")
    code, root = said(code) or "", (said(root) or "").zfill(2)
    return f"0{code}" if code and not code.startswith(root) and f"0{code}".startswith(root) else code
