"""What is known of states beside their names: whom they border on, how large they are, who ruled them, what fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.vocab.parties import states
from detente.vocab.tables import HERE, Row, cache, read_table

ROLE_KINDS = (
    "neighbour", "tie", "counterpart", "host", "guest", "country", "government", "envoy", "kind", "side", "deed",
    "office", "body", "group",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A state among others: codes of those it borders on by land and of those near by sea; its people in millions;
    the powers that ruled it last, the one most often meant by "the former colonial power" first.
    """

    code: str
    land: frozenset[str]
    sea: frozenset[str]
    population: float
    rulers: tuple[str, ...]


@cache
def neighbours() -> Mapping[str, Land]:
    """Each state by its code."""
    return read_neighbours(HERE / "neighbours.tsv", frozenset(state.code for state in states()))


@cache
def state_words() -> Mapping[str, frozenset[str]]:
    """Words such as "landlocked", in lower case, to the states that they fit."""
    known = frozenset(state.code for state in states())
    table = read_table(HERE / "state_words.tsv", ("word", "states", "source"))
    return {row.text("word"): _codes(row, "states", known) for row in table}


@cache
def role_nouns() -> Mapping[str, str]:
    """Nouns that may stand for a party named elsewhere to one of `ROLE_KINDS`.

    Raises:
        ValueError: a row has another kind; the message begins with `folder/file:line`.
    """
    found = {}
    for row in read_table(HERE / "role_nouns.tsv", ("nouns", "kind", "source")):
        if row.text("kind") not in ROLE_KINDS:
            raise row.fault(f"kind {row.text('kind')!r} is none of {', '.join(ROLE_KINDS)}")
        found.update(dict.fromkeys(row.text("nouns").split("|"), row.text("kind")))
    return found


def read_neighbours(path: Path, known: frozenset[str]) -> dict[str, Land]:
    """The rows of `neighbours.tsv`.

    Raises:
        ValueError: a code is not in `known`, a population is no number above zero, or one state borders on another that
            does not border on it; the message begins with `folder/file:line`.
    """
    found: dict[str, Land] = {}
    rows: dict[str, Row] = {}
    for row in read_table(path, ("code", "land", "sea", "population", "rulers", "source")):
        (code,) = _codes(row, "code", known)
        found[code] = Land(
            code=code, land=_codes(row, "land", known), sea=_codes(row, "sea", known),
            population=_millions(row), rulers=tuple(c for c in row.cells["rulers"].split("|") if c),
        )  # fmt: skip
        rows[code] = row
        _codes(row, "rulers", known)
    for code, land in found.items():
        for other in sorted(land.land | land.sea):
            if other in found and code not in found[other].land | found[other].sea:
                raise rows[code].fault(f"{code} borders on {other}, and {other} not on {code}")
    return found


def _codes(row: Row, column: str, known: frozenset[str]) -> frozenset[str]:
    found = frozenset(code for code in row.cells[column].split("|") if code)
    if unknown := sorted(found - known):
        raise row.fault(f"{column} has {', '.join(unknown)}, which states.tsv has not")
    return found


def _millions(row: Row) -> float:
    try:
        number = float(row.cells["population"])
    except ValueError:
        number = 0.0
    if number <= 0:
        raise row.fault(f"population {row.cells['population']!r} is no number above zero")
    return number
