"""Events told by nouns: a visit, talks, an attack, as PLOVER counts them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Record

Events = Callable[..., list[str]]
Records = Callable[..., list[Record]]


def test_talks_between_two_states_are_theirs(events: Events) -> None:
    assert events("Talks between Mali and Algeria ended on Tuesday.") == ["DZA+MLI CONSULT"]


def test_talks_of_three_states_are_multilateral(modes: Events) -> None:
    text = "Talks between Mali, Niger and Algeria ended on Tuesday."
    assert modes(text) == ["DZA+MLI+NER CONSULT/multilateral"]


def test_a_planned_visit_is_an_agreement(events: Events) -> None:
    assert events("Latvia's planned visit to Tallinn was short.") == ["LVA > EST AGREE"]


@pytest.mark.parametrize(
    "text",
    [
        "Angola's visit to Portugal lasted three days.",
        "The visit by Angola's president to Portugal lasted three days.",
        "Angola's president ended a visit to Portugal.",
    ],
)
def test_the_visitor_of_a_visit_is_the_actor(text: str, modes: Events) -> None:
    assert modes(text) == ["AGO > PRT CONSULT/visit"]


def test_an_attack_of_one_state_on_another_is_an_assault(events: Events) -> None:
    assert events("Egypt's attack on Sudan lasted an hour.") == ["EGY > SDN ASSAULT"]


def test_a_signature_is_support(events: Events) -> None:
    assert "GHA+TGO SUPPORT" in events("The signing of a treaty between Ghana and Togo took an hour.")


@pytest.mark.parametrize(
    "text",
    ["Peru wants talks with Chile.", "Peru fears an attack by Chile.", "Peru hopes for a visit by Chile."],
)
def test_what_is_only_wanted_or_feared_has_not_happened(text: str, events: Events) -> None:
    assert [line for line in events(text) if line.endswith(("CONSULT", "ASSAULT"))] == []


def test_a_noun_and_its_verb_tell_one_event(events: Events) -> None:
    assert events("Mali and Algeria held talks in Bamako.") == ["DZA+MLI CONSULT"]


def test_talks_that_did_not_take_place_are_negated(events: Events) -> None:
    assert events("Mali and Algeria held no talks.") == ["DZA+MLI CONSULT (negation)"]


def test_a_truce_that_ends_is_told_no_more(events: Events) -> None:
    assert events("The truce between Israel and Hamas collapsed in March.") == []


def test_a_truce_that_ends_a_war_is_told(events: Events) -> None:
    assert events("A truce between Israel and Hezbollah stopped the fighting.") == ["Hezbollah+ISR CONCEDE"]


def test_talks_without_a_party_are_no_event(events: Events) -> None:
    assert events("The talks ended on Tuesday.") == []


def test_the_words_of_talks_hold_all_who_talked(records: Records) -> None:
    (event,) = records("Talks between Mali and Algeria ended on Tuesday.", "event")
    assert "Algeria" in event.evidence.text


def test_what_is_asked_for_is_not_told_by_its_noun(events: Events) -> None:
    assert events("Haiti asked Kenya to speed up the deployment of its police.") == ["HTI > KEN REQUEST"]


def test_who_joins_a_case_accuses_too(events: Events) -> None:
    assert "IRL > ISR ACCUSE" in events("Ireland joined South Africa's case against Israel.")


def test_a_charge_is_not_told_as_done(events: Events) -> None:
    found = events("Kabul accused Islamabad of sheltering the men who bombed its mosque.")
    assert not [line for line in found if line.startswith("PAK")]
