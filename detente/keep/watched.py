"""A table's log, looked at before each question: has anybody written since?

An entry of a Delta log is made in one step, under the next number, and never changed. So while the newest entry that is
known lies there as it did, and none has the number after it, the table stands as it stood.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from detente.keep.store import Store, load_table

if TYPE_CHECKING:
    from deltalake import DeltaTable

Mark = tuple[int, int, int, int]
"""What tells one state of a table from another: the number of its newest entry, and which file that entry is."""

_NEVER: Mark = (-1, 0, 0, 0)


@dataclass(slots=True)
class Watched:
    """One table of a store as it stood when it was last looked at."""

    store: Store
    name: str
    mark: Mark = _NEVER
    files: tuple[str, ...] = ()
    _table: DeltaTable | None = field(default=None, repr=False)

    def look(self) -> Mark:
        """Loads what was written since the last look; cheap where nothing was.

        Raises:
            BrokenStore: its log cannot be read.
        """
        if not self.stands():
            version = self.mark[0]
            self._load(afresh=version < 0 or self._mark_of(version) != self.mark)
        return self.mark

    def stands(self) -> bool:
        """Whether nothing was written since the last look."""
        version = self.mark[0]
        return (
            version >= 0
            and self._mark_of(version) == self.mark
            and not os.path.exists(self._entry(version + 1))
        )

    def _load(self, *, afresh: bool) -> None:
        from deltalake.exceptions import DeltaError

        table = None if afresh else self._table
        if table is not None:
            try:
                table.update_incremental()
            except (DeltaError, OSError, ValueError):
                table = None
        table = table or load_table(self.store, self.name)
        self.mark = self._mark_of(table.version())
        self.files = tuple(sorted(map(unquote, table.file_uris())))  # a space is written as %20 there
        self._table = table

    def _mark_of(self, version: int) -> Mark:
        try:
            entry = os.stat(self._entry(version))
        except OSError:
            return version, *_NEVER[1:]
        return version, entry.st_ino, entry.st_mtime_ns, entry.st_size

    def _entry(self, version: int) -> str:
        return f"{self.store.folder}/tables/{self.name}/_delta_log/{version:020}.json"  # asked for before every answer
