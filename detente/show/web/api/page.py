"""The page of the API, made of its schema, and the schema itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse

from detente.show.web.answers import address, answers_of, desk_of
from detente.show.web.api.openapi import describe_api

router = APIRouter(include_in_schema=False)
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
    gives: str = field(metadata={"says": "shape of its data, as the schema names it"})
    example: str | None = field(metadata={"says": "an address to try, null where it needs an id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiPage:
    """The page of the API."""

    about: str = field(metadata={"says": "what holds for all endpoints"})
    sections: tuple[tuple[str, tuple[EndpointPart, ...]], ...] = field(
        metadata={"says": "endpoints by section"}
    )


@router.get("")
def about(request: Request) -> HTMLResponse:
    """What can be asked of the API, endpoint by endpoint."""
    desk = desk_of(request)
    page = desk.remember("the page of the API", lambda: build_page(_schema(request), _pair(request)))
    return answers_of(request).page(request, "api.html", page=page)


@router.get("/openapi.json")
def openapi(request: Request) -> JSONResponse:
    """The schema, for programs that make a client of it."""
    return JSONResponse(_schema(request))


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
    told = tuple((name, tuple(parts)) for name, parts in sections.items())
    return ApiPage(about=schema["info"]["description"], sections=told)


def _endpoint(path: str, one: Mapping[str, Any], known: Mapping[str, str]) -> EndpointPart:
    data = one["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["data"]
    asked = one.get("parameters", ())
    return EndpointPart(
        path=path,
        head=one["summary"],
        more=one.get("description", ""),
        parameters=tuple(map(_parameter, asked)),
        gives=_shape(data),
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


def _shape(data: Mapping[str, Any]) -> str:
    """The name of a shape: its own, or of what it is a list of."""
    if "$ref" in data:
        return str(data["$ref"]).rpartition("/")[2]
    if data.get("type") == "array":
        return f"list of {_shape(data['items'])}"
    return " or ".join(map(_shape, data.get("anyOf", ()))) or str(data.get("type", ""))


def _example(path: str, asked: Any, known: Mapping[str, str]) -> str | None:
    names = [one["name"] for one in asked if one["in"] == "path"]
    needed = {one["name"]: one["schema"].get("examples", [None])[0] for one in asked if one["required"]}
    query = {name: needed[name] for name in needed if name not in names}
    if any(name not in known for name in names) or None in query.values():
        return None
    return address(path.format_map(known), **query)


def _pair(request: Request) -> dict[str, str]:
    """The two states most told of, quoted for an address; none where nothing is told."""
    from urllib.parse import quote

    rows = desk_of(request).project.dyads().slice(0, 1).to_pylist()
    return {name: quote(rows[0][name], safe="") for name in ("a", "b")} if rows else {}


def _schema(request: Request) -> dict[str, Any]:
    return desk_of(request).remember("the schema of the API", lambda: describe_api(request.app))
