"""Features of a pair to the chance that the two belong together: a logistic sum, its weights as data.

`weights.toml` holds one table for each question (`story`, `happening`, `ledger`); `training/assembly.py` sets
them on labelled pairs and writes there on which. A weight can be read: a feature of 1 adds it to the log-odds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import Literal

Question = Literal["story", "happening", "ledger"]
WEIGHTS = Path(__file__).parent / "weights.toml"


def chance(question: Question, features: Mapping[str, float]) -> float:
    """The chance, 0 to 1, that the answer to a question is yes for a pair with these features."""
    return share_of(_weights()[question], features)


def share_of(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The chance that weights give: 1 / (1 + e^-(bias + sum of weight x feature))."""
    total = weights["bias"] + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def least(question: Question) -> float:
    """The chance from which the answer counts as yes."""
    return _weights()[question]["least"]


@cache
def _weights() -> dict[str, dict[str, float]]:
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
