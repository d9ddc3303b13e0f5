"""The page of three states: their three relations side by side, and how the three go together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from detente.errors import NotEnoughData
from detente.explain.display import days_in_words, names_of, one_line
from detente.explain.likelihood import likelihood_of
from detente.explain.ties import Ties
from detente.keep.dealings import Dealing
from detente.model import PERIODS, Dyad, Period, Side, Triad
from detente.show.pages import Asked, Figure, Finding, Judged, Line, MeasuredPart, Sums
from detente.show.pages.country import LeaningLine, leaning_lines
from detente.show.pages.dealings import Chosen, PairLine, line_of
from detente.show.pages.dyad import build_page, find_held
from detente.show.pages.judged import choose_period, judged_of, measure_dyad
from detente.show.words.outlook import lacks_in_words

if TYPE_CHECKING:
    from detente.project import Project

Sign = Literal["positive", "negative", "unsure"]
NEWEST = 5
"""Events of each relation that are shown, the newest."""
SURE = 0.8
"""Probability from which a side is drawn as positive, or as negative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriadPage:
    """What the page of three states shows at once; the relations and the measures are parts of their own."""

    states: tuple[str, str, str] = field(metadata={"says": "codes of the three, in the order asked"})
    title: str = field(metadata={"says": "the headline"})
    chosen: Chosen = field(metadata={"says": "the filters"})
    period: Period | None = field(
        metadata={"says": "by which it is measured; null where that is to be chosen"}
    )
    sides: tuple[PairLine, PairLine, PairLine] = field(
        metadata={"says": "the three pairs, first and second, first and third, second and third"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCount:
    """How many commitments have come to a stage."""

    stage: str = field(metadata={"says": "how far they have come"})
    count: Figure = field(metadata={"says": "how many"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TriadSide:
    """One of the three relations, in short."""

    dyad: Dyad = field(metadata={"says": "the two"})
    paragraph: tuple[Finding, ...] = field(metadata={"says": "what the relation looks like"})
    newest: tuple[Line, ...] = field(
        metadata={"says": "the newest dated events told as done, the newest first"}
    )
    stages: tuple[StageCount, ...] = field(metadata={"says": "commitments by stage"})
    sums: Sums = field(metadata={"says": "what the ledger of the two comes to"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredSide:
    """One side of the triad as measured."""

    of: Dyad = field(metadata={"says": "the two"})
    net: float = field(metadata={"says": "net cooperation, -1 to 1"})
    low: float = field(metadata={"says": "lower end of its 80 % interval"})
    high: float = field(metadata={"says": "upper end of its 80 % interval"})
    n: int = field(metadata={"says": "events it was measured on; one of both sides counts once each way"})
    positive: float = field(metadata={"says": "probability that it is above neutral"})
    sign: Sign = field(metadata={"says": "positive or negative where that is likely enough, else unsure"})
    words: str = field(metadata={"says": "the same in words of likelihood"})
    risen: float | None = field(
        metadata={"says": "probability that it rose of late; null where that cannot be told"}
    )
    shift: Judged | None = field(metadata={"says": "how it changed of late, null as above"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TriadMeasured:
    """How the three relations go together, as measured in one source."""

    source: str = field(metadata={"says": "the source"})
    period: Period | None = field(metadata={"says": "by which it was measured; null where it could not be"})
    days: str = field(metadata={"says": "of which days, in words"})
    since: date | None = field(metadata={"says": "the first of them"})
    until: date | None = field(metadata={"says": "the last of them"})
    neutral: float | None = field(metadata={"says": "net cooperation above which a side is positive"})
    sides: tuple[MeasuredSide, ...] = field(
        metadata={"says": "the three sides, none where they cannot be told"}
    )
    balance: Judged | None = field(metadata={"says": "whether the three go together"})
    pressed: Dyad | None = field(metadata={"says": "the side most open to change, where they do not"})
    leanings: tuple[LeaningLine, ...] = field(
        metadata={"says": "how each divides its cooperation between the others"}
    )
    lacks: tuple[str, ...] = field(metadata={"says": "what could not be measured, and why"})


def find_triad(
    states: tuple[str, str, str], dealings: Sequence[Dealing], chosen: Chosen, period: Period | None = None
) -> TriadPage:
    """What the page shows at once.

    Args:
        states: codes of the three.
        dealings: of all pairs, as the filters leave them.
        chosen: the filters.
        period: by which it is to be measured.
    """
    known = {(one.a, one.b): one for one in dealings}
    first, second, third = (_line(known, a, b) for a, b in combinations(states, 2))
    return TriadPage(
        states=states, title=names_of(states), chosen=chosen, period=period, sides=(first, second, third)
    )


def find_side(project: Project, of: Dyad, chosen: Chosen) -> TriadSide:
    """One of the three relations, in short: what articles tell of it.

    Raises:
        NotEnoughData: the project holds no record of the two.
    """
    held = find_held(project, project.dyad(of.a, of.b))
    page = build_page(
        held.dyad, None, held.records, held.documents, happenings=held.happenings, rows=held.rows,
        asked=Asked(since=chosen.since, until=chosen.until),
    )  # fmt: skip
    dated = [line for line in page.events if line.since or line.until]
    dated.sort(key=lambda line: line.since or line.until or date.min, reverse=True)
    return TriadSide(
        dyad=of,
        paragraph=page.paragraph,
        newest=tuple(dated[:NEWEST]),
        stages=tuple(StageCount(stage=one.stage, count=one.count) for one in page.ledger),
        sums=page.sums,
    )


def find_course(project: Project, of: Dyad, chosen: Chosen) -> MeasuredPart:
    """Which way one of the three relations goes, with its net cooperation over time."""
    relation = project.dyad(of.a, of.b)
    return measure_dyad(project, relation, since=chosen.since, until=chosen.until, source=chosen.source)


def measure_triad(
    project: Project, states: tuple[str, str, str], chosen: Chosen, period: Period | None = None
) -> TriadMeasured:
    """How the three relations go together in one source.

    Args:
        project: where it is measured.
        states: codes of the three.
        chosen: source and days.
        period: by which it is measured; where not given, the longest that one of the three needs.

    Raises:
        UnknownName: no such source.
    """
    since, until, source = chosen.since, chosen.until, chosen.source
    length = period or _longest_needed(project, states, chosen)
    try:
        ties = project.triangle(*states, period=length, source=source, since=since, until=until)
    except NotEnoughData as lack:
        return _unmeasured(chosen, one_line(lack.what))
    triad = ties.balance.basis[0].finding if ties.balance else None
    found = triad if isinstance(triad, Triad) else None
    return TriadMeasured(
        source=chosen.source,
        period=length,
        days=days_in_words(found.since, found.until) if found else "",
        since=found.since if found else None,
        until=found.until if found else None,
        neutral=found.neutral if found else None,
        sides=tuple(_side(side, ties) for side in found.sides) if found else (),
        balance=judged_of(ties.balance, {}) if ties.balance else None,
        pressed=found.pressed if found else None,
        leanings=leaning_lines(ties.leanings),
        lacks=tuple(lacks_in_words(ties.lacks)),
    )


def _longest_needed(project: Project, states: tuple[str, str, str], chosen: Chosen) -> Period:
    """The longest of the periods by which each of the three relations can be told."""
    relations = [project.dyad(a, b) for a, b in combinations(states, 2)]
    asked = {"source": chosen.source, "since": chosen.since, "until": chosen.until}
    return max((choose_period(one, **asked) for one in relations), key=PERIODS.index)


def _unmeasured(chosen: Chosen, lack: str) -> TriadMeasured:
    return TriadMeasured(
        source=chosen.source, period=None, days="", since=None, until=None, neutral=None, sides=(), balance=None,
        pressed=None, leanings=(), lacks=(lack,),
    )  # fmt: skip


def _side(side: Side, ties: Ties) -> MeasuredSide:
    shift = next(((one, judged) for one, judged in ties.shifts if one.of == side.of), None)
    likely = side.positive >= 0.5
    sign: Sign = "unsure"
    if side.positive >= SURE or side.positive <= 1 - SURE:
        sign = "positive" if likely else "negative"
    chance = likelihood_of(side.positive if likely else 1 - side.positive).words
    return MeasuredSide(
        of=side.of,
        net=side.net,
        low=side.low,
        high=side.high,
        n=side.n,
        positive=side.positive,
        sign=sign,
        words=f"{'above' if likely else 'below'} what is usual: {chance}",
        risen=shift[0].risen if shift else None,
        shift=judged_of(shift[1], {}) if shift else None,
    )


def _line(known: Mapping[tuple[str, str], Dealing], a: str, b: str) -> PairLine:
    pair = (min(a, b), max(a, b))
    return line_of(known.get(pair) or Dealing(a=pair[0], b=pair[1], quads=(0, 0, 0, 0)))
