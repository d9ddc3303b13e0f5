"""A folder of the user's own words is added to the package's tables, and taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente import vocab
from detente.code import code
from detente.errors import UnknownName, UnreadableInput
from detente.model import Document
from detente.settings import Settings
from detente.vocab.tables import use_words

HOLDERS = "person\tnames\toffice\tof\tsince\tuntil\tsource\n"
ROW = "Wilhelmina Quist\tQuist\tprime minister\tNOR\t2026-01-01\t\tmade for this test\n"


@pytest.fixture
def words(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    use_words(None)


def parties(text: str, folder: Path) -> set[tuple[str, ...]]:
    reading = code(Document(id="0" * 64, text=text), settings=Settings(voters="rules", words=str(folder)))
    return {r.claim.actors for r in reading.records if r.kind == "event"}


def test_a_holder_of_ones_own_acts_for_the_state(words: Path) -> None:
    (words / "holders.tsv").write_text(HOLDERS + ROW, encoding="utf-8")
    assert parties("Wilhelmina Quist thanked Chile.", words) == {("NOR",)}


def test_without_the_folder_the_words_are_gone(words: Path) -> None:
    (words / "holders.tsv").write_text(HOLDERS + ROW, encoding="utf-8")
    use_words(words)
    assert vocab.holder_on("Wilhelmina Quist") is not None
    use_words(None)
    assert vocab.holder_on("Wilhelmina Quist") is None


def test_a_wrong_row_is_named_by_file_and_line(words: Path) -> None:
    (words / "holders.tsv").write_text(HOLDERS + "Wilhelmina Quist\tQuist\n", encoding="utf-8")
    use_words(words)
    with pytest.raises(UnreadableInput, match=r"holders\.tsv:2: 2 cells where there are 7"):
        vocab.holders()


def test_a_table_that_does_not_exist_is_refused_with_those_that_do(words: Path) -> None:
    (words / "leaders.tsv").write_text(HOLDERS, encoding="utf-8")
    with pytest.raises(UnknownName, match=r"leaders\.tsv") as caught:
        use_words(words)
    assert "holders.tsv" in caught.value.mend


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no folder of words"):
        use_words(tmp_path / "nowhere")


def test_what_stands_in_the_tables_is_part_of_the_settings_digest(words: Path) -> None:
    table = words / "holders.tsv"
    table.write_text(HOLDERS, encoding="utf-8")
    before = Settings(words=str(words)).digest
    table.write_text(HOLDERS + ROW, encoding="utf-8")
    assert Settings(words=str(words)).digest != before


def test_where_the_folder_stands_is_not(tmp_path: Path) -> None:
    digests = set()
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "holders.tsv").write_text(HOLDERS + ROW, encoding="utf-8")
        digests.add(Settings(words=str(tmp_path / name)).digest)
    assert len(digests) == 1
