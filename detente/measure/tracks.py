"""What is to be cut into regimes: the known periods of a series as amounts over bases, and their noise.

A level is a mean weighted by the days that the source has, or a sum over them; a volume is events over these days or
over another exposure; a mix is events by class over all events. A regime's constant is the sum of the amounts over that
of the bases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData
from detente.measure import costs
from detente.model import PLOVER_TYPES, QUADS, Aspect, Series

if TYPE_CHECKING:
    from detente.measure.costs import Cost, Floats

COUNTED = frozenset(("events", *QUADS, *PLOVER_TYPES))
"""Measures that are counts: their turns are turns in volume."""
SUMMED = frozenset(["score"])
"""Measures that are sums over the days of a period: divided by the coverage, they are a level."""
FALSE_TURNS = (3.0, 10.0, 2.5)
"""The usual penalty: times ln n, the least, and what each free parameter beyond the first adds (see `turns`)."""
ROUNDING = 1e-9
"""Scatter below this part of the greatest value is the computer's, not the world's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """The known periods of what is to be cut.

    `amounts` over `bases` are the values, shape (n, k) over (n,), in the units that are told. `scaled` and `weights`
    are the same in units of the noise, such that a regime's constant is the sum of the one over that of the other.
    """

    aspect: Aspect
    measure: str
    known: tuple[int, ...]
    amounts: Floats
    bases: Floats
    scaled: Floats
    weights: Floats
    cost: Cost

    @property
    def free(self) -> int:
        """The number of free parameters of a regime."""
        return max(int((self.scaled.sum(axis=0) > 0).sum()) - 1, 1) if self.aspect == "mix" else 1


def track_series(
    series: Series, aspect: Aspect | None, exposure: Sequence[float] | None, least: int
) -> Track:
    """A series as level or volume; what the arguments mean, `turns.find_turns` says.

    Raises:
        NotEnoughData: fewer known periods than two regimes of `least` need.
        ValueError: mix asked for, or an exposure of another length.
    """
    import numpy as np

    counted = series.measure in COUNTED
    wanted = aspect or ("volume" if counted else "level")
    if wanted == "mix" or (exposure is not None and len(exposure) != len(series.values)):
        raise ValueError("a mix is of several series, and an exposure has one entry a period")
    numbers = series.values if counted or wanted == "level" else series.n
    per = exposure if exposure is not None and wanted == "volume" else series.coverage
    rows = [
        (index, number, base)
        for index, (number, base, covered) in enumerate(zip(numbers, per, series.coverage, strict=True))
        if number is not None and base > 0 and covered > 0
    ]
    known = tuple(index for index, _, _ in rows)
    _enough(series, known, least)
    amounts, bases = np.array([row[1] for row in rows], float), np.array([row[2] for row in rows], float)
    if wanted == "level":
        summed = counted or series.measure in SUMMED
        return _level(series.measure, known, amounts if summed else amounts * bases, bases, least)
    if exposure is not None:
        bases = bases / bases.mean()
    return _volume(series.measure if counted else "events", known, amounts, bases, least)


def usual_penalty(n: int, free: int = 1) -> float:
    """What a break must gain in n periods, of regimes with `free` parameters."""
    times, floor, more = FALSE_TURNS
    return max(times * log(n), floor) + more * (free - 1)


def _level(measure: str, known: tuple[int, ...], amounts: Floats, bases: Floats, least: int) -> Track:
    values = amounts / bases
    noise = costs.noise(values, bases)
    # A series that does not move has no noise to measure by, and no turn: in units without end it is all zero.
    scale = noise if noise > ROUNDING * abs(values).max() else float("inf")
    scaled = costs.capped_values(values / scale, bases, penalty=usual_penalty(len(known)), least=least)
    return Track(
        aspect="level",
        measure=measure,
        known=known,
        amounts=amounts[:, None],
        bases=bases,
        scaled=(scaled * bases)[:, None],
        weights=bases,
        cost=costs.squares(scaled, bases),
    )


def _volume(measure: str, known: tuple[int, ...], amounts: Floats, bases: Floats, least: int) -> Track:
    over = max(costs.dispersion(costs.counts(amounts, bases), amounts[:, None]), 1.0)
    weights = bases / over
    scaled = costs.capped_counts(amounts / over, weights, penalty=usual_penalty(len(known)), least=least)
    return Track(
        aspect="volume",
        measure=measure,
        known=known,
        amounts=amounts[:, None],
        bases=bases,
        scaled=scaled[:, None],
        weights=weights,
        cost=costs.counts(scaled, weights),
    )


def track_mix(quads: Sequence[Series], least: int) -> Track:
    """Counts by class as a mix.

    Raises:
        NotEnoughData: fewer periods with events than two regimes of `least` need.
    """
    import numpy as np

    rows = list(zip(*(one.values for one in quads), strict=True))
    known = tuple(
        index for index, row in enumerate(rows) if None not in row and sum(number or 0 for number in row) > 0
    )
    _enough(quads[0], known, least)
    table = np.array([rows[index] for index in known], float)
    worth = costs.worth(table, costs.likeness(table))
    return Track(
        aspect="mix",
        measure="mix",
        known=known,
        amounts=table,
        bases=table.sum(axis=1),
        scaled=worth,
        weights=worth.sum(axis=1),
        cost=costs.shares(worth),
    )


def _enough(series: Series, known: Sequence[int], least: int) -> None:
    if len(known) < 2 * least:
        raise NotEnoughData(
            f"{len(known)} {series.period}s are known, a turn needs {2 * least}",
            where=f"{series.of.a}-{series.of.b}, {series.source}",
            mend="take in more events, choose a shorter period, or ask for fewer with min_periods",
        )


def widening(track: Track, breaks: tuple[int, ...]) -> float:
    """How many times greater the variance of a regime's mean is than the noise between neighbours makes it.

    The residuals' variance times (1 + r) / (1 - r), r their autocorrelation from one period to the next: what
    remains of a mean's variance over many periods of an autoregressive series.
    """
    import numpy as np

    edges = (0, *breaks, len(track.known))
    expected = np.concatenate(
        [
            np.outer(track.weights[start:end], rate(track.scaled[start:end], track.weights[start:end]))
            for start, end in pairwise(edges)
        ]
    )
    variance = track.weights[:, None] if track.aspect == "level" else np.maximum(expected, ROUNDING)
    strays = (track.scaled - expected) / np.sqrt(variance)
    square = float((strays**2).sum())
    if square == 0:
        return 1.0
    free = max(len(strays) - len(breaks) - 1, 1) * track.free
    alike = min(max(float((strays[1:] * strays[:-1]).sum()) / square, 0.0), 0.9)
    return max(square / free * (1 + alike) / (1 - alike), 1.0)


def rate(amounts: Floats, bases: Floats) -> Floats:
    """A regime's constant: its mean, its rate, or its shares."""
    import numpy as np

    return np.asarray(amounts.sum(axis=0) / bases.sum())
