"""A project's records of two states, made into the page of the dyad."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData, UnknownName
from detente.explain.display import (
    amount_in_words,
    in_sentence,
    name_of,
    names_of,
    one_line,
    range_in_words,
    speaker_in_words,
    when_in_words,
)
from detente.explain.queue import belief_in
from detente.keep.asked import resolve_code
from detente.model import (
    STAGES,
    Document,
    Dyad,
    Event,
    Gap,
    Happening,
    Implication,
    LedgerRow,
    Record,
    Tilt,
    When,
)
from detente.show.pages import (
    Article,
    DyadPage,
    Figure,
    GapGroup,
    GapLine,
    LedgerLine,
    LedgerStage,
    LedgerStep,
    Line,
    MeasuredPart,
    OutlookPart,
    Source,
    SpeakerGroup,
)
from detente.show.pages.judged import conclude_for, measure_dyad
from detente.show.pages.paragraph import Claims, by_year, count_rows, describe_relation, is_fact, usual
from detente.show.pages.passages import article_of, read_stretch
from detente.show.pages.timeline import find_bars
from detente.show.words.grouped import delay_in_words, rival_in_words, step_in_words
from detente.show.words.records import claim_in_words, label_of, standing_of

if TYPE_CHECKING:
    from detente.project import Project

_GAPS = {
    "undated": "Events and commitments for which no day is told.",
    "unnamed": "Statements whose speaker is not named.",
    "unresolved": "Sentences on the two states without a record, and claims that lack a party.",
    "single source": "Happenings and commitments that one story alone tells.",
}


def dyad_page(project: Project, a: str, b: str, third: str | None = None) -> DyadPage:
    """The page of two states, with what it is said to mean for a third.

    Args:
        project: where the records are kept.
        a: first state, by code or name.
        b: second state.
        third: the state for which implications are asked; `None` for all.

    Raises:
        UnknownName: a name that is no state's, or the third is one of the two.
        NotEnoughData: the project holds no record of the two.
    """
    relation = project.dyad(a, b)
    dyad, code = relation.dyad, resolve_code(third) if third else None
    if code in (dyad.a, dyad.b):
        raise UnknownName(f"{name_of(code)} is one of the two", mend="name a third state, or none")
    found = project.find(dyad=dyad)
    if not found:
        raise NotEnoughData(
            f"no record of {name_of(dyad.a)} and {name_of(dyad.b)}",
            where=str(project.folder),
            mend="add articles about them: detente add PATH; `detente status` tells what is there",
        )
    happenings, rows = relation.happenings(), relation.ledger()
    groups: list[Happening | LedgerRow] = [*happenings, *rows]
    told = (telling.record for group in groups for telling in group.tellings)
    records = tuple({record.id: record for record in (*found, *told)}.values())
    documents = project.articles(sorted({record.evidence.doc for record in records}))
    measured = measure_dyad(project, relation)
    return build_page(
        dyad,
        code,
        records,
        documents,
        relation.gaps(),
        happenings=happenings,
        rows=rows,
        measured=measured,
        outlook=conclude_for(project, relation, code, measured.period) if code else None,
    )


def build_page(
    dyad: Dyad,
    third: str | None,
    records: Sequence[Record],
    documents: Mapping[str, Document],
    gaps: Sequence[Gap] = (),
    *,
    happenings: Sequence[Happening] = (),
    rows: Sequence[LedgerRow] = (),
    measured: MeasuredPart | None = None,
    outlook: OutlookPart | None = None,
) -> DyadPage:
    """The page out of plain values: all records of the dyad, their articles by id, the gaps, and what they make.

    Events that belong to no happening, and commitments that belong to no row, stand for themselves or not at all.
    """
    asked = (r for r in records if not isinstance(r.claim, Implication) or third in (None, r.claim.third))
    wanted = sorted(asked, key=lambda r: (r.evidence.doc, r.evidence.start, r.evidence.end, r.id))
    kinds = _Sections(wanted, documents, [*happenings, *rows])
    facts = kinds.lines("E", "event", is_fact)
    ledger = _ledger(rows, kinds.lines("C", "commitment"))
    statements = _by_speaker(wanted, kinds.lines("S", "statement"), kinds.claims)
    turns = kinds.lines("T", "tilt", _is_turn)
    page = DyadPage(
        dyad=dyad,
        third=third,
        title=f"{name_of(dyad.a)} and {name_of(dyad.b)}"
        + (f": what it means for {in_sentence(third)}" if third else ""),
        paragraph=describe_relation(dyad.a, dyad.b, third, wanted, rows, kinds.claims),
        years=_years(wanted, kinds.claims),
        timeline=find_bars(facts, {record.id: record for record in wanted}),
        measured=measured,
        events=facts,
        not_done=kinds.lines("N", "event", lambda record: not is_fact(record)),
        ledger=ledger,
        statements=statements,
        turning_points=turns,
        tilts=kinds.lines("T", "tilt", lambda record: not _is_turn(record), after=len(turns)),
        causes=kinds.lines("R", "causal"),
        interests=kinds.lines("I", "interest"),
        order=kinds.lines("O", "system"),
        outlook=outlook,
        implications=kinds.lines("M", "implication"),
        gaps=_gaps(gaps, kinds),
        articles=_articles(kinds, documents),
    )
    return page


class _Sections:
    """Hands out the lines of the page, section by section, and remembers each record's number."""

    def __init__(
        self,
        records: Sequence[Record],
        documents: Mapping[str, Document],
        groups: Sequence[Happening | LedgerRow] = (),
    ) -> None:
        self._records = records
        self._documents = documents
        self._groups = {group.id: group for group in groups}
        self.claims = Claims({t.record.id: group.id for group in groups for t in group.tellings})
        self.ref_of: dict[str, str] = {}
        self.shown: list[Record] = []

    def lines(
        self, letter: str, kind: str, keep: Callable[[Record], bool] = lambda record: True, after: int = 0
    ) -> tuple[Line, ...]:
        """One line for each claim of the kind, numbered in order of time; `after` lines came before."""
        by_claim: dict[str, list[Record]] = {}
        for record in self._records:
            if record.kind == kind and keep(record):
                by_claim.setdefault(self.claims.of(record), []).append(record)
        groups = [sorted(group, key=self.place) for group in by_claim.values()]
        ordered = sorted(groups, key=lambda group: (self._day(group[0]), self.place(group[0])))
        return tuple(
            self._line(f"{letter}{number}", group) for number, group in enumerate(ordered, after + 1)
        )

    def _line(self, ref: str, group: Sequence[Record]) -> Line:
        first = group[0]
        whole = self._groups.get(self.claims.of(first))
        when = _when(whole, first)
        self.shown += group
        self.ref_of |= {record.id: ref for record in group}
        return Line(
            ref=ref,
            key=first.key,
            kind=first.kind,
            label=label_of(first),
            says=claim_in_words(first),
            speaker=speaker_in_words(first.speaker),
            when=when_in_words(when),
            since=when.since if when else None,
            until=when.until if when else None,
            standing=standing_of(first),
            sources=tuple(self._source(record) for record in group),
            stories=len({t.story for t in whole.tellings}) if whole else len({r.evidence.doc for r in group}),
            belief=round(belief_in(whole).value, 2) if whole else None,
            rivals=tuple(rival_in_words(rival) for rival in whole.rivals) if whole else (),
        )

    def _source(self, record: Record) -> Source:
        place, document = record.evidence, self._documents[record.evidence.doc]
        return Source(
            record=record.id,
            doc=place.doc,
            start=place.start,
            end=place.end,
            text=place.text,
            excerpt=read_stretch(document, place.start, place.end),
            outlet=document.outlet,
            title=document.title,
            published=when_in_words(document.published),
            confidence=record.confidence,
            coder=record.coder,
        )

    def _published(self, record: Record) -> date:
        published = self._documents[record.evidence.doc].published
        return (published and (published.since or published.until)) or date.max

    def _day(self, record: Record) -> tuple[date, date]:
        when = getattr(record.claim, "when", None)
        own = when and (when.since or when.until)
        return own or self._published(record), (when and when.until) or date.max

    def place(self, record: Record) -> tuple[date, str, int, int, str]:
        place = record.evidence
        return self._published(record), place.doc, place.start, place.end, record.id


