"""What we measure in the record: a dyad's series, its turns, who leans to whom, what may be expected.

All values are plain: periods are named by their first day, a value that cannot be known is `None`. Nothing here is
claimed by a source; a source's own words on turns, tilts and consequences are `Tilt` and `Implication`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from detente.model.claimed import Dyad

Period = Literal["month", "quarter", "year"]
Aspect = Literal["level", "volume", "mix"]
Sign = Literal[-1, 0, 1]

PERIODS: tuple[str, ...] = get_args(Period)
ASPECTS: tuple[str, ...] = get_args(Aspect)
MONTHS_IN: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""The quad classes by their number less one."""

Number = float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One measure of a dyad, period by period, without gaps in time.

    `of.a` acts on `of.b` where `directed`, else both on each other. `values`, `low`, `high` (an 80 % interval), `n`
    (events behind the value) and `coverage` (share of the period's days that the source has, 0 to 1) all have one
    entry a period; a value is `None` where the source has no day, or nothing to take a mean of.
    """

    of: Dyad
    directed: bool
    source: str
    measure: str
    unit: str
    period: Period
    start: date
    values: tuple[Number, ...]
    low: tuple[Number, ...]
    high: tuple[Number, ...]
    n: tuple[int, ...]
    coverage: tuple[float, ...]
    context: str | None = None

    def __post_init__(self) -> None:
        sizes = {len(self.values), len(self.low), len(self.high), len(self.n), len(self.coverage)}
        if len(sizes) > 1:
            raise ValueError(f"columns of a series differ in length: {sorted(sizes)}")

    def first_day(self, index: int) -> date:
        """The first day of the period at an index, which may lie beyond the end."""
        return add_months(self.start, index * MONTHS_IN[self.period])


@dataclass(frozen=True, slots=True, kw_only=True)
class TurningPoint:
    """A break found in a dyad's series: the first period of a new regime.

    `at` is its first day; the break lies with 80 % between `earliest` and `latest` (first days of periods, both
    inclusive). `before` and `after` have one number for each of `parts`: the mean of a level or volume, or the shares
    of a mix. `size` is the change in standard deviations of the regimes (level, volume; with its sign), or half the
    sum of the absolute changes of shares (mix, 0 to 1). `probability` is that a break lies in the interval, given the
    Bayesian segmentation. `carriers` are origins of the pairs that carry it, the weightiest first.
    """

    of: Dyad
    directed: bool
    source: str
    aspect: Aspect
    measure: str
    at: date
    earliest: date
    latest: date
    parts: tuple[str, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    size: float
    probability: float
    carriers: tuple[str, ...] = ()
    context: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """A pivot's measured tilt between two others: `share` is of its cooperation with both that goes to `toward`.

    `share` runs from 0 (all with `other`) to 1 (all with `toward`). `drift` is the change of the share a year, with
    an 80 % interval; `hedge` is 1 where both are served alike, 0 where only one is.
    """

    pivot: str
    toward: str
    other: str
    source: str
    share: Series
    level: float
    drift: float
    drift_low: float
    drift_high: float
    hedge: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a triad: its net cooperation (-1 to 1) with an 80 % interval, and how likely it is positive."""

    of: Dyad
    net: float
    low: float
    high: float
    positive: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Triad:
    """Three dyads in a period. `balanced` is the probability that the product of their signs is positive.

    A side is positive above `neutral`, what is usual of the source's dyads: in event data nearly all are above zero.
    `pressed` is the side whose change of sign would most raise the probability of balance; `None` where the triad
    is more likely balanced than not.
    """

    sides: tuple[Side, Side, Side]
    source: str
    since: date
    until: date
    neutral: float
    balanced: float
    pressed: Dyad | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How two sources agree on a dyad over the periods that both have.

    `correlation` is Spearman's of their mean scores, with an 80 % interval; `same_sign` the share of periods in
    which their signs agree, of those where both have one; `flagged` where they contradict each other, and `why`.
    """

    of: Dyad
    sources: tuple[str, str]
    period: Period
    periods: int
    correlation: Number
    low: Number
    high: Number
    same_sign: Number
    flagged: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comovement:
    """How two series move together: `lag` periods by which the first leads (negative: it follows).

    `correlation` is at that lag, of what is new in each with the common movement of all dyads taken out; `p` against
    permutations, for the greatest over all lags; `adjusted` after Benjamini and Hochberg over all tests of one
    question.
    """

    first: Dyad
    second: Dyad
    measure: str
    source: str
    lag: int
    correlation: float
    p: float
    adjusted: float
    periods: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRate:
    """After turns of one kind, how often a third relation moved which way: `share` of `n`, an 80 % interval.

    `months` is the median time until it moved, `None` where it never did; `usual` is the share at any time at which
    the same relations stood as they did before the turns.
    """

    after: str
    then: str
    source: str
    share: float
    low: float
    high: float
    n: int
    months: Number
    usual: Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a way of forecasting did in the rolling backtest: lower CRPS and Brier are better, `held` is near 0.8.

    `crps` is in the unit of the series; `brier` is of the sign of net cooperation, or `None`; `held` the share of
    outcomes inside the nominal 80 % interval; `n` the number of forecasts.
    """

    method: str
    crps: float
    brier: Number
    held: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What the next period may bring, as a distribution: `quantiles` are (level, value), in rising order.

    `positive` is the probability that the value is above zero; `scores` tell how this way and its rivals did in
    the rolling backtest on the same series, this way first.
    """

    of: Dyad
    directed: bool
    source: str
    measure: str
    unit: str
    period: Period
    at: date
    quantiles: tuple[tuple[float, float], ...]
    mean: float
    positive: float
    method: str
    scores: tuple[Score, ...]

    def quantile(self, level: float) -> float:
        """The value of the level, 0 to 1, that is nearest among `quantiles`."""
        return min(self.quantiles, key=lambda one: abs(one[0] - level))[1]


def add_months(day: date, months: int) -> date:
    """The first day of the month that many months after the month of a day; beyond the year 9999 its last day."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, 1) if years <= date.max.year else date.max


def months_between(first: date, last: date) -> int:
    """Months from the month of one day to the month of another: 0 in the same, negative where it lies before."""
    return (last.year - first.year) * 12 + last.month - first.month
