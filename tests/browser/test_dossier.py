"""The page in a real browser, opened from disk: links, reach, width, contrast, and that nothing leaves."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from detente.model import (
    Commitment,
    Document,
    Dyad,
    Event,
    Record,
    Series,
    Span,
    Speaker,
    Statement,
    Tilt,
    TurningPoint,
    When,
)
from detente.show.dossier import render_dossier
from detente.show.pages import Basis, Judged, JudgedGroup, MeasuredPart, OutlookPart
from detente.show.pages.dyad import build_page

pytestmark = pytest.mark.browser
FILLING = (
    "The weather in both capitals was mild and the traffic heavy, as it is at that time of the year. " * 12
)
CONTRAST = """() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (e) => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
    return [255, 255, 255]; };
  const low = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode()) {
    const e = n.parentElement, s = getComputedStyle(e);
    if (!n.data.trim() || ['STYLE', 'TITLE'].includes(e.tagName) || !e.getClientRects().length) continue;
    const ink = parse(e.namespaceURI.includes('svg') ? s.fill : s.color);
    const [x, y] = [light(ink), light(behind(e))].sort((a, b) => b - a);
    if ((x + 0.05) / (y + 0.05) < 4.5) low.push([n.data.trim().slice(0, 40), s.color]);
  }
  return low;
}"""


def _document(number: int) -> Document:
    text = (
        f"Talks, number {number}\n\n{FILLING}\n\nPakistan and Russia met in Moscow on 3 May {2000 + number}. "
        f"Russia promised a mill, said Anna Petrova.\n\n{FILLING}\n\nOne word: {'x' * 400} <b>bold</b>.\n"
    )
    return Document(
        id=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        title=f"Talks, number {number}",
        outlet="Wire",
    )


def _records(document: Document, number: int) -> list[Record]:
    day = When(since=date(2000 + number, 5, 3), until=date(2000 + number, 5, 3))
    minister = Speaker(name="Anna Petrova", role="minister", of="RUS", type="person")
    claims = [
        ("Pakistan and Russia met", Event(actors=("PAK", "RUS"), type="CONSULT", when=day), None),
        ("Russia promised a mill", Commitment(giver=("RUS",), receiver=("PAK",), what="a mill"), None),
        ("Russia promised a mill", Statement(words="Russia promised a mill", form="indirect"), minister),
        ("One word: " + "x" * 400, Tilt(who=("PAK", "RUS"), turning_point=True), None),
    ]
    return [
        Record(
            claim=claim,
            evidence=Span.cut(document, at := document.text.index(words), at + len(words)),
            speaker=speaker,
        )
        for words, claim, speaker in claims
    ]


def _measured(records: list[Record]) -> MeasuredPart:
    values = tuple(float(number % 5) for number in range(40))
    series = Series(
        of=Dyad(a="PAK", b="RUS"), directed=False, source="Wire", measure="events", unit="events", period="month",
        start=date(2000, 1, 1), values=(*values, None), low=(*values, None), high=(*values, None), n=(3,) * 41,
        coverage=(*(1.0,) * 40, 0.0),
    )  # fmt: skip
    turn = TurningPoint(
        of=series.of, directed=False, source="Wire", aspect="volume", measure="events", at=date(2001, 1, 1),
        earliest=date(2000, 12, 1), latest=date(2001, 1, 1), parts=("events",), before=(1.0,), after=(3.0,), size=2.0,
        probability=0.9,
    )  # fmt: skip
    judged = Judged(
        sentence="More.", probability=0.9, basis=(_basis(records),), against=("The rate is usual.",)
    )
    return MeasuredPart(
        period="month", series=((series,),), turns=(judged,), breaks=(turn,), lacks=("tone: none",)
    )


def _outlook(records: list[Record]) -> OutlookPart:
    judged = Judged(sentence="It is likely.", probability=0.6, basis=(_basis(records),), against=())
    groups = (JudgedGroup(title="What to expect", judged=(judged,)),)
    return OutlookPart(sources=("Wire",), groups=groups, watch=("Events.",), lacks=("tilt (Wire): too few",))


def _basis(records: list[Record]) -> Basis:
    events = tuple(record.id for record in records if record.kind == "event")
    return Basis(says="1.0 before, 3.0 after.", records=events, rows=(f"rows.csv line 7; {'x' * 300}",))


@pytest.fixture(scope="module")
def page_file(tmp_path_factory) -> Path:
    documents = [_document(number) for number in range(12)]
    records = [record for number, one in enumerate(documents) for record in _records(one, number)]
    page = build_page(
        Dyad(a="PAK", b="RUS"), "USA", records, {one.id: one for one in documents},
        measured=_measured(records), outlook=_outlook(records),
    )  # fmt: skip
    path = tmp_path_factory.mktemp("page") / "dossier.html"
    path.write_text(render_dossier(page), encoding="utf-8")
    return path


@pytest.fixture
def open_page(browser, page_file):
    """Opens the page in a window of a size and colour scheme; what it says and asks for is kept."""
    opened = []

    def open_one(width=1280, height=800, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        tab = context.new_page()
        tab.said, tab.asked = [], []
        tab.on("console", lambda message: tab.said.append(message.text))
        tab.on("pageerror", lambda error: tab.said.append(str(error)))
        tab.on("request", lambda request: tab.asked.append(request.url))
        tab.goto(page_file.as_uri())
        opened.append(context)
        return tab

    yield open_one
    for context in opened:
        context.close()


def test_the_page_opens_from_disk_in_silence_and_asks_for_nothing(open_page, page_file):
    tab = open_page()
    assert tab.said == []
    assert [url for url in tab.asked if not url.startswith("data:")] == [page_file.as_uri()]


def test_a_source_link_brings_its_sentence_into_view_marked_and_the_number_leads_back(
    open_page, comes_into_view
):
    tab = open_page()
    link = tab.locator("#events .sources a").nth(7)
    target = link.get_attribute("href")
    link.click()
    sentence = tab.locator(target)
    comes_into_view(sentence)
    assert sentence.inner_text() == "Pakistan and Russia met"
    others = tab.locator(".at:not(:target)").first
    colour = "e => getComputedStyle(e).backgroundColor"
    assert sentence.evaluate(colour) != others.evaluate(colour)
    tab.locator(f"{target} ~ .refs a").first.click()
    assert tab.url.endswith("#l-E8")
    comes_into_view(tab.locator("#l-E8"))


def test_a_number_of_the_paragraph_opens_what_it_was_counted_from(open_page, comes_into_view):
    tab = open_page()
    number = tab.locator(".lead .figure").first
    entry = tab.locator(number.get_attribute("href"))
    number.click()
    comes_into_view(entry)
    assert entry.locator(".records a").count() == 12


def test_a_judgement_opens_the_sentences_it_rests_on(open_page, comes_into_view):
    tab = open_page()
    tab.locator("#outlook summary").first.click()
    assert tab.locator("#outlook .records a").count() == 12
    link = tab.locator("#outlook .records a").nth(2)
    target = link.get_attribute("href")
    link.click()
    comes_into_view(tab.locator(target))
    assert tab.locator(target).inner_text() == "Pakistan and Russia met"


def test_a_bar_of_the_timeline_opens_its_sentence(open_page, comes_into_view):
    tab = open_page()
    bar = tab.locator(".chart svg a").nth(3)
    target = bar.get_attribute("href")
    bar.click()
    assert tab.url.endswith(target)
    comes_into_view(tab.locator(target))


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_width_makes_the_page_scroll_sideways(open_page, width):
    tab = open_page(width=width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_enough_from_what_is_behind_it(open_page, scheme):
    tab = open_page(scheme=scheme)
    assert tab.evaluate(CONTRAST) == []
    tab.locator("#events .sources a").first.click()
    assert tab.evaluate(CONTRAST) == []
    tab.goto(tab.url.split("#")[0] + "#l-E1")
    assert tab.evaluate(CONTRAST) == []


def test_the_keyboard_reaches_the_skip_link_first_and_it_leads_to_the_dossier(open_page):
    tab = open_page()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Skip to the dossier"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
