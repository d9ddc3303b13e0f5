import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import BrokenStore, UnknownName
from detente.keep.append import stamp
from detente.keep.decisions import append_decision
from detente.keep.hand import decide
from detente.keep.judged import edited
from detente.keep.rows import decision_row
from detente.keep.store import open_store, write_rows
from detente.keep.tellings import pairs_by_hand
from detente.model import (
    Amount,
    Commitment,
    Decision,
    Event,
    Happening,
    LedgerRow,
    Record,
    Span,
    Speaker,
    Statement,
    When,
)
from detente.project import Project

PIPE = "Russia will build Pakistan a gas pipeline for two billion dollars."
PIPE_TOO = "Moscow is to lay a gas pipeline across Pakistan, worth two billion."
WHEAT = "Russia gave Pakistan wheat after the floods."
MET = "Ministers of Pakistan and Russia met in Karachi on 2 May."
MET_TOO = "In Karachi the Russian minister talked with his Pakistani host."
PROTEST = "Pakistan protested against a new Russian tariff."
SAID = "All is well, said Anna Petrova of Russia."

GAS = Commitment(
    giver=("RUS",),
    receiver=("PAK",),
    what="a gas pipeline",
    sector="energy",
    amount=Amount(value=Decimal(2_000_000_000), unit="USD"),
    stage="announced",
)
FOOD = Commitment(giver=("RUS",), receiver=("PAK",), what="wheat", sector="humanitarian", stage="delivered")
TALK = Event(actors=("PAK", "RUS"), type="CONSULT", when=When(since=date(2010, 5, 2), until=date(2010, 5, 2)))
ANGER = Event(actors=("PAK",), recipients=("RUS",), type="PROTEST")
WORDS = Statement(words="All is well", form="direct")
PETROVA = Speaker(name="Anna Petrova", of="RUS", type="person")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, add_at_once) -> Project:
    """Three articles: two tell of one pipeline and one meeting, the third of wheat and of a protest."""
    project = Project.create(tmp_path_factory.mktemp("made") / "desk")
    add_at_once(
        project,
        ("Alpha", "2010-05-03", ((PIPE, GAS), (MET, TALK))),
        ("Beta", "2010-05-04", ((PIPE_TOO, GAS), (MET_TOO, TALK))),
        ("Gamma", "2016-09-01", ((WHEAT, FOOD), (PROTEST, ANGER), (SAID, WORDS, PETROVA))),
    )
    return project


@pytest.fixture
def desk(made: Project, tmp_path: Path) -> Project:
    """A copy of it, to be changed."""
    return Project.open(shutil.copytree(made.folder, tmp_path / "desk"))


@pytest.fixture(scope="module")
def read(made: Project) -> dict[str, Record]:
    """The records that were read, by their evidence."""
    return {record.evidence.text: record for record in made.find()}


@pytest.fixture(scope="module")
def known(read: dict[str, Record]) -> dict[str, str]:
    """Their ids."""
    return {words: record.id for words, record in read.items()}


def words_of(one: Happening | LedgerRow) -> set[str]:
    return {telling.record.evidence.text for telling in one.tellings}


def rows(project: Project) -> list[set[str]]:
    return [words_of(row) for row in project.ledger()]


def happenings(project: Project) -> list[set[str]]:
    return [words_of(one) for one in project.happenings()]


def test_a_decision_is_kept_as_it_was_made_with_the_record_as_it_stood(desk: Project, read: dict) -> None:
    before = read[WHEAT]
    made = desk.decide("edit", before.id[:9], by=" Ann  Lee ", changes={"stage": "agreed"}, note="see page 3")
    (match,) = desk.decisions()
    assert match.decision == made
    assert (made.by, made.note, made.records) == ("Ann Lee", "see page 3", (before,))
    assert (made.layer, made.changes) == ("record", (("stage", "agreed"),))
    assert made.at.tzinfo == UTC
    assert made.id.startswith("v")
    assert Project.open(desk.folder).decisions() == (match,)


def test_an_amount_may_be_given_as_an_exact_number(desk: Project, known: dict) -> None:
    desk.decide("edit", known[WHEAT], by="Ann", changes={"amount": {"value": Decimal("3.50"), "unit": "USD"}})
    assert Amount(value=Decimal("3.5"), unit="USD") in [
        record.claim.amount for record in desk.find("commitment")
    ]


