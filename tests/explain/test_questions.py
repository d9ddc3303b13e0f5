import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from detente.errors import BrokenStore, UnknownName
from detente.explain import questions as questions_module
from detente.explain.changes import Change, Scope, state_of
from detente.explain.questions import Question, ask_question, drop_question, questions_of, save_question
from detente.keep.store import Store, open_store
from detente.model import Amount, Commitment, Event, Speaker, Statement
from detente.project import Project

PIPE = "Russia will build Pakistan a gas pipeline for two billion dollars."
OIL = "Russia promised Pakistan forty thousand barrels of oil."
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
BARRELS = replace(GAS, what="oil", amount=Amount(value=Decimal(40_000), unit="barrel"))
TALK = Event(actors=("PAK", "RUS"), type="CONSULT")
WORDS = Statement(words="Pakistan is pleased", form="indirect")
PETROVA = Speaker(name="Anna Petrova", of="RUS", type="person")

ALL = Question(name="all", scope=Scope())
RELATION = Question(name="pak-rus", scope=Scope(parties=("PAK", "RUS")))
ENERGY = Question(name="energy_2", scope=Scope(sector="energy"))
FOODS = Question(name="food", scope=Scope(sector="humanitarian"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, add) -> Path:
    """One article, and four questions that were saved when it was known."""
    project = Project.create(tmp_path_factory.mktemp("made") / "desk")
    add(project, (PIPE, GAS), (MET, TALK), (SAID, WORDS, PETROVA), outlet="Alpha", day="2023-04-02")
    for question in (RELATION, ALL, FOODS, ENERGY):
        save_question(open_store(project.folder), question)
    return project.folder


@pytest.fixture(scope="module")
def later(made: Path, tmp_path_factory: pytest.TempPathFactory, add) -> Path:
    """The same with a second article, of wheat, of which no question has told yet."""
    folder = shutil.copytree(made, tmp_path_factory.mktemp("later") / "desk")
    add(Project.open(folder), (WHEAT, FOOD), day="2024-04-02")
    return folder


@pytest.fixture
def desk(later: Path, tmp_path: Path) -> Project:
    return Project.open(shutil.copytree(later, tmp_path / "desk"))


@pytest.fixture
def store(desk: Project) -> Store:
    return open_store(desk.folder)


@pytest.fixture
def files(made: Path, tmp_path: Path) -> Store:
    """The first article beside files of questions that may be written."""
    shutil.copytree(made / "questions", tmp_path / "questions")
    (tmp_path / "tables").symlink_to(made / "tables")
    return Store(folder=tmp_path, name="desk")


def path_of(store: Store, name: str) -> Path:
    return store.folder / "questions" / f"{name}.json"


def test_questions_are_kept_by_name_with_what_they_ask(files: Store) -> None:
    assert questions_of(files) == (ALL, ENERGY, FOODS, RELATION)
    assert {path.name for path in (files.folder / "questions").iterdir()} == {
        "all.json",
        "energy_2.json",
        "food.json",
        "pak-rus.json",
    }


def test_a_name_comes_before_those_it_begins(files: Store) -> None:
    shutil.copy(path_of(files, "pak-rus"), path_of(files, "pak"))
    assert [question.name for question in questions_of(files)] == [
        "all",
        "energy_2",
        "food",
        "pak",
        "pak-rus",
    ]


def test_a_new_project_has_no_questions(tmp_path: Path) -> None:
    store = Store(folder=tmp_path, name="new")
    assert questions_of(store) == ()
    with pytest.raises(UnknownName, match="no standing question called 'all'\n  there are: none yet"):
        ask_question(store, "all")


def test_what_was_known_when_a_question_was_saved_counts_as_told_and_its_file_stays(files: Store) -> None:
    for name in ("all", "energy_2"):
        path = path_of(files, name)
        held, at = path.read_bytes(), path.stat().st_mtime_ns
        assert ask_question(files, name) == ()
        assert (path.read_bytes(), path.stat().st_mtime_ns) == (held, at)


def test_a_change_is_told_once(desk: Project, store: Store, decided) -> None:
    (wheat,) = (record for record in desk.find("commitment") if record.evidence.text == WHEAT)
    (change,) = ask_question(store, "food")
    assert (change.kind, change.records) == ("new commitment", (wheat.id,))
    assert ask_question(store, "food") == ()
    reject = decided(desk, "reject", wheat)
    assert [one.kind for one in ask_question(store, "food")] == ["withdrawn"]
    desk.decide("undo", reject.id, by="Ann")
    assert ask_question(store, "food") == (change,)


def test_every_question_keeps_for_itself_what_it_told(store: Store) -> None:
    told = [len(ask_question(store, name)) for name in ("all", "pak-rus", "food", "energy_2")]
    assert told == [1, 1, 1, 0]


def test_a_question_file_copied_under_another_name_is_a_question_of_its_own(store: Store) -> None:
    shutil.copy(path_of(store, "food"), path_of(store, "copy"))
    assert questions_of(store) == (ALL, replace(FOODS, name="copy"), ENERGY, FOODS, RELATION)
    assert [len(ask_question(store, name)) for name in ("copy", "copy", "food")] == [1, 0, 1]


def test_an_article_that_another_process_adds_in_the_same_moment_is_told_the_next_time(
    desk: Project, store: Store, add, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(held: Store, scope: Scope):
        state = state_of(held, scope)
        add(desk, (OIL, BARRELS), day="2024-05-02")
        return state

    with monkeypatch.context() as patched:
        patched.setattr(questions_module, "state_of", overtaken)
        assert ask_question(store, "energy_2") == ()
    assert [one.of for one in ask_question(store, "energy_2")] == ["RUS to PAK: oil"]


def test_a_kill_while_the_answer_is_written_loses_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(draft, path):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(questions_module.os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            ask_question(store, "food")
    assert questions_of(store) == (ALL, ENERGY, FOODS, RELATION)
    assert len(ask_question(store, "food")) == 1


def test_what_could_not_be_told_is_told_the_next_time(store: Store) -> None:
    def cut_off(changes: tuple[Change, ...]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask_question(store, "food", cut_off)
    heard: list[tuple[Change, ...]] = []
    told = ask_question(store, "food", heard.append)
    assert ([told], len(told)) == (heard, 1)


def test_a_question_saved_anew_asks_the_new_and_has_told_all(store: Store) -> None:
    save_question(store, Question(name="all", scope=Scope(sector="humanitarian")))
    assert questions_of(store)[0].scope == Scope(sector="humanitarian")
    assert ask_question(store, "all") == ()


def test_a_question_is_forgotten(files: Store) -> None:
    drop_question(files, "all")
    assert questions_of(files) == (ENERGY, FOODS, RELATION)
    for use in (ask_question, drop_question):
        with pytest.raises(
            UnknownName, match="no standing question called 'all'\n  there are: energy_2, food, pak"
        ):
            use(files, "all")


def test_a_copy_of_the_folder_has_told_what_the_folder_had(store: Store, tmp_path: Path) -> None:
    assert len(ask_question(store, "food")) == 1
    shutil.copytree(store.folder, tmp_path / "copy")
    assert ask_question(open_store(tmp_path / "copy"), "food") == ()


@pytest.mark.parametrize("name", ["", "a b", "../all", "a/b", "all.json", "x" * 61, "a\n"])
def test_what_cannot_be_a_file_s_name_is_no_question_s(files: Store, name: str) -> None:
    with pytest.raises(UnknownName, match="cannot be a name\n  use letters, digits, - and _"):
        save_question(files, Question(name=name, scope=Scope()))
    for use in (ask_question, drop_question):
        with pytest.raises(UnknownName, match=r"no standing question called .*\n  there are: all, energy_2"):
            use(files, name)
    assert len(list((files.folder / "questions").iterdir())) == 4


def test_a_name_may_be_in_any_script(files: Store) -> None:
    save_question(files, Question(name="газ_2024", scope=Scope(sector="energy")))
    assert ask_question(files, "газ_2024") == ()


def cut(held: dict) -> str:
    return json.dumps(held)[:-20]


def without(*path: str | int) -> Callable[[dict], str]:
    def damaged(held: dict) -> str:
        inner = held
        for name in path[:-1]:
            inner = inner[name]
        del inner[path[-1]]
        return json.dumps(held)

    return damaged


def with_told(**told) -> Callable[[dict], str]:
    return lambda held: json.dumps(held | {"told": held["told"] | told})


def with_row(**changed) -> Callable[[dict], str]:
    return lambda held: with_told(rows=[held["told"]["rows"][0] | changed])(held)


@pytest.mark.parametrize(
    "damaged",
    [
        lambda held: "",
        cut,
        lambda held: "[]",
        lambda held: "null",
        lambda held: '"all"',
        without("question"),
        without("told"),
        without("told", "happenings"),
        without("question", "scope"),
        without("question", "scope", "parties"),
        with_told(rows=[{}]),
        with_told(rows=5),
        with_told(rows=["a row"]),
        with_told(rows=[{"records": [], "colour": "red"}]),
        with_told(speakers=[["Anna Petrova"]]),
        with_row(**dict.fromkeys(("records", "places", "says", "stage", "amount", "rivals", "disputes"))),
        with_row(records=[1], places=["a:0:9"]),
        with_row(stage=None),
        with_row(rivals=["stage: x / y"]),
        with_row(places=[]),
        without("told", "rows", 0, "places"),  # as the first version that had questions wrote them
        without("told", "rows", 0, "disputes"),
        with_row(places=["of old"]),
    ],
)
def test_a_damaged_question_is_told_with_how_to_mend_it(files: Store, damaged: Callable[[dict], str]) -> None:
    path = path_of(files, "all")
    path.write_text(damaged(json.loads(path.read_text())), encoding="utf-8")
    with pytest.raises(BrokenStore, match=r"is damaged: .*\n  save the question anew") as told:
        ask_question(files, "all")
    assert told.value.where == str(path)


def test_a_damaged_question_can_be_saved_anew_or_dropped_and_stops_no_other(files: Store) -> None:
    path_of(files, "energy_2").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BrokenStore, match="is damaged"):
        questions_of(files)
    assert ask_question(files, "food") == ()
    save_question(files, ENERGY)
    assert ask_question(files, "energy_2") == ()
    path_of(files, "energy_2").write_text("{", encoding="utf-8")
    drop_question(files, "energy_2")
    assert questions_of(files) == (ALL, FOODS, RELATION)


def test_a_folder_that_cannot_be_written_is_told(files: Store) -> None:
    shutil.rmtree(files.folder / "questions")
    (files.folder / "questions").write_text("in the way", encoding="utf-8")
    with pytest.raises(BrokenStore, match="cannot be written"):
        save_question(files, ENERGY)


def test_a_project_saves_asks_and_drops_questions_by_names_of_parties(desk: Project) -> None:
    assert [one.kind for one in desk.ask_question("food")] == ["new commitment"]
    desk.save_question("gas", "Pakistan", "russia", sector="energy")
    (gas,) = (question for question in desk.questions() if question.name == "gas")
    assert gas.scope == Scope(parties=("PAK", "RUS"), sector="energy")
    assert desk.ask_question("gas") == ()
    desk.drop_question("gas")
    with pytest.raises(UnknownName, match="no standing question called 'gas'"):
        desk.ask_question("gas")
    with pytest.raises(UnknownName, match="no state or organisation called 'Narnia'"):
        desk.save_question("x", "Narnia")
    with pytest.raises(UnknownName, match="no sector called 'magic'"):
        desk.save_question("x", sector="magic")
