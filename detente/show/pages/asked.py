"""Which part of the record of two states a page shows: filters, as they stand in its address."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from detente.errors import UnknownName
from detente.keep.asked import day_of, sector_of

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for; what is null narrows nothing."""

    since: date | None = field(default=None, metadata={"says": "only what may lie on this day or after it"})
    until: date | None = field(default=None, metadata={"says": "only what may lie on this day or before it"})
    sector: str | None = field(
        default=None, metadata={"says": "only events and commitments of this sector; other claims have none"}
    )
    outlet: str | None = field(default=None, metadata={"says": "only what this outlet tells, among others"})

    def keeps(self, spans: Collection[Days], sector: str | None, outlets: Collection[str | None]) -> bool:
        """Whether a claim was asked for.

        Args:
            spans: the days that it may be of; one that overlaps is enough.
            sector: its sector; `None` where its kind has none, and then it is kept.
            outlets: who publishes it.
        """
        if self.sector and sector and sector != self.sector:
            return False
        if self.outlet and self.outlet not in outlets:
            return False
        return not (self.since or self.until) or any(self._overlaps(*span) for span in spans)

    def _overlaps(self, since: date | None, until: date | None) -> bool:
        if since is None and until is None:
            return False
        begins = self.since is None or until is None or until >= self.since
        return begins and (self.until is None or since is None or since <= self.until)


ALL = Asked()
"""The whole record of the two."""


def ask_for(since: str = "", until: str = "", sector: str = "", outlet: str = "") -> Asked:
    """What was asked for, out of the words of an address; an empty word asks for nothing.

    Raises:
        UnknownName: not a day, no such sector, or the first day lies after the last.
    """
    first, last = day_of(since or None), day_of(until or None)
    if first and last and first > last:
        raise UnknownName(f"the first day, {first}, lies after the last, {last}", mend="the other way round?")
    return Asked(since=first, until=last, sector=sector_of(sector or None), outlet=outlet or None)
