"""Our own held-out tenth: sentences of `training/` that neither the encoder nor the weights have seen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from figures import accuracy, expected_calibration_error, f1, f1_by_label, macro, reliability

from detente.code.voting.labels import AUX, NONE, TYPES
from detente.code.voting.vote import PairReading

sys.path.append(str(Path(__file__).parents[1]))  # `training` stands beside this folder
from training.pairs import Example, is_held_out, labels_before, pair_examples, read_sentences


@dataclass(frozen=True, slots=True)
class Case:
    """A marked pair, the round in which its sentence was written, and its reading."""

    round: int
    example: Example
    reading: PairReading

    @property
    def right(self) -> bool:
        """Is the type read one that the pair has?"""
        return self.example.types[self.reading.type] > 0


def held_out_examples(
    labels: Callable[[dict[str, Any]], Any] = itemgetter("events"),
) -> list[tuple[int, Example]]:
    """One order of every pair of the held-out sentences, as the parties are lettered, with the sentence's round."""
    sentences = [s | {"events": labels(s)} for s in read_sentences() if is_held_out(s["text"])]
    return [(s["round"], example) for s in sentences for example in list(pair_examples(s))[::2]]


def by_labels_before(cases: list[Case]) -> list[Case]:
    """The same readings beside the labels before anybody was asked of each two parties by themselves."""
    before = held_out_examples(labels_before)
    return [
        Case(number, example, case.reading) for (number, example), case in zip(before, cases, strict=True)
    ]


def figures(cases: list[Case]) -> dict[str, float]:
    """What the benchmark's table shows of the cases."""
    return type_figures(cases) | {
        "aux_macro_f1": aux_figures(cases)["macro_f1"], "direction": direction_accuracy(cases), "pairs": len(cases)
    }  # fmt: skip


def type_figures(cases: list[Case]) -> dict[str, float]:
    """Macro-F1 over the types with *no event*, and F1 of event against no event.

    Where a pair has two events, the one that was read counts, if it is among them.
    """
    gold = [_wanted(case) for case in cases]
    read = [case.reading.type for case in cases]
    hits = sum(g != NONE != r for g, r in zip(gold, read, strict=True))
    return {
        "macro_f1": macro(f1_by_label(gold, read, TYPES)), "accuracy": accuracy(gold, read),
        "event_f1": f1(hits, sum(g != NONE for g in gold), sum(r != NONE for r in read)),
    }  # fmt: skip


def aux_figures(cases: list[Case]) -> dict[str, float]:
    """F1 of each auxiliary mode over the pairs that have an event, and their mean."""
    told = [case for case in cases if case.example.direction]
    rows = {}
    for name in AUX:
        wanted = [name in case.example.aux for case in told]
        given = [case.reading.holds(name) for case in told]
        rows[name] = f1(sum(w and g for w, g in zip(wanted, given, strict=True)), sum(wanted), sum(given))
    return rows | {"macro_f1": macro(rows)}


def direction_accuracy(cases: list[Case]) -> float:
    """Over the pairs that have an event: the direction read is the one given."""
    told = [case for case in cases if case.example.direction]
    read = [max(c.reading.directions, key=lambda d, c=c: c.reading.directions[d]) for c in told]  # type: ignore[misc]
    return accuracy([case.example.direction for case in told], read)


def calibration(cases: Iterable[Case]) -> tuple[list[dict[str, float]], float]:
    """The reliability table of the likeliest type, and its expected calibration error."""
    listed = list(cases)
    rows = reliability([c.reading.types[c.reading.type] for c in listed], [c.right for c in listed])
    return rows, expected_calibration_error(rows)


def _wanted(case: Case) -> str:
    if case.right:
        return case.reading.type
    return max(case.example.types, key=lambda t: case.example.types[t])
