"""The page of a dyad as a value: what the HTML shows and what `dossier --json` prints are both this.

Each field says in one sentence what it holds. A number on the page is a `Figure`, which carries the ids of
the records it was counted from; a line carries its sources, each a sentence at its place in its article.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal

from detente.model import Dyad, Period, Series, TurningPoint, plain

Standing = Literal["fact", "background", "planned", "supposed", "denied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number or a day on the page, with where it comes from."""

    shown: str = field(metadata={"says": "what the reader sees"})
    counts: Literal["claims", "day", "sum"] = field(
        metadata={"says": "claims (one told twice counts once), the day of its record, or a sum of them"}
    )
    records: tuple[str, ...] = field(metadata={"says": "ids of the records it was made from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence of the opening paragraph."""

    text: str = field(metadata={"says": "the sentence"})
    parts: tuple[str | Figure, ...] = field(
        metadata={"says": "the same sentence in pieces, the figures among them as values"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One record of a line: the sentence it was read from."""

    record: str = field(metadata={"says": "id of the record"})
    doc: str = field(metadata={"says": "id of the article"})
    start: int = field(metadata={"says": "first character of the sentence in the article's text"})
    end: int = field(metadata={"says": "character after its last one"})
    text: str = field(metadata={"says": "the sentence, exactly as it stands there"})
    excerpt: str = field(metadata={"says": "the sentence as a reader sees it, without tags and markup"})
    outlet: str | None = field(metadata={"says": "who published the article, null where not stated"})
    title: str | None = field(metadata={"says": "the article's headline, null where it has none"})
    published: str = field(metadata={"says": "when the article was published, in words"})
    confidence: float = field(
        metadata={"says": "how sure the coder is that it read the sentence right, 0 to 1"}
    )
    coder: str = field(metadata={"says": "which rule or model made the record"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim, with every place where it is told."""

    ref: str = field(metadata={"says": "its number on this page, such as E12"})
    key: str = field(metadata={"says": "the claim and its speaker, as a hash: the same in every article"})
    kind: str = field(metadata={"says": "kind of record"})
    label: str = field(metadata={"says": "what sort of event, tie, claim or saying it is, in a word"})
    says: str = field(metadata={"says": "the claim in words"})
    speaker: str | None = field(metadata={"says": "who says so, null where the article itself asserts it"})
    when: str = field(metadata={"says": "its days in words, with how they are known"})
    since: date | None = field(metadata={"says": "first day"})
    until: date | None = field(metadata={"says": "last day"})
    standing: Standing = field(metadata={"says": "fact, background (long past), planned, supposed or denied"})
    sources: tuple[Source, ...] = field(
        metadata={"says": "every sentence that tells it, oldest article first"}
    )
    stories: int = field(metadata={"says": "how many independent stories tell it; reprints do not count"})
    belief: float | None = field(
        metadata={"says": "how far the stories bear it out, 0 to 1; null for what is no event or commitment"}
    )
    rivals: tuple[str, ...] = field(
        metadata={"says": "values that contradict each other, with who gives them"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBar:
    """One dated event on the timeline; a bar covers all days on which it may have been."""

    ref: str = field(metadata={"says": "number of the event's line"})
    record: str = field(metadata={"says": "id of the record whose sentence the bar opens"})
    sector: str = field(metadata={"says": "the lane it lies in"})
    since: date = field(metadata={"says": "first day of the bar"})
    until: date = field(metadata={"says": "last day of the bar"})
    open: Literal["", "before", "after"] = field(metadata={"says": "the end that the text leaves open"})
    conflict: bool = field(metadata={"says": "conflict, else cooperation"})
    material: bool = field(metadata={"says": "deeds, else words"})
    says: str = field(metadata={"says": "the event in words"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStep:
    """One stage of a commitment on its way."""

    stage: str = field(metadata={"says": "the stage, with `again` where the same was promised before"})
    when: str = field(metadata={"says": "its days as told, else when it was published"})
    amount: str | None = field(metadata={"says": "how much, in words, null where not stated"})
    records: tuple[str, ...] = field(metadata={"says": "ids of the records that tell it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One commitment through all its stages, whoever told it."""

    line: Line = field(metadata={"says": "the claim and where it is told"})
    giver: str = field(metadata={"says": "who owes it"})
    receiver: str = field(metadata={"says": "to whom; empty where it is mutual or not told"})
    what: str = field(metadata={"says": "what is owed, in a few words"})
    sector: str = field(metadata={"says": "sector"})
    promised: str | None = field(metadata={"says": "how much was promised, in words, a range where disputed"})
    delivered: str | None = field(
        metadata={"says": "how much arrived, in words, a range where it is not sure"}
    )
    delay: str | None = field(metadata={"says": "when it was due, and how late it came or is"})
    steps: tuple[LedgerStep, ...] = field(metadata={"says": "its stages, in order of time"})
    note: str | None = field(metadata={"says": "the row that it is part of, or may be the same money as"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStage:
    """The commitments that have come to one stage."""

    stage: str = field(metadata={"says": "how far they have come"})
    count: Figure = field(metadata={"says": "how many"})
    rows: tuple[LedgerLine, ...] = field(metadata={"says": "the commitments, in order of time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerGroup:
    """What one speaker says."""

    speaker: str = field(metadata={"says": "name, office and whom the speaker acts for"})
    count: Figure = field(metadata={"says": "how many statements"})
    lines: tuple[Line, ...] = field(metadata={"says": "the statements, in order of time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GapGroup:
    """What the record does not know, one kind of gap."""

    kind: str = field(metadata={"says": "undated, unnamed, unresolved, single source"})
    says: str = field(metadata={"says": "what that means here, in a sentence"})
    number: int = field(metadata={"says": "how many there are"})
    gaps: tuple[GapLine, ...] = field(metadata={"says": "each of them"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """One gap."""

    ref: str | None = field(metadata={"says": "number of its line, null for a sentence without a record"})
    record: str | None = field(metadata={"says": "id of the record it is about, null as above"})
    why: str = field(metadata={"says": "what is missing"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of an article that the same records cover."""

    text: str = field(metadata={"says": "the stretch as a reader sees it, without tags and markup"})
    records: tuple[str, ...] = field(
        metadata={"says": "ids of the records whose sentence it belongs to, the longest first"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of an article with the sentences that were read in it."""

    start: int = field(metadata={"says": "first character, counted in the article's text"})
    end: int = field(metadata={"says": "character after the last one"})
    pieces: tuple[Piece, ...] = field(
        metadata={"says": "the paragraph, cut where sentences of records begin and end"}
    )
    follows: bool = field(metadata={"says": "whether nothing was left out before it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article that tells of the dyad: only the passages that are used, with one on either side."""

    doc: str = field(metadata={"says": "id: SHA-256 of the original bytes"})
    title: str | None = field(metadata={"says": "headline, null where it has none"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    author: str | None = field(metadata={"says": "who wrote it, null where not stated"})
    published: str = field(metadata={"says": "when, in words, with how it is known"})
    origin: str = field(metadata={"says": "name of the file it was read from"})
    passages: tuple[Passage, ...] = field(metadata={"says": "its passages, in order"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a sentence that we conclude rests on."""

    says: str = field(metadata={"says": "what was measured or counted, in figures"})
    records: tuple[str, ...] = field(metadata={"says": "ids of the records it was read from"})
    rows: tuple[str, ...] = field(metadata={"says": "rows of event files that carry it, in words"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One sentence that we conclude, told by no source."""

    sentence: str = field(metadata={"says": "the sentence, with its likelihood in words"})
    probability: float | None = field(metadata={"says": "what the words stand for, null where there is none"})
    basis: tuple[Basis, ...] = field(metadata={"says": "what it rests on"})
    against: tuple[str, ...] = field(metadata={"says": "what speaks against it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedGroup:
    """Judgements on one question."""

    title: str = field(metadata={"says": "the question"})
    judged: tuple[Judged, ...] = field(metadata={"says": "the judgements"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPart:
    """What is measured of the two, in each source."""

    period: Period = field(
        metadata={"says": "length of the periods: those in which the two have dealings at all"}
    )
    series: tuple[tuple[Series, ...], ...] = field(
        metadata={"says": "net cooperation, then events, period by period, a series a source"}
    )
    turns: tuple[Judged, ...] = field(metadata={"says": "turning points found in them, oldest first"})
    breaks: tuple[TurningPoint, ...] = field(metadata={"says": "the same as values"})
    lacks: tuple[str, ...] = field(metadata={"says": "what could not be measured, and why"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookPart:
    """What the relation means for the third state, as we conclude it."""

    sources: tuple[str, ...] = field(metadata={"says": "where it was measured"})
    groups: tuple[JudgedGroup, ...] = field(
        metadata={"says": "what changed, the third's ties, what to expect"}
    )
    watch: tuple[str, ...] = field(metadata={"says": "what would change this"})
    lacks: tuple[str, ...] = field(metadata={"says": "what the data do not answer, and why"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadPage:
    """All that the page of a dyad shows."""

    dyad: Dyad = field(metadata={"says": "the pair, in the order asked"})
    third: str | None = field(
        metadata={"says": "code of the state for which implications were asked, null for all"}
    )
    title: str = field(metadata={"says": "the headline"})
    paragraph: tuple[Finding, ...] = field(
        metadata={"says": "what the relation looks like, from the record's facts alone"}
    )
    years: tuple[tuple[str, Figure], ...] = field(
        metadata={"says": "events that count as facts, by year of their first day"}
    )
    timeline: tuple[TimelineBar, ...] = field(
        metadata={"says": "dated events that count as facts, by sector"}
    )
    measured: MeasuredPart | None = field(
        metadata={"says": "what is measured of the two, null where it was not asked for"}
    )
    events: tuple[Line, ...] = field(metadata={"says": "events told as facts, in order of time"})
    not_done: tuple[Line, ...] = field(
        metadata={"says": "events planned, supposed or denied: kept, never counted as done"}
    )
    ledger: tuple[LedgerStage, ...] = field(
        metadata={"says": "commitments across articles, by the stage they have come to"}
    )
    statements: tuple[SpeakerGroup, ...] = field(
        metadata={"says": "statements by speaker, who speaks most first"}
    )
    turning_points: tuple[Line, ...] = field(metadata={"says": "breaks that a text marks as such"})
    tilts: tuple[Line, ...] = field(metadata={"says": "who is said to move towards or away from whom"})
    causes: tuple[Line, ...] = field(metadata={"says": "what is said to bring about or prevent what"})
    interests: tuple[Line, ...] = field(metadata={"says": "who is said to want what"})
    order: tuple[Line, ...] = field(metadata={"says": "claims on the order of states"})
    outlook: OutlookPart | None = field(
        metadata={"says": "what we conclude for the third state, null where none is asked for"}
    )
    implications: tuple[Line, ...] = field(
        metadata={"says": "what it is said to mean for the third state, or for any"}
    )
    gaps: tuple[GapGroup, ...] = field(metadata={"says": "what the record does not know"})
    articles: tuple[Article, ...] = field(
        metadata={"says": "the evidence: articles with the sentences used, oldest first"}
    )


def lines_of(page: DyadPage) -> tuple[Line, ...]:
    """All numbered lines of a page, in the order of its sections."""
    return (
        *page.events,
        *page.not_done,
        *(row.line for stage in page.ledger for row in stage.rows),
        *(line for group in page.statements for line in group.lines),
        *page.turning_points,
        *page.tilts,
        *page.causes,
        *page.interests,
        *page.order,
        *page.implications,
    )


def page_to_json(page: DyadPage) -> dict[str, Any]:
    """The page as what JSON can hold, the fields in their order."""
    return {f.name: plain(getattr(page, f.name)) for f in fields(page)}
