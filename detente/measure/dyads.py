"""From the store to what is found of a dyad: its turns with what carries them, and days that stand out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.errors import NotEnoughData
from detente.measure.agreement import Outlier, find_outlying
from detente.measure.reduction import ARTICLES, Reduction, run
from detente.measure.response import Exchange, find_exchange
from detente.measure.series import find_series
from detente.measure.turns import LEAST, find_mix_turns, find_turns
from detente.model import ASPECTS, MONTHS_IN, QUADS, Aspect, Dyad, TurningPoint, add_months

if TYPE_CHECKING:
    from detente.keep.store import Store

ACTIVE = 24
"""Periods with events, of each direction, below which who answers whom cannot be told."""
CARRIERS = 10
"""Pairs named for each turn, the weightiest first."""


def level_of(reduction: Reduction) -> str:
    """The measure of level that a source allows: mean score, else net cooperation, else the sum of scores."""
    if any(cell.uncounted for cell in reduction.cells):
        return "score"
    return "net cooperation" if any(cell.unscored for cell in reduction.cells) else "mean score"


def turns_of(
    store: Store,
    reduction: Reduction,
    aspects: tuple[Aspect, ...] = ("level", "volume", "mix"),
    *,
    directed: bool = False,
    swapped: bool = False,
    min_periods: int | None = None,
    penalty: float | None = None,
) -> tuple[TurningPoint, ...]:
    """The turns of a dyad in one source, oldest first, each with the pairs that carry it.

    Volume is per event of the whole source, so that a source that grows is no turn; a source of sums alone has a
    level only.

    Raises:
        NotEnoughData: none of the aspects can be told: too few periods, no count of events, or the source does not
            tell who acts, and a direction is asked for.

    Reference and check: as `find_turns`; carriers in tests/measure/test_dyads.py.
    """
    found: list[TurningPoint] = []
    lacks: list[NotEnoughData] = []
    chosen: dict[str, Any] = {"min_periods": min_periods, "penalty": penalty}
    ways = {"directed": directed, "swapped": swapped}
    level = level_of(reduction)
    asked: list[Aspect] = [one for one in ("level", "volume", "mix") if one in aspects]
    for aspect in asked:
        try:
            if aspect == "level":
                found += find_turns(find_series(reduction, level, **ways), aspect="level", **chosen)
            elif aspect == "volume":
                rate = _exposure(reduction)
                found += find_turns(
                    find_series(reduction, "events", **ways), aspect="volume", exposure=rate, **chosen
                )
            else:
                quads = [find_series(reduction, quad, **ways) for quad in QUADS]
                found += find_mix_turns(quads, **chosen)
        except NotEnoughData as lack:
            lacks.append(lack)
    if lacks and len(lacks) == len(asked):
        raise lacks[0]
    ordered = sorted(found, key=lambda turn: (turn.at, ASPECTS.index(turn.aspect)))
    return tuple(replace(turn, carriers=find_carriers(store, turn, reduction)) for turn in ordered)


def find_carriers(store: Store, turn: TurningPoint, reduction: Reduction) -> tuple[str, ...]:
    """The pairs that carry a turn: of the first periods of the new regime, those that pull it where it went.

    Of a level the scores farthest that way; of a mix those of the class whose share grew most; of a volume that grew
    those of most events, and of one that shrank the same of the last periods before it.
    """
    step = MONTHS_IN[reduction.period]
    length = LEAST[reduction.period] * step
    shrank = turn.aspect == "volume" and turn.after[0] < turn.before[0]
    first = add_months(turn.at, -length) if shrank else turn.at
    rows = run(
        store, "carriers", a=turn.of.a, b=turn.of.b, since=first.isoformat(),
        until=add_months(first, length).isoformat(), source=turn.source, context=turn.context,
    ).to_pylist()  # fmt: skip
    if turn.directed:
        rows = [row for row in rows if row["a"] == turn.of.a]
    weighed = sorted(rows, key=lambda row: (-_weight(row, turn), row["day"], row["origin"]))
    return tuple(dict.fromkeys(row["origin"] for row in weighed))[:CARRIERS]


def _weight(row: Mapping[str, Any], turn: TurningPoint) -> float:
    score: float = (row["score10"] or 0) / 10
    if turn.aspect == "mix":
        grown = max(
            zip(turn.parts, turn.before, turn.after, strict=True), key=lambda move: move[2] - move[1]
        )[0]
        return float(row["quad"] is not None and QUADS[row["quad"] - 1] == grown) * 100 + abs(score)
    if turn.aspect == "level":
        way = 1 if turn.after[0] > turn.before[0] else -1
        quad = row["quad"]
        return (
            way * score
            if row["score10"] is not None
            else way * (0 if quad is None else 1 if quad < 3 else -1)
        )
    return float(row["n"] or 1) + abs(score) / 100


def _exposure(reduction: Reduction) -> tuple[float, ...] | None:
    """The source's other events a period; of articles nothing, for what they tell of lies in other years than they."""
    if reduction.source.name == ARTICLES:
        return None
    own = [0] * len(reduction.volume)
    for cell in reduction.cells:
        own[reduction.index(cell)] += cell.events
    return other_events(reduction.volume, own)


def other_events(volume: Sequence[int], own: Sequence[int]) -> tuple[float, ...]:
    """What a source tells of others, by period: its events but a dyad's own, at least one."""
    return tuple(float(max(whole - mine, 1)) for whole, mine in zip(volume, own, strict=True))


def exchange_of(reduction: Reduction) -> Exchange:
    """Whether each of the two answers the other in kind: net events from the one to the other and back.

    Raises:
        NotEnoughData: too few periods, or the source does not tell who acts on whom.

    Reference and check: as `find_exchange`.
    """
    there, back = (find_series(reduction, "net events", directed=True, swapped=way) for way in (False, True))
    for series in (there, back):
        active = sum(n > 0 for n in series.n)
        if active < ACTIVE:
            raise NotEnoughData(
                f"{series.of.a} acts on {series.of.b} in {active} {series.period}s, and {ACTIVE} are the least",
                where=series.source,
            )
    return find_exchange(there, back)


def find_odd_days(store: Store, dyad: Dyad, source: str) -> tuple[tuple[date, Outlier], ...]:
    """Days whose score stands out of the dyad's own history by size or sign: look at them before you trust a series.

    Raises:
        NotEnoughData: fewer than 60 days have a score.

    Reference and check: as `find_outlying`; USA and Pakistan on 2018-01-01 in GDELT's daily scores.
    """
    rows = run(
        store,
        "carriers",
        a=dyad.a,
        b=dyad.b,
        since="0001-01-01",
        until="9999-12-31",
        source=source,
        context=None,
    ).to_pylist()
    sums: dict[date, float] = defaultdict(float)
    for row in rows:
        if row["day"] == row["last_day"] and row["score10"] is not None:
            sums[row["day"]] += row["score10"] / 10
    days = sorted(sums)
    return tuple((days[one.index], one) for one in find_outlying([sums[day] for day in days]))
