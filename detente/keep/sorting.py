"""Parts of event files put in one order: the rows of one dyad stand together, however many files they came from.

Parts that were written with one file each are sorted by their parties within themselves; a question on a dyad looks
into every one of them. Once there are some, they are written anew as a run: parts that follow each other in one order.
Runs that are not much larger than what is new go into it, so that there are few, and a row is written a few times at
most.
"""

from __future__ import annotations

import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from detente.keep import parts
from detente.keep.parts import commit_parts, drop_parts, folder_of, write_part
from detente.keep.store import Store, load_table

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake.transaction import AddAction

SMALL, MANY = 200_000, 32
"""Loose parts smaller than this are put in order where there are as many."""
LARGE = 8
"""So are larger ones, where there are as many of these."""
TIMES = 4
"""A run of up to so many times the rows of what is new goes into the new run."""
_SORTED = "sorted"
_RUN = "run-"


def sort_coded(store: Store, progress: Callable[[int], None] = lambda rows: None) -> None:
    """Puts the parts of event files in order, where there are many loose ones; rows stay as they are.

    It is done in one commit, and left for the next time where another process is at it. Parts that were replaced a week
    ago are removed.

    Args:
        store: the project.
        progress: called with the rows that are in order so far.

    Raises:
        BrokenStore: the table cannot be read or written.
    """
    import pyarrow as pa
    from deltalake.exceptions import DeltaError
    from deltalake.transaction import RemoveAction

    table = load_table(store, "coded")
    adds = pa.table(table.get_add_actions(flatten=True)).to_pylist()
    taken = to_be_sorted([(one["path"], one["num_records"] or 0) for one in adds])
    if not taken:
        return
    folder, now = folder_of(store, "coded"), int(time.time() * 1000)
    run, done = _RUN + secrets.token_hex(4), 0
    actions: list[AddAction] = []
    try:
        for rows in _in_order([str(folder / path) for path in taken]):
            actions.append(write_part(store, "coded", rows, run))
            done += rows.num_rows
            progress(done)
        gone = [RemoveAction(path, False, now, (folder / path).stat().st_size, {}) for path in taken]
        first = commit_parts(store, table, "coded", [*gone, *actions], once=_SORTED)
    except BaseException:
        drop_parts(store, "coded", actions)
        raise
    if not first:
        drop_parts(store, "coded", actions)
        return
    with suppress(DeltaError, OSError):  # what is left lying is removed the next time
        load_table(store, "coded").vacuum(dry_run=False)


def to_be_sorted(told: Sequence[tuple[str, int]]) -> list[str]:
    """Of parts, as name and rows, those that are now to be put in order; none where few are loose."""
    runs = defaultdict[str, list[tuple[str, int]]](list)
    for name, rows in sorted(told):
        runs[name.rpartition("-")[0] if name.startswith(_RUN) else ""].append((name, rows))
    taken = runs.pop("", [])
    small = sum(rows < SMALL for _, rows in taken)
    if small < MANY and len(taken) - small < LARGE:
        return []
    for run in sorted(runs.values(), key=_rows_of):
        if _rows_of(run) <= TIMES * _rows_of(taken):
            taken += run
    return [name for name, _ in taken]


def _rows_of(some: Sequence[tuple[str, int]]) -> int:
    return sum(rows for _, rows in some)


def _in_order(files: list[str]) -> Iterator[pa.Table]:
    """The rows of files, one table after the other, each of pairs that come after those of the table before.

    A table has the rows of a part at most, or all those of one pair.
    """
    import duckdb

    sql = (
        "select * from rows where a >= $a and a <= $last_a"
        " and (a > $a or b >= $b) and (a < $last_a or b <= $last_b)"
    )
    with duckdb.connect() as connection:
        connection.execute("set parquet_metadata_cache = true")
        rows = connection.read_parquet(files)
        counts = rows.aggregate("a, b, count(*) as n", "a, b").order("a, b").fetchall()
        for first, last in _ranges(counts):
            values = {"a": first[0], "b": first[1], "last_a": last[0], "last_b": last[1]}
            yield connection.sql(sql, params=values).to_arrow_table()


def _ranges(counts: Sequence[tuple[Any, ...]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """First and last pair of each stretch of pairs (a, b, rows) that fit into a part together."""
    first, last, rows = None, None, 0
    for a, b, n in counts:
        if first and last and rows + n > parts.PART:
            yield first, last
            first, rows = None, 0
        first, last, rows = first or (a, b), (a, b), rows + n
    if first and last:
        yield first, last
