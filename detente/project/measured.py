"""What is measured in a project beyond one dyad: its sources, triads, the tilt of a pivot, the order of states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Self

from detente.explain.ties import leaning_of
from detente.keep.asked import Day, context_of, day_of, period_of, states_of
from detente.keep.engine import ask
from detente.measure.order import order_of, read_sides
from detente.measure.panel import Panel, reduce_all
from detente.measure.polarity import Polarity
from detente.measure.reduction import SourceOf, busiest_source, source_of, sources_of
from detente.model import Leaning, Period, Triad
from detente.project.opened import Opened

if TYPE_CHECKING:
    import pyarrow as pa


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
        panel = self._panel("year", source, day_of(since), day_of(until), context=context)
        return order_of(panel)

    def _panel(
        self,
        period: Period,
        source: str | None,
        since: date | None = None,
        until: date | None = None,
        *,
        context: str | None = None,
    ) -> Panel:
        chosen = source_of(self._store, source) or busiest_source(self._store)
        length, within = period_of(period), context_of(context)
        return reduce_all(
            self._store, chosen, period=length, since=since, until=until, context=within, fewest=1
        )
