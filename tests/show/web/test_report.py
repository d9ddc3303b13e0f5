"""The report as a page of the workbench, and as files."""

from __future__ import annotations

import pytest


def test_the_report_comes_after_the_frame_and_then_at_once(client):
    frame = client.get("/report/PAK/RUS", params={"for": "USA"}).text
    assert 'hx-get="/report/PAK/RUS/body?for=USA"' in frame and 'class="report"' not in frame
    part = client.get("/report/PAK/RUS/body", params={"for": "USA"}, headers={"hx-request": "true"}).text
    assert part.startswith('<article class="report"') and "Notes" in part
    assert 'class="report"' in client.get("/report/PAK/RUS", params={"for": "USA"}).text


def test_the_part_opened_by_itself_is_a_page(client):
    page = client.get("/report/PAK/RUS/body").text
    assert page.startswith("<!doctype html>") and 'class="report"' in page


def test_names_lead_to_the_address_with_codes(client):
    answer = client.get("/report/Pakistan/Russia", params={"for": "United States"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/report/PAK/RUS?for=USA")


@pytest.mark.parametrize(
    ("format", "begins"),
    [("html", b"<!doctype html>"), ("md", b"Report "), ("pdf", b"%PDF-"), ("docx", b"PK")],
)
def test_every_format_can_be_saved(client, format, begins):
    answer = client.get("/report/PAK/RUS/file", params={"format": format, "for": "USA"})
    assert answer.content.startswith(begins)
    assert answer.headers["content-disposition"] == f'attachment; filename="report-PAK-RUS-USA.{format}"'


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/report/PAK/Atlantis", 404),
        ("/report/PAK/RUS?for=RUS", 404),
        ("/report/PAK/RUS/file?format=xls", 404),
        ("/report/PAK/RUS/body?as_of=900", 404),
    ],
)
def test_a_mistake_is_told_in_words(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status and "<h1>" in answer.text


def test_of_two_of_whom_nothing_is_known_the_page_says_so(client):
    assert "No record of Peru and Chile" in client.get("/report/PER/CHL/body").text
