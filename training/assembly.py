"""Sets the weights by which articles, events and commitments are grouped: `detente/keep/assembly/weights.toml`.

    python -m training.assembly [DIR]

A logistic regression (ridge, L2 = 1 on standardised features) on the pairs of the tuned half of the labelled set
in benchmarks/labelled. A feature whose sign contradicts what it means (two texts that share a headline are not for
that less alike) is left out and the rest fitted anew, so that no accident of the set stays in the weights. The
chance from which a pair counts is the one with the best pairwise F (`BETA`) on the same half. The sector of every third
commitment is made wrong first, because a coder often errs in it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks import assembly as labelled
from detente.keep.assembly import odds
from detente.model import SECTORS

Pairs = Mapping[tuple[str, str], dict[str, float]]
L2 = 1.0
LEAST = tuple(round(0.15 + 0.05 * step, 2) for step in range(15))
AGAINST = {
    "story": {"days"},
    "happening": {"swapped", "other_mode", "gap", "other_days", "other_place"},
    "ledger": {"amount_far", "other_classes", "other_unit", "years", "other_names_of_it", "another"},
}
"""Features that can only speak against; all others can only speak for, save the open ones."""
BETA = {"story": 1.0, "happening": 1.0, "ledger": 0.5}
"""How much recall weighs beside precision: two promises made one row hide each other; one in two rows is seen."""
OPEN = {
    "story": set[str](),
    "happening": {"same_article", "undated", "planned"},
    "ledger": {"same_article", "amount_near"},
}


def main(folder: Path) -> None:
    """Fits the three questions and writes the weights."""
    lines = [
        "# Weights of the features by which things are grouped; see odds.py. Written by training/assembly.py",
        "# on the tuned half of benchmarks/labelled; a weight is what a feature of 1 adds to the log-odds.",
    ]
    found = labelled.load(folder, "tuned")
    for question in ("story", "happening", "ledger"):
        pairs, label = pairs_of(question, found)
        weights = fit(question, pairs, label)
        least = best_least(question, pairs, weights, label)
        lines += ["", f"[{question}]", f"least = {least}"]
        lines += [f"{name} = {value:.3f}" for name, value in weights.items()]
    odds.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def pairs_of(question: str, found: labelled.Labelled) -> tuple[Pairs, dict[str, str]]:
    """The pairs of a question with their features, and the labels of their members."""
    if question == "story":
        return labelled.story_pairs(found), found.story
    if question == "ledger":
        for id, telling in found.tellings.items():
            if telling.record.kind == "commitment" and crc32(id.encode()) % 3 == 0:
                sector = SECTORS[crc32(id.encode()) // 3 % len(SECTORS)]
                claim = replace(telling.record.claim, sector=sector)
                found.tellings[id] = replace(telling, record=replace(telling.record, claim=claim))
    return labelled.telling_pairs(found, question), labelled.labels(found, question)


def fit(question: str, pairs: Pairs, label: Mapping[str, str]) -> dict[str, float]:
    """Weights by feature, `bias` first; a feature whose sign contradicts its meaning has 0."""
    names = list(next(iter(pairs.values())))
    left, same = list(names), np.array([label[a] == label[b] for a, b in pairs], float)
    while True:
        values = np.array([[features[name] for name in left] for features in pairs.values()])
        weights, bias = _logistic(values, same)
        wrong = [
            (abs(weight * spread), name)
            for name, weight, spread in zip(left, weights, values.std(0), strict=True)
            if name not in OPEN[question] and weight and (weight > 0) == (name in AGAINST[question])
        ]
        if not wrong:
            found = dict(zip(left, weights, strict=True))
            return {"bias": bias} | {name: float(found.get(name, 0.0)) for name in names}
        left.remove(max(wrong)[1])


def _logistic(values: np.ndarray, same: np.ndarray) -> tuple[np.ndarray, float]:
    """Ridge logistic regression by Newton's method with halved steps, on standardised features."""
    mean, spread = values.mean(0), values.std(0) + 1e-9
    design = np.c_[(values - mean) / spread, np.ones(len(values))]
    ridge = np.r_[np.full(values.shape[1], L2), 1e-6]
    at = np.zeros(design.shape[1])

    def loss(point: np.ndarray) -> float:
        margin = design @ point
        return float(np.logaddexp(0, margin).sum() - same @ margin + 0.5 * (ridge * point**2).sum())

    for _ in range(100):
        share = 1 / (1 + np.exp(-np.clip(design @ at, -30, 30)))
        slope = design.T @ (share - same) + ridge * at
        bend = (design * (share * (1 - share) + 1e-6)[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        while loss(at - step) > loss(at) and np.abs(step).max() > 1e-9:
            step = step / 2
        at = at - step
        if np.abs(step).max() < 1e-7:
            break
    weights = at[:-1] / spread
    return weights, float(at[-1] - (weights * mean).sum())


def best_least(question: str, pairs: Pairs, weights: Mapping[str, float], label: Mapping[str, str]) -> float:
    """The chance from which a pair counts that gives the best pairwise F; of equal ones the middle."""
    chances = {pair: odds.share_of(weights, features) for pair, features in pairs.items()}
    link: Callable = labelled.LINKAGE[question]
    scores = {least: labelled.score(link(label, chances, least), label).f(BETA[question]) for least in LEAST}
    best = [least for least in LEAST if scores[least] >= max(scores.values()) - 0.002]
    return best[len(best) // 2]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else labelled.HERE)
