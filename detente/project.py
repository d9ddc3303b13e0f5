"""The roof: a project folder, what goes in and what can be asked of it.

    project = Project.open("desk")
    project.add(["articles/"])
    project.dyad("Pakistan", "Russia").events(since="2014-01-01").to_pandas()

`Project` is the one class with a state (its folder); each method is a short walk through the rooms.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.explain.changes import Change, Scope, find_changes, state_of
from detente.explain.gaps import find_gaps
from detente.explain.questions import (
    Question,
    ask_question,
    drop_question,
    names_of_questions,
    questions_of,
    save_question,
)
from detente.explain.queue import ToCheck, find_queue
from detente.keep.asked import (
    Day,
    choice_of,
    codes_of,
    dyad_of,
    only_one,
    records_of,
    sector_of,
)
from detente.keep.assembled import group_with, happenings_of, ledger_of
from detente.keep.decisions import matches_of
from detente.keep.engine import ask, ask_rows
from detente.keep.hand import decide, find_record
from detente.keep.judged import Match
from detente.keep.outlets import outlets_of
from detente.keep.rows import document_of, record_of
from detente.keep.status import Status, status_of
from detente.keep.store import Store, create, open_store
from detente.keep.stories import stories_of
from detente.keep.verify import Fault, verify
from detente.keep.versions import KeptVersion, until_of, versions_of
from detente.model import (
    Decision,
    Document,
    Dyad,
    Gap,
    Happening,
    LedgerRow,
    Outlet,
    Reading,
    Record,
    SetAside,
    Story,
    When,
)
from detente.relation import Relation
from detente.settings import Settings
from detente.work import Added, AnyPath, Coder, Progress, add_articles, read_anew

if TYPE_CHECKING:
    import pyarrow as pa


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
        given = [paths] if isinstance(paths, (str, Path)) else paths
        return add_articles(
            self._store, given, coder or self._code,
            published=published, outlet=outlet, columns=columns, progress=progress,
        )  # fmt: skip

    def reread(self, *, progress: Progress | None = None, coder: Coder | None = None) -> Added:
        """Reads every article anew, where it was last read by another coder or with other settings.

        The earlier readings stay; of each article the newest counts. What analysts decided is found again by
        what it judged (`decisions`). With a coder of one's own, all articles are read.

        Raises:
            BrokenStore: the folder cannot be written.
        """
        from detente.code import CODER

        by = None if coder else (CODER, self.settings.digest)
        return read_anew(self._store, coder or self._code, by=by, progress=progress)

    def status(self) -> Status:
        """What the project holds, in numbers."""
        return status_of(self._store)

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

    def articles(self, docs: Sequence[str]) -> dict[str, Document]:
        """Some articles by their whole ids, in one question; one that is not there is left out."""
        rows = ask_rows(self._store, "articles", docs=json.dumps(list(docs)))
        return {row["id"]: document_of(row) for row in rows}

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
        return records_of(self._store, kind, dyad, since, until)

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
        record = find_record(self._store, id)
        return record, self.document(record.evidence.doc)

    def stories(self) -> tuple[Story, ...]:
        """Articles that share their text (copies, rewrites, excerpts), the oldest story first."""
        return stories_of(self._store)

    def happenings(self, *parties: str) -> tuple[Happening, ...]:
        """What the events of several articles tell of, of all or of one or two parties, in order of time.

        Raises:
            UnknownName: no such state or organisation.
        """
        self._use_words()
        return happenings_of(self._store, codes_of(parties))

    def ledger(self, *parties: str, sector: str | None = None) -> tuple[LedgerRow, ...]:
        """Commitments across articles, one row each with all its stages, of all or of one or two parties.

        Raises:
            UnknownName: no such state, organisation or sector.
        """
        self._use_words()
        asked = sector_of(sector)
        rows = ledger_of(self._store, codes_of(parties))
        return tuple(row for row in rows if asked in (None, row.sector))

    def group(self, id: str) -> Happening | LedgerRow | None:
        """The happening or ledger row of a record, by the id of the record or its own; else `None`.

        Raises:
            UnknownName: no such record.
        """
        self._use_words()
        return group_with(self._store, find_record(self._store, id[1:] if id[:1] in ("h", "r") else id))

    def decide(
        self,
        verdict: str,
        *ids: str,
        by: str,
        changes: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> Decision:
        """Keeps what an analyst decided; nothing is overwritten, and every decision can be undone.

        Args:
            verdict: accept, reject, not-in-text (of records, happenings, rows), edit (a record), split, merge
                (happenings, rows, articles in stories), note, undo (a decision).
            ids: of records (hexadecimal), happenings ("h..."), rows ("r..."), articles in stories ("s..."),
                decisions ("v..."), or the beginnings of them.
            by: who decides.
            changes: for an edit: fields and values as in the record format, such as {"stage": "agreed"}.
            note: why.

        Raises:
            UnknownName: no such verdict or id; a value that a field cannot take; not signed.
        """
        self._use_words()
        return decide(self._store, verdict, ids, by=by, changes=changes, note=note)

    def decisions(self) -> tuple[Match, ...]:
        """All decisions, oldest first, each with what it meets in the newest readings."""
        return matches_of(self._store)

    def queue(self, *parties: str) -> tuple[ToCheck, ...]:
        """What to check first, of all or of one or two parties: where an analyst's minute is worth most.

        Raises:
            UnknownName: no such state or organisation.
        """
        self._use_words()
        return find_queue(self._store, codes_of(parties))

    def changes(self, since: str | date, *parties: str, sector: str | None = None) -> tuple[Change, ...]:
        """What changed in the answers since a day or version: commitments, stages, contradictions, first statements.

        Raises:
            UnknownName: neither a day nor a version; no such state or sector.
        """
        self._use_words()
        scope = Scope(parties=codes_of(parties), sector=sector_of(sector))
        return find_changes(state_of(self.as_of(since)._store, scope), state_of(self._store, scope))

    def outlets(self) -> dict[str, Outlet]:
        """The outlets that the user rated in `outlets.tsv` of the project folder, by name.

        Raises:
            UnreadableInput: a row is wrong.
        """
        return outlets_of(self._store)

    def save_question(self, name: str, *parties: str, sector: str | None = None) -> None:
        """Keeps a standing question on one or two parties or a sector; what is known now counts as told.

        Raises:
            UnknownName: no such party or sector, or a name that cannot be a file's.
        """
        self._use_words()
        scope = Scope(parties=codes_of(parties), sector=sector_of(sector))
        save_question(self._store, Question(name=name, scope=scope))

    def question_names(self) -> tuple[str, ...]:
        """The names of the standing questions."""
        return names_of_questions(self._store)

    def questions(self) -> tuple[Question, ...]:
        """The standing questions, by name."""
        return questions_of(self._store)

    def drop_question(self, name: str) -> None:
        """Forgets a standing question.

        Raises:
            UnknownName: there is none of that name.
        """
        drop_question(self._store, name)

    def ask_question(
        self, name: str, tell: Callable[[tuple[Change, ...]], None] = lambda _: None
    ) -> tuple[Change, ...]:
        """What changed since a standing question was last asked; once `tell` has told it, it counts as told.

        Raises:
            UnknownName: there is none of that name.
        """
        self._use_words()
        return ask_question(self._store, name, tell)

    def as_of(self, moment: str | date) -> Project:
        """The project as it stood at the end of a day (YYYY-MM-DD), or after a version (as `versions` tells).

        Raises:
            UnknownName: not a day, nor a version that there is.
        """
        return Project(replace(self._store, until=until_of(self._store, moment)), self.settings)

    def versions(self) -> tuple[KeptVersion, ...]:
        """The moments at which something was kept, oldest first, with how much."""
        return versions_of(self._store)

    def dyad(self, a: str, b: str) -> Relation:
        """The relation of two states, by code or name.

        Raises:
            UnknownName: a name that is no state's or organisation's, or the same one twice.
        """
        self._use_words()
        return Relation(self._store, dyad_of((a, b)))

    def gaps(self, dyad: Dyad | tuple[str, str] | None = None) -> tuple[Gap, ...]:
        """What the record, or what it says on a dyad, does not know.

        Raises:
            UnknownName: no such state.
        """
        return find_gaps(self._store, dyad_of(dyad))

    def verify(self) -> tuple[Fault, ...]:
        """Checks every file, hash, offset and reference; empty where all is sound."""
        return verify(self.folder)

    def _use_words(self) -> None:
        from detente.vocab.tables import use_words

        use_words(Path(self.settings.words) if self.settings.words else None)

    def _code(self, document: Document) -> Reading:
        from detente.code import code

        return code(document, settings=self.settings)
