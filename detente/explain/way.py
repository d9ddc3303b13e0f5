"""Which way a relation goes: by the newest likely turn in its level, source by source, with the sentence why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.explain.display import pair_in_words
from detente.explain.judge import judge_turn, period_in_words
from detente.explain.likelihood import LIKELY
from detente.measure.turns import LEAST
from detente.model import MONTHS_IN, Ground, Judgement, Series, TurningPoint, add_months

Way = Literal["warms", "cools", "steady", "mixed"]

RECENT = 60
"""Months before the end of a series within which a turn is taken for the way that the relation goes now."""
TONE = ("net cooperation", "mean score")
"""Measures of level that tell warm from cool; a sum of scores grows with mere dealing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """Which way it goes, and why: a judgement a source, beside its series; those that make the way come first."""

    way: Way
    reasons: tuple[tuple[Series, Judgement], ...]


def find_way(levels: Sequence[Series], turns: Sequence[TurningPoint]) -> Direction | None:
    """Which way a relation goes; none where no source has periods enough to tell.

    A source says warmer or cooler where its newest likely turn in level lies in the last years of its series, else
    steady. Sources that say warmer and others that say cooler make it mixed; one that is steady takes nothing from
    those that are not.

    Args:
        levels: net cooperation of the two, a series a source, of periods of one length.
        turns: turning points of the two in these sources.
    """
    told = [(one, *_way_in(one, turns)) for one in levels if _can_turn(one)]
    if not told:
        return None
    ways = {way for _, way, _ in told} - {"steady"}
    way: Way = "mixed" if len(ways) > 1 else ways.pop() if ways else "steady"
    told.sort(key=lambda one: one[1] == "steady")
    return Direction(way=way, reasons=tuple((series, judgement) for series, _, judgement in told))


def newest_beside(turns: Sequence[TurningPoint]) -> Iterator[TurningPoint]:
    """The newest likely turn in volume and in mix of each source: how much and in what the two deal, not how warmly."""
    newest = {
        (turn.source, turn.aspect): turn
        for turn in sorted(turns, key=lambda turn: turn.at)
        if turn.aspect != "level" and turn.probability >= LIKELY
    }
    yield from newest.values()


def last_known(series: Series) -> int:
    """The index of the last period that has a value.

    Raises:
        ValueError: none has.
    """
    return max(index for index, value in enumerate(series.values) if value is not None)


def _can_turn(series: Series) -> bool:
    """Whether there are periods enough for a turn in level to be found."""
    return sum(value is not None for value in series.values) >= 2 * LEAST[series.period]


def _way_in(series: Series, turns: Sequence[TurningPoint]) -> tuple[Way, Judgement]:
    likely = [
        turn
        for turn in turns
        if turn.source == series.source
        and turn.aspect == "level"
        and turn.measure in TONE
        and turn.probability >= LIKELY
    ]
    newest = max(likely, key=lambda turn: turn.at, default=None)
    end = series.first_day(len(series.values))
    begin = max(series.start, add_months(end, -RECENT))
    if newest and newest.latest >= begin:
        way: Way = "warms" if newest.after[0] > newest.before[0] else "cools"
        return way, judge_turn(newest, series.period)
    last = add_months(end, -MONTHS_IN[series.period])
    span = f"from {period_in_words(begin, series.period)} to {period_in_words(last, series.period)}"
    sentence = f"No likely turn in the level of relations between {pair_in_words(series.of)} is found {span}."
    grounds = (_newest_level(series), *(judge_turn(newest, series.period).basis if newest else ()))
    return "steady", Judgement(
        question="change", about=series.of, sentence=sentence, likelihood=None, basis=grounds
    )


def _newest_level(series: Series) -> Ground:
    at = last_known(series)
    value, low, high = (column[at] for column in (series.values, series.low, series.high))
    interval = f" ({low:+.2f} to {high:+.2f}, 80 %)" if low is not None and high is not None else ""
    when = period_in_words(series.first_day(at), series.period)
    return Ground(
        says=f"{series.source}: {series.measure} {value:+.2f}{interval} in {when}, the newest known."
    )
