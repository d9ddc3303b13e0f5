"""What the record does not know: undated, unnamed, unresolved, told by a single source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from detente.keep.assembled import happenings_of, ledger_of
from detente.keep.engine import ask_rows
from detente.keep.store import Store
from detente.model import Dyad, Gap, Happening, LedgerRow

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
    told = ask_rows(store, "records", kind=None, a=a, b=b, since=None, until=None)
    lacking = ask_rows(store, "unresolved", a=a, b=b)
    readings = ask_rows(store, "not_understood", a=a, b=b)
    return (
        *_undated(told),
        *_unnamed(told),
        *_lacking_party(lacking),
        *_not_understood(readings, dyad),
        *_single_source([*happenings_of(store, parties), *ledger_of(store, parties)]),
    )


def _undated(rows: list[Row]) -> list[Gap]:
    return [
        Gap(kind="undated", of=row["id"], why=f"no day is given for: {row['text']}")
        for row in rows
        if row["kind"] in ("event", "commitment") and row["since"] is None and row["until"] is None
    ]


def _unnamed(rows: list[Row]) -> list[Gap]:
    return [
        Gap(kind="unnamed", of=row["id"], why=f"{_speaker(row)} is not named: {row['text']}")
        for row in rows
        if row["kind"] == "statement" and row["speaker_name"] is None
    ]


def _speaker(row: Row) -> str:
    office = row["speaker_role"] or "a speaker"
    return f"{office} of {row['speaker_of']}" if row["speaker_of"] else str(office)


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
