"""What may be expected of a third state's ties: what followed such turns elsewhere, what the next quarter may bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from detente.errors import NotEnoughData
from detente.explain.judge import judge_forecast, judge_rate, period_in_words
from detente.explain.lacks import noted
from detente.explain.likelihood import LIKELY
from detente.keep.store import Store
from detente.measure.base_rates import find_base_rates, window_of
from detente.measure.dyads import other_events
from detente.measure.forecast import forecast
from detente.measure.panel import Panel
from detente.measure.reduction import reduce_dyad
from detente.measure.series import find_series
from detente.measure.turns import find_turns
from detente.model import (
    MONTHS_IN,
    Aspect,
    BaseRate,
    Dyad,
    Ground,
    Judgement,
    Lack,
    Period,
    TurningPoint,
    months_between,
)

LOOKED_AT = 400
"""Dyads of a panel, the busiest, among which turns of a kind are looked for."""


def expect_ties(
    store: Store, panel: Panel, about: Dyad, third: str, changes: Sequence[Judgement], lacks: list[Lack]
) -> Iterator[Judgement]:
    """Base rates after turns like the pair's newest, then forecasts, of the third's tie with each of the two."""
    turn = next(filter(None, (_whole_turn(change) for change in changes)), None)
    if turn is None:
        why = "no turn of the two is found that others could be likened to"
        lacks.append(Lack(question="base rate", source=panel.source.name, why=why))
    else:
        kind, turns, pair = kind_of(turn), find_like(panel, turn), (about.a, about.b)
        for side in pair:
            with noted(lacks, "base rate", panel.source.name):
                at = _place(panel, turn)
                rates = find_base_rates(panel, turns, pair=pair, third=third, side=side, after=kind, at=at)
                for rate, down in zip(rates, (True, False), strict=True):
                    yield _told_late(_judged(panel, rate, third, side, down), panel, turn)
    for side in (about.a, about.b):
        with noted(lacks, "forecast", panel.source.name):
            yield _forecast(store, panel, Dyad(a=third, b=side))


def kind_of(turn: TurningPoint) -> str:
    """The kind of a turn, in words: its aspect and which way it went; of a mix, what it is likened to."""
    if turn.aspect == "mix":
        worse = _conflict(turn.after) > _conflict(turn.before)
        like = f"to which {'more' if worse else 'less'} conflict in the mix is likened"
        return f"{'cooler' if worse else 'warmer'} relations, {like}"
    way = turn.after[0] > turn.before[0]
    if turn.aspect == "volume":
        return "more dealing" if way else "less dealing"
    return "warmer relations" if way else "cooler relations"


def find_like(panel: Panel, turn: TurningPoint) -> dict[int, list[int]]:
    """Turns of the same kind in the busiest dyads of a panel: of each dyad, by its place, the periods they begin in.

    A level is that of net cooperation, whatever the turn's own measure; a mix is likened by the level: more conflict
    is cooler. Only likely turns count, as of the two themselves.
    """
    aspect: Aspect = "volume" if turn.aspect == "volume" else "level"
    up = (
        turn.after[0] > turn.before[0]
        if turn.aspect != "mix"
        else _conflict(turn.after) < _conflict(turn.before)
    )
    measure = "events" if aspect == "volume" else "net cooperation"
    found: dict[int, list[int]] = {}
    for index in islice(panel, LOOKED_AT):
        others = None
        if aspect == "volume":
            others = other_events(panel.volume, panel.counts[index].sum(axis=1).tolist())
        try:
            turns = find_turns(panel.series(index, measure), aspect=aspect, exposure=others)
        except NotEnoughData:
            continue
        likely = [one for one in turns if one.probability >= LIKELY]
        alike = [one for one in likely if (one.after[0] > one.before[0]) == up]
        if alike:
            found[index] = [_place(panel, one) for one in alike]
    return found


def _whole_turn(change: Judgement) -> TurningPoint | None:
    """The turn that a judgement rests on, where it is of all dealings and not of one context, and has its like.

    A mix that changed within cooperation or within conflict more than between them is neither cooler nor warmer.
    """
    for ground in change.basis:
        turn = ground.finding
        if isinstance(turn, TurningPoint) and turn.context is None:
            between = abs(_conflict(turn.after) - _conflict(turn.before))
            return turn if turn.aspect != "mix" or between > turn.size / 2 else None
    return None


def _place(panel: Panel, turn: TurningPoint) -> int:
    """The period of a panel in which a turn begins."""
    return months_between(panel.start, turn.at) // MONTHS_IN[panel.period]


def _judged(panel: Panel, rate: BaseRate, third: str, side: str, down: bool) -> Judgement:
    years = window_of(panel.period) * MONTHS_IN[panel.period] // 12
    return judge_rate(rate, third=third, side=side, down=down, years=years)


def _told_late(judgement: Judgement, panel: Panel, turn: TurningPoint) -> Judgement:
    """With what speaks against it where the time in which it was to come has gone by."""
    if _place(panel, turn) + window_of(panel.period) > len(panel.coverage):
        return judgement
    since = period_in_words(turn.at, panel.period)
    late = f"The turn is of {since}, and the time told has gone by: look at what came in the series."
    return replace(judgement, against=(*judgement.against, Ground(says=late)))


def _conflict(shares: Sequence[float]) -> float:
    return sum(shares[2:])


def _forecast(store: Store, panel: Panel, tie: Dyad) -> Judgement:
    period: Period = "quarter" if panel.period == "month" else panel.period
    reduced = reduce_dyad(store, tie, period=period, source=panel.source.name)
    if panel.source.name not in reduced:
        raise NotEnoughData(f"no events of {tie.a} and {tie.b}", where=panel.source.name)
    series = find_series(reduced[panel.source.name], "net events")
    found = forecast(series)  # raises where no value is known
    return judge_forecast(found, [value for value in series.values if value is not None][-1])
