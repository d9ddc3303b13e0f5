"""Whom "it", "the two" and "the landlocked country" stand for, weighed beside what the rules choose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.grammar.sentences import parse
from detente.code.parties import choosing
from detente.code.parties.asked import ask, kind_of_expression
from detente.code.parties.choosing import likeliest, options, weights
from detente.code.parties.said import UNKNOWN, said
from detente.code.parties.who import find_mentions
from detente.model import Codes, Document

Who = Callable[..., Codes]


@pytest.mark.parametrize(
    ("text", "noun", "one"),
    [
        ("Bolivia recalled its envoy from Chile. The landlocked country said no more.", "country", "BOL"),
        ("Mongolia sold coal to China, and uranium to France. The steppe republic wants a railway.", "republic", "MNG"),
        ("Laos borrowed from China. The smaller country could not pay.", "country", "LAO"),
        ("Paraguay owes Brazil 3 billion dollars. The giant will not wait.", "giant", "BRA"),
        ("Kenya lent Uganda 2 billion dollars. The lender asked for its money back.", "lender", "KEN"),
        ("Norway bought gas from Qatar. The emirate was glad.", "emirate", "QAT"),
    ],
)  # fmt: skip
def test_a_description_is_of_the_state_that_it_fits(text: str, noun: str, one: str, who: Who) -> None:
    assert who(text, noun) == (one,)


def test_it_is_not_whom_its_own_verb_has_beside_it(who: Who) -> None:
    assert who("Ghana accused Togo of theft in March. It recognised Taiwan in June.", "It") == ("GHA",)


def test_it_with_nobody_before_it_is_nobody(who: Who) -> None:
    assert who("Chile denied it.", "it") == ()


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("It left.", "It", "it"),
        ("They left.", "They", "they"),
        ("Both left.", "Both", "several"),
        ("The kingdom left.", "kingdom", "noun"),
        ("The neighbours left.", "neighbours", "several"),
        ("The Spanish government left.", "government", None),
        ("The government of Spain left.", "government", None),
        ("Its government left.", "government", None),
        ("A kingdom left.", "kingdom", None),
        ("The bridge collapsed.", "bridge", None),
        ("He left.", "He", None),
    ],
)
def test_what_kind_of_expression_a_word_is(
    text: str, word: str, kind: str | None, document: Callable[..., Document]
) -> None:
    parsed = parse(document(text))
    (token,) = (t for t in parsed.tokens if t.text == word)
    assert kind_of_expression(find_mentions(parsed), token) == kind


def test_without_weights_the_rules_stand(document: Callable[..., Document]) -> None:
    parsed = parse(document("Ghana met Togo. It then met Benin."))
    parties = find_mentions(parsed)
    (it,) = (t for t in parsed.tokens if t.text == "It")
    spoken = [said(parsed, m) for m in parties.mentions if m.first < it.i]
    for rule in (("GHA",), ("TGO",), ()):
        asked = ask(parties, spoken, it, "it", rule)
        assert likeliest(asked, [], {}) == rule


def test_another_must_be_well_ahead_of_whom_the_rules_choose(document: Callable[..., Document]) -> None:
    parsed = parse(document("Ghana met Togo. It then met Benin."))
    parties = find_mentions(parsed)
    (it,) = (t for t in parsed.tokens if t.text == "It")
    asked = ask(parties, [said(parsed, m) for m in parties.mentions if m.first < it.i], it, "it", ("GHA",))
    telling = next(
        t for c, traits in options(asked, []) if c == ("TGO",) for t in traits if t.startswith("rank:")
    )
    assert likeliest(asked, [], {f"it|{telling}": choosing.AHEAD - 0.1}) == ("GHA",)
    assert likeliest(asked, [], {f"it|{telling}": choosing.AHEAD + 0.1}) == ("TGO",)


def test_somebody_unknown_may_be_meant_and_is_nobody_of_whom_a_record_speaks(
    document: Callable[..., Document],
) -> None:
    parsed = parse(document("Ghana praised Blue Harbour Holdings. It then left Accra."))
    parties = find_mentions(parsed)
    it = next(t for t in parsed.tokens if t.text == "It")
    spoken = [said(parsed, m) for m in parties.mentions if m.first < it.i]
    names = [one.key for one in spoken if one.key.startswith(UNKNOWN)]
    assert names == [f"{UNKNOWN}Blue Harbour Holdings"]
    assert likeliest(ask(parties, spoken, it, "it", ()), [], {"it|unknown": 9.0}) == ()


def test_the_package_has_weights_for_every_kind_of_expression() -> None:
    assert {trait.split("|")[0] for trait in weights()} == {"it", "they", "several", "noun"}


def test_the_government_may_be_that_of_whoever_is_at_odds_with_it(events: Callable[..., list[str]]) -> None:
    assert events("Cameroon's opposition accused the government of fraud.") == [
        "Cameroon opposition > CMR ACCUSE"
    ]


def test_it_is_not_the_man_whom_it_does_something_to(who: Who) -> None:
    text = "President Gustavo Petro criticised Israel. He accused it of genocide, and it accused him of lies."
    assert who(text, "it") == ("ISR",)


def test_a_former_ruler_is_who_ruled(who: Who) -> None:
    assert who(
        "Lebanon asked France and Oman for aid. Its former ruler pledged 100 million euros.", "ruler"
    ) == ("FRA",)


def test_between_two_whom_it_fits_alike_a_description_is_nobody(who: Who) -> None:
    assert (
        who("Uganda accused Rwanda of spying. The landlocked country rejected the accusation.", "country")
        == ()
    )
