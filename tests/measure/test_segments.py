"""Both segmentations against all that there are: every way to cut a short series, and ruptures on longer ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

import numpy as np
import pytest
import ruptures
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.measure import costs, evidence
from detente.measure.segments import best_breaks, chance_within, find_posterior, place_break

Cuts = tuple[int, ...]


def every_way(n: int, least: int) -> Iterator[Cuts]:
    """All sets of breaks that leave no regime shorter than `least`."""
    for k in range(n):
        for cuts in combinations(range(1, n), k):
            if all(end - start >= least for start, end in pairwise((0, *cuts, n))):
                yield cuts


def price(cost: costs.Cost, n: int, cuts: Cuts, penalty: float) -> float:
    edges = pairwise((0, *cuts, n))
    return sum(float(cost(np.array([start]), end)[0]) for start, end in edges) + penalty * len(cuts)


def made(kind: str, rng: np.random.Generator, n: int) -> costs.Cost:
    if kind == "level":
        return costs.squares(rng.normal(size=n) * 2, rng.uniform(0.2, 1, size=n))
    if kind == "volume":
        return costs.counts(rng.poisson(3, size=n).astype(float), rng.uniform(0.2, 1, size=n))
    return costs.shares(rng.multinomial(9, [0.4, 0.3, 0.2, 0.1], size=n).astype(float))


def found_table(kind: str, rng: np.random.Generator, n: int) -> costs.Floats:
    if kind == "level":
        return evidence.of_levels(rng.normal(size=n) * 2, rng.uniform(0.2, 1, size=n))
    if kind == "volume":
        return evidence.of_counts(rng.poisson(3, size=n).astype(float), rng.uniform(0.2, 1, size=n))
    return evidence.of_shares(rng.multinomial(9, [0.4, 0.3, 0.2, 0.1], size=n).astype(float))


def summed(
    table: costs.Floats, odds: float, least: int, keep: Callable[[Cuts], bool] = lambda cuts: True
) -> float:
    """The weight of all segmentations that are kept, one by one."""
    n = len(table) - 1
    return sum(
        odds ** len(cuts) * np.exp(sum(table[start, end] for start, end in pairwise((0, *cuts, n))))
        for cuts in every_way(n, least)
        if keep(cuts)
    )


@pytest.mark.parametrize("kind", ["level", "volume", "mix"])
@given(seed=st.integers(0, 10**6), n=st.integers(2, 10), least=st.integers(1, 4), penalty=st.floats(0.1, 8))
@settings(max_examples=40, deadline=None)
def test_no_other_segmentation_is_cheaper(kind: str, seed: int, n: int, least: int, penalty: float) -> None:
    cost = made(kind, np.random.default_rng(seed), n)
    cuts = best_breaks(cost, n, penalty=penalty, least=least)
    ways = {way: price(cost, n, way, penalty) for way in every_way(n, least)} or {(): 0.0}
    assert cuts in ways
    assert ways[cuts] == pytest.approx(min(ways.values()), abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
def test_breaks_are_those_of_exhaustive_search_in_ruptures(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(60, 1 + seed % 3)) + np.repeat(rng.normal(size=6) * 2, 10)[:, None]
    cuts = best_breaks(costs.squares(values), 60, penalty=6.0, least=5)
    exact = ruptures.Dynp(model="l2", min_size=5, jump=1).fit(values)
    assert cuts and list(cuts) == exact.predict(n_bkps=len(cuts))[:-1]


@pytest.mark.parametrize("seed", range(12))
def test_breaks_are_those_of_pelt_in_ruptures_where_regimes_may_be_of_any_length(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    values = rng.normal(size=80) + np.repeat(rng.normal(size=8) * 2, 10)
    cuts = best_breaks(costs.squares(values), 80, penalty=8.0, least=1)
    theirs = ruptures.Pelt(model="l2", min_size=1, jump=1).fit(values).predict(pen=8.0)[:-1]
    assert cuts and list(cuts) == theirs


@pytest.mark.parametrize("seed", range(12))
def test_breaks_are_never_dearer_than_those_of_pelt_in_ruptures(seed: int) -> None:
    """Ruptures drops starts too early where regimes have a least length; it is dearer now and then."""
    rng = np.random.default_rng(200 + seed)
    values = rng.normal(size=87) + np.repeat(rng.normal(size=9) * 2, 10)[:87]
    cost = costs.squares(values)
    theirs = ruptures.Pelt(model="l2", min_size=3, jump=1).fit(values).predict(pen=1.0)[:-1]
    cuts = best_breaks(cost, 87, penalty=1.0, least=3)
    assert price(cost, 87, cuts, 1.0) <= price(cost, 87, tuple(theirs), 1.0) + 1e-9


def test_a_step_is_cut_where_it_is() -> None:
    assert best_breaks(costs.squares(np.array([0.0] * 7 + [9.0] * 5)), 12, penalty=10.0, least=2) == (7,)


def test_what_is_too_short_for_two_regimes_is_one() -> None:
    assert best_breaks(costs.squares(np.array([0.0, 0.0, 90.0])), 3, penalty=1.0, least=2) == ()
    assert best_breaks(costs.squares(np.array([0.0])), 1, penalty=1.0, least=2) == ()


@pytest.mark.parametrize("kind", ["level", "volume", "mix"])
@given(seed=st.integers(0, 10**6), n=st.integers(4, 9), least=st.integers(1, 3), odds=st.floats(0.05, 2))
@settings(max_examples=15, deadline=None)
def test_the_posterior_is_the_sum_over_every_segmentation(
    kind: str, seed: int, n: int, least: int, odds: float
) -> None:
    table = found_table(kind, np.random.default_rng(seed), n)
    all_ = summed(table, odds, least)
    posterior = find_posterior(table, odds=odds, least=least)
    for at in range(1, n):
        told = summed(table, odds, least, lambda cuts, at=at: at in cuts) / all_  # type: ignore[misc]
        assert posterior.starts[at] == pytest.approx(told, abs=1e-9)
    for k, chance in enumerate(posterior.number):
        told = summed(table, odds, least, lambda cuts, k=k: len(cuts) == k) / all_  # type: ignore[misc]
        assert chance == pytest.approx(told, abs=1e-9)
    assert posterior.starts[0] == pytest.approx(1)
    assert sum(posterior.number) == pytest.approx(1)


@pytest.mark.parametrize("kind", ["level", "volume", "mix"])
@pytest.mark.parametrize(("first", "last"), [(1, 1), (2, 5), (4, 8)])
def test_the_chance_of_a_break_in_a_window_is_the_sum_over_segmentations_with_one(
    kind: str, first: int, last: int
) -> None:
    table = found_table(kind, np.random.default_rng(5), 9)
    told = summed(table, 0.4, 1, lambda cuts: any(first <= cut <= last for cut in cuts)) / summed(
        table, 0.4, 1
    )
    assert chance_within(table, first, last, odds=0.4) == pytest.approx(told, abs=1e-9)


def test_the_place_of_a_break_holds_the_share_asked_for_and_no_period_too_many() -> None:
    values = np.random.default_rng(1).normal(size=16) + np.repeat([0.0, 1.5], 8)
    table = evidence.of_levels(values, np.ones(16))
    chance = {at: np.exp(table[0, at] + table[at, 16]) for at in range(1, 16)}
    low, high = place_break(table, 8, 0, 16, least=2)
    held = sum(chance[at] for at in range(low, high + 1)) / sum(chance.values())
    ends = [chance[at] for at in {low, high} - {8}]
    assert low <= 8 <= high and held >= 0.8
    assert any(held - end / sum(chance.values()) < 0.8 for end in ends)


def test_a_break_nearer_to_the_end_than_a_regime_is_long_lies_in_the_interval() -> None:
    values = np.concatenate([np.zeros(20), np.full(3, 9.0)]) + np.tile([0.3, -0.3], 12)[:23]
    table = evidence.of_levels(values, np.ones(23))
    low, high = place_break(table, 17, 0, 23, least=6)  # the last place that six periods leave
    assert low <= 20 <= high


def test_a_clear_step_has_its_place_and_is_sure() -> None:
    table = evidence.of_levels(np.repeat([0.0, 8.0], 8), np.ones(16))
    assert place_break(table, 8, 0, 16, least=2) == (8, 8)
    assert chance_within(table, 8, 8, odds=1 / 16, least=2) > 0.99


def test_where_nothing_changes_no_break_is_likelier_than_one() -> None:
    table = evidence.of_levels(np.tile([1.0, -1.0], 12), np.ones(24))
    number = find_posterior(table, odds=1 / 24, least=3).number
    assert number[0] > 0.5 and number[0] == max(number)
