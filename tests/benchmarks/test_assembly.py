"""What is put together reaches its floors on labelled pairs that nothing was tuned to."""

import tomllib
from pathlib import Path

import pytest

from benchmarks import assembly

FLOORS = tomllib.loads((Path(assembly.__file__).parent / "floors.toml").read_text(encoding="utf-8"))[
    "assembly"
]


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, float]]:
    return assembly.measure(assembly.HERE, "kept")


@pytest.mark.parametrize("question", ["story", "happening", "ledger"])
def test_pairs_are_grouped_at_least_as_well_as_pinned(figures, question: str) -> None:
    assert figures[question]["f1"] >= FLOORS[question]


def test_there_are_enough_labelled_pairs_with_hard_ones_among_them(figures) -> None:
    for question in ("story", "happening"):
        assert figures[question]["pairs_compared"] > 2 * figures[question]["pairs"]
    assert sum(figures[question]["pairs_compared"] for question in ("story", "happening")) > 300
