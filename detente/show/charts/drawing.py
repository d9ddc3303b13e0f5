"""Charts from a spec and rows, as SVG or PNG: a series with its interval, the days a source lacks, and the turns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from importlib.resources import files
from pathlib import Path
from typing import Any

from detente.errors import UserError
from detente.explain.display import name_of, one_line
from detente.measure.reduction import ARTICLES
from detente.model import (
    ASPECTS,
    MONTHS_IN,
    PLOVER_TYPES,
    QUADS,
    Aspect,
    Period,
    Series,
    TurningPoint,
    add_months,
)
from detente.show.words.measured import label

VEGA_LITE = "6.4"
SCALE = 2
"""Pixels of a PNG for each unit of the chart."""
LIKELY = 0.5
"""Probability from which a turn's rule is drawn through; one that is less likely is dashed."""
LANES, LANE, LETTER, ABOVE = 4, 13, 6.2, 4
"""Rows of labels above a panel, their height, the width of a letter, and the room between the lowest and the panel."""
_DOMAINS = {
    "net cooperation": [-1, 1],
    "attention": [0, 1],
    "reciprocity": [0, 1],
    "share of cooperation": [0, 1],
}
_PICTURES = (".svg", ".png")
_GROUP = re.compile(r"<g [^>]*>")
_ROLE = re.compile(r' (?:role|aria-roledescription)="[^"]*"')
"""What a group says that it is to readers by ear; one without a name is nothing to them."""


def check_picture(path: Path) -> None:
    """Tells whether a chart can be written there, before it is worked out.

    Raises:
        UserError: the file's name ends neither in .svg nor in .png.
    """
    if path.suffix.lower() not in _PICTURES:
        raise UserError(
            "a chart is written as .svg or .png", where=str(path), mend=f"name it {path.stem or 'chart'}.svg"
        )


def write_picture(path: Path, spec: dict[str, Any]) -> None:
    """Writes a chart as what the suffix of the file says.

    Raises:
        UserError: neither .svg nor .png, or it cannot be written.
    """
    from detente.show.files import write_bytes

    check_picture(path)
    write_bytes(path, to_png(spec) if path.suffix.lower() == ".png" else to_svg(spec).encode())


def to_svg(spec: dict[str, Any]) -> str:
    """A chart as SVG; nothing is fetched."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    return _GROUP.sub(lambda found: found[0] if "aria-label=" in found[0] else _ROLE.sub("", found[0]), svg)


def to_png(spec: dict[str, Any]) -> bytes:
    """A chart as PNG; nothing is fetched."""
    import vl_convert

    png: bytes = vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=SCALE, allowed_base_urls=[])
    return png


def read_spec(name: str) -> dict[str, Any]:
    """A chart's spec as it lies beside this module, without data."""
    text = files("detente.show").joinpath("charts", f"{name}.vl.json").read_text("utf-8")
    spec: dict[str, Any] = json.loads(text)
    return spec


def draw_series(
    found: Sequence[Sequence[Series]], turns: Sequence[TurningPoint], *, background: str = "white"
) -> dict[str, Any]:
    """The chart of a dyad's series: one panel a source and measure, on one axis of time.

    Args:
        found: for each measure one series a source; all have one length of period.
        turns: turning points of the dyad; each panel shows those of its source that its measure can show.
        background: of the whole chart.

    Raises:
        ValueError: there is no series.
    """
    spec = read_spec("series")
    panel = spec["vconcat"][0]
    every = [one for measure in found for one in measure]
    if not every:
        raise ValueError("a chart of no series")
    places = {source: at for at, source in reversed(list(enumerate(one.source for one in every)))}
    ordered = sorted(every, key=lambda one: places[one.source])
    days = [
        min(one.first_day(0) for one in every).isoformat(),
        max(one.first_day(len(one.values)) for one in every).isoformat(),
    ]
    spec["vconcat"] = [_panel(deepcopy(panel), one, turns, days) for one in ordered]
    spec["background"] = background
    return spec


def aspects_shown(measure: str) -> tuple[Aspect, ...]:
    """The aspects whose turns can be seen in a measure: of counts the volume, of tone the level, of shares all."""
    if measure == "events":
        return ("volume",)
    if measure in QUADS or measure in PLOVER_TYPES:
        return ("volume", "mix")
    if measure in ("net cooperation", "mean score", "score", "net events"):
        return ("level", "mix")
    return tuple(ASPECTS)  # type: ignore[arg-type]


