"""The report as Markdown: the sections one after the other, the notes as footnotes; figures are told, not drawn."""

from __future__ import annotations

import re

from detente.show.report import Report
from detente.show.report.covered import cover, uncover
from detente.show.report.head import command_of, kicker_of, stamp_in_words
from detente.show.report.notes import note_in_markdown
from detente.show.report.tree import FIGURE

_FIGURE = re.compile(rf"!\[((?:\\.|[^\]\\])*)\]\({FIGURE}\w+\)")
_CITED = re.compile(r"\[\^(\d+)\]")


def write_markdown(report: Report) -> str:
    """The report as Markdown; the same report gives the same text."""
    sections = [_FIGURE.sub(_told, section.markdown) for section in report.sections]
    cited = {int(found) for text in sections for found in _CITED.findall(text)}
    # A reader of Markdown shows no footnote that is not cited.
    rest = "".join(f"[^{note.number}]" for note in report.notes if note.number not in cited)
    notes = [f"[^{note.number}]: {note_in_markdown(note, linked=False, whole=True)}" for note in report.notes]
    command = command_of(report, "md").replace("`", "'")
    blocks = [
        _escaped(kicker_of(report)),
        f"# {_escaped(report.page.title)}",
        _escaped(stamp_in_words(report)),
        f"Made by `{command}`",
        *sections,
        *(["## Notes"] if notes else []),
        *([f"Sentences that are counted above and cited nowhere else:{rest}"] if rest else []),
        *notes,
    ]
    return "\n\n".join(blocks) + "\n"


def _told(found: re.Match[str]) -> str:
    """Markdown in one file has no room for a drawing; what it shows is said."""
    return f"*Figure: {found[1]} It is drawn in the report as HTML, PDF and Word.*"


def _escaped(text: str) -> str:
    return uncover(cover(text))
