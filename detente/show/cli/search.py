"""The command that looks for words: search."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.show.cli.options import AsJson, ProjectFolder, print_json, read_date

if TYPE_CHECKING:
    from detente.keep.search import Group

FEW = 10


def register(app: typer.Typer) -> None:
    """Gives the commands of this module to the command line."""
    app.command()(search)


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD...]", help='Words that must all stand; "two words" next to each other in quotes.'
        ),
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="K", help="Only one kind of record.")] = None,
    party: Annotated[
        list[str] | None,
        typer.Option("--party", metavar="A", help="Only what names a state or organisation. Repeatable."),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="D", help="Only from this day on.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="D", help="Only up to and with this day.")
    ] = None,
    outlet: Annotated[
        str | None, typer.Option("--outlet", metavar="NAME", help="Only of one outlet.")
    ] = None,
    missed: Annotated[
        bool, typer.Option("--missed", help="Sentences about states that were not understood, instead.")
    ] = False,
    most: Annotated[
        int, typer.Option("--most", metavar="N", min=1, max=1000, help="How many of each sort.")
    ] = FEW,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Search articles, records and actors.

    Capitals and accents do not count, and a word of four letters or more also finds longer ones that begin with it.
    Articles come first that have the words in the headline, then those in which they stand most often, then the newest.
    """
    from detente.model import plain
    from detente.project import Project
    from detente.show.pages.search import find_search
    from detente.show.words.found import found_in_words

    groups: tuple[Group, ...] = ("missed",) if missed else ("articles", "records", "actors")
    first, last = read_date(since, "--since"), read_date(until, "--until")
    page = find_search(
        Project.open(project),
        " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words or ()),
        kind=kind,
        parties=party or (),
        since=first.since if first else None,
        until=last.until if last else None,
        outlet=outlet,
        groups=groups,
        limit=most,
    )
    if json:
        print_json(plain(page))
    else:
        typer.echo(found_in_words(page, missed=missed))
