"""Adding articles in the browser, by pasting and by dropping; and what a hostile one can do: nothing."""

from __future__ import annotations

import pytest

from detente.project import Project

pytestmark = pytest.mark.browser
TEXT = (
    "Treaty signed in Lima\n\n"
    "LIMA, 3 May 2021 (Lima Post) - Peru and Chile signed a border treaty in Lima on Monday. "
    "Chile promised Peru a loan of $40 million, the foreign ministry said.\n"
)
DROP = """async ([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "text/plain" }));
  const form = document.querySelector("form[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"]) {
    form.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
  }
}"""


@pytest.fixture
def empty(tmp_path) -> Project:
    return Project.create(tmp_path / "desk")


def test_a_pasted_article_is_read_and_its_records_are_seen(served, open_tab, empty):
    with served(empty) as at:
        tab = open_tab(at)
        tab.get_by_label("Paste a text").fill(TEXT)
        tab.get_by_role("button", name="Read").click()
        tab.wait_for_url("**/jobs/*")
        tab.get_by_text("1 article read").wait_for(timeout=60_000)
        tab.get_by_role("link", name="Treaty signed in Lima").click()
        assert tab.locator(".at").count() >= 2
        assert "USD 40 million" in tab.locator("main").inner_text()
        assert tab.said == [] and tab.outside == []


def test_a_dropped_file_is_read(served, open_tab, empty):
    with served(empty) as at:
        tab = open_tab(at)
        tab.evaluate(DROP, ["treaty.txt", TEXT])
        tab.get_by_text("1 file chosen").wait_for()
        tab.get_by_role("button", name="Read").click()
        tab.get_by_text("1 article read").wait_for(timeout=60_000)
        assert empty.status().documents == 1


def test_what_was_not_given_is_told_where_it_was_asked(served, open_tab, empty):
    with served(empty) as at:
        tab = open_tab(at)
        tab.get_by_role("button", name="Read").click()
        tab.get_by_text("Nothing was given").wait_for()


def test_the_ground_can_be_chosen(served, open_tab, empty):
    with served(empty) as at:
        tab = open_tab(at)
        light = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        tab.get_by_label("Ground").select_option("dark")
        with tab.expect_navigation():
            tab.get_by_role("button", name="Set").click()
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_a_part_that_does_not_come_says_so_in_its_place(served, open_tab, empty):
    with served(empty) as at:
        tab = open_tab(at, "/jobs/none")
        tab.evaluate("htmx.ajax('GET', '/jobs/none', {target: 'main', swap: 'innerHTML'})")
        tab.locator("main [role=alert]").wait_for()
        assert "There is no such page" in tab.locator("main").inner_text()
