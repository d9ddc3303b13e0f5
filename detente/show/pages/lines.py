"""What a page is made of: numbers with their records, sentences of ours, lines with what they were read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Standing = Literal["fact", "background", "planned", "supposed", "denied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number or a day on the page, with where it comes from."""

    shown: str = field(metadata={"says": "what the reader sees"})
    counts: Literal["claims", "day", "sum"] = field(
        metadata={"says": "claims (one told twice counts once), the day of its record, or a sum of them"}
    )
    records: tuple[str, ...] = field(metadata={"says": "ids of the records it was made from"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence of the opening paragraph."""

    text: str = field(metadata={"says": "the sentence"})
    parts: tuple[str | Figure, ...] = field(
        metadata={"says": "the same sentence in pieces, the figures among them as values"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One record of a line: the sentence it was read from."""

    record: str = field(metadata={"says": "id of the record"})
    doc: str = field(metadata={"says": "id of the article"})
    start: int = field(metadata={"says": "first character of the sentence in the article's text"})
    end: int = field(metadata={"says": "character after its last one"})
    text: str = field(metadata={"says": "the sentence, exactly as it stands there"})
    excerpt: str = field(metadata={"says": "the sentence as a reader sees it, without tags and markup"})
    outlet: str | None = field(metadata={"says": "who published the article, null where not stated"})
    title: str | None = field(metadata={"says": "the article's headline, null where it has none"})
    published: str = field(metadata={"says": "when the article was published, in words"})
    confidence: float = field(
        metadata={"says": "how sure the coder is that it read the sentence right, 0 to 1"}
    )
    coder: str = field(metadata={"says": "which rule or model made the record"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim, with every place where it is told."""

    ref: str = field(metadata={"says": "its number on this page, such as E12"})
    key: str = field(metadata={"says": "the claim and its speaker, as a hash: the same in every article"})
    kind: str = field(metadata={"says": "kind of record"})
    label: str = field(metadata={"says": "what sort of event, tie, claim or saying it is, in a word"})
    says: str = field(metadata={"says": "the claim in words"})
    speaker: str | None = field(metadata={"says": "who says so, null where the article itself asserts it"})
    when: str = field(metadata={"says": "its days in words, with how they are known"})
    since: date | None = field(metadata={"says": "first day"})
    until: date | None = field(metadata={"says": "last day"})
    sector: str | None = field(metadata={"says": "sector of an event or commitment, null for all else"})
    standing: Standing = field(metadata={"says": "fact, background (long past), planned, supposed or denied"})
    sources: tuple[Source, ...] = field(
        metadata={"says": "every sentence that tells it, oldest article first"}
    )
    stories: int = field(metadata={"says": "how many independent stories tell it; reprints do not count"})
    belief: float | None = field(
        metadata={"says": "how far the stories bear it out, 0 to 1; null for what is no event or commitment"}
    )
    rivals: tuple[str, ...] = field(
        metadata={"says": "values that contradict each other, with who gives them"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of an article that the same records cover."""

    text: str = field(metadata={"says": "the stretch as a reader sees it, without tags and markup"})
    records: tuple[str, ...] = field(
        metadata={"says": "ids of the records whose sentence it belongs to, the longest first"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of an article with the sentences that were read in it."""

    start: int = field(metadata={"says": "first character, counted in the article's text"})
    end: int = field(metadata={"says": "character after the last one"})
    pieces: tuple[Piece, ...] = field(
        metadata={"says": "the paragraph, cut where sentences of records begin and end"}
    )
    follows: bool = field(metadata={"says": "whether nothing was left out before it"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article that tells of the dyad: only the passages that are used, with one on either side."""

    doc: str = field(metadata={"says": "id: SHA-256 of the original bytes"})
    title: str | None = field(metadata={"says": "headline, null where it has none"})
    outlet: str | None = field(metadata={"says": "who published it, null where not stated"})
    author: str | None = field(metadata={"says": "who wrote it, null where not stated"})
    published: str = field(metadata={"says": "when, in words, with how it is known"})
    origin: str = field(metadata={"says": "name of the file it was read from"})
    passages: tuple[Passage, ...] = field(metadata={"says": "its passages, in order"})
