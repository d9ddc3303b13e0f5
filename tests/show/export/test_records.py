"""Records in three shapes, and what holds for every export: whole or not at all, the same bytes, mistakes told."""

import csv
from datetime import date
from pathlib import Path

import pytest

from detente.errors import UnknownName, UserError
from detente.keep.jsonl import read_jsonl
from detente.model import Dyad
from detente.show.export.formats import FORMATS, format_of, write_export
from detente.show.export.happened import Asked, asked_of


def test_json_lines_give_back_the_records_as_they_are_kept(project, write):
    out, written = write(project, "jsonl")
    assert written.counts == {"record": 16}
    assert read_jsonl(out) == project.find()


def test_csv_has_a_header_and_a_row_a_record(project, write):
    out, written = write(project, "csv")
    with out.open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    assert len(table) == written.counts["record"] == 16
    assert [row["text"] for row in table] == project.records().column("text").to_pylist()


def test_parquet_is_the_table_itself(project, write):
    from pyarrow import parquet

    out, _ = write(project, "parquet")
    assert parquet.read_table(out).equals(project.records())


def test_records_can_be_asked_for_by_dyad_and_days(told, write):
    out, _ = write(told, "jsonl", dyad=Dyad(a="IND", b="PAK"))
    assert [record.claim.type for record in read_jsonl(out)] == ["THREATEN"]
    out, _ = write(told, "jsonl", since=date(2019, 4, 14), until=date(2019, 4, 15))
    assert {record.claim.type for record in read_jsonl(out)} == {"REJECT", "SANCTION", "COOPERATE"}


def test_a_project_as_it_stood_is_written_as_it_stood(told, write):
    first = told.as_of("1")
    assert write(first, "jsonl")[1].counts == {"record": 2}
    assert write(first, "geojson")[1].counts == {"feature": 2, "position": 2}


@pytest.mark.parametrize("format", FORMATS)
def test_two_exports_have_the_same_bytes(format, told, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for out in (one, two):
        write_export(told, format, out, Asked())
    assert one.read_bytes() == two.read_bytes() != b""


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_project_gives_a_file_that_holds_nothing(format, desk, write):
    out, written = write(desk, format)
    assert out.exists()
    assert set(written.counts.values()) == {0} and written.left_out == {}


def test_a_file_that_exists_is_overwritten_only_by_force(project, tmp_path):
    out = tmp_path / "records.csv"
    out.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        write_export(project, "csv", out, Asked())
    assert out.read_text() == "mine"
    write_export(project, "csv", out, Asked(), force=True)
    assert out.read_text() != "mine"


def test_an_unknown_format_lists_what_there_is(project, tmp_path):
    with pytest.raises(UnknownName) as error:
        write_export(project, "xlsx", tmp_path / "x", Asked())
    assert error.value.mend == f"there are: {', '.join(FORMATS)}"


@pytest.mark.parametrize("format", FORMATS)
def test_a_folder_that_is_not_there_leaves_nothing_behind(format, project, tmp_path):
    with pytest.raises(UserError, match="cannot be written"):
        write_export(project, format, tmp_path / "nowhere" / "x", Asked())


def test_a_format_that_fails_leaves_neither_a_draft_nor_an_old_file_changed(project, tmp_path, monkeypatch):
    def half(project, asked, path):
        path.write_text("half")
        raise RuntimeError("broken off")

    out = tmp_path / "x.csv"
    out.write_text("old")
    monkeypatch.setitem(
        FORMATS, "csv", FORMATS["csv"].__class__(suffix=".csv", media="", says="", write=half)
    )
    with pytest.raises(RuntimeError):
        write_export(project, "csv", out, Asked(), force=True)
    assert [path.read_text() for path in tmp_path.glob("*x.csv*")] == ["old"]


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.csv", "csv"), ("A.GeoJSON", "geojson"), ("a.gdelt.tsv", "gdelt"), ("a.polecat.tsv", "polecat")],
)
def test_the_format_is_told_from_the_name_of_the_file(name, format):
    assert format_of(None, Path(name)) == format


@pytest.mark.parametrize("name", ["a.tsv", "a", "a.json", "a.xml"])
def test_a_name_that_may_be_of_several_formats_tells_none(name):
    with pytest.raises(UnknownName, match="does not tell the format"):
        format_of(None, Path(name))


def test_no_format_is_told_by_the_name_of_another():
    assert {format_of(None, Path(f"x{format.suffix}")): name for name, format in FORMATS.items()} == {
        name: name for name in FORMATS
    }


def test_what_is_asked_is_told_in_names_and_days(told):
    asked = asked_of(told, ("Pakistan", "Russia"), "2019-01-01", "2019-12-31")
    assert asked == Asked(dyad=Dyad(a="PAK", b="RUS"), since=date(2019, 1, 1), until=date(2019, 12, 31))
    with pytest.raises(UnknownName, match="lies after the last"):
        asked_of(told, None, "2019-12-31", "2019-01-01")
    with pytest.raises(UnknownName, match="no state or organisation called"):
        asked_of(told, ("Pakistan", "Ruritania"))
