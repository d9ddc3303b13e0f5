"""The schema of the API (OpenAPI 3.1), made of the endpoints, their docstrings and the shapes of their answers."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from detente import __version__
from detente.show.web.api.endpoints import SHAPES

ABOUT = (
    "Read-only: what the project holds and what is measured of it, as the pages show it. Every answer stands in one"
    " envelope: `data` is the answer, `as_of` the number of the newest version it was given from, `next` the address of"
    " the next page or null. What a text does not say is null. Text of articles is given as it stands there, whatever"
    " it holds: show it as text."
)
MISTAKES = {
    "400": "A file of the project that people write, such as outlets.tsv, cannot be read.",
    "403": "The request did not come from this machine under its own name.",
    "404": "There is no such state, record, measure or moment, or the record does not carry an answer.",
    "422": "A parameter is not one of those the endpoint takes, or not what it may be.",
    "503": "The project's tables cannot be read.",
}
COMPONENT = "#/components/schemas/{model}"


class Told(BaseModel):
    """What went wrong, where, and how to mend it; empty where there is nothing to say."""

    what: str
    where: str
    mend: str


class Mistake(BaseModel):
    """The answer where there is none."""

    ok: Literal[False]
    error: Told
    status: int


class Describing(GenerateJsonSchema):
    """Schemas in which a field is told with the sentence that the house has for it, and every field is there."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        """A dataclass: what its fields say, and all of them required, for none is ever left out."""
        told = super().dataclass_schema(schema)
        for one in fields(schema["cls"]):
            if says := one.metadata.get("says"):
                told["properties"][one.name]["description"] = says
        return told | {"required": list(told.get("properties", ()))}


def describe_endpoints(app: FastAPI) -> dict[str, Any]:
    """The addresses and parameters of all endpoints, without the shapes of their answers: quick to have."""
    schema = get_openapi(title="Détente", version=__version__, description=ABOUT, routes=app.routes)
    for path in schema["paths"].values():
        operation = path["get"]
        if operation["description"] == operation["summary"]:
            del operation["description"]
    return schema


def describe_api(app: FastAPI) -> dict[str, Any]:
    """The whole schema of an application, worked out once."""
    if app.openapi_schema is None:
        app.openapi_schema = _with_shapes(describe_endpoints(app))
    return app.openapi_schema


def _with_shapes(schema: dict[str, Any]) -> dict[str, Any]:
    asked = [(name, "serialization", TypeAdapter(shape())) for name, shape in SHAPES.items()]
    known, parts = TypeAdapter.json_schemas(
        [*asked, ("", "serialization", TypeAdapter(Mistake))],  # type: ignore[list-item]
        ref_template=COMPONENT,
        schema_generator=Describing,
    )
    mistake = known["", "serialization"]
    for path in schema["paths"].values():
        data = known[path["get"]["operationId"], "serialization"]
        path["get"]["responses"] = {
            "200": _answer("The answer.", _envelope(data)),
            **{status: _answer(says, mistake) for status, says in MISTAKES.items()},
        }
    schema["components"] = {"schemas": parts.get("$defs", {})}
    return _with_short_names(schema)


def _with_short_names(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, in which two shapes of one name are told apart by their module's name before it alone."""
    text = json.dumps(schema)
    for name in schema["components"]["schemas"]:
        parts = name.split("__")
        if len(parts) > 1:
            short = parts[-2].capitalize() + parts[-1]
            text = text.replace(f'/{name}"', f'/{short}"').replace(f'"{name}":', f'"{short}":')
    renamed: dict[str, Any] = json.loads(text)
    return renamed


def _envelope(data: Any) -> dict[str, Any]:
    properties = {
        "ok": {"const": True},
        "data": data,
        "as_of": {
            "type": ["integer", "null"],
            "description": "number of the newest version, null where nothing is kept",
        },
        "next": {"type": ["string", "null"], "description": "address of the next page, null on the last"},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _answer(says: str, shape: Any) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": shape}}}
