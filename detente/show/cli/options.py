"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.errors import UnreadableInput, UserError
from detente.explain.display import one_line
from detente.model import SetAside, When

if TYPE_CHECKING:
    from detente.work import Progress

ProjectFolder = Annotated[
    Path, typer.Option("--project", metavar="DIR", help="The project folder; by default the current one.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="Day of publication: YYYY-MM-DD, YYYY-MM or YYYY."),
]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published the articles.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="For JSONL and CSV: which column holds text, title, outlet, author, published. Repeatable.",
    ),
]
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def read_date(given: str | None, option: str) -> When | None:
    """A day, month or year as a span of days; no day is invented.

    Raises:
        UserError: not a date.
    """
    if given is None:
        return None
    found = _DATE.fullmatch(given.strip())
    try:
        if not found:
            raise ValueError("not of the form YYYY-MM-DD, YYYY-MM or YYYY")
        year, month, day = (int(part) if part else None for part in found.groups())
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last = date(first.year, last_month, day or monthrange(first.year, last_month)[1])
    except ValueError as error:
        raise UserError(
            f"{one_line(given)!r} is no date: {error}", where=option, mend="write 2023-03-14, 2023-03 or 2023"
        ) from None
    return When(since=first, until=last, basis="explicit")


def read_columns(given: Sequence[str] | None) -> Mapping[str, str] | None:
    """`text=body` and so on, as a mapping from field to column.

    Raises:
        UserError: one of them has no equals sign, or a field is named twice.
    """
    if not given:
        return None
    columns: dict[str, str] = {}
    for pair in given:
        field, equals, column = pair.partition("=")
        if not (field.strip() and equals and column.strip()):
            mend = "write the field, an equals sign and the column: --column text=body"
            raise UserError(f"{one_line(pair)!r} names no column", where="--column", mend=mend)
        if field.strip() in columns:
            raise UserError(f"the field {field.strip()!r} is given twice", where="--column")
        columns[field.strip()] = column.strip()
    return columns


@contextmanager
def progress_bar(what: str) -> Iterator[Progress | None]:
    """A bar on standard error where that is a terminal, else nothing."""
    import sys

    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def print_json(value: Any) -> None:
    """One JSON value, indented, keys in the order given."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def report_set_aside(set_aside: Sequence[SetAside]) -> None:
    """What could not be read, with the reason, a line each on standard error."""
    for aside in set_aside:
        where = aside.where if aside.where.startswith(aside.origin) else f"{aside.origin} {aside.where}"
        mend = f" ({aside.mend})" if aside.mend else ""
        typer.echo(f"set aside: {one_line(where)}: {one_line(aside.what + mend)}", err=True)


def error_of(aside: SetAside) -> UnreadableInput:
    """The same as an error, where it was all there was to read."""
    return UnreadableInput(
        aside.what, where=" ".join(part for part in (aside.origin, aside.where) if part), mend=aside.mend
    )
