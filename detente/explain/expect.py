"""What may be expected of a third state's ties: what followed such turns elsewhere, what the next quarter may bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from detente.errors import NotEnoughData
from detente.explain.judge import judge_forecast, judge_rate
from detente.explain.lacks import noted
from detente.keep.store import Store
from detente.measure.base_rates import find_base_rates
from detente.measure.forecast import forecast
from detente.measure.panel import Panel
from detente.measure.reduction import reduce_dyad
from detente.measure.series import find_series
from detente.measure.turns import find_turns
from detente.model import MONTHS_IN, Aspect, Dyad, Judgement, Lack, Period, TurningPoint, months_between

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
        kind, turns = kind_of(turn), find_like(panel, turn)
        for side in (about.a, about.b):
            with noted(lacks, "base rate", panel.source.name):
                rates = find_base_rates(
                    panel, turns, pair=(about.a, about.b), third=third, side=side, after=kind
                )
                for rate, down in zip(rates, (True, False), strict=True):
                    yield judge_rate(rate, third=third, side=side, down=down)
    for side in (about.a, about.b):
        with noted(lacks, "forecast", panel.source.name):
            yield _forecast(store, panel, Dyad(a=third, b=side))


def kind_of(turn: TurningPoint) -> str:
    """The kind of a turn, in words: its aspect and which way it went."""
    if turn.aspect == "mix":
        return f"a mix with {'more' if _conflict(turn.after) > _conflict(turn.before) else 'less'} conflict"
    way = turn.after[0] > turn.before[0]
    if turn.aspect == "volume":
        return "more dealing" if way else "less dealing"
    return "warmer relations" if way else "cooler relations"


def find_like(panel: Panel, turn: TurningPoint) -> dict[int, list[int]]:
    """Turns of the same kind in the busiest dyads of a panel: of each dyad, by its place, the periods they begin in.

    A mix is likened by the level: more conflict is cooler.
    """
    aspect: Aspect = "volume" if turn.aspect == "volume" else "level"
    up = (
        turn.after[0] > turn.before[0]
        if turn.aspect != "mix"
        else _conflict(turn.after) < _conflict(turn.before)
    )
    measure = "events" if aspect == "volume" else "net cooperation"
    others = [float(max(volume, 1)) for volume in panel.volume] if aspect == "volume" else None
    found: dict[int, list[int]] = {}
    for index in islice(panel, LOOKED_AT):
        try:
            turns = find_turns(panel.series(index, measure), aspect=aspect, exposure=others)
        except NotEnoughData:
            continue
        alike = [one for one in turns if (one.after[0] > one.before[0]) == up]
        if alike:
            step = MONTHS_IN[panel.period]
            found[index] = [months_between(panel.start, one.at) // step for one in alike]
    return found


def _whole_turn(change: Judgement) -> TurningPoint | None:
    """The turn that a judgement rests on, where it is of all dealings and not of one context."""
    for ground in change.basis:
        if isinstance(ground.finding, TurningPoint) and ground.finding.context is None:
            return ground.finding
    return None


def _conflict(shares: Sequence[float]) -> float:
    return sum(shares[2:])


def _forecast(store: Store, panel: Panel, tie: Dyad) -> Judgement:
    period: Period = "quarter" if panel.period == "month" else panel.period
    reduced = reduce_dyad(store, tie, period=period, source=panel.source.name)
    if panel.source.name not in reduced:
        raise NotEnoughData(f"no events of {tie.a} and {tie.b}", where=panel.source.name)
    series = find_series(reduced[panel.source.name], "net events")
    known = [value for value in series.values if value is not None]
    return judge_forecast(forecast(series), known[-1] if known else 0.0)
