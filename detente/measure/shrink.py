"""Small counts drawn to what is usual for their series, with intervals: three conjugate models.

Each takes one series, estimates how much its periods truly differ by the method of moments, and gives for each period
the posterior with an 80 % interval. A period with many events keeps its own value; one with few leans on the others,
the more of them there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

LEVELS = (0.1, 0.9)
"""The bounds of an 80 % interval."""
Intervals = tuple["NDArray[np.float64]", "NDArray[np.float64]", "NDArray[np.float64]"]
_FEWEST, _MOST = 0.5, 1000.0
"""Bounds of a prior's weight, in events: none counts for less than half a one, nor drowns the data."""


def shrink_counts(counts: ArrayLike, exposure: ArrayLike) -> Intervals:
    """Counts as rates: the posterior mean of count at the exposure given, its low and its high.

    Args:
        counts: events in each period, shape (n_periods,).
        exposure: what each period could show, such as the share of its days that the source has; above 0.

    Returns:
        mean, low and high, each of shape (n_periods,), in events at that exposure.

    Reference: Gelman et al. 2013, Bayesian Data Analysis, 3rd ed., section 2.6 (Poisson rates with a Gamma prior);
        prior by moments after Böhning et al. 2004, Statistical Methods in Medical Research 13:67-77.
    Check: many periods of one rate are drawn to it; the interval of a lone count equals SciPy's Gamma quantiles
        (tests/measure/test_shrink.py).
    """
    import numpy as np
    from scipy.special import gammaincinv

    k, e = np.asarray(counts, float), np.asarray(exposure, float)
    rate = (k.sum() + _FEWEST) / e.sum()
    between = ((e * (k / e - rate) ** 2).sum() - max(len(k) - 1, 0) * rate) / max(
        e.sum() - (e**2).sum() / e.sum(), 1e-9
    )
    weight = _bounded(rate**2 / max(between, 1e-9), k)  # the prior's shape: events it stands for
    shape, scale = k + weight, e / (e + weight / rate)
    low, high = (gammaincinv(shape, level) * scale for level in LEVELS)
    return shape * scale, low, high


def shrink_shares(hits: ArrayLike, totals: ArrayLike) -> Intervals:
    """Shares: the posterior mean of hits of totals, its low and its high, each 0 to 1.

    A period without events gets what is usual for the series, with its whole width.

    Reference: Gelman et al. 2013, section 2.4 and 5.1 (binomial with a Beta prior, by moments).
    Check: the interval of a lone share equals SciPy's Beta quantiles; more events of one share narrow it
        (tests/measure/test_shrink.py).
    """
    import numpy as np
    from scipy.special import betaincinv

    k, n = np.asarray(hits, float), np.asarray(totals, float)
    share = (k.sum() + _FEWEST) / (n.sum() + 2 * _FEWEST)
    some = n > 1
    weight = np.full_like(n, 2.0)
    if some.any():
        noise = share * (1 - share)
        spread = (n[some] * (k[some] / n[some] - share) ** 2).sum() / n[some].sum()
        between = max(spread - noise * some.sum() / n[some].sum(), 1e-9)
        weight = np.maximum(_bounded(noise / between - 1, n), 2.0)
    weight = np.maximum(weight, _FEWEST / min(share, 1 - share))  # half an event of either kind, at the least
    a, b = k + weight * share, n - k + weight * (1 - share)
    low, high = (betaincinv(a, b, level) for level in LEVELS)
    return a / (a + b), low, high


def shrink_means(sums: ArrayLike, squares: ArrayLike, n: ArrayLike) -> Intervals:
    """Means of scores: the posterior mean, its low and its high, in the unit of the scores; NaN without events.

    Args:
        sums: sum of the scores in each period.
        squares: sum of their squares.
        n: events in each period.

    Reference: Gelman et al. 2013, section 5.4 (normal means, variances by moments).
    Check: equal periods are drawn wholly together; a large period keeps its own mean (tests/measure/test_shrink.py).
    """
    import numpy as np
    from scipy.special import ndtri

    s, q, m = np.asarray(sums, float), np.asarray(squares, float), np.asarray(n, float)
    total = m.sum()
    if not total:
        unknown = np.full_like(s, np.nan)
        return unknown, unknown, unknown
    mean = s.sum() / total
    means = np.divide(s, m, out=np.full_like(s, mean), where=m > 0)
    within = max((q - m * means**2).sum() / max(total - (m > 0).sum(), 1), 1e-6)
    between = max((m * (means - mean) ** 2).sum() / total - within * (m > 0).sum() / total, 1e-9)
    weight = _bounded(within / between, m)
    value, width = (s + weight * mean) / (m + weight), np.sqrt(within / (m + weight))
    low, high = (value + ndtri(level) * width for level in LEVELS)
    return value, low, high


def _bounded(weight: float, events: NDArray[np.float64]) -> NDArray[np.float64]:
    """A prior's weight for each period: never more than the events of the other periods, from which it is known."""
    import numpy as np

    most: NDArray[np.float64] = np.clip(events.sum() - events, _FEWEST, _MOST)
    return np.minimum(max(weight, _FEWEST), most)
