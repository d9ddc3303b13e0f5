"""Commands that ask what many articles say together: stories, happenings, ledger, totals, queue, diff, ..."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.errors import UnknownName
from detente.show.cli.options import AsJson, ProjectFolder, print_json

if TYPE_CHECKING:
    from detente.project import Project

CHANGED = 3
"""Exit code of `diff` and of `question run` where something changed, so that a schedule can act on it."""

Parties = Annotated[
    list[str] | None, typer.Argument(metavar="[A [B]]", help="Only one or two parties, by code or name.")
]
Sector = Annotated[str | None, typer.Option("--sector", metavar="S", help="Only commitments of one sector.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="D|N",
        help="As the record stood after a day on which it was kept (YYYY-MM-DD), or after a version (see versions).",
    ),
]


def register(app: typer.Typer) -> None:
    """Gives the commands of this module to the command line."""
    for command in (stories, happenings, ledger, totals, queue, diff, versions, outlets):
        app.command()(command)


def open_as_of(folder: Path, as_of: str | None) -> Project:
    """The project, or as it stood at a day or version."""
    from detente.project import Project

    opened = Project.open(folder)
    return opened.as_of(as_of) if as_of else opened


def stories(project: ProjectFolder = Path(), as_of: AsOf = None, json: AsJson = False) -> None:
    """List articles that share their text: copies, rewrites, excerpts.

    Each story is one independent voice, however often it is printed.
    """
    from detente.model import plain
    from detente.show.words.grouped import list_story, many

    opened = open_as_of(project, as_of)
    found = opened.stories()
    if json:
        print_json([plain(story) for story in found])
        return
    articles = {row["doc"]: row for row in opened.documents().to_pylist()}
    typer.echo(
        many([list_story(story, articles) for story in found], "no article shares its text with another")
    )


def happenings(
    parties: Parties = None, project: ProjectFolder = Path(), as_of: AsOf = None, json: AsJson = False
) -> None:
    """List what happened, each once, with all that tell of it.

    Also belief, independent stories, and where the tellings differ.
    """
    from detente.show.words.grouped import group_to_json, list_happening, many

    found = open_as_of(project, as_of).happenings(*(parties or ()))
    if json:
        print_json([group_to_json(one) for one in found])
    else:
        typer.echo(many([list_happening(one) for one in found], "no events"))


def ledger(
    parties: Parties = None,
    sector: Sector = None,
    project: ProjectFolder = Path(),
    as_of: AsOf = None,
    json: AsJson = False,
) -> None:
    """List commitments across articles, one row each with its stages.

    What was promised, what arrived and how late, who says so, and which figures rival each other.
    """
    from detente.show.words.grouped import group_to_json, list_row, many

    found = open_as_of(project, as_of).ledger(*(parties or ()), sector=sector)
    if json:
        print_json([group_to_json(row) for row in found])
    else:
        typer.echo(many([list_row(row) for row in found], "no commitments"))


def totals(
    parties: Parties = None,
    by: Annotated[
        str, typer.Option("--by", metavar="K", help="giver, receiver, sector, stage, unit or year.")
    ] = "giver",
    rates: Annotated[
        Path | None,
        typer.Option(
            "--rates", metavar="FILE", help="CSV of currency,year,USD: tell all money in one currency."
        ),
    ] = None,
    sector: Sector = None,
    project: ProjectFolder = Path(),
    as_of: AsOf = None,
    json: AsJson = False,
) -> None:
    """Add up what may be added of the ledger, and say what was left out.

    Rows that overlap are never added twice; the rule is printed below.
    """
    from detente.keep.assembly.totals import KEYS, add_up
    from detente.keep.rates import read_rates
    from detente.model import plain
    from detente.show.words.grouped import totals_in_words

    if by not in KEYS:
        raise UnknownName(f"no totals by {by!r}", mend=f"there are: {', '.join(KEYS)}")
    table = read_rates(rates) if rates else None
    found = add_up(open_as_of(project, as_of).ledger(*(parties or ()), sector=sector), by, table)
    if json:
        print_json(plain(found))
    else:
        typer.echo(totals_in_words(found))


def queue(
    parties: Parties = None,
    most: Annotated[int, typer.Option("--most", metavar="N", help="How many to list.", min=1)] = 20,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """List what to check first.

    Belief near one half, much money, a single source, a turning point, sources that differ.
    """
    from detente.project import Project
    from detente.show.words.grouped import group_to_json, list_to_check, many

    found = Project.open(project).queue(*(parties or ()))[:most]
    if json:
        print_json(
            [
                {
                    "worth": one.worth,
                    "belief": one.belief,
                    "reasons": list(one.reasons),
                    "of": group_to_json(one.of),
                }
                for one in found
            ]
        )
    else:
        typer.echo(many([list_to_check(one) for one in found], "nothing to check"))


def diff(
    since: Annotated[
        str, typer.Option("--since", metavar="D|N", help="A day (YYYY-MM-DD), or a version's number.")
    ],
    parties: Parties = None,
    sector: Sector = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Tell what changed in the answers since a day or version.

    New commitments, stages, sums, contradictions, first statements. Ends with 3 if something changed.
    """
    from detente.model import plain
    from detente.project import Project
    from detente.show.words.grouped import change_in_words, many

    found = Project.open(project).changes(since, *(parties or ()), sector=sector)
    if json:
        print_json([plain(change) for change in found])
    else:
        typer.echo(many([change_in_words(change) for change in found], "nothing changed"))
    if found:
        raise typer.Exit(CHANGED)


def versions(project: ProjectFolder = Path(), json: AsJson = False) -> None:
    """List the moments at which something was kept, with their numbers."""
    from detente.model import plain
    from detente.project import Project
    from detente.show.words.grouped import list_version, many

    found = Project.open(project).versions()
    if json:
        print_json([plain(version) for version in found])
    else:
        typer.echo(many([list_version(version) for version in found], "nothing was kept yet"))


def outlets(project: ProjectFolder = Path(), json: AsJson = False) -> None:
    """List the outlets with their reliability and credibility.

    Set them in outlets.tsv of the project folder; F and 6, where nothing is set, mean: cannot be judged.
    """
    from detente.model import Outlet, plain
    from detente.project import Project
    from detente.show.words.grouped import list_outlet, many

    opened = Project.open(project)
    known, there = opened.outlets(), dict(opened.status().outlets)
    found = [
        known.get(name, Outlet(name=name)) for name in sorted({*known, *(name for name in there if name)})
    ]
    if json:
        print_json([plain(outlet) | {"articles": there.get(outlet.name, 0)} for outlet in found])
    else:
        typer.echo(many([list_outlet(outlet, there.get(outlet.name, 0)) for outlet in found], "no outlets"))
