"""What a form decides, kept; who decides in this browser; and the way back to where it was decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from detente.errors import UnknownName
from detente.keep.judged import Match, edited
from detente.model import Decision
from detente.show.pages.decided import DecisionLine, decision_lines
from detente.show.pages.editing import changes_in
from detente.show.web.answers import address, desk_of, own, text_in
from detente.show.web.desk import Desk

REVIEW = "/review"
BY = "detente_by"
"""The cookie that keeps who decides."""
LONGEST = 100
"""Letters of a name."""
A_YEAR = 365 * 86400
FIELD = "field."
"""What the name of a record's field begins with in a form."""


def keep(request: Request, form: FormData, by: str) -> Decision:
    """What a form decides, kept: `verdict`, `ids` and `with` (parted by blanks), `note`, and for an edit `field.NAME`.

    Raises:
        UserError: not signed, no such id, a value that a field cannot take, nothing changed.
    """
    project = desk_of(request).project
    ids = [id for name in ("ids", "with") for given in form.getlist(name) for id in str(given).split()]
    if not by:
        raise UnknownName("a decision is signed", mend="write your name where it says: who decides")
    changes: Mapping[str, Any] | None = None
    verdict = text_in(form, "verdict")
    if verdict == "edit":
        record, _ = project.record(ids[0] if ids else "")
        given = {
            name.removeprefix(FIELD): [str(value) for value in form.getlist(name)]
            for name in form
            if name.startswith(FIELD)
        }
        changes = changes_in(record, given)
        if not changes:
            mend = "change a field, or accept the record"
            raise UnknownName("nothing was changed", where=record.id, mend=mend)
    return project.decide(verdict, *ids, by=by, changes=changes, note=text_in(form, "note"))


def by_of(request: Request, form: FormData | None = None) -> str:
    """Who decides: as the form says, else as this browser has kept it; empty where nobody has said."""
    given = text_in(form, "by") if form else ""
    return " ".join((given or unquote(request.cookies.get(BY, ""))).split())[:LONGEST]


def signed(answer: Response, by: str) -> Response:
    """The answer, with who decides for the browser to keep."""
    if by:
        answer.set_cookie(BY, quote(by), samesite="strict", max_age=A_YEAR, httponly=True)
    return answer


def decisions_on(desk: Desk) -> tuple[Match, ...]:
    """All decisions, oldest first, worked out once for each state of the folder."""
    return desk.remember("decisions", desk.project.decisions)


def decision_with(request: Request, id: str) -> DecisionLine | None:
    """A decision of which a page is to tell, by its id."""
    if not id:
        return None
    return next((one for one in decision_lines(decisions_on(desk_of(request))) if one.id == id), None)


def told_at(back: str, kept: Decision) -> str:
    """The page that a decision came from, where it is told of; its anchor is the record as the decision left it."""
    path = own(back, REVIEW).partition("#")[0].partition("?")[0]
    told = address(path, told=kept.id)
    left = edited(kept.records[0], kept) if kept.records and kept.verdict in ("accept", "edit") else None
    return f"{told}#r-{left.id}" if left and path.startswith("/article/") else told
