"""The first page: what the project holds, articles to add, and what came of those that were added."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente.errors import UserError
from detente.show.pages.home import find_home, find_sources
from detente.show.web.answers import THEME, THEMES, answers_of, desk_of, form_of, jobs_of, own, text_in
from detente.show.web.fetch import fetch
from detente.show.web.jobs import safe_name

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request) -> HTMLResponse:
    """What the project holds, and where to begin."""
    desk = desk_of(request)
    page = desk.remember("home", lambda: find_home(desk.project))
    return answers_of(request).page(
        request, "home.html", page=page, jobs=jobs_of(request).newest(), may_fetch=desk.may_fetch
    )


@router.get("/home/relations")
def busiest(request: Request) -> HTMLResponse:
    """The relations most told of: a part of the first page, which comes after it."""
    desk = desk_of(request)
    pairs = desk.busiest()
    return answers_of(request).page(request, "parts/busiest.html", pairs=pairs)


@router.get("/home/sources")
def sources(request: Request) -> HTMLResponse:
    """The sources of event files: a part of the first page, which comes after it."""
    desk = desk_of(request)
    found = desk.remember("event files", lambda: find_sources(desk.project))
    return answers_of(request).page(request, "parts/sources.html", sources=found)


@router.post("/add")
async def add(request: Request) -> Response:
    """Takes a pasted text, dropped files, or an address, and begins to read them."""
    form = await form_of(request)
    jobs = jobs_of(request)
    id, place = jobs.open_drop()
    try:
        taken = await _take(request, form, place)
        if not taken:
            raise UserError("nothing was given", mend="paste a text, or drop files or a folder")
    except BaseException:
        jobs.forget_drop(id)
        raise
    jobs.start(id, published=text_in(form, "published"), outlet=text_in(form, "outlet"))
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"hx-redirect": f"/jobs/{id}"})
    return RedirectResponse(f"/jobs/{id}", status_code=303)


@router.get("/jobs/{id}")
def job(request: Request, id: str) -> HTMLResponse:
    """How far the reading of a drop has come, and what was found; as a part of the page where htmx asks for it."""
    found = jobs_of(request).get(id)
    if found is None:
        raise HTTPException(404)
    template = "parts/job.html" if request.headers.get("hx-request") else "job.html"
    return answers_of(request).page(request, template, job=found)


@router.post("/theme")
async def theme(request: Request) -> Response:
    """Light, dark, or as the system has it."""
    form = await form_of(request)
    answer = RedirectResponse(own(text_in(form, "back")), status_code=303)
    if text_in(form, "theme") in THEMES:
        answer.set_cookie(THEME, text_in(form, "theme"), samesite="strict", max_age=365 * 86400)
    else:
        answer.delete_cookie(THEME)
    return answer


async def _take(request: Request, form: FormData, place: Path) -> int:
    """Lays all that was given into a folder; how many files there are."""
    taken = 0
    if text := text_in(form, "text"):
        (place / "pasted.txt").write_text(text.replace("\r\n", "\n"), encoding="utf-8")
        taken += 1
    if address := text_in(form, "address"):
        taken += await run_in_threadpool(_fetch_into, request, address, place)
    paths = form.getlist("path")
    for number, given in enumerate(one for one in form.getlist("files") if isinstance(one, UploadFile)):
        if not given.filename and not given.size:
            continue
        name = str(paths[number]) if number < len(paths) and paths[number] else given.filename or ""
        if any(
            part.startswith(".") for part in name.replace("\\", "/").split("/") if part not in (".", "..")
        ):
            continue  # hidden files of a dropped folder are passed over, as `detente add` does
        target = place / safe_name(name, number)
        if target.exists():
            target = target.with_name(f"{target.stem}-{number}{target.suffix}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(await given.read())
        taken += 1
    return taken


def _fetch_into(request: Request, address: str, place: Path) -> int:
    if not desk_of(request).may_fetch:
        raise UserError(
            "addresses are not fetched",
            where=address,
            mend="start with `detente serve --fetch`, or save the page",
        )
    page = fetch(address)
    name = safe_name(page.address.split("://", 1)[-1].split("?")[0].strip("/").replace("/", "-"), 0).name
    (place / f"{name}{page.suffix}").write_bytes(page.data)
    return 1
