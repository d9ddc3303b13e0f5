"""Numbers as a text writes them, in figures, in words, or in both: "1.12 billion", "two dozen"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from detente import vocab
from detente.code.grammar.wordlists import any_of


def _number_words(*kinds: str) -> dict[str, Decimal]:
    table = vocab.rows("numbers.tsv", ("word", "kind", "value", "source"))
    return {row["word"]: Decimal(row["value"]) for row in table if row["kind"] in kinds}


_WORDS = _number_words("one", "teen", "ten")
_SCALES = _number_words("scale", "short")
NUMBER_WORDS: tuple[str, ...] = tuple(_WORDS)
"""From "one" to "ninety"."""
GAP = r"[ \t\u00a0\u202f\n-]"
"""One blank or hyphen between words."""
_ONE, _TEEN, _TEN, _SCALE = (any_of(_number_words(kind)) for kind in ("one", "teen", "ten", "scale"))
_BELOW_100 = rf"(?:{_TEN}(?:{GAP}{_ONE})?|{_TEEN}|{_ONE})"
_BELOW_1000 = rf"(?:(?:an?|{_BELOW_100}){GAP}hundred(?:{GAP}(?:and{GAP})?{_BELOW_100})?|{_BELOW_100})"
SPELLED = (
    rf"(?:(?:{_BELOW_1000}{GAP}and{GAP}a{GAP}half|half{GAP}an?|an?)(?:{GAP}{_SCALE}){{1,2}}"
    rf"|{_BELOW_1000}(?:(?:{GAP}{_SCALE}){{1,2}}(?:{GAP}(?:and{GAP})?{_BELOW_1000})?)?)(?![A-Za-z])"
)
"""A number in words, to be compiled without regard to case."""
FIGURES = r"(?:\d{1,3}(?:,\d{2,3})+|\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d{1,18})(?:\.\d+)?(?![.,]?\d)"
"""A number in figures, grouped by thousands or in the Indian way."""
SCALED = rf"(?:{GAP}?{_SCALE}(?:{GAP}{_SCALE})?(?![A-Za-z]))"
"""A multiplier behind figures: " million", " lakh crore"."""
FREE = r"(?<![\w$€£¥₹])(?<![\w][-/.,–:])"
"""What stands before a number: it is neither inside a word nor behind the hyphen of a name."""
NUMBER = rf"(?:{FIGURES}{SCALED}?|{SPELLED})"
"""A number in figures or in words."""
_SHORT = _number_words("short")
SCALED_MONEY = (  # "5.4 bn", but only "5m": "5 m" may be metres
    rf"(?:{SCALED}|{GAP}?{any_of(w for w in _SHORT if len(w) > 1)}(?![A-Za-z])"
    rf"|{any_of(w for w in _SHORT if len(w) == 1)}(?![A-Za-z]))"
)
"""The same, with the abbreviations that stand behind sums of money."""
_PARTS = re.compile(rf"({FIGURES})|[a-z]+", re.IGNORECASE)


def number_in(text: str) -> Decimal | None:
    """The exact value of a number in figures, in words or in both; `None` for "several million".

    >>> number_in("1.12 billion"), number_in("two dozen"), number_in("half a million")
    (Decimal('1120000000'), Decimal('24'), Decimal('500000'))
    """
    total: Decimal | None = None
    group: Decimal | None = None
    for part in _PARTS.finditer(text):
        word = part[0].lower()
        if part[1]:
            group = (group or 0) + Decimal(re.sub(r"[,\s]", "", word))
        elif word in ("a", "an"):
            group = Decimal(1) if group is None else group
        elif word == "half":
            group = (group or 0) + Decimal("0.5")
        elif word == "hundred" and group is not None:
            group *= 100
        elif word in _SCALES and (total is not None or group is not None):
            total, group = _scaled(total, group, _SCALES[word]), None
        elif word in _WORDS:
            group = (group or 0) + _WORDS[word]
        elif word != "and":
            return None
    return None if total is None and group is None else _tidy((total or Decimal(0)) + (group or Decimal(0)))


def _scaled(total: Decimal | None, group: Decimal | None, scale: Decimal) -> Decimal:
    if group is None:  # "2 lakh crore"
        return (total or Decimal(1)) * scale
    return (total or Decimal(0)) + group * scale  # "two million five hundred thousand"


def _tidy(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


_WORD = re.compile(r"\b(?:\d|[A-Za-z]+)")
_FIRST_WORDS = frozenset(("a", "an", "half", *NUMBER_WORDS))


def number_starts(text: str) -> tuple[int, ...]:
    """Where in the text a number may begin."""
    words = _WORD.finditer(text)
    return tuple(word.start() for word in words if word[0].isdigit() or word[0].lower() in _FIRST_WORDS)


def matches_at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(text)`, but looking only at `starts`, which is several times as fast."""
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)):
            yield match
            end = match.end()
