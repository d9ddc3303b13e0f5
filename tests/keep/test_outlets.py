"""What the user knows of outlets, and what is said of a wrong row."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import UnreadableInput
from detente.keep.outlets import COLUMNS, TABLE, outlets_of
from detente.keep.store import Store
from detente.model import Outlet

HEAD = "outlet\treliability\tcredibility\tstate_controlled\topinion\tsource\n"
COURIER = "Courier\tB\t2\tno\tyes\tits own imprint\n"


@pytest.fixture
def known(tmp_path: Path):
    """What is read when the project's folder holds such a table."""

    def read(text: str | bytes) -> dict[str, Outlet]:
        (tmp_path / "outlets.tsv").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return outlets_of(Store(folder=tmp_path, name="test"))

    return read


def test_the_table_is_called_outlets_tsv_and_ends_with_the_source() -> None:
    assert TABLE == "outlets.tsv"
    assert "\t".join(COLUMNS) + "\n" == HEAD


def test_without_a_table_nothing_is_known(tmp_path: Path) -> None:
    assert outlets_of(Store(folder=tmp_path, name="test")) == {}


def test_an_outlet_has_two_ratings_and_two_flags(known) -> None:
    found = known(HEAD + COURIER + "Radio Norland\tF\t6\tyes\tno\tlaw on broadcasting\n")
    assert found == {
        "Courier": Outlet(
            name="Courier", reliability="B", credibility="2", state_controlled=False, opinion=True
        ),
        "Radio Norland": Outlet(name="Radio Norland", state_controlled=True),
    }


def test_an_outlet_that_is_not_there_cannot_be_judged() -> None:
    unknown = Outlet(name="Wire")
    assert (unknown.reliability, unknown.credibility) == ("F", "6")
    assert (unknown.state_controlled, unknown.opinion) == (False, False)


def test_a_table_without_rows_comments_and_empty_lines_are_no_fault(known) -> None:
    assert known(HEAD) == {}
    assert list(known(f"# ratings of spring\n{HEAD}\n# the city\n{COURIER}")) == ["Courier"]


def test_the_table_is_read_anew_each_time(known) -> None:
    assert known(HEAD + COURIER)["Courier"].reliability == "B"
    assert known(HEAD + COURIER.replace("\tB\t", "\tC\t"))["Courier"].reliability == "C"


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Courier\tG\t2\tno\tno\tx\n", "reliability 'G'"),
        ("Courier\tb\t2\tno\tno\tx\n", "reliability 'b'"),
        ("Courier\tB\t7\tno\tno\tx\n", "credibility '7'"),
        ("Courier\tB\t\tno\tno\tx\n", "credibility ''"),
        ("Courier\tB\t2\tmaybe\tno\tx\n", "state_controlled 'maybe'"),
        ("Courier\tB\t2\tno\t\tx\n", "opinion ''"),
        ("\tB\t2\tno\tno\tx\n", "no outlet"),
        ("Courier\tB\t2\tno\tno\t\n", "no source"),
        ("Courier\tB\t2\tno\tno\n", "5 cells where there are 6"),
        (" Courier\tB\t2\tno\tno\tx\n", "begins or ends with a blank"),
        ("Wire\tC\t3\tno\tno\tx\n", "'Wire' is given twice"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(known, row: str, what: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        known(f"{HEAD}Wire\tA\t1\tno\tno\tx\n{row}")
    assert caught.value.what.startswith("line 3: ")
    assert what in caught.value.what
    assert caught.value.where.endswith("outlets.tsv")
    assert "outlet, reliability, credibility, state_controlled, opinion, source" in caught.value.mend


@pytest.mark.parametrize(
    "text", ["", COURIER, HEAD.replace("opinion\t", ""), (HEAD + COURIER).encode() + b"\xff\n"]
)
def test_a_file_without_the_columns_or_that_is_no_text_is_refused(known, text: str | bytes) -> None:
    with pytest.raises(UnreadableInput):
        known(text)
