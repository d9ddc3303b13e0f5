"""What a person asks for, in words, as what the tables know: codes, dyads, days, ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, cast, overload

from detente.errors import UnknownName
from detente.keep.engine import ask, ask_rows, remembered
from detente.keep.mentions import all_names
from detente.keep.rows import record_of
from detente.keep.store import Store
from detente.model import KINDS, PERIODS, SECTORS, Dyad, Period, Record
from detente.vocab import contexts, country_codes

if TYPE_CHECKING:
    import pyarrow as pa

Day = date | str
"""A day as a date, or as YYYY-MM-DD."""


def resolve_code(name: str) -> str:
    """The code that a name stands for: "Pakistan", "pakistan" and "PAK" are `PAK`.

    Raises:
        UnknownName: neither a code nor a name of a state or an organisation; the mend lists near ones.
    """
    known = _codes_by_name()
    code = known.get(name.strip().casefold())
    if code is None:
        near: dict[str, str] = {}
        for word in get_close_matches(name.strip().casefold(), known, n=12, cutoff=0.6):
            near.setdefault(known[word], word.title())
        mend = f"near are: {', '.join(f'{word} ({code})' for code, word in list(near.items())[:3])}"
        raise UnknownName(
            f"no state or organisation called {name!r}",
            mend=mend if near else "give an English name or an ISO 3166-1 code of three letters",
        )
    return code


def is_code(name: str) -> bool:
    """Whether a name is the code of a state, land or organisation, and not a name that only an article gives."""
    return _codes_by_name().get(name.casefold()) == name


def codes_of(names: Sequence[str]) -> tuple[str, ...]:
    """The codes of at most two parties.

    Raises:
        UnknownName: more than two, or a name that is no state's or organisation's.
    """
    if len(names) > 2:
        raise UnknownName(
            f"{len(names)} parties are given", mend="name one or two, those of several words in quotes"
        )
    return tuple(resolve_code(name) for name in names)


def states_of(*names: str) -> tuple[str, ...]:
    """The codes of several parties, no two alike.

    Raises:
        UnknownName: a name that is no state's or organisation's, or the same one twice.
    """
    found = tuple(resolve_code(name) for name in names)
    if len(set(found)) < len(found):
        raise UnknownName(f"one party is named twice: {', '.join(names)}", mend="name different ones")
    return found


def code_or_name(name: str) -> str:
    """The code of a state or organisation by its name; what is neither is a name of its own, if it is no code.

    Raises:
        UnknownName: three capitals that are no code.
    """
    known = _codes_by_name().get(name.strip().casefold())
    if known is None and re.fullmatch("[A-Z]{3}", name.strip()):
        return resolve_code(name)
    return known or " ".join(name.split())


@overload
def dyad_of(given: Dyad | tuple[str, str]) -> Dyad: ...
@overload
def dyad_of(given: None) -> None: ...
@overload
def dyad_of(given: Dyad | tuple[str, str] | None) -> Dyad | None: ...
def dyad_of(given: Dyad | tuple[str, str] | None) -> Dyad | None:
    """The dyad of two names or codes; none for none.

    Raises:
        UnknownName: a name that is no state's or organisation's, or the same party twice.
    """
    if given is None:
        return None
    names = (given.a, given.b) if isinstance(given, Dyad) else given
    a, b = (resolve_code(name) for name in names)
    if a == b:
        raise UnknownName(f"{names[0]!r} and {names[1]!r} are one party", mend="a dyad is of two")
    return Dyad(a=a, b=b)


def day_of(given: Day | None) -> date | None:
    """A day as a date; none for none.

    Raises:
        UnknownName: not a day.
    """
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise UnknownName(f"not a day: {given!r}", mend="write it as YYYY-MM-DD") from error


def kind_of(given: str | None) -> str | None:
    """A kind of record as it is called; none for none.

    Raises:
        UnknownName: no such kind.
    """
    if given is not None and given not in KINDS:
        raise UnknownName(f"no kind of record called {given!r}", mend=f"there are: {', '.join(KINDS)}")
    return given


def choice_of(
    kind: str | None, dyad: Dyad | tuple[str, str] | None, since: Day | None, until: Day | None
) -> dict[str, str | date | None]:
    """The values of the query `records`, in which the last day is exclusive.

    Raises:
        UnknownName: no such kind or state; not a day.
    """
    pair, last = dyad_of(dyad), day_of(until)
    return {
        "kind": kind_of(kind),
        "a": pair.a if pair else None,
        "b": pair.b if pair else None,
        "since": day_of(since),
        "until": None if last is None else last + timedelta(days=1),
    }


def records_of(
    store: Store, kind: str | None, dyad: Dyad | tuple[str, str] | None, since: Day | None, until: Day | None
) -> pa.Table:
    """The records asked for, in order of time; when a row was written is no part of what is known.

    Raises:
        UnknownName: no such kind or state; not a day.
    """
    return ask(store, "records", **choice_of(kind, dyad, since, until)).drop_columns(["batch"])


def find_records(
    store: Store, kind: str | None, dyad: Dyad | tuple[str, str] | None, since: Day | None, until: Day | None
) -> tuple[Record, ...]:
    """The same records as values, in the same order; those of a dyad are remembered.

    Raises:
        UnknownName: no such kind or state; not a day.
    """
    choice = choice_of(kind, dyad, since, until)

    def find() -> tuple[Record, ...]:
        return tuple(record_of(row) for row in ask_rows(store, "records", **choice))

    return remembered(store, ("records", *choice.values()), find) if dyad else find()


def sector_of(given: str | None) -> str | None:
    """A sector as it is called; none for none.

    Raises:
        UnknownName: no such sector.
    """
    if given is not None and given not in SECTORS:
        raise UnknownName(f"no sector called {given!r}", mend=f"there are: {', '.join(SECTORS)}")
    return given


def context_of(given: str | None) -> str | None:
    """A PLOVER context; `None` for any.

    Raises:
        UnknownName: there is none of that name.
    """
    known = [row.context for row in contexts()]
    if given is None or given in known:
        return given
    raise UnknownName(f"no context called {given!r}", mend=f"there are: {', '.join(known)}")


def period_of(given: str) -> Period:
    """The length of a series' periods.

    Raises:
        UnknownName: neither month, quarter nor year.
    """
    if given not in PERIODS:
        raise UnknownName(f"no period called {given!r}", mend=f"there are: {', '.join(PERIODS)}")
    return cast(Period, given)


def only_one(found: list[str], asked: str, what: str, known: list[str]) -> str:
    """The one of `found`, which begin as was asked; `known` are all there are.

    Raises:
        UnknownName: none, or several; the mend lists near ones.
    """
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(found[:5])
        raise UnknownName(f"{len(found)} {what}s begin with {asked!r}", mend=f"such as: {several}")
    near = get_close_matches(asked, known, n=3, cutoff=0.3)
    listing = "decisions" if what == "decision" else "records"
    there = (
        f"there are {len(known)}; their ids are hexadecimal, as `{listing}` prints them"
        if known
        else f"there is no {what} yet"
    )
    raise UnknownName(f"no {what} {asked!r}", mend=f"near are: {', '.join(near)}" if near else there)


@cache
def _codes_by_name() -> dict[str, str]:
    known = {name.casefold(): code for name, code in reversed(all_names())}
    lands = {land.code.casefold(): land.code for land in country_codes()}  # event files keep these apart
    return known | lands | {code.casefold(): code for _, code in all_names()}
