"""To which of two others a pivot leans: share, level, drift, hedge; and how concentrated its suppliers are."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import NotEnoughData
from detente.measure.tilt import (
    PERSISTENCE,
    SLOW_PART,
    find_crossings,
    find_drift,
    find_leaning,
    hedge,
    herfindahl,
)
from detente.model import MONTHS_IN, Dyad, Leaning, Period, Series, add_months

DATA = Path(__file__).parents[2].parent / "shared" / "data"
SIPRI = DATA / "sipri_arms" / "sipri_trade_register_2000_2023.csv"
ICEWS = DATA / "icews_dyad_year" / "icews_dyad_year_2002_2014.csv.gz"

Counts = list[int | None]


def series(partner: str, counts: Counts, **other) -> Series:
    size = len(counts)
    given = {
        "of": Dyad(a="PIV", b=partner),
        "directed": False,
        "source": "made up",
        "measure": "cooperation",
        "unit": "events",
        "period": "month",
        "start": date(2010, 1, 1),
        "values": tuple(None if n is None else float(n) for n in counts),
        "low": (None,) * size,
        "high": (None,) * size,
        "n": tuple(n or 0 for n in counts),
        "coverage": tuple(0.0 if n is None else 1.0 for n in counts),
    }
    return Series(**(given | other))


def leaning(first: Counts, second: Counts, **other) -> Leaning:
    return find_leaning(series("AAA", first, **other), series("BBB", second, **other), pivot="PIV")


def share(low: list[float | None], high: list[float | None]) -> Series:
    values = tuple(None if a is None else (a + b) / 2 for a, b in zip(low, high, strict=True))
    return series("AAA", [1] * len(low), values=values, low=tuple(low), high=tuple(high))


def draws(T: int, drift: float, *, r: float = 0.0, scale: float = 0.0, seed: int) -> tuple[np.ndarray, ...]:
    """Counts of a share that drifts, with errors that die away as r^lag, of about 50 events a month."""
    chance = np.random.default_rng(seed)
    error = np.zeros(T)
    for t in range(T):
        error[t] = (
            r * error[t - 1] + scale * np.sqrt(1 - r * r) * chance.normal() if t else scale * chance.normal()
        )
    years = np.arange(T) / 12
    whole = chance.poisson(50, T) + 1
    part = chance.binomial(whole, np.clip(0.5 + drift * (years - years.mean()) + error, 0.01, 0.99))
    return part.astype(float), whole.astype(float), years


# the share, period by period


def test_a_pivot_that_gives_three_of_four_to_one_leans_to_it() -> None:
    found = leaning([30] * 24, [10] * 24)
    assert found.level == pytest.approx(0.75, abs=0.005)
    assert found.drift == pytest.approx(0, abs=1e-9)
    assert found.drift_low < 0 < found.drift_high
    assert (found.pivot, found.toward, found.other, found.source) == ("PIV", "AAA", "BBB", "made up")


def test_the_level_is_of_the_last_year_only() -> None:
    found = leaning([90] * 36 + [10] * 12, [10] * 36 + [90] * 12)
    assert 0.05 < found.level < 0.2
    assert found.drift_high < 0


def test_a_year_of_quarters_is_four_periods_and_of_years_one() -> None:
    for period, last in (("quarter", 4), ("year", 1)):
        first, second = [800] * 12 + [200] * last, [200] * 12 + [800] * last
        assert leaning(first, second, period=period).level == pytest.approx(0.2, abs=0.05)


def test_the_share_of_a_thin_month_is_drawn_to_the_mean_and_less_sure() -> None:
    found = leaning([60, 65, 55, 60, 2, 62], [40, 35, 45, 40, 0, 38])
    thin, full = 4, 3
    assert 0.6 < found.share.values[thin] < 0.8  # two of two is not all
    assert found.share.high[thin] - found.share.low[thin] > found.share.high[full] - found.share.low[full]


def test_a_month_without_cooperation_or_without_a_day_has_no_share() -> None:
    found = leaning([5, 0, None, 5, 5, 5, 5], [5, 0, 5, None, 5, 5, 5])
    assert [value is None for value in found.share.values] == [False, True, True, True, False, False, False]
    assert found.share.n == (10, 0, 0, 0, 10, 10, 10)
    assert found.share.coverage == (1, 1, 0, 0, 1, 1, 1)


def test_only_the_time_that_both_series_have_is_read() -> None:
    early = series("AAA", [90] * 6 + [10] * 8)
    late = series("BBB", [10] * 14, start=date(2010, 7, 1))
    found = find_leaning(early, late, pivot="PIV")
    assert found.share.start == date(2010, 7, 1)
    assert len(found.share.values) == 8
    assert found.level == pytest.approx(0.5)


def test_the_pivot_may_stand_second_in_a_dyad() -> None:
    turned = series("AAA", [30] * 6, of=Dyad(a="AAA", b="PIV"))
    assert find_leaning(turned, series("BBB", [10] * 6), pivot="PIV").toward == "AAA"


def test_the_interval_of_a_share_holds_the_truth_four_times_in_five() -> None:
    chance = np.random.default_rng(3)
    truth = chance.beta(12, 8, 120)
    whole = chance.poisson(30, 120) + 1
    part = chance.binomial(whole, truth)
    found = leaning(part.tolist(), (whole - part).tolist()).share
    held = np.mean(
        [low <= true <= high for low, true, high in zip(found.low, truth, found.high, strict=True)]
    )
    assert 0.74 < held < 0.86


def test_too_few_periods_are_told_with_a_way_out() -> None:
    with pytest.raises(NotEnoughData, match="3 periods") as caught:
        leaning([5, 5, 5, 0], [5, 5, 5, 0])
    assert caught.value.mend


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": "another"},
        {"measure": "events"},
        {"period": "quarter"},
        {"directed": True},
        {"of": Dyad(a="AAA", b="BBB")},
        {"of": Dyad(a="PIV", b="AAA")},
        {"values": (-1.0,) * 6},
    ],
)
def test_series_that_do_not_belong_together_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        find_leaning(series("AAA", [5] * 6), series("BBB", [5] * 6, **wrong), pivot="PIV")


def test_acting_and_being_acted_on_are_not_compared() -> None:
    acts = series("AAA", [5] * 6, directed=True)
    suffers = series("BBB", [5] * 6, directed=True, of=Dyad(a="BBB", b="PIV"))
    with pytest.raises(ValueError, match="acted on"):
        find_leaning(acts, suffers, pivot="PIV")


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).filter(any), min_size=4, max_size=14))
@settings(max_examples=40, deadline=None)
def test_a_swap_of_the_two_others_mirrors_everything(counts: list[tuple[int, int]]) -> None:
    first, second = (list(column) for column in zip(*counts, strict=True))
    one, two = leaning(first, second), leaning(second, first)
    mirrored = [
        (one.share.values, two.share.values),
        (one.share.low, two.share.high),
        (one.share.high, two.share.low),
    ]
    for left, right in mirrored:
        assert [1 - value for value in left] == pytest.approx(list(right), abs=1e-7)
    assert one.level == pytest.approx(1 - two.level)
    assert one.hedge == pytest.approx(two.hedge)
    assert (one.drift, one.drift_low, one.drift_high) == pytest.approx(
        (-two.drift, -two.drift_high, -two.drift_low), abs=1e-7
    )


@given(
    st.lists(st.integers(1, 20), min_size=4, max_size=10),
    st.integers(1, 5),
    st.integers(1, 5),
    st.integers(2, 50),
)
@settings(max_examples=30, deadline=None)
def test_more_of_the_same_leaves_a_share_and_makes_it_surer(
    sizes: Counts, a: int, b: int, times: int
) -> None:
    once = leaning([a * n for n in sizes], [b * n for n in sizes])
    often = leaning([times * a * n for n in sizes], [times * b * n for n in sizes])
    assert often.level == pytest.approx(a / (a + b), abs=0.5 / (times * sum(sizes) * (a + b)))
    for one, two in zip(
        *(zip(found.share.low, found.share.high, strict=True) for found in (once, often)), strict=True
    ):
        assert two[1] - two[0] < one[1] - one[0]
    assert often.drift_high - often.drift_low < once.drift_high - once.drift_low


# drift


def test_a_drift_is_the_mixture_that_generalised_least_squares_give() -> None:
    part, whole, years = draws(36, 0.05, r=0.6, scale=0.08, seed=2)
    part, whole, years = (np.delete(column, [4, 5, 6, 20]) for column in (part, whole, years))
    mean = (part.sum() + 0.5) / (whole.sum() + 1)
    chance = mean * (1 - mean) / whole
    x, lag = sm.add_constant(years), np.rint(12 * np.abs(np.subtract.outer(years, years)))
    logs, slopes = [], []
    for r, slow in product(PERSISTENCE, SLOW_PART):
        errors = (1 - slow) * np.diag(chance / chance.mean()) + slow * r**lag
        fit = sm.GLS(part / whole, x, sigma=errors).fit()
        squares = fit.resid @ np.linalg.solve(errors, fit.resid) + chance.mean()
        known = np.linalg.slogdet(x.T @ np.linalg.solve(errors, x))[1]
        logs.append(-(np.linalg.slogdet(errors)[1] + known + (len(part) - 1) * np.log(squares)) / 2)
        slopes.append(fit.params[1])
    weights = np.exp(np.array(logs) - max(logs))
    assert find_drift(part, whole, years).mean == pytest.approx(weights @ slopes / weights.sum(), rel=1e-6)


@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_a_drift_is_told_a_year_whatever_the_period(period: Period) -> None:
    late = np.arange(12) * MONTHS_IN[period] / 12
    first = np.round(10_000 * (0.5 + 0.02 * (late - late.mean()))).astype(int)
    found = leaning(first.tolist(), (10_000 - first).tolist(), period=period)
    assert found.drift == pytest.approx(0.02, abs=0.001)


@pytest.mark.parametrize(("r", "scale"), [(0.6, 0.08), (0.8, 0.08)])
def test_the_interval_of_a_drift_holds_though_neighbouring_months_err_together(
    r: float, scale: float
) -> None:
    held, plain = [], []
    for seed in range(25):
        part, whole, years = draws(36, 0.03, r=r, scale=scale, seed=seed)
        found = find_drift(part, whole, years)
        held.append(found.low <= 0.03 <= found.high)
        low, high = sm.OLS(part / whole, sm.add_constant(years)).fit().conf_int(alpha=0.2)[1]
        plain.append(low <= 0.03 <= high)
    assert np.mean(held) >= 0.7
    assert np.mean(held) > np.mean(plain) + 0.1


def test_a_steep_drift_is_found_and_a_gap_in_time_does_not_move_it() -> None:
    part, whole, years = draws(60, 0.1, seed=1)
    kept = np.r_[0:20, 35:60]
    all_of_it, holed = find_drift(part, whole, years), find_drift(part[kept], whole[kept], years[kept])
    assert all_of_it.low > 0.05
    assert holed.mean == pytest.approx(0.1, abs=0.03)


def test_months_with_many_events_weigh_more_in_a_drift() -> None:
    years = np.arange(12) / 12
    whole = np.array([10_000.0] * 11 + [2.0])
    part = np.array([5_000.0] * 11 + [2.0])  # the last month: two of two
    assert abs(find_drift(part, whole, years).mean) < 0.05
    assert find_drift(np.append(part[:-1], 10_000.0), np.full(12, 10_000.0), years).mean > 0.1


def test_three_periods_carry_no_drift() -> None:
    with pytest.raises(NotEnoughData):
        find_drift(np.ones(3), np.full(3, 2.0), np.arange(3.0))


def test_the_same_counts_give_the_same_drift_twice() -> None:
    part, whole, years = draws(30, 0.02, r=0.5, scale=0.05, seed=9)
    assert find_drift(part, whole, years) == find_drift(part, whole, years)


# crossings


def test_a_crossing_is_the_first_period_of_the_new_side() -> None:
    found = find_crossings(share([0.6] * 5 + [0.1] * 4, [0.8] * 5 + [0.4] * 4))
    assert found == (add_months(date(2010, 1, 1), 5),)


def test_a_single_clear_month_is_no_crossing_and_unclear_ones_break_nothing() -> None:
    low = [0.6, 0.6, 0.1, 0.6, 0.4, 0.1, None, 0.1, 0.1]
    high = [0.8, 0.8, 0.4, 0.8, 0.6, 0.4, None, 0.4, 0.4]
    assert find_crossings(share(low, high)) == (add_months(date(2010, 1, 1), 5),)


def test_what_always_may_be_half_crosses_nothing() -> None:
    assert find_crossings(share([0.45] * 5 + [0.2] * 4, [0.8] * 5 + [0.55] * 4)) == ()


def test_every_return_is_a_crossing_too() -> None:
    low, high = [0.6] * 3 + [0.2] * 3 + [0.6] * 3, [0.7] * 3 + [0.3] * 3 + [0.7] * 3
    assert [day.month for day in find_crossings(share(low, high))] == [4, 7]


# hedge and concentration


def test_who_serves_both_alike_hedges_fully_and_who_serves_one_not_at_all() -> None:
    assert hedge(0.5, 0.5) == 1
    assert hedge(0.75, 0.25) == pytest.approx(0.5)
    assert hedge(1, 0) == 0
    assert hedge(0.4, -0.4) == 0
    with pytest.raises(NotEnoughData):
        hedge(0, 0)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(1e-3, 1e3))
@settings(deadline=None, max_examples=50)
def test_hedge_lies_between_none_and_full_whatever_the_order_and_the_unit(
    a: float, b: float, unit: float
) -> None:
    if max(abs(a), abs(b)) < 1e-100:
        return
    assert 0 <= hedge(a, b) <= 1
    assert hedge(a, b) == hedge(b, a) == pytest.approx(hedge(a * unit, b * unit), abs=1e-9)


def test_the_hedge_of_a_leaning_is_that_of_its_level() -> None:
    found = leaning([30] * 12, [10] * 12)
    assert found.hedge == pytest.approx(2 * min(found.level, 1 - found.level))


def test_concentration_of_suppliers_runs_from_one_in_n_to_one() -> None:
    assert herfindahl([7, 7, 7, 7]) == pytest.approx(0.25)
    assert herfindahl([0, 3, 0]) == 1
    assert herfindahl([6, 3, 1]) == pytest.approx(0.46)
    with pytest.raises(NotEnoughData):
        herfindahl([])
    with pytest.raises(ValueError):
        herfindahl([2, -1])


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=20), st.integers(0, 5))
@settings(deadline=None, max_examples=50)
def test_suppliers_that_give_nothing_change_no_concentration(amounts: list[float], idle: int) -> None:
    found = herfindahl(amounts)
    assert 1 / len(amounts) - 1e-9 <= found <= 1 + 1e-9
    assert herfindahl(amounts + [0.0] * idle) == pytest.approx(found)


# against the world


def deliveries(recipient: str, first: int, last: int) -> Counter[str]:
    """TIV delivered by supplier, of SIPRI's register: eleven lines stand before its header."""
    given: Counter[str] = Counter()
    with SIPRI.open(encoding="latin-1", newline="") as file:
        lines = file.readlines()
    head = next(n for n, line in enumerate(lines) if line.startswith("SIPRI AT Database ID"))
    for row in csv.DictReader(lines[head:]):
        if row["Recipient"] == recipient and first <= int(row["Delivery year"] or 0) <= last:
            given[row["Supplier"]] += float(row["TIV delivery values"] or 0)
    return given


