"""Who answers whom: reciprocity, lagged response, vector autoregression."""

import csv
import gzip
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.tsa.api import VAR
from statsmodels.tsa.stattools import grangercausalitytests

from detente.errors import NotEnoughData
from detente.measure.response import (
    Response,
    find_causality,
    find_exchange,
    find_impulses,
    find_response,
    fit_autoregression,
    measure_network_reciprocity,
    measure_reciprocity,
)
from detente.model import Dyad
from detente.model.measured import Series, months_between

KEDS = Path(__file__).parents[2].parent / "shared" / "data" / "keds"
numbers = st.floats(-100, 100, allow_nan=False)


def series(a: str, b: str, values, *, start=date(2010, 1, 1), directed=True, measure="score") -> Series:
    n = len(values)
    return Series(
        of=Dyad(a=a, b=b),
        directed=directed,
        source="one",
        measure=measure,
        unit="Goldstein",
        period="month",
        start=start,
        values=tuple(None if value is None else float(value) for value in values),
        low=(-1.0,) * n,
        high=(1.0,) * n,
        n=tuple(range(n)),
        coverage=tuple(1.0 if i % 2 else 0.5 for i in range(n)),
    )


def answering(n: int = 200, seed: int = 1) -> np.ndarray:
    """Two columns: the second does half of what the first did a period before; the first keeps to itself."""
    shocks = np.random.default_rng(seed).normal(size=(n, 2))
    values = np.zeros((n, 2))
    for t in range(1, n):
        values[t] = [0.4 * values[t - 1, 0], 0.5 * values[t - 1, 0] + 0.3 * values[t - 1, 1]] + shocks[t]
    return values


def directions(values: np.ndarray) -> tuple[Series, Series]:
    return series("A", "B", values[:, 0]), series("B", "A", values[:, 1])


def test_reciprocity_is_one_where_both_do_the_same_and_zero_where_they_do_the_opposite() -> None:
    there, back = series("A", "B", [4, 4, 4, -2, 0, None]), series("B", "A", [4, 2, -1, 0, 0, 3])
    found = measure_reciprocity(there, back)
    assert found.values == pytest.approx((1, 1 - 2 / 6, 0, 0, None, None))
    assert (found.directed, found.measure, found.unit) == (False, "reciprocity of score", "0 to 1")
    assert found.low == found.high == (None,) * 6


def test_reciprocity_is_of_the_periods_that_both_directions_span() -> None:
    found = measure_reciprocity(
        series("A", "B", [1, 2, 3]), series("B", "A", [2, 3, 4], start=date(2010, 2, 1))
    )
    assert (found.start, found.values) == (date(2010, 2, 1), (1, 1))
    assert found.n == (1, 3)
    assert found.coverage == (0.5, 0.5)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20))
def test_reciprocity_lies_between_zero_and_one_and_is_the_same_both_ways(pairs) -> None:
    there, back = series("A", "B", [x for x, _ in pairs]), series("B", "A", [y for _, y in pairs])
    found = measure_reciprocity(there, back).values
    assert all(value is None or 0 <= value <= 1 for value in found)
    assert found == measure_reciprocity(back, there).values


def test_only_the_two_directions_of_a_dyad_answer_each_other() -> None:
    there = series("A", "B", [1.0])
    for other in (
        there,
        series("B", "C", [1]),
        series("B", "A", [1], directed=False),
        series("B", "A", [1], measure="n"),
    ):
        with pytest.raises(ValueError, match="two directions"):
            measure_reciprocity(there, other)


def test_reciprocity_of_a_network_is_the_share_that_is_given_back() -> None:
    weights = {
        ("A", "B"): 3.0,
        ("B", "A"): 1.0,
        ("A", "C"): 2.0,
        ("B", "C"): 2.0,
        ("C", "B"): 2.0,
        ("A", "A"): 50.0,
    }
    # Given back: 1 + 1 between A and B, nothing between A and C, 2 + 2 between B and C: 6 of 10.
    assert measure_network_reciprocity(weights) == pytest.approx(0.6)
    assert measure_network_reciprocity({("A", "B"): 2.0, ("B", "A"): 2.0}) == 1
    assert measure_network_reciprocity({("A", "B"): 2.0, ("B", "C"): 2.0}) == 0
    with pytest.raises(NotEnoughData, match="nothing is done"):
        measure_network_reciprocity({("A", "A"): 2.0})
    with pytest.raises(ValueError, match="not negative"):
        measure_network_reciprocity({("A", "B"): -2.0})


