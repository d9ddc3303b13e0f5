"""What each form of expression means: which days, worked out from its words and the scene.

A sense returns `UNKNOWN` for days that cannot be worked out, and `None` for what is no expression of time
after all. A day that no calendar has raises `ValueError` or `OverflowError`, as `datetime` does.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta

from detente import vocab
from detente.code.numbers.numerals import number_in
from detente.code.times.days import Days, count_days, month, season, shift, span_of, years
from detente.code.times.scene import (
    UNKNOWN,
    Scene,
    around,
    date_before,
    latest_day,
    tense_at,
    today_of,
    worked_out,
)
from detente.model import When

Sense = Callable[[re.Match[str], Scene], When | None]
_SOON = timedelta(31)


def periods(*kinds: str) -> dict[str, int]:
    """Words of `periods.tsv` of these kinds, in lower case, with their numbers."""
    table = vocab.rows("periods.tsv", ("word", "kind", "value", "source"))
    return {row["word"].lower(): int(row["value"] or 0) for row in table if row["kind"] in kinds}


MONTHS, WEEKDAYS, SEASONS = periods("month", "short-month"), periods("weekday"), periods("season")


def resolve_month(number: int, anchor: When, *, future: bool = False) -> When:
    """The month `number` (1 to 12) next to the anchor: the last begun, or with `future` the next to end."""
    day = latest_day(anchor)
    if day is None:
        return UNKNOWN
    step = (number < day.month) if future else -(number > day.month)
    return worked_out(month(day.year + step, number), "inferred")


# -- senses: calendar -------------------------------------------------------------------------------------


def _number(match: re.Match[str], name: str) -> int:
    return int(re.sub(r"\D", "", match[name]))


def date_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "12 March 2023", "March 6-7"; without a year that of the nearest such day."""
    number, first = MONTHS[match["month"].lower()], _number(match, "first")
    last = _number(match, "last") if match["last"] else first
    stated = int(match["year"]) if match["year"] else scene.year
    if stated is not None:
        return When(since=date(stated, number, first), until=date(stated, number, last))
    date(2000, number, max(first, last))  # "30 February" is no date in any year
    year = _year_for(number, first, scene)
    return (
        UNKNOWN
        if year is None
        else worked_out((date(year, number, first), date(year, number, last)), "inferred")
    )


def _year_beside(number: int, day: int, scene: Scene) -> int | None:
    """The year of such a month or day when the same sentence dates another in full: it came less than a month before
    that, or after.

    Without a day of publication, what the same paragraph dates serves as well.
    """
    before = date_before(scene, "month", breaks=-1 if scene.anchor else 0, stated=True)
    if before is None:
        return None
    first = before[0]
    earliest = count_days(first.year, first.month, first.day) - 31
    year = next(
        y for y in (first.year - 1, first.year, first.year + 1) if count_days(y, number, day) > earliest
    )
    anchor = latest_day(scene.anchor)
    return None if anchor and (year, number) > (anchor.year, anchor.month) else year


def _year_for(number: int, day: int, scene: Scene) -> int | None:
    anchor, stated = latest_day(scene.anchor), _year_beside(number, day, scene)
    if anchor is None or stated is not None:
        return stated
    near = range(max(1, anchor.year - 4), min(9999, anchor.year + 4) + 1)
    days = [date(y, number, day) for y in near if (number, day) != (2, 29) or isleap(y)]
    past, ahead = [d for d in days if d <= anchor], [d for d in days if d >= anchor]
    tense = tense_at(scene.text, scene.start, scene.end)
    if ahead and (tense == "future" or not past or (tense is None and ahead[0] - anchor <= _SOON)):
        return ahead[0].year
    return past[-1].year if past else None


def iso_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "2023-03-12"."""
    day = date(_number(match, "year"), _number(match, "month"), _number(match, "day"))
    return When(since=day, until=day)


def numeric_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "13/03/2023" and "3/13/2023"; what could be either is no date we know."""
    a, b = _number(match, "a"), _number(match, "b")
    if match["dot"] == "/" and a <= 12 and b <= 12 and a != b:
        return None
    day, number = (a, b) if b <= 12 else (b, a)
    found = date(_number(match, "year"), number, day)
    return When(since=found, until=found)


