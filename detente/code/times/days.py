"""Reckoning with days: the week, month or year around a day, steps from it, and parts of a span.

All spans are two days, both inclusive. A step that leaves the calendar (years 1 to 9999) raises
`OverflowError` or `ValueError`, as `datetime` does.
"""

from __future__ import annotations

from datetime import date, timedelta

Days = tuple[date, date]

_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_IN = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}
_HALVES = {"first": (0, 6), "second": (6, 12), "last": (6, 12), "final": (6, 12), "latter": (6, 12)}
_QUARTERS = {
    "first": (0, 3),
    "second": (3, 6),
    "third": (6, 9),
    "fourth": (9, 12),
    "last": (9, 12),
    "final": (9, 12),
}


def month(year: int, number: int) -> Days:
    """All days of a month."""
    first = date(year, number, 1)
    return first, shift(first, "month", 1) - timedelta(1)


def years(first: int, last: int) -> Days:
    """All days from the year `first` to the year `last`."""
    return date(first, 1, 1), date(last, 12, 31)


def season(year: int, first_month: int) -> Days:
    """The three months of a season; a winter ends in the year after it began."""
    first = date(year, first_month, 1)
    return first, shift(first, "month", 3) - timedelta(1)


def span_of(unit: str, day: date) -> Days:
    """The day, week (from Monday), weekend, month, quarter, year, decade or century that holds `day`."""
    monday = day - timedelta(day.weekday())
    if unit == "weekend":
        return monday + timedelta(5), monday + timedelta(6)
    if unit in ("week", "fortnight"):
        return monday, monday + timedelta(6)
    if unit == "month":
        return month(day.year, day.month)
    if unit == "quarter":
        first = date(day.year, day.month - (day.month - 1) % 3, 1)
        return first, shift(first, "month", 3) - timedelta(1)
    if unit == "year":
        return years(day.year, day.year)
    if unit == "decade":
        return years(day.year - day.year % 10, day.year - day.year % 10 + 9)
    if unit == "century":
        return years(day.year - (day.year - 1) % 100, day.year - (day.year - 1) % 100 + 99)
    return day, day


def shift(day: date, unit: str, steps: int) -> date:
    """`steps` units after (or before) a day; a day that the month reached lacks becomes its last."""
    if unit in _DAYS_IN:
        return day + timedelta(_DAYS_IN[unit] * steps)
    count = day.year * 12 + day.month - 1 + _MONTHS_IN[unit] * steps
    year, number = divmod(count, 12)
    first = date(year, number + 1, 1)
    if day.day <= 28:
        return first.replace(day=day.day)
    return min(
        first + timedelta(day.day - 1), date(year + number // 11, (number + 1) % 12 + 1, 1) - timedelta(1)
    )


def part_of(part: str, days: Days) -> Days:
    """The early, mid or late part of a span, its first or last day, or a half or quarter of a year."""
    first, last = days
    words = part.lower().split()
    if words[0] in ("beginning", "start"):
        return first, first
    if words[0] in ("end", "close", "year-end"):
        return last, last
    if words[-1] in ("half", "quarter"):
        begin, end = (_HALVES if words[-1] == "half" else _QUARTERS).get(words[0], (0, 12))
        return _months_from(first, begin, end) if days == years(first.year, first.year) else days
    third = {"early": 0, "mid": 1, "middle": 1, "late": 2}.get(words[0])
    return days if third is None else _third(third, days)


def _third(third: int, days: Days) -> Days:
    """A third of a span; of years a quarter at either end, since "late 2023" is not September."""
    first, last = days
    if days == years(first.year, last.year):
        low, high = ((0, 3), (4, 8), (9, 12))[third]
        many = last.year - first.year + 1
        return _months_from(first, low * many, high * many)
    size = ((last - first).days + 1) // 3
    if size == 0:
        return days
    begin = first + timedelta(size * third)
    return begin, last if third == 2 else begin + timedelta(size - 1)


def _months_from(first: date, begin: int, end: int) -> Days:
    return shift(first, "month", begin), shift(first, "month", end) - timedelta(1)


def count_days(year: int, number: int, day: int) -> int:
    """Days up to this one of month `number`, where each month counts as the longest, so that any day has a place."""
    return 31 * (12 * year + number) + day
