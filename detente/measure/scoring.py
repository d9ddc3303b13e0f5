"""How good forecasts are that are distributions: proper scores, and whether they are sure as often as they say.

    CRPS          the integral of (F(x) - [x >= outcome])^2 over x; the absolute error where a forecast is one number
    Brier         (probability - outcome)^2 of what happens or not
    held          the share of outcomes inside the nominal 80 % interval
    place, PIT    where in its distribution an outcome fell; all places alike often where forecasts are calibrated

A forecast is an ensemble here: values that are equally likely. Lower CRPS and Brier are better. Among counts an
outcome has a probability of its own and so fills a stretch of places, not one: it counts in an interval or a bin
by the part of the stretch that lies there. Otherwise [0, 0] would "hold" 95 % of a quiet dyad's months, and the
rightest forecast would look as if it were too wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ensemble = Sequence[float] | NDArray[np.float64]

LOW, HIGH = 0.1, 0.9
"""The ends of the nominal 80 % interval."""

Place = tuple[float, float]
"""The share of a forecast below an outcome, and the share up to it."""


def crps(values: Ensemble, outcome: float) -> float:
    """The continuous ranked probability score of an ensemble, in the unit of its values, exactly.

    Raises:
        ValueError: there are no values.

    Reference: Gneiting & Raftery 2007, JASA 102:359-378; Jordan, Krüger & Lerch 2019, JSS 90(12), eq. 2.
    Check: numerical integration of the definition; closed forms of the normal and the Poisson distribution.
    """
    import numpy as np

    if not len(values):
        raise ValueError("a forecast without values has no score")
    return float(crps_rows(np.sort(np.asarray(values, float))[None, :], np.array([outcome]))[0])


def crps_rows(ensembles: NDArray[np.float64], outcomes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The CRPS of many ensembles of one size: `ensembles` (forecasts x values) in rising order, `outcomes` (forecasts).

    E|X - y| - E|X - X'| / 2, where the second term is a weighted sum of the sorted values.

    Reference: as `crps`.
    Check: as `crps`.
    """
    import numpy as np

    size = ensembles.shape[1]
    ranks = 2 * np.arange(1, size + 1) - size - 1
    scores: NDArray[np.float64] = np.abs(ensembles - outcomes[:, None]).mean(1) - ensembles @ ranks / size**2
    return scores


def brier(probability: float, happened: bool) -> float:
    """The Brier score of one probability, 0 (right and sure) to 1 (wrong and sure).

    Reference: Brier 1950, Monthly Weather Review 78:1-3.
    Check: by hand; proper by a property test.
    """
    return (probability - happened) ** 2


def place(values: Ensemble, outcome: float) -> Place:
    """Where an outcome lies in an ensemble: the share of values below it, and up to it; alike where none equals it."""
    import numpy as np

    ensemble = np.asarray(values, float)
    return float((ensemble < outcome).mean()), float((ensemble <= outcome).mean())


def inside(at: Place, low: float = LOW, high: float = HIGH) -> float:
    """The part of an outcome's place that lies between two levels, 0 to 1: 0 or 1 where the place is a point.

    Reference: Czado, Gneiting & Held 2009, Biometrics 65:1254-1261, the nonrandomized PIT.
    Check: by hand; the mean over Poisson outcomes of a Poisson forecast is 0.8.
    """
    first, last = at
    if first == last:
        return float(low <= first <= high)
    return max(0.0, min(last, high) - max(first, low)) / (last - first)


def held(places: Iterable[Place]) -> float:
    """The share of outcomes inside the nominal 80 % interval; near 0.8 where forecasts are calibrated.

    Reference: as `inside`.
    Check: as `inside`.
    """
    shares = [inside(at) for at in places]
    return sum(shares) / len(shares)


def pit_histogram(places: Iterable[Place], bins: int = 10) -> tuple[float, ...]:
    """The share of outcomes in each of `bins` equal stretches of their forecasts; all 1 / `bins` where calibrated.

    Full at both ends: forecasts are too narrow. Full in the middle: too wide. Full at one end: off to a side.

    Reference: Dawid 1984, JRSS A 147:278-292; Czado, Gneiting & Held 2009.
    Check: Poisson outcomes of a Poisson forecast give a flat histogram.
    """
    found = [0.0] * bins
    cases = 0
    for first, last in places:
        cases += 1
        for n in range(bins):
            if first < last:
                found[n] += inside((first, last), n / bins, (n + 1) / bins)
            else:
                found[n] += n == min(int(first * bins), bins - 1)
    return tuple(share / cases for share in found)
