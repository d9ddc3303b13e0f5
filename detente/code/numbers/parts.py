"""Parts of a whole: "60 of the 100 locomotives", "the second of three ships", "half of the $8 billion"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from detente.code.grammar.wordlists import any_of
from detente.code.numbers.numerals import FREE, NUMBER, number_in

_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last final next".split()
)
_BEFORE = re.compile(
    rf"{FREE}(?P<part>half|(?:the\s+)?{any_of(_ORDINALS)}|{NUMBER})\s+of\s+"
    r"(?:(?:the|its|their|those|these|an?)\s+)?(?:[a-z]+\s)?$",
    re.IGNORECASE,
)
_NEAR = 40  # characters before the whole


@dataclass(frozen=True, slots=True)
class Part:
    """What stands at characters `start` to `end`, how much it is, and whether an ordinal says that it is one."""

    start: int
    end: int
    value: Decimal
    is_one: bool


def find_part(text: str, at: int, whole: Decimal) -> Part | None:
    """The part that is told right before the whole, whose number begins at character `at`; less than the whole.

    >>> find_part("60 of the 100 locomotives", 10, Decimal(100)).value
    Decimal('60')
    """
    begin = max(0, at - _NEAR)
    match = _BEFORE.search(text[begin:at])
    if match is None:
        return None
    words = match["part"].lower().removeprefix("the").strip()
    is_one = words in _ORDINALS
    value = Decimal(1) if is_one else whole / 2 if words == "half" else number_in(words)
    if value is None or value >= whole:
        return None
    start = begin + match.start()
    return Part(start, start + len(match["part"]), value, is_one)