def test_the_same_decision_is_kept_once(desk: Project, read: dict, decided) -> None:
    made = decided(desk, "reject", read[WHEAT])
    append_decision(open_store(desk.folder), made)
    assert [match.decision for match in desk.decisions()] == [made]


@pytest.mark.parametrize("by", ["", "  \n"])
def test_a_decision_that_is_not_signed_is_not_kept(made: Project, known: dict, by: str) -> None:
    with pytest.raises(UnknownName, match="a decision is signed\n  say who decides"):
        made.decide("reject", known[WHEAT], by=by)
    assert made.decisions() == ()


@pytest.mark.parametrize(
    ("verdict", "named", "changes", "told"),
    [
        ("bless", [WHEAT], None, "no verdict called 'bless'\n  there are: accept, reject, .*undo"),
        ("accept", [], None, "nothing to accept\n  name it by its id"),
        ("accept", ["f" * 16], None, "no record 'f+'\n  near are: |no record 'f+'\n  there are 7"),
        ("accept", [""], None, "nothing to accept\n  name it by its id"),
        ("split", [WHEAT, " "], None, "nothing to split\n  name it by its id"),
        ("accept", ["not an id"], None, "no record 'not an id'"),
        ("undo", ["v1"], None, "no decision 'v1'\n  there is no decision yet"),
        ("merge", ["s" + "f" * 64, "s1"], None, "no article 'f+'\n  near are: |there are 3"),
        ("edit", [WHEAT], None, "an edit, and only an edit, changes fields\n  detente decide edit"),
        ("edit", [WHEAT], {}, "only an edit, changes fields"),
        ("accept", [WHEAT], {"stage": "agreed"}, "only an edit, changes fields"),
        ("edit", [WHEAT, PIPE], {"stage": "agreed"}, "an edit is of one record\n  edit them one by one"),
        ("edit", [WHEAT], {"price": 3}, "no field 'price' in: commitment\n  there are: amount, giver"),
        ("edit", [PROTEST], {"stage": "agreed"}, "no field 'stage' in: event\n  there are: actors"),
        ("edit", [WHEAT], {"stage": "done"}, "not a value .* there are: floated, announced"),
        ("merge", [WHEAT], None, "a merge is of two or more\n  name another"),
        ("merge", [WHEAT, WHEAT], None, "a merge is of two or more"),
        ("merge", [WHEAT, PROTEST], None, "cannot merge these\n  only events with events"),
        ("merge", [SAID, SAID], None, "cannot merge these"),
        ("split", [WHEAT], None, "stands alone\n  there is nothing to split it from"),
        ("split", [WHEAT, PROTEST], None, "cannot split these"),
        ("split", [PIPE, PIPE], None, "stands alone\n  there is nothing to split it from"),
    ],
)
def test_what_cannot_be_decided_is_told_and_nothing_is_kept(
    made: Project, known: dict, verdict: str, named: list[str], changes: dict | None, told: str
) -> None:
    with pytest.raises(UnknownName, match=told):
        made.decide(verdict, *(known.get(name, name) for name in named), by="Ann", changes=changes)
    assert made.decisions() == ()


def test_an_empty_id_names_no_decision(desk: Project, read: dict, decided) -> None:
    reject = decided(desk, "reject", read[WHEAT])
    with pytest.raises(UnknownName, match="nothing to undo"):
        desk.decide("undo", "", by="Ann")
    assert [match.decision for match in desk.decisions()] == [reject]


def test_a_beginning_that_several_ids_share_is_told_with_them(desk: Project, read: dict, decided) -> None:
    made = [decided(desk, "note", read[SAID], by=by).id for by in ("Ann", "Bob")]
    with pytest.raises(UnknownName, match=f"2 decisions begin with 'v'\n  such as: {', '.join(made)}"):
        desk.decide("undo", "v", by="Ann")


def test_a_verdict_on_a_row_or_happening_is_on_all_its_records(desk: Project, known: dict) -> None:
    rejected = desk.decide("reject", f"r{known[PIPE][:10]}", f"h{known[MET]}", by="Ann")
    assert {record.evidence.text for record in rejected.records} == {PIPE, PIPE_TOO, MET, MET_TOO}
    assert {record.evidence.text for record in desk.find()} == {WHEAT, PROTEST, SAID}
    assert [match.outcome for match in desk.decisions()] == ["applies"] * 4


