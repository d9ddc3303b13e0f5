"""The tables of a store made ready for questions, and kept ready while they stand as they are.

Of each store (a folder, and the moment up to which it is seen) there is one database in memory with the views over
its files. Before a question the logs of the tables that it needs are looked at (`watched`); what is built on one that
was written to is made anew, and nothing else. A view that is asked for again is held as a table of its own; when
articles come, only theirs is taken anew. All of it is done in one step, beside questions that are being answered.
"""

from __future__ import annotations

import os
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from detente.keep.overlay import Stories, lay_judged, lay_stories
from detente.keep.queries import OVERLAYS, VIEWS, names_in, query_text, tables_under
from detente.keep.store import Store
from detente.keep.tables import SQL_TYPES, TABLES
from detente.keep.watched import Mark, Watched

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")

MOST_STORES = 4
"""Stores that are kept ready; of more, those asked last."""
MOST_ANSWERS = 128
"""Answers of a store that are remembered, those asked for last."""
MOST_BYTES = 64 * 1024 * 1024
"""Size of a view's files up to which it is held in memory, where it takes some ten times as much."""
TOUCHED = 2_000
"""Articles written since a view was taken up to which theirs alone is taken anew."""
AGAIN = 4
"""The question from which a view is held: a few are answered from the files sooner."""
HELD = {
    "documents": ("id",),
    "readings": ("doc",),
    "read_records": ("doc",),
    "read_pairs": ("doc",),
    "links": ("doc", "other"),
}
"""Views that are held, with the columns that name an article: each row follows from the rows on those articles."""

_OF_ARTICLES = "article_pairs"
"""The view of all that articles add to the pairs; without articles it is made without what lies under it."""
_NAMED_BY = {
    "documents": ("id",), "readings": ("doc",), "records": ("doc",), "pairs": ("doc",), "links": ("doc", "other"),
}  # fmt: skip
"""The columns of the tables under them that do so."""
_SET: dict[str, bool | int | float | str | list[str]] = {
    "autoinstall_known_extensions": False,
    "parquet_metadata_cache": True,
}
"""Nothing is ever fetched from the network; what a file says of itself is read once, for no file is ever changed."""


