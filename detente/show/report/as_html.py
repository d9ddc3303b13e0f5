"""The report as HTML, a file that opens from disk or a part of a page: no scripts, nothing fetched, text never acts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from detente.show.rendering import open_templates
from detente.show.report import Note, Report
from detente.show.report.head import command_of, kicker_of, stamp_in_words
from detente.show.report.notes import note_in_markdown
from detente.show.report.tree import Node, parse, words_of

_TAGS = {
    "paragraph": "p", "quote": "blockquote", "strong": "strong", "emphasis": "em", "struck": "s", "mono": "code",
    "item": "li", "code": "pre",
}  # fmt: skip
_SAFE = re.compile(r"(?:https?:|mailto:|#)")
_BAR = re.compile(r'href="#r-(\w+)"')
_BACK = 5
"""Places in the text to which a note leads back."""
_LETTERS = "abcde"


def write_html(report: Report) -> str:
    """The report as one file of HTML; the same report gives the same text."""
    template = open_templates(alone=True).get_template("report/report.html")
    return template.render(title=report.page.title, body=_markup(fragment(report))) + "\n"


def fragment(report: Report) -> str:
    """The report as an element `article`, for a page that has the palette of `tokens.css` and the rules of `styles`."""
    writer = _Writer(report)
    sections = []
    for section in report.sections:
        blocks = parse(section.markdown)
        sections.append((f"s-{section.name}", _heading_of(blocks), _markup(writer.write(blocks))))
    # After the sections: notes lead back to where they are cited.
    notes = [(note, _markup(writer.note(note))) for note in report.notes]
    template = open_templates(alone=True).get_template("report/fragment.html")
    return template.render(
        title=report.page.title,
        kicker=kicker_of(report),
        stamp=stamp_in_words(report),
        command=command_of(report, "html"),
        sections=sections,
        notes=notes,
    )


def styles() -> str:
    """The rules of CSS for a fragment."""
    return files("detente.show").joinpath("templates", "report", "report.css").read_text("utf-8")


class _Writer:
    """Writes trees, and remembers how often each note was cited."""

    def __init__(self, report: Report) -> None:
        self._pictures = {one.name: one for one in report.pictures}
        self._note_of = {
            record: note.number for note in report.notes if note.source for record in note.records
        }
        self._cited: Counter[int] = Counter()

    def write(self, nodes: Iterable[Node]) -> str:
        return "".join(self._node(node) for node in nodes)

    def note(self, note: Note) -> str:
        """What a note says, with links back to where it is cited."""
        said = self.write(parse(note_in_markdown(note, linked=True, whole=True)))
        times = min(self._cited[note.number], _BACK)
        letters = [""] if times == 1 else list(_LETTERS[:times])
        back = "".join(
            f' <a class="back" href="#cite-{note.number}-{at}" aria-label="Note {note.number}: back to the text'
            f'{f", place {at}" if times > 1 else ""}">↑{letter}</a>'
            for at, letter in enumerate(letters, 1)
            if times
        )
        return f"{said.rstrip().removesuffix('</p>')}{back}</p>"

    def _node(self, node: Node) -> str:
        match node.kind:
            case "text":
                return _escape(node.text)
            case "mono" | "code":
                return f"<{_TAGS[node.kind]}>{_escape(node.text)}</{_TAGS[node.kind]}>"
            case "heading":
                level = max(2, min(node.number, 6))
                return f"<h{level}>{self.write(node.children)}</h{level}>\n"
            case "list":
                tag, start = ("ol", f' start="{node.number}"') if node.number else ("ul", "")
                return f"<{tag}{start if node.number > 1 else ''}>\n{self.write(node.children)}</{tag}>\n"
            case "rule":
                return "<hr>\n"
            case "break":
                return "<br>"
            case "table":
                return self._table(node)
            case "figure":
                return self._figure(node.text)
            case "cites":
                return f'<sup class="cites">{", ".join(map(self._cite, node.children))}</sup>'
            case "link":
                inner = self.write(node.children)
                safe = _SAFE.match(node.text)
                return f'<a href="{_escape(node.text)}" rel="noreferrer">{inner}</a>' if safe else inner
            case _:
                tag, end = _TAGS[node.kind], "\n" if node.kind in ("paragraph", "item", "quote") else ""
                return f"<{tag}>{self.write(node.children)}</{tag}>{end}"

    def _cite(self, node: Node) -> str:
        self._cited[node.number] += 1
        at = self._cited[node.number]
        id = f' id="cite-{node.number}-{at}"' if at <= _BACK else ""
        return f'<a{id} href="#note-{node.number}" aria-label="Note {node.number}">{node.number}</a>'

    def _table(self, table: Node) -> str:
        head, *rows = table.children
        names = [words_of(cell) for cell in head.children]
        cells = "".join(
            f'<th role="columnheader" scope="col"{_side(cell)}>{self.write(cell.children)}</th>'
            for cell in head.children
        )
        body = "".join(
            '<tr role="row">'
            + "".join(
                f'<td role="cell" data-label="{_escape(name)}"{_side(cell)}>{self.write(cell.children)}</td>'
                for name, cell in zip(names, row.children, strict=True)
            )
            + "</tr>\n"
            for row in rows
        )
        return (
            f'<table role="table"><thead role="rowgroup"><tr role="row">{cells}</tr></thead>\n'
            f'<tbody role="rowgroup">\n{body}</tbody></table>\n'
        )

    def _figure(self, name: str) -> str:
        if name not in self._pictures:
            return ""
        picture = self._pictures[name]
        drawing, alt = _BAR.sub(self._bar, picture.svg), _escape(picture.alt)
        return f'<div class="chart" role="region" aria-label="{alt}" tabindex="0">\n{drawing}\n</div>\n'

    def _bar(self, found: re.Match[str]) -> str:
        """A link of the drawing to its record, as one to the note of the sentence."""
        number = self._note_of.get(found[1])
        return f'href="#note-{number}"' if number else 'href="#notes"'


def _side(cell: Node) -> str:
    return f' class="{cell.text}"' if cell.text in ("right", "center") else ""


def _heading_of(blocks: Iterable[Node]) -> str:
    """The first heading of a section, for the contents; a section may have none."""
    return next((words_of(block) for block in blocks if block.kind == "heading"), "")


def _markup(html: str) -> Any:
    from markupsafe import Markup

    return Markup(html)


def _escape(text: str) -> str:
    from markupsafe import escape

    return str(escape(text))
