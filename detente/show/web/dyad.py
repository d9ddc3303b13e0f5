"""The page of two states: the record of them at once, what is measured and concluded as parts that come after it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from detente import vocab
from detente.errors import NotEnoughData, UserError
from detente.show.pages import DyadPage, Figure, lines_of
from detente.show.web.answers import answers_of, desk_of
from detente.show.web.desk import Desk
from detente.show.web.dyad_parts import PARTS, at_hand, page_of, work_out
from detente.show.web.dyad_view import View, is_canonical, view_of

router = APIRouter(include_in_schema=False)
MOST = 200
"""Lines of a section that the page shows; all of them stand on a page of their own."""
SECTIONS = {
    "events": "Events told as done",
    "not-done": "Planned, supposed or denied",
    "ledger": "Commitments: promised and delivered",
    "statements": "Statements by speaker",
    "causes": "What is said to cause what",
    "turns": "Turning points, as told",
    "tilts": "Tilts, as told",
    "interests": "Who is said to want what",
    "order": "On the order of states",
    "implications": "What it is said to mean for third states",
}
"""Sections of the page that are quick, with their headings."""


@router.get("/dyad/{a}/{b}")
def dyad(request: Request, a: str, b: str) -> Response:
    """The page of two states."""
    view, desk = view_of(request, a, b), desk_of(request)
    if not is_canonical(request, view, a, b):
        return RedirectResponse(view.address(), status_code=303)
    values = _values(desk, view, page_of(desk, view))
    return answers_of(request).page(request, "dyad.html", ready=at_hand(desk, view), most=MOST, **values)


@router.get("/dyad/{a}/{b}/part/{name}")
def part(request: Request, a: str, b: str, name: str) -> Response:
    """A part of the page, or one section whole: inside the page where htmx asks, else as a page of its own."""
    if name not in (*SECTIONS, *PARTS):
        raise HTTPException(404)
    view, desk = view_of(request, a, b), desk_of(request)
    inside = bool(request.headers.get("hx-request"))
    values = _values(desk, view, page_of(desk, view)) | {
        "name": name,
        "most": None,
        "value": None,
        "lack": None,
    }
    try:
        if name in PARTS:
            values["value"] = work_out(desk, view, name)
    except UserError as lack:
        if not inside and not isinstance(lack, NotEnoughData):
            raise
        values["lack"] = lack
    template = "parts/dyad_part.html" if inside else "dyad_part.html"
    return answers_of(request).page(request, template, **values)


def _values(desk: Desk, view: View, page: DyadPage) -> dict[str, Any]:
    """What the templates of the page and its parts name."""
    lines = lines_of(page)
    return {
        "view": view,
        "page": page,
        "refs": {source.record: line.ref for line in lines for source in line.sources},
        "lines": len(lines),
        "states": vocab.states(),
        "sources": tuple(desk.remember("sources", desk.project.sources)),
        "figures": _figures(page),
        "headings": SECTIONS | PARTS,
    }


def _figures(page: DyadPage) -> dict[str, list[Figure]]:
    """The figures of each section in reading order; one that stands in several is listed in the first."""
    heat = (cell for row in page.heat.rows for cell in row.cells) if page.heat else ()
    sums = (f for one in page.sums.lines for f in (one.count, one.promised, one.delivered, one.halted))
    by_section: dict[str, list[Figure | str | None]] = {
        "relation": [part for finding in page.paragraph for part in finding.parts],
        "timeline": [f for cell in heat for f in (cell.good, cell.bad)],
        "ledger": [*(stage.count for stage in page.ledger), *sums],
        "statements": [group.count for group in page.statements],
    }
    seen: set[Figure] = set()
    found: dict[str, list[Figure]] = {}
    for name, figures in by_section.items():
        found[name] = [f for f in dict.fromkeys(figures) if isinstance(f, Figure) and f not in seen]
        seen.update(found[name])
    return found
