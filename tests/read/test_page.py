"""The article in an HTML page, and its places in the page's source."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Document, SetAside
from detente.read import read_bytes
from detente.read.flow import FILLER, flow, letters, pieces, stretches_of

ARTICLE = """
<p><b>OSTHAVEN:</b> Norland and <a href="/s">Sudland</a>&#8217;s ministers signed an agreement on Friday
to build a railway of 1,100&nbsp;km, officials said. The cost was put at &#36;2.5 billion.</p>
<div class="ad">Advertisement</div>
<p>&ldquo;It is a new chapter,&rdquo; the minister said, and added that the two
sides had agreed on <i>finan</i>cing.</p>
<ul><li>Sudland is to hold 26 percent of the company that will run the line.</li></ul>
<p>Work was to have begun in 2017 but was held up by a quarrel.<br><br>A
second round of talks is to be held in July.</p>
"""
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Trains to run again - Fjord Ledger</title><style>p {{ color: red }}</style>
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2021-05-28T14:00:00+05:00",
"author": {{"@type": "Person", "name": "Jane Roe"}}}}</script></head><body>
<div class="cookie-banner">We use cookies. <button>Accept all</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World &amp; more</a></li></ul></nav>
<aside><time datetime="2023-01-01">1 Jan 2023</time><a href="/x">Rice exports fall again</a></aside>
<article><h1>Trains to <em>run</em> again</h1><p class="byline">By Jane Roe</p>{ARTICLE}</article>
<footer>&copy; 2021 Fjord Ledger. All rights reserved.</footer></body></html>"""


def one(page: str | bytes, **given: object) -> Document:
    data = page.encode() if isinstance(page, str) else page
    (found,) = read_bytes(data, origin="story.html", **given)  # type: ignore[arg-type]
    assert isinstance(found, Document), found
    return found


def shown(document: Document) -> list[str]:
    assert document.flow is not None
    parts = (document.flow[start:end].replace(FILLER, "") for start, end in document.content)
    return [" ".join(part.split()) for part in parts]


def test_a_page_is_kept_whole_and_its_article_found_in_it() -> None:
    story = one(PAGE)
    assert story.text == PAGE
    assert story.flow is not None
    assert len(story.flow) == len(PAGE)
    assert shown(story) == [
        "Norland and Sudland’s ministers signed an agreement on Friday to build a railway of 1,100 km, "
        "officials said. "
        "The cost was put at $2.5 billion.",
        "Advertisement",
        "“It is a new chapter,” the minister said, and added that the two sides had agreed on financing.",
        "Sudland is to hold 26 percent of the company that will run the line.",
        "Work was to have begun in 2017 but was held up by a quarrel. A second round of talks is to be "
        "held in July.",
    ]
    assert [PAGE[s:e] for s, e in story.boilerplate] == ["Advertisement"]


def test_a_page_says_title_author_outlet_and_day() -> None:
    story = one(PAGE)
    assert (story.title, story.author, story.outlet) == ("Trains to run again", "Jane Roe", "Fjord Ledger")
    assert story.published is not None
    assert story.published.since == story.published.until == date(2021, 5, 28)
    assert story.headline is not None
    assert PAGE[slice(*story.headline)] == "Trains to <em>run</em> again"
    assert story.dateline is not None
    assert PAGE[slice(*story.dateline)] == "OSTHAVEN:"


def test_blocks_are_lines_apart_and_lines_of_the_source_are_not() -> None:
    story = one(PAGE)
    assert story.flow is not None
    start, end = story.content[0]
    assert "\n" not in story.flow[start:end]
    assert "\n\n" in story.flow[end : story.content[2][0]]
    assert "\n" in story.flow[slice(*story.content[-1])]  # <br><br> ends a paragraph


