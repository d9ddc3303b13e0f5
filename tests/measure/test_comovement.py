"""Dyads that move together, and which of them leads."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from detente.errors import NotEnoughData
from detente.measure.comovement import adjust, find_common, find_comovement
from detente.model import Dyad
from detente.model.measured import Series


def series(values, *, of=("IND", "PAK"), start=date(2018, 1, 1), period="month") -> Series:
    n = len(values)
    return Series(
        of=Dyad(a=of[0], b=of[1]),
        directed=False,
        source="one",
        measure="tone",
        unit="Goldstein",
        period=period,
        start=start,
        values=tuple(None if value is None or np.isnan(value) else float(value) for value in values),
        low=(None,) * n,
        high=(None,) * n,
        n=(1,) * n,
        coverage=(1.0,) * n,
    )


def remembering(memory: float, n: int, rng: np.random.Generator) -> np.ndarray:
    shocks, values = rng.normal(size=n + 30), np.zeros(n + 30)
    for t in range(1, n + 30):
        values[t] = memory * values[t - 1] + shocks[t]
    return values[30:]


def led(lag: int, n: int = 90, seed: int = 1) -> tuple[Series, Series]:
    """Two series of which the second does some of what the first did `lag` periods before."""
    rng = np.random.default_rng(seed)
    x, y = remembering(0.5, n + 12, rng), remembering(0.5, n + 12, rng)
    y = 0.5 * y + np.roll(x, lag)
    return series(x[6:-6]), series(y[6:-6], of=("PAK", "USA"))


@pytest.mark.parametrize("lag", [-4, -1, 0, 2, 6])
def test_a_lead_is_found_at_its_lag_and_a_follower_at_its_negative(lag) -> None:
    found = find_comovement(*led(lag), permutations=199)
    assert found.lag == lag
    assert found.p == found.adjusted == 1 / 200
    assert found.correlation > 0.5
    assert found.first == Dyad(a="IND", b="PAK")
    assert found.second == Dyad(a="PAK", b="USA")


def test_opposite_movement_has_a_negative_correlation() -> None:
    first, second = led(2)
    found = find_comovement(first, series([-value for value in second.values]), permutations=199)
    assert (found.lag, found.correlation < -0.5, found.p) == (2, True, 1 / 200)


def test_the_roles_turn_with_the_order_of_the_two() -> None:
    first, second = led(3)
    there, back = (find_comovement(*both, permutations=99) for both in ((first, second), (second, first)))
    assert back.lag == -there.lag
    assert back.correlation == pytest.approx(there.correlation)


def test_the_same_question_has_the_same_answer_and_another_seed_nearly() -> None:
    rng = np.random.default_rng(2)
    both = series(remembering(0.5, 80, rng)), series(remembering(0.5, 80, rng))
    found = find_comovement(*both)
    assert found == find_comovement(*both)
    other = find_comovement(*both, seed=1)
    assert found.p != other.p
    assert found.p == pytest.approx(other.p, abs=0.06)


def test_periods_that_are_not_known_are_left_out_in_their_place() -> None:
    first, second = led(2)
    holes = replace(
        second, values=tuple(None if i % 11 == 3 else value for i, value in enumerate(second.values))
    )
    found = find_comovement(first, holes, permutations=199)
    assert (found.lag, found.p) == (2, 1 / 200)
    assert found.periods < find_comovement(first, second, permutations=1).periods


def test_series_that_begin_apart_are_compared_where_both_are() -> None:
    first, second = led(2)
    late = replace(
        second,
        start=date(2018, 4, 1),
        **{name: getattr(second, name)[3:] for name in ("values", "low", "high", "n", "coverage")},
    )
    found = find_comovement(first, late, common=[0.0] * 90, permutations=199)
    assert (found.lag, found.p) == (2, 1 / 200)


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.8])
def test_dyads_that_have_nothing_to_do_with_each_other_are_found_as_rarely_as_p_says(memory) -> None:
    rng, draws = np.random.default_rng(3), 150
    ps = [
        find_comovement(
            series(remembering(memory, 72, rng)), series(remembering(memory, 72, rng)), permutations=99
        ).p
        for _ in range(draws)
    ]
    assert np.mean(np.array(ps) <= 0.05) <= 0.09
    assert 0.13 <= np.mean(np.array(ps) <= 0.2) <= 0.27


def test_what_the_whole_world_does_is_no_movement_of_two_dyads() -> None:
    left, taken_out = 0, 0
    for seed in range(25):
        rng = np.random.default_rng(seed)
        world = remembering(0.6, 72, rng)
        many = [series(remembering(0.5, 72, rng) + rng.uniform(1, 2) * world) for _ in range(20)]
        common = find_common(many[2:], many[0])
        left += find_comovement(*many[:2], permutations=99).p <= 0.05
        taken_out += find_comovement(*many[:2], common=common, permutations=99).p <= 0.05
    assert left >= 20
    assert taken_out <= 4


def test_a_movement_of_two_dyads_is_found_though_the_world_moves_too() -> None:
    rng = np.random.default_rng(4)
    world, (first, second) = remembering(0.6, 90, rng), led(2)
    many = [series(remembering(0.5, 90, rng) + world) for _ in range(20)]
    both = [replace(one, values=tuple(np.array(one.values) + 2 * world)) for one in (first, second)]
    found = find_comovement(*both, common=find_common(many, first), permutations=199)
    assert (found.lag, found.p) == (2, 1 / 200)


def test_the_common_movement_is_the_median_of_what_dyads_do_each_by_its_own_measure() -> None:
    rng = np.random.default_rng(5)
    world = rng.normal(size=60)
    many = [
        series(size * (world + 0.3 * rng.normal(size=60)) + 100) for size in rng.uniform(0.1, 50, size=30)
    ]
    assert np.corrcoef(find_common(many, many[0]), world)[0, 1] > 0.98
    wild = [series(rng.normal(0, 1000, size=60)) for _ in range(10)]
    assert np.corrcoef(find_common(many + wild, many[0]), world)[0, 1] > 0.9


def test_the_common_movement_is_laid_on_the_periods_of_the_series_it_is_for() -> None:
    values = [0.0, 1.0, 2.0, 3.0, 4.0]
    early, late = series(values), series(values, start=date(2018, 3, 1))
    scaled = [(value - 2) / 1.4826 for value in values]
    assert find_common([early], late) == pytest.approx([*scaled[2:], 0, 0])
    assert find_common([late], early) == pytest.approx([0, 0, *scaled[:3]])
    assert find_common([series([None, 1.0, None])], early) == (0,) * 5
    with pytest.raises(ValueError, match="same periods"):
        find_common([series(values, period="year")], early)


def test_too_short_or_unvarying_series_tell_nothing() -> None:
    first, second = led(0, n=32)
    with pytest.raises(NotEnoughData, match="too few months"):
        find_comovement(first, second)
    assert find_comovement(first, second, max_lag=2, permutations=1).periods >= 24
    with pytest.raises(NotEnoughData, match="little that is new"):
        find_comovement(series(np.full(90, 0.1)), led(0)[1])
    with pytest.raises(NotEnoughData, match="little that is new"):
        find_comovement(series(np.arange(90) * 0.1), led(0)[1])


def test_a_common_movement_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one number for each period"):
        find_comovement(*led(0), common=[0.0])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_values_are_those_of_benjamini_and_hochberg(ps) -> None:
    assert adjust(ps) == pytest.approx(multipletests(ps, method="fdr_bh")[1], abs=1e-12)


def test_adjustment_by_hand() -> None:
    assert adjust([0.04, 0.01, 0.03]) == pytest.approx((0.04, 0.03, 0.04))
    assert adjust([]) == ()
    with pytest.raises(ValueError, match="between 0 and 1"):
        adjust([1.2])
