"""Three dyads at once: net cooperation of each side, whether the three go together, and which side is under pressure.

    net       = (C - K) / (C + K)     C: events of cooperation, K: of conflict
    posterior = Beta(1/2 + C/b, 1/2 + K/b)   of C's share, b: how far events come in bursts (`burstiness`)
    balanced  = (1 + product of (2p - 1)) / 2     p: the probability that a side is positive; sides independent

Sources tell of far more cooperation than conflict: against zero almost every side is positive, and every triad
balanced (in ICEWS 99 of 100 dyads). `neutral` sets what counts as neither: where one can be had, the usual net of
dyads in the source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData
from detente.measure.tilt import INTERVAL
from detente.model import Dyad, Side, Triad

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Counts = Sequence[Sequence[float]]
"""Events of a dyad in a window: one row a period, in each the four quad classes in their order."""

_STEPS = 512
"""Slices of equal probability of each posterior, by which the distribution of a difference is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How a dyad's net cooperation changed between two windows, an 80 % interval, and how likely it rose."""

    of: Dyad
    change: float
    low: float
    high: float
    risen: float


def read_triad(
    sides: Mapping[Dyad, Counts], *, source: str, since: date, until: date, neutral: float = 0.0
) -> Triad:
    """Net cooperation of three dyads among three states in a window, and whether their signs go together.

    Args:
        sides: the quad counts of each of the three dyads, period by period; both directions together.
        source: where the counts are from.
        since: the first day of the window.
        until: its last day.
        neutral: the net cooperation, -1 to 1, above which a side counts as positive.

    `net` is the posterior mean, so a few events of one kind do not make it 1. By symmetry a change of sign of any side
    would turn the odds of balance round; so `pressed` is told by how likely balance were if that side had for certain
    the sign that it likely has not: it is the side whose own sign is least sure, beside two that are surer. Of
    equally sure ones it is the one nearest to neutral.

    Raises:
        NotEnoughData: a side without any event.
        ValueError: not three dyads that join three states; counts that are negative or not by four.

    Reference: Heider 1946; Cartwright & Harary 1956 Psychological Review 63:277-293 (signs); Jeffreys 1946 (prior).
    Check: the posterior by sampling; balance by enumeration of the eight signs; no order of sides matters.
    """
    if len(sides) != 3 or len({frozenset((of.a, of.b)) for of in sides}) != 3:
        raise ValueError("a triad has three different sides")
    if len({state for of in sides for state in (of.a, of.b)}) != 3:
        raise ValueError("the three sides of a triad join three states")
    first, second, third = (_side(of, counts, neutral, source) for of, counts in sides.items())
    found = (first, second, third)
    balanced = balance_of(tuple(side.positive for side in found))
    least = min(
        found, key=lambda side: (abs(side.positive - 0.5), abs(side.net - neutral), side.of.a, side.of.b)
    )
    return Triad(
        sides=found,
        source=source,
        since=since,
        until=until,
        neutral=neutral,
        balanced=balanced,
        pressed=least.of if balanced < 0.5 else None,
    )


def balance_of(positive: Sequence[float]) -> float:
    """The probability that a product of signs is positive, given of each how likely it is, independently.

    Reference: Cartwright & Harary 1956 for the rule; the generating function of parity for the formula.
    Check: enumeration of all signs.
    """
    return (1 + prod(2 * p - 1 for p in positive)) / 2


def compare_windows(
    before: Mapping[Dyad, Counts], after: Mapping[Dyad, Counts], *, source: str
) -> tuple[Shift, ...]:
    """How the net cooperation of each dyad changed from one window to another, in the order of the first.

    Args:
        before: quad counts of dyads in the earlier window, period by period.
        after: the same dyads in the later window.
        source: where the counts are from.

    Raises:
        NotEnoughData: a dyad without any event in one of the windows.
        ValueError: the windows hold different dyads, or counts that are negative or not by four.

    Reference: the difference of two independent Beta posteriors, after Jeffreys 1946.
    Check: sampling from both; windows in the other order give the same with its sign turned.
    """
    if before.keys() != after.keys():
        raise ValueError("the two windows hold different dyads")
    return tuple(_shift(of, before[of], after[of], source) for of in before)


def burstiness(part: Floats, whole: Floats) -> float:
    """By how much a share scatters from one period to the next beyond chance: 1 where not at all.

    Events come in bursts, so n of them tell less than n draws would; counts divided by this number tell as much. It is
    taken from successive differences, so that a slow change is not counted as scatter.

    Args:
        part: counts of the share's numerator, one a period.
        whole: counts of its denominator; periods with nothing in them are passed over.

    Reference: McCullagh & Nelder 1989 ch. 4.5 (quasi-binomial dispersion); von Neumann 1941 for the differences.
    Check: binomial draws give about 1, draws counted four times give about 4; linear in the counts.
    """
    import numpy as np

    part, whole = part[whole > 0], whole[whole > 0]
    if len(whole) < 2 or not 0 < part.sum() < whole.sum():
        return 1.0
    mean = part.sum() / whole.sum()
    expected = mean * (1 - mean) * (1 / whole[1:] + 1 / whole[:-1])
    return max(1.0, float(np.mean(np.diff(part / whole) ** 2 / expected)))


def _side(of: Dyad, counts: Counts, neutral: float, source: str) -> Side:
    from scipy.stats import beta

    first, second, n = _posterior(of, counts, source)
    low, high = (2 * float(beta.ppf(level, first, second)) - 1 for level in INTERVAL)
    return Side(
        of=of,
        net=2 * first / (first + second) - 1,
        low=low,
        high=high,
        positive=float(beta.sf((1 + neutral) / 2, first, second)),
        n=n,
    )


def _shift(of: Dyad, before: Counts, after: Counts, source: str) -> Shift:
    import numpy as np
    from scipy.stats import beta

    old, new = _posterior(of, before, source), _posterior(of, after, source)
    slices = (np.arange(_STEPS) + 0.5) / _STEPS
    was, now = (2 * beta.ppf(slices, *one[:2]) - 1 for one in (old, new))
    low, high = np.quantile(now[:, None] - was, INTERVAL)
    return Shift(
        of=of,
        change=2 * new[0] / (new[0] + new[1]) - 2 * old[0] / (old[0] + old[1]),
        low=float(low),
        high=float(high),
        risen=float(beta.cdf((now + 1) / 2, *old[:2]).mean()),
    )


def _posterior(of: Dyad, counts: Counts, source: str) -> tuple[float, float, int]:
    """The two parameters of the posterior of cooperation's share, and the number of events."""
    rows = _rows(counts)
    together, n = rows[:, :2].sum(axis=1), rows.sum(axis=1)
    if not n.sum():
        raise NotEnoughData(
            f"no event between {of.a} and {of.b}", where=source, mend="take a longer window or another source"
        )
    bursts = burstiness(together, n)
    first = float(together.sum()) / bursts
    second = float(n.sum() - together.sum()) / bursts
    return first + 0.5, second + 0.5, round(float(n.sum()))


def _rows(counts: Counts) -> Floats:
    import numpy as np

    rows = np.asarray(counts, float)
    if rows.ndim != 2 or rows.shape[1] != 4:
        raise ValueError("counts come in rows of four quad classes")
    if (rows < 0).any():
        raise ValueError("a count is negative")
    return rows