def _when(whole: Happening | LedgerRow | None, first: Record) -> When | None:
    """The days of a happening are the narrowest that any of its tellings gives."""
    if isinstance(whole, Happening):
        return When(since=whole.since, until=whole.until, basis=whole.basis) if whole.basis else None
    return getattr(first.claim, "when", None)


def _is_turn(record: Record) -> bool:
    return isinstance(record.claim, Tilt) and record.claim.turning_point


def _years(records: Iterable[Record], claims: Claims) -> tuple[tuple[str, Figure], ...]:
    facts = [record for record in records if isinstance(record.claim, Event) and is_fact(record)]
    return tuple((year, claims.count(of_year)) for year, of_year in by_year(facts).items())


def _ledger(rows: Sequence[LedgerRow], lines: Sequence[Line]) -> tuple[LedgerStage, ...]:
    line_of = {source.record: line for line in lines for source in line.sources}
    shown = {row.id: _ledger_line(row, line_of[row.tellings[0].record.id]) for row in rows}
    return tuple(
        LedgerStage(stage=stage, count=count_rows(found), rows=tuple(shown[row.id] for row in found))
        for stage in STAGES
        if (found := [row for row in rows if row.stage == stage])
    )


def _ledger_line(row: LedgerRow, line: Line) -> LedgerLine:
    return LedgerLine(
        line=line,
        giver=names_of(row.giver),
        receiver=names_of(row.receiver) if row.receiver else "",
        what=one_line(row.what),
        sector=row.sector,
        promised=range_in_words(row.promised, row.unit) or None,
        delivered=range_in_words(row.delivered, row.unit) or None,
        delay=delay_in_words(row) or None,
        steps=tuple(
            LedgerStep(
                stage=f"{step.stage} again" if step.repeat else step.stage,
                when=step_in_words(step),
                amount=amount_in_words(step.amount),
                records=tuple(telling.record.id for telling in step.tellings),
            )
            for step in row.steps
        ),
        note=one_line(row.overlaps) if row.overlaps else None,
    )


