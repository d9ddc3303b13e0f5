"""Pairs of states, three states, and all of them: who deals with whom, who leans where, how the system stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from detente.measure.polarity import Polarity
from detente.model import Leaning, Triad
from detente.project.measured import SourceAccount
from detente.show.web.api.asked import (
    LONGEST,
    USUAL,
    Context,
    Length,
    Limit,
    Name,
    Offset,
    Party,
    Question,
    Since,
    Source,
    Until,
)
from detente.show.web.api.endpoints import endpoint

router = APIRouter(tags=["States"])

State = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="A state or organisation, by code or name.",
        examples=["IND"],
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPair:
    """Two parties that articles tell events of."""

    a: str = field(metadata={"says": "code of the first"})
    b: str = field(metadata={"says": "code of the second"})
    events: int = field(metadata={"says": "tellings of events, those not done included"})
    facts: int = field(metadata={"says": "tellings of events told as done"})
    first: date | None = field(metadata={"says": "first day of those told as done"})
    last: date | None = field(metadata={"says": "last day of those told as done"})


@endpoint(router, "/relations", lambda: list[ListedPair])
def relations(asked: Question, party: Party = None, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """The pairs that articles tell events of, the most told first."""
    rows = asked.remember(lambda: asked.project.dyads(party))
    shown = [ListedPair(**row) for row in rows.slice(offset, limit).to_pylist()]
    return asked.tell(shown, following=asked.next_page(limit, offset, more=rows.num_rows > offset + limit))


@endpoint(router, "/triads/{a}/{b}/{c}", lambda: Triad)
def triad(
    asked: Question,
    a: Name,
    b: Name,
    c: Name,
    period: Length = "month",
    since: Since = None,
    until: Until = None,
    source: Source = None,
    context: Context = None,
) -> Response:
    """The signs of three dyads, how likely they are balanced, and which side is under pressure."""
    return asked.tell(
        asked.remember(
            lambda: asked.project.triad(
                a, b, c, since=since, until=until, period=period, source=source, context=context
            )
        )
    )


@endpoint(router, "/tilt", lambda: Leaning)
def tilt(
    asked: Question,
    pivot: State,
    toward: State,
    other: State,
    period: Length = "month",
    source: Source = None,
) -> Response:
    """How a pivot divides its cooperation between two others, over time."""
    return asked.tell(
        asked.remember(lambda: asked.project.tilt(pivot, toward, other, period=period, source=source))
    )


@endpoint(router, "/polarity", lambda: Polarity)
def polarity(
    asked: Question, since: Since = None, until: Until = None, source: Source = None, context: Context = None
) -> Response:
    """How cooperation is spread over states: concentration, communities, the pull of the largest."""
    return asked.tell(
        asked.remember(
            lambda: asked.project.polarity(since=since, until=until, source=source, context=context)
        )
    )


@endpoint(router, "/sources", lambda: list[SourceAccount])
def sources(asked: Question) -> Response:
    """The sources of events, articles first: how much there is of each, and of which days."""
    return asked.tell(asked.remember(asked.project.accounts))
