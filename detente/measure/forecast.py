"""What may be expected of a dyad: the distribution of its next periods, and how well such forecasts did before."""

from __future__ import annotations

from detente.measure.backtest import OURS, above_of, backtest, bounds_of, kind_of, known
from detente.measure.predicted import (
    FEWEST,
    LEVELS,
    Predicted,
    forecast_counts,
    forecast_scores,
    predict,
    rolling_counts,
    rolling_scores,
)
from detente.model.measured import Forecast, Series

__all__ = ["FEWEST", "LEVELS", "Predicted", "forecast", "forecast_counts", "forecast_scores"]


def forecast(series: Series, *, ahead: int = 1) -> Forecast:
    """The distribution of the next `ahead` periods after a series, with the scores of its own backtest.

    A series whose unit is counted (events, stories) is forecast as counts; one whose measure is a sum with a sign
    (score, net events) as scores; both summed over the periods, at full coverage. Any other, such as net cooperation
    or a mean score, is taken to be a mean, and the mean of the periods is forecast, within what its unit allows.
    Net events are whole: `positive` is the chance of half an event or more, so that none at all is not positive.
    `at` is the first day of the first period; `scores` is empty where the series leaves no origin to test from.

    Raises:
        NotEnoughData: fewer than 24 periods have a value.
        ValueError: `ahead` is less than 1.

    Reference: as `forecast_counts` and `forecast_scores`.
    Check: as theirs; equal to them on the same series.
    """
    kind = kind_of(series)
    sums, cover = known(series)
    way = rolling_counts if kind == "counts" else rolling_scores
    where = f"{series.of.a}-{series.of.b}, {series.measure}"
    over = 1.0 if kind == "means" else float(ahead)
    found = predict(
        way, sums, cover, ahead, over, bounds=bounds_of(series), above=above_of(series), where=where
    )
    return Forecast(
        of=series.of,
        directed=series.directed,
        source=series.source,
        measure=series.measure,
        unit=series.unit,
        period=series.period,
        at=series.first_day(len(series.values)),
        quantiles=tuple(zip(found.levels, found.values, strict=True)),
        mean=found.mean,
        positive=found.positive,
        method=OURS,
        scores=backtest(series, ahead=ahead) if len(series.values) >= FEWEST + ahead else (),
    )
