"""The words in which likelihood is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.vocab.tables import HERE, cache, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelihoodWords:
    """Words, and the probabilities that they stand for, 0 to 1."""

    words: str
    low: float
    high: float


@cache
def likelihoods() -> tuple[LikelihoodWords, ...]:
    """The words of ICD 203, from the least likely to the most."""
    return read_likelihoods(HERE / "likelihood.tsv")


def read_likelihoods(path: Path) -> tuple[LikelihoodWords, ...]:
    """The words of a table like `likelihood.tsv`.

    Raises:
        ValueError: a row is wrong, or the ranges leave a gap or overlap.
    """
    found: list[LikelihoodWords] = []
    for row in read_table(path, ("words", "low", "high", "source")):
        low, high = row.number("low"), row.number("high")
        if not 0 <= low < high <= 100:
            raise row.fault(f"{low} to {high} percent is no range")
        if found and low != round(found[-1].high * 100):
            raise row.fault(
                f"begins at {low} percent, where the row before ends at {found[-1].high * 100:.0f}"
            )
        found.append(LikelihoodWords(words=row.text("words"), low=low / 100, high=high / 100))
    return tuple(found)
