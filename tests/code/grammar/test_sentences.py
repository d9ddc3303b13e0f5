"""Sentences and their parse: what is read, what is left out, and that every word keeps its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.code.grammar.sentences import Parsed, blocks, load_parser, parse, readable
from detente.errors import UnknownName
from detente.model import Document

Make = Callable[..., Document]

ODD = st.text(alphabet="aé中 .,;:!?\n\r\t“”‘’\"'-—\u00a0\u200b\u2060\u00ad\ufeff😀🇫🇷1", max_size=120)


def paragraphs(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in blocks(text)]


def test_what_is_read_has_as_many_characters_as_the_original(document: Make) -> None:
    text = "HEAD\n\nLIMA, June 3 — Peru met Chile.\n\nDownload our app"
    given_ = document(text, headline=(0, 4), dateline=(6, 20), boilerplate=((text.index("Down"), len(text)),))
    shown = readable(given_)
    assert len(shown) == len(text)
    assert shown.split() == ["Peru", "met", "Chile."]
    assert shown.index("Peru") == text.index("Peru")


def test_only_the_stretches_of_content_are_read(document: Make) -> None:
    text = "<p>Peru met Chile.</p>"
    assert readable(document(text, content=((3, 18),))).split() == ["Peru", "met", "Chile."]


def test_a_flow_is_read_in_place_of_the_text_and_keeps_its_places(document: Make) -> None:
    text = "Peru <b>met</b> Chile."
    flow = "Peru    met     Chile."
    assert readable(document(text, flow=flow)) == flow


def test_an_empty_line_parts_paragraphs() -> None:
    assert paragraphs("One state.\n\nAnother state.\n") == ["One state.", "Another state."]


def test_a_hard_wrapped_sentence_is_one_paragraph() -> None:
    text = "The ministers of the two neighbours met\nin the capital on Monday."
    assert paragraphs(text) == [text]


def test_a_line_that_ends_a_sentence_ends_the_paragraph() -> None:
    assert paragraphs("They met.\nThey parted.") == ["They met.", "They parted."]


@given(ODD)
def test_paragraphs_hold_everything_but_blanks_and_never_overlap(text: str) -> None:
    found = list(blocks(text))
    assert all(start < end for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    left = "".join(c for i, c in enumerate(text) if not any(s <= i < e for s, e in found))
    assert not left.strip()


@given(ODD)
@settings(max_examples=40, deadline=None)
def test_every_word_stands_where_it_says(text: str) -> None:
    made = Document(id="0", text=text)
    parsed = parse(made)
    for token in parsed.tokens:
        piece = text[token.start : token.end]
        assert re.sub(r"[\u2060\u00ad\u200b\ufeff]", "", re.sub(r"\s+", " ", piece)) == token.text
    starts = [t.start for t in parsed.tokens]
    assert starts == sorted(set(starts))


def test_a_word_broken_by_an_invisible_mark_is_one_word(document: Make) -> None:
    text = "Pe\u00adru met Chi\u200ble."
    parsed = parse(document(text))
    first = parsed.tokens[0]
    assert first.text == "Peru"
    assert text[first.start : first.end] == "Pe\u00adru"


def test_sentences_cover_all_words_in_order(document: Make) -> None:
    parsed = parse(document("Peru met Chile. Ghana met Togo; Benin did not.\n\nMali met Niger."))
    assert parsed.sentences[0][0] == 0
    assert parsed.sentences[-1][1] == len(parsed.tokens)
    assert all(a[1] == b[0] for a, b in pairwise(parsed.sentences))
    assert all(parsed.tokens[i].sent == n for n, (a, b) in enumerate(parsed.sentences) for i in range(a, b))


def test_a_semicolon_begins_a_new_sentence(document: Make) -> None:
    assert len(parse(document("Ghana met Togo; Benin did not meet Mali.")).sentences) == 2


def test_sentences_of_one_paragraph_share_its_number(document: Make) -> None:
    parsed = parse(document("Peru met Chile. They talked.\n\nMali met Niger."))
    assert parsed.paragraphs[0] == parsed.paragraphs[1] != parsed.paragraphs[2]


def test_every_head_stands_in_the_sentence_of_its_word(document: Make) -> None:
    parsed = parse(document("Peru met Chile; Ghana, which met Togo, left. Mali did not."))
    assert all(parsed.tokens[t.head].sent == t.sent for t in parsed.tokens)
    assert all(t.i in parsed.children[t.head] for t in parsed.tokens if t.head != t.i)


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u200b", "\r\n\r\n"])
def test_nothing_to_read_gives_no_sentence(text: str, document: Make) -> None:
    parsed = parse(document(text))
    assert (parsed.tokens, parsed.sentences, parsed.entities) == ((), (), ())


@pytest.mark.parametrize(
    "text, verb, lemma",
    [
        ("Al-Sisi travels to Ankara.", "travels", "travel"),
        ("President Joe Biden thanks Qatar, Oman and Switzerland.", "thanks", "thank"),
        ("Emmanuel Macron hosts Olaf Scholz in Paris.", "hosts", "host"),
    ],
)
def test_a_verb_taken_for_a_noun_is_a_verb_with_its_subject(
    text: str, verb: str, lemma: str, document: Make
) -> None:
    parsed = parse(document(text))
    word = next(t for t in parsed.tokens if t.text == verb)
    assert (word.pos, word.lemma, text[word.start : word.end]) == ("VERB", lemma, verb)
    assert [k.i < word.i for k in parsed.kids(word.i, "nsubj")] == [True]


@pytest.mark.parametrize("text", ["Iran sanctions on hold.", "Ukraine peace talks in Riyadh."])
def test_a_heading_without_a_verb_has_none(text: str, document: Make) -> None:
    assert not [t for t in parse(document(text)).tokens if t.pos == "VERB"]


def test_an_unknown_parser_is_named_with_those_that_are_there() -> None:
    with pytest.raises(UnknownName, match="en_core_web_giant") as error:
        load_parser("en_core_web_giant")
    assert "en_core_web_sm" in error.value.mend


def test_the_words_under_a_word_come_in_order_of_the_text(tree: Callable[..., Parsed]) -> None:
    parsed = tree("""
        Old     old    ADJ   JJ  amod   2
        Peru    peru   PROPN NNP nsubj  3
        met     meet   VERB  VBD ROOT   3
        Chile   chile  PROPN NNP dobj   3
    """)
    assert parsed.subtree(2) == [0, 1, 2, 3]
    assert [t.text for t in parsed.kids(2, "nsubj", "dobj")] == ["Peru", "Chile"]
    assert parsed.text_of(*parsed.chars(0, 1)) == "Old Peru"
