"""Commands that ask the record: records, explain, dossier, status, gaps, verify."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.errors import UnknownName
from detente.show.cli.options import AsJson, ProjectFolder, print_json, read_date

FAULTY = 1
"""Exit code of `verify` when it finds something wrong."""

Kind = Annotated[str | None, typer.Option("--kind", metavar="K", help="Only one of the nine kinds.")]
TwoStates = Annotated[
    tuple[str, str] | None,
    typer.Option("--dyad", metavar="A B", help="Only what concerns two states, by code or name."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="D", help="Only from this day on: YYYY-MM-DD.")]


def register(app: typer.Typer) -> None:
    """Gives the commands of this module to the command line."""
    for command in (records, explain, dossier, status, gaps, verify):
        app.command()(command)


def records(
    project: ProjectFolder = Path(),
    kind: Kind = None,
    dyad: TwoStates = None,
    since: Since = None,
    json: AsJson = False,
) -> None:
    """List records in order of time.

    With --json as lines of the interchange format, one record each.
    """
    from detente.keep.asked import choice_of
    from detente.keep.engine import ask_rows
    from detente.keep.store import open_store

    first = read_date(since, "--since")
    choice = choice_of(kind, dyad, first.since if first else None, None)
    rows = ask_rows(open_store(project), "records", **choice)
    if json:
        typer.echo("".join(f"{row['record']}\n" for row in rows), nl=False)
        return
    from detente.show.words.listing import list_record

    for row in rows:
        typer.echo(list_record(row))


def explain(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Id of a record, a happening (h...) or a row (r...), or its beginning."
        ),
    ],
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Show where a record comes from, or how belief in a happening or commitment is reckoned.

    The claim in words, who says so, what read it so and how surely, and the sentence in its paragraph; then
    all tellings of the same, and the arithmetic of belief.
    """
    from detente.project import Project
    from detente.show.words.grouped import explain_group, group_to_json
    from detente.show.words.listing import explain_record, explanation_to_json

    opened = Project.open(project)
    group = opened.group(id)
    told = [] if id[:1] in ("h", "r") else [opened.record(id)]
    if not told and group is None:
        raise UnknownName(
            f"{id} is no happening and no row", mend=f"it may be a record: detente explain {id[1:]}"
        )
    if json:
        shown = [explanation_to_json(*one) for one in told]
        print_json((shown[0] if shown else {}) | ({"group": group_to_json(group)} if group else {}))
        return
    parts = [explain_record(*one) for one in told]
    parts += [explain_group(group, opened.outlets())] if group else []
    typer.echo("\n\n".join(parts))


def dossier(
    a: Annotated[str, typer.Argument(metavar="A", help="A state, by code or name.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Another state.")],
    third: Annotated[
        str | None, typer.Option("--for", metavar="C", help="The state for which it is asked what it means.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.html", help="Write the page here.", dir_okay=False)
    ] = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Show what the record holds on two states.

    A summary; with --out also a page that opens from disk; with --json all that the page holds.
    """
    from detente.project import Project
    from detente.show.dossier import render_dossier
    from detente.show.files import write_text
    from detente.show.pages import page_to_json
    from detente.show.pages.dyad import dyad_page
    from detente.show.words.summary import summarise

    page = dyad_page(Project.open(project), a, b, third)
    if out:
        write_text(out, render_dossier(page))
    if json:
        print_json(page_to_json(page))
    else:
        typer.echo(summarise(page))
        if out:
            typer.echo(f"\nThe page: {out}")


def status(project: ProjectFolder = Path(), json: AsJson = False) -> None:
    """Tell what the project holds, in numbers."""
    from detente.model import plain
    from detente.project import Project
    from detente.show.words.listing import status_in_words

    found = Project.open(project).status()
    if json:
        print_json(plain(found))
    else:
        typer.echo(status_in_words(found))


def gaps(project: ProjectFolder = Path(), dyad: TwoStates = None, json: AsJson = False) -> None:
    """Tell what the record does not know.

    Undated, unnamed, unresolved, told by a single source.
    """
    from detente.model import plain
    from detente.project import Project
    from detente.show.words.listing import gaps_in_words

    found = Project.open(project).gaps(dyad)
    if json:
        print_json([plain(gap) for gap in found])
    else:
        typer.echo(gaps_in_words(found))


def verify(project: ProjectFolder = Path(), json: AsJson = False) -> None:
    """Check every file, hash, offset and reference.

    Ends with 1 if something is wrong.
    """
    from detente.model import plain
    from detente.project import Project
    from detente.show.words.listing import fault_in_words

    opened = Project.open(project)
    faults = opened.verify()
    if json:
        print_json([plain(fault) for fault in faults])
    elif not faults:
        held = opened.status()
        noun = "article" if held.documents == 1 else "articles"
        typer.echo(f"sound: {held.documents} {noun}, {held.records} records")
    else:
        for fault in faults:
            typer.echo(fault_in_words(fault))
    if faults:
        raise typer.Exit(FAULTY)