def test_an_edit_is_of_a_record_and_never_of_a_row_or_happening(made: Project, known: dict) -> None:
    for group in (f"r{known[WHEAT]}", f"h{known[MET]}"):
        with pytest.raises(UnknownName, match="an edit is of one record\n  edit them one by one"):
            made.decide("edit", group, by="Ann", changes={"stage": "agreed"})
    assert made.decisions() == ()


def test_what_was_rejected_is_told_as_that_when_it_is_named(desk: Project, read: dict, decided) -> None:
    reject = decided(desk, "reject", read[WHEAT])
    told = f"no record '{read[WHEAT].id}' any more: an analyst judged it\n  `decisions` tells .* {reject.id}"
    with pytest.raises(UnknownName, match=told):
        desk.decide("accept", read[WHEAT].id, by="Bob")


def test_what_was_corrected_is_told_by_its_new_id_when_the_old_one_is_named(
    desk: Project, read: dict
) -> None:
    edit = desk.decide("edit", read[WHEAT].id, by="Ann", changes={"stage": "agreed"})
    now = edited(read[WHEAT], edit).id
    with pytest.raises(UnknownName, match=f"an analyst judged it\n  it is {now} now, .* {edit.id}"):
        desk.record(read[WHEAT].id)
    assert desk.record(now)[0].id == now


def test_every_decision_can_be_undone_and_an_undoing_undone(desk: Project, read: dict, decided) -> None:
    stages = []

    def wheat() -> str | None:
        return next((r.claim.stage for r in desk.find() if r.evidence.text == WHEAT), None)

    edit = decided(desk, "edit", read[WHEAT], changes=(("stage", "agreed"),))
    reject = decided(desk, "reject", edited(read[WHEAT], edit), by="Bob")
    for step in (lambda: reject.id, lambda: edit.id, lambda: stages[1][0].id, lambda: stages[0][0].id):
        undo = desk.decide("undo", step()[:12], by="Ann")
        stages.append((undo, wheat()))
    assert [stage for _, stage in stages] == ["agreed", "delivered", "agreed", None]
    desk.decide("undo", edit.id, reject.id, by="Ann")
    assert desk.find() == tuple(read.values())
    assert len(desk.decisions()) == 7


def test_nothing_is_overwritten_by_what_comes_later(desk: Project, read: dict, decided) -> None:
    made = [decided(desk, "note", read[WHEAT], note=str(number)) for number in range(3)]
    files = {path: path.read_bytes() for path in (desk.folder / "tables").rglob("*.parquet")}
    made.append(desk.decide("undo", made[1].id, by="Bob"))
    made.append(desk.decide("reject", read[WHEAT].id, by="Bob"))
    assert [match.decision for match in desk.decisions()] == made
    assert all(path.read_bytes() == held for path, held in files.items())


def test_decisions_are_told_oldest_first_with_what_they_meet(desk: Project, read: dict, decided) -> None:
    accept = decided(desk, "accept", read[PIPE], read[MET])
    reject = decided(desk, "reject", read[WHEAT])
    note = decided(desk, "note", read[SAID], note="who is she?")
    merge = decided(desk, "merge", read[MET], read[PROTEST], layer="happening")
    undo = desk.decide("undo", reject.id, by="Ann")
    assert [(match.decision, match.outcome, match.record) for match in desk.decisions()] == [
        (accept, "applies", read[PIPE].id),
        (accept, "applies", read[MET].id),
        (reject, "undone", None),
        (note, "applies", None),
        (merge, "applies", None),
        (undo, "applies", None),
    ]


def test_an_undoing_that_was_undone_is_told_as_undone(desk: Project, read: dict, decided) -> None:
    reject = decided(desk, "reject", read[WHEAT])
    undo = desk.decide("undo", reject.id, by="Ann")
    desk.decide("undo", undo.id, by="Ann")
    assert [match.outcome for match in desk.decisions()] == ["applies", "undone", "applies"]


def test_a_note_may_stand_by_an_article_too(desk: Project) -> None:
    (doc, *_) = desk.documents().column("doc").to_pylist()
    note = desk.decide("note", f"s{doc[:12]}", by="Ann", note="bought from an agency")
    assert (note.layer, note.names, note.records) == ("story", (doc,), ())
    assert desk.stories() == ()


