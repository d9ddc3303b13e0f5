"""HTML as a reader of the page sees it, character for character over its source.

The page's text is what stands between the tags. Each visible letter keeps the place of its source, so that
what is read can be cited from the original. Tags within a line and what is left over of an entity
(`&#8217;` is one letter of seven characters) become `FILLER`, which stands for nothing at all.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from detente.read.stretches import Stretch, Stretches, tidy

FILLER = "\u2060"
"""The word joiner: no width, no break. Whoever reads a flow leaves it out."""

_TAG = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)|<[!?][^>]*>|</?(?P<name>[a-zA-Z][^\s/>]*)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.S,
)
_BROKEN_TAG = re.compile(r"</?(?P<name>[a-zA-Z][^\s/>]*)[^<>]*>?")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_RAW_WORDS = "script style title textarea iframe noembed noframes template"
_RAW = frozenset(_RAW_WORDS.split())
_INLINE_WORDS = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small "
    "span strike strong sub sup time tt u var wbr"
)
_INLINE = frozenset(_INLINE_WORDS.split())
_ODD_TAGS = 1000  # tags with a quotation mark too many; beyond it quotation marks are not heeded


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of source: `name` is the tag's in lower case (`/p` closes), "" for text, "!" for comments."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Letters:
    """The visible letters of a page without blanks: `starts` and `ends` are their places in the source.

    `blocks[i]` counts the boundaries of blocks (paragraphs, cells, headings) before letter `i`.
    """

    text: str
    starts: list[int]
    ends: list[int]
    blocks: list[int]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The letters whose source lies between the characters `start` and `end`."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def pieces(source: str) -> Iterator[Piece]:
    """Tags, comments and text of `source` in order, with nothing left out."""
    at = look = odd = 0
    while (start := source.find("<", look)) >= 0:
        match = _TAG.match(source, start) if odd < _ODD_TAGS else None
        if match is None:
            odd += 1
            match = _BROKEN_TAG.match(source, start)
        if match is None:
            look = start + 1
            continue
        if at < start:
            yield Piece("", at, start)
        name = (match["name"] or "!").lower()
        closing = source.startswith("</", start)
        at = look = match.end()
        yield Piece(f"/{name}" if closing else name, start, at)
        if name in _RAW and not closing:
            at = look = _raw_end(source, name, at)
            if match.end() < at:
                yield Piece("!", match.end(), at)
    if at < len(source):
        yield Piece("", at, len(source))


def letters(source: str, parts: list[Piece]) -> Letters:
    """The visible letters of `source`, whose pieces are `parts`."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    blocks: list[int] = []
    block = 0
    for part in parts:
        if part.name:
            block += is_block(part)
            continue
        for start, end, shown in _characters(source, part):
            for letter in shown:
                if counts(letter):
                    text.append(letter)
                    starts.append(start)
                    ends.append(end)
                    blocks.append(block)
    return Letters("".join(text), starts, ends, blocks)


def counts(letter: str) -> bool:
    """Blanks and what has no shape (soft hyphens, joiners) do not count when texts are compared."""
    return letter.isprintable() and not letter.isspace()


def is_block(part: Piece) -> bool:
    """Does this tag end a paragraph?"""
    name = part.name.removeprefix("/")
    return name not in _INLINE and name not in ("", "!", "br")


def stretches_of(page: Letters, marked: list[Stretch]) -> Stretches:
    """The stretches of source that hold the `marked` letters (ordered, disjoint), at most one block each."""
    made: list[Stretch] = []
    last = -2
    for first, past in marked:
        for i in range(first, past):
            if i == last + 1 and page.blocks[i] == page.blocks[last]:
                made[-1] = (made[-1][0], page.ends[i])
            else:
                made.append((page.starts[i], page.ends[i]))
            last = i
    return tuple(made)


def quoted(parts: list[Piece], content: Stretches) -> Stretches:
    """`content` with the tags `<q>` right before and after it, which show as quotation marks."""
    opening = {part.end: part.start for part in parts if part.name == "q"}
    closing = {part.start: part.end for part in parts if part.name == "/q"}
    return tidy((opening.get(start, start), closing.get(end, end)) for start, end in content)


def flow(source: str, parts: list[Piece], content: Stretches) -> str:
    """As many characters as `source`: the letters of `content` in their places, blocks two lines apart."""
    shown: list[str] = []
    first = 0
    for part in parts:
        while first < len(content) and content[first][1] <= part.start:
            first += 1
        inside = first < len(content) and content[first][0] < part.end
        size = part.end - part.start
        if is_block(part):
            shown.append("\n\n".ljust(size)[:size])
        elif part.name in ("br", "/br"):
            shown.append("\n".ljust(size))
        elif inside and part.name == "q":
            shown.append("“".ljust(size, FILLER))
        elif inside and part.name == "/q":
            shown.append("”".rjust(size, FILLER))
        elif part.name:
            shown.append((FILLER if inside else " ") * size)
        else:
            shown.append(_text(source, part) if inside else " " * size)
    return "".join(shown)


def _text(source: str, part: Piece) -> str:
    made: list[str] = []
    before = " "
    for start, end, letter in _characters(source, part):
        size = end - start
        if letter.isspace():
            made.append(" " * size)
        elif not letter.isprintable():
            made.append(FILLER * size)
        elif before.isspace():
            made.append(letter.ljust(size, FILLER))
        else:
            made.append(letter.rjust(size, FILLER))  # a word's last letter ends where its source does
        before = letter
    return "".join(made)


def _characters(source: str, part: Piece) -> Iterator[tuple[int, int, str]]:
    """Where each character of the source stands and what is shown for it."""
    at = part.start
    for match in _ENTITY.finditer(source, part.start, part.end):
        shown = html.unescape(match.group())
        if shown == match.group() or not shown or len(shown) > len(match.group()):
            continue
        yield from ((i, i + 1, source[i]) for i in range(at, match.start()))
        yield match.start(), match.end(), shown
        at = match.end()
    yield from ((i, i + 1, source[i]) for i in range(at, part.end))


def _raw_end(source: str, name: str, at: int) -> int:
    match = re.compile(rf"</{name}\b", re.I).search(source, at)
    return match.start() if match else len(source)
