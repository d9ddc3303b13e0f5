"""What is measured in a project beyond one dyad: its sources, triads, the tilt of a pivot, the order of states."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, Self

from detente.errors import NotEnoughData
from detente.explain.ties import Ties, find_star, find_triangle, leaning_of
from detente.keep.asked import Day, context_of, day_of, period_of, resolve_code, states_of
from detente.keep.dealings import Dealing, coded_dealt_by, dealings_of, dealt_by
from detente.keep.engine import ask
from detente.keep.store import files_of
from detente.measure.order import order_of, read_sides
from detente.measure.panel import FEWEST, Panel, reduce_all
from detente.measure.polarity import Polarity
from detente.measure.reduction import ARTICLES, SourceOf, Span, busiest_source, days_of, source_of, sources_of
from detente.model import Dyad, Leaning, Period, Record, Triad
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
        first, second, third = states_of(pivot, toward, other)
        sides = (Dyad(a=first, b=second), Dyad(a=first, b=third))
        return leaning_of(self._panel(period, source, always=sides), first, second, third)

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
        sides = tuple(Dyad(a=one, b=other) for one, other in combinations(states, 2))
        return read_sides(self._panel(period, source, *days, context=context, always=sides), states)

    def ties(
        self,
        party: str,
        *others: str,
        period: Period = "month",
        source: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        between: int = 4,
    ) -> Ties:
        """The ties of a state with some others: how each changed of late, and to whom of the first few it leans.

        Of each tie the last year that it has events in is held against the one before; of years, two against two.

        Args:
            party: the state.
            others: those it has ties with, the foremost first.
            period: month, quarter or year.
            source: one of `sources`; where not given, the one with most events.
            since: first day.
            until: last day, inclusive.
            between: of how many of the others it is asked to which of two it leans.

        Raises:
            UnknownName: no such state or source, or two are the same; not a day.
            NotEnoughData: the source has nothing that fits.
        """
        first, *rest = states_of(party, *others)
        sides = tuple(Dyad(a=first, b=other) for other in rest)
        panel = self._panel(period, source, day_of(since), day_of(until), always=sides)
        return find_star(panel, first, rest, between=between)

    def triangle(
        self,
        a: str,
        b: str,
        c: str,
        *,
        period: Period = "month",
        source: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> Ties:
        """The ties among three states: their balance, how each changed of late, to whom each leans; as `triad`, `tilt`.

        Raises:
            UnknownName: no such state or source, or two are the same; not a day.
            NotEnoughData: the source has nothing that fits.
        """
        first, second, third = states_of(a, b, c)
        sides = tuple(Dyad(a=one, b=other) for one, other in combinations((first, second, third), 2))
        panel = self._panel(period, source, day_of(since), day_of(until), always=sides)
        return find_triangle(panel, (first, second, third))

    def dealings(
        self,
        party: str | None = None,
        *,
        source: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        context: str | None = None,
        by_year: bool = False,
    ) -> tuple[Dealing, ...]:
        """What each two parties did with each other, in events told as done by quad class; of one party, or of all.

        Args:
            party: only its pairs.
            source: one of `sources`; where not given, as `teller`.
            since: first day; an event counts where all its days lie within.
            until: last day, inclusive.
            context: only events of a PLOVER context.
            by_year: a pair once for each year.

        Raises:
            UnknownName: no such state, source or context; not a day.
        """
        self._use_words()
        name = self.teller(source)
        return dealings_of(
            self._store, None if name == ARTICLES else name, party=resolve_code(party) if party else None,
            since=since, until=until, context=context, by_year=by_year,
        )  # fmt: skip

    def dealt(
        self,
        a: str,
        b: str,
        *,
        since: Day | None = None,
        until: Day | None = None,
        context: str | None = None,
        quad: int | None = None,
    ) -> tuple[Record, ...]:
        """The records that the articles' dealings of two parties count, in order of time; arguments as `dealings`.

        Raises:
            UnknownName: no such context; not a day.
        """
        return dealt_by(self._store, a, b, since=since, until=until, context=context, quad=quad)

    def dealt_rows(
        self,
        source: str,
        a: str,
        b: str,
        *,
        since: Day | None = None,
        until: Day | None = None,
        context: str | None = None,
        quad: int | None = None,
        most: int = 100,
        after: int = 0,
    ) -> tuple[Mapping[str, Any], ...]:
        """The rows of event files that their dealings count, the newest first: `most` at once, `after` so many.

        Raises:
            UnknownName: no such source or context; not a day.
        """
        return coded_dealt_by(
            self._store, self.source(source), a, b,
            since=since, until=until, context=context, quad=quad, most=most, after=after,
        )  # fmt: skip

    def teller(self, source: str | None = None) -> str:
        """The source whose dealings are told: the one asked for, else the articles; where there are none, the busiest.

        Raises:
            UnknownName: no such source.
        """
        if source:
            return self.source(source)
        if files_of(self._store, "records"):
            return ARTICLES
        try:
            return self.source(period="year")
        except NotEnoughData:
            return ARTICLES

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
        always: Collection[Dyad] = (),
    ) -> Panel:
        length, within = period_of(period), context_of(context)
        chosen = self.source(source, period=length)
        return reduce_all(
            self._store, chosen, period=length, since=since, until=until, context=within, fewest=fewest, always=always
        )  # fmt: skip


def _missing(spans: Sequence[Span]) -> int:
    """How many days between the first and the last of some spans none of them covers."""
    missing = 0
    reached = min((day for day, _, _ in spans), default=date.min)
    for day, last, _ in sorted(spans):
        missing += max((day - reached).days - 1, 0)
        reached = max(reached, last)
    return missing
