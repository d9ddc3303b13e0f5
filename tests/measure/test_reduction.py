"""Rows in a store to what a source has on a dyad: which rows count, in which period, on how many days."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.keep.store import create, open_store
from detente.measure.reduction import cover, day_of, months_of, reduce_dyad, run, sources_of
from detente.measure.series import find_series
from detente.model import Dyad, Event, When

PAIR = Dyad(a="PAK", b="RUS")
JANUARY = date(2019, 1, 1)


def values(store, measure="events", *, source="Gazette", series=None, **how):
    return find_series(reduce_dyad(store, PAIR, **how)[source], measure, **(series or {})).values


def test_of_a_dyad_that_no_source_knows_there_is_nothing(event_store) -> None:
    assert reduce_dyad(event_store, PAIR) == {}


def test_rows_of_both_ways_are_counted_and_rows_with_others_are_not(event_store, events) -> None:
    row = events.row
    events.keep(
        event_store,
        row("2019-01-05"), row("2019-01-06", "RUS", "PAK", n=4), row("2019-01-07", "RUS", "IND"),
        row("2019-01-08", "IND", "PAK"), row("2019-02-01", n=2),
    )  # fmt: skip
    assert values(event_store) == (5, 2)
    assert values(event_store, series={"directed": True}) == (1, 2)
    assert values(event_store, series={"swapped": True}) == (4, 0)


@pytest.mark.parametrize(
    ("period", "due"), [("month", {0: 1, 1: 1, 3: 2}), ("quarter", {0: 2, 1: 2}), ("year", {0: 4})]
)
def test_rows_are_placed_in_their_period(event_store, events, period: str, due: dict) -> None:
    days = ("2019-01-31", "2019-02-01", "2019-04-01", "2019-04-30")
    events.keep(event_store, *(events.row(day) for day in days), events.row("2019-02-10", "IND", "CHN"))
    found = reduce_dyad(event_store, PAIR, period=period)["Gazette"]
    assert found.start == JANUARY
    assert {found.index(cell): cell.events for cell in found.cells} == due


def test_a_row_of_a_whole_year_is_in_no_month_and_in_its_year(event_store, events) -> None:
    whole = events.row("2019-01-01", last_day=date(2019, 12, 31), n=7)
    events.keep(event_store, whole, events.row("2019-03-05"))
    assert sum(value or 0 for value in values(event_store)) == 1
    assert values(event_store, period="year") == (8,)
    assert reduce_dyad(event_store, PAIR, period="year")["Gazette"].coverage == (1.0,)


def test_a_row_that_spans_two_months_is_in_their_quarter_alone(event_store, events) -> None:
    events.keep(
        event_store, events.row("2019-01-31", last_day=date(2019, 2, 1)), events.row("2019-03-31", n=2)
    )
    assert sum(value or 0 for value in values(event_store)) == 2
    assert sum(value or 0 for value in values(event_store, period="quarter")) == 3


def test_coverage_is_the_share_of_days_of_which_the_source_has_any_row(event_store, events) -> None:
    elsewhere = [events.row(f"2019-03-{day:02}", "IND", "CHN", n=3) for day in range(1, 32, 2)]
    events.keep(event_store, events.row("2019-01-05"), events.row("2019-01-05"), *elsewhere)
    found = reduce_dyad(event_store, PAIR)["Gazette"]
    assert found.coverage == (1 / 31, 0.0, 16 / 31)
    assert found.volume == (2, 0, 48)
    assert find_series(found, "events").values == (2, None, 0)


def test_the_days_of_two_files_of_one_source_are_covered_once(event_store, events) -> None:
    for _ in range(2):
        events.keep(event_store, *(events.row(f"2019-02-{day:02}") for day in range(1, 15)))
    found = reduce_dyad(event_store, PAIR)["Gazette"]
    assert (found.coverage, found.volume) == ((0.5,), (28,))


def test_dealings_are_what_each_of_the_two_has_with_anyone(event_store, events) -> None:
    row = events.row
    events.keep(
        event_store,
        row("2019-01-05", n=2), row("2019-01-06", "RUS", "PAK"), row("2019-01-07", "RUS", "IND", n=5),
        row("2019-02-01", "IND", "PAK", n=9), row("2019-02-01", "IND", "CHN", n=50), row("2019-02-02"),
    )  # fmt: skip
    found = reduce_dyad(event_store, PAIR)["Gazette"]
    assert found.dealings == {"PAK": (3, 10), "RUS": (8, 1)}


def test_a_context_keeps_the_rows_of_that_context(event_store, events) -> None:
    contexts = ("|economic|military|", "|military|", "|nonmilitary|", "")
    events.keep(event_store, *(events.row("2019-01-05", contexts=context) for context in contexts))
    assert values(event_store, context="military") == (2,)
    assert values(event_store, context="economic") == (1,)
    assert values(event_store) == (4,)
    found = reduce_dyad(event_store, PAIR, context="military")["Gazette"]
    assert (found.context, found.coverage, found.dealings["PAK"]) == ("military", (1 / 31,), (2,))
    assert reduce_dyad(event_store, PAIR, context="cyber") == {}


def test_days_are_chosen_with_the_first_and_the_last_of_them(event_store, events) -> None:
    events.keep(event_store, *(events.row(f"2019-0{month}-15", n=month) for month in range(1, 6)))
    chosen = {"since": date(2019, 2, 15), "until": date(2019, 4, 15)}
    assert values(event_store, **chosen) == (2, 3, 4)
    assert values(event_store, since=date(2019, 2, 16)) == (3, 4, 5)
    assert values(event_store, until=date(2019, 4, 14)) == (1, 2, 3)
    assert reduce_dyad(event_store, PAIR, **chosen)["Gazette"].start == date(2019, 2, 1)


def test_of_a_month_that_is_chosen_in_part_only_that_part_is_covered(event_store, events) -> None:
    events.keep(event_store, *(events.row(f"2019-01-{day:02}") for day in range(1, 32)))
    found = reduce_dyad(event_store, PAIR, since=date(2019, 1, 22))["Gazette"]
    assert (found.coverage, found.volume) == ((10 / 31,), (10,))
    assert find_series(found, "events").values == (10,)


def test_sources_are_kept_apart_and_one_can_be_asked(event_store, events) -> None:
    events.keep(event_store, events.row("2019-01-05"), source="Gazette")
    events.keep(
        event_store, events.row("2019-01-05", n=5), source="Courier", scale="Goldstein", directed=False
    )
    found = reduce_dyad(event_store, PAIR)
    assert {name: sum(cell.events for cell in one.cells) for name, one in found.items()} == {
        "Courier": 5,
        "Gazette": 1,
    }
    assert (found["Courier"].source.scale, found["Courier"].source.directed) == ("Goldstein", False)
    assert set(reduce_dyad(event_store, PAIR, source="Courier")) == {"Courier"}


def test_a_source_is_directed_where_all_its_files_are(event_store, events) -> None:
    for directed in (True, False, True):
        events.keep(event_store, events.row("2019-01-05"), directed=directed)
    told = sources_of(event_store)["Gazette"]
    assert (told.directed, told.versions) == (False, ("v1", "v1", "v1"))
    assert sources_of(event_store)["articles"].directed


def test_cells_tell_what_is_not_counted_what_is_not_scored_and_how_many_stories(event_store, events) -> None:
    row = events.row
    events.keep(
        event_store,
        row("2019-01-05", n=None), row("2019-01-05", score10=None), row("2019-01-05", story="x"),
        row("2019-01-05", story="x"), row("2019-01-05", story="y"),
    )  # fmt: skip
    (cell,) = reduce_dyad(event_store, PAIR)["Gazette"].cells
    assert (cell.pairs, cell.events, cell.uncounted, cell.unscored) == (5, 4, 1, 1)
    assert cell.stories == 4  # x, y, and two rows of stories of which nothing is known
    assert (cell.score10, cell.squares100) == (40, 300)


def test_the_squares_of_a_row_of_several_events_are_those_of_its_events(event_store, events) -> None:
    events.keep(
        event_store, events.row("2019-01-05", n=3, score10=-300), events.row("2019-01-06", score10=20)
    )
    (cell,) = reduce_dyad(event_store, PAIR)["Gazette"].cells
    assert (cell.score10, cell.squares100) == (-280, 3 * 100**2 + 20**2)


def test_rows_of_unknown_quad_class_are_a_cell_of_their_own(event_store, events) -> None:
    events.keep(event_store, events.row("2019-01-05", quad=None, type=""), events.row("2019-01-05"))
    assert [cell.quad for cell in reduce_dyad(event_store, PAIR)["Gazette"].cells] == [None, 1]


def test_the_record_as_it_stood_has_what_was_kept_until_then(event_store, events) -> None:
    events.keep(event_store, events.row("2019-01-05"), at="20260101")
    events.keep(event_store, events.row("2019-01-06", n=6), source="Gazette", at="20260201")
    stood = replace(event_store, until="20260115")
    assert values(stood) == (1,)
    assert sources_of(stood)["Gazette"].versions == ("v1",)
    assert values(event_store) == (7,)


def test_articles_count_what_they_tell_of_as_a_fact_on_a_day_that_is_known(desk, add) -> None:
    def met(since, until, *aux):
        return Event(
            actors=("RUS",), recipients=("PAK",), type="CONSULT", aux=aux, when=When(since=since, until=until)
        )

    day = date(2019, 3, 1)
    add(
        desk,
        ("Russia met Pakistan.", met(day, day)),
        ("It will meet Pakistan.", met(day, day, "future")),
        ("It has met Pakistan ever since.", met(day, None)),
        ("It met Pakistan once.", Event(actors=("RUS",), recipients=("PAK",), type="CONSULT")),
        ("It met Pakistan in May.", met(date(2019, 5, 1), date(2019, 5, 31))),
    )
    found = reduce_dyad(open_store(desk.folder), PAIR)["articles"]
    assert find_series(found, "events").values == (1, 0, 1)
    assert (found.start, found.coverage) == (date(2019, 3, 1), (1.0, 1.0, 1.0))


def test_the_order_in_which_rows_come_does_not_matter(tmp_path: Path, events) -> None:
    rows = [events.row(f"2019-0{1 + n % 3}-05", n=n, quad=1 + n % 4, score10=n) for n in range(1, 20)]
    found = []
    for name, some in (("one", rows), ("other", rows[::-1])):
        store = create(tmp_path / name)
        events.keep(store, *some)
        found.append(reduce_dyad(store, PAIR))
    assert found[0] == found[1]


def test_the_rows_that_carry_a_turn_come_the_newest_last(event_store, events) -> None:
    row = events.row
    events.keep(
        event_store,
        row("2019-01-09", "RUS", "PAK", type="AID"), row("2019-01-05"), row("2019-01-06", "RUS", "IND"),
        row("2019-02-01"),
    )  # fmt: skip
    days = {"since": "2019-01-05", "until": "2019-02-01"}
    found = run(event_store, "carriers", a="RUS", b="PAK", source=None, context=None, **days).to_pylist()
    assert [(one["day"].day, one["type"]) for one in found] == [(5, "CONSULT"), (9, "AID")]


@given(st.dates(date(1, 1, 1)))
def test_a_month_counted_from_the_year_0_has_its_first_day(day: date) -> None:
    assert day_of(months_of(day)) == day.replace(day=1)


def test_coverage_counts_no_day_outside_and_no_day_twice() -> None:
    first = months_of(date(2019, 1, 1))
    spans = [
        (date(2018, 12, 31), date(2018, 12, 31), 5),
        (date(2019, 1, 1), date(2019, 1, 3), 2),
        (date(2019, 1, 3), date(2019, 1, 3), 1),
        (date(2019, 1, 31), date(2019, 2, 1), 9),
        (date(2019, 3, 1), date(2019, 3, 1), 7),
    ]
    assert cover(spans, first, 2, 1) == ((3 / 31, 0.0), (3, 0))
