"""The API: one envelope, one shape of mistakes, pages that meet, and nothing that writes."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.keep.jsonl import record_to_json
from detente.model import Event, plain
from detente.project import Project
from detente.show.pages import page_to_json
from detente.show.pages.dyad import dyad_page

V1 = "/api/v1"


def data(client: TestClient, address: str) -> Any:
    answer = client.get(V1 + address)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def pages(client: TestClient, address: str) -> list[Any]:
    """All entries, page after page, each page found by the one before."""
    found, following = [], V1 + address
    while following:
        answer = client.get(following).json()
        found += answer["data"]
        following = answer["next"]
    return found


def test_an_answer_stands_in_one_envelope_and_names_the_version_it_is_of(
    client: TestClient, project: Project
) -> None:
    answer = client.get(f"{V1}/status")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == {
        "ok": True,
        "data": plain(project.status()),
        "as_of": len(project.versions()),
        "next": None,
    }


@pytest.mark.parametrize(
    "address", ["/documents", "/records", "/records?dyad=PAK,RUS", "/dyads/PAK/RUS/events"]
)
def test_pages_meet_and_the_last_has_none_after_it(client: TestClient, address: str) -> None:
    joint = "&" if "?" in address else "?"
    whole = data(client, f"{address}{joint}limit=1000")
    assert len(whole) > 2 and pages(client, f"{address}{joint}limit=2") == whole
    assert client.get(f"{V1}{address}{joint}limit={len(whole)}").json()["next"] is None


def test_records_come_in_the_interchange_format_and_in_words(client: TestClient, project: Project) -> None:
    told = {one["record"]["id"]: one for one in data(client, "/records?kind=commitment")}
    (first, *_) = project.find("commitment")
    assert told[first.id]["record"] == record_to_json(first)
    assert told[first.id]["says"] == "Russia to Pakistan: a gas pipeline, USD 2.5 billion"


@pytest.mark.parametrize(
    ("filters", "choice"),
    [
        ("dyad=Pakistan,RUS&kind=event", {"kind": "event", "dyad": ("PAK", "RUS")}),
        ("since=2019-05-03&until=2019-05-03", {"since": "2019-05-03", "until": "2019-05-03"}),
        ("kind=tilt", {"kind": "tilt"}),
    ],
)  # fmt: skip
def test_filters_of_records_are_those_of_the_project(
    client: TestClient, project: Project, filters: str, choice: dict[str, Any]
) -> None:
    assert [one["record"]["id"] for one in data(client, f"/records?{filters}")] == [
        record.id for record in project.find(**choice)
    ]


def test_a_party_is_asked_for_alone_or_beside_a_dyad(client: TestClient) -> None:
    of_usa = data(client, "/records?party=Washington")
    assert {one["record"]["kind"] for one in of_usa} == {"implication", "causal", "system"}
    beside = data(client, "/records?dyad=PAK,RUS&party=USA")
    assert beside == [one for one in data(client, "/records?dyad=PAK,RUS") if one in of_usa]
    assert 0 < len(beside) < len(data(client, "/records?dyad=PAK,RUS"))


def test_an_article_is_given_with_the_text_that_its_offsets_count(
    client: TestClient, project: Project
) -> None:
    for row in data(client, "/documents"):
        article = data(client, f"/documents/{row['doc'][:12]}")
        assert len(article["records"]) == row["records"]
        for one in (*(told["record"] for told in article["records"]), *article["missed"]):
            assert article["text"][one["start"] : one["end"]] == one["text"]


def test_a_record_is_explained_with_its_sentence_and_the_belief_in_what_it_tells(
    client: TestClient, project: Project
) -> None:
    (first, *_) = project.ledger("PAK", "RUS")
    id = first.tellings[0].record.id
    found = data(client, f"/records/{id[:8]}")
    assert found["told"]["record"]["id"] == id and found["told"]["sentence"] in found["told"]["context"]
    assert found["group"] == data(client, f"/records/{first.id}")["group"]
    assert id in found["group"]["steps"][0]["tellings"] and 0 < found["group"]["belief"] < 1


def test_a_dyad_is_the_value_of_its_page(client: TestClient, project: Project) -> None:
    assert data(client, "/dyads/PAK/RUS?for=USA") == page_to_json(dyad_page(project, "PAK", "RUS", "USA"))


def test_a_name_may_stand_for_a_code(client: TestClient) -> None:
    assert data(client, "/dyads/Pakistan/russia/ledger") == data(client, "/dyads/PAK/RUS/ledger")


def test_what_was_kept_later_is_not_in_an_earlier_version(client: TestClient, project: Project, add) -> None:
    before = client.get(f"{V1}/records?limit=1000").json()
    add(project, ("Kenya met Peru", Event(actors=("KEN", "PER"), type="CONSULT")))
    after = client.get(f"{V1}/records?limit=1000").json()
    assert len(after["data"]) == len(before["data"]) + 1 and after["as_of"] == before["as_of"] + 1
    assert client.get(f"{V1}/records?limit=1000&as_of={before['as_of']}").json() == before


def test_a_correction_changes_the_answers_at_once(client: TestClient, project: Project) -> None:
    before = data(client, "/dyads/PAK/RUS/ledger")
    project.decide("reject", *(record.id for record in project.find("commitment")), by="Ann")
    assert before and data(client, "/dyads/PAK/RUS/ledger") == []


@pytest.mark.parametrize(
    ("address", "status", "what", "mend"),
    [
        ("/dyads/PAK/Narnia", 404, "no state or organisation called 'Narnia'", "near are"),
        ("/dyads/PAK/PAK/ledger", 404, "one party", "a dyad is of two"),
        ("/dyads/PAK/BOL", 404, "no record of Pakistan and Bolivia", "detente add"),
        ("/dyads/PAK/RUS/series?measure=warmth", 404, "warmth", ""),
        ("/records/0000", 404, "no record '0000'", ""),
        ("/documents/ffff", 404, "no article 'ffff'", ""),
        ("/status?as_of=99", 404, "no version 99", "versions 1 to"),
        ("/nothing", 404, "there is no such page", ""),
        ("/records?limit=1001", 422, "limit", "less than or equal to 1000"),
        ("/records?since=1", 422, "since", "YYYY-MM-DD"),
        ("/records?since=2019-02-30", 422, "since", "day is out of range"),
        ("/records?knd=event", 422, "knd", "there are: kind, dyad, party, since"),
        ("/records/x", 422, "id", "pattern"),
        ("/dyads/PAK/RUS/implications", 422, "for", "field required"),
    ],
)
def test_a_mistake_is_told_in_one_shape(
    client: TestClient, address: str, status: int, what: str, mend: str
) -> None:
    answer = client.get(V1 + address)
    told = answer.json()
    assert (answer.status_code, told["ok"], told["status"]) == (status, False, status)
    assert set(told) == {"ok", "error", "status"} and set(told["error"]) == {"what", "where", "mend"}
    assert what in told["error"]["what"] and mend in told["error"]["mend"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_writes(client: TestClient, writer: TestClient, method: str) -> None:
    refused = client.request(method, f"{V1}/records")
    assert (refused.status_code, refused.json()["status"]) == (403, 403)
    unknown = writer.request(method, f"{V1}/records")
    assert (unknown.status_code, unknown.json()["status"], unknown.headers["allow"]) == (405, 405, "GET")


def test_a_head_is_the_answer_without_its_body(client: TestClient) -> None:
    whole, head = client.get(f"{V1}/status"), client.head(f"{V1}/status")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.content))


class Links(HTMLParser):
    """The addresses that a page leads to or loads, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_page_tells_of_every_endpoint_and_its_examples_answer(client: TestClient) -> None:
    page = Links(client.get(V1).text)
    schema = client.get(f"{V1}/openapi.json").json()
    assert [path for path in schema["paths"] if path not in page.words] == []
    assert [link for link in page.links if "//" in link] == []
    examples = [link for link in page.links if link.startswith(f"{V1}/")]
    assert len(examples) > 20
    assert {client.get(link).status_code for link in examples} <= {
        200,
        404,
    }  # 404: not measured in so small a record


def test_of_an_empty_project_there_is_a_page_and_an_answer(tmp_path) -> None:
    from detente.show.web.app import create_app
    from detente.show.web.desk import Desk

    desk = Desk(Project.create(tmp_path / "empty"), token="t")
    with TestClient(create_app(desk), base_url="http://127.0.0.1") as client:
        assert client.get(V1).status_code == 200
        answer = client.get(f"{V1}/records").json()
        assert (answer["data"], answer["as_of"], answer["next"]) == ([], None, None)
