"""What a project holds on two states: tables of records, happenings, the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.explain.gaps import find_gaps
from detente.keep.asked import Day, records_of, resolve_code, sector_of
from detente.keep.assembled import happenings_of, ledger_of
from detente.keep.faces import face
from detente.keep.store import Store
from detente.model import Dyad, Gap, Happening, LedgerRow

if TYPE_CHECKING:
    import pyarrow as pa


class Relation:
    """What a project holds on two states; each answer is an Arrow table whose rows carry their evidence.

    Every table has, beside the columns of its kind: id, the speaker, coder and confidence, and the
    evidence: text, doc, start, end, outlet, title, published. Parties are lists of codes.
    """

    def __init__(self, store: Store, dyad: Dyad) -> None:
        self._store = store
        self.dyad = dyad

    def records(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """All records of the dyad, in order of time, as `Project.records` gives them."""
        return records_of(self._store, None, self.dyad, since, until)

    def events(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who did what to whom: actors, recipients, type, mode, contexts, aux, place, since, until, basis."""
        return self._face("event", since, until)

    def commitments(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who owes what to whom: giver, receiver, what, sector, amount, unit, stage, since, until, basis."""
        return self._face("commitment", since, until)

    def statements(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who said what: words, form, suspect."""
        return self._face("statement", since, until)

    def tilts(self, since: Day | None = None, until: Day | None = None) -> pa.Table:
        """Who is said to move towards or away from whom, and turning points as told."""
        return self._face("tilt", since, until)

    def causal(self) -> pa.Table:
        """What is said to bring about what: cause, effect, polarity."""
        return self._face("causal")

    def interests(self) -> pa.Table:
        """Who wants what of whom: holder, toward, object."""
        return self._face("interest")

    def implications(self, third: str | None = None) -> pa.Table:
        """What the relation is said to mean for third states: third, sign, what.

        Raises:
            UnknownName: no such state.
        """
        table = self._face("implication")
        if third is None:
            return table
        from pyarrow import compute

        return table.filter(compute.equal(table.column("third"), resolve_code(third)))

    def happenings(self) -> tuple[Happening, ...]:
        """What the events of several articles tell of the two, one happening each, with belief and rivals."""
        return happenings_of(self._store, (self.dyad.a, self.dyad.b))

    def ledger(self, sector: str | None = None) -> tuple[LedgerRow, ...]:
        """Commitments of the two across articles, one row each with all its stages.

        Raises:
            UnknownName: no such sector.
        """
        asked = sector_of(sector)
        rows = ledger_of(self._store, (self.dyad.a, self.dyad.b))
        return tuple(row for row in rows if asked in (None, row.sector))

    def gaps(self) -> tuple[Gap, ...]:
        """What the record does not know of the dyad."""
        return find_gaps(self._store, self.dyad)

    def _face(self, kind: str, since: Day | None = None, until: Day | None = None) -> pa.Table:
        return face(kind, records_of(self._store, kind, self.dyad, since, until))
