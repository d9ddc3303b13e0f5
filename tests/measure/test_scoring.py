"""Scores of forecasts that are distributions, against their definitions and closed forms."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

from detente.measure.scoring import brier, crps, crps_rows, held, inside, pit_histogram, place

number = st.integers(-100, 100).map(lambda n: n / 4)
ensembles = st.lists(number, min_size=1, max_size=8)
MIDDLES = (np.arange(4000) + 0.5) / 4000


@given(ensembles, number)
def test_crps_is_the_integral_that_defines_it(values: list[float], outcome: float) -> None:
    def squared(x: float) -> float:
        return float((np.mean(np.array(values) <= x) - (x >= outcome)) ** 2)

    ends = sorted({*values, outcome})
    parts = (integrate.quad(squared, a, b, epsabs=1e-9)[0] for a, b in pairwise(ends))
    assert crps(values, outcome) == pytest.approx(sum(parts), abs=1e-6)


@pytest.mark.parametrize("outcome", [-2.0, 0.0, 0.3, 3.0])
def test_crps_of_normal_quantiles_is_the_closed_form(outcome: float) -> None:
    closed = (
        outcome * (2 * stats.norm.cdf(outcome) - 1) + 2 * stats.norm.pdf(outcome) - 1 / np.sqrt(np.pi)
    )  # Gneiting & Raftery 2007, eq. 21
    assert crps(stats.norm.ppf(MIDDLES), outcome) == pytest.approx(closed, abs=1e-3)


@pytest.mark.parametrize("outcome", [0, 2, 4, 11])
def test_crps_of_poisson_quantiles_is_the_closed_form(outcome: int) -> None:
    mean = 3.5
    spread = mean * np.exp(-2 * mean) * (special.iv(0, 2 * mean) + special.iv(1, 2 * mean))
    closed = (outcome - mean) * (2 * stats.poisson.cdf(outcome, mean) - 1)
    closed += 2 * mean * stats.poisson.pmf(outcome, mean) - spread  # Wei & Held 2014, Test 23:787-805
    assert crps(stats.poisson.ppf(MIDDLES, mean), outcome) == pytest.approx(closed, abs=2e-3)


def test_crps_of_one_number_is_the_absolute_error() -> None:
    assert crps([3.0], 5.5) == 2.5


@given(ensembles, ensembles)
def test_who_knows_the_distribution_is_scored_best(truth: list[float], other: list[float]) -> None:
    honest = np.mean([crps(truth, outcome) for outcome in truth])
    assert honest <= np.mean([crps(other, outcome) for outcome in truth]) + 1e-9


@given(st.lists(st.tuples(number, number, number), min_size=1, max_size=5), number)
def test_many_forecasts_are_scored_as_one_by_one(rows: list[tuple[float, ...]], outcome: float) -> None:
    ensembles_ = np.sort(np.array(rows), axis=1)
    assert crps_rows(ensembles_, np.full(len(rows), outcome)) == pytest.approx(
        [crps(row, outcome) for row in rows], abs=1e-9
    )


def test_a_forecast_without_values_is_refused() -> None:
    with pytest.raises(ValueError, match="without values"):
        crps([], 1.0)


def test_brier_is_the_squared_distance_from_what_happened() -> None:
    assert (brier(0.7, True), brier(0.7, False)) == pytest.approx((0.09, 0.49))


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_true_probability_has_the_best_brier_score(truth: float, told: float) -> None:
    def expected(probability: float) -> float:
        return truth * brier(probability, True) + (1 - truth) * brier(probability, False)

    assert expected(truth) <= expected(told) + 1e-12


def test_a_place_is_a_point_between_values_and_a_stretch_on_them() -> None:
    assert place([1, 2, 2, 5], 3) == (0.75, 0.75)
    assert place([1, 2, 2, 5], 2) == (0.25, 0.75)


def test_a_count_on_the_bound_of_an_interval_counts_by_its_part() -> None:
    assert inside((0.0, 0.4)) == pytest.approx(0.75)
    assert inside((0.0, 1.0)) == pytest.approx(0.8)
    assert (inside((0.5, 0.5)), inside((0.95, 0.95))) == (1.0, 0.0)
    assert (inside((0.0, 0.1)), inside((0.92, 1.0))) == (0.0, 0.0)


def test_the_right_forecast_of_rare_counts_holds_four_times_in_five() -> None:
    outcomes = np.random.default_rng(5).poisson(0.4, 4000)
    forecast = stats.poisson.ppf(MIDDLES, 0.4)
    places = [place(forecast, outcome) for outcome in outcomes]
    assert held(places) == pytest.approx(0.8, abs=0.01)
    assert pit_histogram(places) == pytest.approx([0.1] * 10, abs=0.01)


def test_a_narrow_forecast_fills_the_ends_of_the_histogram() -> None:
    outcomes = np.random.default_rng(6).normal(0, 2, 1000)
    shares = pit_histogram(place(stats.norm.ppf(MIDDLES[::40]), outcome) for outcome in outcomes)
    assert min(shares[0], shares[-1]) > 2 * max(shares[3:7])
    assert sum(shares) == pytest.approx(1)


def test_an_outcome_beyond_all_values_is_in_the_last_bin() -> None:
    assert pit_histogram([place([1.0, 2.0], 9.0), place([1.0, 2.0], 0.0)], bins=4) == (0.5, 0, 0, 0.5)
