import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BrokenStore, UnknownName
from detente.keep import append as append_module
from detente.keep.judged import Match
from detente.keep.store import Store, create, open_store, write_rows
from detente.keep.stories import link_new
from detente.keep.versions import until_of, versions_of
from detente.model import Amount, Commitment, Event, Record
from detente.project import Project

PIPE = "Russia will build Pakistan a gas pipeline for two billion dollars."
MET = "Ministers of Pakistan and Russia met in Karachi."
WHEAT = "Moscow gave Islamabad wheat after the floods."
GAS = Commitment(
    giver=("RUS",),
    receiver=("PAK",),
    what="a gas pipeline",
    sector="energy",
    amount=Amount(value=Decimal(2_000_000_000), unit="USD"),
    stage="announced",
)
FOOD = Commitment(giver=("RUS",), receiver=("PAK",), what="wheat", sector="humanitarian", stage="delivered")
TALK = Event(actors=("PAK", "RUS"), type="CONSULT")


@dataclass(frozen=True)
class History:
    """A project with what it answered after each step of its making."""

    project: Project
    began: datetime
    found: list[tuple[Record, ...]]
    decisions: list[tuple[Match, ...]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, add, coder, decided) -> History:
    """Two articles, an edit, a rejection, a newer coder, and the rejection undone; only to be read."""
    project = Project.create(tmp_path_factory.mktemp("made") / "desk")
    history, told = History(project, datetime.now(UTC), [], []), []
    steps: list[Callable[[], object]] = [
        lambda: told.extend(add(project, (PIPE, GAS), (MET, TALK))),
        lambda: add(project, (WHEAT, FOOD), day="2023-04-02"),
        lambda: decided(project, "edit", told[0], changes=(("stage", "agreed"),)),
        lambda: told.append(decided(project, "reject", told[1])),
        lambda: project.reread(coder=coder((PIPE[:-1], GAS), (WHEAT, FOOD), by="test@2")),
        lambda: project.decide("undo", told[2].id, by="Ann"),
    ]
    for step in steps:
        step()
        history.found.append(project.find())
        history.decisions.append(project.decisions())
    return history


@pytest.fixture(scope="module")
def project(made: History) -> Project:
    return made.project


def words(project: Project) -> list[str]:
    return [record.evidence.text for record in project.find()]


def test_a_project_without_articles_has_no_versions(desk: Project) -> None:
    assert desk.versions() == ()
    with pytest.raises(UnknownName, match="no version 1\n  there are versions 1 to 0"):
        desk.as_of("1")
    assert desk.as_of("2024-05-01").find() == ()


def test_each_moment_at_which_something_was_kept_is_a_version(made: History, project: Project, coder) -> None:
    told = project.versions()
    assert [(one.number, one.documents, one.readings, one.decisions) for one in told] == [
        (1, 1, 1, 0),
        (2, 1, 1, 0),
        (3, 0, 0, 1),
        (4, 0, 0, 1),
        (5, 0, 2, 0),
        (6, 0, 0, 1),
    ]
    moments = [one.at for one in told]
    assert made.began - timedelta(seconds=1) <= moments[0] <= moments[-1] <= datetime.now(UTC)
    assert moments == sorted(moments)
    assert project.reread(coder=coder((PIPE, GAS), by="test@2")).records == 0
    assert project.versions() == told


def test_as_of_a_version_the_answers_are_those_of_then_decisions_included(
    made: History, project: Project
) -> None:
    stood = [project.as_of(number) for number in "123456"]
    assert [one.find() for one in stood] == made.found
    assert [stood[number].decisions() for number in (1, 3, 4, 5)] == [
        made.decisions[number] for number in (1, 3, 4, 5)
    ]
    assert [[one.evidence.text for one in found] for found in made.found] == [
        [PIPE, MET],
        [PIPE, MET, WHEAT],
        [PIPE, MET, WHEAT],
        [PIPE, WHEAT],
        [PIPE, WHEAT],
        [PIPE, WHEAT],
    ]
    assert [len(decisions) for decisions in made.decisions] == [0, 0, 1, 2, 2, 3]
    assert [row.stage for row in stood[0].ledger()] == ["announced"]
    assert [row.stage for row in stood[4].ledger()] == ["agreed", "delivered"]
    assert [one.status().coders for one in stood[3:5]] == [(("test@1", 2),), (("test@2", 2),)]


def test_as_of_a_day_all_that_was_kept_on_it_is_there_and_nothing_later(
    made: History, project: Project
) -> None:
    versions = project.versions()
    last, before = versions[-1].at.date(), versions[0].at.date() - timedelta(days=1)
    assert project.as_of(last).find() == made.found[-1]
    assert project.as_of(before.isoformat()).find() == ()
    assert project.as_of(before).status().documents == 0
    assert project.as_of(before).changes(before, sector="energy") == ()


