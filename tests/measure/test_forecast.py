"""Forecasts of counts and scores: what they know, what they mean, and that they are as sure as they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.errors import NotEnoughData
from detente.measure.forecast import LEVELS, Predicted, forecast, forecast_counts, forecast_scores
from detente.measure.predicted import count_quantiles
from detente.model.claimed import Dyad
from detente.model.measured import Series

counts_ = st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=30, max_size=60)
scores_ = st.lists(st.integers(-4000, 4000).map(lambda n: n / 8), min_size=30, max_size=60)


def series(values: Sequence[float | None], **other: Any) -> Series:
    size = len(values)
    made = Series(
        of=Dyad(a="PER", b="CHL"), directed=True, source="made up", measure="events", unit="events", period="month",
        start=date(2001, 1, 1), values=tuple(values), low=(None,) * size, high=(None,) * size, n=(1,) * size,
        coverage=(1.0,) * size,
    )  # fmt: skip
    return replace(made, **other)


def full(values: Sequence[object]) -> list[float]:
    return [1.0] * len(values)


def at(found: Predicted, level: float) -> float:
    return dict(zip(found.levels, found.values, strict=True))[level]


def poisson(mean: float, size: int, seed: int = 1) -> list[int]:
    return [int(n) for n in np.random.default_rng(seed).poisson(mean, size)]


def heavy(size: int, seed: int = 2) -> list[float]:
    return [float(x) for x in np.random.default_rng(seed).standard_t(3, size)]


def test_steady_counts_are_forecast_as_poisson_counts() -> None:
    found = forecast_counts(poisson(20, 600), [1.0] * 600)
    for level in (0.1, 0.25, 0.5, 0.75, 0.9):
        assert at(found, level) == pytest.approx(stats.poisson.ppf(level, 20), abs=2.5)
    assert found.mean == pytest.approx(20, abs=1.5)


def test_quantiles_of_counts_are_those_of_the_negative_binomial() -> None:
    mean, size = np.array([0.02, 0.7, 6.0, 40.0, 5000.0]), np.array([0.03, 0.4, 5.0, 100.0, 20.0])
    right = stats.nbinom.ppf(np.array(LEVELS)[None, :], size[:, None], (size / (size + mean))[:, None])
    assert (count_quantiles(mean, size, LEVELS) == right).all()


def test_half_the_days_see_half_the_events_and_the_forecast_is_of_all() -> None:
    found = forecast_counts(poisson(20, 200), [0.5] * 200)
    assert found.mean == pytest.approx(40, rel=0.1)


def test_a_quarter_is_forecast_as_the_sum_of_its_months() -> None:
    counts = poisson(20, 200)
    quarter = forecast_counts(counts, full(counts), ahead=3)
    assert quarter.mean == pytest.approx(3 * forecast_counts(counts, full(counts)).mean, rel=0.02)
    assert at(quarter, 0.9) < 3 * at(forecast_counts(counts, full(counts)), 0.9)


def test_a_lasting_change_is_followed_within_half_a_year() -> None:
    counts = poisson(5, 100) + poisson(50, 6)
    assert abs(at(forecast_counts(counts, full(counts)), 0.5) - 50) < 15


def test_one_burst_does_not_carry_the_forecast_away() -> None:
    counts = [*poisson(5, 100), 80]
    assert at(forecast_counts(counts, full(counts)), 0.5) < 25


def test_a_dyad_without_events_may_still_have_one() -> None:
    found = forecast_counts([0] * 60, [1.0] * 60)
    assert 0 < found.positive < 0.05
    assert at(found, 0.9) == 0


@given(counts_, st.sampled_from([1, 3]))
@settings(max_examples=30, deadline=None)
def test_quantiles_of_counts_are_whole_and_rise(counts: list[int | None], ahead: int) -> None:
    if sum(n is not None for n in counts) < 24:
        return
    values = forecast_counts(counts, full(counts), ahead=ahead).values
    assert all(value >= 0 and value == int(value) for value in values)
    assert list(values) == sorted(values)


@given(scores_, st.sampled_from([1, 3]), st.sampled_from([0.25, 4.0, 1024.0]))
@settings(max_examples=30, deadline=None)
def test_a_score_has_no_preferred_unit_and_no_preferred_sign(
    scores: list[float], ahead: int, factor: float
) -> None:
    found = forecast_scores(scores, full(scores), ahead=ahead).values
    scaled = forecast_scores([-factor * score for score in scores], full(scores), ahead=ahead).values
    assert list(found) == sorted(found)
    assert [-value / factor for value in reversed(scaled)] == pytest.approx(found, rel=1e-6, abs=1e-6)


def test_scores_far_from_zero_lean_outward() -> None:
    found = forecast_scores([x - 3 for x in heavy(200)], [1.0] * 200)
    assert at(found, 0.5) - at(found, 0.1) > 1.2 * (at(found, 0.9) - at(found, 0.5))


def test_positive_is_the_probability_above_zero() -> None:
    found = forecast_scores([x + 1 for x in heavy(200)], [1.0] * 200)
    below = sum(value <= 0 for value in found.values) / len(found.values)
    assert found.positive == pytest.approx(1 - below, abs=0.01)
    assert 0.5 < found.positive < 0.95


def test_no_event_at_all_is_no_positive_net_of_events() -> None:
    """A dyad that is quiet nine periods of ten: net events above zero are not likely, whatever the rate's sign."""
    quiet = ([0.0] * 9 + [1.0]) * 6
    found = forecast(series(quiet, measure="net events", unit="net events"))
    assert found.positive < 0.45
    assert found.scores[0].brier is not None and found.scores[0].brier < 0.25


