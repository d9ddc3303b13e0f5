"""Whether one state answers another in kind: reciprocity, lagged response, and both in one vector autoregression.

    reciprocity    how alike what A does to B and what B does to A are, in the same period
    network        the share of all that is given which is given back
    response       what A does to B by what B did to A a period before, A's own habit held fixed
    exchange       the same over several periods, both ways: who answers whom (Granger), how much and how long

To foretell is not to cause: a third event may move both, one of them later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import floor, sqrt
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData
from detente.measure.agreement import as_column, in_step
from detente.model.measured import Number, Series

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 20
"""Periods beyond the number of weights to be fitted, at the least."""
MAX_ORDER = 6
"""The longest memory that is tried, in periods."""
DRAWS = 500
"""Series drawn anew for the interval of an answer's path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What `actor` does by what was done to it a period before: `beta`, with an 80 % interval, in units per unit.

    `own` is the weight of what it did itself a period before, `level` the constant; `p` is for a beta of zero; `n`
    the periods fitted.
    """

    actor: str
    beta: float
    low: float
    high: float
    own: float
    level: float
    p: float
    n: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Autoregression:
    """k columns by their common past: y_t = c + A_1 y_t-1 + ... + A_p y_t-p + e_t, where p is the `order`.

    `weights` has 1 + kp rows (the constant, then k for each lag) and k columns; `residuals` n rows; `covariance` is
    theirs, by degrees of freedom; `moments` the inverse of X'X; `bic` of each order from 1 on; `values` what was fit.
    """

    order: int
    weights: NDArray[np.float64]
    residuals: NDArray[np.float64]
    covariance: NDArray[np.float64]
    moments: NDArray[np.float64]
    values: NDArray[np.float64]
    bic: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Causality:
    """A Granger test: F with its degrees of freedom, and p that the past of the cause foretells nothing more."""

    f: float
    restrictions: int
    freedom: int
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How `actor` answers the other: its Granger test, and its path after a shock by the other.

    `path` is what it does 0, 1, 2 ... periods after the other did one standard deviation (`shock`) more than the past
    foretold, with 80 % intervals `low` and `high`, in units of the series; 0 at first, since nothing is answered
    within a period.
    """

    actor: str
    causality: Causality
    shock: float
    path: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Both directions in one vector autoregression: its order in periods, the periods fitted, the answer of each."""

    order: int
    periods: int
    first: Answer
    second: Answer


def measure_reciprocity(ab: Series, ba: Series) -> Series:
    """The reciprocity index of two directions, period by period: 1 - |x - y| / (|x| + |y|), 0 to 1.

    1 where both do the same, 0 where only one does anything, or one is friendly and the other hostile; `None` where
    a direction is not known or neither does anything. It has no interval.

    Raises:
        NotEnoughData: the directions have no period in common.
        ValueError: they are not the two directions of one dyad, or their periods differ.

    Reference: Goldstein 1991, Int Stud Q 35:195 (reciprocity of the superpowers); this form of an index is our own.
    Check: worked by hand; bounds and symmetry on random series.
    """
    left, right = _directions(ab, ba)
    unknown = (None,) * len(left.values)
    return replace(
        left,
        directed=False,
        measure=f"reciprocity of {ab.measure}",
        unit="0 to 1",
        values=tuple(_alike(x, y) for x, y in zip(left.values, right.values, strict=True)),
        low=unknown,
        high=unknown,
        n=tuple(x + y for x, y in zip(left.n, right.n, strict=True)),
        coverage=tuple(min(x, y) for x, y in zip(left.coverage, right.coverage, strict=True)),
    )


def measure_network_reciprocity(weights: Mapping[tuple[str, str], float]) -> float:
    """The share of all that is done which is done in return: sum of min(w_ij, w_ji) over sum of w_ij, 0 to 1.

    `weights` are by (actor, recipient), in any unit, none negative; what a state does to itself is left out.

    Raises:
        NotEnoughData: nobody does anything to another.
        ValueError: a weight is negative.

    Reference: Squartini, Picciolo, Ruzzenenti & Garlaschelli 2013, Sci Rep 3:2729.
    Check: worked by hand; 1 for symmetric networks, 0 for those without a return.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("reciprocity of a network is of weights that are not negative")
    given = {ends: weight for ends, weight in weights.items() if ends[0] != ends[1]}
    total = sum(given.values())
    if not total:
        raise NotEnoughData(
            "nothing is done to another state", where="reciprocity", mend="Take more states or time."
        )
    return sum(min(weight, given.get((b, a), 0.0)) for (a, b), weight in given.items()) / total