@pytest.mark.skipif(not SIPRI.exists(), reason="SIPRI's register is not here")
def test_pakistan_s_arms_came_from_many_and_now_come_from_china() -> None:
    before, after = deliveries("Pakistan", 2000, 2009), deliveries("Pakistan", 2014, 2023)
    china, america = (
        [given[supplier] / given.total() for given in (before, after)]
        for supplier in ("China", "United States")
    )
    assert china[0] < 0.45 and china[1] > 0.7
    assert america[0] > 0.2 and america[1] < 0.05
    assert herfindahl(after.values()) > 2 * herfindahl(before.values())
    assert hedge(china[1], america[1]) < 0.15 < 0.7 < hedge(china[0], america[0])


@pytest.mark.skipif(not ICEWS.exists(), reason="the dyad-years of ICEWS are not here")
def test_georgia_drifted_from_russia_to_america_about_the_war_of_2008() -> None:
    counts: Counter[tuple[str, int]] = Counter()
    with gzip.open(ICEWS, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pair = {row["i_iso3c"], row["j_iso3c"]}
            if "GEO" in pair and (other := (pair - {"GEO"}).pop()) in ("RUS", "USA"):
                counts[other, int(row["year"])] += int(row["verbCoop"]) + int(row["matlCoop"])
    years = range(2002, 2015)
    found = find_leaning(
        *(
            series(other, [counts[other, year] for year in years], period="year", start=date(2002, 1, 1))
            for other in ("RUS", "USA")
        ),
        pivot="PIV",
    )
    assert found.drift_high < 0
    assert found.share.values[0] > 0.7 and found.level < 0.65
