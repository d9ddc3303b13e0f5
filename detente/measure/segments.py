"""Where a series is cut into regimes: the best cuts under a penalty, and the posterior of all cuts.

Both are exact. Periods are indices 0 to n - 1; a break is the index of the first period of a new regime; every regime
has at least `least` periods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from detente.measure.costs import Cost, Floats


def best_breaks(cost: Cost, n: int, *, penalty: float, least: int = 1) -> tuple[int, ...]:
    """The breaks for which the sum of costs plus `penalty` a break is least (PELT: optimal, most starts pruned).

    A start may be dropped once cutting there and here is no dearer than leaving it whole, but only for ends that lie
    `least` periods on, since until then no regime can begin here. Of equals the earliest last break wins.

    Reference: Killick, Fearnhead & Eckley 2012, JASA 107:1590.
    Check: every segmentation of short series; `ruptures` on random ones.
    """
    import numpy as np

    best, last = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=int)
    best[0] = -penalty
    # `dropped` is the end from which a start no longer stands a chance.
    alive, dropped = np.array([0]), np.full(n + 1, n + 1)
    for end in range(least, n + 1):
        alive = alive[dropped[alive] > end]
        without = best[alive] + cost(alive, end)
        chosen = int(np.argmin(without))
        best[end], last[end] = without[chosen] + penalty, alive[chosen]
        hopeless = alive[without > best[end]]
        dropped[hopeless] = np.minimum(dropped[hopeless], end + least)
        if end + 1 - least >= least:
            alive = np.append(alive, end + 1 - least)
    breaks: list[int] = []
    end = n
    while end > 0 and last[end] > 0:
        end = int(last[end])
        breaks.append(end)
    return tuple(reversed(breaks))
