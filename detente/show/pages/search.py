"""What a search found as a value: articles with the sentences that hold the words, records, actors, what was missed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING

from detente.explain.display import days_in_words, one_line, shorten
from detente.keep.asked import Day
from detente.keep.search import Found, FoundActor, FoundRecord, Group
from detente.keep.terms import Term, finder
from detente.model import Document
from detente.show.pages.groups import Told, told_of
from detente.show.pages.passages import read_stretch

if TYPE_CHECKING:
    from detente.project import Project

LONGEST = 320
"""Characters of a sentence that is shown; of a longer one the part around the first word found."""
MOST_SENTENCES = 2
"""Sentences that are shown of one article."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+")
RANKING = (
    "First come articles with all the words in the headline, then those in which the rarest of the words stands "
    "most often, then the newest. Records come with the newest article first."
)
HOW = (
    "All words must stand; capitals and accents do not count. A word of four letters or more also finds longer "
    "words that begin with it, a shorter one stands whole; words in quotation marks stand next to each other. "
    "A state's name finds records of it under any name."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of text, of which the words looked for are pieces of their own."""

    text: str = field(metadata={"says": "the stretch as a reader sees it"})
    found: bool = field(metadata={"says": "whether it is one of the words looked for"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHit:
    """An article in which all words stand."""

    doc: str = field(metadata={"says": "id of the article"})
    title: tuple[Words, ...] = field(metadata={"says": "headline, or the name of its file"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    published: str = field(metadata={"says": "when, in words"})
    records: int = field(metadata={"says": "how many records were read in it"})
    sentences: tuple[tuple[Words, ...], ...] = field(metadata={"says": "sentences in which the words stand"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHit:
    """A record in which all words stand."""

    told: Told = field(metadata={"says": "the record"})
    title: str | None = field(metadata={"says": "headline of its article, null where it has none"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    published: str = field(metadata={"says": "when, in words"})
    sentence: tuple[Words, ...] = field(metadata={"says": "the sentence it was read from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedHit:
    """A sentence about states without a record, in which all words stand."""

    doc: str = field(metadata={"says": "id of the article"})
    start: int = field(metadata={"says": "first character in the article's text"})
    title: str = field(metadata={"says": "headline, or the name of its file"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    published: str = field(metadata={"says": "when, in words"})
    sentence: tuple[Words, ...] = field(metadata={"says": "the sentence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """All that a search shows: of each group a page, and how many there are in all."""

    query: str = field(metadata={"says": "what is looked for, as typed"})
    words: tuple[str, ...] = field(metadata={"says": "what must stand: words, or words next to each other"})
    articles: tuple[ArticleHit, ...] = field(metadata={"says": "articles"})
    articles_in_all: int = field(metadata={"says": "how many articles there are"})
    records: tuple[RecordHit, ...] = field(metadata={"says": "records"})
    records_in_all: int = field(metadata={"says": "how many records there are"})
    actors: tuple[FoundActor, ...] = field(metadata={"says": "states, organisations, persons of such a name"})
    missed: tuple[MissedHit, ...] = field(metadata={"says": "sentences that were not understood"})
    missed_in_all: int = field(metadata={"says": "how many of them there are"})


def find_search(
    project: Project,
    query: str = "",
    *,
    kind: str | None = None,
    parties: Sequence[str] = (),
    since: Day | None = None,
    until: Day | None = None,
    outlet: str | None = None,
    groups: Iterable[Group] = ("articles", "records", "actors"),
    limit: int = 50,
    offset: int = 0,
) -> SearchPage:
    """What stands in articles, records and sentences not understood, with the words marked.

    Args:
        project: what is searched.
        query: words, as in `Project.search`.
        kind: one kind of record.
        parties: one or two states or organisations, by code or name.
        since: first day.
        until: last day, inclusive.
        outlet: who published it.
        groups: what is asked for.
        limit: how many of each group.
        offset: how many of each group come before them.

    Raises:
        UnknownName: no such kind, state or organisation; more than two; not a day.
        UserError: too much to look for, or nothing that has a letter or a digit.
    """
    a, b, *more = [*parties, None, None]
    found = project.search(
        query,
        kind=kind,
        party=more[0] if len(parties) > 2 else a if b is None else None,
        dyad=(a, b) if a and b else None,
        since=since,
        until=until,
        outlet=outlet,
        groups=groups,
        limit=limit,
        offset=offset,
    )
    docs = {one.doc for one in found.articles} if found.terms else set()
    docs |= {one.record.evidence.doc for one in found.records} | {one.doc for one in found.missed}
    return _page(found, project.articles(sorted(docs)))


def mark_words(text: str, terms: Iterable[Term]) -> tuple[Words, ...]:
    """A text in pieces, the words looked for apart from the rest."""
    pattern, pieces, at = finder(terms), list[Words](), 0
    for match in pattern.finditer(text) if pattern else ():
        if match.start() > at:
            pieces.append(Words(text=text[at : match.start()], found=False))
        pieces.append(Words(text=match[0], found=True))
        at = match.end()
    return (*pieces, Words(text=text[at:], found=False)) if at < len(text) or not pieces else tuple(pieces)


def find_sentences(text: str, terms: Sequence[Term]) -> tuple[tuple[Words, ...], ...]:
    """The sentences of a text that show the words: each the one with most of those not shown yet, in their order."""
    patterns = [pattern for pattern in (finder((term,)) for term in terms) if pattern]
    sentences = _SENTENCE_END.split(text)
    held = [frozenset(n for n, one in enumerate(patterns) if one.search(sentence)) for sentence in sentences]
    chosen: list[int] = []
    left = set(range(len(patterns)))
    while left and len(chosen) < MOST_SENTENCES:
        best = max(range(len(sentences)), key=lambda at: (len(held[at] & left), -at), default=None)
        if best is None or not held[best] & left:
            break
        chosen.append(best)
        left -= held[best]
    return tuple(mark_words(_around(sentences[at], terms), terms) for at in sorted(chosen))


def _around(sentence: str, terms: Sequence[Term]) -> str:
    """A sentence that can be shown; of a long one the part around the first word found."""
    pattern = finder(terms)
    first = pattern.search(sentence) if pattern else None
    if len(sentence) <= LONGEST or first is None or first.end() < LONGEST // 2:
        return shorten(sentence, LONGEST)
    start = sentence.rfind(" ", 0, max(0, first.start() - LONGEST // 3)) + 1
    start = max(start, first.start() - LONGEST // 2)
    return f"… {shorten(sentence[start:], LONGEST)}"


def _page(found: Found, documents: dict[str, Document]) -> SearchPage:
    terms = found.terms
    return SearchPage(
        query=found.query,
        words=tuple(term.shown for term in terms),
        articles=tuple(
            ArticleHit(
                doc=one.doc,
                title=mark_words(_title(one.title, one.origin), terms),
                outlet=one.outlet,
                published=days_in_words(one.published, one.published_until),
                records=one.records,
                sentences=find_sentences(_body(documents[one.doc]), terms) if terms else (),
            )
            for one in found.articles
        ),
        articles_in_all=found.articles_in_all,
        records=tuple(_record(one, documents[one.record.evidence.doc], terms) for one in found.records),
        records_in_all=found.records_in_all,
        actors=found.actors,
        missed=tuple(
            MissedHit(
                doc=one.doc,
                start=one.start,
                title=_title(one.title, one.origin),
                outlet=one.outlet,
                published=_day(one.published),
                sentence=mark_words(
                    _around(read_stretch(documents[one.doc], one.start, one.end), terms), terms
                ),
            )
            for one in found.missed
        ),
        missed_in_all=found.missed_in_all,
    )


def _record(one: FoundRecord, document: Document, terms: Sequence[Term]) -> RecordHit:
    place = one.record.evidence
    return RecordHit(
        told=told_of(one.record),
        title=one.title,
        outlet=one.outlet,
        published=_day(one.published),
        sentence=mark_words(_around(read_stretch(document, place.start, place.end), terms), terms),
    )


def _body(document: Document) -> str:
    """The article as a reader sees it, after its headline."""
    after = document.headline[1] if document.headline else 0
    return read_stretch(document, after, len(document.text)) if after < len(document.text) else ""


def _title(title: str | None, origin: str) -> str:
    return one_line(title or PurePath(origin).name)


def _day(day: date | None) -> str:
    return days_in_words(day, day)
