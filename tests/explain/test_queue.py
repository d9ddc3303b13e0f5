import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import log10
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import UnknownName
from detente.explain.queue import ToCheck, belief_in
from detente.keep.assembly.belief import weigh
from detente.keep.assembly.ledger import assemble
from detente.model import Amount, Commitment, Event, Record, Span, Speaker, Telling, Tilt, When
from detente.project import Project

PIPE = "Russia will build Pakistan a gas pipeline for two billion dollars."
PIPE_TOO = "Moscow is to lay a gas pipeline across Pakistan, worth two billion."
OIL = "Russia promised Pakistan forty thousand barrels of oil."
MET = "Ministers of Pakistan and Russia met in Karachi on 2 May."
MET_TOO = "In Karachi the Russian minister talked with his Pakistani host."
RUMOUR = "India has accused Russia of delay, somebody said."
BREAK = "It was the end of an old friendship between Delhi and Moscow."

GAS = Commitment(
    giver=("RUS",),
    receiver=("PAK",),
    what="a gas pipeline",
    sector="energy",
    amount=Amount(value=Decimal(2_000_000_000), unit="USD"),
    stage="announced",
)
BARRELS = replace(GAS, what="oil", amount=Amount(value=Decimal(40_000), unit="barrel"))
TALK = Event(actors=("PAK", "RUS"), type="CONSULT", when=When(since=date(2010, 5, 2), until=date(2010, 5, 2)))
CHARGE = Event(actors=("IND",), recipients=("RUS",), type="ACCUSE")
TURN = Tilt(who=("IND",), away_from=("RUS",), turning_point=True)
SOMEBODY = Speaker(role="somebody", type="unknown")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, add_at_once) -> Project:
    """A pipeline and a meeting that two tell, barrels that one tells, and a rumour at a turning point."""
    project = Project.create(tmp_path_factory.mktemp("made") / "desk")
    add_at_once(
        project,
        ("Alpha", "2010-05-03", ((PIPE, GAS), (MET, TALK))),
        ("Beta", "2010-05-04", ((PIPE_TOO, GAS), (MET_TOO, TALK))),
        ("Gamma", "2016-05-04", ((OIL, BARRELS),)),
        ("Delta", "2017-05-04", ((RUMOUR, CHARGE, SOMEBODY), (BREAK, TURN))),
    )
    return project


@pytest.fixture
def desk(made: Project, tmp_path: Path) -> Project:
    """A copy of it, to be changed."""
    return Project.open(shutil.copytree(made.folder, tmp_path / "desk"))


@pytest.fixture(scope="module")
def queue(made: Project) -> tuple[ToCheck, ...]:
    """What is to be checked of it."""
    return made.queue()


@pytest.fixture(scope="module")
def found(queue: tuple[ToCheck, ...]) -> dict[str, ToCheck]:
    return by_words(queue)


@pytest.fixture(scope="module")
def read(made: Project) -> dict[str, Record]:
    """The records that were read, by their evidence."""
    return {record.evidence.text: record for record in made.find()}


def by_words(queue: tuple[ToCheck, ...]) -> dict[str, ToCheck]:
    """What is to be checked, by the evidence that told it first."""
    return {one.of.tellings[0].record.evidence.text: one for one in queue}


def test_worth_is_doubt_and_money_and_half_a_point_each_for_one_story_and_for_a_turning_point(
    found: dict[str, ToCheck],
) -> None:
    assert set(found) == {PIPE, OIL, MET, RUMOUR}
    beyond_doubt = {
        PIPE: log10(2_000_000_000) / 12,
        OIL: 0.5,  # barrels are no money
        MET: 0.0,
        RUMOUR: 0.5 + 0.5,
    }
    for words, one in found.items():
        doubt = 1 - abs(2 * one.belief - 1)
        assert one.worth == pytest.approx(doubt + beyond_doubt[words], abs=1e-6)


def test_what_is_worth_most_comes_first(queue: tuple[ToCheck, ...]) -> None:
    assert [one.worth for one in queue] == sorted((one.worth for one in queue), reverse=True)
    assert queue[0].of.tellings[0].record.evidence.text == RUMOUR


def test_the_reasons_stand_beside_it_in_words(found: dict[str, ToCheck]) -> None:
    assert found[PIPE].reasons == ("much money",)
    assert found[OIL].reasons[-1] == "one story alone tells it"
    assert found[MET].reasons == ()
    assert found[RUMOUR].reasons == (
        f"belief is {found[RUMOUR].belief:.2f}",
        "one story alone tells it",
        "its article marks a turning point",
    )


def test_belief_is_that_of_all_tellings_together(queue: tuple[ToCheck, ...]) -> None:
    for one in queue:
        assert one.belief == belief_in(one.of).value == weigh(one.of.tellings).value


