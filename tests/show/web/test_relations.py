"""The list of relations, and that each of its numbers opens what it counts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

PAIR = re.compile(r'<th role="rowheader" scope="row">(?:<a [^>]*>)?(.*?)(?:</a>)?</th>')
NUMBER = re.compile(r'data-label="[^"]*: "><a href="([^"]*)">([\d,]+)</a>')


def pairs(page) -> list[str]:
    return PAIR.findall(page.text)


def text_of_all_pages(browser, address: str) -> Iterator[str]:
    for page in range(1, 100):
        text = browser.get(f"{address}{'&' if '?' in address else '?'}page={page}").text
        yield text
        if 'rel="next"' not in text:
            return


def test_all_pairs_are_listed_the_most_told_first(reader):
    page = reader.get("/relations")
    assert pairs(page) == [
        "Pakistan and Russia",
        "India and Pakistan",
        "India and UN",
        "Russia and The Opposition",
    ]
    assert "4 pairs" in page.text
    assert '<a href="/dyad/PAK/RUS">Pakistan and Russia</a>' in page.text


def test_a_party_that_only_an_article_names_has_no_page(reader):
    page = reader.get("/relations").text
    assert '<th role="rowheader" scope="row">Russia and The Opposition</th>' in page


@pytest.mark.parametrize("source", ["articles", "Wire"])
def test_every_number_opens_as_many_events_as_it_says(reader, four_states, source):
    page = reader.get(f"/relations?source={source}")
    numbers = NUMBER.findall(page.text)
    assert len(numbers) > 8
    for address, shown in numbers:
        behind = "".join(text_of_all_pages(reader, html.unescape(address)))
        if source == "articles":
            assert behind.count("<blockquote>") == int(shown)
            for doc, record in re.findall(r"/article/(\w+)#r-(\w+)", behind):
                assert four_states.record(record)[1].id == doc
        else:
            rows = re.findall(r"<li>Wire, .*?</li>", behind)
            counts = [re.search(r"; (\d+) events", row) for row in rows]  # one event is not said to be one
            assert sum(int(count[1]) if count else 1 for count in counts) == int(shown)


def test_filters_stand_in_the_address_and_go_along_with_every_link(reader):
    page = reader.get("/relations?since=2020-01-01&until=2020-12-31&source=articles")
    assert pairs(page) == ["Pakistan and Russia", "India and UN"]
    assert "/dyad/PAK/RUS?source=articles&amp;since=2020-01-01&amp;until=2020-12-31" in page.text
    assert 'value="2020-01-01"' in page.text
    assert "2 without a day are left out" in page.text


def test_a_part_of_a_name_or_a_code_finds_pairs(reader):
    assert pairs(reader.get("/relations?find=pakis")) == ["Pakistan and Russia", "India and Pakistan"]
    assert pairs(reader.get("/relations?find=un")) == ["India and UN"]
    assert "No two parties" in reader.get("/relations?find=xyz").text


def test_only_one_kind_of_event_can_be_asked_for(reader):
    page = reader.get("/relations?quad=2")
    assert pairs(page) == ["Pakistan and Russia"]
    assert NUMBER.findall(page.text)[0][1] == "1"


@pytest.mark.parametrize(
    ("order", "first"),
    [("events", "Pakistan and Russia"), ("name", "India and Pakistan"), ("conflict", "India and Pakistan"),
     ("last", "Pakistan and Russia"), ("first", "Pakistan and Russia")],
)  # fmt: skip
def test_the_list_has_an_order(reader, order, first):
    assert pairs(reader.get(f"/relations?sort={order}"))[0] == first


def test_a_long_list_has_pages_and_the_last_is_the_last(reader, monkeypatch):
    monkeypatch.setattr("detente.show.pages.dealings.PAGE", 3)
    first, last = reader.get("/relations?source=Wire"), reader.get("/relations?source=Wire&page=9")
    assert len(pairs(first)) == 3 and "page 1 of 2" in first.text
    assert "page=2&amp;source=Wire" in first.text and 'rel="prev"' not in first.text
    assert len(pairs(last)) == 3 and "page 2 of 2" in last.text and 'rel="next"' not in last.text


def test_rows_of_event_files_have_pages_too(reader):
    first = reader.get("/dealings/IND/PAK?source=Wire").text
    assert first.count("<li>Wire, ") == 100 and 'rel="next"' in first
    last = reader.get("/dealings/IND/PAK?source=Wire&page=2").text
    assert last.count("<li>Wire, ") == 44 and 'rel="next"' not in last and 'start="101"' in last


@pytest.mark.parametrize(
    "query", ["since=yesterday", "since=2021-01-01&until=2020-01-01", "quad=5", "quad=x", "source=nobody",
              "context=weather", "sort=luck", "page=x", "page=99999999999999999999"],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_on_a_page(reader, query):
    answer = reader.get(f"/relations?{query}")
    assert answer.status_code == 404
    assert "<h1>" in answer.text and "Traceback" not in answer.text


def test_an_empty_filter_asks_for_nothing(reader):
    assert pairs(reader.get("/relations?since=&until=&context=&quad=&find=&sort=&page=")) == pairs(
        reader.get("/relations")
    )


def test_what_nobody_counts_is_told(reader):
    assert "Nothing of the two" in reader.get("/dealings/FJI/PAK").text
