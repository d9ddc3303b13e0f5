"""Are two events one happening, told twice? Features of a pair."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import log

from detente.keep.assembly.odds import chance
from detente.keep.assembly.promises import bag_of
from detente.keep.assembly.wording import Bag, cosine, numbers_of, weight, words_of
from detente.model import Event, Telling
from detente.vocab import quads

NEWS = 10
"""Days before publication in which an undated event that is told as news is taken to lie."""
AHEAD = 180
"""Days after publication in which an undated event that is told as planned is taken to lie."""
NEWS_DAYS = 3
"""Days between two publications up to which both are taken to tell the same news."""
LEAD = 350
"""Characters of an article in which its news is told."""
UNKNOWN = 60
"""Days taken to lie between two events of which one has no day and stands in an article without one."""
_FAR = 3650


@dataclass(frozen=True)
class EventFace:
    """What is compared of an event; `since` and `until` are its days, or likely ones. Words are taken when needed."""

    telling: Telling
    event: Event
    parties: frozenset[str]
    since: date | None
    until: date | None
    dated: bool

    @cached_property
    def name(self) -> Hashable:
        """All that two faces are compared by follows from it: the text from the place, which the id holds."""
        return self.telling.record.id, self.telling.published, self.telling.title

    @cached_property
    def evidence(self) -> Bag:
        """The words of its sentence."""
        return bag_of(self.telling.record.evidence.text)

    @cached_property
    def title(self) -> Bag:
        """The words of the headline."""
        return bag_of(self.telling.title or "")

    @cached_property
    def context(self) -> Bag:
        """The words around it."""
        return bag_of(self.telling.context)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers of its sentence."""
        return numbers_of(self.telling.record.evidence.text)


def event_of(telling: Telling) -> Event:
    """The event that is told.

    Raises:
        TypeError: the record is no event.
    """
    claim = telling.record.claim
    if not isinstance(claim, Event):
        raise TypeError(f"{telling.record.kind} is no event")
    return claim


def face_of(telling: Telling) -> EventFace:
    """What is compared of an event's telling.

    Raises:
        TypeError: the record is no event.
    """
    event = event_of(telling)
    since, until = likely_days(event, telling.published)
    return EventFace(
        telling=telling,
        event=event,
        parties=frozenset((*event.actors, *event.recipients)),
        since=since,
        until=until,
        dated=event.when is not None and event.when.basis != "vague",
    )


def likely_days(event: Event, published: date | None) -> tuple[date | None, date | None]:
    """The days told, else those in which it is likely to lie: before publication, or after for the future."""
    if event.when and (event.when.since or event.when.until):
        return event.when.since, event.when.until
    if published is None:
        return None, None
    if "future" in event.aux:
        return published, date.fromordinal(min(published.toordinal() + AHEAD, date.max.toordinal()))
    if "historical" in event.aux:
        return None, published
    return date.fromordinal(max(published.toordinal() - NEWS, 1)), published


def comparable(a: EventFace, b: EventFace) -> bool:
    """Whether two events share two parties, or the only one that one of them has: others are not compared."""
    return len(a.parties & b.parties) >= min(2, len(a.parties), len(b.parties)) > 0


def same_happening(a: EventFace, b: EventFace) -> float:
    """The chance that two events are one happening."""
    return chance("happening", features(a, b))


def features(a: EventFace, b: EventFace) -> dict[str, float]:
    """What tells whether two events are one, each from 0 to 1 unless said otherwise."""
    return {**_who_and_what(a.event, b.event), **_days(a, b), **_wording(a, b)}


def _who_and_what(one: Event, other: Event) -> dict[str, float]:
    return {
        "same_sides": float(one.actors == other.actors and one.recipients == other.recipients),
        "swapped": float(bool(set(one.actors) & set(other.recipients)) and bool(one.recipients)),
        "type": float(one.type == other.type),
        "quad": float(quads()[one.type] == quads()[other.type]),
        "mode": float(one.mode is not None and one.mode == other.mode),
        "other_mode": float(None not in (one.mode, other.mode) and one.mode != other.mode),
        "planned": float(("future" in one.aux) != ("future" in other.aux)),
        "other_place": float(bool(one.place and other.place and not _same_place(one.place, other.place))),
    }


def _days(a: EventFace, b: EventFace) -> dict[str, float]:
    gap = _gap(a, b)
    same_type, news = a.event.type == b.event.type, _published_gap(a.telling, b.telling) <= NEWS_DAYS
    return {
        "gap": log(1 + gap),
        "same_days": float(a.dated and b.dated and gap == 0 and _short(a) and _short(b)),
        "other_days": float(a.dated and b.dated and gap > 1),
        "undated": float(not a.dated) + float(not b.dated),
        "leads": float(_leads(a) and _leads(b) and news),
        "same_news": float(same_type and gap == 0 and news),
        "recall": float(same_type and gap == 0 and not news),
    }


def _wording(a: EventFace, b: EventFace) -> dict[str, float]:
    shared = [value for word, value in a.evidence.items() if word in b.evidence]
    return {
        "evidence": cosine(a.evidence, b.evidence),
        "rarest": max(shared, default=0.0) / weight(""),
        "context": cosine(a.context, b.context),
        "evidence_in_title": max(cosine(a.evidence, b.title), cosine(b.evidence, a.title)),
        "numbers": float(bool(a.numbers & b.numbers)),
        "same_article": float(a.telling.record.evidence.doc == b.telling.record.evidence.doc),
    }


def _leads(face: EventFace) -> bool:
    """Whether it stands where the news of an article stands: in its first lines."""
    return face.telling.record.evidence.start < LEAD


def _gap(a: EventFace, b: EventFace) -> int:
    """Days between the spans in which two events lie; 0 where they overlap, `UNKNOWN` where one may lie anywhere."""
    if not (a.since or a.until) or not (b.since or b.until):
        return UNKNOWN
    if a.since and b.until and a.since > b.until:
        return (a.since - b.until).days
    if b.since and a.until and b.since > a.until:
        return (b.since - a.until).days
    return 0


def _short(face: EventFace) -> bool:
    return bool(face.since and face.until and (face.until - face.since).days <= 3)


def _published_gap(a: Telling, b: Telling) -> int:
    return min(abs((a.published - b.published).days), _FAR) if a.published and b.published else 30


def _same_place(a: str, b: str) -> bool:
    return not set(words_of(a)).isdisjoint(words_of(b))
