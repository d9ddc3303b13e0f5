"""Who wants what of whom."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import vocab
from detente.code.claims.wants import find_interests, want_words
from detente.code.grammar.clauses import find_clauses
from detente.code.grammar.phrases import BRIEF, brief, split_list
from detente.code.grammar.sentences import Parsed, Token, parse
from detente.code.parties.who import find_mentions
from detente.code.told import Told
from detente.model import Document, Interest


@cache
def told(text: str) -> tuple[Told, ...]:
    parsed = parse(Document(id="x", text=text))
    return find_interests(parsed, find_clauses(parsed), find_mentions(parsed))


def interests(text: str) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
    claims = [one.claim for one in told(text)]
    return [(c.holder, c.toward, c.object) for c in claims if isinstance(c, Interest)]


@pytest.mark.parametrize(
    ("text", "holder", "toward", "wanted"),
    [
        ("Tokyo has long sought a peace treaty with Moscow.", "JPN", "RUS", "a peace treaty with Moscow"),
        (
            "Ankara is eager to buy fighter jets from Washington.",
            "TUR",
            "USA",
            "to buy fighter jets from Washington",
        ),
        ("Canberra looks to Jakarta for help with migrants.", "AUS", "IDN", "help with migrants"),
        ("Chile has asked Peru for water.", "CHL", "PER", "water"),
        ("Berlin is interested in Kazakh oil.", "DEU", "KAZ", "Kazakh oil"),
    ],
)
def test_a_verb_or_adjective_of_wanting_names_holder_object_and_the_one_asked(
    text: str, holder: str, toward: str, wanted: str
) -> None:
    assert interests(text) == [((holder,), (toward,), wanted)]


@pytest.mark.parametrize(
    ("text", "holder", "wanted"),
    [
        (
            "Beijing's main goal is to keep warships out of the strait.",
            "CHN",
            "to keep warships out of the strait",
        ),
        ("Pakistan has a stake in a stable Afghanistan.", "PAK", "a stable Afghanistan"),
        ("Poland's ambition to host American troops has grown.", "POL", "to host American troops"),
        ("It is in Hanoi's interest to balance China.", "VNM", "to balance China"),
        ("For Delhi, the priority is a stable border with China.", "IND", "a stable border with China"),
        ("In search of new markets, Iran opened a port.", "IRN", "new markets"),
        ("Norway has made peace with Sweden a central goal.", "NOR", "peace with Sweden"),
    ],
)
def test_a_noun_of_wanting_takes_its_holder_from_its_owner_or_its_verb(
    text: str, holder: str, wanted: str
) -> None:
    assert [(h, w) for h, _, w in interests(text)] == [((holder,), wanted)]


def test_what_a_state_wants_may_stand_after_the_verb_to_be() -> None:
    found = interests("What Seoul wants is a guarantee against an attack by North Korea.")
    assert found == [(("KOR",), ("PRK",), "a guarantee against an attack by North Korea")]


def test_each_thing_on_which_an_interest_rests_is_wanted() -> None:
    found = interests("Italy's interest in Libya is based on oil, the control of migrants, and new ports.")
    assert [w for _, _, w in found] == ["oil", "the control of migrants", "new ports"]
    assert {h for h, _, _ in found} == {("ITA",)}


def test_who_asks_for_nothing_wants_nothing() -> None:
    assert interests("Chad asked France for nothing.") == []


def test_a_repeated_preposition_parts_two_wants() -> None:
    found = interests("Bolivia is dreaming of a harbour and of a railway to the sea.")
    assert [w for _, _, w in found] == ["a harbour", "a railway to the sea"]


def test_we_in_a_quotation_are_those_who_speak() -> None:
    found = interests('"We want no war on our border," a Brazilian diplomat said.')
    assert [h for h, _, _ in found] == [("BRA",)]


@pytest.mark.parametrize(
    "text",
    [
        "Egypt does not want war.",
        "Egypt no longer seeks a loan.",
        "If Egypt wanted a war, it would have one.",
        "Egypt should look for the causes at home.",
        "Analysts want a better report.",
        "A French diplomat asked not to be named.",
        "Japan bought a 26 percent stake in the field.",
    ],
)
def test_a_want_that_is_denied_supposed_advised_or_nobodys_is_no_interest(text: str) -> None:
    assert interests(text) == []


def test_the_evidence_is_in_the_text_and_holds_the_object() -> None:
    text = "Yesterday Tokyo sought a peace treaty with Moscow, an aide said."
    for one in told(text):
        assert isinstance(one.claim, Interest)
        assert one.claim.object in text[one.start : one.end]


def by_hand(words: list[str]) -> Parsed:
    """A parse in which every word hangs on the first."""
    tokens, at = [], 0
    for i, word in enumerate(words):
        tokens.append(Token(i, word, word.lower(), "NOUN", "NN", "dep", 0, at, at + len(word)))
        at += len(word) + 1
    document = Document(id="x", text=" ".join(words))
    return Parsed(document, tuple(tokens), (tuple(range(1, len(words))),), ((0, len(words)),))


WORDS = st.lists(st.sampled_from(["salt", "port", "and", ",", "oil"]), min_size=1, max_size=30)


@given(WORDS)
def test_a_brief_text_has_no_more_than_twelve_words(words: list[str]) -> None:
    assert len(brief(by_hand(words), 0, len(words) - 1).split()) <= BRIEF


@given(WORDS)
def test_the_items_of_a_list_stand_in_order_and_do_not_overlap(words: list[str]) -> None:
    items = split_list(by_hand(words), 0, len(words) - 1)
    flat = [place for item in items for place in item]
    assert flat == sorted(flat)
    assert 0 <= flat[0] <= flat[-1] < len(words)


def test_every_row_tells_where_what_is_wanted_stands() -> None:
    for row in vocab.rows("wants.tsv", ("forms", "pos", "object", "toward", "source")):
        assert row["pos"] in {"v", "a", "n", "l", "m", "r"}
        assert all(row[column] for column in row)
    assert want_words("v")["want"].objects[0] == "obj"
