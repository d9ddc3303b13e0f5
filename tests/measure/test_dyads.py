"""From the store to the turns of a dyad: which measures a source allows, and which of its rows carry a turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.errors import NotEnoughData
from detente.keep.store import Store, create
from detente.measure.dyads import CARRIERS, exchange_of, find_odd_days, level_of, turns_of
from detente.measure.reduction import Reduction, reduce_dyad, run
from detente.model import Dyad, TurningPoint, add_months

PAIR = Dyad(a="PAK", b="RUS")
MONTHS, TURN = 36, 24
BEGUN = date(2018, 1, 1)
PLANTED = "planted"


def day_in(month: int, day: int = 5) -> str:
    return add_months(date(2016, 1, 1), month).replace(day=day).isoformat()


def usual(events, months: int = MONTHS, a: str = "PAK", b: str = "RUS", **told) -> Iterator[dict]:
    """Nine to eleven events a month, a little up and down."""
    for month in range(months):
        score = (10, 14, 6, 12)[month % 4]
        yield events.row(day_in(month), a, b, n=9 + month % 3, score10=(9 + month % 3) * score, **told)


def planted(events, when: range, many: int = 1, **told) -> Iterator[dict]:
    for month in when:
        for day in range(many):
            yield events.row(day_in(month, 10 + day), story=f"{PLANTED} {month} {day}", **told)


def others(events, months: int = MONTHS) -> list[dict]:
    return list(usual(events, months, "CHN", "IND"))


def reduced(store: Store, of: Dyad = PAIR, **asked) -> Reduction:
    return reduce_dyad(store, of, **asked)["Gazette"]


def stories(store: Store, turn: TurningPoint) -> list[str | None]:
    """The stories of the carriers of a turn."""
    days = {"since": "1900-01-01", "until": "2100-01-01", "source": None, "context": None}
    rows = run(store, "carriers", a=turn.of.a, b=turn.of.b, **days).to_pylist()
    by_origin = {row["origin"]: row["story"] for row in rows}
    return [by_origin[origin] for origin in turn.carriers]


AFTER = range(TURN, MONTHS)


# carriers


def test_a_level_that_fell_is_carried_by_the_most_hostile_rows_after_it(event_store: Store, events) -> None:
    hostile = planted(events, AFTER, 2, score10=-300, quad=4, type="ASSAULT", n=3)
    events.keep(event_store, *usual(events), *hostile, *others(events))
    (turn,) = turns_of(event_store, reduced(event_store), ("level",))
    assert (turn.aspect, turn.measure, turn.at) == ("level", "mean score", BEGUN)
    assert turn.after < turn.before
    assert stories(event_store, turn) == [f"{PLANTED} {24 + n // 2} {n % 2}" for n in range(CARRIERS)]


def test_a_level_that_rose_is_carried_by_the_friendliest_rows_after_it(event_store: Store, events) -> None:
    friendly = planted(events, AFTER, score10=500, quad=2, type="AID", n=5)
    events.keep(event_store, *usual(events), *friendly, *others(events))
    (turn,) = turns_of(event_store, reduced(event_store), ("level",))
    assert turn.after > turn.before
    assert stories(event_store, turn)[:6] == [f"{PLANTED} {month} 0" for month in range(24, 30)]
    assert None in stories(
        event_store, turn
    )  # then come the usual ones: a regime's first six months had no more


def test_a_volume_that_grew_is_carried_by_the_rows_of_most_events_after_it(
    event_store: Store, events
) -> None:
    many = planted(events, AFTER, n=40, score10=400)
    events.keep(event_store, *usual(events), *many, *others(events))
    (turn,) = turns_of(event_store, reduced(event_store), ("volume",))
    assert (turn.aspect, turn.measure, turn.at) == ("volume", "events", BEGUN)
    assert stories(event_store, turn)[:6] == [f"{PLANTED} {month} 0" for month in range(24, 30)]


def test_a_volume_that_shrank_is_carried_by_the_last_rows_before_it(event_store: Store, events) -> None:
    many = planted(events, range(TURN), n=40, score10=400)
    events.keep(event_store, *usual(events), *many, *others(events))
    (turn,) = turns_of(event_store, reduced(event_store), ("volume",))
    assert turn.at == BEGUN
    assert turn.after < turn.before
    assert stories(event_store, turn)[:6] == [f"{PLANTED} {month} 0" for month in range(18, 24)]


def test_a_mix_is_carried_by_rows_of_the_class_that_grew_most(event_store: Store, events) -> None:
    deeds = planted(events, AFTER, quad=2, type="AID", n=6, score10=60)
    words = planted(events, range(TURN), quad=1, n=6, score10=60)
    events.keep(event_store, *usual(events), *words, *deeds, *others(events))
    (turn,) = turns_of(event_store, reduced(event_store), ("mix",))
    assert (turn.aspect, turn.at) == ("mix", BEGUN)
    assert dict(zip(turn.parts, turn.after, strict=True))["material cooperation"] == pytest.approx(
        0.375, abs=0.01
    )
    assert stories(event_store, turn)[:6] == [f"{PLANTED} {month} 0" for month in range(24, 30)]


def test_a_turn_of_one_direction_is_carried_by_what_that_side_does(event_store: Store, events) -> None:
    hostile = {"score10": -900, "quad": 4, "type": "ASSAULT", "n": 9}
    back = (event | {"a": "RUS", "b": "PAK"} for event in planted(events, AFTER, **hostile))
    events.keep(event_store, *usual(events), *usual(events, a="RUS", b="PAK"), *back, *others(events))
    assert turns_of(event_store, reduced(event_store), ("level",), directed=True) == ()
    (turn,) = turns_of(event_store, reduced(event_store), ("level",), swapped=True)
    assert (turn.of, turn.directed, turn.at) == (Dyad(a="RUS", b="PAK"), True, BEGUN)
    assert stories(event_store, turn)[:6] == [f"{PLANTED} {month} 0" for month in range(24, 30)]


def test_a_turn_of_one_context_is_carried_by_rows_of_it(event_store: Store, events) -> None:
    hostile = {"score10": -300, "quad": 4, "type": "ASSAULT", "n": 3}
    military = planted(events, AFTER, contexts="|military|", **hostile)
    loud = (row | {"story": "loud"} for row in planted(events, AFTER, contexts="|economic|", **hostile))
    events.keep(
        event_store, *usual(events, contexts="|military|"), *military, *loud, *others(events)
    )  # fmt: skip
    (turn,) = turns_of(event_store, reduced(event_store, context="military"), ("level",))
    assert turn.context == "military"
    assert "loud" not in stories(event_store, turn)
    assert stories(event_store, turn)[:6] == [f"{PLANTED} {month} 0" for month in range(24, 30)]


# what a source allows


def test_turns_of_all_aspects_come_in_order_of_time(event_store: Store, events) -> None:
    grown = planted(events, range(12, MONTHS), n=30, score10=300)
    hostile = planted(events, AFTER, 2, score10=-900, quad=4, type="ASSAULT", n=9)
    events.keep(event_store, *usual(events), *grown, *hostile, *others(events))
    found = turns_of(event_store, reduced(event_store))
    assert [turn.at for turn in found] == sorted(turn.at for turn in found)
    assert {(turn.aspect, turn.at) for turn in found} >= {
        ("volume", date(2017, 1, 1)), ("level", BEGUN), ("mix", BEGUN),
    }  # fmt: skip
    assert all(turn.carriers and len(turn.carriers) <= CARRIERS for turn in found)


def test_a_source_that_grows_as_a_whole_is_no_turn_in_volume(event_store: Store, events) -> None:
    grown = list(planted(events, AFTER, n=20, score10=200))
    as_much = [row | {"a": "CHN", "b": "IND"} for row in grown]
    events.keep(event_store, *usual(events), *grown, *others(events), *as_much)
    assert turns_of(event_store, reduced(event_store), ("volume",)) == ()


@pytest.mark.parametrize(
    ("told", "level"),
    [({}, "mean score"), ({"score10": None}, "net cooperation"), ({"n": None}, "score")],
)
def test_the_level_is_the_best_that_a_source_tells(
    event_store: Store, events, told: dict, level: str
) -> None:
    events.keep(event_store, *(row | told for row in usual(events)))
    assert level_of(reduced(event_store)) == level


def test_a_source_of_sums_has_a_level_and_nothing_else_is_said_of_it(event_store: Store, events) -> None:
    hostile = planted(events, AFTER, score10=-900)
    events.keep(event_store, *(row | {"n": None, "quad": None} for row in (*usual(events), *hostile)))
    (turn,) = turns_of(event_store, reduced(event_store))
    assert (turn.aspect, turn.measure, turn.at) == ("level", "score", BEGUN)
    with pytest.raises(NotEnoughData, match="does not tell how many events"):
        turns_of(event_store, reduced(event_store), ("volume", "mix"))


def test_where_one_aspect_can_be_told_and_did_not_turn_that_is_the_answer(event_store: Store, events) -> None:
    events.keep(event_store, *(row | {"quad": None} for row in usual(events)), *others(events))
    assert turns_of(event_store, reduced(event_store)) == ()
    with pytest.raises(NotEnoughData):
        turns_of(event_store, reduced(event_store), ("mix",))


def test_too_few_periods_carry_no_answer(event_store: Store, events) -> None:
    events.keep(event_store, *usual(events, 11))
    with pytest.raises(NotEnoughData):
        turns_of(event_store, reduced(event_store))


def test_a_source_that_does_not_tell_who_acts_has_no_turn_of_a_direction(event_store: Store, events) -> None:
    events.keep(event_store, *usual(events), directed=False)
    with pytest.raises(NotEnoughData, match="does not tell who acts on whom"):
        turns_of(event_store, reduced(event_store), directed=True)


def test_the_order_in_which_files_came_makes_no_difference(tmp_path: Path, events) -> None:
    hostile = list(planted(events, AFTER, 2, score10=-300, quad=4, type="ASSAULT", n=3))
    files = [list(usual(events)), hostile, others(events)]
    found = []
    for name, order in (("one", files), ("two", files[::-1])):
        store = create(tmp_path / name)
        for rows in order:
            events.keep(store, *rows)
        turns = turns_of(store, reduced(store))
        found.append([(replace(turn, carriers=()), stories(store, turn)) for turn in turns])
    assert len(found[0]) > 1
    assert found[0] == found[1]


# exchange and odd days


def test_whether_each_answers_the_other_is_asked_of_both_directions(event_store: Store, events) -> None:
    """Russia does in each month much as Pakistan did in the month before."""
    random = np.random.default_rng(4)
    drawn = random.integers(1, 30, size=72).tolist()
    there = [events.row(day_in(month), n=n) for month, n in enumerate(drawn)]
    back = [
        events.row(day_in(month), "RUS", "PAK", n=int(n))
        for month, n in enumerate(random.poisson([12, *drawn[:-1]]) + 1)
    ]
    events.keep(event_store, *there, *back)
    found = exchange_of(reduced(event_store))
    assert (found.first.actor, found.second.actor) == ("PAK", "RUS")
    assert found.second.causality.p < 0.001 < found.first.causality.p
    events.keep(event_store, *there, *back, source="Both ways", directed=False)
    with pytest.raises(NotEnoughData, match="does not tell who acts on whom"):
        exchange_of(reduce_dyad(event_store, PAIR, source="Both ways")["Both ways"])


def test_a_day_far_out_of_the_dyads_own_history_is_odd(event_store: Store, events) -> None:
    days = [
        events.row(f"2016-{month:02}-{day:02}", score10=10 + day)
        for month in range(1, 13)
        for day in (3, 9, 14, 20, 25, 27)
    ]
    events.keep(
        event_store, *days, events.row("2016-07-04", score10=-9000), events.row("2016-07-04", score10=100)
    )
    ((day, odd),) = find_odd_days(event_store, PAIR, "Gazette")
    assert (day, odd.value, odd.turned) == (date(2016, 7, 4), -890.0, True)


def test_rows_of_more_than_one_day_make_no_day_odd(event_store: Store, events) -> None:
    days = [
        events.row(f"2016-{month:02}-{day:02}", score10=10 + day)
        for month in range(1, 13)
        for day in (3, 9, 14, 20, 25, 27)
    ]
    long = events.row("2016-07-04", score10=-9000, last_day=date(2016, 7, 5))
    events.keep(event_store, *days, long)
    assert find_odd_days(event_store, PAIR, "Gazette") == ()
