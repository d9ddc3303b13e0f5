"""How power and cooperation are spread over a system of states: one pole, two or many, and how far apart they stand.

concentration   of a capability over states: 0 all alike, 1 all with one
communities     that cooperate more within than chance would have it, and their modularity
pull            the share of each state's cooperation that goes to the largest power
polarization    blocs that are large, alike within and far apart
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData, UnknownName
from detente.model import Number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

SEED = 1
GREATEST_ALPHA = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Communities:
    """Groups of states, the largest first and each in order of names, and the modularity of the division."""

    groups: tuple[tuple[str, ...], ...]
    modularity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Polarity:
    """A system of states at one time.

    `concentration` is of the states' cooperation, or of a capability where one was given; `largest` is the state with
    the most of it; `pull` has for each state the share of its cooperation that goes to `largest`, `None` for a state
    without cooperation and for `largest` itself; `mean_pull` is over all others together.
    """

    states: int
    concentration: float
    largest: str
    pull: Mapping[str, Number]
    mean_pull: float
    communities: Communities


def read_polarity(
    cooperation: ArrayLike, states: Sequence[str], *, capability: Mapping[str, float] | None = None
) -> Polarity:
    """How power and cooperation are spread over states, from one matrix of their cooperation.

    Args:
        cooperation: counts or sums between states, symmetric, 0 or more; the diagonal is not read.
        states: their names, in the order of the matrix.
        capability: power by state, in any one unit (CINC, GDP); where not given, a state's total cooperation stands for
            it, which tells who is in the middle, not who is strong.

    Raises:
        NotEnoughData: fewer than two states, or no cooperation, or no capability.
        UnknownName: a state has no capability.
        ValueError: as the functions that it joins.

    Reference: those of `concentration`, `find_communities` and `shares_with`.
    Check: agreement with these, and that the order of states does not matter.
    """
    matrix = _checked(cooperation, states)
    communities = find_communities(matrix, states)
    power = dict(zip(states, matrix.sum(axis=1).tolist(), strict=True)) if capability is None else capability
    missing = sorted(set(states) - power.keys())
    if missing:
        raise UnknownName(f"no capability of {', '.join(missing)}", mend="give one for each state")
    largest = min(states, key=lambda state: (-power[state], state))
    pull = shares_with(matrix, states, power=largest)
    at = list(states).index(largest)
    # each tie of the others is seen from both ends, one with the largest from one end only
    others = float(matrix.sum() - matrix[at].sum())
    return Polarity(
        states=len(states),
        concentration=concentration(power[state] for state in states),
        largest=largest,
        pull=pull,
        mean_pull=float(matrix[at].sum()) / others,
        communities=communities,
    )


def concentration(amounts: Iterable[float]) -> float:
    """CON: how far a capability lies with few, sqrt((sum s^2 - 1/N) / (1 - 1/N)); 0 all alike, 1 all with one.

    Args:
        amounts: of each state of the system, in any one unit; shares s are taken of their sum.

    Raises:
        NotEnoughData: fewer than two states, or nothing to share.
        ValueError: an amount is negative.

    Reference: Ray & Singer 1973 Sociological Methods & Research 1:403-437.
    Check: known values; of two states it is the difference of their shares; the coefficient of variation of numpy.
    """
    held = list(amounts)
    if any(amount < 0 for amount in held):
        raise ValueError("a capability is negative")
    total, n = sum(held), len(held)
    if n < 2 or not total:
        raise NotEnoughData("a capability lies with fewer than two states", mend="take more states")
    squares = sum((amount / total) ** 2 for amount in held)
    return sqrt(max(0.0, (squares - 1 / n) / (1 - 1 / n)))


def find_communities(
    cooperation: ArrayLike, states: Sequence[str], *, resolution: float = 1.0
) -> Communities:
    """Groups of states that cooperate more among themselves than their totals alone would give.

    Args:
        cooperation: counts or sums between states, symmetric, 0 or more; the diagonal is not read.
        states: their names, in the order of the matrix.
        resolution: above 1 more and smaller groups, below 1 fewer.

    The search is greedy with a fixed seed, over states in order of names, so that the order given does not matter.
    Another division may score nearly as high: read modularity before groups.

    Raises:
        NotEnoughData: no cooperation at all.
        ValueError: the matrix is not square, symmetric, or has negative entries, or a name stands twice.

    Reference: Blondel et al. 2008 J Stat Mech P10008 (Louvain); Newman 2004 Phys Rev E 70:056131 (weights).
    Check: modularity by its own formula; two cliques; Zachary's karate club (best known: 0.4198).
    """
    import networkx as nx

    matrix = _checked(cooperation, states)
    if not matrix.any():
        raise NotEnoughData("no two states cooperate", mend="take more states or a longer time")
    order = sorted(range(len(states)), key=lambda i: states[i])
    graph = nx.Graph()
    graph.add_nodes_from(states[i] for i in order)
    graph.add_weighted_edges_from(
        (states[i], states[j], float(matrix[i, j]))
        for at, i in enumerate(order)
        for j in order[at + 1 :]
        if matrix[i, j]
    )
    found = nx.community.louvain_communities(graph, resolution=resolution, seed=SEED)
    groups = sorted((tuple(sorted(group)) for group in found), key=lambda group: (-len(group), group))
    return Communities(
        groups=tuple(groups), modularity=float(nx.community.modularity(graph, found, resolution=resolution))
    )


def shares_with(cooperation: ArrayLike, states: Sequence[str], *, power: str) -> dict[str, Number]:
    """The share of each state's cooperation that goes to one power; `None` for that power and where there is none.

    Args:
        cooperation: counts or sums between states, symmetric, 0 or more; the diagonal is not read.
        states: their names, in the order of the matrix.
        power: one of them.

    Raises:
        UnknownName: the power is not among the states.
        ValueError: the matrix is not square, symmetric, or has negative entries, or a name stands twice.

    Reference: partner concentration, as in Hirschman 1945, National Power and the Structure of Foreign Trade.
    Check: known values; shares with all powers of a state add up to 1.
    """
    matrix = _checked(cooperation, states)
    if power not in states:
        raise UnknownName(f"{power} is not among the states", mend=f"there are: {', '.join(sorted(states))}")
    at, totals = list(states).index(power), matrix.sum(axis=1)
    return {
        state: float(matrix[i, at] / totals[i]) if i != at and totals[i] else None
        for i, state in enumerate(states)
    }


def polarization(sizes: Sequence[float], positions: Sequence[float], *, alpha: float = 1.0) -> float:
    """Esteban and Ray's polarization of groups on a line: sum over i, j of s_i^(1 + alpha) s_j |y_i - y_j|.

    Args:
        sizes: of each group, in any one unit; shares s are taken of their sum.
        positions: y, where each group stands; the result is in this unit.
        alpha: how much it counts to be many alike: near 0 it is inequality only, at most 1.6.

    With alpha 1 and two groups of half each at a distance d it is d / 4, the most that there can be.

    Raises:
        NotEnoughData: no groups, or all without size.
        ValueError: lengths differ, a size is negative, or alpha is not above 0 and up to 1.6.

    Reference: Esteban & Ray 1994 Econometrica 62:819-851, with K = 1.
    Check: known values; their axioms that two far groups polarize most and that it scales with distance; UN ideal
    points, where the blocs of the Cold War came together after 1991.
    """
    import numpy as np

    if len(sizes) != len(positions) or any(size < 0 for size in sizes):
        raise ValueError("each group has one position and a size of 0 or more")
    if not 0 < alpha <= GREATEST_ALPHA:
        raise ValueError(f"alpha is above 0 and at most {GREATEST_ALPHA}")
    if not sum(sizes):
        raise NotEnoughData("there are no groups", mend="take more states")
    share, place = np.asarray(sizes, float) / sum(sizes), np.asarray(positions, float)
    return float((np.outer(share ** (1 + alpha), share) * np.abs(place[:, None] - place)).sum())


def polarization_of(positions: Mapping[str, float], blocs: Mapping[str, str], *, alpha: float = 1.0) -> float:
    """Polarization of blocs, each at the mean position of its members; a state in no bloc or without position is left.

    Args:
        positions: where each state stands on a line, such as its ideal point.
        blocs: the bloc of each state.
        alpha: as in `polarization`.

    Raises:
        NotEnoughData: no state has both.

    Reference: Esteban & Ray 1994; Bailey, Strezhnev & Voeten 2017 J Conflict Resolution 61:430-456 (ideal points).
    Check: as `polarization`.
    """
    members: dict[str, list[float]] = {}
    for state in sorted(positions.keys() & blocs.keys()):
        members.setdefault(blocs[state], []).append(positions[state])
    groups = list(members.values())
    return polarization([len(one) for one in groups], [sum(one) / len(one) for one in groups], alpha=alpha)


def _checked(cooperation: ArrayLike, states: Sequence[str]) -> Floats:
    import numpy as np

    matrix = np.array(cooperation, float)
    if matrix.shape != (len(states), len(states)):
        raise ValueError("a matrix of cooperation has one row and one column a state")
    if len(set(states)) < len(states):
        raise ValueError("a state stands twice")
    np.fill_diagonal(matrix, 0)
    if not np.isfinite(matrix).all() or (matrix < 0).any() or not np.allclose(matrix, matrix.T):
        raise ValueError("a matrix of cooperation is symmetric, finite, and 0 or more")
    both: Floats = (matrix + matrix.T) / 2
    return both
