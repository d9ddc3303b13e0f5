"""What an address of the page of two states asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from fastapi import Request

from detente.errors import UnknownName
from detente.keep.asked import dyad_of
from detente.model import Dyad
from detente.show.pages.asked import ALL, Asked, ask_for
from detente.show.pages.dyad import third_of
from detente.show.web.answers import address, desk_of

NAMES = ("since", "until", "sector", "outlet", "source", "for", "and", "count")
"""What may stand in the query."""
STORIES = "stories"
"""The value of `count` by which an event counts once a story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Two states, filters, up to two third states, the source of what is measured, and whether stories are counted.

    `query` is the same as it stands in the address, for links to the same part of the record.
    """

    dyad: Dyad
    asked: Asked
    thirds: tuple[str, ...]
    source: str | None
    stories: bool
    query: dict[str, str]

    def address(self, part: str = "", **changes: str) -> str:
        """The address of this page, or of a part of it, with changes to its query; `third` stands for `for` alone."""
        third = changes.pop("third", None)
        if third is not None:
            changes |= {"for": third, "and": ""}
        a, b = (quote(code, safe="") for code in (self.dyad.a, self.dyad.b))
        return address(f"/dyad/{a}/{b}" + (f"/part/{part}" if part else ""), **(self.query | changes))

    def each_third(self) -> Iterator[View]:
        """The same for each third state alone."""
        return (replace(self, thirds=(third,)) for third in self.thirds)

    def whole(self) -> View:
        """The same without filters of lines."""
        return replace(self, asked=ALL)

    @property
    def narrows(self) -> bool:
        """Whether a filter of lines is set."""
        return self.asked != ALL


def view_of(request: Request, a: str, b: str) -> View:
    """Reads an address.

    Raises:
        UnknownName: a name that is no state's, a third that is one of the two, no day, sector or source.
    """
    given = {name: request.query_params.get(name, "").strip() for name in NAMES}
    dyad = dyad_of((a, b))
    named = (third_of(dyad, given[name] or None) for name in ("for", "and"))
    thirds = tuple(dict.fromkeys(third for third in named if third))
    source = _source_of(request, given["source"])
    stories = given["count"] == STORIES
    first, second = (*thirds, "", "")[:2]
    return View(
        dyad=dyad,
        asked=ask_for(given["since"], given["until"], given["sector"], given["outlet"]),
        thirds=thirds,
        source=source,
        stories=stories,
        query=given
        | {"source": source or "", "for": first, "and": second, "count": STORIES if stories else ""},
    )


def is_canonical(request: Request, view: View, a: str, b: str) -> bool:
    """Whether the address names states by their codes."""
    thirds = all(request.query_params.get(name, "") == view.query[name] for name in ("for", "and"))
    return (a, b) == (view.dyad.a, view.dyad.b) and thirds


def _source_of(request: Request, given: str) -> str | None:
    desk = desk_of(request)
    sources = desk.remember("sources", desk.project.sources)
    found = next((name for name in sources if name.casefold() == given.casefold()), None)
    if given and found is None:
        raise UnknownName(f"no source called {given!r}", mend=f"there are: {', '.join(sources)}")
    return found
