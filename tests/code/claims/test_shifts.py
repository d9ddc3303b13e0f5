"""Who is said to move towards or away from whom, and what is told as a break."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Record, Tilt

Records = Callable[..., list[Record]]
Told = tuple[str, str, str]


def tilts(records: Records, text: str) -> list[Told]:
    """(who, toward, away from) of each tilt."""
    claims = [r.claim for r in records(text, "tilt")]
    return [
        ("+".join(c.who), "+".join(c.toward), "+".join(c.away_from)) for c in claims if isinstance(c, Tilt)
    ]


def breaks(records: Records, text: str) -> list[bool]:
    return [r.claim.turning_point for r in records(text, "tilt") if isinstance(r.claim, Tilt)]


@pytest.mark.parametrize("does", ["refused to shift", "could shift", "did not shift"])
def test_orders_that_do_not_go_over_are_no_tilt(does: str, records: Records) -> None:
    assert tilts(records, f"Germany {does} its orders from Russia to Norway.") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Vietnam is moving closer to the United States.", ("VNM", "USA", "")),
        ("Vietnam tilted towards the United States.", ("VNM", "USA", "")),
        ("Serbia turned away from Russia towards the European Union.", ("SRB", "EU", "RUS")),
        ("Mali is drifting away from France.", ("MLI", "", "FRA")),
        ("Bulgaria has cut its dependence on Russian gas.", ("BGR", "", "RUS")),
        ("Kenya's reliance on China has grown.", ("KEN", "CHN", "")),
        ("Nauru switched recognition from Taipei to Beijing in January.", ("NRU", "CHN", "TWN")),
        ("Sofia moved its orders for fuel from Russia to America.", ("BGR", "USA", "RUS")),
        pytest.param(
            "Japan is drifting away from Russia and closer to India.", ("JPN", "IND", "RUS"),
            marks=pytest.mark.xfail(strict=True, reason="the second half of a joined move is lost"),
        ),
    ],
)  # fmt: skip
def test_who_moves_towards_and_away_from_whom(text: str, told: Told, records: Records) -> None:
    assert tilts(records, text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Peru are moving closer to each other.",
        "Chile and Peru drew closer.",
        "The rapprochement between Chile and Peru goes on.",
    ],
)
def test_two_who_approach_each_other_both_move(text: str, records: Records) -> None:
    assert tilts(records, text) == [("CHL+PER", "", "")]


@pytest.mark.parametrize(
    "text",
    [
        "Relations between Chile and Peru entered a new era.",
        "The visit is a turning point in relations between Chile and Peru.",
        "Chile and Peru have made a fresh start.",
    ],
)
def test_a_new_era_is_a_turning_point_of_the_two(text: str, records: Records) -> None:
    assert tilts(records, text) == [("CHL+PER", "", "")]
    assert breaks(records, text) == [True]


def test_a_plain_nearing_is_no_turning_point(records: Records) -> None:
    assert breaks(records, "Vietnam is moving closer to the United States.") == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Peru met Chile.",
        "Ships moved from Chile to Peru.",
        "Vietnam did not move closer to the United States.",
        "Peru's economy grew.",
    ],
)
def test_where_nobody_moves_there_is_no_tilt(text: str, records: Records) -> None:
    assert tilts(records, text) == []


def test_a_tilt_in_somebodys_mouth_carries_the_speaker(records: Records) -> None:
    (record,) = records("Analysts say Vietnam is moving closer to the United States.", "tilt")
    assert record.speaker is not None
    assert record.speaker.type == "group"


@pytest.mark.xfail(strict=True, reason="an apposition after the move hides it")
def test_a_move_told_once_is_one_tilt(records: Records) -> None:
    text = "Vietnam is moving closer to the United States, a tilt towards the United States."
    assert tilts(records, text).count(("VNM", "USA", "")) == 1
