"""How varied the training sentences are, and how far a second reader agrees with their labels.

    python -m training.variety

Prints, for each type: events, distinct trigger lemmas, distinct frames (the trigger with the places where the parties
stand), and how far a sentence is from its nearest neighbour (cosine distance of TF-IDF words, parties left out; 1 is
nothing in common). Then, by round, how far two readers agree who labelled a sentence blind, and how far with them, and
with one another, those who were later asked of each two parties by themselves.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from itertools import combinations
from statistics import fmean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.code.grammar.sentences import load_parser
from detente.code.voting.labels import AUX, NONE, TYPES
from training.pairs import is_held_out, labels_before, read_sentences

_WORD = re.compile(r"[a-z][a-z'’-]+")
_WIDTH = 1 << 13


def count_frames(sentences: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    """Events, trigger lemmas and frames of each type."""
    lemmas: dict[str, set[str]] = defaultdict(set)
    frames: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    events: Counter[str] = Counter()
    parser = load_parser()
    for sentence, doc in zip(
        sentences, parser.pipe((s["text"] for s in sentences), batch_size=200), strict=True
    ):
        for event in sentence["events"]:
            words = set(_WORD.findall(event["trigger"].lower()))
            inside = [t for t in doc if t.lower_ in words]
            head = next((t for t in inside if t.head == t or t.head not in inside), None)
            if head is None:
                continue
            events[event["type"]] += 1
            lemmas[event["type"]].add(head.lemma_.lower())
            places = tuple(
                _place(doc, sentence["parties"][p]) for p in (*event["actors"], *event["recipients"])[:2]
            )
            frames[event["type"]].add((head.lemma_.lower(), head.pos_, *places))
    return {t: (events[t], len(lemmas[t]), len(frames[t])) for t in TYPES if t != NONE}


def _place(doc: Any, place: list[int]) -> str:
    span = doc.char_span(*place, alignment_mode="expand")
    return f"{span.root.dep_}:{span.root.head.lemma_.lower() if span.root.dep_ == 'pobj' else ''}"


def nearest_distances(sentences: list[dict[str, Any]]) -> NDArray[np.float32]:
    """Cosine distance of each sentence to the nearest other one."""
    rows = [[hash_of(w) for w in _WORD.findall(_without_parties(s).lower())] for s in sentences]
    spread = Counter(word for row in rows for word in set(row))
    table = np.zeros((len(rows), _WIDTH), dtype=np.float32)
    for n, row in enumerate(rows):
        for word in row:
            table[n, word] += np.log(len(rows) / spread[word])
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    nearest = np.empty(len(rows), dtype=np.float32)
    for start in range(0, len(rows), 500):
        likeness = table[start : start + 500] @ table.T
        likeness[np.arange(likeness.shape[0]), start + np.arange(likeness.shape[0])] = -1
        nearest[start : start + 500] = 1 - likeness.max(axis=1)
    return nearest


def hash_of(word: str) -> int:
    """A word's column: the same in every run."""
    value = 0
    for letter in word:
        value = (value * 131 + ord(letter)) % 1_000_003
    return value % _WIDTH


def _without_parties(sentence: dict[str, Any]) -> str:
    text = sentence["text"]
    for start, end in sorted(sentence["parties"].values(), reverse=True):
        text = text[:start] + text[end:]
    return str(text)


def pair_labels(
    parties: dict[str, Any], events: list[dict[str, Any]]
) -> dict[str, tuple[set[str], set[str], set[str]]]:
    """For each two parties: types, directions and auxiliary modes of what is between them."""
    labels = {}
    for one, other in combinations(sorted(parties), 2):
        found = [
            (event, direction) for event in events
            for direction, doers, takers in (("forward", one, other), ("backward", other, one))
            if doers in event["actors"] and takers in event["recipients"]
        ]  # fmt: skip
        found += [(e, "mutual") for e in events if e["mutual"] and {one, other} <= set(e["actors"])]
        labels[one + other] = (
            {e["type"] for e, _ in found} or {NONE}, {d for _, d in found}, {a for e, _ in found for a in e["aux"]},
        )  # fmt: skip
    return labels


def agreement(sentences: list[dict[str, Any]]) -> dict[str, float]:
    """Agreement of the first two readers over all pairs of the sentences, before a third settled disputes."""
    ours, theirs = [], []
    for sentence in sentences:
        first, second = (sentence.get(name, labels_before(sentence)) for name in ("first", "second"))
        mine, other = (pair_labels(sentence["parties"], x) for x in (first, second))
        ours += [mine[pair] for pair in mine]
        theirs += [other[pair] for pair in mine]
    shared = [bool(a[0] & b[0]) for a, b in zip(ours, theirs, strict=True)]
    names = [(min(a[0]), min(a[0] & b[0] or b[0])) for a, b in zip(ours, theirs, strict=True)]
    one, two = Counter(a for a, _ in names), Counter(b for _, b in names)
    chance = sum(one[t] * two[t] for t in one) / len(names) ** 2
    seen = sum(a == b for a, b in names) / len(names)
    told = [(a, b) for a, b in zip(ours, theirs, strict=True) if NONE not in a[0] | b[0]]
    event = _f1([NONE not in a[0] for a in ours], [NONE not in b[0] for b in theirs])
    result = {
        "sentences": len(sentences), "pairs": len(names), "type in common": sum(shared) / len(shared),
        "F1 event": event, "kappa": (seen - chance) / (1 - chance),
        "direction": sum(a[1] == b[1] for a, b in told) / len(told),
    }  # fmt: skip
    for name in AUX:
        result[f"F1 {name}"] = _f1([name in a[2] for a, _ in told], [name in b[2] for _, b in told])
    return result


