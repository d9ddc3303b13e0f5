"""Records with their articles, as assembly takes them, and what analysts set together or apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.keep.decisions import decisions_of
from detente.keep.engine import ask_rows
from detente.keep.jsonl import record_from_text
from detente.keep.judged import edited, find_again, pairs_of_verdicts, standing
from detente.keep.store import Store
from detente.model import Decision, Record, Telling

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """Pairs of records (their ids) that an analyst set together or apart."""

    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()


def tellings_of(
    store: Store, kind: Literal["event", "commitment"], parties: Sequence[str] = ()
) -> tuple[Telling, ...]:
    """The events or commitments of a project, or those that may tell of some parties; oldest publication first.

    Beside those that name two of the parties these are the ones that name but one party, which is among them: a
    text that leaves the other out may tell of the same. Of a single party all are given that name it.

    Raises:
        BrokenStore: the store cannot be read.
    """
    some = json.dumps(sorted(set(parties))) if parties else None
    return tuple(
        Telling(
            record=record_from_text(row["record"]),
            outlet=row["outlet"],
            title=row["title"],
            published=row["published"],
            story=row["story"],
            context=row["context"],
        )
        for row in ask_rows(store, "tellings", kind=kind, parties=some)
    )


def set_by_hand(store: Store, layer: Literal["happening", "ledger"], tellings: Sequence[Telling]) -> ByHand:
    """What analysts merged and split in a layer, as pairs of records that are there now."""
    held = standing(decisions_of(store))
    grouping = [one for one in held if one.layer == layer]
    return pairs_by_hand(grouping, [telling.record for telling in tellings], held) if grouping else ByHand()


def pairs_by_hand(
    grouping: Iterable[Decision], records: Sequence[Record], decisions: Iterable[Decision] = ()
) -> ByHand:
    """Merges and splits as pairs of the records that are there now, found again by content; the later word holds.

    A record that was corrected since (by one of `decisions`) is found as it was left.
    """
    left: dict[str, Record] = {}
    for one in decisions:
        if one.layer == "record" and one.verdict in ("accept", "edit"):
            left |= {record.id: edited(record, one) for record in one.records}
    told = [(one.verdict, [_now(record, left, records) for record in one.records]) for one in grouping]
    together, apart = pairs_of_verdicts(
        (verdict, [name for name in names if name])
        for verdict, names in told
        if sum(map(bool, names)) > 1 and (names[0] or verdict == "merge")
    )
    return ByHand(together=together, apart=apart)


def _now(record: Record, left: Mapping[str, Record], records: Sequence[Record]) -> str | None:
    seen: set[str] = set()
    while record.id in left and record.id not in seen:
        seen.add(record.id)
        record = left[record.id]
    found = find_again(record, records)
    return found.id if found else None
