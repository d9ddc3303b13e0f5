"""The page of two states: filters in its address, parts that come after it, numbers that lead to their records."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml import html
from starlette.testclient import TestClient

from detente.model import Event, Implication, When
from detente.project import Project
from detente.show.pages.sections import Claims
from detente.show.web import dyad

PAGE = "/dyad/PAK/RUS"
INSIDE = {"hx-request": "true"}


def tree(client: TestClient, address: str, **headers: str) -> html.HtmlElement:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def refs(page: html.HtmlElement, section: str) -> list[str]:
    """The numbers of the lines of a section."""
    return [row.get("id").removeprefix("l-") for row in page.xpath(f'//section[@id="{section}"]//tr[@id]')]


def records_in(element: html.HtmlElement) -> list[str]:
    """The records that links of an element lead to."""
    hrefs = element.xpath(".//a/@href")
    return [found[1] for href in hrefs if (found := re.search(r"(?:#r-|^/record/)([0-9a-f]{16})$", href))]


@pytest.fixture
def told_again(project: Project, add) -> Project:
    """The small project, and an article of another year and outlet with an event of trade."""
    day = When(since=date(2021, 6, 1), until=date(2021, 6, 1))
    trade = Event(actors=("RUS",), recipients=("PAK",), type="AID", contexts=("economic",), when=day)
    add(project, ("Russia gave Pakistan wheat.", trade), outlet="Gulf Ledger", day="2021-06-02")
    return project


# the address


def test_states_may_be_named_and_the_address_then_has_their_codes(client) -> None:
    answer = client.get("/dyad/Pakistan/russia", params={"for": "India", "since": "2019-01-01"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?since=2019-01-01&for=IND")
    assert client.get(PAGE, params={"for": "IND"}).status_code == 200


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/dyad/PAK/Atlantis", "no state or organisation called"),
        ("/dyad/PAK/PAK", "are one party"),
        ("/dyad/PAK/FJI", "no record of Pakistan and Fiji"),
        (f"{PAGE}?for=RUS", "Russia is one of the two"),
        (f"{PAGE}?since=2019-13-01", "not a day"),
        (f"{PAGE}?since=2020-01-01&amp;until=2019-01-01".replace("&amp;", "&"), "lies after the last"),
        (f"{PAGE}?sector=magic", "no sector called"),
        (f"{PAGE}?source=nowhere", "no source called"),
        (f"{PAGE}/part/nothing", "no such page"),
    ],
)
def test_what_cannot_be_is_told_in_words(client, address: str, says: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert says in answer.text


def test_a_name_of_several_words_stands_quoted_in_links(project: Project, add, client) -> None:
    met = Event(actors=("PAK", "World Bank"), type="CONSULT")
    add(project, ("Pakistan and the World Bank met.", met))
    page = tree(client, "/dyad/PAK/World%20Bank")
    (form,) = page.xpath('//form[@aria-label="Which part of the record"]/@action')
    assert form == "/dyad/PAK/World%20Bank"


# numbers


def test_every_number_leads_to_an_entry_that_lists_as_many_claims(project: Project, client) -> None:
    held = {record.id: record for record in project.find()}
    groups = (*project.happenings(), *project.ledger())
    same = Claims({t.record.id: one.id for one in groups for t in one.tellings})
    page = tree(client, PAGE)
    figures = page.xpath('//a[@class="figure"]')
    assert len(figures) > 15
    for figure in figures:
        (entry,) = page.xpath(f'//li[@id="{figure.get("href")[1:]}"]')
        records = records_in(entry)
        assert records and set(records) <= held.keys()
        if re.fullmatch(r"[\d,]+", figure.text_content()):
            assert int(figure.text_content()) == len({same.of(held[id]) for id in records})


def test_every_count_of_the_contents_is_the_number_of_lines_below_it(client) -> None:
    page = tree(client, PAGE)
    for link in page.xpath('//nav[@class="contents"]//a[span]'):
        shown = link.xpath("./span")[0].text_content()
        assert len(refs(page, link.get("href")[1:])) == int(shown), link.text_content()


def test_every_source_opens_its_sentence_in_its_article(project: Project, client) -> None:
    docs = {record.id: record.evidence.doc for record in project.find()}
    links = tree(client, PAGE).xpath('//ul[@class="sources"]//a/@href')
    assert len(links) > 10
    for link in links:
        doc, record = link.removeprefix("/article/").split("#r-")
        assert docs[record] == doc


def test_each_event_lies_in_one_cell_of_sector_and_year(told_again: Project, client) -> None:
    heat = tree(client, PAGE).xpath('//table[@class="heat"]')[0]
    columns = [cell.text for cell in heat.xpath("./thead/tr/th")][1:]
    rows = {
        row.xpath("./th")[0].text: [
            sum(map(int, cell.xpath('.//a[@class="figure"]/text()'))) for cell in row.xpath("./td")
        ]
        for row in heat.xpath("./tbody/tr")
    }
    assert columns == ["2019", "2020", "2021", "no one year", "all"]
    assert rows == {"diplomatic": [1, 0, 0, 3, 4], "trade": [0, 0, 1, 0, 1], "all": [1, 0, 1, 3, 5]}


def test_a_decision_changes_the_numbers_at_once(writer, project: Project) -> None:
    assert refs(tree(writer, PAGE), "ledger") == ["C1"]
    pledges = [record.id for record in project.find("commitment")]
    for id in pledges:
        project.decide("reject", id, by="Ann")
    assert refs(tree(writer, PAGE), "ledger") == []


# filters


def test_filters_leave_lines_with_the_numbers_that_they_had(told_again: Project, client) -> None:
    whole = refs(tree(client, PAGE), "events")
    late = tree(client, f"{PAGE}?since=2020-01-01")
    assert refs(late, "events") == ["E2"] and "E2" in whole
    assert late.xpath('string(//p[@role="status"])').startswith("1 of 13 lines.")


@pytest.mark.parametrize(
    ("query", "events", "ledger", "statements"),
    [
        ("until=2019-12-31", ["E1"], ["C1"], []),
        ("outlet=Gulf+Ledger", ["E2"], [], []),
        ("outlet=Example+Courier&sector=energy", [], ["C1"], []),
        ("sector=trade", ["E2"], [], ["S1"]),
    ],
)
def test_events_commitments_and_statements_take_filters(
    told_again: Project, client, query: str, events: list[str], ledger: list[str], statements: list[str]
) -> None:
    page = tree(client, f"{PAGE}?{query}")
    assert (refs(page, "events"), refs(page, "ledger")) == (events, ledger)
    assert sorted(refs(page, "statements")) == statements


def test_days_are_asked_for_as_in_the_list_of_records(told_again: Project, client) -> None:
    for since, until in (
        ("2019-05-04", "2019-05-04"),
        ("2019-05-03", "2019-05-03"),
        ("2021-01-01", "2022-01-01"),
    ):
        page = tree(client, f"{PAGE}?since={since}&until={until}")
        shown = {id for table in page.xpath('//ul[@class="sources"]') for id in records_in(table)}
        assert {
            record.id for record in told_again.find(dyad=("PAK", "RUS"), since=since, until=until)
        } <= shown


def test_what_does_not_take_a_filter_says_so(client) -> None:
    says = tree(client, f"{PAGE}?sector=energy").xpath('string(//p[@role="status"])')
    assert "other claims have none and stay" in says
    assert "What is measured takes the days, not the sector." in says


def test_links_to_report_export_and_json_are_of_the_same_part(client) -> None:
    links = tree(client, f"{PAGE}?since=2019-01-01&for=IND").xpath('//p[@class="elsewhere"]/a/@href')
    assert links == [
        "/report/PAK/RUS?for=IND",
        "/export?a=PAK&b=RUS&since=2019-01-01",
        "/api/v1/dyads/PAK/RUS?for=IND&since=2019-01-01",
    ]


def test_a_long_section_shows_its_newest_lines_and_leads_to_all(client, monkeypatch) -> None:
    monkeypatch.setattr(dyad, "MOST", 2)
    page = tree(client, PAGE)
    assert refs(page, "events") == ["E3", "E4"]
    (note,) = page.xpath('//section[@id="events"]/p[@class="note"]')
    assert note.text == "The newest 2 of 4. "
    whole = tree(client, note.xpath("./a/@href")[0])
    assert whole.xpath("//tr[@id]/@id") == ["l-E1", "l-E2", "l-E3", "l-E4"]


# parts


@pytest.mark.parametrize("name", ["way", "timeline", "measured", "gaps", "events", "implications"])
def test_a_part_is_a_part_for_the_page_and_a_page_by_itself(client, name: str) -> None:
    inside = client.get(f"{PAGE}/part/{name}", headers=INSIDE).text
    assert inside.lstrip().startswith(f'<div class="part" id="part-{name}"') and "<html" not in inside
    alone = tree(client, f"{PAGE}/part/{name}")
    assert alone.xpath(f'//main//div[@id="part-{name}"]') and len(alone.xpath("//h1")) == 1
    assert alone.xpath('//p[@class="kicker"]/a/@href') == [PAGE]


def test_the_page_does_not_wait_for_what_takes_long_and_brings_it_once_it_is_known(client) -> None:
    places = tree(client, PAGE).xpath("//div[@hx-get]/@hx-get")
    assert [place.rsplit("/", 1)[1] for place in places] == ["way", "timeline", "measured", "gaps"]
    for place in places:
        client.get(place, headers=INSIDE)
    page = tree(client, PAGE)
    assert not page.xpath("//div[@hx-get]")
    assert page.xpath('//div[@id="part-timeline"]//*[local-name()="svg"]')


def test_a_bar_of_the_timeline_opens_its_sentence_in_its_article(project: Project, client) -> None:
    part = tree(client, f"{PAGE}/part/timeline")
    (bar,) = part.xpath('//div[@class="chart"]//*[local-name()="a"]/@href')
    doc, record = bar.removeprefix("/article/").split("#r-")
    assert project.record(record)[0].evidence.doc == doc


def test_where_nothing_is_measured_there_is_no_arrow_and_it_says_so(client) -> None:
    part = tree(client, f"{PAGE}/part/way")
    assert not part.xpath('//*[@class[contains(., "arrow")]]')
    assert "So there is no arrow." in part.text_content()


@pytest.fixture
def fallen_out(project: Project, tmp_path) -> Project:
    """The small project, and five years of an event file in which the two fall out."""
    lines = ["a,b,day,type"]
    for month in range(60):
        what, many = ("CONSULT", 4) if month < 30 else ("ASSAULT", 12)
        for n in range(many + month * 7 % 3):
            lines.append(f"PAK,RUS,{2000 + month // 12}-{month % 12 + 1:02}-{n + 1:02},{what}")
    (tmp_path / "rows.csv").write_text("\n".join(lines), encoding="utf-8")
    mapping = {"a": "a", "b": "b", "day": "day", "type": "type"}
    project.import_events(tmp_path / "rows.csv", source="Wire", mapping=mapping)
    return project


def test_an_arrow_has_its_sentence_and_the_rows_that_carry_it(fallen_out: Project, client) -> None:
    part = tree(client, f"{PAGE}/part/way")
    assert part.xpath('string(//p[@class="goes cools"]/strong)') == "Cools"
    says = part.xpath('string(//div[@class="why"]/ul/li[1])')
    assert says.startswith(
        "It is almost certain that relations between Pakistan and Russia turned cooler in July 2002."
    )
    assert "Wire, rows.csv line " in says


def test_the_source_of_what_is_measured_is_chosen_in_the_address(fallen_out: Project, client) -> None:
    whole, wire = (
        tree(client, f"{PAGE}/part/measured{query}").text_content() for query in ("", "?source=wire")
    )
    assert "articles: events" in whole and "Wire: events" in whole
    assert "articles: events" not in wire and "Wire: events" in wire
    early = tree(client, f"{PAGE}/part/way?until=2001-12-31")
    assert early.xpath('//p[@class="goes steady"]')


def test_two_third_states_stand_side_by_side(project: Project, add, client) -> None:
    gains = Implication(third="IND", sign="+", what="gains by it")
    add(project, ("Pakistan and Russia sign; Delhi gains by it.", gains))
    page = tree(client, f"{PAGE}?for=USA&and=IND")
    places = page.xpath('//div[@class="thirds two"]//div[@hx-get]/@hx-get')
    assert places == [f"{PAGE}/part/outlook?for=USA", f"{PAGE}/part/outlook?for=IND"]
    said = [
        tree(client, place).xpath('//ul[@class="list claims"]//p[@class="claim"]/text()') for place in places
    ]
    assert said == [["United States (loses): loses by it"], ["India (gains): gains by it"]]
    again = tree(client, f"{PAGE}?for=USA&and=IND")
    assert again.xpath('//div[@class="thirds two"]//div[@class="part"]/@id') == [
        "part-outlook-USA",
        "part-outlook-IND",
    ]


@pytest.mark.parametrize("name", ["tilt", "outlook"])
def test_a_part_that_is_of_a_third_state_asks_for_one(client, name: str) -> None:
    says = tree(client, f"{PAGE}/part/{name}").xpath('string(//p[@class="none"])')
    assert says.startswith("Not told: no third state is chosen")


def test_each_of_the_two_leans_to_the_other_or_to_the_third(fallen_out: Project, client, tmp_path) -> None:
    days = [f"{2000 + n // 24}-{n // 2 % 12 + 1:02}-{n % 2 + 8:02}" for n in range(120)]
    lines = ["a,b,day,type", *(f"{a},USA,{day},AID" for a in ("PAK", "RUS") for day in days)]
    (tmp_path / "more.csv").write_text("\n".join(lines), encoding="utf-8")
    mapping = {"a": "a", "b": "b", "day": "day", "type": "type"}
    fallen_out.import_events(tmp_path / "more.csv", source="Wire", mapping=mapping)
    part = tree(client, f"{PAGE}/part/tilt?for=USA")
    assert part.xpath('//p[@class="says"]/text()') == [
        "Of the cooperation of Pakistan with Russia and the United States, the share with Russia",
        "Of the cooperation of Russia with Pakistan and the United States, the share with Pakistan",
    ]
    said = part.xpath('//ul[@class="judged"]/li/p[@class="claim"]/text()')
    assert len(said) == 2 and "the cooperation of Russia drifted" in said[1]
    assert part.xpath('//p[@class="note"]/a/@href') == ["/dyad/PAK/RUS", "/dyad/PAK/USA", "/dyad/RUS/USA"]


def test_what_the_data_do_not_tell_is_a_sentence_in_its_place(client) -> None:
    answer = client.get(f"{PAGE}/part/tilt?for=USA", headers=INSIDE)
    assert answer.status_code == 200
    assert "Not" in answer.text and "PAK and USA" in answer.text


def test_each_telling_or_an_event_once_a_story_is_chosen_in_the_address(client) -> None:
    part = tree(client, f"{PAGE}/part/measured?count=stories")
    assert part.xpath('//p[@class="switch"]/a[@aria-current]/text()') == ["an event once a story"]
    assert "counts once for each story that tells of it" in part.text_content()
    assert part.xpath('//p[@class="switch"]/a[1]/@href') == [f"{PAGE}#measured"]


# safety


def test_text_of_articles_is_never_markup_and_nothing_is_styled_or_run_in_line(
    project: Project, add, client
) -> None:
    words = "<script>alert(1)</script><b style=color:red onclick=x()>Pakistan and Russia met\u202e.</b>"
    day = When(since=date(2020, 1, 1), until=date(2020, 1, 1))
    add(project, (words, Event(actors=("PAK", "RUS"), type="CONSULT", place="<i>x</i>", when=day)))
    for address in (PAGE, f"{PAGE}/part/timeline", f"{PAGE}/part/gaps", f"{PAGE}/part/measured"):
        text = client.get(address).text
        page = html.fromstring(text)
        assert not page.xpath("//main//script | //main//b | //main//i | //style")
        assert not page.xpath("//@style | //@onclick | //@onload")
        assert "\u202e" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get(PAGE).text


def test_two_of_whom_event_files_alone_tell_have_a_page(client, project, tmp_path):
    rows = ["when,from,to,what", *(f"2019-{month:02}-05,PER,CHL,CONSULT" for month in range(1, 13))]
    (tmp_path / "wire.csv").write_text("\n".join(rows), encoding="utf-8")
    mapping = {"a": "from", "b": "to", "day": "when", "type": "what"}
    project.import_events(tmp_path / "wire.csv", mapping=mapping, source="Wire")
    assert "Peru and Chile" in client.get("/dyad/PER/CHL").text
    assert "Wire" in client.get("/dyad/PER/CHL/part/measured").text
    assert client.get("/dyad/PER/BOL").status_code == 404
