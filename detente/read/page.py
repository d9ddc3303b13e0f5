"""An HTML page: the article in it, found by trafilatura, with its places in the page's own source."""

from __future__ import annotations

import codecs
import html
import logging
import re
from typing import Any

from detente.errors import UnreadableInput
from detente.model import Document
from detente.read import checks, text
from detente.read.align import locate
from detente.read.flow import FILLER, Letters, Piece, counts, flow, letters, pieces, quoted, stretches_of
from detente.read.pageday import day_of_page
from detente.read.said import Said
from detente.read.stretches import Stretch, Stretches, without

_LEAST_WORDS = 40  # in running text; a page with fewer has no article
_LEAST_LINE = 8  # words; shorter lines are menus and headings, not running text
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.I)
_XML_CHARSET = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)", re.I)
_LATIN = ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso8859-1", "iso_8859-1")
_TITLE = re.compile(r"<title[^>]*>([^<]{1,500})</title", re.I)
_TITLE_BAR = re.compile(r"\s+[-–—|·•»]\s+")
_LONGEST_OUTLET = 5  # words
_NO_ARTICLE = "no article in this page"


def decode(data: bytes) -> tuple[str, str]:
    """The page's text and its encoding: by its byte order mark, by what it declares, else UTF-8.

    A page that says Latin-1 is read as Windows-1252, as browsers do.

    Raises:
        UnreadableInput: the bytes are not what the page declares.
    """
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _strictly(data, (name,))
    declared = _XML_CHARSET.match(data[:1024]) or _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        known = codecs.lookup(name).name
    except LookupError:
        known = "utf-8"
    if data.startswith(codecs.BOM_UTF8) or known.startswith(("utf-8", "utf-16")):
        return text.decode(data)
    return _strictly(data, ("cp1252", "iso8859-1") if known in _LATIN else (known,))


def read_page(data: bytes, *, origin: str, given: Said) -> Document:
    """The article in the page `data`. `given` is what the user says of it.

    Raises:
        UnreadableInput: empty, binary, wrongly encoded, too long, another language, no article.
    """
    checks.size(len(data))
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        checks.bytes_of_text(data)
    source, encoding = decode(data)
    checks.length(source)
    found, said = _extract(source)
    parts = list(pieces(source))
    page = letters(source, parts)
    content = stretches_of(page, locate(page.text, _paragraphs(found, page.text)))
    if _running_words(source, parts, content) < _LEAST_WORDS:
        raise UnreadableInput(_NO_ARTICLE, mend="give the page of one article, not a list of links or a form")
    headline = _headline(page, parts, said.title)
    content = quoted(parts, without(content, (headline,) if headline else ()))
    day = day_of_page(source, parts, (headline or content[0])[0], content[0][0])
    flowing = flow(source, parts, tuple(sorted((*content, headline) if headline else content)))
    if headline:
        title = " ".join(flowing[headline[0] : headline[1]].replace(FILLER, "").split())
        said = Said(title=title, outlet=said.outlet or _outlet_of(source, title)).over(said)
    return text.compose(
        text.Source(data=data, text=source, encoding=encoding, origin=origin, flow=flowing),
        body=content,
        headline=headline,
        said=given.over(Said(published=day)).over(said),
    )


def _strictly(data: bytes, names: tuple[str, ...]) -> tuple[str, str]:
    for name in names:
        try:
            decoded = data.decode(name)
            if decoded.encode(name) == data:
                return decoded, name
        except (UnicodeError, LookupError):
            continue
    raise UnreadableInput(
        f"the page says it is {names[0]}, and its bytes are not", mend="convert it to UTF-8 and say so in it"
    )


def _extract(source: str) -> tuple[str, Said]:
    """The article's paragraphs, a line each, and what the page says of it."""
    from trafilatura import bare_extraction
    from trafilatura.metadata import extract_metadata

    for name in ("trafilatura", "htmldate", "courlan"):
        log = logging.getLogger(name)
        if not log.handlers:
            log.addHandler(logging.NullHandler())
    clean = source.removeprefix("\ufeff")
    found: Any = bare_extraction(clean, include_comments=False, include_tables=True)
    if found is None or not found.text:
        raise UnreadableInput(_NO_ARTICLE, mend="give the page of one article")
    about: Any = extract_metadata(clean, date_config={"extensive_search": False, "original_date": True})
    return found.text, Said(title=about.title, author=about.author, outlet=about.sitename)


def _paragraphs(extracted: str, page: str) -> list[str]:
    """Each paragraph without blanks, as in `page`, less the marks of lists and tables that are not in it."""
    made: list[str] = []
    for line in extracted.splitlines():
        squeezed = _squeezed(re.sub(r"^\s*-\s+", "", line))
        made.extend([squeezed] if squeezed in page else squeezed.split("|"))
    return [paragraph for paragraph in made if paragraph]


def _squeezed(shown: str) -> str:
    return "".join(filter(counts, shown))


def _running_words(source: str, parts: list[Piece], content: Stretches) -> int:
    shown = flow(source, parts, content).replace(FILLER, "")
    sizes = (len(line.split()) for line in shown.splitlines())
    return sum(size for size in sizes if size >= _LEAST_LINE)


def _outlet_of(source: str, headline: str) -> str | None:
    """The outlet in the page's title, "Headline - Outlet"."""
    match = _TITLE.search(source)
    *before, outlet = _TITLE_BAR.split(" ".join(html.unescape(match[1]).split())) if match else [""]
    same = bool(before) and before[0].casefold().strip() in headline.casefold()
    return outlet.strip() if same and 0 < len(outlet.split()) <= _LONGEST_OUTLET else None


def _headline(page: Letters, parts: list[Piece], title: str | None) -> Stretch | None:
    """The first heading of the page that says what its title says."""
    said = _squeezed(title or "").casefold()
    for level in ("h1", "h2"):
        opened: int | None = None
        for part in parts:
            if part.name == level:
                opened = part.end
            elif part.name == f"/{level}" and opened is not None:
                first, past = page.between(opened, part.start)
                words = page.text[first:past].casefold()
                if len(words) >= 8 and (words in said or (said and said in words)):
                    return page.starts[first], page.ends[past - 1]
                opened = None
    return None
