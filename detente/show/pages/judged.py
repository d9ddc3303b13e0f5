"""What is measured and concluded, for the page of a dyad: series, turns, and the outlook for a third state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from detente.errors import NotEnoughData
from detente.explain.display import in_sentence, one_line
from detente.explain.judge import judge_turn
from detente.explain.way import find_way, last_known, newest_beside
from detente.measure.reduction import ARTICLES
from detente.model import PERIODS, Judgement, Outlook, Period, SectorChange, Series, TurningPoint
from detente.show.pages import Arrow, Basis, Judged, JudgedGroup, MeasuredPart, OutlookPart
from detente.show.words.carriers import coded_in_words, tell_carriers, turns_under
from detente.show.words.outlook import lacks_in_words, sector_in_words

if TYPE_CHECKING:
    from detente.project import Project
    from detente.relation import Relation

LEVEL = "net cooperation"
DRAWN = (LEVEL, "events")
CARRIERS = 5
"""Carriers of a turn that are named."""


def measure_dyad(
    project: Project,
    relation: Relation,
    *,
    since: date | None = None,
    until: date | None = None,
    source: str | None = None,
    stories: bool = False,
) -> MeasuredPart:
    """The series and turns of two states, by the shortest periods in which most have an event, and which way it goes.

    Args:
        project: what the relation is of.
        relation: of the two states.
        since: first day; `None` for all.
        until: last day, inclusive.
        source: only one source; `None` for each.
        stories: count an event once a story; turns count each telling.

    Raises:
        UnknownName: no such source.
    """
    lacks: list[str] = []
    days: dict[str, Any] = {"since": since, "until": until}
    period = choose_period(relation, source=source, **days)
    asked = days | {"period": period, "source": source}
    found: list[tuple[Series, ...]] = []
    for measure in DRAWN:
        try:
            found.append(relation.series(measure, stories=stories, **asked))
        except NotEnoughData as lack:
            lacks.append(f"{measure}: {one_line(lack.what)}")
    turns: tuple[TurningPoint, ...] = ()
    try:
        turns = relation.turns(**asked)
    except NotEnoughData as lack:
        lacks.append(f"turning points: {one_line(lack.what)}")
    told = tell_carriers(project, turns, most=CARRIERS)
    return MeasuredPart(
        period=period,
        series=tuple(found),
        turns=tuple(judged_of(judge_turn(turn, period), told) for turn in turns),
        breaks=turns,
        lacks=tuple(lacks),
        arrow=_arrow(project, [one for series in found for one in series], turns, told),
        beside=tuple(judged_of(judge_turn(turn, period), told) for turn in newest_beside(turns)),
        stories=stories,
    )


def choose_period(relation: Relation, **asked: Any) -> Period:
    """The shortest period of which some source has an event in half or more; a year where there is none."""
    for period in PERIODS:
        try:
            found = relation.series("events", period=period, **asked)  # type: ignore[arg-type]
        except NotEnoughData:
            continue
        if any(
            sum(n > 0 for n in one.n) * 2 >= sum(covered > 0 for covered in one.coverage) for one in found
        ):
            return found[0].period
    return "year"


def conclude_for(
    project: Project, relation: Relation, third: str, period: Period, *, source: str | None = None
) -> OutlookPart:
    """What the relation means for a third state, by periods of one length; of one source, or of that with most events.

    Raises:
        UnknownName: no such state or source, or one of the two.
    """
    found = relation.implications(third, period=period, source=source)
    told = tell_carriers(project, turns_under(found.changes), most=CARRIERS)
    return OutlookPart(
        sources=found.sources,
        groups=tuple(group for group in _groups(found, told) if group.judged),
        watch=found.watch,
        lacks=tuple(lacks_in_words(found.lacks)),
    )


def _arrow(
    project: Project, series: Sequence[Series], turns: Sequence[TurningPoint], told: Mapping[str, str]
) -> Arrow | None:
    """Which way it goes, each reason with the records or rows of event files under it."""
    found = find_way([one for one in series if one.measure == LEVEL], turns)
    if found is None:
        return None
    return Arrow(way=found.way, reasons=tuple(_reason(project, *one, told) for one in found.reasons))


def _reason(project: Project, series: Series, judgement: Judgement, told: Mapping[str, str]) -> Judged:
    reason = judged_of(judgement, told)
    if judgement.likelihood:
        return reason
    newest = _counted(project, series, last_known(series), reason.basis[0].says)
    return replace(reason, basis=(newest, *reason.basis[1:]))


def _counted(project: Project, series: Series, at: int, says: str) -> Basis:
    """The events that one period of a series counts: ids of records, or the first rows of event files in words."""
    since, until = series.first_day(at), series.first_day(at + 1) - timedelta(days=1)
    a, b = series.of.a, series.of.b
    if series.source == ARTICLES:
        records = tuple(record.id for record in project.dealt(a, b, since=since, until=until))
        return Basis(says=says, records=records, rows=())
    rows = project.dealt_rows(series.source, a, b, since=since, until=until, most=CARRIERS)
    return Basis(says=says, records=(), rows=tuple(coded_in_words(row) for row in rows))


def _groups(found: Outlook, told: Mapping[str, str]) -> Iterator[JudgedGroup]:
    yield JudgedGroup(title="What changed, by sector", judged=tuple(map(_sector, found.sectors)), of_two=True)
    changes = tuple(judged_of(one, told) for one in found.changes)
    yield JudgedGroup(title="What changed, as measured", judged=changes, of_two=True)
    titles = (f"Ties of {in_sentence(found.third)}", "What to expect")
    for title, some in zip(titles, (found.ties, found.expected), strict=True):
        yield JudgedGroup(title=title, judged=tuple(judged_of(one, told) for one in some))


def judged_of(judgement: Judgement, told: Mapping[str, str]) -> Judged:
    """A judgement as a value of a page.

    Args:
        judgement: what is concluded.
        told: rows of event files in words, by their origins.
    """
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
