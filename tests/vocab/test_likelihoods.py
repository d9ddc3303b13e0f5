"""The words of likelihood: those of ICD 203, without a gap, each range the mirror of another."""

from itertools import pairwise
from pathlib import Path

import pytest

from detente.vocab import likelihoods
from detente.vocab.likelihoods import read_likelihoods


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["words\tlow\thigh\tsource", *rows]) + "\n", encoding="utf-8")
    return path


def test_the_words_and_their_ranges_are_those_of_icd_203() -> None:
    assert [(row.words, round(100 * row.low), round(100 * row.high)) for row in likelihoods()] == [
        ("almost no chance", 1, 5),
        ("very unlikely", 5, 20),
        ("unlikely", 20, 45),
        ("roughly even chance", 45, 55),
        ("likely", 55, 80),
        ("very likely", 80, 95),
        ("almost certain", 95, 99),
    ]


def test_each_range_begins_where_the_one_before_ends() -> None:
    assert all(one.high == two.low for one, two in pairwise(likelihoods()))


def test_for_each_range_there_is_one_as_far_on_the_other_side_of_one_half() -> None:
    for one, two in zip(likelihoods(), reversed(likelihoods()), strict=True):
        assert one.low == pytest.approx(1 - two.high)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (("low\t5\t20\tICD", "high\t25\t90\tICD"), "begins at 25 percent, where the row before ends at 20"),
        (("low\t5\t20\tICD", "high\t15\t90\tICD"), "begins at 15 percent, where the row before ends at 20"),
        (("low\t20\t5\tICD",), "20 to 5 percent is no range"),
        (("low\t20\t20\tICD",), "20 to 20 percent is no range"),
        (("low\t80\t101\tICD",), "80 to 101 percent is no range"),
        (("low\t5\t20\t",), "source"),
    ],
)
def test_a_table_with_a_gap_an_overlap_or_no_range_is_refused_with_its_line(
    tmp_path: Path, rows: tuple[str, ...], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault) as raised:
        read_likelihoods(table(tmp_path / "likelihood.tsv", *rows))
    assert f"likelihood.tsv:{len(rows) + 1}" in str(raised.value)
