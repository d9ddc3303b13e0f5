"""Whether one dyad moves with another, and which of them moves first.

Two series of news look alike for reasons that say nothing of the two dyads: each goes on as it was, and all follow
what the world writes about. So both are first reduced to what is new in each: the part that neither its own past nor
the common movement of all dyads foretells (Haugh 1976). Only that is correlated, over some lags either way, and the
greatest of these is held against the same with the order of one series' blocks changed. To lead is not to cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData
from detente.measure.agreement import as_column, in_step
from detente.model.measured import MONTHS_IN, Comovement, Series, months_between

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 24
"""Pairs of periods at every lag, at the least."""
PAST = 3
"""Periods of its own past that a series may depend on; how many, BIC tells."""
BLOCK = 6
"""Periods that stay together when the order is changed."""
_ALIKE = 1e-12
_NOTHING = 1e-9


def find_comovement(
    first: Series,
    second: Series,
    *,
    common: Sequence[float] | None = None,
    max_lag: int = 6,
    permutations: int = 999,
    seed: int = 0,
) -> Comovement:
    """How what is new in one dyad goes with what is new in another, at the lag where it does so most.

    What is new is the residual of a regression of a value on the series' own past (0 to 3 periods, by BIC) and on
    `common` in the same and the period before: one number for each period of `first`, from `find_common`. Its ranks
    are correlated (a single great shock is one rank) at every lag up to `max_lag` either way: `lag` is positive where
    the first leads. `p` is the share of permutations with as great a correlation at any lag, either sign, the
    observed one counted in, so that it answers for having looked at all lags. Permuted are blocks of 6 periods of the
    second, from a random beginning: the autocorrelation that is left, and loud and quiet times, stay within them.
    Circular shifts keep all of it, but there are no more of them than periods, and shifts and lags look at the same
    pairs: of independent series of 72 months they called 9 to 10 in 100 at p = 0.05, blocks 4 to 5.
    `adjusted` is `p`, until `adjust` has seen all tests of the question.

    Raises:
        NotEnoughData: fewer than 24 pairs of periods at a lag, or a series in which nothing is new.
        ValueError: the periods differ, or `common` has not one number for each period of `first`.

    Reference: Haugh 1976, JASA 71:378; Davison & Hinkley 1997, Bootstrap Methods, ch. 4 (p with one added) and 8
    (blocks).
    Check: false positives on independent autocorrelated series; a planted lead is found at its lag.
    """
    import numpy as np

    both = in_step(first, second)
    world = None if common is None else _world(first, both[0], common)
    fresh = [_ranks(_innovations(as_column(one.values), world)) for one in both]
    observed, pairs = _correlations(fresh[0], fresh[1][None, :], max_lag)
    if pairs.min() < FEWEST or not np.isfinite(observed).all():
        raise NotEnoughData(
            f"too few {first.period}s, or too little that is new in them, to tell who leads",
            where=f"{first.of.a}–{first.of.b} and {second.of.a}–{second.of.b}",
            mend=f"At every lag {FEWEST} {first.period}s must be known of both: take fewer lags or shorter periods.",
        )
    at = int(np.argmax(np.abs(observed[0])))
    rng = np.random.default_rng(seed)
    drawn, _ = _correlations(fresh[0], _permuted(fresh[1], permutations, rng), max_lag)
    greatest = np.nanmax(np.abs(drawn), axis=1)
    beyond = int(np.sum(greatest >= abs(observed[0, at]) - _ALIKE))
    p = (1 + beyond) / (1 + permutations)
    return Comovement(
        first=first.of,
        second=second.of,
        measure=first.measure,
        source=first.source,
        lag=at - max_lag,
        correlation=float(observed[0, at]),
        p=p,
        adjusted=p,
        periods=int(pairs[0, at]),
    )


def find_common(many: Sequence[Series], like: Series) -> tuple[float, ...]:
    """The movement common to all dyads, one number for each period of `like`.

    It is the median over dyads of their values, each in robust deviations from its own median; 0 where no dyad is
    known. Half of the dyads may do as they like without moving it. `many` should be tens of dyads: the two that are
    to be compared must not make the median.

    Raises:
        ValueError: a series has other periods than `like`.

    Reference: the cross-section average of Pesaran 2006, Econometrica 74:967, with a median in place of the mean.
    Check: series made of one movement and noise give it back.
    """
    import numpy as np

    table = np.full((len(many), len(like.values)), np.nan)
    for row, series in zip(table, many, strict=True):
        skip, odd = divmod(months_between(like.start, series.start), MONTHS_IN[like.period])
        if series.period != like.period or odd:
            raise ValueError("a common movement is of the same periods")
        column = as_column(series.values)
        known = column[np.isfinite(column)]
        scale = 1.4826 * float(np.median(np.abs(known - np.median(known)))) if len(known) else 0.0
        if scale:
            begin, end = max(skip, 0), max(min(skip + len(column), len(row)), 0)
            row[begin:end] = (column[begin - skip : end - skip] - np.median(known)) / scale
    seen = np.isfinite(table).any(axis=0)
    middle = np.zeros(len(like.values))
    middle[seen] = np.nanmedian(table[:, seen], axis=0)
    return tuple(float(value) for value in middle)


def adjust(ps: Sequence[float]) -> tuple[float, ...]:
    """p values for many tests of one question, so that of what is called at q a share of q at most is expected false.

    Raises:
        ValueError: a p lies outside 0 to 1.

    Reference: Benjamini & Hochberg 1995, J R Stat Soc B 57:289.
    Check: statsmodels multipletests(method="fdr_bh").
    """
    if any(not 0 <= p <= 1 for p in ps):
        raise ValueError("a p value lies between 0 and 1")
    least, adjusted = 1.0, [1.0] * len(ps)
    for rank, at in sorted(enumerate(sorted(range(len(ps)), key=lambda i: ps[i]), start=1), reverse=True):
        least = min(least, ps[at] * len(ps) / rank)
        adjusted[at] = least
    return tuple(adjusted)


def _world(first: Series, cut: Series, common: Sequence[float]) -> NDArray[np.float64]:
    """The common movement over the periods to which the first series is cut."""
    import numpy as np

    if len(common) != len(first.values):
        raise ValueError("the common movement has one number for each period of the first series")
    skip = months_between(first.start, cut.start) // MONTHS_IN[first.period]
    return np.array(common[skip : skip + len(cut.values)], dtype=float)


def _innovations(column: NDArray[np.float64], world: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """What neither the series' past nor the world foretells, NaN where that cannot be said."""
    import numpy as np

    n = len(column)
    past = [_delayed(column, lag) for lag in range(1, PAST + 1)]
    beside = [np.ones(n)] if world is None else [np.ones(n), world, _delayed(world, 1)]
    every = np.column_stack([column, *past, *beside])
    # The same rows for each order, or their BIC could not be compared.
    rows = np.isfinite(every).all(axis=1)
    fresh, best = np.full(n, np.nan), np.inf
    for order in range(PAST + 1):
        known = np.column_stack([*past[:order], *beside])[rows]
        if len(known) <= known.shape[1]:
            return fresh
        weights, *_ = np.linalg.lstsq(known, column[rows], rcond=None)
        rest = column[rows] - known @ weights
        # What is left of a series that is foretold in full is rounding, and has no order.
        if np.abs(rest).max() <= _NOTHING * np.abs(column[rows]).max():
            return np.where(rows, 0.0, np.nan)
        variance = float(rest @ rest) / len(rest)
        bic = np.log(variance) + known.shape[1] * np.log(len(rest)) / len(rest)
        if bic < best:
            best, fresh[rows] = bic, rest
    return fresh


