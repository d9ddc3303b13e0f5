"""The roof: a project folder, what goes in and what can be asked of it.

    project = Project.open("desk")
    project.add(["articles/"])
    project.dyad("Pakistan", "Russia").events(since="2014-01-01").to_pandas()

`Project` is the one class with a state (its folder); each method is a short walk through the rooms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import UnreadableInput, UserError
from detente.explain.gaps import find_gaps
from detente.keep.append import append
from detente.keep.asked import Day, choice_of, dyad_of, only_one, resolve_code
from detente.keep.engine import ask, ask_rows
from detente.keep.faces import face
from detente.keep.rows import document_of, record_of
from detente.keep.store import Store, create, open_store
from detente.keep.verify import Fault, verify
from detente.model import KINDS, Document, Dyad, Gap, Reading, Record, SetAside, When
from detente.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa

Coder = Callable[[Document], Reading]
Progress = Callable[[int, int], None]
Outcome = tuple[Document, Reading] | SetAside | None
AnyPath = str | Path
BATCH = 25
"""Articles that are kept in one append: what a killed `add` has to read again at most."""

_COUNTED = ("kind", "outlet", "coder", "set_aside")
_HEX = re.compile("[0-9a-f]{1,16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What came of adding articles: new ones, known ones, new records, and what was set aside."""

    documents: int = 0
    known: int = 0
    records: int = 0
    set_aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a project holds, in numbers.

    `kinds` counts records, `outlets` articles (an outlet that is not stated is ""), `coders` readings;
    `first` and `last` are the days of publication that are known.
    """

    name: str
    documents: int
    records: int
    kinds: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    coders: tuple[tuple[str, int], ...]
    first: date | None
    last: date | None
    set_aside: int


class Project:
    """A project folder: articles, what was read from them, and what can be asked of it."""

    def __init__(self, store: Store, settings: Settings | None = None) -> None:
        self._store = store
        words = store.folder / "words"
        self.settings = settings or Settings(words=str(words) if words.is_dir() else "")

    @classmethod
    def create(cls, folder: AnyPath) -> Project:
        """Makes a project of a folder, which may exist and hold other files.

        Raises:
            BrokenStore: it is a project already, or cannot be written.
        """
        return cls(create(Path(folder)))

    @classmethod
    def open(cls, folder: AnyPath) -> Project:
        """Opens a project folder.

        Raises:
            BrokenStore: no project, a damaged one, or one made by a later version.
        """
        return cls(open_store(Path(folder)))

    @property
    def folder(self) -> Path:
        """Where the project lies."""
        return self._store.folder

    @property
    def name(self) -> str:
        """The project's name."""
        return self._store.name

    def add(
        self,
        paths: AnyPath | Iterable[AnyPath],
        *,
        published: When | None = None,
        outlet: str | None = None,
        columns: Mapping[str, str] | None = None,
        progress: Progress | None = None,
        coder: Coder | None = None,
    ) -> Added:
        """Reads articles and keeps what they say; what is there already is not read again.

        One bad article never stops the rest: it is set aside, with the reason. A run that is killed leaves
        whole batches behind, and the same call goes on from there.

        Args:
            paths: files or folders of articles, "-" for standard input.
            published: day of publication of all these articles, whatever they say themselves.
            outlet: outlet of all these articles, whatever they say themselves.
            columns: for tables, which column holds the text, title, outlet, ...
            progress: called after each article with how many are done, of how many; a table counts as one
                until its rows are seen.
            coder: what makes a reading of a document, instead of our own.

        Raises:
            UserError: a path that does not exist, an option that makes no sense; nothing is kept then.
            BrokenStore: the folder cannot be written.
        """
        from detente.read import count_inputs, read

        given = [paths] if isinstance(paths, (str, Path)) else list(paths)
        inputs = sum(1 if (files := count_inputs(path)) is None else files for path in given)
        found = [read(path, published=published, outlet=outlet, columns=columns) for path in given]
        known = {row["doc"] for row in ask_rows(self._store, "known")}
        outcomes = _read_each(chain.from_iterable(found), known, coder or self._code)
        counted = _told(outcomes, progress, inputs)
        added = Added()
        while batch := list(islice(counted, BATCH)):
            read_now = [one for one in batch if isinstance(one, tuple)]
            kept = append(self._store, read_now, [one for one in batch if isinstance(one, SetAside)])
            added = Added(
                documents=added.documents + kept.documents,
                known=added.known + batch.count(None),
                records=added.records + kept.records,
                set_aside=added.set_aside + kept.set_aside,
            )
        return added

    def status(self) -> Status:
        """What the project holds, in numbers."""
        rows = ask_rows(self._store, "status")
        counts = {
            what: tuple((row["of"], row["n"]) for row in rows if row["what"] == what) for what in _COUNTED
        }
        documents = next(row for row in rows if row["what"] == "documents")
        return Status(
            name=self.name,
            documents=documents["n"],
            records=sum(n for _, n in counts["kind"]),
            kinds=tuple((kind, n) for kind in KINDS for of, n in counts["kind"] if of == kind),
            outlets=counts["outlet"],
            coders=counts["coder"],
            first=documents["first"],
            last=documents["last"],
            set_aside=counts["set_aside"][0][1],
        )

    def documents(self) -> pa.Table:
        """The articles, one row each, oldest first: doc, title, outlet, published, number of records, ..."""
        return ask(self._store, "documents")

    def document(self, doc: str) -> Document:
        """One article, by its id or the beginning of it.

        Raises:
            UnknownName: no such article, or several begin so.
        """
        rows = self.documents().column("doc").to_pylist()
        found = only_one([one for one in rows if one.startswith(doc)], doc, "article", rows)
        return document_of(ask_rows(self._store, "document", doc=found)[0])

    def set_aside(self) -> tuple[SetAside, ...]:
        """What could not be read, in order of its origin."""
        return tuple(
            SetAside(origin=row["origin"], what=row["what"], where=row["place"], mend=row["mend"])
            for row in ask_rows(self._store, "set_aside")
        )

    def records(
        self,
        kind: str | None = None,
        dyad: Dyad | tuple[str, str] | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> pa.Table:
        """The records, in order of time; columns as in the table `records`, with outlet, title, published.

        Args:
            kind: one of the nine kinds.
            dyad: two states, by code or name.
            since: first day, as a date or YYYY-MM-DD: a record's own days count, else the article's.
            until: last day, inclusive.

        Raises:
            UnknownName: no such kind or state; not a day.
        """
        table = ask(self._store, "records", **choice_of(kind, dyad, since, until))
        return table.drop_columns(["batch"])  # when it was written is no part of what is known

    def find(
        self,
        kind: str | None = None,
        dyad: Dyad | tuple[str, str] | None = None,
        since: Day | None = None,
        until: Day | None = None,
    ) -> tuple[Record, ...]:
        """The same records as values, in the same order; quicker to start with than the table.

        Raises:
            UnknownName: no such kind or state; not a day.
        """
        rows = ask_rows(self._store, "records", **choice_of(kind, dyad, since, until))
        return tuple(record_of(row) for row in rows)

    def record(self, id: str) -> tuple[Record, Document]:
        """One record, by its id or the beginning of it, with the article it stands in.

        Raises:
            UnknownName: no such record, or several begin so; the mend lists near ones.
        """
        prefix = id.strip().lower()
        rows = ask_rows(self._store, "record", prefix=prefix) if _HEX.fullmatch(prefix) else []
        ids = [row["id"] for row in rows] or [row["id"] for row in ask_rows(self._store, "record_ids")]
        found = only_one([row["id"] for row in rows], id, "record", ids)
        record = record_of(next(row for row in rows if row["id"] == found))
        return record, self.document(record.evidence.doc)

    def dyad(self, a: str, b: str) -> Relation:
        """The relation of two states, by code or name.

        Raises:
            UnknownName: a name that is no state's or organisation's, or the same one twice.
        """
        return Relation(self, dyad_of((a, b)))

    def gaps(self, dyad: Dyad | tuple[str, str] | None = None) -> tuple[Gap, ...]:
        """What the record, or what it says on a dyad, does not know.

        Raises:
            UnknownName: no such state.
        """
        return find_gaps(self._store, dyad_of(dyad))

    def verify(self) -> tuple[Fault, ...]:
        """Checks every file, hash, offset and reference; empty where all is sound."""
        return verify(self.folder)

    def _code(self, document: Document) -> Reading:
        from detente.code import code

        return code(document, settings=self.settings)


class Relation:
    """What a project holds on two states; each answer is an Arrow table whose rows carry their evidence.

    Every table has, beside the columns of its kind: id, the speaker, coder and confidence, and the
    evidence: text, doc, start, end, outlet, title, published. Parties are lists of codes.
    """

    def __init__(self, project: Project, dyad: Dyad) -> None:
        self._project = project
        self.dyad = dyad

    def records(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """All records of the dyad, in order of time, as `Project.records` gives them."""
        return self._project.records(dyad=self.dyad, since=since, until=until)

    def events(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who did what to whom: actors, recipients, type, mode, contexts, aux, place, since, until, basis."""
        return self._face("event", since, until)

    def commitments(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who owes what to whom: giver, receiver, what, sector, amount, unit, stage, since, until, basis."""
        return self._face("commitment", since, until)

    def statements(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who said what: words, form, suspect."""
        return self._face("statement", since, until)

    def tilts(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who is said to move towards or away from whom, and turning points as told."""
        return self._face("tilt", since, until)

    def causal(self) -> pa.Table:
        """What is said to bring about what: cause, effect, polarity."""
        return self._face("causal")

    def interests(self) -> pa.Table:
        """Who wants what of whom: holder, toward, object."""
        return self._face("interest")

    def implications(self, third: str | None = None) -> pa.Table:
        """What the relation is said to mean for third states: third, sign, what.

        Raises:
            UnknownName: no such state.
        """
        table = self._face("implication")
        if third is None:
            return table
        from pyarrow import compute

        return table.filter(compute.equal(table.column("third"), resolve_code(third)))

    def gaps(self) -> tuple[Gap, ...]:
        """What the record does not know of the dyad."""
        return self._project.gaps(self.dyad)

    def _face(self, kind: str, since: Day | None = None, until: Day | None = None) -> pa.Table:
        return face(kind, self._project.records(kind, self.dyad, since, until))


def _read_each(items: Iterable[Document | SetAside], known: set[str], coder: Coder) -> Iterator[Outcome]:
    """Each article with its reading, what was set aside, or `None` for an article that is known."""
    for item in items:
        if isinstance(item, SetAside):
            yield item
        elif item.id in known:
            yield None
        else:
            known.add(item.id)
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
