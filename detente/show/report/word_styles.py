"""How the Word document looks: page, styles of paragraphs and letters, and the foot of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.show.report.word_notes import TEXT
from detente.show.report.word_runs import REFERENCE, element

if TYPE_CHECKING:
    from docx.document import Document

INK, MUTED, LINK, HAIRLINE = "1D1F21", "595D61", "1B5A86", "D8D4CA"
SERIF, MONO = "Cambria", "Consolas"
WIDTH = 16.0
"""Centimetres between the margins of a page of A4."""
_HEADINGS = ((1, 16.0, 24, 8), (2, 12.0, 16, 5), (3, 11.0, 12, 4), (4, 10.5, 10, 4))
_LISTS = tuple(
    f"List {kind}{level}" for kind in ("Bullet", "Number", "Continue") for level in ("", " 2", " 3")
)


def set_styles(document: Document) -> None:
    """Gives a new document our page and our styles."""
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(2.4)
    normal = document.styles["Normal"]
    _letters(normal, SERIF, 10.5, INK)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    for level, size, above, below in _HEADINGS:
        style = document.styles[f"Heading {level}"]
        _letters(style, SERIF, size, INK)
        style.font.bold, style.font.italic = True, False
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(below)
        style.paragraph_format.keep_with_next = True
    _line_above(document.styles["Heading 1"])
    title = document.styles["Title"]
    _letters(title, SERIF, 25, INK)
    title.font.bold = True
    title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(2), Pt(12)
    _drop(title, "w:pBdr")
    for name in _LISTS:
        document.styles[name].paragraph_format.space_after = Pt(3)
    document.styles["Quote"].font.color.rgb = RGBColor.from_string(MUTED)
    _add_styles(document)


def _add_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    paragraphs = (
        ("endnote text", TEXT, 8.5, INK),
        ("Report Stamp", "ReportStamp", 9, MUTED),
        ("Report Cell", "ReportCell", 9, INK),
    )
    for name, id, size, color in paragraphs:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name[0].islower())
        style.element.set(_name("w:styleId"), id)
        style.base_style = document.styles["Normal"]
        _letters(style, SERIF, size, color)
        style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(2), 1.05
    letters = (
        ("endnote reference", REFERENCE, None, LINK),
        ("Report Code", "ReportCode", 8.5, MUTED),
        ("Report Link", "ReportLink", None, LINK),
    )
    for name, id, letter_size, color in letters:
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=name[0].islower())
        style.element.set(_name("w:styleId"), id)
        _letters(style, MONO if id == "ReportCode" else None, letter_size, color)
        style.font.superscript = True if id == REFERENCE else None


def add_foot(document: Document, title: str) -> None:
    """The title and the number of the page at the foot of each.

    Args:
        document: the document.
        title: what stands on the left.
    """
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = document.styles["Report Stamp"]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{title}\t")
    for field in ("PAGE", " / ", "NUMPAGES"):
        if field.isupper():
            inside = element("w:r", element("w:t", text="1"))
            paragraph._p.append(element("w:fldSimple", inside, instr=field))
        else:
            paragraph.add_run(field)


def _letters(style: Any, family: str | None, size: float | None, color: str) -> None:
    from docx.shared import Pt, RGBColor

    style.font.color.rgb = RGBColor.from_string(color)
    if size:
        style.font.size = Pt(size)
    if family:
        style.font.name = family
        fonts = style.element.rPr.rFonts
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(_name(f"w:{kind}"), None)
        for kind in ("eastAsia", "cs"):
            fonts.set(_name(f"w:{kind}"), family)


def _line_above(style: Any) -> None:
    line = element("w:top", val="single", sz="8", space="6", color=INK)
    style.element.get_or_add_pPr().insert_element_before(
        element("w:pBdr", line), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _drop(style: Any, tag: str) -> None:
    properties = style.element.pPr
    found = properties.find(_name(tag))
    if found is not None:
        properties.remove(found)


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(tag))
