"""Event files into a project: from the rows of a file to dyads, days and scores, each file once a source."""

import hashlib
import zipfile
from datetime import date
from pathlib import Path

import pytest

from detente import work
from detente.errors import UnreadableInput, UserError
from detente.keep import sorting
from detente.keep.engine import ask_rows
from detente.keep.store import Store, files_of, open_store
from detente.measure.reduction import reduce_dyad, run, sources_of
from detente.model import Dyad, Event, When
from detente.project import Project

ANY = {"since": None, "until": None, "source": None, "context": None}
MAPPING = {"a": "from", "b": "to", "day": "when", "type": "what", "count": "n"}


def gdelt_row(**told: str) -> str:
    """A row of 61 fields: India threatens Pakistan, but for what is told."""
    row = dict.fromkeys(range(61), "")
    row |= {0: "900000001", 1: "20190226", 5: "IND", 7: "IND", 15: "PAK", 17: "PAK"}
    row |= {25: "1", 26: "130", 27: "130", 28: "13", 29: "3", 30: "-4.4"}
    places = {"day": 1, "a": 7, "b": 17, "code": 26, "score": 30, "url": 60}
    row |= {places[name]: value for name, value in told.items()}
    row |= {5: row[7], 15: row[17]}
    return "\t".join(row[n] for n in range(61))