@pytest.mark.parametrize("ahead", [1, 3])
def test_a_period_without_coverage_is_passed_over_whatever_stands_there(ahead: int) -> None:
    scores, cover = heavy(60), [1.0] * 60
    cover[30] = 0.0
    without = forecast_scores([*scores[:30], None, *scores[31:]], cover, ahead=ahead)
    assert forecast_scores([*scores[:30], 1e9, *scores[31:]], cover, ahead=ahead) == without
    assert forecast_scores(scores, [1.0] * 60, ahead=ahead) != without


def test_the_same_values_all_along_are_forecast_without_fault() -> None:
    assert set(forecast_scores([0.0] * 40, [1.0] * 40).values) == {0.0}
    found = forecast_scores([7.0] * 40, [1.0] * 40)
    assert at(found, 0.1) < 7 <= at(found, 0.9) < 14


def test_levels_may_be_chosen() -> None:
    scores = heavy(60)
    some = forecast_scores(scores, full(scores), levels=(0.1, 0.5))
    whole = forecast_scores(scores, full(scores))
    assert some.values == pytest.approx((at(whole, 0.1), at(whole, 0.5)))
    assert (some.mean, some.positive) == (whole.mean, whole.positive)


def test_too_short_a_past_is_told() -> None:
    with pytest.raises(NotEnoughData, match="23 periods have a value, and a forecast needs 24"):
        forecast_counts([1, None] * 23, [1.0] * 46)
    with pytest.raises(NotEnoughData, match="PER-CHL, events"):
        forecast(series([1.0] * 23))


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one period"):
        forecast_scores(heavy(30), [1.0] * 30, ahead=0)
    with pytest.raises(ValueError, match="shorter"):
        forecast_counts(poisson(3, 30), [1.0] * 29)


def test_counts_and_sums_of_scores_are_told_by_unit_and_measure() -> None:
    counts, scores = poisson(6, 60), heavy(60)
    counted = forecast(series(counts))
    summed = forecast(series(scores, measure="sum of scores", unit="score"), ahead=3)
    assert tuple(value for _, value in counted.quantiles) == forecast_counts(counts, full(counts)).values
    assert (
        tuple(value for _, value in summed.quantiles) == forecast_scores(scores, full(scores), ahead=3).values
    )


def test_a_mean_is_not_added_up_nor_scaled_by_coverage() -> None:
    means = [x / 10 + 2 for x in heavy(60)]
    found = forecast(series(means, measure="mean score", unit="score", coverage=(0.5,) * 60), ahead=3)
    assert found.mean == pytest.approx(2, abs=0.3)


def test_a_forecast_stays_within_what_the_unit_allows() -> None:
    shares = [0.98 if n % 4 else 0.3 for n in range(60)]
    assert forecast(series(shares, measure="attention", unit="share")).quantiles[-1] == (0.99, 1)


def test_a_forecast_is_for_the_period_after_the_last() -> None:
    assert forecast(series(poisson(6, 60))).at == date(2006, 1, 1)
    assert forecast(series(poisson(6, 60), period="quarter")).at == date(2016, 1, 1)


def test_a_forecast_comes_with_the_scores_of_its_past() -> None:
    found = forecast(series(poisson(6, 60)))
    assert found.scores[0].method == found.method
    assert len(found.scores) == 4 and {score.n for score in found.scores} == {36}
    assert forecast(series(poisson(6, 24))).scores == ()


SHIFTED = poisson(2, 100, 4) + poisson(30, 100, 5) + poisson(8, 100, 6)


@pytest.mark.parametrize(
    "made",
    [
        series(poisson(0.3, 300)),
        series(poisson(12, 300)),
        series(SHIFTED),
        series(heavy(300), measure="sum of scores", unit="score"),
        series([x - 2 for x in heavy(300)], measure="sum of scores", unit="score"),
        series([x * (1 + (n > 150)) for n, x in enumerate(heavy(300))], measure="sum", unit="score"),
    ],
    ids=["rare", "steady", "shifted", "heavy tails", "away from zero", "louder in the second half"],
)
def test_the_interval_holds_about_four_times_in_five(made: Series) -> None:
    assert 0.74 < forecast(made).scores[0].held < 0.86
