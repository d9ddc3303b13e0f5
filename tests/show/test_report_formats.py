"""The four formats of one report: the same words and notes in each, nothing that acts, the same bytes again."""

import io
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser

import docx
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from detente.errors import UnknownName
from detente.model import Commitment, Event, Speaker, Statement
from detente.show.report import FORMATS
from detente.show.report.as_html import fragment
from detente.show.report.make import make_report
from detente.show.report.write import render

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EVENT = (
    "Pakistan and Russia <img src=x onerror=alert(2)> met \u202egnol\u202c &amp; {{ 7*7 }} #set page() $x$ \\ "
    "]]> | a | *b* _c_ `d` [e](http://x.example) [^1] \x1b[31m \x01 end " + "w" * 3000
)
SPOKEN = "Pakistan and Russia </w:t></script><script>alert(3)</script>\n\n# not a head"
OWED = 'Pakistan owes Russia <!-- ![x](figure:timeline) #include("x") ~~y~~ || z'
WHO = Speaker(name="</p><b>X</b>", role="# chief *of* | staff", of="RUS", type="person")


class Tags(HTMLParser):
    """Elements, attributes and ids of a page."""

    def __init__(self, html):
        super().__init__()
        self.names, self.attributes = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes += attrs

    def values(self, name):
        return [value for attribute, value in self.attributes if attribute == name]


@pytest.fixture(scope="module")
def report(reported):
    return make_report(reported, "PAK", "RUS", "USA")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, add):
    """A report on an article that holds markup of all four formats, and characters that act."""
    from detente.project import Project

    desk = Project.create(tmp_path_factory.mktemp("hostile") / "desk")
    add(
        desk,
        (EVENT, Event(actors=("PAK", "RUS"), type="CONSULT", place="<x> *y*")),
        (SPOKEN, Statement(words=SPOKEN, form="direct"), WHO),
        (
            OWED,
            Commitment(giver=("PAK",), receiver=("RUS",), what="<!-- ]]> | **w** <a href=x>", stage="agreed"),
        ),
        outlet="<i>Out\u202elet *x*",
    )
    return make_report(desk, "PAK", "RUS")


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        return {name: made.read(name) for name in made.namelist()}


def xml_of(content, name):
    return etree.fromstring(parts_of(content)[name])


def words_in(content):
    """All that one can read in a Word document, notes too."""
    parts = [xml_of(content, f"word/{name}.xml") for name in ("document", "endnotes")]
    return "".join(node.text or "" for part in parts for node in part.iter(f"{WORD}t"))


def text_of_pdf(content, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    (tmp_path / "report.pdf").write_bytes(content)
    found = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "report.pdf", "-"], capture_output=True, check=True
    )
    return found.stdout.decode()


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_report_gives_the_same_bytes(report, format):
    assert render(report, format) == render(report, format)


