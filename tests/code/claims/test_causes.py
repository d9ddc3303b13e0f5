"""What is said to bring about, or to prevent, what."""

from functools import cache

import pytest

from detente import vocab
from detente.code.claims.causes import find_causes
from detente.code.claims.connectives import cues
from detente.code.grammar.clauses import find_clauses
from detente.code.grammar.sentences import parse
from detente.code.parties.who import find_mentions
from detente.code.told import Told
from detente.model import CausalClaim, Document


@cache
def told(text: str) -> tuple[Told, ...]:
    parsed = parse(Document(id="x", text=text))
    return find_causes(parsed, find_clauses(parsed), find_mentions(parsed))


def causes(text: str) -> list[tuple[str, str, str]]:
    claims = [one.claim for one in told(text)]
    return [(c.cause, c.effect, c.polarity) for c in claims if isinstance(c, CausalClaim)]


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        (
            "Peru will resume trade as soon as Chile lifts its duties.",
            "Chile lifts its duties",
            "Peru will resume trade",
        ),
        (
            "The raid forced Colombia to close its border.",
            "The raid",
            "Colombia to close its border",
        ),
        (
            "Sanctions have driven Russia into the arms of China.",
            "Sanctions",
            "Russia into the arms of China",
        ),
        ("Libya's weakness allows Russia to keep a base.", "Libya's weakness", "Russia to keep a base"),
        ("The visit was prompted by fears of a coup in Mali.", "fears of a coup in Mali", "The visit"),
        ("The vote turned Finland into a neighbour.", "The vote", "Finland into a neighbour"),
    ],
)
def test_a_causal_verb_stands_between_cause_and_effect(text: str, cause: str, effect: str) -> None:
    assert causes(text) == [(cause, effect, "+")]


@pytest.mark.parametrize(
    "text",
    [
        "The war has strained ties between Serbia and Croatia.",
        "The fall in prices has reduced Angola's exports.",
        "Iran's missile programme is the main obstacle to a deal with Oman.",
        "Washington never allows Peru to buy such jets.",
        "The vote has cost Hungary its influence.",
    ],
)
def test_what_weakens_or_prevents_something_has_a_minus(text: str) -> None:
    assert [sign for _, _, sign in causes(text)] == ["-"]


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        (
            "Prices rose because Ukraine could not ship grain.",
            "Ukraine could not ship grain",
            "Prices rose",
        ),
        (
            "France recalled its ambassador in response to the Australian decision.",
            "the Australian decision",
            "France recalled its ambassador",
        ),
        ("If Kenya leaves, the force will collapse.", "If Kenya leaves", "the force will collapse"),
        (
            "The deal could collapse should attacks on Oman resume.",
            "should attacks on Oman resume",
            "The deal could collapse",
        ),
        (
            "Fearing an attack, Finland moved troops to the border.",
            "Fearing an attack",
            "Finland moved troops to the border",
        ),
    ],
)
def test_a_joining_word_parts_cause_and_effect(text: str, cause: str, effect: str) -> None:
    assert causes(text) == [(cause, effect, "+")]


def test_a_word_of_time_tells_a_cause_only_beside_a_verb_of_reaction() -> None:
    assert len(causes("Bolivia expelled the Peruvian consul after he had met rebels.")) == 1
    assert causes("Bolivia signed the paper after two days of talks with Peru.") == []


def test_what_stops_after_something_or_is_denied_is_prevented() -> None:
    assert [c[2] for c in causes("The bank stopped lending after Ghana defaulted.")] == ["-"]
    assert [c[2] for c in causes("Ghana stayed away, hence nothing was signed.")] == ["-"]
    assert [c[2] for c in causes("Without Ghana's vote the pact cannot be signed.")] == ["-"]


def test_therefore_takes_the_sentence_before_as_its_cause() -> None:
    found = causes("Estonia fears an attack. That is why Estonia bought tanks.")
    assert [(c[0], c[2]) for c in found] == [("Estonia fears an attack", "+")]


def test_what_a_want_is_for_is_its_cause() -> None:
    found = causes("Nepal wants better ties with China to show that it is free.")
    assert found == [("to show that it is free", "Nepal wants better ties with China", "+")]


def test_a_participle_after_a_comma_has_the_clause_before_it_as_its_cause() -> None:
    found = causes("Norway froze the talks, forcing Sweden to look elsewhere.")
    assert found == [("Norway froze the talks", "Sweden to look elsewhere", "+")]


def test_the_more_one_the_less_the_other_is_a_minus() -> None:
    found = causes("The more Serbia buys from China, the less it listens to Russia.")
    assert [c[2] for c in found] == ["-"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway stopped the ship.",
        "Mali cut the link.",
        "Trade between Chile and Peru is to grow by 2030.",
        "The aid to Chad is due to arrive on Monday.",
        "Peru gave arms in return for oil.",
        "It remains to be seen whether Iran will sign.",
        "Since 2016 Oman has stayed neutral.",
        "Rain causes floods.",
    ],
)
def test_a_partys_own_act_a_date_or_a_claim_about_no_party_is_no_cause(text: str) -> None:
    assert causes(text) == []


def test_the_evidence_lies_within_the_text_and_one_sentence() -> None:
    text = "Cuba depends on oil, so it cannot leave. The raid forced Colombia to close its border."
    for one in told(text):
        assert 0 <= one.start < one.end <= len(text)
        assert ". " not in text[one.start : one.end]


def test_every_row_has_a_known_kind_and_polarity() -> None:
    columns = ("forms", "pos", "polarity", "cause", "effect", "subject", "source")
    for row in vocab.rows("causes.tsv", columns):
        assert row["polarity"] in {"+", "-", "+/-"}
        assert row["subject"] in {"any", "thing", "-"}
        assert set(row["forms"].split("|")) <= set(cues(row["pos"]))
