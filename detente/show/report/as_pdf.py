"""The report as PDF, set by Typst: the tree goes to it as data, so that no text of an article is read as its markup."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from detente.show.report import Picture, Report
from detente.show.report.head import command_of, kicker_of, stamp_in_words
from detente.show.report.notes import note_in_markdown
from detente.show.report.pictures import size_of, to_pdf
from detente.show.report.tree import Node, heads_of, parse, widths_in, words_of

LONGEST = 24
"""Letters of a word that is not broken; a longer one may break after so many."""
LONG_ROW = 1_500
"""Letters of a row of a table that may be broken over two pages; a shorter one stays whole."""
_BREAK_HERE = "\u200b"
_LONG = re.compile(rf"\S{{{LONGEST}}}(?=\S)")


def write_pdf(report: Report) -> bytes:
    """The report as PDF, tagged for readers by ear; the same report gives the same bytes."""
    import typst

    template = files("detente.show").joinpath("templates", "report", "report.typ").read_bytes()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "report.typ").write_bytes(template)
        (folder / "report.json").write_text(json.dumps(_data(report), ensure_ascii=False), "utf-8")
        for picture in report.pictures:
            (folder / f"{picture.name}.pdf").write_bytes(to_pdf(picture))
        content = typst.compile(str(folder / "report.typ"), root=made, format="pdf")
    if not isinstance(content, bytes):
        raise TypeError("one file of PDF was expected")
    return content


def _data(report: Report) -> dict[str, Any]:
    """All that the template needs, as JSON: words are words there, whatever they look like."""
    day = report.stamp.day
    sections = [parse(section.markdown) for section in report.sections]
    notes = [parse(note_in_markdown(note, linked=True, whole=False)) for note in report.notes]
    plain = _Plain(report.pictures, widths_in(node for nodes in sections for node in nodes))
    return {
        "kicker": breakable(kicker_of(report)),
        "title": breakable(report.page.title),
        "stamp": breakable(stamp_in_words(report)),
        "command": command_of(report, "pdf"),
        "day": [day.year, day.month, day.day],
        "sections": [plain.nodes(nodes) for nodes in sections],
        "notes": [
            {"number": note.number, "says": plain.nodes(nodes)}
            for note, nodes in zip(report.notes, notes, strict=True)
        ],
    }


class _Plain:
    """Makes trees what JSON can hold."""

    def __init__(
        self, pictures: Iterable[Picture], widths: Mapping[tuple[str, ...], tuple[int, ...]]
    ) -> None:
        self._pictures = {picture.name: picture for picture in pictures}
        self._widths = widths

    def nodes(self, nodes: Iterable[Node]) -> list[dict[str, Any]]:
        return [self._node(node) for node in nodes if node.kind != "figure" or node.text in self._pictures]

    def _node(self, node: Node) -> dict[str, Any]:
        held: dict[str, Any] = {"kind": node.kind}
        match node.kind:
            case "text" | "mono" | "code":
                held["text"] = breakable(node.text)
            case "figure":
                picture = self._pictures[node.text]
                held |= {"name": picture.name, "alt": picture.alt, "size": size_of(picture)}
            case "link":
                held["to"] = node.text
            case "cell":
                held["side"] = node.text
            case "row":
                held["long"] = len(words_of(node)) > LONG_ROW
            case "table":
                held["widths"] = self._widths[heads_of(node)]
        return (
            held
            | ({"number": node.number} if node.number else {})
            | ({"children": self.nodes(node.children)} if node.children else {})
        )


def breakable(text: str) -> str:
    """The text with places in its longest words where a line may end."""
    return _LONG.sub(lambda found: found[0] + _BREAK_HERE, text)
