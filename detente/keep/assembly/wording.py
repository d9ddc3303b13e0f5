"""Texts as they are compared: words without their endings, weighed by how rare they are.

Weights come from a fixed table (`vocab/common_words.tsv`) and not from the project's own texts, so that
what is alike does not depend on what was added before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import log2, sqrt

from detente.code.grammar.sentences import readable
from detente.model import Document
from detente.vocab.tables import cache

_FILLER = "\u2060"  # what stands in a page's flow for tags within a line
_WORD = re.compile(r"[^\W_]+(?:['.,-][^\W_]+)*")
_NUMBER = re.compile(r"\d[\d.,]*")
_ENDINGS = re.compile(r"(?:'s|'|ies|ied|ing|ed|es|s|ion|ions)$")
_SHORTEST = 3
_RAREST = 5
"""Sentences in ten thousand that a word is taken to be in when the table does not have it: fewer than these."""

_WORDS = 65_536
"""Words whose stems are kept at hand."""


class Bag(dict[str, float]):
    """Stems of words, each with its weight; what is summed over them is summed once."""

    __slots__ = ("squares", "whole")

    def __init__(self, weights: Iterable[tuple[str, float]] = ()) -> None:
        super().__init__(weights)
        self.whole = sum(self.values())
        self.squares = sum(weight * weight for weight in self.values())


def text_of(document: Document) -> str:
    """The article as a reader sees it, without headline, boilerplate and what a page leaves within words."""
    return readable(document).replace(_FILLER, "")


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in order, in one case, apostrophes made alike."""
    return _WORD.findall(text.replace("’", "'").replace("‘", "'").casefold())


@lru_cache(maxsize=_WORDS)
def stem(word: str) -> str:
    """A word without its ending: enough to find "signed" in "signing", never shown."""
    if word[:1].isdigit():
        return word.replace(",", "").rstrip(".")
    cut = _ENDINGS.sub("", word)
    return cut if len(cut) >= _SHORTEST else word


@cache
def weight(stemmed: str) -> float:
    """How much a shared word tells, in bits: -log2 of the share of sentences that hold it; 0.5 for "the"."""
    return log2(10_000 / _common().get(stemmed, _RAREST - 1))


def weighed(words: Iterable[str]) -> Bag:
    """Each word's stem with its weight."""
    return Bag((stemmed, weight(stemmed)) for stemmed in map(stem, words))


def cosine(a: Bag, b: Bag) -> float:
    """How far two bags of weighed words point the same way, 0 to 1; 0 where one is empty."""
    if not a or not b:
        return 0.0
    shared = sum([value * value for word, value in a.items() if word in b])
    return shared / sqrt(a.squares * b.squares)


def covered(a: Bag, b: Bag) -> float:
    """The weight of what the smaller bag shares with the other, as a share of the smaller, 0 to 1."""
    small, large = (a, b) if a.whole <= b.whole else (b, a)
    return (
        sum([value for word, value in small.items() if word in large]) / small.whole if small.whole else 0.0
    )


def numbers_of(text: str) -> frozenset[str]:
    """The numbers of a text as written in digits, without separators of thousands."""
    return frozenset(found.rstrip(".,").replace(",", "") for found in _NUMBER.findall(text))


@cache
def _common() -> dict[str, int]:
    from detente import vocab

    found: dict[str, int] = {}
    for word, times in vocab.common_words().items():
        found[stem(word)] = min(10_000, found.get(stem(word), 0) + times)
    return found
