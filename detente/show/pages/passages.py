"""The evidence: articles cut into paragraphs, with the sentences of the records marked in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from pathlib import PurePath

from detente.explain.display import when_in_words
from detente.model import Document, Record
from detente.show.pages import Article, Passage, Piece, Source

LONGEST = 1_200  # characters of a paragraph; a longer one is cut between words, outside marked sentences
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_FILLER = "\u2060"  # what stands in a page's flow for tags within a line

Range = tuple[int, int]
Mark = tuple[int, int, str]
"""What is marked in an article: first character, the one after the last, and by which name."""


def find_passages(document: Document, records: Sequence[Record]) -> tuple[Passage, ...]:
    """The paragraphs in which records stand, with one on either side, in order."""
    spans = sorted({(record.evidence.start, record.evidence.end) for record in records})
    paragraphs = _paragraphs(document, spans)
    used = {
        near
        for number, (start, end) in enumerate(paragraphs)
        if any(first < end and last > start for first, last in spans)
        for near in (number - 1, number, number + 1)
        if near == number or (0 <= near < len(paragraphs) and not _is_headline(document, paragraphs[near]))
    }
    first = int(bool(paragraphs) and _is_headline(document, paragraphs[0]))
    follow = {number for number in used if number - 1 in used or number == first}
    marks = [(record.evidence.start, record.evidence.end, record.id) for record in records]
    return _passages(document, paragraphs, sorted(used), follow, marks)


def whole_passages(document: Document, marks: Sequence[Mark]) -> tuple[Passage, ...]:
    """All paragraphs of an article, boilerplate too, with what is marked in them."""
    paragraphs = _paragraphs(document, [(start, end) for start, end, _ in marks], boilerplate=True)
    every = range(len(paragraphs))
    return _passages(document, paragraphs, every, frozenset(every), marks)


def is_headline(document: Document, passage: Passage) -> bool:
    """Whether a passage is the headline."""
    return _is_headline(document, (passage.start, passage.end))


def article_of(document: Document, records: Sequence[Record]) -> Article:
    """An article with the passages that its records stand in."""
    return Article(
        doc=document.id,
        title=document.title,
        outlet=document.outlet,
        author=document.author,
        published=when_in_words(document.published),
        origin=PurePath(document.origin).name,
        passages=find_passages(document, records),
    )


def source_of(record: Record, document: Document) -> Source:
    """The sentence that a record was read from, with its article."""
    place = record.evidence
    return Source(
        record=record.id,
        doc=place.doc,
        start=place.start,
        end=place.end,
        text=place.text,
        excerpt=read_stretch(document, place.start, place.end),
        outlet=document.outlet,
        title=document.title,
        published=when_in_words(document.published),
        confidence=record.confidence,
        coder=record.coder,
    )


def read_stretch(document: Document, start: int, end: int) -> str:
    """A stretch of an article as a reader sees it: without tags and markup, blanks drawn together."""
    text = _text(document, _readable(document, [(start, end)]), start, end)
    return " ".join(text.split()) or " ".join(document.text[start:end].split())


def _readable(document: Document, spans: Iterable[Range]) -> list[Range]:
    """The stretches that a reader sees, in order; where a marked one has none of them, all of it."""
    seen = sorted([*document.content, *([document.headline] if document.headline else [])])
    if not seen:
        return [(0, len(document.text))]
    starts = [start for start, _ in seen]
    bare = []
    for start, end in spans:
        at = max(0, bisect_right(starts, start) - 1)
        if not any(first < end and last > start for first, last in seen[at : at + 2]):
            bare.append((start, end))
    return sorted([*seen, *bare])


def _text(document: Document, readable: Sequence[Range], start: int, end: int) -> str:
    """What a reader sees between two characters; markup that parts words leaves a blank."""
    seen = document.flow if document.flow and len(document.flow) == len(document.text) else document.text
    parts, last = [], start
    at = max(0, bisect_right(readable, (start, len(document.text))) - 1)
    for first, after in readable[at:]:
        if first >= end:
            break
        first, after = max(first, last), min(after, end)
        if first >= after:
            continue
        if any(letter.isspace() or letter == "|" for letter in document.text[last:first]):
            parts.append(" ")
        parts.append(seen[first:after])
        last = after
    if any(letter.isspace() for letter in document.text[last:end]):
        parts.append(" ")
    return "".join(parts).replace(_FILLER, "")


def _paragraphs(document: Document, spans: Sequence[Range], *, boilerplate: bool = False) -> list[Range]:
    """Stretches between blank lines that hold something to read."""
    seen = document.flow if document.flow and len(document.flow) == len(document.text) else document.text
    readable = _readable(document, spans)
    first, last = readable[0][0], max(end for _, end in readable)
    found, at = [], first
    for gap in _BLANK_LINE.finditer(seen, first, last):
        found.append((at, gap.start()))
        at = gap.end()
    found.append((at, last))
    starts = [start for start, _ in readable]
    kept = [
        (start, end)
        for start, end in found
        if start < end and _overlaps(readable, starts, start, end)
        if boilerplate or not _is_boilerplate(document, start, end)
    ]
    return [part for paragraph in kept for part in _cut(seen, paragraph, spans)]


def _overlaps(ranges: Sequence[Range], starts: Sequence[int], start: int, end: int) -> bool:
    at = max(0, bisect_right(starts, start) - 1)
    return any(first < end and last > start for first, last in ranges[at : at + 2])


def _is_boilerplate(document: Document, start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in document.boilerplate)


def _is_headline(document: Document, paragraph: Range) -> bool:
    first, last = document.headline or (0, 0)
    return first < paragraph[1] and paragraph[0] < last and paragraph[1] - paragraph[0] <= last - first + 4


def _cut(text: str, paragraph: Range, spans: Sequence[Range]) -> list[Range]:
    """A paragraph in parts of at most twice `LONGEST`, cut at blanks, outside sentences if possible."""
    start, end = paragraph
    parts = []
    while end - start > 2 * LONGEST:
        window = range(start + LONGEST, start + 2 * LONGEST)
        near = [span for span in spans if span[0] < window.stop and span[1] > window.start]
        blanks = [at for at in window if text[at].isspace()]
        free = [at for at in blanks if not any(first < at < last for first, last in near)]
        cut = next(iter(free or blanks), window.stop)
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]


def _passages(
    document: Document,
    paragraphs: Sequence[Range],
    numbers: Iterable[int],
    follow: Collection[int],
    marks: Iterable[Mark],
) -> tuple[Passage, ...]:
    """Paragraphs by their numbers, in order; `follow` are those before which nothing is left out."""
    ahead = sorted(marks)
    readable = _readable(document, [(start, end) for start, end, _ in ahead])
    found: list[Passage] = []
    open_: list[Mark] = []
    at = 0
    for number in numbers:
        start, end = paragraphs[number]
        while at < len(ahead) and ahead[at][0] < end:
            open_.append(ahead[at])
            at += 1
        open_ = [mark for mark in open_ if mark[1] > start]
        pieces = _pieces(document, readable, paragraphs[number], open_)
        found.append(Passage(start=start, end=end, pieces=pieces, follows=number in follow))
    return tuple(found)


def _pieces(
    document: Document, readable: Sequence[Range], paragraph: Range, marks: Sequence[Mark]
) -> tuple[Piece, ...]:
    """A paragraph cut where marks begin and end; of several the longest first."""
    start, end = paragraph
    inside = sorted((first, -last, name) for first, last, name in marks)
    edges = {start, end}
    for first, minus_last, _ in inside:
        edges |= {max(first, start), min(-minus_last, end)}
    return tuple(
        Piece(
            text=_text(document, readable, first, last),
            records=tuple(name for begin, minus, name in inside if begin <= first and -minus >= last),
        )
        for first, last in pairwise(sorted(edges))
    )
