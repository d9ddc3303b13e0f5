"""What analysts come for, each task from the first page to its end, over the example corpus read by our own coder."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from detente.show.web.app import create_app
from detente.show.web.desk import Desk

pytestmark = pytest.mark.browser


def number_in(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_follow_a_number_of_the_relation_to_its_sentence(served, open_tab, corpus_project):
    with served(corpus_project) as at:
        tab = open_tab(at)
        tab.get_by_role("link", name="Pakistan and Russia", exact=True).click()
        figure = tab.locator("#relation a.figure").first
        shown = number_in(figure.inner_text())
        figure.click()
        told = tab.locator(":target")
        links = told.locator("a")
        assert links.count() >= shown > 10
        links.first.click()
        tab.wait_for_url("**/article/*#r-*")
        assert tab.locator(":target.at").first.inner_text().strip()
        assert tab.said == [] and tab.outside == []


def test_compare_two_third_states(served, open_tab, corpus_project):
    with served(corpus_project) as at:
        tab = open_tab(at, "/dyad/PAK/RUS?for=USA&and=IND")
        tab.get_by_role("heading", name=re.compile("United States")).first.wait_for(timeout=60_000)
        tab.get_by_role("heading", name=re.compile("India")).first.wait_for(timeout=60_000)
        for third in ("USA", "IND"):
            tab.locator(f"#part-outlook-{third}").wait_for(timeout=90_000)
        assert tab.locator("#outlook .judged li").count() > 2
        assert tab.said == []


def test_make_the_report(served, open_tab, corpus_project, tmp_path):
    with served(corpus_project) as at:
        tab = open_tab(at, "/dyad/PAK/RUS?for=USA")
        tab.get_by_role("link", name="Report", exact=True).click()
        tab.locator("article.report").wait_for(timeout=90_000)
        first = tab.locator(".cites a").first
        number = first.inner_text()
        first.click()
        assert tab.locator(":target").get_attribute("value") == number
        with tab.expect_download() as download:
            tab.get_by_role("link", name="PDF").click()
        download.value.save_as(tmp_path / "report.pdf")
        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")
        assert tab.said == []


def test_every_relation_that_is_listed_has_a_page(corpus_project):
    desk = Desk(corpus_project, token="t")
    with TestClient(create_app(desk), base_url="http://127.0.0.1") as client:
        listed = re.findall(r'href="(/dyad/[^"]+)"', client.get("/home/relations").text)
        assert len(listed) > 10
        for address in listed:
            assert client.get(address).status_code == 200, address
