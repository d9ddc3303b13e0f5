"""Commands that read articles: demo, init, add, read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.errors import UnreadableInput, UserError
from detente.explain.display import one_line
from detente.model import Document, SetAside
from detente.show.cli.options import (
    AsJson,
    Columns,
    Outlet,
    ProjectFolder,
    Published,
    error_of,
    print_json,
    progress_bar,
    read_columns,
    read_date,
    report_set_aside,
)

if TYPE_CHECKING:
    from detente.project import Project
    from detente.work import Added

DEMO = ("PAK", "RUS", "USA")
"""What the example corpus is about: a dyad, and the third state it matters to."""


def register(app: typer.Typer) -> None:
    """Gives the commands of this module to the command line."""
    for command in (demo, init, add, read):
        app.command()(command)


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the project.")] = Path(
        "out/demo"
    ),
) -> None:
    """Read the example corpus and show its dossier.

    What it says of Pakistan and Russia, and for the United States; a second run reads nothing anew.
    """
    from detente.show.dossier import render_dossier
    from detente.show.files import write_text
    from detente.show.pages.dyad import dyad_page
    from detente.show.words.summary import summarise

    a, b, third = DEMO
    articles = find_corpus()
    project = _open_or_create(out)
    with progress_bar("reading") as progress:
        added = project.add(articles, progress=progress)
    _report(added)
    page = dyad_page(project, a, b, third)
    place = out / f"dossier-{a}-{b}.html"
    write_text(place, render_dossier(page))
    typer.echo(summarise(page))
    typer.echo(f"\nThe page: {place}")


def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder, made if need be.")]) -> None:
    """Make a project of a folder."""
    from detente.project import Project

    Project.create(folder)
    typer.echo(f"made a project: {folder}")


def add(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files and folders of articles, or - for stdin.")
    ],
    project: ProjectFolder = Path(),
    published: Published = None,
    outlet: Outlet = None,
    column: Columns = None,
    json: AsJson = False,
) -> None:
    """Read articles and keep what they say.

    What is there already is not read again; what cannot be read is listed, and the rest goes on.
    """
    from detente.model import plain
    from detente.project import Project

    when, columns = read_date(published, "--published"), read_columns(column)
    opened = Project.open(project)
    with progress_bar("reading") as progress:
        added = opened.add(paths, published=when, outlet=outlet, columns=columns, progress=progress)
    nothing_read = not added.documents and not added.known
    if json:
        print_json(plain(added))
    elif nothing_read and len(added.set_aside) == 1:
        raise error_of(added.set_aside[0])
    else:
        _report(added)
        if added.documents and opened.question_names():
            typer.echo("what changed for your standing questions: detente question run")
    if nothing_read:
        nothing = "nothing could be read" if added.set_aside else "no article in it"
        raise UserError(
            nothing, where=one_line(", ".join(paths)), mend="give text, Markdown, HTML, JSONL or CSV"
        )


def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An article, a file of articles, or -.")],
    published: Published = None,
    outlet: Outlet = None,
    column: Columns = None,
) -> None:
    """Print the records of an article as JSON lines.

    Also of a file of many articles, or of standard input; no project is needed.
    """
    from detente.read import read as read_file

    when, columns = read_date(published, "--published"), read_columns(column)
    if file != "-" and Path(file).is_dir():
        mend = "name a file, or make a project and add the folder: detente init, detente add"
        raise UnreadableInput("a folder", where=file, mend=mend)
    done, aside = 0, []
    for item in read_file(file, published=when, outlet=outlet, columns=columns):
        outcome = _write_records(item) if isinstance(item, Document) else item
        if outcome:
            aside.append(outcome)
        else:
            done += 1
    if not done and len(aside) == 1:
        raise error_of(aside[0])
    report_set_aside(aside)
    if not done:
        raise UnreadableInput("nothing could be read", where=file)


def find_corpus() -> list[Path]:
    """The articles of the example corpus: in the package where it is installed, else in the checkout.

    Raises:
        UserError: it is in neither.
    """
    from importlib.resources import files

    package = Path(str(files("detente")))
    for folder in (package / "corpus", package.parent / "examples" / "corpus"):
        if folder.is_dir():
            return sorted(path for path in folder.iterdir() if _is_article(path))
    raise UserError("the example corpus is not there", where=str(package), mend="install the package anew")


def _is_article(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _open_or_create(folder: Path) -> Project:
    from detente.keep.store import MARKER
    from detente.project import Project

    return Project.open(folder) if (folder / MARKER).exists() else Project.create(folder)


def _write_records(document: Document) -> SetAside | None:
    """Prints the records of an article as JSON lines; what could not be read comes back."""
    from detente.code import code
    from detente.keep.jsonl import write_jsonl

    try:
        reading = code(document)
    except UnreadableInput as error:
        return SetAside(origin=document.origin, what=error.what, where=error.where, mend=error.mend)
    write_jsonl(reading.records, sys.stdout)
    return None


def _report(added: Added) -> None:
    new, known = added.documents, added.known
    typer.echo(
        f"{new} new {_articles(new)} with {added.records} records"
        + (f"; {known} {_articles(known)} known already" if known else "")
        + (
            f"; {added.reprints} {'pair' if added.reprints == 1 else 'pairs'} share their text"
            if added.reprints
            else ""
        )
        + (f"; {len(added.set_aside)} set aside" if added.set_aside else "")
    )
    report_set_aside(added.set_aside)


def _articles(number: int) -> str:
    return "article" if number == 1 else "articles"
