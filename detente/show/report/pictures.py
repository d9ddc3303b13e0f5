"""The figures of a report, drawn from its page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.explain.display import pair_in_words
from detente.show.charts.drawing import draw_series, to_svg
from detente.show.pages import DyadPage
from detente.show.pages.timeline import draw_timeline, first_day_shown
from detente.show.report import Picture

SCALE = 2
"""Pixels of a PNG for each unit of the drawing."""
_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')


def draw_pictures(page: DyadPage) -> tuple[Picture, ...]:
    """The figures that there is something to draw for."""
    return tuple(_drawn(page))


def _drawn(page: DyadPage) -> Iterator[Picture]:
    pair = pair_in_words(page.dyad)
    if page.timeline:
        first, last = first_day_shown(page.timeline).year, max(bar.until for bar in page.timeline).year
        yield Picture(
            name="timeline",
            alt=f"Dated events of {pair} by sector, {first} to {last}, a bar each; the same events stand in the table.",
            svg=draw_timeline(page.timeline),
        )
    if page.measured and page.measured.series:
        yield Picture(
            name="series",
            alt=f"Net cooperation and number of events of {pair} by {page.measured.period}, a panel a source.",
            svg=to_svg(draw_series(page.measured.series, page.measured.breaks, background="transparent")),
        )


def size_of(picture: Picture) -> tuple[float, float]:
    """Width and height of a drawing, in its own units.

    Raises:
        ValueError: the drawing does not tell its size.
    """
    found = _SIZE.search(picture.svg)
    if not found:
        raise ValueError(f"a drawing without a size: {picture.name}")
    return float(found[1]), float(found[2])


def to_pdf(picture: Picture) -> bytes:
    """The drawing as a page of PDF, with its letters in it; nothing is fetched."""
    import vl_convert

    content: bytes = vl_convert.svg_to_pdf(picture.svg)
    return content


def to_png(picture: Picture) -> bytes:
    """The drawing as PNG; nothing is fetched."""
    import vl_convert

    content: bytes = vl_convert.svg_to_png(picture.svg, scale=SCALE)
    return content
