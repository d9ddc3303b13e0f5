"""Articles and their readings into the store, so that a kill at any moment leaves nothing half kept.

An append writes records and pairs first, then the readings they belong to, then the documents. A row counts
only when what is written after it is there: a record when its reading is, a reading when its document is.
So an append that is killed leaves rows that nobody sees, and adding the article again completes it.
Several processes may append at once; an article that two of them add is shown once (see `sql/views`).
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from detente.keep.engine import ask_rows
from detente.keep.rows import document_row, pair_row, pairs_of, reading_row, record_row, set_aside_row
from detente.keep.store import Store, write_rows
from detente.model import Amount, Document, Reading, SetAside

Rows = dict[str, list[dict[str, Any]]]
_ORDER = ("set_aside", "records", "pairs", "readings", "documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What an append kept: new documents, records of new readings, and what was set aside."""

    documents: int
    records: int
    set_aside: tuple[SetAside, ...]


def append(
    store: Store, readings: Sequence[tuple[Document, Reading]], set_aside: Sequence[SetAside] = ()
) -> Appended:
    """Keeps articles with their readings, one commit a table for all of them.

    What is there already is not written again: an article is known by the hash of its bytes, a reading by
    coder and settings, something set aside by what is wrong with it. A reading that does not fit its
    document (bytes that do not give its id, evidence that is not in the text) is set aside.

    Raises:
        BrokenStore: the folder cannot be read or written.
    """
    if not readings and not set_aside:
        return Appended(documents=0, records=0, set_aside=())
    known = known_readings(store, [document.id for document, _ in readings])
    batch, rows, aside = stamp(), _no_rows(), list(set_aside)
    documents = {doc for doc, _, _ in known}
    for document, reading in readings:
        if (document.id, reading.coder, reading.settings) in known:
            continue
        misfit = find_misfit(document, reading)
        if misfit:
            aside.append(SetAside(origin=document.origin or document.id, what=f"not kept: {misfit}"))
            continue
        _add_rows(rows, document, reading, batch, new=document.id not in documents)
        known.add((document.id, reading.coder, reading.settings))
        documents.add(document.id)
    new = list(dict.fromkeys(aside))
    if new:
        before = {(row["origin"], row["what"], row["place"]) for row in ask_rows(store, "set_aside")}
        new = [one for one in new if (one.origin, one.what, one.where) not in before]
    rows["set_aside"] = [set_aside_row(one, batch) for one in new]
    for table in _ORDER:
        write_rows(store, table, rows[table])
    return Appended(documents=len(rows["documents"]), records=len(rows["records"]), set_aside=tuple(aside))


def known_readings(store: Store, docs: Sequence[str]) -> set[tuple[str, str, str]]:
    """Of some articles (ids) those that are there, with coder and settings of their newest readings.

    Raises:
        BrokenStore: the store cannot be read.
    """
    rows = ask_rows(store, "known_of", docs=json.dumps(sorted(set(docs)))) if docs else []
    return {(row["doc"], row["coder"], row["settings"]) for row in rows}


def find_misfit(document: Document, reading: Reading) -> str | None:
    """What is wrong with a reading of a document, in words, or `None`: the same check for every coder."""
    try:
        original = document.text.encode(document.encoding)
    except (ValueError, LookupError) as error:
        return f"the text cannot be encoded as {document.encoding}: {error}"
    if hashlib.sha256(original).hexdigest() != document.id:
        return "the kept text does not give back the original bytes"
    if reading.doc != document.id:
        return "the reading is of another document"
    for span in (*(record.evidence for record in reading.records), *reading.not_understood):
        if span.doc != document.id or not 0 <= span.start < span.end <= len(document.text):
            return f"no characters {span.start} to {span.end} in the document"
        if document.text[span.start : span.end] != span.text:
            return f"the evidence at characters {span.start} to {span.end} is not what the text says there"
    for record in reading.records:
        amount: Amount | None = getattr(record.claim, "amount", None)
        if amount and not amount.value.is_finite():
            return f"an amount is no number: {amount.value}"
    return None


def _add_rows(rows: Rows, document: Document, reading: Reading, batch: str, *, new: bool) -> None:
    records = {record.id: record for record in reversed(reading.records)}  # of equal ones the first
    fresh = {
        "records": [record_row(record, batch) for record in reversed(records.values())],
        "pairs": [
            pair_row(pair, document.id, batch)
            for record in reversed(records.values())
            for pair in pairs_of(record)
        ],
        "readings": [reading_row(reading, batch)],
        "documents": [document_row(document, batch)] if new else [],
    }
    for table, added in fresh.items():
        rows[table] += added


def _no_rows() -> Rows:
    return {table: [] for table in _ORDER}


def stamp() -> str:
    """A moment (UTC) that sorts, made unique: two appends never share it."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{secrets.token_hex(4)}"
