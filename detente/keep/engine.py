"""Questions to the tables: one `.sql` file each, answered by DuckDB over the tables' own files.

The queries name views (`documents`, `readings`, `records`, `pairs`, ...), which show each article once, of
each article the newest reading, and of that what analysts left standing. `read_records` and `read_pairs` are
the same without the analysts. Three views come from values (`overlay`): `judged_out`, `judged_records`,
`judged_pairs`, and `stories`. A query writes its values as `:name`; every query orders its
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
from detente.keep.overlay import NEEDS, lay_over
from detente.keep.store import Store, files_of
from detente.keep.tables import SQL_TYPES, TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

VIEWS = (
    "documents", "readings", "read_records", "read_pairs", "set_aside", "decisions", "links",
    "judged", "stories", "records", "article_pairs", "pairs",
)  # fmt: skip
"""Each after those it is built on."""

_SET: dict[str, bool | int | float | str | list[str]] = {
    "autoinstall_known_extensions": False,
    "parquet_metadata_cache": True,
}
"""Nothing is ever fetched from the network; what a file says of itself is read once, for no file is ever changed."""
_HERE = Path(__file__).parent
_NAME = re.compile(
    r"(?<!\.)\b(" + "|".join([*VIEWS, *(f"kept_{name}" for name in TABLES)]) + r")(?:_out|_records|_pairs)?\b"
)
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
    with _answer(store, query_text(query, at), values) as answer:
        return answer.to_arrow_table()


def ask_rows(store: Store, query: str, **values: Any) -> list[dict[str, Any]]:
    """The same as rows of plain Python values: quicker to start with, for answers of some rows.

    Raises:
        BrokenStore: a table or one of its files is missing or damaged.
    """
    with _answer(store, query_text(query), values) as answer:
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]


@contextmanager
def _answer(store: Store, text: str, values: dict[str, Any]) -> Iterator[DuckDBPyRelation]:
    import duckdb

    sql = _VALUE.sub(r"$\1", text)
    with _database().cursor() as connection:
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
def _database() -> DuckDBPyConnection:
    """One database in memory for the whole process; each question has its own connection to it, and its own views."""
    import duckdb

    return duckdb.connect(":memory:", config=_SET)


@cache
def query_text(name: str, at: Path | None = None) -> str:
    """The text of a query, without its comments."""
    text = ((at or _HERE / "sql") / f"{name}.sql").read_text(encoding="utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("--"))


def _show_tables(connection: DuckDBPyConnection, store: Store, sql: str) -> None:
    """Makes the views that a query needs; tables are loaded documents first (see `append`)."""
    needed = names_in(sql)
    if "article_pairs" in needed and not files_of(store, "records"):  # event files alone: nothing to lay over
        needed = names_in(sql, bare=("article_pairs",)) - {"article_pairs"}
        connection.execute(f"create temporary view article_pairs as {_rows_of('pairs', [], None)}")
    for name in (name for name in TABLES if f"kept_{name}" in needed):
        uris = files_of(store, name)
        connection.execute(f"create temporary view kept_{name} as {_rows_of(name, uris, store.until)}")
    for name in (name for name in VIEWS if name in needed):
        if name in NEEDS:
            lay_over(connection, name)
        else:
            connection.execute(f"create temporary view {name} as {query_text(f'views/{name}')}")


def laid_over(store: Store, overlay: str) -> dict[str, pa.Table]:
    """The temporary tables of an overlay, by name, for an engine other than this one.

    Raises:
        BrokenStore: a table or one of its files is missing or damaged.
    """
    names = {"judged": ("judged_out", "judged_records", "judged_pairs"), "stories": ("stories",)}[overlay]
    with _database().cursor() as connection:
        _show_tables(connection, store, f"select * from {overlay}")
        return {name: connection.sql(f"select * from {name}").to_arrow_table() for name in names}


def names_in(sql: str, *, bare: tuple[str, ...] = ()) -> set[str]:
    """The tables (`kept_...`) and views that a query names, with those they are built on, but for those of `bare`."""
    found, look = set[str](), [sql]
    while look:
        new = set(_NAME.findall(look.pop())) - found
        found |= new
        look += [
            NEEDS[name] if name in NEEDS else query_text(f"views/{name}")
            for name in new & set(VIEWS) - set(bare)
        ]
    return found


def _rows_of(name: str, uris: list[str], until: str | None) -> str:
    if not uris:
        columns = (f'cast(null as {SQL_TYPES[c.type]}) as "{c.name}"' for c in TABLES[name])
        return f"select {', '.join(columns)} where false"
    quoted = ", ".join("'" + uri.replace("'", "''") + "'" for uri in uris)
    then = f" where batch < '{until}'" if until else ""
    return f"select * from read_parquet([{quoted}]){then}"
