"""What several tellings agree on, and in which order they were published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from detente.model import Telling

T = TypeVar("T")
_UNLIKE = object()


def in_order(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """The tellings as they were published."""
    return tuple(sorted(tellings, key=_told))


def _told(telling: Telling) -> tuple[date, str, int, str]:
    place = telling.record.evidence
    return telling.published or date.max, place.doc, place.start, telling.record.id


def first_told(tellings: Sequence[Telling]) -> date:
    """When it was first published; the last of all days where nothing tells it."""
    return min((telling.published or date.max for telling in tellings), default=date.max)


def most_told(tellings: Sequence[Telling], of: Callable[[Telling], T], besides: object = _UNLIKE) -> T:
    """The value that most independent stories give; of equals the one told first; `besides` for want of others."""
    stories: dict[T, set[str]] = {}
    for telling in tellings:
        stories.setdefault(of(telling), set()).add(telling.story)
    return max(stories, key=lambda value: (value != besides, len(stories[value])))
