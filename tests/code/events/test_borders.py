"""On the border between two readings: whose deed it is, whom it is aimed at, what the words around it change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.grammar.sentences import parse
from detente.code.parties.who import find_mentions
from detente.model import Document

Events = Callable[..., list[str]]

WHOSE = [
    ("Kurdish rebels killed seven Turkish soldiers in Iraq.", "Kurdish rebels > TUR ASSAULT"),
    ("Israel struck Iranian bases in Syria.", "ISR > IRN ASSAULT"),
    ("Niger nationalised a mine run by France's Orano.", "NER > FRA COERCE"),
    ("Poland lifted its blockade of Ukrainian lorries.", "POL > UKR RETREAT"),
    ("The ministers of France and Germany met and condemned Russia.", "DEU+FRA CONSULT"),
    ("Israel killed 12 soldiers in Syria and two in Lebanon.", "ISR > LBN ASSAULT"),
    ("Turkish troops entered Syria.", "TUR > SYR MOBILIZE"),
    ("Kenya, along with Uganda, condemned Rwanda.", "KEN+UGA > RWA ACCUSE"),
    ("Russia, and not Ukraine, shelled the Polish village.", "RUS > POL ASSAULT"),
    ("Serbia's president called Kosovo's prime minister a terrorist.", "SRB > KOS ACCUSE"),
    ("Finland returned two Estonian fishing boats.", "FIN > EST RETREAT"),
    ("Israel returned the Sinai to Egypt.", "ISR > EGY RETREAT"),
    ("The European Union condemned and sanctioned Russia.", "EU > RUS ACCUSE"),
    ("Turkey undertook to train and equip Somalia's navy.", "TUR > SOM AGREE"),
    ("Greece demanded that its European Union partners recognise the port.", "GRC > EU REQUEST"),
    (
        "The Kurdistan Workers' Party issued a statement demanding that Turkey release its leader.",
        "PKK > TUR REQUEST",
    ),
    ("The government in Ottawa declared that China must drop its tariffs.", "CAN > CHN REQUEST"),
    ("Palestinian leaders said they would boycott all contact with Norway.", "PSE > NOR"),
    ("Afghan rebels kidnapped up to 16 Russian advisers.", "Afghan rebels > RUS ASSAULT"),
    ("North Korea tried to hack into the computers of South Korean officers.", "PRK > KOR COERCE"),
    ("Lebanon rejected a United Nations appeal for deploying troops on its border.", "LBN > UN REJECT"),
    ("Iran fired some 200 missiles at Israel on Tuesday.", "IRN > ISR ASSAULT"),
    ("Security forces in Guinea tortured scores of Liberian refugees.", "GIN > LBR ASSAULT"),
    ("Some 800,000 Iraqi Kurds sought refuge in Germany last month.", "IRQ > DEU REQUEST"),
    (
        "The Red Cross operating in Iraq said US and British forces must ensure security.",
        "ICRC > GBR+USA REQUEST",
    ),
    ("Israelis and Palestinians failed to reach agreement on the crossings.", "ISR+PSE REJECT"),
    ("NATO peacekeeping troops have arrived in Bosnia.", "NATO > BIH AID"),
    ("The United States will prohibit all aid to Albanian rebels in Macedonia.", "USA > Albanian rebels"),
]


@pytest.mark.parametrize(("text", "expected"), WHOSE)
def test_the_deed_is_given_to_who_does_it(events: Events, text: str, expected: str) -> None:
    assert [line for line in events(text) if line.startswith(expected)]


@pytest.mark.parametrize("text", [
    "The pro-Iranian group declared a truce after battles with the army in Lebanon.",
    "A Syrian-backed force shelled a Turkish village.",
    "A London-based broker accused Chad of fraud.",
])  # fmt: skip
def test_a_state_that_only_describes_somebody_is_no_party(
    document: Callable[..., Document], text: str
) -> None:
    codes = {c for mention in find_mentions(parse(document(text))).mentions for c in mention.codes}
    assert not codes & {"IRN", "SYR", "GBR"}


REVIEWED = [
    ("Russia vetoed a resolution condemning Syria.", "RUS > SYR"),
    ("France ordered its diplomats to leave Niger.", "NER > FRA"),
    ("American and British planes bombed the airport.", "GBR+USA ASSAULT"),
    ("Japan said that the United States would bear the cost of the bases.", "JPN > USA THREATEN"),
    ("Germany condemned the attack. France sent aid to Mali.", "DEU > "),
    ("Pakistan deployed troops in the capital ahead of a visit by China's president.", "PAK > CHN MOBILIZE"),
    ("Rwanda massed troops on the border with Congo, where UN peacekeepers are stationed.", "RWA > COD AID"),
    ("North Korea fired a missile on Japan's national day.", "PRK > JPN"),
    (
        "The Kurdistan Workers' Party issued a statement demanding that Turkey release its leader.",
        "PKK > Kurdistan",
    ),
]


@pytest.mark.parametrize(("text", "wrong"), REVIEWED)
def test_no_deed_is_given_to_who_does_not_do_it(events: Events, text: str, wrong: str) -> None:
    assert not [line for line in events(text) if line.startswith(wrong)]


def test_a_promise_without_a_name_is_made_to_whom_the_sentence_speaks_of(events: Events) -> None:
    before = "Chile counts its ships. Chile counts its crates. Chile watches. "
    text = (
        before
        + "Lima has offered La Paz a free zone at Ilo, and it has promised to dredge the harbour by 2025."
    )
    assert [line for line in events(text) if "AGREE" in line] == ["PER > BOL AGREE"]


def test_they_of_officials_are_those_who_were_spoken_of(events: Events) -> None:
    assert "IRN+RUS SUPPORT" in events("Iran and Russia held talks. Officials said they signed a pact.")


def test_a_coalition_that_the_parser_takes_for_the_sentence_still_acts(events: Events) -> None:
    assert events("The US-led coalition bombed Syria.") == ["USA > SYR ASSAULT"]


def test_the_led_act_for_their_leader(events: Events) -> None:
    found = events("Vietnamese-led forces shelled Cambodian camps.")
    assert [line for line in found if line.startswith("VNM > KHM")]


def test_they_of_a_group_that_nobody_knows_is_not_two_others(events: Events) -> None:
    found = events("Chad and Niger signed a pact. The rebels said they would attack Mali.")
    assert not [line for line in found if "ASSAULT" in line and ("TCD" in line or "NER" in line)]


def test_a_gerund_after_an_arrest_is_the_deed_of_the_one_arrested(events: Events) -> None:
    found = events("A missionary from Calgary was arrested in Lebanon for collaborating with Israel.")
    assert not [line for line in found if line.startswith("ISR+LBN")]


def test_a_visit_of_next_month_that_is_told_in_the_present_is_agreed_and_not_done(events: Events) -> None:
    assert "GHA > IND CONSULT" not in events("Next month the Ghanaian president comes to Delhi.")


@pytest.mark.parametrize("when", ["to coincide with the feast", "until reaching a deal"])
def test_what_a_truce_is_for_is_not_what_is_announced(when: str, events: Events) -> None:
    assert events(f"Ethiopia announced a truce with Eritrea {when}.") == ["ETH > ERI CONCEDE"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Montenegro extradited a trader to the United States rather than to South Korea.",
            "MNE > USA COOPERATE",
        ),
        ("Togo signed the pact with Ghana but not with Benin.", "GHA+TGO SUPPORT"),
    ],
)
def test_who_is_ruled_out_has_no_part_in_it(text: str, told: str, events: Events) -> None:
    assert events(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Turkey fired rockets at positions in Kobani.", "TUR > SYR ASSAULT"),
        ("Russian missiles were fired at a depot in Lviv.", "RUS > UKR ASSAULT"),
        ("Ukraine struck an oil depot in Krasnodar with drones.", "UKR > RUS ASSAULT"),
    ],
)
def test_what_stands_in_a_city_is_its_states(text: str, told: str, events: Events) -> None:
    assert events(text) == [told]
