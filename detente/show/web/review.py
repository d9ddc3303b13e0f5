"""Review: the queue of what to check first, one thing at a time, and what an analyst decides of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import quote, unquote

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente.errors import UnknownName, UserError
from detente.keep.asked import codes_of
from detente.keep.judged import edited
from detente.model import Decision
from detente.show.pages.decided import DecisionLine, decision_lines
from detente.show.pages.editing import changes_in
from detente.show.pages.home import find_dyads
from detente.show.pages.review import ReviewDesk, find_desk
from detente.show.web.answers import address, answers_of, desk_of, form_of
from detente.show.web.queues import Queues

router = APIRouter(include_in_schema=False)

BY = "detente_by"
"""The cookie that keeps who decides."""
A_YEAR = 365 * 86400
MANY = 1500
"""Articles from which on the queue of all is not worked out unasked."""
MOST_DYADS = 40
MOST_DECISIONS = 40
PARTIES_CHANGE = ("split", "merge", "undo")
"""Verdicts after which what comes next follows from the whole record anew."""
FIELD = "field."
"""What the name of a record's field begins with in a form."""


Parties = Annotated[list[str], Query(alias="party", max_length=2)]


@router.get("/review")
def review(request: Request, given: Parties = [], item: str = "", all: str = "") -> Response:  # noqa: B006
    """The queue of some parties; in a project of many articles the choice of them comes first."""
    parties, moved = _parties(given)
    if moved:
        return RedirectResponse(_back(parties, item), status_code=303)
    desk = desk_of(request)
    choosing = not parties and not all and desk.project.status().documents >= MANY
    ready = not choosing and _queues(request).at_hand(parties)
    dyads = desk.remember("dyads", lambda: find_dyads(desk.project))[:MOST_DYADS]
    return answers_of(request).page(
        request,
        "review.html",
        **_frame(request, parties),
        page=_find(request, parties, [item]) if ready else None,
        choosing=choosing,
        dyads=dyads,
        part=address("/review/desk", item=item) + _query(parties, first=not item),
    )


@router.get("/review/desk")
def review_desk(request: Request, given: Parties = [], item: str = "") -> Response:  # noqa: B006
    """The thing in hand with the queue beside it: a part of the page, or a page of its own without scripts."""
    parties, _ = _parties(given)
    page = _find(request, parties, [item])
    return _answer(request, parties, page)


@router.get("/review/decided")
def decided(request: Request) -> HTMLResponse:
    """All decisions, the newest first."""
    lines = decision_lines(desk_of(request).project.decisions())
    return answers_of(request).page(request, "decided.html", lines=lines, **_frame(request, ()))


@router.post("/review/by")
async def sign(request: Request) -> Response:
    """Keeps who decides in this browser."""
    form = await form_of(request)
    answer = RedirectResponse(_own(_text(form, "back")), status_code=303)
    return _signed(answer, _text(form, "by"))


@router.post("/review/decide")
async def decide(request: Request) -> Response:
    """Keeps a decision, and gives the next thing of the queue, or goes back to the page that it came from."""
    form = await form_of(request)
    return await run_in_threadpool(_decide, request, form)


def _decide(request: Request, form: FormData) -> Response:
    by = _text(form, "by") or by_of(request)
    back = _text(form, "back")
    answer: Response
    try:
        kept = _keep(request, form, by)
    except UserError as error:
        if back:
            raise
        answer = _next(request, form, by, fault=error)
    else:
        answer = RedirectResponse(_told_at(back, kept), 303) if back else _next(request, form, by, kept=kept)
    return _signed(answer, by)


def _signed(answer: Response, by: str) -> Response:
    """The answer, with who decides for the browser to keep."""
    if by:
        answer.set_cookie(BY, quote(by[:100]), samesite="strict", max_age=A_YEAR, httponly=True)
    return answer


