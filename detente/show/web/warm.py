"""A visitor before the first: asks for the pages that are likely to be wanted, while the browser opens.

What is slow only once (loading modules, tables and templates, the first answers) has then been done. It stands back
while somebody else is being answered.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import pairwise
from threading import Thread
from typing import Any

from detente import vocab
from detente.errors import UserError
from detente.show.web.desk import Desk
from detente.show.web.dyad_parts import PARTS
from detente.show.web.guard import Message
from detente.show.web.rooms import ROOMS, Rooms

MOST_WAITED = 10.0
"""Seconds that one step stands back for other visitors at most."""
BREATH = 0.02
"""Seconds between two looks whether somebody is being answered."""


def warm(desk: Desk, rooms: Rooms) -> Thread:
    """Begins, beside the answers, to make ready what they will need.

    Args:
        desk: the opened project.
        rooms: the rooms of its workbench.
    """
    thread = Thread(target=_warm, args=(desk, rooms), daemon=True)
    thread.start()
    return thread


def _warm(desk: Desk, rooms: Rooms) -> None:
    with suppress(UserError):  # of a store that cannot be read every page tells
        for step in _steps(desk, rooms):
            _stand_back(rooms)
            with suppress(Exception):  # whoever asks for it is told
                step()


def _stand_back(rooms: Rooms) -> None:
    """Waits until nobody is being answered: they would share one interpreter."""
    until = time.monotonic() + MOST_WAITED
    while rooms.visitors and time.monotonic() < until:
        time.sleep(BREATH)


def _steps(desk: Desk, rooms: Rooms) -> Iterator[Callable[[], object]]:
    """In the order in which they are likely to be needed."""
    yield partial(visit, rooms, "/")
    yield desk.project.make_ready
    yield partial(visit, rooms, "/home/relations")
    for path in _likely(desk):
        yield partial(visit, rooms, path)
    yield from (partial(rooms.enter, room) for room in ROOMS)


def _likely(desk: Desk) -> Iterator[str]:
    """The pages that the first page leads to, and those of the two and three states most told of."""
    states = {state.code for state in vocab.states()}
    told = desk.busiest()
    pairs = [(pair.a, pair.b) for pair in told if {pair.a, pair.b} <= states]
    for a, b in pairs[:1]:
        yield f"/dyad/{a}/{b}"
        yield from (f"/dyad/{a}/{b}/part/{part}" for part in PARTS)
    for row in desk.project.newest(1):
        yield from (f"/article/{row['doc']}", f"/article/{row['doc']}/part/story")
    yield from ("/relations", "/search")
    for (a, b), other in pairwise(pairs[:2]):
        third = next(one for one in other if one not in (a, b))
        yield from (f"/country/{a}", f"/triad/{a}/{b}/{third}", f"/triad/{a}/{b}/{third}/balance")
    yield from ("/network", "/map", "/review", "/export", "/api/v1")


def visit(rooms: Rooms, path: str) -> int:
    """Asks for a page as a browser would, and lays it aside.

    Args:
        rooms: the rooms of the workbench.
        path: of the page.

    Returns:
        The status of the answer.
    """
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"", "headers": [],
        "server": ("127.0.0.1", 80), "client": None, "state": {},
    }  # fmt: skip
    status = 0

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)

    asyncio.run(rooms.app_of(path)(scope, receive, send))  # type: ignore[arg-type]
    return status