def write(path: Path, *rows: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def store_of(project: Project) -> Store:
    return open_store(project.folder)


def carriers(project: Project, a: str, b: str) -> list[dict]:
    days = {"since": "1900-01-01", "until": "2100-01-01"}
    return run(store_of(project), "carriers", **(ANY | {"a": a, "b": b} | days)).to_pylist()


def origins(project: Project) -> set[str]:
    return {row["origin"] for row in carriers(project, "IND", "PAK")}


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    return write(
        tmp_path / "20190226120000.export.CSV",
        gdelt_row(url="http://news.example/1"),
        gdelt_row(a="PAK", b="IND", code="042", score="1.9", day="20190225"),
        gdelt_row(a="RUS", b="CHN", code="057", score="8.0"),
        gdelt_row(day="20190230"),
        gdelt_row(b="IND"),
        gdelt_row(b=""),
    )


def test_a_row_of_gdelt_ends_as_a_pair_with_its_day_type_quad_and_score(desk: Project, feed: Path) -> None:
    (kept,) = desk.import_events(feed)
    assert (kept.format, kept.source, kept.origin, kept.known) == ("gdelt2", "GDELT 2", str(feed), False)
    assert (kept.seen, kept.pairs, kept.bad, kept.same_party, kept.one_sided) == (6, 3, 1, 1, 1)
    assert kept.faults == (("no valid date: '20190230'", 1),)
    id = f"{hashlib.sha256(feed.read_bytes()).hexdigest()}:GDELT 2:"
    back, threat = carriers(desk, "PAK", "IND")
    assert threat == {
        "a": "IND", "b": "PAK", "day": date(2019, 2, 26), "last_day": date(2019, 2, 26), "type": "THREATEN",
        "quad": 3, "n": 1, "score10": -44, "story": "http://news.example/1", "origin": f"{id}:1",
    }  # fmt: skip
    assert (back["a"], back["b"], back["type"], back["quad"], back["score10"]) == (
        "PAK",
        "IND",
        "CONSULT",
        1,
        19,
    )
    assert back["day"] == date(2019, 2, 25)


def test_a_file_that_is_known_is_passed_over_whatever_it_is_called(
    desk: Project, feed: Path, tmp_path: Path
) -> None:
    desk.import_events(feed)
    before = origins(desk)
    copy = write(tmp_path / "20190227120000.export.CSV", *feed.read_text(encoding="utf-8").splitlines())
    again = desk.import_events([feed, copy])
    assert [(one.known, one.pairs) for one in again] == [(True, 0), (True, 0)]
    assert origins(desk) == before
    assert len(ask_rows(store_of(desk), "files")) == 1


def test_two_files_of_the_same_bytes_given_at_once_are_kept_once(
    desk: Project, feed: Path, tmp_path: Path
) -> None:
    copy = write(tmp_path / "20190227120000.export.CSV", *feed.read_text(encoding="utf-8").splitlines())
    assert [one.known for one in desk.import_events([feed, copy])] == [False, True]


def test_the_same_file_under_another_name_of_its_source_is_kept_apart(desk: Project, feed: Path) -> None:
    desk.import_events(feed)
    (kept,) = desk.import_events(feed, source="GDELT of March", version="second")
    assert (kept.known, kept.pairs, kept.source) == (False, 3, "GDELT of March")
    found = reduce_dyad(store_of(desk), Dyad(a="IND", b="PAK"))
    assert {name: sum(cell.events for cell in one.cells) for name, one in found.items()} == {
        "GDELT 2": 2,
        "GDELT of March": 2,
    }
    assert desk.import_events(feed, source="GDELT of March")[0].known


def test_what_was_read_here_and_what_came_coded_are_kept_apart(desk: Project, feed: Path, add) -> None:
    day = date(2019, 3, 1)
    met = Event(actors=("IND", "PAK"), type="CONSULT", when=When(since=day, until=day))
    add(desk, ("India met Pakistan.", met))
    desk.import_events(feed)
    assert set(reduce_dyad(store_of(desk), Dyad(a="IND", b="PAK"))) == {"articles", "GDELT 2"}
    with pytest.raises(UserError, match="`articles` is what was read here"):
        desk.import_events(feed, source="articles")


def test_the_files_of_an_archive_are_kept_one_by_one(desk: Project, tmp_path: Path) -> None:
    path = tmp_path / "days.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("20190226.export.CSV", gdelt_row() + "\n")
        archive.writestr("20190227.export.CSV", gdelt_row(day="20190227") + "\n")
    kept = desk.import_events(path)
    assert [(one.origin, one.pairs) for one in kept] == [
        (f"{path}/20190226.export.CSV", 1),
        (f"{path}/20190227.export.CSV", 1),
    ]
    assert len(origins(desk)) == 2
    moved = path.rename(tmp_path / "moved.zip")
    assert [one.known for one in desk.import_events(moved)] == [True, True]


def test_the_files_of_a_folder_are_kept_in_order_of_their_names(desk: Project, tmp_path: Path) -> None:
    folder = tmp_path / "feed"
    write(folder / "b" / "20190227120000.export.CSV", gdelt_row(day="20190227"))
    write(folder / "20190226120000.export.CSV", gdelt_row())
    write(folder / ".hidden.CSV", "no event")
    assert [Path(one.origin).name[:8] for one in desk.import_events(folder)] == ["20190226", "20190227"]


def test_a_path_that_does_not_exist_is_told_before_anything_is_kept(
    desk: Project, feed: Path, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableInput, match="there is no such file or folder"):
        desk.import_events([feed, tmp_path / "nowhere"])
    assert ask_rows(store_of(desk), "files") == []


def test_the_one_file_given_is_an_error_where_it_is_no_event_file(desk: Project, tmp_path: Path) -> None:
    letter = write(tmp_path / "letter.txt", "Dear reader,")
    with pytest.raises(UnreadableInput, match="no event file of a known format"):
        desk.import_events(letter)


def test_of_several_files_one_that_is_no_event_file_does_not_stop_the_others(
    desk: Project, feed: Path, tmp_path: Path
) -> None:
    letter = write(tmp_path / "letter.txt", "Dear reader,")
    told, kept = desk.import_events([letter, feed])
    assert "no event file of a known format" in told.unread and told.pairs == 0
    assert kept.pairs == 3 and len(origins(desk)) == 2


def test_a_table_of_ones_own_is_kept_by_its_mapping_with_its_release(desk: Project, tmp_path: Path) -> None:
    path = write(tmp_path / "own.csv", "when,from,to,what,n", "2019-02-26,IND,PAK,CONSULT,3")
    told: list[tuple[str, int]] = []
    desk.import_events(
        path,
        mapping=MAPPING,
        source="Own",
        version="v2",
        progress=lambda name, rows: told.append((name, rows)),
    )
    source = desk.sources()["Own"]
    assert (source.scale, source.directed, source.versions) == ("PLOVER", True, ("v2",))
    assert told == [(str(path), 1)]
    assert [row["n"] for row in carriers(desk, "IND", "PAK")] == [3]


def test_the_version_is_the_name_of_the_file_where_none_is_given(desk: Project, feed: Path) -> None:
    desk.import_events(feed)
    assert sources_of(store_of(desk))["GDELT 2"].versions == (feed.name,)


def test_many_files_are_written_together_and_none_is_lost(
    desk: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "MANY", 4)
    for n in range(1, 7):
        write(tmp_path / "feed" / f"2019020{n}120000.export.CSV", gdelt_row(day=f"2019020{n}"))
    desk.import_events(tmp_path / "feed")
    assert len(files_of(store_of(desk), "coded")) == 1
    assert [row["day"].day for row in carriers(desk, "IND", "PAK")] == [1, 2, 3, 4, 5, 6]
    assert desk.verify() == ()


def test_the_project_as_it_stood_before_an_import_does_not_show_it(
    desk: Project, feed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, source in (("20200105", "early"), ("20210105", "late")):
        monkeypatch.setattr(work, "stamp", lambda day=day: f"{day}T120000.000000-00000000")
        desk.import_events(feed, source=source)
    assert set(desk.as_of("2019-12-31").sources()) == {"articles"}
    stood = desk.as_of("2020-12-31")
    assert set(stood.sources()) == {"articles", "early"}
    assert set(reduce_dyad(stood._store, Dyad(a="IND", b="PAK"))) == {"early"}
    assert set(desk.sources()) == {"articles", "early", "late"}


def test_of_a_folder_a_file_that_is_no_event_file_is_told_and_does_not_stop_the_others(
    desk: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    write(folder / "a-notes.md", "# Notes")
    write(folder / "b.export.CSV", gdelt_row())
    notes, kept = desk.import_events(folder)
    assert notes.unread and notes.pairs == 0
    assert kept.pairs == 1 and not kept.unread


def test_a_row_of_a_day_to_come_is_kept_aside(desk: Project, tmp_path: Path) -> None:
    (kept,) = desk.import_events(
        write(tmp_path / "20190226.export.CSV", gdelt_row(), gdelt_row(day="29180301"))
    )
    assert (kept.pairs, kept.faults) == (1, (("its day is later than today", 1),))
