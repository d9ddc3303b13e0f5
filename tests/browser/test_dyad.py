"""The page of two states on the example corpus, read by our own coder: each of its numbers, and its use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from detente.model import plain
from detente.show.pages import lines_of
from detente.show.pages.dyad import build_page, find_held, group_gaps
from detente.show.pages.judged import conclude_for, measure_dyad
from detente.show.pages.sections import Claims
from detente.show.pages.tilt import find_tilt
from detente.show.web.app import create_app
from detente.show.web.desk import Desk

PAGE = "/dyad/PAK/RUS"
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
REF = re.compile(r"[ENCSTRIOM]\d+")
FIXED = {"80"}
"""Digits of our own words: the 80 % of an interval."""


def digits_of(*values: Any) -> set[str]:
    """All digits that stand in some values."""
    return set(DIGITS.findall(json.dumps([plain(value) for value in values], ensure_ascii=False)))


@pytest.fixture(scope="module")
def shown(corpus_project) -> html.HtmlElement:
    """The page with all its parts, for a third state."""
    client = TestClient(create_app(Desk(corpus_project, token="t")), base_url="http://127.0.0.1")
    page = html.fromstring(client.get(f"{PAGE}?for=USA").text)
    for place in page.xpath("//div[@hx-get]/@hx-get"):
        assert client.get(place, headers={"hx-request": "true"}).status_code == 200
    whole = html.fromstring(client.get(f"{PAGE}?for=USA").text)
    assert not whole.xpath("//div[@hx-get]")
    return whole.xpath("//main")[0]


@pytest.fixture(scope="module")
def held(corpus_project):
    return find_held(corpus_project, corpus_project.dyad("PAK", "RUS"))


@pytest.fixture(scope="module")
def stand(corpus_project, held) -> dict[str, set[str]]:
    """The digits that stand in what the page is made of: by the number of a line, and by part."""
    page = build_page(
        held.dyad, None, held.records, held.documents, happenings=held.happenings, rows=held.rows
    )
    rows = {row.line.ref: row for stage in page.ledger for row in stage.rows}
    found = {
        line.ref: digits_of(line, rows.get(line.ref), f"{line.belief or 0:.2f}") for line in lines_of(page)
    }
    relation = corpus_project.dyad("PAK", "RUS")
    measured = measure_dyad(corpus_project, relation)
    tilt = find_tilt(corpus_project, held.dyad, "USA", period=measured.period)
    outlook = conclude_for(corpus_project, relation, "USA", measured.period)
    gaps = group_gaps(relation.gaps(), {})
    implied = digits_of(page.implications)
    return found | {
        "part-way": digits_of(measured),
        "part-measured": digits_of(measured),
        "part-tilt-USA": digits_of(tilt),
        "part-outlook-USA": digits_of(outlook) | implied,
        "part-gaps": digits_of(gaps),
        "left-out": digits_of(page.sums.left_out),
        "heat": set(page.heat.columns if page.heat else ()),
        "lead": {year for year, _ in page.years},
        "speakers": digits_of([group.speaker for group in page.statements]),
    }


def texts(main: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """The text of the page with the element it stands in; not that of drawings and forms."""
    for element in main.iter():
        outside = "ancestor-or-self::*[self::form or local-name() = 'svg']"
        if isinstance(element.tag, str) and not element.xpath(outside):
            yield element, element.text or ""
            yield from ((element, child.tail or "") for child in element)


def origin(element: html.HtmlElement, stand: dict[str, set[str]]) -> set[str]:
    """The digits that may stand in an element: those of the line or part it is of, or of nothing."""
    for above in (element, *element.iterancestors()):
        id, kind = above.get("id") or "", above.get("class") or ""
        if id.removeprefix("l-") in stand and id.startswith("l-"):
            return stand[id.removeprefix("l-")]
        if id in stand or kind in stand:
            return stand[id if id in stand else kind]
        if id == "statements":
            return stand["speakers"]
    return set()


def test_every_digit_of_the_page_is_a_figure_or_stands_in_what_it_was_made_of(shown, stand) -> None:
    counted = 0
    for element, text in texts(shown):
        for digits in DIGITS.findall(text):
            counted += 1
            kind = element.get("class") or ""
            if kind == "figure" or element.xpath('ancestor::ol[ancestor::details[@class="numbers"]]'):
                continue  # looked at below
            if element.tag == "a" and REF.fullmatch(text):
                continue  # a line's number, looked at below
            if kind == "n" or element.tag == "summary":
                assert_counts(element, int(digits))
                continue
            allowed = origin(element, stand) | FIXED
            assert digits in allowed, f"{digits} in {text!r} ({element.tag}.{kind})"
    assert counted > 1000


def assert_counts(element: html.HtmlElement, number: int) -> None:
    """A number beside a heading counts what lies below it: the lines of a section, or the entries of a list."""
    link = element.getparent()
    if link.tag == "a":
        (section,) = element.xpath(f'//section[@id="{link.get("href")[1:]}"]')
        listed = section.xpath(".//tr[@id]")
    else:
        (details,) = element.xpath("ancestor-or-self::details[1]")
        listed = details.xpath(".//li | .//p[contains(@class, 'records')]/a")
    assert len(listed) == number, element.text_content()


def test_every_figure_of_the_page_leads_to_records_that_are_as_many_claims_as_it_says(shown, held) -> None:
    records = {record.id: record for record in held.records}
    groups = (*held.happenings, *held.rows)
    same = Claims({t.record.id: one.id for one in groups for t in one.tellings})
    figures = shown.xpath('.//a[@class="figure"]')
    assert len(figures) > 60
    for figure in figures:
        (entry,) = shown.xpath(f'.//li[@id="{figure.get("href")[1:]}"]')
        assert entry.xpath("string(./strong)") == figure.text_content()
        links = entry.xpath('./span[@class="records"]/a/@href')
        ids = [link.removeprefix("/record/") for link in links]
        assert ids and set(ids) <= records.keys()
        before = (
            figure.getprevious().tail if figure.getprevious() is not None else figure.getparent().text
        ) or ""
        if before.endswith((" is of ", "the last of ")):
            days = digits_of([plain(records[id].claim) for id in ids])
            assert set(DIGITS.findall(figure.text_content())) <= {part.lstrip("0") for part in days}
        elif re.fullmatch(r"[\d,]+", figure.text_content()):
            assert int(figure.text_content().replace(",", "")) == len({same.of(records[id]) for id in ids})


def test_every_number_of_a_line_leads_to_a_record_of_that_line(shown, held) -> None:
    records = {record.id for record in held.records}
    for link in shown.xpath(".//a"):
        if not REF.fullmatch(link.text_content()):
            continue
        href, (row,) = link.get("href"), shown.xpath(f'.//tr[@id="l-{link.text_content()}"]')
        if href.startswith("#"):
            assert href == f"#{row.get('id')}"
            continue
        record = href.rsplit("/", 1)[-1].rsplit("#r-", 1)[-1]
        assert record in records
        assert any(one.endswith(f"#r-{record}") for one in row.xpath('.//ul[@class="sources"]//a/@href'))


def test_sums_of_the_contents_and_of_the_heat_map_agree_with_the_sections(shown) -> None:
    events = len(shown.xpath('.//section[@id="events"]//tr[@id]'))
    heat = shown.xpath('.//table[@class="heat"]')[0]
    numbers = [
        [sum(int(one) for one in cell.xpath('.//a[@class="figure"]/text()')) for cell in row.xpath("./td")]
        for row in heat.xpath("./tbody/tr")
    ]
    assert [sum(row[:-1]) for row in numbers] == [row[-1] for row in numbers]
    assert [sum(column) for column in zip(*numbers[:-1], strict=True)] == numbers[-1]
    assert numbers[-1][-1] == events
    stages = shown.xpath('.//table[@class="stages"]//a[@class="figure"]/text()')
    assert sum(map(int, stages)) == len(shown.xpath('.//section[@id="ledger"]//tr[@id]'))


def test_what_changed_in_a_sector_is_as_many_lines_as_it_says(shown) -> None:
    heading = shown.xpath('.//h4[text()="What changed, by sector"]')[0]
    changes = heading.getnext().xpath("./li")
    assert len(changes) > 5
    for change in changes:
        says = change.xpath("string(./p[@class='claim'])")
        counts = re.findall(r"(\d+) (?:happening|commitment)", says)
        lines = {line.text_content() for line in change.xpath(".//p[contains(@class, 'records')]/a")}
        undone = {line for line in lines if line.startswith("N")}  # tellings that deny what others tell
        assert sum(map(int, counts)) == len(lines - undone), says


@pytest.mark.browser
def test_parts_come_after_the_page_and_the_arrow_with_its_reason(served, open_tab, corpus_project) -> None:
    with served(corpus_project) as at:
        tab = open_tab(at, PAGE)
        tab.locator(".way .goes").wait_for(timeout=60_000)
        assert tab.locator(".way .why .claim").first.inner_text()
        tab.locator("#part-timeline svg a").first.wait_for(timeout=60_000)
        assert tab.locator(".part[hx-get]").count() == 0 or tab.locator("#part-measured").wait_for() is None
        assert tab.said == [] and tab.outside == []


@pytest.mark.browser
def test_a_cell_of_the_heat_map_opens_the_records_it_counts(
    served, open_tab, corpus_project, comes_into_view
) -> None:
    with served(corpus_project) as at:
        tab = open_tab(at, PAGE)
        cell = tab.locator(".heat tbody .figure").first
        entry = tab.locator(cell.get_attribute("href"))
        cell.click()
        comes_into_view(entry)
        entry.locator(".records a").first.click()
        tab.wait_for_url("**/article/**")
        comes_into_view(tab.locator(".at:target"))


@pytest.mark.browser
def test_filters_narrow_the_page_and_stand_in_its_address(served, open_tab, corpus_project) -> None:
    with served(corpus_project) as at:
        tab = open_tab(at, f"{PAGE}?for=USA")
        tab.get_by_label("Sector", exact=True).select_option("energy")
        tab.get_by_label("From", exact=True).fill("2016-01-01")
        tab.get_by_role("form", name="Which part of the record").get_by_role("button").click()
        tab.wait_for_url("**/dyad/**sector=energy**")
        assert "since=2016-01-01" in tab.url and "for=USA" in tab.url
        sectors = set(tab.locator(".heat tbody th").all_inner_texts())
        assert sectors == {"energy", "all"}
        tab.get_by_role("link", name="Show all").click()
        tab.wait_for_url(lambda url: "sector" not in url and "for=USA" in url)
