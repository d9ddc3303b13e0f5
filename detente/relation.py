"""What a project holds on two states: records, happenings, the ledger; and what is measured of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, TypeVar

from detente.errors import NotEnoughData, UnknownName
from detente.explain.gaps import find_gaps
from detente.explain.outlook import find_outlook
from detente.keep.asked import Day, context_of, day_of, period_of, records_of, resolve_code, sector_of
from detente.keep.assembled import happenings_of, ledger_of
from detente.keep.faces import face
from detente.keep.store import Store
from detente.measure.agreement import Outlier, compare_sources
from detente.measure.dyads import exchange_of, find_odd_days, turns_of
from detente.measure.forecast import forecast
from detente.measure.reduction import Reduction, reduce_dyad, source_of, sources_with
from detente.measure.response import Exchange
from detente.measure.series import find_series
from detente.model import (
    Agreement,
    Aspect,
    Dyad,
    Forecast,
    Gap,
    Happening,
    LedgerRow,
    Outlook,
    Period,
    Series,
    TurningPoint,
)

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")


class Relation:
    """What a project holds on two states; each answer is an Arrow table whose rows carry their evidence.

    Every table has, beside the columns of its kind: id, the speaker, coder and confidence, and the
    evidence: text, doc, start, end, outlet, title, published. Parties are lists of codes.
    """

    def __init__(self, store: Store, dyad: Dyad) -> None:
        self._store = store
        self.dyad = dyad

    def records(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """All records of the dyad, in order of time, as `Project.records` gives them."""
        return records_of(self._store, None, self.dyad, since, until)

    def events(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who did what to whom: actors, recipients, type, mode, contexts, aux, place, since, until, basis."""
        return self._face("event", since, until)

    def commitments(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who owes what to whom: giver, receiver, what, sector, amount, unit, stage, since, until, basis."""
        return self._face("commitment", since, until)

    def statements(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who said what: words, form, suspect."""
        return self._face("statement", since, until)

    def tilts(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who is said to move towards or away from whom, and turning points as told."""
        return self._face("tilt", since, until)

    def causal(self) -> pa.Table:
        """What is said to bring about what: cause, effect, polarity."""
        return self._face("causal")

    def interests(self) -> pa.Table:
        """Who wants what of whom: holder, toward, object."""
        return self._face("interest")

    def implied(self, third: str | None = None) -> pa.Table:
        """What sources say that the relation means for third states: third, sign, what.

        Raises:
            UnknownName: no such state.
        """
        table = self._face("implication")
        if third is None:
            return table
        from pyarrow import compute

        return table.filter(compute.equal(table.column("third"), resolve_code(third)))

    def happenings(self) -> tuple[Happening, ...]:
        """What the events of several articles tell of the two, one happening each, with belief and rivals."""
        return happenings_of(self._store, (self.dyad.a, self.dyad.b))

    def ledger(self, sector: str | None = None) -> tuple[LedgerRow, ...]:
        """Commitments of the two across articles, one row each with all its stages.

        Raises:
            UnknownName: no such sector.
        """
        asked = sector_of(sector)
        rows = ledger_of(self._store, (self.dyad.a, self.dyad.b))
        return tuple(row for row in rows if asked in (None, row.sector))

    def gaps(self) -> tuple[Gap, ...]:
        """What the record does not know of the dyad."""
        return find_gaps(self._store, self.dyad)

    def series(
        self,
        measure: str = "net cooperation",
        *,
        period: Period = "month",
        directed: bool = False,
        stories: bool = False,
        since: Day | None = None,
        until: Day | None = None,
        source: str | None = None,
        context: str | None = None,
    ) -> tuple[Series, ...]:
        """One measure over time, one series a source that has the two.

        Args:
            measure: "events", a quad class, a PLOVER type, "net events", "net cooperation", "mean score", "score",
                "attention", "reciprocity".
            period: month, quarter or year.
            directed: only what the first does to the second.
            stories: count an event once for each story that tells of it.
            since: first day.
            until: last day, inclusive.
            source: only one source; `Project.sources` lists them.
            context: only events of one PLOVER context.

        Raises:
            UnknownName: no such measure, source or context; not a day.
            NotEnoughData: no source has dated events of the two, or none tells what the measure needs.
        """
        found = self._reduced(period, since, until, source, context)
        return _each(found, lambda one: (find_series(one, measure, directed=directed, stories=stories),))

    def left_out(self, shown: Collection[str]) -> tuple[str, ...]:
        """The sources that have dated events of the two and are not among those shown."""
        return tuple(name for name in sources_with(self._store, self.dyad) if name not in shown)

    def turns(
        self,
        *,
        aspects: tuple[Aspect, ...] = ("level", "volume", "mix"),
        period: Period = "month",
        directed: bool = False,
        since: Day | None = None,
        until: Day | None = None,
        source: str | None = None,
        context: str | None = None,
    ) -> tuple[TurningPoint, ...]:
        """The turning points in level, volume and mix, of each source, with what carries them; arguments as `series`.

        Raises:
            UnknownName: no such source or context; not a day.
            NotEnoughData: no source has periods enough.
        """
        found = self._reduced(period, since, until, source, context)
        return _each(found, lambda one: turns_of(self._store, one, aspects, directed=directed))

    def agreement(
        self, measure: str = "net cooperation", *, period: Period = "month"
    ) -> tuple[Agreement, ...]:
        """How each two sources agree on the dyad, over the periods that both have.

        Raises:
            UnknownName: no such measure.
            NotEnoughData: no two sources have a period of the measure in common.
        """
        series = self.series(measure, period=period)
        found = []
        for x, y in combinations(series, 2):
            with suppress(NotEnoughData):
                found.append(compare_sources(x, y))
        if not found:
            raise NotEnoughData(
                f"no two sources tell {measure} of the same {period}s of {self.dyad.a} and {self.dyad.b}",
                mend="`detente sources` lists the sources; try --period year, or another measure",
            )
        return tuple(found)

    def odd_days(self, source: str | None = None) -> dict[str, tuple[tuple[date, Outlier], ...]]:
        """Days whose score stands out of the dyad's own history, by source: read them before you trust a series.

        Raises:
            UnknownName: no such source.
            NotEnoughData: no source has days enough.
        """
        reductions = self._reduced("month", None, None, source, None)
        days = _each(
            reductions, lambda one: ((name := one.source.name, find_odd_days(self._store, self.dyad, name)),)
        )
        return {name: odd for name, odd in days if odd}

    def forecast(
        self,
        measure: str = "net events",
        *,
        period: Period = "month",
        ahead: int = 1,
        source: str | None = None,
    ) -> tuple[Forecast, ...]:
        """What the next periods may bring, as a distribution, with how such forecasts did before; one a source.

        Raises:
            UnknownName: no such measure or source.
            NotEnoughData: no source has 24 periods.
        """
        found = self._reduced(period, None, None, source, None)
        return _each(found, lambda one: (forecast(find_series(one, measure), ahead=ahead),))

    def exchange(
        self, *, period: Period = "month", source: str | None = None
    ) -> tuple[tuple[str, Exchange], ...]:
        """Whether each of the two answers the other in kind, by source: net events as an autoregression of both.

        Raises:
            UnknownName: no such source.
            NotEnoughData: no source has periods enough of both directions.
        """
        found = self._reduced(period, None, None, source, None)
        return _each(found, lambda one: ((one.source.name, exchange_of(one)),))

    def implications(
        self,
        third: str,
        *,
        source: str | None = None,
        period: Period | None = None,
        progress: Callable[[str], None] = lambda what: None,
    ) -> Outlook:
        """What the relation means for a third state: changes, its ties, base rates, claims, commitments to watch.

        Raises:
            UnknownName: no such state, source or period, or one of the two.
        """
        code, length = resolve_code(third), period_of(period) if period else None
        return find_outlook(self._store, self.dyad, code, source=source, period=length, progress=progress)

    def _reduced(
        self, period: Period, since: Day | None, until: Day | None, source: str | None, context: str | None
    ) -> dict[str, Reduction]:
        chosen, first, last = source_of(self._store, source), day_of(since), day_of(until)
        if first and last and first > last:
            raise UnknownName(
                f"the first day, {first}, lies after the last, {last}", mend="the other way round?"
            )
        found = reduce_dyad(
            self._store, self.dyad, period=period_of(period), since=first, until=last,
            source=chosen, context=context_of(context),
        )  # fmt: skip
        if not found:
            fit = f"{period} and the days and context asked for" if since or until or context else period
            raise NotEnoughData(
                f"no dated events of {self.dyad.a} and {self.dyad.b} in {source or 'any source'} that fit a {fit}",
                mend="add articles, import event files (detente import), or ask for years",
            )
        return found

    def _face(self, kind: str, since: Day | None = None, until: Day | None = None) -> pa.Table:
        return face(kind, records_of(self._store, kind, self.dyad, since, until))


def _each(found: Mapping[str, Reduction], ask: Callable[[Reduction], tuple[T, ...]]) -> tuple[T, ...]:
    """The answers of all sources that can give one; where none can, why the first cannot."""
    answers: list[T] = []
    lacks: list[NotEnoughData] = []
    for reduction in found.values():
        try:
            answers += ask(reduction)
        except NotEnoughData as lack:
            lacks.append(lack)
    if lacks and len(lacks) == len(found):
        raise lacks[0]
    return tuple(answers)
