"""Articles and records as programs take them: the same values answer the API and an assistant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from detente.errors import UnknownName
from detente.explain.display import speaker_in_words
from detente.keep.jsonl import record_to_json
from detente.keep.rows import record_of
from detente.model import Basis, Happening, LedgerRow, Record, When
from detente.show.pages import Standing
from detente.show.words.listing import explanation_to_json
from detente.show.words.records import claim_in_words, standing_of

if TYPE_CHECKING:
    from detente.project import Project

_ALL = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRecord:
    """One record in a list: as it is exchanged, in words, and where it was published."""

    record: Mapping[str, Any] = field(metadata={"says": "the record, as the interchange format has it"})
    says: str = field(metadata={"says": "the claim in words"})
    standing: Standing = field(metadata={"says": "fact, background (long past), planned, supposed or denied"})
    speaker: str | None = field(
        metadata={"says": "who says so, in words; null where the article itself asserts it"}
    )
    outlet: str | None = field(metadata={"says": "who published the article, null where not stated"})
    title: str | None = field(metadata={"says": "the article's headline, null where it has none"})
    published: date | None = field(
        metadata={"says": "day of publication, or the first of its days; null where not known"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedArticle:
    """One article in a list."""

    doc: str = field(metadata={"says": "id: SHA-256 of the original bytes"})
    title: str | None = field(metadata={"says": "headline, null where it has none"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    author: str | None = field(metadata={"says": "who wrote it, null where not stated"})
    published: date | None = field(metadata={"says": "day of publication, or the first of its days"})
    published_until: date | None = field(metadata={"says": "the last of its days"})
    published_basis: Basis | None = field(metadata={"says": "how the day is known"})
    genre: str | None = field(metadata={"says": "wire, statement, op-ed, analysis, ..."})
    origin: str = field(metadata={"says": "name of the file it was read from"})
    characters: int = field(metadata={"says": "length of its text"})
    records: int = field(metadata={"says": "how many records were read in it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A sentence about states in which no record was found."""

    start: int = field(metadata={"says": "first character in the article's text"})
    end: int = field(metadata={"says": "character after the last one"})
    text: str = field(metadata={"says": "the sentence, exactly as it stands there"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeArticle:
    """One article with its text, what was read in it, and what was not understood."""

    doc: str = field(metadata={"says": "id: SHA-256 of the original bytes"})
    title: str | None = field(metadata={"says": "headline, null where it has none"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    author: str | None = field(metadata={"says": "who wrote it, null where not stated"})
    published: When | None = field(metadata={"says": "its day of publication and how it is known"})
    genre: str | None = field(metadata={"says": "wire, statement, op-ed, analysis, ..."})
    origin: str = field(metadata={"says": "name of the file it was read from"})
    text: str = field(metadata={"says": "the whole decoded original; offsets count its characters"})
    content: tuple[tuple[int, int], ...] = field(
        metadata={"says": "stretches that are the article; empty where all of it is"}
    )
    boilerplate: tuple[tuple[int, int], ...] = field(metadata={"says": "stretches in it that are no content"})
    records: tuple[ToldRecord, ...] = field(metadata={"says": "what was read in it, in the text's order"})
    missed: tuple[Missed, ...] = field(metadata={"says": "sentences about states without a record"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedArticle:
    """The article of a record."""

    doc: str = field(metadata={"says": "id: SHA-256 of the original bytes"})
    title: str | None = field(metadata={"says": "headline, null where it has none"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    author: str | None = field(metadata={"says": "who wrote it, null where not stated"})
    published: When | None = field(metadata={"says": "its day of publication and how it is known"})
    origin: str = field(metadata={"says": "name of the file it was read from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedRecord:
    """A record with its sentence, the paragraph around it, and its article."""

    record: Mapping[str, Any] = field(metadata={"says": "the record, as the interchange format has it"})
    says: str = field(metadata={"says": "the claim in words"})
    standing: Standing = field(metadata={"says": "fact, background (long past), planned, supposed or denied"})
    speaker: str | None = field(
        metadata={"says": "who says so, in words; null where the article itself asserts it"}
    )
    sentence: str = field(metadata={"says": "the sentence as a reader sees it, without tags and markup"})
    context: str = field(metadata={"says": "its paragraph, with one on either side"})
    article: CitedArticle = field(metadata={"says": "where it was published"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Where a record comes from, and what it makes together with others."""

    told: ExplainedRecord | None = field(
        metadata={"says": "the record; null where a happening or row was asked for"}
    )
    group: Happening | LedgerRow | None = field(
        metadata={"says": "the happening or row it belongs to, null where it belongs to none"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFormat:
    """One format in which the project can be written."""

    name: str = field(metadata={"says": "name of the format"})
    suffix: str = field(metadata={"says": "what the file's name ends in"})
    media: str = field(metadata={"says": "media type"})
    says: str = field(metadata={"says": "what it holds"})
    address: str = field(metadata={"says": "where the whole file is to be had"})


def explain(project: Project, id: str) -> Explained:
    """Where a record comes from; or a happening ("h...") or row ("r...") by its id.

    Raises:
        UnknownName: there is none of that id, or several begin so.
    """
    group = project.group(id)
    if id[:1] in ("h", "r"):
        if group is None:
            raise UnknownName(
                f"{id} is no happening and no row", mend=f"it may be a record: ask for {id[1:]}"
            )
        return Explained(told=None, group=group)
    record, document = project.record(id)
    told = explanation_to_json(record, document)
    cited = CitedArticle(
        doc=document.id,
        title=document.title,
        outlet=document.outlet,
        author=document.author,
        published=document.published,
        origin=PurePath(document.origin).name,
    )
    return Explained(told=ExplainedRecord(**told | {"article": cited}), group=group)


def tell_row(row: Mapping[str, Any]) -> ToldRecord:
    """A row of the table of records, with its article's outlet, title and day."""
    return tell_record(record_of(dict(row)), row["outlet"], row["title"], row["published"])


def tell_record(record: Record, outlet: str | None, title: str | None, published: date | None) -> ToldRecord:
    """A record, with what is to be known of its article."""
    return ToldRecord(
        record=record_to_json(record),
        says=claim_in_words(record),
        standing=standing_of(record),
        speaker=speaker_in_words(record.speaker),
        outlet=outlet,
        title=title,
        published=published,
    )


def list_article(row: Mapping[str, Any]) -> ListedArticle:
    """A row of the list of articles; of its origin only the file's name."""
    return ListedArticle(**{**row, "origin": PurePath(row["origin"]).name})


def find_article(project: Project, doc: str) -> WholeArticle:
    """One article with all that was read in it.

    Raises:
        UnknownName: no such article, or several begin so.
    """
    document = project.document(doc)
    rows = project.page_of_records(doc=document.id, most=_ALL).to_pylist()
    rows.sort(key=lambda row: (row["start"], -row["end"], row["id"]))
    missed = project.missed(document.id).get(document.id, ())
    return WholeArticle(
        doc=document.id,
        title=document.title,
        outlet=document.outlet,
        author=document.author,
        published=document.published,
        genre=document.genre,
        origin=PurePath(document.origin).name,
        text=document.text,
        content=document.content,
        boilerplate=document.boilerplate,
        records=tuple(map(tell_row, rows)),
        missed=tuple(Missed(start=a, end=b, text=document.text[a:b]) for a, b in missed),
    )
