"""Events that no single verb tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Events = Callable[..., list[str]]

EXPELLED = [
    "Chad ordered 18 members of the French embassy to leave.",
    "Chad gave three French consular officials 48 hours to leave the country.",
    "Chad declared two French diplomats persona non grata.",
    "Three French diplomats have been told to leave Chad within 48 hours.",
]


@pytest.mark.parametrize("text", EXPELLED)
def test_diplomats_told_to_leave_are_expelled(modes: Events, text: str) -> None:
    assert [line for line in modes(text) if line.startswith("TCD > FRA SANCTION/expel")]


def test_others_who_are_told_to_leave_are_not(modes: Events) -> None:
    assert not [line for line in modes("Chad told French farmers to leave.") if "SANCTION/expel" in line]


@pytest.mark.parametrize("text", [
    "Israel's prime minister said that Iran would pay for the attack.",
    "Israel said that Iran would suffer the consequences.",
])  # fmt: skip
def test_a_price_that_is_named_is_a_threat(events: Events, text: str) -> None:
    assert [line for line in events(text) if line.startswith("ISR > IRN THREATEN")]


def test_who_pays_for_goods_is_not_threatened(events: Events) -> None:
    assert not [
        line for line in events("Chad said that France would pay for the fuel.") if "THREATEN" in line
    ]


def test_who_asked_for_a_deed_asked_those_who_did_it(events: Events) -> None:
    lines = events("Two ships were sent to Haiti by Brazil at Canada's request.")
    assert [line for line in lines if line.startswith("CAN > BRA REQUEST")]
