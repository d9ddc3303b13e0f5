"""How other sources of event data write what we write: states in six schemes of codes and by name, events in CAMEO.

The tables hold facts of public standards: ISO 3166, the state list of the Correlates of War, FIPS 10-4, CAMEO as GDELT
and ICEWS use it. What a scheme calls by more than one word is read by all of them and written by the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.errors import UnknownName
from detente.model import PLOVER_TYPES
from detente.vocab.ontology import modes
from detente.vocab.parties import State, states
from detente.vocab.tables import HERE, Row, cache, read_table, without_repeats
from detente.vocab.things import CONTEXTS

CODE_SCHEMES = ("iso2", "iso3", "cow", "cow_abbr", "fips", "cameo")
SCHEMES = (*CODE_SCHEMES, "name")
"""How a state may be written in another source; `cow` is the number, as text without leading zeros."""

ROOTS = range(1, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCodes:
    """How other sources write a state, or a land with an ISO code of its own: in each scheme, the usual word first.

    `of` is the state that a land which is none belongs to; empty for states, and where it belongs to none or is
    disputed. `names` are names beside those of `states()`.
    """

    code: str
    of: str
    iso2: tuple[str, ...]
    iso3: tuple[str, ...]
    cow: tuple[str, ...]
    cow_abbr: tuple[str, ...]
    fips: tuple[str, ...]
    cameo: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoRow:
    """A CAMEO code and what it is in PLOVER.

    `quad` is the class of its root: 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict (the class of
    its PLOVER type may be another: a verdict is verbal in CAMEO). `goldstein10` is the weight in tenths, -100 to 100,
    `gdelt10` the same as GDELT has it. `type` is empty where PLOVER has no equal; `mode` is the mode it becomes, and
    `also` are modes that it is written for too. `written` codes say no more than type, modes and contexts.
    """

    code: str
    label: str
    quad: int
    goldstein10: int
    gdelt10: int
    type: str
    mode: str | None
    also: tuple[str, ...]
    contexts: tuple[str, ...]
    written: bool


@cache
def country_codes() -> tuple[CountryCodes, ...]:
    """States, then lands with codes of their own, as they stand in the table."""
    return read_country_codes(HERE / "country_codes.tsv", frozenset(state.code for state in states()))


@cache
def cameo() -> Mapping[str, CameoRow]:
    """All CAMEO codes, roots among them, in order. A code is text: `010` is not `10`."""
    return read_cameo(HERE / "cameo.tsv")


@cache
def code_from(scheme: str) -> Mapping[str, str]:
    """Our code of each word of a scheme: codes as they are published, names in lower case (`str.casefold`).

    What stands for a region, an alliance or nobody is not among them. A former state has the code of the state that
    followed. Names are those of `country_codes()` first: `Congo` alone is in exchanged data the smaller one, in a text
    the larger.

    Raises:
        UnknownName: there is no such scheme.
        ValueError: a word stands for two states: a fault of the tables.
    """
    _known(scheme)
    if scheme != "name":
        return {word: row.code for row in country_codes() for word in getattr(row, scheme)}
    texts = {name.casefold(): state.code for state in states() for name in state.names}
    return texts | {name.casefold(): row.code for row in country_codes() for name in row.names}


@cache
def code_in(scheme: str) -> Mapping[str, str]:
    """The word that a scheme has for each of our codes; those that it has none for are missing.

    Raises:
        UnknownName: there is no such scheme.
    """
    _known(scheme)
    if scheme != "name":
        return {row.code: getattr(row, scheme)[0] for row in country_codes() if getattr(row, scheme)}
    lands = {row.code: row.names[0] for row in country_codes() if row.names}
    return lands | {state.code: _written_name(state) for state in states()}


def cameo_of(type: str, mode: str | None = None, contexts: Iterable[str] = ()) -> str:
    """The most general CAMEO code for a PLOVER event, of three digits or more, as event files have them.

    The code becomes the same type again. A context chooses a narrower code only where type, mode and context are all
    that it says; a mode that CAMEO has no code for is left out.

    Raises:
        UnknownName: there is no such type, or the type has no such mode.
    """
    if type not in PLOVER_TYPES:
        raise UnknownName(f"no event type called {type}", mend=f"there are: {', '.join(PLOVER_TYPES)}")
    if mode and mode not in modes(type):
        there = ", ".join(modes(type)) or "none"
        raise UnknownName(f"no mode of {type} called {mode}", mend=f"there are: {there}")
    return _written_as(type, mode or None, frozenset(contexts))


@cache
def _written_as(type: str, mode: str | None, contexts: frozenset[str]) -> str:
    rows = [row for row in cameo().values() if row.type == type and row.written]
    fitting = [row for row in rows if row.mode == mode]
    fitting = fitting or [row for row in rows if mode in row.also] or [row for row in rows if not row.mode]
    # ACCUSE alone has no code without a mode: it is written by its first mode, to disapprove.
    fitting = fitting or [row for row in rows if row.mode == modes(type)[0]]
    return min(fitting, key=lambda row: _distance(row, contexts)).code


def _distance(row: CameoRow, contexts: frozenset[str]) -> tuple[int, int, int, str]:
    """Least for the code that says nothing beyond what is asked, then all of it, then in the fewest digits."""
    own = frozenset(row.contexts)
    return len(own - contexts), -len(own & contexts), len(row.code), row.code


def _known(scheme: str) -> None:
    if scheme not in SCHEMES:
        raise UnknownName(f"no scheme of codes called {scheme}", mend=f"there are: {', '.join(SCHEMES)}")


def _written_name(state: State) -> str:
    """The name of a state, unless it is read as another's."""
    read_as = code_from("name")
    return next((name for name in state.names if read_as[name.casefold()] == state.code), state.name)


