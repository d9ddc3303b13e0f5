"""What a deed is called by others: blame or praise of whose deed it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.events.judged import judgements

Events = Callable[..., list[str]]


@pytest.mark.parametrize("text", [
    "Norway called Iceland's decision disproportionate.",
    "Norway said that Iceland's decision was unacceptable.",
    "Norway replied that the Icelandic step was unfriendly and unlawful.",
])  # fmt: skip
def test_a_hard_word_for_a_deed_blames_whose_it_is(events: Events, text: str) -> None:
    assert [line for line in events(text) if line.startswith("NOR > ISL ACCUSE")]


def test_a_kind_word_for_a_deed_praises_whose_it_is(events: Events) -> None:
    found = events("Norway said that Iceland's offer was a generous gesture.")
    assert [line for line in found if line.startswith("NOR > ISL SUPPORT")]


@pytest.mark.parametrize("text", [
    "Norway said that the harvest was disappointing.",
    "Norway did not call Iceland's decision disproportionate.",
    "Norway called its own decision a mistake.",
])  # fmt: skip
def test_nobody_is_blamed_for_what_is_no_deed_of_another(events: Events, text: str) -> None:
    assert not [line for line in events(text) if "ACCUSE" in line and "negation" not in line]


def test_a_word_is_blame_or_praise_and_never_both() -> None:
    assert set(judgements().values()) == {"+", "-"}
