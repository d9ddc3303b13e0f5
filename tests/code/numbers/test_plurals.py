"""One and several of what is counted."""

from __future__ import annotations

import pytest

from detente.code.numbers.plurals import plural, singular


@pytest.mark.parametrize(
    ("one", "several"),
    [("dose", "doses"), ("factory", "factories"), ("fighter jet", "fighter jets"), ("bus", "buses"),
     ("railway", "railways"), ("person", "people"), ("F-16", "F-16s"), ("howitzer battery", "howitzer batteries")],
)  # fmt: skip
def test_several_are_named_in_the_plural(one: str, several: str) -> None:
    assert plural(one) == several


@pytest.mark.parametrize("one", ["dose", "factory", "box", "dish", "loss", "railway", "woman"])
def test_one_of_several_is_the_one(one: str) -> None:
    assert singular(plural(one)) == one
