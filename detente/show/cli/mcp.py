"""The command that hands the record to an assistant: mcp."""

from __future__ import annotations

from pathlib import Path

import typer

from detente.errors import UserError
from detente.show.cli.options import ProjectFolder


def register(app: typer.Typer) -> None:
    """Gives the commands of this module to the command line."""
    app.command()(mcp)


def mcp(project: ProjectFolder = Path()) -> None:
    """Answer an assistant by the Model Context Protocol, over standard input and output.

    Started by the assistant's program, not by hand. It reads and never writes. Needs the extra `mcp`.
    """
    from importlib.util import find_spec

    from detente.project import Project

    if find_spec("mcp") is None:
        raise UserError(
            "the protocol's package is not installed",
            where="mcp",
            mend="pip install '.[mcp]' in the folder of Détente, or 'detente[mcp]'",
        )
    from detente.show.mcp.server import make_server

    make_server(Project.open(project)).run("stdio")
