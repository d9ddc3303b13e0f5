"""The page of three states; each relation, its course, and how the three go together are parts that come after it."""

from __future__ import annotations

from itertools import combinations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from detente.errors import NotEnoughData
from detente.explain.display import names_of, one_line
from detente.keep.asked import states_of
from detente.model import Dyad
from detente.show.pages.triad import find_course, find_side, find_triad, measure_triad
from detente.show.web.answers import answers_of, desk_of
from detente.show.web.country import answer_part
from detente.show.web.relations import Filtered, Filters, dealings_at, length_of, moved

router = APIRouter(include_in_schema=False)


@router.get("/triad/{a}/{b}/{c}")
def triad(request: Request, a: str, b: str, c: str, filters: Filtered, period: str = "") -> Response:
    """Three relations side by side; names in the address lead to the codes."""
    elsewhere = moved(request, "/triad", a, b, c)
    if elsewhere:
        return elsewhere
    states, length = _states(a, b, c), length_of(period)
    page = find_triad(states, dealings_at(desk_of(request), filters.chosen), filters.chosen, length)
    asked = filters.asked | {"period": period}
    return answers_of(request).page(request, "triad.html", page=page, filters=filters, asked=asked)


@router.get("/triad/{a}/{b}/{c}/side/{n}")
def side(request: Request, a: str, b: str, c: str, n: int, filters: Filtered) -> HTMLResponse:
    """One of the three relations: what articles tell of it."""
    desk, of, chosen = desk_of(request), _side(a, b, c, n), filters.chosen
    heading = names_of((of.a, of.b))
    try:
        found = desk.remember(
            ("side", of.a, of.b, chosen.since, chosen.until), lambda: find_side(desk.project, of, chosen)
        )
    except NotEnoughData as lack:
        return answer_part(request, "parts/lack.html", heading, lack=one_line(lack.what))
    return answer_part(request, "parts/side.html", heading, side=found, n=n, asked=filters.asked)


@router.get("/triad/{a}/{b}/{c}/course/{n}")
def course(request: Request, a: str, b: str, c: str, n: int, filters: Filtered) -> HTMLResponse:
    """Which way one of the three relations goes, with its net cooperation over time."""
    desk, of, chosen = desk_of(request), _side(a, b, c, n), filters.chosen
    found = desk.remember(
        ("course", of.a, of.b, chosen.source, chosen.since, chosen.until),
        lambda: find_course(desk.project, of, chosen),
    )
    return answer_part(request, "parts/course.html", names_of((of.a, of.b)), measured=found, of=of)


@router.get("/triad/{a}/{b}/{c}/balance")
def balance(request: Request, a: str, b: str, c: str, filters: Filtered, period: str = "") -> HTMLResponse:
    """How the three relations go together, as measured."""
    desk, states, chosen = desk_of(request), _states(a, b, c), filters.chosen
    length = length_of(period)
    found = desk.remember(
        ("triad", states, chosen.source, chosen.since, chosen.until, length),
        lambda: measure_triad(desk.project, states, chosen, length),
    )
    return answer_part(
        request, "parts/balance.html", names_of(states), measured=found, states=states, asked=_asked(filters)
    )


def _states(a: str, b: str, c: str) -> tuple[str, str, str]:
    first, second, third = states_of(a, b, c)
    return first, second, third


def _side(a: str, b: str, c: str, n: int) -> Dyad:
    """The first, second or third of the pairs of three states."""
    if n not in (1, 2, 3):
        raise HTTPException(404)
    one, other = list(combinations(_states(a, b, c), 2))[n - 1]
    return Dyad(a=one, b=other)


def _asked(filters: Filters) -> dict[str, str]:
    """The filters that what is measured takes; an event of any class and in any matters counts."""
    return filters.asked | {"context": "", "quad": ""}