def _by_speaker(records: Sequence[Record], lines: Sequence[Line], claims: Claims) -> tuple[SpeakerGroup, ...]:
    known = {record.id: record for record in records}
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        speaker = known[line.sources[0].record].speaker
        who = (speaker.name or "", "" if speaker.name else line.speaker or "") if speaker else ("", "")
        groups.setdefault(who, []).append(line)
    ordered = sorted(groups.items(), key=lambda group: (not group[0][0], -len(group[1]), group[0]))
    return tuple(
        SpeakerGroup(
            speaker=usual(line.speaker for line in found) or "the article itself",
            count=_count_lines(found, known, claims),
            lines=tuple(found),
        )
        for _, found in ordered
    )


def _count_lines(lines: Iterable[Line], known: Mapping[str, Record], claims: Claims) -> Figure:
    return claims.count(known[source.record] for line in lines for source in line.sources)


def _gaps(gaps: Sequence[Gap], kinds: _Sections) -> tuple[GapGroup, ...]:
    groups: dict[str, list[GapLine]] = {}
    for gap in gaps:
        ref = kinds.ref_of.get(gap.of)
        line = GapLine(ref=ref, record=gap.of if ref else None, why=one_line(gap.why))
        groups.setdefault(gap.kind, []).append(line)
    return tuple(
        GapGroup(kind=kind, says=_GAPS.get(kind, kind), number=len(found), gaps=tuple(found))
        for kind, found in sorted(groups.items(), key=lambda item: [*_GAPS, item[0]].index(item[0]))
    )


def _articles(kinds: _Sections, documents: Mapping[str, Document]) -> tuple[Article, ...]:
    by_doc: dict[str, list[Record]] = {}
    for record in sorted(kinds.shown, key=kinds.place):
        by_doc.setdefault(record.evidence.doc, []).append(record)
    return tuple(article_of(documents[doc], found) for doc, found in by_doc.items())
