"""Expressions of time, one rule for each form: how it is written, and which days it means.

A rule knows one form ("12 March 2023", "last Tuesday", "two years ago") and nothing of what stands around
it; `detente.code.when` joins forms to ranges and applies "early", "by", "since". A sense returns `UNKNOWN`
for days that cannot be worked out, and `None` for what is no expression of time after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detente import vocab
from detente.code.amounts import known_unit_behind, number_in
from detente.code.days import Days, month, season, shift, span_of, years
from detente.model import Basis, When

TimeKind = Literal["date", "month", "year", "range", "relative", "vague", "anaphoric"]
UNKNOWN = When(basis="vague")
_SOON = timedelta(31)


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


@dataclass(frozen=True, slots=True)
class Scene:
    """What decides beside the words what an expression means: where it stands, and what is known there.

    `year` is a year that the other end of a range states; `earlier` are the mentions before this one.
    """

    text: str
    start: int
    end: int
    anchor: When | None = None
    earlier: tuple[TimeMention, ...] = ()
    year: int | None = None


Sense = Callable[[re.Match[str], Scene], When | None]
Guard = Callable[[str, re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One form: its kind, how it is written, what it means, and whether it is meant where it stands."""

    kind: TimeKind
    pattern: re.Pattern[str]
    sense: Sense
    guard: Guard = lambda text, match: True


# -- words ------------------------------------------------------------------------------------------------


def _periods(*kinds: str) -> dict[str, int]:
    table = vocab.rows("periods.tsv", ("word", "kind", "value", "source"))
    return {row["word"].lower(): int(row["value"] or 0) for row in table if row["kind"] in kinds}


def _names(*kinds: str) -> str:
    """Names in capitals or with a capital: "may" and "march" in small letters are verbs."""
    forms = {form for word in _periods(*kinds) for form in (word.title(), word.upper())}
    return f"(?-i:{'|'.join(sorted(forms, key=lambda form: (-len(form), form)))})"


_MONTHS, _WEEKDAYS, _SEASONS = _periods("month", "short-month"), _periods("weekday"), _periods("season")
_MONTH, _WEEKDAY, _SEASON = _names("month"), _names("weekday"), f"(?:{'|'.join(_SEASONS)})"
_BESIDE_FIGURE = rf"(?P<month>{_names('month', 'short-month')})(?![a-z])\.?"
_DAY_NAME = rf"(?:{_names('weekday', 'short-weekday')}(?:\s(?:morning|afternoon|evening|night))?[.,]?\s(?:the\s)?\(?)?"
_YEAR = r"(?:1[89]\d\d|20\d\d|2100)(?!\d|[.,]\d)"
_D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
_TO = r"(?:\s?[-–—/&]\s?|\s(?:to|and|or|until|through)\s)"
_DAYS = rf"(?P<first>{_D})(?:{_TO}(?:the\s)?(?P<last>{_D}))?"
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))"
_NUMBER = r"(?P<n>an?\s(?:few|couple\sof)|\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_FEW = re.compile(r"(?:an?\s)?(?:few|couple\sof|several|many|some|recent|coming)", re.IGNORECASE)
MONTH_DAY = rf"(?:{_DAY_NAME}(?:{_DAYS}\s(?:of\s)?{_BESIDE_FIGURE}(?:,?\s(?P<year>{_YEAR}))?))"


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w$€£¥₹#]){pattern}(?!\w)", re.IGNORECASE)


# -- where we stand ---------------------------------------------------------------------------------------


def _relative(days: Days | None, basis: Basis = "relative") -> When:
    return When(since=days[0], until=days[1], basis=basis) if days else UNKNOWN


def _today(scene: Scene) -> date | None:
    return scene.anchor.since if scene.anchor and scene.anchor.since == scene.anchor.until else None


def _latest(anchor: When | None) -> date | None:
    return (anchor.until or anchor.since) if anchor else None


def _around(scene: Scene, unit: str) -> Days | None:
    """The week, month or year that holds the whole of the anchor."""
    anchor = scene.anchor
    if anchor is None or anchor.since is None or anchor.until is None:
        return None
    days = span_of(unit, anchor.since)
    return days if anchor.until <= days[1] else None


