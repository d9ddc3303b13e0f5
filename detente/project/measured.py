"""What is measured in a project beyond one dyad: its sources, triads, the tilt of a pivot, the order of states."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Self

from detente.explain.ties import leaning_of
from detente.keep.asked import Day, context_of, day_of, period_of, states_of
from detente.keep.engine import ask
from detente.measure.order import order_of, read_sides
from detente.measure.panel import FEWEST, Panel, reduce_all
from detente.measure.polarity import Polarity
from detente.measure.reduction import ARTICLES, SourceOf, Span, busiest_source, days_of, source_of, sources_of
from detente.model import Dyad, Leaning, Period, Triad
from detente.project.opened import Opened

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAccount:
    """What a project has of a source: `rows` looked at in its files, `pairs` made of them, `bad` ones that were no row.

    `first` and `last` are its days, `missing` how many days between them it has nothing of. Of articles, rows and bad
    rows are `None`, and so is `missing`: they tell of what they choose to; their pairs are those that have a day.
    """

    of: SourceOf
    rows: int | None
    pairs: int
    bad: int | None
    first: date | None
    last: date | None
    missing: int | None


class Measured(Opened):
    """What can be measured in a project."""

    def on_spark(self, master: str = "local[*]") -> Self:
        """The same project, its reductions worked out by Spark: in this process, or on a cluster by its address.

        The project's folder must be seen by all workers of a cluster.
        """
        return type(self)(replace(self._store, spark=master), self.settings)

    def sources(self) -> dict[str, SourceOf]:
        """The sources by name: articles, and those of the event files."""
        return sources_of(self._store)

    def accounts(self) -> tuple[SourceAccount, ...]:
        """The sources with how much there is of each, and of which days; articles first."""
        spans, files = days_of(self._store), ask(self._store, "files").to_pylist()
        found = []
        for name, source in sources_of(self._store).items():
            days = spans.get(name, ())
            own = [row for row in files if row["source"] == name]
            told = name == ARTICLES
            found.append(
                SourceAccount(
                    of=source,
                    rows=None if told else sum(row["seen"] for row in own),
                    pairs=sum(n for _, _, n in days) if told else sum(row["pairs"] for row in own),
                    bad=None if told else sum(row["bad"] for row in own),
                    first=min((day for day, _, _ in days), default=None),
                    last=max((last for _, last, _ in days), default=None),
                    missing=None if told else _missing(days),
                )
            )
        return tuple(found)

    def source(self, name: str | None = None, *, period: Period = "month") -> str:
        """A source's name as it is kept; where none is given, the one with most events that fit a period.

        Raises:
            UnknownName: no such source.
            NotEnoughData: none is given, and no source has dated events that are counted.
        """
        return source_of(self._store, name) or busiest_source(self._store, period_of(period))

    def coded_rows(self, dyad: Dyad, origins: Sequence[str]) -> pa.Table:
        """Rows of event files on a dyad by their origins (the carriers of a turn): source, file, line, story, ..."""
        asked = json.dumps(list(origins))
        return ask(self._store, "coded_rows", a=dyad.a, b=dyad.b, origins=asked)

    def event_files(self) -> pa.Table:
        """The event files, one row each: origin, format, source, version, and what became of their rows."""
        return ask(self._store, "files")

    def bad_rows(self) -> pa.Table:
        """The lines of event files that could not be read: origin, line, why, text."""
        return ask(self._store, "bad_rows")

    def tilt(
        self, pivot: str, toward: str, other: str, *, period: Period = "month", source: str | None = None
    ) -> Leaning:
        """How a pivot divides its cooperation between two others, over time.

        Args:
            pivot: the state between the two.
            toward: the one whose share is told.
            other: the other one.
            period: month, quarter or year.
            source: one of `sources`; where not given, the one with most events.

        Raises:
            UnknownName: no such state or source, or two are the same.
            NotEnoughData: too little cooperation of the pivot with either.
        """
        states = states_of(pivot, toward, other)
        panel = self._panel(period, source)
        return leaning_of(panel, *states)

    def triad(
        self,
        a: str,
        b: str,
        c: str,
        *,
        since: Day | None = None,
        until: Day | None = None,
        period: Period = "month",
        source: str | None = None,
        context: str | None = None,
    ) -> Triad:
        """The signs of three dyads, whether they are balanced, and which side is under pressure; of all days, or some.

        Raises:
            UnknownName: no such state, source or context; not a day.
            NotEnoughData: a side without events.
        """
        states = states_of(a, b, c)
        days = (day_of(since), day_of(until))
        return read_sides(self._panel(period, source, *days, context=context), states)

    def polarity(
        self,
        *,
        since: Day | None = None,
        until: Day | None = None,
        source: str | None = None,
        context: str | None = None,
    ) -> Polarity:
        """How cooperation is spread over states: concentration, communities, the pull of the largest.

        Raises:
            UnknownName: no such source or context; not a day.
            NotEnoughData: no cooperation in these days.
        """
        panel = self._panel("year", source, day_of(since), day_of(until), context=context, fewest=1)
        return order_of(panel)

    def _panel(
        self,
        period: Period,
        source: str | None,
        since: date | None = None,
        until: date | None = None,
        *,
        context: str | None = None,
        fewest: int = FEWEST,
    ) -> Panel:
        length, within = period_of(period), context_of(context)
        chosen = self.source(source, period=length)
        return reduce_all(
            self._store, chosen, period=length, since=since, until=until, context=within, fewest=fewest
        )


def _missing(spans: Sequence[Span]) -> int:
    """How many days between the first and the last of some spans none of them covers."""
    missing = 0
    reached = min((day for day, _, _ in spans), default=date.min)
    for day, last, _ in sorted(spans):
        missing += max((day - reached).days - 1, 0)
        reached = max(reached, last)
    return missing
