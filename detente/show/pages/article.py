"""The page of an article as a value: its whole text with what was read in it marked, and what was not understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from detente.explain.display import days_in_words, when_in_words
from detente.explain.queue import belief_in
from detente.keep.rows import record_of
from detente.model import Document, Happening, LedgerRow, Record
from detente.show.pages.decided import DecisionLine, decision_lines
from detente.show.pages.groups import GroupPart, Placed, Told, part_of, placed_of, says_of, told_of
from detente.show.pages.lines import Passage
from detente.show.pages.nested import Token, last_places, nested
from detente.show.pages.passages import Mark, is_headline, read_stretch, whole_passages
from detente.show.words.grouped import rating_in_words

if TYPE_CHECKING:
    from detente.project import Project

MOST_BELIEFS = 60
"""Records of an article whose belief is worked out at once; of others it is when they are opened."""
_ALL = 10**9
_HOW = {
    "explicit": "stated in the article",
    "relative": "worked out from other days",
    "inferred": "supplied by context",
    "vague": "vaguely stated",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the text, cut where marks begin and end.

    A mark is named by the id of its record, `m-` and its first character for a sentence not understood, `dateline`, or
    `boilerplate-` and its first character.
    """

    role: Literal["headline", "body"] = field(metadata={"says": "headline or body"})
    passage: Passage = field(metadata={"says": "the paragraph"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedSentence:
    """A sentence about states in which no record was found."""

    name: str = field(metadata={"says": "name of its mark"})
    start: int = field(metadata={"says": "first character in the article's text"})
    end: int = field(metadata={"says": "character after its last one"})
    excerpt: str = field(metadata={"says": "the sentence as a reader sees it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Another article of the same story."""

    doc: str = field(metadata={"says": "id of the article"})
    title: str = field(metadata={"says": "headline, or the name of its file"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    published: str = field(metadata={"says": "when, in words"})
    how: str = field(metadata={"says": "copy, rewrite, excerpt, or set together by hand"})
    first: bool = field(metadata={"says": "whether it was the first of the story"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefLine:
    """The happening or row that a record of the article belongs to."""

    record: str = field(metadata={"says": "id of the record"})
    group: str = field(metadata={"says": "id of the happening or row"})
    says: str = field(metadata={"says": "the same in words"})
    belief: float = field(metadata={"says": "how far its tellings bear it out, 0 to 1"})
    stories: int = field(metadata={"says": "independent stories that tell it"})
    rivals: int = field(metadata={"says": "fields on which its tellings differ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """All that the page of an article shows."""

    doc: str = field(metadata={"says": "id: SHA-256 of the original bytes"})
    title: str | None = field(metadata={"says": "headline, null where it has none"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    rating: str | None = field(
        metadata={"says": "reliability and credibility in the Admiralty code, null where not rated"}
    )
    author: str | None = field(metadata={"says": "who wrote it, null where not stated"})
    genre: str | None = field(metadata={"says": "wire, statement, op-ed, analysis, ..., null where not told"})
    published: str = field(metadata={"says": "when, in words"})
    basis: str | None = field(metadata={"says": "how that is known, null where it is not"})
    origin: str = field(metadata={"says": "name of the file it was read from"})
    encoding: str = field(metadata={"says": "what the original was decoded with"})
    characters: int = field(metadata={"says": "length of the whole original"})
    coder: str | None = field(metadata={"says": "what read it, null where it found nothing"})
    paragraphs: tuple[Paragraph, ...] = field(metadata={"says": "its text"})
    records: tuple[Told, ...] = field(metadata={"says": "what was read, in the order of the text"})
    actors: tuple[Told, ...] = field(metadata={"says": "whom it speaks of"})
    missed: tuple[MissedSentence, ...] = field(
        metadata={"says": "sentences about states that were not understood"}
    )
    decisions: tuple[DecisionLine, ...] = field(metadata={"says": "what analysts decided on it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Where a record comes from, and how belief in what it tells is reckoned."""

    placed: Placed = field(metadata={"says": "the record with its sentence"})
    group: GroupPart | None = field(
        metadata={"says": "the happening or row it belongs to, null for other kinds"}
    )


def find_article(project: Project, doc: str) -> ArticlePage:
    """The page of an article.

    Args:
        project: what holds it.
        doc: id of the article, or the beginning of it.

    Raises:
        UnknownName: no such article, or several begin so.
    """
    document = project.document(doc)
    rows = project.page_of_records(doc=document.id, most=_ALL).to_pylist()
    records = sorted((record_of(row) for row in rows), key=_by_place)
    told = {record.id: told_of(record) for record in records}
    missed = tuple(_missed(document, *span) for span in project.missed(document.id).get(document.id, ()))
    outlet = project.outlets().get(document.outlet or "")
    published = document.published
    return ArticlePage(
        doc=document.id,
        title=document.title,
        outlet=document.outlet,
        rating=rating_in_words(outlet) if outlet else None,
        author=document.author,
        genre=document.genre,
        published=days_in_words(published.since, published.until) if published else "undated",
        basis=_HOW[published.basis] if published else None,
        origin=PurePath(document.origin).name,
        encoding=document.encoding,
        characters=len(document.text),
        coder=records[0].coder if records else None,
        paragraphs=_paragraphs(document, records, missed),
        records=tuple(told[record.id] for record in records if record.kind != "actor"),
        actors=tuple(told[record.id] for record in records if record.kind == "actor"),
        missed=missed,
        decisions=_decisions(project, document.id),
    )


def steps_of(page: ArticlePage) -> Iterator[tuple[Paragraph, tuple[Token, ...]]]:
    """The paragraphs as a template writes them."""
    places = last_places(page.doc, (paragraph.passage for paragraph in page.paragraphs))
    begun: set[str] = set()
    for paragraph in page.paragraphs:
        yield paragraph, tuple(nested(paragraph.passage, places, begun, places))


def find_relatives(project: Project, doc: str) -> tuple[Relative, ...]:
    """The other articles of an article's story, the first published first; none where it stands alone."""
    story = next((story for story in project.stories() if doc in story.docs), None)
    if story is None:
        return ()
    documents = project.articles(story.docs)
    return tuple(
        Relative(
            doc=other,
            title=documents[other].title or PurePath(documents[other].origin).name,
            outlet=documents[other].outlet,
            published=when_in_words(documents[other].published),
            how=", ".join(
                sorted({link.how for link in story.links if {doc, other} == {link.doc, link.other}})
            )
            or "through others",
            first=other == story.docs[0],
        )
        for other in story.docs
        if other != doc
    )


def find_beliefs(project: Project, page: ArticlePage) -> tuple[BeliefLine, ...]:
    """The happenings and rows of an article's events and commitments, of the first `MOST_BELIEFS` of them."""
    found: dict[str, BeliefLine] = {}
    for told in [told for told in page.records if told.grouped][:MOST_BELIEFS]:
        if told.id in found:
            continue
        group = project.group(told.id)
        if group:
            found |= {telling.record.id: _belief(telling.record.id, group) for telling in group.tellings}
    return tuple(found[told.id] for told in page.records if told.id in found)


def find_explained(project: Project, id: str) -> Explained:
    """Where a record comes from.

    Args:
        project: what holds it.
        id: id of the record, or the beginning of it.

    Raises:
        UnknownName: no such record, or several begin so.
    """
    record, document = project.record(id)
    group = project.group(record.id)
    docs = sorted({telling.record.evidence.doc for telling in group.tellings}) if group else []
    return Explained(
        placed=placed_of(record, document),
        group=part_of(group, project.articles(docs), project.outlets()) if group else None,
    )


def _by_place(record: Record) -> tuple[int, int, str, str]:
    return record.evidence.start, -record.evidence.end, record.kind, record.id


def _missed(document: Document, start: int, end: int) -> MissedSentence:
    return MissedSentence(name=f"m-{start}", start=start, end=end, excerpt=read_stretch(document, start, end))


def _paragraphs(
    document: Document, records: Sequence[Record], missed: Sequence[MissedSentence]
) -> tuple[Paragraph, ...]:
    marks: list[Mark] = [(record.evidence.start, record.evidence.end, record.id) for record in records]
    marks += [(one.start, one.end, one.name) for one in missed]
    marks += [(start, end, f"boilerplate-{start}") for start, end in document.boilerplate]
    marks += [(*document.dateline, "dateline")] if document.dateline else []
    return tuple(
        Paragraph(role="headline" if is_headline(document, passage) else "body", passage=passage)
        for passage in whole_passages(document, marks)
    )


def _decisions(project: Project, doc: str) -> tuple[DecisionLine, ...]:
    matches = project.decisions()
    here = {
        match.decision.id
        for match in matches
        if doc in match.decision.names or any(r.evidence.doc == doc for r in match.decision.records)
    }
    undoings = {match.decision.id for match in matches if here & set(match.decision.names)}
    return tuple(line for line in decision_lines(matches) if line.id in here | undoings)


def _belief(record: str, group: Happening | LedgerRow) -> BeliefLine:
    return BeliefLine(
        record=record,
        group=group.id,
        says=says_of(group),
        belief=round(belief_in(group).value, 2),
        stories=len({telling.story for telling in group.tellings}),
        rivals=len(group.rivals),
    )
