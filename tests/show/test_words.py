"""Days, amounts, names and texts in words."""

import unicodedata
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.explain.display import (
    amount_in_words,
    days_in_words,
    in_sentence,
    one_line,
    shorten,
    speaker_in_words,
    visible,
    when_in_words,
)
from detente.explain.sectors import sector_of
from detente.model import CLAIMS, PLOVER_TYPES, Amount, Commitment, Event, Record, Span, Speaker, Tilt, When
from detente.show.words.records import KIND_WORDS, claim_in_words, quad_of, standing_of


def record_of(claim) -> Record:
    return Record(claim=claim, evidence=Span(doc="d", start=0, end=1, text="x"))


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2018, 3, 14), date(2018, 3, 14), "14 March 2018"),
        (date(2018, 3, 1), date(2018, 3, 31), "March 2018"),
        (date(2018, 1, 1), date(2018, 12, 31), "2018"),
        (date(2014, 1, 1), date(2018, 12, 31), "2014 – 2018"),
        (date(2014, 6, 1), None, "since June 2014"),
        (None, date(2018, 12, 31), "until 2018"),
        (date(2018, 3, 14), date(2018, 4, 2), "14 March 2018 – 2 April 2018"),
        (None, None, "undated"),
    ],
)
def test_a_span_of_days_is_said_as_one_would_say_it(since, until, words):
    assert days_in_words(since, until) == words


def test_days_that_were_worked_out_say_how():
    assert (
        when_in_words(When(since=date(2018, 1, 1), until=date(2018, 12, 31), basis="vague")) == "2018 (vague)"
    )


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(0, 2000))
def test_different_spans_are_never_said_alike(since, days):
    until = since + timedelta(days=days) if since < date(2100, 1, 1) else since
    other = until + timedelta(days=1)
    assert days_in_words(since, until) != days_in_words(since, other)


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("14000000000", "USD", "USD 14 billion"),
        ("2500000", "EUR", "EUR 2.5 million"),
        ("150000", "dose", "150,000 doses"),
        ("1", "helicopter", "1 helicopter"),
        ("26", "percent", "26 percent"),
        ("1234567", "tonne", "1,234,567 tonnes"),
        ("0.5", "percent", "0.5 percent"),
    ],
)
def test_amounts_are_said_with_their_unit(value, unit, words):
    assert amount_in_words(Amount(value=Decimal(value), unit=unit)) == words


def test_a_speaker_without_a_name_is_said_to_have_none():
    assert speaker_in_words(Speaker(role="foreign ministry", of="RUS", type="organisation")) == (
        "foreign ministry, Russia (not named)"
    )
    assert speaker_in_words(Speaker()) == "not named"
    assert speaker_in_words(None) is None


@given(st.text())
def test_nothing_that_acts_on_a_terminal_or_turns_the_writing_is_left(text):
    for letter in visible(text):
        assert letter in "\n\t" or unicodedata.category(letter) not in ("Cc", "Zl", "Zp")
        assert letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    assert "\n" not in one_line(text)


@given(st.text(), st.integers(5, 60))
def test_a_shortened_text_is_never_longer_than_asked(text, most):
    assert len(shorten(text, most)) <= most


def test_a_state_takes_its_article_inside_a_sentence():
    assert in_sentence("USA") == "the United States"
    assert in_sentence("PAK") == "Pakistan"


@pytest.mark.parametrize("type_", PLOVER_TYPES)
def test_every_type_of_event_can_be_said_both_ways_and_has_a_quad_class(type_):
    one = Event(actors=("PAK",), recipients=("RUS",), type=type_)
    both = Event(actors=("PAK", "RUS"), type=type_)
    assert claim_in_words(record_of(one)).startswith("Pakistan ")
    assert claim_in_words(record_of(both)).startswith("Pakistan and Russia ")
    assert quad_of(one) in (1, 2, 3, 4)


def test_every_kind_has_a_word():
    assert KIND_WORDS.keys() == CLAIMS.keys()


def test_a_denied_event_is_denied_whatever_else_is_said_of_it():
    event = Event(actors=("PAK",), type="ASSAULT", aux=("future", "negation"))
    assert standing_of(record_of(event)) == "denied"


def test_the_sector_of_an_event_comes_from_its_contexts_else_its_type():
    assert sector_of(Event(actors=("PAK",), type="AID", contexts=("health",))) == "health"
    assert sector_of(Event(actors=("PAK",), type="MOBILIZE")) == "military"
    assert sector_of(Event(actors=("PAK",), type="CONSULT")) == "diplomatic"


def test_a_commitment_and_a_tilt_are_said_with_both_sides():
    pledge = Commitment(giver=("RUS",), receiver=("PAK",), what="a mill", stage="floated")
    assert claim_in_words(record_of(pledge)) == "Russia to Pakistan: a mill"
    tilt = Tilt(who=("PAK",), toward=("RUS",), away_from=("USA",))
    assert claim_in_words(record_of(tilt)) == "Pakistan moves towards Russia away from United States"


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2024, 12, 1), date(2024, 12, 10), "1 December 2024 – 10 December 2024"),
        (date(2024, 12, 1), date(2024, 12, 31), "December 2024"),
        (date(2024, 1, 1), date(2024, 3, 31), "January 2024 – March 2024"),
        (date(2023, 1, 1), date(2024, 12, 31), "2023 – 2024"),
    ],
)
def test_a_span_is_told_by_days_unless_it_is_of_whole_months_or_years(since, until, words):
    assert days_in_words(since, until) == words
