"""An amount as analysts type it becomes the amount of the record format, or is refused: never another sum."""

import pytest

from detente.errors import UnknownName
from detente.show.cli.hand import read_changes


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("4.5 million USD", "4500000", "USD"),
        ("USD 4.5 million", "4500000", "USD"),
        ("95,000,000 USD", "95000000", "USD"),
        ("2 billion EUR", "2000000000", "EUR"),
        ("40 locomotive", "40", "locomotive"),
        ("0.5 percent", "0.5", "percent"),
    ],
)
def test_a_sum_is_what_was_typed(typed, value, unit):
    assert read_changes([f"amount={typed}"]) == {"amount": {"value": value, "unit": unit}}


@pytest.mark.parametrize("typed", ["lots", "USD", "40", "4.5.6 USD", "USD 40 EUR", ""])
def test_what_is_no_amount_is_refused_with_a_mend(typed):
    with pytest.raises(UnknownName, match="no amount"):
        read_changes([f"amount={typed}"])
