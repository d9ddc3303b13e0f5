"""How power and cooperation are spread over a system: concentration, communities, pull, polarization."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.errors import NotEnoughData, UnknownName
from detente.measure.polarity import (
    concentration,
    find_communities,
    polarization,
    polarization_of,
    read_polarity,
    shares_with,
)

UN = (
    Path(__file__).parents[2].parent
    / "shared"
    / "data"
    / "un_ideal_points"
    / "IdealpointestimatesAll_Apr2020.csv"
)

# members in 1980, by number of the Correlates of War
NATO = "2 20 200 210 211 212 220 235 325 350 385 390 395 640".split()
WARSAW = "290 310 315 355 360 365".split()

amounts = st.lists(st.floats(0, 1e6), min_size=2, max_size=12).filter(lambda held: sum(held) > 1e-3)


def modularity(matrix: np.ndarray, groups: list[list[int]]) -> float:
    """Newman's formula, entry by entry."""
    degree, twice = matrix.sum(axis=1), matrix.sum()
    return sum(
        (matrix[i, j] - degree[i] * degree[j] / twice) / twice
        for group in groups
        for i in group
        for j in group
    )


def cliques() -> np.ndarray:
    matrix = np.kron(np.eye(2), np.full((4, 4), 10.0))
    matrix[3, 4] = matrix[4, 3] = 1
    return matrix


@st.composite
def cooperations(draw: st.DrawFn) -> np.ndarray:
    n = draw(st.integers(3, 8))
    matrix = np.zeros((n, n))
    size = n * (n - 1) // 2
    matrix[np.triu_indices(n, 1)] = draw(st.lists(st.integers(0, 30), min_size=size, max_size=size))
    return matrix + matrix.T


def names(n: int) -> list[str]:
    return [chr(ord("A") + i) * 3 for i in range(n)]


# concentration


def test_concentration_is_none_where_all_are_alike_and_full_where_one_has_all() -> None:
    assert concentration([3, 3, 3, 3]) == 0
    assert concentration([0, 7, 0]) == pytest.approx(1)
    assert concentration([5, 3, 2]) == pytest.approx(((0.38 - 1 / 3) / (2 / 3)) ** 0.5)


@given(st.floats(0, 1))
@settings(deadline=None, max_examples=50)
def test_of_two_states_it_is_the_difference_of_their_shares(share: float) -> None:
    assert concentration([share, 1 - share]) == pytest.approx(abs(2 * share - 1), abs=1e-7)


@given(amounts, st.floats(0.01, 100))
@settings(deadline=None, max_examples=50)
def test_it_is_the_coefficient_of_variation_over_its_greatest_value_in_any_unit(
    held: list[float], unit: float
) -> None:
    varies = np.std(held) / np.mean(held) / np.sqrt(len(held) - 1)
    assert concentration(held) == pytest.approx(varies, abs=1e-6)
    assert concentration([unit * amount for amount in held]) == pytest.approx(varies, abs=1e-6)


@pytest.mark.parametrize("held", [[], [5], [0, 0]])
def test_concentration_needs_two_states_and_something_to_share(held: list[float]) -> None:
    with pytest.raises(NotEnoughData):
        concentration(held)


def test_a_negative_capability_is_refused() -> None:
    with pytest.raises(ValueError):
        concentration([1, -1, 3])


# communities


def test_two_cliques_are_two_communities() -> None:
    found = find_communities(cliques(), names(8))
    assert found.groups == (tuple(names(8)[:4]), tuple(names(8)[4:]))


def test_modularity_on_the_karate_club_is_near_the_best_known() -> None:
    club = nx.to_numpy_array(nx.karate_club_graph(), weight=None)
    found = find_communities(club, [f"{i:02}" for i in range(34)])
    assert 0.41 < found.modularity <= 0.4198


