"""Pairs to counts: all that the measures of one dyad, or of all dyads, are worked out from.

A reduction is one `.sql` file, run by DuckDB, or by Spark where the store names a master: both give the same rows.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import NotEnoughData, UnknownName
from detente.keep.engine import ask, ask_rows, remembered
from detente.keep.store import Store
from detente.model import MONTHS_IN, Dyad, Period

if TYPE_CHECKING:
    import pyarrow as pa

ARTICLES = "articles"
"""The source of what our own coder read."""
_SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOf:
    """What a source is: its scale (PLOVER, Goldstein, own), and whether it tells who acts on whom."""

    name: str
    scale: str
    directed: bool
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The pairs from one party to another in one period, of one type, quad class and contexts.

    `period` counts months from the year 0; `events` where the source tells how many, `uncounted` are rows for which it
    does not, `unscored` rows without a score; `stories` are distinct; sums of scores
    are in tenths, of their squares in hundredths.
    """

    a: str
    b: str
    period: int
    type: str
    quad: int | None
    contexts: str
    pairs: int
    events: int
    uncounted: int
    unscored: int
    stories: int
    score10: int
    squares100: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction:
    """All that one source has on a dyad, period by period.

    `coverage` (share of days, 0 to 1) and `volume` (events of the whole source) have one entry a period from `start`;
    `dealings` are the events that each of the two has with anyone, in the same periods.
    """

    of: Dyad
    source: SourceOf
    period: Period
    start: date
    cells: tuple[Cell, ...]
    coverage: tuple[float, ...]
    volume: tuple[int, ...]
    dealings: dict[str, tuple[int, ...]]
    context: str | None = None

    def index(self, cell: Cell) -> int:
        """The place of a cell's period, from 0 at `start`."""
        return (cell.period - months_of(self.start)) // MONTHS_IN[self.period]


def reduce_dyad(
    store: Store,
    dyad: Dyad,
    *,
    period: Period = "month",
    since: date | None = None,
    until: date | None = None,
    source: str | None = None,
    context: str | None = None,
) -> dict[str, Reduction]:
    """What each source has on a dyad; empty where none has anything. `until` is inclusive.

    Raises:
        BrokenStore: the store cannot be read.
    """
    asked = ("reduction", dyad, period, since, until, source, context)
    return dict(remembered(store, asked, lambda: _reduce(store, dyad, period, since, until, source, context)))


def _reduce(
    store: Store,
    dyad: Dyad,
    period: Period,
    since: date | None,
    until: date | None,
    source: str | None,
    context: str | None,
) -> dict[str, Reduction]:
    step = MONTHS_IN[period]
    chosen = chosen_days(since, until) | {"source": source, "context": context, "step": step}
    rows = run(store, "dyad_periods", a=dyad.a, b=dyad.b, **chosen).to_pylist()
    if not rows:
        return {}
    dealings = run(store, "party_periods", a=dyad.a, b=dyad.b, **chosen).to_pylist()
    spans, sources = days_of(store), sources_of(store)
    found = {}
    for name in sorted(
        {row["source"] for row in rows} & sources.keys()
    ):  # a killed import may have told none yet
        own = [
            {key: value for key, value in row.items() if key != "source"}
            for row in rows
            if row["source"] == name
        ]
        cells = tuple(Cell(**row) for row in own)
        days = within(spans.get(name, ()), since, until)
        periods = [cell.period for cell in cells]
        first, last = span_of(name, periods, days, since, until, step)
        size = (last - first) // step + 1
        coverage, volume = cover(days, first, size, step)
        with_anyone = {
            party: [r for r in dealings if (r["source"], r["party"]) == (name, party)]
            for party in (dyad.a, dyad.b)
        }
        found[name] = Reduction(
            of=dyad,
            source=sources[name],
            period=period,
            start=day_of(first),
            cells=cells,
            coverage=(1.0,) * size if name == ARTICLES else coverage,
            volume=volume,
            dealings={party: _by_period(some, first, size, step) for party, some in with_anyone.items()},
            context=context,
        )
    return found


def sources_with(store: Store, dyad: Dyad) -> tuple[str, ...]:
    """The sources that have dated events of a dyad, in order of their names.

    Raises:
        BrokenStore: the store cannot be read.
    """
    chosen = chosen_days(None, None) | {"source": None, "context": None, "step": MONTHS_IN["year"]}
    rows = run(store, "dyad_periods", a=dyad.a, b=dyad.b, **chosen)
    return tuple(sorted({*rows["source"].to_pylist()} & sources_of(store).keys()))


def run(store: Store, reduction: str, **values: Any) -> pa.Table:
    """One reduction, by the engine that the store names.

    Raises:
        BrokenStore: the store cannot be read.
        UserError: Spark is asked for and is not there.
    """
    if store.spark is None:
        return ask(store, reduction, _SQL, **values)
    from detente.keep.spark import ask_spark

    return ask_spark(store, reduction, _SQL, master=store.spark, **values)


def sources_of(store: Store) -> dict[str, SourceOf]:
    """The sources by name: articles, and those of the event files."""
    return dict(remembered(store, "sources", lambda: _find_sources(store)))


