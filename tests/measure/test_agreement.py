"""Two sources on one dyad, and one source against its own history."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from detente.errors import NotEnoughData
from detente.measure.agreement import compare_sources, find_contradictions, find_outlying, in_step
from detente.model import Dyad
from detente.model.measured import Series

GDELT = (
    Path(__file__).parents[2].parent
    / "shared"
    / "data"
    / "gdelt2_daily_dyads"
    / "gdelt2_dyad_day_2018_2024.parquet"
)
numbers = st.floats(-100, 100, allow_nan=False).map(lambda value: round(value, 3))


def series(
    values, *, source="one", start=date(2018, 1, 1), period="month", low=None, high=None, **more
) -> Series:
    n = len(values)
    return Series(
        **{"of": Dyad(a="PAK", b="USA"), "directed": False, "measure": "tone", "unit": "Goldstein"} | more,
        source=source,
        period=period,
        start=start,
        values=tuple(values),
        low=tuple(low or [None] * n),
        high=tuple(high or [None] * n),
        n=(1,) * n,
        coverage=(1.0,) * n,
    )


def noise(seed: int, n: int = 60) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=n)


def test_two_series_are_cut_to_the_periods_that_both_span() -> None:
    first, second = in_step(series([1, 2, 3, 4]), series([7, 8, 9], start=date(2018, 3, 1)))
    assert (first.start, first.values) == (date(2018, 3, 1), (3, 4))
    assert (second.start, second.values) == (date(2018, 3, 1), (7, 8))
    assert in_step(second, first) == (second, first)


def test_series_that_do_not_overlap_have_nothing_to_compare() -> None:
    with pytest.raises(NotEnoughData, match="no period in common"):
        in_step(series([1, 2]), series([1, 2], start=date(2018, 3, 1)))


def test_months_are_not_compared_with_years_nor_quarters_that_begin_apart() -> None:
    with pytest.raises(ValueError, match="same periods"):
        in_step(series([1, 2]), series([1, 2], period="year"))
    with pytest.raises(ValueError, match="same periods"):
        in_step(series([1, 2, 3], period="quarter"), series([1, 2], period="quarter", start=date(2018, 2, 1)))


def test_the_correlation_is_spearmans_over_what_both_know() -> None:
    x, y = noise(1), noise(2) + noise(1)
    known = [value if i % 7 else None for i, value in enumerate(x)]
    found = compare_sources(series(known), series(y, source="two"))
    kept = [i for i in range(60) if i % 7]
    assert found.periods == len(kept)
    assert found.correlation == pytest.approx(spearmanr(x[kept], y[kept]).statistic, abs=1e-12)
    assert found.low < found.correlation < found.high
    assert found.sources == ("one", "two")


def test_sources_that_move_together_are_not_flagged() -> None:
    x = noise(3)
    found = compare_sources(series(x), series(x + 0.3 * noise(4), source="two"))
    assert not found.flagged
    assert found.why == ""
    assert found.low > 0.8
    assert found.same_sign > 0.8


def test_sources_of_which_one_rises_where_the_other_falls_are_flagged() -> None:
    x = noise(5)
    found = compare_sources(series(x + 20), series(-x + 20, source="two"))
    assert found.flagged
    assert found.same_sign == 1
    assert found.why.startswith("where one rises the other falls")


def test_sources_whose_signs_mostly_differ_are_flagged_though_they_rise_together() -> None:
    found = compare_sources(series([-3, -2, -1, 4]), series([1, 2, 3, 4], source="two"))
    assert found.correlation is None
    assert found.same_sign == 0.25
    assert found.why == "signs differ in 3 of 4 months"


def test_a_sign_that_is_zero_is_none() -> None:
    found = compare_sources(series([0, 2, None, 1]), series([1, 0, 1, 1], source="two"))
    assert (found.periods, found.same_sign) == (3, 1.0)
    assert compare_sources(series([0]), series([1], source="two")).same_sign is None


def test_one_month_in_which_both_are_far_from_zero_on_opposite_sides_is_named() -> None:
    x, y = noise(6), noise(6) + 0.1 * noise(7)
    x[10], y[10] = 30, -30
    x[20], y[20] = 0.4, -0.4
    found = compare_sources(series(x), series(y, source="two"))
    assert found.flagged
    assert found.why == "strongly opposed in 2018-11"


def test_one_period_alone_is_judged_by_its_intervals() -> None:
    sure = compare_sources(
        series([5], low=[3], high=[7], period="year"),
        series([-4], low=[-6], high=[-1], period="year", source="two"),
    )
    assert sure.why == "signs differ in 1 of 1 year; strongly opposed in 2018"
    vague = compare_sources(
        series([5], low=[-3], high=[7], period="year"),
        series([-4], low=[-6], high=[-1], period="year", source="two"),
    )
    assert vague.why == "signs differ in 1 of 1 year"


def test_many_contradictions_are_named_by_the_strongest_five() -> None:
    x = np.concatenate([noise(8, 40), [40, 41, 42, 43, 44, 45, 46]])
    found = compare_sources(series(x), series([*x[:40], *-x[40:]], source="two"))
    assert found.why == "strongly opposed in 2021-11, 2021-10, 2021-09, 2021-08, 2021-07 and 2 more"


def test_what_is_not_one_question_is_not_compared() -> None:
    with pytest.raises(ValueError, match="one dyad"):
        compare_sources(series([1]), series([1], of=Dyad(a="IND", b="USA")))
    with pytest.raises(ValueError, match="one measure"):
        compare_sources(series([1]), series([1], measure="volume"))
    with pytest.raises(ValueError, match="one dyad"):
        compare_sources(series([1], directed=True), series([1], directed=True, of=Dyad(a="USA", b="PAK")))
    assert compare_sources(series([1]), series([1], of=Dyad(a="USA", b="PAK"))).periods == 1


def test_sources_that_know_no_period_both_cannot_be_compared() -> None:
    with pytest.raises(NotEnoughData, match="know no month"):
        compare_sources(series([1, None]), series([None, 1]))


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=40))
def test_agreement_does_not_depend_on_who_is_named_first(pairs) -> None:
    x, y = series([a for a, _ in pairs]), series([b for _, b in pairs], source="two")
    one, other = compare_sources(x, y), compare_sources(y, x)
    assert (one.same_sign, one.flagged, one.why) == (other.same_sign, other.flagged, other.why)
    assert one.correlation == pytest.approx(other.correlation)
    assert one.correlation is None or -1 <= one.low <= one.correlation + 1e-9 <= one.high + 2e-9 <= 1 + 3e-9


@pytest.mark.parametrize("memory", [0.0, 0.6])
def test_the_interval_holds_the_truth_eight_times_in_ten_also_where_months_are_alike(memory) -> None:
    rng, rho, held = np.random.default_rng(9), 0.5, 0
    truth = 6 / np.pi * np.arcsin(rho / 2)
    for _ in range(200):
        shocks = rng.multivariate_normal([0, 0], [[1, rho], [rho, 1]], size=90)
        both = np.zeros((90, 2))
        for t in range(1, 90):
            both[t] = memory * both[t - 1] + shocks[t]
        found = compare_sources(series(both[30:, 0]), series(both[30:, 1], source="two"))
        held += found.low <= truth <= found.high
    assert 0.74 <= held / 200 <= 0.88


def test_a_single_day_is_judged_by_the_history_of_each_source() -> None:
    history = noise(10, 200)
    assert find_contradictions([5], [-5], of_x=history, of_y=history) == (0,)
    assert find_contradictions([5], [-1], of_x=history, of_y=history) == ()
    assert find_contradictions([5], [5], of_x=history, of_y=history) == ()
    assert find_contradictions([5, 9, None], [-5, -9, -9], of_x=history, of_y=history) == (1, 0)


def test_what_is_far_is_not_known_without_a_history() -> None:
    with pytest.raises(NotEnoughData, match="fewer than 12"):
        find_contradictions([5], [-5])


def test_an_outlier_is_found_with_its_size_and_whether_its_sign_is_unusual() -> None:
    values = list(noise(11, 400) + 2)
    values[7], values[9], values[11] = 60, -50, None
    first, second = find_outlying(values)
    assert (first.index, first.value, first.turned) == (7, 60, False)
    assert (second.index, second.value, second.turned) == (9, -50, True)
    assert first.typical == pytest.approx(2, abs=0.2)
    assert first.deviation == pytest.approx(58, rel=0.1)


def test_a_series_with_bursts_is_measured_by_its_own_bursts() -> None:
    quiet, loud = np.random.default_rng(12).normal(size=380), np.random.default_rng(13).normal(0, 30, size=40)
    assert find_outlying([*quiet, *loud]) == ()
    assert find_outlying([*quiet, 90])[0].index == 380


def test_nothing_is_an_outlier_where_nearly_all_is_alike_and_nothing_is_known_of_few_values() -> None:
    assert find_outlying([0.0] * 99 + [5.0]) == ()
    with pytest.raises(NotEnoughData, match="59 values are known"):
        find_outlying([1.0] * 59 + [None] * 10)


@given(st.integers(0, 10**6), st.floats(0.1, 10), st.floats(-50, 50))
def test_outliers_do_not_depend_on_the_unit(seed, unit, zero) -> None:
    values = np.random.default_rng(seed).standard_t(1, size=100)
    values[3] = 1e6
    expected = [one.index for one in find_outlying(values)]
    assert 3 in expected or np.quantile(np.abs(values), 0.95) > 1e4
    assert [one.index for one in find_outlying(unit * values + zero)] == expected


@cache
def gdelt(state: str) -> dict[str, tuple[list[date], list[float]]]:
    """The days and scores of a state with each other state."""
    if not GDELT.exists():
        pytest.skip("the shared GDELT table is not here")
    import pyarrow.parquet as pq

    table: dict[str, tuple[list[date], list[float]]] = {}
    found = pq.read_table(GDELT, filters=[[("a", "=", state)], [("b", "=", state)]]).sort_by("date")
    for day, a, b, score in zip(
        *(found[name].to_pylist() for name in ("date", "a", "b", "score")), strict=True
    ):
        days, scores = table.setdefault(b if a == state else a, ([], []))
        days.append(day.date())
        scores.append(score)
    table.pop(state, None)
    return table


def test_the_hostile_tweet_that_gdelt_takes_for_aid_is_the_farthest_day_of_united_states_and_pakistan() -> (
    None
):
    days, scores = gdelt("PAK")["USA"]
    found = find_outlying(scores)
    assert [days[one.index] for one in found] == [date(2018, 1, 1)]
    assert round(found[0].value) == 1428


def test_a_source_that_calls_that_day_hostile_contradicts_gdelt() -> None:
    _, history = gdelt("PAK")["USA"]
    events = [-9.0, -5.0, -4.0, -2.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.2, 7.0]
    assert find_contradictions(history[:1], [-40.0], of_x=history, of_y=events) == (0,)
    assert find_contradictions(history[:1], [40.0], of_x=history, of_y=events) == ()


def test_fewer_than_one_dyad_day_of_a_thousand_is_an_outlier() -> None:
    histories = [scores for _, scores in gdelt("PAK").values() if len(scores) >= 60]
    flagged = sum(len(find_outlying(scores)) for scores in histories)
    assert sum(map(len, histories)) > 30_000
    assert 0 < flagged / sum(map(len, histories)) < 0.001


def test_the_directions_of_a_dyad_are_two_questions() -> None:
    there = series([1, 2, 3], directed=True)
    assert compare_sources(there, replace(there, source="two")).same_sign == 1
