"""Are two commitments the same promise at two moments, or told twice? Features of a pair."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import log

from detente.keep.assembly.odds import chance
from detente.keep.assembly.wording import Bag, cosine, covered, stem, weighed, words_of
from detente.keep.mentions import all_names
from detente.model import Amount, Commitment, Telling
from detente.vocab.tables import cache, cache_newest

_MODEL = re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[A-Z])[A-Z][\w]*(?:-[\w]+)*\b")
_NAME = re.compile(r"\b[A-Z][a-z]{2,}(?:[–-][A-Z][a-z]+)*\b")
_FIRST = re.compile(r"(?:^|[.!?:\n|\"“”'‘] *)([A-Z][a-z]+)")
_ANOTHER = frozenset(
    "another second third fourth further additional extra other separate next more new".split()
)
"""Words that tell that a promise is not the one spoken of before."""
_TELLING = 7.0
"""Bits from which a shared word tells that two commitments may be one: fewer than 80 of 10,000 sentences hold it."""
_GENERAL = "general"
_LONGEST_PHRASE = 3
_TEXTS = 4_096
"""Texts of which words, names and classes are kept at hand."""


@dataclass(frozen=True)
class PromiseFace:
    """What is compared of a commitment. Words are taken when needed."""

    telling: Telling
    claim: Commitment
    parties: frozenset[str]
    day: date | None

    @cached_property
    def name(self) -> Hashable:
        """All that two faces are compared by follows from it: the text from the place, which the id holds."""
        return self.telling.record.id, self.telling.published, self.telling.title

    @cached_property
    def what(self) -> Bag:
        """The words of what is owed."""
        return bag_of(self.claim.what)

    @cached_property
    def evidence(self) -> Bag:
        """The words of its sentence."""
        return bag_of(self.telling.record.evidence.text)

    @cached_property
    def told(self) -> Bag:
        """The words of both."""
        return Bag({**self.what, **self.evidence}.items())

    @cached_property
    def title(self) -> Bag:
        """The words of the headline."""
        return bag_of(self.telling.title or "")

    @cached_property
    def context(self) -> Bag:
        """The words around it."""
        return bag_of(self.telling.context)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of object that are owed, else those in its sentence."""
        return classes_of(self.claim.what) or classes_of(self.telling.record.evidence.text)

    @cached_property
    def models(self) -> frozenset[str]:
        """Models of objects."""
        return frozenset(_MODEL.findall(f"{self.claim.what} {self.telling.record.evidence.text}"))

    @cached_property
    def names(self) -> frozenset[str]:
        """Proper names that are no state's."""
        return names_in(f"{self.claim.what}. {self.telling.record.evidence.text}", self.telling.context)

    @cached_property
    def what_names(self) -> frozenset[str]:
        """Those in what is owed."""
        return names_in(f"x {self.claim.what}", f"x {self.claim.what}")

    @cached_property
    def another(self) -> bool:
        """Whether it is told to be another than the one spoken of before."""
        return not _ANOTHER.isdisjoint(words_of(self.claim.what))


def face_of(telling: Telling) -> PromiseFace:
    """What is compared of a commitment's telling.

    Raises:
        TypeError: the record is no commitment.
    """
    claim = telling.record.claim
    if not isinstance(claim, Commitment):
        raise TypeError(f"{telling.record.kind} is no commitment")
    return PromiseFace(
        telling=telling,
        claim=claim,
        parties=frozenset((*claim.giver, *claim.receiver)),
        day=(claim.when.since or claim.when.until) if claim.when else telling.published,
    )


def signs_of(face: PromiseFace) -> set[str]:
    """What a commitment can be found by among many: two that share none of these are hardly ever one."""
    words = {word for bag in (face.what, face.evidence) for word, told in bag.items() if told >= _TELLING}
    amount = face.claim.amount
    sums = {f"{amount.value.normalize()} {amount.unit}"} if amount else set()
    return {*face.classes, *face.models, *words, *sums}


def comparable(a: PromiseFace, b: PromiseFace) -> bool:
    """Whether two commitments share two parties, or the only one that one of them has: others are not compared."""
    return len(a.parties & b.parties) >= min(2, len(a.parties), len(b.parties)) > 0


