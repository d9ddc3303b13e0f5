"""A few words on what is given or promised."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Record

Records = Callable[..., list[Record]]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Belarus received a loan of 630 million dollars from Russia.", "a loan of 630 million dollars"),
        ("Iran agreed to sell 20 tonnes of gold to Iraq.", "20 tonnes of gold"),
        ("Denmark agreed to give Ukraine all of its artillery.", "all of its artillery"),
        ("France will provide Chad with three helicopters.", "three helicopters"),
        ("Pakistan asked China for a loan of $2 billion.", "a loan of $2 billion"),
        ("Japan gave Kenya $20 million for a port.", "a port"),
        ("Norway gave Ethiopia 150 million euros in aid.", "aid"),
        ("Togo promised Benin not to close the port.", "Togo promised Benin not to close the port"),
        ("The railway, which China financed with $4 billion, runs to Kampala in Uganda.", "The railway"),
        ("Ghana built an airport for which China lent 216 million dollars.", "an airport"),
    ],
)
def test_the_thing_is_named_and_not_the_sum_or_the_party(text: str, what: str, records: Records) -> None:
    (found,) = records(text, "commitment")
    assert found.claim.what == what


def test_a_pronoun_names_no_thing(records: Records) -> None:
    found = records(
        "Norway built three ferries. Estonia bought them from Norway for 90 million euros.", "commitment"
    )
    assert found and all(r.claim.what != "them" for r in found)


def test_of_two_things_each_has_its_own_amount(records: Records) -> None:
    found = records("Japan delivered 50 tractors and 20 trucks to Laos.", "commitment")
    assert {r.claim.what for r in found} == {"50 tractors", "20 trucks"}
