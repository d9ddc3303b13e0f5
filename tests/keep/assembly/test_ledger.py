"""One row for one promise through all its stages, whoever told it and how often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.keep.assembly.ledger import assemble
from detente.keep.assembly.totals import add_up
from detente.model import LedgerRow, Telling, records_of

Make = Callable[..., Telling]
DAM = "a loan for the Dasu hydropower dam"
DAM_TEXT = "China lends Pakistan $1 billion for the Dasu hydropower dam."


def one_row(*tellings: Telling, asked: date | None = None) -> LedgerRow:
    """The row of tellings that an analyst set together."""
    (row,) = assemble(tellings, asked=asked, together=bound(tellings))
    return row


def bound(tellings: tuple[Telling, ...]) -> list[tuple[str, str]]:
    return [(tellings[0].record.id, telling.record.id) for telling in tellings[1:]]


def numbers(*values: int) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, values))


def disputed(row: LedgerRow) -> dict[str, list[str]]:
    return {rival.field: [version.value for version in rival.versions] for rival in row.rivals}


def test_without_commitments_the_ledger_is_empty() -> None:
    assert assemble([]) == ()


def test_an_event_has_no_place_in_the_ledger(deed: Make) -> None:
    with pytest.raises(TypeError, match="event is no commitment"):
        assemble([deed()])


def test_one_promise_told_twice_and_delivered_is_one_row(promise: Make) -> None:
    told = {"what": DAM, "text": DAM_TEXT, "sector": "energy", "context": DAM_TEXT}
    first = promise("agreed", "1000000000 USD", doc="a", published="2019-05-03", **told)
    again = promise("agreed", "1000000000 USD", doc="b", published="2019-05-04", **told)
    came = promise("delivered", "1000000000 USD", doc="c", published="2019-11-03", **told)
    (row,) = assemble([came, again, first])
    assert row.id == f"r{first.record.id}"
    assert (row.giver, row.receiver, row.what, row.sector) == (("CHN",), ("PAK",), DAM, "energy")
    assert [(step.stage, len(step.tellings)) for step in row.steps] == [("agreed", 2), ("delivered", 1)]
    assert records_of(row.tellings) == records_of([first, again, came])
    assert (row.stage, row.unit) == ("delivered", "USD")
    assert row.promised == row.delivered == numbers(10**9, 10**9)
    assert (row.delay, row.part_of, row.overlaps, row.rivals) == (None, None, None, ())


def test_promises_between_other_states_are_other_rows(promise: Make) -> None:
    told = {"what": DAM, "text": DAM_TEXT, "published": "2019-05-03"}
    rows = assemble([promise(doc="a", **told), promise(doc="b", giver="FRA", receiver="KEN", **told)])
    assert [row.giver for row in sorted(rows, key=lambda row: row.giver)] == [("CHN",), ("FRA",)]


def test_other_things_between_the_same_states_are_other_rows(promise: Make) -> None:
    text = "Chinese instructors train Pakistani cadets."
    rows = assemble(
        [
            promise("agreed", "1000000000 USD", what=DAM, text=DAM_TEXT, doc="a", sector="energy"),
            promise("agreed", "40 cadet", what="training of cadets", text=text, doc="b", sector="military"),
        ]
    )
    assert len(rows) == 2


def test_a_promise_without_parties_is_compared_with_no_other(promise: Make) -> None:
    rows = assemble([promise(doc=doc, giver="", receiver="") for doc in "ab"])
    assert [(row.giver, row.receiver) for row in rows] == [((), ()), ((), ())]


def test_what_an_analyst_joined_is_one_row_and_what_was_set_apart_is_two(promise: Make) -> None:
    told = {"what": DAM, "text": DAM_TEXT, "published": "2019-05-03"}
    one, same = (promise("agreed", "1000000000 USD", doc=doc, **told) for doc in "ab")
    other = promise("agreed", what="a naval exercise", giver="FRA", receiver="KEN", doc="c")
    assert len(assemble([one, same])) == 1
    assert len(assemble([one, same], apart=[(same.record.id, one.record.id)])) == 2
    assert len(assemble([one, other], together=[(one.record.id, other.record.id)])) == 1


def test_rows_are_in_order_of_their_first_step_and_undated_ones_come_last(promise: Make) -> None:
    told = [
        promise(doc="a", giver="FRA", receiver="KEN"),
        promise(doc="b", giver="RUS", receiver="IND", published="2020-01-01"),
        promise(doc="c", giver="USA", receiver="EGY", published="2020-06-01", when="2018-01-01"),
    ]
    assert [row.giver for row in assemble(told)] == [("USA",), ("RUS",), ("FRA",)]


def test_of_a_promise_told_both_ways_the_direction_says_more_than_both_together(promise: Make) -> None:
    mutual = [promise(doc=doc, giver="CHN PAK", receiver="") for doc in "ab"]
    row = one_row(*mutual, promise(doc="c"))
    assert (row.giver, row.receiver) == (("CHN",), ("PAK",))
    assert one_row(*mutual).giver == ("CHN", "PAK")


def test_sides_are_those_of_most_stories_and_of_equals_those_told_first(promise: Make) -> None:
    first = promise(doc="a", giver="RUS", published="2019-05-03")
    second = promise(doc="b", giver="CHN", published="2019-05-04")
    again = promise(doc="c", giver="RUS", story="a", published="2019-05-05")
    third = promise(doc="d", giver="CHN", published="2019-05-06")
    assert one_row(second, first).giver == ("RUS",)
    assert one_row(first, second, again, third).giver == ("CHN",)


def test_the_sector_is_general_only_where_there_is_no_other(promise: Make) -> None:
    general = [promise(doc=doc) for doc in "ab"]
    assert one_row(*general).sector == "general"
    assert one_row(*general, promise(doc="c", sector="energy")).sector == "energy"


def test_the_wording_shares_most_with_the_others_and_is_no_whole_sentence(promise: Make) -> None:
    sentence = (
        "the loan for the Dasu dam of which the minister had spoken when he came to the capital in spring"
    )
    worded = [sentence, "the Dasu dam loan", "a loan for the Dasu dam", "budget support"]
    told = [promise(doc=f"{n}", what=what) for n, what in enumerate(worded)]
    assert one_row(*told).what in ("the Dasu dam loan", "a loan for the Dasu dam")


@pytest.mark.parametrize(
    ("amounts", "unit"),
    [
        ([None], None),
        (["20 percent"], None),
        (["20 percent", "20 percent", "3 ship"], "ship"),
        (["3 ship", "3 ship", "5 tank"], "ship"),
        (["3 ship", "3 ship", "10 USD"], "USD"),
        (["10 USD", "9 EUR", "9 EUR"], "EUR"),
    ],
)
def test_a_row_is_counted_in_money_where_there_is_any_and_never_in_percent(
    promise: Make, amounts: list[str | None], unit: str | None
) -> None:
    row = one_row(*(promise("agreed", amount, doc=f"{n}") for n, amount in enumerate(amounts)))
    assert row.unit == unit
    if unit is None:
        assert (row.promised, row.delivered) == (None, None)


def test_shares_in_percent_stand_apart_with_who_gives_them(promise: Make) -> None:
    told = [
        promise("agreed", "30 percent", doc="a", outlet="Wire"),
        promise("agreed", "26.0 percent", doc="b", outlet="Courier"),
        promise("agreed", "30 percent", doc="c", outlet="Ledger"),
        promise("agreed", "10 USD", doc="d"),
    ]
    row = one_row(*told)
    assert row.promised == numbers(10, 10)
    assert [(share.value, share.tellers) for share in row.shares] == [
        ("26 percent", ("Courier",)),
        ("30 percent", ("Wire", "Ledger")),
    ]


def test_promised_is_the_least_and_the_most_that_was_told_in_the_row_s_unit(promise: Make) -> None:
    told = [
        promise("announced", "12 USD", doc="a"),
        promise("agreed", "10 USD", doc="b"),
        promise("agreed", "10 USD", doc="c"),
        promise("agreed", "7 EUR", doc="d"),
    ]
    row = one_row(*told)
    assert (row.unit, row.promised, row.delivered) == ("USD", numbers(10, 12), None)


def test_what_was_only_floated_counts_where_nothing_firmer_is_told(promise: Make) -> None:
    floated, agreed = promise("floated", "50 USD", doc="a"), promise("agreed", "10 USD", doc="b")
    assert one_row(floated).promised == numbers(50, 50)
    assert one_row(floated, agreed).promised == numbers(10, 10)


def test_delivered_is_at_least_the_largest_delivery_and_at_most_all_together(promise: Make) -> None:
    told = [
        promise("delivered", "30 USD", doc="a", when="2019-01-10", published="2019-01-11"),
        promise("delivered", "50 USD", doc="b", when="2020-01-10", published="2020-01-11"),
    ]
    assert one_row(*told).delivered == numbers(50, 80)


def test_of_a_delivery_that_is_disputed_the_lower_figure_is_sure(promise: Make) -> None:
    told = [
        promise("delivered", "60 USD", doc="a", when="2019-01-10", published="2019-01-11"),
        promise("delivered", "30 USD", doc="b", when="2019-01-10", published="2019-01-12"),
        promise("completed", "40 USD", doc="c", when="2020-01-10", published="2020-01-11"),
    ]
    assert one_row(*told).delivered == numbers(40, 100)


def test_figures_of_different_articles_are_rivals_and_of_one_article_they_are_parts(promise: Make) -> None:
    first = promise("agreed", "10 USD", doc="a", published="2019-05-03")
    part = promise("agreed", "3 USD", doc="a", start=50, published="2019-05-03")
    other = promise("announced", "12 USD", doc="b", published="2019-05-04")
    assert disputed(one_row(first, part)) == {}
    assert disputed(one_row(first, other)) == {"amount promised": ["10 USD", "12 USD"]}
    assert disputed(one_row(first, part, other)) == {"amount promised": ["10 USD and 3 USD", "12 USD"]}


def test_figures_that_differ_by_rounding_or_in_currency_are_no_rivals(promise: Make) -> None:
    told = [promise("agreed", amount, doc=amount) for amount in ("1000 USD", "1005 USD", "900 EUR")]
    assert disputed(one_row(*told)) == {}


def test_figures_of_one_delivery_are_rivals_and_of_two_deliveries_are_not(promise: Make) -> None:
    first = promise("delivered", "30 USD", doc="a", published="2019-01-01")
    soon = promise("delivered", "40 USD", doc="b", published="2019-01-05")
    later = promise("delivered", "40 USD", doc="b", published="2021-01-05")
    assert disputed(one_row(first, soon)) == {"amount delivered": ["30 USD", "40 USD"]}
    assert disputed(one_row(first, later)) == {}


def test_decided_in_one_article_and_discussed_in_another_within_days_is_disputed(promise: Make) -> None:
    decided = promise("agreed", doc="a", published="2019-05-03")
    assert disputed(one_row(decided, promise("floated", doc="b", published="2019-05-05"))) == {
        "stage": ["decided", "discussed"]
    }
    assert disputed(one_row(decided, promise("floated", doc="b", published="2019-02-01"))) == {}
    assert disputed(one_row(decided, promise("announced", doc="b", published="2019-05-05"))) == {}


def test_delay_is_counted_to_the_day_asked(promise: Make) -> None:
    due = promise("agreed", when="2020-12-31", published="2019-05-03")
    assert one_row(due).delay is None
    assert one_row(due, asked=date(2021, 1, 10)).delay.least == 10


def test_halted_and_taken_up_again_the_last_step_stands(promise: Make) -> None:
    days = {"agreed": "2019-01-01", "suspended": "2019-06-01", "started": "2020-01-01"}
    told = [promise(stage, "10 USD", doc=stage, published=day) for stage, day in days.items()]
    assert one_row(*told[:2]).stage == "suspended"
    assert one_row(*told).stage == "started"


def test_a_sum_that_its_article_counts_within_another_is_a_part_of_that_row(promise: Make) -> None:
    text = "China pledged Pakistan $10 billion. Of this sum, $2 billion are meant for the Dasu dam."
    whole = promise("agreed", "10000000000 USD", what="a package", text=text[:35], context=text)
    part = promise("agreed", "2000000000 USD", what="the Dasu dam", text=text[36:], start=36, context=text)
    rows = assemble([whole, part], apart=[(whole.record.id, part.record.id)])
    by_what = {row.what: row for row in rows}
    assert by_what["the Dasu dam"].part_of == by_what["a package"].id
    assert by_what["a package"].part_of is None


stages = st.sampled_from(["floated", "announced", "agreed", "delivered", "suspended", "unclear"])
amounts = st.none() | st.sampled_from(["10 USD", "12 USD", "3 ship", "20 percent"])
parties = st.sampled_from([("CHN", "PAK"), ("CHN PAK", ""), ("RUS", "PAK"), ("", "")])
days = st.none() | st.sampled_from(["2019-05-03", "2019-05-20", "2020-05-03"])
rows_told = st.lists(st.tuples(stages, amounts, parties, days, st.sampled_from([DAM, "a pact"])), max_size=5)


@settings(max_examples=50)
@given(rows_told, st.randoms(use_true_random=False))
def test_every_telling_is_in_one_row_whatever_the_order(promise: Make, told: list, random) -> None:
    tellings = [
        promise(stage, amount, giver=giver, receiver=receiver, published=day, what=what, doc=f"{n}")
        for n, (stage, amount, (giver, receiver), day, what) in enumerate(told)
    ]
    rows = assemble(tellings)
    found = sorted(id for row in rows for id in records_of(row.tellings))
    assert found == sorted(records_of(tellings))
    assert all(row.promised is None or row.promised[0] <= row.promised[1] for row in rows)
    assert all(row.delivered is None or row.delivered[0] <= row.delivered[1] for row in rows)
    assert assemble(random.sample(tellings, len(tellings))) == rows


@pytest.mark.parametrize("stage", ["suspended", "cancelled", "started"])
def test_an_amount_told_only_when_it_was_halted_or_begun_is_not_lost(promise: Make, stage: str) -> None:
    row = one_row(promise(stage, "10 USD", doc="a", published="2019-05-03"))
    found = add_up([row], "giver")
    assert [one.why for one in found.left_out] == []
    (total,) = found.totals
    assert (total.halted if stage in ("suspended", "cancelled") else total.promised) == numbers(10, 10)


def test_two_deliveries_that_one_article_tells_are_at_most_both_together(promise: Make) -> None:
    told = [
        promise("delivered", "30 USD", doc="a", published="2019-05-03"),
        promise("delivered", "50 USD", doc="a", start=50, published="2019-05-03"),
    ]
    assert one_row(*told).delivered[1] == 80