def _before(scene: Scene, unit: str = "century", *, breaks: int = 1) -> TimeMention | None:
    """The last mention before this one that fits into one `unit`, at most so many paragraphs back.

    With `breaks=-1` it must stand in the same sentence.
    """
    for mention in reversed(scene.earlier):
        between = scene.text[mention.end : scene.start]
        if between.count("\n\n") > max(breaks, 0) or (breaks < 0 and re.search(r"[.!?][”\"’']?\s|\n\n", between)):
            return None
        since, until = mention.when.since, mention.when.until
        if since is None or until is None or mention.attributive:
            continue
        if mention.kind == "range" and mention.when.basis != "explicit":
            continue
        if until <= span_of(unit, since)[1]:
            return mention
    return None


_VERBS = re.compile(
    r"\b(?:(?P<future>will|shall|would|won['’]t|(?:is|are|due|set|scheduled|expected|slated|hopes?|intends?|wants?|"
    r"plans?|about|going|poised|likely|ready)\s+to\s+[a-z]{2,}|scheduled|slated|upcoming|due)"
    r"|(?P<promise>(?:agreed|planned|vowed|promised|pledged|decided)\s+to\s+[a-z]{2,})"
    r"|(?P<past>[a-z]{2,}ed|said|told|met|held|was|were|had|has|have|did|made|took|went|came|gave|began|left|sent|won|"
    r"flew|cut|put|set|sold|bought|struck|paid|lent|spoke|saw|fell|rose|broke|led|built|shot|hit|laid|been))\b",
    re.IGNORECASE,
)


def tense_at(text: str, start: int, end: int) -> Literal["future", "past"] | None:
    """Whether the nearest verb before an expression, or else after it, in its sentence looks ahead or back."""
    head = re.split(r"[.!?;]\s|\n", text[max(0, start - 160) : start])[-1]
    before = list(_VERBS.finditer(head))
    verb = before[-1] if before else _VERBS.search(re.split(r"[.!?;]\s|\n", text[end : end + 160])[0])
    if verb is None:
        return None
    return "future" if verb["future"] or (before and verb["promise"]) else "past"


def resolve_month(number: int, anchor: When, *, future: bool = False) -> When:
    """The month `number` (1 to 12) next to the anchor: the last one begun, or with `future` the next to end."""
    day = _latest(anchor)
    if day is None:
        return UNKNOWN
    step = (number < day.month) if future else -(number > day.month)
    return _relative(month(day.year + step, number), "inferred")


# -- senses: calendar -------------------------------------------------------------------------------------


def _number(match: re.Match[str], name: str) -> int:
    return int(re.sub(r"\D", "", match[name]))


def _date(match: re.Match[str], scene: Scene) -> When | None:
    number, first = _MONTHS[match["month"].lower()], _number(match, "first")
    last = _number(match, "last") if match["last"] else first
    stated = int(match["year"]) if match["year"] else scene.year
    if stated is not None:
        return When(since=date(stated, number, first), until=date(stated, number, last))
    date(2000, number, max(first, last))  # "30 February" is no date in any year
    year = _year_for(number, first, scene)
    return UNKNOWN if year is None else _relative((date(year, number, first), date(year, number, last)), "inferred")


def _year_for(number: int, day: int, scene: Scene) -> int | None:
    anchor = _latest(scene.anchor)
    if anchor is None:
        before = _before(scene, "year", breaks=0)
        return before.when.since.year if before and before.when.since else None
    near = range(max(1, anchor.year - 4), min(9999, anchor.year + 4) + 1)
    days = [date(y, number, day) for y in near if (number, day) != (2, 29) or y % 4 == 0 and (y % 100 or y % 400 == 0)]
    past, ahead = [d for d in days if d <= anchor], [d for d in days if d >= anchor]
    tense = tense_at(scene.text, scene.start, scene.end)
    if ahead and (tense == "future" or not past or (tense is None and ahead[0] - anchor <= _SOON)):
        return ahead[0].year
    return past[-1].year if past else None


