import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import UnknownName
from detente.explain.changes import Change, Scope, Standing, State, find_changes, state_of
from detente.keep.store import open_store
from detente.model import Amount, Commitment, Event, Record, Speaker, Statement
from detente.project import Project


def row(*records: str, **more) -> Standing:
    """A row of records that stand each in an article of its own, and whose contradictions Alpha and Beta tell."""
    given = {"says": f"RUS to PAK: {records[0]}", "stage": "announced", "amount": "", "rivals": ()} | more
    places = tuple(f"{record}:10:20" for record in records)
    disputes = tuple(rival.replace(" / ", " (Alpha) or ") + " (Beta)" for rival in given["rivals"])
    return Standing(records=records, **{"places": places, "disputes": disputes} | given)


def change(kind: str, records: tuple[str, ...], before: str = "", now: str = "", of: str | None = None):
    return Change(kind=kind, of=of or f"RUS to PAK: {records[0]}", before=before, now=now, records=records)


def told(before: list[Standing], now: list[Standing]) -> list[Change]:
    return list(find_changes(State(rows=tuple(before)), State(rows=tuple(now))))


def test_a_row_that_was_not_there_is_a_new_commitment_with_its_stage_and_sum() -> None:
    assert told([], [row("a"), row("b", amount="promised 2 USD")]) == [
        change("new commitment", ("a",), now="announced"),
        change("new commitment", ("b",), now="announced, promised 2 USD"),
    ]


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ({"stage": "announced"}, {"stage": "delivered"}, "stage"),
        ({"stage": "started"}, {"stage": "suspended"}, "stage"),
        ({"stage": "suspended"}, {"stage": "started"}, "stage"),
        ({"amount": ""}, {"amount": "promised 2 USD"}, "amount"),
        ({"amount": "promised 2 USD"}, {"amount": "promised 2 to 3 USD"}, "amount"),
    ],
)
def test_what_changed_in_a_row_is_told_before_and_now(before: dict, now: dict, kind: str) -> None:
    ((name, then), (_, at_last)) = (*before.items(), *now.items())
    assert name == kind
    assert told([row("a", **before)], [row("a", **now)]) == [change(kind, ("a",), then, at_last)]


def test_another_wording_or_another_telling_alone_is_no_change() -> None:
    assert told([row("a")], [row("a", "b", says="RUS to PAK: a line of pipes")]) == []


def test_a_row_of_which_nothing_is_left_is_withdrawn() -> None:
    assert told([row("a"), row("b", "c")], [row("b")]) == [change("withdrawn", ("a",), before="announced")]


def test_rows_that_were_joined_are_not_withdrawn_and_the_one_split_off_is_new() -> None:
    assert told([row("a"), row("b")], [row("a", "b")]) == []
    assert told([row("a", "b", "c")], [row("a"), row("b", "c")]) == [
        change("new commitment", ("a",), now="announced")
    ]


def test_a_row_is_the_one_that_shares_most_records_with_it() -> None:
    before = [row("a", "b", "c"), row("d", stage="delivered")]
    now = [row("c", "d", stage="delivered"), row("a", "b", "e")]
    assert told(before, now) == []


def test_a_record_that_was_read_anew_or_cut_otherwise_is_known_by_its_place() -> None:
    before = [row("a", "b", "c", stage="agreed"), row("d")]
    now = [row("e"), row("f", "g", stage="agreed", places=("a:8:12", "b:19:30"))]
    assert told(before, now) == [
        change("new commitment", ("e",), now="announced"),
        change("withdrawn", ("d",), before="announced"),
    ]
    beside = row("f", places=("d:20:30",))  # begins where the other ends
    assert [one.kind for one in told([row("d")], [beside])] == ["new commitment", "withdrawn"]


def test_of_two_rows_of_one_sentence_each_is_known_by_its_records() -> None:
    before = [row("a", stage="agreed", places=("x:0:9",)), row("b", places=("x:0:9",))]
    assert told(before, before[::-1]) == []
    cut = [row("c", places=("x:0:8",)), before[0]]
    assert told(before, cut) == []


def test_rows_that_were_joined_and_cut_otherwise_are_not_withdrawn() -> None:
    assert told([row("a"), row("b")], [row("c", "d", places=("a:8:19", "b:8:19"))]) == []


@pytest.mark.parametrize("where", ["rows", "happenings"])
def test_a_contradiction_is_told_with_who_tells_it_when_it_is_new(where: str) -> None:
    quiet, loud = row("a"), row("a", rivals=("days: 1 May / 2 May",))
    before, now = State(**{where: (quiet,)}), State(**{where: (loud,)})
    expected = change("contradiction", ("a",), now="days: 1 May (Alpha) or 2 May (Beta)")
    assert expected in find_changes(State(), now)
    assert find_changes(before, now) == (expected,)
    assert find_changes(now, now) == find_changes(now, before) == ()


