"""Commands that keep event files and tell what sources there are: import, sources."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.errors import UnreadableInput
from detente.explain.display import one_line
from detente.show.cli.options import AsJson, ProjectFolder, print_json


def register(app: typer.Typer) -> None:
    """Gives the commands of this module to the command line."""
    app.command(name="import")(import_events)
    app.command()(sources)


def import_events(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Event files, and folders of them.")],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="F",
            help="gdelt1, gdelt2, icews, polecat, ...; by default told from the file.",
        ),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="NAME", help="Keep the events under this name; by default the format's."
        ),
    ] = None,
    version: Annotated[
        str | None,
        typer.Option(
            "--version", metavar="V", help="The release, in your words; by default the file's name."
        ),
    ] = None,
    map_file: Annotated[
        Path | None,
        typer.Option("--map", metavar="FILE.toml", help="What the columns of a table of your own say."),
    ] = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Keep the events of GDELT, ICEWS, POLECAT, Phoenix, or of a table.

    A file is kept whole or not at all; one that is known is passed over, one that cannot be read is set aside. What
    became of each row is counted; `sources --bad-rows` lists lines that could not be read.
    """
    from detente.model import plain
    from detente.project import Project
    from detente.show.words.sources import file_kept_in_words

    mapping = _read_map(map_file) if map_file else None
    opened = Project.open(project)
    try:
        with _rows_so_far() as progress:
            kept = opened.import_events(
                paths, format=format, source=source, version=version, mapping=mapping, progress=progress
            )
    except KeyboardInterrupt:
        typer.echo("interrupted: files before this one are kept, this one is not; give them again", err=True)
        raise
    read = [one for one in kept if not one.unread]
    if json:
        print_json([plain(one) for one in kept])
    elif read:
        typer.echo("\n".join(map(file_kept_in_words, read)))
    for one in kept:
        if one.unread:
            typer.echo(f"set aside: {one_line(one.origin)}: {one_line(one.unread)}", err=True)
    if not read:
        nothing = "nothing could be read" if kept else "no file in it"
        mend = "give event files of a known format; a table of your own needs --map FILE.toml"
        raise UnreadableInput(nothing, where=one_line(", ".join(paths)), mend=mend)


def sources(
    bad_rows: Annotated[
        bool, typer.Option("--bad-rows", help="List the lines of event files that could not be read.")
    ] = False,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """List the sources of events, with their days, and how much there is of each."""
    from detente.model import plain
    from detente.project import Project
    from detente.show.words.sources import accounts_in_words, bad_row_in_words

    opened = Project.open(project)
    if bad_rows:
        rows = opened.bad_rows().to_pylist()
        if json:
            print_json([plain(row) for row in rows])
        else:
            typer.echo("\n".join(map(bad_row_in_words, rows)) or "no bad rows")
        return
    found = opened.accounts()
    if json:
        print_json([plain(one) for one in found])
    else:
        typer.echo(accounts_in_words(found))


def _read_map(path: Path) -> Mapping[str, Any]:
    """The mapping in a file; a file that it names lies beside it."""
    from detente.read.events import read_mapping

    told = dict(read_mapping(path))
    if isinstance(told.get("texts"), str):
        told["texts"] = str(path.parent / told["texts"])
    return told


@contextmanager
def _rows_so_far() -> Iterator[Callable[[str, int], None]]:
    """The file at work and its rows so far on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda name, rows: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed:,} rows"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("event files", total=None)
        yield lambda name, rows: bar.update(task, description=Path(name).name, completed=rows)
