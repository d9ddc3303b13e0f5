"""What a project holds: articles, records, and what many articles say together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.explain.gaps import find_gaps
from detente.keep.asked import (
    Day,
    choice_of,
    codes_of,
    dyad_of,
    find_records,
    only_one,
    records_of,
    sector_of,
)
from detente.keep.assembled import group_with, happenings_of, ledger_of
from detente.keep.engine import ask, ask_rows
from detente.keep.hand import find_record
from detente.keep.outlets import outlets_of
from detente.keep.rows import document_of, record_of
from detente.keep.search import Found, Group, among, search
from detente.keep.stories import stories_of
from detente.model import Document, Dyad, Gap, Happening, LedgerRow, Outlet, Record, SetAside, Story
from detente.project.opened import Opened

if TYPE_CHECKING:
    import pyarrow as pa


class Held(Opened):
    """What can be read from a project."""

    def documents(self) -> pa.Table:
        """The articles, one row each, oldest first: doc, title, outlet, published, number of records, ..."""
        return ask(self._store, "documents")

    def newest(self, most: int) -> list[dict[str, Any]]:
        """The articles published last, newest first, undated ones after them, with some columns of `documents`."""
        return ask_rows(self._store, "newest", most=most)

    def search(
        self,
        query: str = "",
        *,
        kind: str | None = None,
        party: str | None = None,
        dyad: Dyad | tuple[str, str] | None = None,
        since: Day | None = None,
        until: Day | None = None,
        outlet: str | None = None,
        groups: Iterable[Group] = ("articles", "records", "actors"),
        limit: int = 50,
        offset: int = 0,
    ) -> Found:
        """What all words stand in: articles, records, whom articles speak of, sentences that were not understood.

        Args:
            query: words, those that stand next to each other in quotation marks; empty for all (of no actor).
            kind: one kind of record; articles that have one of it. Actors are only found as a kind of their own.
            party: a state or organisation, by code or name, that the record or sentence names.
            dyad: two of them.
            since: first day: of an article its publication, of a record its own days, else the article's.
            until: last day, inclusive.
            outlet: who published it, as it is called.
            groups: of `articles`, `records`, `actors`, `missed`.
            limit: how many of each group, at most 1,000.
            offset: how many of each group come before them.

        Raises:
            UnknownName: no such kind, state or organisation; not a day.
            UserError: too much to look for, or nothing that has a letter or a digit.
        """
        self._use_words()
        where = among(kind, party, dyad, since, until, outlet)
        return search(self._store, query, where, groups, limit=limit, offset=offset)

    def document(self, doc: str) -> Document:
        """One article, by its id or the beginning of it.

        Raises:
            UnknownName: no such article, or several begin so.
        """
        rows = ask_rows(self._store, "document", doc=doc)
        if not rows:
            docs = self.documents().column("doc").to_pylist()
            found = only_one([one for one in docs if one.startswith(doc)], doc, "article", docs)
            rows = ask_rows(self._store, "document", doc=found)
        return document_of(rows[0])

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

    def page_of_records(
        self,
        kind: str | None = None,
        party: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        *,
        doc: str | None = None,
        most: int,
        after: int = 0,
    ) -> pa.Table:
        """Some of the records, in the same order and columns, `most` of them after the first few.

        Args:
            kind: one of the nine kinds.
            party: a state or organisation that they name, by code or name.
            doc: the article they stand in, by its whole id.
            since: first day, as in `records`.
            until: last day, inclusive.
            most: rows at most.
            after: rows that come before them.

        Raises:
            UnknownName: no such kind or party; not a day.
        """
        self._use_words()
        choice = choice_of(kind, None, since, until)
        code = codes_of((party,))[0] if party else None
        asked = {name: choice[name] for name in ("kind", "since", "until")} | {"party": code, "doc": doc}
        return ask(self._store, "records_page", **asked, most=most, after=after).drop_columns(["batch"])

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
        return find_records(self._store, kind, dyad, since, until)

    def record(self, id: str) -> tuple[Record, Document]:
        """One record, by its id or the beginning of it, with the article it stands in.

        Raises:
            UnknownName: no such record, or several begin so; the mend lists near ones.
        """
        record = find_record(self._store, id)
        return record, self.document(record.evidence.doc)

    def said_for(self, party: str) -> tuple[Record, ...]:
        """The statements of those who speak for a state or organisation, the newest article first.

        Raises:
            UnknownName: no such state or organisation.
        """
        self._use_words()
        return tuple(record_of(row) for row in ask_rows(self._store, "said_for", of=codes_of((party,))[0]))

    def missed(self, doc: str | None = None) -> dict[str, tuple[tuple[int, int], ...]]:
        """Sentences about states in which no record was found, by article: first character, and that after the last."""
        rows = ask_rows(self._store, "missed", doc=doc)
        return {
            row["doc"]: tuple((one["start"], one["end"]) for one in json.loads(row["not_understood"]))
            for row in rows
            if row["sentences"]
        }

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

    def outlets(self) -> dict[str, Outlet]:
        """The outlets that the user rated in `outlets.tsv` of the project folder, by name.

        Raises:
            UnreadableInput: a row is wrong.
        """
        return outlets_of(self._store)

    def gaps(self, dyad: Dyad | tuple[str, str] | None = None) -> tuple[Gap, ...]:
        """What the record, or what it says on a dyad, does not know.

        Raises:
            UnknownName: no such state.
        """
        return find_gaps(self._store, dyad_of(dyad))
