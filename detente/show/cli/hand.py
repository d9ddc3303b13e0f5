"""Commands of the analyst's hand: decide, decisions, gold, reread, and standing questions."""

from __future__ import annotations

import json as json_module
import re
import sys
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.errors import UnknownName, UserError
from detente.explain.display import one_line
from detente.show.cli.ledger import CHANGED
from detente.show.cli.options import AsJson, ProjectFolder, print_json, progress_bar, report_set_aside

if TYPE_CHECKING:
    from detente.explain.changes import Change

question = typer.Typer(no_args_is_help=True, help="Standing questions: told is only what changed.")
_CODES = frozenset("actors recipients contexts aux giver receiver holder toward who away_from".split())
_SCALES = {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_AMOUNT = re.compile(
    rf"(?:(?P<currency>[A-Z]{{3}})\s+)?(?P<number>[\d.,]*\d)(?:\s+(?P<scale>{'|'.join(filter(None, _SCALES))}))?"
    r"(?:\s+(?P<unit>\S.*))?"
)

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]


def register(app: typer.Typer) -> None:
    """Gives the commands of this module to the command line."""
    for command in (decide, decisions, gold, reread):
        app.command()(command)
    app.add_typer(question, name="question")


def decide(
    verdict: Annotated[
        str,
        typer.Argument(
            metavar="VERDICT", help="accept, reject, not-in-text, edit, split, merge, note or undo."
        ),
    ],
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Of records, h... r... s... or v... as printed.")
    ],
    by: By,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="For an edit, as in the record format. Repeatable."
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Why.")] = "",
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Keep what you decided about a record, happening, row or story.

    Signed and dated, never overwritten; `decide undo v...` takes it back.
    """
    from detente.keep.judged import edited
    from detente.model import plain
    from detente.project import Project

    kept = Project.open(project).decide(verdict, *ids, by=by, changes=read_changes(set_), note=note)
    if json:
        print_json({"id": kept.id} | plain(kept))
    else:
        now = f", now {edited(kept.records[0], kept).id}" if verdict == "edit" else ""
        typer.echo(f"kept: {kept.id}{now}")


def decisions(
    project: ProjectFolder = Path(),
    unmatched: Annotated[
        bool, typer.Option("--unmatched", help="Only those that the newest readings no longer meet.")
    ] = False,
    json: AsJson = False,
) -> None:
    """List what analysts decided, and what each meets in the newest readings."""
    from detente.model import plain
    from detente.project import Project
    from detente.show.words.grouped import decision_in_words, many

    lost = ("kept by the decision", "nothing to reject")
    found = [match for match in Project.open(project).decisions() if not unmatched or match.outcome in lost]
    if json:
        print_json([{"id": match.decision.id} | plain(match) for match in found])
    else:
        typer.echo(
            many([decision_in_words(match) for match in found], "none" if unmatched else "no decisions")
        )


def gold(
    out: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder to write NAME.txt and NAME.gold.jsonl to.")
    ],
    project: ProjectFolder = Path(),
    force: Annotated[bool, typer.Option("--force", help="Overwrite files of an earlier export.")] = False,
) -> None:
    """Write the articles that were judged as gold, for measuring a coder.

    What was accepted or corrected is asked for, what was rejected forbidden, what nobody judged optional.
    """
    from detente.project import Project
    from detente.show.export.gold import export_gold

    written = export_gold(Project.open(project), out, force=force)
    typer.echo(f"{written} {'article' if written == 1 else 'articles'} written: {out}")


def reread(project: ProjectFolder = Path(), json: AsJson = False) -> None:
    """Read all articles anew where an older coder read them.

    Decisions stay; `decisions --unmatched` lists those that the new readings no longer meet.
    """
    from detente.model import plain
    from detente.project import Project

    opened = Project.open(project)
    with progress_bar("rereading") as progress:
        done = opened.reread(progress=progress)
    if json:
        print_json(plain(done))
        return
    typer.echo(f"{done.documents} read anew with {done.records} records; {done.known} were up to date")
    report_set_aside(done.set_aside)


@question.command("save")
def question_save(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Letters, digits, - and _.")],
    parties: Annotated[
        list[str] | None, typer.Argument(metavar="[A [B]]", help="An actor, or the two of a dyad.")
    ] = None,
    sector: Annotated[
        str | None, typer.Option("--sector", metavar="S", help="Only commitments of one sector.")
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Keep a question; what the record holds now counts as told."""
    from detente.project import Project

    Project.open(project).save_question(name, *(parties or ()), sector=sector)
    typer.echo(f"kept: {name}")


