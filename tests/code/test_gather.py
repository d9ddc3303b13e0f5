"""The whole reading of a document: offsets, order, determinism, and what yields nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.code import code
from detente.keep.jsonl import write_jsonl
from detente.model import KINDS, Document, Reading, When
from detente.settings import Settings

Read = Callable[..., Reading]

SENTENCES = (
    "Kenya's president visited Ethiopia on Monday.",
    "“We will build the road together,” Foreign Minister Amina Otieno of Kenya said.",
    'Peru\'s envoy said: "We want no war with Chile."',
    "Kuwait pledged $300 million to Jordan; Jordan thanked it.",
    "Serbia turned away from Russia towards the European Union.",
    "The world is moving from a unipolar to a multipolar order.",
    "Because Mali closed the border, Niger lost its trade.",
    "Both countries agreed to share intelligence.",
    "Côte d’Ivoire and São Tomé and Príncipe signed a treaty.",
    "Ireland donated 200,000 doses of vaccine to Ghana in May 2023.",
)
BLANKS = (" ", "  ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", " \u00a0")
GAPS = (*BLANKS, "\u200b ", " 😀 ", "\ufeff\n", "\u2060 ", " — ")
TEXTS = st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(GAPS)), min_size=1, max_size=4).map(
    lambda parts: "".join(sentence + gap for sentence, gap in parts)
)
DAY = When(since=date(2024, 6, 12), until=date(2024, 6, 12))


def reading_of(text: str, **given_: object) -> Reading:
    return code(Document(id="d", text=text, published=DAY, **given_))  # type: ignore[arg-type]


def check(text: str, reading: Reading) -> None:
    """What every reading owes, whatever the text."""
    spans = [r.evidence for r in reading.records] + list(reading.not_understood)
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]
        assert span.doc == "d"
    assert all(0 <= r.confidence <= 1 and r.kind in KINDS and r.coder for r in reading.records)
    assert len({r.id for r in reading.records}) == len(reading.records)
    starts = [r.evidence.start for r in reading.records]
    assert starts == sorted(starts)


@given(TEXTS, st.sampled_from(GAPS))
@settings(max_examples=60, deadline=None)
def test_every_record_quotes_the_text_in_its_place(text: str, before: str) -> None:
    check(before + text, reading_of(before + text))


@pytest.mark.parametrize("blank", ["\t", "  ", "\u00a0", "\r\n", "\n    "])
def test_a_name_over_the_end_of_a_line_is_the_same_name(blank: str, read: Read) -> None:
    text = f"Norway met the European{blank}Union."
    assert {r.claim.code for r in read(text).records if r.kind == "actor"} == {"NOR", "EU"}


@given(TEXTS)
@example("Norway met the European Union. ")
@settings(max_examples=25, deadline=None)
def test_a_reading_does_not_hang_on_the_kind_of_blanks(text: str) -> None:
    plain, tabbed = reading_of(text), reading_of(text.replace(" ", "\t"))
    assert [r.kind for r in plain.records] == [r.kind for r in tabbed.records]


@given(TEXTS)
@settings(max_examples=15, deadline=None)
def test_the_same_text_gives_the_same_reading(text: str) -> None:
    assert reading_of(text) == reading_of(text)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_junk_is_read_without_a_crash(text: str) -> None:
    check(text, reading_of(text))


@given(st.text(alphabet="“”\"'«»,;:—-. \n\t$€%0123456789abAB's", max_size=300))
@settings(max_examples=60, deadline=None)
def test_marks_and_figures_are_read_without_a_crash(text: str) -> None:
    check(text, reading_of(text))


@given(st.permutations([w for s in SENTENCES[:4] for w in s.split()]))
@settings(max_examples=30, deadline=None)
def test_words_in_disorder_are_read_without_a_crash(words: list[str]) -> None:
    text = " ".join(words)
    check(text, reading_of(text))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\r\n", "\t", "\ufeff", "\u200b", "—", "..."])
def test_where_nothing_is_said_nothing_is_read(text: str) -> None:
    reading = reading_of(text)
    assert (reading.records, reading.not_understood) == ((), ())


def test_empty_content_yields_nothing(read: Read) -> None:
    text = "Kenya's president visited Ethiopia."
    assert read(text, boilerplate=((0, len(text)),)).records == ()


HEAD = "GHANA ATTACKS TOGO"
LINE = "ACCRA, June 3 — "
BODY = "Peru thanked Chile."
FOOT = "Norway condemned Sweden."


def test_headline_dateline_and_boilerplate_yield_nothing(read: Read) -> None:
    text = f"{HEAD}\n\n{LINE}{BODY}\n\n{FOOT}"
    at = text.index(LINE)
    foot = text.index(FOOT)
    reading = read(
        text, headline=(0, len(HEAD)), dateline=(at, at + len(LINE)), boilerplate=((foot, len(text)),)
    )
    start = text.index(BODY)
    assert {r.kind for r in reading.records} >= {"actor", "event"}
    assert all(start <= r.evidence.start and r.evidence.end <= start + len(BODY) for r in reading.records)
    assert {r.claim.code for r in reading.records if r.kind == "actor"} == {"PER", "CHL"}


def test_what_lies_outside_of_the_content_yields_nothing(read: Read) -> None:
    text = f"{FOOT} {BODY}"
    start = text.index(BODY)
    reading = read(text, content=((start, len(text)),))
    assert reading.records
    assert all(r.evidence.start >= start for r in reading.records)


def test_a_sentence_on_two_states_without_a_record_is_named(read: Read) -> None:
    text = "Peru borders Chile. Ghana thanked Togo."
    assert [span.text for span in read(text).not_understood] == ["Peru borders Chile."]


def test_a_sentence_that_names_fewer_than_two_states_is_not_missed(read: Read) -> None:
    assert read("Peru is large. Trade grew.").not_understood == ()


def test_records_below_the_least_confidence_are_not_kept(document: Callable[..., Document]) -> None:
    made = document("Kuwait pledged $300 million to Jordan; Jordan thanked it.")
    sure = code(made, settings=Settings(least_confidence=0.65))
    everything = code(made)
    assert 0 < len(sure.records) < len(everything.records)
    assert set(sure.records) <= set(everything.records)


def test_a_reading_says_which_coder_and_settings_made_it(read: Read) -> None:
    reading = read("Ghana thanked Togo.")
    assert reading.coder
    assert reading.settings == Settings().digest
    assert {r.coder for r in reading.records} == {reading.coder}


def test_every_record_says_by_which_rule_it_was_read(read: Read) -> None:
    for record in read("Kuwait pledged $300 million to Jordan; Jordan thanked it.").records:
        assert record.votes
        assert all(vote.voter for vote in record.votes)


def test_a_reading_can_be_written_down(read: Read) -> None:
    from io import StringIO

    stream = StringIO()
    reading = read(" ".join(SENTENCES))
    write_jsonl(reading.records, stream)
    assert len(stream.getvalue().splitlines()) == len(reading.records)


def test_an_inferred_party_lowers_the_confidence(read: Read) -> None:
    (plain,) = (r for r in read("Kuwait pledged $3 million to Jordan.").records if r.kind == "event")
    found = read("Jordan is a neighbour. Kuwait pledged $3 million.").records
    (inferred,) = (r for r in found if r.kind == "event")
    assert inferred.confidence < plain.confidence


def test_a_mark_of_writing_direction_hides_no_event(read) -> None:
    reading = read("Laos \u202erecalled its ambassador from Thailand.")
    found = [r for r in reading.records if r.kind == "event"]
    assert [(r.claim.type, r.claim.actors, r.claim.recipients) for r in found] == [
        ("SANCTION", ("LAO",), ("THA",))
    ]
    assert found[0].evidence.text == "Laos \u202erecalled its ambassador from Thailand"


def test_a_party_taken_from_the_sentence_before_is_less_sure_than_a_named_one(read) -> None:
    reading = read("Peru and Ecuador signed a pact. Colombia criticised the pact. Chile criticised Peru.")
    sure = {
        r.claim.actors: r.confidence
        for r in reading.records
        if r.kind == "event" and r.claim.type == "ACCUSE"
    }
    assert sure[("COL",)] < sure[("CHL",)]
