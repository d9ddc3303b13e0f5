"""Belief is the arithmetic that the module writes down, reckoned again here by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from math import prod
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.keep.assembly.belief import attribute, doubt_in_all, is_denial, trust, weigh
from detente.model import Commitment, Event, Speaker, Statement, Telling, Voice
from detente.vocab.tables import use_words

Make = Callable[..., Telling]
MINISTER = Speaker(role="foreign minister", of="RUS", type="person")
OFFICIAL = Speaker(role="official", of="RUS", type="person")


def belief(*tellings: Telling) -> float:
    return weigh(tellings).value


def by_hand(stories: list[tuple[str, float]]) -> float:
    """Belief from the outlets and the doubts of stories: the formula of the docstring, written again."""
    outlets = groupby(sorted(stories), key=lambda story: story[0])
    return 1 - prod(0.05 + 0.95 * prod(doubt for _, doubt in found) for _, found in outlets)


def test_what_nobody_tells_is_not_believed() -> None:
    nothing = weigh([])
    assert (nothing.value, nothing.voices, nothing.against) == (0.0, (), ())
    assert doubt_in_all([]) == 1


def test_one_article_that_says_so_itself(deed: Make) -> None:
    # trust 0.8, so doubt 0.2; the outlet 0.05 + 0.95 x 0.2 = 0.24
    assert belief(deed(outlet="A")) == pytest.approx(0.76)


def test_the_coder_s_confidence_multiplies_the_trust(deed: Make) -> None:
    # 1 - 0.5 x 0.8 = 0.6; 0.05 + 0.95 x 0.6 = 0.62
    assert belief(deed(outlet="A", confidence=0.5)) == pytest.approx(0.38)


def test_two_stories_of_two_outlets_are_worth_more_than_two_of_one(deed: Make) -> None:
    one, other = deed(doc="a", outlet="A"), deed(doc="b", outlet="B")
    assert belief(one, other) == pytest.approx(1 - 0.24 * 0.24)  # 0.9424
    assert belief(one, replace(other, outlet="A")) == pytest.approx(1 - (0.05 + 0.95 * 0.2 * 0.2))  # 0.912


def test_one_outlet_alone_never_comes_above_what_its_stories_do_not_share(deed: Make) -> None:
    many = [deed(doc=f"d{n}", outlet="A") for n in range(60)]
    assert belief(*many) == pytest.approx(0.95)
    assert belief(*many) <= 0.95


def test_a_reprint_adds_nothing(deed: Make) -> None:
    first = deed(doc="a", outlet="A", published="2019-05-03")
    again = deed(doc="b", outlet="B", published="2019-05-04", story="a")
    assert belief(first, again) == belief(first)
    assert len(weigh([first, again]).voices) == 1


def test_of_a_story_the_telling_that_leaves_least_doubt_counts(deed: Make) -> None:
    said = deed(doc="a", story="s", outlet="A", published="2019-05-03", speaker=OFFICIAL)
    better = deed(doc="b", story="s", outlet="B", published="2019-05-04", speaker=MINISTER, confidence=0.9)
    # the minister of the actor's state: 1 - 0.9 x 0.65 = 0.415; the official: 1 - 0.4 = 0.6
    (voice,) = weigh([said, better]).voices
    assert voice == Voice(
        story="s",
        outlet="A",
        outlets=("A",),
        attribution="party",
        trust=0.65,
        confidence=0.9,
        doubt=pytest.approx(0.415),
        records=tuple(sorted([said.record.id, better.record.id])),
    )
    assert belief(said, better) == pytest.approx(1 - (0.05 + 0.95 * 0.415))


def test_where_no_outlet_is_stated_each_story_stands_for_itself(deed: Make) -> None:
    assert belief(deed(doc="a"), deed(doc="b")) == pytest.approx(1 - 0.24 * 0.24)


def test_an_article_without_a_story_is_a_story_of_its_own(deed: Make) -> None:
    two = [deed(doc="a", story="", outlet="A"), deed(doc="b", story="", outlet="B")]
    assert [voice.story for voice in weigh(two).voices] == ["a", "b"]
    assert weigh(two).value == pytest.approx(0.9424)


def test_stories_that_deny_it_take_from_belief(deed: Make) -> None:
    says, denies = deed(doc="a", outlet="A"), deed(doc="b", outlet="B", aux="negation")
    found = weigh([says, denies])
    assert found.value == pytest.approx(0.76 * (1 - 0.76))
    assert [voice.story for voice in found.voices] == ["a"]
    assert [voice.story for voice in found.against] == ["b"]


def test_what_is_only_denied_is_not_believed(deed: Make) -> None:
    found = weigh([deed(aux="negation", outlet="A")])
    assert (found.value, found.voices, len(found.against)) == (0.0, (), 1)


def test_only_a_negated_event_is_a_denial(deed: Make, promise: Make) -> None:
    assert is_denial(deed(aux="negation future").record)
    assert not is_denial(deed(aux="hypothetical").record)
    assert not is_denial(promise("cancelled").record)


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [("seen", 0.8), ("party", 0.65), ("third", 0.55), ("opponent", 0.45), ("anonymous", 0.4)],
)
def test_trust_goes_by_who_stands_behind_a_telling(attribution, expected: float) -> None:
    assert trust(attribution) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        (None, "seen"),
        (Speaker(name="Anna Petrova", of="RUS", type="person"), "party"),
        (Speaker(name="Imran Shah", of="PAK", type="person"), "party"),
        (Speaker(name="John Doe", of="USA", type="person"), "third"),
        (Speaker(name="Jane Roe", type="person"), "third"),
        (Speaker(of="RUS", type="state"), "party"),
        (Speaker(of="NATO", type="organisation"), "third"),
        (Speaker(role="foreign minister", of="RUS", type="person"), "party"),
        (Speaker(role="Foreign Minister", of="PAK", type="person"), "party"),
        (Speaker(role="prime minister", of="IND", type="person"), "third"),
        (Speaker(role="spokesperson", of="RUS", type="person"), "party"),
        (Speaker(role="official", of="RUS", type="person"), "anonymous"),
        (Speaker(of="RUS", type="person"), "anonymous"),
        (Speaker(role="officials", of="RUS", type="group"), "anonymous"),
        (Speaker(of="RUS", type="unknown"), "anonymous"),
        (Speaker(role="analyst", type="person"), "anonymous"),
        (Speaker(type="unknown"), "anonymous"),
    ],
)
def test_who_stands_behind_a_deed_that_is_not_hostile(telling: Make, speaker, expected: str) -> None:
    aid = Event(actors=("RUS",), recipients=("PAK",), type="AID")
    assert attribute(telling(aid, speaker=speaker).record) == expected


@pytest.mark.parametrize(
    "hostile", ["ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
)
def test_of_a_hostile_deed_the_one_it_is_done_to_is_the_opponent(telling: Make, hostile) -> None:
    event = Event(actors=("RUS",), recipients=("PAK",), type=hostile)
    by = {of: telling(event, speaker=Speaker(of=of, type="state")).record for of in ("RUS", "PAK", "USA")}
    assert {of: attribute(record) for of, record in by.items()} == {
        "RUS": "party",
        "PAK": "opponent",
        "USA": "third",
    }


def test_giver_and_receiver_are_parties_and_so_are_all_of_a_mutual_commitment(telling: Make) -> None:
    for claim in (
        Commitment(giver=("CHN",), receiver=("PAK",), what="a loan"),
        Commitment(giver=("CHN", "PAK"), what="a pact"),
    ):
        said = [
            attribute(telling(claim, speaker=Speaker(of=of, type="state")).record) for of in ("CHN", "PAK")
        ]
        assert said == ["party", "party"]


def test_of_a_claim_without_parties_every_speaker_is_a_third(telling: Make) -> None:
    claim = Statement(words="It is a new era.", form="direct")
    assert attribute(telling(claim, speaker=MINISTER).record) == "third"


outlets = st.sampled_from(["A", "B", "C"])
sure = st.floats(0.1, 1.0)
stories = st.lists(st.tuples(outlets, sure), max_size=6)


def told_by(deed: Make, told: list[tuple[str, float]], aux: str = "") -> list[Telling]:
    return [
        deed(doc=f"{aux}{n}", outlet=outlet, confidence=confidence, published="2019-05-03", aux=aux)
        for n, (outlet, confidence) in enumerate(told)
    ]


@given(stories, stories)
def test_belief_is_the_formula_of_the_docstring(deed: Make, says: list, denies: list) -> None:
    found = belief(*told_by(deed, says), *told_by(deed, denies, "negation"))
    doubts, others = ([(outlet, 1 - 0.8 * sure) for outlet, sure in told] for told in (says, denies))
    assert found == pytest.approx(by_hand(doubts) * (1 - by_hand(others)) if says else 0.0)
    assert 0 <= found <= 1


@given(stories, stories, outlets, sure)
def test_belief_never_falls_when_an_independent_story_is_added_nor_rises_by_a_denial(
    deed: Make, says: list, denies: list, outlet: str, confidence: float
) -> None:
    told = [*told_by(deed, says), *told_by(deed, denies, "negation")]
    more = deed(doc="new", outlet=outlet, confidence=confidence)
    against = deed(doc="new", outlet=outlet, confidence=confidence, aux="negation")
    assert belief(*told, more) >= belief(*told) - 1e-12
    assert belief(*told, against) <= belief(*told) + 1e-12


@given(stories.filter(bool), outlets, sure, st.integers(0, 5))
def test_belief_never_rises_by_a_later_reprint(
    deed: Make, says: list, outlet: str, share: float, which: int
) -> None:
    told = told_by(deed, says)
    first = told[which % len(told)]
    confidence = first.record.confidence * share  # the copy is read no better than the first
    again = deed(doc="x", story=first.story, outlet=outlet, confidence=confidence, published="2019-05-09")
    assert belief(*told, again) == pytest.approx(belief(*told))


@given(st.permutations(range(5)))
def test_the_order_of_tellings_does_not_matter(deed: Make, order: list[int]) -> None:
    told = told_by(deed, [("A", 1.0), ("A", 0.7), ("B", 0.9), ("C", 0.4), ("B", 0.2)])
    assert weigh([told[n] for n in order]) == weigh(told)


@pytest.mark.parametrize("published", ["2019-05-03", None])
def test_a_reprint_of_the_same_or_of_an_unknown_day_adds_nothing(deed: Make, published: str | None) -> None:
    first = deed(doc="b", outlet="A", published=published)
    other = deed(doc="c", outlet="A", published=published)
    again = deed(doc="a", story="b", outlet="B", published=published)
    assert belief(first, other, again) == pytest.approx(belief(first, other))


@pytest.fixture
def own_words(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    use_words(None)


def test_an_office_of_the_user_s_own_words_answers_for_what_is_said(deed: Make, own_words: Path) -> None:
    said = deed(speaker=Speaker(role="grand vizier", of="RUS", type="person")).record
    assert attribute(said) == "anonymous"
    (own_words / "offices.tsv").write_text(
        "title\tnames\trank\tsector\tacts_for_state\tsource\n"
        "grand vizier\t\thead of government\tGOV\tyes\tmade for this test\n",
        encoding="utf-8",
    )
    use_words(own_words)
    assert attribute(said) == "party"
