"""What is measured and concluded of two states, as values of a page: judgements, each with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from detente.model import Leaning, Period, Series, TurningPoint

Way = Literal["warms", "cools", "steady", "mixed"]


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
    of_two: bool = field(
        default=False,
        metadata={"says": "whether it is on the two alone, the same whichever third state is asked for"},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """Which way a relation goes; never shown without its reasons."""

    way: Way = field(
        metadata={
            "says": "warms or cools: its newest likely turn in level of the last years; mixed: sources differ"
        }
    )
    reasons: tuple[Judged, ...] = field(metadata={"says": "why, a sentence a source"})


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
    arrow: Arrow | None = field(
        default=None, metadata={"says": "which way the relation goes, null where the data do not tell"}
    )
    beside: tuple[Judged, ...] = field(
        default=(), metadata={"says": "the newest likely turn in volume and in mix, each source"}
    )
    stories: bool = field(
        default=False,
        metadata={"says": "whether the series count an event once a story; turns count each telling"},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TiltPart:
    """How each of the two divides its cooperation between the other and a third state, as measured."""

    third: str = field(metadata={"says": "code of the third state"})
    judged: tuple[Judged, ...] = field(
        metadata={"says": "to whom each leans, with the likelihood of a drift"}
    )
    leanings: tuple[Leaning, ...] = field(
        metadata={"says": "the same as values, with the share over time; in the order of the judgements"}
    )
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
