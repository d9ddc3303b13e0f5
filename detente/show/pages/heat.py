"""When two states dealt with each other, and in what: events told as done, by sector and year."""

from __future__ import annotations

from collections.abc import Sequence

from detente.show.pages import HeatCell, HeatMap, HeatRow
from detente.show.pages.paragraph import quad_told
from detente.show.pages.sections import Entry, count, year_of

YEARS = 25
"""Most years that have a column of their own; those before them share one."""
OTHER, ALL = "no one year", "all"
_CONFLICT = (3, 4)


def find_heat(facts: Sequence[Entry]) -> HeatMap | None:
    """The table of events by sector and year, in which each event lies once; none where there are no events."""
    if not facts:
        return None
    columns = _columns(facts)
    column_of = {one.ref: _column(one, columns) for one in facts}
    sectors = sorted({one.sector for one in facts if one.sector})
    rows = [
        _row(sector, [one for one in facts if one.sector == sector], columns, column_of) for sector in sectors
    ]
    return HeatMap(columns=(*columns, ALL), rows=(*rows, _row(ALL, facts, columns, column_of)))


def _columns(facts: Sequence[Entry]) -> tuple[str, ...]:
    years = sorted({int(year) for one in facts if (year := year_of(one))})
    first = max(years[0], years[-1] - YEARS + 1) if years else 0
    return (
        *((f"before {first}",) if years and years[0] < first else ()),
        *((str(year) for year in range(first, years[-1] + 1)) if years else ()),
        *((OTHER,) if any(year_of(one) is None for one in facts) else ()),
    )


def _column(told: Entry, columns: Sequence[str]) -> str:
    year = year_of(told) or OTHER
    return year if year in columns else columns[0]


def _row(sector: str, facts: Sequence[Entry], columns: Sequence[str], column_of: dict[str, str]) -> HeatRow:
    by_column = [[one for one in facts if column_of[one.ref] == column] for column in columns]
    return HeatRow(sector=sector, cells=tuple(map(_cell, [*by_column, facts])))


def _cell(facts: Sequence[Entry]) -> HeatCell:
    bad = [one for one in facts if quad_told(one) in _CONFLICT]
    good = [one for one in facts if quad_told(one) not in _CONFLICT]
    return HeatCell(good=count(good) if good else None, bad=count(bad) if bad else None)
