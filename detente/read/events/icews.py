"""ICEWS events as the Dataverse has them: tab-separated, a header, 20 columns, or 19 in the files of 2017.

Quotation marks are letters, since a stray one would swallow what follows; around a whole value they are taken off.
Files of 2017 have no column of codes: there the text of the event tells its code, by `texts`, which are given or
learned from another year's file. Lines that stood before word for word are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from detente.read.events.blocks import head, members, read_blocks
from detente.read.events.headers import cells, places
from detente.read.events.lines import Layout, parse, split
from detente.read.events.settle import Form, arranged, first_fault, of_code
from detente.read.events.words import Words, any_day, bodies, named, party, said, weight

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
_NEEDED = COLUMNS[1:12]


def icews(first: str, where: str, texts: Mapping[str, str] | None = None) -> Form:
    """The form of a file whose first line is given; `texts` are codes by the text of the event.

    Raises:
        UnreadableInput: the header lacks a column.
    """
    header = cells(first)
    if "Event ID" not in header:
        header = list(COLUMNS)
        skip = 0
    else:
        skip = 1
    at = places(header, _NEEDED, spare=("CAMEO Code", "Story ID"), where=where)
    by_text = {text.casefold(): code for text, code in (texts or {}).items()}
    return Form(
        layout=Layout(widths={len(header): at}, fallback="latin-1"),
        arrange=_arranged(by_text if at["CAMEO Code"] < 0 else None),
        scale="Goldstein",
        skip=skip,
        once=True,
    )


def texts_in(path: Path) -> dict[str, str]:
    """The code of each text of an event in an ICEWS file that has both; a text of several codes is left out.

    Raises:
        UnreadableInput: it is no such file.
    """
    found: dict[str, str | None] = {}
    for member in members(path):
        header = cells(head(member).decode("utf-8", "replace").partition("\n")[0])
        at = places(header, ("Event Text", "CAMEO Code"), where=member.label)
        layout = Layout(widths={len(header): at}, fallback="latin-1")
        for block in read_blocks(member, skip=1):
            table = parse(split(block), layout).table
            for pair in Words.together(table["Event Text"], table["CAMEO Code"]).distinct:
                text, code = map(said, pair.split("\t"))
                if text and code:
                    found[text] = code if found.get(text, code) == code else None
    return {text: code for text, code in found.items() if code}


def _arranged(by_text: Mapping[str, str] | None) -> Callable[[pa.Table, pa.Array], pa.Table]:
    def arrange(table: pa.Table, lines: pa.Array) -> pa.Table:
        import pyarrow as pa
        import pyarrow.compute as pc

        day, no_day = Words.of(table["Event Date"]).due(any_day, pa.date32(), "no valid date")
        code, no_code = _codes(table, by_text)
        known = of_code(Words.of(pc.fill_null(code, "")), own_weight=True)
        own = known.pop("score10")
        told = Words.of(table["Intensity"])
        score, no_score = told.due(
            lambda word: weight(word) if said(word) else 0, pa.int64(), "no valid Intensity"
        )
        # the weight is one of the code, so that where it is missing the table has it
        score = pc.if_else(told.each(named, pa.bool_()), score, own)
        return arranged(
            table.num_rows,
            day=day,
            score10=score,
            n=1,
            story=Words.of(table["Story ID"]).each(said, pa.string()),
            code=code,
            line=lines,
            fault=first_fault(no_day, no_code, known.pop("fault"), no_score),
            **known,
            **_side(table, "Source", "a"),
            **_side(table, "Target", "b"),
        )

    return arrange


def _codes(table: pa.Table, by_text: Mapping[str, str] | None) -> tuple[pa.Array, pa.Array]:
    """The code of each row and, where the text of the event tells none, the reason."""
    import pyarrow as pa

    if by_text is None:
        words = Words.of(table["CAMEO Code"])
        return words.each(lambda word: said(word) or "", pa.string()), pa.nulls(table.num_rows, pa.string())
    return Words.of(table["Event Text"]).due(
        lambda word: by_text.get((said(word) or "").casefold()),
        pa.string(),
        "no column of codes, and no code is known for the text",
    )


def _side(table: pa.Table, role: str, side: str) -> dict[str, pa.Array]:
    """A party: a state by the name of its country or, where none is told, an organisation of states by its name."""
    import pyarrow as pa
    import pyarrow.compute as pc

    country, name = Words.of(table[f"{role} Country"]), Words.of(table[f"{role} Name"])
    body = name.each(lambda word: bodies().get((said(word) or "").casefold()), pa.string())
    told = country.each(named, pa.bool_())
    return {
        side: pc.if_else(told, country.each(party("name"), pa.string()), body),
        f"{side}_named": pc.or_(told, name.each(named, pa.bool_())),
        f"{side}_role": Words.of(table[f"{role} Sectors"]).each(_sectors, pa.string()),
    }


def _sectors(word: str) -> str:
    """A list of sectors in one order: the source's is not stable."""
    found = (said(one) for one in (said(word) or "").split(","))
    return ",".join(sorted({one for one in found if one}))
