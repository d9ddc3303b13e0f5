"""The roof: a project folder, what goes in and what can be asked of it.

    project = Project.open("desk")
    project.add(["articles/"])
    project.dyad("Pakistan", "Russia").events(since="2014-01-01").to_pandas()

`Project` is the one class with a state (its folder); each method is a short walk through the rooms. What it holds,
what analysts decide and what is measured stand in modules of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from detente.keep.asked import dyad_of
from detente.keep.coded import FileKept
from detente.keep.status import Status, status_of
from detente.keep.store import create, open_store
from detente.keep.verify import Fault, verify
from detente.keep.versions import KeptVersion, until_of, versions_of
from detente.model import Document, Reading, When
from detente.project.held import Held
from detente.project.judged import Judged
from detente.project.measured import Measured
from detente.relation import Relation
from detente.work import Added, AnyPath, Coder, Progress, add_articles, import_events, read_anew


class Project(Held, Judged, Measured):
    """A project folder: articles and event files, what was read from them, and what can be asked of it."""

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

    def import_events(
        self,
        paths: AnyPath | Iterable[AnyPath],
        *,
        format: str | None = None,
        source: str | None = None,
        version: str | None = None,
        mapping: Mapping[str, Any] | None = None,
        progress: Callable[[str, int], None] = lambda name, rows: None,
    ) -> tuple[FileKept, ...]:
        """Keeps the pairs of event files: GDELT, ICEWS, POLECAT, Phoenix, or a table with a mapping.

        A file is kept whole or not at all, and is passed over when its bytes are known under the same source. Rows that
        cannot be read are kept aside; what became of each is counted.

        Args:
            paths: files or folders, plain, gzipped or zipped.
            format: gdelt1, gdelt2, icews, polecat, ...; told from the file where not given.
            source: the name under which the events are kept apart; by default the format's.
            version: the release, in your words; by default the file's name.
            mapping: for other tables, what their columns say (docs/guides/import-event-files.md).
            progress: called with the file's name and the rows seen so far.

        Raises:
            UserError: a path that does not exist, a mapping that does not fit, the one file given is no event file.
            BrokenStore: the folder cannot be written.
        """
        given = [paths] if isinstance(paths, (str, Path)) else paths
        return import_events(
            self._store, given,
            format=format, source=source, version=version, mapping=mapping, progress=progress,
        )  # fmt: skip

    def status(self) -> Status:
        """What the project holds, in numbers."""
        return status_of(self._store)

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

    def verify(self) -> tuple[Fault, ...]:
        """Checks every file, hash, offset and reference; empty where all is sound."""
        return verify(self.folder)

    def _code(self, document: Document) -> Reading:
        from detente.code import code

        return code(document, settings=self.settings)
