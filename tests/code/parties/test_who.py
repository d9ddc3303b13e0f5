"""Who is meant: names, capitals, pronouns, "both countries", "the former", "the kingdom"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.grammar.sentences import Parsed
from detente.model import Codes, Record

Events = Callable[..., list[str]]
Records = Callable[..., list[Record]]


Who = Callable[..., Codes]
Meant = Callable[[Parsed, str], Codes]


def test_a_name_stands_for_its_state(tree: Callable[..., Parsed], meant: Meant) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        thanked  thank   VERB  VBD ROOT  2
        Togo     togo    PROPN NNP dobj  2
    """)
    assert (meant(parsed, "Ghana"), meant(parsed, "Togo")) == (("GHA",), ("TGO",))


def test_an_owner_stands_for_what_is_owned(tree: Callable[..., Parsed], meant: Meant) -> None:
    parsed = tree("""
        Ghana    ghana    PROPN NNP poss  3
        's       's       PART  POS case  1
        navy     navy     NOUN  NN  nsubj 4
        thanked  thank    VERB  VBD ROOT  4
        Togo     togo     PROPN NNP dobj  4
    """)
    assert meant(parsed, "navy") == ("GHA",)


def test_a_noun_that_no_state_is_named_for_stands_for_none(tree: Callable[..., Parsed], meant: Meant) -> None:
    parsed = tree("""
        Trade    trade    NOUN  NN  nsubj 2
        grew     grow     VERB  VBD ROOT  2
    """)
    assert meant(parsed, "Trade") == ()


def test_it_is_the_subject_of_the_sentence_before(who: Who) -> None:
    assert who("Ghana met Togo. It then met Benin.", "It") == ("GHA",)


def test_its_is_the_subject_of_its_own_sentence(who: Who) -> None:
    assert who("Peru recalled its ambassador from Colombia.", "its") == ("PER",)


def test_it_is_whose_army_does_something_not_whose_ship_it_does_it_to(events: Events) -> None:
    told = events("The Libyan army released a Turkish ship it had seized near Derna.")
    assert told == ["LBY > TUR COERCE", "LBY > TUR RETREAT"]


def test_it_that_stands_for_a_clause_is_nobody(who: Who) -> None:
    assert who("Ghana met Togo. It remains unclear whether they will meet again.", "It") == ()


@pytest.mark.parametrize("verb", ["released", "shot at"])
def test_them_are_not_those_who_do_it_to_them(who: Who, verb: str) -> None:
    assert who(f"Togolese guards held three Malian herders and {verb} them.", "them") == ("MLI",)


@pytest.mark.parametrize(
    ("words", "one"),
    [("would face sanctions", "TCD"), ("would be isolated", "TCD"), ("would answer", "KEN")],
)
def test_it_that_is_to_suffer_is_whoever_was_warned(words: str, one: str, who: Who) -> None:
    assert who(f"Kenya warned Chad that it {words}.", "it") == (one,)


def test_it_that_is_not_to_do_something_is_whoever_was_warned(who: Who) -> None:
    assert who("Kenya warned Chad that Togo would answer if it attacked Benin.", "it") == ("TCD",)


def test_whose_is_that_of_the_noun_before(who: Who) -> None:
    assert who("Kenya thanked Qatar, whose envoys Chad had seen.", "envoys") == ("QAT",)


def test_they_are_the_group_last_spoken_of(who: Who) -> None:
    assert who("Mali and Niger met. They share a border.", "They") == ("MLI", "NER")


def test_he_acts_for_the_state_of_the_man_last_spoken_of(who: Who) -> None:
    text = "The president of Ghana arrived in Lomé. He will meet Togolese officials."
    assert who(text, "He") == ("GHA",)


@pytest.mark.parametrize("words", ["Both countries", "The two countries", "The two neighbours", "Both sides"])
def test_both_countries_are_the_two_last_spoken_of(words: str, who: Who) -> None:
    text = f"Mali and Niger met in Bamako. {words} share a border."
    assert who(text, words.split()[-1]) == ("MLI", "NER")


def test_the_former_is_the_first_and_the_latter_the_second(who: Who) -> None:
    text = "Togo and Ghana share a river. The former built a dam; the latter objected."
    assert who(text, "former") == ("TGO",)
    assert who(text, "latter") == ("GHA",)


def test_the_kingdom_is_the_kingdom_that_was_named(who: Who) -> None:
    assert who("Jordan met Israel. The kingdom is short of water.", "kingdom") == ("JOR",)


def test_the_island_is_the_island_that_was_named(who: Who) -> None:
    assert who("Bahrain and Iraq talked. The island welcomed it.", "island") == ("BHR",)