def _iso(match: re.Match[str], scene: Scene) -> When | None:
    day = date(_number(match, "year"), _number(match, "month"), _number(match, "day"))
    return When(since=day, until=day)


def _numeric(match: re.Match[str], scene: Scene) -> When | None:
    """ "13/03/2023" and "3/13/2023"; what could be either is no date we know."""
    a, b = _number(match, "a"), _number(match, "b")
    if match["dot"] == "/" and a <= 12 and b <= 12 and a != b:
        return None
    day, number = (a, b) if b <= 12 else (b, a)
    found = date(_number(match, "year"), number, day)
    return When(since=found, until=found)


def _month_year(match: re.Match[str], scene: Scene) -> When | None:
    since, until = month(int(match["year"]), _MONTHS[match["month"].lower()])
    return When(since=since, until=until)


def _month_alone(match: re.Match[str], scene: Scene) -> When | None:
    number = _MONTHS[match["month"].lower()]
    if scene.year is not None:
        since, until = month(scene.year, number)
        return When(since=since, until=until)
    day = _latest(scene.anchor)
    if scene.anchor is None or day is None:
        before = _before(scene, "year", breaks=0)
        year = before.when.since.year if before and before.when.since else None
        return UNKNOWN if year is None else _relative(month(year, number), "inferred")
    which = (match["which"] or "").lower()
    if which == "this":
        return _relative(month(day.year, number))
    if which in ("last", "next"):
        inside = number == day.month
        step = -(number > day.month or inside) if which == "last" else (number < day.month or inside)
        return _relative(month(day.year + step, number))
    return resolve_month(number, scene.anchor, future=tense_at(scene.text, scene.start, scene.end) == "future")


def _years(match: re.Match[str], scene: Scene) -> When | None:
    first = int(match["year"])
    last = match.groupdict().get("last")
    until = first if not last else int(last) if len(last) == 4 else first - first % 100 + int(last)
    since, end = years(first, until)
    return When(since=since, until=end)


def _decade(match: re.Match[str], scene: Scene) -> When | None:
    first = int(match["decade"])
    since, until = years(first, first + 9)
    return When(since=since, until=until)


def _century(match: re.Match[str], scene: Scene) -> When | None:
    number = _number(match, "century")
    since, until = years(number * 100 - 99, number * 100)
    return When(since=since, until=until)


def _season_year(match: re.Match[str], scene: Scene) -> When | None:
    return _relative(season(int(match["year"]), _SEASONS[match["season"].lower()]), "inferred")


def _quarter(match: re.Match[str], scene: Scene) -> When | None:
    size, number = (6, match["half"]) if match["half"] else (3, match["q"] or match["q2"])
    first = date(int(match["year"]), size * (int(number) - 1) + 1, 1)
    return When(since=first, until=shift(first, "month", size) - timedelta(1))


# -- senses: from the publication date --------------------------------------------------------------------


def _weekday(match: re.Match[str], scene: Scene) -> When | None:
    today, number = _today(scene), _WEEKDAYS[match["day"].lower()]
    which, week = ((match[name] or "").lower().split() for name in ("which", "week"))
    if "following" in which and (before := _before(scene, "day")):
        today = before.when.until
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
    return _relative((day, day))


_NEAR_DAYS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip


def _near_day(match: re.Match[str], scene: Scene) -> When | None:
    today = _today(scene)
    if today is None:
        return UNKNOWN
    day = today + timedelta(_NEAR_DAYS[" ".join(match[0].lower().split())])
    return _relative((day, day))


def _near_period(match: re.Match[str], scene: Scene) -> When | None:
    """ "last month", "this year", "next week", and "the year" in "the end of the year"."""
    unit = match["unit"].lower()
    which = (match.groupdict().get("which") or "this").lower().split()[-1]
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in _SEASONS:
        return _relative(_near_season(_SEASONS[unit], step, _latest(scene.anchor)))
    here = _around(scene, unit)
    if here is None or step == 0:
        return _relative(here)
    return _relative(span_of(unit, shift(here[0], "week" if unit == "weekend" else unit, step)))


