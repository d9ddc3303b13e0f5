"""Events → happenings: what several tellings are about, with what they agree on and where they differ.

Two tellings are compared only when they share their parties. What most independent stories give is the
happening's own; every other value stands beside it with who gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from detente.keep.assembly import events
from detente.keep.assembly.belief import is_denial, weigh
from detente.keep.assembly.events import EventFace, event_of
from detente.keep.assembly.groups import Pair, group
from detente.keep.assembly.likeness import Block, Known, blocks_of, likely, partners
from detente.keep.assembly.odds import least
from detente.keep.assembly.rivals import find_rivals, narrowest
from detente.keep.assembly.told import first_told, in_order, most_told
from detente.model import Happening, Telling

FAR = 60
"""Days between two events from which they are not compared: no weight of words makes up for more."""


def assemble(
    tellings: Sequence[Telling],
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    known: Known | None = None,
) -> tuple[Happening, ...]:
    """Events grouped into happenings, in order of their first days, then of their first telling.

    Args:
        tellings: events with their articles; the order does not matter.
        together: ids of records that are one happening, by an analyst.
        apart: ids of records that are not.
        known: how likely pairs are that were compared before; new ones are added.
    """
    by_id = {telling.record.id: telling for telling in tellings}
    faces = {id: events.face_of(telling) for id, telling in by_id.items()}
    same = likely(_candidates(faces), faces, events.same_happening, {} if known is None else known)
    groups = group(faces, same, least=least("happening"), together=together, apart=apart)
    found = [_happening([by_id[id] for id in ids]) for ids in groups]
    return tuple(
        sorted(found, key=lambda one: (one.since or one.until or date.max, first_told(one.tellings), one.id))
    )


def _candidates(faces: Mapping[str, EventFace]) -> list[Pair]:
    """Pairs that are comparable and may lie within `FAR` days of each other, each once, in order."""
    ordered = sorted(faces, key=lambda id: (faces[id].since or date.min, id))
    blocks = blocks_of({id: faces[id].parties for id in ordered})
    return sorted({pair for block in blocks for pair in _near(block, faces)})


def _near(block: Block, faces: Mapping[str, EventFace]) -> Iterator[Pair]:
    """Of events in order of their first day, each with those that begin before it is `FAR` days over."""
    for id, others in partners(block.ids, block.lone):
        until = faces[id].until
        for other in others:
            since = faces[other].since
            if until and since and (since - until).days > FAR:
                break
            yield (min(id, other), max(id, other))


def _happening(members: Sequence[Telling]) -> Happening:
    tellings = in_order(members)
    told = [telling for telling in tellings if not is_denial(telling.record)] or list(tellings)
    parties = most_told(told, lambda t: (event_of(t).actors, event_of(t).recipients))
    kind, mode = most_told(told, lambda t: (event_of(t).type, event_of(t).mode))
    when = narrowest([event_of(telling).when for telling in told])
    return Happening(
        id=f"h{tellings[0].record.id}",
        actors=parties[0],
        recipients=parties[1],
        type=kind,
        mode=mode,
        aux=most_told(told, lambda t: event_of(t).aux),
        since=when.since if when else None,
        until=when.until if when else None,
        basis=when.basis if when else None,
        place=most_told(told, lambda t: event_of(t).place, besides=None),
        tellings=tellings,
        stories=len({telling.story for telling in told}),
        belief=weigh(tellings),
        rivals=find_rivals(tellings) if len(tellings) > 1 else (),
    )
