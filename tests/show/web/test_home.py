"""The first page, and articles that are added through it."""

from __future__ import annotations

import re
import time
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.show.web.jobs import INCOMING, MOST_STILL, safe_name

TEXT = "Peru and Chile signed a treaty\n\nLIMA, 3 May 2021 - Peru and Chile signed a border treaty in Lima on Monday.\n"


def ended(browser, address: str):
    """The page of a job, once it has come to its end."""
    for _ in range(300):
        page = browser.get(address)
        if "hx-trigger" not in page.text:
            return page
        time.sleep(0.2)
    raise AssertionError("the job does not end")


def test_the_first_page_counts_what_the_project_holds(client):
    page = client.get("/").text
    assert "3 articles" in page and "16 records" in page
    assert '<a href="/dyad/PAK/RUS">Pakistan and Russia</a>' in client.get("/home/relations").text


def test_who_may_not_write_is_shown_no_form(client, writer):
    assert 'action="/add"' not in client.get("/").text
    assert 'action="/add"' in writer.get("/").text


def test_a_pasted_text_is_read_and_what_was_found_is_told(writer, desk):
    answer = writer.post("/add", data={"text": TEXT, "outlet": "Lima Post"})
    assert answer.status_code == 303
    page = ended(writer, answer.headers["location"]).text
    assert "1 article read" in page
    doc = re.search(r"/article/([0-9a-f]{64})", page)[1]
    assert desk.project.document(doc).outlet == "Lima Post"
    assert desk.project.document(doc).text == TEXT.strip()
    assert "4 articles" in writer.get("/").text
    assert not list((desk.project.folder / INCOMING).iterdir())


def test_files_and_folders_are_read_and_the_unreadable_set_aside(writer, desk):
    files = [
        ("files", ("a.txt", TEXT.encode(), "text/plain")),
        ("files", ("b.txt", b"\xff\xfe\x00\x00binary\x00", "application/octet-stream")),
    ]
    answer = writer.post("/add", files=files, data={"path": ["lima/a.txt", "lima/b.txt"]})
    page = ended(writer, answer.headers["location"]).text
    assert "1 article read" in page and "Set aside" in page and "lima/b.txt" in page


def test_an_article_that_is_known_is_not_read_again(writer):
    for says in ("1 article read", "0 articles read, 0 records kept; 1 known already"):
        answer = writer.post("/add", data={"text": TEXT})
        assert says in ended(writer, answer.headers["location"]).text


def test_a_wrong_day_is_told_and_nothing_is_kept(writer, desk):
    answer = writer.post("/add", data={"text": TEXT, "published": "Monday"})
    assert "the reading failed" in ended(writer, answer.headers["location"]).text.lower()
    assert desk.project.status().documents == 3


def test_nothing_given_is_told(writer, desk):
    answer = writer.post("/add", data={"text": "  "})
    assert answer.status_code == 400
    assert "Nothing was given" in answer.text
    assert not list((desk.project.folder / INCOMING).iterdir())


def test_an_address_is_not_fetched_unless_that_was_asked_for(writer):
    answer = writer.post("/add", data={"address": "http://example.org/"})
    assert answer.status_code == 400
    assert "are not fetched" in answer.text


def test_a_reader_that_gets_no_further_is_stopped(writer):
    rooms = writer.app._app._app  # the layers around it
    jobs = rooms.app_of("/").state.jobs
    assert jobs._most_still == MOST_STILL
    jobs._most_still = 0.05
    answer = writer.post("/add", data={"text": TEXT})
    assert "was stopped" in ended(writer, answer.headers["location"]).text


def test_a_job_that_is_not_there(client):
    assert client.get("/jobs/none").status_code == 404


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.txt", "a.txt"),
        ("folder/b.html", "folder/b.html"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\papers\\c.md", "C_/papers/c.md"),
        ("..", "article-7.txt"),
        ("", "article-7.txt"),
        (".hidden.txt", "hidden.txt"),
        ("a\x00b\u202e.txt", "a_b_.txt"),
    ],
)
def test_a_file_keeps_its_name_but_not_its_place(given, kept):
    assert safe_name(given, 7) == PurePosixPath(kept)


@given(st.text(max_size=200))
def test_no_name_leads_out_of_its_folder(given):
    name = safe_name(given, 1)
    assert not name.is_absolute() and ".." not in name.parts and name.parts
    assert not any(part.startswith(".") for part in name.parts)
