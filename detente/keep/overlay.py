"""What analysts decided, laid over the tables before a question is answered: tables made from values.

judged_out       id, doc of records that do not count, or that others stand for
judged_records   records that analysts accepted or corrected, and their `judged_pairs`
stories          doc and story of articles that share their text with another
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import BrokenStore
from detente.keep.assembly.groups import chain
from detente.keep.jsonl import record_from_text
from detente.keep.judged import judge, lineage_of, pairs_of_verdicts, standing
from detente.keep.rows import decision_of, pair_row, pairs_of, record_row
from detente.keep.tables import SQL_TYPES, TABLES
from detente.model import Decision, Record

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Stories:
    """What the table `stories` was made of: links and articles as they stood, and what was decided on stories."""

    articles: Hashable = None
    told: tuple[Decision, ...] = ()


def lay_judged(connection: DuckDBPyConnection) -> None:
    """Makes the tables of what analysts decided on records, out of the views `decisions` and `read_records`.

    Raises:
        BrokenStore: a decision cannot be read.
    """
    every = _decisions(connection)
    _lay_judged(connection, [one for one in standing(every) if one.layer == "record"], lineage_of(every))


def lay_stories(connection: DuckDBPyConnection, before: Stories, articles: Hashable) -> Stories:
    """Makes the table of stories out of `decisions`, `links` and `documents`, where it is another than before.

    Args:
        connection: to the views.
        before: what the table that is there was made of.
        articles: what tells one state of articles and links from another.

    Raises:
        BrokenStore: a decision cannot be read.
    """
    told = tuple(
        one for one in standing(_decisions(connection)) if one.layer == "story" and one.verdict != "note"
    )
    now = Stories(articles, told)
    if now != before:
        _fill(connection, "stories", {"doc": "text", "story": "text"}, _story_rows(connection, told))
    return now


def _decisions(connection: DuckDBPyConnection) -> list[Decision]:
    try:
        return [decision_of(row) for row in _rows(connection, "select * from decisions")]
    except (ValueError, TypeError, KeyError) as error:
        mend = "bring the table `decisions` back from a copy of the folder"
        raise BrokenStore(f"a decision cannot be read: {error}", mend=mend) from error


def _lay_judged(
    connection: DuckDBPyConnection, decisions: Sequence[Decision], lineage: Mapping[str, Record]
) -> None:
    docs = sorted({record.evidence.doc for one in decisions for record in one.records})
    read = (
        _rows(
            connection,
            "select record, batch from read_records where doc in (select unnest($docs))",
            docs=docs,
        )
        if docs
        else []
    )
    records = [record_from_text(row["record"]) for row in read]
    batches = {record.evidence.doc: row["batch"] for record, row in zip(records, read, strict=True)}
    done = judge(records, decisions, lineage)
    doc_of = {record.id: record.evidence.doc for record in records}
    new = [(record, batches.get(record.evidence.doc, "")) for record in done.new]
    columns = {name: {column.name: column.type for column in TABLES[name]} for name in ("records", "pairs")}
    out = [{"id": id, "doc": doc_of[id]} for id in sorted(done.out)]
    _fill(connection, "judged_out", {"id": "text", "doc": "text"}, out)
    _fill(connection, "judged_records", columns["records"], [record_row(*one) for one in new])
    pairs = [pair_row(pair, r.evidence.doc, batch) for r, batch in new for pair in pairs_of(r)]
    _fill(connection, "judged_pairs", columns["pairs"], pairs)


def _story_rows(connection: DuckDBPyConnection, decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Each article of a story with more than one, under the first published of them (see `stories`)."""
    links = {
        (doc, other): likeness
        for doc, other, likeness in connection.execute("select doc, other, likeness from links").fetchall()
    }
    together, apart = pairs_of_verdicts((one.verdict, one.names) for one in decisions)
    members = sorted({doc for pair in [*links, *together] for doc in pair})
    if not members:
        return []
    days = connection.execute(
        "select id, published from documents where id in (select unnest($members))", {"members": members}
    ).fetchall()
    published = {doc: str(day or "9999") for doc, day in days}
    groups = chain(published, links, together=together, apart=apart)
    first = [min(group, key=lambda doc: (published[doc], doc)) for group in groups]
    return [{"doc": doc, "story": story} for story, group in zip(first, groups, strict=True) for doc in group]


def _rows(connection: DuckDBPyConnection, sql: str, **values: Any) -> list[dict[str, Any]]:
    answer = connection.execute(sql, values)
    columns = [column[0] for column in answer.description]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def _fill(
    connection: DuckDBPyConnection, name: str, columns: dict[str, str], rows: Sequence[dict[str, Any]]
) -> None:
    typed = ", ".join(f'"{column}" {SQL_TYPES[kind]}' for column, kind in columns.items())
    connection.execute(f"create or replace table {name} ({typed})")
    if rows:
        lists = ", ".join(f"unnest(cast(? as {SQL_TYPES[kind]}[]))" for kind in columns.values())
        connection.execute(
            f"insert into {name} select {lists}", [[row[column] for row in rows] for column in columns]
        )
