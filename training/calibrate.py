"""Fit the weights with which rules and encoder are pooled, on sentences that the encoder was not trained on.

    python -m training.calibrate

Writes `pool.json` beside the encoder. What is fitted, and how it is used, `detente/code/voting/vote.py` says: the
encoder's temperature, what a draft of the rules is worth by its fit and type, what their silence is worth, and for
each auxiliary mode a logistic weighing of both. Gradient descent on the cross-entropy, with a little shrinkage.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.code.voting.encoder import FOLDER, Answer, Encoder
from detente.code.voting.labels import AUX, DIRECTIONS, NONE, TYPES
from detente.code.voting.pair import RuleVote, read_pair
from training.pairs import Example, is_for_calibration, pair_examples, read_sentences

HELD_OUT_ROUNDS = 5
"""The rounds of which a tenth is held out; those after them mark more parties a sentence, and modes more seldom."""
FITS = ("pair", "part", "other")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the rules and the encoder say of one example."""

    example: Example
    rule: RuleVote | None
    answer: Answer


def gather_opinions(sentences: list[dict], encoder: Encoder) -> list[Opinion]:
    """Both opinions on one order of every pair."""
    found = []
    for sentence in sentences:
        for example in list(pair_examples(sentence))[::2]:
            rule = read_pair(example.text, example.first, example.second)
            found.append(Opinion(example, rule, encoder.answer(example.text, example.first, example.second)))
    return found


def descend(
    gradient: Callable[[Floats], Floats], start: Floats, *, steps: int = 3000, rate: float = 0.02
) -> Floats:
    """Adam (Kingma and Ba 2015), which needs no tuning here."""
    at, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for n in range(1, steps + 1):
        slope = gradient(at)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        at -= rate * (mean / (1 - 0.9**n)) / (np.sqrt(square / (1 - 0.999**n)) + 1e-8)
    return at


def fit_types(opinions: list[Opinion], *, with_encoder: bool) -> dict[str, object]:
    """Temperature, worth of a draft by fit and type, and worth of the rules' silence."""
    want = np.array([[o.example.types[t] for t in TYPES] for o in opinions])
    logs = np.array([[np.log(max(o.answer.types[t], 1e-6)) for t in TYPES] for o in opinions])
    named = np.array([TYPES.index(o.rule.draft.type) if o.rule else -1 for o in opinions])
    fits = np.array([FITS.index(o.rule.fit) if o.rule else -1 for o in opinions])
    rows, silent = np.arange(len(opinions)), named < 0

    def scores(at: Floats) -> Floats:
        total = at[0] * logs if with_encoder else np.zeros_like(logs)
        total[rows[~silent], named[~silent]] += at[1 + fits[~silent]] + at[5 + named[~silent]]
        total[silent, TYPES.index(NONE)] += at[4]
        return total

    def gradient(at: Floats) -> Floats:
        raw = scores(at)
        p = np.exp(raw - raw.max(1, keepdims=True))
        off = (p / p.sum(1, keepdims=True) - want) / len(opinions)
        slope = np.zeros_like(at)
        slope[0] = (off * logs).sum() if with_encoder else 0.0
        voted = off[rows[~silent], named[~silent]]
        np.add.at(slope, 1 + fits[~silent], voted)
        np.add.at(slope, 5 + named[~silent], voted)
        slope[4] = off[silent, TYPES.index(NONE)].sum()
        slope[5:] += 0.003 * at[5:]
        return slope

    at = descend(gradient, np.concatenate([[1.0, 1.0, 0.5, 0.0, 0.0], np.zeros(len(TYPES))]))
    return {
        "encoder": round(at[0], 3), "fit": {f: round(at[1 + n], 3) for n, f in enumerate(FITS)},
        "silence": round(at[4], 3), "type": {t: round(at[5 + n], 3) for n, t in enumerate(TYPES) if t != NONE},
    }  # fmt: skip


def fit_aux(opinions: list[Opinion]) -> dict[str, dict[str, float]]:
    """For each auxiliary mode, a logistic weighing of the encoder's log-odds and the rules' yes."""
    told = [o for o in opinions if o.example.direction]
    weights = {}
    for name in AUX:
        p = np.clip(np.array([o.answer.aux[name] for o in told]), 1e-6, 1 - 1e-6)
        said = np.array([float(bool(o.rule and name in o.rule.draft.aux)) for o in told])
        table = np.stack([np.log(p / (1 - p)), said, np.ones(len(told))], axis=1)
        want = np.array([float(name in o.example.aux) for o in told])

        def gradient(at: Floats, table: Floats = table, want: Floats = want) -> Floats:
            return table.T @ (1 / (1 + np.exp(-table @ at)) - want) / len(want) + 0.002 * at

        at = descend(gradient, np.array([1.0, 0.5, 0.0]))
        weights[name] = dict(
            zip(("encoder", "rule", "none"), (round(x, 3) for x in at.tolist()), strict=True)
        )
    return weights


def best_thresholds(opinions: list[Opinion], weights: dict[str, dict[str, float]]) -> dict[str, float]:
    """From which probability on each auxiliary mode is best taken to hold, by F1, on rounds that are held out too.

    The F1 of a threshold is the mean over the eleven nearest in a grid of log-odds, since that of one is chance.
    """
    told = [o for o in opinions if o.example.direction]
    grid, best = np.linspace(-3, 3, 121), {}
    for name, own in weights.items():
        p = np.clip(np.array([o.answer.aux[name] for o in told]), 1e-6, 1 - 1e-6)
        odds, want = np.log(p / (1 - p)), np.array([name in o.example.aux for o in told])
        f1 = [2 * (want & (odds > at)).sum() / max(1, want.sum() + (odds > at).sum()) for at in grid]
        at = grid[int(np.argmax(np.convolve(f1, np.ones(11) / 11, "same")))]
        best[name] = round(float(1 / (1 + np.exp(-(own["encoder"] * at + own["none"])))), 2)
    return best


def fit_direction(opinions: list[Opinion]) -> float:
    """What the rules' direction adds to the encoder's log-probability."""
    told = [o for o in opinions if o.example.direction and o.rule and o.rule.fit == "pair"]
    logs = np.array([[np.log(max(o.answer.directions[d], 1e-6)) for d in DIRECTIONS] for o in told])
    want = np.array([DIRECTIONS.index(o.example.direction or "") for o in told])
    said = np.array([DIRECTIONS.index(o.rule.direction) for o in told if o.rule])
    rows = np.arange(len(told))

    def gradient(at: Floats) -> Floats:
        raw = logs.copy()
        raw[rows, said] += at[0]
        p = np.exp(raw - raw.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        return np.array([(p[rows, said] - (said == want)).mean()])

    return round(float(descend(gradient, np.array([1.0]))[0]), 3)


def main() -> int:
    sentences = [s for s in read_sentences() if is_for_calibration(s["text"])]
    opinions = gather_opinions(sentences, Encoder())
    rounds = {s["text"]: s["round"] for s in sentences}
    alike = [o for o in opinions if rounds[o.example.text] <= HELD_OUT_ROUNDS]
    aux = fit_aux(opinions)
    both = fit_types(opinions, with_encoder=True)
    pool = {
        "both": both, "rules": fit_types(opinions, with_encoder=False), "aux": aux,
        "holds": best_thresholds(alike, aux), "direction": fit_direction(opinions), "pairs": len(opinions),
    }  # fmt: skip
    (FOLDER / "pool.json").write_text(json.dumps(pool, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(pool, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
