"""The report as a Word document: real headings, tables and endnotes, so that an editor can go on with it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from detente.show.report import Note, Report
from detente.show.report.covered import bare, cover
from detente.show.report.head import command_of, kicker_of, stamp_in_words
from detente.show.report.pictures import size_of, to_png
from detente.show.report.tree import Node, heads_of, parse, widths_in
from detente.show.report.word_notes import add_endnotes
from detente.show.report.word_runs import Runs, element
from detente.show.report.word_styles import HAIRLINE, WIDTH, add_foot, set_styles

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

TALLEST = 21.0
"""Centimetres of the highest figure."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""When a file of a zip says that it was made: always then, so that the same report gives the same bytes."""
_THUMBNAIL = "thumbnail"


def write_docx(report: Report) -> bytes:
    """The report as a Word document; the same report gives the same bytes."""
    from docx import Document

    document = Document()
    set_styles(document)
    _name(document, report)
    sections = [parse(section.markdown) for section in report.sections]
    blocks = _Blocks(document, report, widths_in(node for nodes in sections for node in nodes))
    for nodes in sections:
        blocks.write(nodes)
    if report.notes:
        document.add_heading("Notes", 1)
        blocks.cite_the_rest(report.notes)
        add_endnotes(document, report.notes)
    add_foot(document, _safe(report.page.title))
    return _packed(document)


def _name(document: Document, report: Report) -> None:
    """Title, stamp and what the file says of itself."""
    page, stamp = report.page, report.stamp
    made = datetime.combine(stamp.day, time())
    about = document.core_properties
    about.title, about.author, about.comments = _safe(page.title), "Détente", stamp.command
    about.created = about.modified = made
    about.last_modified_by, about.revision = "Détente", 1
    document.add_paragraph(_safe(kicker_of(report)), "Report Stamp")
    document.add_paragraph(_safe(page.title), "Title")
    document.add_paragraph(_safe(stamp_in_words(report)), "Report Stamp")
    made_by = document.add_paragraph("Made by ", "Report Stamp")
    made_by.add_run(_safe(command_of(report, "docx")), "Report Code")


class _Blocks:
    """Writes the blocks of trees into a document."""

    def __init__(
        self, document: Document, report: Report, widths: Mapping[tuple[str, ...], tuple[int, ...]]
    ) -> None:
        self._document = document
        self._pictures = {picture.name: picture for picture in report.pictures}
        self._widths = widths
        self._runs = Runs(document.part)
        self._style_ids = {style.name: style.style_id for style in document.styles}

    def write(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            match node.kind:
                case "heading":
                    level = min(max(node.number - 1, 1), 4)
                    self._fill(self._paragraph(f"Heading {level}"), node.children)
                case "list":
                    self._list(node, 1)
                case "table":
                    self._table(node)
                case "figure":
                    self._figure(node.text)
                case "quote":
                    for child in node.children:
                        self._fill(self._paragraph("Quote"), child.children or (child,))
                case "code":
                    self._fill(self._paragraph(), (node,))
                case "rule":
                    self._paragraph().text = "* * *"
                case _:
                    self._fill(self._paragraph(), node.children)

    def cite_the_rest(self, notes: Sequence[Note]) -> None:
        """Cites the notes that are only counted, because Word shows no note that is not cited."""
        rest = [note.number for note in notes if note.number not in self._runs.cited]
        if rest:
            cites = Node(kind="cites", children=tuple(Node(kind="cite", number=number) for number in rest))
            text = Node(kind="text", text="Sentences that are counted above and cited nowhere else: ")
            self._fill(self._paragraph(), (text, cites))

    def _paragraph(self, style: str = "") -> Paragraph:
        """A new paragraph in a style; set by its id, because looking for the name takes a while each time."""
        paragraph = self._document.add_paragraph()
        if style:
            paragraph._p.style = self._style_ids[style]
        return paragraph

    def _fill(self, paragraph: Paragraph, nodes: Iterable[Node]) -> None:
        self._runs.write(paragraph._p, nodes)

    def _list(self, node: Node, level: int) -> None:
        suffix = f" {min(level, 3)}" if level > 1 else ""
        numbering = _restarted(self._document, f"List Number{suffix}", node.number) if node.number else None
        for item in node.children:
            style = "List Number" if node.number else "List Bullet"
            for block in item.children:
                if block.kind == "list":
                    self._list(block, level + 1)
                    continue
                paragraph = self._paragraph(style + suffix)
                if numbering and style == "List Number":
                    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbering
                self._fill(paragraph, block.children)
                style = "List Continue"

    def _table(self, node: Node) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm

        shares = self._widths[heads_of(node)]
        table = self._document.add_table(rows=len(node.children), cols=len(shares))
        table.autofit = False
        _lines_between(table)
        for share, column in zip(shares, table.columns, strict=True):
            column.width = Cm(WIDTH * share / sum(shares))
        for at, (row, made) in enumerate(zip(node.children, table.rows, strict=True)):
            properties = made._tr.get_or_add_trPr()
            properties.append(element("w:cantSplit"))
            if not at:
                properties.append(element("w:tblHeader"))
            for cell, place, share in zip(row.children, made.cells, shares, strict=True):
                place.width = Cm(WIDTH * share / sum(shares))
                paragraph = place.paragraphs[0]
                paragraph._p.style = self._style_ids["Report Cell" if at else "Report Stamp"]
                if cell.text in ("right", "center"):
                    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, cell.text.upper())
                self._fill(paragraph, cell.children)
        self._paragraph().paragraph_format.space_after = 0

    def _figure(self, name: str) -> None:
        from docx.shared import Cm

        if name not in self._pictures:
            return
        picture = self._pictures[name]
        width, height = size_of(picture)
        wide = min(WIDTH, TALLEST * width / height)
        shape = self._document.add_picture(io.BytesIO(to_png(picture)), width=Cm(wide))
        shape._inline.docPr.set("descr", _safe(picture.alt))
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True


def _restarted(document: Document, style: str, first: int) -> int:
    """The id of a numbering like that of a style, which begins anew."""
    numbering = document.part.numbering_part.element
    of_style = document.styles[style].element.pPr.numPr.numId.val
    made = numbering.add_num(numbering.num_having_numId(of_style).abstractNumId.val)
    made.add_lvlOverride(ilvl=0).add_startOverride(first)
    return int(made.numId)


def _lines_between(table: Table) -> None:
    """Hairlines between the rows, and nothing else."""
    line = {"val": "single", "sz": "4", "space": "0", "color": HAIRLINE}
    borders = element("w:tblBorders", element("w:bottom", **line), element("w:insideH", **line))
    table._tbl.tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def _safe(text: str) -> str:
    """A text that XML can hold, on one line."""
    return bare(cover(text))


def _packed(document: Any) -> bytes:
    """The document as bytes that do not tell when they were made, without the template's picture of itself."""
    rels = document.part.package.rels
    for id in [id for id, rel in rels.items() if rel.reltype.endswith(_THUMBNAIL)]:
        rels.pop(id)
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for part in parts.infolist():
            info = zipfile.ZipInfo(part.filename, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, parts.read(part))
    return packed.getvalue()
