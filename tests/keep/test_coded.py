"""Event files in the store: a file whole or not at all, once, whatever is killed; sorted without losing a row."""

import shutil
import subprocess
import sys
import textwrap
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from pyarrow import parquet

from detente.errors import BrokenStore, UnreadableInput
from detente.keep import coded, sorting
from detente.keep import parts as parts_module
from detente.keep.coded import keep_file, known_files
from detente.keep.engine import ask, ask_rows
from detente.keep.sorting import sort_coded, to_be_sorted
from detente.keep.store import Store, create, files_of, open_store, write_rows
from detente.keep.verify import verify
from detente.measure.reduction import run
from detente.model import Event
from detente.read.events import EVENT_SCHEMA, BadRow, EventBatch, EventFile

TABLES_OF_FILES = ("coded", "files", "file_days", "file_months", "bad_rows")
STOPPED = (UnreadableInput("breaks off", where="x"), KeyboardInterrupt())


def row(line: int = 1, **told) -> dict:
    """A pair: Russia consults with Pakistan on a day of 2019, but for what is told."""
    day = told.get("day", date(2019, 1, 5))
    usual = {
        "a": "RUS", "b": "PAK", "day": day, "last_day": day, "type": "CONSULT", "quad": 1, "score10": 10, "n": 1,
        "contexts": "", "story": None, "code": "040", "a_role": "RUSGOV", "b_role": None, "line": line,
    }  # fmt: skip
    return usual | told


def batch(*rows: dict, bad: tuple[BadRow, ...] = (), **counts: int) -> EventBatch:
    seen = len(rows) + len(bad) + sum(counts.values())
    return EventBatch(
        rows=pa.RecordBatch.from_pylist(list(rows), schema=EVENT_SCHEMA()), bad=bad, seen=seen, **counts
    )


def event_file(*batches: EventBatch, source: str = "Gazette") -> EventFile:
    return EventFile(
        path="days.csv", format="generic", source=source, directed=True, scale="PLOVER", batches=iter(batches)
    )


def keep(store: Store, *rows: dict, id: str = "one", at: str = "20260101", source: str = "Gazette"):
    return keep_file(store, event_file(batch(*rows), source=source), id=id, version="v1", batch=at)


def table(store: Store, name: str) -> list[dict]:
    """All rows of a table (`kept_...`) or view."""
    folder = store.folder / "queries"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.sql").write_text(f"select * from {name}", encoding="utf-8")
    return ask(store, name, folder).to_pylist()


def lines(store: Store, name: str = "pairs") -> list[str]:
    """The rows of event files that count, by file and line."""
    return sorted(row["origin"] for row in table(store, name))


