"""The API does what its schema says: where it answers, and whatever is asked of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.python.asgi import get_client
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from detente.model import KINDS
from detente.project import Project
from detente.show.web.api.held import Kind

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    positive_data_acceptance,
    negative_data_rejection,
]
ANSWERED = (
    "status", "documents", "documents/{doc}", "records", "records?dyad=PAK,RUS&kind=tilt",
    "records/{record}",
    "records/h{event}", "search?q=gas", "search?group=missed", "happenings", "ledger", "totals?by=sector", "stories",
    "outlets", "set-aside", "gaps", "formats", "relations", "sources", "queue", "decisions", "versions",
    "changes?from=1", "dyads/PAK/RUS?for=USA", "dyads/PAK/RUS/events", "dyads/PAK/RUS/statements",
    "dyads/PAK/RUS/happenings", "dyads/PAK/RUS/ledger", "dyads/PAK/RUS/totals", "dyads/PAK/RUS/gaps",
    "dyads/PAK/RUS/series?source=wire", "dyads/PAK/RUS/turns?source=wire", "dyads/PAK/RUS/agreement",
    "dyads/PAK/RUS/forecast?source=wire", "dyads/PAK/RUS/implications?for=USA&source=wire",
    "triads/PAK/RUS/USA?source=wire",
    "countries/PAK", "countries/PAK/ledger", "countries/PAK/ties?source=wire", "countries/RUS/voices", "network",
    "tilt?pivot=PAK&toward=RUS&other=USA&source=wire", "polarity?source=wire",
)  # fmt: skip
"""Of every endpoint an address that has an answer."""
MAP = {"a": "from", "b": "to", "day": "date", "type": "what", "scale": "PLOVER"}


def rows(cold: str) -> str:
    """Five years: two states fall out in the third, and a third state deals with both as before."""
    lines = ["from,to,date,what"]
    for month in range(60):
        day = f"{2010 + month // 12}-{month % 12 + 1:02}"
        what, many = ("CONSULT", 3) if month < 30 else (cold, 9)
        lines += [f"PAK,RUS,{day}-{n + 1:02},{what}" for n in range(many + month % 2)]
        lines += [f"USA,{other},{day}-2{n},CONSULT" for n, other in enumerate(("PAK", "RUS"))]
    return "\n".join(lines) + "\n"


@pytest.fixture
def project(project: Project, tmp_path: Path) -> Project:
    """The small project with two sources of events, an article that was set aside, ratings and decisions."""
    for name, cold in (("wire", "ASSAULT"), ("post", "THREATEN")):
        (tmp_path / f"{name}.csv").write_text(rows(cold), encoding="utf-8")
        project.import_events([tmp_path / f"{name}.csv"], source=name, mapping=MAP)
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    project.add([tmp_path / "empty.txt"])
    head = "outlet\treliability\tcredibility\tstate_controlled\topinion\tsource\n"
    (project.folder / "outlets.tsv").write_text(f"{head}Example Wire\tB\t2\tno\tno\tours\n", encoding="utf-8")
    events = project.find("event")
    project.decide("accept", events[0].id, by="Ann", note="read it")
    project.decide("edit", project.find("commitment")[0].id, by="Ann", changes={"stage": "agreed"})
    return project


@pytest.fixture
def schema(client: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return told


def closed(schema: Any) -> Any:
    """The schema, with no field allowed that it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    held = {name: closed(one) for name, one in schema.items()}
    return held | {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else held


def test_every_endpoint_answers_with_all_the_fields_of_its_schema_and_no_others(
    client: TestClient, schema: dict[str, Any], project: Project
) -> None:
    first = project.find("event")[0]
    strict, asked = closed(schema), set()
    for address in ANSWERED:
        place = address.format(doc=first.evidence.doc, record=first.id[:8], event=first.id)
        answer = client.get(f"/api/v1/{place}")
        assert answer.status_code == 200, (address, answer.text)
        path = next(path for path in strict["paths"] if fits(path, f"/api/v1/{place.partition('?')[0]}"))
        asked.add(path)
        response = strict["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        rule = response | {"components": strict["components"]}
        faults = [
            f"{one.json_path}: {one.message[:200]}"
            for one in Draft202012Validator(rule).iter_errors(answer.json())
        ]
        assert faults == [], address
    assert asked == set(strict["paths"])


def fits(path: str, place: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), place) is not None


@settings(
    max_examples=4, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
@given(data=st.data())
def ask(operation: Any, session: Any, data: st.DataObject) -> None:
    """Asks an endpoint something that its schema allows, or that it does not."""
    mode = data.draw(st.sampled_from(GenerationMode))
    case = data.draw(operation.as_strategy(generation_mode=mode))
    case.call_and_validate(base_url="http://127.0.0.1", session=session, checks=CHECKS)


def test_whatever_is_asked_is_answered_as_the_schema_says(client: TestClient, schema: dict[str, Any]) -> None:
    told = schemathesis.openapi.from_dict(schema)
    told.app = client.app
    with get_client(client.app) as session:
        for found in told.get_all_operations():
            ask(found.ok(), session)


def test_the_kinds_are_those_of_the_model() -> None:
    assert get_args(Kind) == KINDS
