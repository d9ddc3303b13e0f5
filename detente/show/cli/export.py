"""The command that writes what a project holds for other tools: export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.show.cli.ask import Since, TwoStates
from detente.show.cli.ledger import AsOf, open_as_of
from detente.show.cli.measure import Until, at_work
from detente.show.cli.options import AsJson, ProjectFolder, print_json, read_date


def register(app: typer.Typer) -> None:
    """Gives the command of this module to the command line."""
    app.command()(export)


def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="File to write.")],
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="F",
            help="jsonl, csv, parquet, graphml, geojson, jsonld, gdelt or polecat; by default told from FILE's name.",
        ),
    ] = None,
    dyad: TwoStates = None,
    since: Since = None,
    until: Until = None,
    day_of_article: Annotated[
        bool,
        typer.Option(
            "--day-of-article",
            help="For gdelt and polecat: an event whose text tells no days has the day of its first article.",
        ),
    ] = False,
    as_of: AsOf = None,
    project: ProjectFolder = Path(),
    force: Annotated[bool, typer.Option("--force", help="Overwrite FILE if it exists.")] = False,
    json: AsJson = False,
) -> None:
    """Write records, or what happened, to a file for other tools.

    jsonl, csv and parquet hold the records as they were read. graphml, geojson, jsonld, gdelt and polecat hold
    happenings that count as facts, each once; how many were left out, and why, is told.
    """
    from detente.show.export.formats import format_of, write_export
    from detente.show.export.happened import asked_of
    from detente.show.words.exported import written_in_words

    opened, name = open_as_of(project, as_of), format_of(format, out)
    first, last = read_date(since, "--since"), read_date(until, "--until")
    days = (first.since if first else None, last.until if last else None)
    asked = asked_of(opened, dyad, *days, day_of_article=day_of_article)
    with at_work():
        written = write_export(opened, name, out, asked, force=force)
    if json:
        counted = {"counts": dict(written.counts), "left_out": dict(written.left_out)}
        print_json({"file": str(out), "format": name} | counted)
    else:
        typer.echo(written_in_words(written, out))
