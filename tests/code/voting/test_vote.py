"""Rules and encoder weighed together, and who voted what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.code.events.draft import Draft
from detente.code.voting.encoder import Answer
from detente.code.voting.labels import AUX, DIRECTIONS, MODES, NONE, TYPES
from detente.code.voting.pair import FIRST, SECOND, RuleVote, best_vote, read_pair
from detente.code.voting.vote import is_promised, read_marked, weigh


def drafted(kind: str, **given: object) -> Draft:
    given = {"actors": (FIRST,), "recipients": (SECOND,), "mode": None} | given
    return Draft(head=0, start=0, end=1, type=kind, **given)  # type: ignore[arg-type]


def answered(kind: str, share: float = 0.6) -> Answer:
    """An encoder's answer that gives `kind` a share and spreads the rest evenly."""
    rest = (1 - share) / (len(TYPES) - 1)
    return Answer(
        {t: share if t == kind else rest for t in TYPES}, {m: 1 / len(MODES) for m in MODES},
        dict.fromkeys(AUX, 0.1), dict.fromkeys(DIRECTIONS, 1 / 3),
    )  # fmt: skip


def voted(kind: str, fit: str = "pair") -> RuleVote:
    return RuleVote(draft=drafted(kind), fit=fit, direction="forward")


@pytest.mark.parametrize("kind", [t for t in TYPES if t != NONE])
def test_two_who_agree_are_surer_than_the_encoder_alone(kind: str) -> None:
    alone = weigh(None, answered(kind), rules=False).types[kind]
    assert weigh(voted(kind), answered(kind)).types[kind] > alone


def test_shares_add_up_to_one() -> None:
    for rule in (None, voted("AID")):
        for answer in (None, answered("AGREE")):
            assert sum(weigh(rule, answer).types.values()) == pytest.approx(1.0)


def test_where_nobody_sees_anything_there_is_no_event() -> None:
    assert weigh(None, None).type == NONE


def test_rules_alone_decide_as_they_voted() -> None:
    assert weigh(voted("AID"), None).type == "AID"


def test_a_draft_that_fits_the_pair_weighs_more_than_one_with_a_third_party() -> None:
    near, far = (weigh(voted("AID", fit), answered(NONE)).types["AID"] for fit in ("pair", "other"))
    assert near > far


def test_every_voter_is_named_with_its_choice() -> None:
    votes = weigh(voted("AID"), answered("AGREE")).votes
    assert [(vote.voter, vote.choice) for vote in votes][1] == ("encoder", "AGREE")
    assert votes[0].choice == "AID"


def test_a_promised_retreat_is_told_from_one_declared() -> None:
    text = "Peru will release two Chilean fishermen, a minister said."
    reading = read_marked(text, (0, 4), (23, 39), voters="rules")
    assert reading.type == "CONCEDE"
    assert is_promised(reading.votes)


def test_the_draft_between_the_two_is_preferred_to_one_with_a_third() -> None:
    third = drafted("AID", actors=(FIRST,), recipients=("KEN",))
    best = best_vote((third, drafted("ACCUSE")))
    assert best is not None
    assert (best.draft.type, best.fit) == ("ACCUSE", "pair")


def test_a_draft_of_neither_is_no_vote() -> None:
    assert best_vote((drafted("AID", actors=("PER",), recipients=("KEN",)),)) is None


def test_marked_parties_need_not_be_known_to_the_vocabulary() -> None:
    text = "The harbour board sued Bluewater Lines."
    vote = read_pair(text, (0, 17), (23, 38))
    assert vote is not None
    assert (vote.draft.type, vote.fit, vote.direction) == ("ACCUSE", "pair", "forward")


def test_direction_is_backward_where_the_second_acts() -> None:
    text = "Two envoys were expelled by Ghana."
    vote = read_pair(text, (0, 10), (28, 33))
    assert vote is not None
    assert vote.direction == "backward"


def test_a_pronoun_may_mean_a_marked_party() -> None:
    text = "The dockers said they would not end their strike against Bluewater."
    vote = read_pair(text, (0, 11), (57, 66))
    assert vote is not None
    assert (vote.draft.type, vote.draft.actors, vote.draft.recipients) == ("REJECT", (FIRST,), (SECOND,))


def test_a_mode_holds_where_the_encoder_is_sure_of_it_and_not_where_it_is_not() -> None:
    sure, unsure = (
        weigh(None, replace(answered("AID"), aux=dict.fromkeys(AUX, p)), rules=False) for p in (0.9, 0.1)
    )
    assert all(sure.holds(name) and not unsure.holds(name) for name in AUX)
