"""People who act without being their state: armed groups, nationals, private persons and bodies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.code.events.draft import Draft
from detente.code.events.people import fold

Events = Callable[..., list[str]]


def draft(actors: tuple[str, ...], recipients: tuple[str, ...]) -> Draft:
    return Draft(head=0, start=0, end=1, actors=actors, recipients=recipients, type="ACCUSE", mode=None)


def parties(made: Draft) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return made.actors, made.recipients


def test_nationals_act_as_their_state_towards_another() -> None:
    folded = fold(draft(("EGY~Egyptian students",), ("ISR",)))
    assert parties(folded) == (("EGY",), ("ISR",))


def test_nationals_against_their_own_state_go_by_their_own_name() -> None:
    folded = fold(draft(("EGY~Egyptian students",), ("EGY",)))
    assert parties(folded) == (("Egyptian students",), ("EGY",))


def test_people_of_no_state_keep_their_name() -> None:
    assert parties(fold(draft(("~Islamic clerics",), ("DZA",)))) == (("Islamic clerics",), ("DZA",))


def test_a_state_is_never_its_own_recipient() -> None:
    assert parties(fold(draft(("PER",), ("PER", "CHL")))) == (("PER",), ("CHL",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Darfur rebels accused the Sudanese government of bombing villages.",
            ["Darfur rebels > SDN ACCUSE"],
        ),
        (
            "Turkish police arrested Kurdish students.",
            ["TUR > Kurdish students COERCE"],
        ),
        ("Peruvian miners demanded compensation from Chile.", ["PER > CHL REQUEST"]),
    ],
)
def test_who_acts_is_told_apart_from_the_state(events: Events, text: str, expected: list[str]) -> None:
    assert events(text) == expected


def test_the_rebels_alone_are_the_armed_group_named_last(events: Events) -> None:
    text = "The M23 attacked Rwanda. The rebels later accused Uganda of treason."
    assert "M23 > UGA ACCUSE" in events(text)


def test_the_army_alone_is_the_army_spoken_of_before(events: Events) -> None:
    text = "The Sudanese army met American envoys. On Friday the army rejected a Kenyan plan."
    assert "SDN > KEN REJECT" in events(text)


def test_the_two_countries_are_the_two_that_the_sentence_has_named(events: Events) -> None:
    text = (
        "Italy and Tunisia quarrelled over a ferry. "
        "Last week Algeria sent Tunisia wheat, and the two countries held joint naval drills."
    )
    assert "DZA+TUN COOPERATE" in events(text)
