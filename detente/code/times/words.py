"""How expressions of time are written: one rule for each form.

A rule knows one form ("12 March 2023", "last Tuesday", "two years ago") and nothing of what stands around
it; `detente.code.times.when` joins forms to ranges and applies "early", "by", "since".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.code.numbers.amounts import known_unit_behind
from detente.code.numbers.numerals import NUMBER_WORDS, number_in
from detente.code.times import sense
from detente.code.times.scene import TimeKind
from detente.code.times.sense import SEASONS, Sense, periods

Guard = Callable[[str, re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One form: its kind, the words it may begin with ("#" for a figure), how it is written, what it means,
    and whether it is meant where it stands."""

    kind: TimeKind
    starts: str
    pattern: re.Pattern[str]
    sense: Sense
    guard: Guard = lambda text, match: True


def _names(*kinds: str) -> str:
    """Names in capitals or with a capital: "may" and "march" in small letters are verbs."""
    forms = {form for word in periods(*kinds) for form in (word.title(), word.upper())}
    return f"(?-i:{'|'.join(sorted(forms, key=lambda form: (-len(form), form)))})"


_MONTH, _WEEKDAY, _SEASON = _names("month"), _names("weekday"), f"(?:{'|'.join(SEASONS)})"
_BESIDE_FIGURE = rf"(?P<month>{_names('month', 'short-month')})(?![a-z])\.?"
_DAYTIME = r"(?:\s(?:morning|afternoon|evening|night))?"
_DAY_NAME = rf"(?:{_names('weekday', 'short-weekday')}{_DAYTIME}[.,]?\s(?:the\s)?\(?)?"
_YEAR = r"(?:1[89]\d\d|20\d\d|2100)(?!\d|[.,]\d)"
_D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[.,:]\d)"
_TO = r"(?:\s?[-–—/&]\s?|\s(?:to|and|or|until|through)\s)"
_DAYS = rf"(?P<first>{_D})(?:{_TO}(?:the\s)?(?P<last>{_D}))?"
_SAME_YEAR = r"\s(?:of\s)?(?:the\s|that\s)?(?:same|that|very)\syear"
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|quarter|year|decade|centur(?:y|ie))"
_NUMBER = r"(?P<n>an?\s(?:few|couple\sof)|\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_FEW = re.compile(r"(?:an?\s)?(?:few|couple\sof|several|many|some)", re.IGNORECASE)
MONTH_DAY = rf"(?:{_DAY_NAME}(?:{_DAYS}\s(?:of\s)?{_BESIDE_FIGURE}(?:,?\s(?P<year>{_YEAR}))?))"


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{pattern}(?!\w)", re.IGNORECASE)


# -- guards: is it meant as a time where it stands? -------------------------------------------------------

PART = re.compile(
    r"(?:\bthe\s)?\b(?:(?P<part>(?:(?:first|second|third|fourth|latter|last|final)\s(?:half|quarter)|beginning|start|"
    r"middle|end|close)(?=\sof\s|-)|year-end|early|late|mid|earlier|later)(?:\sof|\sin|\son|\spart\sof)?[\s-])(?:the\s)?$",
    re.IGNORECASE,
)
"""What stands before a period and means a part of it."""
_NO_YEAR_AFTER = re.compile(
    r"\s?(?:%|per\s?cent|percentage|people|others|men|women|more|times)\b|(?:\s|-)(?:hundred|thousand|million|billion|"
    r"trillion|lakh|crore|dollars|euros|pounds|rupees|yuan|roubles|rubles)\b",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"(?:^|[(\[,;:—–\n“\"]\s?|[.!?]\s|\b(?:in|of|since|from|by|until|till|before|after|during|through|throughout|to|and|"
    r"or|between|for|around|circa|late|early|mid|end|start|beginning|year|spring|summer|autumn|fall|winter|last|this|the|"
    r"a|an|its|his|her|their|our|than|as|financial|fiscal|back)\s|['’]s?\s|\b(?:mid|end|early|late|post|pre)-)$",
    re.IGNORECASE,
)
_SURE_YEAR = re.compile(r"\b(?:in|since|by|until|till|during|mid|early|late)[\s-]$", re.IGNORECASE)
_MORE_THAN = re.compile(r"\b(?:more|less|fewer|other|rather)\sthan\s$", re.IGNORECASE)
_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|by|until|till|through|from|to|before|after|during|of|early|late|mid|end|and|or|between|the|for|"
    r"throughout|around|earlier|later)[\s-]$",
    re.IGNORECASE,
)
_MONTH_NEXT = re.compile(rf"(?:\s?[-–—]\s?|\s(?:to|and|or|until|through)\s){_MONTH}\b")
_ALSO_A_WORD = ("march", "may", "april", "june", "august")


