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


AFTER_A_MEETING = "Kenya and Uganda held talks in Entebbe. It was agreed to reopen the bridge at Busia."


def test_what_was_agreed_by_nobody_named_was_agreed_by_those_who_met(events: Events) -> None:
    assert [line for line in events(AFTER_A_MEETING) if line.startswith("KEN+UGA AGREE")]


def test_what_was_agreed_with_no_meeting_before_it_is_nobodys(events: Events) -> None:
    assert events("It was agreed to reopen the bridge at Busia.") == []


@pytest.mark.parametrize("text", [
    "Rwanda said that it would not let its territory be used for attacks on Burundi.",
    "Rwanda pledged that it would not allow its soil to be used against Burundi.",
])  # fmt: skip
def test_soil_that_is_lent_to_no_attack_is_a_promise_to_whom_it_would_strike(
    events: Events, text: str
) -> None:
    assert [line for line in events(text) if line.startswith("RWA > BDI AGREE")]


def test_jets_that_were_sent_to_bomb_struck(events: Events) -> None:
    found = events("Jordan has sent F-16 planes to bomb the depots of Syria.")
    assert [line for line in found if line.startswith("JOR > SYR ASSAULT")]


def test_soldiers_that_were_sent_to_fight_have_not_struck_yet(events: Events) -> None:
    found = events("Jordan sent soldiers to Kuwait to fight Iraq.")
    assert not [line for line in found if line.startswith("JOR > IRQ ASSAULT")]


@pytest.mark.parametrize("text", [
    "Ghana's president was Emmanuel Macron's guest in Paris in May.",
    "Ghana's president is the guest of the French president.",
    "Ghana's president was received in France in May.",
])  # fmt: skip
def test_a_guest_visits_his_host(modes: Events, text: str) -> None:
    assert [line for line in modes(text) if line.startswith("GHA > FRA CONSULT/visit")]


@pytest.mark.parametrize("verb", ["called home", "recalled", "called back"])
def test_an_envoy_is_called_home_from_the_other_side_of_the_verb_before(modes: Events, verb: str) -> None:
    found = modes(f"Malawi condemned Zambia's decision and {verb} its ambassador.")
    assert "MWI > ZMB SANCTION/withdraw" in found


def test_a_source_that_asks_not_to_be_named_asks_nobody(events: Events) -> None:
    text = "Peru warned Chile. An official in Lima, who asked not to be named, said talks would go on."
    assert not [line for line in events(text) if "REQUEST" in line]


def test_who_refuses_to_do_the_same_refuses_the_one_who_did_it(events: Events) -> None:
    text = "Togo reopened its border with Ghana on Monday. Ghana refused to do the same."
    assert "GHA > TGO REJECT" in events(text)


def test_what_is_agreed_at_a_request_was_asked_for(events: Events) -> None:
    found = events("In May Laos agreed, at Thailand's request, to lend it two boats.")
    assert [line for line in found if line.startswith("THA > LAO REQUEST")]


@pytest.mark.parametrize("text", [
    "Rwanda will not allow its territory to be used to support Burundi.",
    "Rwanda does not allow its territory to be used for votes on Burundi's constitution.",
    "Rwanda might not let its territory be used for attacks on Burundi.",
    "Rwanda will not let Ugandan territory be used for attacks on Burundi.",
])  # fmt: skip
def test_soil_kept_from_help_or_perhaps_or_of_another_is_no_such_promise(events: Events, text: str) -> None:
    assert "RWA > BDI AGREE" not in events(text)


def test_drones_sent_to_a_friend_to_bomb_with_are_given_to_him(events: Events) -> None:
    found = events("Iran dispatched drones to Sudan to bomb Chad.")
    assert not [line for line in found if line.startswith("IRN > TCD ASSAULT")]


@pytest.mark.parametrize("text", [
    "Kenya's president met Uganda's president. The case was old. It was resolved in court.",
    "Kenya and Uganda held talks. In Washington it was decided to impose sanctions on Sudan.",
])  # fmt: skip
def test_what_was_decided_in_court_or_elsewhere_was_not_by_those_who_met(events: Events, text: str) -> None:
    assert not [line for line in events(text) if line.startswith("KEN+UGA AGREE")]


@pytest.mark.parametrize("text", [
    "Uganda invited Kenya to talks, but it declined.",
    "Uganda asked Kenya for a loan in May, but it refused.",
    "Uganda offered Kenya help, but it turned the offer down.",
])  # fmt: skip
def test_who_declines_is_the_one_that_was_asked(events: Events, text: str) -> None:
    assert [line for line in events(text) if line.startswith("KEN > UGA REJECT")]


def test_who_refuses_another_thing_is_not_the_one_that_was_asked(events: Events) -> None:
    lines = events("Uganda invited Kenya to talks, but it rejected a plan of Tanzania.")
    assert [line for line in lines if line.startswith("UGA > TZA REJECT")]


def test_a_deed_of_two_joined_to_another_verb_is_its_subjects_and_the_others(events: Events) -> None:
    told = events(
        "Nigeria asked Ghana to lift its ban and signed a deal with Togo to ship its rice through Lomé."
    )
    assert "NGA+TGO SUPPORT" in told