def test_a_response_is_least_squares_with_newey_and_wests_errors() -> None:
    values = answering(150)
    found = find_response(*directions(values[:, ::-1]))
    regressors = np.column_stack([np.ones(149), values[:-1, 0], values[:-1, 1]])
    fit = sm.OLS(values[1:, 1], regressors).fit(
        cov_type="HAC", cov_kwds={"maxlags": 4, "use_correction": True}, use_t=True
    )
    assert [found.level, found.beta, found.own] == pytest.approx(list(fit.params), abs=1e-8)
    assert [found.low, found.high] == pytest.approx(list(fit.conf_int(0.2)[1]), abs=1e-8)
    assert found.p == pytest.approx(fit.pvalues[1], abs=1e-8)
    assert (found.actor, found.n) == ("A", 149)


def test_who_answers_and_who_does_not_are_told_apart() -> None:
    there, back = directions(answering())
    answers, keeps = find_response(back, there), find_response(there, back)
    assert answers.actor == "B"
    assert answers.low > 0.3
    assert answers.p < 0.001
    assert keeps.p > 0.05
    assert abs(keeps.beta) < 0.2


def test_a_gap_is_not_closed() -> None:
    there, back = directions(answering())
    hole = replace(back, values=(*back.values[:50], None, *back.values[51:]))
    found = find_response(hole, there)
    assert found.n == 197, "the month itself and the one after"

    def parted(months: int) -> Response:
        gap = [None] * months
        return find_response(
            *(series(one.of.a, one.of.b, [*one.values[:99], *gap, *one.values[99:]]) for one in (back, there))
        )

    short, long, closed = parted(7), parted(60), parted(0)
    assert (short.n, long.n, closed.n) == (198, 198, 199)
    assert (short.beta, short.low, short.high) == pytest.approx((long.beta, long.low, long.high), abs=1e-12)
    # One month apart, the regressions on both sides of the gap are neighbours still; seven months apart, not.
    assert parted(1).beta == pytest.approx(short.beta, abs=1e-12)
    assert parted(1).low != pytest.approx(short.low, abs=1e-12)


def test_few_or_unvarying_periods_tell_no_response() -> None:
    there, back = directions(answering(23))
    with pytest.raises(NotEnoughData, match="too few months"):
        find_response(there, back)
    flat = series("B", "A", [1.0] * 200)
    with pytest.raises(NotEnoughData, match="does not vary"):
        find_response(directions(answering())[0], flat)
    with pytest.raises(NotEnoughData, match="too few months"):
        find_exchange(*directions(answering(38)))
    assert find_exchange(*directions(answering(39))).periods == 39


@pytest.mark.parametrize("order", [1, 2, 4])
def test_a_vector_autoregression_is_that_of_statsmodels(order) -> None:
    values = np.column_stack([answering(180), answering(180, seed=2)[:, 0]])
    ours, theirs = fit_autoregression(values, order=order), VAR(values).fit(order)
    assert np.allclose(ours.weights, theirs.params, atol=1e-8, rtol=0)
    assert np.allclose(ours.residuals, theirs.resid, atol=1e-8, rtol=0)
    assert np.allclose(ours.covariance, theirs.sigma_u, atol=1e-8, rtol=0)
    assert np.allclose(find_impulses(ours, 8), theirs.irf(8).irfs, atol=1e-8, rtol=0)
    assert np.allclose(find_impulses(ours, 8, ordered=True), theirs.irf(8).orth_irfs, atol=1e-8, rtol=0)


def test_the_order_is_that_of_the_least_bic() -> None:
    values = answering(180)
    values[5:] += 0.5 * values[:-5, ::-1]
    ours, theirs = fit_autoregression(values, max_order=7), VAR(values).select_order(7)
    assert list(ours.bic) == pytest.approx(theirs.ics["bic"][1:], abs=1e-8)
    assert ours.order == theirs.bic > 1


