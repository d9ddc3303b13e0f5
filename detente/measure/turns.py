"""Turning points: when a dyad's level, volume or mix of events went over to a new regime, and how sure that is.

    level    mean of a score or share         normal, noise of successive differences
    volume   events per day or per exposure   Poisson, dispersion of neighbouring periods
    mix      shares of the quad classes       multinomial, events of one period alike as neighbours tell

No single period may pay for a break: one that lies too far from its neighbours is drawn in before the search, though
not in what is told. The breaks are the best ones under a penalty (PELT); interval and probability come from the exact
posterior of all segmentations, its noise widened by what remains autocorrelated within the regimes.

**The penalty** is 3 ln n and at least 10, and 2.5 more for each free parameter beyond the first (mix of four: 5), in
deviance. It was set on white noise of 8 to 400 periods, normal and with tails as Student's t with 3 degrees of
freedom: at most one series of twenty then has a turn. Where months resemble their neighbours more have one: of 100
without a turn, 74 months long, 14 at an autocorrelation of 0.2 and 53 at 0.4; of these 12 and 28 with a probability of
0.5 or more. So a turn of low probability is a candidate only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.measure import costs, evidence
from detente.measure.segments import best_breaks, chance_within, find_posterior, place_break
from detente.measure.tracks import ROUNDING, Track, rate, track_mix, track_series, usual_penalty, widening
from detente.model import Aspect, Number, Series, TurningPoint

if TYPE_CHECKING:
    from detente.measure.costs import Floats

LEAST = {"month": 6, "quarter": 3, "year": 2}
"""Periods that a regime has at least, by the length of a period, where no other number is asked for."""


def find_turns(
    series: Series,
    *,
    aspect: Aspect | None = None,
    exposure: Sequence[float] | None = None,
    min_periods: int | None = None,
    penalty: float | None = None,
) -> tuple[TurningPoint, ...]:
    """When the level or the volume of a series went over to a new regime.

    Args:
        series: values a period; a period whose value is `None` is passed over, and regimes run across it.
        aspect: "level" or "volume"; where not given, a count is cut by volume, all else by level. Of a series that is
            no count, volume is that of the events behind it (`n`).
        exposure: for volume, what the rate is per in each period, such as all events of the source, so that a source
            that grows is no turn; where not given, the days that the source has.
        min_periods: that a regime has at least; where not given 6 months, 3 quarters or 2 years.
        penalty: what a break must gain, in deviance; where not given 3 ln n, at least 10.

    Volumes and sums before and after are told per period of full coverage, at the mean exposure.

    Raises:
        NotEnoughData: fewer known periods than two regimes need.
        ValueError: mix asked for, or an exposure of another length.

    Reference: Killick, Fearnhead and Eckley 2012, JASA 107:1590-1598 (breaks); Fearnhead 2006, Statistics and
        Computing 16:203-213 (posterior).
    Check: series with the answer in the line; shuffled noise; the months of 2000, 2019 and 2022 in
        benchmarks/turning.py.
    """
    least = min_periods or LEAST[series.period]
    track = track_series(series, aspect, exposure, least)
    return _turns(series, (track.measure,), track, least, penalty)


def find_mix_turns(
    quads: Sequence[Series], *, min_periods: int | None = None, penalty: float | None = None
) -> tuple[TurningPoint, ...]:
    """When the shares of classes of events went over to a new regime.

    Args:
        quads: counts, one series a class (as `QUADS`), of one dyad, source and time. Periods that have no event, or
            that one of them lacks, are passed over.
        min_periods: as `find_turns`.
        penalty: what a break must gain, in deviance; where not given 3 ln n, at least 10, and 2.5 more for each
            class beyond the second.

    Raises:
        NotEnoughData: fewer periods with events than two regimes need.
        ValueError: fewer than two series, or series that are not of one dyad, source and time.

    Reference: Braun, Braun and Mueller 2000, Biometrika 87:301-314; posterior as `find_turns`.
    Check: shares with the answer in the line; shuffled noise; simulated Dirichlet-multinomial counts.
    """
    first = quads[0]
    kinds = {(one.of, one.directed, one.source, one.period, one.start, len(one.values)) for one in quads}
    if len(quads) < 2 or len(kinds) > 1:
        raise ValueError("a mix needs at least two series of one dyad, source and time")
    least = min_periods or LEAST[first.period]
    track = track_mix(quads, least)
    return _turns(first, tuple(one.measure for one in quads), track, least, penalty)


def chance_of_turns(
    series: Series,
    *,
    aspect: Aspect | None = None,
    exposure: Sequence[float] | None = None,
    min_periods: int | None = None,
) -> tuple[Number, ...]:
    """For each period the probability that a regime starts there, over all segmentations; `None` where unknown.

    Arguments, errors and reference as `find_turns`; the first known period has 1, since the series begins there.

    Check: the sum over every segmentation of short series (tests/measure/test_segments.py).
    """
    least = min_periods or LEAST[series.period]
    track = track_series(series, aspect, exposure, least)
    found: list[Number] = [None] * len(series.values)
    starts = find_posterior(
        _evidence(track, _breaks(track, least, None)), odds=_odds(track), least=least
    ).starts
    for index, chance in zip(track.known, starts, strict=True):
        found[index] = chance
    return tuple(found)


def _turns(
    series: Series, parts: tuple[str, ...], track: Track, least: int, penalty: float | None
) -> tuple[TurningPoint, ...]:
    breaks = _breaks(track, least, penalty)
    if not breaks:
        return ()
    table, odds = _evidence(track, breaks), _odds(track)
    edges = (0, *breaks, len(track.known))
    turns = []
    for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
        low, high = place_break(table, at, before, after, least=least)
        old, new = _constant(track, before, at), _constant(track, at, after)
        turns.append(
            TurningPoint(
                of=series.of,
                directed=series.directed,
                source=series.source,
                aspect=track.aspect,
                measure=track.measure,
                at=series.first_day(track.known[at]),
                # Where periods before it are unknown, the regime may have begun in any of them.
                earliest=series.first_day(track.known[low - 1] + 1),
                latest=series.first_day(track.known[high]),
                parts=parts,
                before=tuple(float(one) for one in old),
                after=tuple(float(one) for one in new),
                size=_size(track, before, at, after),
                probability=chance_within(table, low, high, odds=odds, least=least),
                context=series.context,
            )
        )
    return tuple(turns)


def _breaks(track: Track, least: int, penalty: float | None) -> tuple[int, ...]:
    n = len(track.known)
    usual = usual_penalty(n, track.free) if penalty is None else penalty
    return best_breaks(track.cost, n, penalty=usual, least=least)


def _odds(track: Track) -> float:
    """Before the data are seen one turn is expected in the whole series, wherever."""
    return 1 / len(track.known)


def _evidence(track: Track, breaks: tuple[int, ...]) -> Floats:
    """The evidence for every regime, the noise widened by what the breaks leave."""
    wide = widening(track, breaks)
    scaled, weights = track.scaled / wide, track.weights / wide
    if track.aspect == "level":
        return evidence.of_levels(track.scaled[:, 0] / track.weights, weights)
    if track.aspect == "volume":
        return evidence.of_counts(scaled[:, 0], weights)
    return evidence.of_shares(scaled)


def _constant(track: Track, start: int, end: int) -> Floats:
    """A regime's mean, rate or shares, in the units that are told."""
    return rate(track.amounts[start:end], track.bases[start:end])


def _size(track: Track, before: int, at: int, after: int) -> float:
    """As `TurningPoint.size`; where neither regime has any scatter, in units of the noise of the whole series."""
    import numpy as np

    old, new = _constant(track, before, at), _constant(track, at, after)
    if track.aspect == "mix":
        return float(np.abs(new - old).sum() / 2)
    bases = track.bases / track.bases[before:after].mean()
    values = track.amounts[:, 0] / track.bases
    square = sum(
        float((bases[start:end] * (values[start:end] - mean) ** 2).sum())
        for start, end, mean in ((before, at, old[0]), (at, after, new[0]))
    )
    spread = float(np.sqrt(square / max(after - before - 2, 1)))
    if spread <= ROUNDING * float(np.abs(values).max()):
        spread = costs.noise(values, bases)
    return float((new[0] - old[0]) / spread)
