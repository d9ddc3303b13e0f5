"""Questions to the tables: one `.sql` file each, answered by DuckDB over the tables' own files.

The queries name views (`documents`, `readings`, `records`, `pairs`, `set_aside`), which show each article
once, and of each article the newest reading. A query writes its values as `:name`; every query orders its
rows completely, so that the same record gives the same answer, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import BrokenStore
from detente.keep.store import Store, load_table
from detente.keep.tables import SQL_TYPES, TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

VIEWS = ("documents", "readings", "records", "pairs", "set_aside")
"""Each before those it is built on, and the tables loaded in this order: an append writes documents last,
so whoever looks at them first finds all that belongs to them."""

_QUIET: dict[str, bool | int | float | str | list[str]] = {"autoinstall_known_extensions": False}
"""Nothing is ever fetched from the network."""
_HERE = Path(__file__).parent
_VALUE = re.compile(r"(?<!:):([a-z]\w*)")


def ask(store: Store, query: str, **values: Any) -> pa.Table:
    """The answer to a query, by its name.

    Args:
        store: the project.
        query: name of a file in `sql`, without `.sql`; its head tells values and columns.
        values: what stands for each `:name`; `None` for "any".

    Raises:
        BrokenStore: a table or one of its files is missing or damaged.
    """
    with _answer(store, query, values) as answer:
        return answer.to_arrow_table()


def ask_rows(store: Store, query: str, **values: Any) -> list[dict[str, Any]]:
    """The same as rows of plain Python values: quicker to start with, for answers of some rows.

    Raises:
        BrokenStore: a table or one of its files is missing or damaged.
    """
    with _answer(store, query, values) as answer:
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]


@contextmanager
def _answer(store: Store, query: str, values: dict[str, Any]) -> Iterator[DuckDBPyRelation]:
    import duckdb

    sql = _VALUE.sub(r"$\1", query_text(query))
    with duckdb.connect(":memory:", config=_QUIET) as connection:
        try:
            _show_tables(connection, store, sql)
            yield connection.sql(sql, params=values)
        except (duckdb.IOException, duckdb.InvalidInputException, duckdb.SerializationException) as error:
            raise BrokenStore(
                f"a table is damaged: {str(error).splitlines()[0]}",
                where=str(store.folder),
                mend="`detente verify` tells which file",
            ) from error


@cache
def query_text(name: str) -> str:
    """The text of a query, without its comments."""
    text = (_HERE / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--"))


def _show_tables(connection: DuckDBPyConnection, store: Store, sql: str) -> None:
    needed = _views_of(sql)
    for name in needed:
        uris = sorted(load_table(store, name).file_uris())
        connection.execute(f"create view kept_{name} as {_rows_of(name, uris)}")
    for name in needed:
        connection.execute(f"create view {name} as {query_text(f'views/{name}')}")


def _views_of(sql: str) -> list[str]:
    """The views that a query names, with those they are built on, in the order of `VIEWS`."""
    needed, seen = set[str](), sql
    for name in reversed(VIEWS):
        if re.search(rf"\b(kept_)?{name}\b", seen):
            needed.add(name)
            seen += query_text(f"views/{name}")
    return [name for name in VIEWS if name in needed]


def _rows_of(name: str, uris: list[str]) -> str:
    if not uris:
        columns = (f'cast(null as {SQL_TYPES[c.type]}) as "{c.name}"' for c in TABLES[name])
        return f"select {', '.join(columns)} where false"
    quoted = ", ".join("'" + uri.replace("'", "''") + "'" for uri in uris)
    return f"select * from read_parquet([{quoted}])"
