"""The opening paragraph of a page: counts and days of the record, and nothing that is not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.explain.display import day_in_words, days_in_words, in_sentence, range_in_words, speaker_in_words
from detente.keep.assembly.totals import add_up
from detente.model import Event, Implication, LedgerRow, Record, Statement, Tilt
from detente.show.pages import Figure, Finding
from detente.show.words.records import quad_of, standing_of

QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
PROMISED = ("floated", "announced", "agreed")
STARTED = ("started",)
DELIVERED = ("delivered", "completed")
DROPPED = ("suspended", "cancelled")
_MONEY_LETTERS = 3  # an ISO 4217 code


def is_fact(record: Record) -> bool:
    """Whether an event counts as done: not planned, not supposed, not denied."""
    return standing_of(record) in ("fact", "background")


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

    def of(self, record: Record) -> str:
        """What a record shares with those that count as one with it."""
        return self.home.get(record.id) or same_claim(record)

    def count(self, records: Iterable[Record]) -> Figure:
        """How many different claims there are among the records."""
        found = list(records)
        return Figure(
            shown=f"{len({self.of(record) for record in found}):,}",
            counts="claims",
            records=tuple(record.id for record in found),
        )


_APART = Claims()


def usual(names: Iterable[str | None]) -> str | None:
    """The name that is given most often; of those the longest, then the first in order of letters."""
    times = Counter(name for name in names if name)
    return min(times, key=lambda name: (-times[name], -len(name), name), default=None)


def finding(*parts: str | Figure) -> Finding:
    """A sentence out of words and figures."""
    return Finding(text="".join(part if isinstance(part, str) else part.shown for part in parts), parts=parts)


def describe_relation(
    a: str,
    b: str,
    third: str | None,
    records: Sequence[Record],
    rows: Sequence[LedgerRow] = (),
    claims: Claims = _APART,
) -> tuple[Finding, ...]:
    """What the relation looks like, in sentences; a sentence about what the record lacks is left out.

    Args:
        a: one of the two.
        b: the other.
        third: the state for which it is asked what it means.
        records: all records of the two.
        rows: the ledger of the two.
        claims: which records count as one.
    """
    events = [record for record in records if isinstance(record.claim, Event)]
    facts = [record for record in events if is_fact(record)]
    sentences = (
        _what_happened(claims, a, b, facts),
        _who_tells(claims, facts),
        _first_and_last(facts),
        _busiest_year(claims, facts),
        _not_done(claims, events),
        _commitments(rows),
        _sums(rows),
        _turning_points(claims, [record for record in records if isinstance(record.claim, Tilt)]),
        _speaks_most(claims, [record for record in records if isinstance(record.claim, Statement)]),
        _for_third(claims, third, [record for record in records if isinstance(record.claim, Implication)]),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _what_happened(claims: Claims, a: str, b: str, facts: Sequence[Record]) -> Finding:
    between = f"between {in_sentence(a)} and {in_sentence(b)}"
    if not facts:
        return finding(f"The record holds no event {between} that is told as done.")
    by_quad = [
        (claims.count(chosen), words)
        for quad, words in QUADS.items()
        if (chosen := [record for record in facts if _quad(record) == quad])
    ]
    listed = _enumerated([(figure, f" of {words}") for figure, words in by_quad])
    total = claims.count(facts)
    said: list[str | Figure] = ["The record holds ", total, f" event{_s(total)} {between}: ", *listed]
    undated = [record for record in facts if not _first_day(record)]
    if undated and len(undated) < len(facts):
        said += ["; ", claims.count(undated), " of them without a first day"]
    return finding(*said, ".")


def _who_tells(claims: Claims, facts: Sequence[Record]) -> Finding | None:
    quoted = [record for record in facts if record.speaker]
    if not quoted:
        return None
    told = claims.count(quoted)
    return finding(told, f" of them stand{_verb_s(told)} in a speaker's mouth, not in the article's own.")


def _first_and_last(facts: Sequence[Record]) -> Finding | None:
    days = {record.id: day for record in facts if (day := _first_day(record))}
    dated = sorted((record for record in facts if record.id in days), key=lambda one: (days[one.id], one.id))
    if not dated:
        return finding("None of them is dated.") if facts else None
    first, last = dated[0], dated[-1]
    if first is last:
        return finding("The only dated one is of ", _day(first), ".")
    return finding("The first dated one is of ", _day(first), ", the last of ", _day(last), ".")


def _first_day(record: Record) -> date | None:
    when = record.claim.when if isinstance(record.claim, Event) else None
    return when.since if when else None


def _busiest_year(claims: Claims, facts: Sequence[Record]) -> Finding | None:
    years = Counter({year: len({claims.of(r) for r in of_year}) for year, of_year in by_year(facts).items()})
    if len(years) < 2:
        return None
    most = max(years.values())
    top = [year for year in sorted(years) if years[year] == most]
    if len(top) > 1:
        return None
    return finding(f"Most fall in {top[0]}: ", claims.count(by_year(facts)[top[0]]), ".")


def by_year(facts: Sequence[Record]) -> dict[str, list[Record]]:
    """Events whose days lie within one year, by that year; the others fall in none."""
    years: dict[str, list[Record]] = {}
    for record in facts:
        when = record.claim.when if isinstance(record.claim, Event) else None
        if when and when.since and when.until and when.since.year == when.until.year:
            years.setdefault(str(when.since.year), []).append(record)
    return dict(sorted(years.items()))


def _not_done(claims: Claims, events: Sequence[Record]) -> Finding | None:
    kept = [record for record in events if not is_fact(record)]
    if not kept:
        return None
    parts = [
        (claims.count(chosen), f" {standing}")
        for standing in ("planned", "supposed", "denied")
        if (chosen := [record for record in kept if standing_of(record) == standing])
    ]
    return finding("Kept apart and not counted as done: ", *_enumerated(parts), ".")


def _commitments(rows: Sequence[LedgerRow]) -> Finding | None:
    if not rows:
        return None
    groups = (
        (PROMISED, " floated, announced or agreed"),
        (STARTED, " started"),
        (DELIVERED, " delivered or completed"),
        (DROPPED, " suspended or cancelled"),
        (("unclear",), " of a stage not told"),
    )
    parts = [
        (count_rows(chosen), words)
        for stages, words in groups
        if (chosen := [row for row in rows if row.stage in stages])
    ]
    total = count_rows(rows)
    disputed = [row for row in rows if row.rivals]
    tail: list[str | Figure] = []
    if disputed:
        tail = ["; on ", count_rows(disputed), " of them the sources contradict each other"]
    return finding(total, f" commitment{_s(total)} {_is(total)} told: ", *_enumerated(parts), *tail, ".")


def count_rows(rows: Iterable[LedgerRow]) -> Figure:
    """How many rows of the ledger there are."""
    found = list(rows)
    records = tuple(telling.record.id for row in found for telling in row.tellings)
    return Figure(shown=f"{len(found):,}", counts="claims", records=records)


def _sums(rows: Sequence[LedgerRow]) -> Finding | None:
    """Money promised and delivered, by the rows that may be added (see `totals`)."""
    by_id = {row.id: row for row in rows}
    parts: list[tuple[Figure, str]] = []
    for total in add_up(rows, "unit").totals:
        if len(total.unit) != _MONEY_LETTERS or not total.unit.isupper():
            continue
        ids = tuple(t.record.id for id in total.rows for t in by_id[id].tellings)
        sums = {" promised": total.promised, " delivered": total.delivered, " halted": total.halted}
        for words, amount in sums.items():
            if amount[1]:
                parts.append(
                    (Figure(shown=range_in_words(amount, total.unit), counts="sum", records=ids), words)
                )
    if not parts:
        return None
    return finding("Of money that may be added without counting any twice, ", *_enumerated(parts), ".")


def _turning_points(claims: Claims, tilts: Sequence[Record]) -> Finding | None:
    turns = [record for record in tilts if isinstance(record.claim, Tilt) and record.claim.turning_point]
    if not turns:
        return None
    number = claims.count(turns)
    return finding("The sources call ", number, f" moment{_s(number)} a turning point.")


def _speaks_most(claims: Claims, statements: Sequence[Record]) -> Finding | None:
    named: dict[str, list[Record]] = {}
    for record in statements:
        if record.speaker and record.speaker.name:
            named.setdefault(record.speaker.name, []).append(record)
    total = claims.count(statements)
    if not statements:
        return None
    if not named:
        return finding(total, f" statement{_s(total)} {_is(total)} kept, none by a named speaker.")
    name = min(named, key=lambda key: (-len({claims.of(record) for record in named[key]}), key))
    speaker = usual(speaker_in_words(record.speaker) for record in named[name]) or name
    return finding(
        "Of ", total, f" statement{_s(total)} on the two, the named speaker with most, ", claims.count(named[name]),
        f", is {speaker}.",
    )  # fmt: skip


def _for_third(claims: Claims, third: str | None, implications: Sequence[Record]) -> Finding | None:
    about = [r for r in implications if isinstance(r.claim, Implication) and third in (None, r.claim.third)]
    whom = f"For {in_sentence(third)}" if third else "For third states"
    if not about:
        return finding(f"{whom} the sources draw no conclusion.") if third else None
    parts = [
        (claims.count(chosen), f" {words}")
        for sign, words in (("+", "of gain"), ("-", "of loss"), ("?", "left open"))
        if (chosen := [r for r in about if isinstance(r.claim, Implication) and r.claim.sign == sign])
    ]
    total = claims.count(about)
    return finding(f"{whom} the sources draw ", total, f" conclusion{_s(total)}: ", *_enumerated(parts), ".")


def _enumerated(parts: Sequence[tuple[Figure, str]]) -> list[str | Figure]:
    said: list[str | Figure] = []
    for number, (figure, words) in enumerate(parts):
        if number:
            said.append(" and " if number == len(parts) - 1 else ", ")
        said += [figure, words]
    return said


def _day(record: Record) -> Figure:
    when = record.claim.when if isinstance(record.claim, Event) else None
    since, until = (when.since, when.until) if when else (None, None)
    shown = day_in_words(since) if since and since == until else days_in_words(since, until)
    return Figure(shown=shown, counts="day", records=(record.id,))


def _quad(record: Record) -> int:
    return quad_of(record.claim) if isinstance(record.claim, Event) else 0


def _s(figure: Figure) -> str:
    return "" if figure.shown == "1" else "s"


def _verb_s(figure: Figure) -> str:
    return "s" if figure.shown == "1" else ""


def _is(figure: Figure) -> str:
    return "is" if figure.shown == "1" else "are"
