import hashlib
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from detente.errors import BrokenStore
from detente.keep import append as append_module
from detente.keep.append import append
from detente.keep.engine import ask_rows
from detente.keep.store import create, open_store, write_rows
from detente.keep.verify import verify
from detente.model import Document, Event, Reading, Record, SetAside, Span


def article(text: str, **more) -> Document:
    return Document(id=hashlib.sha256(text.encode()).hexdigest(), text=text, origin=f"{text[:9]}.txt", **more)


def reading(document: Document, coder: str = "test@1", type: str = "CONSULT") -> Reading:
    event = Event(actors=("PAK", "RUS"), type=type)
    record = Record(claim=event, evidence=Span.cut(document, 0, 5), coder=coder)
    return Reading(doc=document.id, records=(record,), coder=coder)


def pair(text: str, coder: str = "test@1", type: str = "CONSULT") -> tuple[Document, Reading]:
    document = article(text)
    return document, reading(document, coder, type)


def types(store) -> list[str]:
    rows = ask_rows(store, "records", kind=None, a=None, b=None, since=None, until=None)
    return [row["type"] for row in rows]


def test_a_new_project_is_empty_and_sound(tmp_path: Path) -> None:
    store = create(tmp_path / "desk")
    assert open_store(tmp_path / "desk") == store
    assert store.name == "desk"
    assert types(store) == []
    assert verify(store.folder) == ()


def test_a_folder_is_made_a_project_once(tmp_path: Path) -> None:
    create(tmp_path)
    with pytest.raises(BrokenStore, match="is a project already"):
        create(tmp_path)


def test_a_creation_that_was_cut_off_can_be_done_again(tmp_path: Path) -> None:
    create(tmp_path)
    (tmp_path / "detente.toml").unlink()
    assert types(create(tmp_path)) == []


@pytest.mark.parametrize(
    ("marker", "why"),
    [
        (None, "is no project"),
        ("format = 5\nname = 'x'", "is of format 5"),
        ("format = [", "is damaged"),
        ("name = 'x'", "is damaged"),
        ("format = 1\nname = 'x'", "no table documents"),
    ],
)
def test_what_is_no_project_is_told_in_one_sentence(tmp_path: Path, marker: str | None, why: str) -> None:
    if marker:
        (tmp_path / "detente.toml").write_text(marker)
    with pytest.raises(BrokenStore, match=why):
        open_store(tmp_path)


def test_adding_the_same_article_twice_adds_nothing(tmp_path: Path) -> None:
    store = create(tmp_path)
    first = append(store, [pair("alpha one"), pair("alpha one")])
    second = append(store, [pair("alpha one")])
    assert (first.documents, first.records) == (1, 1)
    assert (second.documents, second.records) == (0, 0)
    assert types(store) == ["CONSULT"]


def test_a_newer_reading_takes_the_place_of_an_older_one_which_stays_in_the_table(tmp_path: Path) -> None:
    store = create(tmp_path)
    append(store, [pair("alpha one")])
    again = append(store, [pair("alpha one", coder="test@2", type="ACCUSE")])
    assert (again.documents, again.records) == (0, 1)
    assert types(store) == ["ACCUSE"]
    assert verify(tmp_path) == ()


@pytest.mark.parametrize("table", ["pairs", "readings", "documents"])
def test_an_append_that_is_cut_off_leaves_nothing_and_can_be_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    store = create(tmp_path)
    append(store, [pair("alpha one")])

    def killed(store, name, rows):
        if name == table:
            raise KeyboardInterrupt
        write_rows(store, name, rows)

    monkeypatch.setattr(append_module, "write_rows", killed)
    with pytest.raises(KeyboardInterrupt):
        append(store, [pair("beta two")])
    monkeypatch.undo()
    assert types(store) == ["CONSULT"]
    assert verify(tmp_path) == ()
    assert append(store, [pair("beta two")]).documents == 1
    assert types(store) == ["CONSULT", "CONSULT"]
    assert verify(tmp_path) == ()


def test_two_processes_may_append_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    store = create(tmp_path)
    program = textwrap.dedent(
        """
        import sys
        sys.path.insert(0, sys.argv[3])
        from test_store import append, open_store, pair, Path
        store = open_store(Path(sys.argv[1]))
        for n in range(3):
            append(store, [pair(f"common {n}"), pair(f"process {sys.argv[2]} article {n}")])
        """
    )
    here = str(Path(__file__).parent)
    runs = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name, here])
        for name in ("one", "two")
    ]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert len(ask_rows(store, "documents")) == 9
    assert len(types(store)) == 9
    assert verify(tmp_path) == ()


