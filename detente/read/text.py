"""Text and Markdown: what is headline, dateline and byline, and what is the article.

The original is kept whole, CRLF and all; everything here says where in it things stand.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass

from detente.errors import UnreadableInput
from detente.model import Document
from detente.read import boilerplate, checks, dateline, days, markdown
from detente.read.flow import FILLER
from detente.read.said import Said, from_head
from detente.read.stretches import Stretch, Stretches, blanked, lines, tidy, trimmed, within, without

_LONGEST_HEADLINE = 200  # characters
_LONGEST_BYLINE = 120  # characters
_LINE_END = re.compile(r"\r\n|\r|\n")
_NO_FINAL = re.compile(r"(?:[^.,;:…]|(?:\b[A-Z]\.){2,})[\"'”’)]*$")  # no final punctuation, "U.S." allowed
_SENTENCES = re.compile(r"\w{4,}[.…][\"'”’)]*\s+\S")  # a sentence ends within the line
_BYLINE = re.compile(
    r"(?i:by|written by|story by|reported by)\s+(?=[A-ZÀ-ÖØ-Þ])"
    r"((?:(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*|and|with|in|for|of|de|la|van|von|der|bin|al|el|ul|&)(?:,?\s+|,?$)){1,14})$"
)
_NAMELESS = re.compile(
    r"(?:by )?(?:an? |our |the )?(?:(?:own|our|special|staff|news|web|foreign|diplomatic|political) )*"
    r"(?:correspondents?|reporters?|columnist|desk|bureau|staff|writer|editorial board|agencies)",
    re.I,
)
_BAR = re.compile(r"\s*[|•·]\s*")
_DATE_LINE = re.compile(
    rf"(?:(?:first )?(?:published|posted|date|dated|issued)(?: on| at)?:?\s*)?"
    rf"(?:{days.DAY}|\d{{4}}-\d{{2}}-\d{{2}})(?:[,T|\s]+(?:at\s+)?\d{{1,2}}[:.]\d{{2}}.{{0,20}})?\.?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the article: what it says, the lines that are not content, the headline."""

    said: Said
    cuts: tuple[Stretch, ...]
    headline: Stretch | None = None


def decode(data: bytes) -> tuple[str, str]:
    """The text and what it is encoded in: UTF-8, with or without its mark. Nothing else is guessed.

    Raises:
        UnreadableInput: not UTF-8; says at which byte.
    """
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        at = error.start + (len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0)
        raise UnreadableInput(
            f"not valid UTF-8: byte {at} is 0x{data[at]:02x}",
            mend="convert it, for instance: iconv -f WINDOWS-1252 -t UTF-8 IN > OUT",
        ) from None


