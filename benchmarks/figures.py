"""The figures of merit that the benchmarks print, each in a few lines that can be checked by reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def f1_by_label(gold: Sequence[str], read: Sequence[str], labels: Sequence[str]) -> dict[str, float]:
    """F1 of each label: twice what agrees over all that was given or read under it; 0 where neither is."""
    hits = Counter(g for g, r in zip(gold, read, strict=True) if g == r)
    wanted, given = Counter(gold), Counter(read)
    return {
        label: 2 * hits[label] / (wanted[label] + given[label]) if wanted[label] + given[label] else 0.0
        for label in labels
    }


def macro(values: dict[str, float]) -> float:
    """The plain mean over labels."""
    return sum(values.values()) / len(values)


def accuracy(gold: Sequence[object], read: Sequence[object]) -> float:
    """The share that agrees."""
    return sum(g == r for g, r in zip(gold, read, strict=True)) / len(gold)


def f1(hits: int, wanted: int, given: int) -> float:
    """Twice the hits over all that was wanted or given."""
    return 2 * hits / (wanted + given) if wanted + given else 0.0


def reliability(
    confidences: Sequence[float], right: Sequence[bool], *, bins: int = 10
) -> list[dict[str, float]]:
    """For each tenth of confidence: how many cases, their mean confidence, and the share that was right."""
    rows = []
    for n in range(bins):
        inside = [i for i, c in enumerate(confidences) if n == min(int(c * bins), bins - 1)]
        if inside:
            rows.append({
                "from": n / bins, "cases": len(inside),
                "confidence": sum(confidences[i] for i in inside) / len(inside),
                "right": sum(right[i] for i in inside) / len(inside),
            })  # fmt: skip
    return rows


def expected_calibration_error(rows: list[dict[str, float]]) -> float:
    """The mean gap between confidence and share right, weighed by cases (Naeini et al. 2015, AAAI)."""
    total = sum(row["cases"] for row in rows)
    return sum(row["cases"] * abs(row["confidence"] - row["right"]) for row in rows) / total
