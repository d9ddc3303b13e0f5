"""What is made ready for one question is there for the next, and never tells what is no longer so."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from detente.errors import BrokenStore
from detente.keep import compact as compact_module
from detente.keep import ready as ready_module
from detente.keep.append import append
from detente.keep.coded import keep_file
from detente.keep.compact import compact
from detente.keep.engine import ask, ask_rows, kept, make_ready, remembered
from detente.keep.rows import document_of, record_of
from detente.keep.store import Store, open_store
from detente.keep.versions import versions_of
from detente.measure.reduction import run
from detente.model import Commitment, Event, Reading, When
from detente.project import Project
from detente.read.events import EVENT_SCHEMA, EventBatch, EventFile
from detente.vocab.tables import use_words

TALK = Event(actors=("PAK", "RUS"), type="CONSULT", when=When(since=date(2023, 4, 1), until=date(2023, 4, 1)))
LOAN = Commitment(giver=("RUS",), receiver=("PAK",), what="a loan for a dam", stage="announced")
VIEWS = ("documents", "readings", "records", "article_pairs", "stories", "links", "decisions", "set_aside")


def store_of(project: Project) -> Store:
    return open_store(project.folder)


def rows_of(store: Store, view: str) -> list[str]:
    """All rows of a view, in any order."""
    folder = store.folder / "queries"
    folder.mkdir(exist_ok=True)
    (folder / f"{view}.sql").write_text(f"select * from {view}", encoding="utf-8")
    return sorted(map(repr, ask(store, view, folder).to_pylist()))


def told(store: Store) -> dict[str, object]:
    """All that a store tells by its views, and by a reduction over articles and event files."""
    years = {"since": None, "until": None, "source": None, "context": None, "step": 12}
    by_year = sorted(map(str, run(store, "all_periods", **years).to_pylist()))  # they come in no order
    return {view: rows_of(store, view) for view in VIEWS} | {"years": by_year}


def told_afresh(store: Store) -> dict[str, object]:
    """The same, read from the files."""
    ready_module.forget(store)
    return told(store)


def read_anew(project: Project, type: str) -> None:
    """A newer coder reads the first article, and finds an event of another type."""
    store = store_of(project)
    doc = project.documents().column("doc")[0].as_py()
    document = document_of(ask_rows(store, "document", doc=doc)[0])
    record = replace(record_of(ask_rows(store, "record", prefix="")[0]), claim=replace(TALK, type=type))
    newer = Reading(doc=doc, records=(replace(record, coder="test@2"),), coder="test@2")
    append(store, [(document, newer)])


def import_row(store: Store, id: str) -> None:
    row = {
        "a": "PAK", "b": "RUS", "day": date(2019, 1, 1), "last_day": date(2019, 1, 1), "type": "AID", "quad": 2,
        "score10": 10, "n": 1, "contexts": "", "story": None, "code": "", "a_role": None, "b_role": None, "line": 1,
    }  # fmt: skip
    rows = EventBatch(rows=pa.RecordBatch.from_pylist([row], schema=EVENT_SCHEMA()), bad=(), seen=1)
    file = EventFile(
        path="rows", format="generic", source="Gazette", directed=True, scale="own", batches=iter([rows])
    )
    keep_file(store, file, id=id, version="v1", batch="20260101")


def steps(project: Project, add: Callable, decided: Callable) -> Iterator[str]:
    """A project's life, step by step; each step writes to other tables."""
    store = store_of(project)
    body = " ".join(f"It was the {n}th time that they did." for n in range(30))
    talk, loan, _ = add(project, ("They met.", TALK), ("He promised a loan.", LOAN), (body, TALK))
    yield "an article"
    add(project, ("They met.", TALK), ("He promised a loan.", LOAN), (body, TALK), outlet="Dawn Post")
    yield "a copy of it"
    decided(project, "reject", talk)
    yield "a rejection"
    verdict = decided(project, "edit", loan, changes=(("stage", "agreed"),))
    yield "a correction"
    docs = tuple(project.documents().column("doc").to_pylist())
    decided(project, "split", layer="story", names=docs)
    yield "a split of a story"
    decided(project, "undo", layer="decision", names=(verdict.id,))
    yield "an undoing"
    read_anew(project, "ACCUSE")
    yield "a newer reading"
    import_row(store, "file one")
    yield "an event file"
    for day in ("2023-05-01", "2023-05-02"):
        add(project, (f"They met on {day}.", TALK), day=day)
    yield "two articles"
    compact(store)
    yield "files written together"
    add(project, ("They met once more.", TALK), day="2023-05-03")
    yield "an article after that"


def test_after_every_step_a_store_tells_what_its_files_tell(
    desk: Project, add, decided, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compact_module, "SOME", 3)
    monkeypatch.setattr(compact_module, "MANY", 3)
    store, seen = store_of(desk), list[dict]()
    make_ready(store)
    for step in steps(desk, add, decided):
        warm = told(store)
        assert warm not in seen or step == "files written together", f"{step} changed nothing"
        assert warm == told_afresh(store), step
        make_ready(store)
        seen.append(warm)


def test_many_articles_at_once_are_taken_as_few_are(
    desk: Project, add, decided, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready_module, "TOUCHED", 0)
    store = store_of(desk)
    make_ready(store)
    for step in steps(desk, add, decided):
        assert told(store) == told_afresh(store), step
        make_ready(store)


