"""The record asked for an assistant: each function one question to the project, its answer bounded in size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.explain.display import (
    amount_in_words,
    days_in_words,
    in_sentence,
    name_of,
    one_line,
    range_in_words,
    shorten,
)
from detente.keep.rows import record_of
from detente.measure.reduction import ARTICLES
from detente.model import (
    Claimed,
    Document,
    Ground,
    Happening,
    Judgement,
    LedgerRow,
    Outlet,
    Record,
    TurningPoint,
)
from detente.project import Project
from detente.show.mcp.answers import (
    Concluded,
    ExplainedHere,
    Headline,
    Implied,
    Ledger,
    Listed,
    Owed,
    Party,
    Said,
    Searched,
    Stage,
    ToldDyad,
)
from detente.show.mcp.quoted import (
    LONGEST,
    NOTHING,
    Quoted,
    fitting,
    line,
    quote,
    quote_all,
    quote_line,
    told_more,
)
from detente.show.pages import Figure, Finding, Judged
from detente.show.pages.dyad import build_page, find_held, third_of
from detente.show.pages.exchanged import explain
from detente.show.pages.judged import measure_dyad
from detente.show.words.carriers import tell_carriers, turns_under
from detente.show.words.grouped import (
    delay_in_words,
    explain_belief,
    happening_in_words,
    rival_in_words,
    row_in_words,
    step_in_words,
)
from detente.show.words.outlook import lacks_in_words

if TYPE_CHECKING:
    import pyarrow as pa

FEW = 2
"""Sentences that are quoted for one step of a commitment."""
NEWEST = 8
"""Events of a relation that are quoted."""
CITED = 12
"""Ids under one sentence, judgements and claims of one kind, stages of one commitment."""
TELLINGS = 20
"""Tellings of one happening or row that are quoted."""


def search(
    project: Project,
    query: str,
    *,
    kind: str | None,
    party: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    offset: int,
) -> Searched:
    """What words stand in: parties, sentences of records, articles.

    Raises:
        UserError: no such party; nothing to look for.
    """
    found = project.search(
        query, kind=kind, party=party, since=since, until=until, limit=limit, offset=offset,
        groups=("articles", "records", "actors"),
    )  # fmt: skip
    quoted = fitting(_quoted(project, [one.record for one in found.records]))
    return Searched(
        more=told_more(len(quoted), found.records_in_all, offset),
        parties=tuple(
            Party(code=one_line(one.code), name=one_line(one.name)) for one in found.actors[:limit]
        ),
        quoted=quoted,
        articles=tuple(
            Headline(
                title=line(one.title),
                outlet=line(one.outlet),
                published=days_in_words(one.published, one.published_until),
                article=one.doc,
                records=one.records,
            )
            for one in found.articles
        ),
        articles_in_all=found.articles_in_all,
    )


def list_records(
    project: Project,
    parties: Sequence[str],
    *,
    kind: str | None,
    since: str | None,
    until: str | None,
    limit: int,
    offset: int,
) -> Listed:
    """Records of two states, of one, or of all, in order of time.

    Raises:
        UnknownName: no such state; not a day.
    """
    if len(parties) == 2:
        rows = project.records(kind, (parties[0], parties[1]), since, until)
        quoted = _first(project, rows.slice(offset, limit))
        return Listed(more=told_more(len(quoted), rows.num_rows, offset), quoted=quoted)
    party = parties[0] if parties else None
    rows = project.page_of_records(kind, party, since, until, most=limit + 1, after=offset)
    quoted = _first(project, rows.slice(0, limit))
    more = f"ask with offset {offset + len(quoted)} for the next"
    return Listed(
        more=more if len(quoted) < rows.num_rows else "these are the last" if quoted else NOTHING,
        quoted=quoted,
    )


def tell_dyad(project: Project, a: str, b: str, third: str | None) -> ToldDyad:
    """The summary of two states, which way they go, the newest events, what is claimed for a third, and gaps.

    Raises:
        UnknownName: no such state, or the third is one of the two.
        NotEnoughData: no record of the two.
    """
    relation = project.dyad(a, b)
    code, held = third_of(relation.dyad, third), find_held(project, relation)
    measured = measure_dyad(project, relation)
    page = build_page(
        held.dyad, code, held.records, held.documents, relation.gaps(),
        happenings=held.happenings, rows=held.rows, measured=measured,
    )  # fmt: skip
    newest = page.events[: -NEWEST - 1 : -1]
    return ToldDyad(
        states=f"{name_of(held.dyad.a)} ({held.dyad.a}) and {name_of(held.dyad.b)} ({held.dyad.b})",
        more=f"{len(newest)} of {len(page.events)} events told as done are quoted, the newest; `records` has all,"
        " `ledger` the commitments, `implications` what it means for a third state",
        summary=tuple(_said(one) for one in page.paragraph),
        way=measured.arrow.way if measured.arrow else None,
        because=tuple(_judged(one) for one in measured.arrow.reasons) if measured.arrow else (),
        newest=tuple(map(quote_line, newest)),
        for_third=tuple(map(quote_line, page.implications[:CITED])) if code else (),
        gaps=tuple(f"{one.number} {one.kind}: {one.says}" for one in page.gaps),
    )


def list_ledger(
    project: Project, parties: Sequence[str], *, sector: str | None, limit: int, offset: int
) -> Ledger:
    """Commitments of all, of one or of two parties.

    Raises:
        UnknownName: no such party or sector.
    """
    found = project.ledger(*parties, sector=sector)
    asked = found[offset : offset + limit]
    documents = _documents(project, (t.record for row in asked for t in row.tellings))
    rows = fitting(_owed(row, documents) for row in asked)
    return Ledger(more=told_more(len(rows), len(found), offset), rows=rows)


def imply(project: Project, a: str, b: str, third: str) -> Implied:
    """What the relation of two states means for a third.

    Raises:
        UnknownName: no such state, or one of the two.
    """
    found = project.dyad(a, b).implications(third)
    told = tell_carriers(project, turns_under(found.changes), most=FEW)
    return Implied(
        about=f"{name_of(found.about.a)} and {name_of(found.about.b)}, for {in_sentence(found.third)}",
        more=f"of each kind the first {CITED} are told; `records` with kind implication has all claims of sources",
        measured_in=found.sources,
        changes=tuple(_concluded(one, told) for one in found.changes[:CITED]),
        ties=tuple(_concluded(one, told) for one in found.ties[:CITED]),
        expected=tuple(_concluded(one, told) for one in found.expected[:CITED]),
        gains=_claimed(project, found.gains),
        losses=_claimed(project, found.losses),
        left_open=_claimed(project, found.open_claims),
        watch=tuple(shorten(one, LONGEST) for one in found.watch[:CITED]),
        not_answered=tuple(shorten(one, LONGEST) for one in lacks_in_words(found.lacks)[:CITED]),
    )


def explain_here(project: Project, id: str) -> ExplainedHere:
    """Where a record, a happening or a row comes from.

    Raises:
        UnknownName: there is none of that id, or several begin so.
    """
    found = explain(project, id)
    group, quoted = found.group, None
    read_by: tuple[str, ...] = ()
    if found.told:
        record, document = project.record(found.told.record["id"])
        quoted = quote(record, document)
        votes = (f"{one.voter}: {one.choice}, {one.confidence:.2f}" for one in record.votes)
        read_by = (f"{record.coder}, confidence {record.confidence:.2f}", *votes)
    told = [telling.record for telling in group.tellings] if group else []
    return ExplainedHere(
        more=f"{min(len(told), TELLINGS)} of {len(told)} tellings of the same are quoted",
        record=quoted,
        paragraph=shorten(found.told.context, 4 * LONGEST) if found.told else None,
        read_by=read_by,
        belongs_to=f"{group.id}: {_says(group)}" if group else None,
        disputed=tuple(shorten(rival_in_words(one), LONGEST) for one in group.rivals) if group else (),
        tellings=_quoted(project, told[:TELLINGS]),
        belief=tuple(_reckoned(group, project.outlets())) if group else (),
    )


def _first(project: Project, rows: pa.Table) -> tuple[Quoted, ...]:
    """The first rows of a table of records that have room in one answer."""
    return fitting(_quoted(project, [record_of(row) for row in rows.to_pylist()]))


def _quoted(project: Project, records: Sequence[Record]) -> tuple[Quoted, ...]:
    return quote_all(records, _documents(project, records))


def _documents(project: Project, records: Iterable[Record]) -> Mapping[str, Document]:
    return project.articles(sorted({record.evidence.doc for record in records}))


def _said(one: Finding) -> Said:
    """A sentence of the summary, with the first of the records that its figures were counted from."""
    records = (id for part in one.parts if isinstance(part, Figure) for id in part.records)
    return Said(sentence=one.text, records=tuple(dict.fromkeys(records))[:CITED])


def _judged(one: Judged) -> Concluded:
    return Concluded(
        sentence=one.sentence,
        basis=tuple(
            shorten(says, LONGEST) for basis in one.basis for says in (basis.says, *basis.rows[:FEW]) if says
        ),
        records=tuple(id for basis in one.basis for id in basis.records)[:CITED],
        against=tuple(shorten(says, LONGEST) for says in one.against),
    )


def _concluded(one: Judgement, told: Mapping[str, str]) -> Concluded:
    """A judgement, with what carries the turns it rests on."""
    return Concluded(
        sentence=one.sentence,
        basis=tuple(
            shorten(says, LONGEST) for ground in one.basis for says in (ground.says, *_carriers(ground, told))
        ),
        records=tuple(id for ground in one.basis for id in _of_articles(ground))[:CITED],
        against=tuple(shorten(ground.says, LONGEST) for ground in one.against),
    )


def _of_articles(ground: Ground) -> Sequence[str]:
    """What a ground rests on, where that are records: a turn in an event file is carried by rows of it."""
    of_files = isinstance(ground.finding, TurningPoint) and ground.finding.source != ARTICLES
    return () if of_files else ground.records


def _carriers(ground: Ground, told: Mapping[str, str]) -> list[str]:
    carriers = ground.finding.carriers if isinstance(ground.finding, TurningPoint) else ()
    return [told[one] for one in carriers[:FEW] if one in told]


def _claimed(project: Project, claims: Sequence[Claimed]) -> tuple[Quoted, ...]:
    return tuple(quote(*project.record(one.record)) for one in claims[:CITED])


def _owed(row: LedgerRow, documents: Mapping[str, Document]) -> Owed:
    return Owed(
        row=row.id,
        says=row_in_words(row),
        stage=row.stage,
        sector=row.sector,
        promised=range_in_words(row.promised, row.unit) or None,
        delivered=range_in_words(row.delivered, row.unit) or None,
        delay=delay_in_words(row) or None,
        overlaps=line(row.overlaps),
        disputed=tuple(shorten(rival_in_words(one), LONGEST) for one in row.rivals),
        steps=tuple(
            Stage(
                stage=f"{step.stage}, promised again" if step.repeat else step.stage,
                when=step_in_words(step),
                amount=amount_in_words(step.amount),
                belief=round(step.belief.value, 2),
                quoted=quote_all((telling.record for telling in step.tellings[:FEW]), documents),
            )
            for step in row.steps[:CITED]
        ),
    )


def _says(group: Happening | LedgerRow) -> str:
    return (
        happening_in_words(group)
        if isinstance(group, Happening)
        else f"{row_in_words(group)} [{group.stage}]"
    )


def _reckoned(group: Happening | LedgerRow, outlets: Mapping[str, Outlet]) -> Iterator[str]:
    """The arithmetic of belief, a line a story; of a row stage by stage."""
    if isinstance(group, Happening):
        yield from explain_belief(group.belief, outlets).splitlines()
        return
    for step in group.steps:
        yield f"{step.stage}, {step_in_words(step)}:"
        yield from explain_belief(step.belief, outlets).splitlines()
