"""Rows that came coded, written as sorted parts, with their sums by month: memory stays flat as files grow."""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import BrokenStore
from detente.keep.store import COMMIT_RETRIES, Store, files_of, load_table
from detente.keep.tables import schema
from detente.model import QUADS

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import DeltaTable
    from deltalake.transaction import AddAction

PART = 1_000_000
"""Rows of a part, sorted together: some 200 MB of memory."""
STRETCH = 32_768
"""Rows of a stretch (row group), of which a query reads all or nothing."""
WITH_PARTS = ("coded", "file_months")
"""The tables whose parts are written here."""
_ORDER = {
    "coded": ("a", "b", "day", "file", "line", "quad", "code"),
    "file_months": ("a", "b", "month", "last_month"),
}
QUAD_COLUMNS = tuple(quad.replace(" ", "_") for quad in QUADS)
"""Columns of sums by quad class, in `file_months` and in reductions of all dyads."""


@dataclass(slots=True)
class Parts:
    """Collects the rows of an event file until they fill a part; writes each part sorted, and its sums by month.

    `lacking` are the tables, of `coded` and `file_months`, that do not have the file yet: only those are written.
    """

    store: Store
    source: str
    file: str
    batch: str
    lacking: tuple[str, ...]
    rows: int = 0
    actions: dict[str, list[AddAction]] = field(default_factory=lambda: {table: [] for table in _ORDER})
    _waiting: list[pa.RecordBatch] = field(default_factory=list)
    _days: Counter[tuple[Any, Any, str]] = field(default_factory=Counter)

    def add(self, rows: pa.RecordBatch) -> None:
        """Takes some rows, and writes a part where there are enough."""
        self.rows += rows.num_rows
        self._count_days(rows)
        if self.lacking and rows.num_rows:
            self._waiting.append(rows)
            if sum(waiting.num_rows for waiting in self._waiting) >= PART:
                self.close()

    def close(self) -> None:
        """Writes what waits."""
        import pyarrow as pa

        if not self._waiting:
            return
        rows = pa.Table.from_batches(self._waiting)
        self._waiting.clear()
        for name, value in (("source", self.source), ("file", self.file), ("batch", self.batch)):
            rows = rows.append_column(name, pa.repeat(pa.scalar(value, pa.string()), rows.num_rows))
        for table in self.lacking:
            told = rows if table == "coded" else by_month(rows)
            self.actions[table].append(write_part(self.store, table, told))

    def drop(self) -> None:
        """Takes away what was written and does not count: a commit may have gone through before the run was stopped."""
        for table, actions in self.actions.items():
            drop_parts(self.store, table, actions)

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


def by_month(rows: pa.Table) -> pa.Table:
    """The rows of `file_months` for rows of `coded`; months are counted from the year 0.

    Args:
        rows: of `coded`, with source, file and batch.
    """
    from pyarrow import compute

    columns = {name: rows[name] for name in ("file", "source", "a", "b", "batch")}
    for name, day in (("month", rows["day"]), ("last_month", rows["last_day"])):
        year, month = compute.year(day), compute.month(day)
        columns[name] = compute.subtract(compute.add(compute.multiply(year, 12), month), 1)
    keys = list(columns)
    for quad, name in enumerate(QUAD_COLUMNS, 1):
        columns[name] = compute.if_else(compute.equal(rows["quad"], quad), rows["n"], None)
    columns["score10"] = rows["score10"]
    sums = [name for name in columns if name not in keys]
    found = _table(columns).group_by(keys).aggregate([([], "count_all"), *((name, "sum") for name in sums)])
    told = {name: found[name] for name in keys} | {"pairs": found["count_all"]}
    return _table(told | {name: compute.fill_null(found[f"{name}_sum"], 0) for name in sums})


def _table(columns: dict[str, Any]) -> pa.Table:
    import pyarrow as pa

    return pa.table(columns)


def write_part(store: Store, table: str, rows: pa.Table, run: str = "part") -> AddAction:
    """One sorted part of a table, and the action that will make it count.

    Args:
        store: the project.
        table: `coded` or `file_months`.
        rows: its rows, in any order.
        run: what the parts have in common that are sorted as one.

    Raises:
        BrokenStore: it cannot be written.
    """
    import pyarrow.parquet as pq
    from deltalake.transaction import AddAction

    order = [(name, "ascending") for name in _ORDER[table]]
    rows = rows.select(schema(table).names).cast(schema(table)).sort_by(order)
    path = folder_of(store, table) / f"{run}-{secrets.token_hex(16)}.parquet"
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
    return AddAction(path.name, told.st_size, {}, int(told.st_mtime * 1000), True, json.dumps(stats))


def commit_parts(store: Store, table: DeltaTable, name: str, actions: Iterable[Any], *, once: str) -> bool:
    """Makes parts count; `False` where another process did what is called `once` since the table was loaded.

    Args:
        store: the project.
        table: as it was loaded.
        name: of the table.
        actions: of parts that come, and of those that go.
        once: the name of what is done, as a transaction: of two at once, one counts.

    Raises:
        BrokenStore: it cannot be written.
    """
    from deltalake import CommitProperties, Transaction
    from deltalake.exceptions import DeltaError

    named = [Transaction(once, table.version())]
    properties = CommitProperties(max_commit_retries=COMMIT_RETRIES, app_transactions=named)
    try:
        table.create_write_transaction(list(actions), "append", schema(name), commit_properties=properties)
    except (DeltaError, OSError) as error:
        if load_table(store, name).transaction_version(once) != table.transaction_version(once):
            return False
        mend = "is the disk full, the folder read-only? nothing half written counts: do it again"
        raise BrokenStore(
            f"table {name} cannot be written: {error}", where=os.fspath(store.folder), mend=mend
        ) from error
    return True


def drop_parts(store: Store, table: str, actions: Iterable[AddAction]) -> None:
    """Takes away those parts of a table that do not count."""
    counted = {Path(path).name for path in files_of(store, table)}
    for action in actions:
        if action.path not in counted:
            (folder_of(store, table) / action.path).unlink(missing_ok=True)


def folder_of(store: Store, table: str) -> Path:
    """Where the parts of a table lie."""
    return store.folder.resolve() / "tables" / table
