"""What is measured and concluded, for the page of a dyad: series, turns, and the outlook for a third state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from detente.errors import NotEnoughData
from detente.explain.display import in_sentence, one_line
from detente.explain.judge import judge_turn
from detente.measure.reduction import ARTICLES
from detente.model import PERIODS, Judgement, Outlook, Period, SectorChange, Series, TurningPoint
from detente.show.pages import Basis, Judged, JudgedGroup, MeasuredPart, OutlookPart
from detente.show.words.carriers import tell_carriers, turns_under
from detente.show.words.outlook import lacks_in_words, sector_in_words

if TYPE_CHECKING:
    from detente.project import Project
    from detente.relation import Relation

DRAWN = ("net cooperation", "events")
CARRIERS = 5
"""Carriers of a turn that are named."""


def measure_dyad(project: Project, relation: Relation) -> MeasuredPart:
    """The series and turns of two states, by the shortest periods in which most have an event.

    Args:
        project: what the relation is of.
        relation: of the two states.
    """
    lacks: list[str] = []
    period = choose_period(relation)
    found: list[tuple[Series, ...]] = []
    for measure in DRAWN:
        try:
            found.append(relation.series(measure, period=period))
        except NotEnoughData as lack:
            lacks.append(f"{measure}: {one_line(lack.what)}")
    turns: tuple[TurningPoint, ...] = ()
    try:
        turns = relation.turns(period=period)
    except NotEnoughData as lack:
        lacks.append(f"turning points: {one_line(lack.what)}")
    told = tell_carriers(project, turns, most=CARRIERS)
    judged = tuple(_judged(judge_turn(turn, period), told) for turn in turns)
    return MeasuredPart(period=period, series=tuple(found), turns=judged, breaks=turns, lacks=tuple(lacks))


def choose_period(relation: Relation) -> Period:
    """The shortest period of which some source has an event in half or more; a year where there is none."""
    for period in PERIODS:
        try:
            found = relation.series("events", period=period)  # type: ignore[arg-type]
        except NotEnoughData:
            continue
        if any(
            sum(n > 0 for n in one.n) * 2 >= sum(covered > 0 for covered in one.coverage) for one in found
        ):
            return found[0].period
    return "year"


def conclude_for(project: Project, relation: Relation, third: str, period: Period) -> OutlookPart:
    """What the relation means for a third state, by periods of one length.

    Raises:
        UnknownName: no such state, or one of the two.
    """
    found = relation.implications(third, period=period)
    told = tell_carriers(project, turns_under(found.changes), most=CARRIERS)
    return OutlookPart(
        sources=found.sources,
        groups=tuple(group for group in _groups(found, told) if group.judged),
        watch=found.watch,
        lacks=tuple(lacks_in_words(found.lacks)),
    )


def _groups(found: Outlook, told: Mapping[str, str]) -> Iterator[JudgedGroup]:
    yield JudgedGroup(title="What changed, by sector", judged=tuple(map(_sector, found.sectors)))
    titles = ("What changed, as measured", f"Ties of {in_sentence(found.third)}", "What to expect")
    for title, some in zip(titles, (found.changes, found.ties, found.expected), strict=True):
        yield JudgedGroup(title=title, judged=tuple(_judged(one, told) for one in some))


def _judged(judgement: Judgement, told: Mapping[str, str]) -> Judged:
    return Judged(
        sentence=judgement.sentence,
        probability=judgement.likelihood.value if judgement.likelihood else None,
        basis=tuple(
            Basis(
                says=ground.says,
                records=_of_articles(ground.finding, ground.records),
                rows=_of_files(ground.finding, ground.records, told),
            )
            for ground in judgement.basis
        ),
        against=tuple(ground.says for ground in judgement.against),
    )


def _sector(one: SectorChange) -> Judged:
    basis = Basis(says="", records=tuple(dict.fromkeys(one.records)), rows=())
    return Judged(
        sentence=f"{sector_in_words(one).capitalize()}.", probability=None, basis=(basis,), against=()
    )


def _of_articles(finding: object, records: Sequence[str]) -> tuple[str, ...]:
    """Origins that are records: all but those of a turn in an event file."""
    if isinstance(finding, TurningPoint) and finding.source != ARTICLES:
        return ()
    return tuple(records)


def _of_files(finding: object, records: Sequence[str], told: Mapping[str, str]) -> tuple[str, ...]:
    if not isinstance(finding, TurningPoint) or finding.source == ARTICLES:
        return ()
    return tuple(told[one] for one in records if one in told)