def test_a_word_ends_where_its_entity_ends() -> None:
    story = one(PAGE)
    start, end = story.content[2]
    assert PAGE[start:end].startswith("&ldquo;It is")
    assert story.flow is not None
    assert story.flow[PAGE.index("&rdquo;") + len("&rdquo;") - 1] == "”"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2020-02-03T10:00">', date(2020, 2, 3)),
        ('<meta itemprop="datePublished" content="3 February 2020">', date(2020, 2, 3)),
        ('<meta property="article:modified_time" content="2020-02-03">', None),
        ('<meta name="copyright" content="2020">', None),
        ('<link rel="canonical" href="https://fjord.example/2020/02/03/trains">', None),
    ],
)
def test_only_a_stated_day_of_publication_counts(head: str, day: date | None) -> None:
    published = one(f"<html><head>{head}</head><body><article>{ARTICLE}</article></body></html>").published
    assert (published.since if published else None) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<div>Published: 3 February 2020 &middot; Updated: 5 February 2020</div>", date(2020, 2, 3)),
        ("<div>Updated: 5 February 2020</div>", None),
        ('<div><time datetime="2020-02-03T01:00Z">yesterday</time></div>', date(2020, 2, 3)),
    ],
)
def test_the_day_shown_between_headline_and_article_counts(line: str, day: date | None) -> None:
    page = f"<html><head><title>Trains to run again</title></head><body><h1>Trains to run again</h1>{line}{ARTICLE}</body></html>"  # noqa: E501
    published = one(page).published
    assert (published.since if published else None) == day


def test_a_teaser_with_the_same_words_is_not_taken_for_the_article() -> None:
    lead = (
        "Norland and Sudland signed an agreement on Friday to build a railway, officials of both states said."
    )
    page = f"<html><body><div class='promo'><p>{lead}</p></div><nav>Menu</nav><article><p>{lead}</p>{ARTICLE}</article></body></html>"  # noqa: E501
    assert one(page).content[0][0] > page.index("<article>")


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html><body><ul><li><a href=1>Gas line "
        "signed</a></li><li>Floods</li></ul></body></html>",
        "<html><body><form><input name=q></form><p>Sign in to read.</p></body></html>",
        "<html></html>",
    ],
)
def test_a_page_without_an_article_is_set_aside(page: str) -> None:
    (found,) = read_bytes(page.encode(), origin="list.html")
    assert isinstance(found, SetAside)
    assert found.what.startswith("no article in this page")


def test_the_encoding_is_the_declared_one_and_can_be_undone() -> None:
    page = PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').replace(
        "officials", "officials – señor Núñez –"
    )
    data = page.encode("cp1252")
    story = one(data)
    assert story.encoding == "cp1252"
    assert story.text.encode(story.encoding) == data


def test_a_page_that_is_not_what_it_declares_is_set_aside() -> None:
    (found,) = read_bytes(PAGE.encode() + b"\xff", origin="story.html")
    assert isinstance(found, SetAside)
    assert f"byte {len(PAGE.encode())}" in found.what


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "Norland ", "agreed", "&amp;", "&#8217;", "&nbsp;", "&bogus;", "&",
         "<", ">", '"',
         "<a href='x>y'>", "</a>", "<br>", "<!-- no -->", "<!--", "<script>if (a<b)</script>", "<q>",
         "</q>", "\n", "é",
         "\u00ad", "<img src=\"", "🚆", "</", "<td>"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.one_of(MARKUP, st.text(max_size=100)))
def test_the_flow_is_as_long_as_the_page_and_letters_stand_where_they_say(source: str) -> None:
    parts = list(pieces(source))
    assert "".join(source[p.start : p.end] for p in parts) == source
    page = letters(source, parts)
    content = stretches_of(page, [(0, len(page.text))] if page.text else [])
    flowing = flow(source, parts, content)
    assert len(flowing) == len(source)
    kept = [
        c
        for start, end in content
        for c in flowing[start:end]
        if c not in "\n “”" + FILLER and not c.isspace()
    ]
    assert "".join(kept) == "".join(c for c in page.text if c not in "“”")


@given(MARKUP)
def test_any_page_gives_a_document_or_a_reason(markup: str) -> None:
    page = f"<html><body>{ARTICLE}{markup}</body></html>"
    (found,) = read_bytes(page.encode(), origin="story.html")
    if isinstance(found, Document):
        assert found.flow is not None
        assert len(found.flow) == len(found.text) == len(page)
        ends = [place for stretch in found.content for place in stretch]
        assert ends == sorted(ends)
        assert ends[-1] <= len(page)
    else:
        assert found.what
