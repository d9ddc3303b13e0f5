"""Every table says where each row comes from, and a wrong row is named by file and line."""

from pathlib import Path

import pytest

from detente.vocab.parties import read_organisations, read_regions, read_states
from detente.vocab.posts import read_bodies, read_holders, read_offices
from detente.vocab.tables import HERE, read_table
from detente.vocab.things import read_currencies, read_units, read_words

COLUMNS = ("name", "code", "source")


def write(path: Path, *rows: tuple[str, ...], name: str = "words.tsv") -> Path:
    table = path / name
    table.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return table


def fault(path: Path) -> str:
    with pytest.raises(ValueError) as error:
        read_table(path, COLUMNS)
    return str(error.value).replace(path.parent.name, "vocab")


def test_rows_come_in_order_and_comments_and_blank_lines_are_skipped(tmp_path):
    table = write(tmp_path, COLUMNS, ("# a comment",), ("a", "A", "here"), ("",), ("b", "B", "there"))
    assert [row.cells["code"] for row in read_table(table, COLUMNS)] == ["A", "B"]


def test_a_row_without_a_source_is_named_by_file_and_line(tmp_path):
    table = write(tmp_path, COLUMNS, ("Holland", "NLD", ""))
    assert fault(table) == "vocab/words.tsv:2: 'Holland' has no source"


def test_a_missing_cell_is_named_by_file_and_line(tmp_path):
    table = write(tmp_path, COLUMNS, ("a", "A", "here"), ("b", "there"))
    assert fault(table) == "vocab/words.tsv:3: 2 cells where there are 3 columns"


def test_another_header_is_refused(tmp_path):
    table = write(tmp_path, ("name", "source"), ("a", "here"))
    assert fault(table) == "vocab/words.tsv:1: columns are name, source, not name, code, source"


def test_a_padded_cell_is_refused(tmp_path):
    table = write(tmp_path, COLUMNS, ("a ", "A", "here"))
    assert fault(table) == "vocab/words.tsv:2: name 'a ' begins or ends with a blank"


def test_an_empty_file_names_no_columns(tmp_path):
    table = write(tmp_path)
    assert fault(table) == "vocab/words.tsv:1: no line names the columns"


def test_a_table_whose_last_column_is_not_the_source_cannot_be_asked_for(tmp_path):
    with pytest.raises(ValueError, match="last column of every table is 'source'"):
        read_table(write(tmp_path, ("name",), ("a",)), ("name",))


def test_a_list_with_an_empty_or_a_repeated_word_is_refused(tmp_path):
    table = write(tmp_path, COLUMNS, ("a||b", "A", "here"), ("a|a", "A", "here"))
    first, second = read_table(table, COLUMNS)
    with pytest.raises(ValueError, match=r":2: an empty or padded word in name: 'a\|\|b'"):
        first.words("name")
    with pytest.raises(ValueError, match=r":3: a word stands twice in name: 'a\|a'"):
        second.words("name")


def test_numbers_days_and_choices_say_what_they_expected(tmp_path):
    row = read_table(write(tmp_path, COLUMNS, ("a", "A", "here")), COLUMNS)[0]
    with pytest.raises(ValueError, match="code 'A' is not a whole number"):
        row.number("code")
    with pytest.raises(ValueError, match="code 'A' is not a day written YYYY-MM-DD"):
        row.day("code")
    with pytest.raises(ValueError, match="code 'A' is none of no, yes"):
        row.yes("code")


@pytest.mark.parametrize("table", sorted(HERE.glob("*.tsv")), ids=lambda table: table.name)
def test_every_table_of_the_package_has_a_source_in_each_row(table):
    lines = table.read_text(encoding="utf-8").splitlines()
    header, *body = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    assert header[-1] == "source"
    assert [row for row in body if len(row) != len(header) or not row[-1].strip()] == []


STATE = (
    "code",
    "name",
    "names",
    "adjectives",
    "people",
    "capital",
    "seats",
    "epithets",
    "territories",
    "source",
)


def test_a_word_cannot_stand_for_two_states(tmp_path):
    first = ("AAA", "Ruritania", "", "Ruritanian", "", "", "", "", "", "novel")
    second = ("BBB", "Graustark", "", "Ruritanian", "", "", "", "", "", "novel")
    with pytest.raises(ValueError, match=r":3: 'Ruritanian' stands for both AAA and BBB"):
        read_states(write(tmp_path, STATE, first, second))


def test_a_state_is_given_once_and_with_a_code_of_three_capitals(tmp_path):
    row = ("AAA", "Ruritania", "", "", "", "", "", "", "", "novel")
    with pytest.raises(ValueError, match=":3: AAA is given twice"):
        read_states(write(tmp_path, STATE, row, row))
    with pytest.raises(ValueError, match="code 'Rur' is not three capital letters"):
        read_states(write(tmp_path, STATE, ("Rur", *row[1:])))


def test_an_organisation_cannot_belong_to_nobody_known(tmp_path):
    header = ("code", "name", "names", "type", "kind", "of", "source")
    table = write(tmp_path, header, ("X", "X Corp", "", "organisation", "firm", "Atlantis", "novel"))
    with pytest.raises(ValueError, match=":2: of 'Atlantis' is neither a state nor in this table"):
        read_organisations(table, frozenset({"PAK"}))


def test_a_term_of_office_cannot_end_before_it_begins(tmp_path):
    header = ("person", "names", "office", "of", "since", "until", "source")
    table = write(tmp_path, header, ("A. Rassendyll", "", "king", "AAA", "1894-01-02", "1894-01-01", "novel"))
    with pytest.raises(ValueError, match=r":2: 'A\. Rassendyll' ends on 1894-01-01 before it begins"):
        read_holders(table, frozenset({"AAA"}), frozenset({"king"}))


@pytest.mark.parametrize(
    ("read", "columns", "rest"),
    [
        (read_regions, "code names source", ()),
        (read_bodies, "name names sector type source", ("GOV", "office")),
        (read_units, "unit names sector source", ("arms",)),
        (read_offices, "title names rank sector acts_for_state source", ("envoy", "GOV", "yes")),
        (read_currencies, "code symbols words source", ("",)),
    ],
)
def test_a_word_has_one_meaning_in_each_table(tmp_path, read, columns, rest):
    one, other = (("AAA", "x", *rest, "novel"), ("BBB", "x", *rest, "novel"))
    with pytest.raises(ValueError, match=":3: 'x' stands for both AAA and BBB"):
        read(write(tmp_path, tuple(columns.split()), one, other))


def test_lists_of_words_are_in_lower_case(tmp_path):
    table = write(tmp_path, ("sector", "words", "source"), ("arms", "Tank", "s"))
    with pytest.raises(ValueError, match=":2: 'Tank' is not in lower case"):
        read_words(table, "sector", ("arms",))