def test_records_are_merged_and_split_and_the_later_decision_wins(desk: Project, known: dict) -> None:
    merge = desk.decide("merge", known[PIPE], known[WHEAT], by="Ann")
    assert (merge.layer, rows(desk)) == ("ledger", [{PIPE, PIPE_TOO, WHEAT}])
    split = desk.decide("split", known[WHEAT], known[PIPE], by="Bob")
    assert rows(desk) == [{PIPE, PIPE_TOO}, {WHEAT}]
    desk.decide("undo", split.id, by="Ann")
    assert rows(desk) == [{PIPE, PIPE_TOO, WHEAT}]
    desk.decide("undo", merge.id, by="Ann")
    assert rows(desk) == [{PIPE, PIPE_TOO}, {WHEAT}]


def test_happenings_are_merged_and_split_and_the_later_decision_wins(desk: Project, known: dict) -> None:
    split = desk.decide("split", known[MET_TOO], by="Ann")
    assert split.layer == "happening"
    assert happenings(desk) == [{MET}, {MET_TOO}, {PROTEST}]
    desk.decide("merge", f"h{known[MET]}", known[MET_TOO], known[PROTEST], by="Bob")
    assert happenings(desk) == [{MET, MET_TOO, PROTEST}]
    desk.decide("split", f"h{known[MET]}", by="Bob")
    assert happenings(desk) == [{MET}, {MET_TOO, PROTEST}]
    assert rows(desk) == [{PIPE, PIPE_TOO}, {WHEAT}]


def test_a_merge_of_rows_joins_all_their_records(desk: Project, known: dict) -> None:
    merge = desk.decide("merge", f"r{known[WHEAT]}", f"r{known[PIPE]}", by="Ann")
    assert {record.evidence.text for record in merge.records} == {PIPE, PIPE_TOO, WHEAT}
    assert rows(desk) == [{PIPE, PIPE_TOO, WHEAT}]


def test_a_split_wins_over_earlier_merges_that_join_the_two_by_way_of_a_third(
    desk: Project, read: dict, decided
) -> None:
    for verdict, *named in (("merge", PIPE, PIPE_TOO), ("merge", PIPE_TOO, WHEAT), ("split", PIPE, WHEAT)):
        decided(desk, verdict, *(read[words] for words in named), layer="ledger")
    assert rows(desk) == [{PIPE}, {PIPE_TOO, WHEAT}]


def test_a_merge_outlasts_a_newer_coder_that_cuts_the_sentence_otherwise(
    desk: Project, read: dict, decided, coder
) -> None:
    decided(desk, "merge", read[PIPE], read[WHEAT], layer="ledger")
    decided(desk, "split", read[MET], read[MET_TOO], layer="happening")
    cut = [(PIPE, GAS), (PIPE_TOO, GAS), (WHEAT, FOOD), (MET, TALK), (MET_TOO, TALK)]
    desk.reread(coder=coder(*((words[3:-1], claim) for words, claim in cut), by="test@2"))
    assert rows(desk) == [{PIPE[3:-1], PIPE_TOO[3:-1], WHEAT[3:-1]}]
    assert happenings(desk) == [{MET[3:-1]}, {MET_TOO[3:-1]}]


def test_a_merge_outlasts_a_correction_of_what_it_joined(desk: Project, read: dict, decided) -> None:
    decided(desk, "merge", read[PIPE], read[WHEAT], layer="ledger")
    decided(desk, "edit", read[WHEAT], changes=(("stage", "completed"),))
    assert rows(desk) == [{PIPE, PIPE_TOO, WHEAT}]


def test_a_group_is_found_by_its_own_id_and_by_that_of_any_of_its_records(made: Project, known: dict) -> None:
    (pipe, wheat), (met, protest) = made.ledger(), made.happenings()
    assert [words_of(one) for one in (pipe, wheat)] == [{PIPE, PIPE_TOO}, {WHEAT}]
    assert [words_of(one) for one in (met, protest)] == [{MET, MET_TOO}, {PROTEST}]
    assert made.group(pipe.id) == made.group(known[PIPE_TOO][:9]) == pipe
    assert made.group(known[MET_TOO]) == met
    assert made.group(known[SAID]) is None
    with pytest.raises(UnknownName, match="no record"):
        made.group("h" + "f" * 16)


