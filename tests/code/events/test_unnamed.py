"""Whom a clause means that names nobody: the place's rulers, the owner of sanctions, an envoy's host, the country."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Events = Callable[..., list[str]]

MEANT = [
    ("A Canadian engineer was arrested in Lebanon on Monday.", "LBN > CAN COERCE"),
    ("Two French journalists were jailed in Niger for ten years.", "NER > FRA"),
    ("Nine Nicaraguan officials were put under American sanctions.", "USA > NIC SANCTION"),
    ("Ghana expelled two Togolese diplomats. The Ghanaian ambassador was summoned.", "TGO > GHA ACCUSE"),
    ("Mali expelled the French ambassador. French troops left the country on Friday.", "FRA > MLI RETREAT"),
    ("Kenya closed the border with Somalia. Somalia condemned the decision.", "SOM > KEN ACCUSE"),
    ("Israeli jets bombed a port in Syria. Jordan condemned the bombing of Syria.", "JOR > ISR ACCUSE"),
    ("Italy denounced the kidnapping of an Italian priest by Somali gunmen.", "ITA > SOM ACCUSE"),
    ("Japan protested after two Chinese carriers had sailed near Iwo Jima.", "JPN > CHN ACCUSE"),
    ("Egypt and Hamas talked. Qatar threatened to close the group's office.", "QAT > Hamas THREATEN"),
    ("Chile condemned Russia's invasion of Ukraine.", "CHL > RUS ACCUSE"),
    ("Chad sent 400 soldiers to the border with Sudan on Tuesday.", "TCD > SDN MOBILIZE"),
    ("The Chinese navy sent six ships to the waters off Taiwan.", "CHN > TWN MOBILIZE"),
    (
        "The premier of Vanuatu left Canberra after talks with the Australian prime minister.",
        "AUS+VUT CONSULT",
    ),
]


@pytest.mark.parametrize(("text", "expected"), MEANT)
def test_the_context_tells_who_is_meant(events: Events, text: str, expected: str) -> None:
    assert [line for line in events(text) if line.startswith(expected)]


def test_who_is_only_named_as_the_place_of_a_deed_by_others_is_no_doer(events: Events) -> None:
    assert not [
        line
        for line in events("A Danish tourist was detained in Peru by protesters.")
        if line.startswith("PER >")
    ]


@pytest.mark.parametrize(
    "text",
    ["Chile condemned the invasion of Ukraine.", "Spain condemned the killing of two Italian nuns in Mali."],
)
def test_who_suffered_a_deed_is_not_blamed_for_it(events: Events, text: str) -> None:
    assert not [line for line in events(text) if "> UKR" in line or "> ITA" in line]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A Japanese lawmaker was barred from entering China for two years.", "CHN > JPN REJECT"),
        ("Two British journalists were refused entry at the border with Israel.", "ISR > GBR REJECT"),
        ("South Africa's ambassador was summoned to the foreign ministry in Kigali.", "RWA > ZAF ACCUSE"),
    ],
)
def test_who_keeps_somebody_out_or_calls_him_in_is_told_by_the_place(
    events: Events, text: str, told: str
) -> None:
    assert told in events(text)


@pytest.mark.parametrize("text", [
    "Kenyans were arrested on the border with Uganda.",
    "The Israeli ambassador was summoned in protest at the raid in Lebanon.",
])  # fmt: skip
def test_a_place_that_keeps_nobody_out_is_no_doer(events: Events, text: str) -> None:
    assert not [line for line in events(text) if line.startswith(("UGA", "LBN"))]


def test_whoever_speaks_behind_a_semicolon_is_not_whom_it_was_done_to(events: Events) -> None:
    found = events(
        "Lithuania's parliament voted to leave the convention on mines; Norway called the move regrettable."
    )
    assert not [line for line in found if "SANCTION" in line]


def test_a_verdict_named_in_passing_is_not_the_pardon_once_more(events: Events) -> None:
    assert events("Georgia's president pardoned two Ukrainian volunteers convicted of spying.") == [
        "GEO > UKR CONCEDE"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Poland closed all but two of its crossings with Belarus in September.", "POL > BLR SANCTION"),
        ("Thailand reopened four of the crossings on its border with Cambodia.", "THA > KHM RETREAT"),
        ("France handed back two bases in Senegal.", "FRA > SEN RETREAT"),
        ("Chad ended its pact with France, whose last soldiers left in January.", "FRA > TCD RETREAT"),
        ("Qatar has paid the salaries of Lebanon's soldiers since 2022.", "QAT > LBN AID"),
        ("Turkmenistan will double gas deliveries to Azerbaijan.", "TKM > AZE AGREE"),
    ],
)
def test_the_other_side_may_stand_deep_in_the_thing(events: Events, text: str, told: str) -> None:
    assert told in events(text)


def test_what_is_let_go_is_not_whoever_lets_it_go(events: Events) -> None:
    found = events("Estonia detained a tanker of Russia's shadow fleet and let it go two weeks later.")
    assert found == ["EST > RUS COERCE", "EST > RUS RETREAT"]


def test_us_of_an_unknown_speaker_are_nobody_else(events: Events) -> None:
    found = events(
        "Morocco and France signed a deal. Cuba sent us teachers. Rabat's drones kill our herdsmen."
    )
    assert not [line for line in found if "AID" in line or "ASSAULT" in line]


def test_what_is_given_to_ones_own_islands_is_given_to_nobody_else(events: Events) -> None:
    text = "New Zealand stopped its aid to the Cook Islands after they had signed a pact with China."
    assert not [line for line in events(text) if "SANCTION" in line]
