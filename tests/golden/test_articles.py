"""The articles of `benchmarks/articles`: their records stand where they say, and both halves are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ARTICLES = Path(__file__).parents[2] / "benchmarks" / "articles"
GOLD = sorted(ARTICLES.glob("*/*.gold.jsonl"))


def test_forty_eight_are_to_learn_from_and_twelve_are_kept() -> None:
    assert [len([p for p in GOLD if p.parent.name == half]) for half in ("seen", "kept")] == [48, 12]


@pytest.mark.parametrize("path", GOLD, ids=lambda p: f"{p.parent.name}-{p.name.removesuffix('.gold.jsonl')}")
def test_every_record_has_the_words_of_its_article(path: Path) -> None:
    text = path.with_name(path.name.replace(".gold.jsonl", ".txt")).read_text(encoding="utf-8")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert records
    assert [r for r in records if text[r["start"] : r["end"]] != r["text"]] == []