def _near_season(first_month: int, step: int, day: date | None) -> Days | None:
    if day is None:
        return None
    if step == 0:
        return season(day.year - (first_month == 12 and day.month < 3), first_month)
    around = [season(day.year + n, first_month) for n in (-2, -1, 0, 1)]
    return [s for s in around if s[1] < day][-1] if step < 0 else next(s for s in around if s[0] > day)


def _length(match: re.Match[str]) -> tuple[int, str] | None:
    """How many units, such as `(10, "year")` for a decade; `None` for "a few weeks"."""
    unit = match["unit"].lower().replace("centurie", "century")
    number = number_in(match["n"]) if match["n"] else 1
    if number is None or number != int(number):
        return None
    count = int(number) * {"decade": 10, "century": 100}.get(unit, 1)
    return count, {"decade": "year", "century": "year", "minute": "hour"}.get(unit, unit)


def _reach(base: Days, length: tuple[int, str], sign: int) -> Days:
    """So many units from a span: "two months ago" is all of that month, "two days ago" that day."""
    count, unit = length
    if unit == "hour":
        return base
    moved = [span_of(unit, shift(day, unit, sign * count)) for day in base]
    return (moved[0][0], moved[1][1]) if base[0] != base[1] else moved[0]


def _ago(match: re.Match[str], scene: Scene) -> When | None:
    length, how = _length(match), match["how"].lower()
    if length is None:
        return UNKNOWN
    if how in ("after", "before") and length[1] != "hour":
        return UNKNOWN  # before or after what the sentence goes on to say
    if how == "ago":
        today = _today(scene)
        around = (today, today) if today else _around(scene, length[1]) if length[1] != "hour" else None
        return _relative(_reach(around, length, -1) if around else None)
    before = _before(scene, breaks=-1 if length[1] == "hour" else 1)
    if before is None or before.when.since is None or before.when.until is None:
        return UNKNOWN
    sign = 1 if how in ("later", "after") else -1
    return _relative(_reach((before.when.since, before.when.until), length, sign))


def _window(match: re.Match[str], scene: Scene) -> When | None:
    """ "the past five years", "the next two weeks": up to, or from, the day of publication."""
    length, today = _length(match), _today(scene)
    if length is None or today is None or length[1] == "hour":
        return UNKNOWN
    if match["which"].lower() in ("past", "last", "previous"):
        return _relative((shift(today, length[1], -length[0]), today))
    return _relative((today, shift(today, length[1], length[0])))


def _within(match: re.Match[str], scene: Scene) -> When | None:
    """ "within two months" of the day that the sentence names, else of publication."""
    length, start = _length(match), _start_of_term(scene)
    if length is None or start is None:
        return UNKNOWN
    count, unit = length
    return _relative((start, start if unit == "hour" else shift(start, unit, count)))


def _start_of_term(scene: Scene) -> date | None:
    before = _before(scene, "day", breaks=-1)
    return before.when.until if before else _today(scene)


def _in_time(match: re.Match[str], scene: Scene) -> When | None:
    """ "will open in two years" is a time; "did in five days" is only how long it took."""
    if not match["time"] and tense_at(scene.text, scene.start, scene.end) != "future":
        return None
    length, start = _length(match), _start_of_term(scene)
    return _relative(_reach((start, start), length, 1) if length and start else None)


def _day_of_month(match: re.Match[str], scene: Scene) -> When | None:
    """ "on the 20th" of the month spoken of, else of the nearest month."""
    number, today = _number(match, "first"), _today(scene)
    before = _before(scene, "month", breaks=0)
    if before and before.when.since:
        today, step = before.when.since, 0
    elif today is None:
        return UNKNOWN
    elif tense_at(scene.text, scene.start, scene.end) == "future":
        step = int(number < today.day)
    else:
        step = -int(number > today.day)
    day = shift(today.replace(day=1), "month", step).replace(day=number)
    return _relative((day, day), "inferred")