def find_response(ab: Series, ba: Series) -> Response:
    """What the first state does to the second, by what the second did to it a period before.

    x_ab,t = level + beta x_ba,t-1 + own x_ab,t-1, by least squares over the periods in which all three are known. The
    80 % interval and p (Student's t) are by Newey and West's errors, with floor(4 (n/100)^(2/9)) lags in calendar
    time, so that a gap is not closed, and the factor n / (n - 3).

    Raises:
        NotEnoughData: fewer than 23 periods, or a direction that does not vary.
        ValueError: they are not the two directions of one dyad, or their periods differ.

    Reference: Newey & West 1987, Econometrica 55:703; 1994, Rev Econ Stud 61:631 (lags).
    Check: statsmodels OLS(cov_type="HAC", use_correction=True), to 1e-8.
    """
    import numpy as np
    from scipy.stats import t as student

    left, right = (as_column(one.values) for one in _directions(ab, ba))
    table = np.column_stack([left[1:], np.ones(len(left) - 1), right[:-1], left[:-1]])
    known = np.isfinite(table).all(axis=1)
    n = int(known.sum())
    _require(n - 3, table[known][:, 2:], ab)
    # Unknown periods stay in as rows of zeros: they add nothing, and their neighbours stay a period apart.
    table[~known] = 0
    x, y = table[:, 1:], table[:, 0]
    inverse = np.linalg.inv(x.T @ x)
    weights = inverse @ x.T @ y
    scores = x * (y - x @ weights)[:, None]
    lags = floor(4 * (n / 100) ** (2 / 9))
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        product = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (lags + 1)) * (product + product.T)
    error = sqrt((inverse @ middle @ inverse)[1, 1] * n / (n - 3))
    level, beta, own = (float(weight) for weight in weights)
    reach = float(student.ppf(0.9, n - 3)) * error
    p = 2 * float(student.sf(abs(beta) / error, n - 3))
    return Response(
        actor=ab.of.a, beta=beta, low=beta - reach, high=beta + reach, own=own, level=level, p=p, n=n
    )


def find_exchange(
    ab: Series, ba: Series, *, max_order: int = MAX_ORDER, horizon: int = 12, seed: int = 0
) -> Exchange:
    """Who answers whom over several periods: a vector autoregression of both directions.

    Of the longest stretch in which both are known. The order is that of the least BIC, from 1 to `max_order`; the
    intervals of paths are 10 to 90 % of those in 500 series drawn from the fit with its own residuals.

    Raises:
        NotEnoughData: too few periods for `max_order`, or a direction that does not vary.
        ValueError: they are not the two directions of one dyad, or their periods differ.

    Reference: Freeman 1983, Am J Pol Sci 27:327; Goldstein & Freeman 1990, Three-Way Street; Brandt & Freeman 2006,
    Political Analysis 14:1; Runkle 1987, J Bus Econ Stat 5:437 (intervals).
    Check: Israel and the Palestinians by month 1979–2011 (KEDS Levant): each answers the other.
    """
    import numpy as np

    both = np.column_stack([as_column(one.values) for one in _directions(ab, ba)])
    values = _longest(both)
    _require(len(values) - max_order - (1 + 2 * max_order), values, ab)
    model = fit_autoregression(values, max_order=max_order)
    middle, drawn = (
        find_impulses(model, horizon),
        _drawn_impulses(model, horizon, np.random.default_rng(seed)),
    )
    tables = (middle, *np.quantile(drawn, [0.1, 0.9], axis=0))

    def answer(actor: str, effect: int, cause: int) -> Answer:
        shock = sqrt(model.covariance[cause, cause])
        path, low, high = (tuple((table[:, effect, cause] * shock).tolist()) for table in tables)
        causality = find_causality(model, cause=cause, effect=effect)
        return Answer(actor=actor, causality=causality, shock=shock, path=path, low=low, high=high)

    first, second = answer(ab.of.a, 0, 1), answer(ba.of.a, 1, 0)
    return Exchange(order=model.order, periods=len(values), first=first, second=second)


