"""Those who speak and act for a party: offices, their holders with dates, and organs of state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from detente.model import ATTRIBUTIONS, Attribution
from detente.vocab.parties import organisations, states
from detente.vocab.tables import HERE, cache, read_table, without_repeats

ACTOR_SECTORS = (
    "GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PRM", "PTY", "REB", "UAF", "UNK", "AGR", "BUS", "CRM",
    "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "UNO", "EUR",
    "NGO", "ISM", "IMG", "MNC",
)  # fmt: skip
"""Sectors of actors in the PLOVER manual."""

RANKS = (
    "head of state", "head of government", "monarch", "head of body", "minister", "deputy minister", "envoy",
    "official", "spokesperson", "legislator", "judge", "commander", "officer", "soldier", "police", "party",
    "rebel", "cleric", "business", "expert", "media", "citizen",
)  # fmt: skip
"""What kind of office a title names, from the top of a state down to those who only speak for themselves."""

BODY_TYPES = (
    "government", "ministry", "agency", "mission", "legislature", "court", "force", "police", "bank",
    "party", "council", "office",
)  # fmt: skip
"""What kind of organ a body is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionTrust:
    """How far a telling is trusted by who stands behind it: `trust`, 0 to 1."""

    attribution: Attribution
    trust: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A title: `names` begins with `title`, all without "the" and in the case of running text.

    `rank` is one of `RANKS`, `sector` a PLOVER sector of actors. `acts_for_state` is false for those who
    speak for themselves, such as analysts.
    """

    title: str
    names: tuple[str, ...]
    rank: str
    sector: str
    acts_for_state: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person who held an office of `of` (a state or organisation) from `since` until `until`.

    `names` are shorter forms that name this person alone. Both days are inclusive; an end that has not
    come, or is not known to have come, is `None`.
    """

    person: str
    names: tuple[str, ...]
    office: str
    of: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organ that any state may have, by its generic names; `names` begins with `name`.

    `sector` is a PLOVER sector of actors, `type` one of `BODY_TYPES`.
    """

    name: str
    names: tuple[str, ...]
    sector: str
    type: str


@cache
def attributions() -> tuple[AttributionTrust, ...]:
    """Who may stand behind a telling; of two rows for one (a project's own come last) the last counts."""
    return read_attributions(HERE / "attributions.tsv")


def read_attributions(path: Path) -> tuple[AttributionTrust, ...]:
    """The rows of a table like `attributions.tsv`.

    Raises:
        ValueError: a row is wrong: no such attribution, or a trust outside 0 to 100.
    """
    found: dict[str, AttributionTrust] = {}
    for row in read_table(path, ("attribution", "trust", "meaning", "source")):
        attribution = cast(Attribution, row.choice("attribution", ATTRIBUTIONS))
        trust = row.number("trust")
        if not 0 <= trust <= 100:
            raise row.fault(f"a trust of {trust} is not between 0 and 100")
        found[attribution] = AttributionTrust(attribution=attribution, trust=trust / 100)
    return tuple(found.values())


@cache
def offices() -> tuple[Office, ...]:
    """Titles of offices and callings."""
    return read_offices(HERE / "offices.tsv")


@cache
def holders() -> tuple[Holder, ...]:
    """Holders of the highest offices since 2000, by party, office and day."""
    parties = {state.code for state in states()} | {body.code for body in organisations()}
    titles = frozenset(office.title for office in offices())
    return read_holders(HERE / "holders.tsv", frozenset(parties), titles)


@cache
def _by_name() -> dict[str, tuple[Holder, ...]]:
    found: dict[str, list[Holder]] = {}
    for holder in sorted(holders(), key=lambda holder: holder.since):
        for name in (holder.person, *holder.names):
            found.setdefault(name, []).append(holder)
    return {name: tuple(terms) for name, terms in found.items()}


@cache
def _by_spelling() -> dict[str, tuple[Holder, ...]]:
    """Names of several words, as they are also written: "Kim Jong-Un", "Kishida Fumio"."""
    found: dict[str, tuple[Holder, ...]] = {}
    for name, terms in _by_name().items():
        words = _spelling(name).split()
        if len(words) > 1:
            found.setdefault(" ".join(words), terms)
        if len(words) == 2:
            found.setdefault(" ".join(reversed(words)), terms)
    return found


def _spelling(name: str) -> str:
    return name.replace("-", " ").casefold()


def holder_on(name: str, day: date | None = None) -> Holder | None:
    """The term of office that a name recalls on a day: the one then held, else the last one before.

    Where the day is not known it is the latest term; a day before the first term gives the first. `None`
    where the table does not know the name.
    """
    terms = _by_name().get(name) or _by_spelling().get(_spelling(name), ())
    if not terms or day is None:
        return terms[-1] if terms else None
    begun = [holder for holder in terms if holder.since <= day]
    held = [holder for holder in begun if holder.until is None or day <= holder.until]
    return (held or begun or [terms[0]])[-1]


@cache
def bodies() -> tuple[Body, ...]:
    """Organs of state by their generic names."""
    return read_bodies(HERE / "bodies.tsv")


def read_offices(path: Path) -> tuple[Office, ...]:
    """The titles of a table like `offices.tsv`.

    Raises:
        ValueError: a row is wrong, or a name stands for two titles.
    """
    owners: dict[str, str] = {}
    found: list[Office] = []
    for row in read_table(path, ("title", "names", "rank", "sector", "acts_for_state", "source")):
        title = row.text("title")
        names = tuple(dict.fromkeys((title, *row.words("names"))))
        for word in names:
            without_repeats(owners, word, title, row)
        found.append(
            Office(
                title=title,
                names=names,
                rank=row.choice("rank", RANKS),
                sector=row.choice("sector", ACTOR_SECTORS),
                acts_for_state=row.yes("acts_for_state"),
            )
        )
    return tuple(found)


def read_holders(path: Path, parties: frozenset[str], titles: frozenset[str]) -> tuple[Holder, ...]:
    """The holders of a table like `holders.tsv`, whose `of` must be in `parties` and `office` in `titles`.

    Raises:
        ValueError: a row is wrong, ends before it begins, or gives a short name to two persons.
    """
    owners: dict[str, str] = {}
    found: list[Holder] = []
    for row in read_table(path, ("person", "names", "office", "of", "since", "until", "source")):
        person, since, until = row.text("person"), row.day("since"), row.day("until")
        for word in (person, *row.words("names")):
            without_repeats(owners, word, person, row)
        if since is None:
            raise row.fault(f"{person!r} has no since")
        if until and until < since:
            raise row.fault(f"{person!r} ends on {until} before it begins on {since}")
        found.append(
            Holder(
                person=person,
                names=row.words("names"),
                office=row.choice("office", titles),
                of=row.choice("of", parties),
                since=since,
                until=until,
            )
        )
    return tuple(sorted(found, key=lambda holder: (holder.of, holder.office, holder.since, holder.person)))


def read_bodies(path: Path) -> tuple[Body, ...]:
    """The organs of a table like `bodies.tsv`.

    Raises:
        ValueError: a row is wrong, or a name stands for two organs.
    """
    owners: dict[str, str] = {}
    found: list[Body] = []
    for row in read_table(path, ("name", "names", "sector", "type", "source")):
        name = row.text("name")
        names = tuple(dict.fromkeys((name, *row.words("names"))))
        for word in names:
            without_repeats(owners, word, name, row)
        sector = row.choice("sector", ACTOR_SECTORS)
        found.append(Body(name=name, names=names, sector=sector, type=row.choice("type", BODY_TYPES)))
    return tuple(found)
