"""Where a series is cut into regimes: the best cuts under a penalty, and the posterior of all cuts.

Both are exact. Periods are indices 0 to n - 1; a break is the index of the first period of a new regime; every regime
has at least `least` periods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.measure.costs import Cost, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """What is to be believed of all segmentations.

    `starts` has for each period the probability that a regime starts there (1 for the first), `number` the
    probability of 0, 1, 2 ... breaks.
    """

    starts: tuple[float, ...]
    number: tuple[float, ...]


def best_breaks(cost: Cost, n: int, *, penalty: float, least: int = 1) -> tuple[int, ...]:
    """The breaks for which the sum of costs plus `penalty` a break is least (PELT: exact, most starts are dropped).

    Of equals the one whose last regime begins earliest wins.

    Reference: Killick, Fearnhead and Eckley 2012, JASA 107:1590-1598.
    Check: every segmentation of short series; ruptures on random ones.
    """
    import numpy as np

    best, last = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=np.int64)
    best[0] = -penalty
    alive, until = np.array([0]), np.full(n + 1, n + 1)
    for end in range(least, n + 1):
        alive = alive[until[alive] > end]
        found = best[alive] + cost(alive, end)
        chosen = int(np.argmin(found))
        best[end], last[end] = found[chosen] + penalty, alive[chosen]
        # A start that is dearer than a break here never wins again; but no regime that begins here ends before
        # `least` periods have gone by, so until then the start must stay.
        hopeless = alive[found > best[end]]
        until[hopeless] = np.minimum(until[hopeless], end + least)
        if end + 1 - least >= least:
            alive = np.append(alive, end + 1 - least)
    breaks: list[int] = []
    end = n
    while last[end] > 0:
        end = int(last[end])
        breaks.append(end)
    return tuple(reversed(breaks))


def find_posterior(evidence: Floats, *, odds: float, least: int = 1) -> Posterior:
    """The posterior of all segmentations, by recursion forward and backward.

    Args:
        evidence: shape (n + 1, n + 1), of `detente.measure.evidence`.
        odds: of a break to none, before the data are seen, at each place where one may lie.
        least: periods that a regime has at least.

    Reference: Fearnhead 2006, Statistics and Computing 16:203-213; Barry and Hartigan 1993, JASA 88:309-319.
    Check: the sum over every segmentation of short series.
    """
    import numpy as np

    n = len(evidence) - 1
    steps = _steps(evidence, odds, least)
    forward = _forward(steps)
    backward = _forward(steps[::-1, ::-1].T)[::-1]
    starts = np.exp(forward + backward - forward[n])[:n]
    row, number = np.full(n + 1, -np.inf), []
    row[0] = 0
    for _ in range(n // least):
        row = np.logaddexp.reduce(row[:, None] + steps, axis=0)
        number.append(float(np.exp(row[n] - forward[n])))
    return Posterior(starts=tuple(float(one) for one in starts), number=tuple(number))


def chance_within(evidence: Floats, first: int, last: int, *, odds: float, least: int = 1) -> float:
    """The probability that at least one regime starts from `first` to `last`, both inclusive.

    Args: as `find_posterior`.

    Reference: as `find_posterior`: the sum over segmentations that have no break there, over the sum of all.
    Check: the sum over every segmentation of short series.
    """
    import numpy as np

    steps = _steps(evidence, odds, least)
    every = _forward(steps)[-1]
    steps[first : last + 1] = -np.inf
    return float(np.clip(-np.expm1(_forward(steps)[-1] - every), 0, 1))


def place_break(
    evidence: Floats, at: int, before: int, after: int, *, least: int = 1, share: float = 0.8
) -> tuple[int, int]:
    """From where to where one break lies with probability `share`, given the breaks before and after it.

    Args:
        evidence: shape (n + 1, n + 1), of `detente.measure.evidence`.
        at: the break; the interval grows from it, each time to the likelier side.
        before: where the regime before it starts.
        after: where the regime after it ends, exclusive.
        least: periods that a regime has at least.
        share: of the posterior to be held, 0 to 1.

    Reference: Fearnhead 2006, Statistics and Computing 16:203-213 (posterior of a change point's place).
    Check: the sum over every place on short series.
    """
    import numpy as np

    # At either end of the series a regime may be younger than the least: what is cut off there is not known.
    open_low = 1 if before == 0 else least
    open_high = 1 if after == len(evidence) - 1 else least
    places = np.arange(before + open_low, after - open_high + 1)
    found = evidence[before, places] + evidence[places, after]
    chance = np.exp(found - found.max())
    chance = np.concatenate([[0.0], chance / chance.sum(), [0.0]])
    low = high = int(at - places[0]) + 1
    held = float(chance[low])
    while held < share and (low > 1 or high < len(places)):
        if high == len(places) or (low > 1 and chance[low - 1] >= chance[high + 1]):
            low -= 1
            held += float(chance[low])
        else:
            high += 1
            held += float(chance[high])
    return int(places[low - 1]), int(places[high - 1])


def _steps(evidence: Floats, odds: float, least: int) -> Floats:
    """The log weight of each regime, the odds of the break that begins it included; none is too short."""
    import numpy as np

    size = len(evidence)
    steps = np.where(np.tri(size, k=least - 1, dtype=bool), -np.inf, evidence)
    steps[1:] += np.log(odds)
    return steps


def _forward(steps: Floats) -> Floats:
    """The log of the sum over all ways from the first place to each."""
    import numpy as np

    ways = np.full(len(steps), -np.inf)
    ways[0] = 0
    for end in range(1, len(steps)):
        ways[end] = np.logaddexp.reduce(ways[:end] + steps[:end, end])
    return ways
