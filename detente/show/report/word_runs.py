"""Words of a tree as runs of WordprocessingML, with notes as real endnotes; every word is set as text of an element."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from detente.show.report.tree import Node

if TYPE_CHECKING:
    from docx.opc.part import Part

HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
"""Names the kind of a relationship; nothing is fetched from it."""
REFERENCE = "EndnoteReference"
"""Id of the style of the numbers."""
_OUTSIDE = ("http:", "https:", "mailto:")


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    mono: bool = False
    linked: bool = False


PLAIN = Look()


class Runs:
    """Writes runs into paragraphs of one part of a document, and remembers which notes were cited."""

    def __init__(self, part: Part, first_mark: int = 1) -> None:
        """Runs of a part; the numbers of its bookmarks begin at one that no other part has."""
        self._part = part
        self._marks = first_mark - 1
        self.cited: set[int] = set()

    def write(self, paragraph: Any, nodes: Iterable[Node], look: Look = PLAIN) -> None:
        """Adds the words of some nodes to an element `w:p` or `w:hyperlink`."""
        for node in nodes:
            match node.kind:
                case "text" | "mono" | "code":
                    mono = look if node.kind == "text" else replace(look, mono=True)
                    paragraph.append(run(node.text, mono))
                case "strong":
                    self.write(paragraph, node.children, replace(look, bold=True))
                case "emphasis":
                    self.write(paragraph, node.children, replace(look, italic=True))
                case "struck":
                    self.write(paragraph, node.children, replace(look, struck=True))
                case "break":
                    paragraph.append(element("w:r", element("w:br")))
                case "cites":
                    self._cites(paragraph, node)
                case "link":
                    self._link(paragraph, node, look)
                case _:
                    self.write(paragraph, node.children, look)

    def mark(self, name: str, *inside: Any) -> list[Any]:
        """Some elements with a bookmark around them, to which links lead."""
        self._marks += 1
        start = element("w:bookmarkStart", id=str(self._marks), name=name)
        return [start, *inside, element("w:bookmarkEnd", id=str(self._marks))]

    def _cites(self, paragraph: Any, node: Node) -> None:
        for at, cite in enumerate(node.children):
            if at:
                paragraph.append(_raised(element("w:t", text=", ")))
            if cite.number in self.cited:
                for part in _again(cite.number):
                    paragraph.append(part)
            else:
                self.cited.add(cite.number)
                first = _raised(element("w:endnoteReference", id=str(cite.number)))
                for part in self.mark(f"cite_{cite.number}", first):
                    paragraph.append(part)

    def _link(self, paragraph: Any, node: Node, look: Look) -> None:
        if node.text.startswith("#note-"):
            link = element("w:hyperlink", anchor=node.text[1:].replace("-", "_"), history="1")
        elif node.text.startswith(_OUTSIDE):
            from docx.oxml.ns import qn

            link = element("w:hyperlink", history="1")
            link.set(qn("r:id"), self._part.relate_to(node.text, HYPERLINK, is_external=True))
        else:
            self.write(paragraph, node.children, look)
            return
        self.write(link, node.children, replace(look, linked=True))
        paragraph.append(link)


def run(text: str, look: Look = PLAIN) -> Any:
    """A run of words."""
    kinds = (("w:b", look.bold), ("w:i", look.italic), ("w:strike", look.struck))
    properties = [element(name) for name, wanted in kinds if wanted]
    if look.mono:
        properties.insert(0, element("w:rStyle", val="ReportCode"))
    elif look.linked:
        properties.insert(0, element("w:rStyle", val="ReportLink"))
    made = element("w:r", *([element("w:rPr", *properties)] if properties else []))
    made.append(element("w:t", text=text))
    return made


def element(tag: str, *children: Any, text: str | None = None, **attributes: str) -> Any:
    """An element of WordprocessingML with its attributes, children and words."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    for child in children:
        made.append(child)
    if text is not None:
        made.text = text
        made.set(qn("xml:space"), "preserve")
    return made


def _raised(inside: Any) -> Any:
    return element("w:r", element("w:rPr", element("w:rStyle", val=REFERENCE)), inside)


def _again(number: int) -> list[Any]:
    """The number of a note that was cited before, as a field that leads to where it was."""
    return [
        _raised(element("w:fldChar", fldCharType="begin")),
        _raised(element("w:instrText", text=f" NOTEREF cite_{number} \\f \\h ")),
        _raised(element("w:fldChar", fldCharType="separate")),
        _raised(element("w:t", text=str(number))),
        _raised(element("w:fldChar", fldCharType="end")),
    ]
