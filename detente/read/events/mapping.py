"""What a user says of a table of their own: which column says what of an event.

    a, b              columns of the two parties
    day | year | month    column of the day (YYYY-MM-DD, YYYYMMDD, m/d/yyyy); of the year; of the month (YYYY-MM,
                      YYYYMM, or 1 to 12 beside a year). A year runs from 1 January to 31 December.
    last_day          column of the last day, where a row covers several
    type | code | quad    column of the PLOVER type (or TYPE/mode), the CAMEO code, or the quad class 1 to 4
    quads             for a table with one column of counts a quad class: {column = quad class}
    score, count      columns of the row's sum of scores and of its number of events
    story, context    columns of the key of the story, and of PLOVER contexts parted by ; , or |
    codes             scheme of the parties: iso3 (unless told), iso2, cow, cow_abbr, fips, cameo, name
    directed          false where a and b stand in no order
    source, scale     name of the source; "Goldstein", "PLOVER" or "own"
    delimiter         where it cannot be told from the header

Without a count, a row with a type or a code is one event; of other rows it is unknown how many they stand for. Without
a score, a type or a code gives it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import UnknownName, UnreadableInput

COLUMNS = (
    "a",
    "b",
    "day",
    "year",
    "month",
    "last_day",
    "type",
    "code",
    "quad",
    "score",
    "count",
    "story",
    "context",
)
_WORDS = ("codes", "source", "scale", "delimiter")
KEYS = (*COLUMNS, "quads", "directed", *_WORDS)
SCALES = ("Goldstein", "PLOVER", "own")
_KINDS = ("type", "code", "quad", "quads")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A mapping that has been checked: `columns` by what they say, `quads` by column."""

    columns: Mapping[str, str]
    quads: Mapping[str, int]
    codes: str
    scale: str
    directed: bool
    source: str | None
    delimiter: str | None

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that are asked of the file."""
        return tuple(dict.fromkeys((*self.columns.values(), *self.quads)))

    def check(self, header: Sequence[str], where: str) -> None:
        """Raises UnknownName where the file lacks a column of the mapping."""
        told = {column: f" for {key!r}" for key, column in self.columns.items()}
        for column in self.needed:
            if column not in header:
                raise UnknownName(
                    f"no column {column!r}{told.get(column, '')}",
                    where=where,
                    mend=f"there are: {', '.join(header)}",
                )


def read_mapping(path: Path) -> Mapping[str, Any]:
    """The mapping in a TOML file.

    Raises:
        UnreadableInput: there is no such file, or it is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) and error.strerror else f"not TOML: {error}"
        raise UnreadableInput(what, where=str(path), mend='write lines such as: a = "COLUMN"') from None


def checked(mapping: Mapping[str, Any], where: str) -> Table:
    """The mapping, if what it says can be: its columns are not looked for yet.

    Raises:
        UnknownName: a key or a value that does not exist.
        UnreadableInput: what is said does not go together, or parties or a time are not told.
    """
    columns = {key: mapping[key] for key in COLUMNS if key in mapping}
    _check_values(mapping, columns, where)
    told = [key for key in _KINDS if key in mapping]
    if len(told) > 1:
        raise _wrong(f"{' and '.join(told)}, where one of them is enough", where)
    if "a" not in columns or "b" not in columns:
        raise _wrong("no columns for the parties", where, 'say a = "COLUMN" and b = "COLUMN"')
    if not {"day", "year", "month"} & columns.keys():
        raise _wrong("no column for the time", where, 'say day = "COLUMN", or year, or month')
    if "quads" in mapping and {"score", "count"} & columns.keys():
        raise _wrong("quads are counts already, and have no score of their own", where)
    usual = {"type": "PLOVER", "code": "Goldstein"}.get(told[0] if told else "", "own")
    return Table(
        columns=columns,
        quads=dict(mapping.get("quads", {})),
        codes=mapping.get("codes", "iso3"),
        scale=mapping.get("scale", "own" if "score" in columns else usual),
        directed=mapping.get("directed", True),
        source=mapping.get("source"),
        delimiter=mapping.get("delimiter"),
    )


def _check_values(mapping: Mapping[str, Any], columns: Mapping[str, Any], where: str) -> None:
    from detente.vocab.exchange import code_from

    for key in mapping:
        if key not in KEYS:
            raise UnknownName(f"no key {key!r}", where=where, mend=f"there are: {', '.join(KEYS)}")
    for key, value in {**columns, **{key: mapping[key] for key in _WORDS if key in mapping}}.items():
        if not isinstance(value, str):
            raise _wrong(f"{key} is {value!r}, which is no word", where)
    if not isinstance(mapping.get("directed", True), bool):
        raise _wrong(f"directed is {mapping['directed']!r}", where, "say true or false")
    if mapping.get("scale", "own") not in SCALES:
        mend = f"there are: {', '.join(SCALES)}"
        raise UnknownName(f"no scale {mapping['scale']!r}", where=where, mend=mend)
    if len(mapping.get("delimiter", ",")) != 1:
        raise _wrong(f"the delimiter {mapping['delimiter']!r} is not one letter", where)
    quads = mapping.get("quads", {})
    if not isinstance(quads, Mapping) or not all(quad in (1, 2, 3, 4) for quad in quads.values()):
        raise _wrong(f"quads is {quads!r}", where, "say for each column of counts a quad class, 1 to 4")
    code_from(mapping.get("codes", "iso3"))


def _wrong(what: str, where: str, mend: str = "mend the mapping") -> UnreadableInput:
    return UnreadableInput(what, where=where, mend=mend)
