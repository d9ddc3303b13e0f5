"""The third state's ties with each of the two: what is told of made panels, and what is not."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest

from detente.errors import NotEnoughData
from detente.explain.likelihood import likelihood_of
from detente.explain.ties import (
    FEWEST_OTHERS,
    find_star,
    find_ties,
    find_triangle,
    latest,
    leaning_of,
    place,
)
from detente.measure.panel import Panel
from detente.measure.reduction import SourceOf
from detente.model import Dyad, Judgement, Lack, Leaning, Period, Triad

MONTHS = 72
ABOUT = Dyad(a="PAK", b="RUS")
STATES = ("ARG", "BRA", "CHL", "PER", "URY", "VEN")


def panel_of(
    told: dict[tuple[str, str], tuple[np.ndarray, np.ndarray]],
    period: Period = "month",
    others: int = FEWEST_OTHERS - 1,
) -> Panel:
    """A panel of cooperation and conflict by dyad, among other dyads that go their own ways.

    Of so few others no common movement is asked, which takes time.
    """
    random = np.random.default_rng(5)
    size = len(next(iter(told.values()))[0])
    around = {
        pair: (random.poisson(20, size), random.poisson(8, size)) for pair in list(combinations(STATES, 2))[:others]
    }  # fmt: skip
    made = around | told
    names = tuple(sorted(made))
    counts = np.zeros((len(names), size, 4), np.int64)
    for index, name in enumerate(names):
        counts[index, :, 0], counts[index, :, 2] = made[name]
    return Panel(
        source=SourceOf(name="wire", scale="own", directed=False), period=period, start=date(2010, 1, 1), dyads=names,
        counts=counts, score=np.zeros(counts.shape[:2]), coverage=(1.0,) * size,
        volume=tuple(counts.sum(axis=(0, 2)).tolist()),
    )  # fmt: skip


def steady(seed: int, good: float = 20, bad: float = 8, size: int = MONTHS) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    return random.poisson(good, size), random.poisson(bad, size)


def triad(**told) -> dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]:
    usual = {"pair": steady(1), "pak": steady(2), "rus": steady(3)} | told
    return {("PAK", "RUS"): usual["pair"], ("PAK", "USA"): usual["pak"], ("RUS", "USA"): usual["rus"]}


def found_in(panel: Panel, about: Dyad = ABOUT) -> tuple[list[Judgement], list[Lack]]:
    lacks: list[Lack] = []
    return list(find_ties(panel, about, "USA", lacks)), lacks


def of_kind(panel: Panel, question: str) -> list[Judgement]:
    return [one for one in found_in(panel)[0] if one.question == question]


def test_each_question_is_answered_for_each_of_the_two_and_rests_on_something() -> None:
    found, lacks = found_in(panel_of(triad(), others=15))
    questions = ["tie"] * 2 + ["co-movement"] * 4 + ["tilt"] * 2 + ["balance"]
    assert ([one.question for one in found], lacks) == (questions, [])
    assert all(one.basis and all("wire" in ground.says for ground in one.basis) for one in found)
    for one in found:
        assert (one.likelihood is None) == (one.question == "co-movement")
        if one.likelihood is not None:
            assert one.likelihood == likelihood_of(one.likelihood.value)
            assert one.likelihood.words in one.sentence


def test_a_tie_that_cooled_in_the_last_year_is_told_and_the_other_is_not_sure() -> None:
    good, bad = steady(2)
    good[-12:], bad[-12:] = bad[-12:].copy(), good[-12:].copy()
    cooled, other = of_kind(panel_of(triad(pak=(good, bad))), "tie")
    assert cooled.sentence == (
        "It is almost certain that the United States and Pakistan cooperated less, against conflict, in the 12 months "
        "from January 2015 on than in those before."
    )
    assert other.about == Dyad(a="USA", b="RUS")
    assert other.likelihood is not None and 0.5 <= other.likelihood.value < 0.95


def test_a_tie_that_the_source_stopped_telling_of_is_told_of_its_own_last_months() -> None:
    good, bad = steady(2)
    good[40:], bad[40:] = 0, 0
    old, _ = of_kind(panel_of(triad(pak=(good, bad))), "tie")
    assert "in the 12 months from May 2012 on than in those before" in old.sentence


def test_a_tie_with_nothing_in_one_of_the_years_is_a_lack() -> None:
    good, bad = steady(2)
    good[-24:-12], bad[-24:-12] = 0, 0
    found, lacks = found_in(panel_of(triad(pak=(good, bad))))
    assert [one.about for one in found if one.question == "tie"] == [Dyad(a="USA", b="RUS")]
    assert (lacks[0].question, lacks[0].why) == ("tie", "wire: no event between USA and PAK")


def test_years_are_compared_two_and_two() -> None:
    years = {pair: (good[:10] * 9, bad[:10] * 9) for pair, (good, bad) in triad().items()}
    ties = of_kind(panel_of(years, "year"), "tie")
    assert all(
        "in the 24 months from January 2018 on than in those before" in one.sentence for one in ties
    )  # fmt: skip
    _, lacks = found_in(panel_of({pair: (good[:3], bad[:3]) for pair, (good, bad) in years.items()}, "year"))
    assert ("tie", "wire: fewer than 4 years") in [(lack.question, lack.why) for lack in lacks]


def test_a_tie_that_follows_the_pair_is_found_with_its_lag() -> None:
    random = np.random.default_rng(8)
    waves = random.poisson(random.gamma(2, 12, MONTHS + 2))
    pair, follows = (waves[2:], random.poisson(3, MONTHS)), (waves[:-2], random.poisson(3, MONTHS))
    told = [
        one.sentence for one in of_kind(panel_of(triad(pair=pair, pak=follows), others=10), "co-movement")
    ]
    assert told[0] == (
        "What is new in events between Pakistan and Russia is followed 2 months later by a move with it between "
        "the United States and Pakistan."
    )
    assert told[1].startswith(
        "No common movement of the United States and Russia with Pakistan and Russia is found"
    )


def test_what_moves_all_dyads_needs_others_to_be_told_from() -> None:
    found, lacks = found_in(panel_of(triad()))
    assert "co-movement" not in {one.question for one in found}
    assert [(lack.question, lack.why) for lack in lacks] == [
        ("co-movement", "wire: 9 other dyads do not tell what moves all, and 10 are the least")
    ]


def test_a_pivot_that_drifts_is_told_towards_whom() -> None:
    random = np.random.default_rng(3)
    rising, falling = (random.poisson(np.linspace(*ends, MONTHS)) for ends in ((5, 40), (40, 5)))
    pair, russia = (falling, steady(1)[1]), (rising, steady(2)[1])
    of_pakistan, of_russia = of_kind(panel_of(triad(pair=pair, rus=russia)), "tilt")
    assert of_russia.sentence == (
        "It is almost certain that from January 2010 to December 2015 the cooperation of Russia drifted towards the "
        "United States and away from Pakistan."
    )
    assert of_pakistan.likelihood is not None
    assert (
        "the cooperation of Pakistan drifted towards the United States and away from Russia"
        in of_pakistan.sentence
    )
    (ground,) = of_russia.basis
    assert isinstance(ground.finding, Leaning)
    assert (ground.finding.pivot, ground.finding.toward, ground.finding.other) == ("RUS", "PAK", "USA")


def test_balance_is_told_of_the_last_two_years_that_all_three_sides_have() -> None:
    good, bad = steady(3, 6, 22)
    good[60:], bad[60:] = 0, 0
    panel = panel_of(triad(rus=(good, bad), pair=steady(1, 40, 4), pak=steady(2, 40, 4)))
    (found,) = of_kind(panel, "balance")
    (ground,) = found.basis
    assert isinstance(ground.finding, Triad)
    assert (ground.finding.since, ground.finding.until) == (date(2013, 1, 1), date(2014, 12, 31))
    assert ground.finding.neutral == panel.usual_net()
    assert found.sentence.startswith(
        "It is almost certain that the triad of Pakistan, Russia and the United States was out of balance from "
        "January 2013 to December 2014; its side most open to change is "
    )


def test_a_third_without_events_has_lacks_and_no_judgement() -> None:
    found, lacks = found_in(panel_of({("PAK", "RUS"): steady(1)}, others=10))
    assert found == []
    assert {lack.question for lack in lacks} == {"tie", "co-movement", "tilt", "balance"}
    assert {lack.why for lack in lacks} == {
        "wire: too few events of USA and PAK", "wire: too few events of USA and RUS",
        "wire: too few events of PAK and USA", "wire: too few events of RUS and USA",
    }  # fmt: skip


def test_one_missing_tie_leaves_what_can_be_told_of_the_other() -> None:
    told = triad()
    del told["RUS", "USA"]
    found, lacks = found_in(panel_of(told, others=10))
    assert {(one.question, one.about) for one in found} == {
        ("tie", Dyad(a="USA", b="PAK")), ("co-movement", Dyad(a="USA", b="PAK")), ("tilt", ABOUT),
    }  # fmt: skip
    assert {lack.question for lack in lacks} == {"tie", "co-movement", "tilt", "balance"}


def test_the_two_the_other_way_round_give_the_same_answers_in_another_order() -> None:
    panel = panel_of(triad())
    one, two = found_in(panel)[0], found_in(panel, Dyad(a="RUS", b="PAK"))[0]
    told = [{j.sentence for j in some if j.question in ("tie", "tilt")} for some in (one, two)]
    assert len(told[0]) == 4
    assert told[0] == told[1]


# the last years, a place, a leaning


def test_the_last_years_end_where_the_first_of_the_dyads_ends() -> None:
    good, bad = steady(2)
    good[50:], bad[50:] = 0, 0
    panel = panel_of(triad(pak=(good, bad)))
    assert latest(panel, [ABOUT], years=2) == (48, 72)
    assert latest(panel, [ABOUT, Dyad(a="USA", b="PAK")], years=2) == (26, 50)
    with pytest.raises(NotEnoughData, match="fewer than 5 years"):
        latest(panel, [ABOUT, Dyad(a="USA", b="PAK")], years=5)


def test_a_dyad_has_its_place_whichever_way_it_is_named_or_none() -> None:
    panel = panel_of(triad())
    assert place(panel, ABOUT) == place(panel, Dyad(a="RUS", b="PAK"))
    with pytest.raises(NotEnoughData, match="too few events of RUS and VEN"):
        place(panel, Dyad(a="RUS", b="VEN"))


def test_a_leaning_is_of_cooperation_alone() -> None:
    conflict = triad(
        pak=(np.full(MONTHS, 10), np.full(MONTHS, 90)), rus=(np.full(MONTHS, 30), np.full(MONTHS, 0))
    )
    found = leaning_of(panel_of(conflict), "USA", "RUS", "PAK")
    assert found.level == pytest.approx(0.75, abs=0.001)
    assert (found.pivot, found.toward, found.other, found.source) == ("USA", "RUS", "PAK", "wire")


def test_three_states_are_told_as_a_triangle():
    """Each side's change of late, each state's tilt between the other two, and the balance of all."""
    panel = panel_of(triad())
    found = find_triangle(panel, ("PAK", "RUS", "USA"))
    assert [shift.of for shift, _ in found.shifts] == [
        Dyad(a="PAK", b="RUS"),
        Dyad(a="PAK", b="USA"),
        Dyad(a="RUS", b="USA"),
    ]
    for shift, judgement in found.shifts:
        assert judgement.about == shift.of
        assert judgement.likelihood == likelihood_of(max(shift.risen, 1 - shift.risen))
    leanings = [one.basis[0].finding for one in found.leanings]
    assert [(one.pivot, one.toward, one.other) for one in leanings if isinstance(one, Leaning)] == [
        ("PAK", "RUS", "USA"),
        ("RUS", "PAK", "USA"),
        ("USA", "PAK", "RUS"),
    ]
    assert found.balance and isinstance(found.balance.basis[0].finding, Triad)
    assert found.lacks == ()


def test_a_state_is_told_between_the_foremost_of_those_it_deals_with():
    panel = panel_of({("IND", "PAK"): steady(1), ("PAK", "RUS"): steady(2), ("PAK", "USA"): steady(3)})
    found = find_star(panel, "PAK", ["RUS", "USA", "IND"], between=2)
    leanings = [one.basis[0].finding for one in found.leanings]
    assert [(one.toward, one.other) for one in leanings if isinstance(one, Leaning)] == [("RUS", "USA")]
    assert [{shift.of.a, shift.of.b} for shift, _ in found.shifts] == [
        {"PAK", "RUS"},
        {"PAK", "USA"},
        {"PAK", "IND"},
    ]
    assert found.balance is None


def test_what_a_triangle_cannot_tell_is_told_as_a_lack():
    panel = panel_of({("PAK", "RUS"): steady(1)})
    found = find_triangle(panel, ("PAK", "RUS", "USA"))
    assert found.balance is None and len(found.shifts) == 1 and found.leanings == ()
    assert {lack.question for lack in found.lacks} == {"balance", "tie", "tilt"}
