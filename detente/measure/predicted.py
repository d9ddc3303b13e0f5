"""What the next periods of a series may bring, as a distribution, from its own past alone.

    rate          mean over PACES of: discounted sum of values / discounted sum of coverage; a mean of fast and slow
                  memory, since nobody knows how fast a dyad changes; paces that did better weigh a little more
    counts        negative binomial about the rate; variance = mean + mean^1.5 / evenness (1/4 to 32, learnt from
                  past forecasts): a busy dyad is steadier, for its size, than a quiet one
    scores        Student's t with 4 degrees of freedom about the rate, times a spread
    spread        3/5 past errors (geometric mean over SPANS of their discounted means) + 1/4 |rate|, times a factor
                  that grows when an outcome falls outside the 80 % interval and shrinks when it does not
    lean          a score's outer side is wider and its middle nearer to zero, the more so the farther the rate is
                  from zero in spreads: events come in bursts, and bursts are like what there is already

What is learnt is weighed by discounted likelihood, tempered since neighbouring months are not independent. A forecast
of several periods is one of their sum, and learns from past sums of as many. Only what was complete before the origin
goes in; a period without coverage is passed over, one with a part counts by its part. The numbers of this module were
set on made-up series, on GDELT dyads and on years that are not used to judge them (benchmarks/forecasting.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.float64]
    Origins = NDArray[np.int64]
    Way = Callable[[Column, Column, int, Origins, Column, Sequence[float]], Column]

LEVELS = tuple(n / 100 for n in range(1, 100))
"""The levels at which a distribution is told."""
FEWEST = 24
"""Periods with a value that a forecast needs."""
_FINE = tuple((n + 0.5) / 1000 for n in range(1000))

PACES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Shares of its weight that the past loses with each period, for the rate."""
SPANS = (0.05, 0.2, 0.5)
"""The same, for errors."""
EVENNESS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
UNSEEN = 0.02
"""Events a period that are expected of a dyad that never had one."""
_REMEMBERED = 0.99
_TEMPER_PACE, _TEMPER_EVENNESS = 0.1, 0.3
_BY_ERRORS, _BY_LEVEL = 0.6, 0.24
_STEP = 0.06
_WIDER, _NEARER = 0.3, 0.4
_TENTH = 1.5332062740589438
"""The quantile at 0.9 of Student's t with 4 degrees of freedom."""
_SETTLED, _LEARNING = 3, 8
"""Periods before a rate has an error worth keeping, and before errors are fit to learn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """A distribution: `values` at `levels`, both rising; its `mean`; the probability that the value is `positive`."""

    levels: tuple[float, ...]
    values: tuple[float, ...]
    mean: float
    positive: float


def forecast_counts(
    counts: Sequence[int | None],
    coverage: Sequence[float],
    *,
    ahead: int = 1,
    levels: Sequence[float] = LEVELS,
) -> Predicted:
    """The distribution of the number of events in the next `ahead` periods together, at full coverage.

    Args:
        counts: events a period as they were seen, not scaled up; `None` where the source has no day.
        coverage: the share of each period's days that the source has, 0 to 1.
        ahead: how many periods.
        levels: where the distribution is told, each above 0 and below 1, rising.

    Raises:
        NotEnoughData: fewer than 24 periods have a value.
        ValueError: counts and coverage differ in length, or `ahead` is less than 1.

    Reference: West & Harrison 1997, Bayesian Forecasting and Dynamic Models, ch. 6 (discounting); Czado, Gneiting &
    Held 2009 (scoring counts).
    Check: scipy.stats.nbinom; a series of Poisson counts gives the Poisson distribution; KEDS Levant in benchmarks.
    """
    return predict(rolling_counts, *columns(counts, coverage), ahead, float(ahead), levels=levels)


def forecast_scores(
    values: Sequence[float | None],
    coverage: Sequence[float],
    *,
    ahead: int = 1,
    levels: Sequence[float] = LEVELS,
) -> Predicted:
    """The distribution of the sum of scores in the next `ahead` periods together, at full coverage.

    Arguments and errors are those of `forecast_counts`; the unit is that of the scores. The sign of all values turned
    turns the forecast, and a factor multiplies it.

    Reference: Brown 1963 (discounted means); Gneiting, Balabdaoui & Raftery 2007, JRSS B 69:243-268 (sharp, subject
    to calibration).
    Check: turning and scaling as properties; GDELT dyads in benchmarks.
    """
    return predict(rolling_scores, *columns(values, coverage), ahead, float(ahead), levels=levels)


def columns(values: Sequence[float | None], coverage: Sequence[float]) -> tuple[Column, Column]:
    """Values and coverage as arrays, both 0 in a period that is not known."""
    import numpy as np

    pairs = [
        (value, share) if value is not None and share > 0 else (0.0, 0.0)
        for value, share in zip(values, coverage, strict=True)
    ]
    return np.array([value for value, _ in pairs], float), np.array([share for _, share in pairs], float)


def windows(column: Column, ahead: int) -> Column:
    """Sums of `ahead` periods, by the index of the first."""
    import numpy as np

    return np.convolve(column, np.ones(ahead), "valid") if len(column) >= ahead else np.zeros(0)


def predict(
    way: Way,
    sums: Column,
    cover: Column,
    ahead: int,
    over: float,
    *,
    levels: Sequence[float] = LEVELS,
    bounds: tuple[float, float] = (-inf, inf),
    above: float = 0.0,
    where: str = "",
) -> Predicted:
    """The forecast from the end of a series, by one of the two ways (`rolling_counts`, `rolling_scores`).

    `over` is the coverage of what is to be forecast; what lies beyond the `bounds` is put on them; what lies beyond
    `above` is positive.

    Raises:
        NotEnoughData, ValueError: as `forecast_counts`; `where` is told.

    Reference: as `forecast_counts` and `forecast_scores`.
    Check: as theirs.
    """
    import numpy as np

    if ahead < 1:
        raise ValueError(f"a forecast looks at least one period ahead, not {ahead}")
    if (some := int((cover > 0).sum())) < FEWEST:
        raise NotEnoughData(
            f"{some} periods have a value, and a forecast needs {FEWEST}",
            where=where,
            mend="read more of the past, or ask for shorter periods",
        )
    end, scale = np.array([len(sums)]), np.array([over])
    told, fine = (way(sums, cover, ahead, end, scale, at)[0].clip(*bounds) for at in (levels, _FINE))
    return Predicted(
        levels=tuple(levels),
        values=tuple(float(value) for value in told),
        mean=float(fine.mean()),
        positive=float((fine > above).mean()),
    )


def rolling_counts(
    sums: Column, cover: Column, ahead: int, origins: Origins, over: Column, levels: Sequence[float]
) -> Column:
    """Forecasts from many origins, origins x levels: that from t knows the first t periods of the series.

    `over` has the sum of the coverage of the periods to forecast, one entry an origin. The last origin is the
    length of the series.

    Reference: as `forecast_counts`.
    Check: what is forecast from t does not change with the values from t on.
    """
    import numpy as np

    rate, evenness = _counting(sums, cover, ahead)
    mean = np.maximum(rate[origins] * over, 1e-9)
    return count_quantiles(mean, evenness[origins] * np.sqrt(mean), levels)


def count_quantiles(mean: Column, size: Column, levels: Sequence[float]) -> Column:
    """Quantiles of negative binomials with variance mean + mean^2 / size: a row for each, whole numbers.

    Reference: Cameron & Trivedi 2013, Regression Analysis of Count Data, 2nd ed., 3.3 (NB2).
    Check: scipy.stats.nbinom.ppf.
    """
    import numpy as np
    from scipy.special import nbdtrik

    at, sizes = np.asarray(levels, float)[None, :], size[:, None]
    share = sizes / (sizes + mean[:, None])
    none = share**sizes
    return np.where(at <= none, 0.0, np.ceil(nbdtrik(at, sizes, share) - 1e-9))


def rolling_scores(
    sums: Column, cover: Column, ahead: int, origins: Origins, over: Column, levels: Sequence[float]
) -> Column:
    """Forecasts from many origins, as `rolling_counts`.

    Reference: as `forecast_scores`.
    Check: as `rolling_counts`.
    """
    import numpy as np
    from scipy.special import stdtrit

    rate, spread = (column[origins, None] for column in _scoring(sums, cover, ahead))
    shape = stdtrit(4, np.asarray(levels, float))  # its mean absolute deviation is 1, as a spread's is
    return over[:, None] * _bent(rate, spread, shape)


def _bent(rate: Column, spread: Column, shape: Column) -> Column:
    """Values at the quantiles `shape` of a symmetrical distribution, leaning away from zero."""
    import numpy as np

    lean = rate / np.maximum(np.abs(rate) + spread, 1e-300)
    bent: Column = rate + spread * (shape * (1 + _WIDER * lean * np.sign(shape)) - _NEARER * lean)
    return bent


def _paced(sums: Column, cover: Column) -> Column:
    """The rate at full coverage by each pace, as known before each period, and after the last."""
    import numpy as np

    keep = 1 - np.array(PACES)
    total, seen = np.zeros(len(PACES)), np.zeros(len(PACES))
    rates = np.zeros((len(sums) + 1, len(PACES)))
    for t, (value, share) in enumerate(zip(sums, cover, strict=True), start=1):
        if share > 0:
            total, seen = keep * total + value, keep * seen + share
            rates[t] = total / seen
        else:
            rates[t] = rates[t - 1]
    return rates


def _weights(logs: Column) -> Column:
    import numpy as np

    weights = np.exp(logs - logs.max())
    shares: Column = weights / weights.sum()
    return shares


def _counting(sums: Column, cover: Column, ahead: int) -> tuple[Column, Column]:
    """The rate and the evenness of counts from each origin, learnt from stretches that were complete before it."""
    import numpy as np
    from scipy.special import gammaln

    found, over, paced = windows(sums, ahead), windows(cover, ahead), _paced(sums, cover) + UNSEEN
    grid = np.array(EVENNESS)
    by_pace, by_evenness = np.zeros(len(PACES)), np.zeros(len(grid))
    rate, evenness = np.zeros(len(paced)), np.zeros(len(paced))
    for t in range(len(paced)):
        past = t - ahead
        if past >= _LEARNING and over[past] > 0:
            count, mean = found[past], rate[past] * over[past]
            means, size = paced[past] * over[past], evenness[past] * np.sqrt(mean)
            likely = count * np.log(means / (size + means)) - size * np.log(size + means)
            by_pace = _REMEMBERED * by_pace + _TEMPER_PACE * likely
            sizes = grid * np.sqrt(mean)
            likely = gammaln(count + sizes) - gammaln(sizes) + sizes * np.log(sizes / (sizes + mean))
            likely -= count * np.log(sizes + mean)
            by_evenness = _REMEMBERED * by_evenness + _TEMPER_EVENNESS * likely
        rate[t] = _weights(by_pace) @ paced[t]
        evenness[t] = np.exp(_weights(by_evenness) @ np.log(grid))
    return rate, evenness


def _scoring(sums: Column, cover: Column, ahead: int) -> tuple[Column, Column]:
    """The rate and the spread of scores from each origin, learnt from stretches that were complete before it."""
    import numpy as np

    found, over, paced = windows(sums, ahead), windows(cover, ahead), _paced(sums, cover)
    keep, ends = 1 - np.array(SPANS), np.array([-1.0, 1.0]) * _TENTH
    total, seen, by_pace, factor = np.zeros(len(SPANS)), np.zeros(len(SPANS)), np.zeros(len(PACES)), 1.0
    rate, spread = np.zeros(len(paced)), np.zeros(len(paced))
    for t in range(len(paced)):
        past = t - ahead
        if past >= _SETTLED and over[past] > 0:
            total = keep * total + abs(found[past] - rate[past] * over[past])
            seen = keep * seen + over[past]
        if past >= _LEARNING and over[past] > 0:
            came = found[past] / over[past]
            off = np.clip((came - paced[past]) / max(spread[past], 1e-300), -1e6, 1e6)
            by_pace = _REMEMBERED * by_pace - _TEMPER_PACE * 2.5 * np.log1p(off**2 / 4)
            low, high = _bent(rate[past], spread[past], ends)
            factor *= np.exp(_STEP * ((came < low or came > high) - 0.2))
        rate[t] = _weights(by_pace) @ paced[t]
        error = np.prod(total / seen) ** (1 / len(SPANS)) if seen[0] > 0 else 0.0
        spread[t] = factor * (_BY_ERRORS * error + _BY_LEVEL * abs(rate[t]))
    return rate, spread
