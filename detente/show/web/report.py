"""The report on two states: as a page, and as a file in each of its formats."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente import vocab
from detente.errors import NotEnoughData, UnknownName
from detente.explain.display import name_of
from detente.keep.asked import resolve_code
from detente.model import Dyad
from detente.show.report import FORMATS, Report
from detente.show.report.as_html import fragment, styles
from detente.show.report.make import make_report
from detente.show.report.write import render
from detente.show.web.answers import address, answers_of, desk_of
from detente.show.web.desk import Desk

router = APIRouter(include_in_schema=False)
Body = str | NotEnoughData
NAMES = {"html": "HTML", "md": "Markdown", "pdf": "PDF", "docx": "Word"}


@router.get("/report.css")
def css() -> Response:
    """The rules of the report's own page."""
    return Response(styles(), media_type="text/css")


@router.get("/report/{a}/{b}")
def report(request: Request, a: str, b: str, as_of: str = "") -> Response:
    """The report as a page: what takes long comes after the frame, and at once where it is at hand."""
    desk, third = desk_of(request), request.query_params.get("for", "")
    dyad = desk.project.dyad(a, b).dyad
    code = resolve_code(third) if third else ""
    if (a, b, third) != (dyad.a, dyad.b, code):
        return RedirectResponse(_place(dyad, "", code, as_of), status_code=303)
    if code in (dyad.a, dyad.b):
        raise UnknownName(f"{name_of(code)} is one of the two", mend="name a third state, or none")
    ready = _body(desk, dyad, code, as_of) if desk.holds(_key(dyad, code, as_of)) else None
    return _page(request, dyad, code, as_of, ready)


@router.get("/report/{a}/{b}/body")
def body(request: Request, a: str, b: str, as_of: str = "") -> HTMLResponse:
    """The report itself: inside the page where htmx asks, else with the page around it."""
    desk, third = desk_of(request), request.query_params.get("for", "")
    dyad = desk.project.dyad(a, b).dyad
    made = _body(desk, dyad, third, as_of)
    if request.headers.get("hx-request"):
        return answers_of(request).page(request, "parts/report.html", ready=made)
    return _page(request, dyad, third, as_of, made)


@router.get("/report/{a}/{b}/file")
def file(request: Request, a: str, b: str, format: str = "html", as_of: str = "") -> Response:
    """The report as a file, to be saved."""
    desk, third = desk_of(request), request.query_params.get("for", "")
    dyad = desk.project.dyad(a, b).dyad
    written = desk.remember(
        ("report file", dyad, third, as_of, format),
        lambda: render(_report(desk, dyad, third, as_of), format),
    )
    headers = {"content-disposition": f'attachment; filename="{written.name}"'}
    return Response(written.content, media_type=written.media_type, headers=headers)


def _page(request: Request, dyad: Dyad, third: str, as_of: str, ready: Body | None) -> HTMLResponse:
    desk = desk_of(request)
    return answers_of(request).page(
        request,
        "report.html",
        dyad=dyad,
        third=third,
        as_of=as_of,
        versions=desk.remember("versions", desk.project.versions),
        states=vocab.states(),
        files=[(NAMES[one], _place(dyad, "/file", third, as_of, format=one)) for one in FORMATS],
        body=_place(dyad, "/body", third, as_of),
        ready=ready,
    )


def _place(dyad: Dyad, below: str, third: str, as_of: str, **more: str) -> str:
    place = f"/report/{quote(dyad.a, safe='')}/{quote(dyad.b, safe='')}{below}"
    return address(place, **{"for": third, "as_of": as_of} | more)


def _body(desk: Desk, dyad: Dyad, third: str, as_of: str) -> Body:
    """The report's HTML, or why there is none."""
    from markupsafe import Markup  # of our own templates: `fragment` escapes every value

    try:
        return Markup(fragment(_report(desk, dyad, third, as_of)))
    except NotEnoughData as lack:
        return lack


def _report(desk: Desk, dyad: Dyad, third: str, as_of: str) -> Report:
    return desk.remember(
        _key(dyad, third, as_of),
        lambda: make_report(desk.project, dyad.a, dyad.b, third or None, as_of=as_of or None),
    )


def _key(dyad: Dyad, third: str, as_of: str) -> tuple[str, Dyad, str, str]:
    return "report", dyad, third, as_of