def test_a_table_too_large_for_memory_is_read_from_its_files(
    desk: Project, add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready_module, "MOST_BYTES", 0)
    store = store_of(desk)
    add(desk, ("They met.", TALK))
    make_ready(store)
    first = told(store)
    add(desk, ("They met again.", TALK), day="2023-04-02")
    assert len(told(store)["documents"]) == len(first["documents"]) + 1 == 2


def test_the_record_as_it_stood_stays_while_the_present_goes_on(desk: Project, add) -> None:
    add(desk, ("They met.", TALK))
    now = store_of(desk)
    then = replace(now, until=versions_of(now)[-1].batch + "~")
    make_ready(then)
    before = told(then)
    add(desk, ("They met again.", TALK), day="2023-04-02")
    assert told(then) == before
    assert told(now) != before


def test_threads_see_whole_articles_while_others_are_added(desk: Project, add) -> None:
    store = store_of(desk)
    make_ready(store)
    adding = [True]

    def look() -> list[tuple[int, int]]:
        seen = []
        while adding[0] or not seen:
            status = desk.status()
            seen.append((status.documents, status.records))
        return seen

    with ThreadPoolExecutor(4) as threads:
        looks = [threads.submit(look) for _ in range(4)]
        for day in range(1, 9):
            add(desk, ("They met.", TALK), ("He promised a loan.", LOAN), day=f"2023-04-0{day}")
        adding[0] = False
        for seen in (one.result() for one in looks):
            assert all(records == 2 * documents for documents, records in seen)
            assert seen == sorted(seen), "nothing that was seen is gone again"
    assert desk.status().documents == 8


def test_another_folder_in_its_place_is_another_store(tmp_path: Path, add) -> None:
    for name in ("one", "two"):
        project = Project.create(tmp_path / name)
        add(project, (f"They met in {name}.", TALK))
    shutil.copytree(tmp_path / "one", tmp_path / "place")
    store = open_store(tmp_path / "place")
    make_ready(store)
    (before,) = ask_rows(store, "record", prefix="")
    shutil.rmtree(tmp_path / "place")
    shutil.copytree(tmp_path / "two", tmp_path / "place")
    (after,) = ask_rows(store, "record", prefix="")
    assert (before["text"], after["text"]) == ("They met in one.", "They met in two.")


def test_a_damaged_file_is_told_and_when_it_is_mended_all_is_well(desk: Project, add) -> None:
    store = store_of(desk)
    add(desk, ("They met.", TALK))
    make_ready(store)
    add(desk, ("They met again.", TALK), day="2023-04-02")
    path = max((store.folder / "tables" / "records").glob("*.parquet"), key=lambda p: p.stat().st_mtime_ns)
    sound = path.read_bytes()
    path.write_bytes(sound[:-20])
    with pytest.raises(BrokenStore, match="damaged"):
        ask_rows(store, "record", prefix="")
    path.write_bytes(sound)
    assert len(ask_rows(store, "record", prefix="")) == 2


def databases() -> int:
    """How many stores are held in memory."""
    from detente.keep.ready import _database

    found = _database().execute("select count(*) from duckdb_databases() where database_name like 'ready_%'")
    return found.fetchall()[0][0]


def test_of_many_stores_those_asked_last_are_kept(tmp_path: Path, add) -> None:
    projects = [Project.create(tmp_path / f"{n}") for n in range(ready_module.MOST_STORES + 2)]
    for number, project in enumerate(projects):
        add(project, (f"They met for the {number}th time.", TALK))
        make_ready(store_of(project))
    assert databases() == ready_module.MOST_STORES
    assert [project.find()[0].evidence.text for project in projects] == [
        f"They met for the {number}th time." for number in range(len(projects))
    ]


def test_a_store_that_is_let_go_ends_the_answer_that_it_is_giving(desk: Project, add) -> None:
    add(desk, ("They met.", TALK))
    store = store_of(desk)
    with ready_module.ready_for(store) as ready, ready.connected("select * from records") as connection:
        ready_module.forget(store)
        add(desk, ("They met again.", TALK), day="2023-04-02")
        assert len(ask_rows(store, "record", prefix="")) == 2
        assert connection.execute("select count(*) from records").fetchall() == [(1,)]


def test_an_answer_is_remembered_until_something_is_written(desk: Project, add) -> None:
    store, asked = store_of(desk), list[int]()

    def answer() -> int:
        asked.append(desk.status().documents)
        return asked[-1]

    def found(**more) -> int:
        return remembered(replace(store, **more), "how many", answer)

    assert [found(), found()] == [0, 0]
    add(desk, ("They met.", TALK))
    assert [found(), found()] == [1, 1]
    assert found(until="20000101") == 1, "of the record as it stood it is asked apart"
    assert asked == [0, 1, 1]


def test_an_answer_by_other_words_is_another_answer(desk: Project, tmp_path: Path) -> None:
    store, words = store_of(desk), tmp_path / "words"
    words.mkdir()
    try:
        for folder in (None, words, None):
            use_words(folder)
            kept(store, "likeness")["folder"] = folder
            assert remembered(store, "words", lambda folder=folder: folder) == folder
        assert kept(store, "likeness") == {"folder": None}
    finally:
        use_words(None)


def test_of_many_answers_the_newest_are_remembered(desk: Project) -> None:
    store, made = store_of(desk), list[int]()
    for number in (*range(ready_module.MOST_ANSWERS + 1), 1, 0):
        remembered(store, number, lambda number=number: made.append(number))
    assert made == [*range(ready_module.MOST_ANSWERS + 1), 0]
