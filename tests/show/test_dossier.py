"""The page as a file: text is never markup, nothing is fetched, every link leads somewhere on the page."""

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UserError
from detente.model import Commitment, Document, Dyad, Event, Record, Span, Speaker, Statement, When
from detente.show.dossier import render_dossier
from detente.show.files import write_text
from detente.show.pages import Passage, Piece, lines_of
from detente.show.pages.dyad import build_page
from detente.show.pages.nested import nested
from detente.show.pages.passages import find_passages, read_stretch
from detente.show.pages.timeline import chart_rows

PAK_RUS = Dyad(a="PAK", b="RUS")
HOSTILE = (
    "<script>alert(1)</script>\n\n"
    "Pakistan and Russia <img src=x onerror=alert(2)> met \u202egnol\u202c on 3 May 2019 &amp; {{ 7*7 }} "
    "\x1b[31mred\x1b[0m " + "w" * 5000 + ". \"'><svg onload=alert(3)> said Mr </style><b>X</b>.\n\n"
    "Russia promised 5 ]]> things to Pakistan <!-- in May.\n"
)


class Tags(HTMLParser):
    """Elements, ids, links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def values(self, name):
        return [value for _, attribute, value in self.attributes if attribute == name]


@pytest.fixture
def html(by_hand) -> str:
    return render_dossier(build_page(PAK_RUS, "USA", *by_hand))


@pytest.fixture
def hostile_html(make_document, make_record) -> str:
    document = make_document(HOSTILE, "/tmp/<b>.txt", outlet="<i>Out\u202elet</i>")
    whole = HOSTILE.split("\n\n")[1]
    speaker = Speaker(name="</style><b>X</b>", role="<u>minister</u>", of="RUS", type="person")
    records = [
        make_record(document, whole, Event(actors=("PAK", "RUS"), type="CONSULT", place="<x>")),
        make_record(
            document, "</style><b>X</b>", Statement(words="</style><b>X</b>", form="direct"), speaker
        ),
        make_record(
            document,
            "Russia promised 5 ]]> things to Pakistan <!-- in May",
            Commitment(giver=("RUS",), receiver=("PAK",), what="<!-- ]]> <a href=x>"),
        ),
    ]
    return render_dossier(build_page(PAK_RUS, None, records, {document.id: document}))


def test_the_text_of_an_article_is_never_markup(hostile_html):
    tags = Tags(hostile_html)
    assert not {"script", "img", "b", "i", "u", "x"} & set(tags.names)
    assert not [name for _, name, _ in tags.attributes if name.startswith("on")]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in hostile_html
    assert "{{ 7*7 }}" in hostile_html
    assert tags.names.count("style") == 1


def test_characters_that_turn_the_writing_or_drive_a_terminal_are_shown_as_replaced(hostile_html):
    assert "\u202e" not in hostile_html and "\x1b" not in hostile_html
    assert "met \ufffdgnol\ufffd on" in hostile_html


def test_hostile_words_on_the_timeline_stay_words(make_document, make_record):
    document = make_document(HOSTILE, "x")
    day = When(since=date(2019, 5, 3), until=date(2019, 5, 3))
    event = Event(actors=("</svg><script>alert(4)</script>", "RUS"), type="CONSULT", when=day)
    page = build_page(PAK_RUS, None, [make_record(document, "met", event)], {document.id: document})
    tags = Tags(render_dossier(page))
    assert "script" not in tags.names and tags.names.count("svg") == 1


def test_nothing_is_fetched_and_the_policy_says_so(html):
    tags = Tags(html)
    policy = next(value for value in tags.values("content") if value and "default-src" in value)
    assert policy.startswith("default-src 'none'")
    outside = [value for name in ("src", "href", "xlink:href", "action") for value in tags.values(name)]
    assert all(value.startswith(("#", "data:,")) for value in outside)
    assert "url(" not in html and "@import" not in html and "<script" not in html


def test_every_link_leads_to_one_place_on_the_page(html):
    tags = Tags(html)
    ids = tags.values("id")
    assert len(ids) == len(set(ids))
    targets = {value[1:] for value in tags.values("href") if value.startswith("#")}
    assert targets <= set(ids)


def test_every_line_has_a_link_to_its_sentence_and_the_sentence_one_back(by_hand):
    page = build_page(PAK_RUS, "USA", *by_hand)
    html = render_dossier(page)
    for line in lines_of(page):
        assert f'id="l-{line.ref}"' in html and f'href="#l-{line.ref}"' in html
        for source in line.sources:
            assert html.count(f'href="#r-{source.record}"') >= 1
            assert html.count(f'id="r-{source.record}"') == 1


def test_a_bar_of_the_timeline_opens_its_sentence(by_hand, html):
    page = build_page(PAK_RUS, "USA", *by_hand)
    svg = html[html.index("<svg") : html.index("</svg>")]
    assert re.findall(r'href="#r-(\w+)"', svg) == [bar.record for bar in page.timeline]


def test_the_same_page_gives_the_same_bytes(by_hand, html):
    assert render_dossier(build_page(PAK_RUS, "USA", *by_hand)) == html


def test_a_page_without_a_dated_event_has_no_chart(by_hand):
    records, documents = by_hand
    undated = [record for record in records if record.kind == "statement"]
    html = render_dossier(build_page(PAK_RUS, None, undated, documents))
    assert "<svg" not in html and "No event that is told as done has a date." in html


def test_bars_of_a_sector_do_not_lie_on_each_other(by_hand, make_record):
    _, documents = by_hand
    document = next(iter(documents.values()))
    spans = [When(since=date(2010 + n, 1, 1), until=date(2013 + n, 1, 1)) for n in range(6)]
    many = [
        make_record(document, "signed a protocol", Event(actors=("PAK", "RUS"), type="CONSULT", when=when))
        for when in spans
    ]
    rows = chart_rows(build_page(PAK_RUS, None, many, documents).timeline)
    for row in rows:
        for other in rows:
            if row is not other and row["row"] == other["row"]:
                assert row["until"] <= other["since"] or other["until"] <= row["since"]


def test_markup_of_a_page_is_not_shown_and_its_tags_part_no_words(make_document):
    text = "<p>Rus<b>sia</b> met</p>\n\n<p>Pakistan</p>"
    flow = "".join(
        "\u2060" if in_tag else letter for letter, in_tag in zip(text, _in_tags(text), strict=True)
    )
    document = replace(make_document(text, "x.html"), content=((3, 20), (27, 40)), flow=flow)
    assert read_stretch(document, 0, len(text)) == "Russia met Pakistan"


def _in_tags(text):
    inside = False
    for letter in text:
        inside = inside or letter == "<"
        yield inside
        inside = inside and letter != ">"


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), min_size=1, max_size=6), st.data())
def test_passages_hold_every_marked_sentence_whole_however_they_overlap(spans, data):
    document = _document("".join(data.draw(st.sampled_from("ab \n")) for _ in range(90)))
    records = [_record(document, start, start + length, n) for n, (start, length) in enumerate(spans)]
    passages = find_passages(document, records)
    for record in records:
        place = record.evidence
        marked = "".join(
            piece.text for passage in passages for piece in passage.pieces if record.id in piece.records
        )
        assert "".join(marked.split()) == "".join(place.text.split())


@given(st.lists(st.lists(st.sampled_from("abcd"), unique=True, max_size=4), min_size=1, max_size=8))
def test_steps_of_a_passage_always_nest_and_lose_no_word(pieces):
    passage = Passage(
        start=0,
        end=1,
        pieces=tuple(Piece(text=str(n), records=tuple(ids)) for n, ids in enumerate(pieces)),
        follows=True,
    )
    steps = list(nested(passage, "abcd", set(), dict.fromkeys("abcd", ("d", 0))))
    depth = 0
    for step in steps:
        depth += {"mark": 1, "more": 1, "end": -1}.get(step.what, 0)
        assert depth >= 0
    assert depth == 0
    assert [step.value for step in steps if step.what == "text"] == [str(n) for n in range(len(pieces))]
    marks = [step.value for step in steps if step.what == "mark"]
    assert sorted(marks) == sorted({id for ids in pieces for id in ids})
    back = [record for step in steps for record in step.ended]
    assert set(back) == set(marks)


def test_an_article_without_paragraphs_is_cut_between_words(make_document, make_record):
    text = "Pakistan and Russia met. " + "word " * 5000
    document = make_document(text, "x")
    record = make_record(document, "Pakistan and Russia met.", Event(actors=("PAK", "RUS"), type="CONSULT"))
    passages = find_passages(document, [record])
    assert sum(passage.end - passage.start for passage in passages) < 6000


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    (tmp_path / "page.html").mkdir()
    with pytest.raises(UserError, match="cannot be written"):
        write_text(tmp_path / "page.html", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_the_chart_is_a_spec_file_that_names_no_address_to_fetch():
    spec = json.loads(files("detente.show").joinpath("charts", "timeline.vl.json").read_text("utf-8"))
    assert "data" not in spec and "url" not in json.dumps({k: v for k, v in spec.items() if k != "$schema"})


def _document(text):
    return Document(id="d", text=text)


def _record(document, start, end, number):
    claim = Statement(words=str(number), form="indirect")
    return Record(claim=claim, evidence=Span.cut(document, start, end))
