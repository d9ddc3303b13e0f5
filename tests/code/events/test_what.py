"""Who did what to whom, as PLOVER counts it: a sentence, and the events in it.

`KEN > ETH CONSULT/visit` is an event with its actors, recipients, type and mode; `ARG+CHL AGREE` is done
together; `> SDN ASSAULT` names no actor; auxiliary modes stand in brackets.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.events.draft import with_mood
from detente.code.events.what import find_events
from detente.code.grammar.clauses import find_clauses
from detente.code.grammar.sentences import Parsed
from detente.code.parties.who import find_mentions

Events = Callable[..., list[str]]
Make = Callable[..., Parsed]


def drafts(parsed: Parsed) -> list[tuple[tuple[str, ...], tuple[str, ...], str, tuple[str, ...]]]:
    found = find_events(parsed, find_clauses(parsed), find_mentions(parsed))
    return [(d.actors, d.recipients, d.type, d.aux) for d in found]


# By hand, without a parser.


def test_a_verb_and_its_two_states_are_an_event(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        thanked  thank   VERB  VBD ROOT  2
        Togo     togo    PROPN NNP dobj  2
    """)
    assert drafts(parsed) == [(("GHA",), ("TGO",), "SUPPORT", ())]


def test_the_agent_of_a_passive_is_the_actor(tree: Make) -> None:
    parsed = tree("""
        Togo     togo    PROPN NNP nsubjpass 3
        was      be      AUX   VBD auxpass   3
        thanked  thank   VERB  VBN ROOT      3
        by       by      ADP   IN  agent     3
        Ghana    ghana   PROPN NNP pobj      4
    """)
    assert drafts(parsed) == [(("GHA",), ("TGO",), "SUPPORT", ())]


def test_those_who_meet_are_all_actors(tree: Make) -> None:
    parsed = tree("""
        Togo     togo    PROPN NNP nsubj 4
        and      and     CCONJ CC  cc    1
        Ghana    ghana   PROPN NNP conj  1
        met      meet    VERB  VBD ROOT  4
    """)
    assert drafts(parsed) == [(("GHA", "TGO"), (), "CONSULT", ())]


def test_a_verb_of_no_act_is_no_event(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana     PROPN NNP nsubj 2
        resembles resemble VERB  VBZ ROOT  2
        Togo     togo      PROPN NNP dobj  2
    """)
    assert drafts(parsed) == []


@pytest.mark.parametrize("kind", ["CONSULT", "SUPPORT", "COOPERATE", "AID"])
def test_future_cooperation_is_an_agreement(kind: str, tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 3
        will     will    AUX   MD  aux   3
        help     help    VERB  VB  ROOT  3
        Togo     togo    PROPN NNP dobj  3
    """)
    (clause,) = find_clauses(parsed)
    assert with_mood(clause, kind, None) == ("AGREE", None, ())


