"""What happened, as files of events take it: happenings that count as facts, each with its event and its pairs.

A happening is told once here, however many articles tell it. What is planned, supposed or denied is no event and is
left out; so are, where a dyad is asked for, the pairs of its happenings with others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from detente.errors import UnknownName
from detente.keep.asked import Day, day_of
from detente.keep.assembly.belief import is_denial
from detente.keep.assembly.events import event_of
from detente.keep.assembly.told import most_told
from detente.keep.rows import pairs_of
from detente.model import Dyad, Event, Happening, Pair, Record, Span, When, codes
from detente.show.words.records import standing_of

if TYPE_CHECKING:
    from detente.project import Project

UNREAL = "planned, supposed or denied"
NO_PAIR = "no two parties of whom one acts on the other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of a project is to be written: of two states, of some days, both inclusive; `None` is all.

    `day_of_article`: an event whose text tells no days has the day of the first article that tells it, in formats that
    need a day.
    """

    dyad: Dyad | None = None
    since: date | None = None
    until: date | None = None
    day_of_article: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How much a file holds, by what it is counted in ("happening", "row"); and how many were left out, by why."""

    counts: Mapping[str, int]
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A happening that counts as a fact; `event` is what its tellings agree on, `pairs` who acts on whom.

    `published` is the day of the first article that tells it, `None` where that is not known to the day.
    """

    of: Happening
    event: Event
    pairs: tuple[Pair, ...]
    published: date | None

    @property
    def sentence(self) -> Span:
        """The sentence that told it first."""
        return self.of.tellings[0].record.evidence

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who published articles that tell it."""
        return codes(telling.outlet for telling in self.of.tellings if telling.outlet)


def asked_of(
    project: Project,
    dyad: tuple[str, str] | None = None,
    since: Day | None = None,
    until: Day | None = None,
    *,
    day_of_article: bool = False,
) -> Asked:
    """What is asked for, from names or codes of states and days as dates or YYYY-MM-DD.

    Raises:
        UnknownName: no such state, not a day, or the first day lies after the last.
    """
    first, last = day_of(since), day_of(until)
    if first and last and first > last:
        raise UnknownName(f"the first day, {first}, lies after the last, {last}", mend="the other way round?")
    pair = project.dyad(*dyad).dyad if dyad else None
    return Asked(dyad=pair, since=first, until=last, day_of_article=day_of_article)


def happened(project: Project, asked: Asked) -> tuple[tuple[Happened, ...], dict[str, int]]:
    """The facts among the happenings asked for, in order of time; and how many were left out, by why."""
    parties = (asked.dyad.a, asked.dyad.b) if asked.dyad else ()
    within = [one for one in project.happenings(*parties) if _is_within(one, asked)]
    days = _publication_days(project)
    found = tuple(made for one in within if (made := _fact(one, asked.dyad, days)))
    unreal = len(within) - len(found)
    return found, {UNREAL: unreal} if unreal else {}


def _publication_days(project: Project) -> dict[str, date]:
    """The days of publication that are known to the day, by article."""
    rows = project.documents().select(["doc", "published", "published_until"]).to_pylist()
    return {row["doc"]: row["published"] for row in rows if row["published"] == row["published_until"]}


def _fact(one: Happening, dyad: Dyad | None, days: Mapping[str, date]) -> Happened | None:
    told = [telling for telling in one.tellings if not is_denial(telling.record)] or list(one.tellings)
    event = Event(
        actors=one.actors,
        recipients=one.recipients,
        type=one.type,
        mode=one.mode,
        contexts=most_told(told, lambda telling: event_of(telling).contexts),
        aux=one.aux,
        when=When(since=one.since, until=one.until, basis=one.basis) if one.basis else None,
        place=one.place,
    )
    first = one.tellings[0].record.evidence
    as_told = Record(claim=event, evidence=first)
    if standing_of(as_told) not in ("fact", "background"):
        return None
    pairs = [pair for pair in pairs_of(as_told) if dyad is None or {pair.a, pair.b} == {dyad.a, dyad.b}]
    return Happened(of=one, event=event, pairs=tuple(pairs), published=days.get(first.doc))


def _is_within(one: Happening, asked: Asked) -> bool:
    """By its own days, which may reach in; where none are told, by the day of its first article."""
    first, last = one.since, one.until
    if first is None and last is None:
        first = last = one.tellings[0].published
        if first is None:
            return asked.since is None and asked.until is None
    late = asked.since is not None and last is not None and last < asked.since
    early = asked.until is not None and first is not None and first > asked.until
    return not late and not early
