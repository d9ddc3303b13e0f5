"""Sections are templates that the user may replace; they can do nothing but write."""

import pytest

from detente.errors import UserError
from detente.show.report.make import make_report
from detente.show.report.sections import copy_templates, folder_of, write_sections


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "templates" / "report"
    made.mkdir(parents=True)
    return made


def written(folder, name, text):
    """The sections of a folder in which one template of the user lies beside one that leaves all others out."""
    for ours in copy_templates(folder):
        if not ours.name.startswith("_"):
            ours.write_text("")
    (folder / name).write_text(text, encoding="utf-8")
    return write_sections(folder, {"pair": "Chile and Peru", "remark": lambda says: f"[{says}]"})


def test_a_file_of_the_same_name_takes_the_place_of_ours_and_a_new_one_is_added(project):
    folder = folder_of(project.folder)
    folder.mkdir(parents=True)
    (folder / "10-summary.md").write_text("## In short\n\n{{ told(page.paragraph[0]) }}\n")
    (folder / "15-assessment.md").write_text("## Our view\n\nWatch {{ pair }}.{{ remark('*Own* reading.') }}")
    report = make_report(project, "PAK", "RUS", "USA")
    names = [section.name for section in report.sections]
    assert names[:3] == ["10-summary", "15-assessment", "20-what-changed"]
    assert report.sections[0].markdown.startswith("## In short\n\nThe record holds")
    assert [section.name for section in report.sections if section.of_user] == names[:2]
    assert "Watch Pakistan and Russia" in report.sections[1].markdown
    assert [note.says for note in report.notes if note.says.startswith("*Own*")] == ["*Own* reading."]


def test_an_empty_file_leaves_a_section_out(project):
    folder = folder_of(project.folder)
    folder.mkdir(parents=True)
    (folder / "70-gaps.md").write_text("\n")
    names = [section.name for section in make_report(project, "PAK", "RUS").sections]
    assert "70-gaps" not in names and "80-method" in names


def test_copied_templates_make_the_same_report(project):
    before = make_report(project, "PAK", "RUS", "USA")
    paths = copy_templates(folder_of(project.folder))
    assert [path.name for path in paths][:2] == ["10-summary.md", "20-what-changed.md"]
    assert make_report(project, "PAK", "RUS", "USA") == before


def test_a_copy_never_writes_over_what_the_user_wrote(folder):
    (folder / "10-summary.md").write_text("mine")
    assert "10-summary.md" not in [path.name for path in copy_templates(folder)]
    assert (folder / "10-summary.md").read_text() == "mine"
    assert copy_templates(folder) == ()


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("## A\n\n{% if %}\n", 3, "Expected an expression"),
        ("one\ntwo {{ nobody }}\n", 2, "'nobody' is undefined"),
        ("one\n\n\n{{ pair.upper(1, 2) }}", 4, "TypeError"),
        ("{{ 1 / 0 }}", 1, "ZeroDivisionError"),
        ("{{ pair.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ pair.__init__.__globals__ }}", 1, "unsafe"),
        ("x\n{% include '../../detente.toml' %}", 2, "detente.toml"),
        ("x\n{% include '/etc/hostname' %}", 2, "hostname"),
    ],
)
def test_a_wrong_template_is_told_with_its_file_and_line(folder, text, line, why):
    with pytest.raises(UserError, match=why) as told:
        written(folder, "40-statements.md", text)
    assert told.value.where == f"{folder / '40-statements.md'}, line {line}"
    assert "delete the file" in told.value.mend


def test_an_error_of_our_own_is_not_blamed_on_the_user(folder):
    with pytest.raises(Exception) as raised:
        write_sections(folder, {})
    assert not isinstance(raised.value, UserError)


def test_a_link_that_leads_out_of_the_folder_is_not_read(folder, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    (folder / "90-more.md").symlink_to(secret)
    with pytest.raises(UserError, match="plain file in this folder"):
        write_sections(folder, {})


def test_a_template_that_is_no_text_is_told(folder):
    (folder / "90-more.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UserError, match="cannot be read"):
        write_sections(folder, {})


def test_other_files_beside_the_templates_are_left_alone(folder):
    (folder / ".DS_Store").write_bytes(b"\x00")
    (folder / "notes.txt").write_text("{{")
    assert [one.name for one in written(folder, "90-more.md", "{{ pair }}")] == ["90-more"]


def test_a_footnote_by_hand_is_told_how_to_be_written(folder):
    with pytest.raises(UserError, match=r"note of its own, \[\^a\]") as told:
        written(folder, "90-more.md", "Text[^a]\n\n[^a]: by hand\n")
    assert "remark(" in told.value.mend
