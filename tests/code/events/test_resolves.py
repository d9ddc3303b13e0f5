"""Decisions, promises and refusals that a noun tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Events = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Japan's decision to ban Russian crab angered Moscow.", "JPN > RUS SANCTION"),
        ("Poland welcomed Germany's decision to send tanks to Ukraine.", "DEU > UKR AGREE"),
        ("Turkey's refusal to extradite two officers to Greece angered Athens.", "TUR > GRC REJECT"),
        ("The refusal of Turkey to extradite two officers to Greece angered Athens.", "TUR > GRC REJECT"),
        ("China's promise to lend Kenya two billion dollars has not been kept.", "CHN > KEN AGREE"),
    ],
)
def test_a_noun_tells_what_its_verb_tells(events: Events, text: str, told: str) -> None:
    assert told in events(text)


@pytest.mark.parametrize("text", [
    "Oman feared a decision by Japan to ban Russian crab.",
    "Oman warned against a decision by Japan to ban Russian crab.",
    "Japan reversed its decision to ban Russian crab.",
    "The decision to ban Russian crab came late.",  # nobody's
])  # fmt: skip
def test_a_decision_only_feared_or_of_nobody_is_not_told(events: Events, text: str) -> None:
    assert not [line for line in events(text) if "SANCTION" in line]


def test_what_is_promised_by_a_noun_is_a_commitment(commitments: Events) -> None:
    told = commitments("China's promise to lend Kenya two billion dollars has not been kept.")
    assert told == ["CHN > KEN 2000000000 USD announced"]
    assert len(commitments("China announced its decision to lend Kenya two billion dollars.")) == 1