@pytest.mark.parametrize("order", [1, 3])
def test_grangers_test_is_that_of_statsmodels(order) -> None:
    values = answering(180)
    ours = find_causality(fit_autoregression(values, order=order), cause=0, effect=1)
    assert ours.f == pytest.approx(
        VAR(values).fit(order).test_causality(1, 0, kind="f").test_statistic, abs=1e-8
    )
    f, p, freedom, restrictions = grangercausalitytests(values[:, ::-1], [order])[order][0]["ssr_ftest"]
    assert (ours.f, ours.p) == pytest.approx((f, p), abs=1e-8)
    assert (ours.freedom, ours.restrictions) == (freedom, restrictions)


def test_columns_that_are_one_cannot_be_told_apart() -> None:
    values = answering(100)
    with pytest.raises(NotEnoughData, match="told apart"):
        fit_autoregression(values[:, [0, 0]], order=1)
    with pytest.raises(NotEnoughData, match="fewer periods than weights"):
        fit_autoregression(values[:6], order=2)


def test_an_exchange_tells_both_answers_with_their_paths() -> None:
    values = answering(400)
    found = find_exchange(*directions(values))
    keeps, answers = found.first, found.second
    assert (found.order, found.periods, keeps.actor, answers.actor) == (1, 400, "A", "B")
    assert answers.causality.p < 0.001 < keeps.causality.p
    assert answers.path[0] == keeps.path[0] == 0
    assert answers.path[1] == pytest.approx(0.5 * answers.shock, abs=0.1)
    assert all(
        low <= step <= high for low, step, high in zip(answers.low, answers.path, answers.high, strict=True)
    )
    assert answers.low[1] > 0
    assert len(answers.path) == 13
    assert found == find_exchange(*directions(values))


def test_the_interval_of_a_path_is_about_as_wide_as_the_asymptotic_one() -> None:
    values = answering(400)
    found, theirs = find_exchange(*directions(values)).second, VAR(values).fit(1).irf(4).stderr()
    for at in range(1, 5):
        wide = (found.high[at] - found.low[at]) / found.shock
        assert wide == pytest.approx(2 * 1.2816 * theirs[at, 1, 0], rel=0.2)


def test_an_exchange_is_of_the_longest_stretch_without_a_gap() -> None:
    values = answering(200)
    there, back = directions(values)
    hole = replace(back, values=(*back.values[:60], None, *back.values[61:]))
    assert find_exchange(there, hole) == find_exchange(*directions(values[61:]))


@cache
def levant() -> tuple[Series, Series]:
    """Israel and the Palestinians, sums of scores by month, from April 1979 to November 2011."""
    if not KEDS.exists():
        pytest.skip("the shared KEDS events are not here")
    with (KEDS / "cameo.scale.csv").open(newline="") as file:
        scale = {row["code"]: float(row["value"]) for row in csv.DictReader(file)}
    sums = {("ISR", "PSE"): np.zeros(392), ("PSE", "ISR"): np.zeros(392)}
    with gzip.open(KEDS / "levant.cameo.csv.gz", "rt", newline="") as file:
        for row in csv.DictReader(file):
            ends = tuple(row[end][:3].replace("PAL", "PSE") for end in ("source", "target"))
            if ends in sums:
                at = months_between(date(1979, 4, 1), date.fromisoformat(row["date"]))
                sums[ends][at] += scale.get(row["code"], scale.get(row["code"][:3], 0.0))
    return tuple(series(*ends, values, start=date(1979, 4, 1)) for ends, values in sums.items())


def test_israel_and_the_palestinians_answer_each_other() -> None:
    found = find_exchange(*levant())
    assert found.periods == 392
    for answer in (found.first, found.second):
        assert answer.causality.p < 0.05
        assert answer.low[1] > 0, "in kind: more hostility is answered by more"
    for both in (levant(), levant()[::-1]):
        response = find_response(*both)
        assert response.low > 0
        assert response.p < 0.05