def asked_of_pairs(sentences: list[dict[str, Any]]) -> dict[str, float]:
    """Agreement on event or none (F1) of the labels before, those who were asked of each pair, and the labels now."""
    columns: dict[str, list[bool]] = defaultdict(list)
    for sentence in sentences:
        before, now = (
            pair_labels(sentence["parties"], events)
            for events in (labels_before(sentence), sentence["events"])
        )
        for pair, readings in sentence["again"].items():
            columns["before"].append(NONE not in before[pair][0])
            columns["now"].append(NONE not in now[pair][0])
            for number, types in enumerate(readings, 1):
                columns[f"reader {number}"].append(bool(types))
    found = {"pairs": float(len(columns["now"]))}
    for one, other in combinations(sorted(columns), 2):
        found[f"F1 {one}, {other}"] = _f1(columns[one], columns[other])
    return found | {f"events of {name}": fmean(told) for name, told in columns.items()}


def sided(sentences: list[dict[str, Any]]) -> dict[str, float]:
    """With whom the third reader sided on *event or none*: pairs in which the second saw an event that the first had
    overlooked, and those in which the first saw one too many, and in what share of them the second was held right.
    """
    sides: dict[str, list[bool]] = defaultdict(list)
    for sentence in (s for s in sentences if s["readers"] == 3):
        first, second, now = (
            pair_labels(sentence["parties"], sentence.get(name, sentence["events"]))
            for name in ("first", "second", "events")
        )
        for pair in first:
            one, two, held = (NONE not in labels[pair][0] for labels in (first, second, now))
            if one != two:
                sides["overlooked" if two else "one too many"].append(held == two)
    return {
        name: value for kind, right in sorted(sides.items())
        for name, value in ((kind, float(len(right))), (f"{kind}, second right", fmean(right)))
    }  # fmt: skip


def _f1(ours: list[bool], theirs: list[bool]) -> float:
    """F1 of what two readers see: the same, whichever of them is held for right."""
    return 2 * sum(a and b for a, b in zip(ours, theirs, strict=True)) / (sum(ours) + sum(theirs))


def _print_figures(of: str, figures: dict[str, float]) -> None:
    print(f"{of}: " + ", ".join(f"{name} {value:.4g}" for name, value in figures.items()))


def main() -> int:
    sentences = read_sentences()
    registers = Counter(s["register"] for s in sentences)
    forms = Counter(f for s in sentences for f in s["forms"])
    print(f"{len(sentences)} sentences: " + ", ".join(f"{k} {n}" for k, n in registers.most_common()))
    print("tagged: " + ", ".join(f"{k} {n}" for k, n in forms.most_common()))
    aux = Counter(a for s in sentences for e in s["events"] for a in e["aux"])
    print("auxiliary modes: " + ", ".join(f"{k} {n}" for k, n in aux.most_common()))
    print(f"without any event: {sum(not s['events'] for s in sentences)}")
    distances = nearest_distances(sentences)
    by_type: dict[str, list[float]] = defaultdict(list)
    for sentence, distance in zip(sentences, distances.tolist(), strict=True):
        for kind in {e["type"] for e in sentence["events"]} or {NONE}:
            by_type[kind].append(distance)
    print(f"{'type':<11}{'events':>8}{'lemmas':>8}{'frames':>8}{'nearest':>9}")
    for kind, (events, lemmas, frames) in count_frames(sentences).items():
        print(f"{kind:<11}{events:>8}{lemmas:>8}{frames:>8}{np.median(by_type[kind]):>9.2f}")
    print(f"{'no event':<11}{len(by_type[NONE]):>8}{'':>16}{np.median(by_type[NONE]):>9.2f}")
    print(f"nearer than 0.2 to another: {(distances < 0.2).mean():.1%}; median {np.median(distances):.2f}")
    for number in sorted({s["round"] for s in sentences if s["readers"] > 1}):
        read = [s for s in sentences if s["round"] == number and s["readers"] > 1]
        _print_figures(f"round {number}", agreement(read))
        _print_figures(f"round {number}, settled by a third", sided(read))
    for place, held in (("held out", True), ("to learn from", False)):
        later = [s for s in sentences if "again" in s and is_held_out(s["text"]) == held]
        for number in sorted({s["round"] for s in later}):
            found = asked_of_pairs([s for s in later if s["round"] == number])
            _print_figures(f"{place}, asked of each pair, round {number}", found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