@given(cooperations(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=50)
def test_modularity_is_newman_s_and_the_order_of_states_does_not_matter(matrix: np.ndarray, chance) -> None:
    assume(matrix.any())
    n = len(matrix)
    found = find_communities(matrix, names(n))
    groups = [[names(n).index(state) for state in group] for group in found.groups]
    assert sorted(state for group in groups for state in group) == list(range(n))
    assert found.modularity == pytest.approx(modularity(matrix, groups))
    order = chance.sample(range(n), n)
    assert find_communities(matrix[np.ix_(order, order)], [names(n)[i] for i in order]) == found


def test_a_higher_resolution_makes_more_groups() -> None:
    coarse, fine = (find_communities(cliques(), names(8), resolution=r) for r in (0.01, 5))
    assert len(coarse.groups) == 1 < len(fine.groups)


def test_without_cooperation_there_are_no_communities() -> None:
    with pytest.raises(NotEnoughData):
        find_communities(np.zeros((3, 3)), names(3))


# pull


def test_the_share_with_a_power_is_of_each_state_s_own_cooperation() -> None:
    matrix = np.array([[0, 6, 2, 0], [6, 0, 2, 0], [2, 2, 0, 0], [0, 0, 0, 9]])
    assert shares_with(matrix, names(4), power="AAA") == {"AAA": None, "BBB": 0.75, "CCC": 0.5, "DDD": None}


@given(cooperations())
@settings(deadline=None, max_examples=50)
def test_the_shares_of_a_state_with_all_others_add_up_to_one(matrix: np.ndarray) -> None:
    states = names(len(matrix))
    tables = [shares_with(matrix, states, power=power) for power in states]
    for i, state in enumerate(states):
        if matrix[i].any():
            assert sum(table[state] or 0 for table in tables) == pytest.approx(1)


def test_an_unknown_power_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match="XXX") as caught:
        shares_with(np.ones((2, 2)), names(2), power="XXX")
    assert "AAA, BBB" in caught.value.mend


# the whole


def test_without_a_capability_the_largest_is_who_cooperates_most() -> None:
    star = np.zeros((5, 5))
    star[2] = star[:, 2] = 4
    found = read_polarity(star, names(5))
    assert found.largest == "CCC"
    assert found.mean_pull == 1
    assert found.states == 5
    assert found.concentration == pytest.approx(concentration([4, 4, 16, 4, 4]))
    assert found.communities == find_communities(star, names(5))


def test_a_capability_names_the_largest_whoever_cooperates_most() -> None:
    power = dict.fromkeys(names(8), 1.0) | {"HHH": 9.0}
    found = read_polarity(cliques(), names(8), capability=power)
    assert found.largest == "HHH"
    assert found.concentration == pytest.approx(concentration(power.values()))
    assert found.pull == shares_with(cliques(), names(8), power="HHH")
    # the three beside it give a third each, less what one gives across; the four of the other clique nothing
    assert found.mean_pull == pytest.approx(30 / (3 * 30 + 1 + 4 * 30 + 1))