def fit_autoregression(
    values: NDArray[np.float64], *, max_order: int = MAX_ORDER, order: int | None = None
) -> Autoregression:
    """A vector autoregression by least squares: rows are periods without a gap, columns what is explained.

    Its order is the one given, or that of the least BIC from 1 to `max_order`, all on the rows that the longest has;
    the fit is then on all rows that it can have.

    Raises:
        NotEnoughData: fewer rows than weights, or columns that are one.

    Reference: Lütkepohl 2005, New Introduction to Multiple Time Series Analysis, ch. 3 and 4.
    Check: statsmodels.tsa.api.VAR, weights, covariance and BIC to 1e-8.
    """
    import numpy as np

    k, bic = values.shape[1], []
    for tried in range(1, max_order + 1):
        x, y = _lagged(values[max_order - tried :], tried)
        residuals = y - x @ _least_squares(x, y)
        penalty = tried * k * k + k
        bic.append(
            float(np.linalg.slogdet(residuals.T @ residuals / len(y))[1] + np.log(len(y)) / len(y) * penalty)
        )
    chosen = order or 1 + int(np.argmin(bic))
    x, y = _lagged(values, chosen)
    weights = _least_squares(x, y)
    residuals = y - x @ weights
    covariance = residuals.T @ residuals / (len(y) - x.shape[1])
    moments = np.linalg.inv(x.T @ x).astype(float)
    return Autoregression(
        order=chosen,
        weights=weights,
        residuals=residuals,
        covariance=covariance,
        moments=moments,
        values=values,
        bic=tuple(bic),
    )


def find_causality(model: Autoregression, *, cause: int, effect: int) -> Causality:
    """Granger's test: whether a column's past foretells another better than the past of all others does alone.

    F of p restrictions and n - 1 - kp degrees of freedom: that all p weights of the cause in the effect's equation
    are zero.

    Reference: Granger 1969, Econometrica 37:424; Freeman 1983, Am J Pol Sci 27:327.
    Check: statsmodels VARResults.test_causality(kind="f") and grangercausalitytests, to 1e-8.
    """
    import numpy as np
    from scipy.stats import f as fisher

    rows = [1 + lag * model.values.shape[1] + cause for lag in range(model.order)]
    weights = model.weights[rows, effect]
    spread = model.moments[np.ix_(rows, rows)] * model.covariance[effect, effect]
    f = float(weights @ np.linalg.solve(spread, weights)) / model.order
    freedom = len(model.residuals) - len(model.weights)
    return Causality(
        f=f, restrictions=model.order, freedom=freedom, p=float(fisher.sf(f, model.order, freedom))
    )


def find_impulses(model: Autoregression, horizon: int, *, ordered: bool = False) -> NDArray[np.float64]:
    """What a shock does 0 to `horizon` periods later: horizon + 1 x effect x cause, in units of the columns.

    The shock is of one unit, to one column alone; or, where `ordered`, of one standard deviation, with what goes
    along with it in the same period put down to the earlier column (Cholesky).

    Reference: Lütkepohl 2005, ch. 2.3.
    Check: statsmodels irf().irfs and orth_irfs, to 1e-8.
    """
    import numpy as np

    steps = _spread(model.weights[None], model.order, horizon)[0]
    return np.asarray(steps @ np.linalg.cholesky(model.covariance) if ordered else steps, dtype=float)


