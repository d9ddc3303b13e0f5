"""How alike states are in their alliances and votes."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from detente.errors import NotEnoughData, UnknownName
from detente.measure.similarity import (
    IdealPoint,
    measure_ideal_distance,
    measure_kappa,
    measure_pi,
    measure_s,
)
from detente.model import Dyad

POINTS = (
    Path(__file__).parents[2].parent
    / "shared"
    / "data"
    / "un_ideal_points"
    / "IdealpointestimatesAll_Apr2020.csv"
)
ties = st.integers(0, 3)
portfolios = st.lists(st.tuples(ties, ties), min_size=1, max_size=30).map(
    lambda pairs: tuple(zip(*pairs, strict=True))
)

# Ties to four states: 3 defence, 2 neutrality, 1 non-aggression, 0 none.
ONE, OTHER = (3, 0, 0, 1), (3, 0, 2, 0)


def test_s_is_one_less_twice_the_share_of_the_greatest_distance() -> None:
    # Distances 0, 0, 2, 1: 3 of 4 x 3; squared 0, 0, 4, 1: 5 of 4 x 9.
    assert measure_s(ONE, OTHER, span=3) == pytest.approx(1 - 2 * 3 / 12)
    assert measure_s(ONE, OTHER, span=3, squared=True) == pytest.approx(1 - 2 * 5 / 36)


def test_a_state_counts_by_its_weight() -> None:
    # (1 x 0 + 1 x 0 + 4 x 2 + 2 x 1) of 8 x 3
    assert measure_s(ONE, OTHER, span=3, weights=(1, 1, 4, 2)) == pytest.approx(1 - 2 * 10 / 24)
    assert measure_s(ONE, OTHER, span=3, weights=(1, 1, 0, 0)) == 1
    assert measure_s(ONE, OTHER, span=3, weights=(2, 2, 2, 2)) == measure_s(ONE, OTHER, span=3)


@given(portfolios, st.booleans())
def test_s_runs_from_minus_one_to_one_and_is_the_same_both_ways(both, squared) -> None:
    first, second = both
    found = measure_s(first, second, span=3, squared=squared)
    assert -1 - 1e-12 <= found <= 1
    assert found == pytest.approx(measure_s(second, first, span=3, squared=squared))
    assert measure_s(first, first, span=3, squared=squared) == 1
    assert measure_s([0] * len(first), [3] * len(first), span=3, squared=squared) == pytest.approx(-1)


def test_kappa_by_hand() -> None:
    # Squared: observed (0 + 0 + 4 + 1) / 4 = 5/4; expected, over the 16 pairs of (3,0,0,1) and (3,0,2,0):
    # 3: 0+9+1+9 = 19, 0: 9+0+4+0 = 13 (twice), 1: 4+1+1+1 = 7; 52 / 16 = 13/4.
    assert measure_kappa(ONE, OTHER) == pytest.approx(1 - 5 / 13)
    # Absolute: observed 3/4; expected 3: 0+3+1+3 = 7, 0: 3+0+2+0 = 5 (twice), 1: 2+1+1+1 = 5; 22/16.
    assert measure_kappa(ONE, OTHER, squared=False) == pytest.approx(1 - 12 / 22)


def test_pi_by_hand() -> None:
    # Both together (3,0,0,1,3,0,2,0): sum 9, squares 23; expected 2 (23/8 - (9/8)^2) = 3.21875; observed 5/4.
    assert measure_pi(ONE, OTHER) == pytest.approx(1 - 1.25 / 3.21875)
    # Absolute: 4 zeros, 1 one, 1 two, 2 threes; pairs 4x1x1 + 4x1x2 + 4x2x3 + 1x1x1 + 1x2x2 + 1x2x1 = 43, twice, of 64.
    assert measure_pi(ONE, OTHER, squared=False) == pytest.approx(1 - 0.75 / (86 / 64))


@given(portfolios)
def test_kappa_is_cohens_with_linear_or_quadratic_weights(both) -> None:
    table = np.zeros((4, 4))
    for x, y in zip(*both, strict=True):
        table[x, y] += 1
    for squared, weights in ((False, "linear"), (True, "quadratic")):
        found = measure_kappa(*both, squared=squared)
        if found is None:
            assert len(set(both[0] + both[1])) == 1
        else:
            assert found == pytest.approx(cohens_kappa(table, wt=weights, return_results=False), abs=1e-9)


@given(portfolios)
def test_pi_is_never_above_kappa_and_equal_where_both_have_the_same_ties_to_others(both) -> None:
    kappa, pi = measure_kappa(*both), measure_pi(*both)
    assert (kappa is None) == (pi is None)
    assert kappa is None or pi <= kappa + 1e-12
    first, turned = both[0], both[0][::-1]
    assert measure_pi(first, turned) == pytest.approx(measure_kappa(first, turned))


def test_two_states_with_few_allies_are_alike_to_s_and_strangers_to_kappa() -> None:
    first, second = [3] + [0] * 19, [0] * 19 + [3]
    assert measure_s(first, second, span=3) == pytest.approx(0.8)
    assert measure_kappa(first, second) < 0
    assert measure_pi(first, second) < 0


def test_weights_of_one_count_a_state_as_often_as_it_is_given() -> None:
    doubled = (*ONE, ONE[2]), (*OTHER, OTHER[2])
    assert measure_kappa(ONE, OTHER, weights=(1, 1, 2, 1)) == pytest.approx(measure_kappa(*doubled))
    assert measure_pi(ONE, OTHER, weights=(1, 1, 2, 1)) == pytest.approx(measure_pi(*doubled))


def test_by_chance_nothing_is_expected_where_both_have_one_tie_to_all() -> None:
    assert measure_kappa((0, 0), (0, 0)) is None
    assert measure_pi((3, 3), (3, 3)) is None
    assert measure_kappa((0, 0), (3, 3)) == 0
    assert measure_pi((0, 0), (3, 3)) == -1


def test_portfolios_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="same states"):
        measure_s((1, 2), (1,), span=3)
    with pytest.raises(ValueError, match="same states"):
        measure_kappa((1, 2), (1, 2), weights=(1, -1))
    with pytest.raises(ValueError, match="greatest difference"):
        measure_s((0, 4), (0, 0), span=3)
    with pytest.raises(ValueError, match="greatest difference"):
        measure_s((0, 0), (0, 0), span=0)
    for measure in (measure_kappa, measure_pi):
        with pytest.raises(NotEnoughData, match="without a state"):
            measure((), ())
    with pytest.raises(NotEnoughData, match="without a state"):
        measure_s((1,), (1,), span=3, weights=(0,))


def point(state: str, year: int, value: float, reach: float = 0.3) -> IdealPoint:
    return IdealPoint(state=state, year=year, value=value, low=value - reach, high=value + reach)


def test_the_distance_of_two_states_has_the_interval_of_both_estimates() -> None:
    points = [point("A", 2000, 1.0, 0.3), point("B", 2000, -1.0, 0.4), point("C", 2000, 9)]
    found = measure_ideal_distance(points, Dyad(a="A", b="B"), source="votes")
    assert found.values == (2.0,)
    assert (found.low[0], found.high[0]) == pytest.approx((1.5, 2.5))
    assert (found.start, found.period, found.directed) == (date(2000, 1, 1), "year", False)


def test_a_distance_is_never_below_zero_and_a_year_that_one_lacks_is_not_known() -> None:
    points = [
        point("A", 2000, 1),
        point("B", 2000, 1.1),
        point("A", 2001, 1),
        point("A", 2002, 1),
        point("B", 2002, 3),
    ]
    found = measure_ideal_distance(points, Dyad(a="A", b="B"), source="votes")
    assert found.values == pytest.approx((0.1, None, 2.0))
    assert found.low[:2] == (0.0, None)
    assert found.n == (1, 0, 1)


def test_estimates_that_are_given_twice_are_averaged() -> None:
    points = [point("A", 2000, 1), point("A", 2000, 2), point("B", 2000, 0)]
    assert measure_ideal_distance(points, Dyad(a="A", b="B"), source="votes").values == (1.5,)


def test_a_state_without_votes_and_states_without_a_common_year_are_told_apart() -> None:
    points = [point("A", 2000, 1), point("B", 2001, 1)]
    with pytest.raises(UnknownName, match="no ideal point of C"):
        measure_ideal_distance(points, Dyad(a="A", b="C"), source="votes")
    with pytest.raises(NotEnoughData, match="share no year"):
        measure_ideal_distance(points, Dyad(a="A", b="B"), source="votes")


USA, GBR, RUS, PAK = "2", "200", "365", "770"


@pytest.fixture(scope="module")
def votes() -> list[IdealPoint]:
    """The published estimates, by the number of a state: codes of three letters stand for two states in places."""
    if not POINTS.exists():
        pytest.skip("the shared ideal points are not here")
    with POINTS.open(encoding="latin-1", newline="") as file:
        return [
            IdealPoint(
                state=row["ccode"],
                year=1945 + int(row["session"]),
                value=float(row["IdealPoint"]),
                low=float(row["Q10%"]),
                high=float(row["Q90%"]),
            )
            for row in csv.DictReader(file)
        ]


def test_the_united_states_vote_nearer_to_the_united_kingdom_than_to_russia_in_every_year(votes) -> None:
    near, far = (measure_ideal_distance(votes, Dyad(a=USA, b=b), source="Voeten") for b in (GBR, RUS))
    assert near.start == far.start == date(1946, 1, 1)
    assert far.values[1964 - 1946] is None, "the 19th session took no votes"
    both = [(a, b) for a, b in zip(near.values, far.values, strict=True) if a is not None and b is not None]
    assert len(both) == 73
    assert all(a < b for a, b in both)


def test_pakistan_votes_nearer_to_russia_than_to_the_united_states_in_the_2010s_beyond_doubt(votes) -> None:
    near, far = (measure_ideal_distance(votes, Dyad(a=PAK, b=b), source="Voeten") for b in (RUS, USA))
    for year in range(2010, 2020):
        assert near.high[year - near.start.year] < far.low[year - far.start.year]