def test_a_reading_that_does_not_fit_its_article_is_set_aside(tmp_path: Path) -> None:
    store = create(tmp_path)
    document, whole = pair("alpha one")
    other = article("gamma three")
    invented = Span(doc=document.id, start=0, end=5, text="never")
    kept = append(
        store,
        [
            (document, Reading(doc=document.id, records=(), not_understood=(invented,))),
            (other, whole),
            (Document(id="0" * 64, text="alpha"), Reading(doc="0" * 64, records=())),
        ],
    )
    assert kept.documents == 0
    assert [aside.what for aside in kept.set_aside] == [
        "not kept: the evidence at characters 0 to 5 is not what the text says there",
        "not kept: the reading is of another document",
        "not kept: the kept text does not give back the original bytes",
    ]


def test_what_was_set_aside_is_kept_once_and_no_longer_when_it_could_be_read(tmp_path: Path) -> None:
    store = create(tmp_path)
    aside = SetAside(origin="alpha one.txt", what="is empty", mend="look at it")
    append(store, [], [aside, aside])
    append(store, [], [aside])
    assert ask_rows(store, "set_aside") == [
        {"origin": "alpha one.txt", "what": "is empty", "place": "", "mend": "look at it"}
    ]
    append(store, [pair("alpha one")])
    assert ask_rows(store, "set_aside") == []


def newest_file(folder: Path, table: str) -> Path:
    return max((folder / "tables" / table).glob("*.parquet"), key=lambda path: path.stat().st_mtime_ns)


@pytest.mark.parametrize("table", ["documents", "records", "pairs"])
def test_a_file_that_is_cut_off_is_found_and_named(tmp_path: Path, table: str) -> None:
    store = create(tmp_path)
    append(store, [pair("alpha one")])
    path = newest_file(tmp_path, table)
    path.write_bytes(path.read_bytes()[:-20])
    (fault,) = verify(tmp_path)
    assert (fault.table, fault.of) == (table, str(path))
    assert "cannot be read" in fault.why


def test_a_question_to_a_damaged_table_is_told_in_one_sentence(tmp_path: Path) -> None:
    store = create(tmp_path)
    append(store, [pair("alpha one")])
    path = newest_file(tmp_path, "records")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BrokenStore, match="damaged"):
        ask_rows(store, "records", kind=None, a=None, b=None, since=None, until=None)


def test_a_file_that_is_gone_is_found(tmp_path: Path) -> None:
    append(create(tmp_path), [pair("alpha one")])
    newest_file(tmp_path, "records").unlink()
    assert [fault.table for fault in verify(tmp_path)] == ["records"]


def rewrite(folder: Path, table: str, **changed) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = newest_file(folder, table)
    rows = pq.read_table(path)
    for name, value in changed.items():
        at = rows.schema.get_field_index(name)
        rows = rows.set_column(
            at, rows.schema.field(at), pa.array([value] * len(rows), rows.schema.field(at).type)
        )
    pq.write_table(rows, path)


@pytest.mark.parametrize(
    ("table", "changed", "why"),
    [
        ("records", {"start": 1}, "characters 1 to 5 of its document are not its evidence"),
        ("records", {"text": "never"}, "are not its evidence"),
        ("records", {"type": "ASSAULT"}, "does not follow from its JSON: type"),
        ("records", {"id": "0" * 16}, "does not follow from its JSON: id"),
        ("records", {"record": "{}"}, "its JSON is no record"),
        ("documents", {"original": b"omega one"}, "has not the hash that names it"),
        ("documents", {"text": "alpha 1"}, "the text is not what the original says"),
        ("documents", {"encoding": "latin-9000"}, "the text is not what the original says"),
        (
            "readings",
            {"not_understood": '[{"start": 0, "end": 2, "text": "Al"}]'},
            "are not the sentence kept",
        ),
        ("readings", {"not_understood": "["}, "its sentences cannot be read"),
        ("pairs", {"origin": "0" * 16}, "its record is not there"),
        ("readings", {"records": 2}, "has 1 records and should have 2"),
    ],
)
def test_what_was_changed_by_another_hand_is_found(
    tmp_path: Path, table: str, changed: dict, why: str
) -> None:
    append(create(tmp_path), [pair("alpha one")])
    rewrite(tmp_path, table, **changed)
    assert any(fault.table == table and why in fault.why for fault in verify(tmp_path))
