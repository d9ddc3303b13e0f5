"""A project's records of two states, made into the page of the dyad."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData, UnknownName
from detente.explain.display import in_sentence, name_of, one_line, speaker_in_words
from detente.keep.asked import resolve_code
from detente.model import (
    Document,
    Dyad,
    Gap,
    Happening,
    Implication,
    LedgerRow,
    Record,
    Tilt,
)
from detente.show.pages import (
    Article,
    Asked,
    Choices,
    DyadPage,
    GapGroup,
    GapLine,
    Line,
    MeasuredPart,
    OutlookPart,
    SpeakerGroup,
)
from detente.show.pages.asked import ALL
from detente.show.pages.heat import find_heat
from detente.show.pages.judged import conclude_for, measure_dyad
from detente.show.pages.ledger import stages_of, sums_of
from detente.show.pages.paragraph import by_year, describe_relation, usual
from detente.show.pages.passages import article_of
from detente.show.pages.sections import DONE, Entry, Sections, count
from detente.show.pages.timeline import find_bars

if TYPE_CHECKING:
    from detente.project import Project
    from detente.relation import Relation

_GAPS = {
    "undated": "Events and commitments for which no day is told.",
    "unnamed": "Statements whose speaker is not named.",
    "unresolved": "Sentences on the two states without a record, and claims that lack a party.",
    "single source": "Happenings and commitments that one story alone tells.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a project holds on two states: all records, their articles by id, and what the records make."""

    dyad: Dyad
    records: tuple[Record, ...]
    documents: Mapping[str, Document]
    happenings: tuple[Happening, ...] = ()
    rows: tuple[LedgerRow, ...] = ()


def dyad_page(project: Project, a: str, b: str, third: str | None = None, asked: Asked = ALL) -> DyadPage:
    """The page of two states, with what it is said to mean for a third.

    Args:
        project: where the records are kept.
        a: first state, by code or name.
        b: second state.
        third: the state for which implications are asked; `None` for all.
        asked: which part of the record.

    Raises:
        UnknownName: a name that is no state's, or the third is one of the two.
        NotEnoughData: the project holds no record of the two.
    """
    relation = project.dyad(a, b)
    code = third_of(relation.dyad, third)
    held = find_held(project, relation)
    measured = measure_dyad(project, relation, since=asked.since, until=asked.until)
    return build_page(
        held.dyad,
        code,
        held.records,
        held.documents,
        relation.gaps(),
        happenings=held.happenings,
        rows=held.rows,
        measured=measured,
        outlook=conclude_for(project, relation, code, measured.period) if code else None,
        asked=asked,
    )


def third_of(dyad: Dyad, third: str | None) -> str | None:
    """The code of a third state; none for none.

    Raises:
        UnknownName: no such state, or one of the two.
    """
    code = resolve_code(third) if third else None
    if code in (dyad.a, dyad.b):
        raise UnknownName(f"{name_of(code)} is one of the two", mend="name a third state, or none")
    return code


def find_held(project: Project, relation: Relation) -> Held:
    """All that a project's articles hold on two states; nothing, where event files alone tell of them.

    Raises:
        NotEnoughData: neither articles nor event files tell of them.
    """
    dyad = relation.dyad
    found = project.find(dyad=dyad)
    if not found and not relation.left_out(()):
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
    return Held(dyad=dyad, records=records, documents=documents, happenings=happenings, rows=rows)


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
    asked: Asked = ALL,
    evidence: bool = True,
) -> DyadPage:
    """The page out of plain values: all records of the dyad, their articles by id, the gaps, and what they make.

    `evidence`: with the passages of the articles, for a page that stands alone.

    Events that belong to no happening, and commitments that belong to no row, stand for themselves or not at all.
    """
    concerned = (r for r in records if not isinstance(r.claim, Implication) or third in (None, r.claim.third))
    wanted = sorted(concerned, key=lambda r: (r.evidence.doc, r.evidence.start, r.evidence.end, r.id))
    sections = Sections(wanted, documents, [*happenings, *rows], asked)
    told = _tell(sections)
    lines = {name: tuple(map(sections.line, found)) for name, found in told.items()}
    kept = {one.whole.id for one in told["commitments"] if one.whole}
    shown = [row for row in rows if row.id in kept]
    numbers = {source.record: line.ref for line in lines["commitments"] for source in line.sources}
    return DyadPage(
        dyad=dyad,
        third=third,
        asked=asked,
        choices=_choices(sections, records, documents),
        title=f"{name_of(dyad.a)} and {name_of(dyad.b)}"
        + (f": what it means for {in_sentence(third)}" if third else ""),
        paragraph=describe_relation(dyad.a, dyad.b, third, told, shown),
        years=tuple((year, count(found)) for year, found in by_year(told["facts"]).items()),
        timeline=find_bars(lines["facts"], {record.id: record for record in wanted}),
        heat=find_heat(told["facts"]),
        measured=measured,
        events=lines["facts"],
        not_done=lines["not done"],
        ledger=stages_of(shown, lines["commitments"], numbers),
        sums=sums_of(shown, numbers),
        statements=_by_speaker(told["statements"], lines["statements"]),
        turning_points=lines["turns"],
        tilts=lines["tilts"],
        causes=lines["causes"],
        interests=lines["interests"],
        order=lines["order"],
        outlook=outlook,
        implications=lines["implications"],
        gaps=group_gaps(gaps, sections.ref_of),
        articles=_articles(sections, documents) if evidence else (),
    )


