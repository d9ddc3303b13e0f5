"""When: the days and spans of days that a text names, each with how it is known.

Explicit dates need no publication date; "on Friday", "last month", "in December" are worked out from it,
and "the same day" or "the following year" from the last date before them. Where that is missing, the
mention is kept with both ends open and `resolved` false, so that nobody takes it for a date.

Conventions: a bound includes the period that it names ("after 2014" begins on 1 January 2014, since what
changed in 2014 is what is meant); early and late are the first and last quarter of a year or third of a
month; a week begins on Monday; seasons are those of the north; a day without a year is the nearest past
one unless the sentence speaks of the future, or has just dated something else in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.code.times.days import part_of
from detente.code.times.scene import UNKNOWN, Scene, TimeKind, TimeMention, today_of
from detente.code.times.sense import resolve_month
from detente.code.times.words import PART, Rule, forms_in, is_vague
from detente.model import When

__all__ = ["DatedPart", "TimeKind", "TimeMention", "date_headings", "find_times", "resolve_month"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPart:
    """What stands under a date heading, from the heading's first character to `end` (exclusive)."""

    start: int
    end: int
    when: When


@dataclass(frozen=True, slots=True)
class _Core:
    """One form found in the text, with what has been added to it on either side."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]
    part: str = ""
    bound: str = ""
    attributive: bool = False
    second: _Core | None = None

    def year(self) -> int | None:
        """The year that the form states."""
        stated = self.match.groupdict().get("year")
        return int(stated) if stated else None


def find_times(text: str, *, anchor: When | None) -> tuple[TimeMention, ...]:
    """The expressions of time in a text, in order, without overlap, the longest reading of each.

    `anchor` is the day of publication (or a coarser span, or `None` if it is not known).

    >>> [str(m.when.until) for m in find_times("They met in March 2022 and a year later.", anchor=None)]
    ['2022-03-31', '2023-03-31']
    """
    cores = _cores(text)
    floors = [0] + [core.end for core in cores]  # nothing reaches back into the mention before
    cores = [_with_part(text, core, floor) for core, floor in zip(cores, floors, strict=False)]
    found: list[TimeMention] = []
    end = 0
    for joined in _joined(text, cores):
        core, end = _with_bound(text, joined, end), joined.end
        scene = Scene(text, core.start, core.end, anchor, found)
        when = _meaning(core, scene)
        if when is not None:
            found.append(_mention(core, when))
        elif core.second is not None:  # "from 2018 to 2014" is no range, but both are years
            for single in (
                replace(core, start=core.match.start(), end=core.match.end(), second=None),
                core.second,
            ):
                alone = _meaning(single, replace(scene, start=single.start, end=single.end))
                if alone is not None:
                    found.append(_mention(single, alone))
    return tuple(found)


def _mention(core: _Core, when: When) -> TimeMention:
    kind: TimeKind = (
        "range" if core.second or core.bound else "vague" if is_vague(core.match) else core.rule.kind
    )
    return TimeMention(start=core.start, end=core.end, when=when, kind=kind, attributive=core.attributive)


def _cores(text: str) -> list[_Core]:
    """The forms that stand in the text; of those that overlap the longest, then the first."""
    candidates = [_Core(match.start(), match.end(), rule, match) for rule, match in forms_in(text)]
    taken, kept = bytearray(len(text)), []
    for core in sorted(candidates, key=lambda core: core.start - core.end):
        if not any(taken[core.start : core.end]):
            taken[core.start : core.end] = b"\1" * (core.end - core.start)
            kept.append(replace(core, attributive=_attributive(text, core)))
    return sorted(kept, key=lambda core: core.start)


_DETERMINER = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their|our|this|that|these|those)|['’]s?)\s$", re.IGNORECASE
)
_FOR = re.compile(
    r"(?<!ed )(?<!\bset )(?<!\bdue )\bfor\s$", re.IGNORECASE
)  # "a programme for", not "planned for"
_YEARS = re.compile(r"\d{4}(?:\s?[-–]\s?\d{2,4})?")
_NOUN = re.compile(
    r"\s(?!(?:in|of|on|at|to|and|or|but|for|from|by|with|as|that|when|while|was|were|is|are|has|had|have|will|would|after|"
    r"before|until|the|a|an|he|she|it|they|who|which|where|because|if|though|although)\b)[A-Za-z]"
)


def _attributive(text: str, core: _Core) -> bool:
    if re.compile(r"['’]s?\s\w").match(text, core.end):
        return True
    if _YEARS.fullmatch(core.match[0]) and _FOR.search(text[max(0, core.start - 12) : core.start]):
        return True
    determined = _DETERMINER.search(text[max(0, core.start - 8) : core.start]) is not None
    if core.rule.kind == "vague":
        named = core.match[0].lower() == "earlier" and re.compile(r"\s[a-z]+s\b").match(text, core.end)
        return determined or bool(named)
    return core.rule.kind in ("date", "month", "year") and determined and bool(_NOUN.match(text, core.end))


def _with_part(text: str, core: _Core, floor: int) -> _Core:
    """Take in "early", "mid-", "the end of", "the first quarter of" before a period."""
    if core.rule.kind in ("vague", "anaphoric"):
        return core
    before = text[max(floor, core.start - 32) : core.start]
    match = PART.search(before)
    return (
        replace(core, start=core.start - len(before) + match.start(), part=match["part"]) if match else core
    )


# -- ranges -----------------------------------------------------------------------------------------------

_LINK = re.compile(r"\s?[-–—]\s?|\s?(?:to|until|till|through|and|or)\s(?:on\s|in\s|the\s)?", re.IGNORECASE)
_JOINABLE = ("date", "month", "year", "relative")


def _joined(text: str, cores: list[_Core]) -> Iterator[_Core]:
    """Cores with the two ends of a range made one: "from 2014 to 2018", "May and June 2019"."""
    skip = False
    for core, following in pairwise([*cores, None]):
        if skip or core is None:
            skip = False
            continue
        skip = following is not None and _is_range(text, core, following)
        yield (
            replace(core, start=_lead(text, core), end=following.end, second=following)
            if skip and following
            else core
        )


def _is_range(text: str, first: _Core, second: _Core) -> bool:
    link = text[first.end : second.start]
    if not _LINK.fullmatch(link) or first.rule.kind not in _JOINABLE or second.rule.kind not in _JOINABLE:
        return False
    word = link.strip().lower().split(" ")[0]
    lead = text[max(0, first.start - 8) : first.start].lower()
    if word == "or" or (word == "and" and not lead.endswith("between ")):
        return word == "and" and _neighbours(first, second)
    return first.rule.kind != "relative" or lead.endswith("from ")


def _neighbours(first: _Core, second: _Core) -> bool:
    """Two years or months in a row, which "and" makes one span."""
    if first.part or second.part or first.rule.kind != second.rule.kind:
        return False
    if first.rule.kind == "year":
        return second.year() == (first.year() or 0) + 1
    return first.rule.kind == "month" and first.year() is None and second.year() is not None


def _lead(text: str, core: _Core) -> int:
    lead = re.search(r"\b(?:from|between)\s$", text[max(0, core.start - 9) : core.start], re.IGNORECASE)
    return core.start - len(lead[0]) if lead else core.start


# -- bounds -----------------------------------------------------------------------------------------------

_BOUND = re.compile(
    r"(?:\b(?P<word>ever since|since|after|prior to|ahead of|before|up until|until|till|through|no later "
    r"than|by)\s(?:(?:around|about|at least|the)\s){0,2}|\b(?P<prefix>post|pre)-)$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"\s(?:onwards?|on(?=[\s]?[,.;)]))", re.IGNORECASE)
_OPEN_END = ("since", "ever since", "after", "post", "from")
_BESIDE = ("after", "before", "prior to", "ahead of", "post", "pre")


def _with_bound(text: str, core: _Core, floor: int) -> _Core:
    """Take in "since", "before", "by" in front, or "from … onwards" around."""
    if (
        core.second is not None
        or core.rule.kind in ("vague", "anaphoric")
        or core.match[0].lower().startswith("within")
    ):
        return core
    onwards, lead = _ONWARDS.match(text, core.end), _lead(text, core)
    if onwards and lead < core.start:
        return replace(core, start=lead, end=onwards.end(), bound="from")
    before = text[max(floor, core.start - 30) : core.start]
    match = _BOUND.search(before)
    if match is None:
        return core
    return replace(
        core, start=core.start - len(before) + match.start(), bound=(match["word"] or match["prefix"]).lower()
    )


# -- meaning ----------------------------------------------------------------------------------------------


def _meaning(core: _Core, scene: Scene) -> When | None:
    """The days of a core with its part, its other end and its bound; `None` where there are none such."""
    try:
        when = _part(core, scene)
        if when is not None and core.second is not None:
            return _range(core, core.second, scene)
        return when if when is None or not core.bound else _bounded(core.bound, when)
    except (ValueError, OverflowError):  # 31 April, or a year that no calendar reaches
        return None


def _range(first: _Core, second: _Core, scene: Scene) -> When | None:
    begin = _part(first, replace(scene, year=second.year() if first.year() is None else None))
    end = _part(second, replace(scene, year=first.year() if second.year() is None else None))
    if begin is None or end is None or begin.since is None or end.until is None:
        return begin and UNKNOWN
    if begin.since > end.until:
        return None
    basis = end.basis if begin.basis == "explicit" else begin.basis
    return When(since=begin.since, until=end.until, basis=basis)


def _part(core: _Core, scene: Scene) -> When | None:
    when = core.rule.sense(core.match, scene)
    if when is None or not core.part or when.since is None or when.until is None:
        return when
    part = core.part.lower()
    if part in ("earlier", "later"):
        return _so_far(part, when, scene)
    since, until = part_of(part, (when.since, when.until))
    return When(since=since, until=until, basis=when.basis)


def _so_far(part: str, when: When, scene: Scene) -> When:
    """ "earlier this year" ends, and "later this year" begins, on the day of publication."""
    today = today_of(scene)
    if when.basis != "relative" or today is None or when.since is None or when.until is None:
        return when
    if not when.since <= today <= when.until:
        return when
    return replace(when, until=today) if part == "earlier" else replace(when, since=today)


def _bounded(bound: str, when: When) -> When:
    basis = "relative" if bound in _BESIDE and when.basis == "explicit" else when.basis
    if bound in _OPEN_END:
        return When(since=when.since, basis=basis)
    return When(until=when.until, basis=basis)


# -- date headings ----------------------------------------------------------------------------------------

_LINE = re.compile(r"^[^\S\n]*[#*_]*[^\S\n]*(?P<line>[^\s#*_][^\n]*)$", re.MULTILINE)
_AFTER_DATE = re.compile(r"[*_]*\s?(?:—|–|--|:|-\s)\s?|[.:*_]*\s*$")


def date_headings(text: str, *, anchor: When | None = None) -> tuple[DatedPart, ...]:
    """The parts of a text that stand under a date: a line of its own, or "March 4 —" before a paragraph.

    A lone date near the top is the day of publication and heads nothing. A heading without a year takes it
    from the one before, else from `anchor`.
    """
    headings: list[tuple[int, When, bool]] = []
    for number, line in enumerate(_LINE.finditer(text)):
        when = _heading(line["line"], headings[-1][1] if headings else None, anchor)
        if when is not None:
            headings.append((line.start("line"), when, number < 3))
    if not headings or (len(headings) == 1 and headings[0][2] and anchor in (None, headings[0][1])):
        return ()
    ends = [start for start, _, _ in headings[1:]] + [len(text)]
    return tuple(DatedPart(start=h[0], end=end, when=h[1]) for h, end in zip(headings, ends, strict=True))


def _heading(line: str, previous: When | None, anchor: When | None) -> When | None:
    """The date of a line that is, or begins with, nothing but a date."""
    for core in _cores(line[:60]):
        alone = _AFTER_DATE.match(line, core.end)
        if core.start > 0 or alone is None or core.rule.kind not in ("date", "month", "year"):
            return None
        if core.rule.kind != "date" and alone.end() < len(line):
            return None
        year = previous.since.year if previous and previous.since and core.year() is None else None
        when = _meaning(core, Scene(line, 0, core.end, anchor, year=year))
        if (
            when is not None
            and when.basis == "explicit"
            and core.year() is None
            and core.match.groupdict().get("month")
        ):
            return replace(when, basis="inferred")
        return when if when is not None and when.since is not None else None
    return None
