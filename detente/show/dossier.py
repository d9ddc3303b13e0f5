"""The page of a dyad as one HTML file that opens from disk: no scripts, nothing fetched, text never acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from detente.show.charts.drawing import draw_series, to_svg
from detente.show.pages import DyadPage, Figure, Passage, TimelineBar, lines_of
from detente.show.pages.timeline import draw_timeline, first_day_shown
from detente.show.rendering import open_templates

EXCERPT = 300  # characters of a sentence in a list; all of it stands in the evidence


@dataclass(frozen=True, slots=True)
class Token:
    """A step in writing a passage: words, a sentence that begins or ends, or the numbers that lead back.

    A sentence that overlaps another without lying in it is taken up again after it: only its first part
    carries its id (`mark`), the others do not (`more`).
    """

    what: Literal["text", "mark", "more", "end", "refs"]
    value: str = ""
    refs: tuple[tuple[str, str], ...] = ()


def render_dossier(page: DyadPage) -> str:
    """The page as HTML; the same page gives the same text."""
    from markupsafe import Markup

    environment = open_templates()
    environment.filters["ident"] = id
    figures = _number_figures(page)
    refs = {source.record: line.ref for line in lines_of(page) for source in line.sources}
    begun: set[str] = set()
    last_place = _last_places(page)
    html = environment.get_template("dossier.html").render(
        page=page,
        chart=Markup(draw_timeline(page.timeline)) if page.timeline else None,
        series_chart=Markup(_series_chart(page)) if page.measured and page.measured.series else None,
        earlier=_earlier(page),
        figures=figures,
        number_of={id(figure): number for number, figure in figures},
        refs=refs,
        lines_with=lambda records: _back_links([id for id in records if id in refs], refs),
        tokens=lambda passage: list(_tokens(passage, refs, begun, last_place)),
        excerpt=EXCERPT,
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


def _number_figures(page: DyadPage) -> list[tuple[int, Figure]]:
    """The figures of the paragraph and of the years, in reading order, with their numbers."""
    said = [part for finding in page.paragraph for part in finding.parts if isinstance(part, Figure)]
    return list(enumerate([*said, *(figure for _, figure in page.years)], 1))


def _last_places(page: DyadPage) -> dict[str, tuple[str, int]]:
    """Where each record's sentence is written to its end: article, and start of the passage."""
    return {
        record: (article.doc, passage.start)
        for article in page.articles
        for passage in article.passages
        for piece in passage.pieces
        for record in piece.records
    }


def _tokens(
    passage: Passage, refs: Mapping[str, str], begun: set[str], last_place: Mapping[str, tuple[str, int]]
) -> Iterator[Token]:
    """The passage as steps that nest, whatever way its sentences overlap."""
    opened: list[str] = []
    ended: list[str] = []
    for piece in (*passage.pieces, None):
        wanted = [id for id in piece.records if id in refs] if piece else []
        keep = 0
        while keep < len(opened) and all(id in wanted for id in opened[: keep + 1]):
            keep += 1
        for record in reversed(opened[keep:]):
            yield Token("end")
            if record not in wanted and last_place[record][1] == passage.start:
                ended.append(record)
        del opened[keep:]
        if not opened and ended:
            yield Token("refs", refs=_back_links(ended, refs))
            ended.clear()
        for record in wanted:
            if record not in opened:
                yield Token("more" if record in begun else "mark", record)
                begun.add(record)
                opened.append(record)
        if piece:
            yield Token("text", piece.text)


def _back_links(records: list[str], refs: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Numbers of lines with the record that leads there, each once, in the order of the page."""
    by_ref = {refs[record]: record for record in reversed(records)}
    return tuple(sorted(by_ref.items(), key=lambda item: (item[0][0], int(item[0][1:]))))
