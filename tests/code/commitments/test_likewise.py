"""Numbers whose thing stands with the first of several."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Commitments = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "India gave 40 buses to Nepal and 20 to Bhutan.",
            ["IND > BTN 20 bus delivered", "IND > NPL 40 bus delivered"],
        ),
        (
            "Brussels promised 200 million euros to Chad and 90 million to Niger.",
            ["EU > NER 90000000 EUR announced", "EU > TCD 200000000 EUR announced"],
        ),
    ],
)
def test_a_bare_number_is_of_what_the_first_is_of(
    text: str, told: list[str], commitments: Commitments
) -> None:
    assert sorted(commitments(text)) == told


def test_a_number_without_a_thing_of_its_kind_beside_it_is_left(commitments: Commitments) -> None:
    text = "Qatar sent three planes with aid to Sudan and one to Libya."
    assert commitments(text) == ["QAT > SDN 3 aircraft delivered"]


def test_one_more_is_no_share_of_what_was_given(commitments: Commitments) -> None:
    told = commitments("Norway gave Ukraine two howitzers and promised a third.")
    assert "NOR > UKR 1 howitzer announced" in told


def test_what_is_seized_was_not_owed(commitments: Commitments) -> None:
    assert commitments("Germany froze 300 million dollars of Russian assets.") == []
