"""Who is meant, learnt from marked articles: what counts as right, and that fitting finds what tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from training.referents import ARTICLES, document, fit, is_same, read_articles, walk, write

HELD_OUT = Path(__file__).parents[2] / "benchmarks" / "marked.jsonl"


def article(text: str, *marks: tuple[str, tuple[str, ...]]) -> dict[str, Any]:
    """An article of one text, each mark by the words that it stands on."""
    spans = [[text.index(words), text.index(words) + len(words), list(meant)] for words, meant in marks]
    return {"title": "made here", "text": text, "marks": spans}


@pytest.mark.parametrize(
    ("found", "meant", "same"),
    [
        (("FRA",), ("FRA",), True),
        (("FRA", "MLI"), ("MLI", "FRA"), True),
        (("FRA",), ("MLI",), False),
        ((), (), True),
        (("FRA",), (), False),
        (("Blue Harbour Holdings",), ("~blue harbour",), True),
        ((), ("~blue harbour",), True),
        (("FRA",), ("~blue harbour",), False),
    ],
)
def test_the_same_parties(found: tuple[str, ...], meant: tuple[str, ...], same: bool) -> None:
    assert is_same(found, meant) is same


def test_what_is_marked_is_taught_and_what_is_not_is_nobody() -> None:
    told = article(
        "Ghana met Togo in Accra on Monday. It wants a road. The president of the club was there. The neighbours left.",
        ("It", ("GHA",)), ("The neighbours", ("GHA", "TGO")),
    )  # fmt: skip
    rows = walk(told, {}, teach=True).rows
    right = [(kind, options[best] == options[-1]) for kind, (best, options) in rows]
    assert right == [("it", False), ("noun", True), ("several", False)]


def test_answers_are_compared_with_the_marks() -> None:
    told = article("Ghana met Togo in Accra on Monday. It wants a road to the sea.", ("It", ("GHA",)))
    (answer,) = walk(told, {}, teach=False).answers
    assert (answer.kind, answer.words, answer.meant, answer.rule) == ("it", "It", ("GHA",), ("GHA",))


def test_fitting_finds_what_tells() -> None:
    rows = [(0, [["near", "large"], ["far", "large"]]), (1, [["far", "small"], ["near", "small"]])] * 5
    weights = fit(rows)
    assert weights["near"] > 0 > weights["far"]
    assert abs(weights["large"]) < 1e-6


def test_weights_are_written_as_a_table(tmp_path: Path) -> None:
    write({"it|rule": 1.234, "it|rare": 0.001}, tmp_path / "weights.tsv")
    assert (tmp_path / "weights.tsv").read_text().splitlines()[1:] == [
        "trait\tweight\tsource", "it|rule\t1.23\ttraining/articles.jsonl",
    ]  # fmt: skip


@pytest.mark.parametrize("path", [ARTICLES, HELD_OUT], ids=lambda p: p.name)
def test_marks_and_events_stand_in_their_texts(path: Path) -> None:
    for told in read_articles(path):
        size = len(told["text"])
        assert document(told).text == told["text"]
        assert all(0 <= start < end <= size for start, end, _ in told["marks"]), told["title"]
        assert all(0 <= e["start"] < e["end"] <= size and e["actors"] for e in told["events"]), told["title"]


def test_nothing_held_out_is_learnt() -> None:
    learnt = {json.dumps(told["text"]) for told in read_articles(ARTICLES)}
    assert not learnt & {json.dumps(told["text"]) for told in read_articles(HELD_OUT)}
