"""What came of a commitment, told on without its parties; and goods that arrive under a flag."""

from __future__ import annotations

from collections.abc import Callable

Commitments = Callable[[str], list[str]]


def test_goods_that_arrive_come_from_whose_they_are(commitments: Commitments) -> None:
    told = commitments("The first shipment of 50,000 tonnes of Russian wheat arrived in Mali on Monday.")
    assert told == ["RUS > MLI 50000 tonne delivered"]
