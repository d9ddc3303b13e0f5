"""What the project holds on two states, and what is measured of them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from detente.keep.assembly.totals import Totals, add_up
from detente.model import Agreement, Aspect, Forecast, Gap, Period, Series, plain
from detente.show.pages import DyadPage
from detente.show.pages.asked import ask_for
from detente.show.pages.dyad import dyad_page
from detente.show.pages.exchanged import tell_row
from detente.show.web.api.asked import (
    LONGEST,
    USUAL,
    Asked,
    Context,
    InOutlet,
    InSector,
    Length,
    Limit,
    Name,
    Offset,
    Question,
    Since,
    Source,
    TotalsBy,
    Until,
)
from detente.show.web.api.endpoints import endpoint
from detente.show.web.api.shapes import happening, ledger_row, many, outlook, told_record, turning_point
from detente.show.words.carriers import tell_carriers
from detente.show.words.grouped import group_to_json
from detente.show.words.outlook import outlook_to_json

SECTION = "Two states"
OF_TWO = "/dyads/{a}/{b}"

Measure = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="events, a quad class, a PLOVER type, net events, net cooperation, mean score, score, attention,"
        " reciprocity.",
    ),
]
Directed = Annotated[bool, Query(description="Only what the first does to the second.")]
Third = Annotated[
    str,
    Query(alias="for", min_length=1, max_length=LONGEST, description="The third state.", examples=["USA"]),
]


@endpoint(SECTION, OF_TWO, lambda: DyadPage)
def dyad(
    asked: Question,
    a: Name,
    b: Name,
    third: Annotated[
        str | None,
        Query(
            alias="for",
            min_length=1,
            max_length=LONGEST,
            description="The state for which it is asked what it means.",
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    sector: InSector = None,
    outlet: InOutlet = None,
) -> Response:
    """All that the page of two states shows.

    The opening paragraph, events, ledger, statements, claims, what is measured, what it means for a third state, gaps,
    and the passages that all of it stands in. Figures carry the ids of the records they are counted from.
    """
    part = ask_for(str(since or ""), str(until or ""), sector or "", outlet or "")
    return asked.tell(asked.remember(lambda: dyad_page(asked.project, a, b, third, part)))


@endpoint(SECTION, f"{OF_TWO}/events", lambda: many(told_record()))
def events(
    asked: Question,
    a: Name,
    b: Name,
    since: Since = None,
    until: Until = None,
    limit: Limit = USUAL,
    offset: Offset = 0,
) -> Response:
    """Who of the two did what to whom, each telling by itself, in order of time."""
    return _tell_records(asked, "event", (a, b), (since, until), limit, offset)


@endpoint(SECTION, f"{OF_TWO}/statements", lambda: many(told_record()))
def statements(
    asked: Question,
    a: Name,
    b: Name,
    since: Since = None,
    until: Until = None,
    limit: Limit = USUAL,
    offset: Offset = 0,
) -> Response:
    """Who said what on the two, in order of time."""
    return _tell_records(asked, "statement", (a, b), (since, until), limit, offset)


@endpoint(SECTION, f"{OF_TWO}/happenings", lambda: many(happening()))
def happenings_of(asked: Question, a: Name, b: Name, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """What happened between the two, each once, with the records that tell of it, belief, and where they differ."""
    found = asked.remember(asked.project.dyad(a, b).happenings)
    return asked.tell_page(found, limit, offset, group_to_json)


@endpoint(SECTION, f"{OF_TWO}/ledger", lambda: many(ledger_row()))
def ledger_of(
    asked: Question, a: Name, b: Name, sector: InSector = None, limit: Limit = USUAL, offset: Offset = 0
) -> Response:
    """The commitments of the two across articles, one row each with all its stages."""
    found = asked.remember(lambda: asked.project.dyad(a, b).ledger(sector))
    return asked.tell_page(found, limit, offset, group_to_json)


@endpoint(SECTION, f"{OF_TWO}/totals", lambda: Totals)
def totals_of(asked: Question, a: Name, b: Name, by: TotalsBy = "giver", sector: InSector = None) -> Response:
    """What may be added up of the ledger of the two, what was left out and why, and the rule."""
    return asked.tell(asked.remember(lambda: add_up(asked.project.dyad(a, b).ledger(sector), by)))


@endpoint(SECTION, f"{OF_TWO}/series", lambda: list[Series])
def series(
    asked: Question,
    a: Name,
    b: Name,
    measure: Measure = "net cooperation",
    period: Length = "month",
    directed: Directed = False,
    stories: Annotated[
        bool, Query(description="Count an event once for each story that tells of it.")
    ] = False,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    context: Context = None,
) -> Response:
    """One measure over time, a series a source: values, 80 % intervals, events behind them, days covered."""
    relation = asked.project.dyad(a, b)
    return asked.tell(
        asked.remember(
            lambda: relation.series(
                measure, period=period, directed=directed, stories=stories,
                since=since, until=until, source=source, context=context,
            )
        )
    )  # fmt: skip


@endpoint(SECTION, f"{OF_TWO}/turns", lambda: many(turning_point()))
def turns(
    asked: Question,
    a: Name,
    b: Name,
    aspect: Annotated[Aspect | None, Query(description="Only turns in one aspect.")] = None,
    period: Length = "month",
    directed: Directed = False,
    since: Since = None,
    until: Until = None,
    source: Source = None,
    context: Context = None,
) -> Response:
    """Turning points in level, volume and mix, each with its interval, its size, and what carries it in words."""
    return asked.tell(
        asked.remember(
            lambda: _turns(
                asked, a, b, ("level", "volume", "mix") if aspect is None else (aspect,),
                period=period, directed=directed, since=since, until=until, source=source, context=context,
            )
        )
    )  # fmt: skip


@endpoint(SECTION, f"{OF_TWO}/agreement", lambda: list[Agreement])
def agreement(
    asked: Question, a: Name, b: Name, measure: Measure = "net cooperation", period: Length = "month"
) -> Response:
    """How each two sources agree on the two states, over the periods that both have."""
    relation = asked.project.dyad(a, b)
    return asked.tell(asked.remember(lambda: relation.agreement(measure, period=period)))


@endpoint(SECTION, f"{OF_TWO}/forecast", lambda: list[Forecast])
def forecast(
    asked: Question,
    a: Name,
    b: Name,
    measure: Measure = "net events",
    period: Length = "month",
    ahead: Annotated[int, Query(ge=1, le=24, description="How many periods, together.")] = 1,
    source: Source = None,
) -> Response:
    """What the next periods may bring, as a distribution, and how such forecasts did before; one a source."""
    relation = asked.project.dyad(a, b)
    return asked.tell(
        asked.remember(lambda: relation.forecast(measure, period=period, ahead=ahead, source=source))
    )


@endpoint(SECTION, f"{OF_TWO}/implications", outlook)
def implications(
    asked: Question,
    a: Name,
    b: Name,
    third: Third,
    source: Source = None,
    period: Annotated[
        Period | None, Query(description="Length of the periods; by default what there is.")
    ] = None,
) -> Response:
    """What the relation means for a third state: judgements with their basis, claims of sources, what to watch."""
    relation = asked.project.dyad(a, b)
    found = asked.remember(lambda: relation.implications(third, source=source, period=period))
    return asked.tell(outlook_to_json(found))


@endpoint(SECTION, f"{OF_TWO}/gaps", lambda: list[Gap])
def gaps_of(asked: Question, a: Name, b: Name, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """What the record does not know of the two."""
    return asked.tell_page(asked.remember(asked.project.dyad(a, b).gaps), limit, offset)


def _tell_records(
    asked: Asked, kind: str, dyad: tuple[str, str], days: tuple[Any, Any], limit: int, offset: int
) -> Response:
    rows = asked.remember(lambda: asked.project.records(kind, dyad, *days))
    shown = [tell_row(row) for row in rows.slice(offset, limit).to_pylist()]
    return asked.tell(shown, following=asked.next_page(limit, offset, more=rows.num_rows > offset + limit))


def _turns(asked: Asked, a: str, b: str, aspects: tuple[Aspect, ...], **choice: Any) -> list[dict[str, Any]]:
    found = asked.project.dyad(a, b).turns(aspects=aspects, **choice)
    told = tell_carriers(asked.project, found, most=max((len(turn.carriers) for turn in found), default=0))
    return [plain(turn) | {"told": {one: told.get(one) for one in turn.carriers}} for turn in found]