def _panel(
    panel: dict[str, Any], series: Series, turns: Sequence[TurningPoint], days: list[str]
) -> dict[str, Any]:
    shown = [
        turn
        for turn in turns
        if turn.source == series.source and turn.aspect in aspects_shown(series.measure)
    ]
    breaks = list(_breaks(shown, series.period))
    lanes = _lanes(breaks, days, panel["width"])
    by_lane = {
        lane: [one for one, at in zip(breaks, lanes, strict=True) if at == lane]
        for lane in range(LANES)
        if lane in lanes
    }
    points = list(_points(series))
    rows = {
        "gaps": list(_gaps(series, days)), "breaks": breaks, "zero": [{"zero": 0}], "band": points, "line": points,
        "alone": [one for one in points if one["alone"]], "turns": breaks,
        "alone interval": [one for one in points if one["alone"] and one["low"] is not None],
    }  # fmt: skip
    *drawn, labels = panel["layer"]
    for lane, some in by_lane.items():
        one = deepcopy(labels)
        one["mark"]["y"], one["data"] = -ABOVE - lane * LANE, {"values": some}
        drawn.append(one)
    for layer in drawn:  # two layers of one name would share their rows
        name = layer.pop("name")
        layer["data"] = layer.get("data") or {"values": rows[name]}
        for channel, encoded in layer["encoding"].items():
            if channel == "x":
                encoded["scale"] = {"type": "utc", "domain": days}
            if channel == "y" and series.measure in _DOMAINS:
                encoded["scale"] = {"domain": _DOMAINS[series.measure]}
    panel["layer"] = drawn
    panel["title"]["text"] = _title(series)
    return panel


def _title(series: Series) -> str:
    within = f", {series.context.replace('_', ' ')}" if series.context else ""
    a, b = name_of(series.of.a), name_of(series.of.b)
    way = f"{a} to {b}" if series.directed else f"{a} and {b}"
    unit = f" ({series.unit})" if series.unit != series.measure else ""
    return f"{way}. {one_line(series.source)}: {series.measure}{unit}, by {series.period}{within}"


def _points(series: Series) -> Iterator[dict[str, Any]]:
    """One row a period; `alone` where no period beside it has a value, so that no line goes through it."""
    values = series.values
    for at, value in enumerate(values):
        beside = [values[other] for other in (at - 1, at + 1) if 0 <= other < len(values)]
        yield {
            "at": series.first_day(at).isoformat(),
            "value": value,
            "low": series.low[at] if value is not None else None,
            "high": series.high[at] if value is not None else None,
            "alone": value is not None and not any(other is not None for other in beside),
        }


def _gaps(series: Series, days: list[str]) -> Iterator[dict[str, str]]:
    """The stretches of time of which the source has no day; articles tell of what days they like."""
    if series.source == ARTICLES:
        return
    yield {"since": days[0], "until": series.start.isoformat()}
    yield {"since": series.first_day(len(series.values)).isoformat(), "until": days[1]}
    since: int | None = None
    for at in range(len(series.coverage) + 1):
        has = at == len(series.coverage) or series.coverage[at] > 0
        if not has and since is None:
            since = at
        if has and since is not None:
            yield {"since": series.first_day(since).isoformat(), "until": series.first_day(at).isoformat()}
            since = None


def _breaks(turns: Sequence[TurningPoint], period: Period) -> Iterator[dict[str, Any]]:
    for turn in turns:
        yield {
            "at": turn.at.isoformat(),
            "earliest": turn.earliest.isoformat(),
            "until": add_months(turn.latest, MONTHS_IN[period]).isoformat(),
            "likely": turn.probability >= LIKELY,
            "probability": turn.probability,
            "label": f"{label(turn.at, period)} {_way(turn)}, {turn.probability:.0%}",
        }


def _way(turn: TurningPoint) -> str:
    if turn.aspect == "mix":
        return "mix"
    return f"{turn.aspect} {'up' if turn.after[0] > turn.before[0] else 'down'}"


def _lanes(breaks: Sequence[dict[str, Any]], days: list[str], width: int) -> list[int | None]:
    """The row above the panel in which each label hits no other, the likeliest first; `None` where there is no room."""
    from datetime import date

    first, last = (date.fromisoformat(day) for day in days)
    lanes: list[int | None] = [None] * len(breaks)
    taken: list[list[tuple[float, float]]] = [[] for _ in range(LANES)]
    for index in sorted(range(len(breaks)), key=lambda at: (-breaks[at]["probability"], at)):
        one = breaks[index]
        x = (date.fromisoformat(one["at"]) - first).days / max((last - first).days, 1) * width
        end = x + LETTER * len(one["label"])
        free = (lane for lane in range(LANES) if all(end < a or x > b for a, b in taken[lane]))
        lanes[index] = next(free, None)
        if (lane := lanes[index]) is not None:
            taken[lane].append((x, end))
    return lanes
