"""What a regime costs: how badly one constant fits the periods of a segment, for level, volume and mix.

A cost is a function of many starts and one end, all indices of periods: `cost(starts, end)` gives, for each start, the
cost of the periods from it up to `end`, exclusive, as twice the negative log-likelihood above that of a perfect
fit (the deviance). So costs of different kinds are on one scale, and a penalty means the same for each. All are
made of running sums, so a segment costs the same time however long it is.

A cost is never raised by cutting a segment in two, which is what the pruning of `segments.best_breaks` rests on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Cost = Callable[[Ints, int], Floats]


def squares(values: Floats, weights: Floats | None = None) -> Cost:
    """The weighted sum of squared distances from the segment's mean: a level with normal noise of variance 1.

    Args:
        values: shape (n,) or (n, k), in standard deviations of the noise.
        weights: shape (n,); the precision of each period beside the usual (1).

    Reference: Killick, Fearnhead & Eckley 2012, JASA 107:1590 (cost for a change in mean).
    Check: the definition, segment by segment; `ruptures` CostL2.
    """
    import numpy as np

    table = np.asarray(values, float).reshape(len(values), -1)
    # Taken from the middle first: running sums of large numbers would lose the small differences.
    table = table - table.mean(axis=0)
    given = np.ones(len(table)) if weights is None else np.asarray(weights, float)
    weight, total, square = (
        _running(given),
        _running(table * given[:, None]),
        _running((table**2).sum(axis=1) * given),
    )

    def cost(starts: Ints, end: int) -> Floats:
        inside = weight[end] - weight[starts]
        between = ((total[end] - total[starts]) ** 2).sum(axis=1) / np.where(inside > 0, inside, 1)
        return np.asarray(np.maximum(square[end] - square[starts] - between, 0))

    return cost


def counts(numbers: Floats, exposure: Floats, dispersion: float = 1.0) -> Cost:
    """The deviance of counts from one rate per exposure (Poisson), over the dispersion.

    Args:
        numbers: shape (n,), events a period.
        exposure: shape (n,), positive: what the rate is per, e.g. days that the source has.
        dispersion: variance over mean of the counts (quasi-Poisson); 1 for Poisson.

    Reference: McCullagh & Nelder 1989, Generalized Linear Models, 6.2; Chen & Gupta 2012, ch. 5.
    Check: the log-likelihood of scipy.stats.poisson, segment by segment.
    """
    import numpy as np
    from scipy.special import xlogy

    seen, per = np.asarray(numbers, float), np.asarray(exposure, float)
    number, size, perfect = _running(seen), _running(per), _running(xlogy(seen, seen / per))

    def cost(starts: Ints, end: int) -> Floats:
        events, under = number[end] - number[starts], size[end] - size[starts]
        apart = perfect[end] - perfect[starts] - xlogy(events, events / under)
        return np.asarray(np.maximum(2 * apart / dispersion, 0))

    return cost


def shares(table: Floats) -> Cost:
    """The deviance of counts by class from one set of shares (multinomial).

    Args:
        table: shape (n, k), counts or, where they are over-dispersed, effective counts (`effective`).

    Reference: Braun, Braun & Mueller 2000, Biometrika 87:301 (multinomial segmentation).
    Check: the log-likelihood of scipy.stats.multinomial, segment by segment.
    """
    import numpy as np
    from scipy.special import xlogy

    seen = np.asarray(table, float)
    number, all_ = _running(seen), _running(seen.sum(axis=1))
    own = xlogy(seen, seen).sum(axis=1) - xlogy(seen.sum(axis=1), seen.sum(axis=1))
    perfect = _running(own)

    def cost(starts: Ints, end: int) -> Floats:
        events, every = number[end] - number[starts], all_[end] - all_[starts]
        pooled = xlogy(events, events).sum(axis=1) - xlogy(every, every)
        return np.asarray(np.maximum(2 * (perfect[end] - perfect[starts] - pooled), 0))

    return cost


def effective(table: Floats, precision: float) -> Floats:
    """Counts by class, worth as many independent events as a Dirichlet-multinomial of that precision leaves.

    n events of one period are worth n (1 + s) / (n + s): all of them where the precision s is great, and never more
    than 1 + s, so that a month of ten thousand events does not drown the others.

    Reference: Mosimann 1962, Biometrika 49:65 (variance of the Dirichlet-multinomial).
    Check: the variance of simulated shares.
    """
    import numpy as np

    seen = np.asarray(table, float)
    number = seen.sum(axis=1, keepdims=True)
    return np.asarray(seen * (1 + precision) / (number + precision))


def _running(values: Floats) -> Floats:
    """The sums of the first 0, 1, ... n entries."""
    import numpy as np

    return np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])
