"""The texts of questions and views, and the tables that they name.

The queries name views (`documents`, `readings`, `records`, `pairs`, ...), which show each article once, of
each article the newest reading, and of that what analysts left standing. `read_records` and `read_pairs` are
the same without the analysts. Four come from values (`overlay`): `judged_out`, `judged_records`,
`judged_pairs`, and `stories`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from detente.keep.tables import TABLES

VIEWS = (
    "documents", "readings", "read_records", "read_pairs", "set_aside", "decisions", "links",
    "judged", "stories", "records", "article_pairs", "pairs",
)  # fmt: skip
"""Each after those it is built on."""

OVERLAYS = {
    "judged": ("judged_out", "judged_records", "judged_pairs"),
    "stories": ("stories",),
}
"""Views that are tables made from values (see `overlay`), with the names of the tables."""

NEEDS = {
    "judged": "select * from decisions join read_records",
    "stories": "select * from decisions join links join documents",
}
"""What each overlay is made from, as a query that names it."""

_HERE = Path(__file__).parent
_NAME = re.compile(
    r"(?<!\.)\b(" + "|".join([*VIEWS, *(f"kept_{name}" for name in TABLES)]) + r")(?:_out|_records|_pairs)?\b"
)


@cache
def query_text(name: str, at: Path | None = None) -> str:
    """The text of a query, without its comments.

    Args:
        name: of a file in `sql`, without `.sql`; "views/NAME" of a view.
        at: the folder of the file, instead of `sql`.
    """
    text = ((at or _HERE / "sql") / f"{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--"))


@lru_cache(maxsize=256)
def names_in(sql: str, *, bare: tuple[str, ...] = ()) -> frozenset[str]:
    """The tables (`kept_...`) and views that a query names, with those they are built on, but for those of `bare`."""
    found, look = set[str](), [sql]
    while look:
        new = set(_NAME.findall(look.pop())) - found
        found |= new
        look += [source_of(name) for name in new & set(VIEWS) - set(bare)]
    return frozenset(found)


def source_of(view: str) -> str:
    """The query that a view is, or that names what an overlay is made from."""
    return NEEDS[view] if view in NEEDS else query_text(f"views/{view}")


@cache
def tables_under(view: str) -> tuple[str, ...]:
    """The tables that a view is built on, in the order in which they are loaded."""
    named = names_in(source_of(view))
    return tuple(name for name in TABLES if f"kept_{name}" in named)
