"""Probabilities in words, after ICD 203; never in one sentence with confidence."""

from __future__ import annotations

from detente.model import Likelihood
from detente.vocab import likelihoods

LIKELY = 0.55
"""Probability from which a turn is told as a change, and counts as a case: the least that ICD 203 calls likely."""


def likelihood_of(probability: float) -> Likelihood:
    """The words for a probability, 0 to 1; at the bound of two, those farther from one half.

    A probability beyond the last words takes the last words: nothing is told as impossible or certain.

    Raises:
        ValueError: no probability.

    Source: ICD 203, Analytic Standards (2015), section D.6.e(2).
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"{probability} is no probability")
    rows = likelihoods()
    within = [row for row in rows if row.low <= probability <= row.high]
    nearest = rows[0] if probability < rows[0].low else rows[-1]
    row = max(within, key=lambda one: abs((one.low + one.high) / 2 - 0.5)) if within else nearest
    return Likelihood(words=row.words, low=row.low, high=row.high, value=probability)


def tell_likely(likelihood: Likelihood, clause: str) -> str:
    """A clause as a sentence with its likelihood: `It is very likely that ...`."""
    if likelihood.words == "almost no chance":
        return f"There is almost no chance that {clause}."
    if likelihood.words == "roughly even chance":
        return f"There is a roughly even chance that {clause}."
    return f"It is {likelihood.words} that {clause}."
