"""One question for the tests of this room: whom does a word stand for?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.grammar.sentences import Parsed, parse
from detente.code.parties.who import find_mentions
from detente.model import Codes, Document


@pytest.fixture()
def meant() -> Callable[[Parsed, str], Codes]:
    """Whom the last such word of a parse stands for."""
    return lambda parsed, word: find_mentions(parsed).codes_of(
        [t.i for t in parsed.tokens if t.text == word][-1]
    )


@pytest.fixture()
def who(document: Callable[..., Document], meant: Callable[[Parsed, str], Codes]) -> Callable[..., Codes]:
    """Whom the last such word of a text stands for."""
    return lambda text, word, **given: meant(parse(document(text, **given)), word)