@question.command("list")
def question_list(project: ProjectFolder = Path(), json: AsJson = False) -> None:
    """List the standing questions."""
    from detente.model import plain
    from detente.project import Project
    from detente.show.words.grouped import many

    found = Project.open(project).questions()
    if json:
        print_json([plain(one) for one in found])
    else:
        lines = [
            f"{one_line(one.name)}  {' '.join([*one.scope.parties, one.scope.sector or '']).strip() or 'all'}"
            for one in found
        ]
        typer.echo(many(lines, "no standing questions"))


@question.command("drop")
def question_drop(
    name: Annotated[str, typer.Argument(metavar="NAME", help="As `question list` prints it.")],
    project: ProjectFolder = Path(),
) -> None:
    """Forget a question."""
    from detente.project import Project

    Project.open(project).drop_question(name)
    typer.echo(f"forgotten: {name}")


@question.command("run")
def question_run(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="By default all of them.")
    ] = None,
    project: ProjectFolder = Path(),
    json: AsJson = False,
) -> None:
    """Tell what changed since each question was last asked.

    Ends with 0 where nothing changed and with 3 where something did. With --json one object a line.
    """
    from detente.project import Project

    opened = Project.open(project)
    there = [one.name for one in opened.questions()]
    asked = names or there
    for name in set(asked) - set(there):
        opened.ask_question(name)  # says which there are, before any of the others is told
    found: list[Change] = []
    for name in asked:
        lines = partial(_tell, name, as_json=json)
        found += opened.ask_question(name, lines)
    if found:
        raise typer.Exit(CHANGED)


def _tell(name: str, changes: Sequence[Change], *, as_json: bool) -> None:
    """Prints the changes of a question, a line each; they are out when this ends."""
    from detente.model import plain
    from detente.show.words.grouped import change_in_words

    for change in changes:
        if as_json:
            typer.echo(json_module.dumps({"question": name} | plain(change), ensure_ascii=False))
        else:
            typer.echo(f"{name}: {change_in_words(change)}")
    sys.stdout.flush()


def read_changes(given: Sequence[str] | None) -> dict[str, Any] | None:
    """FIELD=VALUE as values of the record format: lists of codes, days, amounts, JSON, else text; "none" for null.

    Raises:
        UserError: no equals sign, or a field named twice.
    """
    changes: dict[str, Any] = {}
    for pair in given or ():
        field, equals, value = (part.strip() for part in pair.partition("="))
        if not equals or not field:
            raise UserError(f"{pair!r} sets no field", where="--set", mend="write --set stage=agreed")
        if field in changes:
            raise UserError(f"the field {field!r} is set twice", where="--set")
        changes[field] = _value(field, value)
    return changes or None


def _value(field: str, value: str) -> Any:
    if value.startswith(("{", "[")):
        try:
            return json_module.loads(value)
        except ValueError as error:
            raise UnknownName(f"no JSON: {value!r}: {error}", where=f"--set {field}") from error
    if field in _CODES:
        return [part.strip() for part in value.split(",") if part.strip() and part.strip() != "none"]
    if value == "none":
        return None
    if value in ("true", "false"):
        return value == "true"
    if field == "when":
        return _when(value)
    return _amount(value) if field == "amount" else value


def _amount(value: str) -> dict[str, str]:
    """`4.5 million USD`, `USD 4,500,000` or `40 locomotive` as an amount of the record format."""
    found = _AMOUNT.fullmatch(value)
    unit = (found["currency"] or found["unit"]) if found else None
    try:
        if not found or not unit or (found["currency"] and found["unit"]):
            raise InvalidOperation
        number = Decimal(found["number"].replace(",", "")).scaleb(_SCALES[found["scale"] or ""])
    except InvalidOperation as error:
        mend = "write a number and its unit: 4.5 million USD, 40 locomotive"
        raise UnknownName(f"no amount: {value!r}", where="--set amount", mend=mend) from error
    return {"value": f"{number:f}", "unit": unit}


def _when(value: str) -> dict[str, str | None]:
    from detente.show.cli.options import read_date

    first, dots, last = value.partition("..")
    since, until = (
        read_date(part, "--set when") if part else None for part in (first, last if dots else first)
    )
    return {
        "from": since.since.isoformat() if since and since.since else None,
        "to": until.until.isoformat() if until and until.until else None,
        "basis": "explicit",
    }
