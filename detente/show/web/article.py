"""Articles and records: the text with what was read in it, and where a record comes from."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from detente.show.pages.article import (
    ArticlePage,
    find_article,
    find_beliefs,
    find_explained,
    find_relatives,
    steps_of,
)
from detente.show.pages.editing import edit_fields
from detente.show.pages.groups import told_of
from detente.show.web.answers import address, answers_of, desk_of
from detente.show.web.deciding import by_of, decision_with

router = APIRouter(include_in_schema=False)


@router.get("/article/{doc}")
def article(request: Request, doc: str, told: str = "") -> Response:
    """An article whole, its records marked and listed beside it."""
    page = _page(request, doc)
    if page.doc != doc:
        return RedirectResponse(address(f"/article/{page.doc}", told=told), status_code=303)
    return answers_of(request).page(
        request,
        "article.html",
        page=page,
        steps=steps_of(page),
        told=decision_with(request, told),
        by=by_of(request),
    )


@router.get("/article/{doc}/original")
def original(request: Request, doc: str) -> Response:
    """The whole decoded original as it was given, as plain text: what offsets count."""
    return PlainTextResponse(desk_of(request).project.document(doc).text)


@router.get("/article/{doc}/part/beliefs")
def beliefs(request: Request, doc: str) -> HTMLResponse:
    """The belief in what each event and commitment of an article tells, for the list of its records."""
    desk, page = desk_of(request), _page(request, doc)
    found = desk.remember(("beliefs", page.doc), lambda: find_beliefs(desk.project, page))
    return answers_of(request).page(request, "parts/beliefs.html", page=page, beliefs=found)


@router.get("/article/{doc}/part/story")
def story(request: Request, doc: str) -> HTMLResponse:
    """The other articles of an article's story."""
    desk, page = desk_of(request), _page(request, doc)
    found = desk.remember(("relatives", page.doc), lambda: find_relatives(desk.project, page.doc))
    return _part(request, "parts/story.html", "Articles that share its text", page=page, relatives=found)


@router.get("/record/{id}")
def record(request: Request, id: str) -> Response:
    """The place of a record in its article; of a happening or row, that of the record that told it first."""
    found, document = desk_of(request).project.record(id.removeprefix("h").removeprefix("r"))
    return RedirectResponse(f"/article/{document.id}#r-{found.id}", status_code=303)


@router.get("/record/{id}/explain")
def explain(request: Request, id: str) -> HTMLResponse:
    """Where a record comes from, how belief in it is reckoned, and what can be decided of it."""
    desk = desk_of(request)
    found = desk.remember(("explained", id), lambda: find_explained(desk.project, id))
    return _part(request, "parts/explained.html", "Where a record comes from", page=found)


@router.get("/record/{id}/edit")
def edit(request: Request, id: str, review: str = "") -> HTMLResponse:
    """The fields of a record as a form."""
    found, _ = desk_of(request).project.record(id)
    return _part(
        request,
        "parts/edit.html",
        "Correct a record",
        told=told_of(found),
        fields=edit_fields(found),
        review=review,
    )


def _page(request: Request, doc: str) -> ArticlePage:
    desk = desk_of(request)
    return desk.remember(("article", doc), lambda: find_article(desk.project, doc))


def _part(request: Request, template: str, heading: str, **values: Any) -> HTMLResponse:
    """A part of a page for htmx, or in a page of its own under a heading."""
    alone = not request.headers.get("hx-request")
    shown = "part.html" if alone else template
    return answers_of(request).page(
        request, shown, part=template, heading=heading, alone=alone, by=by_of(request), **values
    )
