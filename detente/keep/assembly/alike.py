"""Does one text derive from another: a copy, a rewrite, an excerpt? Features of two articles.

Three-word runs alone do not tell: reprints in the trade share three in ten of them on average, and two
reporters at one press conference share some too. So long runs, rare words, numbers, quotations,
and days are weighed together (weights.toml, `story`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from detente.keep.assembly.odds import chance, least
from detente.keep.assembly.wording import Bag, cosine, numbers_of, text_of, weighed, words_of
from detente.model import Derivation, Document, Link

_QUOTED = re.compile(r"[“\"]([^”\"]{12,400})[”\"]")
_LONG_RUN = 6
_COPY = 0.5
"""Share of the longer text that stands in both word for word, in long runs, from which one is a copy of the other."""
_NUMBERS = 4
_SHARED_NUMBERS = 0.25
"""Share of the numbers of the poorer text below which two texts with `_NUMBERS` or more are filled into one form."""
_PASSAGE = 25
"""Words in a row that two texts share, from which one excerpts the other where it is no copy."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of an article."""

    doc: str
    published: date | None
    words: Sequence[str]
    bag: Bag
    numbers: frozenset[str]
    quotations: frozenset[str]


def sketch(document: Document) -> Sketch:
    """What is compared of an article."""
    text = text_of(document)
    words = words_of(text)
    quoted = (words_of(found) for found in _QUOTED.findall(text))
    return Sketch(
        doc=document.id,
        published=document.published.since if document.published else None,
        words=words,
        bag=weighed(words),
        numbers=numbers_of(text),
        quotations=frozenset(
            " ".join(words[at : at + 5]) for words in quoted for at in range(max(1, len(words) - 4))
        ),
    )


def find_link(a: Sketch, b: Sketch) -> Link | None:
    """How one of two texts derives from the other, or `None` where it does not."""
    likeness = chance("story", features(a, b))
    if likeness < least("story") or of_one_mould(a, b):
        return None
    doc, other = sorted((a.doc, b.doc))
    return Link(doc=doc, other=other, how=_derivation(a, b), likeness=round(likeness, 6))


def features(a: Sketch, b: Sketch) -> dict[str, float]:
    """What tells whether one text derives from the other, each from 0 to 1 unless said otherwise."""
    days = abs((a.published - b.published).days) if a.published and b.published else 3
    fewest = min(len(a.numbers), len(b.numbers))
    return {
        "longest_run": min(1.0, max(_blocks(a, b), default=0) / 25),
        "words": cosine(a.bag, b.bag),
        "numbers": len(a.numbers & b.numbers) / fewest if fewest else 0.0,
        "quotations": float(bool(a.quotations & b.quotations)),
        "days": log(1 + days),
    }


def of_one_mould(a: Sketch, b: Sketch) -> bool:
    """Whether two texts are filled into one form, as bulletins are: alike in words, and other in nearly all numbers."""
    fewest = min(len(a.numbers), len(b.numbers))
    if fewest < _NUMBERS or max(_blocks(a, b), default=0) >= _PASSAGE:
        return False
    return len(a.numbers & b.numbers) < _SHARED_NUMBERS * fewest


def _derivation(a: Sketch, b: Sketch) -> Derivation:
    blocks = _blocks(a, b)
    if sum(size for size in blocks if size >= _LONG_RUN) >= _COPY * max(len(a.words), len(b.words)):
        return "copy"
    return "excerpt" if max(blocks, default=0) >= _PASSAGE else "rewrite"


def _blocks(a: Sketch, b: Sketch) -> list[int]:
    """Lengths of the runs of words that two texts share, taken from left to right, the longest at each place."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(b.words):
        places.setdefault(word, []).append(at)
    longest = [0] * len(a.words)
    after: dict[int, int] = {}
    for at in range(len(a.words) - 1, -1, -1):  # from the right: how long the run is that begins here
        after = {place: after.get(place + 1, 0) + 1 for place in places.get(a.words[at], ())}
        longest[at] = max(after.values(), default=0)
    blocks, at = [], 0
    while at < len(longest):
        if longest[at]:
            blocks.append(longest[at])
        at += max(1, longest[at])
    return blocks