@pytest.mark.parametrize(
    ("format", "begins", "media_type"),
    [
        ("html", b"<!doctype html>", "text/html; charset=utf-8"),
        ("md", b"Report", "text/markdown; charset=utf-8"),
        ("pdf", b"%PDF-", "application/pdf"),
        ("docx", b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_each_format_tells_its_media_type_and_a_name(report, format, begins, media_type):
    written = render(report, format)
    assert written.content.startswith(begins)
    assert (written.media_type, written.name) == (media_type, f"report-PAK-RUS-USA.{format}")


def test_a_format_that_there_is_not_is_told(report):
    with pytest.raises(UnknownName, match="no format 'odt'"):
        render(report, "odt")


def test_every_format_tells_as_of_when_and_by_which_command(report, tmp_path):
    command = f"detente report PAK RUS --for USA --as-of {report.stamp.version}"
    assert f"{command} --format md" in render(report, "md").content.decode()
    assert f"<code>{command} --format html</code>" in render(report, "html").content.decode()
    read = docx.Document(io.BytesIO(render(report, "docx").content))
    assert f"Made by {command} --format docx" in [paragraph.text for paragraph in read.paragraphs]
    assert "--format pdf" in text_of_pdf(render(report, "pdf").content, tmp_path).replace("\n", " ")


# HTML


@pytest.fixture(scope="module")
def html(report):
    return render(report, "html").content.decode()


def test_the_html_fetches_nothing_and_runs_nothing(html):
    tags = Tags(html)
    policy = next(value for value in tags.values("content") if value and "default-src" in value)
    assert policy.startswith("default-src 'none'")
    assert "script" not in tags.names and "url(" not in html and "@import" not in html
    outside = [value for name in ("src", "href", "xlink:href", "action") for value in tags.values(name)]
    assert all(value.startswith(("#", "data:,")) for value in outside)


def test_every_link_of_the_html_leads_to_one_place_in_it(html):
    tags = Tags(html)
    ids = tags.values("id")
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in tags.values("href") if value.startswith("#")} <= set(ids)


def test_a_number_leads_to_its_note_and_the_note_back(html, report):
    for note in report.notes:
        assert f'<li id="note-{note.number}"' in html
    assert 'id="cite-1-1" href="#note-1"' in html and 'href="#cite-1-1"' in html


def test_notes_of_html_and_markdown_have_the_whole_hash_and_those_in_print_its_beginning(report, tmp_path):
    whole = next(note.source.doc for note in report.notes if note.source)
    for format in ("html", "md"):
        assert whole in render(report, format).content.decode()
    for words in (
        words_in(render(report, "docx").content),
        text_of_pdf(render(report, "pdf").content, tmp_path),
    ):
        assert whole[:16] in words and whole not in words.replace("\n", "")


def test_a_bar_of_the_timeline_leads_to_the_note_of_its_sentence(html, report):
    (bar,) = report.page.timeline
    number = next(note.number for note in report.notes if note.source and bar.record in note.records)
    svg = html[html.index("<svg") : html.index("</svg>")]
    assert re.findall(r'<a href="([^"]*)"', svg) == [f"#note-{number}"]


def test_a_fragment_is_one_article_for_another_page(report):
    tags = Tags(fragment(report))
    assert tags.names[0] == "article" and not {"html", "head", "body", "style", "main"} & set(tags.names)


# Markdown


def test_the_notes_of_the_markdown_are_footnotes_and_each_is_cited(report):
    said = render(report, "md").content.decode()
    body, *notes = re.split(r"^\[\^\d+\]: ", said, flags=re.M)
    assert len(notes) == len(report.notes)
    assert {int(number) for number in re.findall(r"\[\^(\d+)\]", body)} == {
        note.number for note in report.notes
    }
    assert "figure:" not in said and "*Figure: " in said


# Word


@pytest.fixture(scope="module")
def word(report):
    return render(report, "docx").content


def test_the_word_document_opens_with_headings_tables_and_figures(word, report):
    read = docx.Document(io.BytesIO(word))
    heads = [paragraph.text for paragraph in read.paragraphs if paragraph.style.name == "Heading 1"]
    assert heads[0] == "Summary" and heads[-1] == "Notes"
    assert len(read.inline_shapes) == len(report.pictures) == 2
    alts = [shape._inline.docPr.get("descr") for shape in read.inline_shapes]
    assert alts == [picture.alt for picture in report.pictures]
    assert read.tables[0].rows[0].cells[0].text == "When"
    assert read.core_properties.created.date() == report.stamp.day


def test_every_note_is_an_endnote_of_word_that_the_text_cites(word, report):
    text, notes = xml_of(word, "word/document.xml"), xml_of(word, "word/endnotes.xml")
    cited = [int(one.get(f"{WORD}id")) for one in text.iter(f"{WORD}endnoteReference")]
    kept = [int(one.get(f"{WORD}id")) for one in notes if one.get(f"{WORD}type") is None]
    assert kept == [note.number for note in report.notes]
    assert cited == kept, "Word numbers them in the order of their references"
    assert b"endnotes.xml" in parts_of(word)["word/_rels/document.xml.rels"]
    assert b"endnotes+xml" in parts_of(word)["[Content_Types].xml"]


def test_a_number_that_comes_again_and_a_link_between_notes_lead_to_a_bookmark(word):
    parts = [xml_of(word, f"word/{name}.xml") for name in ("document", "endnotes")]
    marks = [one for part in parts for one in part.iter(f"{WORD}bookmarkStart")]
    names = {one.get(f"{WORD}name") for one in marks}
    assert len({one.get(f"{WORD}id") for one in marks}) == len(marks)
    fields = [one.text.split()[1] for part in parts for one in part.iter(f"{WORD}instrText")]
    links = [one.get(f"{WORD}anchor") for part in parts for one in part.iter(f"{WORD}hyperlink")]
    assert fields and links
    assert set(fields) <= names and set(links) <= names


# PDF


def test_the_pdf_has_the_sections_the_notes_and_the_figures_with_their_letters(report, tmp_path):
    words = text_of_pdf(render(report, "pdf").content, tmp_path)
    for head in ("Summary", "Promised and delivered", "What the record does not know", "Notes"):
        assert head in words
    assert "articles: net cooperation (-1 to 1), by" in words, "the letters of the drawing of series"
    source = next(note.source for note in report.notes if note.source)
    assert f"characters {source.start} to {source.end};" in words.replace("\n", " ")


# A hostile article


def test_in_html_a_hostile_article_is_text(hostile):
    html = render(hostile, "html").content.decode()
    tags = Tags(html)
    assert not {"script", "img", "b", "i", "x"} & set(tags.names)
    assert not [name for name, _ in tags.attributes if name.startswith("on")]
    assert "&lt;script&gt;alert(3)&lt;/script&gt;" in html and "{{ 7*7 }}" in html
    assert "[e](http://x.example)" in html and "*b* _c_ `d`" in html
    assert not re.search("[\x01\x1b\u202e]", html)


def test_in_markdown_a_hostile_article_is_text(hostile):
    said = render(hostile, "md").content.decode()
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = [one for token in parser.parse(said) for one in (token, *(token.children or ()))]
    kinds = {token.type for token in tokens}
    assert not {"html_block", "html_inline", "image", "link_open", "s_open", "fence"} & kinds
    heads = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert not [head for head in heads if "not a head" in head]
    words = "".join(token.content for token in tokens if token.type == "text")
    assert "</script><script>alert(3)</script> # not a head" in words
    assert not re.search("[\x01\x1b\u202e]", said)


def test_in_word_a_hostile_article_is_text(hostile):
    words = words_in(render(hostile, "docx").content)
    assert "</w:t></script><script>alert(3)</script> # not a head" in words
    assert "| a | *b* _c_ `d` [e](http://x.example) [^1] \ufffd[31m \ufffd end" in words
    assert not re.search("[\x01\x1b\u202e]", words)


def test_in_pdf_a_hostile_article_is_text_and_its_longest_word_stays_on_the_page(hostile, tmp_path):
    content = render(hostile, "pdf").content
    words = text_of_pdf(content, tmp_path)
    flat = re.sub(r"\s+", " ", words.replace("\u200b", ""))
    assert "<script>alert(3)</script> # not a head" in flat
    assert "#set page() $x$ \\" in flat and '#include("x") ~~y~~ || z' in flat
    assert max(map(len, re.findall("w+", words.replace("\u200b", "")))) < 200, "it is broken into lines"
