"""Whether two sources tell the same of a dyad, and which values of one source are beyond its own history.

    same direction   Spearman's correlation, with an interval that knows that periods are not independent
    same sign        the share of periods in which both say friendly, or both say hostile
    contradiction    one period in which both are far from zero, on opposite sides
    outlier          a value far beyond what the dyad's own history has on 19 days of 20

Nothing here tells which source is right: a flag is a question for the analyst.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import atanh, copysign, inf, sqrt, tanh
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData
from detente.model.measured import MONTHS_IN, Agreement, Number, Series, months_between

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FAR = 3.0
"""Robust deviations from zero from which a value's sign is taken to be meant."""
LIMIT = 12.0
"""Tail deviations from which a value is an outlier: fewer than 1 in 1,000 daily values of GDELT are."""
HISTORY = 60
"""Values that an outlier is judged against, at the least: 1 in 20 must be more than a few."""
SCALED = 12
"""Values from which a series has a scale of its own."""
_NORMAL_80 = 1.2815515655446004
_FEWEST = 5
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlier:
    """A value beyond its own history: at `index`, `deviation` tail deviations off what is `typical`, the median.

    One tail deviation is a standard deviation where values are normal. `turned`: its sign is not the typical one.
    """

    index: int
    value: float
    typical: float
    deviation: float
    turned: bool


def compare_sources(x: Series, y: Series) -> Agreement:
    """How two sources agree on one measure of a dyad, over the periods that both have.

    The correlation has an 80 % interval by Fisher's z, with Fieller's variance for ranks and as many observations as
    the autocorrelation of both leaves; it is `None` under 5 periods or where one does not vary. A pair is flagged
    where (1) the interval lies below zero, (2) signs differ in more periods than they agree in, or (3) in single
    periods both are far from zero, on opposite sides: by `FAR` robust deviations of each source's whole series,
    or, where that has fewer than 12 values, by intervals that exclude zero. `why` names the strongest of these.
    Sources that have nothing to do with each other are flagged in nearly half of all cases, by (2).

    Raises:
        NotEnoughData: no period is known to both.
        ValueError: the series are not of one dyad, measure and period.

    Reference: Fieller, Hartley & Pearson 1957, Biometrika 44:470; Pyper & Peterman 1998, Can J Fish Aquat Sci 55:2127
    (effective observations); the flags are our own rule.
    Check: scipy.stats.spearmanr; coverage of the interval on simulated autocorrelated pairs; hand-worked flags.
    """
    if _ends(x) != _ends(y) or x.measure != y.measure:
        raise ValueError("two sources are compared on one dyad and one measure")
    both = in_step(x, y)
    pairs = [
        (a, b) for a, b in zip(both[0].values, both[1].values, strict=True) if a is not None and b is not None
    ]
    if not pairs:
        raise NotEnoughData(
            f"{x.source} and {y.source} know no {x.period} of {x.of.a}–{x.of.b} both",
            where="compare sources",
            mend="Add events of one of them for days that the other has.",
        )
    correlation, low, high = _correlate([a for a, _ in pairs], [b for _, b in pairs])
    same, differ = sum(a * b > 0 for a, b in pairs), sum(a * b < 0 for a, b in pairs)
    meant = [_meant_in(cut, _scale(whole.values)) for cut, whole in zip(both, (x, y), strict=True)]
    against = [_name(x, both[0].first_day(i)) for i in _opposed(*meant)]
    reasons = [
        f"where one rises the other falls (80 %: {low:.2f} to {high:.2f})"
        if low is not None and (high or 0) < 0
        else "",
        f"signs differ in {differ} of {same + differ} {_plural(x, same + differ)}" if differ > same else "",
        f"strongly opposed in {_listed(against)}" if against else "",
    ]
    return Agreement(
        of=x.of,
        sources=(x.source, y.source),
        period=x.period,
        periods=len(pairs),
        correlation=correlation,
        low=low,
        high=high,
        same_sign=same / (same + differ) if same + differ else None,
        flagged=any(reasons),
        why="; ".join(filter(None, reasons)),
    )


