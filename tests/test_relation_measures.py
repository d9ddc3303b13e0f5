"""What is measured, through the Python face: of two states by source, and of a project's sources, triads and order."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from detente.errors import NotEnoughData, UnknownName
from detente.model import Dyad, Implication
from detente.project import Project
from detente.relation import Relation

MONTHS, TURN = 48, 30
MAPPING = {"a": "from", "b": "to", "day": "when", "type": "what", "score": "score", "count": "n"}
HEAD = "when,from,to,what,n,score"


def lines(random: np.random.Generator, turn: int = TURN) -> list[str]:
    """Four states, each to each: talk, and blame, which between Pakistan and Russia grows in month 30."""
    found = []
    for month in range(MONTHS):
        for n, (a, b) in enumerate(combinations(("CHN", "PAK", "RUS", "USA"), 2)):
            for one, two in ((a, b), (b, a)):
                worse = (a, b) == ("PAK", "RUS") and month >= turn
                talk = int(random.poisson(4 if worse else 12)) + 1
                blame = int(random.poisson(14 if worse else 2 + n % 3))
                day = f"{2015 + month // 12}-{month % 12 + 1:02}-{5 + n:02}"
                found.append(f"{day},{one},{two},CONSULT,{talk},{talk * 2}")
                if blame:
                    found.append(f"{day},{one},{two},ACCUSE,{blame},{-blame * 3}")
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two sources of the same course of events, and a third that has three months."""
    folder = tmp_path_factory.mktemp("measured")
    found = Project.create(folder / "desk")
    for name, seed in (("Wire", 1), ("Gazette", 2)):
        told = lines(np.random.default_rng(seed))
        (folder / f"{name}.csv").write_text("\n".join([HEAD, *told]), encoding="utf-8")
        found.import_events(folder / f"{name}.csv", mapping=MAPPING, source=name)
    few = [f"2018-{month:02}-01,{pair},CONSULT,3,6" for month in (1, 2, 3) for pair in ("PAK,RUS", "IND,NPL")]
    (folder / "Note.csv").write_text("\n".join([HEAD, *few]), encoding="utf-8")
    found.import_events(folder / "Note.csv", mapping=MAPPING, source="Note")
    return found


@pytest.fixture(scope="module")
def relation(project: Project) -> Relation:
    return project.dyad("PAK", "RUS")


# of two states


def test_a_series_is_told_by_each_source_that_has_the_two(relation: Relation) -> None:
    found = relation.series("events")
    assert [(one.source, len(one.values), one.start) for one in found] == [
        ("Gazette", 48, date(2015, 1, 1)),
        ("Note", 3, date(2018, 1, 1)),
        ("Wire", 48, date(2015, 1, 1)),
    ]
    (some,) = relation.series(
        "events", source="wire", since="2016-01-01", until="2016-12-31", period="quarter"
    )
    assert len(some.values) == 4
    assert sum(some.values) == sum(found[2].values[12:24])


def test_a_directed_series_is_of_what_the_first_does(project: Project, relation: Relation) -> None:
    (there,), (back,), (both,) = (
        one.series("events", source="Wire", directed=directed)
        for one, directed in ((relation, True), (project.dyad("RUS", "PAK"), True), (relation, False))
    )
    assert (there.of, there.directed) == (Dyad(a="PAK", b="RUS"), True)
    assert [x + y for x, y in zip(there.values, back.values, strict=True)] == list(both.values)


@pytest.mark.parametrize(
    "asked", [{"measure": "warmth"}, {"source": "Herald"}, {"context": "weather"}, {"period": "week"}, {"since": "May"}]
)  # fmt: skip
def test_a_name_that_is_not_known_is_said_to_be_so(relation: Relation, asked: dict) -> None:
    with pytest.raises(UnknownName):
        relation.series(**asked)


def test_two_states_without_events_have_no_series(project: Project) -> None:
    with pytest.raises(NotEnoughData, match="no dated events of IND and ZMB in any source"):
        project.dyad("IND", "ZMB").series()