def month_year_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "March 2023"."""
    since, until = month(int(match["year"]), MONTHS[match["month"].lower()])
    return When(since=since, until=until)


def month_alone_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "in March", "last March": the year comes from the publication date."""
    number = MONTHS[match["month"].lower()]
    if scene.year is not None:
        since, until = month(scene.year, number)
        return When(since=since, until=until)
    if match["same"]:
        before = date_before(scene, "year")
        return worked_out(month(before[0].year, number)) if before else UNKNOWN
    day = latest_day(scene.anchor)
    year = None if match["which"] else _year_beside(number, 31, scene)
    if scene.anchor is None or day is None or year is not None:
        return worked_out(month(year, number), "inferred") if year else UNKNOWN
    which = (match["which"] or "").lower()
    if which == "this":
        return worked_out(month(day.year, number))
    if which in ("last", "next"):
        inside = number == day.month
        step = -(number > day.month or inside) if which == "last" else (number < day.month or inside)
        return worked_out(month(day.year + step, number))
    return resolve_month(
        number, scene.anchor, future=tense_at(scene.text, scene.start, scene.end) == "future"
    )


def years_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "2023", "2021-22"."""
    first = int(match["year"])
    last = match.groupdict().get("last")
    until = first if not last else int(last) if len(last) == 4 else first - first % 100 + int(last)
    since, end = years(first, until)
    return When(since=since, until=end)


def decade_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "the 1990s"."""
    first = int(match["decade"])
    since, until = years(first, first + 9)
    return When(since=since, until=until)


def century_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "the 20th century": 1901 to 2000."""
    number = _number(match, "century")
    since, until = years(number * 100 - 99, number * 100)
    return When(since=since, until=until)


def season_year_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "summer 2020"."""
    return worked_out(season(int(match["year"]), SEASONS[match["season"].lower()]), "inferred")


def quarter_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "Q1 2023", "H2 2023"."""
    size, number = (6, match["half"]) if match["half"] else (3, match["q"] or match["q2"])
    first = date(int(match["year"]), size * (int(number) - 1) + 1, 1)
    return When(since=first, until=shift(first, "month", size) - timedelta(1))


# -- senses: from the publication date --------------------------------------------------------------------


def weekday_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "on Friday", "last Tuesday", "Thursday last week", "next Monday"."""
    today, number = today_of(scene), WEEKDAYS[match["day"].lower()]
    which, week = ((match[name] or "").lower().split() for name in ("which", "week"))
    if "following" in which and (before := date_before(scene, "day")):
        today = before[1]
    if today is None:
        return UNKNOWN
    monday = today - timedelta(today.weekday())
    back = timedelta((today.weekday() - number) % 7)
    ahead = timedelta((number - today.weekday()) % 7)
    if week or "next" in which:
        step = {"last": -1, "this": 0, "next": 1}[(week or which)[-1]]
        day = monday + timedelta(7 * step + number)
    elif "last" in which:
        day = today - (back or timedelta(7))
    elif "following" in which:
        day = today + (ahead or timedelta(7))
    else:
        coming = "coming" in which or tense_at(scene.text, scene.start, scene.end) == "future"
        day = today + ahead if coming else today - back
    return worked_out((day, day))


_NEAR_DAYS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip


def near_day_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "yesterday", "tonight", "tomorrow"."""
    today = today_of(scene)
    if today is None:
        return UNKNOWN
    day = today + timedelta(_NEAR_DAYS[" ".join(match[0].lower().split())])
    return worked_out((day, day))


def near_period_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "last month", "this year", "next week", and "the year" in "the end of the year"."""
    unit = match["unit"].lower()
    which = (match.groupdict().get("which") or "this").lower().split()[-1]
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in SEASONS:
        return worked_out(_near_season(SEASONS[unit], step, latest_day(scene.anchor)))
    here = around(scene, unit)
    if here is None or step == 0:
        return worked_out(here)
    return worked_out(span_of(unit, shift(here[0], "week" if unit == "weekend" else unit, step)))


def _near_season(first_month: int, step: int, day: date | None) -> Days | None:
    if day is None:
        return None
    if step == 0:
        return season(day.year - (first_month == 12 and day.month < 3), first_month)
    near = [season(day.year + n, first_month) for n in (-2, -1, 0, 1)]
    return [s for s in near if s[1] < day][-1] if step < 0 else next(s for s in near if s[0] > day)


def _length(match: re.Match[str]) -> tuple[int, str] | None:
    """How many units, such as `(10, "year")` for a decade; `None` for "a few weeks"."""
    unit = match["unit"].lower().replace("centurie", "century")
    number = number_in(match["n"]) if match["n"] else 1
    if number is None or number != int(number):
        return None
    count = int(number) * {"decade": 10, "century": 100}.get(unit, 1)
    return count, {"decade": "year", "century": "year", "minute": "hour"}.get(unit, unit)


def _reach(base: Days, length: tuple[int, str], sign: int, *, fine: bool = False) -> Days:
    """So many units from a span: "two months ago" is all of that month, "two days ago" that day.

    With `fine`, whole years keep to the month: a year later than May 2016 is May 2017.
    """
    count, unit = length
    if unit == "hour":
        return base
    size = "month" if fine and unit == "year" and base != span_of("year", base[0]) else unit
    first, last = (span_of(size, shift(day, unit, sign * count)) for day in base)
    return first[0], last[1]


