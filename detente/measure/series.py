"""A dyad's series: counts, net cooperation, mean score, attention, reciprocity, each with its interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData, UnknownName
from detente.measure.reduction import Cell, Reduction
from detente.measure.response import measure_reciprocity
from detente.measure.shrink import Intervals, shrink_counts, shrink_means, shrink_shares
from detente.model import PLOVER_TYPES, QUADS, Dyad, Series

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float64]

MEASURES = (
    "events", *QUADS, "net events", "net cooperation", "mean score", "score", "attention", "reciprocity",
)  # fmt: skip
"""What a series can be of, beside the count of one PLOVER type."""
FEWEST_DAYS = 1 / 367
"""Coverage below which a period counts as missing: less than a day of a year."""


def find_series(
    reduction: Reduction,
    measure: str,
    *,
    directed: bool = False,
    swapped: bool = False,
    stories: bool = False,
) -> Series:
    """One measure of a dyad over time.

    The measures: "events", a quad class ("verbal cooperation", ...) or a PLOVER type are counts a period, with the
    interval of their rate. "net cooperation" is (C - K) / (C + K), C and K the events of cooperation and of conflict,
    drawn to the dyad's own mean where they are few. "mean score" is the mean of the scores of the events, "score" their
    sum. "attention" is the share of the first party's dealings that are with the second. "reciprocity" is
    1 - |x - y| / (|x| + |y|), x and y the "net events" (C - K) from the one to the other and back.

    Args:
        reduction: what a source has on the dyad.
        measure: one of `MEASURES`, or a PLOVER type.
        directed: only what the first does to the second, instead of both to each other.
        swapped: as `directed`, from the second to the first.
        stories: count an event of one type once for each story that tells of it, however often it is coded.

    Raises:
        UnknownName: no such measure.
        NotEnoughData: the source does not tell who acts, or not how many events a row stands for.

    Reference: Goldstein and Freeman 1990, Three-Way Street (net cooperation); Goldstein 1992, JCR 36:369-385 (scores);
        Goldstein 1991, ISQ 35:195-209 (reciprocity).
    Check: tests/measure/test_series.py, on series with the answer in the line.
    """
    measure = next(
        (one for one in (*MEASURES, *PLOVER_TYPES) if one.casefold() == measure.casefold()), measure
    )
    if measure not in MEASURES and measure not in PLOVER_TYPES:
        raise UnknownName(
            f"no measure called {measure!r}", mend=f"there are: {', '.join((*MEASURES, *PLOVER_TYPES))}"
        )
    if measure == "reciprocity":
        there = find_series(reduction, "net events", directed=True, stories=stories)
        back = find_series(reduction, "net events", swapped=True, stories=stories)
        return replace(measure_reciprocity(there, back), measure=measure)
    columns = _Columns(
        reduction, directed=directed or swapped or measure == "attention", swapped=swapped, stories=stories
    )
    _check(reduction, measure, columns)
    _check_kind(reduction, measure, stories=stories)
    find = _FINDERS.get(measure, _counted)
    value, low, high = find(columns, measure)
    covers = [covered >= FEWEST_DAYS for covered in reduction.coverage]
    known = columns.known(measure)
    behind = (columns.of_both if measure == "attention" else columns).sum(lambda cell: True)
    of = Dyad(a=reduction.of.b, b=reduction.of.a) if swapped else reduction.of
    pick = [some and has for some, has in zip(covers, known, strict=True)]
    return Series(
        of=of,
        directed=columns.directed,
        source=reduction.source.name,
        measure=measure,
        unit=_unit(measure, reduction.source.scale, stories),
        period=reduction.period,
        start=reduction.start,
        values=_plain(value, pick),
        low=_plain(low, pick),
        high=_plain(high, pick),
        n=tuple(int(n) for n in behind),
        coverage=reduction.coverage,
        context=reduction.context,
    )


class _Columns:
    """The cells of a reduction, summed by period."""

    def __init__(self, reduction: Reduction, *, directed: bool, swapped: bool, stories: bool) -> None:
        import numpy as np

        self.reduction, self.directed, self.stories = reduction, directed, stories
        self.first = reduction.of.b if swapped else reduction.of.a
        self.size = len(reduction.coverage)
        self.exposure = np.maximum(np.asarray(reduction.coverage), FEWEST_DAYS)
        self.cells = [cell for cell in reduction.cells if not directed or cell.a == self.first]

    @property
    def of_both(self) -> _Columns:
        """What both do to each other: dealings have no direction."""
        return _Columns(self.reduction, directed=False, swapped=False, stories=False)

    def sum(self, keep: Callable[[Cell], bool], *, of: str | None = None) -> Row:
        """The sum of a column by period, of the cells kept; of events (or stories), where no column is named."""
        import numpy as np

        column = of or ("stories" if self.stories else "events")
        found = np.zeros(self.size)
        for cell in self.cells:
            index = self.reduction.index(cell)
            if 0 <= index < self.size and keep(cell):
                found[index] += getattr(cell, column)
        return found

    def known(self, measure: str) -> Sequence[bool]:
        """Whether a period has what the measure needs: shares and means need events, counts nothing."""
        if measure == "mean score" or measure == "net cooperation":
            return list(self.sum(lambda cell: measure == "mean score" or cell.quad is not None) > 0)
        if measure == "attention":
            return [dealings > 0 for dealings in self.reduction.dealings[self.first]]
        return [True] * self.size


def _counted(columns: _Columns, measure: str) -> Intervals:
    def keep(cell: Cell) -> bool:
        in_quad = cell.quad is not None and QUADS[cell.quad - 1] == measure
        return measure == "events" or in_quad or cell.type == measure

    counts = columns.sum(keep)
    _, low, high = shrink_counts(counts, columns.exposure)
    return counts, low, high


def _net(columns: _Columns, measure: str) -> Intervals:
    good = columns.sum(lambda cell: cell.quad in (1, 2))
    bad = columns.sum(lambda cell: cell.quad in (3, 4))
    value, low, high = shrink_shares(good, good + bad)
    return 2 * value - 1, 2 * low - 1, 2 * high - 1


def _mean_score(columns: _Columns, measure: str) -> Intervals:
    events = columns.sum(lambda cell: True, of="events")
    sums = columns.sum(lambda cell: True, of="score10") / 10
    squares = columns.sum(lambda cell: True, of="squares100") / 100
    return shrink_means(sums, squares, events)


def _score(columns: _Columns, measure: str) -> Intervals:
    import numpy as np

    sums = columns.sum(lambda cell: True, of="score10") / 10
    events = columns.sum(lambda cell: True, of="events")
    if not events.sum():
        unknown = np.full_like(sums, np.nan)
        return sums, unknown, unknown
    _, low, high = shrink_means(sums, columns.sum(lambda cell: True, of="squares100") / 100, events)
    return sums, np.minimum(low * events, sums), np.maximum(high * events, sums)


def _attention(columns: _Columns, measure: str) -> Intervals:
    both = columns.of_both.sum(lambda cell: True)
    return shrink_shares(both, columns.reduction.dealings[columns.first])


def _net_events(columns: _Columns, measure: str) -> Intervals:
    import numpy as np

    good = columns.sum(lambda cell: cell.quad in (1, 2))
    bad = columns.sum(lambda cell: cell.quad in (3, 4))
    unknown = np.full_like(good, np.nan)
    return good - bad, unknown, unknown


_FINDERS: dict[str, Callable[[_Columns, str], Intervals]] = {
    "net cooperation": _net,
    "mean score": _mean_score,
    "score": _score,
    "attention": _attention,
    "net events": _net_events,
}


def _check(reduction: Reduction, measure: str, columns: _Columns) -> None:
    source = reduction.source
    if columns.directed and not source.directed and measure != "attention":
        mend = "ask for both directions together"
        raise NotEnoughData(f"{source.name} does not tell who acts on whom", mend=mend)
    if measure != "score" and any(cell.uncounted for cell in reduction.cells):
        mend = "ask for the measure `score`"
        raise NotEnoughData(f"{source.name} does not tell how many events its rows stand for", mend=mend)
    if measure in ("score", "mean score") and any(cell.unscored for cell in reduction.cells):
        raise NotEnoughData(f"{source.name} gives its rows no scores", mend="ask for `net cooperation`")


def _check_kind(reduction: Reduction, measure: str, *, stories: bool) -> None:
    """Types and stories can be counted only where the source has them."""
    name = reduction.source.name
    if measure in PLOVER_TYPES and not any(cell.type for cell in reduction.cells):
        raise NotEnoughData(
            f"{name} does not tell types of events", mend="ask for a quad class, or for `events`"
        )
    if stories and any(cell.events > cell.pairs for cell in reduction.cells):
        raise NotEnoughData(
            f"{name} does not tell stories: its rows stand for many events", mend="ask without stories"
        )


def _unit(measure: str, scale: str, stories: bool) -> str:
    if measure in ("mean score", "score"):
        return f"{scale} scale"
    if measure == "net events":
        return "net events"
    if measure in ("net cooperation", "attention"):
        return {"net cooperation": "-1 to 1", "attention": "share"}[measure]
    return "stories" if stories else "events"


def _plain(values: Row, pick: Sequence[bool]) -> tuple[float | None, ...]:
    found = (round(float(value), 6) for value in values)
    return tuple(value if some and value == value else None for value, some in zip(found, pick, strict=True))
