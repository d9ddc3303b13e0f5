"""The report on two states as a value: sections of Markdown, numbered notes, figures, and the stamp "as of".

    make       the report out of a project
    covered    text of articles in templates, so that it is never markup
    notes      the numbers of the notes, and what they say
    telling    what templates of sections may ask: notes of a claim, a sentence with its notes, a figure
    sections   the templates: ours, and those of the user in their place
    tree       Markdown as a tree
    head       what stands above it
    word_...   what the writer of Word is made of
    as_markdown, as_html, as_pdf, as_docx   the four formats, all of the same sections
    write      a report in a format, with media type and file name

The same record gives the same bytes: nothing in a report is of the clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from detente.show.pages import DyadPage, Source

Format = Literal["html", "md", "pdf", "docx"]
FORMATS: tuple[str, ...] = get_args(Format)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What stands behind a number in the text: a sentence of an article, sentences that were counted, or a remark."""

    number: int = field(metadata={"says": "its number, in order of first use"})
    source: Source | None = field(metadata={"says": "the sentence and its article, null where it is none"})
    says: str = field(
        metadata={"says": "in Markdown, what was counted or remarked; empty where it is a sentence"}
    )
    records: tuple[str, ...] = field(metadata={"says": "ids of the records read from it, or counted"})
    others: tuple[int, ...] = field(metadata={"says": "numbers of the notes with the sentences counted"})
    beyond: int = field(metadata={"says": "sentences counted that have no note, because there are too many"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of the report."""

    name: str = field(metadata={"says": "name of its template, without the suffix"})
    markdown: str = field(
        metadata={"says": "its text; what articles say is escaped in it, `[^4]` is the fourth note"}
    )
    of_user: bool = field(metadata={"says": "whether its template is the user's and not ours"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure of the report."""

    name: str = field(metadata={"says": "its name in templates"})
    alt: str = field(metadata={"says": "what it shows, in a sentence, for who cannot see it"})
    svg: str = field(metadata={"says": "the drawing, on a clear ground"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What the report is of."""

    project: str = field(metadata={"says": "name of the project"})
    version: int = field(metadata={"says": "number of its last version that is told of"})
    day: date = field(metadata={"says": "day on which that was kept (UTC)"})
    command: str = field(metadata={"says": "the command that makes this report again, without its format"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a report holds, in whatever format it is written."""

    page: DyadPage = field(metadata={"says": "what is told of: the page of the two states"})
    stamp: Stamp = field(metadata={"says": "of which project and version, and how it is made again"})
    sections: tuple[Section, ...] = field(metadata={"says": "the sections, in order; none is empty"})
    notes: tuple[Note, ...] = field(metadata={"says": "the notes, in order of their numbers"})
    pictures: tuple[Picture, ...] = field(metadata={"says": "the figures that there are"})