def _year_meant(text: str, match: re.Match[str]) -> bool:
    before, at = text[max(0, match.start() - 20) : match.start()], match.end()
    if not _YEAR_BEFORE.search(before) or _MORE_THAN.search(before) or _NO_YEAR_AFTER.match(text, at):
        return False
    return bool(_SURE_YEAR.search(before)) or not known_unit_behind(text, at)


def _month_meant(text: str, match: re.Match[str]) -> bool:
    if (
        match["which"]
        or _MONTH_NEXT.match(text, match.end())
        or _MONTH_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
    ):
        return True
    named = re.compile(r"\s[A-Z]").match(text, match.end())
    return match["month"].lower() not in _ALSO_A_WORD and named is None


def _weekday_meant(text: str, match: re.Match[str]) -> bool:
    named = re.search(
        r"\b(?:Black|Good|Bloody|Easter|Holy|Ash|Palm|Super|Cyber|Maundy)\s$", text[: match.start()][-9:]
    )
    return named is None


def _today_meant(text: str, match: re.Match[str]) -> bool:
    """Not the paper "Kabul Today"."""
    return not (
        match[0][0].isupper() and re.search(r"[A-Z]\w*\s$", text[max(0, match.start() - 15) : match.start()])
    )


def _part_before(text: str, match: re.Match[str]) -> bool:
    return PART.search(text[max(0, match.start() - 24) : match.start()]) is not None


def is_vague(match: re.Match[str]) -> bool:
    """Whether the text itself gives no number: "a few weeks ago"."""
    return _FEW.fullmatch(match.groupdict().get("n") or "") is not None


def _length_meant(text: str, match: re.Match[str]) -> bool:
    word = match["n"] or "a"
    return number_in(word) is not None or _FEW.fullmatch(word) is not None


def _vague_meant(text: str, match: re.Match[str]) -> bool:
    before, word = text[max(0, match.start() - 12) : match.start()].lower(), match[0].lower()
    if word in ("shortly", "soon", "earlier", "later") and re.compile(
        r"\s(?:after|before|than|this|in\s\d)"
    ).match(text, match.end()):
        return False
    if re.search(r"\bas\s$", before) or (
        word == "now" and re.search(r"\b(?:until|till|by|from|to)\s$", before)
    ):
        return False
    return word != "earlier" or re.search(r"(?:day|week|month|year|decade|hour|minute)s?\s$", before) is None


_VAGUE = "|".join(sorted((re.escape(word) for word in periods("vague")), key=lambda word: (-len(word), word)))
_PERIOD = r"(?P<unit>weekend|week|month|quarter|year|decade|century"

_MONTH_STARTS = " ".join(periods("month", "short-month"))
_DAY_STARTS = " ".join(periods("weekday", "short-weekday"))
_DATE_STARTS = f"# {_MONTH_STARTS} {_DAY_STARTS}"
_NUMBER_STARTS = f"# a an few several many some {' '.join(NUMBER_WORDS)}"
_VAGUE_STARTS = " ".join(word.split()[0] for word in periods("vague"))

