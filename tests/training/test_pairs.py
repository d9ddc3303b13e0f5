"""The training sentences, and the marked pairs that come of them."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from detente import vocab
from detente.model import AUX, PLOVER_TYPES

ROOT = Path(__file__).parents[2]
SENTENCES = [
    json.loads(line)
    for line in (ROOT / "training" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
]
EVENTS = [(sentence, event) for sentence in SENTENCES for event in sentence["events"]]
SMALL = {
    "text": "Peru praised Chile's rescue of Bolivia.",
    "parties": {"A": [0, 4], "B": [13, 18], "C": [31, 38]},
    "events": [
        {"actors": ["A"], "recipients": ["B"], "mutual": False, "type": "SUPPORT", "mode": None, "aux": []},
        {
            "actors": ["B"],
            "recipients": ["C"],
            "mutual": False,
            "type": "AID",
            "mode": None,
            "aux": ["historical"],
        },
    ],
}


@pytest.fixture(scope="module")
def pairs():
    import sys

    sys.path.insert(0, str(ROOT))
    from training import pairs as module

    return module


def test_there_are_enough_sentences_and_none_twice() -> None:
    assert len(SENTENCES) >= 8_000
    assert len({s["text"] for s in SENTENCES}) == len(SENTENCES)


def test_every_party_is_marked_where_it_stands() -> None:
    for sentence in SENTENCES:
        assert sentence["parties"], sentence["text"]
        for start, end in sentence["parties"].values():
            assert sentence["text"][start:end].strip() == sentence["text"][start:end] != ""


def test_every_event_is_in_the_vocabulary_and_between_marked_parties() -> None:
    modes = {(row.type, row.mode or None) for row in vocab.plover()} | {("CONCEDE", "promised")}
    for sentence, event in EVENTS:
        assert event["type"] in PLOVER_TYPES
        assert (event["type"], event["mode"]) in modes
        assert set(event["aux"]) <= set(AUX)
        assert event["actors"]
        assert set(event["actors"] + event["recipients"]) <= sentence["parties"].keys()


def test_what_those_saw_who_were_asked_of_each_pair_stands_in_the_labels(pairs) -> None:
    asked = [s for s in SENTENCES if "again" in s]
    assert len(asked) > 20_000
    for sentence in asked:
        listed = [pairs.labels_before(sentence)]
        if not pairs.is_held_out(sentence["text"]) and sentence["readers"] == 2 and "second" in sentence:
            listed.append(sentence["second"])
        for pair in map("".join, combinations(sorted(sentence["parties"]), 2)):
            readings = sentence["again"][pair]
            assert {kind for seen in readings for kind in seen} <= set(PLOVER_TYPES)
            if sentence["round"] > 5:
                continue  # there a second word only measures
            votes = [*(_tells(events, *pair) for events in listed), *map(bool, readings)]
            seen = bool(readings[0]) if len(votes) == 2 else sum(votes) > 1
            assert _tells(sentence["events"], *pair) == seen, (sentence["text"], pair)


def _tells(events: list[dict], one: str, other: str) -> bool:
    return any(
        (e["mutual"] and {one, other} <= set(e["actors"]))
        or (one in e["actors"] and other in e["recipients"])
        or (other in e["actors"] and one in e["recipients"])
        for e in events
    )


def test_every_trigger_stands_in_its_sentence() -> None:
    for sentence, event in EVENTS:
        low = sentence["text"].lower()
        assert [w for w in event["trigger"].lower().split() if w not in low] == []


def test_every_type_is_told_hundreds_of_times() -> None:
    for kind in PLOVER_TYPES:
        assert sum(event["type"] == kind for _, event in EVENTS) >= 500, kind


def test_every_pair_is_an_example_in_both_orders(pairs) -> None:
    found = list(pairs.pair_examples(SMALL))
    assert len(found) == 6
    one, other = found[:2]
    assert (one.types["SUPPORT"], one.direction) == (1.0, "forward")
    assert (other.types["SUPPORT"], other.direction) == (1.0, "backward")


def test_a_pair_without_an_event_teaches_no_event(pairs) -> None:
    example = list(pairs.pair_examples(SMALL))[2]
    assert (SMALL["text"][slice(*example.first)], SMALL["text"][slice(*example.second)]) == (
        "Peru",
        "Bolivia",
    )
    assert (example.types["NONE"], example.direction) == (1.0, None)


def test_a_party_alone_carries_what_it_does(pairs) -> None:
    peru, chile, bolivia = pairs.lone_examples(SMALL)
    assert peru.types["SUPPORT"] == 1.0
    assert chile.types["AID"] == 1.0
    assert (bolivia.types["AID"], bolivia.direction) == (1.0, "backward")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("praised", ["praised"]),
        ("Praised Chile", ["praised Chile"]),
        ("praised rescue", ["praised", "rescue"]),
        ("rescue praised", []),
        ("", []),
    ],
)
def test_the_words_of_an_event_are_found_in_one_piece_or_in_several(pairs, words, parts) -> None:
    assert [SMALL["text"][slice(*place)] for place in pairs.places_of(words, SMALL["text"])] == parts


def test_an_example_knows_the_words_of_its_event_where_all_are_named(pairs) -> None:
    praise, rescue = (
        {**event, "trigger": words} for event, words in zip(SMALL["events"], ("praised", ""), strict=True)
    )
    first, _, _, _, last, _ = pairs.pair_examples({**SMALL, "events": [praise, rescue]})
    assert (first.deeds, last.deeds) == (((5, 12),), ())


def test_no_sentence_is_both_trained_on_and_tested(pairs) -> None:
    held = {s["text"] for s in SENTENCES if pairs.is_held_out(s["text"])}
    weighed = {s["text"] for s in SENTENCES if pairs.is_for_calibration(s["text"])}
    assert not held & weighed
    read_twice = [s for s in SENTENCES if s["round"] < 6]
    assert held <= {s["text"] for s in read_twice}
    assert 0.08 < len(held) / len(read_twice) < 0.12
