"""The command that looks for words."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from detente.show.cli import app


def run(*args: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, list(args))
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def where(project) -> tuple[str, str]:
    return "--project", str(project.folder)


def test_what_is_found_is_told_with_the_words_between_asterisks(where):
    lines = run("search", "gas pipeline", *where).splitlines()
    assert lines[0] == "2 articles"
    assert "    Russia is to build a *gas pipeline* for USD 2.5 billion." in lines
    assert "2 records" in lines


def test_several_words_are_not_a_phrase_and_must_all_stand(where):
    assert run("search", "pipeline", "protocol", *where).startswith("2 articles")
    assert run("search", "pipeline protocol", *where) == "nothing found\n"


def test_states_come_first(where):
    assert run("search", "Pakistan", *where).splitlines()[0] == "Pakistan (PAK): state"


def test_the_rest_is_counted_where_not_all_is_shown(where):
    assert run("search", "--most", "1", *where).startswith("3 articles, 1 of them shown")


def test_the_same_as_json_has_the_words_apart(where):
    found = json.loads(run("search", "protocol", "--kind", "event", "--json", *where))
    assert (found["articles_in_all"], found["records_in_all"]) == (2, 2)
    assert {"text": "Protocol", "found": True} in [
        piece for one in found["articles"] for piece in one["title"]
    ]


def test_a_mistake_ends_with_2_and_says_how_to_mend_it(where):
    assert "write letters or digits" in run("search", "!!", *where, code=2)
    assert "there are:" in run("search", "x", "--kind", "nope", *where, code=2)
