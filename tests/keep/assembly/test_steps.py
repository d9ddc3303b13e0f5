"""The stages of one commitment in order, what stands now, what was promised again, and how late it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.keep.assembly.belief import weigh
from detente.keep.assembly.steps import (
    day_of,
    deadline_of,
    find_delay,
    find_steps,
    promise_of,
    stage_now,
    step_day,
    told_days,
)
from detente.model import Amount, Delay, Step, Telling, When

Make = Callable[..., Telling]


def stages(*names: str) -> list[Step]:
    """Steps of these stages, of which nothing else is known."""
    return [
        Step(
            stage=name,
            since=None,
            until=None,
            told=None,
            amount=None,
            repeat=False,
            tellings=(),
            belief=weigh([]),
        )
        for name in names
    ]


def steps(*tellings: Telling) -> list[str]:
    """The steps as "agreed 2019-05-03 (a b)", with the articles that tell them."""
    return [
        f"{step.stage} {step_day(step)} ({' '.join(told.record.evidence.doc for told in step.tellings)})"
        for step in find_steps(tellings, "USD")
    ]


def delay(*tellings: Telling, asked: str | None) -> Delay | None:
    day = date.fromisoformat(asked) if asked else None
    return find_delay(tellings, find_steps(tellings, None), day)


def late(*tellings: Telling, asked: str) -> tuple[int, int] | None:
    found = delay(*tellings, asked=asked)
    return (found.least, found.most) if found else None


def test_without_tellings_there_are_no_steps() -> None:
    assert find_steps([], None) == ()
    assert stage_now([]) == "unclear"
    assert find_delay([], [], date(2020, 1, 1)) is None


def test_an_event_is_no_commitment(deed: Make) -> None:
    with pytest.raises(TypeError, match="event is no commitment"):
        promise_of(deed())


def test_days_after_publication_are_when_it_is_due(promise: Make) -> None:
    due = promise("announced", when="2020-12-31", published="2019-05-03")
    assert deadline_of(due) == When(since=date(2020, 12, 31), until=date(2020, 12, 31))
    assert told_days(due) is None
    assert day_of(due) == date(2019, 5, 3)


def test_days_before_publication_are_when_it_was_promised(promise: Make) -> None:
    signed = promise("agreed", when="2019-05-01", published="2019-05-03")
    assert deadline_of(signed) is None
    assert told_days(signed) == When(since=date(2019, 5, 1), until=date(2019, 5, 1))
    assert day_of(signed) == date(2019, 5, 1)


def test_without_days_or_publication_nothing_is_due(promise: Make) -> None:
    assert deadline_of(promise("agreed", published="2019-05-03")) is None
    assert deadline_of(promise("agreed", when="2020-12-31")) is None
    assert day_of(promise("agreed")) is None


def test_stages_come_in_order_of_time_however_they_are_given(promise: Make) -> None:
    told = [
        promise("delivered", doc="d", published="2020-06-01"),
        promise("floated", doc="a", published="2019-01-01"),
        promise("agreed", doc="c", published="2019-06-01"),
        promise("announced", doc="b", published="2019-03-01"),
    ]
    assert steps(*told) == [
        "floated 2019-01-01 (a)",
        "announced 2019-03-01 (b)",
        "agreed 2019-06-01 (c)",
        "delivered 2020-06-01 (d)",
    ]


def test_a_day_that_is_told_goes_before_the_day_of_publication(promise: Make) -> None:
    recalled = promise("agreed", doc="a", when="2018-04-01", published="2020-01-01")
    assert steps(promise("started", doc="b", published="2019-01-01"), recalled) == [
        "agreed 2018-04-01 (a)",
        "started 2019-01-01 (b)",
    ]


def test_one_stage_published_close_together_is_one_step(promise: Make) -> None:
    told = [
        promise("announced", doc=doc, published=day)
        for doc, day in [("a", "2019-05-03"), ("b", "2019-05-20")]
    ]
    assert steps(*told) == ["announced 2019-05-03 (a b)"]


def test_two_stages_of_one_day_are_two_steps(promise: Make) -> None:
    told = [promise(stage, doc=stage, published="2019-05-03") for stage in ("announced", "agreed")]
    assert len(steps(*told)) == 2


def test_one_stage_of_days_that_overlap_is_one_step_and_has_the_narrowest(promise: Make) -> None:
    month = promise("agreed", doc="a", when="2019-05-01/2019-05-31", published="2019-06-01")
    day = promise("agreed", doc="b", when="2019-05-03", published="2020-02-01")
    (step,) = find_steps([month, day], None)
    assert (step.since, step.until, step.told) == (date(2019, 5, 3), date(2019, 5, 3), date(2019, 6, 1))
    assert step.belief == weigh([month, day])


def test_one_stage_of_days_that_do_not_overlap_is_two_steps_though_told_together(promise: Make) -> None:
    told = [
        promise("delivered", doc="a", when="2019-05-03", published="2019-06-01"),
        promise("delivered", doc="b", when="2019-05-10", published="2019-06-01"),
    ]
    assert steps(*told) == ["delivered 2019-05-03 (a)", "delivered 2019-05-10 (b)"]


def test_where_no_day_is_known_nothing_shows_that_two_tellings_are_one_step(promise: Make) -> None:
    assert steps(promise("agreed", doc="a"), promise("agreed", doc="b")) == [
        "agreed None (a)",
        "agreed None (b)",
    ]
    assert find_steps([promise("agreed")], None)[0].told is None


def test_what_has_no_day_comes_last(promise: Make) -> None:
    assert steps(promise("agreed", doc="a"), promise("delivered", doc="b", published="2019-05-03")) == [
        "delivered 2019-05-03 (b)",
        "agreed None (a)",
    ]


def test_a_step_has_the_amount_that_most_stories_give_in_the_unit_asked(promise: Make) -> None:
    told = [
        promise("announced", "20 USD", doc="a", published="2019-05-03"),
        promise("announced", "10 USD", doc="b", published="2019-05-04"),
        promise("announced", "10.0 USD", doc="c", published="2019-05-05"),
        promise("announced", "20 USD", doc="d", story="a", published="2019-05-06"),
        promise("announced", "7 EUR", doc="e", published="2019-05-07"),
    ]
    (step,) = find_steps(told, "USD")
    assert step.amount == Amount(value=10, unit="USD")
    assert find_steps(told[:2], "USD")[0].amount == Amount(value=20, unit="USD"), (
        "of equals the one told first"
    )
    assert find_steps(told, "dose")[0].amount == Amount(value=10, unit="USD"), (
        "of another unit for want of its own"
    )


def test_a_deed_told_again_without_a_day_and_with_no_other_amount_is_the_same_deed(promise: Make) -> None:
    first = promise("delivered", "10 USD", doc="a", published="2019-05-03")
    assert len(steps(first, promise("delivered", doc="b", published="2020-05-03"))) == 1
    assert len(steps(first, promise("delivered", "10 USD", doc="b", published="2020-05-03"))) == 1
    assert len(steps(first, promise("delivered", "20 USD", doc="b", published="2020-05-03"))) == 2
    assert len(steps(first, promise("delivered", doc="b", published="2020-05-03", when="2020-05-02"))) == 2
    assert len(steps(first, promise("delivered", doc="b", published="2023-05-03"))) == 2


@pytest.mark.parametrize(
    ("first", "second", "day", "expected"),
    [
        ("announced", "announced", "2019-01-20", [False]),
        ("announced", "announced", "2019-04-11", [False, False]),  # 100 days: told again, not promised again
        ("announced", "announced", "2019-09-01", [False, True]),  # 243 days
        ("agreed", "announced", "2019-09-01", [False, True]),
        ("delivered", "agreed", "2019-09-01", [False, True]),
        ("floated", "agreed", "2019-09-01", [False, False]),
        ("announced", "agreed", "2019-09-01", [False, False]),
        ("suspended", "agreed", "2019-09-01", [False, False]),
        ("started", "suspended", "2019-09-01", [False, False]),
    ],
)
def test_the_same_promised_again_long_after_as_if_new_is_a_repeat(
    promise: Make, first, second, day: str, expected: list[bool]
) -> None:
    told = [promise(first, doc="a", published="2019-01-01"), promise(second, doc="b", published=day)]
    assert [step.repeat for step in find_steps(told, None)] == expected


def test_a_second_delivery_is_no_repeat(promise: Make) -> None:
    told = [
        promise("delivered", doc=day, when=day, published="2021-01-01")
        for day in ("2019-01-01", "2020-01-01")
    ]
    assert [step.repeat for step in find_steps(told, None)] == [False, False]


@pytest.mark.parametrize(
    ("told", "now"),
    [
        ("unclear", "unclear"),
        ("announced unclear", "announced"),
        ("floated announced agreed started delivered completed", "completed"),
        ("agreed floated", "agreed"),
        ("delivered announced", "delivered"),
        ("completed delivered", "completed"),
        ("started agreed", "started"),
        ("delivered suspended", "suspended"),
        ("completed cancelled", "cancelled"),
        ("agreed suspended started", "started"),
        ("suspended unclear", "suspended"),
        ("suspended cancelled", "cancelled"),
        ("agreed suspended agreed", "agreed"),
    ],
)
def test_the_last_step_holds_but_words_take_nothing_back_that_was_done(told: str, now: str) -> None:
    assert stage_now(stages(*told.split())) == now


def test_what_came_after_its_day_is_late_by_the_days_between(promise: Make) -> None:
    due = promise("agreed", doc="a", when="2020-12-31", published="2019-05-03")
    came = promise("delivered", doc="b", when="2021-01-10", published="2021-02-01")
    assert delay(due, came, asked="2022-01-01") == Delay(
        due_since=date(2020, 12, 31),
        due_until=date(2020, 12, 31),
        arrived=date(2021, 1, 10),
        asked=date(2022, 1, 1),
        least=10,
        most=10,
    )


def test_where_it_was_due_within_a_span_of_days_the_delay_is_one_too(promise: Make) -> None:
    due = promise("agreed", doc="a", when="2020-12-01/2020-12-31", published="2019-05-03")
    came = promise("completed", doc="b", when="2021-01-10", published="2021-02-01")
    assert late(due, came, asked="2022-01-01") == (10, 40)


def test_what_has_not_come_is_late_up_to_the_day_asked(promise: Make) -> None:
    due = promise("agreed", doc="a", when="2020-12-31", published="2019-05-03")
    begun = promise("started", doc="b", published="2020-01-01")
    found = delay(due, begun, asked="2021-03-01")
    assert (found.arrived, found.least, found.most) == (None, 60, 60)


def test_before_the_deadline_the_days_are_fewer_than_none(promise: Make) -> None:
    due = promise("agreed", when="2020-12-31", published="2019-05-03")
    assert late(due, asked="2020-12-01") == (-30, -30)
    assert late(due, asked="2020-12-31") == (0, 0)


def test_the_first_deadline_that_was_told_counts_and_not_a_later_one(promise: Make) -> None:
    first = promise("agreed", doc="a", when="2020-06-30", published="2019-05-03")
    later = promise("announced", doc="b", when="2020-12-31", published="2020-06-01")
    assert late(later, first, asked="2020-07-10") == (10, 10)


def test_no_deadline_no_delay(promise: Make) -> None:
    promised = promise("agreed", doc="a", when="2019-05-01", published="2019-05-03")
    assert delay(promised, asked="2022-01-01") is None
    assert delay(promise("agreed", when="2020-12-31", published="2019-05-03"), asked=None) is None


days = st.dates(date(2018, 1, 1), date(2021, 12, 31))
told = st.lists(
    st.tuples(
        st.sampled_from(["floated", "announced", "agreed", "started", "delivered", "completed", "suspended"]),
        st.none() | days,
        st.none() | st.tuples(days, days).map(sorted),
    ),
    max_size=6,
)


def made(promise: Make, rows: list) -> list[Telling]:
    return [
        promise(
            stage,
            doc=f"{n}",
            published=published and published.isoformat(),
            when=span and f"{span[0]}/{span[1]}",
        )
        for n, (stage, published, span) in enumerate(rows)
    ]


@given(told, st.randoms(use_true_random=False))
def test_every_telling_is_in_one_step_of_its_stage_whatever_the_order(
    promise: Make, rows: list, random
) -> None:
    tellings = made(promise, rows)
    found = find_steps(tellings, None)
    ids = sorted(one.record.id for step in found for one in step.tellings)
    assert ids == sorted(one.record.id for one in tellings)
    assert all(promise_of(one).stage == step.stage for step in found for one in step.tellings)
    assert find_steps(random.sample(tellings, len(tellings)), None) == found


@given(told, days)
def test_the_least_delay_is_never_more_than_the_most(promise: Make, rows: list, asked: date) -> None:
    tellings = made(promise, rows)
    found = find_delay(tellings, find_steps(tellings, None), asked)
    if found:
        assert found.least <= found.most
        span = (found.due_until - (found.due_since or found.due_until)).days
        assert found.most - found.least == (span if found.least > 0 else 0)


@given(st.lists(st.sampled_from(["floated", "announced", "agreed", "started", "delivered", "completed"])))
def test_without_a_halt_the_farthest_stage_ever_told_stands(names: list[str]) -> None:
    order = ["floated", "announced", "agreed", "started", "delivered", "completed"]
    assert stage_now(stages(*names)) == max(names, key=order.index, default="unclear")


def test_steps_are_in_order_of_the_days_that_they_have(promise: Make) -> None:
    told = [
        promise("delivered", doc="a", when="2019-01-01/2019-12-31", published="2020-01-05"),
        promise("delivered", doc="b", when="2019-10-03", published="2019-10-04"),
        promise("suspended", doc="c", when="2019-03-05", published="2019-03-06"),
    ]
    found = find_steps(told, None)
    assert [step_day(step) for step in found] == [date(2019, 3, 5), date(2019, 10, 3)]
    assert stage_now(found) == "delivered"


@pytest.mark.parametrize("promised", ["announced", "agreed"])
def test_a_promise_after_a_halt_stands_as_it_is_told(promised: str) -> None:
    assert stage_now(stages("delivered", "suspended", promised)) == promised


def test_the_day_of_a_deed_is_no_deadline(promise: Make) -> None:
    done = promise("completed", when="2024-01-01/2024-12-31", published="2024-12-01")
    assert delay(done, asked="2025-01-01") is None


def test_while_the_deadline_has_not_passed_the_days_are_none_or_fewer(promise: Make) -> None:
    due = promise("announced", when="2024-01-01/2024-12-31", published="2023-12-01")
    found = delay(due, asked="2024-06-01")
    assert found.least <= 0
    assert found.most <= 0
