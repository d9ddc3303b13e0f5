"""Event files into the store: rows that came coded, kept apart by source, file and line.

The rows of one file are committed in one step, with the file's id as the transaction's: a run that is killed leaves
nothing of it, or all. Its sums by month and what became of it are written after; where a kill came between, the same
call writes those alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import UnreadableInput
from detente.keep.engine import ask_rows
from detente.keep.parts import WITH_PARTS, Parts, commit_parts
from detente.keep.store import Store, check_present, load_table, write_rows

if TYPE_CHECKING:
    from detente.read.events import EventFile


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
    tables = {name: load_table(store, name) for name in WITH_PARTS}
    lacking = tuple(name for name in tables if tables[name].transaction_version(id) is None)
    parts = Parts(store, file.source, id, batch, lacking)
    count, bad = Counter[str](), list[dict[str, Any]]()
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
            parts.add(part.rows)
            progress(count["seen"])
        parts.close()
        _check_any(file, count["seen"], bad)
        first = all(commit_parts(store, tables[name], name, parts.actions[name], once=id) for name in lacking)
    except BaseException:
        parts.drop()
        raise
    if not first:  # another process keeps the same file
        parts.drop()
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


def _file_row(kept: FileKept, file: EventFile, *, id: str, version: str, batch: str) -> dict[str, Any]:
    counts = ("seen", "pairs", "one_sided", "same_party", "no_state", "no_event", "duplicates", "bad")
    said = {"id": id, "version": version, "scale": file.scale, "directed": file.directed, "batch": batch}
    return said | {name: getattr(kept, name) for name in ("origin", "format", "source", *counts)}
