"""Claims on the order of states, and what is said to follow for a third state."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Implication, Record, SystemClaim

Records = Callable[..., list[Record]]

TWO = "Egypt met Turkey. Egypt thanked Turkey. "  # the pair that the text is about


def claims(records: Records, text: str) -> list[str]:
    return [r.claim.claim for r in records(text, "system") if isinstance(r.claim, SystemClaim)]


def implied(records: Records, text: str) -> list[tuple[str, str]]:
    found = [r.claim for r in records(text, "implication")]
    return [(c.third, c.sign) for c in found if isinstance(c, Implication)]


@pytest.mark.parametrize(
    "text",
    [
        "The world is moving from a unipolar to a multipolar order.",
        "The balance of power in the region has shifted.",
        "American hegemony is over.",
        "There are no permanent friends or permanent enemies, only permanent interests.",
    ],
)
def test_a_claim_on_the_order_of_states_is_found_whole(text: str, records: Records) -> None:
    (claim,) = claims(records, text)
    assert claim.rstrip(".") == text.rstrip(".")


@pytest.mark.parametrize("text", ["Peru met Chile.", "Peru has no power plants.", "The balance is $3."])
def test_what_states_do_is_no_claim_on_their_order(text: str, records: Records) -> None:
    assert claims(records, text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The pact is a blow to Greece.", ("GRC", "-")),
        ("The pact is an opportunity for Libya.", ("LBY", "+")),
        ("The pact weakens Greece.", ("GRC", "-")),
        ("Egypt's thaw with Turkey worries Greece.", ("GRC", "-")),
        ("For Greece the pact is bad news.", ("GRC", "-")),
        ("The pact would free Libya from its debts.", ("LBY", "+")),
        ("Libya stands to gain from the pact.", ("LBY", "+")),
    ],
)
def test_a_third_state_gains_or_loses(text: str, told: tuple[str, str], records: Records) -> None:
    assert told in implied(records, TWO + text)


def test_what_a_denial_says_of_a_third_state_is_turned_round(records: Records) -> None:
    assert ("GRC", "-") not in implied(records, TWO + "The pact does not weaken Greece.")


def test_one_of_the_two_is_no_third_state(records: Records) -> None:
    assert implied(records, TWO + "The pact weakens Egypt.") == []


def test_a_tilt_towards_a_third_state_is_its_gain_and_away_from_one_its_loss(records: Records) -> None:
    found = implied(records, TWO + "Egypt is drifting away from Russia. Turkey tilted towards China.")
    assert ("RUS", "-") in found
    assert ("CHN", "+") in found


def test_the_two_named_first_are_what_a_text_is_about(records: Records) -> None:
    assert ("GRC", "-") in implied(records, "The pact between Egypt and Turkey is a blow to Greece.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Qatar has benefited from Lebanon's rift with Saudi Arabia.", ("QAT", "+")),
        ("The deal between Chad and Libya hurts Niger.", ("NER", "-")),
        ("Cheaper Russian oil for India means fewer orders for Iraq.", ("IRQ", "-")),
        (TWO + "Greece sees the pact as a threat to its waters.", ("GRC", "-")),
    ],
)
def test_a_clause_may_name_the_pair_itself(text: str, told: tuple[str, str], records: Records) -> None:
    assert implied(records, text) == [told]


def test_more_of_what_hurts_is_no_gain(records: Records) -> None:
    assert implied(records, TWO + "The pact spells more hardship for Greece.") != [("GRC", "+")]


def test_what_one_of_two_gains_from_the_other_is_no_implication(records: Records) -> None:
    assert implied(records, "Japan gained from trade with China.") == []
