"""What a description says of a state: where it lies, how large it is, who ruled it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.grammar.sentences import parse
from detente.code.parties.who import find_mentions
from detente.code.parties.world import fits
from detente.model import Codes, Document


@pytest.mark.parametrize(
    ("text", "noun", "code", "owner", "trait"),
    [
        ("The landlocked country left.", "country", "BOL", (), "word+"),
        ("The landlocked country left.", "country", "CHL", (), "word-"),
        ("The South-East Asian country left.", "country", "LAO", (), "word+"),
        ("The kingdom left.", "kingdom", "NOR", (), "kind+"),
        ("The kingdom left.", "kingdom", "FRA", (), "kind-"),
        ("Its western neighbour left.", "neighbour", "PRT", ("ESP",), "direction+"),
        ("Its western neighbour left.", "neighbour", "FRA", ("ESP",), "direction-"),
        ("Its neighbour left.", "neighbour", "PRT", ("ESP",), "owner borders:land"),
        ("Its neighbour left.", "neighbour", "DZA", ("ESP",), "owner borders:sea"),
        ("Its neighbour left.", "neighbour", "PER", ("ESP",), "owner borders:none"),
        ("India met Nepal. The larger country left.", "country", "IND", (), "large+"),
        ("India met Nepal. The larger country left.", "country", "NPL", (), "large-"),
        ("India met Nepal. The smaller country left.", "country", "NPL", (), "small+"),
        ("The former colonial power left.", "power", "FRA", (), "ruler+"),
        ("The former colonial power left.", "power", "ESP", (), "ruler-"),
        ("The former French colony left.", "colony", "MLI", (), "colony+"),
        ("The former French colony left.", "colony", "GHA", (), "colony-"),
    ],
)
def test_whether_a_description_fits(
    text: str, noun: str, code: str, owner: Codes, trait: str, document: Callable[..., Document]
) -> None:
    parsed = parse(document(text))
    token = next(t for t in parsed.tokens if t.text == noun)
    assert trait in fits(find_mentions(parsed), token, code, owner, ("MLI", "GHA"))
