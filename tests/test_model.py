"""The nouns keep their invariants."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Document, Event, Record, Span, Speaker, Tilt, When, codes

DAYS = st.dates(date(1800, 1, 1), date(2100, 12, 31))


def document(text: str = "Russia gave Pakistan 50,000 doses. Lavrov said more would follow.") -> Document:
    return Document(id="0" * 64, text=text)


def record(start: int = 0, end: int = 6, **fields: object) -> Record:
    claim = Event(actors=("RUS",), recipients=("PAK",), type="AID")
    return Record(claim=claim, evidence=Span.cut(document(), start, end), **fields)


@given(st.lists(st.sampled_from(["PAK", "RUS", "USA", "IND"])))
def test_codes_are_sorted_and_without_repeats(values: list[str]) -> None:
    assert list(codes(values)) == sorted(set(values))
    assert codes(reversed(values)) == codes(values)


@given(st.text(min_size=1), st.data())
def test_a_span_holds_exactly_the_characters_it_points_to(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Span.cut(document(text), start, end).text == text[start:end]


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (0, 1000)])
def test_a_span_outside_of_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        Span.cut(document(), start, end)


@given(DAYS, st.integers(1, 4000))
def test_days_that_end_before_they_begin_are_refused(since: date, back: int) -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        When(since=since, until=since - timedelta(days=back))


def test_the_order_of_parties_does_not_change_the_key() -> None:
    one = Tilt(who=("PAK", "RUS"))
    other = Tilt(who=("RUS", "PAK"))
    span = Span.cut(document(), 0, 6)
    assert Record(claim=one, evidence=span).key == Record(claim=other, evidence=span).key


def test_the_same_claim_in_two_passages_has_one_key_and_two_ids() -> None:
    first, second = record(0, 6), record(7, 11)
    assert first.key == second.key
    assert first.id != second.id


def test_another_speaker_is_another_claim() -> None:
    assert record().key != record(speaker=Speaker(name="Sergey Lavrov", of="RUS", type="person")).key


def test_neither_key_nor_id_knows_the_coder() -> None:
    first = record()
    assert replace(first, coder="rules@2", confidence=0.4).id == first.id


def test_a_word_outside_of_the_vocabulary_is_refused_with_the_words_there_are() -> None:
    with pytest.raises(ValueError, match="there are: AGREE"):
        Event(actors=("RUS",), type="HUG")  # type: ignore[arg-type]
