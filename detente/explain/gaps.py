"""What the record does not know: undated, unnamed, unresolved, told by a single source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from detente.keep.asked import find_records
from detente.keep.assembled import happenings_of, ledger_of
from detente.keep.engine import ask_rows
from detente.keep.store import Store
from detente.model import Commitment, Dyad, Event, Gap, Happening, LedgerRow, Record, Speaker, When

Row = dict[str, Any]


def find_gaps(store: Store, dyad: Dyad | None = None) -> tuple[Gap, ...]:
    """The gaps of a project, or of what it says on one dyad, in a fixed order.

    `undated`: an event or commitment without a day. `unnamed`: a statement whose speaker has no name.
    `unresolved`: a sentence about states without a record, an event or commitment that lacks a party.
    `single source`: a happening or commitment that one story alone tells. `of` is the id of a
    record, or document:start-end for a sentence.

    Raises:
        BrokenStore: the store cannot be read.
    """
    a, b = (dyad.a, dyad.b) if dyad else (None, None)
    parties = (dyad.a, dyad.b) if dyad else ()
    told = find_records(store, None, dyad, None, None)
    lacking = ask_rows(store, "unresolved", a=a, b=b)
    readings = ask_rows(store, "not_understood", a=a, b=b)
    return (
        *_undated(told),
        *_unnamed(told),
        *_lacking_party(lacking),
        *_not_understood(readings, dyad),
        *_single_source([*happenings_of(store, parties), *ledger_of(store, parties)]),
    )


def _undated(records: Iterable[Record]) -> list[Gap]:
    return [
        Gap(kind="undated", of=record.id, why=f"no day is given for: {record.evidence.text}")
        for record in records
        if isinstance(record.claim, Event | Commitment) and not _is_dated(record.claim.when)
    ]


def _is_dated(when: When | None) -> bool:
    return when is not None and (when.since is not None or when.until is not None)


def _unnamed(records: Iterable[Record]) -> list[Gap]:
    return [
        Gap(kind="unnamed", of=one.id, why=f"{_in_words(one.speaker)} is not named: {one.evidence.text}")
        for one in records
        if one.kind == "statement" and (one.speaker is None or one.speaker.name is None)
    ]


def _in_words(speaker: Speaker | None) -> str:
    office = speaker.role if speaker and speaker.role else "a speaker"
    return f"{office} of {speaker.of}" if speaker and speaker.of else office


def _lacking_party(rows: list[Row]) -> list[Gap]:
    return [
        Gap(kind="unresolved", of=row["id"], why=f"a party of the {row['kind']} is not known: {row['text']}")
        for row in rows
    ]


def _not_understood(readings: list[Row], dyad: Dyad | None) -> list[Gap]:
    asked = {f"|{code}|" for code in (dyad.a, dyad.b)} if dyad else set()
    return [
        Gap(
            kind="unresolved",
            of=f"{reading['doc']}:{missed['start']}-{missed['end']}",
            why=f"no record was made of: {missed['text']}",
        )
        for reading in readings
        for missed in json.loads(reading["not_understood"])
        if all(code in missed["mentions"] for code in asked)
    ]


def _single_source(groups: Iterable[Happening | LedgerRow]) -> Iterator[Gap]:
    """Happenings and commitments that one story alone tells, however often it is printed."""
    for group in groups:
        if len({telling.story for telling in group.tellings}) == 1:
            first = group.tellings[0]
            teller = first.outlet or "one article of an outlet not stated"
            yield Gap(
                kind="single source",
                of=first.record.id,
                why=f"told only by {teller}: {first.record.evidence.text}",
            )
