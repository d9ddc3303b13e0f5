"""What the store's articles say together: happenings and the ledger, of all, of two parties, or around one record.

Nothing of this is kept: it follows from the records and the decisions, so that it can be undone and never
falls behind; it is remembered while nothing is written. Events and commitments are only compared with those of the
same parties, or of one of them alone: so a happening of two states may hold a telling that names but one of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.keep.assembly import happenings, ledger
from detente.keep.engine import ask_rows, kept, remembered
from detente.keep.rows import parties_of
from detente.keep.store import Store
from detente.keep.tellings import set_by_hand, tellings_of
from detente.model import Happening, LedgerRow, Record, Telling


def happenings_of(store: Store, parties: Sequence[str] = ()) -> tuple[Happening, ...]:
    """The happenings of a project, or of one or two parties (codes), in order of time.

    Raises:
        BrokenStore: the store cannot be read.
    """
    return tuple(one for one in _happenings(store, parties) if _is_of(one.tellings, parties))


def ledger_of(store: Store, parties: Sequence[str] = ()) -> tuple[LedgerRow, ...]:
    """The ledger of a project, or of one or two parties (codes), in order of time.

    Raises:
        BrokenStore: the store cannot be read.
    """
    return tuple(row for row in _rows(store, parties) if _is_of(row.tellings, parties))


def group_with(store: Store, record: Record) -> Happening | LedgerRow | None:
    """The happening or ledger row that a record belongs to; `None` for records of other kinds."""
    sides = parties_of(record.claim)
    parties = sorted({*sides.actors, *sides.recipients})
    found: Sequence[Happening | LedgerRow] = ()
    if record.kind == "event":
        found = _happenings(store, parties)
    elif record.kind == "commitment":
        found = _rows(store, parties)
    return next((one for one in found if record.id in {t.record.id for t in one.tellings}), None)


def _happenings(store: Store, parties: Sequence[str]) -> tuple[Happening, ...]:
    return remembered(
        store, ("happenings", *sorted(set(parties))), lambda: _assemble_happenings(store, parties)
    )


def _rows(store: Store, parties: Sequence[str]) -> tuple[LedgerRow, ...]:
    return remembered(store, ("ledger", *sorted(set(parties))), lambda: _assemble_rows(store, parties))


def _assemble_happenings(store: Store, parties: Sequence[str]) -> tuple[Happening, ...]:
    tellings = tellings_of(store, "event", parties)
    by_hand = set_by_hand(store, "happening", tellings)
    return happenings.assemble(
        tellings, together=by_hand.together, apart=by_hand.apart, known=kept(store, "same happening")
    )


def _assemble_rows(store: Store, parties: Sequence[str]) -> tuple[LedgerRow, ...]:
    tellings = tellings_of(store, "commitment", parties)
    by_hand = set_by_hand(store, "ledger", tellings)
    (last,) = ask_rows(store, "last_day")
    return ledger.assemble(
        tellings,
        asked=last["last"],
        together=by_hand.together,
        apart=by_hand.apart,
        known=kept(store, "same promise"),
    )


def _is_of(tellings: Sequence[Telling], parties: Sequence[str]) -> bool:
    """Whether one of the tellings is of the parties: of two, one acts on the other or both act."""
    return not parties or any(_tells_of(telling.record, parties) for telling in tellings)


def _tells_of(record: Record, parties: Sequence[str]) -> bool:
    sides = parties_of(record.claim)
    asked = set(parties)
    if not asked <= {*sides.actors, *sides.recipients}:
        return False
    return len(asked) == 1 or not asked.isdisjoint(sides.actors)