def ago_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "two months ago"; "ten days later" and "a year earlier" than the last date."""
    length, how = _length(match), match["how"].lower()
    if length is None:
        return UNKNOWN
    if how == "ago":
        today = today_of(scene)
        base = (today, today) if today else around(scene, length[1]) if length[1] != "hour" else None
        return worked_out(_reach(base, length, -1) if base else None)
    if how in ("after", "before"):  # the days of what follows: "met on Friday, a day after talks had failed"
        before, sign = date_before(scene, breaks=-1), (-1 if how == "after" else 1)
    else:
        before, sign = date_before(scene), (1 if how == "later" else -1)
    return worked_out(_reach(before, length, sign, fine=True) if before else None)


def window_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "the past five years", "the next two weeks": up to, or from, the day of publication."""
    length, today = _length(match), today_of(scene)
    if length is None or today is None or length[1] == "hour":
        return UNKNOWN
    if match["which"].lower() in ("past", "last", "previous"):
        return worked_out((shift(today, length[1], -length[0]), today))
    return worked_out((today, shift(today, length[1], length[0])))


def within_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "within two months" of the day that the sentence names, else of publication."""
    length, start = _length(match), _start_of_term(scene)
    if length is None or start is None:
        return UNKNOWN
    count, unit = length
    return worked_out((start, start if unit == "hour" else shift(start, unit, count)))


def _start_of_term(scene: Scene) -> date | None:
    before = date_before(scene, "day", breaks=-1)
    return before[1] if before else today_of(scene)


def in_time_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "will open in two years" is a time; "did in five days" is only how long it took."""
    if not match["time"] and tense_at(scene.text, scene.start, scene.end) != "future":
        return None
    length, start = _length(match), _start_of_term(scene)
    return worked_out(_reach((start, start), length, 1) if length and start else None)


def day_of_month_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "on the 20th" of the month spoken of, else of the nearest month."""
    number, today = _number(match, "first"), today_of(scene)
    before = date_before(scene, "month", breaks=0)
    if before:
        today, step = before[0], 0
    elif today is None:
        return UNKNOWN
    elif tense_at(scene.text, scene.start, scene.end) == "future":
        step = int(number < today.day)
    else:
        step = -int(number > today.day)
    day = shift(today.replace(day=1), "month", step).replace(day=number)
    return worked_out((day, day), "inferred")


# -- senses: from what was said before --------------------------------------------------------------------


def same_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "the same month", "that year", "the following day", "the year before"."""
    unit = {"night": "day", "evening": "day", "morning": "day"}.get(
        match["unit"].lower(), match["unit"].lower()
    )
    which = (match["which"] or match["side"]).lower().split()[-1]
    step = {
        "following": 1,
        "next": 1,
        "after": 1,
        "previous": -1,
        "preceding": -1,
        "before": -1,
        "earlier": -1,
    }.get(which, 0)
    before = date_before(scene, unit)
    if before is None:
        if which in ("same", "that", "very") and (coarse := date_before(scene, breaks=-1)):
            return worked_out(coarse)
        if which == "next" and (here := around(scene, unit)):
            return worked_out(span_of(unit, shift(here[0], unit, 1)))
        return UNKNOWN
    return worked_out(span_of(unit, shift(before[0], "week" if unit == "weekend" else unit, step)))


def hours_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "hours after", "shortly before": the days of what the sentence has just dated."""
    return worked_out(date_before(scene, breaks=-1))


def then_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "since then", "by then", "in the months before the war": open beyond the last date."""
    before, side = date_before(scene), match["side"].lower().split()[0]
    if before is None:
        return UNKNOWN
    if side in ("since", "after", "following"):
        return When(since=before[0], basis="relative")
    return When(until=before[1], basis="relative")


def lasting_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "after five days of talks" ends on the day last named; "for five days" begins on the sentence's day.

    A length of time without such a day is no date: `None`.
    """
    length, after = _length(match), match["side"].lower() == "after"
    before = date_before(scene, "day", breaks=1 if after else -1)
    if length is None or length[1] == "hour" or before is None:
        return None
    day, inclusive = before[0], timedelta(1)
    if after:
        return worked_out((shift(day, length[1], -length[0]) + inclusive, day))
    return worked_out((day, shift(day, length[1], length[0]) - inclusive))


def vague_sense(match: re.Match[str], scene: Scene) -> When | None:
    """ "recently", "in the coming weeks": no days, and the text wants none."""
    return UNKNOWN
