"""In which sector of a relation an event lies."""

from __future__ import annotations

from collections.abc import Iterable

from detente.model import Commitment, Event, Happening, LedgerRow, Record

_CONTEXT_SECTORS = {
    "military": "military", "intelligence": "military", "terrorism": "military", "cbrn": "military",
    "peacekeeping": "military", "territory": "military", "cyber": "technology", "technology": "technology",
    "economic": "trade", "natural_resource": "energy", "environment": "energy", "health": "health",
    "disasters": "humanitarian", "asylum": "humanitarian", "migration": "humanitarian",
}  # fmt: skip
"""In which sector an event of a PLOVER context lies; the first of its contexts that stands here counts."""
_FORCE = {"MOBILIZE", "ASSAULT"}


def sector_of(event: Event) -> str:
    """The sector that an event's contexts or type tell, else `diplomatic`."""
    for context in event.contexts:
        if context in _CONTEXT_SECTORS:
            return _CONTEXT_SECTORS[context]
    return "military" if event.type in _FORCE else "diplomatic"


class Sectors:
    """In which sector the events of some records lie: that of a commitment in the same sentence, else their own."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._pledged: dict[str, list[tuple[int, int, str]]] = {}
        for record in records:
            if isinstance(record.claim, Commitment) and record.claim.sector != "general":
                place = record.evidence
                self._pledged.setdefault(place.doc, []).append((place.start, place.end, record.claim.sector))
        for places in self._pledged.values():
            places.sort()

    def of(self, record: Record) -> str | None:
        """The sector of a record; none where its kind has none."""
        if isinstance(record.claim, Commitment):
            return record.claim.sector
        if not isinstance(record.claim, Event):
            return None
        place = record.evidence
        for start, end, sector in self._pledged.get(place.doc, ()):
            if start < place.end and end > place.start:
                return sector
        return sector_of(record.claim)

    def of_group(self, group: Happening | LedgerRow) -> str | None:
        """The sector of a happening, by the telling that is first, or of a row of the ledger."""
        return group.sector if isinstance(group, LedgerRow) else self.of(group.tellings[0].record)
