"""The page of one state or organisation; its ledger, ties and voices are parts that come after it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from detente.explain.display import name_of
from detente.keep.asked import resolve_code
from detente.show.pages.country import CountryPage, find_country, find_owed, find_ties_of, find_voices
from detente.show.web.answers import answers_of, desk_of
from detente.show.web.relations import Filtered, Filters, dealings_at, length_of, moved

router = APIRouter(include_in_schema=False)


@router.get("/country/{a}")
def country(request: Request, a: str, filters: Filtered) -> Response:
    """With whom a party deals; a name in the address leads to the code."""
    elsewhere = moved(request, "/country", a)
    if elsewhere:
        return elsewhere
    page = _find(request, a, filters)
    return answers_of(request).page(request, "country.html", page=page, filters=filters, asked=filters.asked)


@router.get("/country/{a}/ledger")
def ledger(request: Request, a: str) -> HTMLResponse:
    """What it gives, is given, and agrees on with others."""
    desk, code = desk_of(request), resolve_code(a)
    found = desk.remember(("owed", code), lambda: find_owed(desk.project, code))
    return answer_part(request, "parts/owed.html", f"The ledger of {name_of(code)}", owed=found, code=code)


@router.get("/country/{a}/ties")
def ties(request: Request, a: str, filters: Filtered, period: str = "") -> HTMLResponse:
    """Where it stands between its partners: as measured, and as told."""
    desk, code, length = desk_of(request), resolve_code(a), length_of(period)
    page = _find(request, code, filters)
    partners = [one.code for one in page.partners if one.line.known]
    found = desk.remember(
        ("ties", code, filters.chosen, length),
        lambda: find_ties_of(desk.project, code, partners, filters.chosen, length),
    )
    return answer_part(
        request,
        "parts/ties.html",
        f"Whom {name_of(code)} tilts to",
        ties=found,
        code=code,
        asked=filters.asked,
    )


@router.get("/country/{a}/voices")
def voices(request: Request, a: str) -> HTMLResponse:
    """Who speaks for it."""
    desk, code = desk_of(request), resolve_code(a)
    found = desk.remember(("voices", code), lambda: find_voices(desk.project, code))
    return answer_part(
        request, "parts/voices.html", f"Who speaks for {name_of(code)}", voices=found, code=code
    )


def answer_part(request: Request, part: str, heading: str, **values: Any) -> HTMLResponse:
    """A part of a page where htmx asks for it; else a page of its own, for those without scripts."""
    if request.headers.get("hx-request"):
        return answers_of(request).page(request, part, **values)
    return answers_of(request).page(request, "alone.html", part=part, heading=heading, **values)


def _find(request: Request, code: str, filters: Filters) -> CountryPage:
    desk, chosen = desk_of(request), filters.chosen
    by_year = desk.remember(
        ("by year", code, chosen.source, chosen.since, chosen.until, chosen.context),
        lambda: desk.project.dealings(
            code,
            source=chosen.source,
            since=chosen.since,
            until=chosen.until,
            context=chosen.context,
            by_year=True,
        ),
    )
    return desk.remember(
        ("country", code, chosen), lambda: find_country(code, dealings_at(desk, chosen), by_year, chosen)
    )