def test_values_that_contradict_each_other_count_as_a_turning_point_does(
    desk: Project, found: dict, read: dict, add, decided
) -> None:
    before = found[PIPE]
    dear = replace(GAS, amount=Amount(value=Decimal(3_000_000_000), unit="USD"))
    (third,) = add(
        desk, ("Three billion goes into the gas pipeline of Russia in Pakistan.", dear), day="2010-05-05"
    )
    decided(desk, "merge", read[PIPE], third, layer="ledger")
    after = by_words(desk.queue())[PIPE]
    assert after.reasons == ("much money", "sources differ on amount promised")
    doubts = [1 - abs(2 * one.belief - 1) for one in (before, after)]
    gained = log10(3_000_000_000) / 12 - log10(2_000_000_000) / 12 + 0.5
    assert after.worth - doubts[1] == pytest.approx(before.worth - doubts[0] + gained, abs=1e-5)


def test_copies_are_one_story_and_what_is_rejected_marks_no_turning_point(
    desk: Project, found: dict, read: dict, decided
) -> None:
    assert "one story alone tells it" not in found[MET].reasons
    desk.decide("merge", *(f"s{read[words].evidence.doc}" for words in (MET, MET_TOO)), by="Ann")
    decided(desk, "reject", read[BREAK])
    after = by_words(desk.queue())
    assert "one story alone tells it" in after[MET].reasons
    assert after[RUMOUR].worth == pytest.approx(found[RUMOUR].worth - 0.5, abs=1e-6)


def test_what_was_judged_is_left_out_until_that_is_undone(
    desk: Project, queue: tuple[ToCheck, ...], read: dict, decided
) -> None:
    made = [
        decided(desk, "accept", read[PIPE_TOO]),  # one of the two that tell of it
        decided(desk, "edit", read[OIL], changes=(("what", "oil in barrels"),)),
        decided(desk, "reject", read[RUMOUR]),
    ]
    assert set(by_words(desk.queue())) == {MET}
    assert desk.as_of("1").queue() == queue  # as it stood
    desk.decide("undo", *(decision.id for decision in made), by="Ann")
    assert desk.queue() == queue


def test_what_was_judged_is_left_out_also_when_a_newer_coder_cuts_the_sentence_otherwise(
    desk: Project, read: dict, coder, decided
) -> None:
    decided(desk, "accept", read[OIL], read[PIPE])
    desk.reread(coder=coder((OIL[:-1], BARRELS), (PIPE[:-1], GAS), (RUMOUR, CHARGE, SOMEBODY), by="test@2"))
    assert set(by_words(desk.queue())) == {RUMOUR}


def test_what_was_only_noted_or_merged_or_split_is_still_to_be_checked(
    desk: Project, read: dict, decided
) -> None:
    decided(desk, "note", read[RUMOUR], note="ask the ministry")
    decided(desk, "merge", read[PIPE], read[OIL], layer="ledger")
    decided(desk, "split", read[MET_TOO], read[MET], layer="happening")
    assert set(by_words(desk.queue())) == {RUMOUR, PIPE, MET, MET_TOO}


def test_the_list_is_of_whom_it_is_asked(made: Project) -> None:
    assert set(by_words(made.queue("India"))) == {RUMOUR}
    assert set(by_words(made.queue("Pakistan", "Russia"))) == {PIPE, OIL, MET}
    assert made.queue("India", "Pakistan") == ()
    with pytest.raises(UnknownName, match="no state or organisation called 'Narnia'"):
        made.queue("Narnia")


def test_an_empty_project_has_nothing_to_check(tmp_path: Path) -> None:
    assert Project.create(tmp_path / "new").queue() == ()


TOLD = st.tuples(st.floats(min_value=0, max_value=1), st.sampled_from(["announced", "agreed", "delivered"]))


@settings(max_examples=50)
@given(st.lists(TOLD, min_size=1, max_size=5))
def test_belief_in_a_row_is_that_of_its_tellings_whatever_steps_they_make(told: list) -> None:
    tellings = [
        Telling(
            record=Record(
                claim=replace(GAS, stage=stage),
                evidence=Span(doc=f"{number}", start=0, end=len(PIPE), text=PIPE),
                confidence=sure,
            ),
            outlet=f"{number}",
            story=f"{number}",
        )
        for number, (sure, stage) in enumerate(told)
    ]
    ids = [telling.record.id for telling in tellings]
    (row,) = assemble(tellings, together=[(ids[0], other) for other in ids[1:]])
    assert belief_in(row).value == pytest.approx(weigh(tellings).value)
    assert len(belief_in(row).voices) == len(told)