def test_a_contradiction_that_one_more_tells_is_no_other() -> None:
    two, three = (
        row("a", rivals=("days: 1 May / 2 May",), disputes=(f"days: 1 May ({tellers}) or 2 May (Beta)",))
        for tellers in ("Alpha", "Alpha, Gamma")
    )
    assert told([two], [three]) == []
    more = replace(three, rivals=("days: 1 May / 2 May / 3 May",), disputes=("days: all three",))
    assert told([three], [more]) == [change("contradiction", ("a",), now="days: all three")]


def test_happenings_that_come_and_go_are_no_changes() -> None:
    assert find_changes(State(happenings=(row("a"),)), State(happenings=(row("b"),))) == ()


def test_who_had_not_spoken_is_told_with_the_statement() -> None:
    before = State(speakers=(("Anna Petrova (RUS)", "1"),))
    now = State(speakers=(("Anna Petrova (RUS)", "2"), ("Bilal Khan (PAK)", "3")))
    assert find_changes(before, now) == (
        change("first statement", ("3",), now="speaks on it for the first time", of="Bilal Khan (PAK)"),
    )
    assert find_changes(now, before) == ()


def test_changes_are_told_in_the_order_of_their_kinds() -> None:
    before = State(rows=(row("a"), row("b"), row("c")))
    now = State(
        rows=(
            row("b", stage="agreed", amount="promised 1 USD", rivals=("stage: x / y",)),
            row("c"),
            row("d"),
        ),
        speakers=(("Anna", "e"),),
    )
    assert [one.kind for one in find_changes(before, now)] == [
        "new commitment",
        "stage",
        "amount",
        "contradiction",
        "first statement",
        "withdrawn",
    ]


@st.composite
def states(draw) -> State:
    """Rows that share no record, as a ledger's never do."""
    homes = draw(st.lists(st.integers(min_value=0, max_value=3), max_size=8))
    rows = []
    for home in sorted(set(homes)):
        records = tuple(f"{n}" for n, one in enumerate(homes) if one == home)
        stage, amount = draw(st.sampled_from(["announced", "agreed"])), draw(st.sampled_from(["", "2 USD"]))
        rivals = tuple(draw(st.sets(st.sampled_from(["x / y", "y / z"]))))
        rows.append(row(*records, stage=stage, amount=amount, rivals=rivals))
    shown = draw(st.permutations(rows))[: draw(st.integers(min_value=0, max_value=4))]
    return State(
        rows=tuple(shown), speakers=tuple((name, "r") for name in draw(st.sets(st.sampled_from("AB"))))
    )


@settings(max_examples=50)
@given(states())
def test_where_nothing_changed_nothing_is_told_and_at_first_every_row_is_new(state: State) -> None:
    assert find_changes(state, state) == ()
    kinds = [one.kind for one in find_changes(State(), state)]
    assert kinds.count("new commitment") == len(state.rows)
    assert kinds.count("first statement") == len(state.speakers)
    assert not {"stage", "amount", "withdrawn"} & {*kinds}


@settings(max_examples=50)
@given(states(), states())
def test_the_way_back_makes_new_what_the_way_there_withdrew(before: State, now: State) -> None:
    gone = {one.records for one in find_changes(before, now) if one.kind == "withdrawn"}
    back = {one.records for one in find_changes(now, before) if one.kind == "new commitment"}
    assert gone <= back
    assert {id for records in gone for id in records}.isdisjoint(id for one in now.rows for id in one.records)


@settings(max_examples=50)
@given(states(), states())
def test_order_does_not_matter(before: State, now: State) -> None:
    turned = State(rows=before.rows[::-1], speakers=before.speakers[::-1])
    kinds = {one.kind for one in find_changes(before, turned)}
    assert not kinds
    assert find_changes(before, now) == find_changes(before, replace(now, speakers=now.speakers[::-1]))