@given(cooperations(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_polarity_does_not_depend_on_the_order_of_states(matrix: np.ndarray, chance) -> None:
    assume(matrix.any())
    n = len(matrix)
    order = chance.sample(range(n), n)
    one = read_polarity(matrix, names(n))
    two = read_polarity(matrix[np.ix_(order, order)], [names(n)[i] for i in order])
    assert (one.largest, one.communities, one.pull) == (two.largest, two.communities, two.pull)
    assert (one.concentration, one.mean_pull) == pytest.approx((two.concentration, two.mean_pull))


def test_a_state_without_a_capability_is_named() -> None:
    with pytest.raises(UnknownName, match="BBB"):
        read_polarity(np.ones((2, 2)), names(2), capability={"AAA": 1.0})


@pytest.mark.parametrize(
    ("matrix", "states"),
    [
        (np.ones((2, 2)), names(3)),
        (np.ones((2, 2)), ["AAA", "AAA"]),
        (np.array([[0, 1], [2, 0]]), names(2)),
        (-np.ones((2, 2)), names(2)),
        (np.full((2, 2), np.nan), names(2)),
    ],
)
def test_what_is_no_matrix_of_cooperation_is_refused(matrix: np.ndarray, states: list[str]) -> None:
    with pytest.raises(ValueError):
        read_polarity(matrix, states)


# polarization


def test_two_halves_far_apart_polarize_by_a_quarter_of_their_distance() -> None:
    assert polarization([1, 1], [0, 4]) == pytest.approx(1)
    assert polarization([30, 30], [-2, 2]) == pytest.approx(1)


def test_near_alpha_zero_it_is_twice_gini_s_mean_difference() -> None:
    sizes, positions = [2, 3, 5], [0.0, 1.0, 4.0]
    people = np.repeat(positions, sizes)
    expected = np.abs(people[:, None] - people).mean()
    assert polarization(sizes, positions, alpha=1e-9) == pytest.approx(expected)


def test_to_join_two_near_groups_polarizes_where_inequality_falls() -> None:
    """What sets polarization apart from inequality: Esteban and Ray's first example."""
    spread, joined = ([2, 1, 1], [0.0, 9.0, 11.0]), ([2, 2], [0.0, 10.0])
    assert polarization(*joined, alpha=1.6) > polarization(*spread, alpha=1.6)
    assert polarization(*joined, alpha=1e-6) < polarization(*spread, alpha=1e-6)


@given(
    st.lists(st.tuples(st.floats(0.1, 10), st.floats(-5, 5)), min_size=1, max_size=8),
    st.floats(0.1, 10),
    st.floats(-5, 5),
    st.floats(0.1, 1.6),
)
@settings(deadline=None, max_examples=50)
def test_it_scales_with_distance_and_no_division_beats_two_halves(
    groups: list[tuple[float, float]], scale: float, shift: float, alpha: float
) -> None:
    sizes, positions = ([group[side] for group in groups] for side in (0, 1))
    found = polarization(sizes, positions, alpha=alpha)
    moved = polarization([7 * size for size in sizes], [scale * y + shift for y in positions], alpha=alpha)
    assert moved == pytest.approx(scale * found, abs=1e-9)
    ends = [min(positions), max(positions)]
    assert polarization(sizes, positions) <= polarization([1, 1], ends) + 1e-9


def test_groups_without_size_or_position_are_refused() -> None:
    with pytest.raises(NotEnoughData):
        polarization([], [])
    with pytest.raises(ValueError):
        polarization([1], [0, 1])
    with pytest.raises(ValueError):
        polarization([1, -1], [0, 1])
    with pytest.raises(ValueError):
        polarization([1, 1], [0, 1], alpha=1.7)


def test_a_bloc_stands_where_its_members_stand_on_average() -> None:
    positions = {"AAA": 1.0, "BBB": 3.0, "CCC": -2.0, "DDD": 9.0}
    blocs = {"AAA": "west", "BBB": "west", "CCC": "east", "EEE": "east"}
    assert polarization_of(positions, blocs) == pytest.approx(polarization([2, 1], [2.0, -2.0]))
    with pytest.raises(NotEnoughData):
        polarization_of(positions, {"EEE": "east"})


@pytest.mark.skipif(not UN.exists(), reason="the ideal points of the UN are not here")
def test_the_blocs_of_the_cold_war_stood_apart_until_1989_and_came_together_after_1991() -> None:
    positions: dict[int, dict[str, float]] = defaultdict(dict)
    with UN.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            if row["IdealPoint"] not in ("", "NA"):
                positions[1945 + int(row["session"])][row["ccode"]] = float(row["IdealPoint"])
    blocs = dict.fromkeys(NATO, "west") | dict.fromkeys(WARSAW, "east")
    by_year = {year: polarization_of(points, blocs) for year, points in positions.items()}
    apart = [by_year[year] for year in range(1975, 1989)]
    together = [by_year[year] for year in range(1992, 2020)]
    assert min(apart) > 3 * max(together)
