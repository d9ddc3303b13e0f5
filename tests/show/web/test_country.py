"""The page of one state or organisation, and its parts: ledger, ties, voices."""

from __future__ import annotations

import html
import re

import pytest

HX = {"hx-request": "true"}


def rows(text: str) -> list[str]:
    return re.findall(r'<tr role="row"><th role="rowheader" scope="row">(?:<a [^>]*>)?([^<]+)', text)


def test_it_names_those_it_deals_with_the_most_told_first(reader):
    page = reader.get("/country/PAK").text
    assert "<h1>Pakistan</h1>" in page and "State · PAK" in page
    assert rows(page) == ["Russia", "India"]
    assert '<a href="/dyad/PAK/RUS">Russia</a>' in page
    lead = re.sub(
        r"<[^>]+>|\s+", " ", page[page.index('<p class="lead">') : page.index("</nav>", page.index("lead"))]
    )
    assert "Articles hold 4 tellings of events between Pakistan and 2 others" in re.sub(r"\s+", " ", lead)


def test_a_name_leads_to_the_code_and_filters_go_along(reader):
    answer = reader.get("/country/pakistan?since=2020-01-01")
    assert (answer.status_code, answer.headers["location"]) == (303, "/country/PAK?since=2020-01-01")
    assert reader.get("/country/Atlantis").status_code == 404


def test_an_organisation_has_a_page_too(reader):
    page = reader.get("/country/UN").text
    assert "Organisation · UN" in page and rows(page) == ["India"]


def test_events_by_year_stand_above_and_below_the_line(reader, four_states):
    page = reader.get("/country/PAK?source=Wire").text
    years = {
        one.year: one.quads
        for one in four_states.dealings("PAK", source="Wire", by_year=True)
        if (one.a, one.b) == ("IND", "PAK")
    }
    told = "; ".join(
        f"{year}: {q[0]} of cooperation, {q[2]} of conflict" for year, q in sorted(years.items())
    )
    assert f'aria-label="{told}"' in page
    assert "By year, 2018 to 2020" in page


def test_parts_come_after_the_page_and_stand_alone_without_scripts(reader):
    page = reader.get("/country/PAK?since=2019-01-01").text
    for part in ("/country/PAK/ledger", "/country/PAK/ties?since=2019-01-01", "/country/PAK/voices"):
        assert f'hx-get="{part}"' in page and f'<a href="{part}">' in page
        inside, alone = reader.get(part, headers=HX).text, reader.get(part).text
        assert "<html" not in inside and inside.lstrip().startswith('<div class="part">')
        assert "<h1>" in alone and "<html" in alone


def test_the_ledger_tells_what_is_given_and_adds_it_up_by_the_rule(reader):
    given = reader.get("/country/PAK/ledger", headers=HX).text
    assert "What Pakistan is given" in given and "Sums by who gives" in given
    assert rows(given)[0] == "Russia" and "USD 500 million" in given
    assert "A row is added once" in given
    giving = reader.get("/country/RUS/ledger", headers=HX).text
    assert "What Russia gives" in giving and "Sums by who receives" in giving
    assert "No commitment of India" in reader.get("/country/IND/ledger", headers=HX).text


def test_every_number_of_the_ledger_and_the_voices_leads_to_its_records(reader, four_states):
    for part in ("/country/PAK/ledger", "/country/RUS/voices"):
        text = reader.get(part, headers=HX).text
        figures = re.findall(r'<a class="figure" href="#(n-\w+)">', text)
        assert figures
        for place in figures:
            entry = text[text.index(f'<li id="{place}">') :].split("</li>")[0]
            records = re.findall(r'href="/record/(\w+)"', entry)
            assert records
            assert all(four_states.record(record) for record in records)


def test_its_tilt_is_told_as_measured_and_as_told(reader):
    told = reader.get("/country/PAK/ties", headers=HX).text
    assert "Pakistan moves towards Russia" in told
    assert "not enough data" in told
    measured = reader.get("/country/PAK/ties?source=Wire", headers=HX).text
    assert "In Wire, by month" in measured
    sentences = re.findall(r'<p class="claim">([^<]*drifted[^<]*)</p>', measured)
    assert len(sentences) == 3 and all(
        "the cooperation of Pakistan drifted towards" in one for one in sentences
    )
    assert re.search(r'<a href="/triad/PAK/\w+/\w+">', measured)
    assert "cooperated" in measured and "share of" in html.unescape(measured)


def test_who_speaks_for_it_is_quoted_with_the_article(reader):
    voices = reader.get("/country/RUS/voices", headers=HX).text
    assert "Anna Petrova, energy minister, Russia" in voices and "We keep our word" in voices
    assert re.search(r'/article/\w{64}#r-\w+">Gulf Ledger', voices)
    assert "Vladimir Putin" in voices  # the vocabulary knows who held the highest offices
    assert (
        "No statement of anybody who speaks for India" in reader.get("/country/IND/voices", headers=HX).text
    )


@pytest.mark.parametrize(
    "address", ["/country/PAK/ties?period=week", "/country/PAK?since=x", "/country/PAK/ledgers"]
)
def test_what_cannot_be_asked_is_told(reader, address):
    assert reader.get(address).status_code == 404


def test_a_state_that_nobody_tells_of_says_so(reader):
    assert "No event of Fiji with anybody" in reader.get("/country/FJI").text
    assert "deals with nobody" in reader.get("/country/FJI/ties", headers=HX).text
