"""Triads and the order of states, read from a panel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente.errors import NotEnoughData
from detente.measure.order import order_of, read_sides
from detente.measure.panel import Panel
from detente.measure.polarity import read_polarity
from detente.measure.reduction import SourceOf
from detente.measure.triads import read_triad
from detente.model import Dyad

FRIENDLY, HOSTILE, MIXED = (30, 20, 2, 0), (2, 1, 30, 20), (20, 10, 15, 5)


def panel_of(dyads: dict[tuple[str, str], tuple[int, int, int, int]], months: int = 3) -> Panel:
    names = tuple(sorted(dyads))
    counts = np.array([[dyads[name]] * months for name in names], np.int64)
    return Panel(
        source=SourceOf(name="wire", scale="own", directed=False), period="month", start=date(2019, 11, 1),
        dyads=names, counts=counts, score=np.zeros(counts.shape[:2]), coverage=(1.0,) * months,
        volume=(int(counts.sum()) // months,) * months,
    )  # fmt: skip


FOUR = {
    ("CHN", "PAK"): FRIENDLY, ("CHN", "IND"): HOSTILE, ("IND", "PAK"): HOSTILE, ("CHN", "NPL"): MIXED,
    ("IND", "NPL"): MIXED, ("NPL", "PAK"): MIXED,
}  # fmt: skip


def test_a_triad_is_read_of_all_periods_against_the_median_of_all_dyads() -> None:
    panel = panel_of(FOUR)
    found = read_sides(panel, ("PAK", "IND", "CHN"))
    assert (found.since, found.until, found.source) == (date(2019, 11, 1), date(2020, 1, 31), "wire")
    assert found.neutral == panel.usual_net() == pytest.approx((90 - 60) / (150 + 1))
    assert [side.of for side in found.sides] == [
        Dyad(a="PAK", b="IND"),
        Dyad(a="PAK", b="CHN"),
        Dyad(a="IND", b="CHN"),
    ]
    assert [side.n for side in found.sides] == [3 * sum(HOSTILE), 3 * sum(FRIENDLY), 3 * sum(HOSTILE)]
    assert found.balanced > 0.99  # the enemy of an enemy is a friend
    by_hand = {
        side.of: [HOSTILE if "IND" in (side.of.a, side.of.b) else FRIENDLY] * 3 for side in found.sides
    }
    assert found == read_triad(
        by_hand, source="wire", since=found.since, until=found.until, neutral=found.neutral
    )  # fmt: skip


def test_where_all_cooperate_a_few_events_put_no_triad_out_of_balance() -> None:
    names = [("CHN", "PAK"), ("CHN", "NPL"), ("NPL", "PAK")]
    found = read_sides(panel_of(dict.fromkeys(names, (1, 0, 0, 0)), months=1), ("PAK", "NPL", "CHN"))
    assert found.neutral < 1
    assert 0.4 < found.balanced < 0.6


def test_the_last_month_there_is_has_a_triad() -> None:
    panel = replace(panel_of(FOUR, months=1), start=date(9999, 12, 1))
    assert read_sides(panel, ("PAK", "IND", "CHN")).until > date(9999, 12, 1)


def test_three_states_in_another_order_are_the_same_triad() -> None:
    one, two = (
        read_sides(panel_of(FOUR), states) for states in (("PAK", "IND", "CHN"), ("CHN", "PAK", "IND"))
    )
    assert one.balanced == pytest.approx(two.balanced)
    assert {side.n for side in one.sides} == {side.n for side in two.sides}


def test_a_triad_with_a_side_that_has_no_events_is_not_told() -> None:
    without = {pair: counts for pair, counts in FOUR.items() if pair != ("CHN", "IND")}
    with pytest.raises(NotEnoughData, match="no events of IND and CHN"):
        read_sides(panel_of(without), ("PAK", "IND", "CHN"))


def test_the_order_of_states_is_that_of_their_cooperation_in_all_periods() -> None:
    found = order_of(panel_of(FOUR))
    states = ("CHN", "IND", "NPL", "PAK")
    matrix = 3 * np.array([[0, 3, 30, 50], [3, 0, 30, 3], [30, 30, 0, 30], [50, 3, 30, 0]])
    assert found == read_polarity(matrix, states)
    assert found.states == 4
    assert found.pull[found.largest] is None


def test_conflict_alone_makes_no_order() -> None:
    with pytest.raises(NotEnoughData, match="no two states cooperate"):
        order_of(panel_of({("CHN", "IND"): (0, 0, 30, 20)}))
