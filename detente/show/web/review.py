"""Review: the queue of what to check first, one thing at a time, and what an analyst decides of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente.errors import UserError
from detente.keep.asked import codes_of
from detente.model import Decision
from detente.show.pages.decided import decision_lines
from detente.show.pages.review import ReviewDesk, find_desk
from detente.show.web.answers import answers_of, desk_of, form_of, own, text_in
from detente.show.web.deciding import REVIEW, by_of, decisions_on, keep, signed, told_at
from detente.show.web.queues import Queues

router = APIRouter(include_in_schema=False)

MANY = 1500
"""Articles from which on the queue of all is not worked out unasked."""
PARTIES_CHANGE = ("split", "merge", "undo")
"""Verdicts after which what comes next follows from the whole record anew."""


Parties = Annotated[list[str], Query(alias="party", max_length=2)]


@router.get("/review")
def review(request: Request, given: Parties = [], item: str = "", all: str = "") -> Response:  # noqa: B006
    """The queue of some parties; in a project of many articles the choice of them comes first."""
    parties, moved = _parties(given)
    if moved:
        return RedirectResponse(_at(parties, item), status_code=303)
    desk = desk_of(request)
    choosing = not parties and not all and desk.project.status().documents >= MANY
    ready = not choosing and _queues(request).at_hand(parties)
    return answers_of(request).page(
        request,
        "review.html",
        **_frame(request, parties),
        page=_find(request, parties, [item]) if ready else None,
        choosing=choosing,
        part=_at(parties, item, "/review/desk"),
        swapped=False,
    )


@router.get("/review/choice")
def choice(request: Request) -> HTMLResponse:
    """The pairs of which most is told, each with its queue: a part of the page that asks whose it is to be."""
    desk = desk_of(request)
    pairs = desk.busiest()
    return answers_of(request).page(request, "parts/choice.html", pairs=pairs)


@router.get("/review/desk")
def review_desk(request: Request, given: Parties = [], item: str = "") -> Response:  # noqa: B006
    """The thing in hand with the queue beside it: a part of the page, or a page of its own without scripts."""
    parties, _ = _parties(given)
    try:
        page = _find(request, parties, [item])
    except UserError as error:
        if not request.headers.get("hx-request"):
            raise
        return answers_of(request).page(request, "parts/fault.html", fault=error, by="")
    return _answer(request, parties, page, by_of(request))


@router.get("/review/decided")
def decided(request: Request) -> HTMLResponse:
    """All decisions, the newest first."""
    lines = decision_lines(decisions_on(desk_of(request)))
    return answers_of(request).page(request, "decided.html", lines=lines, **_frame(request, ()))


@router.post("/review/by")
async def sign(request: Request) -> Response:
    """Keeps who decides in this browser."""
    form = await form_of(request)
    return signed(RedirectResponse(own(text_in(form, "back"), REVIEW), status_code=303), by_of(request, form))


@router.post("/review/decide")
async def decide(request: Request) -> Response:
    """Keeps a decision, and gives the next thing of the queue, or goes back to the page that it came from."""
    form = await form_of(request)
    return await run_in_threadpool(_decide, request, form)


def _decide(request: Request, form: FormData) -> Response:
    by, back = by_of(request, form), text_in(form, "back")
    answer: Response
    try:
        kept = keep(request, form, by)
    except UserError as error:
        if back:
            raise
        answer = _next(request, form, by, fault=error)
    else:
        answer = RedirectResponse(told_at(back, kept), 303) if back else _next(request, form, by, kept=kept)
    return signed(answer, by)


def _next(
    request: Request, form: FormData, by: str, *, kept: Decision | None = None, fault: UserError | None = None
) -> Response:
    """What comes after a decision: the next thing, or the same where it stays in the queue or nothing was kept."""
    parties = codes_of([str(one) for one in form.getlist("party")])
    item, following = text_in(form, "item"), text_in(form, "next")
    stays = kept is None or kept.verdict in ("note", *PARTIES_CHANGE)
    undone = _undone(request, kept) if kept and kept.verdict == "undo" else []
    page = _find(
        request,
        parties,
        [*undone, item, following] if stays else [following],
        newest=bool(kept and kept.verdict in PARTIES_CHANGE),
    )
    return _answer(request, parties, page, by, kept=kept, fault=fault)


def _undone(request: Request, kept: Decision) -> list[str]:
    """The records of the decisions that one takes back."""
    every = [match.decision for match in decisions_on(desk_of(request))]
    return [record.id for one in every if one.id in kept.names for record in one.records]


def _answer(
    request: Request,
    parties: Sequence[str],
    page: ReviewDesk,
    by: str,
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
        **_frame(request, parties, kept) | {"fault": fault, "by": by},
        page=page,
        choosing=False,
        part="",
        swapped=part,
    )


def _frame(request: Request, parties: Sequence[str], kept: Decision | None = None) -> dict[str, Any]:
    """What every page of review says beside its own."""
    lines = decision_lines(decisions_on(desk_of(request)))
    last = next((line for line in lines if line.verdict != "undo" and not line.undone), None)
    return {
        "by": by_of(request),
        "parties": tuple(parties),
        "at": partial(_at, tuple(parties)),
        "told": next((line for line in lines if kept and line.id == kept.id), None),
        "last": last,
        "decided": len(lines),
        "fault": None,
    }


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


def _at(parties: Sequence[str], item: str = "", path: str = "/review") -> str:
    """The address of a thing in the queue of some parties."""
    told = urlencode([*(("party", code) for code in parties), *([("item", item)] if item else [])])
    return f"{path}?{told}" if told else path
