"""Who may act: states, organisations and groups; and regions, which may not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from detente.model import ACTOR_TYPES, ActorType
from detente.vocab.tables import HERE, cache, read_table, without_repeats

_STATE_LISTS = ("names", "adjectives", "people", "capital", "seats", "epithets", "territories")

ORGANISATION_KINDS = (
    "intergovernmental", "alliance", "forum", "court", "agency", "force", "legislature", "party",
    "state firm", "state bank", "firm", "bank", "ngo", "think tank", "university", "movement", "armed group",
    "authority", "faith", "outlet", "project", "treaty", "product",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state and the words that stand for it, as they are written inside a sentence, without "the".

    `names` begins with `name`; historic names stand under the state that followed. `people` are nouns for
    nationals that are not also adjectives; `capital` are seats of government that are used for the state;
    `seats` buildings and bodies; `epithets` descriptions that fit no other state; `territories`
    dependencies and parts of the state that are named like parties of their own.
    """

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: tuple[str, ...]
    seats: tuple[str, ...]
    epithets: tuple[str, ...]
    territories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A named party that is not a state, or a named work.

    `code` is the usual acronym of international organisations, else the English name; `names` begins with
    `name`. `type` is the actor type of the records, `kind` one of `ORGANISATION_KINDS`. `of` is the code
    of the state or organisation whose organ it is, empty where it acts for itself.
    """

    code: str
    name: str
    names: tuple[str, ...]
    type: ActorType
    kind: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the world that is no party: `names` begins with `code`, adjectives among them."""

    code: str
    names: tuple[str, ...]


@cache
def states() -> tuple[State, ...]:
    """All states by ISO 3166-1 alpha-3 (Kosovo is KOS), in order of their codes."""
    return read_states(HERE / "states.tsv")


@cache
def organisations() -> tuple[Organisation, ...]:
    """Organisations, groups, firms, projects and treaties, in order of their codes."""
    known = frozenset(state.code for state in states())
    return read_organisations(HERE / "organisations.tsv", known)


@cache
def regions() -> tuple[Region, ...]:
    """Regions, seas and disputed lands, in order of their codes."""
    return read_regions(HERE / "regions.tsv")


@cache
def not_parties() -> tuple[str, ...]:
    """Set phrases that hold the name of a state and speak of none: "Vietnam War", "Dutch disease"."""
    return tuple(
        row.text("phrase") for row in read_table(HERE / "not_parties.tsv", ("phrase", "what", "source"))
    )


def read_states(path: Path) -> tuple[State, ...]:
    """The states of a table like `states.tsv`.

    Raises:
        ValueError: a row is wrong, a code is given twice, or a word stands for two states.
    """
    found: dict[str, State] = {}
    owners: dict[str, str] = {}
    for row in read_table(path, ("code", "name", *_STATE_LISTS, "source")):
        code = row.text("code")
        if not re.fullmatch("[A-Z]{3}", code):
            raise row.fault(f"code {code!r} is not three capital letters")
        if code in found:
            raise row.fault(f"{code} is given twice")
        lists = {column: row.words(column) for column in _STATE_LISTS}
        name = row.text("name")
        lists["names"] = tuple(dict.fromkeys((name, *lists["names"])))
        for word in (word for words in lists.values() for word in words):
            without_repeats(owners, word, code, row)
        found[code] = State(code=code, name=name, **lists)
    return tuple(found[code] for code in sorted(found))


def read_organisations(path: Path, known: frozenset[str]) -> tuple[Organisation, ...]:
    """The organisations of a table like `organisations.tsv`; `known` are the codes of the states.

    Raises:
        ValueError: a row is wrong, a code is given twice, a name stands for two organisations, or `of` is
            neither a state nor a row of the table.
    """
    table = read_table(path, ("code", "name", "names", "type", "kind", "of", "source"))
    owners: dict[str, str] = {}
    found: dict[str, Organisation] = {}
    every = known | {row.cells["code"] for row in table}
    for row in table:
        code, name = row.text("code"), row.text("name")
        if code in found or code in known:
            raise row.fault(f"{code} is given twice")
        names = tuple(dict.fromkeys((name, *row.words("names"))))
        for word in names:
            without_repeats(owners, word, code, row)
        if row.cells["of"] and row.cells["of"] not in every:
            raise row.fault(f"of {row.cells['of']!r} is neither a state nor in this table")
        found[code] = Organisation(
            code=code,
            name=name,
            names=names,
            type=cast(ActorType, row.choice("type", ACTOR_TYPES)),
            kind=row.choice("kind", ORGANISATION_KINDS),
            of=row.cells["of"],
        )
    return tuple(found[code] for code in sorted(found))


def read_regions(path: Path) -> tuple[Region, ...]:
    """The regions of a table like `regions.tsv`.

    Raises:
        ValueError: a row is wrong, or a name stands for two regions.
    """
    owners: dict[str, str] = {}
    found: dict[str, Region] = {}
    for row in read_table(path, ("code", "names", "source")):
        code = row.text("code")
        if code in found:
            raise row.fault(f"{code} is given twice")
        names = tuple(dict.fromkeys((code, *row.words("names"))))
        for word in names:
            without_repeats(owners, word, code, row)
        found[code] = Region(code=code, names=names)
    return tuple(found[code] for code in sorted(found))
