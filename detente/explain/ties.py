"""What ties a third state has to each of two, how they moved of late, and whether they move with the pair's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from detente.errors import NotEnoughData
from detente.explain.judge import judge_comovement, judge_leaning, judge_shift, judge_triad
from detente.explain.lacks import noted
from detente.measure.comovement import adjust, find_common, find_comovement
from detente.measure.order import read_sides, triad_of
from detente.measure.panel import Panel
from detente.measure.tilt import find_leaning
from detente.measure.triads import Shift, compare_windows
from detente.model import MONTHS_IN, Comovement, Dyad, Judgement, Lack, Leaning, add_months

COMMON = 200
"""Dyads, the busiest, by which the movement common to all is told."""
FEWEST_OTHERS = 10
"""Other dyads below which nobody can tell what moves them all."""
TOGETHER = ("events", "net cooperation")
"""What may move together."""


def find_ties(panel: Panel, about: Dyad, third: str, lacks: list[Lack]) -> Iterator[Judgement]:
    """The third state's ties with each of the two: change of late, common movement, tilt, and the triad's balance."""
    for side in (about.a, about.b):
        with noted(lacks, "tie", panel.source.name):
            yield _shifted(panel, Dyad(a=third, b=side))[1]
    yield from _together(panel, about, third, lacks)
    for pivot, toward in ((about.a, about.b), (about.b, about.a)):
        with noted(lacks, "tilt", panel.source.name):
            yield judged_leaning(panel, pivot, toward, third)
    with noted(lacks, "balance", panel.source.name):
        sides = [Dyad(a=about.a, b=about.b), Dyad(a=third, b=about.a), Dyad(a=third, b=about.b)]
        periods = latest(panel, sides, years=2)
        yield judge_triad(triad_of(panel, {of: place(panel, of) for of in sides}, periods))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What is measured of several ties in one source, as judgements; what cannot be told is a lack.

    `leanings` are tilts of a state between two others, `shifts` how each tie changed of late (with the change itself),
    `balance` whether the signs of three ties go together, its basis the triad.
    """

    leanings: tuple[Judgement, ...]
    shifts: tuple[tuple[Shift, Judgement], ...]
    balance: Judgement | None
    lacks: tuple[Lack, ...]


def find_star(panel: Panel, party: str, others: Sequence[str], *, between: int) -> Ties:
    """The ties of one state with some others: how each changed of late, and to whom of the first few it leans.

    Args:
        panel: of a source.
        party: the state.
        others: those it has ties with, the foremost first.
        between: how many of them it is asked of whether it leans to one or another.
    """
    lacks: list[Lack] = []
    pairs = [(party, toward, other) for toward, other in combinations(others[:between], 2)]
    return Ties(
        leanings=tuple(_leanings(panel, pairs, lacks)),
        shifts=tuple(_shifts(panel, [Dyad(a=party, b=other) for other in others], lacks)),
        balance=None,
        lacks=tuple(lacks),
    )


def find_triangle(panel: Panel, states: tuple[str, str, str]) -> Ties:
    """The three ties among three states: how each changed of late, to whom each state leans, and their balance."""
    a, b, c = states
    lacks: list[Lack] = []
    balance = None
    with noted(lacks, "balance", panel.source.name):
        balance = judge_triad(read_sides(panel, states))
    return Ties(
        leanings=tuple(_leanings(panel, [(a, b, c), (b, a, c), (c, a, b)], lacks)),
        shifts=tuple(_shifts(panel, [Dyad(a=x, b=y) for x, y in combinations(states, 2)], lacks)),
        balance=balance,
        lacks=tuple(lacks),
    )


def _leanings(panel: Panel, asked: Iterable[tuple[str, str, str]], lacks: list[Lack]) -> Iterator[Judgement]:
    for pivot, toward, other in asked:
        with noted(lacks, "tilt", panel.source.name):
            yield judged_leaning(panel, pivot, toward, other)


def _shifts(panel: Panel, asked: Iterable[Dyad], lacks: list[Lack]) -> Iterator[tuple[Shift, Judgement]]:
    for of in asked:
        with noted(lacks, "tie", panel.source.name):
            yield _shifted(panel, of)


