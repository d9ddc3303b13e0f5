"""Lists of words as patterns: any of them, and how often each of several lists has a word in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Name = TypeVar("Name", bound=str)

_WORD = re.compile(r"\w+")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


@dataclass(frozen=True, slots=True)
class WordList:
    """Words of one subject: their pattern, with plurals, and the first words of each of them."""

    pattern: re.Pattern[str]
    openers: frozenset[str]


def word_list(words: Iterable[str]) -> WordList:
    """The list of some words, each of which begins with a letter or figure, whatever its case."""
    listed = list(words)
    return WordList(
        re.compile(rf"\b{any_of(listed)}(?:s|es)?\b", re.I),
        frozenset(opener for word in listed for opener in _openers(word.lower())),
    )


def count_words(text: str, lists: Mapping[Name, WordList]) -> dict[Name, int]:
    """How often words of each list stand in a text; lists with none are left out.

    A pattern of a hundred words is slow: it is tried only where one of its first words stands.
    """
    there = frozenset(_WORD.findall(text.lower()))
    counts = {
        name: len(of.pattern.findall(text)) for name, of in lists.items() if not there.isdisjoint(of.openers)
    }
    return {name: found for name, found in counts.items() if found}


def _openers(word: str) -> tuple[str, ...]:
    opener = _WORD.match(word)
    if opener is None:
        raise ValueError(f"a word that begins with neither letter nor figure: {word!r}")
    first = opener[0]
    return (first, f"{first}s", f"{first}es") if first == word else (first,)
