"""What a deed is called by others: blame or praise of whose deed it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente import vocab
from detente.model import Record

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
    "Sweden closed its border with Norway. Norway said that the harvest was disappointing.",
    "Norway said that the invasion of Ukraine was illegal.",
    "Norway said that Iceland's weather was outrageous.",
    "Sweden closed its border with Norway. Finland said that it was shameful to stay silent.",
    "Norway did not call Iceland's decision disproportionate.",
    "Norway called its own decision a mistake.",
])  # fmt: skip
def test_nobody_is_blamed_for_what_is_no_deed_of_another(events: Events, text: str) -> None:
    assert not [line for line in events(text) if "ACCUSE" in line and "negation" not in line]


@pytest.mark.parametrize(("text", "line"), [
    ("Turkey said that the Israeli bombing of Syria was illegal.", "TUR > ISR ACCUSE"),
    ("Egypt called the seizure of a Greek ship by Libya a provocation.", "EGY > LBY ACCUSE"),
])  # fmt: skip
def test_who_did_it_is_blamed_and_not_who_suffered_it(events: Events, text: str, line: str) -> None:
    assert [found for found in events(text) if "ACCUSE" in found] == [line]


def test_the_rule_itself_sees_the_judgement(records: Callable[..., list[Record]]) -> None:
    (found,) = records("Norway said that Iceland's offer was a generous gesture.", "event")
    assert found.votes[0].voter == "judged"


def test_a_word_is_blame_or_praise_and_never_both_and_a_single_word() -> None:
    rows = vocab.rows("judgements.tsv", ("sign", "words", "source"))
    words = [word for row in rows for word in row["words"].split("|")]
    assert len(words) == len(set(words))
    assert not [word for word in words if " " in word or "-" in word]
