"""Lists of words: any of them in a text, plurals and all, and how often."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.code.grammar.wordlists import any_of, count_words, word_list

LISTS = {
    "energy": word_list(["gas", "pipeline", "power plant"]),
    "military": word_list(["F-16", "mine", "air force"]),
}


def test_any_of_takes_the_longest() -> None:
    assert re.findall(any_of(["gas", "gas field"]), "gas field, gas") == ["gas field", "gas"]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Two Pipelines carry gas.", {"energy": 2}),
        ("a power\nplant", {}),  # texts come on one line
        ("power plants beside F-16s", {"energy": 1, "military": 1}),
        ("He mined power.", {}),
        ("", {}),
    ],
)
def test_counts_whole_words_and_their_plurals(text: str, counts: dict[str, int]) -> None:
    assert count_words(text, LISTS) == counts


@given(
    st.lists(st.sampled_from(["gas", "gases", "power", "plants", "F-16s", "mine", "mined", "air", "force"]))
)
def test_skipping_lists_without_a_first_word_loses_nothing(words: list[str]) -> None:
    text = " ".join(words)
    slowly = {name: len(of.pattern.findall(text)) for name, of in LISTS.items()}
    assert count_words(text, LISTS) == {name: n for name, n in slowly.items() if n}


def test_a_word_that_begins_with_a_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="neither letter nor figure"):
        word_list(["$"])
