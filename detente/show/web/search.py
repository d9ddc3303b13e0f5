"""Search over articles, records, actors and sentences not understood; all that is chosen stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse

from detente.errors import UserError
from detente.keep.search import Group
from detente.model import KINDS
from detente.show.pages.search import HOW, RANKING, SearchPage, find_search
from detente.show.web.answers import address, answers_of, desk_of
from detente.show.words.records import KIND_WORDS

router = APIRouter(include_in_schema=False)

FEW = 10
"""Of each group, where all are shown."""
PAGE = 40
"""Of one group, where it is shown alone."""
LONGEST = 400
"""Characters of a value in the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is asked for, as it stands in the address."""

    q: str = ""
    kind: str = ""
    party: str = ""
    dyad: str = ""
    since: str = ""
    until: str = ""
    outlet: str = ""
    missed: str = ""
    of: str = ""
    start: int = 0

    @property
    def parties(self) -> tuple[str, ...]:
        """The states and organisations named, those of a dyad first."""
        return tuple(name.strip() for name in f"{self.dyad},{self.party}".split(",") if name.strip())

    def at(self, path: str = "/search", **other: object) -> str:
        """The address of the same search with other values; what is not chosen is left out."""
        own = {
            name: getattr(self, name) for name in ("q", "kind", "party", "dyad", "since", "until", "outlet")
        }
        return address(path, **own | {"missed": self.missed, "of": self.of, "from": self.start or ""} | other)


def _asked(
    q: Annotated[str, Query(max_length=LONGEST)] = "",
    kind: Annotated[str, Query(max_length=LONGEST)] = "",
    party: Annotated[str, Query(max_length=LONGEST)] = "",
    dyad: Annotated[str, Query(max_length=LONGEST)] = "",
    since: Annotated[str, Query(max_length=LONGEST)] = "",
    until: Annotated[str, Query(max_length=LONGEST)] = "",
    outlet: Annotated[str, Query(max_length=LONGEST)] = "",
    missed: Annotated[str, Query(max_length=LONGEST)] = "",
    of: Annotated[str, Query(pattern="^(articles|records)?$")] = "",
    start: Annotated[int, Query(alias="from", ge=0, le=10**7)] = 0,
) -> Search:
    return Search(
        q=q, kind=kind, party=party, dyad=dyad, since=since, until=until, outlet=outlet,
        missed=missed, of=of, start=start,
    )  # fmt: skip


Asked = Annotated[Search, Depends(_asked)]


@router.get("/search")
def search(request: Request, asked: Asked) -> HTMLResponse:
    """Articles and actors at once, records as a part that is loaded; one group alone page by page."""
    groups: tuple[Group, ...] = ("articles", "actors")
    if asked.missed:
        groups = ("missed",)
    elif asked.of:
        groups = ("records",) if asked.of == "records" else ("articles",)
    page, fault = None, None
    try:
        page = _find(request, asked, groups, PAGE if asked.of or asked.missed else FEW)
    except UserError as error:
        fault = error
    desk = desk_of(request)
    return answers_of(request).page(
        request,
        "search.html",
        status=400 if fault else 200,
        asked=asked,
        page=page,
        fault=fault,
        size=PAGE,
        kinds=[(kind, KIND_WORDS[kind]) for kind in KINDS],
        outlets=[name for name, _ in desk.remember("status", desk.project.status).outlets if name],
        how=HOW,
        ranking=RANKING,
    )


@router.get("/search/records")
def search_records(request: Request, asked: Asked) -> HTMLResponse:
    """The first records of a search, as a part of its page."""
    page = _find(request, asked, ("records",), FEW)
    return answers_of(request).page(request, "parts/found_records.html", asked=asked, page=page)


def _find(request: Request, asked: Search, groups: tuple[Group, ...], limit: int) -> SearchPage:
    desk = desk_of(request)
    return desk.remember(
        ("search", asked, groups, limit),
        lambda: find_search(
            desk.project,
            asked.q,
            kind=asked.kind or None,
            parties=asked.parties,
            since=asked.since or None,
            until=asked.until or None,
            outlet=asked.outlet or None,
            groups=groups,
            limit=limit,
            offset=asked.start,
        ),
    )
