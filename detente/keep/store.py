"""The project folder: made, opened, its tables read and written. Nothing in it is ever overwritten.

detente.toml      marks the folder as a project: format version, name
tables/NAME/      one Delta Lake table each (see `tables`)
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from detente.errors import BrokenStore
from detente.keep.tables import TABLES, schema

if TYPE_CHECKING:
    from deltalake import DeltaTable

FORMAT = 4
"""Version of the folder's format: a later one is refused, an earlier one is given the tables it lacks."""

MARKER = "detente.toml"

_MONTHS = {"file_months"}
_EVENT_FILES = {"coded", "files", "file_days", "bad_rows"} | _MONTHS
_SINCE = {1: {"traces", "links", "decisions"} | _EVENT_FILES, 2: _EVENT_FILES, 3: _MONTHS}
"""By an earlier version of the format: the tables that it did not have."""

COMMIT_RETRIES = 50
"""How often a commit is tried anew when another process came first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """An opened project folder; `open_store` has looked that it is one.

    With `until`, the store as it stood: rows of appends from that moment on are not seen (see `batch` in `tables`),
    and nothing can be written. With `spark`, the address of a master, Spark works out the reductions.
    """

    folder: Path
    name: str
    until: str | None = None
    spark: str | None = None


def create(folder: Path) -> Store:
    """Makes a project of a folder, which may exist and hold other files.

    Raises:
        BrokenStore: it is a project already, or cannot be written.
    """
    if (folder / MARKER).exists():
        raise BrokenStore("is a project already", where=str(folder), mend="open it, or name another folder")
    from deltalake.exceptions import DeltaError

    try:
        folder.mkdir(parents=True, exist_ok=True)
        _make_tables(folder, TABLES)
        _write_marker(folder, folder.resolve().name)
    except (OSError, DeltaError) as error:
        raise BrokenStore(f"cannot be written: {str(error).splitlines()[0]}", where=str(folder)) from error
    return open_store(folder)


def open_store(folder: Path) -> Store:
    """Opens a project folder.

    Raises:
        BrokenStore: no project, a damaged one, or one made by a later version of the program.
    """
    marker = folder / MARKER
    if not marker.is_file():
        raise BrokenStore("is no project", where=str(folder), mend=f"make one: detente init {folder}")
    try:
        settings = tomllib.loads(marker.read_text(encoding="utf-8"))
        version, name = int(settings["format"]), str(settings["name"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        mend = f'it holds two lines: format = {FORMAT} and name = "..."'
        raise BrokenStore(f"is damaged: {error!r}", where=str(marker), mend=mend) from error
    if version < 1:
        raise BrokenStore(
            f"is damaged: there is no format {version}", where=str(marker), mend=f"format = {FORMAT}"
        )
    if version > FORMAT:
        raise BrokenStore(
            f"is of format {version}, and this program knows formats up to {FORMAT}",
            where=str(folder),
            mend="install a newer version of detente",
        )
    missing = [table for table in TABLES if not (folder / "tables" / table / "_delta_log").is_dir()]
    if version < FORMAT and set(missing) <= _SINCE[version]:
        _migrate(folder, name, missing)
    elif missing:
        mend = "bring them back from a copy of the folder"
        raise BrokenStore(f"is damaged: no table {', '.join(missing)}", where=str(folder), mend=mend)
    return Store(folder=folder, name=name)


def load_table(store: Store, name: str) -> DeltaTable:
    """One table as it stands now.

    Raises:
        BrokenStore: its log cannot be read.
    """
    from deltalake import DeltaTable
    from deltalake.exceptions import DeltaError

    path = _table_path(store.folder, name)
    try:
        return DeltaTable(path)
    except (DeltaError, OSError, ValueError) as error:
        mend = "bring it back from a copy of the folder"
        raise BrokenStore(f"table {name} is damaged: {error}", where=path, mend=mend) from error


def files_of(store: Store, name: str) -> list[str]:
    """The paths of the files of one table as it stands now, in order.

    Raises:
        BrokenStore: its log cannot be read.
    """
    uris = load_table(store, name).file_uris()  # a space is written as %20 there
    return sorted(map(unquote, uris))


def check_present(store: Store) -> None:
    """Looks that a store is the one of today, and not as it stood.

    Raises:
        BrokenStore: it is as it stood, which cannot be changed.
    """
    if store.until is not None:
        mend = "open it as it is"
        raise BrokenStore("the record as it stood cannot be changed", where=str(store.folder), mend=mend)


def write_rows(store: Store, name: str, rows: list[dict[str, Any]]) -> None:
    """Appends rows to one table in one commit; no rows, no commit.

    Raises:
        BrokenStore: the folder cannot be written, or others write so often that no commit gets through.
    """
    if not rows:
        return
    check_present(store)
    import pyarrow as pa
    from deltalake import CommitProperties, write_deltalake
    from deltalake.exceptions import DeltaError

    path = _table_path(store.folder, name)
    properties = CommitProperties(max_commit_retries=COMMIT_RETRIES)
    try:
        data = pa.Table.from_pylist(rows, schema=schema(name))
        write_deltalake(path, data, mode="append", commit_properties=properties)
    except (DeltaError, OSError) as error:
        mend = "is the disk full, the folder read-only? nothing half written counts: do it again"
        raise BrokenStore(f"table {name} cannot be written: {error}", where=path, mend=mend) from error


def _table_path(folder: Path, name: str) -> str:
    return str((folder / "tables" / name).resolve())


def _make_tables(folder: Path, names: Iterable[str]) -> None:
    from deltalake import DeltaTable

    for name in names:
        DeltaTable.create(_table_path(folder, name), schema=schema(name), mode="ignore", name=name)


def _migrate(folder: Path, name: str, missing: Iterable[str]) -> None:
    """Gives a folder of an earlier format the tables it lacks; what they hold is found at the next `add`."""
    try:
        _make_tables(folder, missing)
        _write_marker(folder, name)
    except OSError as error:
        mend = "it is of an earlier format and must be writable once, to be brought up to date"
        raise BrokenStore(f"cannot be written: {error}", where=str(folder), mend=mend) from error


def _write_marker(folder: Path, name: str) -> None:
    """Last and in one step, so that a folder is a project only when all of it is there."""
    draft = folder / f"{MARKER}.{os.getpid()}.new"
    draft.write_text(f"format = {FORMAT}\nname = {json.dumps(name, ensure_ascii=False)}\n", encoding="utf-8")
    os.replace(draft, folder / MARKER)
