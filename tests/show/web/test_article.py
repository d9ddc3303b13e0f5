"""The page of an article: all of its text, each record marked where it stands and listed beside it, and led back."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote

import pytest
from lxml import html

from detente.model import Event, Reading, Record, Span, Statement, When
from detente.project import Project

OVERLAPPING = "Peru and Chile met in Lima and Chile promised Peru a loan, officials said."
PAGE = """<html><head><title>Talks in Lima | Post</title></head><body><nav><a href="/x">Home</a></nav><article>
<h1>Talks in Lima &amp; more</h1>
<p>Peru and <a href="/chile">Chile</a> met in Lima on 3 May 2021, and both of them spoke for a long time of the border
that parts them and of the sea beyond it, as they had done before.</p>
<p>Chile promised &lt;script&gt;alert(1)&lt;/script&gt; a loan. The ministers of both states said that the talks would
go on in the autumn, in Santiago or elsewhere, and that nothing had been signed.</p></article></body></html>"""


@pytest.fixture
def courier(project):
    """The id of the article of the small project that has most records."""
    rows = project.documents().to_pylist()
    return next(row["doc"] for row in rows if row["origin"].endswith("courier.txt"))


def parsed(answer):
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def add_text(project: Project, name: str, text: str, *lines, misses=(), outlet="Post") -> str:
    """Adds an article in which a hand reads the words of each line; its id."""
    path = project.folder.parent / name
    path.write_text(text, encoding="utf-8")
    day = When(since=date(2021, 5, 4), until=date(2021, 5, 4))
    docs = []

    def read(document):
        docs.append(document.id)
        spans = [(words, document.text.index(words), claim) for words, claim in lines]
        records = [
            Record(
                claim=claim, evidence=Span.cut(document, at, at + len(words)), coder="hand@1", confidence=0.8
            )
            for words, at, claim in spans
        ]
        missed = [Span.cut(document, document.text.index(m), document.text.index(m) + len(m)) for m in misses]
        return Reading(doc=document.id, records=tuple(records), not_understood=tuple(missed), coder="hand@1")

    added = project.add(path, coder=read, outlet=outlet, published=day)
    assert added.documents == 1, added
    return docs[0]


def text_of(elements) -> str:
    """What a reader sees in some parts of the page, without the numbers that lead to records."""
    parts = []
    for element in elements:
        for refs in element.xpath(".//span[@class='refs']"):
            refs.drop_tree()
        parts.append(element.text_content())
    return " ".join("".join(parts).replace("\u2060", "").split())


def test_the_whole_text_is_there_in_order(client, project, courier):
    page = parsed(client.get(f"/article/{courier}"))
    shown = text_of(page.xpath("//article//p"))
    assert shown.replace(" ", "") == "".join(project.document(courier).text.split())


def test_each_record_is_marked_where_it_stands_and_listed_once(client, project, courier):
    page = parsed(client.get(f"/article/{courier}"))
    records = [r for r in project.find() if r.evidence.doc == courier]
    assert len(records) == 10
    for record in records:
        (mark,) = page.xpath(f"//article//*[@id='r-{record.id}']")
        parts = page.xpath(f"//article//*[@data-r='{record.id}']")
        assert parts[0] is mark
        assert text_of(parts).replace(" ", "") == "".join(record.evidence.text.split())
        (line,) = page.xpath(f"//*[@id='l-{record.id}']")
        assert line.xpath(f".//a[@href='#r-{record.id}']")
        assert page.xpath(f"//article//a[@href='#l-{record.id}']")


def test_every_anchor_of_the_page_leads_to_one_place(client, courier):
    page = parsed(client.get(f"/article/{courier}"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    anchors = [unquote(href[1:]) for href in page.xpath("//a/@href") if href.startswith("#")]
    assert len(anchors) > 20 and set(anchors) <= set(ids)


def test_marks_that_cross_keep_all_their_words(writer, project):
    doc = add_text(
        project, "cross.txt", f"Talks\n\n{OVERLAPPING}\n",
        ("Peru and Chile met in Lima and Chile promised", Event(actors=("PER", "CHL"), type="CONSULT")),
        ("Chile promised Peru a loan", Event(actors=("CHL",), recipients=("PER",), type="AGREE")),
        ("a loan, officials said", Statement(words="a loan", form="indirect")),
    )  # fmt: skip
    page = parsed(writer.get(f"/article/{doc}"))
    for record in project.find():
        if record.evidence.doc == doc:
            parts = page.xpath(f"//article//*[@data-r='{record.id}']")
            nested = [one for one in parts if not one.xpath(f"ancestor::*[@data-r='{record.id}']")]
            assert text_of(nested).replace(" ", "") == record.evidence.text.replace(" ", "")
            assert [one.get("id") for one in parts].count(f"r-{record.id}") == 1


def test_a_record_says_what_it_claims_who_says_so_and_how_sure_it_is(client, project, courier):
    page = parsed(client.get(f"/article/{courier}"))
    said = next(r for r in project.find(kind="statement") if r.evidence.doc == courier)
    (line,) = page.xpath(f"//*[@id='l-{said.id}']")
    words = " ".join(line.text_content().split())
    assert "statement · quoted We keep our word" in words
    assert "as told by Anna Petrova, energy minister, Russia" in words
    assert "confidence 0.80" in words


def test_what_was_not_understood_is_marked_apart_and_listed(writer, project):
    doc = add_text(project, "missed.txt", f"Talks\n\n{OVERLAPPING}\n", misses=[OVERLAPPING])
    page = parsed(writer.get(f"/article/{doc}"))
    (mark,) = page.xpath("//article//span[@class='missed']")
    assert text_of([mark]) == OVERLAPPING
    (link,) = page.xpath("//section[@id='missed']//a")
    assert link.get("href") == f"#{mark.get('id')}"
    assert "1 sentence about states not understood" in " ".join(page.text_content().split())


def test_dateline_and_boilerplate_are_set_back(client, writer, project):
    doc = add_text(
        project,
        "wire.txt",
        "Talks in Lima\n\nLIMA, 4 May 2021 (Post) - Peru and Chile met in Lima on Monday.\n\n"
        "Sign up for our newsletter and never miss a story.\n",
    )
    page = parsed(writer.get(f"/article/{doc}"))
    assert [text_of([one]) for one in page.xpath("//article//*[@class='headline']")] == ["Talks in Lima"]
    aside = [text_of([one]) for one in page.xpath("//article//*[@class='aside']")]
    document = project.document(doc)
    stretches = [*document.boilerplate, *([document.dateline] if document.dateline else [])]
    assert stretches
    assert sorted(aside) == sorted(" ".join(document.text[a:b].split()) for a, b in stretches)


def test_a_page_of_html_is_shown_as_its_reader_sees_it(writer, project):
    doc = add_text(
        project, "page.html", PAGE,
        ('Peru and <a href="/chile">Chile</a> met in Lima', Event(actors=("PER", "CHL"), type="CONSULT")),
    )  # fmt: skip
    answer = writer.get(f"/article/{doc}")
    page = parsed(answer)
    assert text_of(page.xpath("//article//*[@data-r]")) == "Peru and Chile met in Lima"
    assert "Chile promised <script>alert(1)</script> a loan" in text_of(page.xpath("//article//p"))
    assert "Home" not in text_of(page.xpath("//article//p"))
    assert not page.xpath("//article//script") and 'href="/chile"' not in answer.text


def test_the_head_tells_outlet_rating_day_file_and_hash(client, project, courier):
    (project.folder / "outlets.tsv").write_text(
        "outlet\treliability\tcredibility\tstate_controlled\topinion\tsource\nExample Courier\tB\t2\tyes\tno\tme\n"
    )
    page = parsed(client.get(f"/article/{courier}"))
    head = " ".join(page.xpath("//dl[@class='facts']")[0].text_content().split())
    assert "Example Courier, rated B2, state-controlled" in head
    assert "4 May 2019, stated in the article" in head
    assert "courier.txt" in head and courier in head


def test_the_original_is_given_as_plain_text(client, project, courier):
    answer = client.get(f"/article/{courier}/original")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text == project.document(courier).text


def test_the_beginning_of_an_id_leads_to_the_article_and_none_to_a_page_that_says_so(client, courier):
    answer = client.get(f"/article/{courier[:10]}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/article/{courier}")
    assert client.get("/article/zzz").status_code == 404


def test_a_record_leads_to_its_place_and_so_does_what_it_belongs_to(client, project, courier):
    record = next(r for r in project.find(kind="event") if r.evidence.doc == courier)
    group = project.group(record.id)
    assert client.get(f"/record/{record.id}").headers["location"] == f"/article/{courier}#r-{record.id}"
    first = group.tellings[0].record
    assert client.get(f"/record/{group.id}").headers["location"].endswith(f"#r-{first.id}")
    assert client.get("/record/ffffffffffffffff").status_code == 404


def test_where_a_record_comes_from_is_explained_with_the_arithmetic_of_belief(client, project, courier):
    record = next(r for r in project.find(kind="commitment") if r.evidence.doc == courier)
    group = project.group(record.id)
    part = client.get(f"/record/{record.id}/explain", headers={"hx-request": "true"}).text
    words = " ".join(html.fromstring(part).text_content().split())
    assert "by hand: commitment, 0.80" in words
    assert "1 - the product over" in words
    assert f"{len({t.story for t in group.tellings})} independent" in words
    for telling in group.tellings:
        assert f"/article/{telling.record.evidence.doc}#r-{telling.record.id}" in part
    whole = client.get(f"/record/{record.id}/explain").text
    assert whole.startswith("<!doctype html>") and "<mark>Russia is to build a gas pipeline" in whole


def test_beliefs_are_filled_into_the_list(client, project, courier):
    page = client.get(f"/article/{courier}").text
    part = client.get(f"/article/{courier}/part/beliefs", headers={"hx-request": "true"}).text
    told = dict(re.findall(r'id="b-(\w+)"[^>]*>belief ([\d.]+)', part))
    records = [r for r in project.find() if r.evidence.doc == courier and r.kind in ("event", "commitment")]
    assert told.keys() == {r.id for r in records}
    assert all(f'id="b-{id}"' in page for id in told)
    for record in records:
        group = project.group(record.id)
        if record.kind == "event":
            assert told[record.id] == f"{group.belief.value:.2f}"


def test_copies_are_told_and_can_be_set_apart(writer, project, courier):
    text = project.document(courier).text
    copy = add_text(project, "copy.txt", text + "\nPrinted again.\n", outlet="Copier")
    part = writer.get(f"/article/{courier}/part/story", headers={"hx-request": "true"}).text
    assert f"/article/{copy}" in part and "Copier" in part
    writer.cookies.set("detente_by", "Ann")
    form = {"verdict": "split", "ids": f"s{courier} s{copy}", "back": f"/article/{courier}"}
    answer = writer.post("/review/decide", data=form)
    assert answer.status_code == 303 and answer.headers["location"].startswith(f"/article/{courier}?told=v")
    assert "Kept: <strong>split</strong>" in writer.get(answer.headers["location"]).text
    assert f"/article/{copy}" not in writer.get(f"/article/{courier}/part/story").text


def test_a_record_rejected_here_is_gone_from_the_text_and_can_be_brought_back(writer, project, courier):
    writer.cookies.set("detente_by", "Ann")
    record = next(r for r in project.find(kind="tilt") if r.evidence.doc == courier)
    form = {"verdict": "reject", "ids": record.id, "back": f"/article/{courier}#r-{record.id}"}
    told = writer.post("/review/decide", data=form).headers["location"]
    page = writer.get(told).text
    assert f"r-{record.id}" not in re.sub(r'href="[^"]*"', "", page)
    assert "Decided here" in page
    decision = re.search(r"told=(v\w+)", told)[1]
    writer.post("/review/decide", data={"verdict": "undo", "ids": decision, "back": f"/article/{courier}"})
    assert f'id="r-{record.id}"' in writer.get(f"/article/{courier}").text


def test_a_corrected_record_is_shown_where_it_stands_now(writer, project, courier):
    writer.cookies.set("detente_by", "Ann")
    record = next(r for r in project.find(kind="commitment") if r.evidence.doc == courier)
    form = {
        "verdict": "edit",
        "ids": record.id,
        "field.stage": "delivered",
        "back": f"/article/{courier}#r-{record.id}",
    }
    told = writer.post("/review/decide", data=form).headers["location"]
    new = told.split("#r-")[1]
    assert new != record.id
    page = writer.get(told.split("#")[0]).text
    assert f'id="r-{new}"' in page and "judged by Ann" in page
