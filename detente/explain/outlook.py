"""What a relation means for a third state: from articles what is told, from series what is measured, side by side.

Every sentence has its basis. Where the data do not carry an answer, that is the answer (`Lack`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from detente.errors import NotEnoughData, UnknownName
from detente.explain.display import context_in_words, in_sentence, pair_in_words
from detente.explain.expect import expect_ties
from detente.explain.judge import judge_turn, per_period, period_in_words
from detente.explain.lacks import noted
from detente.explain.likelihood import LIKELY
from detente.explain.ties import find_ties
from detente.explain.told import find_claims, find_open, find_sectors
from detente.keep.asked import find_records
from detente.keep.assembled import happenings_of, ledger_of
from detente.keep.store import Store
from detente.measure.dyads import level_of, turns_of
from detente.measure.panel import Panel, reduce_all
from detente.measure.reduction import ARTICLES, Reduction, reduce_dyad, source_of
from detente.model import (
    MONTHS_IN,
    Dyad,
    Forecast,
    Judgement,
    Lack,
    LedgerRow,
    Outlook,
    Period,
    Record,
    TurningPoint,
    add_months,
)

FEWEST_IN_CONTEXT = 60
"""Events of one context below which its turns are not asked for."""
MOST_CONTEXTS, MOST_IN_CONTEXT = 5, 2
"""Contexts, those with most events, and turns told of each, the newest."""
MOST_WATCHED = 12


def find_outlook(
    store: Store,
    about: Dyad,
    third: str,
    *,
    source: str | None = None,
    period: Period | None = None,
    progress: Callable[[str], None] = lambda what: None,
) -> Outlook:
    """The outlook for a third state.

    Args:
        store: the project.
        about: the two whose relation it is.
        third: the third state.
        source: of what is measured; where not given, the one with most events of the two.
        period: of the series; where not given months, or years where the source has no more.
        progress: told what is being worked out.

    Raises:
        UnknownName: the third is one of the two, or there is no such source.
        BrokenStore: the store cannot be read.
    """
    if third in (about.a, about.b):
        raise UnknownName(f"{in_sentence(third)} is one of the two", mend="name a third state")
    progress("articles")
    source, parties = source_of(store, source), (about.a, about.b)
    rows = ledger_of(store, parties)
    claims = find_claims(_implications(store, about), third)
    progress("series")
    reduction = _choose(store, about, source, period)
    lacks: list[Lack] = []
    changes = tuple(find_changes(store, reduction, lacks)) if reduction else ()
    progress("ties of the third state")
    panel = _panel(store, reduction, lacks) if reduction else None
    ties = tuple(find_ties(panel, about, third, lacks)) if panel else ()
    progress("base rates and forecasts")
    expected = tuple(expect_ties(store, panel, about, third, changes, lacks)) if panel else ()
    if reduction is None:
        why = "no dated events of the two: import event files (detente import), or add articles"
        lacks.append(Lack(question="change", source=source or "any source", why=why))
    waiting = find_open(rows)
    return Outlook(
        about=about,
        third=third,
        sources=(reduction.source.name,) if reduction else (),
        sectors=find_sectors(happenings_of(store, parties), rows),
        changes=changes,
        ties=ties,
        expected=expected,
        gains=tuple(one for one in claims if one.sign == "+"),
        losses=tuple(one for one in claims if one.sign == "-"),
        open_claims=tuple(one for one in claims if one.sign == "?"),
        commitments=waiting,
        watch=tuple(_watch((*changes, *ties, *expected), waiting))[:MOST_WATCHED],
        lacks=tuple(dict.fromkeys(lacks)),
    )


def find_changes(store: Store, reduction: Reduction, lacks: list[Lack]) -> Iterator[Judgement]:
    """What has changed between the two: in all, the newest first, then the newest in contexts with events enough."""
    found: list[TurningPoint] = []
    with noted(lacks, "change", reduction.source.name):
        found += turns_of(store, reduction)
    asked = not lacks
    for context in _contexts(reduction):
        with noted(lacks, "change", f"{reduction.source.name}, {context}"):
            found += turns_of(store, _within(reduction, context), ("level", "volume"))
    found = [turn for turn in found if turn.probability >= LIKELY]
    if not found and asked:
        last = add_months(reduction.start, len(reduction.coverage) * MONTHS_IN[reduction.period] - 1)
        span = f"{reduction.start.year} to {last.year}"
        sums = level_of(reduction) == "score"  # then neither volume nor mix can be asked for
        where = " of the sum of scores" if sums else ", neither in level nor in volume or mix"
        why = f"no likely turn is found in {span}{where}"
        lacks.append(Lack(question="change", source=reduction.source.name, why=why))
    newest = sorted(found, key=lambda one: one.at, reverse=True)
    whole = [turn for turn in newest if turn.context is None]
    parts = [[turn for turn in newest if turn.context == context] for context in _contexts(reduction)]
    watched = set[tuple[str, str | None]]()  # a turn that was overtaken by a newer one is no bound any more
    for turn in (*whole, *(turn for part in parts for turn in part[:MOST_IN_CONTEXT])):
        newest_of = (turn.aspect, turn.context) not in watched
        watched.add((turn.aspect, turn.context))
        watch = (_undone(turn, reduction.period),) if newest_of else ()
        yield replace(judge_turn(turn, reduction.period), watch=watch)


def _choose(store: Store, about: Dyad, source: str | None, period: Period | None) -> Reduction | None:
    """Of the sources that have the two, the one asked for, or the one with most events; by months, where it has any."""
    found = reduce_dyad(store, about, period=period or "year", source=source)
    if not found:
        return None
    counted = [one for one in found.values() if not any(cell.uncounted for cell in one.cells)]
    chosen = counted or [*found.values()]  # a source of sums alone answers little
    best = max(chosen, key=lambda r: (_events(r), r.source.name != ARTICLES, r.source.name))
    if period:
        return best
    name = best.source.name
    return reduce_dyad(store, about, period="month", source=name).get(name, best)


def _panel(store: Store, reduction: Reduction, lacks: list[Lack]) -> Panel | None:
    with noted(lacks, "tie", reduction.source.name):
        if any(cell.uncounted for cell in reduction.cells):
            why = "the source does not tell how many events its rows stand for"
            raise NotEnoughData(why)
        return reduce_all(store, reduction.source.name, period=reduction.period)
    return None


def _events(reduction: Reduction) -> int:
    return sum(cell.events + cell.uncounted for cell in reduction.cells)


def _contexts(reduction: Reduction) -> list[str]:
    counts: dict[str, int] = {}
    for cell in reduction.cells:
        for context in filter(None, cell.contexts.split("|")):
            counts[context] = counts.get(context, 0) + cell.events
    some = [context for context, events in counts.items() if events >= FEWEST_IN_CONTEXT]
    return sorted(some, key=lambda context: (-counts[context], context))[:MOST_CONTEXTS]


def _within(reduction: Reduction, context: str) -> Reduction:
    cells = tuple(cell for cell in reduction.cells if f"|{context}|" in cell.contexts)
    return replace(reduction, cells=cells, context=context)


def _implications(store: Store, about: Dyad) -> tuple[Record, ...]:
    return find_records(store, "implication", about, None, None)


def _undone(turn: TurningPoint, period: Period) -> str:
    since = period_in_words(turn.at, period)
    what = f" in {context_in_words(turn.context)}" if turn.context else ""
    if turn.aspect == "mix":
        return f"The mix of events{what} going back to what it was before {since}."
    way = "below" if turn.after[0] > turn.before[0] else "above"
    bound = f"{(turn.before[0] + turn.after[0]) / 2:.2f}{per_period(turn, period)}"
    return f"{turn.measure.capitalize()}{what} staying {way} {bound}, half way back to before {since}."


def _watch(judgements: tuple[Judgement, ...], waiting: tuple[LedgerRow, ...]) -> Iterator[str]:
    """What would change the judgements: thresholds of the series first, then commitments that may be met or broken."""
    for judgement in judgements:
        yield from judgement.watch
        for ground in judgement.basis:
            if isinstance(ground.finding, Forecast):
                low, high = (ground.finding.quantile(level) for level in (0.1, 0.9))
                pair = pair_in_words(judgement.about)
                when = period_in_words(ground.finding.at, ground.finding.period)
                bound = f"outside {round(low)} to {round(high)} in {when}"
                yield f"{ground.finding.measure.capitalize()} of {pair} {bound}."
    for row in waiting[:5]:
        yield f"{row.what.rstrip('.')}: so far {row.stage}; its delivery, delay or cancellation."
