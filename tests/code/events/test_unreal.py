"""What somebody denies, asks or supposes is never told as done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Events = Callable[..., list[str]]

DENIED = [
    "Pakistan denied that it had shelled Afghan villages.",
    "Pakistan denied shelling Afghan villages.",
    "Iran denies that it supplies drones to Russia and trains its crews.",
    "Russia denied involvement in poisoning a Bulgarian dealer.",
    "Russia rejected reports that it had sold missiles to Iran.",
    "Afghanistan's allegation that Pakistan shelled Afghan villages was rejected by Islamabad.",
    "It is not true that Qatar bombed Iran.",
    "It is false that Ghana has expelled the Togolese ambassador.",
    "The rumour that Ghana had expelled the Togolese ambassador was false.",
    "Reports that Kenya had expelled Somalia's ambassador proved untrue.",
    "Claims that Ghana had armed the Malian rebels were rejected by Togo.",
    "The United States has never threatened Azerbaijan, nor has it sanctioned Armenia.",
    "Nor did Kenya expel the envoy of Sudan.",
    "Chad did not expel the envoy of Mali, neither did it close the embassy of Togo.",
]
PASSED_OVER = [
    "Far from expelling Togo's ambassador, Ghana praised Togo.",
    "Without consulting Kyiv, Washington praised Moscow.",
    "Egypt came close to bombing Ethiopia.",
    "Canada voted against sanctioning Cuba.",
    "Colombia neither expelled nor recalled the Venezuelan ambassador.",
]
SUPPOSED = [
    "Did Iran bomb the Saudi refinery?",
    "Question: Will Iran bomb the Saudi refinery?",
    "The war game assumed that China had blockaded Taiwan.",
    "Had Sweden attacked Norway, Denmark would have helped.",
    "Had Cambodia pulled back its soldiers, a minister said, the crossings would have stayed open.",
    "If Iran were to attack Israel, Jordan would stay out.",
    "Venezuela held a referendum on annexing Essequibo.",
    "Serbia would have recognised Kosovo, had the EU paid.",
]
PRAISE = "SUPPORT"


@pytest.mark.parametrize("text", DENIED)
def test_a_deed_under_a_denial_did_not_happen(events: Events, text: str) -> None:
    deeds = [line for line in events(text) if not line.endswith(" REJECT")]
    assert deeds
    assert all("(negation)" in line for line in deeds)


@pytest.mark.parametrize("text", PASSED_OVER)
def test_a_deed_that_is_passed_over_did_not_happen(events: Events, text: str) -> None:
    deeds = [line for line in events(text) if not line.endswith(f" {PRAISE}")]
    assert any("(negation)" in line for line in deeds)
    assert all("(" in line for line in deeds)


@pytest.mark.parametrize("text", SUPPOSED)
def test_a_deed_that_is_asked_or_supposed_did_not_happen(events: Events, text: str) -> None:
    found = events(text)
    assert found
    assert all("hypothetical" in line for line in found)


def test_what_is_denied_keeps_its_direction(events: Events) -> None:
    denied = events("Pakistan rejected allegations that it had shelled Afghan villages.")
    assert "PAK > AFG ASSAULT (negation)" in denied


def test_the_denier_may_go_on(events: Events) -> None:
    found = events("Cambodia denied that its troops had crossed the line and accused Thailand of murder.")
    assert "KHM > THA ACCUSE" in found


def test_what_is_not_denied_stands(events: Events) -> None:
    assert events("Russia did not deny that it had sent troops to Mali.") == ["RUS > MLI MOBILIZE"]
    assert events("Pakistan rejected India's request to extradite the men.") == ["PAK > IND REJECT"]
    assert events("Why did Russia invade Ukraine?") == ["RUS > UKR ASSAULT"]
    assert events("Never had Russia sent so many troops to Mali.") == ["RUS > MLI MOBILIZE"]


@pytest.mark.parametrize(
    "text", ["Iran denied the attack on Saudi Arabia.", "Russia dismissed reports of an attack on Finland."]
)
def test_a_deed_that_a_noun_names_is_denied_too(events: Events, text: str) -> None:
    assert [line for line in events(text) if "ASSAULT" in line and "negation" not in line] == []


def test_no_commitment_comes_of_a_denied_sale(commitments: Events) -> None:
    assert commitments("Russia rejected reports that it had sold missiles to Iran.") == []


def test_troops_that_are_promised_are_not_sent(events: Events) -> None:
    assert events("Russia promised to send troops to Mali.") == ["RUS > MLI AGREE"]


def test_what_nobody_has_set_is_no_refusal_to_agree(events: Events) -> None:
    assert not [line for line in events("Chile and Peru met; no price was settled.") if "AGREE" in line]


def test_that_no_agreement_was_reached_is_told_of_those_who_met(events: Events) -> None:
    assert "CHL+PER AGREE (negation)" in events("Chile and Peru met on Monday. No agreement was reached.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Iran has yet to attack Israel.", "IRN > ISR ASSAULT"),
        ("Russia is yet to deliver the two frigates to India.", "RUS > IND COOPERATE"),
    ],
)
def test_what_has_yet_to_be_done_is_denied(events: Events, text: str, told: str) -> None:
    assert f"{told} (negation)" in events(text)
    assert told not in events(text)
