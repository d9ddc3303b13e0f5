"""Examples as rows of numbers, read by the tokenizer once, and how an epoch draws from them.

Each two parties of a sentence are a slot with up to four rows: both orders of the whole sentence and, where the event
stands in a part of it, both orders of that part, cut at commas; the coder asks about clauses, not about sentences.
Where two readers labelled a sentence differently and no third has settled it, both are learnt, each by half.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from detente.code.voting.encoder import MAX_TOKENS, encode_pair
from detente.code.voting.labels import AUX, DIRECTIONS, MODES, TYPES
from training.pairs import Example, in_dispute, lone_examples, pair_examples

CUT = 0.3  # how often a part is shown where there is one
LONE_SHARE = 0.06  # of the sentences' parties, each epoch, shown alone
_BORDER = re.compile(r"(?<=[,;:–—])\s+")
_SEEN_ELSEWHERE = {"historical", "hypothetical", "future"}  # modes that another part of the sentence may tell

Readings = tuple[Example, ...]  # of the same pair, by one reader or two


@dataclass(frozen=True, slots=True)
class Rows:
    """N examples: token ids and parties filled up with zeros to (N, tokens), and what is to be answered.

    `types` (N, types), `modes` (N, modes) and `ways` (N, directions) are shares that add up to one, `aux` (N, 4) are
    shares; `told` (N) is the share of readers who see an event, without which `aux` and `ways` mean nothing. `deeds`
    (N, tokens) are the shares of the tokens that carry the event: they add up to one, or are all nothing where the
    words are not known.
    """

    ids: Tensor
    kinds: Tensor
    lengths: Tensor
    types: Tensor
    modes: Tensor
    aux: Tensor
    ways: Tensor
    told: Tensor
    deeds: Tensor

    def to(self, device: torch.device) -> Rows:
        """The same rows on `device`."""
        return Rows(*(getattr(self, name).to(device) for name in self.__slots__))

    def pick(self, at: Tensor) -> Rows:
        """The rows `at`."""
        return Rows(*(getattr(self, name)[at] for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Slot:
    """The rows that tell of the same two parties (or of one alone), and which sentence they are of."""

    sentence: int
    whole: tuple[int, ...]
    part: tuple[int, ...]
    lone: bool


def make_slots(sentences: list[dict[str, Any]]) -> tuple[list[Readings], list[Slot]]:
    """All examples of the sentences, and the slots they belong to."""
    examples: list[Readings] = []
    slots: list[Slot] = []

    def enter(found: list[Readings]) -> tuple[int, ...]:
        examples.extend(found)
        return tuple(range(len(examples) - len(found), len(examples)))

    for number, sentence in enumerate(sentences):
        other = {**sentence, "events": sentence["second"]} if in_dispute(sentence) else None
        both = _read(sentence, other, pair_examples)
        for n in range(0, len(both), 2):
            whole = both[n : n + 2]
            parts = [(p,) for (e, *more) in whole if not more and (p := part_of(e))]
            slots.append(Slot(number, enter(whole), enter(parts), lone=False))
        single = len(sentence["parties"]) == 1
        slots += [
            Slot(number, enter([e]), (), lone=not single) for e in _read(sentence, other, lone_examples)
        ]
    return examples, slots


def _read(
    sentence: dict[str, Any], other: dict[str, Any] | None,
    examples_of: Callable[[dict[str, Any]], Iterator[Example]],
) -> list[Readings]:  # fmt: skip
    if other is None:
        return [(e,) for e in examples_of(sentence)]
    return list(zip(examples_of(sentence), examples_of(other), strict=True))


def part_of(example: Example) -> Example | None:
    """The part of the sentence, from comma to comma, that holds both parties and what is told of them; None if it is
    the whole, or if an auxiliary mode may be told outside of it.
    """
    if example.aux & _SEEN_ELSEWHERE or example.second is None:
        return None
    if example.direction and not example.deeds:
        return None
    needed = [*example.first, *example.second, *(end for deed in example.deeds for end in deed)]
    borders = [0, *(m.end() for m in _BORDER.finditer(example.text)), len(example.text)]
    start = max(b for b in borders if b <= min(needed))
    end = min(b for b in borders if b >= max(needed))
    text = example.text[start:end].rstrip(" ,;:–—")
    if len(text) > 0.85 * len(example.text):
        return None
    first, second, *deeds = (
        (a - start, b - start) for a, b in (example.first, example.second, *example.deeds)
    )
    return replace(example, text=text, first=first, second=second, deeds=tuple(deeds))


def as_rows(examples: list[Readings], tokenizer: Tokenizer) -> Rows:
    """The examples as the tokenizer reads them, and what is to be answered."""
    encoded = [encode_pair(tokenizer, e.text, e.first, e.second) for e, *_ in examples]
    widest = max(len(ids) for ids, _ in encoded)
    ids = torch.zeros(len(examples), widest, dtype=torch.int32)
    kinds = torch.zeros(len(examples), widest, dtype=torch.int32)
    for n, (tokens, parties) in enumerate(encoded):
        ids[n, : len(tokens)] = torch.tensor(tokens, dtype=torch.int32)
        kinds[n, : len(parties)] = torch.tensor(parties, dtype=torch.int32)
    deeds = torch.zeros(len(examples), widest)
    for n, readings in enumerate(examples):
        marks = [m for e in readings for m in _marks(tokenizer, e)]
        for mark in marks:
            deeds[n, mark] += 1 / len(marks)
    seen = [[e for e in readings if e.direction] for readings in examples]
    return Rows(
        ids=ids, kinds=kinds, lengths=torch.tensor([len(tokens) for tokens, _ in encoded]),
        types=_shares([[e.types for e in readings] for readings in examples], TYPES),
        modes=_shares([[e.modes for e in readings] for readings in examples], MODES),
        aux=_shares([[dict.fromkeys(e.aux, 1.0) for e in events] for events in seen], AUX),
        ways=_shares([[{e.direction or "": 1.0} for e in events] for events in seen], DIRECTIONS),
        told=torch.tensor([len(r) / len(all_of) for r, all_of in zip(seen, examples, strict=True)]),
        deeds=deeds,
    )  # fmt: skip


def _shares(said: list[list[dict[str, float]]], names: Sequence[str]) -> Tensor:
    """For each example the mean of what its readers say, of shape (examples, names); nothing where nobody says any."""
    place = {name: n for n, name in enumerate(names)}
    table = torch.zeros(len(said), len(names))
    for n, readers in enumerate(said):
        for weights in readers:
            for name, weight in weights.items():
                if weight:
                    table[n, place[name]] += weight / len(readers)
    return table


def _marks(tokenizer: Tokenizer, example: Example) -> list[int]:
    """The tokens that carry what is told; none of a sentence that is cut."""
    if not example.deeds:
        return []
    offsets = tokenizer.encode(example.text).offsets
    if len(offsets) > MAX_TOKENS:
        return []
    return [
        n for n, (a, b) in enumerate(offsets) if any(a < end and start < b for start, end in example.deeds)
    ]


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
