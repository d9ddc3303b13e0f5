"""Small files made few: every append writes a file a table and an entry in its log, and a query reads them all."""

from __future__ import annotations

from pathlib import Path

from detente.keep.store import Store, load_table
from detente.keep.tables import TABLES

SOME = 16
"""Commits to a table after which its log is summed up."""
MANY = 48
"""Files of a table from which they are written together."""


def compact(store: Store) -> None:
    """Writes the files of a table together where many were added; rows stay as they are.

    It is done in one commit a table beside other processes' appends, and left for the next time where they are
    in the way. Files that were replaced a week ago are removed.

    Raises:
        BrokenStore: a table's log cannot be read.
    """
    from deltalake.exceptions import DeltaError

    for name in (table for table in TABLES if table != "coded"):  # its parts are sorted (see `sorting`)
        if _commits(store.folder / "tables" / name / "_delta_log") < SOME:
            continue
        table = load_table(store, name)
        try:
            if len(table.file_uris()) >= MANY:
                table.optimize.compact()
                table.vacuum(dry_run=False)
            table.create_checkpoint()
        except (DeltaError, OSError):
            continue  # another process is at it, or the disk is full: the rows are all there as they were


def _commits(log: Path) -> int:
    """Commits since the log was last summed up, by the names of its files."""
    entries = sorted(path.name for path in log.iterdir())
    summed = [name for name in entries if ".checkpoint" in name and name[:1].isdigit()]
    last = summed[-1].partition(".")[0] if summed else ""
    return sum(
        name.endswith(".json") and name[:1].isdigit() and name.partition(".")[0] > last for name in entries
    )
