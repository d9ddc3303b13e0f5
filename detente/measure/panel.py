"""All dyads of one source side by side: what base rates, common movement and the order of states are read from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.errors import NotEnoughData, UnknownName
from detente.keep.engine import ask_rows, remembered
from detente.keep.parts import QUAD_COLUMNS
from detente.measure.reduction import (
    ARTICLES,
    SourceOf,
    chosen_days,
    cover,
    day_of,
    days_of,
    run,
    sources_of,
    span_of,
    within,
)
from detente.measure.series import FEWEST_DAYS
from detente.measure.shrink import shrink_shares
from detente.model import MONTHS_IN, QUADS, Dyad, Period, Series

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from detente.keep.store import Store

FEWEST = 30
"""Events below which a dyad is left out of a panel: nothing can be told of its course."""
USUAL = 100
"""Events from which a dyad has a say in what is usual."""
MEASURED = ("events", *QUADS, "cooperation", "net cooperation")
"""What a panel gives as a series."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Both directions of all dyads of a source, period by period.

    `dyads` are in order of their codes (a before b); `counts` has shape (n_dyads, n_periods, 4), events by quad class;
    `score` shape (n_dyads, n_periods), sums of scores; `coverage` one entry a period, `volume` the source's events.
    """

    source: SourceOf
    period: Period
    start: date
    dyads: tuple[tuple[str, str], ...]
    counts: NDArray[np.int64]
    score: NDArray[np.float64]
    coverage: tuple[float, ...]
    volume: tuple[int, ...]

    def at(self, a: str, b: str) -> int | None:
        """The place of a dyad, whichever way it is asked; `None` where it is not in the panel."""
        from bisect import bisect_left

        pair = (min(a, b), max(a, b))
        index = bisect_left(self.dyads, pair)
        return index if self.dyads[index : index + 1] == (pair,) else None

    def net(self, index: int) -> NDArray[np.float64]:
        """Net cooperation of a dyad by period, drawn to its own mean where events are few; shape (n_periods,)."""
        counts = self.counts[index]
        return 2 * shrink_shares(counts[:, :2].sum(axis=1), counts.sum(axis=1))[0] - 1

    def usual_net(self) -> float:
        """The median net cooperation of dyads with events enough: what is neutral where most events are friendly.

        Where no dyad has enough, all have a say. Each is a posterior mean, as those held against it are: it is never
        1, above which no side could lie.
        """
        import numpy as np

        counts = self.counts.sum(axis=1)
        totals = counts.sum(axis=1)
        some = totals >= USUAL if totals.max() >= USUAL else totals > 0
        net = counts[some, :2].sum(axis=1) - counts[some, 2:].sum(axis=1)
        return float(np.median(net / (totals[some] + 1)))

    def series(self, index: int, measure: str) -> Series:
        """All events, those of a quad class or of both of cooperation, or net cooperation; without intervals.

        Raises:
            UnknownName: another measure.
        """
        if measure not in MEASURED:
            raise UnknownName(f"a panel has no {measure!r}", mend=f"there are: {', '.join(MEASURED)}")
        a, b = self.dyads[index]
        counts = self.counts[index]
        totals = counts.sum(axis=1)
        known = [covered >= FEWEST_DAYS for covered in self.coverage]
        if measure == "net cooperation":
            values: NDArray[Any] = self.net(index)
            known = [has and total > 0 for has, total in zip(known, totals, strict=True)]
        elif measure == "cooperation":
            values = counts[:, :2].sum(axis=1)
        else:
            values = totals if measure == "events" else counts[:, QUADS.index(measure)]
        blank = (None,) * len(totals)
        return Series(
            of=Dyad(a=a, b=b), directed=False, source=self.source.name, measure=measure,
            unit="-1 to 1" if measure == "net cooperation" else "events", period=self.period, start=self.start,
            values=tuple(round(float(v), 6) if some else None for v, some in zip(values, known, strict=True)),
            low=blank, high=blank, n=tuple(int(n) for n in totals), coverage=self.coverage,
        )  # fmt: skip

    def __iter__(self) -> Iterator[int]:
        """The places of the dyads, the busiest first."""
        import numpy as np

        return iter(np.argsort(-self.counts.sum(axis=(1, 2)), kind="stable").tolist())


def reduce_all(
    store: Store,
    source: str,
    *,
    period: Period = "month",
    since: date | None = None,
    until: date | None = None,
    context: str | None = None,
    fewest: int = FEWEST,
    always: Collection[Dyad] = (),
) -> Panel:
    """The panel of a source; dyads with fewer than `fewest` events are left out, but for those of `always`.

    Raises:
        NotEnoughData: the source has no dyad with as many events.
        BrokenStore: the store cannot be read.
    """
    step = MONTHS_IN[period]
    values = chosen_days(since, until) | {"source": source, "context": context, "step": step}
    sums = _undirected(all_pairs(store, values))
    if not sums:
        raise NotEnoughData(
            f"{source} has no dated events that fit what is asked for",
            mend="`detente sources` tells what each source has",
        )
    dyads, where, months, columns = _places(sums, fewest, always)
    if not dyads:
        raise NotEnoughData(
            f"no two parties have {fewest} events in {source}", mend="add more, or ask another source"
        )
    spans = within(days_of(store).get(source, ()), since, until)
    first, last = span_of(source, [int(months.min()), int(months.max())], spans, since, until, step)
    size = (last - first) // step + 1
    counts, score = _filled(len(dyads), size, where, (months - first) // step, columns)
    coverage, volume = cover(spans, first, size, step)
    return Panel(
        source=sources_of(store)[source], period=period, start=day_of(first), dyads=dyads, counts=counts, score=score,
        coverage=(1.0,) * size if source == ARTICLES else coverage, volume=volume,
    )  # fmt: skip


def all_pairs(store: Store, values: Mapping[str, Any]) -> pa.Table:
    """All directed dyads by period, in no order: from sums by month where they tell what is asked, else from all rows.

    Args:
        store: the project.
        values: of the reduction `all_periods`.

    Raises:
        BrokenStore: the store cannot be read.
    """
    if any(values[name] for name in ("since", "until", "context")) or not _has_months(store):
        return run(store, "all_periods", **values)
    return run(store, "all_months", step=values["step"], source=values["source"])


def _has_months(store: Store) -> bool:
    """Whether all event files came with their sums by month: those of a project of format 3 did not."""
    return remembered(store, "months", lambda: not ask_rows(store, "without_months"))


_COLUMNS = (*QUAD_COLUMNS, "score10")


def _undirected(table: Any) -> Any:
    """Both directions together: dyads as `a` and `b` in order of their codes."""
    from pyarrow import compute

    if not table.num_rows:
        return None
    swapped = compute.greater(table["a"], table["b"])
    low = compute.if_else(swapped, table["b"], table["a"])
    high = compute.if_else(swapped, table["a"], table["b"])
    table = table.set_column(table.schema.get_field_index("a"), "a", low)
    table = table.set_column(table.schema.get_field_index("b"), "b", high)
    return table.group_by(["a", "b", "period"]).aggregate([(name, "sum") for name in _COLUMNS])


def _places(
    table: Any, fewest: int, always: Collection[Dyad] = ()
) -> tuple[tuple[tuple[str, str], ...], Any, Any, dict[str, Any]]:
    """The dyads with enough events, and for each row of theirs its dyad, month and columns."""
    import numpy as np

    columns = {name: table[f"{name}_sum"].to_numpy() for name in _COLUMNS}
    a, b = (np.asarray(table[side].to_pylist(), dtype=object) for side in ("a", "b"))
    names, inverse = np.unique(
        np.char.add(np.char.add(a.astype(str), "\t"), b.astype(str)), return_inverse=True
    )
    events = sum(columns[name] for name in _COLUMNS[:4])
    kept = ["\t".join(sorted((of.a, of.b))) for of in always]
    enough = (np.bincount(inverse, weights=events) >= fewest) | np.isin(names, kept)
    place = np.cumsum(enough) - 1
    keep = enough[inverse]
    dyads = [tuple(name.split("\t")) for name in names[enough]]
    rows = place[inverse[keep]]
    return (
        tuple((x, y) for x, y in dyads),
        rows,
        table["period"].to_numpy()[keep],
        {k: v[keep] for k, v in columns.items()},
    )


def _filled(dyads: int, size: int, where: Any, at: Any, columns: dict[str, Any]) -> tuple[Any, Any]:
    import numpy as np

    inside = (at >= 0) & (at < size)
    counts, score = np.zeros((dyads, size, 4), dtype=np.int64), np.zeros((dyads, size))
    for quad, name in enumerate(_COLUMNS[:4]):
        counts[where[inside], at[inside], quad] = columns[name][inside]
    score[where[inside], at[inside]] = columns["score10"][inside] / 10
    return counts, score
