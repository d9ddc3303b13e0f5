"""What a regime costs: how badly one constant fits the periods of a segment, for level, volume and mix.

A cost is a function of starts and ends, indices of periods: `cost(starts, ends)` gives, for each start, the
deviance of the periods from it up to its end, exclusive: twice the log-likelihood that is lost by giving them all
one mean, one rate or one set of shares. So the kinds are on one scale: where nothing changes, a cut in two gains
about the number of free parameters. All are made of running sums: a segment costs the same time however long it is.

A cost is never raised by cutting a segment in two, which is what the pruning of `segments.best_breaks` rests on.

The noise is found from neighbours: how far one period lies from the next. A regime's end adds one such distance and no
more, so that large changes do not hide behind the scatter that they make themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


_NOTHING = 1e-9
"""Expected events that stand for none, so that a ratio can be taken."""


class Cost(Protocol):
    """The costs of segments, one for each start; `ends` is one for all or one for each."""

    def __call__(self, starts: Ints, ends: int | Ints, /) -> Floats:
        """Twice the log-likelihood lost, 0 or more, shape of `starts`."""
        ...


def squares(values: Floats, weights: Floats | None = None) -> Cost:
    """The weighted sum of squared distances from the segment's mean: normal noise of known variance.

    Args:
        values: shape (n,) or (n, k), in standard deviations of the noise.
        weights: shape (n,), 0 or more: the precision of each period; 1 each where not given.

    Reference: Killick, Fearnhead and Eckley 2012, JASA 107:1590-1598 (change in mean).
    Check: the definition, and the cost "l2" of ruptures.
    """
    import numpy as np

    table = np.asarray(values, float).reshape(len(values), -1)
    # Taken from the middle first: running sums of large numbers would lose the small differences.
    table = table - table.mean(axis=0)
    given = np.ones(len(table)) if weights is None else np.asarray(weights, float)
    weight, total = running(given), running(table * given[:, None])
    square = running((table**2).sum(axis=1) * given)

    def cost(starts: Ints, ends: int | Ints, /) -> Floats:
        inside = weight[ends] - weight[starts]
        mean = ((total[ends] - total[starts]) ** 2).sum(axis=1) / np.where(inside > 0, inside, 1)
        return np.asarray(np.maximum(square[ends] - square[starts] - mean, 0))

    return cost


def counts(numbers: Floats, exposure: Floats) -> Cost:
    """The deviance of counts from one rate per exposure (Poisson).

    Args:
        numbers: shape (n,), events a period; divided by their dispersion where they are over-dispersed.
        exposure: shape (n,), positive: what the rate is per; divided in the same way.

    Reference: McCullagh and Nelder 1989, Generalized Linear Models, 2nd ed., section 6.2 (deviance, quasi-likelihood).
    Check: the log-likelihood of scipy.stats.poisson.
    """
    import numpy as np
    from scipy.special import xlogy

    seen, per = np.asarray(numbers, float), np.asarray(exposure, float)
    number, size, own = running(seen), running(per), running(xlogy(seen, seen / per))

    def cost(starts: Ints, ends: int | Ints, /) -> Floats:
        events, under = number[ends] - number[starts], size[ends] - size[starts]
        return np.asarray(np.maximum(2 * (own[ends] - own[starts] - xlogy(events, events / under)), 0))

    return cost


def shares(table: Floats) -> Cost:
    """The deviance of counts by class from one set of shares (multinomial).

    Args:
        table: shape (n, k), counts or, where they are over-dispersed, what they are worth (`worth`).

    Reference: Braun, Braun and Mueller 2000, Biometrika 87:301-314 (multinomial change points by quasi-deviance).
    Check: the log-likelihood of scipy.stats.multinomial.
    """
    import numpy as np
    from scipy.special import xlogy

    seen = np.asarray(table, float)
    every = seen.sum(axis=1)
    number, total = running(seen), running(every)
    own = running(xlogy(seen, seen).sum(axis=1) - xlogy(every, every))

    def cost(starts: Ints, ends: int | Ints, /) -> Floats:
        events, all_ = number[ends] - number[starts], total[ends] - total[starts]
        pooled = xlogy(events, events).sum(axis=1) - xlogy(all_, all_)
        return np.asarray(np.maximum(2 * (own[ends] - own[starts] - pooled), 0))

    return cost


def noise(values: Floats, weights: Floats) -> float:
    """The standard deviation of the noise of a level at weight 1, from the squares of successive differences.

    Args:
        values: shape (n,), at least two.
        weights: shape (n,), positive: the precision of each period.

    Periods that resemble their neighbours (autocorrelation) make it too small: it is the noise of independent
    periods.

    Reference: von Neumann 1941, Annals of Mathematical Statistics 12:367-395.
    Check: white noise of a known standard deviation, with and without a step.
    """
    import numpy as np

    apart = np.diff(values) ** 2 / (1 / weights[1:] + 1 / weights[:-1])
    return float(np.sqrt(_mirrored(apart)))


def dispersion(cost: Cost, table: Floats) -> float:
    """How many times more neighbours differ than counts of one rate, or of one set of shares, would: usually 1 or more.

    Args:
        cost: of the counts.
        table: shape (n, k), the counts themselves, k classes (1 where only their number is of interest).

    It is the deviance of the pairs of periods in a row over its expectation, which is the number of classes of which
    the pair has any event, less one (of one class: 1, where it has any). So pairs with few events, which cannot differ
    much, do not make the rest look calm. Without any events it is 1.

    Reference: McCullagh and Nelder 1989, section 4.5 (dispersion); of neighbours, as in `noise`.
    Check: Poisson, negative-binomial and multinomial counts of known dispersion.
    """
    import numpy as np

    starts = np.arange(len(table) - 1)
    present = ((table[1:] + table[:-1]) > 0).sum(axis=1)
    expected = _mirrored(np.maximum(present - (table.shape[1] > 1), 0).astype(float))
    return _mirrored(cost(starts, starts + 2)) / expected if expected > 0 else 1.0


def worth(table: Floats, likeness: float) -> Floats:
    """Counts by class, scaled to as many independent events as they are worth.

    n events of a period whose events are alike by `likeness` (0 to 1, the intraclass correlation of a Dirichlet-
    multinomial) are worth n / (1 + (n - 1) likeness): so a month of ten thousand does not drown the others.

    Reference: Mosimann 1962, Biometrika 49:65-82 (variance of the Dirichlet-multinomial).
    Check: the variance of simulated shares.
    """
    import numpy as np

    seen = np.asarray(table, float)
    number = seen.sum(axis=1, keepdims=True)
    return np.asarray(seen / (1 + np.maximum(number - 1, 0) * likeness))


def likeness(table: Floats) -> float:
    """How alike the events of one period are, 0 to 1: the least for which neighbours differ no more than by chance.

    Args:
        table: shape (n, k), counts by class, some in each period.

    Reference: as `worth`; the moment equation is that of Williams 1982, Applied Statistics 31:144-148, of neighbours.
    Check: simulated Dirichlet-multinomial counts of known likeness.
    """

    def excess(likely: float) -> float:
        return dispersion(shares(worth(table, likely)), table) - 1

    low, high = 0.0, 1.0
    if excess(low) <= 0:
        return low
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return high


def capped_values(values: Floats, weights: Floats, *, penalty: float, least: int) -> Floats:
    """A level whose single periods are drawn in so far that none alone pays for a break.

    Args:
        values: shape (n,), in standard deviations of the noise.
        weights: shape (n,), positive: the precision of each period.
        penalty: what a break must gain.
        least: periods that a regime has at least.

    A period is held within that distance from the median of its neighbourhood (`least` - 1 to each side) at which a
    regime of `least` periods, all others as before, would gain the penalty.

    Reference: winsorising as Huber 1981, Robust Statistics; for change points Fearnhead and Rigaill 2019, JASA
        114:169-183, who bound the loss.
    Check: a lone outlier of any size makes no break.
    """
    import numpy as np

    centre = _neighbourhood(values, least)
    reach = np.sqrt(penalty * (weights + (least - 1) * np.median(weights))) / weights
    return np.clip(values, centre - reach, centre + reach)


def capped_counts(numbers: Floats, exposure: Floats, *, penalty: float, least: int) -> Floats:
    """Counts of which no single one is so high that it alone pays for a break; otherwise as `capped_values`.

    Where most of the neighbourhood is empty, the rate of all other periods stands for its own: else any event at all
    would be too many.

    Reference: as `capped_values`.
    Check: a lone outlier of any size makes no break.
    """
    import numpy as np
    from scipy.special import xlogy

    rate = _neighbourhood(numbers / exposure, least)
    rate = np.where(rate > 0, rate, (numbers.sum() - numbers) / (exposure.sum() - exposure))
    usual = np.maximum(rate * (exposure + (least - 1) * np.median(exposure)), _NOTHING)
    low, high = usual, usual + numbers
    for _ in range(60):
        middle = (low + high) / 2
        dear = 2 * (xlogy(middle, middle / usual) - middle + usual) > penalty
        low, high = np.where(dear, low, middle), np.where(dear, middle, high)
    return np.minimum(numbers, low - usual + rate * exposure)


def _neighbourhood(values: Floats, least: int) -> Floats:
    """The median of the periods around each; at the ends, of the last that have as many to each side."""
    import numpy as np
    from scipy.ndimage import median_filter

    found = np.asarray(median_filter(values, size=2 * least - 1))
    found[: least - 1] = found[least - 1]
    found[len(found) - least + 1 :] = found[len(found) - least]
    return found


def _mirrored(apart: Floats) -> float:
    """The mean over neighbours, the first and the last pair counted twice.

    The first and the last period have one neighbour only. As if the series went on mirrored, a lone outlier there
    weighs as much as elsewhere; else it would hide from the noise and pass for a regime.
    """
    return float((apart.sum() + apart[0] + apart[-1]) / (len(apart) + 2))


def running(values: Floats) -> Floats:
    """The sums of the first 0, 1, ... n entries."""
    import numpy as np

    return np.concatenate([np.zeros((1, *values.shape[1:])), np.cumsum(values, axis=0)])