def _find_sources(store: Store) -> dict[str, SourceOf]:
    found = {ARTICLES: SourceOf(name=ARTICLES, scale="PLOVER", directed=True)}
    for row in ask_rows(store, "files"):
        before = found.get(row["source"])
        found[row["source"]] = SourceOf(
            name=row["source"],
            scale=row["scale"],
            directed=row["directed"] and (before is None or before.directed),
            versions=(*(before.versions if before else ()), row["version"]),
        )
    return found


def source_of(store: Store, name: str | None) -> str | None:
    """A source by its name, whatever the case of its letters; `None` for any.

    Raises:
        UnknownName: there is none; the mend lists those there are.
    """
    if name is None:
        return None
    known = sources_of(store)
    found = {one.casefold(): one for one in known}.get(name.casefold())
    if found is None:
        raise UnknownName(f"no source called {name!r}", mend=f"there are: {', '.join(known)}")
    return found


def busiest_source(store: Store, period: Period = "year") -> str:
    """The source with most events, of those that count them and whose rows fit into a period.

    Raises:
        NotEnoughData: no source has dated events.
    """
    counted, step = dict[str, int](), MONTHS_IN[period]
    for row in run(store, "source_days").to_pylist():
        if months_of(row["day"]) // step == months_of(row["last_day"]) // step:
            counted[row["source"]] = counted.get(row["source"], 0) + row["events"]
    best = max(counted.items(), key=lambda one: (one[1], one[0]), default=(ARTICLES, 0))
    if not best[1]:
        raise NotEnoughData(
            f"no source has counted events that fit a {period}",
            mend="ask for years, import event files (detente import), or add articles",
        )
    return best[0]


Span = tuple[date, date, int]
"""First and last day of rows, and how many events (or rows, where the source does not count) fall on them."""


def days_of(store: Store) -> dict[str, tuple[Span, ...]]:
    """The days that each source has, in order."""
    return dict(remembered(store, "days", lambda: _find_days(store)))


def _find_days(store: Store) -> dict[str, tuple[Span, ...]]:
    found: dict[str, list[Span]] = {}
    for row in run(store, "source_days").to_pylist():
        found.setdefault(row["source"], []).append(
            (row["day"], row["last_day"], row["events"] or row["pairs"])
        )
    return {name: tuple(spans) for name, spans in found.items()}


def cover(
    spans: Sequence[Span], first: int, size: int, step: int
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Of each period the share of its days that a source has, and the events of the source in it.

    Args:
        spans: as `days_of` gives them.
        first: first period, in months from the year 0.
        size: number of periods.
        step: months in a period.
    """
    days: list[set[int]] = [set() for _ in range(size)]
    volume = [0] * size
    for day, last, events in spans:
        index = (months_of(day) - first) // step
        inside = index == (months_of(last) - first) // step and 0 <= index < size
        if inside:
            volume[index] += events
            days[index].update(range(day.toordinal(), last.toordinal() + 1))
    lengths = [_days_in(first + index * step, step) for index in range(size)]
    return tuple(len(had) / length for had, length in zip(days, lengths, strict=True)), tuple(volume)


def months_of(day: date) -> int:
    """The month of a day, counted from the year 0."""
    return day.year * 12 + day.month - 1


def day_of(months: int) -> date:
    """The first day of a month counted from the year 0."""
    return date(months // 12, months % 12 + 1, 1)


def _days_in(first: int, step: int) -> int:
    return sum(monthrange(month // 12, month % 12 + 1)[1] for month in range(first, first + step))


def chosen_days(since: date | None, until: date | None) -> dict[str, Any]:
    """The values of a reduction that say which days; `until` is inclusive here and exclusive there."""
    beyond = until + timedelta(1) if until and until < date.max else None
    return {"since": since and since.isoformat(), "until": beyond and beyond.isoformat()}


def within(spans: Iterable[Span], since: date | None, until: date | None) -> tuple[Span, ...]:
    """The days that lie between two, both inclusive."""
    return tuple(
        span for span in spans if (since is None or span[0] >= since) and (until is None or span[1] <= until)
    )


def span_of(
    name: str,
    periods: Sequence[int],
    spans: Sequence[Span],
    since: date | None,
    until: date | None,
    step: int,
) -> tuple[int, int]:
    """First and last period: of an event file all that it covers, of articles from what they tell of the two first.

    Articles end with the newest day that any of them tells of: that the two did nothing since is told too.
    """
    covered = [months_of(day) // step * step for day, _, _ in spans]
    first, last = min(periods), max([*periods, *covered])
    if covered and name != ARTICLES:
        first = min(first, *covered)
    low = months_of(since) // step * step if since else first
    high = months_of(until) // step * step if until else last
    return max(first, low), min(last, high)


def _by_period(rows: Iterable[dict[str, Any]], first: int, size: int, step: int) -> tuple[int, ...]:
    found = [0] * size
    for row in rows:
        index = (row["period"] - first) // step
        if 0 <= index < size:
            found[index] += row["events"]
    return tuple(found)
