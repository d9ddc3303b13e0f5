"""The encoder: what it is asked, what it answers, and what happens where its files are missing or wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.code.gather import gather
from detente.code.voting import encoder
from detente.code.voting.encoder import FOLDER, MAX_TOKENS, Encoder, encode_pair, find_fault, load_encoder
from detente.model import Document
from detente.settings import Settings

TEXT = "Ankara rejected the offer of Athens on Friday."
FIRST, SECOND = (0, 6), (29, 35)


@pytest.fixture(scope="module")
def loaded() -> Encoder:
    return Encoder()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the encoder's folder that a test may spoil."""
    return Path(shutil.copytree(FOLDER, tmp_path / "trained"))


def test_the_files_of_the_package_are_the_known_ones() -> None:
    assert find_fault(FOLDER) is None


def test_the_model_is_small_enough_for_the_package() -> None:
    assert (FOLDER / "encoder.onnx").stat().st_size <= 30 * 1024 * 1024


def test_the_card_says_from_what_the_model_was_made() -> None:
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    assert {"base", "seed", "epochs", "sentences", "data_sha256", "sha256"} <= card.keys()


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json", "card.json", "pool.json"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()
    assert name in (find_fault(copied) or "")


def test_a_file_with_another_hash_is_named(copied: Path) -> None:
    (copied / "tokenizer.json").write_text("{}", encoding="utf-8")
    assert "tokenizer.json" in (find_fault(copied) or "")


def test_without_the_model_rules_alone_run_with_a_warning(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copied / "encoder.onnx").write_bytes(b"not a model")
    monkeypatch.setattr(encoder, "FOLDER", copied)
    load_encoder.cache_clear()
    document = Document(id="0" * 64, text="Peru rejected an offer of Chile.")
    try:
        with pytest.warns(UserWarning, match="rules alone"):
            reading = gather(document, settings=Settings())
    finally:
        load_encoder.cache_clear()
    (event,) = [r for r in reading.records if r.kind == "event"]
    assert [vote.voter.partition(":")[0] for vote in event.votes] == ["vocab/predicates.tsv"]


def test_the_same_question_gets_the_same_answer(loaded: Encoder) -> None:
    assert loaded.answer(TEXT, FIRST, SECOND) == loaded.answer(TEXT, FIRST, SECOND)


def test_the_shares_of_an_answer_add_up_to_one(loaded: Encoder) -> None:
    answer = loaded.answer(TEXT, FIRST, SECOND)
    for shares in (answer.types, answer.modes, answer.directions):
        assert sum(shares.values()) == pytest.approx(1.0)
    assert all(0 <= p <= 1 for p in answer.aux.values())


def test_an_answer_depends_on_which_parties_are_marked(loaded: Encoder) -> None:
    text = "Ankara rejected the offer of Athens, and Cairo praised Tunis."
    cairo, tunis = (
        (text.index("Cairo"), text.index("Cairo") + 5),
        (text.index("Tunis"), text.index("Tunis") + 5),
    )
    one = loaded.answer(text, (0, 6), (29, 35)).types
    other = loaded.answer(text, cairo, tunis).types
    assert max(one, key=lambda t: one[t]) == "REJECT"
    assert max(other, key=lambda t: other[t]) == "SUPPORT"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 120), st.integers(0, 120))
def test_parties_stay_marked_however_long_the_sentence(loaded_tokenizer, before: int, after: int) -> None:
    text = "so " * before + "Peru accused Chile" + " and so on" * after
    start = 3 * before
    ids, kinds = encode_pair(loaded_tokenizer, text, (start, start + 4), (start + 13, start + 18))
    assert len(ids) == len(kinds) <= MAX_TOKENS
    assert {1, 2} <= set(kinds)


@pytest.fixture(scope="module")
def loaded_tokenizer():
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(FOLDER / "tokenizer.json"))


def test_a_party_alone_can_be_asked_about(loaded: Encoder) -> None:
    answer = loaded.answer("Ghana put its troops on alert.", (0, 5), None)
    assert max(answer.types, key=lambda t: answer.types[t]) == "MOBILIZE"
