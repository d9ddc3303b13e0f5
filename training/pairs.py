"""Sentences with marked parties and events, as marked pairs to learn from.

A sentence of `sentences.jsonl` marks two to six parties and says which events it tells between them. From it
come one example for each two parties (what the first does to the second, what the second does to the first, or
nothing) and, now and then, one party alone. Pairs between which the sentence tells nothing teach *no event*.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from detente.code.voting.labels import AUX, DIRECTIONS, MODES, TYPES

SENTENCES = Path(__file__).with_name("sentences.jsonl")
Place = tuple[int, int]
_WORDS = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class Example:
    """One marked pair. `second` is None for a party alone; labels are weights over their vocabularies."""

    text: str
    first: Place
    second: Place | None
    types: dict[str, float]
    modes: dict[str, float]
    aux: frozenset[str]
    direction: str | None
    deeds: tuple[Place, ...] = ()
    """Where the words stand that carry the events; empty where nothing is told, or not all are named."""


def is_held_out(text: str) -> bool:
    """One sentence in ten is kept for the benchmark alone; which ones, its own words decide."""
    return _lot(text) in (0, 10)


def is_for_calibration(text: str) -> bool:
    """One sentence in twenty is kept to weigh rules and encoder against each other."""
    return _lot(text) == 1


def _lot(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 20


def read_sentences(path: Path = SENTENCES) -> list[dict[str, Any]]:
    """The sentences of the data set, in order."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def in_dispute(sentence: dict[str, Any]) -> bool:
    """Did two readers label the sentence differently, with nobody after them to settle it?"""
    return sentence["readers"] == 2 and "second" in sentence and "again" not in sentence


def labels_before(sentence: dict[str, Any]) -> list[dict[str, Any]]:
    """The events as they were labelled before anybody was asked of each two parties by themselves."""
    return list(sentence.get("before", sentence["events"]))


def pair_examples(sentence: dict[str, Any]) -> Iterator[Example]:
    """Both orders of each two parties that the sentence marks."""
    for one, other in combinations(sorted(sentence["parties"]), 2):
        yield _example(sentence, one, other)
        yield _example(sentence, other, one)


def lone_examples(sentence: dict[str, Any]) -> Iterator[Example]:
    """Each marked party alone, with the events that it has a part in."""
    for name, place in sorted(sentence["parties"].items()):
        does = [e for e in sentence["events"] if name in e["actors"]]
        takes = [e for e in sentence["events"] if name in e["recipients"]]
        yield _made(sentence["text"], tuple(place), None, does or takes, "forward" if does else "backward")


def _example(sentence: dict[str, Any], one: str, other: str) -> Example:
    forward = [e for e in sentence["events"] if one in e["actors"] and other in e["recipients"]]
    mutual = [e for e in sentence["events"] if e["mutual"] and {one, other} <= set(e["actors"])]
    backward = [e for e in sentence["events"] if other in e["actors"] and one in e["recipients"]]
    events = [*forward, *mutual] or backward
    direction = "mutual" if mutual and not forward else "forward" if forward else "backward"
    first, second = (tuple(sentence["parties"][name]) for name in (one, other))
    return _made(sentence["text"], first, second, events, direction)


def _made(
    text: str, first: Place, second: Place | None, events: list[dict[str, Any]], direction: str
) -> Example:
    types, modes = dict.fromkeys(TYPES, 0.0), dict.fromkeys(MODES, 0.0)
    for event in events:
        types[event["type"]] += 1 / len(events)
        modes[f"{event['type']}/{event['mode'] or '-'}"] += 1 / len(events)
    if not events:
        types["NONE"] = modes["NONE/-"] = 1.0
    aux = frozenset(a for event in events for a in event["aux"] if a in AUX)
    assert direction in DIRECTIONS
    places = [places_of(event.get("trigger", ""), text) for event in events]
    deeds = tuple(chain.from_iterable(places)) if all(places) else ()
    return Example(text, first, second, types, modes, aux, direction if events else None, deeds)


def places_of(words: str, text: str) -> tuple[Place, ...]:
    """Where `words` stand in `text`: in one piece, else one after the other with others between; else empty."""
    whole = re.search(re.escape(words), text, re.I) if words else None
    if whole:
        return (whole.span(),)
    parts = _WORDS.findall(words)
    found = (
        re.search(".*?".join(rf"\b({re.escape(part)})\b" for part in parts), text, re.I) if parts else None
    )
    return tuple(found.span(n) for n in range(1, len(parts) + 1)) if found else ()
