"""From the store to the turns of a dyad: which measures a source allows, and which of its rows carry a turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.errors import BrokenStore, NotEnoughData
from detente.keep.store import Store, create
from detente.measure.dyads import CARRIERS, exchange_of, find_odd_days, level_of, turns_of
from detente.measure.reduction import Reduction, reduce_dyad, run
from detente.model import ASPECTS, Aspect, Dyad, TurningPoint, add_months

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


@dataclass(frozen=True)
class Kept:
    """One store of many sources, each with its own course; the reductions and the stories of all of them."""

    store: Store
    reductions: dict[str, Reduction]
    by_origin: dict[str, str | None]

    def turns(self, name: str, *aspects: Aspect, **asked) -> tuple[TurningPoint, ...]:
        return turns_of(self.store, self.reductions[name], aspects or ASPECTS, **asked)

    def stories(self, turn: TurningPoint) -> list[str | None]:
        return [self.by_origin[origin] for origin in turn.carriers]


AFTER, BEFORE = range(TURN, MONTHS), range(TURN)
HOSTILE = {"score10": -300, "quad": 4, "type": "ASSAULT", "n": 3}


def courses(events) -> Iterator[tuple[str, list[dict]]]:
    """What each source tells of Pakistan and Russia: as usual, and what is planted from month 24 on, or until then."""
    steady = list(usual(events))
    yield "fell", [*steady, *planted(events, AFTER, 2, **HOSTILE)]
    yield "rose", [*steady, *planted(events, AFTER, score10=500, quad=2, type="AID", n=5)]
    yield "grew", [*steady, *planted(events, AFTER, n=40, score10=400)]
    yield "shrank", [*steady, *planted(events, BEFORE, n=40, score10=400)]
    deeds = planted(events, AFTER, quad=2, type="AID", n=6, score10=60)
    yield "deeds", [*steady, *planted(events, BEFORE, quad=1, n=6, score10=60), *deeds]
    back = (
        one | {"a": "RUS", "b": "PAK", "score10": -900, "n": 9} for one in planted(events, AFTER, **HOSTILE)
    )
    yield "one side", [*steady, *usual(events, a="RUS", b="PAK"), *back]
    grown = planted(events, range(12, MONTHS), n=30, score10=300)
    worse = (one | {"score10": -900, "n": 9} for one in planted(events, AFTER, 2, **HOSTILE))
    yield "all", [*steady, *grown, *worse]
    sums = [*steady, *planted(events, AFTER, score10=-900)]
    yield "sums", [one | {"n": None, "quad": None} for one in sums]


def read(store: Store) -> Kept:
    days = {"since": "1900-01-01", "until": "2100-01-01", "source": None, "context": None}
    rows = run(store, "carriers", a="PAK", b="RUS", **days).to_pylist()
    return Kept(store, reduce_dyad(store, PAIR), {row["origin"]: row["story"] for row in rows})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, events) -> Kept:
    store = create(tmp_path_factory.mktemp("dyads") / "desk")
    for name, rows in courses(events):
        events.keep(store, *rows, *others(events), source=name)
    return read(store)


@pytest.fixture
def nowhere(tmp_path: Path) -> Store:
    """A store that is not there: whoever asks it fails."""
    return Store(folder=tmp_path / "nowhere", name="nowhere")


# carriers


def test_a_level_that_fell_is_carried_by_the_most_hostile_rows_after_it(kept: Kept) -> None:
    (turn,) = kept.turns("fell", "level")
    assert (turn.aspect, turn.measure, turn.at) == ("level", "mean score", BEGUN)
    assert turn.after < turn.before
    assert kept.stories(turn) == [f"{PLANTED} {24 + n // 2} {n % 2}" for n in range(CARRIERS)]


def test_a_level_that_rose_is_carried_by_the_friendliest_rows_after_it(kept: Kept) -> None:
    (turn,) = kept.turns("rose", "level")
    assert turn.after > turn.before
    assert kept.stories(turn)[:6] == [f"{PLANTED} {month} 0" for month in range(24, 30)]
    assert None in kept.stories(turn)  # then come the usual ones: a regime's first six months had no more


def test_a_volume_that_grew_is_carried_by_the_rows_of_most_events_after_it(kept: Kept) -> None:
    (turn,) = kept.turns("grew", "volume")
    assert (turn.aspect, turn.measure, turn.at) == ("volume", "events", BEGUN)
    assert kept.stories(turn)[:6] == [f"{PLANTED} {month} 0" for month in range(24, 30)]


def test_a_volume_that_shrank_is_carried_by_the_last_rows_before_it(kept: Kept) -> None:
    (turn,) = kept.turns("shrank", "volume")
    assert (turn.at, turn.after < turn.before) == (BEGUN, True)
    assert kept.stories(turn)[:6] == [f"{PLANTED} {month} 0" for month in range(18, 24)]


def test_a_mix_is_carried_by_rows_of_the_class_that_grew_most(kept: Kept) -> None:
    (turn,) = kept.turns("deeds", "mix")
    assert (turn.aspect, turn.at) == ("mix", BEGUN)
    assert dict(zip(turn.parts, turn.after, strict=True))["material cooperation"] == pytest.approx(
        0.375, abs=0.01
    )
    assert kept.stories(turn)[:6] == [f"{PLANTED} {month} 0" for month in range(24, 30)]


def test_a_turn_of_one_direction_is_carried_by_what_that_side_does(kept: Kept) -> None:
    assert kept.turns("one side", "level", directed=True) == ()
    (turn,) = kept.turns("one side", "level", swapped=True)
    assert (turn.of, turn.directed, turn.at) == (Dyad(a="RUS", b="PAK"), True, BEGUN)
    assert kept.stories(turn)[:6] == [f"{PLANTED} {month} 0" for month in range(24, 30)]


def test_a_turn_of_one_context_is_carried_by_rows_of_it(event_store: Store, events) -> None:
    military = [
        one | {"contexts": "|military|"} for one in (*usual(events), *planted(events, AFTER, **HOSTILE))
    ]
    loud = [one | {"contexts": "|economic|", "story": "loud"} for one in planted(events, AFTER, **HOSTILE)]
    events.keep(event_store, *military, *loud, *others(events))
    whole = reduce_dyad(event_store, PAIR, context="military")["Gazette"]
    (turn,) = turns_of(event_store, whole, ("level",))
    assert turn.context == "military"
    rows = len(list(usual(events)))
    lines = [int(origin.rsplit(":", 1)[1]) for origin in turn.carriers]
    assert lines[:6] == list(range(rows + 1, rows + 7))  # the hostile ones, and of the loud ones none
    assert max(lines) <= len(military)


# what a source allows


def test_turns_of_all_aspects_come_in_order_of_time(kept: Kept) -> None:
    found = kept.turns("all")
    assert [turn.at for turn in found] == sorted(turn.at for turn in found)
    assert {(turn.aspect, turn.at) for turn in found} >= {
        ("volume", date(2017, 1, 1)), ("level", BEGUN), ("mix", BEGUN),
    }  # fmt: skip
    assert all(turn.carriers and len(turn.carriers) <= CARRIERS for turn in found)


def by_hand(
    events, *, months: int = MONTHS, after: dict | None = None, directed: bool = True, volume=None, **told
):
    """A reduction of steady months, told otherwise from month 24 on; no store is asked where nothing turns."""
    cells = [
        events.cell(month, 9 + month % 3, score10=(9 + month % 3) * (10, 14, 6, 12)[month % 4])
        for month in range(months)
    ]
    cells = [replace(cell, **(told | (after or {} if n >= TURN else {}))) for n, cell in enumerate(cells)]
    all_of = (100,) * months if volume is None else volume
    return events.reduction(*cells, months=months, directed=directed, volume=all_of)


def test_a_source_that_grows_as_a_whole_is_no_turn_in_volume(events, nowhere: Store) -> None:
    grown = {"events": 30, "pairs": 30}
    whole = by_hand(events, after=grown, volume=(100,) * TURN + (300,) * (MONTHS - TURN))
    assert turns_of(nowhere, whole, ("volume",)) == ()
    with pytest.raises(BrokenStore):  # it alone grew: here the store is asked for what carries the turn
        turns_of(nowhere, by_hand(events, after=grown), ("volume",))


@pytest.mark.parametrize(
    ("told", "level"),
    [({}, "mean score"), ({"unscored": 1}, "net cooperation"), ({"uncounted": 1, "unscored": 1}, "score")],
)
def test_the_level_is_the_best_that_a_source_tells(events, told: dict, level: str) -> None:
    assert level_of(by_hand(events, **told)) == level


def test_a_source_of_sums_has_a_level_and_nothing_else_is_said_of_it(kept: Kept) -> None:
    (turn,) = kept.turns("sums")
    assert (turn.aspect, turn.measure, turn.at) == ("level", "score", BEGUN)
    with pytest.raises(NotEnoughData, match="does not tell how many events"):
        kept.turns("sums", "volume", "mix")


def test_where_one_aspect_can_be_told_and_did_not_turn_that_is_the_answer(events, nowhere: Store) -> None:
    unclassed = by_hand(events, quad=None)
    assert turns_of(nowhere, unclassed) == ()
    with pytest.raises(NotEnoughData):
        turns_of(nowhere, unclassed, ("mix",))


def test_too_few_periods_carry_no_answer(events, nowhere: Store) -> None:
    assert turns_of(nowhere, by_hand(events, months=12)) == ()
    with pytest.raises(NotEnoughData):
        turns_of(nowhere, by_hand(events, months=11))


def test_a_source_that_does_not_tell_who_acts_has_no_turn_of_a_direction(events, nowhere: Store) -> None:
    with pytest.raises(NotEnoughData, match="does not tell who acts on whom"):
        turns_of(nowhere, by_hand(events, directed=False), directed=True)


def test_the_order_in_which_files_came_makes_no_difference(tmp_path: Path, events, kept: Kept) -> None:
    store = create(tmp_path / "desk")
    for rows in (others(events), planted(events, AFTER, 2, **HOSTILE), usual(events)):
        events.keep(store, *rows, source="fell")
    again = read(store)
    told = [
        [(replace(turn, carriers=()), one.stories(turn)) for turn in one.turns("fell")]
        for one in (kept, again)
    ]
    assert len(told[0]) > 1
    assert told[0] == told[1]


# exchange and odd days


def test_whether_each_answers_the_other_is_asked_of_both_directions(events) -> None:
    """Russia does in each month much as Pakistan did in the month before."""
    random = np.random.default_rng(4)
    drawn = random.integers(1, 30, size=72).tolist()
    answers = (random.poisson([12, *drawn[:-1]]) + 1).tolist()
    there = [events.cell(month, n) for month, n in enumerate(drawn)]
    back = [events.cell(month, n, a="RUS", b="PAK") for month, n in enumerate(answers)]
    found = exchange_of(events.reduction(*there, *back, months=72))
    assert (found.first.actor, found.second.actor) == ("PAK", "RUS")
    assert found.second.causality.p < 0.001 < found.first.causality.p
    with pytest.raises(NotEnoughData, match="does not tell who acts on whom"):
        exchange_of(events.reduction(*there, *back, months=72, directed=False))


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
