r"""When: the days and spans of days that a text names, each with how it is known.

Explicit dates need no publication date; "on Friday", "last month", "in December" are worked out from it,
"the same day", "the following year" from the last date before them. Where that is missing, the mention is
kept with both ends open and `resolved` false, so that nobody takes it for a date.

Conventions. A bound includes the period that it names: "after 2014" begins on 1 January 2014, because
what changed in 2014 is what is meant. Early, mid and late are thirds of a year or month. A week begins on
Monday; seasons are those of the north; a day without a year is the nearest past one, unless the sentence
speaks of the future.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Literal

from detente import vocab
from detente.code.amounts import known_unit_behind, number_in
from detente.model import Basis, When

TimeKind = Literal["date", "month", "year", "range", "relative", "vague", "anaphoric"]
UNKNOWN = When(basis="vague")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """An expression of time at characters `start` to `end` (exclusive) of the text.

    `attributive` tells that it belongs to a noun ("the 2001 accord", "Friday's talks"), not to the clause.
    """

    start: int
    end: int
    when: When
    kind: TimeKind
    attributive: bool = False

    @property
    def resolved(self) -> bool:
        """Whether any day is known; if not, and `kind` is not "vague", the text gives no usable date."""
        return self.when.since is not None or self.when.until is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPart:
    """What stands under a date heading, from the heading's first character to `end` (exclusive)."""

    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class _Scene:
    """All that decides what an expression means beside its own words."""

    text: str
    start: int
    end: int
    anchor: When | None
    earlier: tuple[TimeMention, ...] = ()
    year: int | None = None


Days = tuple[date, date]
_Sense = Callable[[re.Match[str], _Scene], When | None]
_Guard = Callable[[str, re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: TimeKind
    pattern: re.Pattern[str]
    sense: _Sense
    guard: _Guard


@dataclass(frozen=True, slots=True)
class _Core:
    start: int
    end: int
    rule: _Rule
    match: re.Match[str]
    part: str = ""
    bound: str = ""
    second: _Core | None = None


# -- words ------------------------------------------------------------------------------------------------


def _periods(*kinds: str) -> dict[str, int]:
    table = vocab.rows("periods.tsv", ("word", "kind", "value", "source"))
    return {row["word"].lower(): int(row["value"] or 0) for row in table if row["kind"] in kinds}


def _capital(words: dict[str, int]) -> str:
    forms = sorted({form for word in words for form in (word.title(), word.upper())}, key=lambda w: (-len(w), w))
    return f"(?-i:{'|'.join(forms)})"


_MONTHS = _periods("month", "short-month")
_WEEKDAYS = _periods("weekday")
_SEASONS = _periods("season")
_MONTH = _capital(_periods("month"))
_MONTH_SHORT = rf"(?:{_capital(_MONTHS)}(?![a-z])\.?)"
_WEEKDAY = _capital(_WEEKDAYS)
_DAY_NAME = rf"(?:(?:{_capital(_periods('weekday', 'short-weekday'))}\b\.?(?:\s(?:morning|afternoon|evening|night))?[,\s(]\s?)?"
_YEAR = r"(?:1[89]\d\d|20\d\d|2100)(?!\d|[.,]\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
_TO = r"\s?(?:-|–|—|/|\bto\b|\band\b|\bor\b|\buntil\b|\bthrough\b|&)\s?"
_COUNT = r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|decade|century|centurie)"
_FEW = frozenset("few several many some recent coming couple of".split())
