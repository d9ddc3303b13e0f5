"""How often, after a turn of one kind between two states, a third state's relation with one of them moved which way.

Comparable triads are those in which the third state stood to each of the two as the one asked about does: its net
cooperation with either lay in the same third of all dyads. A relation has moved when its net cooperation over the
following year differs from that of the year before by more than such differences usually do in that very dyad; where
periods are years, over the following two years from that of the two before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.errors import NotEnoughData
from detente.model import MONTHS_IN, BaseRate, Period

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from detente.measure.panel import Panel

Move = Literal["down", "up"]
Turns = Mapping[int, Sequence[int]]
"""Of dyads of a panel, by their place, the periods at which a turn of one kind begins."""
FEWEST = 10
"""Turns below which no rate is told."""
_ENOUGH = 12
"""Events a window must hold for its net cooperation to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How a third state stands to each of two others: the third (0 low, 1 middle, 2 high) of its net cooperation."""

    with_side: int
    with_other: int


def window_of(period: Period) -> int:
    """Periods before and after a turn that are compared: a year's, and two years where a period is one."""
    return max(12 // MONTHS_IN[period], 2)


def find_base_rates(
    panel: Panel,
    turns: Turns,
    *,
    pair: tuple[str, str],
    third: str,
    side: str,
    after: str,
    at: int | None = None,
) -> tuple[BaseRate, ...]:
    """The rates at which the third's relation with one of the pair moved down and up in the year after such a turn.

    Args:
        panel: all dyads of a source.
        turns: where in the panel turns of the kind begin, by dyad.
        pair: the two states whose turn is asked about; it does not count among the cases itself.
        third: the third state.
        side: which of the pair the third's relation is with.
        after: the kind of turn, in words.
        at: the period of the turn that is asked about: as the third stood to the two then, others must have stood
            to be comparable; where not given, as it stood last.

    Several thirds of one turn are one case: the share is a mean over turns, and the interval is for as many draws as
    there are turns. `usual` is the same mean for the same relations, of all periods at which they stood so: one that
    stands high is more likely to fall than to rise, turn or no turn. The three asked about are no case themselves.

    Returns:
        the rate of moving down, then of moving up.

    Raises:
        NotEnoughData: the third has no events enough with either, or fewer than ten turns have comparable triads.

    Reference: Jeffreys 1946 (the interval), its ends at 0 and 1 after Brown, Cai and DasGupta 2001, Statistical
        Science 16:101-133; the comparison with other times of the same relations is a case-crossover, Maclure 1991,
        American Journal of Epidemiology 133:144-153.
    Check: on panels where the third moves by a known chance, and where turns say nothing
        (tests/measure/test_base_rates.py).
    """
    rolled = _Rolled(panel)
    other = next(state for state in pair if state != side)
    asked = rolled.likeness(third, side, other, at)
    cases = list[list[_Case]]()
    for index, periods in turns.items():
        if panel.dyads[index] != tuple(sorted(pair)):
            found = (rolled.comparable(index, begun, asked, {*pair, third}) for begun in periods)
            cases += filter(None, found)
    if len(cases) < FEWEST:
        raise NotEnoughData(
            f"{len(cases)} turns with a comparable third state, and {FEWEST} are the least",
            where=panel.source.name,
            mend="import a longer or wider source of events",
        )
    return tuple(
        _rate(rolled, cases, asked, move, after=after, third=third, side=side) for move in ("down", "up")
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """A relation of a comparable third after a turn: its dyad, that of the third with the other, the period."""

    relation: int
    across: int
    at: int


class _Rolled:
    """A panel with net cooperation over the year before and after each period, and how much it usually changes."""

    def __init__(self, panel: Panel) -> None:
        import numpy as np

        self.panel = panel
        self.window = window_of(panel.period)
        good, bad = panel.counts[:, :, :2].sum(axis=2), panel.counts[:, :, 2:].sum(axis=2)
        self.before, events_before = _window_net(good, bad, self.window, ahead=False)
        self.after, events_after = _window_net(good, bad, self.window, ahead=True)
        told = (events_before >= _ENOUGH) & (events_after >= _ENOUGH)
        self.change = np.where(told, self.after - self.before, np.nan)
        self.before = np.where(events_before >= _ENOUGH, self.before, np.nan)
        self.moved = np.full_like(self.change, np.nan)
        self.middle, self.spread = np.zeros(len(self.change)), np.zeros(len(self.change))
        for index in np.flatnonzero(np.isfinite(self.change).any(axis=1)).tolist():
            self.middle[index] = np.nanmedian(self.change[index])
            beyond = self.change[index] - self.middle[index]
            self.spread[index] = 1.4826 * np.nanmedian(np.abs(beyond))
            if self.spread[index] > 0:
                self.moved[index] = beyond / self.spread[index]
        known = self.before[np.isfinite(self.before)]
        self.bounds = np.quantile(known, [1 / 3, 2 / 3]) if known.size else np.zeros(2)
        self.places = (self.before[:, :, None] > self.bounds).sum(axis=2)
        self.places[~np.isfinite(self.before)] = -1
        self.partners: dict[str, list[tuple[str, int]]] = {}
        for index, (a, b) in enumerate(panel.dyads):
            self.partners.setdefault(a, []).append((b, index))
            self.partners.setdefault(b, []).append((a, index))

    def likeness(self, third: str, side: str, other: str, at: int | None = None) -> Likeness:
        """How the third stood to the two in the year before a period, or at the end of the panel."""
        return Likeness(with_side=self._latest(third, side, at), with_other=self._latest(third, other, at))

    def comparable(self, index: int, at: int, asked: Likeness, but: set[str]) -> list[_Case]:
        """The relations of comparable thirds with either of a pair that turned, `but` of the three asked about."""
        import numpy as np

        x, y = self.panel.dyads[index]
        found = []
        for one, two in ((x, y), (y, x)):
            others = dict(self.partners[two])
            for third, relation in self.partners[one]:
                across = others.get(third)
                if across is None or {x, y, third} == but or not np.isfinite(self.moved[relation, at]):
                    continue
                if (self.places[relation, at], self.places[across, at]) == (
                    asked.with_side,
                    asked.with_other,
                ):
                    found.append(_Case(relation, across, at))
        return found

    def alike(self, relation: int, across: int, asked: Likeness) -> NDArray[np.bool_]:
        """At which periods a third stood to two others as the one asked about, by its dyads with either."""
        found: NDArray[np.bool_] = (self.places[relation] == asked.with_side) & (
            self.places[across] == asked.with_other
        )
        return found

    def usual(self, case: _Case, asked: Likeness, sign: int) -> float:
        """How often the relation of a case moved that way, of all periods at which the third stood so."""
        import numpy as np

        moved = self.moved[case.relation]
        return float(
            np.mean(sign * moved[self.alike(case.relation, case.across, asked) & np.isfinite(moved)] > 1)
        )

    def months_until(self, case: _Case, sign: int) -> int:
        """Months from the turn by which net cooperation since then had moved so far, and stayed so to the end.

        Not the first time that it is seen so far: a month or two of few events may be anywhere.
        """
        import numpy as np

        since = self.panel.counts[case.relation, case.at : case.at + self.window].cumsum(axis=0)
        net = (since[:, :2].sum(axis=1) - since[:, 2:].sum(axis=1)) / (since.sum(axis=1) + 1)
        change = net - self.before[case.relation, case.at] - self.middle[case.relation]
        short = np.flatnonzero(sign * change <= self.spread[case.relation])
        return (int(short[-1]) + 2 if short.size else 1) * MONTHS_IN[self.panel.period]

    def _latest(self, third: str, state: str, at: int | None) -> int:
        import numpy as np

        index = self.panel.at(third, state)
        if index is not None:
            places = self.places[index, : None if at is None else at + 1]
            told: list[int] = places[np.flatnonzero(places >= 0)].tolist()
            if told:
                return told[-1]
        raise NotEnoughData(f"too few events of {third} and {state}", where=self.panel.source.name)


def _window_net(
    good: NDArray[np.int64], bad: NDArray[np.int64], window: int, *, ahead: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Net cooperation and events over the window before each period, or from it on; shape of the counts."""
    import numpy as np

    def rolled(counts: NDArray[np.int64]) -> NDArray[np.float64]:
        total = np.concatenate([np.zeros((len(counts), 1)), np.cumsum(counts, axis=1)], axis=1)
        at = np.arange(counts.shape[1])
        first, last = (
            (at, np.minimum(at + window, counts.shape[1])) if ahead else (np.maximum(at - window, 0), at)
        )
        whole = at + window <= counts.shape[1] if ahead else at >= window
        found: NDArray[np.float64] = np.where(whole, total[:, last] - total[:, first], 0.0)
        return found

    kind, hostile = rolled(good), rolled(bad)
    return (kind - hostile) / (kind + hostile + 1), kind + hostile


def _rate(
    rolled: _Rolled,
    cases: Sequence[Sequence[_Case]],
    asked: Likeness,
    move: Move,
    *,
    after: str,
    third: str,
    side: str,
) -> BaseRate:
    import numpy as np

    sign = 1 if move == "up" else -1
    hits = [np.mean([sign * rolled.moved[case.relation, case.at] > 1 for case in turn]) for turn in cases]
    share, n = float(np.mean(hits)), len(hits)
    usual = float(np.mean([np.mean([rolled.usual(case, asked, sign) for case in turn]) for turn in cases]))
    moved = {case for turn in cases for case in turn if sign * rolled.moved[case.relation, case.at] > 1}
    waits = [rolled.months_until(case, sign) for case in moved]
    low, high = _interval(share, n)
    return BaseRate(
        after=after,
        then=f"{third} and {side} move {move}",
        source=rolled.panel.source.name,
        share=round(share, 4),
        low=round(low, 4),
        high=round(high, 4),
        n=n,
        months=float(np.median(waits)) if waits else None,
        usual=round(usual, 4),
    )


def _interval(share: float, n: int) -> tuple[float, float]:
    """80 % of the posterior of a share; where none or all did so, to the very end."""
    from scipy.special import betaincinv

    low, high = (float(betaincinv(share * n + 0.5, (1 - share) * n + 0.5, level)) for level in (0.1, 0.9))
    return min(low, share), max(high, share)