def test_turns_are_told_by_source_and_a_source_too_short_does_not_stand_in_the_way(
    relation: Relation,
) -> None:
    found = relation.turns()
    assert {one.source for one in found} == {"Wire", "Gazette"}
    assert {one.at for one in found if one.aspect == "level"} == {date(2017, 7, 1)}
    assert all(one.carriers for one in found)
    with pytest.raises(NotEnoughData):
        relation.turns(source="Note")


def test_where_one_source_has_no_turn_that_is_the_answer_though_another_has_too_little(
    relation: Relation,
) -> None:
    assert relation.turns(aspects=("level",), until="2017-06-30") == ()
    early = relation.turns(aspects=("level",), until="2018-03-31")
    assert {one.source for one in early} == {"Wire", "Gazette"}


def test_each_two_sources_are_compared_where_they_have_periods_in_common(relation: Relation) -> None:
    found = {one.sources: one for one in relation.agreement()}
    both = found["Gazette", "Wire"]
    assert both.periods == 48
    assert both.correlation is not None and both.correlation > 0.5


def test_one_source_agrees_with_nobody(project: Project) -> None:
    with pytest.raises(
        NotEnoughData, match="no two sources tell attention of the same months of IND and NPL"
    ):
        project.dyad("IND", "NPL").agreement("attention")


def test_odd_days_are_told_of_the_sources_with_days_enough(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "desk")
    dates = [f"{2010 + n // 120}-{n // 10 % 12 + 1:02}-{n % 10 + 1:02}" for n in range(200)]
    days = [f"{day},PAK,RUS,CONSULT,1,{n % 7 + 1}" for n, day in enumerate(dates)]
    days[100] = days[100].rsplit(",", 1)[0] + ",-900"
    for name, some in (("Wire", days), ("Note", days[:5])):
        (tmp_path / f"{name}.csv").write_text("\n".join([HEAD, *some]), encoding="utf-8")
        project.import_events(tmp_path / f"{name}.csv", mapping=MAPPING, source=name)
    relation = project.dyad("PAK", "RUS")
    ((name, ((day, odd),)),) = relation.odd_days().items()
    assert (name, day, odd.value, odd.turned) == ("Wire", date(2010, 11, 1), -900.0, True)
    with pytest.raises(NotEnoughData):
        relation.odd_days("Note")
    with pytest.raises(UnknownName, match="no source called 'Herald'"):
        relation.odd_days("Herald")


def test_a_forecast_is_of_the_first_period_after_each_source(relation: Relation) -> None:
    found = relation.forecast()
    assert [(one.source, one.at) for one in found] == [
        ("Gazette", date(2019, 1, 1)),
        ("Wire", date(2019, 1, 1)),
    ]
    assert all(one.scores and 0 <= one.positive <= 1 for one in found)
    with pytest.raises(NotEnoughData):
        relation.forecast(source="Note")


def test_whether_each_answers_the_other_is_told_by_source(relation: Relation) -> None:
    ((name, found),) = relation.exchange(source="Wire")
    assert (name, found.first.actor, found.second.actor) == ("Wire", "PAK", "RUS")


def test_what_it_means_for_a_third_state_is_asked_by_its_name(desk: Project, add) -> None:
    add(desk, ("America loses.", Implication(third="USA", sign="-", what="loses")))
    found = desk.dyad("PAK", "RUS").implications("United States")
    assert (found.third, found.lacks[0].question) == ("USA", "change")
    with pytest.raises(UnknownName, match="is one of the two"):
        desk.dyad("PAK", "RUS").implications("Russia")
    with pytest.raises(UnknownName, match="no state or organisation"):
        desk.dyad("PAK", "RUS").implications("Atlantis")
    with pytest.raises(UnknownName, match="no source called"):
        desk.dyad("PAK", "RUS").implications("USA", source="Herald")
    with pytest.raises(UnknownName, match="no period called 'week'"):
        desk.dyad("PAK", "RUS").implications("USA", period="week")


# of a project


