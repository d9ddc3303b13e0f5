"""What stands in an article and is not content: calls to subscribe, sign-offs, notices of rights."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from detente.read.flow import FILLER
from detente.read.stretches import Stretches, lines, paragraphs, tidy, trimmed, within

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9©])")
_LONGEST = 600  # characters; furniture is short, so longer lines and sentences are not tried


class Pattern(NamedTuple):
    """One row of the table: `scope` is `line` (the whole line must match) or `sentence` (its beginning)."""

    scope: str
    what: str
    pattern: re.Pattern[str]


@cache
def patterns() -> tuple[Pattern, ...]:
    """The rows of `vocab/boilerplate.tsv`, in their order."""
    table = files("detente").joinpath("vocab", "boilerplate.tsv").read_text(encoding="utf-8")
    rows = (row.split("\t") for row in table.splitlines()[1:] if row and not row.startswith("#"))
    return tuple(Pattern(row[0], row[1], re.compile(row[2], re.I)) for row in rows)


def find(view: str, content: Stretches) -> Stretches:
    """The boilerplate in `view` (what is not content blanked), cut to what lies inside `content`."""
    found = [(s, e) for s, e in lines(view) if _is_furniture(view[s:e], "line")]
    for start, end in paragraphs(view):
        at = start
        for gap in (*_SENTENCE_END.finditer(view, start, end), None):
            stop = gap.start() if gap else end
            if _is_furniture(view[at:stop], "sentence"):
                found.append((at, stop))
            at = gap.end() if gap else end
    return trimmed(view, within(tidy(found), content))


def _is_furniture(part: str, scope: str) -> bool:
    if len(part) > 4 * _LONGEST:
        return False
    body = " ".join(part.replace(FILLER, "").split())
    if not body or len(body) > _LONGEST:
        return False
    rows = (row.pattern for row in patterns() if row.scope == scope)
    if scope == "line":
        return any(pattern.fullmatch(body) for pattern in rows)
    return any(pattern.match(body) for pattern in rows)