def read_country_codes(path: Path, known: frozenset[str]) -> tuple[CountryCodes, ...]:
    """The codes of a table like `country_codes.tsv`; `known` are the codes of the states.

    Raises:
        ValueError: a row is wrong, a code is given twice, a word of a scheme stands for two, or `of` is no state.
    """
    found: dict[str, CountryCodes] = {}
    owners: dict[str, dict[str, str]] = {scheme: {} for scheme in SCHEMES}
    for row in read_table(path, ("code", "of", *CODE_SCHEMES, "names", "source")):
        code, of = row.text("code"), row.cells["of"]
        if not re.fullmatch("[A-Z]{3}", code):
            raise row.fault(f"code {code!r} is not three capital letters")
        if code in found:
            raise row.fault(f"{code} is given twice")
        if of and (code in known or of not in known):
            raise row.fault(f"of {of!r} is not the state of a land that is none")
        words = {scheme: row.words(scheme) for scheme in CODE_SCHEMES}
        names = row.words("names")
        for scheme, own in (*words.items(), ("name", tuple(name.casefold() for name in names))):
            for word in own:
                without_repeats(owners[scheme], word, code, row)
        found[code] = CountryCodes(code=code, of=of, names=names, **words)
    return tuple(found.values())


def read_cameo(path: Path) -> dict[str, CameoRow]:
    """The codes of a table like `cameo.tsv`.

    Raises:
        ValueError: a row is wrong, a code is given twice, a word of PLOVER is not known, a quad class is not that of
            the root, or a weight is out of range.
    """
    columns = (
        "code",
        "label",
        "quad",
        "goldstein10",
        "gdelt10",
        "type",
        "mode",
        "contexts",
        "written",
        "source",
    )
    found: dict[str, CameoRow] = {}
    for row in read_table(path, columns):
        made = _cameo_row(row)
        if made.code in found:
            raise row.fault(f"{made.code} is given twice")
        found[made.code] = made
    return found


def _cameo_row(row: Row) -> CameoRow:
    code, quad, weight = row.text("code"), row.number("quad"), row.number("goldstein10")
    if not re.fullmatch("[0-9]{2,4}", code) or int(code[:2]) not in ROOTS:
        raise row.fault(f"code {code!r} is not a root of 01 to 20 with at most two digits more")
    if quad != _quad(int(code[:2])):
        raise row.fault(f"quad {quad} is not the class of root {code[:2]}")
    gdelt = row.number("gdelt10") if row.cells["gdelt10"] else weight
    if not -100 <= min(weight, gdelt) <= max(weight, gdelt) <= 100:
        raise row.fault(f"a weight of {weight} or {gdelt} tenths is outside -100 to 100")
    kind = row.choice("type", ("", *PLOVER_TYPES))
    own, contexts, written = row.words("mode"), row.words("contexts"), row.yes("written")
    strange = sorted((set(own) - set(modes(kind) if kind else ())) | (set(contexts) - set(CONTEXTS)))
    if strange:
        raise row.fault(f"{strange[0]!r} is no mode of {kind or 'no type'}, or no context")
    if written and (not kind or len(code) < 3):
        raise row.fault(f"{code} cannot be written: it has no type, or is a root")
    return CameoRow(
        code=code,
        label=row.text("label"),
        quad=quad,
        goldstein10=weight,
        gdelt10=gdelt,
        type=kind,
        mode=own[0] if own else None,
        also=own[1:],
        contexts=contexts,
        written=written,
    )


def _quad(root: int) -> int:
    """The class of a CAMEO root, after Duval and Thompson: cooperation to 08, conflict from 09."""
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4
