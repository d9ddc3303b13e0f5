"""How likely the periods of each possible regime are, its constant unknown: the evidence for every segment.

Each function gives a table of shape (n + 1, n + 1): at [start, end] the log of the probability of the periods from
start up to end, exclusive, averaged over a conjugate prior of the regime's mean, rate or shares, less what is the same
for every segmentation. Where end is not after start it is minus infinity.

The priors lie around the mean of the whole series and are worth about one observation, so that a regime of a few
periods already tells for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.measure.costs import running

if TYPE_CHECKING:
    from detente.measure.costs import Floats


def of_levels(values: Floats, weights: Floats) -> Floats:
    """Normal periods of known precision, the mean of a regime normal with the spread of the whole series.

    Args:
        values: shape (n,), in standard deviations of the noise.
        weights: shape (n,), positive: the precision of each period.

    Reference: Barry and Hartigan 1993, JASA 88:309-319; Gelman et al. 2013, Bayesian Data Analysis, section 2.5.
    Check: the multivariate normal density of scipy.stats.
    """
    import numpy as np

    values = values - np.average(values, weights=weights)
    spread = max(float(np.average(values**2, weights=weights)), 1.0)
    weight, total = _between(weights), _between(values * weights)
    square = _between(values**2 * weights)
    with np.errstate(invalid="ignore"):
        found = -square / 2 + total**2 / (weight + 1 / spread) / 2 - np.log1p(spread * weight) / 2
    return _forward_only(found)


def of_counts(numbers: Floats, exposure: Floats) -> Floats:
    """Poisson counts, the rate of a regime Gamma (exponential) around the rate of the whole series.

    Args:
        numbers: shape (n,), events a period; divided by their dispersion where they are over-dispersed.
        exposure: shape (n,), positive, divided in the same way.

    Reference: Fearnhead 2006, Statistics and Computing 16:203-213 (Poisson-Gamma).
    Check: the negative-binomial probability of scipy.stats for one period, the chain rule for more.
    """
    import numpy as np
    from scipy.special import gammaln

    usual = exposure.sum() / (numbers.sum() or 1.0)
    number, size = _between(numbers), _between(exposure)
    with np.errstate(invalid="ignore"):
        found = np.log(usual) + gammaln(1 + number) - (1 + number) * np.log(usual + size)
    return _forward_only(found)


def of_shares(table: Floats) -> Floats:
    """Multinomial counts, the shares of a regime Dirichlet around those of the whole series.

    Args:
        table: shape (n, k), counts by class or what they are worth, some above 0.

    The prior is worth one event a class; half an event is added to each class, so that none is impossible.

    Reference: Fearnhead 2006, Statistics and Computing 16:203-213; Minka 2000, Estimating a Dirichlet distribution.
    Check: the Dirichlet-multinomial probability of scipy.stats.
    """
    import numpy as np
    from scipy.special import gammaln

    classes = table.shape[1]
    prior = (table.sum(axis=0) + 0.5) / (table.sum() + 0.5 * classes) * classes
    with np.errstate(invalid="ignore"):
        found = gammaln(classes) - gammaln(classes + _between(table.sum(axis=1)))
        for column, alpha in zip(table.T, prior, strict=True):
            found = found + gammaln(alpha + _between(column)) - gammaln(alpha)
    return _forward_only(found)


def _between(values: Floats) -> Floats:
    """The sum of the periods of each segment; NaN where it would run backwards."""
    import numpy as np

    sums = running(values)
    table = sums[None, :] - sums[:, None]
    return np.where(np.tri(len(sums), k=-1, dtype=bool), np.nan, table)


def _forward_only(found: Floats) -> Floats:
    """The table with minus infinity where a segment has no period."""
    import numpy as np

    return np.where(np.tri(len(found), dtype=bool), -np.inf, found)
