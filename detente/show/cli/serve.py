"""The command that opens the workbench: serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.errors import UserError
from detente.show.cli.options import ProjectFolder

HOST = "127.0.0.1"
PORT = 8765


def register(app: typer.Typer) -> None:
    """Gives the commands of this module to the command line."""
    app.command()(serve)


def serve(
    project: ProjectFolder = Path(),
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0 takes a free one.")
    ] = PORT,
    browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the browser at the workbench.")
    ] = True,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Allow articles to be fetched from public addresses on the web.")
    ] = False,
) -> None:
    """Open the workbench in the browser: pages, review, search and report of a project.

    It answers this machine alone. The address that is printed lets the browser write; keep it to yourself. End it with
    Ctrl+C.
    """
    import socket
    import webbrowser
    from threading import Timer

    import uvicorn

    from detente.project import Project
    from detente.show.web.app import create_app, open_rooms
    from detente.show.web.desk import Desk
    from detente.show.web.warm import warm

    desk = Desk(Project.open(project), may_fetch=fetch)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        mend = "name another, or let one be found: --port 0"
        raise UserError(f"port {port} cannot be had: {error.strerror}", where=HOST, mend=mend) from error
    address = f"http://{HOST}:{listening.getsockname()[1]}/enter?token={desk.token}"
    typer.echo(f"The workbench of {desk.project.name}: {address}")
    rooms = open_rooms(desk)
    warm(desk, rooms)
    if browser:
        Timer(0.5, webbrowser.open, (address,)).start()
    config = uvicorn.Config(
        create_app(desk, rooms), log_level="warning", access_log=False, timeout_keep_alive=10
    )
    uvicorn.Server(config).run(sockets=[listening])
