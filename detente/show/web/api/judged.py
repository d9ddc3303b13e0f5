"""What analysts decided, what to check first, and what changed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from detente.explain.changes import Change
from detente.explain.queue import ToCheck
from detente.keep.jsonl import record_to_json
from detente.keep.judged import Match
from detente.keep.versions import KeptVersion
from detente.model import plain
from detente.show.web.api.asked import USUAL, InSector, Limit, Offset, Party, Question
from detente.show.web.api.endpoints import endpoint
from detente.show.web.api.shapes import decision, many, to_check
from detente.show.words.grouped import group_to_json

SECTION = "What is judged"


@endpoint(SECTION, "/queue", lambda: many(to_check()))
def queue(asked: Question, party: Party = None, limit: Limit = 20, offset: Offset = 0) -> Response:
    """What to check first: where an analyst's minute is worth most, and why."""
    found = asked.remember(lambda: asked.project.queue(*((party,) if party else ())))
    return asked.tell_page(found, limit, offset, _to_check)


@endpoint(SECTION, "/decisions", lambda: many(decision()))
def decisions(asked: Question, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """What analysts decided, oldest first, each with what it meets in the newest readings."""
    return asked.tell_page(asked.remember(asked.project.decisions), limit, offset, _decision)


@endpoint(SECTION, "/changes", lambda: list[Change])
def changes(
    asked: Question,
    from_: Annotated[
        str,
        Query(
            alias="from",
            pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,7})$",
            description="A day (YYYY-MM-DD), or the number of a version.",
            examples=["1"],
        ),
    ],
    party: Party = None,
    sector: InSector = None,
    limit: Limit = USUAL,
    offset: Offset = 0,
) -> Response:
    """What changed in the answers since a day or version: commitments, stages, sums, contradictions."""
    parties = (party,) if party else ()
    found = asked.remember(lambda: asked.project.changes(from_, *parties, sector=sector))
    return asked.tell_page(found, limit, offset)


@endpoint(SECTION, "/versions", lambda: list[KeptVersion])
def versions(asked: Question, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """The moments at which something was kept, oldest first; `as_of` takes their numbers and days."""
    return asked.tell_page(asked.remember(asked.project.versions), limit, offset)


def _to_check(one: ToCheck) -> dict[str, Any]:
    return plain(one) | {"of": group_to_json(one.of)}  # type: ignore[no-any-return]


def _decision(match: Match) -> dict[str, Any]:
    one = match.decision
    told: dict[str, Any] = {"id": one.id} | plain(one)
    records = [record_to_json(record) for record in one.records]
    return told | {"records": records, "outcome": match.outcome, "record": match.record}
