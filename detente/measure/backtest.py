"""How a way of forecasting would have done: from each past origin, on what was known then, beside three baselines.

    climatology       every earlier stretch of as many periods, all equally likely
    last value        the last stretch, with the changes from one stretch to the next that there were so far
    seasonal naive    the same season of earlier years

The last value is taken with past changes or as one number, and the season as an ensemble of years or as last year's
value with past yearly changes: whichever did better, so that a baseline is never weaker than it need be. All are
rates at full coverage, times the coverage of what is to be forecast. Nothing goes beyond what the unit allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Literal

from detente.errors import NotEnoughData
from detente.measure.predicted import FEWEST, LEVELS, columns, rolling_counts, rolling_scores, windows
from detente.measure.scoring import brier, crps, held, place
from detente.model.measured import MONTHS_IN, Score, Series

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.float64]

Kind = Literal["counts", "sums", "means"]

COUNTED = frozenset({"events", "stories", "articles", "mentions", "records"})
"""Units of series that are counts."""
SUMMED = frozenset({"score", "sum of scores", "net events"})
"""Measures that are sums with a sign."""
BOUNDS = {"-1 to 1": (-1.0, 1.0), "0 to 1": (0.0, 1.0), "share": (0.0, 1.0)}
"""What values of a unit lie between."""
OURS = "discounted past"
CLIMATOLOGY = "climatology"
LAST = ("last value with past changes", "last value")
SEASON = ("same season of earlier years", "a year ago with past changes", "a year ago")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """Forecasts from past origins: `made` has, by method, an ensemble for each outcome."""

    origins: tuple[int, ...]
    outcomes: tuple[float, ...]
    made: Mapping[str, Sequence[Column]]


def kind_of(series: Series) -> Kind:
    """What a series is for forecasting: a sum by its measure, else counts by its unit, else means.

    Counts and sums grow with coverage and are added up over periods; means (a tone, a net score, a share) do not.
    """
    if series.measure in SUMMED:
        return "sums"
    return "counts" if series.unit in COUNTED else "means"


def bounds_of(series: Series) -> tuple[float, float]:
    """The least and the most that a series can be."""
    if kind_of(series) == "counts":
        return 0.0, inf
    return BOUNDS.get(series.unit, (-inf, inf))


def above_of(series: Series) -> float:
    """Beyond what a forecast is positive: half an event for a sum of whole numbers, which is often 0, else 0."""
    return 0.5 if series.unit == "net events" else 0.0


def backtest(series: Series, *, ahead: int = 1, first: int = FEWEST) -> tuple[Score, ...]:
    """Scores of rolling forecasts of the next `ahead` periods: this way first, then the three baselines.

    There is one forecast from each origin from the period with index `first` on, made from the periods before it
    alone; stretches without coverage are passed over. `crps` is in the unit of the series, `brier` is of the sign
    (`None` where nothing can be below zero), and `held` takes an outcome on the bound of a count's interval by its
    part (see `scoring`).

    Raises:
        NotEnoughData: no period after the first `first` has a value.
        ValueError: `ahead` or `first` is less than 1.

    Reference: Tashman 2000, Int. J. Forecasting 16:437-450 (rolling origins); Gneiting & Raftery 2007 (scores).
    Check: later values do not change what was forecast before; baselines by hand; GDELT and KEDS in benchmarks.
    """
    rolled = roll(series, ahead=ahead, first=first)
    signed = bounds_of(series)[0] < 0
    above = {OURS: above_of(series)}
    scores = {method: _score(method, rolled, signed, above.get(method, 0.0)) for method in rolled.made}
    last, season = (min((scores[name] for name in names), key=lambda s: s.crps) for names in (LAST, SEASON))
    return (scores[OURS], scores[CLIMATOLOGY], last, season)


def roll(series: Series, *, ahead: int = 1, first: int = FEWEST) -> Rolled:
    """The forecasts that `backtest` scores, and what came: by this way and by each baseline in each of its forms.

    Raises:
        NotEnoughData, ValueError: as `backtest`.

    Reference: as `backtest`.
    Check: as `backtest`.
    """
    import numpy as np

    if ahead < 1 or first < 1:
        raise ValueError(f"cannot look {ahead} periods ahead from the period with index {first} on")
    kind = kind_of(series)
    sums, cover = known(series)
    over = windows(cover, ahead)
    origins = np.array(
        [t for t in range(max(first, ahead), len(over)) if over[t] > 0 and over[: t - ahead + 1].any()], int
    )
    if not len(origins):
        raise NotEnoughData(
            f"{len(sums)} periods leave none to test on after the first {first}",
            where=f"{series.of.a}-{series.of.b}",
            mend="read more of the past, or ask for shorter periods",
        )
    rates = np.divide(windows(sums, ahead), over, out=np.full(len(over), np.nan), where=over > 0)
    scale = np.ones(len(origins)) if kind == "means" else over[origins]
    way = rolling_counts if kind == "counts" else rolling_scores
    bounds = bounds_of(series)
    made = {OURS: list(way(sums, cover, ahead, origins, scale, LEVELS).clip(*bounds))}
    year = 12 // MONTHS_IN[series.period]
    for origin, factor in zip(origins, scale, strict=True):
        for method, ensemble in baselines(rates, int(origin), ahead, year).items():
            made.setdefault(method, []).append(ensemble.clip(*bounds) * factor)
    outcomes = tuple(float(value) for value in rates[origins] * scale)
    return Rolled(origins=tuple(int(t) for t in origins), outcomes=outcomes, made=made)


def known(series: Series) -> tuple[Column, Column]:
    """Values and coverage of a series for forecasting: a mean has full coverage where it has a value."""
    means = kind_of(series) == "means"
    return columns(series.values, [1.0] * len(series.values) if means else series.coverage)


def baselines(rates: Column, origin: int, ahead: int, year: int) -> dict[str, Column]:
    """Ensembles of each baseline in each of its forms, from an origin; only stretches that ended before it count.

    Args:
        rates: rates at full coverage of stretches of `ahead` periods, by their first period; not a number where
            unknown.
        origin: the first period that is not known; some stretch ended before it.
        ahead: periods in a stretch.
        year: periods in a year.

    Reference: Hyndman & Athanasopoulos 2021, Forecasting, 3rd ed., 5.2 (mean, naive and seasonal naive).
    Check: by hand.
    """
    import numpy as np

    past = rates[: origin - ahead + 1]
    some = past[~np.isnan(past)]
    if not len(
        some
    ):  # less than one stretch is known: what is known of the one that goes on beyond the origin
        raise NotEnoughData("no earlier stretch is known", mend="read more of the past")
    lag = year * -(-ahead // year)
    same = rates[origin - lag :: -year] if origin >= lag else some[:0]
    same = same[~np.isnan(same)]
    ago = same[0] if len(same) else some[-1]
    return {
        CLIMATOLOGY: some,
        LAST[0]: some[-1] + _changes(past, ahead),
        LAST[1]: some[-1:],
        SEASON[0]: same if len(same) else some,
        SEASON[1]: ago + _changes(past, lag),
        SEASON[2]: np.array([ago]),
    }


def _changes(past: Column, lag: int) -> Column:
    """The changes over a lag that were known, or none at all: 0."""
    import numpy as np

    changes = past[lag:] - past[:-lag]
    changes = changes[~np.isnan(changes)]
    return changes if len(changes) else np.zeros(1)


def _score(method: str, rolled: Rolled, signed: bool, above: float) -> Score:
    pairs = list(zip(rolled.made[method], rolled.outcomes, strict=True))
    signs = [brier(float((ensemble > above).mean()), outcome > 0) for ensemble, outcome in pairs]
    return Score(
        method=method,
        crps=sum(crps(ensemble, outcome) for ensemble, outcome in pairs) / len(pairs),
        brier=sum(signs) / len(pairs) if signed else None,
        held=held(place(ensemble, outcome) for ensemble, outcome in pairs),
        n=len(pairs),
    )