def test_a_future_retreat_is_a_concession(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana    PROPN NNP nsubj 3
        will     will     AUX   MD  aux   3
        withdraw withdraw VERB  VB  ROOT  3
    """)
    (clause,) = find_clauses(parsed)
    assert with_mood(clause, "RETREAT", "withdraw") == ("CONCEDE", None, ())


# Whole sentences, with the parser.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ghana condemned Togo.", "GHA > TGO ACCUSE"),
        ("Sudan was attacked by Egypt.", "EGY > SDN ASSAULT"),
        ("Moldova's ambassador was summoned by Romania.", "ROU > MDA ACCUSE"),
    ],
)
def test_active_and_passive_tell_the_same(text: str, told: str, events: Events) -> None:
    assert events(text) == [told]


def test_a_passive_without_an_agent_has_no_actor(events: Events) -> None:
    assert events("Sudan was attacked.") == ["> SDN ASSAULT"]
    assert events("Sanctions were imposed on Venezuela.") == ["> VEN SANCTION"]


@pytest.mark.xfail(strict=True, reason="the agent is sought under the first verb, not the gerund")
def test_the_agent_may_stand_after_what_somebody_is_accused_of(events: Events) -> None:
    assert events("Spain was accused of spying by Algeria.") == ["DZA > ESP ACCUSE"]


def test_a_relative_clause_tells_an_event_of_its_own(events: Events) -> None:
    text = "Ghana, which had lent Togo $20 million, met Benin."
    assert events(text) == ["BEN+GHA CONSULT", "GHA > TGO AID"]


def test_a_relative_clause_that_tells_no_act_adds_nothing(events: Events) -> None:
    assert events("Chile, which borders Bolivia, thanked Peru.") == ["CHL > PER SUPPORT"]


def test_the_owner_in_a_relative_clause_is_the_noun_before_it(events: Events) -> None:
    assert "BEN > TGO AID" in events("Togo, whose army Benin trains, thanked Benin.")


def test_what_is_asked_of_a_state_is_a_request_to_it(events: Events) -> None:
    assert events("Norway urged Iceland to reopen the talks.") == ["NOR > ISL REQUEST"]


def test_joined_actors_are_one_event(events: Events) -> None:
    assert events("Egypt and Sudan condemned Ethiopia.") == ["EGY+SDN > ETH ACCUSE"]


def test_joined_recipients_are_one_event(events: Events) -> None:
    assert events("Ethiopia thanked Egypt and Sudan.") == ["ETH > EGY+SDN SUPPORT"]


@pytest.mark.parametrize("told", [" and released nine of them", ". It released them"])
def test_them_are_those_to_whom_something_was_done(told: str, modes: Events) -> None:
    text = f"Tanzania arrested twelve Malawian fishermen in April{told} in May."
    assert modes(text) == ["TZA > MWI COERCE/arrest", "TZA > MWI RETREAT/release"]


def test_joined_verbs_are_two_events(events: Events) -> None:
    assert events("Ghana condemned Togo and thanked Benin.") == ["GHA > BEN SUPPORT", "GHA > TGO ACCUSE"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Egypt and Sudan met.", "EGY+SDN CONSULT"),
        ("Egypt held talks with Sudan.", "EGY+SDN CONSULT"),
        ("Armenia and Azerbaijan signed a peace treaty.", "ARM+AZE SUPPORT"),
        ("Armenia signed a peace treaty with Azerbaijan.", "ARM+AZE SUPPORT"),
        ("Saudi Arabia and Qatar restored diplomatic relations.", "QAT+SAU SUPPORT"),
        ("Tanzania and Malawi agreed to end their dispute.", "MWI+TZA AGREE"),
        ("South Korea and Japan conducted a joint naval exercise.", "JPN+KOR COOPERATE"),
        ("Cuba, Bolivia and Nicaragua signed a trade agreement with Belarus.", "BLR+BOL+CUB+NIC SUPPORT"),
    ],
)
def test_in_what_is_done_together_all_are_actors_and_nobody_is_recipient(
    text: str, told: str, events: Events
) -> None:
    assert events(text) == [told]


def test_talks_of_three_are_multilateral(modes: Events) -> None:
    told = ["KHM+LAO+VNM CONSULT/multilateral"]
    assert modes("Vietnam and Laos held talks with Cambodia in Hanoi.") == told


def test_talks_that_a_third_state_brokers_are_told_to_it(modes: Events) -> None:
    assert modes("Oman brokered talks between Iran and Yemen.") == ["IRN+YEM > OMN CONSULT/third-party"]


@pytest.mark.parametrize(
    "text",
    [
        "The president of Kenya visited Ethiopia.",
        "Kenya's president arrived in Addis Ababa.",
        "Kenya's foreign minister travelled to Ethiopia.",
        "Ethiopia received Kenya's president.",
        "Kenya's president was received by Ethiopia.",
        "Kenya's foreign minister met her Ethiopian counterpart in Addis Ababa.",
    ],
)
def test_the_visitor_is_the_actor_and_the_host_the_recipient(text: str, modes: Events) -> None:
    assert modes(text) == ["KEN > ETH CONSULT/visit"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Turkey will supply drones to Niger.", "TUR > NER AGREE"),
        ("Germany promised to deliver 20 tanks to Ukraine.", "DEU > UKR AGREE"),
        ("Kuwait pledged $300 million to Jordan.", "KWT > JOR AGREE"),
        ("Poland will host Ukraine's prime minister.", "UKR > POL AGREE"),
        ("Denmark and Canada will hold joint exercises.", "CAN+DNK AGREE"),
        ("Brazil invited Angola's president.", "BRA > AGO AGREE"),
        ("Brazil will send doctors to Angola.", "BRA > AGO AGREE"),
        ("Denmark and Canada plan a joint exercise.", "CAN+DNK AGREE"),
    ],
)  # fmt: skip
def test_a_promise_of_cooperation_is_an_agreement_and_no_cooperation(
    text: str, told: str, events: Events
) -> None:
    assert events(text) == [told]


def test_an_agreement_to_do_two_things_is_one_agreement(events: Events) -> None:
    text = "Qatar agreed to lend Tunisia $500 million and to build a hospital in Tunis."
    assert events(text) == ["QAT > TUN AGREE"]


@pytest.mark.parametrize(
    "text", ["Iran threatened to attack Azerbaijan.", "Iran threatened Azerbaijan with war."]
)
def test_threatened_force_is_a_threat_and_no_assault(text: str, events: Events) -> None:
    assert events(text) == ["IRN > AZE THREATEN"]


def test_the_mode_of_a_threat_is_what_is_threatened(modes: Events) -> None:
    assert modes("Iran threatened to attack Azerbaijan.") == ["IRN > AZE THREATEN/violence"]


def test_a_warning_that_one_would_use_force_is_a_threat(events: Events) -> None:
    assert events("Azerbaijan warned that it would bomb Armenia.") == ["AZE > ARM THREATEN"]


@pytest.mark.parametrize(
    "text",
    [
        "Tunisia fears that Libya will close the border.",
        "Analysts say Iran will attack Iraq.",
    ],
)
def test_what_others_foretell_of_a_state_is_no_threat_of_it(text: str, events: Events) -> None:
    assert not [line for line in events(text) if "THREATEN" in line]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Greece cancelled a meeting with Turkey.", "GRC > TUR REJECT"),
        ("Angola refused to sell oil to Zambia.", "AGO > ZMB REJECT"),
        ("India cancelled a visit by Canada's trade minister.", "IND > CAN REJECT"),
    ],
)  # fmt: skip
def test_what_is_cancelled_or_refused_is_a_rejection(text: str, told: str, events: Events) -> None:
    assert events(text) == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nigeria did not attack Cameroon.", "NGA > CMR ASSAULT (negation)"),
        ("Nigeria has never attacked Cameroon.", "NGA > CMR ASSAULT (negation)"),
        ("Ghana did not thank Togo.", "GHA > TGO SUPPORT (negation)"),
        ("Chad asked France for nothing.", "TCD > FRA REQUEST (negation)"),
        ("France gave Chad 20 trucks for nothing.", "FRA > TCD AID"),
    ],
)
def test_what_did_not_happen_is_negated(text: str, told: str, events: Events) -> None:
    assert events(text) == [told]


def test_a_dative_comes_before_where_the_thing_goes(events: Events) -> None:
    assert events("China promised Kenya a railway to Uganda.") == ["CHN > KEN AGREE"]


def test_what_stands_under_a_condition_is_hypothetical(events: Events) -> None:
    found = events("Finland would help Estonia if Russia attacked Latvia.")
    assert found == ["FIN > EST AGREE (hypothetical)", "RUS > LVA ASSAULT (hypothetical)"]


def test_what_may_happen_is_hypothetical(events: Events) -> None:
    assert events("Kuwait may give Jordan $300 million.") == ["KWT > JOR AGREE (hypothetical)"]


@pytest.mark.parametrize(
    "text",
    [
        "Rwanda denied that it had sent troops to Burundi.",
        "Rwanda denied arming the rebels in Burundi.",
        "Rwanda denied the report.",
    ],
)
def test_a_denial_is_a_statement_and_no_event(
    text: str, events: Events, said: Callable[..., list[tuple[str, str]]]
) -> None:
    assert [line for line in events(text) if "negation" not in line] == []
    assert said(text) == [("RWA", "act")]


def test_what_somebody_is_accused_of_is_not_told_as_done(events: Events) -> None:
    assert events("Bolivia accused Chile of bombing Peru.") == ["BOL > CHL ACCUSE"]


def test_what_somebody_wants_is_no_event(events: Events) -> None:
    assert events("Norway wants Sweden to join the patrol.") == []


def test_what_somebody_hopes_to_do_is_no_event(events: Events) -> None:
    assert events("Nepal hopes to sell electricity to India.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Senegal's government told the Gambia that the road was open.",
        "The border is open, Kenya's foreign minister told Ugandan reporters.",
    ],
)
def test_to_tell_somebody_something_is_no_request(text: str, events: Events) -> None:
    assert events(text) == []


def test_to_tell_somebody_to_do_something_is_a_request(events: Events) -> None:
    assert events("Senegal told the Gambia to reopen the border.") == ["SEN > GMB REQUEST"]


def test_to_be_left_isolated_is_no_act(events: Events) -> None:
    assert events("The rapprochement of Iran and Saudi Arabia leaves Israel isolated.") == []


def test_what_a_state_is_forced_to_do_is_not_done_to_the_one_who_forces_it(events: Events) -> None:
    assert not [line for line in events("Italy forced Albania to close the port.") if "> ITA" in line]


def test_to_turn_away_from_a_state_is_no_rejection_of_it(events: Events) -> None:
    assert events("Serbia turned away from Russia towards the European Union.") == []


def test_the_source_is_no_party(events: Events) -> None:
    text = "According to Thailand's foreign ministry, Cambodia moved its troops."
    assert not [line for line in events(text) if "THA" in line]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peru recalled its ambassador from Colombia.", "PER > COL SANCTION/withdraw"),
        ("Peru expelled three Bolivian diplomats.", "PER > BOL SANCTION/expel"),
        ("Jakarta summoned the Australian ambassador.", "IDN > AUS ACCUSE/disapprove"),
        ("Libya released 12 Italian fishermen.", "LBY > ITA RETREAT/release"),
        ("North Korea fired a missile into the sea.", "PRK MOBILIZE/weapons"),
        ("Slovakia stopped supplying electricity to Ukraine.", "SVK > UKR SANCTION/discontinue"),
        ("Egypt asked the IMF for a loan of $8 billion.", "EGY > IMF REQUEST/assist"),
        ("Malaysia lifted its ban on Indonesian cooking oil.", "MYS > IDN RETREAT"),
        ("Uganda withdrew its troops from Congo.", "UGA > COD RETREAT/withdraw"),
        ("Mexico deported 300 Guatemalans.", "MEX > GTM COERCE/deport"),
        ("Two fishing boats were seized by Morocco.", "MAR COERCE/seize"),
        ("Kenya sent 4,000 tonnes of maize to Somalia.", "KEN > SOM AID"),
        ("Azerbaijan handed Armenia 32 prisoners.", "AZE > ARM RETREAT/release"),
        ("Peru voted against Chile at the United Nations.", "PER > CHL REJECT"),
        ("Turkey sent drones to Mali.", "TUR > MLI AID"),
        ("Turkey sent drones against Mali.", "TUR > MLI MOBILIZE/troops"),
        ("Turkey sent tanks to the border with Syria.", "TUR > SYR MOBILIZE/troops"),
    ],
)  # fmt: skip
def test_borders_that_coders_get_wrong(text: str, told: str, modes: Events) -> None:
    assert modes(text) == [told]


def test_what_is_done_rather_than_another_thing(events: Events) -> None:
    assert not [
        x for x in events("Rather than attack Guyana, Peru offered talks.") if x == "PER > GUY ASSAULT"
    ]


def test_those_who_do_it_together_with_another(events: Events) -> None:
    assert events("Rwanda, together with Burundi, attacked Goma.") == ["BDI+RWA > COD ASSAULT"]


def test_those_met_one_after_the_other_did_not_meet_each_other(events: Events) -> None:
    told = events(
        "Turkey's minister met his Greek counterpart in Athens and Libya's prime minister in Tripoli."
    )
    assert sorted(told) == ["GRC+TUR CONSULT", "LBY+TUR CONSULT"]
    told = events("Ghana's president called the Togolese leader on Friday and the Beninese leader on Monday.")
    assert sorted(told) == ["BEN+GHA CONSULT", "GHA+TGO CONSULT"]


def test_it_takes_up_what_was_promised(modes: Events) -> None:
    told = modes("China pledged Kenya a loan but held it back.")
    assert told == ["CHN > KEN AGREE", "CHN > KEN SANCTION/discontinue"]


def test_a_joint_exercise_is_cooperation_and_one_of_one_state_a_mobilization(events: Events) -> None:
    assert events("Canada and Denmark held a joint naval exercise.") == ["CAN+DNK COOPERATE"]
    assert events("Canada held a naval exercise.") == ["CAN MOBILIZE"]


def test_expelled_diplomats_are_a_sanction_and_expelled_migrants_are_not(modes: Events) -> None:
    assert modes("Peru expelled three Bolivian diplomats.") == ["PER > BOL SANCTION/expel"]
    assert not [line for line in modes("Peru expelled 30 Bolivian migrants.") if "SANCTION" in line]
