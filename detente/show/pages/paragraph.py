"""The opening paragraph of a page: counts and days of the record, and nothing that is not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from detente.explain.display import day_in_words, days_in_words, in_sentence, range_in_words, speaker_in_words
from detente.keep.assembly.steps import ARRIVED
from detente.keep.assembly.totals import add_up, records_in
from detente.model import Event, Implication, LedgerRow
from detente.show.pages import Figure, Finding
from detente.show.pages.sections import Entry, count, year_of
from detente.show.words.records import quad_of

QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
PROMISED = ("floated", "announced", "agreed")
STARTED = ("started",)
DROPPED = ("suspended", "cancelled")
_IN_PART = "in part"  # delivered, and less than was promised
_MONEY_LETTERS = 3  # an ISO 4217 code


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
    told: Mapping[str, Sequence[Entry]],
    rows: Sequence[LedgerRow] = (),
) -> tuple[Finding, ...]:
    """What the relation looks like, in sentences; a sentence about what the record lacks is left out.

    Args:
        a: one of the two.
        b: the other.
        third: the state for which it is asked what it means.
        told: the claims on the two, by section: "facts", "not done", "turns", "statements", "implications".
        rows: the ledger of the two.
    """
    facts = told["facts"]
    sentences = (
        _what_happened(a, b, facts),
        _who_tells(facts),
        _first_and_last(facts),
        _busiest_year(facts),
        _not_done(told["not done"]),
        _commitments(rows),
        _sums(rows),
        _turning_points(told["turns"]),
        _speaks_most(told["statements"]),
        _for_third(third, told["implications"]),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _what_happened(a: str, b: str, facts: Sequence[Entry]) -> Finding:
    between = f"between {in_sentence(a)} and {in_sentence(b)}"
    if not facts:
        return finding(f"The record holds no event {between} that is told as done.")
    by_quad = [
        (count(chosen), words)
        for quad, words in QUADS.items()
        if (chosen := [one for one in facts if quad_told(one) == quad])
    ]
    listed = _enumerated([(figure, f" of {words}") for figure, words in by_quad])
    total = count(facts)
    said: list[str | Figure] = ["The record holds ", total, f" event{_s(total)} {between}: ", *listed]
    undated = [one for one in facts if not _first_day(one)]
    if undated and len(undated) < len(facts):
        said += ["; ", count(undated), " of them without a first day"]
    return finding(*said, ".")


def _who_tells(facts: Sequence[Entry]) -> Finding | None:
    quoted = [one for one in facts if all(record.speaker for record in one.records)]
    if not quoted:
        return None
    told = count(quoted)
    return finding(told, f" of them stand{_verb_s(told)} in a speaker's mouth, not in the article's own.")


def _first_and_last(facts: Sequence[Entry]) -> Finding | None:
    dated = sorted((one for one in facts if _first_day(one)), key=lambda one: _first_day(one) or date.max)
    if not dated:
        return finding("None of them is dated.") if facts else None
    first, last = dated[0], dated[-1]
    if first is last:
        return finding("The only dated one is of ", _day(first), ".")
    return finding("The first dated one is of ", _day(first), ", the last of ", _day(last), ".")


def _first_day(told: Entry) -> date | None:
    return told.when.since if told.when else None


def _busiest_year(facts: Sequence[Entry]) -> Finding | None:
    years = by_year(facts)
    if len(years) < 2:
        return None
    most = max(map(len, years.values()))
    top = [year for year, found in years.items() if len(found) == most]
    if len(top) > 1:
        return None
    return finding(f"Most fall in {top[0]}: ", count(years[top[0]]), ".")


def by_year(facts: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Events whose days lie within one year, by that year; the others fall in none."""
    years: dict[str, list[Entry]] = {}
    for one in facts:
        if year := year_of(one):
            years.setdefault(year, []).append(one)
    return dict(sorted(years.items()))


