"""What articles tell for the outlook of a third state: change by sector, claims for and against, open commitments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from detente.explain.display import speaker_in_words
from detente.explain.sectors import Sectors
from detente.keep.assembly.steps import ARRIVED
from detente.model import (
    SECTORS,
    Claimed,
    Happening,
    Implication,
    LedgerRow,
    Record,
    SectorChange,
    Stage,
    records_of,
)

RECENT = 2
"""Years before the newest day of the record that count as recent."""
OPEN: tuple[Stage, ...] = ("floated", "announced", "agreed", "started", "suspended")
"""Stages of a commitment of which something is still to come."""


def find_sectors(happenings: Sequence[Happening], rows: Sequence[LedgerRow]) -> tuple[SectorChange, ...]:
    """How the dealings of two states came about in each sector, the sector with most of them first.

    A happening lies in the sector of a commitment in its first sentence, else in that of its context; a row of the
    ledger in its own.
    """
    groups: list[Happening | LedgerRow] = [*happenings, *rows]
    sectors = Sectors(telling.record for group in groups for telling in group.tellings)
    facts = [one for one in happenings if not {"future", "hypothetical", "negation"} & set(one.aux)]
    years = [day.year for day in (_day(one) for one in facts) if day]
    newest = max(years, default=0)
    found = []
    for sector in SECTORS:
        events = [one for one in facts if sectors.of_group(one) == sector]
        owed = [row for row in rows if row.sector == sector]
        if not events and not owed:
            continue
        when = sorted(day.year for day in (_day(one) for one in events) if day)
        stepped = [day.year for row in owed for day in _days(row)]
        span = sorted([*when, *stepped])
        evidence = [one.tellings for one in events] + [row.tellings for row in owed]
        found.append(
            SectorChange(
                sector=sector,
                first=span[0] if span else None,
                last=span[-1] if span else None,
                happenings=len(events),
                recent=sum(year > newest - RECENT for year in when),
                rows=len(owed),
                delivered=sum(row.stage in ARRIVED for row in owed),
                records=tuple(id for tellings in evidence for id in records_of(tellings)),
            )
        )
    return tuple(sorted(found, key=lambda one: (-(one.happenings + one.rows), one.sector)))


def find_claims(records: Iterable[Record], third: str) -> tuple[Claimed, ...]:
    """What sources claim the relation means for the third state, in the order given, each claim of a speaker once."""
    found: dict[str, Claimed] = {}
    for record in records:
        claim = record.claim
        if isinstance(claim, Implication) and claim.third == third:
            told = Claimed(
                record=record.id,
                sign=claim.sign,
                says=claim.what,
                speaker=speaker_in_words(record.speaker) or "the article",
                doc=record.evidence.doc,
                text=record.evidence.text,
            )
            found.setdefault(record.key, told)
    return tuple(found.values())


def find_open(rows: Iterable[LedgerRow]) -> tuple[LedgerRow, ...]:
    """Commitments of which something is still to come, the newest step first."""
    waiting = [row for row in rows if row.stage in OPEN]
    return tuple(sorted(waiting, key=lambda row: (_newest(row) or date.min, row.id), reverse=True))


def _newest(row: LedgerRow) -> date | None:
    return max((day for step in row.steps for day in (step.since, step.told) if day), default=None)


def _days(row: LedgerRow) -> list[date]:
    """When its steps were, or were told of, where they were still to come."""
    days = (min(filter(None, (step.since, step.told)), default=None) for step in row.steps)
    return [day for day in days if day]


def _day(happening: Happening) -> date | None:
    return happening.since or happening.until
