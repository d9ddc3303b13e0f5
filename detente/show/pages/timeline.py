"""The timeline of a page: dated events as bars, in lanes by sector, drawn from a chart spec and rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from detente.explain.display import shorten
from detente.model import Event, Record
from detente.show.charts.drawing import read_spec, to_svg
from detente.show.pages import Line, TimelineBar
from detente.show.words.records import quad_of

YEARS = 25
"""Most years that the timeline shows; what lies before them is named beside it."""

LEAST_SHARE = 0.004  # of the time shown: a day would be too narrow to see and to hit
_LINK_BASE = "https://vega.github.io/vega-datasets/#"
"""vl-convert makes links absolute against this; nothing is fetched from it, and it is taken out again."""

_LANE = "·"
_QUAD_NAMES = {
    (False, False): "cooperation in words",
    (False, True): "cooperation in deeds",
    (True, False): "conflict in words",
    (True, True): "conflict in deeds",
}


def find_bars(lines: Sequence[Line], records: Mapping[str, Record]) -> tuple[TimelineBar, ...]:
    """A bar for every line of a dated event; those without any day have none."""
    bars = []
    for line in lines:
        source = line.sources[0]
        record = records[source.record]
        since, until = line.since or line.until, line.until or line.since
        if not isinstance(record.claim, Event) or since is None or until is None:
            continue
        quad = quad_of(record.claim)
        bars.append(
            TimelineBar(
                ref=line.ref,
                record=source.record,
                doc=source.doc,
                sector=line.sector or "",
                since=since,
                until=until,
                open="before" if line.since is None else "after" if line.until is None else "",
                conflict=quad in (3, 4),
                material=quad in (2, 4),
                says=line.says,
            )
        )
    return tuple(bars)


def draw_timeline(bars: Sequence[TimelineBar], evidence: Callable[[str, str], str] | None = None) -> str:
    """The timeline as SVG; each bar is a link to its sentence. Needs no network.

    Args:
        bars: the bars.
        evidence: where a sentence stands, by the ids of its record and article; by default on the same page, `#r-<id>`.

    Raises:
        ValueError: there are no bars.
    """
    spec = read_spec("timeline")
    rows = chart_rows(bars)
    spec["data"] = {"values": rows}
    spec["encoding"]["y"]["scale"]["domain"] = _lanes(rows)
    svg = to_svg(spec).replace(_LINK_BASE, "#").replace("xlink:href", "href")
    if evidence:
        for bar in bars:
            svg = svg.replace(f'"#r-{bar.record}"', f'"{evidence(bar.record, bar.doc)}"')
    return svg


def chart_rows(bars: Sequence[TimelineBar]) -> list[dict[str, Any]]:
    """One row a bar: where it begins and ends, and the lane of its sector in which it hits no other."""
    first, last = first_day_shown(bars), max(bar.until for bar in bars)
    least = timedelta(days=max(5, round((last - first).days * LEAST_SHARE)))
    free: dict[str, list[date]] = {}
    rows = []
    shown = (bar for bar in bars if bar.until >= first)
    for bar in sorted(shown, key=lambda one: (one.sector, one.since, one.until, one.ref)):
        since = max(bar.since, first)
        until = max(bar.until + timedelta(days=1), since + least)
        lanes = free.setdefault(bar.sector, [])
        lane = next((number for number, day in enumerate(lanes) if day <= since), len(lanes))
        lanes[lane : lane + 1] = [until + least / 3]
        rows.append(
            {
                "row": f"{bar.sector}{_LANE}{lane}",
                "since": since.isoformat(),
                "until": until.isoformat(),
                "class": _QUAD_NAMES[bar.conflict, bar.material],
                "open": bar.open,
                "href": f"#r-{bar.record}",
                "says": f"{bar.ref}: {shorten(bar.says, 120)}",
            }
        )
    return rows


def _lanes(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """All lanes from top to bottom, with an empty one between sectors."""
    found = sorted(
        {row["row"] for row in rows}, key=lambda row: (row.split(_LANE)[0], int(row.split(_LANE)[1]))
    )
    lanes: list[str] = []
    for row in found:
        if lanes and row.endswith(f"{_LANE}0"):
            lanes.append(f"{row}-before")
        lanes.append(row)
    return lanes


def first_day_shown(bars: Sequence[TimelineBar]) -> date:
    """The first day of the years shown: at most `YEARS` up to the year of the last bar.

    Raises:
        ValueError: there are no bars.
    """
    first, last = min(bar.since for bar in bars), max(bar.until for bar in bars)
    return max(first, date(max(1, last.year - YEARS + 1), 1, 1))
