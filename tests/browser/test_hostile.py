"""A hostile article is text on every page and in the report: no script of it runs, nothing of it acts on the page."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from detente.model import (
    CausalClaim,
    Commitment,
    Document,
    Event,
    Implication,
    Reading,
    Record,
    Span,
    Speaker,
    Statement,
    When,
)
from detente.project import Project

pytestmark = pytest.mark.browser

RUNS = "<script>window.ran = 1</script><img src=x onerror='window.ran=2'><svg onload=window.ran=3>"
ACTS = "\u202eesrever\u202c \x1b[31mred\x07 \u2066inner\u2069 {{ 7 * 7 }} {% raw %} javascript:window.ran=4"
LONG = "word" * 5000
TEXT = (
    f"Headline {RUNS}\n\n"
    f"Pakistan and Russia met on 3 May 2019 {RUNS}. Russia promised Pakistan a mill {ACTS}. "
    f"“We {RUNS} keep our word,” said a minister. Washington loses by it because {LONG}.\n\n"
    f"--><!-- ]]> </textarea></title></style><style>*{{display:none}}</style> &lt;b&gt; `code` [a](javascript:1)\n"
)
DAY = When(since=date(2019, 5, 3), until=date(2019, 5, 3), basis="explicit")
MINISTER = Speaker(name=f"A {RUNS}", role=ACTS, of="RUS", type="person")
BOTH = ("PAK", "RUS")
ADDRESSES = (
    "/", "/relations", "/dyad/PAK/RUS", "/dyad/PAK/RUS?for=USA", "/triad/PAK/RUS/USA", "/country/PAK", "/network",
    "/map",
    "/review?party=PAK", "/search?q=mill", "/search?q=script", "/report/PAK/RUS?for=USA", "/export", "/api/v1",
)  # fmt: skip
BIDI = "[\\u202a-\\u202e\\u2066-\\u2069]"


def read_by_hand(document: Document) -> Reading:
    """Records whose places overlap, and whose words are hostile themselves."""

    def at(words: str, more: int = 0) -> Span:
        start = document.text.index(words)
        return Span.cut(document, start, start + len(words) + more)

    claims = [
        (Event(actors=BOTH, type="CONSULT", when=DAY, place=RUNS), at("Pakistan and Russia met", 60), None),
        (
            Commitment(giver=("RUS",), receiver=("PAK",), what=f"a mill {RUNS} {ACTS}", sector="energy"),
            at("Russia met on 3 May 2019", 120), MINISTER,
        ),
        (Statement(words=f"We {RUNS} keep our word", form="direct"), at("We <script>", 90), MINISTER),
        (Implication(third="USA", sign="-", what=f"loses {RUNS}"), at("Washington loses by it", 3000), None),
        (CausalClaim(cause=ACTS, effect=RUNS), at("Washington loses by it because", 20), None),
    ]  # fmt: skip
    records = tuple(Record(claim=claim, evidence=span, speaker=who) for claim, span, who in claims)
    return Reading(doc=document.id, records=records, coder="hand@1")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Project:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "hostile <b>name.txt").write_text(TEXT, encoding="utf-8")
    project = Project.create(folder / "desk")
    added = project.add([folder / "hostile <b>name.txt"], outlet=f"Outlet {RUNS}", coder=read_by_hand)
    assert added.records == 5, added
    return project


def test_nothing_of_it_runs_or_acts_on_any_page(served, open_tab, hostile):
    doc = hashlib.sha256(TEXT.encode()).hexdigest()
    with served(hostile) as at:
        tab = open_tab(at, width=360)
        for path in (*ADDRESSES, f"/article/{doc}"):
            answer = tab.goto(at(path))
            assert answer.status == 200, (path, answer.status)
            tab.wait_for_load_state("networkidle")
            assert tab.evaluate("window.ran") is None, path
            assert not tab.evaluate(f"/{BIDI}/.test(document.documentElement.textContent)"), path
            assert not tab.evaluate("/[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]/.test(document.body.textContent)"), (
                path
            )
            assert tab.evaluate("getComputedStyle(document.querySelector('main')).display") != "none", path
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            assert tab.said == [], (path, tab.said)
            assert tab.outside == [], (path, tab.outside)


def test_the_article_is_shown_whole_as_text(served, open_tab, hostile):
    doc = hashlib.sha256(TEXT.encode()).hexdigest()
    with served(hostile) as at:
        shown = open_tab(at, f"/article/{doc}").locator("main").inner_text()
        assert "<script>window.ran = 1</script>" in shown
        assert "{{ 7 * 7 }}" in shown
        assert shown.count("word") > 5000
