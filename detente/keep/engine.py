"""Questions to the tables: one `.sql` file each, answered by DuckDB over the tables' own files.

Which views a query may name stands in `queries`. A query writes its values as `:name`; every query orders its
rows completely, so that the same record gives the same answer, byte for byte. What was made ready for one question
is there for the next (`ready`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from detente.errors import BrokenStore
from detente.keep.queries import OVERLAYS, query_text
from detente.keep.ready import HELD, ready_for
from detente.keep.store import Store
from detente.vocab.tables import words_in_use

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

T = TypeVar("T")
_VALUE = re.compile(r"(?<!:):([a-z]\w*)")


def ask(store: Store, query: str, at: Path | None = None, /, **values: Any) -> pa.Table:
    """The answer to a query, by its name.

    Args:
        store: the project.
        query: name of a file in `sql`, without `.sql`; its head tells values and columns.
        at: the folder of the file, instead of `sql`: the reductions of another room.
        values: what stands for each `:name`; `None` for "any".

    Raises:
        BrokenStore: a table or one of its files is missing or damaged.
    """
    sql = _VALUE.sub(r"$\1", query_text(query, at))
    with _connected(store, sql) as connection:
        return connection.sql(sql, params=values).to_arrow_table()


def ask_rows(store: Store, query: str, **values: Any) -> list[dict[str, Any]]:
    """The same as rows of plain Python values: quicker to start with, for answers of some rows.

    Raises:
        BrokenStore: a table or one of its files is missing or damaged.
    """
    sql = _VALUE.sub(r"$\1", query_text(query))
    with _connected(store, sql) as connection:
        answer = connection.execute(sql, values)
        columns = [column[0] for column in answer.description]
        return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def remembered(store: Store, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives: worked out once, as long as no table is written to and the same words are in use.

    Args:
        store: what it is worked out from.
        key: tells what is worked out from all else that is.
        make: works it out; what it gives is shared, and must be frozen.

    Raises:
        BrokenStore: a table cannot be read.
    """
    with ready_for(store) as ready:
        return ready.remember((key, store.spark, words_in_use()), make)


def standing(store: Store) -> Hashable:
    """How a store's tables stand now: while it is equal, so are the answers. A look at the disk, and quick.

    Raises:
        BrokenStore: a table cannot be read.
    """
    with ready_for(store) as ready:
        return ready.marks()


def kept(store: Store, what: str) -> dict[Any, Any]:
    """What is known of a store's articles and no decision or further article changes: to be looked up and added to.

    It is there as long as the store is ready and the same words are in use; whoever adds bounds it.
    """
    with ready_for(store) as ready:
        return ready.kept.setdefault((what, words_in_use()), {})


def make_ready(store: Store) -> None:
    """Takes into memory what most questions ask for, so that the first ones are answered as quickly as the next.

    Raises:
        BrokenStore: a table or one of its files is missing or damaged.
    """
    # one after the other: questions that come meanwhile wait for no more than one
    for view in (*HELD, *OVERLAYS):
        with _connected(store, f"select * from {view}", hold=True):
            pass


def laid_over(store: Store, overlay: str) -> dict[str, pa.Table]:
    """The tables of an overlay, by name, for an engine other than this one.

    Raises:
        BrokenStore: a table or one of its files is missing or damaged.
    """
    with _connected(store, f"select * from {overlay}") as connection:
        return {name: connection.sql(f"select * from {name}").to_arrow_table() for name in OVERLAYS[overlay]}


@contextmanager
def _connected(store: Store, sql: str, *, hold: bool = False) -> Iterator[DuckDBPyConnection]:
    import duckdb

    try:
        with ready_for(store) as ready, ready.connected(sql, hold=hold) as connection:
            yield connection
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.SerializationException) as error:
        raise BrokenStore(
            f"a table is damaged: {str(error).splitlines()[0]}",
            where=str(store.folder),
            mend="`detente verify` tells which file",
        ) from error