def in_step(first: Series, second: Series) -> tuple[Series, Series]:
    """Two series cut to the periods that both span.

    Raises:
        NotEnoughData: they span no common period.
        ValueError: their periods are not of one length, or do not begin on the same days.

    Reference: none is needed.
    Check: series that begin and end apart, worked by hand.
    """
    step = MONTHS_IN[first.period]
    ahead, odd = divmod(months_between(first.start, second.start), step)
    if first.period != second.period or odd:
        raise ValueError("series are compared on the same periods")
    skip, skip_second = max(ahead, 0), max(-ahead, 0)
    length = min(len(first.values) - skip, len(second.values) - skip_second)
    if length <= 0:
        raise NotEnoughData(
            "two series have no period in common",
            where=f"{first.of.a}–{first.of.b} ({first.source}), {second.of.a}–{second.of.b} ({second.source})",
            mend="Take series that overlap in time.",
        )
    return _cut(first, skip, length), _cut(second, skip_second, length)


def _cut(series: Series, skip: int, length: int) -> Series:
    kept = slice(skip, skip + length)
    return replace(
        series,
        start=series.first_day(skip),
        values=series.values[kept],
        low=series.low[kept],
        high=series.high[kept],
        n=series.n[kept],
        coverage=series.coverage[kept],
    )


def as_column(values: Sequence[Number]) -> NDArray[np.float64]:
    """Values as an array, NaN where one is not known.

    Reference: none is needed.
    Check: through all that is measured on series.
    """
    import numpy as np

    return np.array([np.nan if value is None else value for value in values], dtype=float)


def find_contradictions(
    x: Sequence[Number],
    y: Sequence[Number],
    *,
    of_x: Sequence[Number] | None = None,
    of_y: Sequence[Number] | None = None,
) -> tuple[int, ...]:
    """Where two sources are both far from zero, on opposite sides: indices, the strongest first.

    Works on periods of any length, also on one single day: `of_x` and `of_y` are then the values that tell what is
    far for a source, such as the dyad's history in it, or what it has of all dyads on that day. By default the
    values themselves. Far is `FAR` times 1.4826 times the median absolute deviation of these.

    Raises:
        NotEnoughData: a source has fewer than 12 values to tell its scale by.
        ValueError: the sources have not as many periods each.

    Reference: Rousseeuw & Croux 1993, JASA 88:1273 (the scale); the rule is our own.
    Check: hand-worked values; GDELT against a planted opposite of 2018-01-01 (United States and Pakistan).
    """
    scales = _scale(x if of_x is None else of_x), _scale(y if of_y is None else of_y)
    if scales[0] is None or scales[1] is None:
        raise NotEnoughData(
            f"fewer than {SCALED} values to tell what is far from zero",
            where="contradictions",
            mend="Give the history of the dyad in each source, or its values of all dyads on that day.",
        )
    return _opposed([_meant(value, scales[0]) for value in x], [_meant(value, scales[1]) for value in y])


def find_outlying(values: Sequence[Number], *, limit: float = LIMIT) -> tuple[Outlier, ...]:
    """Values that are beyond the dyad's own history in one source, the farthest first.

    A deviation is the distance from the median, in units of the distance that 1 value in 20 exceeds, over 1.96. So a
    series of news, with its bursts, is measured by its own bursts: the median absolute deviation would call 3 days of
    100 strange. What is found is an error of coding or a day to remember; `turned` makes the first likelier. Nothing
    is found where 19 of 20 values are alike.

    Raises:
        NotEnoughData: fewer than 60 values are known.

    Reference: Hampel 1974, JASA 69:383 (median and absolute deviations); the 95th percentile in place of the 50th
    is our own choice, for heavy tails.
    Check: 2018-01-01, United States and Pakistan in GDELT (a hostile tweet coded as aid, +1428) is the farthest of
    that dyad's days; fewer than 1 in 1,000 of all dyads' days are found.
    """
    import numpy as np

    known = [(i, value) for i, value in enumerate(values) if value is not None]
    if len(known) < HISTORY:
        raise NotEnoughData(
            f"{len(known)} values are known, and an outlier is judged against {HISTORY} or more",
            where="outliers",
            mend="Take shorter periods, or a longer stretch.",
        )
    column = np.array([value for _, value in known])
    typical = float(np.median(column))
    apart = np.abs(column - typical)
    scale = float(np.quantile(apart, 0.95)) / 1.959963984540054
    if scale == 0:
        return ()
    found = [
        Outlier(
            index=index,
            value=float(value),
            typical=typical,
            deviation=float(distance) / scale,
            turned=float(value) * typical < 0,
        )
        for (index, value), distance in zip(known, apart, strict=True)
        if distance > limit * scale
    ]
    return tuple(sorted(found, key=lambda one: (-one.deviation, one.index)))


