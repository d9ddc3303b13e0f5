"""The application: rooms of pages and the API over one desk, with the guard around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from detente import __version__
from detente.errors import BrokenStore, NotEnoughData, UnknownName, UserError
from detente.show.web import home
from detente.show.web.answers import Answers
from detente.show.web.desk import Desk
from detente.show.web.guard import API, SESSION, Guard, mistake_to_json, session_of
from detente.show.web.heads import Heads
from detente.show.web.jobs import Jobs
from detente.show.web.queues import Queues
from detente.show.web.rooms import Rooms


def open_rooms(desk: Desk) -> Rooms:
    """The rooms of the workbench over one desk, with what they share: templates, the work in hand, the queues."""
    jobs = Jobs(desk.project.folder)
    shared = State({"desk": desk, "answers": Answers(desk), "jobs": jobs, "queues": Queues(desk)})
    first = _build_room(shared, home.router)
    first.mount("/static", StaticFiles(directory=Path(str(files("detente.show") / "static"))), name="static")
    first.add_api_route("/enter", _enter, methods=["GET"], include_in_schema=False)
    return Rooms(first, partial(_build_room, shared))


def create_app(desk: Desk, rooms: Rooms | None = None) -> Guard:
    """The workbench of one project, as an ASGI application.

    Args:
        desk: the opened project, with the token that a browser has to show before it may write.
        rooms: its rooms, where they are open already.
    """
    return Guard(Heads(rooms or open_rooms(desk)), token=desk.token)


def _build_room(shared: State, router: APIRouter) -> FastAPI:
    """An application of one module's routes, over what all of them share."""

    @asynccontextmanager
    async def until_the_end(_: FastAPI) -> AsyncIterator[None]:
        yield
        shared.jobs.stop()

    app = FastAPI(
        title="Détente",
        version=__version__,
        lifespan=until_the_end,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.state = shared
    app.include_router(router)
    app.add_exception_handler(UserError, _tell_mistake)
    app.add_exception_handler(HTTPException, _tell_status)
    app.add_exception_handler(RequestValidationError, _tell_values)
    app.add_exception_handler(Exception, _tell_fault)
    return app


def _enter(request: Request, token: str = "") -> Response:
    """The address that `detente serve` prints: it gives the browser the session with which it may write."""
    desk: Desk = request.app.state.desk
    answer = RedirectResponse("/", status_code=303)
    if session_of(token) == session_of(desk.token):
        answer.set_cookie(SESSION, session_of(desk.token), httponly=True, samesite="strict", path="/")
    return answer


def status_of(error: UserError) -> int:
    """The HTTP status of a user's mistake: 404 for what is not there, 503 for a broken store, else 400."""
    if isinstance(error, (UnknownName, NotEnoughData)):
        return 404
    return 503 if isinstance(error, BrokenStore) else 400


async def _tell_mistake(request: Request, error: Exception) -> Response:
    assert isinstance(error, UserError)
    return _tell(request, status_of(error), error.what, error.where, error.mend)


async def _tell_status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    what = "there is no such page" if error.status_code == 404 else str(error.detail)
    answer = _tell(request, error.status_code, what)
    answer.headers.update(error.headers or {})
    return answer


async def _tell_values(request: Request, error: Exception) -> Response:
    """Values of an address that cannot be: each with its name."""
    assert isinstance(error, RequestValidationError)
    wrong = [(str(one["loc"][-1]), str(one["msg"])) for one in error.errors()]
    what = "not a value that can be asked for: " + ", ".join(dict.fromkeys(name for name, _ in wrong))
    mend = "; ".join(f"{name}: {says[:1].lower()}{says[1:]}" for name, says in wrong)
    return _tell(request, 422, what, request.url.path, mend)


async def _tell_fault(request: Request, error: Exception) -> Response:
    return _tell(request, 500, f"a fault of ours: {type(error).__name__}", mend="the terminal tells more")


def _tell(request: Request, status: int, what: str, where: str = "", mend: str = "") -> Response:
    """One shape of errors: three lines on a page, the same three as JSON."""
    if request.url.path.startswith(API):
        return JSONResponse(mistake_to_json(status, what, where, mend), status)
    answers: Answers = request.app.state.answers
    return answers.page(request, "error.html", status=status, title=what, what=what, where=where, mend=mend)
