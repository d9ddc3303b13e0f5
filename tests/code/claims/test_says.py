"""Who says so: quotations, reported speech, judgements, beliefs, and the speaker of each."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.claims.says import find_quotations, speaker_at
from detente.code.grammar.sentences import Parsed, parse
from detente.model import Document, Record, Speaker, Statement

Said = Callable[..., list[tuple[str, str]]]
Records = Callable[..., list[Record]]


def statements(records: Records, text: str) -> list[Statement]:
    return [r.claim for r in records(text, "statement") if isinstance(r.claim, Statement)]


def quoted(document: Callable[..., Document], text: str) -> list[str]:
    parsed = parse(document(text))
    return [text[start:end] for start, end in find_quotations(parsed)]


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»"])
def test_a_quotation_is_found_with_its_marks(marks: str, document: Callable[..., Document]) -> None:
    quotation = marks.format("We are neighbours.")
    assert quoted(document, f"The envoy said: {quotation}") == [quotation]


def test_two_quotations_are_two(document: Callable[..., Document]) -> None:
    assert quoted(document, '"We met," he said, "and we parted."') == ['"We met,"', '"and we parted."']


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph(
    document: Callable[..., Document],
) -> None:
    text = "“We are neighbours, she said.\n\nThe road is open."
    assert quoted(document, text) == ["“We are neighbours, she said."]


def test_a_quotation_in_a_parse_made_by_hand_keeps_its_place(tree: Callable[..., Parsed]) -> None:
    parsed = tree("""
        Ghana    ghana   PROPN NNP nsubj 2
        said     say     VERB  VBD ROOT  2
        “        "       PUNCT ``  punct 4
        no       no      INTJ  UH  ccomp 2
        ”        "       PUNCT ''  punct 4
    """)
    ((start, end),) = find_quotations(parsed)
    assert parsed.text_of(start, end) == "“no”"


# Whole sentences, with the parser.


@pytest.mark.parametrize(
    "text",
    [
        "“We will build the road together,” Kenya's foreign minister said.",
        "Kenya's foreign minister said: “We will build the road together.”",
        "“We will build the road,” Kenya's foreign minister said, “and we will share it.”",
        '"We will build the road together," said Kenya\'s foreign minister.',
    ],
)
def test_what_stands_in_quotation_marks_is_direct(text: str, said: Said) -> None:
    assert {form for _, form in said(text)} == {"direct"}
    assert {who for who, _ in said(text)} == {"foreign minister"}


def test_a_short_quotation_is_direct_too(said: Said) -> None:
    assert said('"Trade will double," said Ana Kovac of Croatia.') == [("Ana Kovac", "direct")]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya's foreign minister said the road was open.",
        "Kenya's foreign minister said that the road was open.",
        "The road is open, Kenya's foreign minister said.",
        "According to Kenya's foreign minister, the road is open.",
    ],
)
def test_what_is_reported_is_indirect(text: str, said: Said) -> None:
    assert said(text) == [("foreign minister", "indirect")]


def test_a_paraphrase_is_not_a_quotation(records: Records) -> None:
    (statement,) = statements(records, "Kenya's foreign minister said the road was open.")
    assert statement.words == "the road was open"
    assert not statement.suspect


def test_quotation_marks_after_that_are_suspect(records: Records) -> None:
    text = "The envoy of Peru said that “he is ready to talk with all of his neighbours”."
    (statement,) = statements(records, text)
    assert (statement.form, statement.suspect) == ("direct", True)


def test_quotation_marks_after_a_colon_are_not_suspect(records: Records) -> None:
    text = "The envoy of Peru said: “I am ready to talk with all of my neighbours.”"
    (statement,) = statements(records, text)
    assert (statement.form, statement.suspect) == ("direct", False)


def test_a_clause_with_a_quoted_fragment_is_indirect(said: Said) -> None:
    assert said('The talks were "frank and useful", Ana Kovac of Croatia said.') == [
        ("Ana Kovac", "indirect")
    ]


def test_a_quoted_phrase_without_a_speaker_is_a_phrase(said: Said) -> None:
    assert said("“Friendship without limits” is how the pact is known.") == [("?", "phrase")]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Ecuador thanked Spain for the vaccines.", "ECU"),
        ("Bolivia blamed Chile for the fire.", "BOL"),
        ("Bolivia accused Chile of diverting a river.", "BOL"),
        ("Hungary denounced Slovakia.", "HUN"),
        ("Norway welcomed the decision of Sweden.", "NOR"),
        ("Chile warned Peru.", "CHL"),
    ],
)
def test_a_verb_that_passes_judgement_is_an_act_of_speech(text: str, of: str, records: Records) -> None:
    (record,) = records(text, "statement")
    assert record.claim.form == "act"
    assert record.speaker == Speaker(of=of, type="state")


def test_what_two_do_together_is_said_by_neither(said: Said) -> None:
    assert said("Egypt and Sudan condemned Ethiopia.") == []


@pytest.mark.parametrize(
    "text", ["Tunisia fears that Libya will close the border.", "Tunisia expects Libya to close the border."]
)
def test_a_fear_or_expectation_is_a_belief(text: str, said: Said) -> None:
    assert said(text) == [("TUN", "belief")]


def test_to_call_a_thing_by_a_name_is_indirect(said: Said) -> None:
    assert said("Hungary called the plan of Slovakia a mistake.") == [("HUN", "indirect")]


def test_an_unnamed_source_is_a_speaker_without_a_name(records: Records) -> None:
    (record,) = records("A Western diplomat said Oman had proposed the talks.", "statement")
    assert record.speaker is not None
    assert record.speaker.name is None
    assert record.speaker.of is None
    assert record.speaker.type == "person"
    assert "diplomat" in (record.speaker.role or "")


def test_several_unnamed_sources_are_a_group(records: Records) -> None:
    (record,) = records("Analysts say the pact is weak.", "statement")
    assert record.speaker is not None
    assert (record.speaker.name, record.speaker.of, record.speaker.type) == (None, None, "group")


@pytest.mark.xfail(strict=True, reason="a ministry is taken for a person's name")
def test_a_ministry_is_an_organisation_that_speaks_for_its_state(records: Records) -> None:
    (record,) = records("Peru's foreign ministry said the border was closed.", "statement")
    assert record.speaker is not None
    speaker = record.speaker
    assert (speaker.name, speaker.of, speaker.type) == (None, "PER", "organisation")
    assert "ministry" in (speaker.role or "")


def test_a_state_may_speak(records: Records) -> None:
    (record,) = records("Uganda says the border is closed.", "statement")
    assert record.speaker == Speaker(of="UGA", type="state")


def test_a_person_speaks_with_name_office_and_state(records: Records) -> None:
    text = "Ghana's President Kofi Owusu said the border was closed."
    (record,) = records(text, "statement")
    assert record.speaker == Speaker(name="Kofi Owusu", role="President", of="GHA", type="person")


def test_he_who_goes_on_is_the_same_speaker(records: Records) -> None:
    text = "Ghana's President Kofi Owusu said: “The border is closed.” He added: “We want no war here.”"
    speakers = [r.speaker.name for r in records(text, "statement") if r.speaker]
    assert speakers == ["Kofi Owusu", "Kofi Owusu"]


def test_two_named_experts_each_say_it(said: Said) -> None:
    text = "Two economists, Jane Abbot and Raj Mehra, predicted that Sri Lanka would repay the loan."
    assert sorted(said(text)) == [("Jane Abbot", "belief"), ("Raj Mehra", "belief")]


@pytest.mark.xfail(strict=True, reason="a state is guessed from inside the quotation")
def test_whose_minister_speaks_is_not_guessed_from_what_is_said(records: Records) -> None:
    text = "The minister said that “we are ready to talk with our friends in Peru and Chile”."
    (record,) = records(text, "statement")
    assert record.speaker is not None
    assert record.speaker.of is None


def test_an_event_in_somebodys_mouth_carries_the_speaker(records: Records) -> None:
    (event,) = records("Uganda says it has withdrawn its troops from Congo.", "event")
    assert event.speaker == Speaker(of="UGA", type="state")


def test_an_event_told_by_the_author_has_no_speaker(records: Records) -> None:
    (event,) = records("Uganda has withdrawn its troops from Congo.", "event")
    assert event.speaker is None


def test_the_event_beside_a_judgement_is_the_authors(records: Records) -> None:
    (event,) = records("Ecuador thanked Spain for the vaccines.", "event")
    assert event.speaker is None


def test_nobody_speaks_where_nothing_is_said() -> None:
    assert speaker_at((), 0, 5) is None


def test_a_promise_to_say_something_is_no_statement(said: Said) -> None:
    assert said("If Peru said that the road was open, Chile would send trucks.") == []
