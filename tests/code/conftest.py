"""Parses built by hand, and one reader for the tests that ask the whole coder.

`tree` makes a `Parsed` from a table, so that logic is tested without a parser; `read` and what builds on
it (`events`, `commitments`, `said`, …) give a text's records as short lines that stand beside the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from detente.code import code
from detente.code.grammar.sentences import Parsed, Token
from detente.model import Commitment, Document, Event, Reading, Record, Statement, When

DAY = date(2024, 6, 12)  # a Wednesday
PUBLISHED = When(since=DAY, until=DAY)


def document_of(text: str, **given: Any) -> Document:
    """A document of a text that is given in a test, published on 12 June 2024 unless told otherwise."""
    given.setdefault("published", PUBLISHED)
    return Document(id=hashlib.sha256(text.encode()).hexdigest(), text=text, **given)


def tree_of(table: str, entities: Iterable[tuple[int, int, str]] = ()) -> Parsed:
    """A parse from lines "word lemma POS TAG relation head": `head` is the number of a line, counted from 1.

    An empty line ends a sentence; words are joined by blanks, marks are not. A word's own number, or 0, as
    its head makes it the root. `entities` are (first line, last line, label).
    """
    rows = [(line.split(), number) for number, part in _sentences(table) for line in part]
    text, tokens = "", []
    label = {i: kind for first, last, kind in entities for i in range(first - 1, last)}
    for i, (cells, number) in enumerate(rows):
        word, lemma, pos, tag, dep, head = cells
        glue = "" if not text or word in {",", ".", "'s", "’s", ":", ";", "”"} or text[-1] in "“(-" else " "
        start = len(text) + len(glue)
        text += glue + word
        at = int(head) - 1 if int(head) else i
        tokens.append(Token(i, word, lemma, pos, tag, dep, at, start, len(text), label.get(i, ""), number))
    below = tuple(tuple(t.i for t in tokens if t.head == i and t.i != i) for i in range(len(tokens)))
    numbers = [t.sent for t in tokens]
    spans = tuple((numbers.index(n), len(numbers) - numbers[::-1].index(n)) for n in dict.fromkeys(numbers))
    named = tuple((first - 1, last, kind) for first, last, kind in entities)
    return Parsed(document_of(text), tuple(tokens), below, spans, named, tuple(0 for _ in spans))


def _sentences(table: str) -> list[tuple[int, list[str]]]:
    parts: list[list[str]] = [[]]
    for line in table.strip().splitlines():
        if line.strip():
            parts[-1].append(line)
        else:
            parts.append([])
    return list(enumerate(parts))


def line_of(event: Event, *, mode: bool) -> str:
    """An event as "KEN > ETH CONSULT/visit", "ARG+CHL AGREE" or "> YEM ASSAULT (negation)"."""
    parties = "+".join(event.actors) + (f" > {'+'.join(event.recipients)}" if event.recipients else "")
    kind = f"{event.type}/{event.mode}" if mode and event.mode else event.type
    aux = f" ({', '.join(event.aux)})" if event.aux else ""
    return f"{parties} {kind}{aux}".strip()


def sum_of(claim: Commitment) -> str:
    """A commitment as "JPN > KEN 900000000 USD agreed"."""
    parties = "+".join(claim.giver) + (f" > {'+'.join(claim.receiver)}" if claim.receiver else "")
    amount = f" {claim.amount.value:f} {claim.amount.unit}" if claim.amount else ""
    return f"{parties}{amount} {claim.stage}"


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    return document_of


@pytest.fixture(scope="session")
def tree() -> Callable[..., Parsed]:
    return tree_of


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    """The reading of a text, each text once."""
    known: dict[tuple[str, str], Reading] = {}

    def reading(text: str, **given: Any) -> Reading:
        key = (text, repr(sorted(given.items())))
        if key not in known:
            known[key] = code(document_of(text, **given))
        return known[key]

    return reading


@pytest.fixture(scope="session")
def records(read: Callable[..., Reading]) -> Callable[..., list[Record]]:
    """The records of one kind, in order of the text."""
    return lambda text, kind, **given: [r for r in read(text, **given).records if r.kind == kind]


@pytest.fixture(scope="session")
def events(records: Callable[..., list[Record]]) -> Callable[..., list[str]]:
    """The events of a text as lines, sorted, without modes."""
    return lambda text, **given: sorted(line_of(r.claim, mode=False) for r in records(text, "event", **given))


@pytest.fixture(scope="session")
def modes(records: Callable[..., list[Record]]) -> Callable[..., list[str]]:
    """The events of a text as lines, sorted, with their modes."""
    return lambda text, **given: sorted(line_of(r.claim, mode=True) for r in records(text, "event", **given))


@pytest.fixture(scope="session")
def commitments(records: Callable[..., list[Record]]) -> Callable[..., list[str]]:
    """The commitments of a text as lines, sorted."""
    return lambda text, **given: sorted(sum_of(r.claim) for r in records(text, "commitment", **given))


@pytest.fixture(scope="session")
def said(records: Callable[..., list[Record]]) -> Callable[..., list[tuple[str, str]]]:
    """The statements of a text as (speaker's name or role or state, form), in order of the text."""

    def pairs(text: str, **given: Any) -> list[tuple[str, str]]:
        found = []
        for record in records(text, "statement", **given):
            assert isinstance(record.claim, Statement)
            speaker = record.speaker
            who = (speaker.name or speaker.role or speaker.of or "?") if speaker else "?"
            found.append((who, record.claim.form))
        return found

    return pairs
