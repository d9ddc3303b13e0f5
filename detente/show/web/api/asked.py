"""What a program asks: the parameters of the API, checked, and the one envelope of its answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Path, Query
from fastapi.exceptions import RequestValidationError
from pydantic import BeforeValidator
from starlette.requests import Request
from starlette.responses import JSONResponse

from detente.model import Period, Sector, plain
from detente.project import Project
from detente.show.web.answers import desk_of
from detente.show.web.api.endpoints import names_asked

T = TypeVar("T")
MOST = 1000
"""Entries of one answer."""
USUAL = 100
FARTHEST = 10_000_000
LONGEST = 100
"""Characters of a name."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(given: object) -> object:
    """Only YYYY-MM-DD is a day; a bare number is not taken for seconds."""
    if not isinstance(given, str):
        return given
    if not _DAY.fullmatch(given):
        raise ValueError("write a day as YYYY-MM-DD")
    return date.fromisoformat(given)


Day = Annotated[date, BeforeValidator(_day)]
Name = Annotated[
    str,
    Path(
        min_length=1,
        max_length=LONGEST,
        description="A state or organisation, by code or name: PAK, Pakistan.",
    ),
]
Id = Annotated[
    str,
    Path(pattern="^[hr]?[0-9a-f]{1,64}$", description="The id, or as much of it as tells it from others."),
]
Since = Annotated[
    Day | None,
    Query(description="First day: what lies wholly before it is left out.", examples=["2014-01-01"]),
]
Until = Annotated[Day | None, Query(description="Last day, inclusive.", examples=["2024-12-31"])]
Party = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="Only what names this state or organisation.",
        examples=["PAK"],
    ),
]
Source = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="Only this source; /sources lists them.",
        examples=["articles"],
    ),
]
InOutlet = Annotated[
    str | None, Query(min_length=1, max_length=LONGEST, description="Only what this outlet published.")
]
Context = Annotated[
    str | None,
    Query(
        min_length=1,
        max_length=LONGEST,
        description="Only events of a PLOVER context.",
        examples=["military"],
    ),
]
Length = Annotated[Period, Query(description="Length of the periods.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Entries at most.")]
Offset = Annotated[int, Query(ge=0, le=FARTHEST, description="Entries that are passed over.")]
TotalsBy = Annotated[
    Literal["giver", "receiver", "sector", "stage", "unit", "year"], Query(description="What is added up by.")
]
InSector = Annotated[Sector | None, Query(description="Only commitments of one sector.")]
AsOf = Annotated[
    str | None,
    Query(
        pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,7})$",
        description="The record as it stood at the end of a day, or after a version; /versions lists them.",
    ),
]


class Asked:
    """One question: the project as it is asked about, and the answer in its envelope."""

    def __init__(self, request: Request, as_of: AsOf = None) -> None:
        """Opens the question.

        Raises:
            RequestValidationError: a parameter that the endpoint does not take.
            UnknownName: a moment that the record does not have.
        """
        known = names_asked(request.scope["route"])
        strange = [name for name in request.query_params if name not in known]
        if strange:
            mend = f"no such parameter; there are: {', '.join(known)}"
            raise RequestValidationError([{"loc": ("query", name), "msg": mend} for name in strange])
        self._request = request
        self._desk = desk_of(request)
        self.project: Project = self._desk.project.as_of(as_of) if as_of else self._desk.project

    def remember(self, work_out: Callable[[], T], *, but: Sequence[str] = ("limit", "offset")) -> T:
        """What the question comes to, worked out once while the project stands as it does.

        Args:
            work_out: gives the answer.
            but: parameters that make no difference to it.
        """
        query = sorted(pair for pair in self._request.query_params.multi_items() if pair[0] not in but)
        return self._desk.remember((self._request.url.path, *query), work_out)

    def tell(self, found: Any, *, following: str | None = None) -> JSONResponse:
        """The answer in its envelope.

        Args:
            found: what was found; a value of the house is made plain.
            following: address of the next page.
        """
        return JSONResponse({"ok": True, "data": plain(found), "as_of": self._version(), "next": following})

    def tell_page(
        self, found: Sequence[T], limit: int, offset: int, show: Callable[[T], Any] = lambda one: one
    ) -> JSONResponse:
        """Some of all that was found."""
        shown = [show(one) for one in found[offset : offset + limit]]
        return self.tell(shown, following=self.next_page(limit, offset, more=len(found) > offset + limit))

    def next_page(self, limit: int, offset: int, *, more: bool) -> str | None:
        """The address of what comes after this page, if there is more."""
        if not more or offset + limit > FARTHEST:
            return None
        query = [
            pair for pair in self._request.query_params.multi_items() if pair[0] not in ("limit", "offset")
        ]
        place = [("limit", str(limit)), ("offset", str(offset + limit))]
        return f"{self._request.url.path}?{urlencode([*query, *place])}"

    def _version(self) -> int | None:
        """The number of the newest version that was asked about; none where nothing is kept."""
        as_of = self._request.query_params.get("as_of", "")
        versions = self._desk.remember(("versions", as_of), self.project.versions)
        return versions[-1].number if versions else None


Question = Annotated[Asked, Depends()]
"""The question of an endpoint, as FastAPI hands it over."""