def _delayed(column: NDArray[np.float64], lag: int) -> NDArray[np.float64]:
    import numpy as np

    return np.concatenate([np.full(min(lag, len(column)), np.nan), column[:-lag]])


def _ranks(column: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks of what is known, centred, in -1 to 1."""
    import numpy as np
    from scipy.stats import rankdata

    known = np.isfinite(column)
    ranks = np.full(len(column), np.nan)
    if known.any():
        ranks[known] = 2 * rankdata(column[known]) / (known.sum() + 1) - 1
    return ranks


def _correlations(
    one: NDArray[np.float64], others: NDArray[np.float64], max_lag: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Correlations of one column with rows, and the pairs behind them, at lags from -max_lag: each rows x lags."""
    import numpy as np

    n = len(one)
    found, pairs = [], []
    for lag in range(-max_lag, max_lag + 1):
        x = one[max(-lag, 0) : max(n - max(lag, 0), 0)]
        y = others[:, max(lag, 0) : max(n - max(-lag, 0), 0)]
        seen_x, seen_y = np.isfinite(x).astype(float), np.isfinite(y).astype(float)
        x, y = np.nan_to_num(x), np.nan_to_num(y)
        count = seen_y @ seen_x
        with np.errstate(invalid="ignore", divide="ignore"):
            mean_x, mean_y = seen_y @ x / count, y @ seen_x / count
            spread = (seen_y @ x**2 / count - mean_x**2) * (y**2 @ seen_x / count - mean_y**2)
            found.append(
                np.where(spread > _ALIKE, (y @ x / count - mean_x * mean_y) / np.sqrt(spread), np.nan)
            )
        pairs.append(count)
    return np.array(found).T, np.array(pairs).T


def _permuted(column: NDArray[np.float64], draws: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Rows of the column with its blocks in another order, cut from a random beginning."""
    import numpy as np

    places = np.arange(len(column))
    begin = rng.integers(len(column), size=(draws, 1))
    block = places // BLOCK
    # Blocks get random keys; a stable sort by these moves whole blocks, the short last one too.
    keys = rng.random((draws, int(block[-1]) + 1))[:, block]
    order = np.argsort(keys, axis=1, kind="stable")
    rows: NDArray[np.float64] = column[(order + begin) % len(column)]
    return rows
