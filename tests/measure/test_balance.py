"""How balanced a network of friends and foes is: known networks, enumeration, and what must not matter."""

from __future__ import annotations

from itertools import combinations, product
from math import comb, e

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from detente.errors import NotEnoughData
from detente.measure.balance import find_frustration, share_balanced, walk_balance

TRIANGLE_OF_FOES = np.ones((3, 3)) * -1


def camps(first: int, second: int) -> np.ndarray:
    """Two camps: friends within, foes across."""
    spins = np.array([1.0] * first + [-1.0] * second)
    return np.outer(spins, spins)


def symmetric(upper: list[int], n: int) -> np.ndarray:
    matrix = np.zeros((n, n))
    matrix[np.triu_indices(n, 1)] = upper
    return matrix + matrix.T


@st.composite
def networks(draw: st.DrawFn, most: int = 7) -> np.ndarray:
    n = draw(st.integers(3, most))
    size = n * (n - 1) // 2
    return symmetric(draw(st.lists(st.sampled_from([-1, 0, 1]), min_size=size, max_size=size)), n)


def least_by_trial(matrix: np.ndarray) -> float:
    n = len(matrix)
    return min(
        sum(abs(matrix[i, j]) for i, j in combinations(range(n), 2) if matrix[i, j] * spins[i] * spins[j] < 0)
        for spins in product([1, -1], repeat=n)
    )


# triangles


def test_friends_only_and_two_camps_have_balanced_triangles_only() -> None:
    assert share_balanced(np.ones((5, 5))) == 1
    assert share_balanced(camps(3, 4)) == 1


def test_a_triangle_of_foes_is_not_balanced() -> None:
    assert share_balanced(TRIANGLE_OF_FOES) == 0


def test_one_tie_turned_spoils_the_triangles_that_it_stands_in() -> None:
    ties = np.ones((6, 6))
    ties[0, 1] = ties[1, 0] = -1
    assert share_balanced(ties) == pytest.approx(1 - 4 / comb(6, 3))


def test_the_weight_of_a_tie_does_not_matter_to_triangles() -> None:
    ties = symmetric([5, -2, 0.1, 3, -7, 1], 4)
    assert share_balanced(ties) == share_balanced(np.sign(ties))


@given(networks())
@settings(deadline=None, max_examples=50)
def test_triangles_are_those_that_are_counted_one_by_one(ties: np.ndarray) -> None:
    signs = [ties[i, j] * ties[j, k] * ties[i, k] for i, j, k in combinations(range(len(ties)), 3)]
    closed = [sign for sign in signs if sign]
    assume(closed)
    assert share_balanced(ties) == pytest.approx(sum(sign > 0 for sign in closed) / len(closed))


def test_without_a_triangle_there_is_nothing_to_divide() -> None:
    with pytest.raises(NotEnoughData):
        share_balanced(symmetric([1, 0, 1], 3))


# walks


def test_the_walks_of_a_triangle_of_foes_have_a_closed_form() -> None:
    # eigenvalues -2, 1, 1 with signs, 2, -1, -1 without
    assert walk_balance(TRIANGLE_OF_FOES) == pytest.approx((e**-2 + 2 * e) / (e**2 + 2 / e))


def test_all_walks_are_balanced_where_there_are_friends_only_two_camps_or_no_ties() -> None:
    for ties in (np.ones((5, 5)), camps(3, 4), np.zeros((4, 4))):
        assert walk_balance(ties) == pytest.approx(1)


@given(networks(), st.floats(0.1, 3))
@settings(deadline=None, max_examples=50)
def test_walks_are_the_traces_of_the_matrix_exponential(ties: np.ndarray, strength: float) -> None:
    given_ties = ties.copy()
    expected = np.trace(expm(strength * ties)) / np.trace(expm(strength * abs(ties)))
    assert walk_balance(ties, strength=strength) == pytest.approx(expected)
    assert (ties == given_ties).all()


def test_heavy_networks_do_not_overflow() -> None:
    assert walk_balance(1000 * camps(20, 20)) == pytest.approx(1)
    assert 0 <= walk_balance(-1000 * np.ones((40, 40))) < 1e-6


def test_longer_walks_weigh_more_as_strength_grows() -> None:
    ties = symmetric([1, 1, 1, 1, 1, -1], 4)
    weak, usual, strong = (walk_balance(ties, strength=b) for b in (0.1, 1, 3))
    assert 1 > weak > usual > strong > 0


# frustration


def test_nothing_stands_in_the_way_of_two_camps_and_they_are_named() -> None:
    found = find_frustration(camps(2, 3))
    assert (found.weight, found.at_least, found.balance, found.exact) == (0, 0, 1, True)
    assert set(found.camps) == {(0, 1), (2, 3, 4)}


