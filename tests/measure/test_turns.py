"""Turns of level, volume and mix on series made by hand, with the answer in the line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import NotEnoughData
from detente.measure.turns import chance_of_turns, find_mix_turns, find_turns
from detente.model import QUADS, Dyad, Period, Series, TurningPoint


def series(
    values: Sequence[float | None],
    measure: str = "mean score",
    *,
    period: Period = "month",
    coverage: Sequence[float] | None = None,
    n: Sequence[int] | None = None,
) -> Series:
    size = len(values)
    return Series(
        of=Dyad(a="AAA", b="BBB"),
        directed=True,
        source="wire",
        measure=measure,
        unit="",
        period=period,
        start=date(2010, 1, 1),
        values=tuple(values),
        low=(None,) * size,
        high=(None,) * size,
        n=tuple(n or [1] * size),
        coverage=tuple(coverage or [1.0] * size),
        context="about rivers",
    )


def noisy(seed: int, n: int, *steps: tuple[int, float]) -> list[float]:
    """White noise of standard deviation 1 and steps of a size, each from an index on."""
    values = np.random.default_rng(seed).normal(size=n)
    for at, by in steps:
        values[at:] += by
    return [float(value) for value in values]


def months(turns: Sequence[TurningPoint]) -> list[str]:
    return [f"{turn.at:%Y-%m}" for turn in turns]


def test_a_step_down_is_a_turn_at_the_first_month_of_the_new_regime() -> None:
    (turn,) = find_turns(series([2.0, 2.2] * 6 + [-3.0, -2.8] * 6))
    assert (turn.at, turn.earliest, turn.latest) == (date(2011, 1, 1),) * 3
    assert turn.before == pytest.approx((2.1,)) and turn.after == pytest.approx((-2.9,))
    assert turn.size == pytest.approx(-5 / (0.1 * (24 / 22) ** 0.5))
    assert turn.probability > 0.99
    assert (turn.aspect, turn.measure, turn.parts) == ("level", "mean score", ("mean score",))
    assert (turn.of, turn.directed, turn.source, turn.context) == (
        Dyad(a="AAA", b="BBB"), True, "wire", "about rivers",
    )  # fmt: skip
    assert turn.carriers == ()


def test_a_step_without_any_noise_is_told_in_units_of_the_series() -> None:
    (turn,) = find_turns(series([0.0] * 12 + [8.0] * 12))
    assert turn.at == date(2011, 1, 1) and turn.before == (0.0,) and turn.after == (8.0,)
    assert 1 < turn.size < 100


@pytest.mark.parametrize("value", [0.0, 0.1, -7.3, 1e6])
@pytest.mark.parametrize("measure", ["mean score", "score"])
def test_what_never_changes_has_no_turn(value: float, measure: str) -> None:
    coverage = [0.3, 0.9, 1.0] * 12
    values = [value * part if measure == "score" else value for part in coverage]
    assert find_turns(series(values, measure, coverage=coverage)) == ()


def test_a_dyad_without_any_event_has_no_turn() -> None:
    assert find_turns(series([0] * 36, "events")) == ()
    assert chance_of_turns(series([0] * 36, "events"))[0] == pytest.approx(1)


def test_a_rise_and_a_fall_are_two_turns() -> None:
    turns = find_turns(series(noisy(1, 72, (24, 7.0), (48, -7.0))))
    assert months(turns) == ["2012-01", "2014-01"]
    assert turns[0].size > 0 > turns[1].size


@pytest.mark.parametrize("period", ["month", "year"])
@pytest.mark.parametrize(("measure", "usual", "size"), [("mean score", 0.0, 50.0), ("events", 100.0, 9000.0)])
@pytest.mark.parametrize("n", [13, 200])
def test_a_lone_outlier_is_no_turn_wherever_it_lies(
    measure: str, usual: float, size: float, period: Period, n: int
) -> None:
    for at in {0, 1, 2, 5, n // 2, n - 1}:
        values = [usual] * n
        values[at] = size
        assert find_turns(series(values, measure, period=period)) == ()


def test_what_is_told_of_a_regime_is_not_drawn_in() -> None:
    values = [0.0, 1.0] * 20 + [8.0, 9.0] * 20
    values[5] = 40.0
    (turn,) = find_turns(series(values))
    assert turn.before == pytest.approx((sum(values[:40]) / 40,))


def test_months_that_are_not_known_are_passed_over_and_the_break_may_lie_in_them() -> None:
    values: list[float | None] = [2.0, 2.2] * 6 + [None] * 4 + [-3.0, -2.8] * 6
    (turn,) = find_turns(series(values))
    assert (turn.earliest, turn.at, turn.latest) == (date(2011, 1, 1), date(2011, 5, 1), date(2011, 5, 1))


@given(seed=st.integers(0, 10**6), missing=st.sets(st.integers(1, 38), max_size=12))
@settings(max_examples=15, deadline=None)
def test_missing_months_change_nothing_but_the_dates(seed: int, missing: set[int]) -> None:
    known = noisy(seed, 40, (20, 3.0))
    values: list[float | None] = list(known)
    for at in sorted(missing):
        values.insert(at, None)
    places = [at for at, value in enumerate(values) if value is not None]
    whole, holed = find_turns(series(known)), find_turns(series(values))
    start = date(2010, 1, 1)
    indices = [(turn.at.year - start.year) * 12 + turn.at.month - 1 for turn in whole]
    assert [turn.at for turn in holed] == [series(values).first_day(places[at]) for at in indices]
    assert [turn.before for turn in holed] == [turn.before for turn in whole]


def test_fewer_days_are_not_fewer_events() -> None:
    coverage = [1.0] * 18 + [0.5] * 18
    numbers = [40, 44, 36] * 6 + [20, 22, 18] * 6
    assert find_turns(series(numbers, "events", coverage=coverage)) == ()
    (turn,) = find_turns(series(numbers, "events"))
    assert turn.at == date(2011, 7, 1) and turn.after == (20.0,)


def test_a_sum_of_scores_is_told_by_full_month() -> None:
    coverage = [0.5] * 36
    values = [-10.0, -12.0] * 9 + [40.0, 44.0] * 9
    (turn,) = find_turns(series(values, "score", coverage=coverage))
    assert turn.before == pytest.approx((-22.0,)) and turn.after == pytest.approx((84.0,))


def test_a_source_that_grows_is_no_turn_in_volume() -> None:
    numbers = [40, 44, 36] * 6 + [120, 132, 108] * 6
    every = [1000.0] * 18 + [3000.0] * 18
    assert len(find_turns(series(numbers, "events"))) == 1
    assert find_turns(series(numbers, "events"), exposure=every) == ()


def test_a_share_of_a_growing_source_that_shrinks_is_told_at_the_mean_exposure() -> None:
    numbers = [40, 44, 36] * 12
    (turn,) = find_turns(series(numbers, "events"), exposure=[1000.0] * 18 + [3000.0] * 18)
    assert turn.before == pytest.approx((80.0,)) and turn.after == pytest.approx((80 / 3,))


def test_counts_that_scatter_more_than_poisson_need_more_to_turn() -> None:
    calm = [20, 21, 19] * 6 + [30, 31, 29] * 6
    wild = [2, 57, 1] * 6 + [3, 86, 1] * 6
    assert len(find_turns(series(calm, "events"))) == 1
    assert find_turns(series(wild, "events")) == ()


def test_the_volume_of_a_score_is_that_of_the_events_behind_it() -> None:
    line = series([1.0, 2.0, 3.0] * 12, n=[40, 44, 36] * 6 + [4, 5, 3] * 6)
    assert find_turns(line) == ()
    (turn,) = find_turns(line, aspect="volume")
    assert (turn.aspect, turn.measure, turn.before, turn.after) == ("volume", "events", (40.0,), (4.0,))


def test_a_month_that_the_source_lacks_is_not_a_month_without_events() -> None:
    numbers: list[float | None] = [40, 44, 36] * 6 + [None] * 6 + [40, 44, 36] * 6
    coverage = [1.0] * 18 + [0.0] * 6 + [1.0] * 18
    assert find_turns(series(numbers, "events", coverage=coverage)) == ()


def mix(table: np.ndarray) -> list[Series]:
    return [series([float(n) for n in column], quad) for quad, column in zip(QUADS, table.T, strict=True)]


def test_the_mix_turns_where_the_shares_do_and_tells_them() -> None:
    table = np.array([[80, 10, 5, 5], [82, 8, 5, 5]] * 9 + [[40, 10, 25, 25], [42, 8, 25, 25]] * 9)
    (turn,) = find_mix_turns(mix(table))
    assert turn.at == turn.earliest == turn.latest == date(2011, 7, 1)
    assert (turn.aspect, turn.measure, turn.parts) == ("mix", "mix", QUADS)
    assert turn.before == pytest.approx((0.81, 0.09, 0.05, 0.05))
    assert turn.after == pytest.approx((0.41, 0.09, 0.25, 0.25))
    assert turn.size == pytest.approx(0.4)
    assert turn.probability > 0.99


def test_more_of_everything_is_no_turn_of_the_mix() -> None:
    table = np.array([[80, 10, 5, 5], [78, 12, 5, 5]] * 9 + [[240, 30, 15, 15], [234, 36, 15, 15]] * 9)
    assert find_mix_turns(mix(table)) == ()


def test_months_without_events_say_nothing_of_the_mix() -> None:
    table = np.array([[8, 1, 0, 1]] * 9 + [[0, 0, 0, 0]] * 5 + [[0, 1, 0, 9]] * 9)
    (turn,) = find_mix_turns(mix(table))
    assert (turn.earliest, turn.at) == (date(2010, 10, 1), date(2011, 3, 1))


def test_the_mean_may_stand_still_where_the_mix_turns() -> None:
    calm = [[50, 0, 0, 50], [48, 0, 0, 52], [52, 0, 0, 48]] * 6
    mild = [[0, 50, 50, 0], [0, 48, 52, 0], [0, 52, 48, 0]] * 6
    table = np.array(calm + mild)
    net = (table[:, :2].sum(axis=1) - table[:, 2:].sum(axis=1)) / table.sum(axis=1)
    assert find_turns(series([float(one) for one in net], "net cooperation")) == ()
    assert months(find_mix_turns(mix(table))) == ["2011-07"]


@pytest.mark.parametrize(("period", "least"), [("month", 6), ("quarter", 3), ("year", 2)])
def test_a_regime_has_at_least_half_a_year_three_quarters_or_two_years(period: Period, least: int) -> None:
    """A shorter one takes in what is before it."""
    brief = series([0.0, 0.1] * 10 + [9.0] * (least - 1) + [9.1], period=period)
    briefer = series([0.0, 0.1] * 10 + [0.1] + [9.0] * (least - 1), period=period)
    assert [turn.at for turn in find_turns(brief)] == [brief.first_day(20)]
    assert briefer.first_day(21) not in [turn.at for turn in find_turns(briefer)]
    assert briefer.first_day(21) in [turn.at for turn in find_turns(briefer, min_periods=1)]
    with pytest.raises(NotEnoughData, match=rf"{2 * least - 1} {period}s .* needs {2 * least}"):
        find_turns(series([1.0] * (2 * least - 1), period=period))


def test_too_few_known_months_are_not_enough_however_long_the_series() -> None:
    with pytest.raises(NotEnoughData, match="AAA-BBB, wire: 5 months"):
        find_turns(series([1.0] * 5 + [None] * 90))
    with pytest.raises(NotEnoughData):
        find_mix_turns(mix(np.array([[1, 0, 0, 0]] * 5 + [[0, 0, 0, 0]] * 40)))


def test_a_dearer_break_is_not_made() -> None:
    line = series(noisy(2, 60, (30, 2.0)))
    assert len(find_turns(line)) == 1
    assert find_turns(line, penalty=1000.0) == ()
    assert len(find_turns(line, penalty=1.0)) > 1


def test_series_of_different_dyads_or_times_make_no_mix() -> None:
    quads = mix(np.array([[8, 1, 0, 1]] * 20))
    with pytest.raises(ValueError, match="one dyad"):
        find_mix_turns([*quads[:3], replace(quads[3], of=Dyad(a="AAA", b="CCC"))])
    with pytest.raises(ValueError, match="one dyad"):
        find_mix_turns(quads[:1])
    with pytest.raises(ValueError, match="one entry a period"):
        find_turns(quads[0], exposure=[1.0])


@given(seed=st.integers(0, 10**6), scale=st.floats(1e-3, 1e3), shift=st.floats(-100, 100))
@settings(max_examples=15, deadline=None)
def test_the_unit_of_a_level_does_not_matter(seed: int, scale: float, shift: float) -> None:
    values = noisy(seed, 36, (18, 2.0))
    first = find_turns(series(values))
    second = find_turns(series([scale * value + shift for value in values]))
    assert [turn.at for turn in second] == [turn.at for turn in first]
    assert [turn.size for turn in second] == pytest.approx([turn.size for turn in first], rel=1e-4)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_turns_are_in_order_within_their_interval_and_told_with_a_probability(seed: int) -> None:
    turns = find_turns(series(noisy(seed, 60, (20, 3.0), (40, -2.0))))
    assert turns
    assert [turn.at for turn in turns] == sorted(turn.at for turn in turns)
    for turn in turns:
        assert turn.earliest <= turn.at <= turn.latest and 0 <= turn.probability <= 1
    for one, other in pairwise(turns):
        assert one.after == other.before


Draw = Callable[[np.random.Generator], list[float]]


def heavy(rng: np.random.Generator) -> list[float]:
    return [float(one) for one in rng.standard_t(3, size=60)]


def counted(rng: np.random.Generator) -> list[float]:
    return [float(one) for one in rng.poisson(rng.gamma(2, 5, size=60))]


@pytest.mark.parametrize(("draw", "measure"), [(heavy, "score"), (counted, "events")])
def test_of_shuffled_series_at_most_one_of_twenty_turns(draw: Draw, measure: str) -> None:
    rng = np.random.default_rng(7)
    turned = sum(bool(find_turns(series(draw(rng), measure))) for _ in range(100))
    assert turned <= 5


def test_of_shuffled_mixes_at_most_one_of_twenty_turns() -> None:
    rng = np.random.default_rng(8)
    tables = (
        np.array([rng.multinomial(rng.poisson(30), row) for row in rng.dirichlet([9, 1, 3, 3], size=60)])
        for _ in range(60)
    )
    assert sum(bool(find_mix_turns(mix(table))) for table in tables) <= 3


def test_a_drift_is_less_sure_than_a_step_of_the_same_size() -> None:
    """Months that resemble their neighbours make a break where none is; its probability says so."""
    step = find_turns(series(noisy(3, 60, (30, 5.0))))
    walk = np.cumsum(np.random.default_rng(3).normal(size=60))
    drift = find_turns(series([float(value) for value in walk]))
    assert step[0].probability > 0.95 and len(drift) > 1
    assert sum(turn.probability for turn in drift) / len(drift) < 0.5


def test_the_chance_of_a_turn_is_told_for_each_known_month() -> None:
    values: list[float | None] = [*noisy(4, 30, (15, 5.0))]
    values[3] = None
    chances = chance_of_turns(series(values))
    assert len(chances) == 30 and chances[3] is None and chances[0] == pytest.approx(1)
    later = [(chance, at) for at, chance in enumerate(chances) if chance is not None and at > 0]
    assert max(later)[1] == 15 and max(later)[0] > 0.9


def test_the_same_series_gives_the_same_turns() -> None:
    line = series(noisy(5, 80, (40, 2.0)))
    assert find_turns(line) == find_turns(line) != ()
