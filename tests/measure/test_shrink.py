"""Small counts are drawn to what is usual, no further than the other periods know it, and say how unsure they are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.measure.shrink import shrink_counts, shrink_means, shrink_shares

LEVELS = (0.1, 0.9)
counts = st.lists(st.integers(0, 500), min_size=1, max_size=30)
shares = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=30)
scores = st.lists(st.lists(st.integers(-100, 100), max_size=6), min_size=1, max_size=20).filter(any)


@pytest.mark.parametrize(("count", "exposure"), [(4, 1.0), (4, 0.25), (0, 1.0), (250, 0.5)])
def test_the_interval_of_a_lone_count_is_a_gammas(count: int, exposure: float) -> None:
    mean, low, high = shrink_counts([count], [exposure])
    usual = (count + 0.5) / exposure
    posterior = stats.gamma(count + 0.5, scale=exposure / (exposure + 0.5 / usual))
    assert mean == pytest.approx(posterior.mean())
    assert (low[0], high[0]) == pytest.approx(posterior.ppf(LEVELS))


@pytest.mark.parametrize(("hits", "total"), [(3, 4), (0, 5), (7, 7), (40, 90)])
def test_the_interval_of_a_lone_share_is_a_betas(hits: int, total: int) -> None:
    mean, low, high = shrink_shares([hits], [total])
    usual = (hits + 0.5) / (total + 1)
    weight = max(2, 0.5 / min(usual, 1 - usual))
    posterior = stats.beta(hits + weight * usual, total - hits + weight * (1 - usual))
    assert mean == pytest.approx(posterior.mean())
    assert (low[0], high[0]) == pytest.approx(posterior.ppf(LEVELS))


def test_the_interval_of_a_lone_mean_is_a_normals() -> None:
    told = np.array([1.0, 2.0, 4.0, 5.0])
    mean, low, high = shrink_means([told.sum()], [(told**2).sum()], [4])
    posterior = stats.norm(3.0, told.std(ddof=1) / np.sqrt(4 + 0.5))
    assert mean == pytest.approx(3.0)
    assert (low[0], high[0]) == pytest.approx(posterior.ppf(LEVELS))


def test_many_periods_of_one_rate_are_drawn_to_it_and_periods_that_differ_keep_their_own() -> None:
    quiet = [2, 3, 1, 2, 2, 3, 1, 2] * 20
    mean, *_ = shrink_counts(quiet, np.ones(160))
    assert mean == pytest.approx(np.full(160, 2.0), abs=0.05)
    mean, *_ = shrink_counts([*quiet, *[400] * 160], np.ones(320))
    assert mean[-1] == pytest.approx(400, rel=0.01)


def test_many_periods_of_one_share_are_drawn_to_it_and_a_busy_one_keeps_its_own() -> None:
    hits, totals = [1, 2, 2, 3] * 40, [4] * 160
    mean, *_ = shrink_shares(hits, totals)
    assert mean == pytest.approx(np.full(160, 0.5), abs=0.02)
    mean, *_ = shrink_shares([*hits, 19_000], [*totals, 20_000])
    assert mean[-1] == pytest.approx(0.95, abs=0.01)


def test_a_period_without_events_gets_what_is_usual_for_the_series_with_its_whole_width() -> None:
    mean, low, high = shrink_shares([9, 5, 10, 0], [10, 10, 10, 0])
    assert mean[3] == pytest.approx(24.5 / 31)
    assert high[3] - low[3] > max(high[:3] - low[:3])


def test_equal_periods_are_drawn_together_and_a_large_one_keeps_its_own_mean() -> None:
    mean, *_ = shrink_means([10, 14, 6] * 40, [100, 140, 60] * 40, [4] * 120)
    assert mean == pytest.approx(np.full(120, 2.5), abs=0.1)
    mean, *_ = shrink_means([10, 10, -80_000], [40, 40, 650_000], [4, 4, 10_000])
    assert mean[2] == pytest.approx(-8.0, abs=0.01)


def test_what_is_alike_in_few_periods_is_not_taken_for_certain() -> None:
    """Two quiet months do not know their rate to a hair, however alike they are."""
    _, low, high = shrink_counts([1, 1], [1, 1])
    assert high[0] - low[0] > 1
    _, low, high = shrink_shares([1, 1], [2, 2])
    assert high[0] - low[0] > 0.4
    _, low, high = shrink_means([2, 2], [8, 8], [2, 2])
    assert high[0] - low[0] > 1


@pytest.mark.parametrize("periods", [1, 6, 40])
@pytest.mark.parametrize("differ", [True, False], ids=["rates that differ", "one rate"])
def test_four_of_five_true_rates_lie_in_their_interval(periods: int, differ: bool) -> None:
    random = np.random.default_rng(7)
    held = {"counts": [], "shares": [], "means": []}
    for _ in range(100):
        rate = random.gamma(4, 1, periods) if differ else np.full(periods, 4.0)
        share = random.beta(3, 3, periods) if differ else np.full(periods, 0.6)
        level = random.normal(0, 1, periods) if differ else np.zeros(periods)
        count, n = random.poisson(rate), random.poisson(4, periods) + 1
        told = [random.normal(level[i], 2, n[i]) for i in range(periods)]
        found = {
            "counts": (rate, shrink_counts(count, np.ones(periods))),
            "shares": (share, shrink_shares(random.binomial(n, share), n)),
            "means": (level, shrink_means([x.sum() for x in told], [(x**2).sum() for x in told], n)),
        }
        for name, (true, (_, low, high)) in found.items():
            held[name].append(np.mean((low <= true) & (true <= high)))
    assert {name: 0.55 < np.mean(shares) < 0.95 for name, shares in held.items()} == dict.fromkeys(held, True)


@settings(max_examples=40, deadline=None)
@given(counts, st.data())
def test_rates_are_finite_and_lie_in_their_interval(found: list[int], data: st.DataObject) -> None:
    exposure = data.draw(st.lists(st.floats(0.01, 1), min_size=len(found), max_size=len(found)))
    mean, low, high = shrink_counts(found, exposure)
    assert np.isfinite([mean, low, high]).all()
    assert ((low >= 0) & (low <= mean) & (mean <= high)).all()


@settings(max_examples=40, deadline=None)
@given(shares)
def test_shares_lie_in_their_interval_between_0_and_1(found: list[tuple[int, int]]) -> None:
    hits, misses = np.array(found).T
    mean, low, high = shrink_shares(hits, hits + misses)
    assert ((low >= 0) & (low <= mean) & (mean <= high) & (high <= 1)).all()


@settings(max_examples=40, deadline=None)
@given(scores)
def test_means_lie_in_their_interval_between_the_least_and_the_greatest_score(found: list[list[int]]) -> None:
    sums, n = [sum(some) for some in found], [len(some) for some in found]
    mean, low, high = shrink_means(sums, [sum(x * x for x in some) for some in found], n)
    assert ((low <= mean) & (mean <= high)).all()
    every = [score for some in found for score in some]
    assert ((mean >= min(every) - 1e-9) & (mean <= max(every) + 1e-9)).all()


@settings(max_examples=40, deadline=None)
@given(counts, st.randoms())
def test_the_order_of_periods_does_not_matter(found: list[int], random) -> None:
    places = list(range(len(found)))
    random.shuffle(places)
    there, shuffled = np.array(found), np.array(found)[places]
    ones = np.ones(len(found))
    for one, other in zip(shrink_counts(there, ones), shrink_counts(shuffled, ones), strict=True):
        assert other == pytest.approx(one[places])
    for one, other in zip(
        shrink_shares(there, there + 3), shrink_shares(shuffled, shuffled + 3), strict=True
    ):
        assert other == pytest.approx(one[places])


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.integers(1, 40))
def test_ten_times_the_events_of_one_share_narrow_its_interval(hits: int, misses: int) -> None:
    _, low, high = shrink_shares([hits], [hits + misses])
    _, nearer, further = shrink_shares([10 * hits], [10 * (hits + misses)])
    assert further[0] - nearer[0] < high[0] - low[0]


def test_where_nothing_happened_the_rate_is_the_surer_to_be_low_the_longer_it_was_so() -> None:
    tops = [shrink_counts([0] * months, [1] * months)[2][0] for months in (1, 10, 100)]
    assert 0.5 > tops[0] / 2 > tops[1] > tops[2] > 0
