"""How an endpoint is made known: its address, its function, and the shape of what it gives."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.responses import Response

Shape = Callable[[], Any]
"""Gives the type of an answer's data; called when the schema is asked for, so that the workbench opens quickly."""
Endpoint = Callable[..., Response]

SHAPES: dict[str, Shape] = {}
"""The shapes by the name of their endpoint."""
router = APIRouter(prefix="/api/v1")
"""All endpoints, in the order in which they are told of."""


def endpoint(section: str, path: str, gives: Shape) -> Callable[[Endpoint], Endpoint]:
    """Makes a function an endpoint.

    The first line of its docstring is what the endpoint is for, the rest is told below it.

    Args:
        section: in which the endpoint is told of.
        path: below /api/v1.
        gives: the shape of its data.
    """

    def register(function: Endpoint) -> Endpoint:
        name = function.__name__
        head, _, rest = (inspect.getdoc(function) or "").partition("\n")
        SHAPES[name] = gives
        router.add_api_route(
            path,
            function,
            methods=["GET"],
            operation_id=name,
            summary=head,
            description=rest.strip(),
            response_model=None,
            tags=[section],
        )
        return function

    return register


def names_asked(route: APIRoute) -> tuple[str, ...]:
    """The names of all parameters that an endpoint takes in its query."""
    found, look = list[str](), [route.dependant]
    while look:
        dependant = look.pop()
        found += [parameter.alias for parameter in dependant.query_params]
        look += dependant.dependencies
    return tuple(dict.fromkeys(found))
