"""Refusals told by what a thing is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Events = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Berlin said sending long-range missiles to Ukraine was out of the question.", "DEU > UKR REJECT"),
        ("Pakistan said that lifting the ban on Indian goods was not an option.", "PAK > IND REJECT"),
        ("Talks with Eritrea are out of the question, Ethiopia's prime minister said.", "ETH > ERI REJECT"),
        ("Chad's foreign minister said joint patrols with Sudan were off the table.", "TCD > SDN REJECT"),
        ("Lavrov said the Kuril islands were not up for negotiation with Japan.", "RUS > JPN REJECT"),
    ],
)
def test_what_is_out_of_the_question_is_refused(events: Events, text: str, told: str) -> None:
    assert told in events(text)


@pytest.mark.parametrize("text", [
    "Seoul said that sanctions on Tokyo were not out of the question.",
    "Egypt's minister said that a visit to Israel was an option.",
    "Talks with Eritrea were out of the question.",  # nobody says so
    "Kenya fears that peace with Sudan is unthinkable.",
    "Kenya did not say that peace with Sudan was out of the question.",
    "Kenya said that war with Sudan was not an option.",
])  # fmt: skip
def test_what_is_possible_or_said_by_nobody_is_not_refused(events: Events, text: str) -> None:
    assert not [line for line in events(text) if "REJECT" in line]
