"""How often a third's relation moved after a turn of two: on panels where it moves by a known chance, and by none."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import NotEnoughData
from detente.measure.base_rates import FEWEST, _interval, find_base_rates, window_of
from detente.measure.panel import Panel
from detente.measure.reduction import SourceOf
from detente.model import BaseRate, Period

MONTHS, EVENTS, TURN = 96, 40, 48
LOW, MIDDLE, HIGH = 0.1, 0.6, 0.95
"""The share of cooperation in the three kinds of relations, so that each is one third of all dyads."""


def panel_of(dyads: dict[tuple[str, str], np.ndarray], period: Period = "month") -> Panel:
    """A panel of shares of cooperation, 40 events a period each."""
    names = tuple(sorted(dyads))
    good = np.array([dyads[name] for name in names], np.int64)
    none = np.zeros_like(good)
    return Panel(
        source=SourceOf(name="wire", scale="own", directed=False), period=period, start=date(2000, 1, 1), dyads=names,
        counts=np.stack([good, none, none, EVENTS - good], axis=2), score=np.zeros(good.shape),
        coverage=(1.0,) * good.shape[1], volume=(EVENTS * len(names),) * good.shape[1],
    )  # fmt: skip


def triads(
    many: int, chance: float, *, delay: int = 0, seed: int = 1, size: int = MONTHS, cooled: float = 0.3
) -> dict[tuple[str, str], np.ndarray]:
    """Triads of their own X, Y, Z. X and Y turn in month 48; X and Z then cool for a year by a chance, or stay.

    Of X and Y is low, of Y and Z high, of X and Z between; only the last has any noise.
    """
    random, found = np.random.default_rng(seed), {}
    for n in range(many):
        share = np.full(size, MIDDLE)
        if random.random() < chance:
            share[TURN + delay : TURN + 12] = cooled
        found[f"X{n:02}", f"Y{n:02}"] = np.full(size, round(LOW * EVENTS))
        found[f"Y{n:02}", f"Z{n:02}"] = np.full(size, round(HIGH * EVENTS))
        found[f"X{n:02}", f"Z{n:02}"] = random.binomial(EVENTS, share)
    return found


def turns_in(panel: Panel, at: int = TURN) -> dict[int, list[int]]:
    return {n: [at] for n, (a, b) in enumerate(panel.dyads) if (a[0], b[0]) == ("X", "Y")}


def rates(
    panel: Panel, turns: dict[int, list[int]] | None = None, *, x: str = "X00", **asked
) -> tuple[BaseRate, ...]:
    turns = turns_in(panel) if turns is None else turns
    usual = {"pair": (x, "Y00"), "third": "Z00", "side": x, "after": "cooler relations"}
    return find_base_rates(panel, turns, **(usual | asked))


def changes(panel: Panel, index: int) -> np.ndarray:
    """Changes of net cooperation from the year before to the year after, by the letter of the definition."""
    found = []
    for at in range(12, panel.counts.shape[1] - 11):
        before, after = (
            panel.counts[index, part].sum(axis=0) for part in (slice(at - 12, at), slice(at, at + 12))
        )
        net = [(n[0] + n[1] - n[2] - n[3]) / (n.sum() + 1) for n in (before, after)]
        found.append(net[1] - net[0])
    return np.array(found)  # fmt: skip


# the share


@pytest.mark.parametrize("chance", [0.0, 0.4, 1.0])
def test_the_share_is_the_chance_by_which_thirds_moved(chance: float) -> None:
    """Of those that did not cool some go down by more than they usually do, as a normal one does 16 times in 100."""
    down, up = zip(*(rates(panel_of(triads(31, chance, seed=seed))) for seed in range(12)), strict=True)
    expected = chance + (1 - chance) * 0.16
    assert np.mean([one.share for one in down]) == pytest.approx(expected, abs=0.06)
    assert np.mean([one.share for one in up]) == pytest.approx((1 - chance) * 0.16, abs=0.06)
    assert sum(one.low <= expected <= one.high for one in down) >= 7
    assert {one.n for one in (*down, *up)} == {30}
    assert (down[0].then, up[0].then) == ("Z00 and X00 move down", "Z00 and X00 move up")
    assert (down[0].after, down[0].source) == ("cooler relations", "wire")


def test_more_turns_of_the_same_chance_make_a_narrower_interval() -> None:
    few, many = (rates(panel_of(triads(n, 0.5)))[0] for n in (13, 61))
    assert many.high - many.low < (few.high - few.low) * 0.7


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 200), st.floats(0, 1))
def test_an_interval_holds_its_share_and_lies_between_none_and_all(n: int, share: float) -> None:
    low, high = _interval(share, n)
    assert 0 <= low <= share <= high <= 1


def test_where_none_or_all_moved_the_interval_ends_there() -> None:
    assert _interval(0.0, 20)[0] == 0.0
    assert _interval(1.0, 20)[1] == 1.0
    assert 0 < _interval(0.0, 20)[1] < 0.15


# what is usual


def test_what_is_usual_is_how_often_the_same_relations_moved_at_any_time() -> None:
    panel = panel_of(triads(31, 0.5))
    expected = []
    for index, (a, b) in enumerate(panel.dyads):
        if (a[0], b[0]) == ("X", "Z") and a != "X00":
            change = changes(panel, index) - np.median(changes(panel, index))
            expected.append(np.mean(change < -1.4826 * np.median(np.abs(change))))
    down, _ = rates(panel)
    assert down.usual == pytest.approx(np.mean(expected), abs=1e-4)
    assert down.share > down.usual + 0.2


def drifting(states: int, seed: int) -> Panel:
    """All dyads of some states, each wandering about by itself: no turn says anything of another dyad."""
    random, found = np.random.default_rng(seed), {}
    for pair in combinations([f"S{n:02}" for n in range(states)], 2):
        level = np.zeros(MONTHS)
        for t in range(1, MONTHS):
            level[t] = 0.9 * level[t - 1] + random.normal(0, 0.4)
        found[pair] = random.binomial(EVENTS, 1 / (1 + np.exp(-level)))
    return panel_of(found)


def test_where_turns_say_nothing_the_share_is_what_is_usual_for_relations_that_stood_so() -> None:
    """One that stands high more often falls than rises; without that in the comparison each turn would seem to tell."""
    seen = []
    for seed in range(6):
        panel, random = drifting(13, seed), np.random.default_rng(seed)
        turns = {n: [int(random.integers(13, MONTHS - 13))] for n in range(len(panel.dyads))}
        down, up = find_base_rates(panel, turns, pair=("S00", "S01"), third="S02", side="S00", after="any")
        seen.append((down.share, down.usual, up.share, up.usual))
    found = np.array(seen)
    assert found[:, 0].mean() == pytest.approx(found[:, 1].mean(), abs=0.04)
    assert found[:, 2].mean() == pytest.approx(found[:, 3].mean(), abs=0.04)
    assert np.ptp(found[:, 1]) > 0.15  # how they stood makes a difference


# when


@pytest.mark.parametrize(("delay", "least", "most"), [(0, 1, 4), (3, 4, 8), (6, 7, 12)])
def test_the_months_tell_when_the_moves_came(delay: int, least: int, most: int) -> None:
    down, _ = rates(panel_of(triads(41, 1.0, delay=delay, cooled=0.05)))
    assert down.share > 0.9
    assert least <= down.months <= most


def test_where_nobody_moved_there_are_no_months() -> None:
    _, up = rates(panel_of(triads(31, 1.0, cooled=0.02)))
    assert (up.share, up.low, up.months) == (0.0, 0.0, None)
    assert up.high > 0


@pytest.mark.parametrize(("period", "periods"), [("month", 12), ("quarter", 4), ("year", 2)])
def test_what_is_compared_is_a_year_and_of_years_two(period: Period, periods: int) -> None:
    assert window_of(period) == periods


def test_a_panel_of_years_counts_months_by_years() -> None:
    down, _ = rates(panel_of(triads(31, 1.0, size=MONTHS), "year"))
    assert down.months in (12.0, 24.0)


# which cases


def test_the_pair_that_is_asked_about_is_no_case_itself() -> None:
    panel = panel_of(triads(31, 0.5))
    turns = turns_in(panel)
    without = {n: at for n, at in turns.items() if panel.dyads[n] != ("X00", "Y00")}
    assert rates(panel, turns) == rates(panel, without)
    assert rates(panel, turns, pair=("Y00", "X00")) == rates(panel, turns)


def test_nor_is_another_side_of_the_triad_that_is_asked_about() -> None:
    made = triads(31, 0.5)
    made["X00", "Y00"] = made["Y01", "Z01"]
    made["X00", "Z00"], made["Y00", "Z00"] = made["Y00", "Z00"], made["X00", "Z00"]
    made["T", "U"] = made["X01", "Y01"]
    del made["Y30", "Z30"]
    panel = panel_of(made)
    asked = {"pair": ("X00", "Y00"), "third": "Z00", "side": "Y00"}
    turns, own = turns_in(panel), panel.at("X00", "Z00")
    # Seen from there Y00 stands to Z00 as Z00 does to Y00: as high with X00, and between with it.
    assert rates(panel, turns | {own: [TURN]}, **asked) == rates(panel, turns, **asked)
    assert rates(panel, turns, **asked)[0].n == 29


def test_several_thirds_of_one_turn_are_one_case() -> None:
    made = triads(31, 0.5)
    for n in range(1, 31):  # a second third of each, that stands to X and Y as the first
        made[f"X{n:02}", f"V{n:02}"] = made[f"X{n:02}", f"Z{n:02}"]
        made[f"V{n:02}", f"Y{n:02}"] = made[f"Y{n:02}", f"Z{n:02}"]
        made[f"T{n:02}", f"U{n:02}"] = made[f"X{n:02}", f"Y{n:02}"]
    doubled = {(min(pair), max(pair)): values for pair, values in made.items()}
    alone, both = rates(panel_of(triads(31, 0.5))), rates(panel_of(doubled))
    assert [(one.share, one.low, one.high, one.n) for one in alone] == [
        (one.share, one.low, one.high, one.n) for one in both
    ]


def test_thirds_that_stood_otherwise_are_no_cases() -> None:
    made = triads(31, 0.5)
    with pytest.raises(NotEnoughData, match="0 turns with a comparable third state"):
        rates(
            panel_of(made), side="Y00"
        )  # of all others, the relation of Y and Z has no noise and cannot move


def test_a_turn_whose_year_is_not_over_is_no_case() -> None:
    panel = panel_of(triads(31, 0.5))
    assert rates(panel, turns_in(panel, MONTHS - 12))[0].n == 30
    with pytest.raises(NotEnoughData, match="0 turns"):
        rates(panel, turns_in(panel, MONTHS - 11))


def test_a_third_is_likened_as_it_stood_before_the_turn_that_is_asked_about() -> None:
    made = triads(31, 0.5)
    made["X00", "Z00"] = np.where(np.arange(MONTHS) < TURN, made["X00", "Z00"], EVENTS)
    panel = panel_of(made)
    assert rates(panel, at=TURN)[0].n == 30
    with pytest.raises(NotEnoughData, match="0 turns"):
        rates(panel)  # as it stood last, it stood high with both


def test_fewer_than_ten_turns_give_no_rate() -> None:
    assert rates(panel_of(triads(FEWEST + 1, 0.5)))[0].n == FEWEST
    with pytest.raises(NotEnoughData, match="9 turns with a comparable third state, and 10 are the least"):
        rates(panel_of(triads(FEWEST, 0.5)))


def test_a_third_without_events_enough_has_no_rate() -> None:
    made = triads(31, 0.5)
    panel = panel_of(made)
    with pytest.raises(NotEnoughData, match="too few events of Q and X00"):
        rates(panel, third="Q")
    panel.counts[panel.at("X00", "Z00")] = 0
    with pytest.raises(NotEnoughData, match="too few events of Z00 and X00"):
        rates(panel)


def test_the_order_in_which_turns_are_given_makes_no_difference() -> None:
    panel = panel_of(triads(31, 0.5))
    turns = turns_in(panel)
    assert rates(panel, dict(reversed(turns.items()))) == rates(panel, turns)
