"""What is learnt beside the labels: what teachers expect of sentences they have not seen, what encoders before said."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from detente.code.voting.encoder import Encoder
from detente.code.voting.labels import AUX, DIRECTIONS, MODES, TYPES
from training.learning import Recipe, device_at_hand, shares_of, train
from training.network import PairEncoder
from training.rows import Readings, Rows, Slot

FOLDS = 4


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a teacher learns from and reads: its rows, the slots that it is shown, and those that it has not seen."""

    rows: Rows
    shown: list[Slot]
    unseen: list[int]
    base: Path
    recipe: Recipe
    mask: int
    seed: int
    name: str


def said_by_teachers(
    rows: Rows, slots: list[Slot], base: Path, recipe: Recipe, mask: int, *, rounds: int, seed: int, processes: int
) -> tuple[Tensor, ...]:  # fmt: skip
    """What teachers say of the rows, none of which they have seen: shares of type, mode, auxiliary modes, direction."""
    lessons = []
    for number in range(rounds):
        rng, fold_of = random.Random(seed + number), {}
        for slot in slots:
            if slot.sentence not in fold_of:
                fold_of[slot.sentence] = rng.randrange(FOLDS)
        for fold in range(FOLDS):
            shown = [s for s in slots if fold_of[s.sentence] != fold]
            unseen = [n for s in slots if fold_of[s.sentence] == fold for n in (*s.whole, *s.part)]
            own_seed, name = seed + 10 * number + fold, f"teacher {number}.{fold}"
            lessons.append(Lesson(rows, shown, unseen, base, recipe, mask, own_seed, name))
    said = [torch.zeros_like(part) for part in (rows.types, rows.modes, rows.aux, rows.ways)]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for lesson, shares in zip(lessons, pool.imap(_teach, lessons), strict=True):
            for total, share in zip(said, shares, strict=True):
                total[lesson.unseen] += share / rounds
    return tuple(said)


def _teach(lesson: Lesson) -> tuple[Tensor, ...]:
    rows = lesson.rows.to(device_at_hand())
    torch.manual_seed(lesson.seed)
    teacher = train(
        PairEncoder(lesson.base), rows, lesson.shown, lesson.recipe, lesson.mask, seed=lesson.seed,
        name=lesson.name,
    )  # fmt: skip
    return tuple(share.cpu() for share in shares_of(teacher, rows, lesson.unseen))


def said_before(encoders: Sequence[Path], examples: list[Readings]) -> tuple[Tensor, ...]:
    """What encoders before said of the examples, in the mean: shares of type, mode, auxiliary modes and direction."""
    found = [torch.zeros(len(examples), len(names)) for names in (TYPES, MODES, AUX, DIRECTIONS)]
    for folder in encoders:
        encoder = Encoder(folder)
        for n, (example, *_) in enumerate(examples):
            said = encoder.answer(example.text, example.first, example.second)
            for total, part in zip(found, (said.types, said.modes, said.aux, said.directions), strict=True):
                total[n] += torch.tensor(list(part.values())) / len(encoders)
            if (n + 1) % 10_000 == 0:
                print(f"{folder.name}: {n + 1} of {len(examples)} read", flush=True)
    return tuple(found)
