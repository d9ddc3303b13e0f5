"""The report out of a project: the page of the two, its sections written, every sentence of them numbered."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import NotEnoughData
from detente.explain.display import day_in_words, in_sentence, pair_in_words
from detente.show.pages import DyadPage, Judged, Source, lines_of
from detente.show.pages.dyad import dyad_page
from detente.show.pages.passages import source_of
from detente.show.report import Picture, Report, Stamp
from detente.show.report.covered import covered
from detente.show.report.notes import NoteBook
from detente.show.report.pictures import draw_pictures
from detente.show.report.sections import folder_of, write_sections
from detente.show.report.telling import tellings
from detente.vocab import likelihoods

if TYPE_CHECKING:
    from detente.project import Project


def make_report(
    project: Project,
    a: str,
    b: str,
    third: str | None = None,
    *,
    as_of: str | date | None = None,
    progress: Callable[[str], None] = lambda what: None,
) -> Report:
    """The report on two states, and on what their relation means for a third.

    Args:
        project: where the records are kept.
        a: first state, by code or name.
        b: second state.
        third: the state for which it is asked what it means; `None` for all.
        as_of: a day, or the number of a version: the record as it stood then.
        progress: called with what is at work.

    Raises:
        UnknownName: a name that is no state's, the third is one of the two, or no such version.
        NotEnoughData: the project holds no record of the two.
        UserError: a template of the user is wrong.
    """
    asked = project.as_of(as_of) if as_of is not None else project
    progress("the record of the two, and what is measured")
    page = dyad_page(asked, a, b, third)
    progress("the figures")
    pictures = draw_pictures(page)
    progress("the sections")
    return write_report(
        page, stamp_of(asked, page), pictures, _sources(asked, page), folder_of(project.folder)
    )


def write_report(
    page: DyadPage,
    stamp: Stamp,
    pictures: tuple[Picture, ...],
    sources: Mapping[str, Source],
    folder: Path,
) -> Report:
    """The report out of plain values.

    Args:
        page: the page of the two states.
        stamp: of which project and version.
        pictures: the figures.
        sources: the sentence of each record that may be cited, by the record's id.
        folder: of the user's templates, which need not exist.

    Raises:
        UserError: a template of the user is wrong.
    """
    book = NoteBook(sources)
    sections = write_sections(folder, {**_values(page, stamp, sources), **tellings(book, pictures)})
    return Report(page=page, stamp=stamp, sections=sections, notes=book.close(), pictures=pictures)


def stamp_of(project: Project, page: DyadPage) -> Stamp:
    """What the report is of: the newest version that the project (as it stood) holds.

    Args:
        project: the project, as of some moment or today.
        page: the page of the two states.

    Raises:
        NotEnoughData: event files alone are kept.
    """
    kept = project.versions()
    if not kept:
        mend = "add some; what event files carry stands on the page of the two, and in `detente series`"
        raise NotEnoughData("a report quotes articles, and this project has none", mend=mend)
    last = kept[-1]
    whom = ["--for", page.third] if page.third else []
    words = ["detente", "report", page.dyad.a, page.dyad.b, *whom, "--as-of", str(last.number)]
    return Stamp(project=project.name, version=last.number, day=last.at.date(), command=shlex.join(words))


def _values(page: DyadPage, stamp: Stamp, sources: Mapping[str, Source]) -> dict[str, Any]:
    """What templates may name beside the functions; texts of articles are covered."""
    held = [source for line in lines_of(page) for source in line.sources]
    return {
        "page": covered(page),
        "stamp": covered(stamp),
        "day": day_in_words(stamp.day),
        "pair": covered(pair_in_words(page.dyad)),
        "third": covered(in_sentence(page.third)) if page.third else None,
        "likelihoods": likelihoods(),
        "coders": covered(tuple(sorted({source.coder for source in sources.values()}))),
        "outlets": len({source.outlet for source in held if source.outlet}),
        "sentences": len({(source.doc, source.start, source.end) for source in held}),
    }


def _sources(project: Project, page: DyadPage) -> dict[str, Source]:
    """The sentence of each record on the page, and of those that judgements on the third's ties rest on."""
    known = {source.record: source for line in lines_of(page) for source in line.sources}
    wanted = {id for one in _judged(page) for basis in one.basis for id in basis.records} - known.keys()
    if not wanted or not page.third:
        return known
    found = [
        record
        for side in (page.dyad.a, page.dyad.b)
        for record in project.find(dyad=(side, page.third))
        if record.id in wanted
    ]
    documents = project.articles(sorted({record.evidence.doc for record in found}))
    return known | {record.id: source_of(record, documents[record.evidence.doc]) for record in found}


def _judged(page: DyadPage) -> Iterable[Judged]:
    if page.measured:
        yield from page.measured.turns
    for group in page.outlook.groups if page.outlook else ():
        yield from group.judged
