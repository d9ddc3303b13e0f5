"""What an article's sentences leave unsaid: whom a deed is aimed at, who "we" and "they" are, whose verb it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Events = Callable[..., list[str]]

AIMED = [
    ("Kenya and Somalia quarrel over fish. Kenya has filed a second complaint.", "KEN > SOM ACCUSE"),
    ("Peru expelled the Mexican ambassador. Mexico demanded that he be let back in.", "MEX > PER REQUEST"),
    ("Chile asked Bolivia for gas. La Paz has refused.", "BOL > CHL REJECT"),
    ("Kenya asked Uganda and Rwanda to open the road; Rwanda refused.", "RWA > KEN REJECT"),
    ("Kenya asked Uganda and Rwanda to open the road. Rwanda refused to open it.", "RWA > KEN REJECT"),
    ("Peru and Chile accused Bolivia of theft. Peru demanded an apology.", "PER > BOL REQUEST"),
    ("Kenya and Japan signed a pact. Japan's Export Bank promised to pay 90 million dollars.", "JPN > KEN AGREE"),
    ("Kenya and Japan signed a pact. Japan's Export Bank will pay 90 million dollars.", "JPN > KEN AGREE"),
    ("Japan denounced the ships that China had sent to the islets.", "JPN > CHN ACCUSE"),
    ("Togo denounced the exercise as a provocation by Ghana.", "TGO > GHA ACCUSE"),
    ("Mali closed the border with Algeria. Algeria sent soldiers to the border.", "DZA > MLI MOBILIZE"),
    ("The European Union imposed sanctions on Niger. A year later the bloc lifted the sanctions.", "EU > NER RETREAT"),
    ("Indian gunners fired at Pakistan. Pakistani rockets hit a petrol station in reply.", "PAK > IND ASSAULT"),
    ("Norway promised Ukraine tanks. Denmark announced to transfer nineteen howitzers.", "DNK > UKR AGREE"),
    ("Oman freed two Yemeni soldiers and Yemen freed four Omani fishermen.", "YEM > OMN RETREAT"),
    ("Spain took in a Moroccan rebel. Morocco called its ambassador home, and waited.", "MAR > ESP SANCTION"),
    ("Kenya evacuated its school, accused Russia of fraud and expelled two Russian diplomats.", "KEN > RUS SANCTION"),
    ("Niger banned the PKK in March. Chad banned the group in May.", "TCD > PKK COERCE"),
    ("France backed Ghana's bid to host the summit.", "FRA > GHA SUPPORT"),
    ("China lifted the duties on Australian wine, which it had imposed in 2021.", "CHN > AUS SANCTION"),
    ("Laos and Vietnam signed a pact on Monday, and Thailand broke off relations with Laos.", "THA > LAO SANCTION"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AIMED)
def test_whom_a_deed_is_aimed_at_is_told_by_the_text_around_it(
    events: Events, text: str, expected: str
) -> None:
    assert [line for line in events(text) if line.startswith(expected)], events(text)


BOTH = [
    ("India and China met in Delhi. Each side accuses the other of bad faith.", "CHN+IND ACCUSE"),
    ("Serbia and Kosovo quarrel. Negotiators agreed on a text on Friday.", "KOS+SRB AGREE"),
    ("Mali and Niger quarrel. The two presidents undertook to meet again in May.", "MLI+NER AGREE"),
    ("Emmanuel Macron hosts Olaf Scholz of Germany in Paris.", "DEU > FRA CONSULT"),
    ("President Tebboune of Algeria received Mahmoud Dicko, an imam from Mali.", "MLI > DZA CONSULT"),
    ("Iran and Iraq met on Monday. Oman hosted the talks.", "IRN+IRQ > OMN CONSULT"),
    ("Iran and Iraq met. Oman promised them to host the next round.", "OMN > IRN+IRQ AGREE"),
    ("Iran and Iraq met. They have promised each other to pull back their troops.", "IRN+IRQ CONCEDE"),
]


@pytest.mark.parametrize(("text", "expected"), BOTH)
def test_the_two_sides_may_be_named_by_their_officials_alone(
    events: Events, text: str, expected: str
) -> None:
    assert [line for line in events(text) if line.startswith(expected)], events(text)


def test_we_in_a_quotation_are_who_speaks(events: Events) -> None:
    lines = events('"We have asked Ghana for rice," the foreign minister of Togo said.')
    assert [line for line in lines if line.startswith("TGO > GHA REQUEST")]


def test_a_pronoun_is_not_whom_its_own_verb_is_done_to(events: Events) -> None:
    lines = events("Nauru has turned its back on Taiwan. It recognised Taiwan in 1980.")
    assert [line for line in lines if line.startswith("NRU > TWN SUPPORT")]
    assert not [line for line in lines if line.startswith("TWN >")]


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Mexico severed relations with Ecuador within the hour, and Nicaragua followed.", "MEX > NIC"),
        ("Egypt condemned the attacks. The United Nations suspended its flights to Sudan.", "EGY > UN"),
        ("The Emirates pledged $200 million for Sudan, to the scorn of the generals of Iran.", "ARE > IRN"),
        ("The Security Council demanded that Rwanda withdraw its troops from Congo.", "RWA > COD RETREAT"),
        ("Kigali denied the charge of Kinshasa.", "RWA > COD REJECT"),
        ("Moscow cannot hold the pipelines of Kazakhstan hostage.", "RUS > KAZ COERCE"),
        ("Nepal sells power to Bangladesh at 6.4 American cents a unit.", "NPL > USA"),
    ],
)
def test_who_only_stands_near_has_no_part_in_it(events: Events, text: str, never: str) -> None:
    assert not [line for line in events(text) if line.startswith(never)], events(text)


def test_brussels_is_belgium_where_belgium_was_spoken_of(events: Events) -> None:
    lines = events("Rwanda broke off relations with Belgium. Brussels expelled the Rwandan ambassador.")
    assert [line for line in lines if line.startswith("BEL > RWA SANCTION")]
    lines = events("The European Union lent Ghana money. Brussels asked Ghana to reform its taxes.")
    assert [line for line in lines if line.startswith("EU > GHA REQUEST")]


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Israel and Iran quarrel. Arab foreign ministers met in Cairo.", "IRN+ISR CONSULT"),
        ("Russia and Ukraine quarrel over gas. Officers clashed in Kashmir.", "RUS+UKR ASSAULT"),
        ("Blinken visited Kenya. The country expelled three Ugandan diplomats.", "USA > UGA"),
        ("The ICC charged Putin. A Moscow court jailed an American. The court sentenced him.", "ICC > RUS SANCTION"),
        ("Japan demanded that the emperor be respected. China buys Japanese cars.", "JPN > CHN REQUEST"),
        ("The deal means Russia will supply gas to China.", "RUS > CHN COERCE"),
        ("Poland gave Ukraine tanks. The plan, which Russia rejected, pleased Georgia.", "RUS > GEO"),
        ("The European Union met. Belgium hosted it. Brussels imposed tariffs on China.", "BEL > CHN"),
    ],
)  # fmt: skip
def test_the_context_is_not_asked_where_another_is_meant(events: Events, text: str, never: str) -> None:
    assert not [line for line in events(text) if line.startswith(never)], events(text)


def test_praise_under_an_if_is_not_told_as_given(events: Events) -> None:
    lines = events("If Xi flies to Moscow to praise Russia, Ukraine will protest.")
    assert "CHN > RUS SUPPORT" not in lines


def test_us_in_capitals_is_no_pronoun(events: Events) -> None:
    text = "NAIROBI, 3 May 2024 (Rift Post) — A US-backed force landed. US-made jets and a US-brokered truce. We met."
    assert not [line for line in events(text) if "KEN" in line]


def test_a_conference_that_a_third_state_holds_is_not_the_two_states_talks(events: Events) -> None:
    told = events("Iran and Iraq met on Monday. Oman hosted the conference.")
    assert not [line for line in told if "OMN" in line]