def test_a_copy_of_the_folder_has_the_same_history(made: History, decided, tmp_path: Path) -> None:
    copy = Project.open(shutil.copytree(made.project.folder, tmp_path / "copy"))
    versions = made.project.versions()
    decided(copy, "reject", made.found[-1][0])
    assert copy.versions()[:-1] == versions
    assert [copy.as_of(number).find() for number in "36"] == [made.found[2], made.found[5]]
    assert words(copy) == [WHEAT]


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("0", "no version 0\n  there are versions 1 to 6"),
        ("7", "no version 7\n  there are versions 1 to 6"),
        ("9999999", "no version 9999999"),
        ("-1", "neither a day nor a version: '-1'\n  write a day as YYYY-MM-DD"),
        ("spring", "neither a day nor a version: 'spring'"),
        ("", "neither a day nor a version: ''"),
        ("2024-02-30", "neither a day nor a version: '2024-02-30'"),
        ("²", "neither a day nor a version: '²'"),
    ],
)
def test_what_is_neither_a_day_nor_a_version_is_told(project: Project, moment: str, told: str) -> None:
    for ask in (project.as_of, project.changes):
        with pytest.raises(UnknownName, match=told):
            ask(moment)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return create(tmp_path_factory.mktemp("empty"))


FROM, TO = date(1000, 1, 1), date(8999, 12, 31)


@given(
    st.datetimes(datetime.combine(FROM, time.min), datetime.combine(TO, time.max)),
    st.dates(FROM, TO),
)
def test_a_day_holds_every_moment_of_it_and_of_those_before(empty: Store, at: datetime, day: date) -> None:
    batch = f"{at:%Y%m%dT%H%M%S.%f}-0123abcd"
    assert (batch < until_of(empty, day)) == (at.date() <= day)
    assert until_of(empty, day) == until_of(empty, day.isoformat()) == until_of(empty, f" {day} ")


def test_a_version_is_known_by_its_number_as_long_as_nothing_is_lost(project: Project) -> None:
    versions = project.versions()
    for number, day in ((1, versions[-1].at.date()), (6, versions[-1].at.date())):
        stood = project.as_of(str(number))
        assert stood.versions() == stood.as_of(day).versions() == versions[:number]


def test_the_bound_of_a_version_is_the_next_one_and_is_not_seen_itself(project: Project) -> None:
    store, versions = open_store(project.folder), project.versions()
    assert [until_of(store, number) for number in "125"] == [versions[at].batch for at in (1, 2, 5)]
    for seen in (0, 1):
        assert versions_of(replace(store, until=versions[seen].batch)) == versions[:seen]


def test_the_newest_version_stays_as_it_was_when_another_comes(
    made: History, decided, tmp_path: Path
) -> None:
    copy = Project.open(shutil.copytree(made.project.folder, tmp_path / "copy"))
    stood = copy.as_of("6")
    decided(copy, "reject", *made.found[-1])
    assert copy.find() == ()
    assert stood.find() == made.found[-1]


COPIED = (
    "The energy ministers of Pakistan and Russia met in Karachi on Monday and agreed on the route of a gas "
    "pipeline from the coast to Lahore, which is to be 1100 kilometres long and to carry 12 billion cubic "
    "metres of gas a year. “We have waited for this for ten years,” both of them said after the talks."
)


def test_a_version_holds_the_stories_of_its_articles(desk: Project, add) -> None:
    add(desk, (COPIED, TALK), outlet="Alpha")
    add(desk, (COPIED, TALK), outlet="Beta", day="2023-04-02")
    stories = desk.stories()
    assert len(stories) == 1
    assert (desk.as_of("1").stories(), desk.as_of("2").stories()) == ((), stories)


def test_an_append_that_was_killed_is_no_version(desk: Project, add, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(store, name, rows):
        if name == "documents":
            raise KeyboardInterrupt
        write_rows(store, name, rows)

    with monkeypatch.context() as patched:
        patched.setattr(append_module, "write_rows", killed)
        with pytest.raises(KeyboardInterrupt):
            add(desk, (PIPE, GAS))
    assert desk.find() == ()
    assert desk.versions() == ()


def test_the_record_as_it_stood_cannot_be_changed(made: History, project: Project, add, coder) -> None:
    versions, then = project.versions(), project.as_of("1")
    uncompared = replace(open_store(project.folder), until=versions[0].batch + "~")  # links are written later
    changes: list[Callable[[], object]] = [
        lambda: add(then, ("Delhi is silent.", None), day="2023-04-03"),
        lambda: add(then, (WHEAT, FOOD), day="2023-04-02"),  # it was added since
        lambda: then.reread(coder=coder((PIPE, GAS), by="test@3")),
        lambda: then.decide("reject", made.found[0][0].id, by="Ann"),
        lambda: link_new(uncompared),
        lambda: then.save_question("energy", sector="energy"),
    ]
    for change in changes:
        with pytest.raises(BrokenStore, match="the record as it stood cannot be changed\n  open it as it is"):
            change()
    assert project.versions() == versions
