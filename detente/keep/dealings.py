"""Who deals with whom: of each pair of parties how many events of which class a source tells, and of which days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from detente.keep.asked import Day, context_of, day_of
from detente.keep.engine import ask, ask_rows
from detente.keep.rows import record_of
from detente.model import Record

if TYPE_CHECKING:
    from detente.keep.store import Store

QUAD_COLUMNS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """What two parties did with each other, as one source tells it: events told as done.

    `a` comes before `b`. `quads` counts events by quad class, in the order of `QUADS`, `other` those of no class;
    in articles an event that is told twice counts twice. `undated` is how many have no day: they are among the events
    where no days are asked for, and in no year. `year` is `None` where the days are not parted by year.
    """

    a: str
    b: str
    quads: tuple[int, int, int, int]
    other: int = 0
    undated: int = 0
    first: date | None = None
    last: date | None = None
    year: int | None = None

    @property
    def events(self) -> int:
        """All events, of whatever class."""
        return sum(self.quads) + self.other


def dealings_of(
    store: Store,
    source: str | None = None,
    *,
    party: str | None = None,
    since: Day | None = None,
    until: Day | None = None,
    context: str | None = None,
    by_year: bool = False,
) -> tuple[Dealing, ...]:
    """The dealings of all pairs of parties, or of those with one party, in order of their codes.

    Args:
        store: the project.
        source: a source of event files, as it is called; `None` for the articles.
        party: a code; only the pairs that it is one of.
        since: first day; an event counts where all its days lie within.
        until: last day, inclusive.
        context: only events of a PLOVER context.
        by_year: a pair once for each year; events of several years, or of none, under no year.

    Raises:
        UnknownName: no such context; not a day.
        BrokenStore: the store cannot be read.
    """
    values = _days(since, until) | {"context": context_of(context), "party": party, "by_year": by_year}
    if source is None:
        return _dealings(ask_rows(store, "dealings", **values))
    return _dealings(ask_rows(store, "coded_dealings", source=source, **values))


def dealt_by(
    store: Store,
    a: str,
    b: str,
    *,
    since: Day | None = None,
    until: Day | None = None,
    context: str | None = None,
    quad: int | None = None,
) -> tuple[Record, ...]:
    """The records that a number of `dealings_of` articles counts, in order of time; arguments as there.

    Raises:
        UnknownName: no such context; not a day.
        BrokenStore: the store cannot be read.
    """
    values = _days(since, until) | {"context": context_of(context), "quad": quad}
    return tuple(record_of(row) for row in ask_rows(store, "dealt", a=a, b=b, **values))


def coded_dealt_by(
    store: Store,
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
    """Rows of event files that a number of `dealings_of` their source counts, the newest first.

    Args:
        store: the project.
        source: a source of event files, as it is called.
        a: a code.
        b: another.
        since: first day.
        until: last day, inclusive.
        context: only events of a PLOVER context.
        quad: only events of a quad class, 1 to 4.
        most: rows at once.
        after: rows that come before these.

    Raises:
        UnknownName: no such context; not a day.
        BrokenStore: the store cannot be read.
    """
    values = _days(since, until) | {"context": context_of(context), "quad": quad}
    table = ask(store, "coded_dealt", source=source, a=a, b=b, most=most, after=after, **values)
    return tuple(table.to_pylist())


def _days(since: Day | None, until: Day | None) -> dict[str, Any]:
    """The days of a query, in which the last one is exclusive."""
    last = day_of(until)
    beyond = last + timedelta(1) if last and last < date.max else None
    return {"since": day_of(since), "until": beyond}


def _dealings(rows: Iterable[Mapping[str, Any]]) -> tuple[Dealing, ...]:
    """Rows as values; a pair without events in the days asked for stands there where it has undated ones."""
    found = (
        Dealing(
            a=row["a"],
            b=row["b"],
            quads=tuple(row[name] for name in QUAD_COLUMNS),
            other=row["other"],
            undated=row["undated"],
            first=row["first"],
            last=row["last"],
            year=row["year"],
        )
        for row in rows
    )
    return tuple(one for one in found if one.events or one.undated)
