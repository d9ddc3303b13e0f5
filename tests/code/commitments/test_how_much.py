"""Who owes what to whom, and how far it has come: a promise is never a delivery."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from detente.code.commitments.sectors import sector_of
from detente.code.commitments.stage import stage_of
from detente.code.events.draft import Draft
from detente.model import Commitment, Record

Commitments = Callable[..., list[str]]
Records = Callable[..., list[Record]]


def made(kind: str, verb: str, *, mode: str | None = None, aux: tuple[str, ...] = ()) -> Draft:
    return Draft(
        head=0, start=0, end=1, actors=("GHA",), recipients=("TGO",), type=kind, mode=mode, aux=aux, verb=verb
    )


@pytest.mark.parametrize(
    ("draft", "stage"),
    [
        (made("AGREE", "pledge"), "announced"),
        (made("AGREE", "promise"), "announced"),
        (made("AGREE", "agree"), "agreed"),
        (made("AGREE", "offer"), "floated"),
        (made("AGREE", "give", aux=("hypothetical",)), "floated"),
        (made("AID", "give"), "delivered"),
        (made("COOPERATE", "deliver"), "delivered"),
        (made("SUPPORT", "sign"), "agreed"),
        (made("REQUEST", "ask", mode="assist"), "floated"),
        (made("SANCTION", "suspend", mode="discontinue"), "suspended"),
        (made("SANCTION", "cancel", mode="discontinue"), "cancelled"),
    ],
)
def test_the_verb_tells_how_far_a_thing_has_come(draft: Draft, stage: str) -> None:
    assert stage_of(draft, False) == stage


@pytest.mark.parametrize(
    "draft",
    [
        made("ASSAULT", "attack"),
        made("CONSULT", "meet"),
        made("REQUEST", "ask", mode="change"),
        made("SANCTION", "suspend", mode="discontinue", aux=("hypothetical",)),
    ],
)
def test_an_event_in_which_no_thing_is_at_stake_has_no_stage(draft: Draft) -> None:
    assert stage_of(draft, False) is None


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("twelve tanks and six howitzers", "arms"),
        ("a gas pipeline", "energy"),
        ("a railway from the port", "transport"),
        ("doses of vaccine", "health"),
        ("nothing in particular", "general"),
    ],
)
def test_the_sector_is_that_of_the_things_named(text: str, sector: str) -> None:
    assert sector_of(text) == sector


# Whole sentences, with the parser.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kuwait pledged $300 million to Jordan.", "KWT > JOR 300000000 USD announced"),
        ("Kuwait will give Jordan $300 million.", "KWT > JOR 300000000 USD announced"),
        ("Kuwait agreed to lend Jordan $300 million.", "KWT > JOR 300000000 USD agreed"),
        ("Kuwait may give Jordan $300 million.", "KWT > JOR 300000000 USD floated"),
        ("Kuwait offered Jordan $300 million.", "KWT > JOR 300000000 USD floated"),
        ("Jordan asked Kuwait for $300 million.", "KWT > JOR 300000000 USD floated"),
        ("Kuwait gave Jordan $300 million.", "KWT > JOR 300000000 USD delivered"),
        ("Kuwait lent Jordan and Lebanon $300 million.", "KWT > JOR+LBN 300000000 USD delivered"),
        (
            "America withheld $85 million of the $320 million meant for Egypt.",
            "USA > EGY 85000000 USD suspended",
        ),
        ("India's offer of 40 buses to Nepal was welcomed.", "IND > NPL 40 bus agreed"),
        ("Kuwait lent Jordan $300 million.", "KWT > JOR 300000000 USD delivered"),
        ("Egypt asked the IMF for a loan of $8 billion.", "IMF > EGY 8000000000 USD floated"),
        ("Germany promised to deliver 20 tanks to Ukraine.", "DEU > UKR 20 tank announced"),
        ("France delivered 12 howitzers to Armenia.", "FRA > ARM 12 howitzer delivered"),
        ("Ireland donated 200,000 doses of vaccine to Ghana.", "IRL > GHA 200000 dose delivered"),
        ("Japan suspended its loan to Kenya.", "JPN > KEN suspended"),
        ("Zambia suspended exports of maize to Malawi.", "ZMB > MWI suspended"),
        ("Zambia suspended imports of maize from Malawi.", "MWI > ZMB suspended"),
        (
            "Japan agreed to lend Kenya ¥30 billion for a port.",
            "JPN > KEN 30000000000 JPY agreed",
        ),
    ],
)
def test_a_sentence_and_what_is_owed_in_it(text: str, told: str, commitments: Commitments) -> None:
    assert commitments(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Germany promised to deliver 20 tanks to Ukraine.",
        "Germany plans to deliver 20 tanks to Ukraine.",
        "Germany will deliver 20 tanks to Ukraine.",
        "Germany agreed to deliver 20 tanks to Ukraine.",
        "Germany is ready to deliver 20 tanks to Ukraine.",
        "Germany refused to deliver 20 tanks to Ukraine.",
        "Germany has not delivered 20 tanks to Ukraine.",
        "Germany would deliver 20 tanks to Ukraine if France did.",
        "Ukraine asked Germany to deliver 20 tanks.",
        "Ukraine wants Germany to deliver 20 tanks.",
        "Germany hopes to deliver 20 tanks to Ukraine.",
        "Germany is considering delivering 20 tanks to Ukraine.",
        "Germany failed to deliver 20 tanks to Ukraine.",
        "Germany denied that it had delivered 20 tanks to Ukraine.",
        "Germany could deliver 20 tanks to Ukraine.",
    ],
)
def test_what_has_not_arrived_is_not_delivered(text: str, commitments: Commitments) -> None:
    assert not [line for line in commitments(text) if "delivered" in line or "completed" in line]


def test_what_is_only_hoped_for_is_not_delivered(commitments: Commitments) -> None:
    assert commitments("Nepal hopes to sell electricity to India.") == []


def test_a_stop_has_the_amount_of_what_it_stops(commitments: Commitments) -> None:
    pledge = "Zambia promised Malawi 50 megawatts of power. "
    assert "ZMB > MWI 50 megawatt suspended" in commitments(
        f"{pledge}Zambia suspended the supply of power to Malawi."
    )
    assert "ZMB > MWI suspended" in commitments(f"{pledge}Zambia suspended exports of maize to Malawi.")


def test_a_pledge_and_its_payment_are_two_rows(commitments: Commitments) -> None:
    text = "Kuwait pledged $300 million to Jordan in 2021. In 2023 Kuwait gave Jordan $100 million."
    assert commitments(text) == ["KWT > JOR 100000000 USD delivered", "KWT > JOR 300000000 USD announced"]


def test_an_agreement_to_two_things_is_two_commitments(commitments: Commitments) -> None:
    text = "Qatar agreed to lend Tunisia $500 million and to build a hospital in Tunis."
    found = commitments(text)
    assert len(found) == 2
    assert "QAT > TUN 500000000 USD agreed" in found


def test_money_is_exact(records: Records) -> None:
    (record,) = records("Australia gave Fiji $25.1 million.", "commitment")
    assert isinstance(record.claim, Commitment)
    assert record.claim.amount is not None
    value = record.claim.amount.value
    assert isinstance(value, Decimal)
    assert value == Decimal("25100000")


@pytest.mark.parametrize(
    ("sum_", "code"), [("$3.5 million", "USD"), ("£3.5 million", "GBP"), ("¥3.5 million", "JPY")]
)
def test_each_currency_keeps_its_code(sum_: str, code: str, commitments: Commitments) -> None:
    assert commitments(f"Britain lent Malta {sum_}.") == [f"GBR > MLT 3500000 {code} delivered"]


def test_euros_are_lent_as_other_money_is(commitments: Commitments) -> None:
    assert commitments("Germany lent Albania €3.5 million.") == ["DEU > ALB 3500000 EUR delivered"]


@pytest.mark.parametrize(
    "text",
    [
        "China holds 37 percent of Zambia's external debt.",
        "China's share of Zambia's debt is 37 percent.",
        "Polls show that 60 percent of Swedes trust Finland.",
        "Trade between Peru and Chile grew by 12 percent.",
    ],
)
def test_a_share_of_a_debt_a_poll_or_a_growth_is_no_commitment(text: str, commitments: Commitments) -> None:
    assert commitments(text) == []


def test_a_share_in_a_pipeline_is_a_commitment(commitments: Commitments) -> None:
    text = "Bulgaria bought a 20 percent stake in the pipeline from Greece."
    assert commitments(text) == ["GRC > BGR 20 percent delivered"]


def test_who_buys_is_the_receiver(commitments: Commitments) -> None:
    assert commitments("Morocco bought 12 helicopters from Turkey.") == ["TUR > MAR 12 helicopter delivered"]


def test_days_and_people_are_no_amounts_of_a_commitment(commitments: Commitments) -> None:
    text = "Kuwait and Jordan agreed to meet for three days with 40 ministers."
    assert not [line for line in commitments(text) if " 3 " in line or " 40 " in line]


def test_a_visit_is_no_commitment(commitments: Commitments) -> None:
    assert commitments("Kenya's president visited Ethiopia.") == []


def test_what_is_built_together_is_owed_by_both(commitments: Commitments) -> None:
    assert commitments("Spain and Portugal are building a railway.") == ["ESP+PRT started"]


def test_a_payment_does_not_take_the_day_of_the_pledge(records: Records) -> None:
    text = "Kuwait has paid Jordan the $300 million it pledged in 2021."
    (paid,) = [r for r in records(text, "commitment") if r.claim.stage == "delivered"]
    assert paid.claim.when is None


def test_a_commitment_in_somebodys_mouth_carries_the_speaker(records: Records) -> None:
    text = "Jordan's finance minister said Kuwait had given Jordan $300 million."
    (record,) = records(text, "commitment")
    assert record.speaker is not None
    assert record.speaker.of == "JOR"


def test_how_a_thing_is_promised_is_not_the_thing(records: Records) -> None:
    (found,) = records("Peru pledged in return to lend Chile two ships.", "commitment")
    assert found.claim.what != "return"


def test_the_thing_is_what_somebody_is_supplied_with(records: Records) -> None:
    text = "Kazakhstan will supply Mongolia with 40,000 tonnes of wheat by March."
    (found,) = records(text, "commitment")
    assert "wheat" in found.claim.what


def test_what_two_promise_each_other_is_agreed(commitments: Commitments) -> None:
    found = commitments("Peru and Chile promised each other to release all prisoners.")
    assert found == ["CHL+PER agreed"]


def test_a_state_named_right_behind_the_promise_is_whom_it_is_made_to(commitments: Commitments) -> None:
    found = commitments("Spain and Portugal promised Morocco patrol boats.")
    assert found == ["ESP+PRT > MAR announced"]


@pytest.mark.parametrize("text", [
    "The loan China gave Kenya was repaid.", "The loan that China gave Kenya was repaid.",
    "Kenya repaid the loan that it had been given by China.",
])  # fmt: skip
def test_a_thing_told_of_in_a_clause_behind_it(text: str, records: Records) -> None:
    found = [r.claim for r in records(text, "commitment") if r.claim.receiver == ("KEN",)]
    assert [(c.giver, c.what.lower(), c.stage) for c in found] == [(("CHN",), "the loan", "delivered")]


def test_of_two_promises_each_has_its_own_receiver_and_amount(commitments: Commitments) -> None:
    found = commitments("China promised to lend Kenya $2 billion and to give Uganda 50 buses.")
    assert sorted(found) == ["CHN > KEN 2000000000 USD announced", "CHN > UGA 50 bus announced"]


def test_of_two_things_bought_each_has_its_own_amount(commitments: Commitments) -> None:
    found = commitments("Serbia bought 20 missiles from China and jets from France.")
    assert sorted(found) == ["CHN > SRB 20 missile delivered", "FRA > SRB delivered"]


def test_a_year_with_which_another_is_compared_is_not_its_day(records: Records) -> None:
    (found,) = records(
        "Peru will ship Chile 1.2 million tonnes of oil, up from 993,000 tonnes in 2023.", "commitment"
    )
    assert found.claim.when is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Japan lent Nepal money for the dam in 2019.", "money"),
        ("Japan promised Nepal F-16s, the first of which came in May.", "F-16s"),
        ("Japan would sell Nepal eight Reaper drones.", "eight Reaper drones"),
    ],
)
def test_a_state_named_right_behind_the_gift_is_no_part_of_it(text: str, what: str, records: Records) -> None:
    (found,) = records(text, "commitment")
    assert (found.claim.receiver, found.claim.what) == (("NPL",), what)


PROMISED_AND_CAME = [
    ("Ghana has received 50 of the 200 buses that India promised in 2022.", ["50 delivered", "200 announced"]),
    ("Ghana received the first 50 of 200 buses that India had promised.", ["50 delivered", "200 announced"]),
    ("Of the 200 buses that India promised Ghana in 2022, Ghana has received 50.", ["200 announced", "50 delivered"]),
    ("India promised Ghana 200 buses. Ghana received the first fifty in May.", ["200 announced", "50 delivered"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), PROMISED_AND_CAME)
def test_what_came_of_a_promise_is_its_own_commitment(text: str, told: list[str], records: Records) -> None:
    found = [r.claim for r in records(text, "commitment")]
    assert [f"{c.amount.value} {c.stage}" for c in found] == told
    assert {(c.giver, c.receiver) for c in found} == {(("IND",), ("GHA",))}


@pytest.mark.parametrize("text", [
    "Serbia has bought Chinese missiles, French jets and German gas.",
    "Serbia bought missiles from China, jets from France and gas from Germany.",
])  # fmt: skip
def test_of_things_bought_from_several_each_has_its_own_seller(text: str, commitments: Commitments) -> None:
    assert sorted(commitments(text)) == ["CHN > SRB delivered", "DEU > SRB delivered", "FRA > SRB delivered"]


def test_two_verbs_with_one_thing_are_one_commitment(commitments: Commitments) -> None:
    assert len(commitments("Qatar promised to build and equip a hospital in Tunisia.")) == 1


def test_of_two_things_one_may_choose_neither_is_agreed_twice(commitments: Commitments) -> None:
    assert len(commitments("Peru agreed to sell Chile wheat or to lend it two ships.")) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("China delivered 60 of the 100 buses.", "60"),
        ("China gave Nigeria five of its 12 boats.", "5"),
    ],
)
def test_of_a_part_and_the_whole_the_part_is_given(text: str, told: str, records: Records) -> None:
    (found,) = records(f"China owes Nigeria much. {text}", "commitment")
    assert str(found.claim.amount.value) == told


def test_what_was_promised_and_what_came_of_it_stand_in_one_sentence(commitments: Commitments) -> None:
    told = commitments("China has so far delivered 60 of the 100 locomotives that it promised Nigeria.")
    assert set(told) == {"CHN > NGA 60 locomotive delivered", "CHN > NGA 100 locomotive announced"}


def test_goods_and_their_price_go_two_ways_also_where_a_contract_names_it(commitments: Commitments) -> None:
    assert sorted(
        commitments("Turkey will supply Azerbaijan with 36 drones under a contract worth $200 million.")
    ) == [
        "AZE > TUR 200000000 USD announced",
        "TUR > AZE 36 drone announced",
    ]


def test_who_invests_is_the_giver(commitments: Commitments) -> None:
    assert commitments("China invested $2 billion in Pakistan's ports.") == [
        "CHN > PAK 2000000000 USD delivered"
    ]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Under the agreement Turkey will build dams in Iraq.", "agreed"),
        ("Turkey will build dams in Iraq.", "announced"),
        ("China promised in return to lend Chad $2 million.", "agreed"),
        ("China promised under the pact to lend Chad $2 million.", "announced"),
    ],
)
def test_what_is_owed_by_an_accord_or_in_return_is_agreed(
    text: str, stage: str, commitments: Commitments
) -> None:
    assert [told.rsplit(" ", 1)[1] for told in commitments(text)] == [stage]


def test_what_was_agreed_at_a_meeting_is_owed_by_those_who_met(commitments: Commitments) -> None:
    text = "The foreign ministers of Peru and Chile met in Lima. It was agreed to resume the direct flights."
    assert commitments(text) == ["CHL+PER agreed"]


def test_one_of_several_is_one(commitments: Commitments) -> None:
    assert commitments("Russia has delivered the first of four S-400 batteries to India.") == [
        "RUS > IND 1 missile system delivered"
    ]


def test_two_things_given_are_two_also_where_one_is_measured(commitments: Commitments) -> None:
    told = commitments("Japan delivered 500 tonnes of rice and 20 trucks to Laos.")
    assert set(told) == {"JPN > LAO 500 tonne delivered", "JPN > LAO 20 truck delivered"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Romania has bought 32 F-16s from Norway.", "NOR > ROU 32 F-16 delivered"),
        ("Germany gave Ukraine 18 Leopard 2 tanks and two Patriot batteries.", "DEU > UKR 18 tank delivered"),
        (
            "Serbia bought twelve Rafales from France for 2.7 billion euros.",
            "FRA > SRB 12 Rafale delivered",
        ),
    ],
)
def test_arms_are_known_by_what_they_are_called(
    commitments: Callable[..., list[str]], text: str, told: str
) -> None:
    assert told in commitments(text)


def test_ships_that_dock_or_are_escorted_are_given_to_nobody(commitments: Callable[..., list[str]]) -> None:
    assert not commitments("Two Iranian warships docked at Port Sudan on Sunday.")
    assert not commitments("Venezuela's navy escorted two tankers past Guyana's patrol.")


def test_arms_by_their_designation_are_ordered_like_others(
    events: Callable[..., list[str]], commitments: Callable[..., list[str]]
) -> None:
    text = "Kenya has ordered 12 F-16s from the United States, of which four have arrived, the minister said."
    assert "KEN > USA COOPERATE" in events(text)
    assert commitments(text) == ["USA > KEN 12 F-16 agreed", "USA > KEN 4 F-16 delivered"]
