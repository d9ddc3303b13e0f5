"""The rolling backtest: no look ahead, baselines as they are defined, and how the forecasts stand beside them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import NotEnoughData
from detente.measure.backtest import CLIMATOLOGY, LAST, OURS, SEASON, backtest, baselines, kind_of, roll
from detente.measure.forecast import forecast_counts, forecast_scores
from detente.model.claimed import Dyad
from detente.model.measured import Series

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import forecasting

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
GDELT = SHARED / "gdelt2_daily_dyads" / "gdelt2_dyad_day_2018_2024.parquet"
KEDS = SHARED / "keds" / "levant.cameo.csv.gz"


def series(values: Sequence[float | None], **other: Any) -> Series:
    size = len(values)
    made = Series(
        of=Dyad(a="PER", b="CHL"), directed=True, source="made up", measure="sum of scores", unit="score",
        period="month", start=date(2001, 1, 1), values=tuple(values), low=(None,) * size, high=(None,) * size,
        n=(1,) * size, coverage=(1.0,) * size,
    )  # fmt: skip
    return replace(made, **other)


def counted(values: Sequence[float | None]) -> Series:
    return series(values, measure="events", unit="events")


def normal(size: int, seed: int = 1) -> list[float]:
    return [float(x) for x in np.random.default_rng(seed).normal(0, 1, size)]


numbers = st.lists(st.integers(0, 90).map(float), min_size=20, max_size=20)


@given(numbers, numbers, st.sampled_from([1, 3]), st.booleans())
@settings(max_examples=30, deadline=None)
def test_later_values_do_not_change_an_earlier_forecast(
    one: list[float], other: list[float], ahead: int, counts: bool
) -> None:
    past = [float(round(8 + 4 * x)) if counts else x for x in normal(30)]
    make = counted if counts else series
    a, b = (roll(make([max(x, 0) for x in past] + later), ahead=ahead) for later in (one, other))
    known = [n for n, origin in enumerate(a.origins) if origin <= 30]
    assert known
    for method in a.made:
        for n in known:
            assert a.made[method][n].tolist() == b.made[method][n].tolist()


@pytest.mark.parametrize("ahead", [1, 3])
def test_the_backtest_forecasts_what_would_have_been_forecast_then(ahead: int) -> None:
    scores = normal(50)
    counts = [round(9 + 3 * x) for x in scores]
    rolled, rolled_counts = (roll(one, ahead=ahead) for one in (series(scores), counted(counts)))
    for n, origin in list(enumerate(rolled.origins))[::7]:
        then = forecast_scores(scores[:origin], [1.0] * origin, ahead=ahead).values
        assert rolled.made[OURS][n] == pytest.approx(then)
        then = forecast_counts(counts[:origin], [1.0] * origin, ahead=ahead).values
        assert rolled_counts.made[OURS][n].tolist() == list(then)


def test_outcomes_are_what_came() -> None:
    values = [float(n) for n in range(30)]
    assert roll(series(values)).outcomes == (24, 25, 26, 27, 28, 29)
    assert roll(series(values), ahead=3).outcomes == (75, 78, 81, 84)
    assert roll(series(values, measure="mean score"), ahead=3).outcomes == (25, 26, 27, 28)


def test_baselines_by_hand() -> None:
    rates = np.array([1.0, 2.0, 4.0, 7.0, 11.0, 99.0])
    found = {name: ensemble.tolist() for name, ensemble in baselines(rates, 5, 1, 4).items()}
    assert found == {
        CLIMATOLOGY: [1, 2, 4, 7, 11],
        LAST[0]: [12, 13, 14, 15],
        LAST[1]: [11],
        SEASON[0]: [2],
        SEASON[1]: [2 + 10],
        SEASON[2]: [2],
    }


def test_baselines_of_a_quarter_use_quarters_that_were_over() -> None:
    rates = np.arange(20.0)
    found = baselines(rates, 15, 3, 12)
    assert found[CLIMATOLOGY].tolist() == list(range(13))
    assert found[LAST[1]].tolist() == [12]
    assert found[SEASON[0]].tolist() == [3]


def test_a_season_that_is_not_known_is_passed_over() -> None:
    rates = np.array([5.0, 1.0, np.nan, 2.0, 3.0])
    found = baselines(rates, 4, 1, 2)
    assert found[SEASON[0]].tolist() == [5]
    assert found[CLIMATOLOGY].tolist() == [5, 1, 2]


def test_all_is_for_the_days_that_the_source_has() -> None:
    values = [10.0] * 24 + [5.0]
    rolled = roll(series(values, coverage=(1.0,) * 24 + (0.5,)))
    assert rolled.outcomes == (5,)
    assert rolled.made[LAST[1]][0].tolist() == [5]
    assert np.median(rolled.made[OURS][0]) == pytest.approx(5, abs=1.5)


def test_a_period_without_a_value_is_neither_forecast_nor_scored() -> None:
    values: list[float | None] = [*normal(30), None, *normal(5)]
    assert 30 not in roll(series(values)).origins
    assert backtest(series(values))[0].n == 11
    assert backtest(series(values), ahead=3)[0].n == 10


def test_a_baseline_of_counts_is_never_below_zero() -> None:
    rolled = roll(counted([50.0, 0.0] * 15))
    assert min(ensemble.min() for made in rolled.made.values() for ensemble in made) == 0


def test_only_what_can_be_below_zero_has_a_sign_to_be_judged() -> None:
    assert {score.brier for score in backtest(counted([3.0, 5.0] * 15))} == {None}
    shares = series([0.3, 0.5] * 15, measure="attention", unit="share")
    assert {score.brier for score in backtest(shares)} == {None}
    assert all(score.brier is not None and 0 <= score.brier <= 1 for score in backtest(series(normal(30))))


def test_this_way_comes_first_and_then_the_baselines_in_their_better_forms() -> None:
    walk = [float(x) for x in np.cumsum(normal(120))]
    ours, climate, last, season = backtest(series(walk))
    assert (ours.method, climate.method) == (OURS, CLIMATOLOGY)
    assert last.method == LAST[0]
    assert season.method in SEASON


def test_counts_sums_and_means_are_told_apart() -> None:
    assert kind_of(counted([1.0])) == "counts"
    assert kind_of(series([1.0])) == "sums"
    assert kind_of(series([1.0], measure="mean score")) == "means"
    assert kind_of(series([-1.0], measure="net events", unit="net events")) == "sums"


def test_nothing_is_held_possible_beyond_what_the_unit_allows() -> None:
    values = [0.99 if n % 3 else -0.9 for n in range(40)]
    rolled = roll(series(values, measure="net cooperation", unit="-1 to 1"))
    ensembles = [ensemble for made in rolled.made.values() for ensemble in made]
    assert (min(e.min() for e in ensembles), max(e.max() for e in ensembles)) == (-1, 1)


def test_a_series_with_nothing_left_to_test_is_told() -> None:
    with pytest.raises(NotEnoughData, match="24 periods leave none to test on after the first 24"):
        backtest(series(normal(24)))
    with pytest.raises(ValueError, match="0 periods ahead"):
        backtest(series(normal(40)), ahead=0)


def test_where_nothing_changes_little_is_lost_to_climatology() -> None:
    ours, climate, last, _ = backtest(series(normal(300)))
    assert ours.crps < 1.05 * climate.crps
    assert ours.crps < 0.85 * last.crps


def test_a_drifting_level_under_noise_is_forecast_better_than_by_any_baseline() -> None:
    noise = normal(300, seed=7)
    drift = np.cumsum(normal(300, seed=8)) / 3
    ours, *others = backtest(series([float(x + y) for x, y in zip(noise, drift, strict=True)]))
    assert ours.crps < 0.9 * min(score.crps for score in others)


def _skill(some: Sequence[Series], since: date) -> tuple[float, float]:
    """The skill over the best baseline, pooled, and the share held."""
    found = forecasting.table([forecasting.tested(one, ahead=1, since=since) for one in some])
    return found["skill"], found["held"]


@pytest.mark.skipif(not GDELT.exists(), reason="the GDELT dyad-days are not here")
def test_sums_of_scores_in_gdelt_are_forecast_a_tenth_better_than_by_any_baseline() -> None:
    skill, share = _skill(forecasting.gdelt(GDELT)[:40], date(2021, 1, 1))
    assert skill > 0.1
    assert 0.75 < share < 0.85


@pytest.mark.skipif(not KEDS.exists(), reason="the KEDS events are not here")
def test_counts_in_keds_are_forecast_a_tenth_better_than_by_any_baseline() -> None:
    loudest = sorted(forecasting.keds(KEDS), key=lambda one: sum(one.n))[-12:]
    skill, share = _skill(loudest, date(1995, 1, 1))
    assert skill > 0.1
    assert 0.75 < share < 0.85
