"""Examples as rows of numbers, read by the tokenizer once, and how an epoch draws from them.

Each two parties of a sentence are a slot with up to four rows: both orders of the whole sentence and, where the event
stands in a part of it, both orders of that part, cut at commas; the coder asks about clauses, not about sentences.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from detente.code.encoder import encode_pair
from detente.code.labels import AUX, DIRECTIONS, MODES, TYPES
from training.pairs import Example, lone_examples, pair_examples

CUT = 0.3  # how often a part is shown where there is one
LONE_SHARE = 0.06  # of the sentences' parties, each epoch, shown alone
_BORDER = re.compile(r"(?<=[,;:–—])\s+")
_SEEN_ELSEWHERE = {"historical", "hypothetical", "future"}  # modes that another part of the sentence may tell


@dataclass(frozen=True, slots=True)
class Rows:
    """N examples: token ids and parties filled up with zeros to (N, tokens), and what is to be answered.

    `types` (N, types), `modes` (N, modes) and `ways` (N, directions) are shares that add up to one, `aux` (N, 4) zeros
    and ones; `told` (N) says where there is an event, without which `aux` and `ways` mean nothing.
    """

    ids: Tensor
    kinds: Tensor
    lengths: Tensor
    types: Tensor
    modes: Tensor
    aux: Tensor
    ways: Tensor
    told: Tensor

    def to(self, device: torch.device) -> Rows:
        """The same rows on `device`."""
        return Rows(*(getattr(self, name).to(device) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Slot:
    """The rows that tell of the same two parties (or of one alone), and which sentence they are of."""

    sentence: int
    whole: tuple[int, ...]
    part: tuple[int, ...]
    lone: bool


def make_rows(sentences: list[dict[str, Any]], tokenizer: Tokenizer) -> tuple[Rows, list[Slot]]:
    """All examples of the sentences, and the slots they belong to."""
    examples: list[Example] = []
    slots: list[Slot] = []

    def enter(found: list[Example]) -> tuple[int, ...]:
        examples.extend(found)
        return tuple(range(len(examples) - len(found), len(examples)))

    for number, sentence in enumerate(sentences):
        both = list(pair_examples(sentence))
        for n in range(0, len(both), 2):
            whole, parts = both[n : n + 2], [p for e in both[n : n + 2] if (p := part_of(e, sentence))]
            slots.append(Slot(number, enter(whole), enter(parts), lone=False))
        single = len(sentence["parties"]) == 1
        slots += [Slot(number, enter([e]), (), lone=not single) for e in lone_examples(sentence)]
    return _as_rows(examples, tokenizer), slots


def part_of(example: Example, sentence: dict[str, Any]) -> Example | None:
    """The part of the sentence, from comma to comma, that holds both parties and what is told of them; None if it is
    the whole, or if an auxiliary mode may be told outside of it.
    """
    if example.aux & _SEEN_ELSEWHERE or example.second is None:
        return None
    needed = [*example.first, *example.second]
    if example.direction:
        low = example.text.lower()
        for event in sentence["events"]:
            if example.types[event["type"]]:
                at = low.find(event["trigger"].lower()) if event["trigger"] else -1
                if at < 0:
                    return None
                needed += [at, at + len(event["trigger"])]
    borders = [0, *(m.end() for m in _BORDER.finditer(example.text)), len(example.text)]
    start = max(b for b in borders if b <= min(needed))
    end = min(b for b in borders if b >= max(needed))
    text = example.text[start:end].rstrip(" ,;:–—")
    if len(text) > 0.85 * len(example.text):
        return None
    first, second = ((a - start, b - start) for a, b in (example.first, example.second))
    return Example(text, first, second, example.types, example.modes, example.aux, example.direction)


def _as_rows(examples: list[Example], tokenizer: Tokenizer) -> Rows:
    encoded = [encode_pair(tokenizer, e.text, e.first, e.second) for e in examples]
    widest = max(len(ids) for ids, _ in encoded)
    ids = torch.zeros(len(examples), widest, dtype=torch.int32)
    kinds = torch.zeros(len(examples), widest, dtype=torch.int32)
    for n, (tokens, parties) in enumerate(encoded):
        ids[n, : len(tokens)] = torch.tensor(tokens, dtype=torch.int32)
        kinds[n, : len(parties)] = torch.tensor(parties, dtype=torch.int32)
    return Rows(
        ids=ids, kinds=kinds, lengths=torch.tensor([len(tokens) for tokens, _ in encoded]),
        types=torch.tensor([[e.types[t] for t in TYPES] for e in examples]),
        modes=torch.tensor([[e.modes[m] for m in MODES] for e in examples]),
        aux=torch.tensor([[float(a in e.aux) for a in AUX] for e in examples]),
        ways=torch.tensor([[float(d == e.direction) for d in DIRECTIONS] for e in examples]),
        told=torch.tensor([bool(e.direction) for e in examples]),
    )  # fmt: skip


def draw(slots: list[Slot], rng: random.Random) -> list[int]:
    """The rows of one epoch: one of each two parties, and some parties alone."""
    chosen = []
    for slot in slots:
        if slot.lone and rng.random() >= LONE_SHARE:
            continue
        pool = slot.part if slot.part and rng.random() < CUT else slot.whole
        chosen.append(rng.choice(pool))
    return chosen


def batches(rows: Rows, chosen: list[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Batches of rows of like length, in random order."""
    lengths = rows.lengths.tolist()
    order = list(chosen)
    rng.shuffle(order)
    order.sort(key=lambda n: lengths[n] // 6)
    groups = [order[n : n + size] for n in range(0, len(order), size)]
    rng.shuffle(groups)
    yield from groups
