"""When: the days and spans of days that a text names, each with how it is known.

Explicit dates need no publication date; "on Friday", "last month", "in December" are worked out from it,
and "the same day" or "the following year" from the last date before them. Where that is missing, the
mention is kept with both ends open and `resolved` false, so that nobody takes it for a date.

Conventions: a bound includes the period that it names ("after 2014" begins on 1 January 2014, since what
changed in 2014 is what is meant); early, mid and late are thirds; a week begins on Monday; seasons are
those of the north; a day without a year is the nearest past one unless the sentence speaks of the future.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.code.days import Days, part_of
from detente.code.timewords import MONTH_DAY, RULES, UNKNOWN, Rule, Scene, TimeKind, TimeMention
from detente.model import When

__all__ = ["DatedPart", "TimeKind", "TimeMention", "date_headings", "find_times", "resolve_month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPart:
    """What stands under a date heading, from the heading's first character to `end` (exclusive)."""

    start: int
    end: int
    when: When
