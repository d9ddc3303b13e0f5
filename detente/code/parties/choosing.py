"""Whom an expression most likely stands for: weights learnt from articles in which every such expression is marked.

A conditional logit over candidates (Denis and Baldridge 2007, *A Ranking Approach to Pronoun Resolution*, IJCAI): what
speaks for a candidate is summed, and the largest sum is chosen. `training/referents.py` fits the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from detente.code.parties.antecedents import Pair
from detente.code.parties.asked import ONE, Asked, is_known
from detente.code.parties.one_party import facing_it, traits_of_each
from detente.code.parties.several import traits_of_groups
from detente.model import Codes
from detente.vocab.tables import cache, read_table

WEIGHTS = Path(__file__).parent / "trained" / "referents.tsv"
AHEAD = 1.1
"""By how much another must be ahead of whom the rules choose: three times as likely (e^1.1)."""

APART = 0.2
"""By how much a description of which the rules know nothing must be nearer to one party than to any other."""


def options(asked: Asked, pairs: Sequence[Pair]) -> list[tuple[Codes, list[str]]]:
    """All who may be meant, with their traits; codes of somebody unknown begin with `UNKNOWN`, nobody has none."""
    if asked.kind in ONE:
        return [((key,) if key else (), traits) for key, traits in traits_of_each(asked)]
    return traits_of_groups(asked, pairs)


def likeliest(asked: Asked, pairs: Sequence[Pair], weights: Mapping[str, float]) -> Codes:
    """Who is meant; whom the rules choose, unless another is `AHEAD` of them. Empty where it is nobody known."""
    rows = options(asked, pairs)
    sums = [sum(weights.get(f"{asked.kind}|{trait}", 0.0) for trait in traits) for _, traits in rows]
    best = max(range(len(rows)), key=sums.__getitem__)
    rule = [s for (codes_, _), s in zip(rows, sums, strict=True) if set(codes_) == set(asked.rule)]
    if asked.kind == "noun" and not asked.rule and _is_close(rows, sums):
        return ()
    unsaid = not rule and not set(asked.rule) & facing_it(
        asked
    )  # "the government", before its state is named
    if unsaid or (rule and sums[best] - max(rule) < AHEAD):
        return asked.rule
    return tuple(code for code in rows[best][0] if is_known(code))


def _is_close(rows: Sequence[tuple[Codes, list[str]]], sums: Sequence[float]) -> bool:
    """Are two parties so near to one another that a description may mean either?"""
    ordered = sorted((total for (codes_, _), total in zip(rows, sums, strict=True) if codes_), reverse=True)
    return len(ordered) > 1 and ordered[0] - ordered[1] < APART


@cache
def weights() -> Mapping[str, float]:
    """What each trait counts, by kind of expression and trait: "it|rule".

    Raises:
        ValueError: a weight is no number; the message begins with `folder/file:line`.
    """
    found = {}
    for row in read_table(WEIGHTS, ("trait", "weight", "source")):
        try:
            found[row.text("trait")] = float(row.text("weight"))
        except ValueError:
            raise row.fault(f"weight {row.cells['weight']!r} is no number") from None
    return found
