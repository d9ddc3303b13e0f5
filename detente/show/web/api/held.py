"""What the project holds: articles, records, and what many articles say together."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from fastapi import Query
from starlette.responses import Response

from detente.keep.asked import resolve_code
from detente.keep.assembly.totals import Totals, add_up
from detente.keep.search import Found, Group
from detente.keep.status import Status
from detente.model import Gap, Outlet, SetAside, Story, plain
from detente.show.export.formats import FORMATS
from detente.show.pages.exchanged import (
    Explained,
    ExplainedRecord,
    ListedArticle,
    ListedFormat,
    WholeArticle,
    explain,
    find_article,
    list_article,
    tell_record,
    tell_row,
)
from detente.show.web.answers import address
from detente.show.web.api.asked import (
    USUAL,
    Asked,
    Id,
    InOutlet,
    InSector,
    Limit,
    Offset,
    Party,
    Question,
    Since,
    TotalsBy,
    Until,
)
from detente.show.web.api.endpoints import endpoint
from detente.show.web.api.shapes import happening, ledger_row, many, record, told_as, told_record
from detente.show.words.grouped import group_to_json

if TYPE_CHECKING:
    import pyarrow as pa

SECTION = "What is held"

Kind = Literal[
    "actor", "event", "commitment", "statement", "interest", "causal", "tilt", "system", "implication"
]


def _explained() -> Any:
    group = happening() | ledger_row() | None
    return told_as(Explained, told=told_as(ExplainedRecord, record=record()) | None, group=group)


def _found() -> Any:
    return told_as(Found, records=many(told_record()))


@endpoint(SECTION, "/status", lambda: Status)
def status(asked: Question) -> Response:
    """What the project holds, in numbers."""
    return asked.tell(asked.remember(asked.project.status))


@endpoint(SECTION, "/documents", lambda: list[ListedArticle])
def documents(asked: Question, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """The articles, the oldest first."""
    rows = asked.remember(asked.project.documents)
    shown = [list_article(row) for row in rows.slice(offset, limit).to_pylist()]
    return asked.tell(shown, following=asked.next_page(limit, offset, more=rows.num_rows > offset + limit))


@endpoint(SECTION, "/documents/{id}", lambda: told_as(WholeArticle, records=many(told_record())))
def document(asked: Question, id: Id) -> Response:
    """One article: its text, the records read in it, and the sentences that were not understood.

    `start` and `end` of a record count characters of `text`, the end exclusive.
    """
    return asked.tell(asked.remember(lambda: find_article(asked.project, id)))


@endpoint(SECTION, "/records", lambda: many(told_record()))
def records(
    asked: Question,
    kind: Annotated[Kind | None, Query(description="Only one kind.")] = None,
    dyad: Annotated[
        str | None,
        Query(
            pattern="^[^,]{1,100},[^,]{1,100}$",
            description="Only what concerns two states: PAK,RUS.",
            examples=["PAK,RUS"],
        ),
    ] = None,
    party: Party = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = USUAL,
    offset: Offset = 0,
) -> Response:
    """The records, in order of time.

    A record's own days count, else those of its article. `dyad` asks for records to which both are parties; `party` for
    those that name one.
    """
    if dyad:
        found = asked.remember(lambda: _of_dyad(asked, dyad, kind, party, since, until))
        rows = found.slice(offset, limit + 1)
    else:
        rows = asked.project.page_of_records(kind, party, since, until, most=limit + 1, after=offset)
    shown = [tell_row(row) for row in rows.slice(0, limit).to_pylist()]
    return asked.tell(shown, following=asked.next_page(limit, offset, more=rows.num_rows > limit))


@endpoint(SECTION, "/records/{id}", _explained)
def record_by_id(asked: Question, id: Id) -> Response:
    """Where a record comes from.

    Its sentence in its paragraph, who read it so and how surely, and the happening or row it belongs to, with the
    arithmetic of belief. The id is of a record, of a happening (`h...`) or of a row of the ledger (`r...`).
    """
    found = asked.remember(lambda: explain(asked.project, id))
    return asked.tell(
        {"told": plain(found.told), "group": group_to_json(found.group) if found.group else None}
    )


@endpoint(SECTION, "/search", _found)
def search(
    asked: Question,
    q: Annotated[
        str,
        Query(
            max_length=400,
            description='Words that all must stand; those in "quotation marks" next to each other.',
        ),
    ] = "",
    group: Annotated[Group | None, Query(description="Only one group of what is found.")] = None,
    kind: Annotated[
        Kind | None, Query(description="Only records of one kind, and articles that have one.")
    ] = None,
    party: Party = None,
    outlet: InOutlet = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Articles, records, whom articles speak of, and sentences that were not understood, in which all words stand.

    Without words, all that fits the other parameters. `limit` and `offset` count in each group by itself.
    """
    groups = get_args(Group) if group is None else (group,)
    found = asked.project.search(
        q, kind=kind, party=party, since=since, until=until, outlet=outlet,
        groups=groups, limit=limit, offset=offset,
    )  # fmt: skip
    records = [plain(tell_record(one.record, one.outlet, one.title, one.published)) for one in found.records]
    last = max(found.articles_in_all, found.records_in_all, found.missed_in_all)
    return asked.tell(
        plain(found) | {"records": records},
        following=asked.next_page(limit, offset, more=last > offset + limit),
    )