PIPE = "Russia will build Pakistan a gas pipeline for two billion dollars."
PIPE_TOO = "Moscow is to lay a gas pipeline across Pakistan, worth two billion."
WHEAT = "Russia gave Pakistan wheat after the floods."
MET = "Ministers of Pakistan and Russia met in Karachi."
SAID = "Pakistan is pleased, said Anna Petrova of Russia."
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
WORDS = Statement(words="Pakistan is pleased", form="indirect")
PETROVA = Speaker(name="Anna Petrova", of="RUS", type="person")
DEAR = replace(GAS, amount=Amount(value=Decimal(3_000_000_000), unit="USD"))
LINE = "RUS to PAK: a gas pipeline"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, add) -> Project:
    """One article: a pipeline is announced, the two meet, one speaks."""
    project = Project.create(tmp_path_factory.mktemp("made") / "desk")
    add(project, (PIPE, GAS), (MET, TALK), (SAID, WORDS, PETROVA), outlet="Alpha", day="2023-04-02")
    return project


@pytest.fixture
def desk(made: Project, tmp_path: Path) -> Project:
    """A copy of it, to be changed."""
    return Project.open(shutil.copytree(made.folder, tmp_path / "desk"))


@pytest.fixture(scope="module")
def read(made: Project) -> dict[str, Record]:
    """The records of the article, by their evidence."""
    return {record.evidence.text: record for record in made.find()}


@pytest.fixture(scope="module")
def before(made: Project) -> State:
    """The answers when there was only that article."""
    return state_of(open_store(made.folder), Scope())


@pytest.fixture
def since_then(desk: Project, before: State) -> Callable[..., tuple[Change, ...]]:
    """What `desk.changes("1")` tells, without asking again for the state that all tests begin with."""

    def asked(sector: str | None = None) -> tuple[Change, ...]:
        then = State(rows=before.rows) if sector else before
        return find_changes(then, state_of(open_store(desk.folder), Scope(sector=sector)))

    return asked


def kinds(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(one.kind, one.of) for one in changes]


def test_all_that_is_known_is_new_to_who_knew_nothing(made: Project, read: dict) -> None:
    day = made.versions()[0].at.date()
    commitment, statement = made.changes(day - timedelta(days=1))
    assert commitment.now == "announced, promised 2,000,000,000 USD"
    assert (commitment.kind, commitment.of) == ("new commitment", LINE)
    assert (statement.kind, statement.of) == ("first statement", "Anna Petrova (RUS)")
    assert (commitment.records, statement.records) == ((read[PIPE].id,), (read[SAID].id,))
    assert made.changes(day, sector="energy") == ()


def test_what_another_article_brings_is_told(desk: Project, read: dict, add, decided, since_then) -> None:
    paid = replace(GAS, stage="delivered", amount=Amount(value=Decimal(500_000_000), unit="USD"))
    speaker = Speaker(role="minister", of="PAK", type="person")
    lines = (PIPE_TOO, paid), (WHEAT, FOOD), (SAID, WORDS, speaker)
    pipe, wheat, said = add(desk, *lines, outlet="Beta", day="2024-04-02")
    decided(desk, "merge", read[PIPE], pipe, layer="ledger")
    changes = since_then()
    assert kinds(changes) == [
        ("new commitment", "RUS to PAK: wheat"),
        ("stage", LINE),
        ("amount", LINE),
        ("first statement", "minister (PAK)"),
    ]
    assert [(one.before, one.now) for one in changes[1:3]] == [
        ("announced", "delivered"),
        ("promised 2,000,000,000 USD", "promised 2,000,000,000 USD, delivered 500,000,000 USD"),
    ]
    assert changes[0].records == (wheat.id,)
    assert changes[1].records == changes[2].records == (pipe.id, read[PIPE].id)  # what is new comes first
    assert changes[3].records == (said.id,)


def test_an_older_article_that_comes_in_later_makes_no_other_row(
    desk: Project, read: dict, add, decided
) -> None:
    (older,) = add(desk, (PIPE_TOO, GAS), outlet="Beta", day="2023-03-31")
    decided(desk, "merge", read[PIPE], older, layer="ledger")
    (row,) = desk.ledger()
    assert row.id == f"r{older.id}"
    assert desk.changes("1", sector="energy") == ()


def test_articles_that_contradict_each_other_are_told(
    desk: Project, read: dict, add, decided, since_then
) -> None:
    lines = (PIPE_TOO, DEAR), (MET, replace(TALK, type="AGREE"))
    dear, agreed = add(desk, *lines, outlet="Beta", day="2023-04-02")
    decided(desk, "merge", read[PIPE], dear, layer="ledger")
    decided(desk, "merge", read[MET], agreed, layer="happening")
    assert [(one.kind, one.now) for one in since_then()] == [
        ("amount", "promised 2,000,000,000 to 3,000,000,000 USD"),
        ("contradiction", "type: decided (Beta) or discussed (Alpha)"),
        ("contradiction", "amount promised: 2,000,000,000 USD (Alpha) or 3,000,000,000 USD (Beta)"),
    ]


