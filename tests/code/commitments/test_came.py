"""What came of a promise: so many, a share, all or the rest of what was told before."""

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


BUSES, MONEY = "India promised Ghana 200 buses. ", "Japan promised Peru 40 million dollars. "


@pytest.mark.parametrize(
    ("text", "came"),
    [
        (BUSES + "Half have arrived.", "IND > GHA 100 bus delivered"),
        (BUSES + "A quarter of them arrived in May.", "IND > GHA 50 bus delivered"),
        (BUSES + "Ghana received the first fifty in May.", "IND > GHA 50 bus delivered"),
        (BUSES + "So far India has delivered twelve.", "IND > GHA 12 bus delivered"),
        (MONEY + "Three quarters of the money has been paid.", "JPN > PER 30000000 USD delivered"),
        (MONEY + "So far 8 million has been disbursed.", "JPN > PER 8000000 USD delivered"),
        (MONEY + "Peru has received all of it.", "JPN > PER 40000000 USD delivered"),
        (MONEY + "Most of it has been paid.", "JPN > PER delivered"),
        (MONEY + "Less than half of it has been paid.", "JPN > PER delivered"),
        (BUSES + "Twelve of them arrived in May.", "IND > GHA 12 bus delivered"),
        (
            "Russia promised 15 tonnes of wheat to Mali. Half of it has arrived.",
            "RUS > MLI 7.5 tonne delivered",
        ),
        (BUSES + "Half of the buses arrived in May.", "IND > GHA 100 bus delivered"),
        (
            "Half of the 40 million dollars that Japan promised Peru has been paid.",
            "JPN > PER 20000000 USD delivered",
        ),
        ("Ten of the 40 tanks that Poland promised Ukraine have arrived.", "POL > UKR 10 tank delivered"),
    ],
)
def test_a_share_is_reckoned_from_the_whole(text: str, came: str, commitments: Commitments) -> None:
    told = commitments(text)
    assert len(told) == 2
    assert came in told


def test_the_rest_is_what_has_not_come(commitments: Commitments) -> None:
    told = commitments(BUSES + "Twelve were delivered in March; the rest are to come by December.")
    assert sorted(told)[:2] == ["IND > GHA 12 bus delivered", "IND > GHA 188 bus announced"]


def test_a_rest_of_which_nothing_came_has_no_number(commitments: Commitments) -> None:
    assert "IND > GHA announced" in commitments(BUSES + "New Delhi is to deliver the rest by December.")


@pytest.mark.parametrize(
    "text",
    [
        BUSES + "A seventh arrived in May.",  # of 200 no whole number
        BUSES + "Half of the ministers resigned.",
        BUSES + "France has delivered twelve.",
        BUSES + "Twelve were delivered to Chad.",
        BUSES + "Ministers met on Friday, and most signed.",
        BUSES + "The fifth arrived in May.",  # one of a row
        MONEY + "Three have been paid.",
        BUSES + "The road was long. " * 40 + "Twelve have been delivered.",
    ],
)
def test_what_is_of_something_else_or_too_far_off_counts_nothing(text: str, commitments: Commitments) -> None:
    assert len(commitments(text)) == 1


@pytest.mark.parametrize("part", ["of which 20 have arrived", "20 of which have arrived"])
def test_a_part_may_be_told_in_the_same_breath(part: str, commitments: Callable[..., list[str]]) -> None:
    told = commitments(f"Romania has ordered 32 fighters from Norway, {part}.")
    assert told == ["NOR > ROU 20 fighter delivered", "NOR > ROU 32 fighter agreed"]


def test_of_what_not_a_rupee_has_arrived_nothing_is_delivered(commitments: Callable[..., list[str]]) -> None:
    told = commitments("India pledged Sri Lanka 400 million dollars. Not a rupee has arrived.")
    assert told == ["IND > LKA 400000000 USD announced"]
