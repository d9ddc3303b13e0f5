"""Records with their articles, as assembly takes them, and what analysts set together or apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from detente.keep.decisions import decisions_of
from detente.keep.engine import ask_rows
from detente.keep.jsonl import record_from_json
from detente.keep.judged import find_again, standing
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
    """The events or commitments of a project, or of one or two parties, with their articles; oldest first.

    Raises:
        BrokenStore: the store cannot be read.
    """
    a, b = (*parties[:2], None, None)[:2]
    return tuple(
        Telling(
            record=record_from_json(json.loads(row["record"], parse_float=Decimal)),
            outlet=row["outlet"],
            title=row["title"],
            published=row["published"],
            story=row["story"],
            context=row["context"],
        )
        for row in ask_rows(store, "tellings", kind=kind, a=a, b=b)
    )


def set_by_hand(store: Store, layer: Literal["happening", "ledger"], tellings: Sequence[Telling]) -> ByHand:
    """What analysts merged and split in a layer, as pairs of records that are there now."""
    decisions = [one for one in standing(decisions_of(store)) if one.layer == layer]
    return pairs_by_hand(decisions, [telling.record for telling in tellings]) if decisions else ByHand()


def pairs_by_hand(decisions: Iterable[Decision], records: Sequence[Record]) -> ByHand:
    """The decisions as pairs; of two that contradict each other the later holds. Records are found again by content."""
    said: dict[Pair, str] = {}
    for decision in decisions:
        now = [found.id for record in decision.records if (found := find_again(record, records))]
        if len(now) < 2:
            continue
        pairs = (
            combinations(now, 2) if decision.verdict == "merge" else ((now[0], other) for other in now[1:])
        )
        for a, b in pairs:
            said[min(a, b), max(a, b)] = decision.verdict
    return ByHand(
        together=tuple(sorted(pair for pair, verdict in said.items() if verdict == "merge")),
        apart=tuple(sorted(pair for pair, verdict in said.items() if verdict == "split")),
    )
