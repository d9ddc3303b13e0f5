"""Who deals with whom, as a network that can be moved, and on a map of states."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from detente import vocab
from detente.keep.asked import resolve_code
from detente.show.charts import world
from detente.show.pages.network import MOST_LINES, MapPage, NetworkPage, draw_map, draw_network, lay_out
from detente.show.web.answers import answers_of, desk_of
from detente.show.web.relations import Filtered, Filters, dealings_at, whole

router = APIRouter(include_in_schema=False)


@router.get("/network")
def network(request: Request, filters: Filtered, fewest: str = "") -> HTMLResponse:
    """The network, and the same as a table."""
    page, asked = _network(request, filters, fewest)
    return answers_of(request).page(request, "network.html", page=page, filters=filters, asked=asked)


@router.get("/network.json")
def network_data(request: Request, filters: Filtered, fewest: str = "") -> JSONResponse:
    """What the script of the page draws: parties with their places, and their dealings."""
    page, _ = _network(request, filters, fewest)
    places = desk_of(request).remember(
        ("places", page), lambda: lay_out((one.a, one.b, one.events) for one in page.lines)
    )
    nodes = [
        {"code": one.code, "name": one.name, "kind": one.kind, "known": one.known, "events": one.events,
         "x": places[one.code][0], "y": places[one.code][1]}
        for one in page.nodes
    ]  # fmt: skip
    edges = [{"a": one.a, "b": one.b, "quad": one.quad, "events": one.events} for one in page.edges]
    return JSONResponse({"nodes": nodes, "edges": edges})


@router.get("/map")
def map(request: Request, filters: Filtered) -> Response:
    """The dealings on a map: of all states, or of one with each other."""
    given = request.query_params.get("for", "")
    of = resolve_code(given) if given else None
    desk, chosen = desk_of(request), filters.chosen
    page = desk.remember(("map", chosen, of), lambda: draw_map(dealings_at(desk, chosen), chosen, of))
    asked = filters.asked | {"for": of or ""}
    return answers_of(request).page(
        request, "map.html", page=page, filters=filters, asked=asked, drawing=_drawing(page), most=MOST_LINES,
        choices=sorted({one.code for one in page.states if one.known} | ({of} if of else set())), policy=world.POLICY,
    )  # fmt: skip


def _network(request: Request, filters: Filters, fewest: str) -> tuple[NetworkPage, dict[str, str]]:
    desk, chosen, least = desk_of(request), filters.chosen, whole(fewest, "number of events")
    page = desk.remember(
        ("network", chosen, least), lambda: draw_network(dealings_at(desk, chosen), chosen, least)
    )
    return page, filters.asked | {"fewest": fewest}


def _drawing(page: MapPage) -> dict[str, Any]:
    """What the map is drawn of: shapes with what they stand for, dots of small states, and lines between capitals."""
    known = {one.code: one for one in page.states}
    capitals, shapes = vocab.capitals(), world.shapes()
    seen = {shape.code for shape in shapes if shape.area >= world.SMALL}
    drawn = {*known, *({page.of} if page.of else ())}
    dots = [
        (code, world.place(capitals[code].lat, capitals[code].lon))
        for code in sorted(drawn)
        if code in capitals and code not in seen
    ]
    most = max((line.events for line in page.lines), default=1)
    lines = [
        (line, world.line_between(*((capitals[code].lat, capitals[code].lon) for code in (line.a, line.b))),
         round(0.6 + 4.4 * (line.events / most) ** 0.5, 1))
        for line in reversed(page.lines)
    ]  # fmt: skip
    placed = seen | {code for code, _ in dots}
    return {
        "width": world.WIDTH, "height": world.HEIGHT, "outline": world.outline(), "shapes": shapes, "dots": dots,
        "lines": lines, "states": known, "beside": [one for one in page.states if one.code not in placed],
    }  # fmt: skip
