"""The claims of a page, section by section: which records count as one, their numbers, and which were asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.explain.display import speaker_in_words, when_in_words
from detente.explain.queue import belief_in
from detente.explain.sectors import Sectors
from detente.model import (
    Document,
    Event,
    Happening,
    LedgerRow,
    Record,
    Tilt,
    When,
)
from detente.show.pages.asked import ALL, Asked
from detente.show.pages.lines import Figure, Line, Standing
from detente.show.pages.passages import source_of
from detente.show.words.grouped import rival_in_words
from detente.show.words.records import claim_in_words, label_of, standing_by, standing_of

DONE: tuple[Standing, ...] = ("fact", "background")
"""How an event stands that counts as done: not planned, not supposed, not denied."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim: all records that tell it the same way, the oldest article first; `ref` is its number on the page.

    `whole` is the happening or the row of the ledger that it belongs to, `published` when each article was.
    """

    ref: str
    records: tuple[Record, ...]
    ids: tuple[str, ...]
    when: When | None
    published: tuple[date | None, ...]
    sector: str | None
    standing: Standing
    whole: Happening | LedgerRow | None

    @property
    def head(self) -> Record:
        """The record that tells it first."""
        return self.records[0]


def same_claim(record: Record) -> str:
    """What two records share when they make the same claim: a line of the page, counted once.

    The key tells, except where it says too little: nothing shows that two undated meetings are one.
    """
    if isinstance(record.claim, Event | Tilt):
        when = record.claim.when
        return record.key if when and when.since and when.until else record.id
    return record.key


@dataclass(frozen=True, slots=True)
class Claims:
    """Which records count as one: those of one happening or row of the ledger (`home`), others by `same_claim`."""

    home: Mapping[str, str] = field(default_factory=dict)

    def of(self, record: Record, id: str = "") -> str:
        """What a record shares with those that count as one with it; `id` is its own, where it is at hand."""
        return self.home.get(id or record.id) or same_claim(record)


def count(told: Iterable[Entry]) -> Figure:
    """How many claims there are, with the records that tell them."""
    found = list(told)
    records = tuple(id for one in found for id in one.ids)
    return Figure(shown=f"{len(found):,}", counts="claims", records=records)


class Sections:
    """Hands out the claims of a page, section by section, and remembers each record's number.

    Claims are numbered in order of time over all that is known of the two, so that a number stays the same whatever
    is asked; only those that were asked for are handed out.
    """

    def __init__(
        self,
        records: Sequence[Record],
        documents: Mapping[str, Document],
        groups: Sequence[Happening | LedgerRow] = (),
        asked: Asked = ALL,
    ) -> None:
        self._documents = documents
        self._asked = asked
        self._records = {record.id: record for record in records}
        self._groups = {group.id: group for group in groups}
        self._claims = Claims({t.record.id: group.id for group in groups for t in group.tellings})
        self._sectors = Sectors(records)
        self.ref_of: dict[str, str] = {}
        self.sectors: set[str] = set()
        self.shown: list[Entry] = []

    def told(
        self,
        letter: str,
        kind: str,
        keep: Callable[[Record, Standing], bool] = lambda record, standing: True,
        after: int = 0,
    ) -> tuple[Entry, ...]:
        """The claims of a kind, numbered in order of time; `after` claims came before."""
        by_claim: dict[tuple[str, Standing], list[str]] = {}
        for id, record in self._records.items():
            if record.kind == kind and keep(record, standing := self._standing(id)):
                as_one: Standing = "fact" if standing in DONE else standing
                by_claim.setdefault((self._claims.of(record, id), as_one), []).append(id)
        groups = [sorted(ids, key=self.place) for ids in by_claim.values()]
        ordered = sorted(groups, key=lambda ids: (self._day(ids[0]), self.place(ids[0])))
        found = [self._entry(f"{letter}{number}", ids) for number, ids in enumerate(ordered, after + 1)]
        self.ref_of |= {id: one.ref for one in found for id in one.ids}
        self.sectors |= {one.sector for one in found if one.sector}
        kept = tuple(one for one in found if self._asked.keeps(spans_of(one), one.sector, self._outlets(one)))
        self.shown += kept
        return kept

    def line(self, told: Entry) -> Line:
        """A claim as a line of the page."""
        first, whole, when = told.head, told.whole, told.when
        sources = tuple(source_of(record, self._documents[record.evidence.doc]) for record in told.records)
        return Line(
            ref=told.ref,
            key=first.key,
            kind=first.kind,
            label=label_of(first),
            says=claim_in_words(first),
            speaker=speaker_in_words(first.speaker),
            when=when_in_words(when),
            since=when.since if when else None,
            until=when.until if when else None,
            sector=told.sector,
            standing=told.standing,
            sources=sources,
            stories=len({t.story for t in whole.tellings}) if whole else len({one.doc for one in sources}),
            belief=round(belief_in(whole).value, 2) if whole else None,
            rivals=tuple(rival_in_words(rival) for rival in whole.rivals) if whole else (),
        )

    def place(self, id: str) -> tuple[date, str, int, int, str]:
        """Where a record stands among all, by the day of its article and its place in it."""
        place = self._records[id].evidence
        return self._published(id) or date.max, place.doc, place.start, place.end, id

    def _entry(self, ref: str, ids: Sequence[str]) -> Entry:
        records = tuple(self._records[id] for id in ids)
        whole = self._whole(ids[0])
        return Entry(
            ref=ref,
            records=records,
            ids=tuple(ids),
            when=_when(whole, records[0]),
            published=tuple(map(self._published, ids)),
            sector=self._sectors.of_group(whole) if whole else self._sectors.of(records[0]),
            standing=self._standing(ids[0]),
            whole=whole,
        )

    def _standing(self, id: str) -> Standing:
        """How an event stands: as most tell it, except that a denial stays one."""
        own, whole = standing_of(self._records[id]), self._whole(id)
        return standing_by(whole.aux) if isinstance(whole, Happening) and own != "denied" else own

    def _whole(self, id: str) -> Happening | LedgerRow | None:
        return self._groups.get(self._claims.home.get(id, ""))

    def _published(self, id: str) -> date | None:
        published = self._documents[self._records[id].evidence.doc].published
        return (published.since or published.until) if published else None

    def _day(self, id: str) -> tuple[date, date]:
        when = getattr(self._records[id].claim, "when", None)
        own = when and (when.since or when.until)
        return own or self._published(id) or date.max, (when and when.until) or date.max

    def _outlets(self, told: Entry) -> set[str | None]:
        return {self._documents[record.evidence.doc].outlet for record in told.records}


def spans_of(told: Entry) -> list[tuple[date | None, date | None]]:
    """The days that a claim is of: its own, of a commitment those of its steps, else the days it was published on."""
    if isinstance(told.whole, LedgerRow):
        return [
            (step.since, step.until) if step.since or step.until else (step.told, step.told)
            for step in told.whole.steps
        ]
    if told.when and (told.when.since or told.when.until):
        return [(told.when.since, told.when.until)]
    return [(day, day) for day in told.published]


def year_of(told: Entry) -> str | None:
    """The year in which all its days lie; none where they lie in several, or where an end is not known."""
    when = told.when
    if when and when.since and when.until and when.since.year == when.until.year:
        return str(when.since.year)
    return None


def _when(whole: Happening | LedgerRow | None, first: Record) -> When | None:
    """The days of a happening are the narrowest that any of its tellings gives."""
    if isinstance(whole, Happening):
        return When(since=whole.since, until=whole.until, basis=whole.basis) if whole.basis else None
    return getattr(first.claim, "when", None)