def _not_done(kept: Sequence[Entry]) -> Finding | None:
    if not kept:
        return None
    parts = [
        (count(chosen), f" {standing}")
        for standing in ("planned", "supposed", "denied")
        if (chosen := [one for one in kept if one.standing == standing])
    ]
    return finding("Kept apart and not counted as done: ", *_enumerated(parts), ".")


def _commitments(rows: Sequence[LedgerRow]) -> Finding | None:
    if not rows:
        return None
    groups = (
        (PROMISED, " floated, announced or agreed"),
        (STARTED, " started"),
        ((_IN_PART,), " delivered in part"),
        (ARRIVED, " delivered or completed"),
        (DROPPED, " suspended or cancelled"),
        (("unclear",), " of a stage not told"),
    )
    parts = [
        (count_rows(chosen), words)
        for stages, words in groups
        if (chosen := [row for row in rows if (_IN_PART if row.came_in_part else row.stage) in stages])
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
        added = [by_id[id] for id in total.rows]
        sums = {"promised": total.promised, "delivered": total.delivered, "halted": total.halted}
        for column, amount in sums.items():
            if amount[1]:
                shown, ids = range_in_words(amount, total.unit), records_in(column, added)
                parts.append((Figure(shown=shown, counts="sum", records=ids), f" {column}"))
    if not parts:
        return None
    return finding("Of money that may be added without counting any twice, ", *_enumerated(parts), ".")


def _turning_points(turns: Sequence[Entry]) -> Finding | None:
    if not turns:
        return None
    number = count(turns)
    return finding("The sources call ", number, f" moment{_s(number)} a turning point.")


def _speaks_most(statements: Sequence[Entry]) -> Finding | None:
    if not statements:
        return None
    named: dict[str, list[Entry]] = {}
    for one in statements:
        if one.head.speaker and one.head.speaker.name:
            named.setdefault(one.head.speaker.name, []).append(one)
    total = count(statements)
    if not named:
        return finding(total, f" statement{_s(total)} {_is(total)} kept, none by a named speaker.")
    name = min(named, key=lambda key: (-len(named[key]), key))
    speaker = usual(speaker_in_words(one.head.speaker) for one in named[name]) or name
    return finding(
        "Of ", total, f" statement{_s(total)} on the two, the named speaker with most, ", count(named[name]),
        f", is {speaker}.",
    )  # fmt: skip


def _for_third(third: str | None, implications: Sequence[Entry]) -> Finding | None:
    whom = f"For {in_sentence(third)}" if third else "For third states"
    if not implications:
        return finding(f"{whom} the sources draw no conclusion.") if third else None
    parts = [
        (count(chosen), f" {words}")
        for sign, words in (("+", "of gain"), ("-", "of loss"), ("?", "left open"))
        if (chosen := [one for one in implications if _sign(one) == sign])
    ]
    total = count(implications)
    return finding(f"{whom} the sources draw ", total, f" conclusion{_s(total)}: ", *_enumerated(parts), ".")


def _enumerated(parts: Sequence[tuple[Figure, str]]) -> list[str | Figure]:
    said: list[str | Figure] = []
    for number, (figure, words) in enumerate(parts):
        if number:
            said.append(" and " if number == len(parts) - 1 else ", ")
        said += [figure, words]
    return said


def quad_told(told: Entry) -> int:
    """The quad class of an event, by the record that tells it first."""
    return quad_of(told.head.claim) if isinstance(told.head.claim, Event) else 0


def _day(told: Entry) -> Figure:
    since, until = (told.when.since, told.when.until) if told.when else (None, None)
    shown = day_in_words(since) if since and since == until else days_in_words(since, until)
    return Figure(shown=shown, counts="day", records=told.ids)


def _sign(told: Entry) -> str:
    return told.head.claim.sign if isinstance(told.head.claim, Implication) else ""


def _s(figure: Figure) -> str:
    return "" if figure.shown == "1" else "s"


def _verb_s(figure: Figure) -> str:
    return "s" if figure.shown == "1" else ""


def _is(figure: Figure) -> str:
    return "is" if figure.shown == "1" else "are"