def test_a_contradiction_is_not_told_again_when_one_more_outlet_takes_a_side(
    desk: Project, read: dict, add, decided
) -> None:
    (second,) = add(desk, (PIPE_TOO, DEAR), outlet="Beta", day="2023-04-02")
    decided(desk, "merge", read[PIPE], second, layer="ledger")
    known = state_of(open_store(desk.folder), Scope(sector="energy"))
    (third,) = add(
        desk,
        ("Three billion goes into the gas line of Moscow, we hear.", DEAR),
        outlet="Gamma",
        day="2023-04-03",
    )
    decided(desk, "merge", read[PIPE], second, third, layer="ledger")
    assert find_changes(known, state_of(open_store(desk.folder), Scope(sector="energy"))) == ()


def test_what_an_analyst_rejects_is_withdrawn_and_new_again_when_that_is_undone(
    desk: Project, read: dict, decided, since_then
) -> None:
    reject = decided(desk, "reject", read[PIPE])
    assert kinds(since_then("energy")) == [("withdrawn", LINE)]
    desk.decide("undo", reject.id, by="Ann")
    assert kinds(desk.changes("2", sector="energy")) == [("new commitment", LINE)]
    assert since_then("energy") == ()


def test_what_a_newer_coder_reads_no_more_is_withdrawn(desk: Project, coder, since_then) -> None:
    desk.reread(coder=coder((MET, TALK), by="test@2"))
    assert kinds(since_then()) == [("withdrawn", LINE)]


def test_a_newer_coder_that_cuts_the_sentence_otherwise_changes_nothing(
    desk: Project, coder, since_then
) -> None:
    cut = (PIPE[:-1], GAS), (MET[:-1], TALK), (SAID[:-1], WORDS, PETROVA)
    desk.reread(coder=coder(*cut, by="test@2"))
    assert since_then() == ()


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [("stage", "agreed", "stage"), ("amount", {"value": 5, "unit": "USD"}, "amount")],
)
def test_what_an_analyst_corrects_is_told_as_that(
    desk: Project, read: dict, decided, since_then, field: str, value, kind: str
) -> None:
    decided(desk, "edit", read[PIPE], changes=((field, value),))
    assert kinds(since_then("energy")) == [(kind, LINE)]


def test_changes_are_told_of_whom_and_what_they_are_asked(desk: Project, add) -> None:
    india = replace(FOOD, giver=("IND",), receiver=("RUS",))
    lines = (WHEAT, FOOD), ("Delhi sent Moscow rice.", replace(india, what="rice"))
    add(desk, *lines, ("Delhi is calm, said Ravi Rao.", WORDS, Speaker(name="Ravi Rao", of="IND")))
    assert kinds(desk.changes("1", "India")) == [
        ("new commitment", "IND to RUS: rice"),
        ("first statement", "Ravi Rao (IND)"),
    ]
    assert len(desk.changes("1", sector="humanitarian")) == 2
    assert kinds(desk.changes("1", "Pakistan", "Russia", sector="humanitarian")) == [
        ("new commitment", "RUS to PAK: wheat")
    ]


@pytest.mark.parametrize(
    ("asked", "sector", "said"),
    [
        (("1", "Narnia"), None, "no state or organisation called 'Narnia'"),
        (("1",), "magic", "no sector called 'magic'\n  there are: arms"),
        (("8",), None, "no version 8"),
        (("yesterday",), None, "neither a day nor a version"),
    ],
)
def test_what_cannot_be_asked_is_told(made: Project, asked: tuple, sector: str | None, said: str) -> None:
    with pytest.raises(UnknownName, match=said):
        made.changes(*asked, sector=sector)


def test_a_row_stands_with_its_records_and_their_places(before: State, read: dict) -> None:
    (row,), (met,) = before.rows, before.happenings
    for one, record in ((row, read[PIPE]), (met, read[MET])):
        at = record.evidence
        assert (one.records, one.places) == ((record.id,), (f"{at.doc}:{at.start}:{at.end}",))
    assert before.speakers == (("Anna Petrova (RUS)", read[SAID].id),)


def test_the_state_of_one_sector_holds_no_happenings_and_no_speakers(made: Project, before: State) -> None:
    store = open_store(made.folder)
    assert state_of(store, Scope(sector="trade")) == State()
    assert state_of(store, Scope(sector="energy")) == State(rows=before.rows)


def test_who_only_receives_is_a_party_too(made: Project, before: State) -> None:
    assert state_of(open_store(made.folder), Scope(parties=("PAK",))) == before
