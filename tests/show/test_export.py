"""Exports: the same records in three shapes, whole or not at all."""

import csv

import pytest

from detente.errors import UnknownName, UserError
from detente.keep.jsonl import read_jsonl
from detente.show.export.records import export_records


def test_json_lines_give_back_the_records_as_they_are_kept(project, tmp_path):
    out = tmp_path / "records.jsonl"
    assert export_records(project, "jsonl", out) == 16
    assert read_jsonl(out) == project.find()


def test_csv_has_a_header_and_a_row_a_record(project, tmp_path):
    out = tmp_path / "records.csv"
    rows = export_records(project, "csv", out)
    with out.open(encoding="utf-8", newline="") as stream:
        table = list(csv.DictReader(stream))
    assert len(table) == rows == 16
    assert [row["text"] for row in table] == project.records().column("text").to_pylist()


def test_parquet_is_the_table_itself(project, tmp_path):
    from pyarrow import parquet

    out = tmp_path / "records.parquet"
    export_records(project, "parquet", out)
    assert parquet.read_table(out).equals(project.records())


def test_a_file_that_exists_is_overwritten_only_by_force(project, tmp_path):
    out = tmp_path / "records.csv"
    out.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        export_records(project, "csv", out)
    assert out.read_text() == "mine"
    export_records(project, "csv", out, force=True)
    assert out.read_text() != "mine"


def test_an_unknown_format_lists_what_there_is(project, tmp_path):
    with pytest.raises(UnknownName) as error:
        export_records(project, "xlsx", tmp_path / "x")
    assert error.value.mend == "there are: jsonl, csv, parquet"


def test_a_folder_that_is_not_there_leaves_nothing_behind(project, tmp_path):
    with pytest.raises(UserError, match="cannot be written"):
        export_records(project, "jsonl", tmp_path / "nowhere" / "x.jsonl")


def test_two_exports_have_the_same_bytes(project, tmp_path):
    for format in ("jsonl", "csv", "parquet"):
        one, two = tmp_path / f"1.{format}", tmp_path / f"2.{format}"
        export_records(project, format, one)
        export_records(project, format, two)
        assert one.read_bytes() == two.read_bytes()
