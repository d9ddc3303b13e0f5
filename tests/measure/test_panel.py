"""All dyads of a source side by side: the same numbers as each dyad's own series, whichever way it is asked."""

from datetime import date, timedelta

import numpy as np
import pytest
from deltalake import DeltaTable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import NotEnoughData, UnknownName
from detente.keep.store import create
from detente.measure import panel as panel_module
from detente.measure.panel import reduce_all
from detente.measure.reduction import reduce_dyad, run
from detente.measure.series import find_series
from detente.model import QUADS, Dyad


@pytest.fixture
def kept(event_store, events):
    """Five dyads of 2019, some quiet in some months; nothing at all in April."""
    random = np.random.default_rng(3)
    pairs = (("PAK", "RUS"), ("RUS", "PAK"), ("IND", "PAK"), ("CHN", "RUS"), ("AU", "ETH"), ("AUS", "CHN"))
    rows = [
        events.row(
            f"2019-{month:02}-{1 + n % 28:02}", a, b, quad=1 + int(random.integers(4)), n=int(random.integers(1, 4))
        )
        for a, b in pairs
        for month in (1, 2, 3, 5)
        for n in range(int(random.integers(0, 9)))
    ]  # fmt: skip
    events.keep(event_store, *rows)
    return event_store


@pytest.mark.parametrize(
    ("period", "days"),
    [("quarter", {}), ("month", {"since": date(2019, 2, 10), "until": date(2019, 5, 20)})],
    ids=["all quarters", "some days"],
)
def test_a_dyad_of_a_panel_is_what_its_own_series_is(kept, period, days) -> None:
    panel = reduce_all(kept, "Gazette", period=period, fewest=1, **days)
    assert len(panel.dyads) == 5
    for index, (a, b) in enumerate(panel.dyads):
        alone = reduce_dyad(kept, Dyad(a=a, b=b), period=period, **days)["Gazette"]
        assert (panel.start, panel.coverage, panel.volume) == (alone.start, alone.coverage, alone.volume)
        for measure in ("events", *QUADS, "net cooperation"):
            one, own = panel.series(index, measure), find_series(alone, measure)
            assert (one.of, one.values, one.n) == (own.of, own.values, own.n), measure
            assert (one.unit, one.source, one.period) == (own.unit, own.source, own.period)


def test_a_dyad_is_found_whichever_way_it_is_asked_and_one_that_is_not_there_is_not(kept) -> None:
    panel = reduce_all(kept, "Gazette", fewest=1)
    assert panel.dyads == tuple(sorted(panel.dyads))
    for index, (a, b) in enumerate(panel.dyads):
        assert a < b
        assert panel.at(a, b) == panel.at(b, a) == index
    assert panel.at("AU", "ETH") == 0  # though AUS begins with AU
    assert [panel.at(*pair) for pair in (("PAK", "USA"), ("AFG", "AGO"), ("ZWE", "ZMB"))] == [None] * 3


def test_both_ways_of_a_dyad_are_together(event_store, events) -> None:
    row = events.row
    events.keep(
        event_store,
        row("2019-01-05", n=2), row("2019-01-06", "RUS", "PAK", n=3, quad=4, score10=-90), row("2019-02-06", n=4),
    )  # fmt: skip
    panel = reduce_all(event_store, "Gazette", fewest=1)
    assert panel.dyads == (("PAK", "RUS"),)
    assert panel.counts.tolist() == [[[2, 0, 0, 3], [4, 0, 0, 0]]]
    assert panel.score.tolist() == [[1.0 - 9.0, 1.0]]


def test_the_panel_is_the_same_with_all_rows_mirrored(tmp_path, events) -> None:
    from detente.keep.store import create

    rows = [
        events.row(f"2019-01-{n:02}", *pair, n=n)
        for n in range(1, 9)
        for pair in (("PAK", "RUS"), ("RUS", "IND"))
    ]
    found = []
    for name, some in (("one", rows), ("other", [row | {"a": row["b"], "b": row["a"]} for row in rows])):
        store = create(tmp_path / name)
        events.keep(store, *some)
        found.append(reduce_all(store, "Gazette", fewest=1))
    assert found[0].dyads == found[1].dyads == (("IND", "RUS"), ("PAK", "RUS"))
    assert (found[0].counts == found[1].counts).all()