def read_text(data: bytes, *, origin: str, given: Said, marks: bool = False) -> Document:
    """The article in `data`; `marks` if it is Markdown. `given` is what the user or the row says.

    Raises:
        UnreadableInput: empty, binary, not UTF-8, too long, another language, no article.
    """
    checks.bytes_of_text(data)
    text, encoding = decode(data)
    checks.length(text)
    body, said = markdown.front_matter(text)
    stretches = markdown.prose(text, body) if marks else (body,)
    headline = markdown.heading(text, body) if marks else None
    return compose(
        Source(data=data, text=text, encoding=encoding, origin=origin),
        body=within(stretches, ((0, len(text)),)),
        headline=headline,
        said=given.over(said),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An original and its decoded text; `flow` is the text as a reader of the page sees it."""

    data: bytes
    text: str
    encoding: str
    origin: str
    flow: str | None = None


def compose(source: Source, *, body: Stretches, headline: Stretch | None, said: Said) -> Document:
    """The document whose article stands in `body`, headline, dateline and furniture set apart.

    Raises:
        UnreadableInput: nothing is left to read, or it is in another language.
    """
    shown = source.text if source.flow is None else source.flow
    head = _head(blanked(shown, body), headline)
    headline = head.headline
    body = without(body, head.cuts)
    said = said.over(head.said)
    found = dateline.find(blanked(shown, body))
    place = _whole(source, found[0]) if found else None
    if found and place:
        body = without(body, (place,))
        said = said.over(found[1])
    content = trimmed(source.text, body)
    view = blanked(shown, content)
    aside = boilerplate.find(view, content)
    checks.article(blanked(view, without(content, aside)))
    title = said.title or (" ".join(_plain(shown, headline).split()) if headline else None)
    return Document(
        id=hashlib.sha256(source.data).hexdigest(),
        text=source.text, title=title, outlet=said.outlet, author=said.author, published=said.published,
        origin=source.origin, encoding=source.encoding, content=content, boilerplate=aside,
        headline=headline, dateline=place, flow=source.flow, genre=said.genre,
    )  # fmt: skip


def _whole(source: Source, stretch: Stretch) -> Stretch:
    """With the rest of the entity that its last letter was written as."""
    start, end = stretch
    shown = source.flow or ""
    while end < len(shown) and shown[end] == FILLER and source.text[end] != "<":
        end += 1
    return start, end


def _plain(shown: str, stretch: Stretch) -> str:
    return shown[stretch[0] : stretch[1]].replace(FILLER, "")


def _head(view: str, headline: Stretch | None) -> Head:
    """Goes down the first lines as long as they are headline, byline, date or `Key: value`."""
    rows = [(s, e) for s, e in lines(view) if view[s:e].strip()]
    cuts: list[Stretch] = [headline] if headline else []
    said = Said()
    chronology = _is_chronology(view, rows)
    for number, (start, end) in enumerate(rows):
        if headline and start < headline[1] and headline[0] < end:
            continue
        line = " ".join(_plain(view, (start, end)).split())
        told = _told(line, chronology=chronology)
        if told:
            said = said.over(told)
            if told.title and not headline:
                headline = trimmed(view, ((view.index(":", start) + 1, end),))[0]
        elif not headline and _is_headline(view, rows, number):
            headline = trimmed(view, ((start, end),))[0]
        else:
            break
        cuts.append((start, end))
    return Head(said, tidy(cuts), headline)


def _told(line: str, *, chronology: bool) -> Said | None:
    """What a line above the article says, or `None` if it is none of `Key: value`, byline and day."""
    if keyed := from_head(line):
        return keyed
    if len(line) > _LONGEST_BYLINE:
        return None
    parts = _BAR.split(line)
    author = next((match[1].strip() for part in parts if (match := _BYLINE.match(part))), None)
    dates = [part for part in parts if _DATE_LINE.fullmatch(part)]
    nameless = any(_NAMELESS.fullmatch(part) for part in parts)
    if not author and not nameless and (chronology or not dates):
        return None
    return Said(author=author, published=days.stated(dates[0]) if dates else None)


def _is_chronology(view: str, rows: list[Stretch]) -> bool:
    """Of several lines that are only a day each heads its part, and none is the day of publication."""
    return sum(_DATE_LINE.fullmatch(view[s:e].strip()) is not None for s, e in rows if e - s < 60) > 1


def _is_headline(view: str, rows: list[Stretch], number: int) -> bool:
    start, end = rows[number]
    line = view[start:end].strip()
    if len(line) > _LONGEST_HEADLINE or number + 1 >= len(rows):
        return False
    if line[0] in "\"'“‘" and line[-1] in "\"'”’":
        return False
    if not _NO_FINAL.search(line) or _SENTENCES.search(line) or dateline.find(view[start:end]):
        return False
    after = rows[number + 1][0]
    if len(_LINE_END.findall(view, end, after)) > 1 or dateline.find(view[after : rows[number + 1][1]]):
        return True
    following = " ".join(view[slice(*rows[number + 1])].split())
    return _told(following, chronology=False) is not None