def _spread(weights: NDArray[np.float64], order: int, horizon: int) -> NDArray[np.float64]:
    """Impulse responses of many fits at once: fits x horizon + 1 x effect x cause."""
    import numpy as np

    k = weights.shape[2]
    lags = [weights[:, 1 + lag * k : 1 + (lag + 1) * k].transpose(0, 2, 1) for lag in range(order)]
    steps = [np.broadcast_to(np.eye(k), (len(weights), k, k))]
    for at in range(1, horizon + 1):
        steps.append(np.sum([steps[at - lag - 1] @ lags[lag] for lag in range(min(order, at))], axis=0))
    return np.stack(steps, axis=1)


def _drawn_impulses(model: Autoregression, horizon: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """The impulse responses of fits to series drawn from the model, each from the first periods of the real one."""
    import numpy as np

    (n, k), order = model.residuals.shape, model.order
    shocks = (model.residuals - model.residuals.mean(axis=0))[rng.integers(n, size=(DRAWS, n))]
    drawn = np.empty((DRAWS, order + n, k))
    drawn[:, :order] = model.values[:order]
    for at in range(n):
        past = drawn[:, at : at + order][:, ::-1].reshape(DRAWS, order * k)
        drawn[:, order + at] = model.weights[0] + past @ model.weights[1:] + shocks[:, at]
    fits = np.stack([_least_squares(*_lagged(series, order)) for series in drawn])
    return _spread(fits, order, horizon)


def _lagged(values: NDArray[np.float64], order: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The constant and the past of every row that has one, the latest lag first; and these rows."""
    import numpy as np

    n = len(values)
    past = [values[order - lag : n - lag] for lag in range(1, order + 1)]
    return np.hstack([np.ones((n - order, 1)), *past]), values[order:]


def _least_squares(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    weights, _, rank, _ = np.linalg.lstsq(x, y, rcond=None)
    if rank < x.shape[1]:
        raise NotEnoughData(
            "two columns cannot be told apart, or there are fewer periods than weights",
            where="vector autoregression",
            mend="Take a longer stretch, a lower order, or other series.",
        )
    return weights.astype(float)


def _longest(both: NDArray[np.float64]) -> NDArray[np.float64]:
    """The longest stretch of rows without a gap, the earliest of equals."""
    import numpy as np

    gaps = [-1, *np.flatnonzero(~np.isfinite(both).all(axis=1)).tolist(), len(both)]
    size, begin = max(((b - a - 1, a + 1) for a, b in pairwise(gaps)), key=lambda stretch: stretch[0])
    return both[begin : begin + size]


def _directions(ab: Series, ba: Series) -> tuple[Series, Series]:
    if (
        not (ab.directed and ba.directed)
        or (ab.of.a, ab.of.b) != (ba.of.b, ba.of.a)
        or ab.measure != ba.measure
    ):
        raise ValueError("a response is between the two directions of one dyad, in one measure")
    return in_step(ab, ba)


def _require(spare: int, table: NDArray[np.float64], series: Series) -> None:
    if spare < FEWEST or not table.std(axis=0).all():
        raise NotEnoughData(
            "a direction does not vary"
            if spare >= FEWEST
            else f"too few {series.period}s are known of both directions",
            where=f"{series.of.a}–{series.of.b}, {series.source}",
            mend="Take shorter periods, or a longer stretch.",
        )


def _alike(x: Number, y: Number) -> Number:
    if x is None or y is None or not (x or y):
        return None
    return 1 - abs(x - y) / (abs(x) + abs(y))
