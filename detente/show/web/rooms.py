"""The rooms of the workbench: the pages of each are loaded and made an application when somebody first comes.

So the first page need not wait for what the others stand on. A pure ASGI layer; the room of an address is named by its
first segment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING

from detente.show.web.guard import App, Receive, Scope, Send

if TYPE_CHECKING:
    from fastapi import APIRouter

ROOMS = {
    "dyad": ("dyad",),
    "relations": ("relations", "dealings"),
    "article": ("article", "record"),
    "review": ("review",),
    "search": ("search",),
    "country": ("country",),
    "triad": ("triad",),
    "network": ("network", "network.json", "map"),
    "report": ("report", "report.css"),
    "export": ("export",),
    "api": ("api",),
}
"""Of each room a module here with its routes, and the first segments of its addresses; the likeliest first."""

_ROOM_OF = {segment: room for room, segments in ROOMS.items() for segment in segments}


class Rooms:
    """The layer: leads each request to its room."""

    def __init__(self, first: App, build: Callable[[APIRouter], App]) -> None:
        """Rooms of which only the first is open.

        Args:
            first: the application that is there from the start; whatever is in no room is asked of it.
            build: makes an application of a module's routes.
        """
        self.visitors = 0
        self._first = first
        self._build = build
        self._open: dict[str, App] = {}
        self._lock = Lock()

    def enter(self, room: str) -> App:
        """The application of a room, made now if nobody has come before."""
        with self._lock:
            if room not in self._open:
                self._open[room] = self._build(import_module(f"detente.show.web.{room}").router)
            return self._open[room]

    def app_of(self, path: str) -> App:
        """The application that answers a path."""
        room = room_of(path)
        return self.enter(room) if room else self._first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._first(scope, receive, send)
            return
        self.visitors += 1
        try:
            path = str(scope["path"])
            room = room_of(path)
            if room and room not in self._open:
                await asyncio.to_thread(
                    self.enter, room
                )  # loading it takes a while: others are answered meanwhile
            await self.app_of(path)(scope, receive, send)
        finally:
            self.visitors -= 1


def room_of(path: str) -> str:
    """The room that a path leads to; empty for the first."""
    return _ROOM_OF.get(path.removeprefix("/").split("/", 1)[0], "")
