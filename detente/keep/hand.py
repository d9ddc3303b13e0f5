"""An analyst's verdict on what is named by its id, made into a decision.

Ids as they are printed, or their beginnings: of a record (hexadecimal), of a happening ("h..."), of a row of the
ledger ("r..."), of an article in a story ("s..."), of a decision ("v...").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, cast

from detente.errors import UnknownName
from detente.keep.asked import code_or_name, only_one
from detente.keep.assembled import group_with
from detente.keep.decisions import append_decision, decisions_of
from detente.keep.engine import ask_rows
from detente.keep.judged import CODE_FIELDS, edited, with_changes
from detente.keep.rows import record_of
from detente.keep.store import Store
from detente.keep.stories import stories_of
from detente.model import VERDICTS, Decision, Layer, Record, Verdict, plain

_HEX = re.compile("[0-9a-f]{1,64}")
_LAYER = {"event": "happening", "commitment": "ledger"}
_GROUPED = "hr"


def decide(
    store: Store,
    verdict: str,
    ids: Sequence[str],
    *,
    by: str,
    changes: Mapping[str, Any] | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Decision:
    """Keeps a decision and returns it; see `Project.decide`.

    Raises:
        UnknownName: no such verdict, record, article or decision; a verdict that does not fit; not signed.
        BrokenStore: the folder cannot be written.
    """
    if verdict not in VERDICTS:
        raise UnknownName(f"no verdict called {verdict!r}", mend=f"there are: {', '.join(VERDICTS)}")
    if not ids or not all(id.strip() for id in ids):
        raise UnknownName(
            f"nothing to {verdict}", mend="name it by its id, as `records` or `ledger` print them"
        )
    if bool(changes) != (verdict == "edit"):
        raise UnknownName(
            "an edit, and only an edit, changes fields", mend="detente decide edit ID --set FIELD=VALUE"
        )
    changes = {name: _coded(name, value) for name, value in (changes or {}).items()}
    layer, records, names = _judged(store, cast(Verdict, verdict), ids)
    for record in records if verdict == "edit" else ():
        with_changes(record, changes)  # says what does not fit before anything is kept
    decision = Decision(
        verdict=cast(Verdict, verdict),
        layer=layer,
        by=" ".join(by.split()),
        at=at or datetime.now(UTC),
        records=records,
        names=names,
        changes=tuple(sorted((name, plain(value)) for name, value in changes.items())),
        note=note,
    )
    append_decision(store, decision)
    return decision


def _coded(name: str, value: Any) -> Any:
    """Parties as codes: names of states and organisations become theirs, those of others stay as they are."""
    if name in CODE_FIELDS and isinstance(value, list | tuple):
        return [code_or_name(one) for one in value if isinstance(one, str)]
    return (
        code_or_name(value) if name in ("code", "third", "speaker.of") and isinstance(value, str) else value
    )


Judged = tuple[Layer, tuple[Record, ...], tuple[str, ...]]


def _judged(store: Store, verdict: Verdict, ids: Sequence[str]) -> Judged:
    """What a verdict is on: the layer, and its records or names."""
    if verdict == "undo":
        return "decision", (), tuple(_decision_id(store, id) for id in ids)
    if all(id[:1] == "s" for id in ids) and verdict in ("split", "merge", "note"):
        return "story", (), _articles(store, verdict, ids)
    if verdict in ("split", "merge"):
        return _grouped(store, verdict, ids)
    if verdict == "edit" and (len(ids) > 1 or ids[0][:1] in _GROUPED):
        raise UnknownName(
            "an edit is of one record", mend="edit them one by one; `explain` lists those of a group"
        )
    found = [record for id in ids for record in _records(store, id, all_of=verdict != "edit")]
    return "record", tuple(dict.fromkeys(found)), ()


def _records(store: Store, id: str, *, all_of: bool) -> list[Record]:
    """The record with an id; of a happening or row all of its records, or the one that told it first."""
    record = find_record(store, id[1:] if id[:1] in _GROUPED else id)
    group = group_with(store, record) if all_of and id[:1] in _GROUPED else None
    return [telling.record for telling in group.tellings] if group else [record]


def _grouped(store: Store, verdict: Verdict, ids: Sequence[str]) -> Judged:
    """A merge joins all; a split sets the first apart from the rest, or from all that it now stands with."""
    records = [record for id in ids for record in _records(store, id, all_of=verdict == "merge")]
    kinds = {record.kind for record in records}
    layer = _LAYER.get(kinds.pop()) if len(kinds) == 1 else None
    if layer is None:
        raise UnknownName(
            f"cannot {verdict} these", mend="only events with events, and commitments with commitments"
        )
    if verdict == "merge" and len(set(records)) < 2:
        raise UnknownName("a merge is of two or more", mend="name another record, happening or row")
    if verdict == "split" and len(records) == 1:
        group = group_with(store, records[0])
        records += [t.record for t in group.tellings if t.record.id != records[0].id] if group else []
    if len(set(records)) < 2:
        raise UnknownName(f"{records[0].id} stands alone", mend="there is nothing to split it from")
    return cast(Layer, layer), tuple(dict.fromkeys(records)), ()


def _articles(store: Store, verdict: Verdict, ids: Sequence[str]) -> tuple[str, ...]:
    known = [row["doc"] for row in ask_rows(store, "documents")]
    docs = [
        only_one([doc for doc in known if doc.startswith(id[1:])], id[1:], "article", known) for id in ids
    ]
    if verdict == "split" and len(docs) == 1:
        docs += [
            doc
            for story in stories_of(store)
            if docs[0] in story.docs
            for doc in story.docs
            if doc != docs[0]
        ]
    if len(set(docs)) < 2 and verdict != "note":
        raise UnknownName(
            f"nothing to {verdict} it with", mend="name two articles, each with an s before its id"
        )
    return tuple(dict.fromkeys(docs))


def _decision_id(store: Store, id: str) -> str:
    known = [decision.id for decision in decisions_of(store)]
    return only_one([one for one in known if one.startswith(id)], id, "decision", known)


def find_record(store: Store, id: str) -> Record:
    """One record, by its id or the beginning of it.

    Raises:
        UnknownName: no such record, or several begin so; the mend lists near ones.
    """
    prefix = id.strip().lower()
    rows = ask_rows(store, "record", prefix=prefix) if _HEX.fullmatch(prefix) else []
    if prefix and not rows:
        every = decisions_of(store)
        judged = [(one, r) for one in every for r in one.records if r.id.startswith(prefix)]
        for decision, record in judged[-1:]:
            now = f"it is {edited(record, decision).id} now, " if decision.verdict == "edit" else ""
            mend = f"{now}`decisions` tells of it: {decision.id} ({decision.verdict})"
            raise UnknownName(f"no record {id!r} any more: an analyst judged it", mend=mend)
    ids = [row["id"] for row in rows] or [row["id"] for row in ask_rows(store, "record_ids")]
    found = only_one([row["id"] for row in rows], id, "record", ids)
    return record_of(next(row for row in rows if row["id"] == found))