def test_the_source_with_most_events_is_asked_where_none_is_named(project: Project, tmp_path: Path) -> None:
    assert project.tilt("CHN", "PAK", "RUS", source="gazette").source == "Gazette"
    desk = Project.create(tmp_path / "desk")
    for name, many in (("Aaa", 50), ("Bbb", 90), ("Ccc", 70)):
        pairs = enumerate(("PAK,RUS", "CHN,RUS", "CHN,PAK"))
        rows = [f"2018-01-0{1 + n},{pair},CONSULT,{many},1" for n, pair in pairs]
        (tmp_path / f"{name}.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")
        desk.import_events(tmp_path / f"{name}.csv", mapping=MAPPING, source=name)
    assert desk.triad("CHN", "PAK", "RUS").source == "Bbb"


def test_a_tilt_is_of_the_pivots_cooperation_with_both(project: Project) -> None:
    found = project.tilt("Pakistan", "Russia", "China", source="Wire", period="quarter")
    assert (found.pivot, found.toward, found.other, found.share.period) == ("PAK", "RUS", "CHN", "quarter")
    assert found.level < 0.4  # Russia and Pakistan talk less since July 2017
    assert found.drift < 0
    back = project.tilt("PAK", "CHN", "RUS", source="Wire", period="quarter")
    assert back.level == pytest.approx(1 - found.level)
    with pytest.raises(UnknownName, match="named twice"):
        project.tilt("PAK", "RUS", "RUS")
    with pytest.raises(NotEnoughData):
        project.tilt("PAK", "RUS", "NPL", source="Wire")


def test_a_triad_is_of_the_days_that_are_asked_for(project: Project) -> None:
    before = project.triad("PAK", "RUS", "CHN", source="Wire", until="2017-06-30")
    after = project.triad("PAK", "RUS", "CHN", source="Wire", since="2017-07-01")
    assert (before.since, before.until) == (date(2015, 1, 1), date(2017, 6, 30))
    assert (after.since, after.until) == (date(2017, 7, 1), date(2018, 12, 31))
    nets = [
        side.net for one in (before, after) for side in one.sides if {side.of.a, side.of.b} == {"PAK", "RUS"}
    ]
    assert nets[0] > 0.3 > 0 > nets[1]
    with pytest.raises(NotEnoughData, match="no events of"):
        project.triad("PAK", "RUS", "NPL")


def test_three_states_are_told_in_one_go_as_one_by_one(project: Project) -> None:
    found = project.triangle("PAK", "RUS", "CHN", source="Wire", since="2017-07-01")
    assert found.balance and found.balance.basis[0].finding == project.triad(
        "PAK", "RUS", "CHN", source="Wire", since="2017-07-01"
    )
    whole = project.ties("PAK", "RUS", "CHN", source="Wire", period="quarter", between=2)
    assert [one.basis[0].finding for one in whole.leanings] == [
        project.tilt("PAK", "RUS", "CHN", source="Wire", period="quarter")
    ]
    assert [shift.of.b for shift, _ in whole.shifts] == ["RUS", "CHN"]


def test_a_triad_is_told_of_few_events_and_is_the_less_sure(desk: Project, tmp_path: Path) -> None:
    rows = [
        f"2018-01-0{day},{pair},CONSULT,1,1" for day in (1, 2) for pair in ("CHN,PAK", "PAK,RUS", "CHN,RUS")
    ]
    (tmp_path / "few.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    desk.import_events(tmp_path / "few.csv", mapping=MAPPING, source="Few")
    found = desk.triad("CHN", "PAK", "RUS")
    assert [side.n for side in found.sides] == [2, 2, 2]
    assert all(side.high - side.low > 0.5 for side in found.sides)


def test_the_order_of_states_counts_all_states_of_the_source(project: Project) -> None:
    found = project.polarity(source="Wire")
    assert found.states == 4
    assert found.pull[found.largest] is None
    assert project.polarity(source="Note").states == 4
    assert project.polarity(source="Note").communities.groups == (("IND", "NPL"), ("PAK", "RUS"))
    with pytest.raises(UnknownName):
        project.polarity(source="Herald")
    with pytest.raises(NotEnoughData):
        project.polarity(source="Wire", since="2030-01-01")
