"""Which way a relation goes: a turn of the last years says so, an old one does not, and sources may differ."""

from __future__ import annotations

from datetime import date

import pytest

from detente.explain.way import find_way, newest_beside
from detente.model import Dyad, Series, TurningPoint, add_months

PAIR = Dyad(a="PAK", b="RUS")


def level(source: str = "Wire", years: int = 10, *, value: float | None = 0.5) -> Series:
    """Net cooperation by month from 2010 on."""
    values = (value,) * (12 * years)
    return Series(
        of=PAIR, directed=False, source=source, measure="net cooperation", unit="-1 to 1", period="month",
        start=date(2010, 1, 1), values=values, low=tuple(v and v - 0.25 for v in values),
        high=tuple(v and v + 0.25 for v in values), n=(3,) * len(values), coverage=(1.0,) * len(values),
    )  # fmt: skip


def turn(year: int, *, up: bool, source: str = "Wire", **more) -> TurningPoint:
    at = date(year, 6, 1)
    told = {
        "aspect": "level",
        "measure": "net cooperation",
        "probability": 0.9,
        "parts": ("net cooperation",),
    } | more
    return TurningPoint(
        of=PAIR, directed=False, source=source, at=at, earliest=add_months(at, -1), latest=add_months(at, 1),
        before=(-0.5 if up else 0.5,), after=(0.5 if up else -0.5,), size=2.0 if up else -2.0, **told,
    )  # fmt: skip


def way(levels: list[Series], *turns: TurningPoint) -> str | None:
    found = find_way(levels, turns)
    return found and found.way


def test_the_newest_likely_turn_of_the_last_five_years_is_the_way_it_goes() -> None:
    assert way([level()], turn(2012, up=True), turn(2018, up=False)) == "cools"
    assert way([level()], turn(2015, up=False), turn(2018, up=True)) == "warms"


def test_a_turn_that_lies_farther_back_is_no_way_any_more_and_is_named_all_the_same() -> None:
    found = find_way([level()], [turn(2012, up=True)])
    assert found is not None and found.way == "steady"
    ((_, reason),) = found.reasons
    assert reason.sentence == (
        "No likely turn in the level of relations between Pakistan and Russia is found "
        "from January 2015 to December 2019."
    )
    assert [ground.says for ground in reason.basis] == [
        "Wire: net cooperation +0.50 (+0.25 to +0.75, 80 %) in December 2019, the newest known.",
        "Wire: net cooperation -0.50 before, 0.50 after; the break is placed in June 2012, and lies between "
        "May 2012 and July 2012 (80 %).",
    ]


@pytest.mark.parametrize(
    "other", [{"probability": 0.5}, {"aspect": "volume", "measure": "events"}, {"measure": "score"}]
)
def test_what_is_not_likely_or_does_not_tell_warm_from_cool_gives_no_way(other: dict) -> None:
    assert way([level()], turn(2018, up=False, **other)) == "steady"


def test_sources_that_differ_make_it_mixed_and_one_that_is_steady_takes_nothing_away() -> None:
    levels = [level("Wire"), level("Post")]
    warm, cool = turn(2018, up=True), turn(2018, up=False, source="Post")
    assert (way(levels, warm, cool), way(levels, warm), way(levels, cool)) == ("mixed", "warms", "cools")


def test_every_way_has_a_reason_of_each_source_with_what_it_rests_on() -> None:
    found = find_way([level("Wire"), level("Post")], [turn(2018, up=True)])
    assert found is not None
    assert [series.source for series, _ in found.reasons] == ["Wire", "Post"]
    warm, steady = (judgement for _, judgement in found.reasons)
    assert warm.sentence.startswith(
        "It is very likely that relations between Pakistan and Russia turned warmer"
    )
    assert warm.likelihood and steady.likelihood is None
    assert warm.basis and steady.basis


def test_where_periods_are_too_few_for_a_turn_nothing_is_told() -> None:
    assert way([level(value=None)]) is None
    assert way([]) is None
    eleven = level(years=1)
    short = Series(
        **{name: getattr(eleven, name) for name in eleven.__slots__} | {"values": (*eleven.values[:11], None)}
    )
    assert way([short]) is None


def test_beside_it_stand_the_newest_likely_turns_in_volume_and_mix_of_each_source() -> None:
    volume = {"aspect": "volume", "measure": "events"}
    turns = [turn(2012, up=True, **volume), turn(2016, up=False, **volume), turn(2018, up=True)]
    turns += [
        turn(2011, up=True, source="Post", aspect="mix"),
        turn(2017, up=True, probability=0.4, **volume),
    ]
    assert [(one.source, one.at.year) for one in newest_beside(turns)] == [("Post", 2011), ("Wire", 2016)]
