"""Three states side by side: their relations, and how the three go together."""

from __future__ import annotations

import re

import pytest

HX = {"hx-request": "true"}


def test_three_relations_stand_side_by_side(reader):
    page = reader.get("/triad/PAK/RUS/IND").text
    assert "<h1>Pakistan, Russia and India</h1>" in page
    sides = re.findall(r'<h3 id="h-side-\d"><a href="([^"]+)">([^<]+)</a>', page)
    assert sides == [
        ("/dyad/PAK/RUS", "Pakistan and Russia"), ("/dyad/PAK/IND", "Pakistan and India"),
        ("/dyad/RUS/IND", "Russia and India"),
    ]  # fmt: skip
    assert re.search(r'<a class="figure" href="/dealings/PAK/RUS">3</a> tellings of events in articles', page)
    assert "No event of the two in articles" in page


def test_source_days_and_period_stand_in_the_address_of_every_part(reader):
    page = reader.get("/triad/PAK/RUS/IND?source=Wire&since=2018-06-01&period=quarter").text
    for part in ("balance", "course/1", "side/3"):
        assert (
            f'hx-get="/triad/PAK/RUS/IND/{part}?source=Wire&amp;since=2018-06-01&amp;period=quarter"' in page
        )
    balance = reader.get(
        "/triad/PAK/RUS/IND/balance?source=Wire&since=2018-06-01&period=quarter", headers=HX
    ).text
    assert "Net cooperation in Wire, by quarter" in balance


def test_names_lead_to_codes_and_three_must_be_different(reader):
    answer = reader.get("/triad/Pakistan/RUS/India?source=Wire")
    assert (answer.status_code, answer.headers["location"]) == (303, "/triad/PAK/RUS/IND?source=Wire")
    assert reader.get("/triad/PAK/RUS/RUS").status_code == 404
    assert reader.get("/triad/PAK/RUS/Atlantis").status_code == 404
    assert reader.get("/triad/PAK/RUS/IND/side/4").status_code == 404
    assert reader.get("/triad/PAK/RUS/IND/side/x").status_code in (404, 422)


def test_the_drawing_says_what_the_table_says(reader, four_states):
    text = reader.get("/triad/PAK/RUS/IND/balance?source=Wire", headers=HX).text
    measured = four_states.triad("PAK", "RUS", "IND", source="Wire")
    svg = text[text.index("<svg") : text.index("</svg>")]
    assert "style=" not in svg
    for side in measured.sides:
        shown = f"{side.net:+.2f}".replace("-", "−")
        assert shown in svg and shown in text[text.index("<table") :]
    drawn = re.findall(r'<line class="edge (\w+)', svg)
    looks = [
        "positive" if side.positive >= 0.8 else "negative" if side.positive <= 0.2 else "unsure"
        for side in measured.sides
    ]
    assert drawn == looks
    assert ("balanced" in text) and re.search(r"usual of the source&#39;s|usual of the source's", text)


def test_each_number_of_events_opens_what_it_was_measured_on(reader, four_states):
    text = reader.get("/triad/PAK/RUS/IND/balance?source=Wire", headers=HX).text
    links = re.findall(r'<a href="(/dealings/[^"]+)">([\d,]+)</a>', text)
    assert len(links) == 3
    for address, shown in links:
        a, b = address.split("?")[0].split("/")[2:]
        (found,) = [one for one in four_states.dealings(source="Wire") if {one.a, one.b} == {a, b}]
        assert found.events == int(shown.replace(",", ""))
        assert "<li>Wire, " in reader.get(address.replace("&amp;", "&")).text


def test_each_is_told_between_the_other_two(reader):
    text = reader.get("/triad/PAK/RUS/IND/balance?source=Wire", headers=HX).text
    told = re.findall(r"<p[^>]*>[^<]*cooperation of (\w+) drifted[^<]*</p>", text)
    assert told == ["Pakistan", "Russia", "India"]


def test_a_relation_is_told_in_short_with_its_sentences(reader, four_states):
    text = reader.get("/triad/PAK/RUS/IND/side/1", headers=HX).text
    assert "The record holds" in text and "USD 500 million" in text and "Newest events" in text
    figures = re.findall(r'<a class="figure" href="#(n-\w+)">', text)
    assert figures
    for place in figures:
        entry = text[text.index(f'<li id="{place}">') :].split("</li>")[0]
        assert all(four_states.record(one) for one in re.findall(r'href="/record/(\w+)"', entry))


def test_which_way_it_goes_is_never_shown_without_the_sentence_that_says_why(reader):
    text = reader.get("/triad/PAK/RUS/IND/course/1?source=Wire", headers=HX).text
    assert re.search(r'<p class="way (warms|cools|steady|mixed)">', text)
    assert re.search(r'<ul class="judged">\s*<li><p class="claim">', text)
    assert 'aria-label="net cooperation of' in text
    unknown = reader.get("/triad/PAK/UN/FJI/course/3", headers=HX).text
    assert "Not enough data to tell which way it goes" in unknown and '<p class="way' not in unknown


def test_where_data_do_not_carry_it_that_is_said_in_its_place(reader):
    balance = reader.get("/triad/PAK/UN/FJI/balance", headers=HX)
    assert balance.status_code == 200 and "not enough data" in balance.text and "<svg" not in balance.text
    side = reader.get("/triad/PAK/UN/FJI/side/3", headers=HX)
    assert side.status_code == 200 and "No record of UN and Fiji" in side.text


@pytest.mark.parametrize("part", ["balance", "course/1", "side/1"])
def test_a_part_stands_alone_without_scripts(reader, part):
    assert "<h1>" in reader.get(f"/triad/PAK/RUS/IND/{part}").text
