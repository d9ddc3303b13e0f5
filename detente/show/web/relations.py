"""The list of all relations, and what stands behind each number in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse

from detente import vocab
from detente.errors import UnknownName
from detente.keep.asked import period_of, resolve_code
from detente.keep.dealings import Dealing
from detente.model import Period
from detente.show.pages.dealings import (
    QUAD_WORDS,
    SORTS,
    Chosen,
    choose,
    dealings_chosen,
    find_dealt,
    list_relations,
)
from detente.show.web.answers import answers_of, desk_of
from detente.show.web.desk import Desk

router = APIRouter(include_in_schema=False)
FARTHEST = 1_000_000
"""The last page that can be asked for."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters that pages of dealings share, what can be chosen, and as they stand in the address (`asked`)."""

    chosen: Chosen
    asked: dict[str, str]
    sources: tuple[str, ...]
    contexts: tuple[str, ...]
    quads: dict[int, str]


def filters_of(
    request: Request, source: str = "", since: str = "", until: str = "", context: str = "", quad: str = ""
) -> Filters:
    """Reads the filters of an address.

    Raises:
        UnknownName: a value that cannot be.
    """
    desk = desk_of(request)
    chosen = choose(
        desk.project, source=source, since=since, until=until, context=context, quad=whole(quad, "quad class")
    )
    given = {"source": source, "since": since, "until": until, "context": context, "quad": quad}
    return Filters(
        chosen=chosen,
        asked=given,
        sources=tuple(desk.remember("sources", desk.project.sources)),
        contexts=tuple(row.context for row in vocab.contexts()),
        quads=QUAD_WORDS,
    )


Filtered = Annotated[Filters, Depends(filters_of)]
"""The filters of the address, as FastAPI hands them over."""


def dealings_at(desk: Desk, chosen: Chosen) -> tuple[Dealing, ...]:
    """The dealings that filters leave, of whatever quad class: counted once for each state of the project."""
    key = ("dealings", chosen.source, chosen.since, chosen.until, chosen.context)
    return desk.remember(key, lambda: dealings_chosen(desk.project, chosen))


def whole(given: str, what: str) -> int | None:
    """A number in an address; none where it is empty.

    Raises:
        UnknownName: no whole number, or one beyond reason.
    """
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and int(given[:9]) <= FARTHEST):
        raise UnknownName(f"no {what} {given[:20]!r}", mend="write it as a whole number")
    return int(given[:9])


def length_of(given: str) -> Period | None:
    """The length of periods in an address; none where it is to be chosen.

    Raises:
        UnknownName: neither month, quarter nor year.
    """
    return period_of(given) if given else None


def moved(request: Request, before: str, *names: str, after: str = "") -> RedirectResponse | None:
    """Where a page stands whose address names states by other words than their codes; none where it stands there.

    Args:
        request: what was asked.
        before: the path before the names.
        names: as they stand in the address.
        after: the path behind them.

    Raises:
        UnknownName: a name that is no state's or organisation's.
    """
    from urllib.parse import quote

    codes = [resolve_code(name) for name in names]
    if codes == list(names):
        return None
    path = "/".join([before, *(quote(code, safe="") for code in codes)]) + after
    return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path, status_code=303)


@router.get("/relations")
def relations(
    request: Request, filters: Filtered, find: str = "", sort: str = "", page: str = ""
) -> HTMLResponse:
    """All pairs that deal with each other, by the filters of the address."""
    found = list_relations(
        dealings_at(desk_of(request), filters.chosen),
        filters.chosen,
        find=find,
        sort=sort or "events",
        number=whole(page, "page") or 1,
    )
    asked = filters.asked | {"find": find, "sort": sort}
    return answers_of(request).page(
        request, "relations.html", page=found, filters=filters, asked=asked, sorts=SORTS
    )


@router.get("/dealings/{a}/{b}")
def dealings(request: Request, a: str, b: str, filters: Filtered, page: str = "") -> HTMLResponse:
    """The events that a number counts: records with their sentences, or rows of event files."""
    desk, number = desk_of(request), whole(page, "page") or 1
    found = desk.remember(
        ("dealt", a, b, filters.chosen, number),
        lambda: find_dealt(desk.project, a, b, filters.chosen, number=number),
    )
    return answers_of(request).page(
        request, "dealings.html", page=found, filters=filters, asked=filters.asked, quads=QUAD_WORDS
    )
