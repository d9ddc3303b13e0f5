"""How often, after a turn of one kind between two states, a third state's relation with one of them moved which way.

Comparable triads are those in which the third state stood to each of the two as the one asked about does: its net
cooperation with either lay in the same third of all dyads. A relation has moved when its net cooperation over the
following year differs from that of the year before by more than such differences usually do in that very dyad.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.errors import NotEnoughData
from detente.model import MONTHS_IN, BaseRate

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


def find_base_rates(
    panel: Panel, turns: Turns, *, pair: tuple[str, str], third: str, side: str, after: str
) -> tuple[BaseRate, ...]:
    """The rates at which the third's relation with one of the pair moved down and up in the year after such a turn.

    Args:
        panel: all dyads of a source.
        turns: where in the panel turns of the kind begin, by dyad.
        pair: the two states whose turn is asked about; it does not count among the cases itself.
        third: the third state.
        side: which of the pair the third's relation is with.
        after: the kind of turn, in words.

    Several thirds of one turn are one case: the share is a mean over turns, and the interval is for as many draws as
    there are turns. `usual` is the share among all periods of the same relations.

    Returns:
        the rate of moving down, then of moving up.

    Raises:
        NotEnoughData: the third has no events enough with either, or fewer than ten turns have comparable triads.

    Reference: Jeffreys 1946 (the interval); the comparison with other times of the same relations is a case-crossover,
        Maclure 1991, American Journal of Epidemiology 133:144-153.
    Check: on panels where the third moves by a known chance (tests/measure/test_base_rates.py).
    """
    rolled = _Rolled(panel)
    other = next(state for state in pair if state != side)
    asked = rolled.likeness(third, side, other)
    cases = list[list[tuple[int, int]]]()  # of each turn the relations (dyad, period) of comparable thirds
    for index, periods in turns.items():
        for at in periods:
            found = rolled.comparable(index, at, asked) if panel.dyads[index] != tuple(sorted(pair)) else []
            if found:
                cases.append(found)
    if len(cases) < FEWEST:
        raise NotEnoughData(
            f"{len(cases)} turns with a comparable third state, and {FEWEST} are the least",
            where=panel.source.name,
            mend="import a longer or wider source of events",
        )
    return tuple(_rate(rolled, cases, move, after=after, third=third, side=side) for move in ("down", "up"))


class _Rolled:
    """A panel with net cooperation over the year before and after each period, and how much it usually changes."""

    def __init__(self, panel: Panel) -> None:
        import numpy as np

        self.panel = panel
        self.window = max(12 // MONTHS_IN[panel.period], 2)
        good, bad = panel.counts[:, :, :2].sum(axis=2), panel.counts[:, :, 2:].sum(axis=2)
        self.before, events_before = _window_net(good, bad, self.window, ahead=False)
        self.after, events_after = _window_net(good, bad, self.window, ahead=True)
        told = (events_before >= _ENOUGH) & (events_after >= _ENOUGH)
        self.change = np.where(told, self.after - self.before, np.nan)
        self.before = np.where(events_before >= _ENOUGH, self.before, np.nan)
        self.moved = np.full_like(self.change, np.nan)
        self.spread = np.zeros(len(self.change))
        for index in np.flatnonzero(np.isfinite(self.change).any(axis=1)).tolist():
            middle = np.nanmedian(self.change[index])
            self.spread[index] = 1.4826 * np.nanmedian(np.abs(self.change[index] - middle))
            if self.spread[index] > 0:
                self.moved[index] = (self.change[index] - middle) / self.spread[index]
        known = self.before[np.isfinite(self.before)]
        self.bounds = np.quantile(known, [1 / 3, 2 / 3]) if known.size else np.zeros(2)
        self.partners: dict[str, list[tuple[str, int]]] = {}
        for index, (a, b) in enumerate(panel.dyads):
            self.partners.setdefault(a, []).append((b, index))
            self.partners.setdefault(b, []).append((a, index))

    def likeness(self, third: str, side: str, other: str) -> Likeness:
        """How the third stands to the two at the end of the panel."""
        return Likeness(with_side=self._latest(third, side), with_other=self._latest(third, other))

    def comparable(self, index: int, at: int, asked: Likeness) -> list[tuple[int, int]]:
        """The relations of comparable thirds with either of a pair that turned: (dyad, period)."""
        import numpy as np

        x, y = self.panel.dyads[index]
        found = []
        for one, two in ((x, y), (y, x)):
            others = dict(self.partners[two])
            for third, relation in self.partners[one]:
                across = others.get(third)
                if (
                    across is None
                    or not np.isfinite(self.moved[relation, at])
                    or np.isnan(self.before[across, at])
                ):
                    continue
                if (self._place(relation, at), self._place(across, at)) == (
                    asked.with_side,
                    asked.with_other,
                ):
                    found.append((relation, at))
        return found

    def months_until(self, relation: int, at: int, sign: int) -> int | None:
        """Months until net cooperation over a quarter of the window has moved as far; `None` where it has not."""
        short = max(self.window // 4, 1)
        counts = self.panel.counts[relation]
        for step in range(self.window):
            part = counts[max(at + step - short + 1, at) : at + step + 1].sum(axis=0)
            if part.sum() < 1:
                continue
            net = (part[0] + part[1] - part[2] - part[3]) / part.sum()
            if sign * (net - self.before[relation, at]) > self.spread[relation]:
                return (step + 1) * MONTHS_IN[self.panel.period]
        return None

    def _latest(self, third: str, state: str) -> int:
        import numpy as np

        index = self.panel.at(third, state)
        told: Sequence[int] = (
            np.flatnonzero(np.isfinite(self.before[index])).tolist() if index is not None else []
        )
        if index is None or not len(told):
            raise NotEnoughData(f"too few events of {third} and {state}", where=self.panel.source.name)
        return self._place(index, told[-1])

    def _place(self, relation: int, at: int) -> int:
        return int((self.before[relation, at] > self.bounds).sum())


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
    cases: Sequence[Sequence[tuple[int, int]]],
    move: Move,
    *,
    after: str,
    third: str,
    side: str,
) -> BaseRate:
    import numpy as np
    from scipy.special import betaincinv

    sign = 1 if move == "up" else -1
    hits = [np.mean([sign * rolled.moved[case] > 1 for case in turn]) for turn in cases]
    share, n = float(np.mean(hits)), len(hits)
    relations = sorted({relation for turn in cases for relation, _ in turn})
    every = rolled.moved[relations]
    usual = float(np.mean(sign * every[np.isfinite(every)] > 1))
    moved = [case for turn in cases for case in turn if sign * rolled.moved[case] > 1]
    waits = [wait for relation, at in moved if (wait := rolled.months_until(relation, at, sign)) is not None]
    low, high = (float(betaincinv(share * n + 0.5, (1 - share) * n + 0.5, level)) for level in (0.1, 0.9))
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
