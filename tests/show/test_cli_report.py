"""The commands of the report: where it is written, in which format, and what is told when it cannot be."""

import re

import pytest
from typer.testing import CliRunner

from detente.show.cli import app


@pytest.fixture
def run(project, monkeypatch, tmp_path):
    """Runs `detente` in an empty folder, on the project of the three articles."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return lambda *words: CliRunner().invoke(app, [*words, "--project", str(project.folder)])


def test_by_default_it_is_a_page_of_html_named_after_the_states(run, tmp_path):
    result = run("report", "Pakistan", "RUS", "--for", "United States")
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"The report, with \d+ notes: report-PAK-RUS-USA\.html\n", result.stdout)
    assert (tmp_path / "here" / "report-PAK-RUS-USA.html").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(("name", "begins"), [("a.pdf", b"%PDF"), ("a.docx", b"PK"), ("a.MD", b"Report")])
def test_the_format_is_told_from_the_name_of_the_file(run, tmp_path, name, begins):
    assert run("report", "PAK", "RUS", "--out", name).exit_code == 0
    assert (tmp_path / "here" / name).read_bytes().startswith(begins)


def test_it_goes_to_standard_output_if_asked(run, tmp_path):
    result = run("report", "PAK", "RUS", "--format", "md", "--out", "-")
    assert result.exit_code == 0 and "# Pakistan and Russia" in result.stdout
    assert list((tmp_path / "here").iterdir()) == []


def test_a_file_is_not_overwritten_unless_forced(run, tmp_path):
    path = tmp_path / "here" / "a.md"
    path.write_text("mine")
    result = run("report", "PAK", "RUS", "--out", "a.md")
    assert result.exit_code == 2 and "exists already" in result.stderr and "--force" in result.stderr
    assert path.read_text() == "mine"
    assert run("report", "PAK", "RUS", "--out", "a.md", "--force").exit_code == 0
    assert path.read_text() != "mine"


def test_the_same_command_with_as_of_gives_the_same_bytes_when_more_is_known(run, project, add, tmp_path):
    assert run("report", "PAK", "RUS", "--out", "a.html").exit_code == 0
    first = (tmp_path / "here" / "a.html").read_bytes()
    command = re.search(r"<code>detente (.*?)</code>", first.decode())[1]
    add(project, ("Pakistan and Russia met anew", None))
    assert run(*command.split(), "--out", "b.html").exit_code == 0
    assert (tmp_path / "here" / "b.html").read_bytes() == first


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("PAK", "RUS", "--format", "odt"), "no format 'odt'"),
        (("PAK", "RUS", "--out", "a.odt"), "no format 'odt'"),
        (("PAK", "Utopia"), "Utopia"),
        (("PAK", "RUS", "--for", "RUS"), "one of the two"),
        (("PAK", "RUS", "--as-of", "99"), "no version 99"),
        (("CHL", "PER"), "no record"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(run, tmp_path, words, told):
    result = run("report", *words)
    assert result.exit_code == 2 and told in result.stderr
    assert list((tmp_path / "here").iterdir()) == []


def test_templates_are_copied_once_and_then_edited(run, project):
    result = run("templates")
    assert result.exit_code == 0
    assert f"written: {project.folder / 'templates' / 'report' / '10-summary.md'}\n" in result.stdout
    summary = project.folder / "templates" / "report" / "10-summary.md"
    summary.write_text("## In short\n\n{{ told(page.paragraph[0]) }}\n{{ nothing_of_this_name }}\n")
    assert "all are there already" in run("templates").stdout
    result = run("report", "PAK", "RUS")
    assert result.exit_code == 2
    assert f"{summary}, line 4: " in result.stderr and "nothing_of_this_name" in result.stderr
