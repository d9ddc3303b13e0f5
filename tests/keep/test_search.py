"""Searching: how words are taken, what they find, in which order, and within which choice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import UnknownName, UserError
from detente.keep.terms import MOST_TERMS, finder, terms_of
from detente.model import Actor, Commitment, Event, Reading, Span, Speaker, Statement

MET = ("Islamabad met Moscow on gas", Event(actors=("PAK", "RUS"), type="CONSULT"))
LENT = (
    "Ankara lends Baku money",
    Commitment(giver=("TUR",), receiver=("AZE",), what="money", stage="announced"),
)
SAID = (
    "Erdoğan spoke of the pipeline",
    Statement(words="the pipeline comes", form="indirect"),
    Speaker(name="Recep Tayyip Erdoğan", of="TUR", type="person"),
)
NAMED = ("Erdoğan was there", Actor(code="Recep Tayyip Erdoğan", type="person", name="Recep Tayyip Erdoğan"))


def shown(typed: str) -> list[tuple[str, bool, str | None]]:
    return [(term.shown, term.whole, term.code) for term in terms_of(typed)]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("loan gas", [("loan", False, None), ("gas", True, None)]),
        ('"gas pipeline" loan', [("gas pipeline", True, None), ("loan", False, None)]),
        ("“gas pipeline”", [("gas pipeline", True, None)]),
        ("South Korea loans", [("South Korea", False, "KOR"), ("loans", False, None)]),
        ("harbour", [("harbour", False, None)]),
        ("2.5 billion", [("2 5", False, None), ("billion", False, None)]),
        ("loan loan", [("loan", False, None)]),
        ("", []),
    ],
)
def test_words_are_taken_one_by_one_but_for_phrases_and_names_of_states(typed, terms):
    assert shown(typed) == terms


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("loan", "Two LOANS were given", True),
        ("gas", "a gasket", False),
        ("US", "they told us", False),
        ("US", "the US, at last", True),
        ("erdogan", "ERDOĞAN came", True),
        ("Erdoğan", "Erdogan came", True),
        ("erdogan", "Erdog\u0306an came", True),
        ("lodz", "in Łódź", True),
        ("istanbul", "İstanbul’da", True),
        ("gas pipeline", "a gas-\npipeline", True),
        ('"gas pipeline"', "the gas\npipeline is", True),
        ('"gas pipeline"', "gas for the pipeline", False),
        ("россия", "И Россия тоже", True),
    ],
)
def test_a_word_is_found_as_people_write_it(typed, text, found):
    import duckdb

    terms = terms_of(typed)
    patterns = [finder((term,)) for term in terms]
    assert all(pattern.search(text) for pattern in patterns) is found
    values = {"text": text, "patterns": [term.for_sql for term in terms]}
    rows = duckdb.execute("select regexp_matches($text, unnest($patterns))", values).fetchall()
    assert all(one for (one,) in rows) is found


@settings(deadline=None)
@given(st.text(max_size=60))
def test_what_is_typed_is_never_taken_as_a_pattern(typed):
    try:
        terms = terms_of(typed)
    except UserError:
        return
    text = f"before, {typed}; after"
    for term in terms:
        assert re.compile(term.for_python).search(text), term


def test_too_many_words_and_none_are_mistakes_that_say_how_to_mend_them():
    with pytest.raises(UserError, match=f"more than {MOST_TERMS}") as many:
        terms_of(" ".join(f"word{n}" for n in range(MOST_TERMS + 1)))
    assert "quotation marks" in many.value.mend
    with pytest.raises(UserError, match="no word"):
        terms_of("!? --")
    with pytest.raises(UserError, match="longer than"):
        terms_of("x" * 1000)


@pytest.fixture
def filled(desk, add):
    add(desk, MET, outlet="Indus Courier", day="2021-03-01")
    add(desk, LENT, SAID, NAMED, outlet="Bosporus Post", day="2022-05-02")
    add(desk, ("The pipeline and the pipeline again", None), outlet="Gulf Ledger", day="2020-01-01")
    return desk


def outlets(found) -> list[str]:
    return [one.outlet for one in found.articles]


def test_all_words_must_stand(filled):
    assert outlets(filled.search("pipeline erdogan")) == ["Bosporus Post"]
    nothing = filled.search("pipeline islamabad")
    assert (nothing.articles, nothing.articles_in_all, nothing.records_in_all) == ((), 0, 0)


def test_articles_come_by_headline_then_by_how_often_then_the_newest_first(desk, tmp_path):
    texts = {
        "once": "It spoke of a mill.",
        "thrice": "A mill, a mill and a mill.",
        "named": "A mill at last\n\nIt stands.",
    }
    days = {"once": "2023-01-01", "thrice": "2020-01-01", "named": "2019-01-01"}
    lines = [
        f'{{"title": "{text.splitlines()[0] if name == "named" else name}", "text": "{text.split(chr(10))[-1]}", '
        f'"outlet": "{name}", "published": "{days[name]}"}}'
        for name, text in texts.items()
    ]
    (tmp_path / "a.jsonl").write_text(
        "\n".join([*lines, lines[0].replace("2023", "2024").replace("a mill", "the mill")])
    )
    desk.add([tmp_path / "a.jsonl"], coder=lambda document: Reading(doc=document.id, records=()))
    found = desk.search("mill")
    assert outlets(found) == ["named", "thrice", "once", "once"]
    assert [one.published.year for one in found.articles] == [2019, 2020, 2024, 2023]


def test_nothing_typed_lists_the_newest_articles_first(filled):
    found = filled.search()
    assert outlets(found) == ["Bosporus Post", "Indus Courier", "Gulf Ledger"]
    assert found.articles_in_all == 3 and found.actors == ()


def test_a_states_name_finds_its_records_under_any_name(filled):
    found = filled.search("Pakistan gas")
    assert [one.record.evidence.text for one in found.records] == [MET[0]]
    assert found.articles == ()  # its text says Islamabad


def test_a_speaker_and_the_claims_own_words_are_searched_too(filled):
    assert [one.record.kind for one in filled.search("tayyip").records] == ["statement"]
    assert [one.record.kind for one in filled.search("comes").records] == ["statement"]


def test_actors_are_states_by_any_of_their_names_and_whom_articles_speak_of(filled):
    assert [(one.code, one.name) for one in filled.search("islamabad").actors] == [("PAK", "Pakistan")]
    (person,) = filled.search("erdogan").actors
    assert (person.name, person.type, person.articles) == ("Recep Tayyip Erdoğan", "person", 1)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"kind": "commitment"}, ["Bosporus Post"]),
        ({"party": "Russia"}, ["Indus Courier"]),
        ({"dyad": ("TUR", "Azerbaijan")}, ["Bosporus Post"]),
        ({"since": "2021-03-01"}, ["Bosporus Post", "Indus Courier"]),
        ({"until": "2021-03-01"}, ["Indus Courier", "Gulf Ledger"]),
        ({"outlet": "gulf ledger"}, ["Gulf Ledger"]),
    ],
)
def test_a_choice_narrows_what_is_found(filled, choice, expected):
    assert outlets(filled.search(**choice)) == expected


def test_a_page_knows_how_many_there_are_in_all(filled):
    first, last = filled.search(limit=2), filled.search(limit=2, offset=2)
    assert len(first.articles) == 2 and len(last.articles) == 1
    assert filled.search(limit=2, offset=20).articles_in_all == 3
    assert filled.search(limit=0).articles_in_all == 3


def test_what_an_analyst_rejected_is_not_found(filled, decided):
    record = filled.search("islamabad").records[0].record
    decided(filled, "reject", record)
    assert filled.search("islamabad").records == ()
    assert outlets(filled.search("islamabad")) == ["Indus Courier"]


def test_sentences_that_were_not_understood_are_searched_apart(desk, tmp_path):
    text = "Pakistan is near Russia. Pakistan sells rice."

    def misses(document):
        spans = tuple(Span.cut(document, at, at + 24) for at in (0,))
        return Reading(doc=document.id, records=(), not_understood=spans)

    (tmp_path / "a.txt").write_text(text)
    desk.add([tmp_path / "a.txt"], coder=misses)
    found = desk.search("russia", groups=("missed",))
    assert [one.text for one in found.missed] == ["Pakistan is near Russia."]
    assert desk.search("rice", groups=("missed",)).missed == ()
    assert desk.search(party="Russia", groups=("missed",)).missed_in_all == 1


def test_a_kind_or_day_that_is_none_is_said_so(filled):
    for choice in ({"kind": "nope"}, {"since": "yesterday"}, {"party": "Atlantis"}):
        with pytest.raises(UnknownName):
            filled.search(**choice)
    with pytest.raises(UnknownName, match="two parties"):
        filled.search(dyad=("PAK", "RUS"), party="USA")
