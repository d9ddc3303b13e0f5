"""The page of exports and the files it gives."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from detente.show.export.formats import FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_looked_at_and_saved(client, name):
    page = client.get("/export", params={"format": name}).text
    assert f"/export/file?format={name}" in page
    answer = client.get("/export/file", params={"format": name})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f'detente-all{FORMATS[name].suffix}"')
    assert answer.content


def test_a_file_of_two_states_holds_their_records_alone(client):
    saved = client.get("/export/file", params={"format": "jsonl", "a": "Pakistan", "b": "RUS"})
    kinds = [json.loads(line)["kind"] for line in saved.text.splitlines()]
    assert len(kinds) == 14 and kinds.count("commitment") == 2
    assert 'filename="detente-PAK-RUS.jsonl"' in saved.headers["content-disposition"]


def test_nothing_stays_behind(client):
    before = set(Path(tempfile.gettempdir()).glob("detente-*"))
    client.get("/export", params={"format": "csv"})
    client.get("/export/file", params={"format": "csv"})
    assert set(Path(tempfile.gettempdir()).glob("detente-*")) == before


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"format": "xls"}, 404),
        ({"format": "csv", "a": "PAK"}, 404),
        ({"format": "csv", "a": "PAK", "b": "Atlantis"}, 404),
        ({"format": "csv", "since": "soon"}, 400),
    ],
)
def test_a_mistake_is_told_in_words(client, query, status):
    answer = client.get("/export", params=query)
    assert answer.status_code == status
    assert "<h1>" in answer.text and "Traceback" not in answer.text
