"""Commands of the report: report, templates."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.show.cli.ledger import AsOf
from detente.show.cli.measure import A, B, at_work
from detente.show.cli.options import ProjectFolder

_STANDARD_OUTPUT = Path("-")


def register(app: typer.Typer) -> None:
    """Gives the commands of this module to the command line."""
    for command in (report, templates):
        app.command()(command)


def report(
    a: A,
    b: B,
    third: Annotated[
        str | None, typer.Option("--for", metavar="C", help="The state for which it is asked what it means.")
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="F", help="html, md, pdf or docx; by default told from FILE's name."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Where to write it, - for standard output; by default report-A-B-C in the current folder.",
        ),
    ] = None,
    as_of: AsOf = None,
    project: ProjectFolder = Path(),
    force: Annotated[bool, typer.Option("--force", help="Overwrite FILE if it exists.")] = False,
) -> None:
    """Write a report on two states, every sentence of it with a note that leads to its source.

    Summary, what changed, the ledger, statements, what it means for a third, gaps, and how it was made. Its sections
    are templates that you may edit: see `templates`.
    """
    from detente.keep.asked import resolve_code
    from detente.project import Project
    from detente.show.files import write_bytes
    from detente.show.report.make import make_report
    from detente.show.report.write import check_free, file_name, format_of, render

    opened, piped = Project.open(project), out == _STANDARD_OUTPUT
    chosen, dyad = format_of(format, None if piped else out), opened.dyad(a, b).dyad
    path = out or Path(file_name(dyad.a, dyad.b, resolve_code(third) if third else None, chosen))
    if not piped:
        check_free(path, force=force)
    with at_work() as progress:
        made = make_report(opened, a, b, third, as_of=as_of, progress=progress)
        progress(f"the {chosen}")
        written = render(made, chosen)
    if piped:
        sys.stdout.flush()
        sys.stdout.buffer.write(written.content)
        return
    write_bytes(path, written.content)
    notes = len(made.notes)
    typer.echo(f"The report, with {notes:,} note{'' if notes == 1 else 's'}: {path}")


def templates(project: ProjectFolder = Path()) -> None:
    """Copy the templates of the report's sections into the project, where you may edit them.

    A file of the same name takes the place of ours, one of a new name is a section more, an empty one leaves its
    section out. Files that are there already stay as they are.
    """
    from detente.project import Project
    from detente.show.report.sections import copy_templates, folder_of

    folder = folder_of(Project.open(project).folder)
    written = copy_templates(folder)
    for path in written:
        typer.echo(f"written: {path}")
    if not written:
        typer.echo(f"all are there already: {folder}")
