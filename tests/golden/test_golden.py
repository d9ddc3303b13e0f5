"""Whole articles against what a perfect reading of them yields.

The gold is made by hand and never rewritten from output. Offsets and must-nots hold without exception; how
much is found may not fall below `benchmarks/floors.toml`. The scorer is the record format's own.
"""

from __future__ import annotations

import importlib.util
import json
import tomllib
from functools import cache
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from detente.code import code
from detente.keep.jsonl import write_jsonl
from detente.model import Document
from detente.read import read

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "gold"
FOLDERS = {"golden": ROOT / "tests" / "golden", "shared": SHARED}
FLOORS: dict[str, dict[str, float]] = tomllib.loads(
    (ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8")
)
GOLD = sorted(path for folder in FOLDERS.values() for path in folder.glob("*.gold.jsonl"))
Row = dict[str, Any]


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def article(gold: Path) -> tuple[str, str]:
    """The article's original characters, and its reading as JSON lines."""
    place = gold.with_name(gold.name.removesuffix(".gold.jsonl") + ".txt")
    (found,) = read(place)
    assert isinstance(found, Document), found
    stream = StringIO()
    write_jsonl(code(found).records, stream)
    return place.read_bytes().decode("utf-8"), stream.getvalue()


def reading(gold: Path) -> list[Row]:
    return [json.loads(line) for line in article(gold)[1].splitlines()]


def holds(record: Row, field: str, value: Any) -> bool:
    """Has the record what a must-not forbids in one field? Lists are sets."""
    if field == "text_contains":
        return value in record["text"]
    own = record.get(field)
    return set(own or ()) == set(value) if isinstance(value, list) else own == value


@cache
def scorer() -> ModuleType:
    """The record format's scorer, where it is there."""
    path = SHARED / "score.py"
    if not path.exists():
        pytest.skip(f"the scorer of the record format is not at {path}")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def figures(folder: str) -> dict[str, float]:
    """F1 by kind over the articles of a folder, and their mean as `macro`."""
    golds = sorted(FOLDERS[folder].glob("*.gold.jsonl"))
    if not golds:
        pytest.skip(f"no gold articles in {FOLDERS[folder]}")
    results = [scorer().score(rows_of(gold), reading(gold), article(gold)[0]) for gold in golds]
    pooled, macro = scorer().pool(results)
    return {"macro": macro} | {kind: row["f1"] for kind, row in pooled.items()}


def test_there_are_gold_articles_of_our_own() -> None:
    assert len(list(FOLDERS["golden"].glob("*.gold.jsonl"))) >= 5


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.name.removesuffix(".gold.jsonl"))
def test_gold_quotes_its_article_in_place(gold: Path) -> None:
    text = article(gold)[0]
    for row in rows_of(gold):
        if "start" in row:
            assert text[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.name.removesuffix(".gold.jsonl"))
def test_every_record_quotes_its_article_in_place(gold: Path) -> None:
    text = article(gold)[0]
    assert reading(gold)
    for row in reading(gold):
        assert text[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.name.removesuffix(".gold.jsonl"))
def test_no_reading_holds_what_it_must_not(gold: Path) -> None:
    forbidden = [row["forbid"] for row in rows_of(gold) if row["kind"] == "mustnot" and row.get("forbid")]
    broken = [
        (forbid, row["text"])
        for forbid in forbidden
        for row in reading(gold)
        if all(holds(row, field, value) for field, value in forbid.items())
    ]
    assert broken == []


@pytest.mark.parametrize(
    ("folder", "kind"), [(f, k) for f, kinds in FLOORS.items() if f != "assembly" for k in kinds]
)
def test_no_figure_falls_below_its_floor(folder: str, kind: str) -> None:
    assert round(figures(folder)[kind], 3) >= FLOORS[folder][kind]
