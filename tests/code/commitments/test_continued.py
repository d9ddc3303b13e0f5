"""What came of a commitment, told on without its parties; and goods that arrive under a flag."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Commitments = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "came"),
    [
        (
            "Germany pledged 12 tanks to Ukraine, but only four have been delivered.",
            "DEU > UKR 4 tank delivered",
        ),
        ("Canada promised Jamaica 50 buses. Twelve arrived in June.", "CAN > JAM 12 bus delivered"),
        (
            "Of the 20 million doses that Brazil ordered from India, two million have arrived.",
            "IND > BRA 2000000 dose delivered",
        ),
    ],
)
def test_a_bare_number_counts_what_was_promised(text: str, came: str, commitments: Commitments) -> None:
    assert came in commitments(text)


@pytest.mark.parametrize(
    "text",
    [
        "Spain promised Morocco six boats. Eight were delivered to Chad.",
        "Kuwait gave Jordan $300 million. Four were released.",
    ],
)
def test_a_number_of_other_things_counts_nothing_of_it(text: str, commitments: Commitments) -> None:
    assert len(commitments(text)) == 1


def test_goods_that_arrive_come_from_whose_they_are(commitments: Commitments) -> None:
    told = commitments("The first shipment of 50,000 tonnes of Russian wheat arrived in Mali on Monday.")
    assert told == ["RUS > MLI 50000 tonne delivered"]