def _tell(sections: Sections) -> dict[str, tuple[Entry, ...]]:
    """The claims of all sections, by section, numbered in the order of the page."""
    told = {
        "facts": sections.told("E", "event", lambda record, standing: standing in DONE),
        "not done": sections.told("N", "event", lambda record, standing: standing not in DONE),
        "commitments": sections.told("C", "commitment"),
        "statements": sections.told("S", "statement"),
        "turns": sections.told("T", "tilt", lambda record, standing: _is_turn(record)),
    }
    turns = sum(ref.startswith("T") for ref in set(sections.ref_of.values()))
    return told | {
        "tilts": sections.told("T", "tilt", lambda record, standing: not _is_turn(record), after=turns),
        "causes": sections.told("R", "causal"),
        "interests": sections.told("I", "interest"),
        "order": sections.told("O", "system"),
        "implications": sections.told("M", "implication"),
    }


def _is_turn(record: Record) -> bool:
    return isinstance(record.claim, Tilt) and record.claim.turning_point


def _choices(sections: Sections, records: Iterable[Record], documents: Mapping[str, Document]) -> Choices:
    outlets = {documents[record.evidence.doc].outlet for record in records}
    thirds = {record.claim.third for record in records if isinstance(record.claim, Implication)}
    return Choices(
        lines=len(set(sections.ref_of.values())),
        sectors=tuple(sorted(sections.sectors)),
        outlets=tuple(sorted(outlet for outlet in outlets if outlet)),
        thirds=tuple(sorted(thirds)),
    )


def _by_speaker(told: Sequence[Entry], lines: Sequence[Line]) -> tuple[SpeakerGroup, ...]:
    groups: dict[tuple[str, str], list[tuple[Entry, Line]]] = {}
    for one, line in zip(told, lines, strict=True):
        speaker = one.head.speaker
        who = (speaker.name or "", "" if speaker.name else line.speaker or "") if speaker else ("", "")
        groups.setdefault(who, []).append((one, line))
    ordered = sorted(groups.items(), key=lambda group: (not group[0][0], -len(group[1]), group[0]))
    return tuple(
        SpeakerGroup(
            speaker=usual(speaker_in_words(one.head.speaker) for one, _ in found) or "the article itself",
            count=count(one for one, _ in found),
            lines=tuple(line for _, line in found),
        )
        for _, found in ordered
    )


def group_gaps(gaps: Iterable[Gap], refs: Mapping[str, str]) -> tuple[GapGroup, ...]:
    """Gaps by their kind.

    Args:
        gaps: what the record does not know.
        refs: the number on the page of each record.
    """
    groups: dict[str, list[GapLine]] = {}
    for gap in gaps:
        ref = refs.get(gap.of)
        line = GapLine(ref=ref, record=gap.of if ref else None, why=one_line(gap.why))
        groups.setdefault(gap.kind, []).append(line)
    return tuple(
        GapGroup(kind=kind, says=_GAPS.get(kind, kind), number=len(found), gaps=tuple(found))
        for kind, found in sorted(groups.items(), key=lambda item: [*_GAPS, item[0]].index(item[0]))
    )


def _articles(sections: Sections, documents: Mapping[str, Document]) -> tuple[Article, ...]:
    by_doc: dict[str, list[tuple[str, Record]]] = {}
    shown = ((id, record) for one in sections.shown for id, record in zip(one.ids, one.records, strict=True))
    for id, record in sorted(shown, key=lambda pair: sections.place(pair[0])):
        by_doc.setdefault(record.evidence.doc, []).append((id, record))
    return tuple(article_of(documents[doc], [record for _, record in found]) for doc, found in by_doc.items())