def same_promise(a: PromiseFace, b: PromiseFace) -> float:
    """The chance that two commitments are one row of the ledger."""
    return chance("ledger", features(a, b))


def features(a: PromiseFace, b: PromiseFace) -> dict[str, float]:
    """What tells whether two commitments are one, each from 0 to 1 unless said otherwise."""
    one, other = a.claim, b.claim
    years = abs((a.day - b.day).days) / 365 if a.day and b.day else 2.0
    return {
        "parties": _jaccard(a.parties, b.parties),
        "direction": _direction(one, other),
        "sector": 1.0
        if one.sector == other.sector
        else 0.5
        if _GENERAL in (one.sector, other.sector)
        else 0.0,
        "what": cosine(a.what, b.what),
        "what_in_evidence": max(covered(a.what, b.told), covered(b.what, a.told))
        if a.what and b.what
        else 0.0,
        "evidence": cosine(a.evidence, b.evidence),
        "context": cosine(a.context, b.context),
        "what_in_title": max(covered(a.what, b.title), covered(b.what, a.title))
        if a.title and b.title
        else 0.0,
        "classes": _jaccard(a.classes, b.classes) if a.classes and b.classes else 0.0,
        "other_classes": float(bool(a.classes and b.classes and not a.classes & b.classes)),
        "models": float(bool(a.models & b.models)),
        "names": _jaccard(a.names, b.names),
        "other_names_of_it": float(bool(a.what_names and b.what_names and not a.what_names & b.what_names)),
        "another": float(a.another != b.another),
        **_amounts(one.amount, other.amount),
        "years": log(1 + years),
        "same_article": float(a.telling.record.evidence.doc == b.telling.record.evidence.doc),
    }


def _amounts(a: Amount | None, b: Amount | None) -> dict[str, float]:
    comparable = bool(a and b and a.unit == b.unit and a.value > 0 and b.value > 0)
    ratio = float(max(a.value, b.value) / min(a.value, b.value)) if a and b and comparable else 0.0
    return {
        "amount_equal": float(0 < ratio <= 1.01),
        "amount_near": float(1.01 < ratio <= 2.0),
        "amount_far": float(ratio > 2.0),
        "other_unit": float(bool(a and b and a.unit != b.unit)),
    }


def _direction(a: Commitment, b: Commitment) -> float:
    if a.giver == b.giver and a.receiver == b.receiver:
        return 1.0
    if not a.receiver or not b.receiver:
        return 0.5
    return 0.0 if set(a.giver) & set(b.receiver) or set(b.giver) & set(a.receiver) else 0.5


def _jaccard(a: frozenset[str] | set[str], b: frozenset[str] | set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


@cache_newest(_TEXTS)
def names_in(text: str, context: str) -> frozenset[str]:
    """Proper names in a text that name no state: words with a capital, at the start of a sentence only if the
    context has them elsewhere too.
    """
    inner = set(_NAME.findall(_FIRST.sub(" ", context))) | set(_NAME.findall(_FIRST.sub(" ", text)))
    found = {part for name in _NAME.findall(text) if name in inner for part in re.split("[–-]", name)}
    return frozenset(name for name in found if name.casefold() not in party_words())


@cache_newest(_TEXTS)
def bag_of(text: str) -> Bag:
    """The weighed words of a text without the names of states and organisations, which all pairs share."""
    parties = party_words()
    return weighed(word for word in words_of(text) if word not in parties)


@cache_newest(_TEXTS)
def classes_of(text: str) -> frozenset[str]:
    """The classes of object that words and phrases of a text stand for."""
    from detente import vocab

    words, known = words_of(text), vocab.objects()
    phrases = (
        " ".join(words[at : at + size])
        for size in range(1, _LONGEST_PHRASE + 1)
        for at in range(len(words) - size + 1)
    )
    return frozenset(name for phrase in phrases for name in known.get(phrase, ()))


@cache
def party_words() -> frozenset[str]:
    """All words of the names of states and organisations, in one case, with their stems."""
    words = {word for name, _ in all_names() for word in words_of(name) if len(word) > 2}
    return frozenset(words | {stem(word) for word in words} | {f"{word}'s" for word in words})
