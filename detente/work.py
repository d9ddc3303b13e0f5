"""The long work: articles and event files into the project, and all articles read anew by a newer coder.

A run that is killed leaves whole batches behind, and the same call goes on from there. One bad article never
stops the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import UnreadableInput, UserError
from detente.keep.append import append, known_readings, stamp
from detente.keep.coded import FileKept, keep_file, known_files
from detente.keep.compact import compact
from detente.keep.engine import ask_rows
from detente.keep.rows import document_of
from detente.keep.sorting import sort_coded
from detente.keep.store import Store, check_present
from detente.keep.stories import link_new
from detente.model import Document, Reading, SetAside, When
from detente.settings import Settings

if TYPE_CHECKING:
    from detente.read.events import EventFile

AnyPath = str | Path
Coder = Callable[[Document], Reading]
Progress = Callable[[int, int], None]
Outcome = tuple[Document, Reading] | SetAside | None
BATCH = 25
"""Articles that are kept in one append: what a killed run has to read again at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of adding or rereading articles: new ones, known ones, records, reprints, and what was set aside.

    `reprints` counts pairs of articles of which one text derives from the other.
    """

    documents: int = 0
    known: int = 0
    records: int = 0
    reprints: int = 0
    set_aside: tuple[SetAside, ...] = ()


def add_articles(
    store: Store,
    paths: Iterable[AnyPath],
    coder: Coder,
    *,
    published: When | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Added:
    """Reads articles, keeps what they say and finds their reprints; see `Project.add`.

    Raises:
        UserError: a path that does not exist, an option that makes no sense; nothing is kept then.
        BrokenStore: the folder cannot be written.
    """
    from detente.read import count_inputs, read

    given = list(paths)
    inputs = sum(1 if (files := count_inputs(path)) is None else files for path in given)
    found = [read(path, published=published, outlet=outlet, columns=columns) for path in given]
    outcomes = _read_each(store, chain.from_iterable(found), coder)
    return _keep(store, _told(outcomes, progress, inputs))


def read_anew(
    store: Store, coder: Coder, *, by: tuple[str, str] | None = None, progress: Progress | None = None
) -> Added:
    """Reads all kept articles with another coder; of each the newest reading counts from then on.

    `by` are the name of the coder and the digest of its settings: articles whose newest reading is theirs are
    passed over, so that a run that was killed goes on where it stopped.

    Raises:
        BrokenStore: the folder cannot be read or written.
    """
    rows = ask_rows(store, "known")
    done = {row["doc"] for row in rows if (row["coder"], row["settings"]) == by}
    stale = [row["doc"] for row in rows if row["doc"] not in done]
    outcomes = (_read_one(_document(store, doc), coder) for doc in stale)
    added = _keep(store, _told(outcomes, progress, len(stale)))
    return replace(added, documents=len(stale) - len(added.set_aside), known=len(done))


def _document(store: Store, doc: str) -> Document:
    return document_of(ask_rows(store, "document", doc=doc)[0])


def _keep(store: Store, outcomes: Iterator[Outcome]) -> Added:
    check_present(store)
    added = Added()
    while batch := list(islice(outcomes, BATCH)):
        read_now = [one for one in batch if isinstance(one, tuple)]
        kept = append(store, read_now, [one for one in batch if isinstance(one, SetAside)])
        added = Added(
            documents=added.documents + kept.documents,
            known=added.known + batch.count(None),
            records=added.records + kept.records,
            reprints=added.reprints + (len(link_new(store)) if kept.documents else 0),
            set_aside=added.set_aside + kept.set_aside,
        )
        if read_now:
            compact(store)
    if not added.documents:  # what a run that was killed had not compared yet
        added = replace(added, reprints=len(link_new(store)))
    return added


def _read_each(store: Store, items: Iterable[Document | SetAside], coder: Coder) -> Iterator[Outcome]:
    """Each article with its reading, what was set aside, or `None` for an article that is known."""
    given, seen = iter(items), set[str]()
    while some := list(islice(given, BATCH)):
        seen |= {
            doc for doc, _, _ in known_readings(store, [one.id for one in some if isinstance(one, Document)])
        }
        for item in some:
            if isinstance(item, SetAside):
                yield item
            elif item.id in seen:
                yield None
            else:
                seen.add(item.id)
                yield _read_one(item, coder)


def _read_one(document: Document, coder: Coder) -> tuple[Document, Reading] | SetAside:
    try:
        return document, coder(document)
    except UnreadableInput as error:
        return SetAside(origin=document.origin, what=error.what, where=error.where, mend=error.mend)
    except (UserError, ImportError):
        raise  # such as a missing parser: it holds for every article
    except Exception as error:  # our fault or a plug's, but one article must not stop the rest
        return SetAside(
            origin=document.origin,
            what=f"the coder failed: {type(error).__name__}: {error}",
            mend="report it with the article",
        )


def _told(outcomes: Iterable[Outcome], progress: Progress | None, inputs: int) -> Iterator[Outcome]:
    for done, outcome in enumerate(outcomes, 1):
        if progress:
            progress(done, max(inputs, done))
        yield outcome


def read_articles(
    path: AnyPath,
    *,
    published: When | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> list[tuple[Document, Reading]]:
    """The articles of a file or folder, each with what our coder makes of it; no project is needed.

    Raises:
        UnreadableInput: one of them cannot be read.
    """
    from detente.code import code
    from detente.read import read

    readings = []
    for item in read(path, published=published, outlet=outlet, columns=columns):
        if isinstance(item, SetAside):
            raise UnreadableInput(item.what, where=item.where or item.origin, mend=item.mend)
        readings.append((item, code(item, settings=settings or Settings())))
    return readings


def import_events(
    store: Store,
    paths: Iterable[AnyPath],
    *,
    format: str | None = None,
    source: str | None = None,
    version: str | None = None,
    mapping: Mapping[str, Any] | None = None,
    progress: Callable[[str, int], None] = lambda name, rows: None,
) -> tuple[FileKept, ...]:
    """Keeps event files, one after the other; a file whose bytes are known under the same source is passed over.

    Of several files one that cannot be read does not stop the others: it is told with the reason (`unread`).
    See `Project.import_events`.

    Raises:
        UserError: a path that does not exist, a mapping that does not fit, a file that is no event file.
        BrokenStore: the folder cannot be read or written.
    """
    from detente.read.events import read_events

    check_present(store)
    batch, known, done = stamp(), known_files(store), list[FileKept]()
    files = _event_files(paths)
    for path in files:
        digest = _digest_of(path)
        try:
            for file in read_events(path, format=format, source=source, mapping=mapping):
                _check_source(file)
                id = f"{digest}:{file.source}:{file.path.removeprefix(str(path))}"
                told = partial(progress, file.path)
                done.append(_import_one(store, file, id, known, version=version, batch=batch, progress=told))
        except UnreadableInput as error:
            if len(files) == 1:
                raise
            done.append(FileKept(origin=str(path), format="", source="", unread=error.what))
    sort_coded(store, partial(progress, "in order"))
    compact(store)
    return tuple(done)


def _import_one(
    store: Store,
    file: EventFile,
    id: str,
    known: set[str],
    *,
    version: str | None,
    batch: str,
    progress: Callable[[int], None],
) -> FileKept:
    if id in known:
        return FileKept(origin=file.path, format=file.format, source=file.source, known=True)
    name = version or Path(file.path).name
    kept = keep_file(store, file, id=id, version=name, batch=batch, progress=progress)
    known.add(id)
    return kept


def _check_source(file: EventFile) -> None:
    if file.source == "articles":
        raise UserError(
            "`articles` is what was read here", where=file.path, mend="give the source a name of its own"
        )


def _event_files(paths: Iterable[AnyPath]) -> list[Path]:
    """The files given, those of a folder in order of their names."""
    found = list[Path]()
    for path in map(Path, paths):
        if not path.exists():
            raise UnreadableInput("there is no such file or folder", where=str(path))
        inside = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
        found += inside if path.is_dir() else [path]
    return found


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
