"""Costs and evidence against SciPy's densities; the noise, the dispersion and the likeness against simulated ones."""

from __future__ import annotations

import numpy as np
import pytest
import ruptures
from scipy import stats

from detente.measure import costs, evidence

RNG = np.random.default_rng(11)
EXPOSURE = RNG.uniform(0.3, 1.0, size=9)
COUNTS = RNG.poisson(4, size=9).astype(float)
TABLE = RNG.multinomial(12, [0.5, 0.3, 0.15, 0.05], size=9).astype(float)
VALUES = RNG.normal(size=9)
SEGMENTS = [(0, 9), (0, 1), (2, 7), (8, 9)]


def at(cost: costs.Cost, start: int, end: int) -> float:
    return float(cost(np.array([start]), end)[0])


@pytest.mark.parametrize(("start", "end"), SEGMENTS)
def test_a_level_costs_its_squared_distances_from_the_weighted_mean(start: int, end: int) -> None:
    part, weights = VALUES[start:end], EXPOSURE[start:end]
    told = (weights * (part - np.average(part, weights=weights)) ** 2).sum()
    assert at(costs.squares(VALUES, EXPOSURE), start, end) == pytest.approx(told)


@pytest.mark.parametrize(("start", "end"), SEGMENTS)
def test_squares_of_several_columns_are_the_cost_l2_of_ruptures(start: int, end: int) -> None:
    theirs = ruptures.costs.CostL2().fit(TABLE).error(start, end)
    assert at(costs.squares(TABLE), start, end) == pytest.approx(theirs)


def test_small_differences_of_large_values_are_not_lost() -> None:
    assert at(costs.squares(np.array([1e9, 1e9 + 1, 1e9 + 2])), 0, 3) == pytest.approx(2.0)


@pytest.mark.parametrize(("start", "end"), SEGMENTS)
def test_counts_cost_the_deviance_of_one_rate(start: int, end: int) -> None:
    seen, per = COUNTS[start:end], EXPOSURE[start:end]
    own = stats.poisson.logpmf(seen, np.maximum(seen, 1e-12)).sum()
    pooled = stats.poisson.logpmf(seen, per * seen.sum() / per.sum()).sum()
    assert at(costs.counts(COUNTS, EXPOSURE), start, end) == pytest.approx(2 * (own - pooled), abs=1e-6)


@pytest.mark.parametrize(("start", "end"), SEGMENTS)
def test_a_mix_costs_the_deviance_of_one_set_of_shares(start: int, end: int) -> None:
    part = TABLE[start:end]
    own = sum(stats.multinomial.logpmf(row, row.sum(), row / row.sum()) for row in part)
    shares = part.sum(axis=0) / part.sum()
    pooled = sum(stats.multinomial.logpmf(row, row.sum(), shares) for row in part)
    assert at(costs.shares(TABLE), start, end) == pytest.approx(2 * (own - pooled), abs=1e-6)


@pytest.mark.parametrize("step", [0.0, 20.0])
def test_the_noise_is_found_with_and_without_a_step(step: float) -> None:
    values = np.random.default_rng(0).normal(scale=3, size=4000) + np.repeat([0.0, step], 2000)
    assert costs.noise(values, np.ones(4000)) == pytest.approx(3, rel=0.05)


def test_the_noise_is_that_of_a_period_of_full_weight() -> None:
    weights = np.random.default_rng(1).uniform(0.2, 1, size=4000)
    values = np.random.default_rng(2).normal(size=4000) / np.sqrt(weights)
    assert costs.noise(values, weights) == pytest.approx(1, rel=0.05)


def test_an_outlier_at_the_end_makes_as_much_noise_as_one_within() -> None:
    weights = np.ones(13)
    first, within = np.eye(13)[0], np.eye(13)[6]
    assert costs.noise(first, weights) == pytest.approx(costs.noise(within, weights))


@pytest.mark.parametrize("times", [1.0, 5.0])
def test_the_dispersion_of_counts_is_found(times: float) -> None:
    rng = np.random.default_rng(3)
    mean = 50.0
    rates = mean if times == 1 else rng.gamma(mean / (times - 1), times - 1, size=4000)
    numbers = rng.poisson(rates, size=4000).astype(float)
    found = costs.dispersion(costs.counts(numbers, np.ones(4000)), numbers[:, None])
    assert found == pytest.approx(times, rel=0.1)