def test_a_group_is_the_same_asked_for_alone_and_among_all(tmp_path: Path, add_at_once, decided) -> None:
    project = Project.create(tmp_path / "three")
    pairs = [("PAK", "RUS"), ("PAK",)], [("CHN", "IND", "USA"), ("CHN", "USA")]
    named = [actors for pair in pairs for actors in pair]
    add_at_once(
        project,
        *(
            (" ".join(actors), "2010-05-03", ((f"{actors} met.", replace(TALK, actors=actors)),))
            for actors in named
        ),
    )
    told = {record.claim.actors: record for record in project.find()}
    for pair in pairs:
        decided(
            project, "merge", *(told[actors] for actors in pair), layer="happening"
        )  # no matter how alike
    among_all = project.happenings()
    assert [len(one.tellings) for one in among_all] == [2, 2]
    assert [project.group(one.id) for one in among_all] == [*among_all]


def test_what_is_asked_of_parties_that_nobody_knows_is_told(made: Project) -> None:
    for asked in (made.happenings, made.ledger, made.queue):
        with pytest.raises(UnknownName, match="no state or organisation called 'Narnia'"):
            asked("Narnia")
    assert [row.what for row in made.ledger("Pakistan", "russia", sector="humanitarian")] == ["wheat"]
    assert made.ledger("India") == made.happenings("India", "Russia") == ()
    for parties in ((), ("India",)):  # of whom there are no rows
        with pytest.raises(UnknownName, match="no sector called 'magic'\n  there are: arms"):
            made.ledger(*parties, sector="magic")


def test_a_damaged_decision_is_told_in_one_sentence_whatever_is_asked(desk: Project) -> None:
    good = Decision(verdict="note", layer="record", by="Ann", at=datetime.now(UTC))
    write_rows(open_store(desk.folder), "decisions", [decision_row(good, stamp()) | {"verdict": "bless"}])
    for ask in (desk.decisions, desk.find, desk.stories, desk.ledger):
        with pytest.raises(BrokenStore, match="a decision cannot be read: no verdict called 'bless'"):
            ask()


def test_a_decision_may_be_dated_by_who_keeps_it(desk: Project, known: dict) -> None:
    store, at = open_store(desk.folder), datetime(2020, 1, 1, tzinfo=UTC)
    late = decide(store, "note", [known[SAID]], by="Ann", at=at + timedelta(days=1))
    early = decide(store, "note", [known[SAID]], by="Ann", at=at)
    assert [match.decision for match in desk.decisions()] == [early, late]


FOUR = [
    Record(claim=GAS, evidence=Span(doc="d" * 64, start=at, end=at + 5, text="words"))
    for at in (0, 10, 20, 30)
]
BY_HAND = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split"]),
        st.lists(st.sampled_from(FOUR), min_size=2, max_size=4, unique=True),
    ),
    max_size=6,
)


def on_rows(verdict: str, records: list[Record], minute: int) -> Decision:
    at = datetime(2024, 5, 1, 12, minute, tzinfo=UTC)
    return Decision(verdict=verdict, layer="ledger", by="Ann", at=at, records=tuple(records))


@settings(max_examples=50)
@given(BY_HAND)
def test_a_pair_is_together_or_apart_by_the_last_word_on_it(made: list) -> None:
    found = pairs_by_hand([on_rows(*one, minute) for minute, one in enumerate(made)], FOUR)
    told = [(verdict, [record.id for record in records]) for verdict, records in made]
    for pair in combinations(sorted(record.id for record in FOUR), 2):
        together = apart = False
        for verdict, named in told:
            both = {*pair} <= {*named}
            if verdict == "merge" and both:
                together, apart = True, False
            if verdict == "split" and named[0] in pair:  # it is taken out of all that it was merged with
                together, apart = False, apart or both
        assert (pair in found.together, pair in found.apart) == (together, apart)


@settings(max_examples=50)
@given(BY_HAND, st.sets(st.sampled_from(range(4))))
def test_pairs_are_only_of_records_that_are_there(made: list, there: set[int]) -> None:
    records = [FOUR[number] for number in there]
    found = pairs_by_hand([on_rows(*one, minute) for minute, one in enumerate(made)], records)
    assert {id for pair in (*found.together, *found.apart) for id in pair} <= {one.id for one in records}