def _opposed(x: Sequence[float], y: Sequence[float]) -> tuple[int, ...]:
    """Where signs differ, of values that are 0 where they mean nothing; those where the lesser is greatest first."""
    least = {
        i: min(abs(a), abs(b)) for i, (a, b) in enumerate(zip(x, y, strict=True)) if min(a, b) < 0 < max(a, b)
    }
    return tuple(sorted(least, key=lambda i: (-least[i], i)))


def _meant(value: Number, scale: float) -> float:
    """A value in scales from zero, or 0 where it is not far from there."""
    if not value:
        return 0.0
    size = value / scale if scale else copysign(inf, value)
    return size if abs(size) >= FAR else 0.0


def _meant_in(series: Series, scale: Number) -> list[float]:
    """The same of a series; by its intervals, where it is too short to have a scale."""
    if scale is not None:
        return [_meant(value, scale) for value in series.values]
    bounds = zip(series.low, series.high, strict=True)
    return [0.0 if low is None or high is None else float(low > 0) - float(high < 0) for low, high in bounds]


def _scale(values: Sequence[Number]) -> Number:
    """The robust standard deviation, `None` where too few values are known."""
    import numpy as np

    known = np.array([value for value in values if value is not None])
    if len(known) < SCALED:
        return None
    apart = np.abs(known - np.median(known))
    # More than half of the values are one: what is left to go by is how far the others are.
    return float(1.4826 * np.median(apart)) or float(1.2533 * np.mean(apart))


def _correlate(x: Sequence[Number], y: Sequence[Number]) -> tuple[Number, Number, Number]:
    """Spearman's correlation with its 80 % interval."""
    import numpy as np
    from scipy.stats import rankdata

    left, right = rankdata(np.array(x, dtype=float)), rankdata(np.array(y, dtype=float))
    if len(left) < _FEWEST or np.ptp(left) == 0 or np.ptp(right) == 0:
        return None, None, None
    found = float(np.clip(np.corrcoef(left, right)[0, 1], -1, 1))
    n = _effective(left, right)
    if n <= 3:
        return found, -1.0, 1.0
    # At the very ends Fisher's z is infinite: the interval then ends at the correlation itself.
    middle, reach = atanh(max(min(found, 1 - 1e-12), -1 + 1e-12)), _NORMAL_80 * sqrt(1.06 / (n - 3))
    return found, tanh(middle - reach), tanh(middle + reach)


def _effective(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """As many independent observations as two autocorrelated columns are worth, never more than there are."""
    import numpy as np

    n = len(x)
    x, y = x - x.mean(), y - y.mean()
    lags = range(1, n // 5 + 1)
    both = [(x[lag:] @ x[:-lag]) / (x @ x) * (y[lag:] @ y[:-lag]) / (y @ y) for lag in lags]
    share = 1 + 2 * float(np.sum([(n - lag) / n * product for lag, product in zip(lags, both, strict=True)]))
    return n / share if share > 1 else float(n)


def _ends(series: Series) -> tuple[object, bool]:
    ends = (series.of.a, series.of.b)
    return (ends if series.directed else frozenset(ends)), series.directed


def _plural(series: Series, count: int) -> str:
    return series.period if count == 1 else f"{series.period}s"


def _name(series: Series, first_day: date) -> str:
    return f"{first_day:%Y}" if series.period == "year" else f"{first_day:%Y-%m}"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