def leaning_of(panel: Panel, pivot: str, toward: str, other: str) -> Leaning:
    """The pivot's measured tilt between two others, from all that it does in cooperation with each.

    Raises:
        NotEnoughData: too little cooperation of the pivot with either.
    """
    series = [panel.series(place(panel, Dyad(a=pivot, b=state)), "cooperation") for state in (toward, other)]
    return find_leaning(series[0], series[1], pivot=pivot)


def judged_leaning(panel: Panel, pivot: str, toward: str, other: str) -> Judgement:
    """The same as a judgement on its drift, the leaning its basis.

    Raises:
        NotEnoughData: too little cooperation of the pivot with either.
    """
    leaning = leaning_of(panel, pivot, toward, other)
    return judge_leaning(leaning, _chance_of_drift(leaning))


def place(panel: Panel, of: Dyad) -> int:
    """Where a dyad stands in a panel.

    Raises:
        NotEnoughData: it has too few events to be in it.
    """
    index = panel.at(of.a, of.b)
    if index is None:
        raise NotEnoughData(f"too few events of {of.a} and {of.b}", where=panel.source.name)
    return index


def latest(panel: Panel, dyads: list[Dyad], *, years: int) -> tuple[int, int]:
    """The last years of a panel, as first and last period (exclusive), at whose end all the dyads have events.

    Raises:
        NotEnoughData: the panel is shorter, or a dyad is not in it.
    """
    size = years * 12 // MONTHS_IN[panel.period]
    ends = [int(panel.counts[place(panel, of)].sum(axis=1).nonzero()[0][-1]) + 1 for of in dyads]
    last = min(ends)
    if last < size:
        raise NotEnoughData(f"fewer than {years} years", where=panel.source.name)
    return last - size, last


def _shifted(panel: Panel, of: Dyad) -> tuple[Shift, Judgement]:
    years = 2 if panel.period == "year" else 1
    first, last = latest(panel, [of], years=2 * years)
    middle, step, index = (first + last) // 2, MONTHS_IN[panel.period], place(panel, of)
    before, after = panel.counts[index, first:middle], panel.counts[index, middle:last]
    shift = compare_windows({of: before.tolist()}, {of: after.tolist()}, source=panel.source.name)[0]
    judgement = judge_shift(
        shift,
        source=panel.source.name,
        since=add_months(panel.start, middle * step),
        before=add_months(panel.start, first * step),
        months=years * 12,
        events=int(before.sum() + after.sum()),
    )
    return shift, judgement


def _together(panel: Panel, about: Dyad, third: str, lacks: list[Lack]) -> Iterator[Judgement]:
    """Whether the ties move with the pair, each measure against permutations, adjusted for all that was asked."""
    found: list[Comovement] = []
    with noted(lacks, "co-movement", panel.source.name):
        pair = place(panel, about)
        for measure in TOGETHER:
            ours = {
                pair,
                *(index for side in (about.a, about.b) if (index := panel.at(third, side)) is not None),
            }
            busiest = [index for index in panel if index not in ours][:COMMON]
            if len(busiest) < FEWEST_OTHERS:
                why = f"{len(busiest)} other dyads do not tell what moves all, and {FEWEST_OTHERS} are the least"
                raise NotEnoughData(why, where=panel.source.name)
            of_pair = panel.series(pair, measure)
            common = find_common([panel.series(index, measure) for index in busiest], of_pair)
            for side in (about.a, about.b):
                with noted(lacks, "co-movement", panel.source.name):
                    tie = panel.series(place(panel, Dyad(a=third, b=side)), measure)
                    found.append(
                        replace(find_comovement(of_pair, tie, common=common), second=Dyad(a=third, b=side))
                    )
    adjusted = adjust([one.p for one in found])
    for one, p in zip(found, adjusted, strict=True):
        yield judge_comovement(replace(one, adjusted=p), panel.period)


def _chance_of_drift(leaning: Leaning) -> float:
    """The chance that the share rises, from the 80 % interval of its drift, taken as normal."""
    from scipy.special import ndtr, ndtri

    spread = (leaning.drift_high - leaning.drift_low) / (2 * ndtri(0.9))
    return float(ndtr(leaning.drift / spread)) if spread > 0 else 0.5