RULES: tuple[Rule, ...] = (
    Rule("date", _DATE_STARTS, _re(MONTH_DAY), sense.date_sense),
    Rule(
        "date",
        _DATE_STARTS,
        _re(rf"{_DAY_NAME}{_BESIDE_FIGURE}\s{_DAYS}(?:,?\s(?P<year>{_YEAR}))?"),
        sense.date_sense,
    ),
    Rule("date", "#", _re(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:.]+Z?)?"), sense.iso_sense),
    Rule(
        "date",
        "#",
        _re(r"(?P<a>\d\d?)(?P<dot>[/.])(?P<b>\d\d?)(?P=dot)(?P<year>(?:19|20)\d\d)"),
        sense.numeric_sense,
    ),
    Rule(
        "month",
        _MONTH_STARTS,
        _re(rf"{_BESIDE_FIGURE}(?:\sof)?,?\s(?P<year>{_YEAR})"),
        sense.month_year_sense,
    ),
    Rule(
        "month",
        f"last this next {_MONTH_STARTS}",
        _re(rf"(?:(?P<which>last|this|next)\s)?(?P<month>{_MONTH})(?P<same>{_SAME_YEAR})?"),
        sense.month_alone_sense,
        _month_meant,
    ),
    Rule(
        "range",
        "#",
        _re(rf"(?P<year>{_YEAR})\s?[-–—/]\s?(?P<last>{_YEAR}|\d\d(?!\d|[.,-]\d))"),
        sense.years_sense,
    ),
    Rule("year", "#", _re(rf"(?P<year>{_YEAR})"), sense.years_sense, _year_meant),
    Rule("range", "the #", _re(r"(?:the\s)?(?P<decade>(?:1[89]|20)\d0)['’]?s"), sense.decade_sense),
    Rule(
        "range",
        "the #",
        _re(r"(?:the\s)?(?P<century>1[5-9]|2[01])(?:st|th)[\s-]century"),
        sense.century_sense,
    ),
    Rule(
        "range",
        f"the {' '.join(SEASONS)}",
        _re(rf"(?:the\s)?(?P<season>{_SEASON})(?:\sof)?\s(?P<year>{_YEAR})"),
        sense.season_year_sense,
    ),
    Rule(
        "range",
        "# q h",
        _re(rf"(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q|H(?P<half>[12]))\s?(?P<year>{_YEAR})"),
        sense.quarter_sense,
    ),
    Rule(
        "relative",
        f"last this next the {_DAY_STARTS}",
        _re(
            rf"(?:(?P<which>last|this|next|this\scoming|the\sfollowing)\s)?(?P<day>{_WEEKDAY})"
            rf"(?:,?\s(?:of\s)?(?P<week>(?:last|this|next)(?=\sweek))\sweek)?(?:\s(?:morning|afternoon|evening|night))?"
        ),
        sense.weekday_sense,
        _weekday_meant,
    ),
    Rule(
        "relative",
        "the yesterday last today tonight this tomorrow",
        _re(
            r"(?:the\sday\sbefore\syesterday|yesterday|last\snight|today|tonight|this\s(?:morning|afternoon|evening)|"
            r"the\sday\safter\stomorrow|tomorrow)"
        ),
        sense.near_day_sense,
        _today_meant,
    ),
    Rule(
        "relative",
        "last this next the coming current",
        _re(rf"(?P<which>last|this|next|(?:the\s)?coming|(?:the\s)?current)\s{_PERIOD}|{_SEASON})"),
        sense.near_period_sense,
    ),
    Rule("relative", "the", _re(rf"the\s{_PERIOD})"), sense.near_period_sense, _part_before),
    Rule(
        "relative",
        _NUMBER_STARTS,
        _re(rf"{_NUMBER}\s{_UNIT}s?\s(?P<how>ago|earlier|later|before|after)"),
        sense.ago_sense,
        _length_meant,
    ),
    Rule(
        "anaphoric",
        "the that",
        _re(
            r"(?:(?P<which>the\ssame|that\svery|that\ssame|that|the\sfollowing|the\snext|the\sprevious|the\spreceding)\s"
            r"|the\s(?=\w+\s(?:before|after|earlier)(?:[.,;:)]|\s(?:and|but|when|in|at)\b|$)))"
            r"(?P<unit>day|week|weekend|month|year|decade|night|evening|morning)"
            r"(?(which)|\s(?P<side>before|after|earlier))"
        ),
        sense.same_sense,
    ),
    Rule(
        "range",
        "the these",
        _re(
            rf"(?:the|these)\s(?P<which>past|last|previous|next|coming|following)\s(?:{_NUMBER}\s)?{_UNIT}s?"
        ),
        sense.window_sense,
        _length_meant,
    ),
    Rule(
        "range",
        "within",
        _re(rf"within\s(?:the\s(?:next|coming)\s)?{_NUMBER}\s{_UNIT}s?"),
        sense.within_sense,
        _length_meant,
    ),
    Rule(
        "relative",
        "in",
        _re(rf"in\s{_NUMBER}\s{_UNIT}s?(?P<time>['’]?s?\stime)?"),
        sense.in_time_sense,
        _length_meant,
    ),
    Rule(
        "date",
        "the",
        _re(r"the\s(?P<first>[12]?\d(?:st|nd|rd|th)|3[01](?:st|th))(?!\s[a-zA-Z])"),
        sense.day_of_month_sense,
    ),
    Rule(
        "anaphoric",
        "just only hours minutes moments shortly immediately soon",
        _re(
            r"(?:(?:just|only)\s)?(?:hours|minutes|moments|shortly|immediately|soon)\s(?:after(?:wards)?|before|later|earlier)"
        ),
        sense.hours_sense,
    ),
    Rule(
        "anaphoric",
        "since after by before until till",
        _re(r"(?P<side>since|after|by|before|until|till)\sthen"),
        sense.then_sense,
    ),
    Rule(
        "anaphoric",
        "in",
        _re(
            r"in\sthe\s(?:(?:final|last|first)\s)?(?:days|weeks|months|years)\s"
            rf"(?P<side>before|after|since|following|leading\sup\sto|preceding)(?!\s(?:the\s)?(?:\d|{_MONTH}))"
        ),
        sense.then_sense,
    ),
    Rule(
        "range",
        "after",
        _re(rf"(?P<side>after)\s{_NUMBER}\s{_UNIT}s?(?=\sof\b)"),
        sense.lasting_sense,
        _length_meant,
    ),
    Rule("range", "for", _re(rf"(?P<side>for)\s{_NUMBER}\s{_UNIT}s?"), sense.lasting_sense, _length_meant),
    Rule("vague", _VAGUE_STARTS, _re(rf"(?:{_VAGUE})"), sense.vague_sense, _vague_meant),
    Rule(
        "vague",
        "long",
        re.compile(r"long\b(?!-)(?:(?<=has long)|(?<=had long)|(?<=have long))"),
        sense.vague_sense,
    ),
    Rule(
        "vague",
        "in",
        _re(
            r"in\s(?:recent|(?:the\s)?(?:coming|past\sfew|last\sfew|next\sfew))\s"
            r"(?:hours|days|weeks|months|years|decades)"
        ),
        sense.vague_sense,
    ),
)
"""In the order of preference among expressions of the same length."""

_START = re.compile(r"\b(?<![$€£¥₹#])(?:\d|[a-z]+)", re.IGNORECASE)
_BY_START: dict[str, list[Rule]] = {}
for _rule in RULES:
    for _word in set(_rule.starts.split()):
        _BY_START.setdefault(_word, []).append(_rule)


def forms_in(text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
    """Every place where a form is written and meant; they may overlap."""
    for start in _START.finditer(text):
        word = start[0].lower()
        for rule in _BY_START.get("#" if word.isdigit() else word, ()):
            match = rule.pattern.match(text, start.start())
            if match and rule.guard(text, match):
                yield rule, match
