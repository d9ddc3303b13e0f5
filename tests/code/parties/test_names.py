"""Names of the vocabulary in the text: which name, where it ends, and when it is somebody's surname."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.grammar.sentences import Parsed, parse
from detente.code.parties.names import first_word, match_names, name_at_start
from detente.model import Document

Make = Callable[..., Parsed]


def chain(*words: str) -> str:
    """A table of proper names in which each word hangs on the last."""
    return "\n".join(
        f"{word} {word.lower()} PROPN NNP {'ROOT' if n == len(words) else 'compound'} {len(words)}"
        for n, word in enumerate(words, 1)
    )


def names(parsed: Parsed) -> list[tuple[str, str, str]]:
    """(written, code, how) of each name found."""
    return [
        (parsed.text_of(*parsed.chars(f.first, f.last)), f.name.code, f.name.how) for f in match_names(parsed)
    ]


@pytest.mark.parametrize(
    ("words", "code", "how"),
    [
        ("Kenya", "KEN", "name"),
        ("South Korea", "KOR", "name"),
        ("North Korea", "PRK", "name"),
        ("Papua New Guinea", "PNG", "name"),
        ("Guinea", "GIN", "name"),
        ("Equatorial Guinea", "GNQ", "name"),
        ("South Sudan", "SSD", "name"),
        ("Dominican Republic", "DOM", "name"),
        ("Dominica", "DMA", "name"),
        ("Niger", "NER", "name"),
        ("Nigeria", "NGA", "name"),
        ("United Arab Emirates", "ARE", "name"),
        ("Burma", "MMR", "name"),
        ("Türkiye", "TUR", "name"),
        ("Kosovo", "KOS", "name"),
        ("Nairobi", "KEN", "capital"),
        ("Buenos Aires", "ARG", "capital"),
        ("Kremlin", "RUS", "seat"),
        ("Peruvian", "PER", "adjective"),
        ("South Korean", "KOR", "adjective"),
        ("Icelanders", "ISL", "people"),
        ("NATO", "NATO", "organisation"),
        ("European Union", "EU", "organisation"),
        ("African Union", "AU", "organisation"),
    ],
)
def test_a_name_of_the_world_is_known_by_its_code(words: str, code: str, how: str, tree: Make) -> None:
    assert names(tree(chain(*words.split()))) == [(words, code, how)]


def test_the_longest_name_wins(tree: Make) -> None:
    assert names(tree(chain("South", "Sudan"))) == [("South Sudan", "SSD", "name")]


def test_two_names_beside_each_other_are_two(tree: Make) -> None:
    assert [code for _, code, _ in names(tree(chain("Kenya", "Uganda")))] == ["KEN", "UGA"]


def test_a_name_in_capitals_is_the_same_name(tree: Make) -> None:
    assert [code for _, code, _ in names(tree(chain("ETHIOPIA")))] == ["ETH"]


def test_a_common_noun_in_lower_case_is_no_state(tree: Make) -> None:
    assert names(tree("turkey turkey NOUN NN ROOT 1")) == []
    assert names(tree("china china NOUN NN ROOT 1")) == []


def test_a_part_of_a_word_is_no_name(tree: Make) -> None:
    assert names(tree(chain("Omanization"))) == []


def test_a_surname_is_no_state(tree: Make) -> None:
    parsed = tree(chain("Anna", "Jordan"), entities=[(1, 2, "PERSON")])
    assert names(parsed) == []


def test_a_state_before_a_person_stays_a_state(tree: Make) -> None:
    parsed = tree(chain("Jordan", "Karim"), entities=[(1, 2, "PERSON")])
    assert names(parsed) == [("Jordan", "JOR", "name")]


def test_the_head_of_a_name_is_the_word_that_hangs_outside_of_it(tree: Make) -> None:
    parsed = tree("""
        South  south  PROPN NNP compound 2
        Korea  korea  PROPN NNP nsubj    3
        left   leave  VERB  VBD ROOT     3
    """)
    assert [found.head for found in match_names(parsed)] == [1]


@pytest.mark.parametrize(
    ("line", "code"),
    [("LIMA, June 3", "PER"), ("ADDIS ABABA — ", "ETH"), ("Wellington (Wire)", "NZL"), ("KIGALI", "RWA")],
)
def test_a_dateline_names_the_state_of_its_city(line: str, code: str) -> None:
    found = name_at_start(line)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("line", ["", "By our correspondent", "The talks in Lima"])
def test_a_line_without_a_city_at_its_start_names_no_state(line: str) -> None:
    assert name_at_start(line) is None


def test_the_first_word_of_a_name_ends_at_a_blank_hyphen_or_apostrophe() -> None:
    assert first_word("Guinea-Bissau") == "guinea"
    assert first_word("Cote d'Ivoire") == "cote"
    assert first_word("U.S.") == "u.s"


def codes_in(text: str, document: Callable[..., Document]) -> set[str]:
    return {code for found in match_names(parse(document(text))) for code in found.name.codes}


def test_letters_of_a_states_agency_count_where_the_text_names_that_state(
    document: Callable[..., Document],
) -> None:
    assert "KOR" in codes_in("The NIS in Seoul said that a missile had been fired.", document)
    assert "KOR" not in codes_in("The refinery of NIS in Serbia stands still.", document)


def test_a_national_security_council_is_not_that_of_the_united_nations(
    document: Callable[..., Document],
) -> None:
    assert "UN" in codes_in("The Security Council met on Mali.", document)
    assert "UN" not in codes_in("The National Security Council met on Mali.", document)


def test_letters_that_are_nobody_elses_count_alone(document: Callable[..., Document]) -> None:
    assert "USA" in codes_in("The CIA denied it.", document)
