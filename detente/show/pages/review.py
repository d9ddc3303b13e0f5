"""The desk of review as a value: the queue, the thing in hand with its sentences, and what it may be one with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from detente.explain.display import name_of
from detente.explain.queue import ToCheck
from detente.keep.judged import standing
from detente.model import Decision, Happening, LedgerRow
from detente.show.pages.groups import GroupPart, part_of, says_of

if TYPE_CHECKING:
    from detente.project import Project

BEFORE, AFTER = 5, 30
"""Things of the queue that are listed around the one in hand."""
MOST_ALIKE = 40
"""Things that are offered to be merged with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One thing of the queue."""

    id: str = field(metadata={"says": "id of the happening or row"})
    place: int = field(metadata={"says": "its place in the queue, from 1"})
    says: str = field(metadata={"says": "what happened, or who owes what to whom"})
    reasons: tuple[str, ...] = field(metadata={"says": "why it is worth a look"})
    disputed: bool = field(metadata={"says": "whether its tellings contradict each other"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDesk:
    """The queue, with the thing in hand."""

    parties: tuple[str, ...] = field(metadata={"says": "codes of the parties asked for, none for all"})
    of: str = field(metadata={"says": "whose dealings these are, in words"})
    total: int = field(metadata={"says": "things to judge"})
    disputed: int = field(metadata={"says": "those whose tellings contradict each other"})
    lines: tuple[QueueLine, ...] = field(metadata={"says": "the queue around the thing in hand"})
    here: QueueLine | None = field(metadata={"says": "the thing in hand, null where nothing is left"})
    item: GroupPart | None = field(metadata={"says": "the same with its sentences"})
    previous: str | None = field(metadata={"says": "id of the one before it"})
    next: str | None = field(metadata={"says": "id of the one after it"})
    alike: tuple[tuple[str, str], ...] = field(
        metadata={"says": "others of the same parties that it may be one with: id, and what they say"}
    )


def in_order(queue: Iterable[ToCheck]) -> tuple[ToCheck, ...]:
    """The queue as it is judged: contradictions first, then what is worth most."""
    return tuple(sorted(queue, key=lambda one: (not one.of.rivals, -one.worth, one.of.id)))


def left_of(queue: Iterable[ToCheck], decisions: Iterable[Decision]) -> tuple[ToCheck, ...]:
    """What is left of a queue after decisions on records."""
    judged = {
        record.id
        for one in standing(decisions)
        if one.layer == "record" and one.verdict != "note"
        for record in one.records
    }
    return tuple(one for one in queue if not any(t.record.id in judged for t in one.of.tellings))


def find_desk(
    project: Project, queue: Sequence[ToCheck], parties: Sequence[str], wanted: Sequence[str] = ()
) -> ReviewDesk:
    """The queue with the thing in hand.

    Args:
        project: what holds it.
        queue: what is to be judged, in order.
        parties: codes for which it was asked.
        wanted: ids of things to take in hand, or of records of theirs, the first that is there; else the first of the
            queue.
    """
    places = {t.record.id: number for number, one in enumerate(queue) for t in one.of.tellings}
    places |= {one.of.id: number for number, one in enumerate(queue)}
    at = next((places[id] for id in wanted if id in places), 0)
    here = queue[at] if queue else None
    first = max(0, at - BEFORE)
    lines = tuple(_line(one, number) for number, one in enumerate(queue[first : at + AFTER], first + 1))
    return ReviewDesk(
        parties=tuple(parties),
        of=" and ".join(map(name_of, parties)) or "all states and organisations",
        total=len(queue),
        disputed=sum(bool(one.of.rivals) for one in queue),
        lines=lines,
        here=lines[at - first] if here else None,
        item=_item(project, here.of) if here else None,
        previous=queue[at - 1].of.id if at else None,
        next=queue[at + 1].of.id if at + 1 < len(queue) else None,
        alike=_alike(here.of, queue) if here else (),
    )


def _line(one: ToCheck, place: int) -> QueueLine:
    return QueueLine(
        id=one.of.id, place=place, says=says_of(one.of), reasons=one.reasons, disputed=bool(one.of.rivals)
    )


def _item(project: Project, one: Happening | LedgerRow) -> GroupPart:
    docs = sorted({telling.record.evidence.doc for telling in one.tellings})
    return part_of(one, project.articles(docs), project.outlets())


def _alike(one: Happening | LedgerRow, queue: Iterable[ToCheck]) -> tuple[tuple[str, str], ...]:
    """Others of its kind that share its parties, or two of them, the nearest in time first."""
    parties, day = _parties(one), _day(one)
    others = [
        other.of
        for other in queue
        if type(other.of) is type(one) and other.of.id != one.id
        if len(parties & _parties(other.of)) >= min(2, len(parties))
    ]
    others.sort(key=lambda other: (_apart(day, _day(other)), other.id))
    return tuple((other.id, says_of(other)) for other in others[:MOST_ALIKE])


def _parties(one: Happening | LedgerRow) -> set[str]:
    return {*one.actors, *one.recipients} if isinstance(one, Happening) else {*one.giver, *one.receiver}


def _day(one: Happening | LedgerRow) -> date | None:
    if isinstance(one, Happening):
        return one.since or one.until
    return next((day for step in one.steps if (day := step.since or step.until or step.told)), None)


def _apart(a: date | None, b: date | None) -> int:
    """Days between two; what is undated comes last."""
    return abs((a - b).days) if a and b else 10**9
