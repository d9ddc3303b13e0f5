"""What is different in the answers between two states of the record: not which rows, but what they come to.

    new commitment     a row of the ledger that was not there
    stage              a row has come further, was halted, or goes on
    amount             another sum is promised or delivered
    contradiction      values that differ now and did not before
    first statement    somebody speaks on it for the first time
    withdrawn          a row that was there and is not: an analyst rejected it, or a newer coder reads otherwise

A row is the same row when most of its records, or of their sentences, are; ids of rows do not tell, because an older
article that comes in later may become the first of a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.keep.assembled import happenings_of, ledger_of
from detente.keep.engine import ask_rows
from detente.keep.store import Store
from detente.model import Happening, LedgerRow, Rival

_SAME_RECORD = 100
ChangeKind = Literal["new commitment", "stage", "amount", "contradiction", "first statement", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is asked about: all, one or two parties (codes), and of commitments one sector."""

    parties: tuple[str, ...] = ()
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A row as it stood: its records and their places, what it says, its stage and sums, and its contradictions.

    `rivals` are the values that contradict each other; `disputes` are the same with who gives them.
    """

    records: tuple[str, ...]
    places: tuple[str, ...]
    says: str
    stage: str
    amount: str
    rivals: tuple[str, ...]
    disputes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The answers at a moment, as far as changes in them are told."""

    rows: tuple[Standing, ...] = ()
    happenings: tuple[Standing, ...] = ()
    speakers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: of what kind, what it is about, before and now, and its records, those that carry it first."""

    kind: ChangeKind
    of: str
    before: str
    now: str
    records: tuple[str, ...]


def state_of(store: Store, scope: Scope) -> State:
    """The answers to a scope as the store stands (or stood: see `versions`).

    Raises:
        BrokenStore: the store cannot be read.
    """
    rows = ledger_of(store, scope.parties)
    a, b = (*scope.parties[:2], None, None)[:2]
    spoken = () if scope.sector else ask_rows(store, "speakers", a=a, b=b)
    return State(
        rows=tuple(_row(row) for row in rows if scope.sector in (None, row.sector)),
        happenings=()
        if scope.sector
        else tuple(_happening(one) for one in happenings_of(store, scope.parties)),
        speakers=tuple((row["speaker"], row["record"]) for row in spoken),
    )


def _row(row: LedgerRow) -> Standing:
    to = f" to {', '.join(row.receiver)}" if row.receiver else ""
    amounts = [
        f"{word} {_range(amount)} {row.unit}"
        for word, amount in (("promised", row.promised), ("delivered", row.delivered))
        if amount
    ]
    return Standing(
        says=f"{', '.join(row.giver)}{to}: {' '.join(row.what.split())}",
        stage=row.stage,
        amount=", ".join(amounts),
        **_told(row),
    )


def _range(amount: Sequence[Any]) -> str:
    low, high = (f"{value.normalize():,f}" for value in amount)
    return low if low == high else f"{low} to {high}"


def _happening(one: Happening) -> Standing:
    on = f" on {', '.join(one.recipients)}" if one.recipients else ""
    return Standing(
        says=f"{', '.join(one.actors)}{on}: {one.type}{f', {one.since}' if one.since else ''}",
        stage="",
        amount="",
        **_told(one),
    )


def _told(one: LedgerRow | Happening) -> dict[str, tuple[str, ...]]:
    """What both have: records, their places, and contradictions, without and with who gives the values."""
    records = sorted((telling.record for telling in one.tellings), key=lambda record: record.id)
    return {
        "records": tuple(record.id for record in records),
        "places": tuple(f"{r.evidence.doc}:{r.evidence.start}:{r.evidence.end}" for r in records),
        "rivals": tuple(
            f"{rival.field}: {' / '.join(sorted(v.value for v in rival.versions))}" for rival in one.rivals
        ),
        "disputes": tuple(_dispute(rival) for rival in one.rivals),
    }


def _dispute(rival: Rival) -> str:
    versions = (f"{version.value} ({', '.join(version.tellers)})" for version in rival.versions)
    return f"{rival.field}: {' or '.join(versions)}"


def find_changes(before: State, now: State) -> tuple[Change, ...]:
    """What changed from one state to the other, in the order of the kinds."""
    found = [*_row_changes(before.rows, now.rows), *_contradictions(before.happenings, now.happenings)]
    known = {speaker for speaker, _ in before.speakers}
    found += [
        Change(
            kind="first statement",
            of=speaker,
            before="",
            now="speaks on it for the first time",
            records=(record,),
        )
        for speaker, record in now.speakers
        if speaker not in known
    ]
    order = ("new commitment", "stage", "amount", "contradiction", "first statement", "withdrawn")
    return tuple(sorted(found, key=lambda change: (order.index(change.kind), change.of, change.now)))


def _row_changes(before: Sequence[Standing], now: Sequence[Standing]) -> Iterable[Change]:
    was = _paired(before, now)
    for row in now:
        old = was.get(row.records)
        if old is None:
            told = ", ".join(part for part in (row.stage, row.amount) if part)
            yield Change(kind="new commitment", of=row.says, before="", now=told, records=row.records)
            continue
        records = _new_first(row, old)
        if old.stage != row.stage:
            yield Change(kind="stage", of=row.says, before=old.stage, now=row.stage, records=records)
        if old.amount != row.amount:
            yield Change(kind="amount", of=row.says, before=old.amount, now=row.amount, records=records)
    yield from _contradictions(before, now)
    kept = {old.records for old in was.values()}
    for row in before:
        if row.records not in kept and not _shares(row, now):
            yield Change(kind="withdrawn", of=row.says, before=row.stage, now="", records=row.records)


def _contradictions(before: Sequence[Standing], now: Sequence[Standing]) -> Iterable[Change]:
    was = _paired(before, now)
    for one in now:
        old = was.get(one.records)
        for rival, dispute in zip(one.rivals, one.disputes, strict=True):
            if old is None or rival not in old.rivals:
                records = _new_first(one, old) if old else one.records
                yield Change(kind="contradiction", of=one.says, before="", now=dispute, records=records)


def _new_first(row: Standing, old: Standing) -> tuple[str, ...]:
    """The records of a row, those first that it did not have: they carry the change."""
    return tuple(sorted(row.records, key=lambda id: id in old.records))


def _shares(row: Standing, others: Iterable[Standing]) -> bool:
    """Whether the records of a row that is gone, or their sentences, live on in other rows."""
    return any(
        not set(row.records).isdisjoint(other.records)
        or any(_overlap(one, place) for one in row.places for place in other.places)
        for other in others
    )


def _overlap(one: str, other: str) -> bool:
    doc, start, end = one.split(":")
    other_doc, first, last = other.split(":")
    return doc == other_doc and int(start) < int(last) and int(first) < int(end)


def _paired(before: Sequence[Standing], now: Sequence[Standing]) -> Mapping[tuple[str, ...], Standing]:
    """For what stands now what it was: the one of before that shares most with it, each for one only.

    A record that is there in both counts most; one whose sentence was read anew or cut otherwise is known by its place.
    """
    shared: dict[tuple[int, int], int] = {}
    by_record = {id: number for number, old in enumerate(before) for id in old.records}
    by_doc: dict[str, list[tuple[int, int, int]]] = {}
    for number, old in enumerate(before):
        for place in old.places:
            doc, start, end = place.split(":")
            by_doc.setdefault(doc, []).append((int(start), int(end), number))
    for at, one in enumerate(now):
        for id, place in zip(one.records, one.places, strict=True):
            doc, first, last = place.split(":")
            homes = {
                number for start, end, number in by_doc.get(doc, ()) if start < int(last) and int(first) < end
            }
            for number in homes | ({by_record[id]} if id in by_record else set()):
                worth = _SAME_RECORD if by_record.get(id) == number else 1
                shared[number, at] = shared.get((number, at), 0) + worth
    found: dict[tuple[str, ...], Standing] = {}
    taken: set[int] = set()
    for number, at in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if number not in taken and now[at].records not in found:
            found[now[at].records] = before[number]
            taken.add(number)
    return found