class Ready:
    """One store, ready for questions from several threads."""

    def __init__(self, store: Store) -> None:
        self.users = 0
        self.kept: dict[Hashable, dict[Any, Any]] = {}
        self._tables = {name: Watched(store, name) for name in TABLES}
        self._until = store.until
        self._name = f"ready_{next(_numbers)}"
        self._database = _database().cursor()
        self._database.execute(f"attach ':memory:' as {self._name}")
        self._database.execute(f"use {self._name}")
        self._made: dict[str, tuple[Mark, ...]] = {}
        self._files: dict[str, dict[str, tuple[str, ...]]] = {}
        self._stories = Stories()
        self._asked = Counter[str]()
        self._answers: OrderedDict[Hashable, tuple[tuple[Mark, ...], object]] = OrderedDict()
        self._lock = Lock()

    @contextmanager
    def connected(self, sql: str, *, hold: bool = False) -> Iterator[DuckDBPyConnection]:
        """A connection to which the tables and views that a query names are as they stand now.

        Args:
            sql: the query.
            hold: whether to take the views into memory at once, that would be taken when asked for again.

        Raises:
            BrokenStore: a table or a decision cannot be read.
            duckdb.Error: a file cannot be read.
        """
        with self._lock:
            if hold:
                self._asked.update(dict.fromkeys(names_in(sql), AGAIN))
            self._bring_up(sql)
            connection = self._database.cursor()
        with connection:
            connection.execute(f"use {self._name}")
            yield connection

    def marks(self) -> tuple[Mark, ...]:
        """How the tables stand now; nobody is waited for where nothing was written.

        Raises:
            BrokenStore: a table's log cannot be read.
        """
        tables = self._tables.values()
        if not all(table.stands() for table in tables):
            with self._lock:
                return tuple(table.look() for table in tables)
        return tuple(table.mark for table in tables)

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once while no table is written to.

        Raises:
            BrokenStore: a table's log cannot be read.
        """
        marks = self.marks()
        with self._lock:
            known = self._answers.get(key)
            if known and known[0] == marks:
                self._answers.move_to_end(key)
                return cast(T, known[1])
        answer = make()
        with self._lock:
            for old in [key for key, (stood, _) in self._answers.items() if stood != marks]:
                del self._answers[old]
            self._answers[key] = marks, answer
            while len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)
        return answer

    def close(self) -> None:
        """Gives the memory back; nobody is being answered from it any more."""
        self._database.execute("use memory")
        self._database.execute(f"detach {self._name}")
        self._database.close()

    def _bring_up(self, sql: str) -> None:
        """Makes in one step what a query needs and is not as its tables stand."""
        told = self._tables["records"].look() and self._tables["records"].files
        bare = () if told else (_OF_ARTICLES,)  # event files alone: there is nothing to lay over
        every = names_in(sql, bare=bare)
        marks = {name: self._tables[name].look() for name in TABLES if f"kept_{name}" in every}
        views = [view for view in VIEWS if view in every and view not in bare]
        now = {view: tuple(marks[name] for name in tables_under(view) if name in marks) for view in views}
        current = [
            view for view in views if view in (*self._files, *OVERLAYS) and self._made.get(view) == now[view]
        ]
        needed = names_in(sql, bare=(*bare, *current))
        before = dict(self._made), dict(self._files), self._stories
        self._database.execute("begin")
        try:
            for name in (name for name in marks if f"kept_{name}" in needed):
                self._show_files(name, marks[name])
            if _OF_ARTICLES in needed and bare:
                self._show_none(_OF_ARTICLES)
            for view in (view for view in views if view in needed):
                self._bring_up_view(view, now[view])
            self._database.execute("commit")
        except BaseException:
            self._database.execute("rollback")
            self._made, self._files, self._stories = before
            raise

    def _show_files(self, name: str, mark: Mark) -> None:
        if self._made.get(f"kept_{name}") != (mark,):
            self._make(f"kept_{name}", _rows_of(name, self._tables[name].files, self._until))
            self._made[f"kept_{name}"] = (mark,)

    def _show_none(self, view: str) -> None:
        if self._made.get(view) != ():
            self._make(view, _rows_of("pairs", (), None))
            self._made[view] = ()

    def _bring_up_view(self, view: str, marks: tuple[Mark, ...]) -> None:
        """Makes a view, a table of its rows, or an overlay, if it is not there as the tables under it stand."""
        self._asked[view] += 1
        stands = self._made.get(view) == marks
        if view in self._files:
            if not stands:
                self._take_anew(view)
        elif view in OVERLAYS:
            if not stands:
                self._lay_over(view, marks)
        elif view in HELD and self._asked[view] >= AGAIN and self._is_small(view):
            self._hold(view)
        elif not self._made.get(view):
            self._make(view, query_text(f"views/{view}"))
        self._made[view] = marks

    def _lay_over(self, view: str, marks: tuple[Mark, ...]) -> None:
        if view == "judged":
            lay_judged(self._database)
        else:
            known = dict(zip(tables_under(view), marks, strict=True))
            self._stories = lay_stories(self._database, self._stories, (known["documents"], known["links"]))

    def _make(self, view: str, sql: str) -> None:
        self._database.execute(f"create or replace view {view} as {sql}")

    def _is_small(self, view: str) -> bool:
        return (
            sum(os.path.getsize(file) for files in self._under(view).values() for file in files) <= MOST_BYTES
        )

    def _under(self, view: str) -> dict[str, tuple[str, ...]]:
        return {name: self._tables[name].files for name in tables_under(view)}

    def _hold(self, view: str) -> None:
        """Takes all rows of a view into a table of its name."""
        self._database.execute(f"drop {'table' if view in self._files else 'view'} if exists {view}")
        self._files[view] = self._under(view)
        self._database.execute(f"create table {view} as {query_text(f'views/{view}')}")

    def _take_anew(self, view: str) -> None:
        """Takes the rows of the articles written since; all, where files were written together or many came."""
        docs = self._written_since(view)
        if docs is None or len(docs) > TOUCHED:
            self._hold(view)
            return
        touched = " or ".join(f"{column} in (select unnest($docs))" for column in HELD[view])
        values = {"docs": docs}
        self._database.execute(f"delete from {view} where {touched}", values)
        rows = query_text(f"views/{view}")
        self._database.execute(
            f"insert into {view} select * from ({rows}) as rows_now where {touched}", values
        )
        self._files[view] = self._under(view)

    def _written_since(self, view: str) -> list[str] | None:
        """The articles in files that came since a view was taken; `None` where one of the files then is gone."""
        docs = set[str]()
        for name, files in self._under(view).items():
            before = set(self._files[view][name])
            if not before <= set(files):
                return None
            new = [file for file in files if file not in before]
            for column in _NAMED_BY[name] if new else ():
                rows = self._database.execute(
                    f"select distinct {column} from {_files_as_rows(new)}"
                ).fetchall()
                docs.update(doc for (doc,) in rows)
        return sorted(docs)


_numbers = count(1)
_stores: OrderedDict[tuple[str, str | None], Ready] = OrderedDict()
_let_go: list[Ready] = []
_stores_lock = Lock()


@contextmanager
def ready_for(store: Store) -> Iterator[Ready]:
    """The store, ready for questions; those that were not asked for long are let go."""
    key = str(store.folder.resolve()), store.until
    with _stores_lock:
        found = _stores.get(key)
        if found is None:
            found = _stores[key] = Ready(replace(store, folder=Path(key[0])))
        found.users += 1
        _stores.move_to_end(key)
        while len(_stores) > MOST_STORES:
            _let_go.append(_stores.popitem(last=False)[1])
        _close_unused()
    try:
        yield found
    finally:
        with _stores_lock:
            found.users -= 1
            _close_unused()


def forget(store: Store) -> None:
    """Lets go of all that is known of a folder: the next question reads its files again."""
    folder = str(store.folder.resolve())
    with _stores_lock:
        _let_go.extend(_stores.pop(key) for key in [*_stores] if key[0] == folder)
        _close_unused()


def _close_unused() -> None:
    for one in [one for one in _let_go if not one.users]:
        _let_go.remove(one)
        one.close()


@cache
def _database() -> DuckDBPyConnection:
    """One database engine for the whole process."""
    import duckdb

    return duckdb.connect(":memory:", config=_SET)


def _rows_of(name: str, files: tuple[str, ...], until: str | None) -> str:
    if not files:
        columns = (f'cast(null as {SQL_TYPES[c.type]}) as "{c.name}"' for c in TABLES[name])
        return f"select {', '.join(columns)} where false"
    then = f" where batch < '{until}'" if until else ""
    return f"select * from {_files_as_rows(files)}{then}"


def _files_as_rows(files: Iterable[str]) -> str:
    quoted = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    return f"read_parquet([{quoted}])"