def test_a_dyad_with_fewer_events_than_asked_is_left_out(event_store, events) -> None:
    events.keep(event_store, events.row("2019-01-05", n=30), events.row("2019-01-05", "IND", "CHN", n=29))
    assert reduce_all(event_store, "Gazette").dyads == (("PAK", "RUS"),)
    assert reduce_all(event_store, "Gazette", fewest=29).dyads == (("CHN", "IND"), ("PAK", "RUS"))
    always = [Dyad(a="IND", b="CHN"), Dyad(a="NPL", b="CHN")]
    assert reduce_all(event_store, "Gazette", always=always).dyads == (("CHN", "IND"), ("PAK", "RUS"))
    with pytest.raises(NotEnoughData, match="no two parties have 31 events in Gazette"):
        reduce_all(event_store, "Gazette", fewest=31)


def test_a_source_that_there_is_not_is_told(kept) -> None:
    with pytest.raises(NotEnoughData, match="Courier has no dated events"):
        reduce_all(kept, "Courier")


def test_dyads_come_the_busiest_first(event_store, events) -> None:
    sizes = {("CHN", "IND"): 31, ("PAK", "RUS"): 50, ("IND", "PAK"): 31}
    events.keep(event_store, *(events.row("2019-01-05", a, b, n=n) for (a, b), n in sizes.items()))
    panel = reduce_all(event_store, "Gazette")
    assert [panel.dyads[index] for index in panel] == [("PAK", "RUS"), ("CHN", "IND"), ("IND", "PAK")]


def test_a_context_keeps_the_rows_of_that_context(event_store, events) -> None:
    events.keep(
        event_store, events.row("2019-01-05", n=4, contexts="|military|"), events.row("2019-01-06", n=9)
    )
    panel = reduce_all(event_store, "Gazette", context="military", fewest=1)
    assert (panel.counts.sum(), panel.volume) == (4, (13,))


def test_a_source_is_not_mixed_with_another(event_store, events) -> None:
    events.keep(event_store, events.row("2019-01-05", n=4))
    events.keep(event_store, events.row("2019-03-05", n=9), source="Courier")
    panel = reduce_all(event_store, "Gazette", fewest=1)
    assert (panel.counts.sum(), panel.start, len(panel.coverage)) == (4, date(2019, 1, 1), 1)


def test_a_measure_that_a_panel_has_not_is_told(kept) -> None:
    with pytest.raises(UnknownName, match="a panel has no 'mean score'"):
        reduce_all(kept, "Gazette", fewest=1).series(0, "mean score")


_DAYS = st.dates(date(2018, 11, 20), date(2019, 4, 10))
_ROWS = st.lists(
    st.tuples(
        st.sampled_from(("PAK", "RUS", "IND")), st.sampled_from(("CHN", "USA")), _DAYS, st.integers(0, 70),
        st.sampled_from((1, 2, 3, 4, None)), st.sampled_from((None, 0, 1, 5)), st.sampled_from((None, -100, 35)),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@given(files=st.lists(_ROWS, min_size=1, max_size=3), step=st.sampled_from((1, 3, 12)))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_by_month_give_what_all_rows_give(tmp_path_factory, events, files, step) -> None:
    store = create(tmp_path_factory.mktemp("months") / "desk")
    for rows in files:
        told = [
            events.row(day.isoformat(), a, b, last_day=day + timedelta(longer), quad=quad, n=n, score10=score)
            for a, b, day, longer, quad, n, score in rows
        ]
        events.keep(store, *told, source=f"Gazette {len(rows) % 2}")
    for source in (None, "Gazette 0"):
        values = {"since": None, "until": None, "context": None, "source": source, "step": step}
        by_rows = run(store, "all_periods", **values).to_pylist()
        by_months = run(store, "all_months", source=source, step=step).to_pylist()
        assert sorted(map(str, by_months)) == sorted(map(str, by_rows))


def test_what_the_months_do_not_tell_is_summed_from_all_rows(kept, monkeypatch) -> None:
    asked = []

    def told(store, reduction, **values):
        asked.append(reduction)
        return run(store, reduction, **values)

    monkeypatch.setattr(panel_module, "run", told)
    whole = reduce_all(kept, "Gazette", fewest=1)
    reduce_all(kept, "Gazette", fewest=1, since=date(2019, 2, 10))
    assert asked == ["all_months", "all_periods"]
    monkeypatch.setattr(panel_module, "_has_months", lambda store: False)  # as in a project of format 3
    assert np.array_equal(reduce_all(kept, "Gazette", fewest=1).counts, whole.counts)
    assert asked[2:] == ["all_periods"]


def test_a_project_whose_files_came_before_the_months_is_known(kept) -> None:
    assert panel_module._has_months(kept)
    DeltaTable(str(kept.folder / "tables" / "file_months")).delete()
    assert not panel_module._has_months(kept)
