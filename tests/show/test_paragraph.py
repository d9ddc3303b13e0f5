"""What the opening sentences of a dossier say of the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from detente.model import Belief, LedgerRow, Step
from detente.show.pages.paragraph import describe_relation

CAME = Step(
    stage="delivered", since=None, until=None, told=date(2024, 5, 1), amount=None, repeat=False, tellings=(),
    belief=Belief(value=0.9, voices=()),
)  # fmt: skip
WHEAT = LedgerRow(
    id="r1", giver=("RUS",), receiver=("EGY",), what="wheat", sector="agriculture", stage="delivered", steps=(CAME,),
    unit="tonnes", promised=(Decimal(20_000), Decimal(20_000)), delivered=(Decimal(6_000), Decimal(6_000)),
)  # fmt: skip
SECTIONS = ("facts", "not done", "turns", "statements", "implications")
NOTHING_TOLD: dict[str, list[Any]] = {section: [] for section in SECTIONS}


@pytest.mark.parametrize(
    ("delivered", "words"),
    [((6_000, 6_000), "1 delivered in part."), ((6_000, 20_000), "1 delivered or completed."),
     ((20_000, 20_000), "1 delivered or completed.")],
)  # fmt: skip
def test_what_came_in_part_is_not_called_delivered_unless_some_source_tells_the_whole(
    delivered, words
) -> None:
    least, most = map(Decimal, delivered)
    found = describe_relation("RUS", "EGY", None, NOTHING_TOLD, [replace(WHEAT, delivered=(least, most))])
    assert any(words in sentence.text for sentence in found)


def test_what_is_completed_is_completed_whatever_the_sums() -> None:
    found = describe_relation("RUS", "EGY", None, NOTHING_TOLD, [replace(WHEAT, stage="completed")])
    assert any("1 delivered or completed." in sentence.text for sentence in found)
