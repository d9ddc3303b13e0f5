"""How alike two states are in what they do towards all others: alliances, votes.

    S              1 less twice the distance, of the greatest there can be
    kappa, pi      the same, against the distance that chance would give
    ideal points   how far apart two states vote in the United Nations

S calls two states alike that both have few allies, since most of a portfolio is then empty; kappa and pi do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import hypot
from statistics import fmean
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData, UnknownName
from detente.model.measured import Number, Series

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

    from detente.model import Dyad


@dataclass(frozen=True, slots=True, kw_only=True)
class IdealPoint:
    """Where a state stands in a year's votes, with the 80 % interval of the estimate; a greater value is more Western.

    The session of the General Assembly numbered s begins in the year 1945 + s.
    """

    state: str
    year: int
    value: float
    low: float
    high: float


def measure_s(
    first: Sequence[float],
    second: Sequence[float],
    *,
    span: float,
    weights: Sequence[float] | None = None,
    squared: bool = False,
) -> float:
    """The S score of two portfolios, from -1 (as far apart as can be) to 1 (one and the same).

    1 - 2 sum(w_k d_k) / (D sum(w_k)) over the states k towards which both have a tie: d is the absolute difference of
    their ties and D the greatest there can be, `span`; or the square of both. `weights` say how much each state counts
    (its capabilities, say); by default all alike.

    Raises:
        NotEnoughData: the portfolios are empty, or nothing in them has weight.
        ValueError: they are not of one length, a weight is negative, or a difference is beyond the span.

    Reference: Signorino & Ritter 1999, Int Stud Q 43:115.
    Check: portfolios worked by hand; bounds, symmetry and identity on random ones.
    """
    import numpy as np

    x, y, shares = _portfolios(first, second, weights)
    if np.abs(x - y).max() > span or span <= 0:
        raise ValueError("the span is the greatest difference that two ties can have")
    apart = _distances((x - y) / span, squared)
    return 1 - 2 * float(np.dot(shares, apart))


def measure_kappa(
    first: Sequence[float],
    second: Sequence[float],
    *,
    weights: Sequence[float] | None = None,
    squared: bool = True,
) -> Number:
    """Cohen's kappa of two portfolios of valued ties: 1 - D_obs / D_exp, 1 where alike, 0 as by chance, or below.

    D_obs is the mean distance of the two ties to a state; D_exp that of any tie of the first and any of the second:
    what is expected where each keeps to how many ties it has, but not to whom. `None` where nothing is expected,
    since both have the same tie to all.

    Raises:
        NotEnoughData: the portfolios are empty, or nothing in them has weight.
        ValueError: they are not of one length, or a weight is negative.

    Reference: Cohen 1968, Psychol Bull 70:213; Häge 2011, Political Analysis 19:287.
    Check: worked by hand; statsmodels cohens_kappa, linear and quadratic weights.
    """
    x, y, shares = _portfolios(first, second, weights)
    return _beyond_chance(x, y, shares, _expected(x, shares, y, shares, squared), squared)


def measure_pi(
    first: Sequence[float],
    second: Sequence[float],
    *,
    weights: Sequence[float] | None = None,
    squared: bool = True,
) -> Number:
    """Scott's pi of two portfolios of valued ties: as kappa, but by chance both draw from the ties of both.

    So a difference in how many ties two states have counts against them, which kappa forgives.

    Raises:
        NotEnoughData: the portfolios are empty, or nothing in them has weight.
        ValueError: they are not of one length, or a weight is negative.

    Reference: Scott 1955, Public Opin Q 19:321; Häge 2011, Political Analysis 19:287.
    Check: worked by hand; never above kappa where distances are squared.
    """
    import numpy as np

    x, y, shares = _portfolios(first, second, weights)
    both, halves = np.concatenate([x, y]), np.concatenate([shares, shares]) / 2
    return _beyond_chance(x, y, shares, _expected(both, halves, both, halves, squared), squared)


def measure_ideal_distance(points: Iterable[IdealPoint], of: Dyad, *, source: str) -> Series:
    """How far apart two states vote, year by year: the absolute difference of their ideal points, 0 or more.

    One unit is about a standard deviation of all states. The 80 % interval takes the two estimates to be independent
    and normal. Estimates given twice for a state and year are averaged; a year that one of them lacks is `None`.

    Raises:
        UnknownName: a state has no ideal point at all.
        NotEnoughData: the two have no year in common.

    Reference: Bailey, Strezhnev & Voeten 2017, J Confl Resolut 61:430.
    Check: their estimates of 1946–2019: the United States are farther from Russia than from the United Kingdom,
    Pakistan in the 2010s nearer to Russia than to the United States.
    """
    found: dict[str, dict[int, list[IdealPoint]]] = {of.a: {}, of.b: {}}
    for point in points:
        if point.state in found:
            found[point.state].setdefault(point.year, []).append(point)
    for state, told in found.items():
        if not told:
            raise UnknownName(
                f"no ideal point of {state}", where=source, mend="Give the code the source uses."
            )
    shared = found[of.a].keys() & found[of.b].keys()
    if not shared:
        raise NotEnoughData(f"{of.a} and {of.b} share no year", where=source, mend="Take other states.")
    years = range(min(shared), max(shared) + 1)
    apart = [
        _apart(found[of.a][year], found[of.b][year]) if year in shared else (None,) * 3 for year in years
    ]
    return Series(
        of=of,
        directed=False,
        source=source,
        measure="ideal point distance",
        unit="ideal points",
        period="year",
        start=date(years[0], 1, 1),
        values=tuple(middle for middle, _, _ in apart),
        low=tuple(low for _, low, _ in apart),
        high=tuple(high for _, _, high in apart),
        n=tuple(int(year in shared) for year in years),
        coverage=tuple(float(year in shared) for year in years),
    )


def _apart(first: Sequence[IdealPoint], second: Sequence[IdealPoint]) -> tuple[float, float, float]:
    middle = abs(fmean(point.value for point in first) - fmean(point.value for point in second))
    reach = hypot(*(fmean((point.high - point.low) / 2 for point in points) for points in (first, second)))
    return middle, max(middle - reach, 0.0), middle + reach


def _portfolios(
    first: Sequence[float], second: Sequence[float], weights: Sequence[float] | None
) -> tuple[Matrix, Matrix, Matrix]:
    """Two portfolios as columns, and the share that each state has in the whole."""
    import numpy as np

    x, y = np.array(first, dtype=float), np.array(second, dtype=float)
    counted = np.ones(len(x)) if weights is None else np.array(weights, dtype=float)
    if not len(x) == len(y) == len(counted) or (counted < 0).any():
        raise ValueError("portfolios are of the same states, each with a weight of 0 or more")
    if not counted.sum():
        raise NotEnoughData(
            "portfolios without a state", where="similarity", mend="Take states that both may tie to."
        )
    return x, y, counted / counted.sum()


def _distances(differences: Matrix, squared: bool) -> Matrix:
    import numpy as np

    return differences**2 if squared else np.abs(differences)


def _expected(x: Matrix, of_x: Matrix, y: Matrix, of_y: Matrix, squared: bool) -> float:
    """The mean distance of one drawn from x and one drawn from y."""
    return float(of_x @ _distances(x[:, None] - y[None, :], squared) @ of_y)


def _beyond_chance(x: Matrix, y: Matrix, shares: Matrix, expected: float, squared: bool) -> Number:
    return 1 - float(shares @ _distances(x - y, squared)) / expected if expected else None
