"""Search in the browser: words marked as text, groups side by side, and every choice in the address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from detente.keep.terms import terms_of
from detente.show.pages.search import LONGEST, find_sentences, mark_words
from detente.show.web import search as routes


def page_of(client, path="/search", **query):
    answer = client.get(path, params=query or None)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def found(page) -> list[str]:
    return page.xpath("//ul[contains(@class, 'found')]/li/a/@href")


def test_articles_come_with_the_sentence_and_the_words_marked(client, project):
    page = page_of(client, q="gas pipeline")
    documents = {row["doc"]: row["origin"] for row in project.documents().to_pylist()}
    assert {documents[href.rsplit("/", 1)[1]].rsplit("/", 1)[1] for href in found(page)} == {
        "courier.txt",
        "wire.txt",
    }
    sentences = page.xpath("//p[@class='sentence']")
    assert any(
        " ".join(one.text_content().split()) == "Russia is to build a gas pipeline for USD 2.5 billion."
        for one in sentences
    )
    assert {mark.text_content().casefold() for mark in page.xpath("//p//mark")} == {"gas", "pipeline"}


def test_records_are_loaded_as_a_part_and_lead_to_their_place(client, project):
    page = page_of(client, q="pipeline")
    (part,) = page.xpath("//main//*[@hx-get]/@hx-get")
    records = html.fromstring(client.get(part).text)
    expected = {r.id: r.evidence.doc for r in project.find(kind="commitment")}
    assert sorted(found(records)) == sorted(f"/article/{doc}#r-{id}" for id, doc in expected.items())


def test_states_lead_to_their_pages(client):
    page = page_of(client, q="pakistan")
    assert "/country/PAK" in page.xpath("//a/@href")


def test_nothing_typed_lists_all_articles(client):
    page = page_of(client)
    assert len(found(page)) == 3 and not page.xpath("//main//mark")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"kind": "tilt"}, 1),
        ({"party": "Pakistan, Russia"}, 3),
        ({"dyad": "PAK,RUS", "kind": "statement"}, 1),
        ({"party": "USA"}, 1),
        ({"until": "2018-01-01"}, 0),
        ({"q": "protocol", "party": "India"}, 0),
    ],
)
def test_a_choice_narrows_the_articles(client, query, number):
    assert len(found(page_of(client, **query))) == number


def test_all_that_is_chosen_stands_in_the_form_and_in_every_link(client, monkeypatch):
    monkeypatch.setattr(routes, "FEW", 1)
    chosen = {"q": "protocol", "party": "Pakistan", "since": "2019-01-01", "until": "2099-01-01"}
    page = page_of(client, **{k: v for k, v in chosen.items() if k not in ("since", "until")})
    (more,) = [href for href in page.xpath("//main//a/@href") if "of=articles" in href]
    assert parse_qs(urlparse(more).query) == {"q": ["protocol"], "party": ["Pakistan"], "of": ["articles"]}
    form = page_of(client, **chosen).xpath("//form[contains(@class, 'search')]")[0]
    given = {one.get("name"): one.get("value") for one in form.xpath(".//input[@value]")}
    assert chosen.items() <= given.items()


def test_one_group_alone_goes_page_by_page(client, monkeypatch):
    monkeypatch.setattr(routes, "PAGE", 2)
    first = page_of(client, of="articles")
    (after,) = first.xpath("//nav[@class='pages']/a/@href")
    last = page_of(client, after)
    assert len(found(first)) == 2 and len(found(last)) == 1
    assert len({*found(first), *found(last)}) == 3
    (before,) = last.xpath("//nav[@class='pages']/a/@href")
    assert found(page_of(client, before)) == found(first)
    beyond = page_of(client, **{"of": "articles", "from": 50})
    assert "3 in all" in beyond.xpath("//nav[@class='pages']")[0].text_content()


def test_what_is_typed_is_text_and_stays_in_its_field(client):
    typed = '"><script>alert(1)</script>'
    page = page_of(client, q=typed)
    assert page.xpath("//input[@id='q']/@value") == [typed]
    assert not page.xpath("//main//script")


@pytest.mark.parametrize(
    "query",
    [{"q": "!!"}, {"q": "a b c d e f g h i j"}, {"kind": "nope"}, {"since": "soon"}, {"party": "Atlantis"}],
)
def test_a_mistake_is_told_beside_the_form(client, query):
    answer = client.get("/search", params=query)
    assert answer.status_code == 400
    page = html.fromstring(answer.text)
    assert page.xpath("//main//*[@role='alert']") and page.xpath("//input[@id='q']")


def test_sentences_not_understood_lead_to_their_place(writer, project, tmp_path):
    from detente.model import Reading, Span

    text = "Talks\n\nPakistan is near Russia, as the mill is near the sea.\n"

    def misses(document):
        return Reading(doc=document.id, records=(), not_understood=(Span.cut(document, 7, len(text) - 1),))

    (tmp_path / "near.txt").write_text(text)
    project.add(tmp_path / "near.txt", coder=misses)
    (place,) = found(page_of(writer, missed=1, q="mill"))
    doc, anchor = place.removeprefix("/article/").split("#")
    assert html.fromstring(writer.get(f"/article/{doc}").text).xpath(f"//*[@id='{anchor}']")
    assert found(page_of(writer, missed=1, q="steel")) == []


@settings(deadline=None)
@given(st.text(alphabet="ab é<>&.\u202e", max_size=80), st.sampled_from(["ab", "abba é", '"a b"']))
def test_marking_loses_no_letter(text, typed):
    terms = terms_of(typed)
    assert "".join(piece.text for piece in mark_words(text, terms)) == text


def test_of_a_long_text_the_sentences_are_shown_that_hold_the_words():
    filling = "Nothing of it was said here. " * 50
    text = f"{filling}The mill stood empty. {filling}A loan came at last. {filling}"
    shown = find_sentences(text, terms_of("loan mill"))
    assert ["".join(piece.text for piece in one) for one in shown] == [
        "The mill stood empty.",
        "A loan came at last.",
    ]
    long = "word " * 400 + "the mill " + "word " * 400
    (one,) = find_sentences(long, terms_of("mill"))
    assert any(piece.found for piece in one)
    assert sum(len(piece.text) for piece in one) <= LONGEST + 2
