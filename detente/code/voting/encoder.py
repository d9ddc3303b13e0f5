"""The small encoder: for a marked pair in a sentence, what the first does to the second, with probabilities.

Ten layers of e5-small, fine-tuned, as int8 ONNX, run on one core. `training/` makes it; `trained/card.json` says from
what, and holds the hashes without which it is not trusted.
"""

from __future__ import annotations

import hashlib
import json
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from detente.code.voting.labels import AUX, DIRECTIONS, MODES, TYPES

MAX_TOKENS = 96
FOLDER = Path(__file__).with_name("trained")

_PEACEKEEPERS = re.compile(r"\bpeace-?keep|\bblue helmets?\b", re.I)
_PEACEKEEPING = re.compile(r"[^,;:.]*\bpeace-?keeping\b", re.I)

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """Probabilities of type (with *no event*), mode, each auxiliary mode, and direction."""

    types: Mapping[str, float]
    modes: Mapping[str, float]
    aux: Mapping[str, float]
    directions: Mapping[str, float]


class Encoder:
    """A loaded model and its tokenizer."""

    def __init__(self, folder: Path = FOLDER) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a pool of processes does the rest
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # fused, it is four times as slow on one core
        )  # fmt: skip
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def answer(self, text: str, first: Place, second: Place | None) -> Answer:
        """What `first` does to `second` in the sentence `text`; with None, what `first` has a part in.

        One pair at a time: a batch would make the answer depend, in its last digits, on the others in it.
        """
        import numpy as np

        ids, kinds = encode_pair(self._tokenizer, text, first, second)
        inputs = {
            "input_ids": [ids], "token_type_ids": [kinds], "attention_mask": [[1] * len(ids)],
        }  # fmt: skip
        given = {name: np.array(rows, dtype=np.int64) for name, rows in inputs.items()}
        logits = self._session.run(["logits"], given)[0][0].tolist()
        parts, at = [], 0
        for names in (TYPES, MODES, AUX, DIRECTIONS):
            parts.append(dict(zip(names, logits[at : at + len(names)], strict=True)))
            at += len(names)
        kinds_of, modes, aux, ways = parts
        found = Answer(
            shares(kinds_of), shares(modes), {a: _sigmoid(x) for a, x in aux.items()}, shares(ways)
        )
        return _as_peacekeepers(found) if _keeps_peace(text, first, second) else found


@cache
def load_encoder() -> Encoder | None:
    """The encoder of the package; None, with a warning, where its files are missing or are not the known ones."""
    fault = find_fault(FOLDER)
    if fault:
        warnings.warn(f"{fault}: rules alone decide; `pip install` the package anew", stacklevel=2)
        return None
    return Encoder()


def find_fault(folder: Path) -> str | None:
    """What is wrong with the files of an encoder, in words; None where all is well."""
    card = folder / "card.json"
    for needed in (card, folder / "pool.json"):
        if not needed.exists():
            return f"the encoder's file {needed.name} is missing"
    for name, wanted in json.loads(card.read_text(encoding="utf-8"))["sha256"].items():
        path = folder / name
        if not path.exists():
            return f"the encoder's file {name} is missing"
        if hashlib.sha256(path.read_bytes()).hexdigest() != wanted:
            return f"the encoder's file {name} is not the one its card names"
    return None


def encode_pair(tokenizer: Any, text: str, first: Place, second: Place | None) -> tuple[list[int], list[int]]:
    """Token ids, and for each token which party it belongs to (1, 2, or 0 for neither).

    A sentence of more than `MAX_TOKENS` tokens is cut around its parties.
    """
    encoded = tokenizer.encode(text)
    kinds = [0] * len(encoded.ids)
    for party, place in ((1, first), (2, second)):
        for at, (start, end) in enumerate(encoded.offsets):
            if place and start < place[1] and place[0] < end:
                kinds[at] = party
    ids = list(encoded.ids)
    if len(ids) > MAX_TOKENS:
        ids, kinds = _cut(ids, kinds)
    return ids, kinds


def _keeps_peace(text: str, first: Place, second: Place | None) -> bool:
    """Are peacekeepers a party, or spoken of between the two, or a "peacekeeping mission" right behind them?"""
    places = [place for place in (first, second) if place]
    start, end = min(a for a, _ in places), max(b for _, b in places)
    if second is None:
        end = len(text)
    return bool(_PEACEKEEPERS.search(text[start:end]) or _PEACEKEEPING.match(text[end:]))


def _as_peacekeepers(answer: Answer) -> Answer:
    """Peacekeepers that are sent are help (CAMEO 074), no show of force; withdrawn, a tie reduced (1661), no retreat.

    It goes by the word, which the encoder, trained on few such sentences, does not.
    """
    types, modes = dict(answer.types), dict(answer.modes)
    left = modes["RETREAT/withdraw"]
    of_retreat = sum(p for mode, p in modes.items() if mode.startswith("RETREAT/")) or 1.0
    moved = types["RETREAT"] * left / of_retreat
    types["AID"] += types["MOBILIZE"]
    types["SANCTION"] += moved
    types["RETREAT"] -= moved
    types["MOBILIZE"] = 0.0
    modes["SANCTION/withdraw"] += left
    modes["RETREAT/withdraw"] = 0.0
    return Answer(types, modes, answer.aux, answer.directions)


def _cut(ids: list[int], kinds: list[int]) -> tuple[list[int], list[int]]:
    marked = [at for at, kind in enumerate(kinds) if kind] or [0]
    room = MAX_TOKENS - 2
    middle = (marked[0] + marked[-1]) // 2
    begin = max(1, min(middle - room // 2, len(ids) - 1 - room))
    end = begin + room
    return [ids[0], *ids[begin:end], ids[-1]], [0, *kinds[begin:end], 0]


def shares(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores as shares of one (softmax)."""
    top = max(scores.values())
    raised = {name: exp(score - top) for name, score in scores.items()}
    total = sum(raised.values())
    return {name: value / total for name, value in raised.items()}


def _sigmoid(score: float) -> float:
    return 1 / (1 + exp(-score)) if score >= 0 else exp(score) / (1 + exp(score))
