"""The page of one state or organisation: with whom it deals, its ledger, whom it tilts to, who speaks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from detente import vocab
from detente.errors import NotEnoughData
from detente.explain.display import days_in_words, name_of, one_line, speaker_in_words
from detente.keep.dealings import Dealing
from detente.keep.rows import record_of
from detente.model import Document, Judgement, Leaning, Period, Record, Series, Tilt
from detente.show.pages import Figure, Judged, LedgerStage, Line, Sums
from detente.show.pages.dealings import Chosen, PairLine, line_of, most_told, undated_left_out
from detente.show.pages.judged import choose_period, judged_of
from detente.show.pages.ledger import stages_of, sums_of
from detente.show.pages.network import Kind, kind_of
from detente.show.pages.paragraph import usual
from detente.show.pages.sections import Sections
from detente.show.words.outlook import lacks_in_words

if TYPE_CHECKING:
    from detente.project import Project

MOST_PARTNERS = 60
"""Partners in the table of the page; the list of relations has all."""
TIES, BETWEEN = 8, 4
"""Partners whose ties are measured, and between how many of them it is asked where the state leans."""
SPEAKERS, SAYINGS = 16, 3
"""Speakers that are shown, and of each how many of the newest statements."""
MOST_TILTS, TILTS = 5000, 40
"""Records that are looked at for tilts as told, and how many of the newest are shown."""
MOST_YEARS = 25
ROWS = 60
"""Commitments of one stage that are shown, the newest; all are counted and added up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """The events of one year."""

    year: int = field(metadata={"says": "the year in which all their days lie"})
    cooperation: int = field(metadata={"says": "events of cooperation"})
    conflict: int = field(metadata={"says": "events of conflict"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One with whom the state deals."""

    code: str = field(metadata={"says": "code of the partner"})
    name: str = field(metadata={"says": "its name"})
    line: PairLine = field(metadata={"says": "the two and what they did with each other"})
    years: tuple[YearCount, ...] = field(
        metadata={"says": "their events by year, years without any left out"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryPage:
    """What the page of one party shows at once; ledger, ties and voices are parts of their own."""

    code: str = field(metadata={"says": "its code"})
    name: str = field(metadata={"says": "its name"})
    kind: Kind = field(metadata={"says": "state (or land), organisation, or other"})
    chosen: Chosen = field(metadata={"says": "the filters"})
    pairs: int = field(metadata={"says": "with how many it deals"})
    events: int = field(metadata={"says": "its events with all of them"})
    quads: tuple[int, int, int, int] = field(
        metadata={"says": "of them cooperation in words and in deeds, conflict in words and in deeds"}
    )
    days: str = field(metadata={"says": "from the first day to the last, in words"})
    span: tuple[int, int] | None = field(metadata={"says": "first and last year of the small charts"})
    partners: tuple[Partner, ...] = field(metadata={"says": "those it deals with most"})
    left_out: int = field(
        metadata={"says": "events left out because no day is told, where days are asked for"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One side of the ledger of a state."""

    title: str = field(metadata={"says": "which side"})
    by: str = field(metadata={"says": "by whom it is added up: receiver or giver"})
    count: int = field(metadata={"says": "how many commitments"})
    sums: Sums = field(metadata={"says": "what they come to by the rule"})
    stages: tuple[LedgerStage, ...] = field(
        metadata={"says": "the commitments by the stage they have come to; of each stage the newest"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryLedger:
    """The ledger of a state: what it gives, what it is given, what it agrees on with others."""

    sides: tuple[Owed, ...] = field(metadata={"says": "given, received, agreed; those that hold anything"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaningLine:
    """A measured tilt of a state between two others."""

    pivot: str = field(metadata={"says": "code of the state"})
    toward: str = field(metadata={"says": "code of the one whose share is told"})
    other: str = field(metadata={"says": "code of the other one"})
    judged: Judged = field(metadata={"says": "whether its cooperation drifted, and which way"})
    share: Series = field(metadata={"says": "the share over time, 0 to 1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTies:
    """Where a state stands between its partners: as measured, and as told."""

    source: str = field(metadata={"says": "where it was measured"})
    period: Period | None = field(metadata={"says": "by which periods; null where nothing was measured"})
    leanings: tuple[LeaningLine, ...] = field(
        metadata={"says": "its tilt between each two of its foremost partners"}
    )
    shifts: tuple[Judged, ...] = field(metadata={"says": "how its ties changed of late"})
    lacks: tuple[str, ...] = field(metadata={"says": "what could not be measured, and why"})
    told: tuple[Line, ...] = field(metadata={"says": "tilts that sources tell of it, the newest first"})
    tilts: int = field(metadata={"says": "how many tilts sources tell of it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One who speaks for a party."""

    speaker: str = field(metadata={"says": "name, office and whom the speaker acts for"})
    name: str | None = field(metadata={"says": "the name alone, null where none is told"})
    days: str = field(metadata={"says": "from the first to the last article that has statements, in words"})
    count: Figure = field(metadata={"says": "how many statements"})
    lines: tuple[Line, ...] = field(metadata={"says": "the newest of them"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A holder of one of the highest offices, as the vocabulary has it."""

    person: str = field(metadata={"says": "the holder"})
    office: str = field(metadata={"says": "the office"})
    days: str = field(metadata={"says": "the term, in words"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryVoices:
    """Who speaks for a party, and who held its highest offices."""

    statements: int = field(metadata={"says": "statements of all who speak for it"})
    speakers: int = field(metadata={"says": "how many speakers there are"})
    voices: tuple[Voice, ...] = field(metadata={"says": "those who speak most"})
    posts: tuple[Post, ...] = field(metadata={"says": "holders of its highest offices, by office and term"})


def find_country(
    code: str, dealings: Sequence[Dealing], by_year: Sequence[Dealing], chosen: Chosen
) -> CountryPage:
    """What the page of a party shows at once.

    Args:
        code: of the party.
        dealings: of all pairs, or of its own, as the filters leave them.
        by_year: of its own pairs, parted by year, by the same filters.
        chosen: the filters.
    """
    own = [one for one in dealings if code in (one.a, one.b)]
    found = most_told(own, chosen.quad)
    years = [one for one in by_year if one.year is not None]
    last = max((one.year for one in years if one.year), default=0)
    first = max(min((one.year for one in years if one.year), default=0), last - MOST_YEARS + 1)
    of_pair: dict[tuple[str, str], list[YearCount]] = {}
    for one in sorted(years, key=lambda one: one.year or 0):
        if one.year and one.year >= first:
            counted = YearCount(year=one.year, cooperation=sum(one.quads[:2]), conflict=sum(one.quads[2:]))
            of_pair.setdefault((one.a, one.b), []).append(counted)
    partners = (
        Partner(
            code=other, name=name_of(other), line=line_of(one), years=tuple(of_pair.get((one.a, one.b), ()))
        )
        for one in found[:MOST_PARTNERS]
        for other in [one.b if one.a == code else one.a]
    )
    sums = [sum(one.quads[at] for one in found) for at in range(4)]
    return CountryPage(
        code=code, name=name_of(code), kind=kind_of(code), chosen=chosen, pairs=len(found),
        events=sum(one.events for one in found), quads=(sums[0], sums[1], sums[2], sums[3]),
        days=days_in_words(
            min((one.first for one in found if one.first), default=None),
            max((one.last for one in found if one.last), default=None),
        ),
        span=(first, last) if last else None,
        partners=tuple(partners), left_out=undated_left_out(own, chosen),
    )  # fmt: skip


def find_owed(project: Project, code: str) -> CountryLedger:
    """The ledger of a party.

    Raises:
        UnknownName: no such state or organisation.
    """
    rows = project.ledger(code)
    gives = [row for row in rows if code in row.giver and row.receiver]
    gets = [row for row in rows if code in row.receiver and code not in row.giver]
    rest = [row for row in rows if code in row.giver and not row.receiver]
    records = [telling.record for row in rows for telling in row.tellings]
    documents = project.articles(sorted({record.evidence.doc for record in records}))
    sections = Sections(records, documents, rows)
    lines = tuple(map(sections.line, sections.told("C", "commitment")))
    sides = (
        (f"What {name_of(code)} gives", gives, "receiver"),
        (f"What {name_of(code)} is given", gets, "giver"),
        ("Agreed, with no receiver told", rest, "giver"),
    )
    return CountryLedger(
        sides=tuple(
            Owed(
                title=title,
                by=by,
                count=len(some),
                sums=sums_of(some, sections.ref_of, "receiver" if by == "receiver" else "giver"),
                stages=tuple(map(_newest_rows, stages_of(some, lines, sections.ref_of))),
            )
            for title, some, by in sides
            if some
        )
    )


def find_ties_of(
    project: Project, code: str, partners: Sequence[str], chosen: Chosen, period: Period | None = None
) -> CountryTies:
    """Where a state stands between its partners.

    Args:
        project: where it is measured.
        code: of the state.
        partners: codes of those it deals with, the foremost first.
        chosen: source and days.
        period: by which it is measured; where not given, the shortest in which it deals with the foremost.

    Raises:
        UnknownName: no such state or source.
    """
    every = _tilts_told(project, code)
    told, tilts = tuple(reversed(every[-TILTS:])), len(every)
    if len(partners) < 1:
        lack = f"{name_of(code)} deals with nobody in what is asked for"
        return CountryTies(
            source=chosen.source, period=None, leanings=(), shifts=(), lacks=(lack,), told=told, tilts=tilts
        )
    days = {"since": chosen.since, "until": chosen.until}
    length = period or choose_period(project.dyad(code, partners[0]), source=chosen.source, **days)
    try:
        ties = project.ties(
            code, *partners[:TIES], period=length, source=chosen.source, between=BETWEEN, **days
        )
    except NotEnoughData as lack:
        return CountryTies(
            source=chosen.source,
            period=None,
            leanings=(),
            shifts=(),
            lacks=(one_line(lack.what),),
            told=told,
            tilts=tilts,
        )
    return CountryTies(
        source=chosen.source, period=length, leanings=leaning_lines(ties.leanings),
        shifts=tuple(judged_of(one, {}) for _, one in ties.shifts), lacks=tuple(lacks_in_words(ties.lacks)),
        told=told, tilts=tilts,
    )  # fmt: skip


def leaning_lines(judgements: Iterable[Judgement]) -> tuple[LeaningLine, ...]:
    """Judgements on tilts as lines of a page, each with its share over time."""
    return tuple(
        LeaningLine(
            pivot=found.pivot,
            toward=found.toward,
            other=found.other,
            judged=judged_of(one, {}),
            share=found.share,
        )
        for one in judgements
        if isinstance(found := one.basis[0].finding, Leaning)
    )


def find_voices(project: Project, code: str) -> CountryVoices:
    """Who speaks for a party, the most quoted first, each with the newest statements.

    Raises:
        UnknownName: no such state or organisation.
    """
    found = project.said_for(code)
    named = sorted(found, key=_who)  # a stable sort: the newest of each stay first
    groups = [list(some) for _, some in groupby(named, key=_who)]
    groups.sort(key=lambda some: (not _name(some[0]), -len(some), _who(some[0])))
    shown = groups[:SPEAKERS]
    records = [record for some in shown for record in some[:SAYINGS]]
    ends = [record for some in shown for record in (some[0], some[-1])]
    documents = project.articles(sorted({record.evidence.doc for record in (*records, *ends)}))
    sections = Sections(records, documents)
    line_of_record = {id: sections.line(one) for one in sections.told("S", "statement") for id in one.ids}
    return CountryVoices(
        statements=len(found),
        speakers=len(groups),
        voices=tuple(_voice(some, documents, line_of_record) for some in shown),
        posts=tuple(
            Post(person=one.person, office=one.office, days=days_in_words(one.since, one.until))
            for one in vocab.holders()
            if one.of == code
        ),
    )


def _voice(some: Sequence[Record], documents: Mapping[str, Document], lines: Mapping[str, Line]) -> Voice:
    days = [_published(documents[record.evidence.doc]) for record in (some[-1], some[0])]
    shown = dict.fromkeys(lines[record.id].ref for record in some[:SAYINGS])
    by_ref = {line.ref: line for line in lines.values()}
    return Voice(
        speaker=usual(speaker_in_words(record.speaker) for record in some) or "not named",
        name=_name(some[0]) or None,
        days=days_in_words(*days) if all(days) else "",
        count=Figure(shown=f"{len(some):,}", counts="claims", records=tuple(record.id for record in some)),
        lines=tuple(by_ref[ref] for ref in shown),
    )


def _tilts_told(project: Project, code: str) -> tuple[Line, ...]:
    """Where sources say that a state moves towards or away from somebody, in order of time."""
    rows = project.page_of_records("tilt", code, most=MOST_TILTS).to_pylist()
    records = [
        record
        for record in map(record_of, rows)
        if isinstance(record.claim, Tilt) and code in record.claim.who
    ]
    documents = project.articles(sorted({record.evidence.doc for record in records}))
    sections = Sections(records, documents)
    return tuple(map(sections.line, sections.told("T", "tilt")))


def _newest_rows(stage: LedgerStage) -> LedgerStage:
    return replace(stage, rows=tuple(reversed(stage.rows[-ROWS:])))


def _who(record: Record) -> str:
    speaker = record.speaker
    return (speaker.name or speaker.role or "") if speaker else ""


def _name(record: Record) -> str:
    return (record.speaker.name or "") if record.speaker else ""


def _published(document: Document) -> date | None:
    when = document.published
    return (when.since or when.until) if when else None