@pytest.mark.parametrize("n", [3, 4, 7, 12])
def test_among_foes_only_the_two_halves_are_in_the_way(n: int) -> None:
    found = find_frustration(-np.ones((n, n)))
    assert found.exact
    assert found.weight == comb(n // 2, 2) + comb(n - n // 2, 2)
    assert found.total == comb(n, 2)


@given(networks())
@settings(deadline=None, max_examples=50)
def test_the_index_is_the_least_over_all_camps(ties: np.ndarray) -> None:
    assume(ties.any())
    found = find_frustration(ties)
    assert found.exact
    assert found.weight == pytest.approx(least_by_trial(ties))


def test_the_camps_that_are_named_have_the_weight_that_is_told() -> None:
    ties = symmetric(np.random.default_rng(4).normal(size=45).tolist(), 10)
    found = find_frustration(ties)
    spins = np.where(np.isin(np.arange(10), found.camps[0]), 1, -1)
    agreed = (ties * np.outer(spins, spins)).sum() / 2
    assert found.weight == pytest.approx((found.total - agreed) / 2)
    assert sorted(found.camps[0] + found.camps[1]) == list(range(10))


@pytest.mark.parametrize("seed", range(6))
def test_search_finds_what_trial_of_all_finds_and_its_bound_lies_below(seed: int) -> None:
    chance = np.random.default_rng(seed)
    ties = symmetric(chance.choice([-1, 0, 1], size=91).tolist(), 14)
    tried, searched = find_frustration(ties), find_frustration(ties, exact_up_to=2)
    assert not searched.exact
    assert searched.weight == tried.weight
    assert searched.at_least <= tried.weight
    assert searched == find_frustration(ties, exact_up_to=2)


def test_a_large_network_near_two_camps_is_searched_and_bounded_from_both_sides() -> None:
    ties = camps(30, 20)
    for i in range(0, 20, 2):
        ties[i, i + 1] = ties[i + 1, i] = -ties[i, i + 1]
    found = find_frustration(ties)
    assert not found.exact
    assert 0 <= found.at_least <= found.weight == 10
    assert set(map(len, found.camps)) == {30, 20}


def test_among_many_foes_the_bound_from_below_is_that_of_the_greatest_eigenvalue() -> None:
    found = find_frustration(-np.ones((21, 21)))  # it is 1: (210 - 21 / 2) / 2
    assert found.at_least == pytest.approx(99.75)
    assert found.weight == comb(10, 2) + comb(11, 2) == 100


def test_a_long_ring_of_two_camps_is_found_whole_where_moves_of_one_state_get_stuck() -> None:
    spins = np.where(np.arange(60) % 7 < 3, 1.0, -1.0)
    ring = nx.to_numpy_array(nx.cycle_graph(60)) * np.outer(spins, spins)
    assert find_frustration(ring).weight == 0


def test_one_part_that_is_too_large_makes_the_whole_a_bound() -> None:
    ties = np.zeros((24, 24))
    ties[:21, :21], ties[21:, 21:] = -1, -1
    found = find_frustration(ties)
    assert not found.exact
    assert found.weight == 101
    assert found.at_least == pytest.approx(100.75)


def test_parts_that_are_not_joined_are_each_tried_in_full() -> None:
    many = np.kron(np.eye(8), TRIANGLE_OF_FOES)
    found = find_frustration(many)
    assert found.exact
    assert found.weight == 8


def test_at_most_half_of_all_ties_ever_stand_in_the_way() -> None:
    for seed in range(5):
        ties = symmetric(np.random.default_rng(seed).normal(size=300).tolist(), 25)
        assert 0 <= find_frustration(ties).balance <= 1


def test_without_ties_there_is_no_frustration_to_tell() -> None:
    with pytest.raises(NotEnoughData):
        find_frustration(np.zeros((3, 3)))


# what holds for all three


@given(networks(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_neither_the_order_of_states_nor_a_change_of_camp_matters(ties: np.ndarray, chance) -> None:
    assume(np.trace(np.linalg.matrix_power(abs(ties), 3)) > 0)
    n = len(ties)
    order = chance.sample(range(n), n)
    spins = np.array([chance.choice([-1, 1]) for _ in range(n)])
    for other in (ties[np.ix_(order, order)], ties * np.outer(spins, spins)):
        assert share_balanced(other) == pytest.approx(share_balanced(ties))
        assert walk_balance(other) == pytest.approx(walk_balance(ties))
        assert find_frustration(other).weight == find_frustration(ties).weight


@given(networks())
@settings(deadline=None, max_examples=50)
def test_all_three_agree_on_what_is_balanced(ties: np.ndarray) -> None:
    assume(np.trace(np.linalg.matrix_power(abs(ties), 3)) > 0)
    # balanced: friends shrunk to one, foes two-colour what is left
    friends = nx.from_numpy_array(np.maximum(ties, 0))
    home = {state: k for k, part in enumerate(nx.connected_components(friends)) for state in part}
    foes = nx.Graph((home[i], home[j]) for i, j in np.argwhere(ties < 0))
    balanced = nx.is_bipartite(foes)  # a loop makes it none
    assert (find_frustration(ties).weight == 0) is balanced
    assert (walk_balance(ties) > 1 - 1e-9) is balanced
    assert share_balanced(ties) == 1 or not balanced


def test_the_diagonal_is_not_read() -> None:
    ties = camps(2, 2)
    other = ties + np.diag([5.0, -3.0, np.nan, np.inf])
    for measure in (share_balanced, walk_balance, find_frustration):
        assert measure(other) == measure(ties)


@pytest.mark.parametrize(
    "wrong", [np.ones((2, 3)), np.array([[0, 1], [-1, 0]]), np.array([[0, np.nan], [np.nan, 0]])]
)
def test_what_is_no_network_is_refused(wrong: np.ndarray) -> None:
    for measure in (share_balanced, walk_balance, find_frustration):
        with pytest.raises(ValueError):
            measure(wrong)
    with pytest.raises(ValueError):
        walk_balance(TRIANGLE_OF_FOES, strength=0)