def parts(store: Store) -> list[Path]:
    return sorted((store.folder / "tables" / "coded").glob("*.parquet"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    return create(tmp_path_factory.mktemp("empty") / "desk").folder


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Store:
    """A new project: a copy of an empty one, which is quicker than to make it."""
    return open_store(Path(shutil.copytree(empty, tmp_path / "desk")))


def test_a_row_is_kept_with_its_file_its_line_its_source_and_its_append(store: Store) -> None:
    told = row(7, story="http://news.example/1", contexts="|economic|", n=3, score10=-44)
    keep(store, told, id="abc", at="20260102")
    assert table(store, "kept_coded") == [
        told | {"source": "Gazette", "file": "abc", "batch": "20260102"}  # all that the reader gave
    ]


def test_the_view_of_pairs_shows_event_files_and_articles_alike(desk, add) -> None:
    add(desk, ("Russia met Pakistan.", Event(actors=("RUS",), recipients=("PAK",), type="CONSULT")))
    store = open_store(desk.folder)
    keep(store, row(3, n=None, quad=None, score10=None, last_day=date(2019, 12, 31)), id="abc")
    of_articles, of_files = sorted(table(store, "pairs"), key=lambda row: row["source"] != "articles")
    assert of_files == {
        "a": "RUS", "b": "PAK", "day": date(2019, 1, 5), "last_day": date(2019, 12, 31),
        "month": 2019 * 12, "last_month": 2019 * 12 + 11, "type": "CONSULT", "quad": None, "score10": None, "n": None,
        "fact": True, "contexts": "", "story": None, "source": "Gazette", "origin": "abc:3", "batch": "20260101",
    }  # fmt: skip
    assert (of_articles["a"], of_articles["b"], of_articles["n"]) == ("RUS", "PAK", 1)
    assert of_articles.keys() == of_files.keys()


def test_what_became_of_every_row_is_counted(store: Store) -> None:
    bad = (BadRow(line=4, why="no valid date", text="x\ty"), BadRow(line=9, why="no valid date", text="z"))
    given = event_file(
        batch(row(1), row(2), one_sided=1, bad=bad[:1]),
        batch(row(7), same_party=2, no_state=3, no_event=4, duplicates=5, bad=bad[1:]),
    )
    kept = keep_file(store, given, id="abc", version="2019", batch="20260101")
    assert (kept.seen, kept.pairs, kept.bad, kept.known) == (20, 3, 2, False)
    assert kept.faults == (("no valid date", 2),)
    (told,) = ask_rows(store, "files")
    assert told == {
        "id": "abc", "origin": "days.csv", "format": "generic", "source": "Gazette", "version": "2019",
        "scale": "PLOVER", "directed": True, "seen": 20, "pairs": 3, "one_sided": 1, "same_party": 2, "no_state": 3,
        "no_event": 4, "duplicates": 5, "bad": 2, "batch": "20260101",
    }  # fmt: skip
    assert [(row["line"], row["why"], row["text"]) for row in table(store, "kept_bad_rows")] == [
        (4, "no valid date", "x\ty"),
        (9, "no valid date", "z"),
    ]


def test_the_days_of_a_file_are_summed_over_its_batches(store: Store) -> None:
    one, two = date(2019, 1, 5), date(2019, 1, 6)
    given = event_file(
        batch(row(1, n=2), row(2, day=two, last_day=two, n=4)),
        batch(row(3, n=3), row(4, day=two, last_day=two, n=None), row(5, last_day=date(2019, 12, 31))),
    )
    keep_file(store, given, id="one", version="", batch="20260101")
    days = sorted(table(store, "kept_file_days"), key=lambda row: (row["day"], row["last_day"]))
    assert [(row["day"], row["last_day"], row["pairs"], row["events"]) for row in days] == [
        (one, one, 2, 5),
        (one, date(2019, 12, 31), 1, 1),
        (two, two, 2, None),  # of one row it is not known how many events
    ]
    assert {(row["file"], row["source"]) for row in days} == {("one", "Gazette")}


def test_the_months_of_a_file_are_the_sums_of_its_rows(store: Store) -> None:
    keep(
        store,
        row(1, n=2, score10=-30), row(2, n=3, score10=None), row(3, quad=4, n=None), row(4, quad=None),
        row(5, a="IND", day=date(2019, 1, 31), last_day=date(2019, 2, 1), quad=2),
    )  # fmt: skip
    january = 2019 * 12
    usual = {"file": "one", "source": "Gazette", "b": "PAK", "batch": "20260101"}
    quads = dict.fromkeys(
        ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"), 0
    )
    of_months = sorted(table(store, "kept_file_months"), key=lambda row: row["a"])
    assert of_months == [
        usual | quads | told
        for told in (
            {
                "a": "IND", "month": january, "last_month": january + 1, "pairs": 1, "material_cooperation": 1,
                "score10": 10,
            },
            {"a": "RUS", "month": january, "last_month": january, "pairs": 4, "verbal_cooperation": 5, "score10": -10},
        )
    ]  # fmt: skip


def test_a_file_without_a_pair_is_kept_and_known(store: Store) -> None:
    kept = keep_file(store, event_file(batch(one_sided=3)), id="one", version="", batch="20260101")
    assert (kept.seen, kept.pairs, parts(store)) == (3, 0, [])
    assert known_files(store) == {"one"}
    assert verify(store.folder) == ()


def test_the_rows_of_a_part_stand_in_the_order_of_their_parties_and_days(store: Store) -> None:
    keep(store, row(1), row(2, a="CHN"), row(3, day=date(2018, 1, 1)), row(4, b="IND"))
    (part,) = parts(store)
    assert parquet.read_table(part)["line"].to_pylist() == [2, 4, 3, 1]


def test_a_project_in_a_folder_of_any_name_keeps_and_shows_event_files(tmp_path: Path) -> None:
    store = create(tmp_path / "Büro für Ost & West #1" / "my desk")
    keep(store, row(1))
    keep(store, row(1), id="two")
    assert lines(store) == ["one:1", "two:1"]
    assert verify(store.folder) == ()


@pytest.mark.parametrize("stop", STOPPED, ids=["unreadable", "interrupted"])
def test_a_file_that_breaks_off_leaves_nothing_and_can_be_given_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    monkeypatch.setattr(parts_module, "PART", 1)  # a part is written for every batch
    written: list[int] = []

    def breaking():
        yield batch(row(1), bad=(BadRow(line=2, why="?", text="?"),))
        yield batch(row(3))
        written.append(len(parts(store)))
        raise stop

    keep(store, row(1), id="before")
    with pytest.raises(type(stop)):
        keep_file(store, replace(event_file(), batches=breaking()), id="one", version="", batch="20260102")
    assert written == [3]
    assert len(parts(store)) == 1
    assert {name: len(table(store, f"kept_{name}")) for name in TABLES_OF_FILES} == {
        "coded": 1, "files": 1, "file_days": 1, "file_months": 1, "bad_rows": 0,
    }  # fmt: skip
    assert keep(store, row(1), row(3)).pairs == 2
    assert lines(store) == ["before:1", "one:1", "one:3"]


@pytest.mark.parametrize("killed_at", ["bad_rows", "file_days", "files"])
def test_a_kill_after_the_rows_are_written_is_mended_by_giving_the_file_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, killed_at: str
) -> None:
    def killed(store, name, rows):
        if name == killed_at:
            raise KeyboardInterrupt
        write_rows(store, name, rows)

    def give(at: str):
        given = event_file(batch(row(1), row(2), bad=(BadRow(line=3, why="?", text="?"),)))
        return keep_file(store, given, id="one", version="", batch=at)

    monkeypatch.setattr(coded, "write_rows", killed)
    with pytest.raises(KeyboardInterrupt):
        give("20260101")
    monkeypatch.undo()
    assert len(table(store, "kept_coded")) == 2
    assert (known_files(store), run(store, "source_days").num_rows) == (
        set(),
        0,
    )  # the rows are whole, and untold
    kept = give("20260102")
    assert (kept.pairs, kept.bad, kept.known) == (2, 1, False)
    assert lines(store) == ["one:1", "one:2"]
    assert [(day["pairs"], day["events"]) for day in run(store, "source_days").to_pylist()] == [(2, 2)]


def test_a_stop_just_after_the_commit_takes_nothing_away(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = coded.commit_parts

    def stopped(*given, **how):
        commit(*given, **how)
        raise KeyboardInterrupt

    monkeypatch.setattr(coded, "commit_parts", stopped)
    with pytest.raises(KeyboardInterrupt):
        keep(store, row(1))
    monkeypatch.undo()
    assert verify(store.folder) == ()
    keep(store, row(1))
    assert lines(store) == ["one:1"]


def test_of_two_who_keep_the_same_file_at_once_one_counts(store: Store) -> None:
    def overtaken():
        yield batch(row(1), row(2))
        keep(store, row(1), row(2), at="20260102")

    given = replace(event_file(), batches=overtaken())
    kept = keep_file(store, given, id="one", version="", batch="20260101")
    assert kept.known
    assert lines(store) == ["one:1", "one:2"]
    assert len(parts(store)) == 1
    assert len(ask_rows(store, "files")) == 1


def test_a_commit_in_between_of_another_file_is_no_hindrance(store: Store) -> None:
    def beside():
        yield batch(row(1))
        keep(store, row(1), id="two")

    given = replace(event_file(), batches=beside())
    assert not keep_file(store, given, id="one", version="", batch="20260101").known
    assert lines(store) == ["one:1", "two:1"]


def test_a_table_that_cannot_be_written_is_told_and_leaves_no_part(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*given, **how):
        raise OSError("no space left")

    monkeypatch.setattr(DeltaTable, "create_write_transaction", full)
    with pytest.raises(BrokenStore, match="no space left"):
        keep(store, row(1))
    assert parts(store) == []


def test_a_project_as_it_stood_keeps_nothing(store: Store) -> None:
    with pytest.raises(BrokenStore, match="cannot be changed"):
        keep(replace(store, until="20250101"), row(1))


def test_two_processes_keep_files_at_once_and_nothing_is_lost(store: Store) -> None:
    program = textwrap.dedent(
        """
        import sys
        sys.path.insert(0, sys.argv[3])
        from test_coded import Path, keep, open_store, row, sort_coded, sorting
        sorting.MANY = 3
        store = open_store(Path(sys.argv[1]))
        for n in range(3):
            keep(store, row(n, a="CHN"), row(n), id=f"{sys.argv[2]} {n}", at=f"2026010{n}{sys.argv[2]}")
            keep(store, row(n), id=f"common {n}", at=f"2026010{n}{sys.argv[2]}")
            sort_coded(store)
        """
    )
    here = str(Path(__file__).parent)
    runs = [
        subprocess.Popen([sys.executable, "-c", program, str(store.folder), name, here])
        for name in ("one", "two")
    ]
    assert [run.wait(120) for run in runs] == [0, 0]
    due = [f"{name} {n}:{n}" for n in range(3) for name in ("one", "one", "two", "two", "common")]
    assert lines(store) == sorted(due)
    assert known_files(store) == {origin.partition(":")[0] for origin in due}
    assert sum(day["pairs"] for day in run(store, "source_days").to_pylist()) == len(due)
    assert verify(store.folder) == ()


@pytest.fixture
def many(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Six small files, of which the newer half come a year later."""
    monkeypatch.setattr(sorting, "MANY", 4)
    for n in range(6):
        keep(store, row(1, a="CHN"), row(2, n=n), id=f"file {n}", at=f"202{n // 3}010{n}")
    return store


def counted(rows: list[dict]) -> Counter:
    return Counter(tuple(row.items()) for row in rows)


def test_many_small_parts_become_one_and_every_row_is_still_there(many: Store) -> None:
    before = counted(table(many, "kept_coded"))
    assert len(files_of(many, "coded")) == 6
    sort_coded(many)
    (part,) = files_of(many, "coded")
    assert counted(table(many, "kept_coded")) == before
    assert parquet.read_table(part)["a"].to_pylist() == ["CHN"] * 6 + ["RUS"] * 6
    assert verify(many.folder) == ()


def test_a_part_has_no_more_rows_than_it_should_but_where_one_pair_has_more(
    many: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counted(table(many, "kept_coded"))
    keep(many, row(1, a="DEU"), row(2, a="FRA"))
    before = counted(table(many, "kept_coded"))
    monkeypatch.setattr(parts_module, "PART", 4)
    sort_coded(many)
    of_parties = [sorted(parquet.read_table(part)["a"].to_pylist()) for part in files_of(many, "coded")]
    assert sorted(of_parties) == [["CHN"] * 6, ["DEU", "FRA"], ["RUS"] * 6]
    assert counted(table(many, "kept_coded")) == before


def test_few_parts_or_large_ones_stay_as_they_are(many: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_of(many, "coded")
    monkeypatch.setattr(sorting, "SMALL", 2)
    sort_coded(many)
    monkeypatch.setattr(sorting, "SMALL", 1000)
    monkeypatch.setattr(sorting, "MANY", 7)
    sort_coded(many)
    assert files_of(many, "coded") == before


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ({}, []),
        ({"part-a": 10, "part-b": 10}, []),  # too few
        ({"part-a": 10, "part-b": 10, "part-c": 10}, ["part-a", "part-b", "part-c"]),
        ({"part-a": 900, "part-b": 900}, ["part-a", "part-b"]),  # of large ones two are enough
        ({"part-a": 900, "part-b": 10}, []),
        ({"part-a": 900, "part-b": 900, "run-1-a": 9000}, ["part-a", "part-b"]),  # the run is much larger
        ({"part-a": 900, "part-b": 900, "run-1-a": 3600, "run-1-b": 3600}, ["part-a", "part-b", "run-1-a", "run-1-b"]),
        ({"run-1-a": 100, "run-2-a": 100, "run-3-a": 100}, []),  # nothing is loose
    ],
)  # fmt: skip
def test_loose_parts_are_put_in_order_with_runs_not_much_larger(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, int], taken: list[str]
) -> None:
    monkeypatch.setattr(sorting, "SMALL", 500)
    monkeypatch.setattr(sorting, "MANY", 3)
    monkeypatch.setattr(sorting, "LARGE", 2)
    assert sorted(to_be_sorted([*told.items()])) == taken


def test_a_run_is_one_order_over_its_parts(many: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "PART", 1)
    keep(many, row(1, a="IND", b="CHN"), row(2, a="CHN", b="IND"), row(3, a="IND", b="RUS"), id="more")
    sort_coded(many)
    pairs = [
        [*zip(rows["a"].to_pylist(), rows["b"].to_pylist(), strict=True)]
        for rows in (parquet.read_table(part) for part in files_of(many, "coded"))
    ]
    in_order = [pair for part in sorted(pairs) for pair in part]
    assert in_order == sorted(in_order)


def test_the_record_as_it_stood_is_the_same_after_sorting(many: Store) -> None:
    stood = replace(many, until="2021")
    before = lines(stood)
    assert len(before) == 6
    sort_coded(many)
    assert lines(stood) == before


def test_a_file_that_was_kept_before_sorting_is_not_kept_twice(many: Store) -> None:
    sort_coded(many)
    keep(many, row(1, a="CHN"), row(2), id="file 0", at="20230101")
    assert sorted(Counter(lines(many)).values()) == [1] * 12


def test_of_two_who_sort_at_once_one_counts(many: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before, in_order = counted(table(many, "kept_coded")), sorting._in_order

    def overtaken(paths):
        rows = [*in_order(paths)]
        monkeypatch.setattr(sorting, "_in_order", in_order)
        sort_coded(many)
        yield from rows

    monkeypatch.setattr(sorting, "_in_order", overtaken)
    sort_coded(many)
    assert sorting._in_order is in_order
    assert counted(table(many, "kept_coded")) == before
    assert len(files_of(many, "coded")) == 1
    assert verify(many.folder) == ()


def test_a_file_that_comes_while_parts_are_sorted_is_kept(
    many: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_order = sorting._in_order

    def beside(paths):
        yield from in_order(paths)
        keep(many, row(1), id="late", at="20230101")

    monkeypatch.setattr(sorting, "_in_order", beside)
    sort_coded(many)
    assert len(lines(many)) == 13
    assert len(files_of(many, "coded")) == 2


def test_sorting_that_is_stopped_after_its_commit_loses_nothing(
    many: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*given, **how):
        raise DeltaError("cannot list the folder")

    monkeypatch.setattr(DeltaTable, "vacuum", failing)
    sort_coded(many)
    assert len(lines(many)) == 12
    assert len(files_of(many, "coded")) == 1
