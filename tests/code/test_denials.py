"""What somebody denies is never told as done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

DENIED = [
    "Pakistan denied that it had shelled Afghan villages.",
    "Pakistan denied shelling Afghan villages.",
    "Iran denies that it supplies drones to Russia and trains its crews.",
    "Russia denied involvement in poisoning a Bulgarian dealer.",
    "Russia rejected reports that it had sold missiles to Iran.",
    "Afghanistan's allegation that Pakistan shelled its villages was rejected by Islamabad.",
]


@pytest.mark.parametrize("text", DENIED)
def test_a_deed_under_a_denial_did_not_happen(events: Callable[..., list[str]], text: str) -> None:
    deeds = [line for line in events(text) if not line.endswith(" REJECT")]
    assert deeds
    assert all("(negation)" in line for line in deeds)


def test_what_is_not_denied_stands(events: Callable[..., list[str]]) -> None:
    assert events("Russia did not deny that it had sent troops to Mali.") == ["RUS > MLI MOBILIZE"]
    assert events("Pakistan rejected India's request to extradite the men.") == ["PAK > IND REJECT"]


def test_no_commitment_comes_of_a_denied_sale(commitments: Callable[..., list[str]]) -> None:
    assert commitments("Russia rejected reports that it had sold missiles to Iran.") == []


def test_what_would_have_been_done_was_not(events: Callable[..., list[str]]) -> None:
    assert events("Serbia would have recognised Kosovo, had the EU paid.") == [
        "SRB > KOS SUPPORT (hypothetical)"
    ]


def test_what_is_only_supposed_did_not_happen(events: Callable[..., list[str]]) -> None:
    supposed = events("If Japan were to send its destroyers to the Philippines, China would protest.")
    assert all("hypothetical" in line for line in supposed)


def test_troops_that_are_promised_are_not_sent(events: Callable[..., list[str]]) -> None:
    assert events("Russia promised to send troops to Mali.") == ["RUS > MLI AGREE"]
