"""Is every word in the store still where it was found? Offsets, hashes, references, files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import BrokenStore
from detente.keep.engine import ask
from detente.keep.ready import forget
from detente.keep.rows import decision_of, record_of, record_row
from detente.keep.store import Store, files_of, open_store
from detente.keep.tables import TABLES

_BY_VOCABULARY = {"mentions", "batch"}
"""Columns that need not come out again as they are: a newer vocabulary may know more names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in the store that is not as it was written: the table, of what, and why."""

    table: str
    of: str
    why: str


def verify(folder: Path) -> tuple[Fault, ...]:
    """Checks a project folder and returns its faults, none for a sound one.

    Files are there, whole and readable; every original has the hash that names it and decodes to the text;
    every record's evidence is what stands at its offsets; id, key and columns of a record follow from it;
    documents, readings, records and pairs find each other. What an append left half written is no fault.

    Raises:
        BrokenStore: no project, or one too damaged to open.
    """
    store = open_store(folder)
    forget(store)  # what the files say, and not what was read of them before
    faults = tuple(_check_files(store))
    if faults:
        return faults
    return (
        *_check_documents(store),
        *_check_readings(store),
        *_check_records(store),
        *_check_references(store),
        *_check_decisions(store),
    )


def _check_files(store: Store) -> Iterator[Fault]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for name in TABLES:
        try:
            paths = files_of(store, name)
        except BrokenStore as error:
            yield Fault(table=name, of=error.where, why=error.what)
            continue
        for path in paths:
            try:
                for _ in pq.ParquetFile(path).iter_batches():
                    pass
            except (OSError, pa.ArrowException) as error:
                yield Fault(table=name, of=path, why=f"the file cannot be read: {str(error).splitlines()[0]}")


def _check_documents(store: Store) -> Iterator[Fault]:
    for row in _rows(store, "kept_documents"):
        if hashlib.sha256(row["original"]).hexdigest() != row["id"]:
            yield Fault(table="documents", of=row["id"], why="the original has not the hash that names it")
        elif _encoded(row["text"], row["encoding"]) != row["original"]:
            yield Fault(table="documents", of=row["id"], why="the text is not what the original says")


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except (ValueError, LookupError):
        return None


def _check_readings(store: Store) -> Iterator[Fault]:
    for row in _rows(store, "kept_missed"):
        if row["records"] != row["kept"]:
            why = f"has {row['kept']} records and should have {row['records']}"
            yield Fault(table="readings", of=row["doc"], why=why)
        for why in _misfits_of_missed(row["not_understood"], row["text"]):
            yield Fault(table="readings", of=row["doc"], why=why)


def _misfits_of_missed(not_understood: str, text: str) -> list[str]:
    try:
        return [
            f"characters {missed['start']} to {missed['end']} are not the sentence kept"
            for missed in json.loads(not_understood)
            if text[missed["start"] : missed["end"]] != missed["text"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        return [f"its sentences cannot be read: {error!r}"]


def _check_records(store: Store) -> Iterator[Fault]:
    for row in _rows(store, "kept_records"):
        why = _misfit_of(row)
        if why:
            yield Fault(table="records", of=row["id"], why=why)


def _misfit_of(row: dict[str, Any]) -> str | None:
    if row["document"] is None:
        return f"its document {row['doc']} is not there"
    if row["there"] != row["text"]:
        return f"characters {row['start']} to {row['end']} of its document are not its evidence"
    try:
        again = record_row(record_of(row), row["batch"])
    except (ValueError, TypeError, ArithmeticError) as error:
        return f"its JSON is no record: {error}"
    wrong = [name for name, value in again.items() if name not in _BY_VOCABULARY and row[name] != value]
    return f"does not follow from its JSON: {', '.join(wrong)}" if wrong else None


def _check_decisions(store: Store) -> Iterator[Fault]:
    for row in _rows(store, "decisions"):
        try:
            sound = decision_of(row).id == row["id"]
        except (ValueError, TypeError, KeyError) as error:
            yield Fault(table="decisions", of=row["id"], why=f"cannot be read: {error}")
            continue
        if not sound:
            yield Fault(table="decisions", of=row["id"], why="has not the hash that names it")


def _check_references(store: Store) -> Iterator[Fault]:
    for row in _rows(store, "orphans"):
        why = "its record is not there" if row["what"] == "pairs" else "its reading is not there"
        yield Fault(table=row["what"], of=row["of"], why=why)


def _rows(store: Store, query: str) -> Iterator[dict[str, Any]]:
    for batch in ask(store, query).to_batches(max_chunksize=1000):
        yield from batch.to_pylist()
