"""Pairs of states, three states, one, and all of them: who deals with whom, who leans where, how the system stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, cast

from fastapi import Depends, Query
from starlette.responses import Response

from detente.keep.asked import resolve_code, states_of
from detente.keep.dealings import Dealing
from detente.measure.polarity import Polarity
from detente.model import Leaning, Period
from detente.project.measured import SourceAccount
from detente.show.pages.country import (
    CountryLedger,
    CountryPage,
    CountryTies,
    CountryVoices,
    find_country,
    find_owed,
    find_ties_of,
    find_voices,
)
from detente.show.pages.dealings import Chosen, PairLine, choose, dealings_chosen, line_of, most_told
from detente.show.pages.network import NetworkPage, draw_network
from detente.show.pages.triad import TriadMeasured, TriadPage, find_triad, measure_triad
from detente.show.web.api.asked import (
    LONGEST,
    USUAL,
    Asked,
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

SECTION = "States"

State = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="A state or organisation, by code or name.",
        examples=["IND"],
    ),
]
AnyLength = Annotated[Period | None, Query(description="Length of the periods; by default what there is.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTriad:
    """Three states: what is told of each pair, and how the three relations go together."""

    told: TriadPage = field(metadata={"says": "the three pairs, with their events"})
    measured: TriadMeasured = field(metadata={"says": "signs, balance, pressure, and who leans where"})


def _chosen(
    asked: Question,
    source: Source = None,
    since: Since = None,
    until: Until = None,
    context: Context = None,
    quad: Annotated[
        int | None,
        Query(
            ge=1, le=4, description="Only one quad class: cooperation in words, in deeds, conflict likewise."
        ),
    ] = None,
) -> Chosen:
    return choose(asked.project, source=source, since=since, until=until, context=context, quad=quad)


Filters = Annotated[Chosen, Depends(_chosen)]
"""Which dealings are told."""


@endpoint(SECTION, "/relations", lambda: list[PairLine])
def relations(
    asked: Question, chosen: Filters, party: Party = None, limit: Limit = USUAL, offset: Offset = 0
) -> Response:
    """The pairs that deal with each other, those with most events first."""
    found = most_told(_dealings(asked, chosen), chosen.quad)
    code = resolve_code(party) if party else None
    wanted = [one for one in found if code in (None, one.a, one.b)]
    return asked.tell_page(wanted, limit, offset, line_of)


@endpoint(SECTION, "/triads/{a}/{b}/{c}", lambda: ToldTriad)
def triad(asked: Question, a: Name, b: Name, c: Name, chosen: Filters, period: AnyLength = None) -> Response:
    """Three states: their dealings, the signs of the three relations, how likely they are balanced, who leans where."""
    states = cast(tuple[str, str, str], states_of(a, b, c))

    def find() -> ToldTriad:
        told = find_triad(states, _dealings(asked, chosen), chosen, period)
        return ToldTriad(told=told, measured=measure_triad(asked.project, states, chosen, period))

    return asked.tell(asked.remember(find))


@endpoint(SECTION, "/countries/{a}", lambda: CountryPage)
def country(asked: Question, a: Name, chosen: Filters) -> Response:
    """With whom a state or organisation deals: its partners, with their events by class and year."""
    return asked.tell(asked.remember(lambda: _country(asked, a, chosen)))


@endpoint(SECTION, "/countries/{a}/ledger", lambda: CountryLedger)
def country_ledger(asked: Question, a: Name) -> Response:
    """What a state gives, is given, and agrees on with others, with the sums by the rule."""
    return asked.tell(asked.remember(lambda: find_owed(asked.project, resolve_code(a))))


@endpoint(SECTION, "/countries/{a}/ties", lambda: CountryTies)
def country_ties(asked: Question, a: Name, chosen: Filters, period: AnyLength = None) -> Response:
    """Whom a state tilts to: between its foremost partners as measured, and as sources tell it."""

    def find() -> CountryTies:
        page = _country(asked, a, chosen)
        partners = [one.code for one in page.partners if one.line.known]
        return find_ties_of(asked.project, page.code, partners, chosen, period)

    return asked.tell(asked.remember(find))


@endpoint(SECTION, "/countries/{a}/voices", lambda: CountryVoices)
def country_voices(asked: Question, a: Name) -> Response:
    """Who speaks for a state, the most quoted first, each with the newest statements."""
    return asked.tell(asked.remember(lambda: find_voices(asked.project, resolve_code(a))))


@endpoint(SECTION, "/network", lambda: NetworkPage)
def network(
    asked: Question,
    chosen: Filters,
    fewest: Annotated[
        int | None, Query(ge=1, le=1_000_000, description="Events that a pair has at least.")
    ] = None,
) -> Response:
    """Who deals with whom most, as parties and lines between them."""
    return asked.tell(asked.remember(lambda: draw_network(_dealings(asked, chosen), chosen, fewest)))


@endpoint(SECTION, "/tilt", lambda: Leaning)
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


@endpoint(SECTION, "/polarity", lambda: Polarity)
def polarity(
    asked: Question, since: Since = None, until: Until = None, source: Source = None, context: Context = None
) -> Response:
    """How cooperation is spread over states: concentration, communities, the pull of the largest."""
    return asked.tell(
        asked.remember(
            lambda: asked.project.polarity(since=since, until=until, source=source, context=context)
        )
    )


@endpoint(SECTION, "/sources", lambda: list[SourceAccount])
def sources(asked: Question) -> Response:
    """The sources of events, articles first: how much there is of each, and of which days."""
    return asked.tell(asked.remember(asked.project.accounts))


def _dealings(asked: Asked, chosen: Chosen) -> tuple[Dealing, ...]:
    return dealings_chosen(asked.project, chosen)


def _country(asked: Asked, name: str, chosen: Chosen) -> CountryPage:
    code = resolve_code(name)
    by_year = asked.project.dealings(
        code,
        source=chosen.source,
        since=chosen.since,
        until=chosen.until,
        context=chosen.context,
        by_year=True,
    )
    return find_country(code, _dealings(asked, chosen), by_year, chosen)
