"""A stated day, month or year as a span of days; what is ambiguous (03/04/2023) is not guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from detente.model import When

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?" \
    r"|Aug(?:ust|\.)?|Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"  # fmt: skip
"""An English month, whole or shortened, as a pattern without groups."""
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DAY = rf"{_WEEKDAY}(?:{_DAY}\s+(?:of\s+)?{MONTH}|{MONTH}\s+{_DAY})(?:,?\s+\d{{4}})?(?!\d)"
"""A day with its month, with or without its year and weekday, as a pattern without groups."""

_ISO = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?![\d])")
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_DAY_FIRST = re.compile(rf"({_DAY})[\s-]+(?:of\s+)?({MONTH})[,\s-]+(\d{{4}})(?!\d)", re.I)
_MONTH_FIRST = re.compile(rf"({MONTH})\s+({_DAY}),?\s+(?:at\s+\S+\s+)?(\d{{4}})(?!\d)", re.I)
_MONTH_YEAR = re.compile(rf"({MONTH}),?\s+(\d{{4}})$", re.I)
_YEAR = re.compile(r"(\d{4})$")


def stated(text: str | None) -> When | None:
    """The days that `text` states in full, or `None`: nothing stated, no year, or ambiguous.

    Accepts ISO 8601 with or without a time (the day is taken as written, whatever the time zone), English
    dates in either order, numbers only where they can be read one way, a month with its year, and a year.
    """
    body = " ".join((text or "").split())
    if match := _ISO.match(body):
        return _span(int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_MONTH.match(body):
        return _span(int(match[1]), int(match[2]))
    if match := _NUMBERS.match(body):
        return _numbers(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.search(body):
        return _span(int(match[3]), _month(match[2]), _ordinal(match[1]))
    if match := _MONTH_FIRST.search(body):
        return _span(int(match[3]), _month(match[1]), _ordinal(match[2]))
    if match := _MONTH_YEAR.match(body):
        return _span(int(match[2]), _month(match[1]))
    if match := _YEAR.match(body):
        return _span(int(match[1]))
    return None


def _numbers(one: int, two: int, year: int) -> When | None:
    if one == two or one > 12:
        return _span(year, two, one)
    return _span(year, one, two) if two > 12 else None


def _month(word: str) -> int:
    return _MONTHS[word.rstrip(".").lower()]


def _ordinal(word: str) -> int:
    return int(word.rstrip("stndrhSTNDRH"))


def _span(year: int, month: int | None = None, day: int | None = None) -> When | None:
    if not 1500 <= year <= 2200 or not 1 <= (month or 1) <= 12:
        return None
    last = monthrange(year, month or 12)[1]
    if day is not None and not 1 <= day <= last:
        return None
    return When(since=date(year, month or 1, day or 1), until=date(year, month or 12, day or last))
