"""The notes as endnotes of a Word document: a part of its own, numbers that Word gives, links between notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.show.report import Note
from detente.show.report.notes import note_in_markdown
from detente.show.report.tree import parse
from detente.show.report.word_runs import REFERENCE, Runs, element

if TYPE_CHECKING:
    from docx.document import Document

TEXT = "EndnoteText"
"""Id of the style of the notes."""
FIRST_MARK = 100_001
"""Number of the first bookmark in the notes; those in the text are fewer."""
_PART = "/word/endnotes.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
_LINES = {"-1": "separator", "0": "continuationSeparator"}
"""The lines above the endnotes, which Word keeps as notes too."""


def add_endnotes(document: Document, notes: Sequence[Note]) -> None:
    """Puts the notes into a document, numbered 1, 2, 3 in order of first use.

    Args:
        document: the document, whose text cites them by their numbers.
        notes: the notes.
    """
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    root = element("w:endnotes")
    part = XmlPart(PackURI(_PART), _TYPE, root, document.part.package)
    document.part.relate_to(part, _RELATION)
    for id, line in _LINES.items():
        root.append(
            element("w:endnote", element("w:p", element("w:r", element(f"w:{line}"))), type=line, id=id)
        )
    runs = Runs(part, FIRST_MARK)
    for note in notes:
        root.append(element("w:endnote", *_paragraphs(runs, note), id=str(note.number)))
    decimal = element("w:endnotePr", element("w:numFmt", val="decimal"))
    document.sections[-1]._sectPr.insert(0, decimal)
    _tell_settings(document)


def _paragraphs(runs: Runs, note: Note) -> list[Any]:
    """A note's text after its number, with a bookmark around the number for links from other notes."""
    found = []
    for at, block in enumerate(parse(note_in_markdown(note, linked=True, whole=False))):
        paragraph = element("w:p", element("w:pPr", element("w:pStyle", val=TEXT)))
        if not at:
            style = element("w:rPr", element("w:rStyle", val=REFERENCE))
            number = element("w:r", style, element("w:endnoteRef"))
            for one in runs.mark(f"note_{note.number}", number):
                paragraph.append(one)
            paragraph.append(element("w:r", element("w:t", text=" ")))
        runs.write(paragraph, block.children)
        found.append(paragraph)
    return found


def _tell_settings(document: Document) -> None:
    """The settings name the lines, count in decimals, and are those of a Word of today."""
    from docx.oxml.ns import qn

    settings = document.settings.element
    lines = [element("w:endnote", id=id) for id in _LINES]
    compat = settings.find(qn("w:compat"))
    compat.addprevious(element("w:endnotePr", element("w:numFmt", val="decimal"), *lines))
    for setting in compat.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
