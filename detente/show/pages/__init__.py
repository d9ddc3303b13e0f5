"""The page of a dyad as a value: what the HTML shows and what `dossier --json` prints are both this.

Each field says in one sentence what it holds. A number on the page is a `Figure`, which carries the ids of
the records it was counted from; a line carries its sources, each a sentence at its place in its article.

    asked       which part of the record is shown
    lines       numbers, sentences, lines, articles
    concluded   what is measured and concluded
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Literal

from detente.model import Dyad, plain
from detente.show.pages.asked import Asked
from detente.show.pages.concluded import (
    Arrow,
    Basis,
    Judged,
    JudgedGroup,
    MeasuredPart,
    OutlookPart,
    TiltPart,
    Way,
)
from detente.show.pages.lines import Article, Figure, Finding, Line, Passage, Piece, Source, Standing

__all__ = [
    "Arrow", "Article", "Asked", "Basis", "Choices", "DyadPage", "Figure", "Finding", "GapGroup", "GapLine",
    "HeatCell", "HeatMap", "HeatRow", "Judged", "JudgedGroup", "LedgerLine", "LedgerStage", "LedgerStep",
    "LeftOutLine", "Line", "MeasuredPart", "OutlookPart", "Passage", "Piece", "Source", "SpeakerGroup",
    "Standing", "SumLine", "Sums", "TiltPart", "TimelineBar", "Way", "lines_of", "page_to_json",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBar:
    """One dated event on the timeline; a bar covers all days on which it may have been."""

    ref: str = field(metadata={"says": "number of the event's line"})
    record: str = field(metadata={"says": "id of the record whose sentence the bar opens"})
    doc: str = field(metadata={"says": "id of its article"})
    sector: str = field(metadata={"says": "the lane it lies in"})
    since: date = field(metadata={"says": "first day of the bar"})
    until: date = field(metadata={"says": "last day of the bar"})
    open: Literal["", "before", "after"] = field(metadata={"says": "the end that the text leaves open"})
    conflict: bool = field(metadata={"says": "conflict, else cooperation"})
    material: bool = field(metadata={"says": "deeds, else words"})
    says: str = field(metadata={"says": "the event in words"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """Events of one sector in one year."""

    good: Figure | None = field(metadata={"says": "how many of cooperation, null for none"})
    bad: Figure | None = field(metadata={"says": "how many of conflict, null for none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """Events of one sector, year by year."""

    sector: str = field(metadata={"says": "the sector, `all` for the last row"})
    cells: tuple[HeatCell, ...] = field(metadata={"says": "one a column"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """When the two dealt with each other, and in what: each event told as done lies in one cell."""

    columns: tuple[str, ...] = field(
        metadata={"says": "years, with `before` a year and `no one year` where there are such; last `all`"}
    )
    rows: tuple[HeatRow, ...] = field(metadata={"says": "sectors in order of letters, then all of them"})


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
    of: str | None = field(metadata={"says": "the number of that row on this page, null where it has none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStage:
    """The commitments that have come to one stage."""

    stage: str = field(metadata={"says": "how far they have come"})
    count: Figure = field(metadata={"says": "how many"})
    rows: tuple[LedgerLine, ...] = field(metadata={"says": "the commitments, in order of time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SumLine:
    """What one giver owes and gave, in one unit."""

    giver: str = field(metadata={"says": "who gives; where it is added up by who receives, who that is"})
    count: Figure = field(metadata={"says": "how many commitments were added"})
    promised: Figure | None = field(metadata={"says": "the sum promised, null for none"})
    delivered: Figure | None = field(metadata={"says": "the sum delivered, null for none"})
    halted: Figure | None = field(metadata={"says": "the sum suspended or cancelled, null for none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutLine:
    """A commitment that was not added."""

    what: str = field(metadata={"says": "what is owed"})
    why: str = field(metadata={"says": "why it was not added"})
    of: str | None = field(metadata={"says": "the number of the row because of which, null for none"})
    records: tuple[str, ...] = field(metadata={"says": "ids of the records that tell it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What the ledger comes to."""

    lines: tuple[SumLine, ...] = field(metadata={"says": "the sums, largest first within a unit"})
    left_out: tuple[LeftOutLine, ...] = field(metadata={"says": "commitments that were not added"})
    rule: str = field(metadata={"says": "what may be added"})


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
class Choices:
    """What can be asked for, of all that is held on the two."""

    lines: int = field(metadata={"says": "how many claims there are in all"})
    sectors: tuple[str, ...] = field(metadata={"says": "sectors of events and commitments"})
    outlets: tuple[str, ...] = field(metadata={"says": "outlets that tell of the two"})
    thirds: tuple[str, ...] = field(
        metadata={"says": "codes of the states for which sources draw conclusions"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadPage:
    """All that the page of a dyad shows."""

    dyad: Dyad = field(metadata={"says": "the pair, in the order asked"})
    third: str | None = field(
        metadata={"says": "code of the state for which implications were asked, null for all"}
    )
    asked: Asked = field(metadata={"says": "which part of the record is shown"})
    choices: Choices = field(metadata={"says": "what can be asked for"})
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
    heat: HeatMap | None = field(
        metadata={"says": "events that count as facts, by sector and year; null for none"}
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
    sums: Sums = field(metadata={"says": "what may be added up of the commitments shown"})
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
