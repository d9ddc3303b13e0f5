"""The figures of merit on cases that can be worked out by hand, and the mapping to other codebooks."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from detente.code.voting.vote import PairReading

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import figures
import gsr
import plv

from detente.model import Event


def test_f1_counts_hits_against_all_that_was_wanted_or_given() -> None:
    assert figures.f1_by_label(list("aab"), list("abb"), ["a", "b"]) == pytest.approx(
        {"a": 2 / 3, "b": 2 / 3}
    )


def test_a_label_that_nobody_uses_counts_as_nought() -> None:
    assert figures.f1_by_label(["a"], ["a"], ["a", "b"])["b"] == 0.0


def test_perfect_calibration_has_no_error() -> None:
    rows = figures.reliability([0.75] * 4, [True, True, True, False])
    assert figures.expected_calibration_error(rows) == pytest.approx(0.0)


def test_overconfidence_is_the_gap() -> None:
    rows = figures.reliability([0.95] * 4, [True, True, False, False])
    assert figures.expected_calibration_error(rows) == pytest.approx(0.45)


def reading(kind: str, mode: str = "-", *, negated: float = 0.0, direction: str = "forward") -> PairReading:
    return PairReading({kind: 1.0}, {f"{kind}/{mode}": 1.0}, {"negation": negated}, {direction: 1.0}, ())


@pytest.mark.parametrize(
    ("given", "root"),
    [
        (reading("RETREAT", "release"), "YIELD"),
        (reading("CONCEDE"), "YIELD"),
        (reading("CONCEDE", "promised"), "AGREE"),
        (reading("SANCTION"), "COERCE"),
        (reading("SANCTION", "discontinue"), "SANCTION"),
        (reading("SANCTION", "convict"), "ACCUSE"),
        (reading("AID", negated=1.0), "REJECT"),
        (reading("ASSAULT", negated=1.0), "ASSAULT"),
    ],
)
def test_a_reading_is_turned_into_the_codebook_of_plv(given: PairReading, root: str) -> None:
    scores = plv.root_scores("Peru and Chile.", given)
    assert max(scores, key=lambda r: scores[r]) == root


def test_marks_are_taken_out_of_a_marked_sentence(tmp_path: Path) -> None:
    file = tmp_path / "plv.tsv"
    file.write_text(
        "marked_sentence\tgold_root\tgold_penta\n<s>Peru</s> thanked <t>Chile</t>.\tSUPPORT\t1\n",
        encoding="utf-8",
    )
    (row,) = plv.read_rows(file)
    assert (row.text, row.source, row.target) == ("Peru thanked Chile.", (0, 4), (13, 18))


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.tsv"
    file.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="not a PLV file"):
        plv.read_rows(file)


def test_an_intent_to_yield_counts_as_agreement_in_the_draft_manual() -> None:
    gold = gsr.Gold("Peru will free two men.", ("Peru",), (), "AGREE")
    event = Event(
        actors=("PER",), recipients=(), type="CONCEDE", mode=None, contexts=(), aux=(), when=None, place=None
    )
    assert gsr.has_type(gold, event, "promised")
    assert not gsr.has_type(gold, event, None)
