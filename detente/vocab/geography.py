"""Where capitals and cities lie, as points: nothing is said of borders, nor of whose a place is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.vocab.exchange import country_codes
from detente.vocab.tables import HERE, Row, cache, read_table, without_repeats

KINDS = ("capital", "city")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A capital or city at `lat`, `lon`: degrees of WGS 84, north and east positive, to about a kilometre.

    `code` is the state or land that it stands under in the other tables. `names` are the words that mean it in a text;
    empty where they more often mean another place.
    """

    code: str
    name: str
    names: tuple[str, ...]
    capital: bool
    lat: float
    lon: float


@cache
def points() -> tuple[Point, ...]:
    """All points, those of a state or land together, in order of their codes."""
    return read_points(HERE / "points.tsv", frozenset(row.code for row in country_codes()))


@cache
def capitals() -> Mapping[str, Point]:
    """Of each state or land the place where its government sits; lands without a settlement have none."""
    return {point.code: point for point in points() if point.capital}


@cache
def places() -> Mapping[str, Point]:
    """The points by the words that mean them, in lower case (`str.casefold`)."""
    return {name.casefold(): point for point in points() for name in point.names}


def read_points(path: Path, known: frozenset[str]) -> tuple[Point, ...]:
    """The points of a table like `points.tsv`; `known` are the codes of the states and lands.

    Raises:
        ValueError: a row is wrong, a position is none on Earth, a code is not known or has a second capital, a code has
            a city and no capital, or a name stands for two places.
    """
    found: list[Point] = []
    owners: dict[str, str] = {}
    capital_of: set[str] = set()
    for number, row in enumerate(read_table(path, ("code", "name", "names", "kind", "lat", "lon", "source"))):
        made = _point(row)
        if made.code not in known:
            raise row.fault(f"{made.code} is the code of no state and no land")
        if made.capital == (made.code in capital_of):
            raise row.fault(f"{made.code} has {'two capitals' if made.capital else 'no capital before this'}")
        capital_of.add(made.code)
        for name in made.names:
            without_repeats(owners, name.casefold(), f"{made.name} ({number})", row)
        found.append(made)
    return tuple(sorted(found, key=lambda point: point.code))


def _point(row: Row) -> Point:
    return Point(
        code=row.text("code"),
        name=row.text("name"),
        names=row.words("names"),
        capital=row.choice("kind", KINDS) == "capital",
        lat=_degrees(row, "lat", 90),
        lon=_degrees(row, "lon", 180),
    )


def _degrees(row: Row, column: str, most: int) -> float:
    text = row.text(column)
    if not re.fullmatch(r"-?\d{1,3}\.\d{2}", text, re.A) or abs(float(text)) > most:
        raise row.fault(f"{column} {text!r} is not degrees with two decimals, from -{most} to {most}")
    return float(text)