@endpoint(SECTION, "/happenings", lambda: many(happening()))
def happenings(asked: Question, party: Party = None, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """What happened, each once, with the records that tell of it, belief, and where they differ."""
    found = asked.remember(lambda: asked.project.happenings(*_only(party)))
    return asked.tell_page(found, limit, offset, group_to_json)


@endpoint(SECTION, "/ledger", lambda: many(ledger_row()))
def ledger(
    asked: Question, party: Party = None, sector: InSector = None, limit: Limit = USUAL, offset: Offset = 0
) -> Response:
    """Commitments across articles, one row each with all its stages."""
    found = asked.remember(lambda: asked.project.ledger(*_only(party), sector=sector))
    return asked.tell_page(found, limit, offset, group_to_json)


@endpoint(SECTION, "/totals", lambda: Totals)
def totals(asked: Question, by: TotalsBy = "giver", party: Party = None, sector: InSector = None) -> Response:
    """What may be added up of the ledger, what was left out and why, and the rule."""
    return asked.tell(asked.remember(lambda: add_up(asked.project.ledger(*_only(party), sector=sector), by)))


@endpoint(SECTION, "/stories", lambda: list[Story])
def stories(asked: Question, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """Articles that share their text: each story is one independent voice, however often it is printed."""
    return asked.tell_page(asked.remember(asked.project.stories), limit, offset)


@endpoint(SECTION, "/outlets", lambda: list[Outlet])
def outlets(asked: Question, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """The outlets that the user rated: reliability A to F and credibility 1 to 6."""
    return asked.tell_page(list(asked.remember(asked.project.outlets).values()), limit, offset)


@endpoint(SECTION, "/set-aside", lambda: list[SetAside])
def set_aside(asked: Question, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """What could not be read, why, and how to mend it."""
    return asked.tell_page(asked.remember(asked.project.set_aside), limit, offset)


@endpoint(SECTION, "/formats", lambda: list[ListedFormat])
def formats(asked: Question) -> Response:
    """What the project can be written as, with the address of each file."""
    found = [
        ListedFormat(
            name=name,
            suffix=one.suffix,
            media=one.media,
            says=one.says,
            address=address("/export/file", format=name),
        )
        for name, one in FORMATS.items()
    ]
    return asked.tell(found)


@endpoint(SECTION, "/gaps", lambda: list[Gap])
def gaps(asked: Question, limit: Limit = USUAL, offset: Offset = 0) -> Response:
    """What the record does not know: undated, unnamed, unresolved, told by a single source."""
    return asked.tell_page(asked.remember(asked.project.gaps), limit, offset)


def _of_dyad(
    asked: Asked, dyad: str, kind: str | None, party: str | None, since: date | None, until: date | None
) -> pa.Table:
    """The records of two states, of these the ones that name a party."""
    a, b = dyad.split(",")
    found = asked.project.records(kind, (a, b), since, until)
    if party is None:
        return found
    from pyarrow import compute

    return found.filter(compute.match_substring(found.column("mentions"), f"|{resolve_code(party)}|"))


def _only(party: str | None) -> tuple[str, ...]:
    return (party,) if party else ()