def test_a_kingdom_that_was_not_named_is_nobody(who: Who) -> None:
    assert who("Peru met Chile. The kingdom is short of water.", "kingdom") == ()


def test_the_government_is_that_of_the_dateline(who: Who) -> None:
    text = "NAIROBI — The government thanked Uganda, Kenya's neighbour."
    assert who(text, "government", dateline=(0, 7)) == ("KEN",)


def test_his_italian_counterpart_is_italian(who: Who) -> None:
    assert who("France's envoy met his Italian counterpart.", "counterpart") == ("ITA",)


def test_a_capital_that_acts_is_its_state(events: Events) -> None:
    assert events("Beijing lent Colombo $1 billion.") == ["CHN > LKA AID"]


def test_a_capital_in_which_others_meet_is_only_a_place(events: Events) -> None:
    assert events("Laos and Thailand met in Beijing.") == ["LAO+THA CONSULT"]


def test_a_capital_in_which_others_meet_is_the_place_of_the_event(records: Records) -> None:
    (event,) = records("Laos and Thailand met in Beijing.", "event")
    assert event.claim.place == "Beijing"


def test_a_capital_is_the_first_clear_mention_of_its_state(records: Records) -> None:
    found = {r.claim.code: r.evidence.text for r in records("Beijing lent Colombo $1 billion.", "actor")}
    assert found == {"CHN": "Beijing", "LKA": "Colombo"}


def test_each_state_is_one_actor_at_its_first_mention(records: Records) -> None:
    text = "Ghana met Togo. Togo thanked Ghana. Ghana left."
    found = [(r.claim.code, r.evidence.start) for r in records(text, "actor")]
    assert found == [("GHA", 0), ("TGO", 10)]


def test_an_organ_of_an_organisation_is_that_organisation(events: Events) -> None:
    assert events("The European Commission thanked Norway.") == ["EU > NOR SUPPORT"]


@pytest.mark.parametrize(
    "body",
    ["Paraguay's Congress", "The Paraguayan Congress", "The Congress of Paraguay"],
)
def test_a_seat_that_another_state_owns_is_not_that_of_its_namesake(body: str, events: Events) -> None:
    assert events(f"{body} condemned Brazil.") == ["PRY > BRA ACCUSE"]


def test_ministers_of_two_states_stand_for_both(who: Who) -> None:
    assert who("The ministers of Laos and Thailand met in Beijing.", "ministers") == ("LAO", "THA")


def test_it_was_somebody_names_whose_the_next_its_is(who: Who) -> None:
    text = "Gabon waited for weeks. Who came in the end? It was Ghana. Its minister flew to Libreville."
    assert who(text, "Its") == ("GHA",)


def test_both_governments_are_those_of_whom_he_and_his_hosts_are(who: Who) -> None:
    text = (
        "Kenya and Ghana signed a pact. The Ghanaian side was led by Kofi Mensah, a minister. He and his hosts "
        "spoke of Mali, where both governments keep soldiers."
    )
    assert who(text, "governments") == ("GHA", "KEN")


@pytest.mark.parametrize(
    "body", ["Foreign Ministry", "foreign ministry", "Supreme Court", "Ministry of Defence"]
)
def test_a_body_is_its_states_however_it_is_written(body: str, events: Events) -> None:
    text = f"Peru recalled its envoy from Chile on Monday. The {body} accused Chilean officers of spying."
    assert "PER > CHL ACCUSE" in events(text)


def test_a_body_is_not_of_the_state_that_it_accuses(who: Who) -> None:
    assert who("Chile and Peru met. The Ministry of Defence accused Chile of spying.", "Ministry") == ("PER",)


def test_a_bank_written_large_is_its_own_master(who: Who) -> None:
    text = "Chile owes the Export-Import Bank of China $2 billion. The same bank lent Peru money."
    assert who(text, "bank") == ("CHN",)


def test_the_pope_is_the_holy_sees(who: Who) -> None:
    assert who("Havana freed three men. The pope thanked Cuba's bishops.", "pope") == ("VAT",)


def test_its_is_that_of_the_body_whose_owner_speaks(events: Events) -> None:
    told = events(
        "Latvia ordered jets. Moscow's foreign ministry denied that its planes had entered Estonia."
    )
    assert not [line for line in told if line.startswith("LVA > EST")]


def test_what_is_done_to_it_is_not_done_to_the_doer(who: Who) -> None:
    assert who("Serbia bought a radar and received it in May.", "it") == ()
    assert who("Sudan asked France to help it.", "it") == ("SDN",)