def test_pairs_without_events_say_nothing_of_the_dispersion() -> None:
    nothing = np.zeros(8)
    assert costs.dispersion(costs.counts(nothing, np.ones(8)), nothing[:, None]) == 1.0
    quiet, longer = (np.array([0.0] * n + [5, 9, 4] + [0.0] * n) for n in (2, 9))
    told = [costs.dispersion(costs.counts(row, np.ones(len(row))), row[:, None]) for row in (quiet, longer)]
    assert told[0] == pytest.approx(told[1])


@pytest.mark.parametrize("likeness", [0.0, 0.02, 0.2])
@pytest.mark.parametrize("size", [30, 400])
def test_the_likeness_of_events_is_found(likeness: float, size: int) -> None:
    rng = np.random.default_rng(4)
    shares = np.array([0.4, 0.3, 0.2, 0.1])
    drawn = rng.dirichlet(shares * (1 / likeness - 1), size=3000) if likeness else np.tile(shares, (3000, 1))
    table = np.array([rng.multinomial(size, row) for row in drawn], float)
    assert costs.likeness(table) == pytest.approx(likeness, rel=0.15, abs=0.005)


def test_events_are_worth_what_the_variance_of_their_shares_says() -> None:
    rng = np.random.default_rng(5)
    table = np.array([rng.multinomial(100, row) for row in rng.dirichlet([3, 6], size=20000)], float)
    worth = costs.worth(table, 1 / 10)
    variance = (table[:, 0] / 100).var()
    assert worth[0].sum() == pytest.approx((1 / 3) * (2 / 3) / variance, rel=0.03)


def density_of_levels(start: int, end: int) -> float:
    centred = VALUES - np.average(VALUES, weights=EXPOSURE)
    spread = max(float(np.average(centred**2, weights=EXPOSURE)), 1.0)
    part = centred[start:end]
    cover = np.diag(1 / EXPOSURE[start:end]) + spread
    return float(stats.multivariate_normal.logpdf(part, np.zeros(len(part)), cover))


def test_evidence_of_levels_is_the_normal_density_but_for_what_all_segmentations_share() -> None:
    table = evidence.of_levels(VALUES, EXPOSURE)
    alone = [density_of_levels(i, i + 1) - table[i, i + 1] for i in range(9)]
    for start, end in SEGMENTS:
        assert density_of_levels(start, end) == pytest.approx(table[start, end] + sum(alone[start:end]))


def test_evidence_of_counts_is_the_chain_of_negative_binomials() -> None:
    table = evidence.of_counts(COUNTS, EXPOSURE)

    def chain(start: int, end: int) -> float:
        shape, size, total = 1.0, EXPOSURE.sum() / COUNTS.sum(), 0.0
        for number, per in zip(COUNTS[start:end], EXPOSURE[start:end], strict=True):
            total += float(stats.nbinom.logpmf(number, shape, size / (size + per)))
            shape, size = shape + number, size + per
        return total

    alone = [chain(i, i + 1) - table[i, i + 1] for i in range(9)]
    for start, end in SEGMENTS:
        assert chain(start, end) == pytest.approx(table[start, end] + sum(alone[start:end]))


def test_evidence_of_shares_is_the_chain_of_dirichlet_multinomials() -> None:
    table = evidence.of_shares(TABLE)

    def chain(start: int, end: int) -> float:
        alpha = (TABLE.sum(axis=0) + 0.5) / (TABLE.sum() + 2) * 4
        total = 0.0
        for row in TABLE[start:end]:
            total += float(stats.dirichlet_multinomial.logpmf(row.astype(int), alpha, int(row.sum())))
            alpha = alpha + row
        return total

    alone = [chain(i, i + 1) - table[i, i + 1] for i in range(9)]
    for start, end in SEGMENTS:
        assert chain(start, end) == pytest.approx(table[start, end] + sum(alone[start:end]))


def test_a_segment_that_runs_backwards_has_no_evidence() -> None:
    assert np.isneginf(evidence.of_counts(COUNTS, EXPOSURE)[np.tri(10, dtype=bool)]).all()
