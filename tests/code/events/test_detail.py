"""The details of an event: its day, its place, its contexts, and whether it is history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.code.events.detail import find_contexts, find_when, mark_history
from detente.code.grammar.sentences import Parsed
from detente.code.times.when import find_times
from detente.model import Record, When
from detente.vocab import contexts

Records = Callable[..., list[Record]]
Make = Callable[..., Parsed]


def day(year: int, month: int = 6, number: int = 12) -> When:
    return When(since=date(year, month, number), until=date(year, month, number))


def test_the_day_named_in_the_clause_is_the_events(tree: Make) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        thanked  thank   VERB  VBD ROOT  2
        Togo     togo    PROPN NNP dobj  2
        in       in      ADP   IN  prep  2
        2021     2021    NUM   CD  pobj  4
    """)
    text = parsed.document.text
    times = find_times(text, anchor=None)
    when = find_when(parsed, 0, len(text), 1, times)
    assert when is not None
    assert (when.since, when.until) == (date(2021, 1, 1), date(2021, 12, 31))


def test_the_day_of_another_sentence_is_not_taken(records: Records) -> None:
    first, last = records("Ghana thanked Togo in 2021. Togo praised Benin.", "event")
    assert first.claim.when is not None
    assert last.claim.when is None


def test_what_ended_long_before_publication_is_historical() -> None:
    assert mark_history((), day(2011), day(2024)) == ("historical",)


def test_what_is_recent_is_not_historical() -> None:
    assert mark_history((), day(2024, 5), day(2024)) == ()


def test_what_goes_on_or_has_no_day_is_not_historical() -> None:
    assert mark_history((), None, day(2024)) == ()
    assert mark_history((), When(since=date(1991, 1, 1)), day(2024)) == ()
    assert mark_history((), day(1991), None) == ()


@given(st.dates(), st.dates())
def test_nothing_after_publication_is_historical(one: date, other: date) -> None:
    happened, told = max(one, other), min(one, other)
    kept = mark_history(("negation",), When(since=happened, until=happened), When(since=told, until=told))
    assert kept == ("negation",)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("Ghana and Togo signed a gas deal", "natural_resource"),
        ("Ghana's army attacked Togo", "military"),
        ("Ghana lent Togo vaccines", "health"),
    ],
)
def test_the_words_of_a_clause_tell_its_context(text: str, context: str, tree: Make) -> None:
    rows = [f"{w} {w.lower()} NOUN NN {'dep' if n else 'ROOT'} 1" for n, w in enumerate(text.split())]
    table = "\n".join(rows)
    assert context in find_contexts(tree(table), 0, len(text), "SUPPORT")


def test_contexts_are_of_the_vocabulary(records: Records) -> None:
    known = {row.context for row in contexts()}
    text = "Ghana's army attacked Togo. Peru gave Chile vaccines. Mali met Niger. Oman thanked Iran."
    for record in records(text, "event"):
        assert set(record.claim.contexts) <= known


# Whole sentences, with the parser.


def test_a_weekday_is_worked_out_from_the_day_of_publication(records: Records) -> None:
    (event,) = records("Ghana thanked Togo on Monday.", "event")
    assert event.claim.when == When(since=date(2024, 6, 10), until=date(2024, 6, 10), basis="relative")


def test_an_event_without_a_date_has_none(records: Records) -> None:
    (event,) = records("Ghana thanked Togo.", "event")
    assert event.claim.when is None


def test_a_statements_day_is_not_carried_over_to_what_is_stated(records: Records) -> None:
    text = "Ghana's foreign minister said on Monday that Togo had thanked Benin."
    (event,) = records(text, "event")
    assert event.claim.when is None


def test_an_event_of_long_ago_is_historical(records: Records) -> None:
    (event,) = records("Chile and Peru met in 2011.", "event")
    assert event.claim.aux == ("historical",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Mali and Niger met in Bamako.", "Bamako"),
        ("Mali and Niger met in Cape Town.", "Cape Town"),
        ("Mali and Niger met.", None),
        ("Mali and Niger met in secret.", None),
    ],
)
def test_the_place_is_as_written(text: str, place: str | None, records: Records) -> None:
    (event,) = records(text, "event")
    assert event.claim.place == place


def test_an_event_takes_the_day_of_its_own_sentence(records: Records) -> None:
    text = "Kuwait pledged $300 million to Jordan in 2021. In 2023 Kuwait gave Jordan $100 million."
    last = records(text, "event")[-1]
    assert last.claim.when is not None
    assert last.claim.when.since == date(2023, 1, 1)


CALLS = "Ghana's president called the Togolese leader on Friday and the Beninese leader on Monday."
PURCHASES = "Ghana bought lorries from China, tractors from Brazil and rice from Morocco in 2023."


def test_of_several_told_together_each_has_its_own_day_or_that_of_all(records: Records) -> None:
    calls = {r.claim.actors: r.claim.when.since for r in records(CALLS, "event")}
    assert calls == {("GHA", "TGO"): date(2024, 6, 7), ("BEN", "GHA"): date(2024, 6, 10)}
    years = [r.claim.when.since.year for r in records(PURCHASES, "event")]
    assert years == [2023, 2023, 2023]
