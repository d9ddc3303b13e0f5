"""Event files into the store: rows that came coded, kept apart by source, file and line.

The rows of one file are committed in one step, with the file's id as the transaction's: a run that is killed leaves
nothing of it, or all. What became of the file is written after; where a kill came between, the same call writes that
alone. The rows of a part are sorted by their parties, so that one dyad is found in a few stretches of each part.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import BrokenStore, UnreadableInput
from detente.keep.engine import ask_rows
from detente.keep.store import COMMIT_RETRIES, Store, check_present, files_of, load_table, write_rows
from detente.keep.tables import schema

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import DeltaTable
    from deltalake.transaction import AddAction

    from detente.read.events import EventFile

PART = 1_000_000
"""Rows of a part, sorted together: some 200 MB of memory."""
STRETCH = 8_192
"""Rows of a stretch (row group), of which a query reads all or nothing."""
SMALL, MANY = 200_000, 32
"""Parts smaller than this are written together where there are as many."""
_SORTED = "sorted"
"""The name of sorting as a transaction: of two at once, one counts."""
_ORDER = [
    ("a", "ascending"),
    ("b", "ascending"),
    ("day", "ascending"),
    ("file", "ascending"),
    ("line", "ascending"),
    ("quad", "ascending"),
    ("code", "ascending"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKept:
    """What became of an event file: rows `seen`, `pairs` made of them, and those left out, by why.

    `known` where it was kept before; `unread` is why nothing of it was kept.
    """

    origin: str
    format: str
    source: str
    seen: int = 0
    pairs: int = 0
    one_sided: int = 0
    same_party: int = 0
    no_state: int = 0
    no_event: int = 0
    duplicates: int = 0
    bad: int = 0
    known: bool = False
    unread: str = ""
    faults: tuple[tuple[str, int], ...] = ()


def keep_file(
    store: Store,
    file: EventFile,
    *,
    id: str,
    version: str,
    batch: str,
    progress: Callable[[int], None] = lambda rows: None,
) -> FileKept:
    """Keeps one event file: its pairs, its days, its bad rows, and what became of it.

    Args:
        store: the project.
        file: as `read_events` gives it; it is read here.
        id: SHA-256 of the file, its source, and the member of an archive.
        version: the release, in the user's words or the file's name.
        batch: the append that writes the rows.
        progress: called with the rows seen so far.

    Raises:
        UnreadableInput: the file cannot be read to its end; nothing of it is kept.
        BrokenStore: the folder cannot be read or written.
    """
    check_present(store)
    table = load_table(store, "coded")
    parts = _Parts(_folder_of(store), file.source, id, batch)
    count, bad = Counter[str](), list[dict[str, Any]]()
    committed = table.transaction_version(id) is not None
    try:
        for part in file.batches:
            count.update(
                seen=part.seen, one_sided=part.one_sided, same_party=part.same_party,
                no_state=part.no_state, no_event=part.no_event, duplicates=part.duplicates, bad=len(part.bad),
            )  # fmt: skip
            bad += [
                {"file": id, "line": row.line, "why": row.why, "text": row.text, "batch": batch}
                for row in part.bad
            ]
            parts.add(part.rows, write=not committed)
            progress(count["seen"])
        parts.close(write=not committed)
        _check_any(file, count["seen"], bad)
        first = committed or _commit(store, table, parts.actions, once=id)
    except BaseException:
        parts.drop(store)
        raise
    if not first:  # another process keeps the same file
        parts.drop(store)
        return FileKept(origin=file.path, format=file.format, source=file.source, known=True)
    write_rows(store, "bad_rows", bad)
    write_rows(store, "file_days", parts.days())
    kept = FileKept(
        origin=file.path, format=file.format, source=file.source, pairs=parts.rows,
        seen=count["seen"], one_sided=count["one_sided"], same_party=count["same_party"],
        no_state=count["no_state"], no_event=count["no_event"], duplicates=count["duplicates"], bad=count["bad"],
        faults=tuple(Counter(row["why"] for row in bad).most_common()),
    )  # fmt: skip
    write_rows(store, "files", [_file_row(kept, file, id=id, version=version, batch=batch)])
    return kept


def _check_any(file: EventFile, seen: int, bad: list[dict[str, Any]]) -> None:
    """A file of which no row can be read is not kept: it was read by a wrong format or mapping."""
    if bad and len(bad) == seen:
        why, rows = Counter(row["why"] for row in bad).most_common(1)[0]
        more = f" ({rows:,} of them)" if rows > 1 else ""
        raise UnreadableInput(
            f"none of its {seen:,} rows can be read: {why}{more}",
            where=file.path,
            mend="is the format, or the mapping, the right one?",
        )


def known_files(store: Store) -> set[str]:
    """The ids of the files that were kept.

    Raises:
        BrokenStore: the store cannot be read.
    """
    return {row["id"] for row in ask_rows(store, "files")}


def sort_coded(store: Store) -> None:
    """Writes small parts together into sorted ones, where there are many; rows stay as they are.

    It is done in one commit, and left for the next time where another process is at it. Parts that were replaced a week
    ago are removed.

    Raises:
        BrokenStore: the table cannot be read or written.
    """
    import pyarrow as pa
    from deltalake.exceptions import DeltaError
    from deltalake.transaction import RemoveAction

    table = load_table(store, "coded")
    adds = pa.table(table.get_add_actions(flatten=True)).to_pylist()
    small = sorted((one["path"], one["num_records"]) for one in adds if (one["num_records"] or 0) < SMALL)
    if len(small) < MANY:
        return
    folder, now = _folder_of(store), int(time.time() * 1000)
    parts = _Parts(folder, None, None, None)
    try:
        for paths in _together(small):
            parts.write(_read(folder / path for path in paths))
        gone = [RemoveAction(path, False, now, (folder / path).stat().st_size, {}) for path, _ in small]
        done = _commit(store, table, [*gone, *parts.actions], once=_SORTED)
    except BaseException:
        parts.drop(store)
        raise
    if not done:
        parts.drop(store)
        return
    with suppress(DeltaError, OSError):  # what is left lying is removed the next time
        load_table(store, "coded").vacuum(dry_run=False)


@dataclass(slots=True)
class _Parts:
    """Collects rows until they fill a part, and writes each part sorted."""

    folder: Path
    source: str | None
    file: str | None
    batch: str | None
    rows: int = 0
    actions: list[AddAction] = field(default_factory=list)
    _waiting: list[pa.RecordBatch] = field(default_factory=list)
    _days: Counter[tuple[Any, Any, str]] = field(default_factory=Counter)

    def add(self, rows: pa.RecordBatch, *, write: bool) -> None:
        self.rows += rows.num_rows
        self._count_days(rows)
        if write and rows.num_rows:
            self._waiting.append(rows)
            if sum(waiting.num_rows for waiting in self._waiting) >= PART:
                self.close(write=True)

    def close(self, *, write: bool) -> None:
        """Writes what waits."""
        import pyarrow as pa

        if not write or not self._waiting:
            return
        rows = pa.Table.from_batches(self._waiting)
        self._waiting.clear()
        for name, value in (("source", self.source), ("file", self.file), ("batch", self.batch)):
            rows = rows.append_column(name, pa.repeat(pa.scalar(value, pa.string()), rows.num_rows))
        self.write(rows)

    def write(self, rows: pa.Table) -> None:
        """One sorted part, and the action that will make it count."""
        import pyarrow.parquet as pq
        from deltalake.transaction import AddAction

        rows = rows.select(schema("coded").names).cast(schema("coded")).sort_by(_ORDER)
        path = self.folder / f"part-{secrets.token_hex(16)}.parquet"
        try:
            pq.write_table(rows, path, row_group_size=STRETCH, compression="zstd")
        except OSError as error:
            mend = "is the disk full, the folder read-only? nothing half written counts: do it again"
            raise BrokenStore(
                f"cannot be written: {error.strerror or error}", where=str(path.parent), mend=mend
            ) from error
        told = path.stat()
        stats = {"numRecords": rows.num_rows, "nullCount": {}}
        stats |= {"minValues": {"a": rows["a"][0].as_py()}, "maxValues": {"a": rows["a"][-1].as_py()}}
        self.actions.append(
            AddAction(path.name, told.st_size, {}, int(told.st_mtime * 1000), True, json.dumps(stats))
        )

    def drop(self, store: Store) -> None:
        """Takes away what was written and does not count: a commit may have gone through before the run was stopped."""
        counted = {Path(path).name for path in files_of(store, "coded")}
        for action in self.actions:
            if action.path not in counted:
                (self.folder / action.path).unlink(missing_ok=True)

    def days(self) -> list[dict[str, Any]]:
        """The rows of `file_days`: of each day how many pairs, and how many events where that is known."""
        spans = sorted({(day, last) for day, last, _ in self._days})
        return [
            {
                "file": self.file, "source": self.source, "day": day, "last_day": last, "batch": self.batch,
                "pairs": self._days[day, last, "pairs"],
                "events": self._days[day, last, "events"] if not self._days[day, last, "unknown"] else None,
            }
            for day, last in spans
        ]  # fmt: skip

    def _count_days(self, rows: pa.RecordBatch) -> None:
        import pyarrow as pa

        table = pa.Table.from_batches([rows]).select(["day", "last_day", "n"])
        found = table.group_by(["day", "last_day"]).aggregate(
            [([], "count_all"), ("n", "sum"), ("n", "count")]
        )
        for row in found.to_pylist():
            key = (row["day"], row["last_day"])
            self._days[(*key, "pairs")] += row["count_all"]
            self._days[(*key, "events")] += row["n_sum"] or 0
            self._days[(*key, "unknown")] += row["count_all"] - row["n_count"]


def _commit(store: Store, table: DeltaTable, actions: Iterable[Any], *, once: str) -> bool:
    """Makes parts count; `False` where another process did what is called `once` since the table was loaded."""
    from deltalake import CommitProperties, Transaction
    from deltalake.exceptions import DeltaError

    named = [Transaction(once, table.version())]
    properties = CommitProperties(max_commit_retries=COMMIT_RETRIES, app_transactions=named)
    try:
        table.create_write_transaction(list(actions), "append", schema("coded"), commit_properties=properties)
    except (DeltaError, OSError) as error:
        if load_table(store, "coded").transaction_version(once) != table.transaction_version(once):
            return False
        mend = "is the disk full, the folder read-only? nothing half written counts: do it again"
        raise BrokenStore(
            f"table coded cannot be written: {error}", where=os.fspath(store.folder), mend=mend
        ) from error
    return True


def _folder_of(store: Store) -> Path:
    return store.folder.resolve() / "tables" / "coded"


def _together(parts: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """Paths of small parts (path, rows) in groups, each of about `PART` rows at most."""
    group, rows = list[str](), 0
    for path, size in parts:
        if group and rows + size > PART:
            yield group
            group, rows = [], 0
        group.append(path)
        rows += size
    if group:
        yield group


def _read(paths: Iterable[Path]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pa.concat_tables([pq.ParquetFile(path).read() for path in paths])


def _file_row(kept: FileKept, file: EventFile, *, id: str, version: str, batch: str) -> dict[str, Any]:
    counts = ("seen", "pairs", "one_sided", "same_party", "no_state", "no_event", "duplicates", "bad")
    said = {"id": id, "version": version, "scale": file.scale, "directed": file.directed, "batch": batch}
    return said | {name: getattr(kept, name) for name in ("origin", "format", "source", *counts)}
