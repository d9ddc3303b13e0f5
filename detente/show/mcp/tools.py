"""The questions that an assistant can ask of the record; each answer is bounded, and says how the rest is to be had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any, Literal, ParamSpec, TypeVar

from pydantic import Field

from detente.errors import UserError
from detente.explain.display import visible
from detente.project import Project
from detente.show.mcp import asking
from detente.show.mcp.answers import ExplainedHere, Implied, Ledger, Listed, Searched, ToldDyad
from detente.show.mcp.quoted import LONGEST

P = ParamSpec("P")
R = TypeVar("R")
MOST = 50
"""Entries of one answer."""

State = Annotated[
    str,
    Field(min_length=1, max_length=100, description="A state or organisation, by code or English name: PAK."),
]
Day = Annotated[str | None, Field(max_length=20, description="A day, as YYYY-MM-DD.")]
Kind = Annotated[
    Literal["event", "commitment", "statement", "interest", "causal", "tilt", "system", "implication"] | None,
    Field(description="Only one kind of record."),
]
Limit = Annotated[int, Field(ge=1, le=MOST, description="Entries at most.")]
Offset = Annotated[int, Field(ge=0, le=10_000_000, description="Entries that are passed over.")]


class Tools:
    """The questions, over one project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def search(
        self,
        query: Annotated[
            str,
            Field(
                min_length=1,
                max_length=400,
                description='Words that all must stand; those in "quotation marks" next to each other.',
            ),
        ],
        party: State | None = None,
        kind: Kind = None,
        since: Day = None,
        until: Day = None,
        limit: Limit = 10,
        offset: Offset = 0,
    ) -> Searched:
        """Finds sentences, articles and parties by words. Start here where you do not know the states asked about."""
        return asking.search(
            self._project, query, kind=kind, party=party, since=since, until=until, limit=limit, offset=offset
        )

    def dyad(self, a: State, b: State, third: State | None = None) -> ToldDyad:
        """What the record holds on two states: a summary, which way the relation goes and why, newest events, gaps.

        Every sentence of the summary names the records it was counted from. With a third state, also what sources
        conclude for it.
        """
        return asking.tell_dyad(self._project, a, b, third)

    def records(
        self,
        a: State | None = None,
        b: State | None = None,
        kind: Kind = None,
        since: Day = None,
        until: Day = None,
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> Listed:
        """Lists what sources claim, in order of time: on two states, or naming one, or all. Each with its sentence."""
        return asking.list_records(
            self._project, [one for one in (a, b) if one], kind=kind, since=since, until=until,
            limit=limit, offset=offset,
        )  # fmt: skip

    def ledger(
        self,
        a: State | None = None,
        b: State | None = None,
        sector: Annotated[
            str | None, Field(max_length=40, description="Only one sector, such as energy.")
        ] = None,
        limit: Limit = 10,
        offset: Offset = 0,
    ) -> Ledger:
        """Lists commitments: who owes what to whom, what was promised, what arrived, how late, and who says so.

        Announced, agreed, started and delivered are different things: say which it is. Sums may not be added up by you:
        rows overlap. `totals` of the command line adds what may be added.
        """
        parties = [one for one in (a, b) if one]
        return asking.list_ledger(self._project, parties, sector=sector, limit=limit, offset=offset)

    def implications(self, a: State, b: State, third: State) -> Implied:
        """What the relation of two states means for a third: judgements with their basis, and what sources claim.

        A judgement is the program's own and says its likelihood in words: repeat those words. A claim is a source's.
        """
        return asking.imply(self._project, a, b, third)

    def explain(
        self,
        id: Annotated[
            str,
            Field(
                max_length=70,
                description="Id of a record, of a happening (h...) or of a row of the ledger (r...), or its beginning.",
            ),
        ],
    ) -> ExplainedHere:
        """Where a record comes from: its paragraph, all tellings of the same, and how belief in it is reckoned."""
        return asking.explain_here(self._project, id)


def questions(project: Project) -> Sequence[Callable[..., Any]]:
    """The questions in the order in which they are told of; a mistake comes back as one of the protocol."""
    tools = Tools(project)
    asked = (tools.search, tools.dyad, tools.records, tools.ledger, tools.implications, tools.explain)
    return [_with_mend(one, project) for one in asked]


def mistake_in_words(error: UserError, project: Project) -> str:
    """What, where and how to mend it; where the project lies on this machine is nobody else's business."""
    return visible(str(error)).replace(str(project.folder), project.name)[: 4 * LONGEST]


def _with_mend(question: Callable[P, R], project: Project) -> Callable[P, R]:
    """The question, whose mistakes come back as those of a tool."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return question(*args, **kwargs)
        except UserError as error:
            raise ToolError(mistake_in_words(error, project)) from error

    return ask
