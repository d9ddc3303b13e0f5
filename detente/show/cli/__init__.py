"""The command line: options, one call of the project, one print. Errors of the user end with code 2.

Exit codes: 0 done, 1 our fault (with a traceback) or faults found by `verify`, 2 the user's mistake, 3 something
changed (`diff`, `question run`), 130 stopped by the keyboard, 141 the reader of the output went away.
"""

from __future__ import annotations

import os
import sys
import warnings
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from detente import __version__
from detente.errors import UserError
from detente.show.cli import ask, events, export, hand, ledger, mcp, measure, read, report, search, serve

__all__ = ["app", "main"]

STOPPED = 130
NO_READER = 141


class _Group(TyperGroup):
    """Turns a user's mistake into three lines, and an interruption into silence."""

    def invoke(self, ctx: Any) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except UserError as error:
            typer.echo(f"detente: {_on_lines(error)}", err=True)
            raise typer.Exit(2) from None
        except KeyboardInterrupt:
            raise typer.Exit(STOPPED) from None
        except BrokenPipeError:
            _forget_output()
            raise typer.Exit(NO_READER) from None


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
read.register(app)
ask.register(app)
search.register(app)
export.register(app)
ledger.register(app)
events.register(app)
measure.register(app)
report.register(app)
hand.register(app)
serve.register(app)
mcp.register(app)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


def _warn(
    message: Warning | str, category: type[Warning], filename: str, lineno: int,
    file: TextIO | None = None, line: str | None = None,
) -> None:  # fmt: skip
    """A warning as one line, without the place in our code that gave it."""
    typer.echo(f"warning: {message}", err=True)


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Reads news about states and keeps a sourced record of how they get on.

    Try `detente demo`, or: detente init desk; detente add --project desk articles/; detente dossier
    --project desk PAK RUS --for USA --out page.html
    """
    warnings.showwarning = _warn


def main() -> None:
    """Runs the command line; what it writes is always UTF-8."""
    # Our matrices are small: threads only fight for the cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="detente")


def _on_lines(error: UserError) -> str:
    """What and where on the first line, how to mend it on the second; nothing in it acts on a terminal."""
    from detente.explain.display import visible

    return visible(str(error))


def _forget_output() -> None:
    """Sends what is still to be written nowhere, so that the interpreter does not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
