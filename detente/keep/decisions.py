"""The analyst's decisions in the store: appended, never changed, read in the order in which they were made."""

from __future__ import annotations

import json
from collections.abc import Collection

from detente.errors import BrokenStore, UnknownName
from detente.keep.append import stamp
from detente.keep.engine import ask_rows
from detente.keep.judged import Match, judge, lineage_of, standing, undone_of
from detente.keep.rows import decision_of, decision_row, record_of
from detente.keep.store import Store, write_rows
from detente.model import Decision


def append_decision(store: Store, decision: Decision) -> None:
    """Keeps a decision; one that is there already is not kept twice.

    Raises:
        UnknownName: it is not signed.
        BrokenStore: the folder cannot be written.
    """
    if not decision.by.strip():
        raise UnknownName("a decision is signed", mend="say who decides: --by NAME")
    if decision.id not in {known.id for known in decisions_of(store)}:
        write_rows(store, "decisions", [decision_row(decision, stamp())])


def decisions_of(store: Store) -> tuple[Decision, ...]:
    """All decisions, the undone ones too, oldest first.

    Raises:
        BrokenStore: one of them cannot be read.
    """
    try:
        return tuple(decision_of(row) for row in ask_rows(store, "decisions"))
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenStore(f"a decision cannot be read: {error}", where=str(store.folder)) from error


def matches_of(store: Store) -> tuple[Match, ...]:
    """All decisions, oldest first, each record that they judged with what it is in the newest readings.

    A decision on groups or stories comes once; one that was undone, and the undoing, come as such.

    Raises:
        BrokenStore: the store cannot be read.
    """
    every = decisions_of(store)
    held, undone = standing(every), undone_of(every)
    on_records = [one for one in held if one.layer == "record"]
    docs = json.dumps(sorted({record.evidence.doc for one in on_records for record in one.records}))
    records = [record_of(row) for row in ask_rows(store, "read_of", docs=docs)] if on_records else []
    outcomes: dict[str, list[Match]] = {}
    for match in judge(records, on_records, lineage_of(every)).matches:
        outcomes.setdefault(match.decision.id, []).append(match)
    return tuple(match for one in every for match in outcomes.get(one.id) or [_plain_match(one, undone)])


def _plain_match(decision: Decision, undone: Collection[str]) -> Match:
    return Match(decision=decision, outcome="undone" if decision.id in undone else "applies", record=None)