def _keep(request: Request, form: FormData, by: str) -> Decision:
    """What the form decides, kept.

    Raises:
        UserError: not signed, no such id, a value that a field cannot take.
    """
    project = desk_of(request).project
    verdict, ids = _text(form, "verdict"), [*_text(form, "ids").split(), *_text(form, "with").split()]
    if not by:
        raise UnknownName("a decision is signed", mend="write your name where it says: who decides")
    changes: Mapping[str, Any] | None = None
    if verdict == "edit":
        record, _ = project.record(ids[0] if ids else "")
        given = {
            name.removeprefix(FIELD): [str(value) for value in form.getlist(name)]
            for name in form
            if name.startswith(FIELD)
        }
        changes = changes_in(record, given)
        if not changes:
            raise UnknownName(
                "nothing was changed", where=record.id, mend="change a field, or accept the record"
            )
    return project.decide(verdict, *ids, by=by, changes=changes, note=_text(form, "note"))


def _next(
    request: Request, form: FormData, *, kept: Decision | None = None, fault: UserError | None = None
) -> Response:
    """What comes after a decision: the next thing, or the same where it stays in the queue or nothing was kept."""
    parties = codes_of([str(one) for one in form.getlist("party")])
    item, following = _text(form, "item"), _text(form, "next")
    stays = kept is None or kept.verdict in ("note", *PARTIES_CHANGE)
    page = _find(
        request,
        parties,
        [item, following] if stays else [following],
        newest=bool(kept and kept.verdict in PARTIES_CHANGE),
    )
    return _answer(request, parties, page, kept=kept, fault=fault)


def _answer(
    request: Request,
    parties: Sequence[str],
    page: ReviewDesk,
    *,
    kept: Decision | None = None,
    fault: UserError | None = None,
) -> HTMLResponse:
    """The desk as a part for htmx, or in its page."""
    part = bool(request.headers.get("hx-request"))
    return answers_of(request).page(
        request,
        "parts/desk.html" if part else "review.html",
        status=400 if fault and not part else 200,
        **_frame(request, parties, kept) | {"fault": fault},
        page=page,
        choosing=False,
        dyads=(),
        part="",
    )


def _frame(request: Request, parties: Sequence[str], kept: Decision | None = None) -> dict[str, Any]:
    """What every page of review says beside its own."""
    lines = decision_lines(desk_of(request).project.decisions())
    last = next((line for line in lines if line.verdict != "undo" and not line.undone), None)
    return {
        "by": by_of(request),
        "parties": tuple(parties),
        "told": next((line for line in lines if kept and line.id == kept.id), None),
        "last": last,
        "decisions": lines[:MOST_DECISIONS],
        "decided": len(lines),
        "fault": None,
    }


def by_of(request: Request) -> str:
    """Who decides in this browser; empty where nobody has said."""
    return unquote(request.cookies.get(BY, ""))


def decision_with(request: Request, id: str) -> DecisionLine | None:
    """A decision of which a page is to tell, by its id."""
    if not id:
        return None
    return next((one for one in decision_lines(desk_of(request).project.decisions()) if one.id == id), None)


def _find(
    request: Request, parties: Sequence[str], wanted: Sequence[str], *, newest: bool = False
) -> ReviewDesk:
    queue = _queues(request).get(tuple(parties), newest=newest)
    return find_desk(desk_of(request).project, queue.items, parties, wanted)


def _queues(request: Request) -> Queues:
    queues: Queues = request.app.state.queues
    return queues


def _parties(given: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The codes of the parties, and whether one was given by its name.

    Raises:
        UnknownName: more than two, or a name that is no state's or organisation's.
    """
    named = [one for one in given if one.strip()]
    codes = codes_of(named)
    return codes, list(codes) != list(given)


def _query(parties: Sequence[str], *, first: bool) -> str:
    told = "&".join(f"party={quote(code)}" for code in parties)
    return f"{'?' if first else '&'}{told}" if told else ""


def _back(parties: Sequence[str], item: str) -> str:
    return address("/review", item=item) + _query(parties, first=not item)


def _told_at(back: str, kept: Decision) -> str:
    """The page that a decision came from, where it is told of; its anchor is the record as the decision left it."""
    path = _own(back).partition("#")[0].partition("?")[0]
    told = address(path, told=kept.id)
    left = edited(kept.records[0], kept) if kept.records and kept.verdict in ("accept", "edit") else None
    return f"{told}#r-{left.id}" if left and path.startswith("/article/") else told


def _own(back: str) -> str:
    """An address of ours to go back to; the first page of review for any other."""
    return back if back.startswith("/") and not back.startswith("//") and "\\" not in back else "/review"


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""
