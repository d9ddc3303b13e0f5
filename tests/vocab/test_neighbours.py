"""States among others: borders go both ways, everybody lives somewhere, words fit states that there are."""

from pathlib import Path

import pytest

from detente import vocab
from detente.vocab.neighbours import neighbours, read_neighbours, role_nouns, state_words

COLUMNS = ("code", "land", "sea", "population", "rulers", "source")
KNOWN = frozenset(("AAA", "BBB"))


def table(path: Path, *rows: tuple[str, ...]) -> Path:
    file = path / "neighbours.tsv"
    file.write_text("".join("\t".join(row) + "\n" for row in (COLUMNS, *rows)), encoding="utf-8")
    return file


def test_every_state_has_a_row() -> None:
    assert neighbours().keys() == {state.code for state in vocab.states()}


def test_no_state_borders_on_itself_or_both_by_land_and_sea() -> None:
    assert not [c for c, land in neighbours().items() if c in land.land | land.sea or land.land & land.sea]


def test_landlocked_states_have_no_neighbour_across_the_sea() -> None:
    inland = {c for c in state_words()["landlocked"] if neighbours()[c].sea}
    assert inland <= {"AZE", "KAZ", "TKM", "UZB"}  # across the Caspian, if anywhere


def test_nouns_and_their_kinds() -> None:
    assert (role_nouns()["donor"], role_nouns()["junta"], role_nouns()["ally"]) == (
        "deed",
        "government",
        "tie",
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("AAA", "BBB", "", "1", "", "novel"), "AAA borders on BBB, and BBB not on AAA"),
        (("AAA", "CCC", "", "1", "", "novel"), "land has CCC, which states.tsv has not"),
        (("AAA", "", "", "many", "", "novel"), "population 'many' is no number above zero"),
        (("AAA", "", "", "0", "", "novel"), "population '0' is no number above zero"),
        (("AAA", "", "", "1", "ZZZ", "novel"), "rulers has ZZZ, which states.tsv has not"),
    ],
)
def test_a_fault_names_its_line(row: tuple[str, ...], message: str, tmp_path: Path) -> None:
    file = table(tmp_path, row, ("BBB", "", "", "1", "", "novel"))
    with pytest.raises(ValueError, match=rf"neighbours\.tsv:2: {message}"):
        read_neighbours(file, KNOWN)
