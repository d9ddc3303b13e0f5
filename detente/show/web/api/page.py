"""The page of the API, made of its schema, and the schema itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse

from detente.show.web.answers import address, answers_of, desk_of
from detente.show.web.api import dyads, held, judged, states
from detente.show.web.api.endpoints import router
from detente.show.web.api.openapi import describe_api, describe_endpoints
from detente.show.web.desk import Desk

ORDER = (held.SECTION, dyads.SECTION, states.SECTION, judged.SECTION)
"""The sections as a reader takes them."""
MANY = 16
"""Words of a vocabulary that are all named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of an endpoint."""

    name: str = field(metadata={"says": "as it stands in the address"})
    says: str = field(metadata={"says": "what it is for"})
    may: str = field(metadata={"says": "what it may be, in words"})
    needed: bool = field(metadata={"says": "whether it cannot be left out"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointPart:
    """One endpoint."""

    path: str = field(metadata={"says": "its address, with names in braces"})
    head: str = field(metadata={"says": "what it is for, in a sentence"})
    more: str = field(metadata={"says": "what else is to be known"})
    parameters: tuple[Parameter, ...] = field(metadata={"says": "what it takes"})
    example: str | None = field(metadata={"says": "an address to try, null where it needs an id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPage:
    """The page of the API."""

    about: str = field(metadata={"says": "what holds for all endpoints"})
    sections: tuple[tuple[str, tuple[EndpointPart, ...]], ...] = field(
        metadata={"says": "endpoints by section"}
    )


@router.get("", include_in_schema=False)
def about(request: Request) -> HTMLResponse:
    """What can be asked of the API, endpoint by endpoint."""
    desk = desk_of(request)
    page = desk.remember("API", lambda: build_page(describe_endpoints(request.app), _pair(desk)))
    return answers_of(request).page(request, "api.html", page=page)


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> JSONResponse:
    """The schema, for programs that make a client of it."""
    return JSONResponse(describe_api(request.app))


def build_page(schema: Mapping[str, Any], known: Mapping[str, str]) -> ApiPage:
    """The page out of the schema.

    Args:
        schema: of the API.
        known: values of names in addresses, for the examples.
    """
    sections: dict[str, list[EndpointPart]] = {}
    for path, methods in schema["paths"].items():
        one = methods["get"]
        sections.setdefault(one["tags"][0], []).append(_endpoint(path, one, known))
    told = tuple((name, tuple(sections[name])) for name in ORDER)
    return ApiPage(about=schema["info"]["description"], sections=told)


def _endpoint(path: str, one: Mapping[str, Any], known: Mapping[str, str]) -> EndpointPart:
    asked = one.get("parameters", ())
    return EndpointPart(
        path=path,
        head=one["summary"],
        more=one.get("description", ""),
        parameters=tuple(map(_parameter, asked)),
        example=_example(path, asked, known),
    )


def _parameter(given: Mapping[str, Any]) -> Parameter:
    shape = _but_null(given["schema"])
    return Parameter(
        name=given["name"],
        says=given.get("description", ""),
        may=_may_be(shape, given["schema"].get("default")),
        needed=given["required"],
    )


def _but_null(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a parameter may be where it is given."""
    return next((one for one in shape.get("anyOf", ()) if one.get("type") != "null"), shape)


def _may_be(shape: Mapping[str, Any], usual: object) -> str:
    words = ""
    if "enum" in shape:
        some = shape["enum"][:MANY]
        words = ", ".join(some) + (" …" if len(shape["enum"]) > MANY else "")
    elif shape.get("type") == "integer":
        words = f"{shape['minimum']:,} to {shape['maximum']:,}"
    elif shape.get("type") == "boolean":
        words = "true or false"
    elif shape.get("format") == "date":
        words = "YYYY-MM-DD"
    if usual in (None, ""):
        return words
    usually = (
        str(usual).lower() if isinstance(usual, bool) else f"{usual:,}" if isinstance(usual, int) else usual
    )
    return f"{words}; {usually} where not given" if words else f"{usually} where not given"


def _example(path: str, asked: Any, known: Mapping[str, str]) -> str | None:
    names = [one["name"] for one in asked if one["in"] == "path"]
    needed = {one["name"]: one["schema"].get("examples", [None])[0] for one in asked if one["required"]}
    query = {name: needed[name] for name in needed if name not in names}
    if any(name not in known for name in names) or None in query.values():
        return None
    return address(path.format_map(known), **query)


def _pair(desk: Desk) -> dict[str, str]:
    """The two states most told of, quoted for an address; none where nothing is told."""
    first = desk.busiest()[:1]
    return {"a": quote(first[0].a, safe=""), "b": quote(first[0].b, safe="")} if first else {}
