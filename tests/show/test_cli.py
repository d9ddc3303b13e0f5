"""The command line: what it prints, how it ends, and what a user's mistake looks like."""

import json
import subprocess
import sys
from datetime import date

import pytest
from typer.testing import CliRunner

from detente import __version__
from detente.errors import UserError
from detente.keep.jsonl import record_from_json
from detente.show.cli import app
from detente.show.cli.options import read_columns, read_date

READING = ("demo", "init", "add", "read")
COMMANDS = (*READING, "records", "explain", "dossier", "export", "status", "gaps", "verify")


def run(*words, **options):
    return CliRunner().invoke(app, [str(word) for word in words], **options)


@pytest.fixture
def desk(project):
    return project.folder


def test_help_names_every_command():
    result = run("--help")
    assert result.exit_code == 0
    assert all(f"\n  {command}" in result.output for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    assert run(command, "--help").exit_code == 0


def test_the_version_is_the_package_s():
    assert run("--version").output == f"detente {__version__}\n"


def test_init_makes_a_project_once(tmp_path):
    assert run("init", tmp_path / "desk").exit_code == 0
    again = run("init", tmp_path / "desk")
    assert again.exit_code == 2 and "is a project already" in again.stderr


@pytest.mark.parametrize(
    "command", [["status"], ["records"], ["gaps"], ["verify"], ["dossier", "PAK", "RUS"]]
)
def test_a_folder_that_is_no_project_is_told_with_its_mend(command, tmp_path):
    result = run(*command, "--project", tmp_path)
    assert result.exit_code == 2
    assert result.stderr == f"detente: {tmp_path}: is no project\n  make one: detente init {tmp_path}\n"
    assert result.stdout == ""


def test_records_are_listed_with_their_sentence(desk):
    result = run("records", "--project", desk, "--kind", "commitment")
    assert result.exit_code == 0
    assert "Russia to Pakistan: a gas pipeline, USD 2.5 billion" in result.output
    assert result.output.count("\n") == 4


def test_records_as_json_are_lines_of_the_interchange_format(desk, project):
    lines = run("records", "--project", desk, "--json").stdout.splitlines()
    assert tuple(record_from_json(json.loads(line)) for line in lines) == project.find()


def test_records_of_a_dyad_since_a_day(desk):
    result = run("records", "--project", desk, "--dyad", "Pakistan", "RUS", "--since", "2019-05-01", "--json")
    assert result.exit_code == 0
    assert all(json.loads(line)["kind"] for line in result.stdout.splitlines())


def test_an_unknown_kind_lists_the_nine(desk):
    result = run("records", "--project", desk, "--kind", "rumour")
    assert result.exit_code == 2 and "there are: actor, event," in result.stderr


def test_explain_shows_claim_sentence_rule_and_confidence(desk, project):
    record = next(record for record in project.find() if record.speaker and record.kind == "statement")
    result = run("explain", record.id[:10], "--project", desk)
    assert result.exit_code == 0
    for words in (
        record.id,
        "hand@1, confidence 0.80",
        "by hand: statement, 0.80",
        f">>{record.evidence.text}<<",
    ):
        assert words in result.output


def test_explain_as_json_has_the_record_and_its_context(desk, project):
    record = project.find()[0]
    obj = json.loads(run("explain", record.id, "--project", desk, "--json").stdout)
    assert record_from_json(obj["record"]) == record
    assert record.evidence.text in obj["context"]


def test_explain_of_an_unknown_id_ends_with_two(desk):
    result = run("explain", "ffffffffffff", "--project", desk)
    assert result.exit_code == 2 and "no record" in result.stderr


def test_a_dossier_is_printed_written_and_given_as_json(desk, tmp_path):
    out = tmp_path / "pages" / "page.html"
    printed = run("dossier", "PAK", "RUS", "--for", "USA", "--project", desk, "--out", out)
    assert printed.exit_code == 0
    assert printed.output.startswith("Pakistan and Russia: what it means for the United States\n")
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    page = json.loads(run("dossier", "PAK", "RUS", "--project", desk, "--json").stdout)
    assert page["dyad"] == {"a": "PAK", "b": "RUS"}


def test_export_tells_how_many_and_refuses_to_overwrite(desk, tmp_path):
    out = tmp_path / "r.jsonl"
    assert run("export", "--out", out, "--project", desk).output == f"16 records written: {out}\n"
    again = run("export", "--out", out, "--project", desk)
    assert again.exit_code == 2 and "--force" in again.stderr
    assert run("export", "--out", out, "--project", desk, "--force").exit_code == 0


def test_export_writes_the_format_asked_for_whatever_the_file_is_called(desk, tmp_path):
    out = tmp_path / "r.tsv"
    untold = run("export", "--out", out, "--project", desk)
    assert untold.exit_code == 2 and "does not tell the format" in untold.stderr and not out.exists()
    asked = ("--dyad", "Pakistan", "Russia", "--since", "2019-05", "--until", "2019")
    told = run("export", "--out", out, "--format", "gdelt", *asked, "--project", desk)
    assert told.exit_code == 0 and told.output.startswith(f"1 happening, 2 rows written: {out}\nleft out:\n")
    assert out.read_text(encoding="utf-8").count("\t20190503\t") == 2


def test_export_as_json_tells_what_was_written_and_what_was_left_out(desk, tmp_path):
    out = tmp_path / "r.geojson"
    told = json.loads(run("export", "--out", out, "--project", desk, "--json").stdout)
    assert (told["file"], told["format"]) == (str(out), "geojson")
    assert told["counts"]["feature"] == len(json.loads(out.read_text(encoding="utf-8"))["features"]) > 0
    assert told["left_out"] == {"planned, supposed or denied": 2}


def test_export_writes_the_record_as_it_stood(desk, tmp_path):
    before = run("export", "--out", tmp_path / "r.csv", "--as-of", "2001-01-01", "--project", desk)
    assert before.output.startswith("0 records written")


def test_status_and_gaps_as_json(desk):
    assert json.loads(run("status", "--project", desk, "--json").stdout)["documents"] == 3
    gaps = json.loads(run("gaps", "--project", desk, "--json").stdout)
    assert {"undated", "unnamed"} <= {gap["kind"] for gap in gaps}


def test_verify_of_a_sound_project_says_so(desk):
    assert run("verify", "--project", desk).output == "sound: 3 articles, 16 records\n"


def test_add_of_a_path_that_is_not_there_ends_with_two(desk, tmp_path):
    result = run("add", tmp_path / "none.txt", "--project", desk)
    assert result.exit_code == 2 and "no such file or folder" in result.stderr


def test_add_of_an_article_that_is_known_adds_nothing_and_ends_well(desk, project, tmp_path):
    result = run("add", tmp_path / "articles", "--project", desk)
    assert result.exit_code == 0
    assert result.output == "0 new articles with 0 records; 3 articles known already\n"


def test_add_of_one_empty_file_is_one_clear_error(desk, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    result = run("add", tmp_path / "empty.txt", "--project", desk)
    assert result.exit_code == 2 and result.stderr.startswith(
        f"detente: {tmp_path}/empty.txt: the input is empty"
    )


def test_a_bad_file_in_a_batch_is_listed_and_the_rest_goes_on(desk, tmp_path):
    (tmp_path / "articles" / "broken.txt").write_bytes(b"\x00\x01\x02" * 100)
    result = run("add", tmp_path / "articles", "--project", desk)
    assert result.exit_code == 0
    assert "1 set aside" in result.stdout and "broken.txt: a binary file" in result.stderr


def test_an_empty_folder_has_nothing_to_read(desk, tmp_path):
    (tmp_path / "void").mkdir()
    result = run("add", tmp_path / "void", "--project", desk)
    assert result.exit_code == 2 and "no article in it" in result.stderr


def test_read_of_an_empty_file_and_of_a_folder_end_with_two(tmp_path):
    (tmp_path / "empty.txt").write_text(" \n")
    assert run("read", tmp_path / "empty.txt").exit_code == 2
    assert "a folder" in run("read", tmp_path).stderr


def test_a_name_with_escapes_cannot_drive_the_terminal(tmp_path):
    result = run("status", "--project", tmp_path / "\x1b[31mred")
    assert result.exit_code == 2 and "\x1b" not in result.stderr


@pytest.mark.parametrize("words", [["bogus"], ["records", "--bogus"], ["dossier", "PAK"], ["export"]])
def test_a_mistyped_command_ends_with_two(words):
    assert run(*words).exit_code == 2


def test_an_interruption_is_quiet(monkeypatch, desk):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.project.Project.open", interrupted)
    result = run("status", "--project", desk)
    assert (result.exit_code, result.output) == (130, "")


@pytest.mark.parametrize(
    ("given", "since", "until"),
    [
        ("2023-03-14", date(2023, 3, 14), date(2023, 3, 14)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_date_may_be_a_day_a_month_or_a_year_and_no_day_is_invented(given, since, until):
    when = read_date(given, "--published")
    assert when and (when.since, when.until, when.basis) == (since, until, "explicit")


@pytest.mark.parametrize("given", ["2023-13", "2023-02-30", "yesterday", "14.3.2023", "0000", "", "2023-3"])
def test_what_is_no_date_is_told_with_its_option(given):
    with pytest.raises(UserError) as error:
        read_date(given, "--published")
    assert error.value.where == "--published" and error.value.mend


def test_a_bad_date_on_the_command_line_ends_with_two(desk, tmp_path):
    result = run("add", tmp_path / "articles", "--published", "soon", "--project", desk)
    assert result.exit_code == 2 and result.stderr.startswith("detente: --published: 'soon' is no date")


def test_columns_are_pairs_and_named_once():
    assert read_columns(["text=body", "title=head"]) == {"text": "body", "title": "head"}
    for bad in (["text"], ["=body"], ["text=a", "text=b"]):
        with pytest.raises(UserError):
            read_columns(bad)


def test_the_command_line_loads_nothing_heavy():
    heavy = "{'spacy', 'trafilatura', 'deltalake', 'duckdb', 'pyarrow', 'pandas', 'jinja2', 'vl_convert'}"
    code = f"import sys, detente.show.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_reader_that_goes_away_is_no_error(desk):
    code = "from detente.show.cli import main; import sys; sys.argv[1:] = {words!r}; main()"
    words = ["records", "--project", str(desk), "--json"]
    process = subprocess.Popen(
        [sys.executable, "-c", code.format(words=words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    complaint = process.stderr.read()
    assert (process.wait(), complaint) == (141, b"")
