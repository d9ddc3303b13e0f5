"""The page of a dyad as one HTML file that opens from disk: no scripts, nothing fetched, text never acts."""

from __future__ import annotations

from detente.show.charts.drawing import draw_series, to_svg
from detente.show.pages import DyadPage, Figure, TimelineBar, lines_of
from detente.show.pages.nested import Place, last_places, nested
from detente.show.pages.timeline import draw_timeline, first_day_shown
from detente.show.rendering import open_templates


def render_dossier(page: DyadPage) -> str:
    """The page as HTML; the same page gives the same text."""
    from markupsafe import Markup

    environment = open_templates(alone=True)
    refs = {source.record: line.ref for line in lines_of(page) for source in line.sources}
    begun: set[str] = set()
    last_place: dict[str, Place] = {}
    for article in page.articles:
        last_place |= last_places(article.doc, article.passages)
    html = environment.get_template("dossier.html").render(
        page=page,
        chart=Markup(draw_timeline(page.timeline)) if page.timeline else None,
        series_chart=Markup(_series_chart(page)) if page.measured and page.measured.series else None,
        earlier=_earlier(page),
        figures=_figures(page),
        refs=refs,
        tokens=lambda passage: list(nested(passage, refs, begun, last_place)),
    )
    return html + "\n"


def _series_chart(page: DyadPage) -> str:
    """What is measured of the two as SVG, on the page's own ground; turns are those that its series can show."""
    measured = page.measured
    return to_svg(draw_series(measured.series, measured.breaks, background="transparent")) if measured else ""


def _earlier(page: DyadPage) -> list[TimelineBar]:
    """Events that lie before the years that the timeline shows."""
    if not page.timeline:
        return []
    first = first_day_shown(page.timeline)
    return [bar for bar in page.timeline if bar.until < first]


def _figures(page: DyadPage) -> list[Figure]:
    """The figures of the paragraph and of the years, in reading order, equal ones once."""
    said = (part for finding in page.paragraph for part in finding.parts if isinstance(part, Figure))
    return list(dict.fromkeys([*said, *(figure for _, figure in page.years)]))
