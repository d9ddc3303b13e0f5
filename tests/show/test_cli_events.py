"""The commands for event files: what became of each row is told, and what sources there are."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.model import plain
from detente.project import Project
from detente.show.cli import app

ROWS = """from,to,date,what
PAK,RUS,2001-05-03,CONSULT
RUS,PAK,2001-05-03,AID
PAK,RUS,2001-05-06,CONSULT
PAK,PAK,2001-05-06,CONSULT
,RUS,2001-05-06,CONSULT
PAK,RUS,some day,CONSULT
PAK,RUS,some day,AID
"""
MAP = 'a = "from"\nb = "to"\nday = "date"\ntype = "what"\nsource = "Desk"\nscale = "PLOVER"\n'


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "rows.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    return Project.create(tmp_path / "desk").folder


def keep(desk: Path, *more: str):
    file = desk.parent / "rows.csv"
    return run("import", file, "--map", desk.parent / "map.toml", "--project", desk, *more)


def test_an_import_tells_on_one_line_what_became_of_each_row_and_bad_rows_by_their_reason(desk):
    result = keep(desk)
    first, *faults = result.output.splitlines()
    assert result.exit_code == 0
    assert "7 rows, 3 pairs kept in Desk" in first
    assert "1 name only one party" in first and "1 name one party twice" in first
    assert "2 could not be read" in first
    assert len(faults) == 1 and faults[0].startswith("    ! 2 ")


def test_of_many_reasons_the_first_are_told_and_the_rest_counted(desk):
    days = "".join(f"PAK,RUS,day {number},AID\n" for number in range(9))
    (desk.parent / "rows.csv").write_text(ROWS + days, encoding="utf-8")
    _, *faults = keep(desk).output.splitlines()
    assert len(faults) == 6 and faults[0].startswith("    ! 2 ")
    assert faults[-1] == "    ! 5 for 5 other reasons: detente sources --bad-rows"


def test_an_import_as_json_is_what_the_project_gives(desk):
    (told,) = json.loads(keep(desk, "--json").stdout)
    assert (told["seen"], told["pairs"], told["bad"], told["source"]) == (7, 3, 2, "Desk")
    assert sum(number for _, number in told["faults"]) == 2


def test_a_file_that_is_known_is_said_to_be_so(desk):
    keep(desk)
    again = keep(desk)
    assert again.exit_code == 0 and "known already in Desk" in again.output


def test_the_same_file_may_be_kept_under_another_name_and_release(desk):
    keep(desk)
    assert "kept in Other" in keep(desk, "--source", "Other", "--version", "of May").output
    assert "    of May\n" in run("sources", "--project", desk).output


def test_the_sources_are_listed_with_scale_days_rows_and_missing_days(desk):
    keep(desk)
    lines = run("sources", "--project", desk).output.splitlines()
    at = lines.index("Desk: PLOVER scale")
    assert lines[at + 1] == (
        "    3 pairs of 7 rows, 2 bad rows; 3 May 2001 to 6 May 2001, 2 days missing between"
    )
    assert lines[at + 2] == "    rows.csv"


def test_the_sources_as_json_are_the_accounts_of_the_project(desk):
    keep(desk)
    told = json.loads(run("sources", "--project", desk, "--json").stdout)
    assert told == [plain(one) for one in Project.open(desk).accounts()]
    assert told[0]["of"]["name"] == "articles" and told[0]["missing"] is None


def test_bad_rows_are_listed_with_their_line_and_text(desk):
    assert run("sources", "--bad-rows", "--project", desk).output == "no bad rows\n"
    keep(desk)
    lines = run("sources", "--bad-rows", "--project", desk).output.splitlines()
    assert [line.split(":")[0] for line in lines] == ["rows.csv line 7", "rows.csv line 8"]
    assert "some day" in lines[0]
    as_json = json.loads(run("sources", "--bad-rows", "--project", desk, "--json").stdout)
    assert [row["line"] for row in as_json] == [7, 8]


def test_a_file_that_is_none_of_events_is_set_aside_and_the_others_are_kept(desk, monkeypatch):
    monkeypatch.chdir(desk.parent)
    Path("some").mkdir()
    Path("some/notes.txt").write_text("The two met.\n", encoding="utf-8")
    row = ["1", "20010503", *[""] * 60]
    for at, value in ((5, "PAK"), (7, "PAK"), (15, "RUS"), (17, "RUS"), (26, "040"), (27, "040"), (28, "04")):
        row[at] = value
    row[29:35] = ["1", "1.0", "3", "1", "1", "0.0"]
    Path("some/day.csv").write_text("\t".join(row[:58]) + "\n", encoding="utf-8")
    result = run("import", "some", "--project", desk)
    assert result.exit_code == 0
    assert result.stdout == "some/day.csv (gdelt1): 1 row, 1 pair kept in GDELT 1\n"
    assert result.stderr.startswith("set aside: some/notes.txt: ")
    Path("some/day.csv").unlink()
    Path("some/more.txt").write_text("They met again.\n", encoding="utf-8")
    nothing = run("import", "some", "--project", desk)
    assert nothing.exit_code == 2 and nothing.stdout == ""
    assert nothing.stderr.count("set aside: some/") == 2 and "nothing could be read" in nothing.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.csv"], "no such file"),
        (["rows.csv"], "no event file of a known format"),
        (["rows.csv", "--format", "morse"], "no format 'morse'"),
        (["rows.csv", "--map", "nowhere.toml"], "nowhere.toml"),
        (["rows.csv", "--map", "wrong.toml"], "colour"),
    ],
)
def test_a_mistake_of_the_user_ends_with_two_and_keeps_nothing(desk, monkeypatch, words, told):
    monkeypatch.chdir(desk.parent)
    Path("wrong.toml").write_text(MAP + 'colour = "blue"\n', encoding="utf-8")
    result = run("import", *words, "--project", desk)
    assert result.exit_code == 2 and told in result.stderr
    assert Project.open(desk).event_files().num_rows == 0
