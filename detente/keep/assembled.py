"""What the store's articles say together: happenings and the ledger, of all, of two parties, or around one record.

Nothing of this is kept: it follows from the records and the decisions, so that it can be undone and never
falls behind. Events and commitments are only compared with those of the same parties.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.keep.assembly import happenings, ledger
from detente.keep.engine import ask_rows
from detente.keep.rows import parties_of
from detente.keep.store import Store
from detente.keep.tellings import set_by_hand, tellings_of
from detente.model import Happening, LedgerRow, Record


def happenings_of(
    store: Store, parties: Sequence[str] = (), any_of: Sequence[str] = ()
) -> tuple[Happening, ...]:
    """The happenings of a project, of one or two parties (codes), or of any of some, in order of time.

    Raises:
        BrokenStore: the store cannot be read.
    """
    tellings = tellings_of(store, "event", parties, any_of)
    by_hand = set_by_hand(store, "happening", tellings)
    return happenings.assemble(tellings, together=by_hand.together, apart=by_hand.apart)


def ledger_of(store: Store, parties: Sequence[str] = (), any_of: Sequence[str] = ()) -> tuple[LedgerRow, ...]:
    """The ledger of a project, of one or two parties (codes), or of any of some, in order of time.

    Raises:
        BrokenStore: the store cannot be read.
    """
    tellings = tellings_of(store, "commitment", parties, any_of)
    by_hand = set_by_hand(store, "ledger", tellings)
    (last,) = ask_rows(store, "last_day")
    return ledger.assemble(tellings, asked=last["last"], together=by_hand.together, apart=by_hand.apart)


def group_with(store: Store, record: Record) -> Happening | LedgerRow | None:
    """The happening or ledger row that a record belongs to; `None` for records of other kinds."""
    sides = parties_of(record.claim)
    parties = sorted({*sides.actors, *sides.recipients})
    found: Sequence[Happening | LedgerRow] = ()
    if record.kind == "event":
        found = happenings_of(store, any_of=parties)
    elif record.kind == "commitment":
        found = ledger_of(store, any_of=parties)
    return next((one for one in found if record.id in {t.record.id for t in one.tellings}), None)
