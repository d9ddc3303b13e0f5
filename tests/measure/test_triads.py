"""Three dyads at once: what each side is, whether their signs go together, which is pressed, and what changed."""

from __future__ import annotations

from datetime import date
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import NotEnoughData
from detente.measure.triads import Counts, balance_of, burstiness, compare_windows, read_triad
from detente.model import Dyad, Side, Triad

AB, BC, AC = Dyad(a="AAA", b="BBB"), Dyad(a="BBB", b="CCC"), Dyad(a="AAA", b="CCC")
WINDOW = {"source": "made up", "since": date(2010, 1, 1), "until": date(2010, 12, 31)}
FRIENDS, FOES, UNSURE = [[80, 10, 8, 2]], [[8, 2, 60, 30]], [[5, 0, 4, 2]]

rows = st.lists(st.tuples(*[st.integers(0, 30)] * 4), min_size=1, max_size=6).filter(
    lambda found: any(map(sum, found))
)


def triad(ab: Counts, bc: Counts, ac: Counts, **other) -> Triad:
    return read_triad({AB: ab, BC: bc, AC: ac}, **WINDOW, **other)


def side(counts: Counts, **other) -> Side:
    return triad(counts, FRIENDS, FRIENDS, **other).sides[0]


# a side


def test_net_cooperation_sets_both_kinds_of_cooperation_against_both_of_conflict() -> None:
    found = side([[400, 200, 100, 100]])
    assert found.net == pytest.approx(0.5, abs=0.01)
    assert found.n == 800
    assert found.low < found.net < found.high
    assert found.positive > 0.999


def test_one_friendly_event_makes_no_sure_friend() -> None:
    found = side([[1, 0, 0, 0]])
    assert found.net == pytest.approx(0.5)
    assert found.high - found.low > 0.8
    assert 0.7 < found.positive < 0.95


def test_a_side_is_what_sampling_from_its_posterior_gives() -> None:
    found = side([[12, 3, 5, 2]])
    drawn = 2 * np.random.default_rng(1).beta(15.5, 7.5, 200_000) - 1
    assert found.net == pytest.approx(drawn.mean(), abs=0.005)
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(drawn, [0.1, 0.9])), abs=0.01)
    assert found.positive == pytest.approx((drawn > 0).mean(), abs=0.005)


@given(rows)
@settings(deadline=None, max_examples=50)
def test_to_call_conflict_cooperation_turns_the_sign(counts: list[tuple[int, ...]]) -> None:
    one, two = side(counts), side([(*row[2:], *row[:2]) for row in counts])
    assert one.net == pytest.approx(-two.net)
    assert (one.low, one.high) == pytest.approx((-two.high, -two.low))
    assert one.positive == pytest.approx(1 - two.positive)


@given(st.tuples(*[st.integers(1, 30)] * 4), st.integers(2, 50), st.integers(1, 5))
@settings(deadline=None, max_examples=50)
def test_more_of_the_same_leaves_net_and_makes_it_surer(
    row: tuple[int, ...], times: int, periods: int
) -> None:
    n = sum(row)
    raw = (row[0] + row[1] - row[2] - row[3]) / n
    one, many = side([row] * periods), side([[times * count for count in row]] * periods)
    assert abs(one.net - raw) <= 1 / (n * periods)
    assert abs(many.net - raw) <= 1 / (n * periods * times)
    assert many.high - many.low < one.high - one.low


def test_events_that_come_in_bursts_tell_less_than_as_many_that_do_not() -> None:
    even, bursts = [[30, 0, 20, 0]] * 6, [[55, 0, 5, 0], [5, 0, 35, 0]] * 3
    calm, stormy = side(even), side(bursts)
    assert calm.n == stormy.n == 300
    assert calm.net == pytest.approx(stormy.net, abs=0.05)
    assert stormy.high - stormy.low > 3 * (calm.high - calm.low)


def test_bursts_told_ten_times_over_are_no_surer() -> None:
    once = [[55, 0, 5, 0], [5, 0, 35, 0]] * 3
    often = [[10 * count for count in row] for row in once]
    assert (side(once).low, side(once).high) == pytest.approx((side(often).low, side(often).high))


def test_what_counts_as_neither_may_lie_above_zero() -> None:
    assert side([[60, 0, 40, 0]]).positive > 0.95
    assert side([[60, 0, 40, 0]], neutral=0.8).positive < 0.05


def test_independent_draws_do_not_burst_and_repeated_ones_do() -> None:
    chance = np.random.default_rng(7)
    whole = np.full(2000, 40.0)
    part = chance.binomial(40, 0.3, 2000).astype(float)
    assert burstiness(part, whole) == pytest.approx(1, abs=0.1)
    assert burstiness(4 * part, 4 * whole) == pytest.approx(4, abs=0.4)


def test_a_slow_change_is_no_burst() -> None:
    assert burstiness(np.round(np.linspace(200, 800, 200)), np.full(200, 1000.0)) == 1


def test_where_all_is_of_one_kind_there_is_no_burst_to_see() -> None:
    assert burstiness(np.array([5.0, 9.0]), np.array([5.0, 9.0])) == 1
    assert burstiness(np.array([3.0, 0.0]), np.array([5.0, 0.0])) == 1


# balance


@pytest.mark.parametrize(
    ("kinds", "balanced"),
    [
        ((FRIENDS, FRIENDS, FRIENDS), True),  # the friend of a friend is a friend
        ((FOES, FOES, FRIENDS), True),  # the foe of a foe is a friend
        ((FRIENDS, FRIENDS, FOES), False),
        ((FOES, FOES, FOES), False),
    ],
)
def test_a_triad_is_balanced_where_an_even_number_of_sides_are_foes(
    kinds: tuple[Counts, ...], balanced: bool
) -> None:
    for order in permutations(kinds):
        found = triad(*order)
        assert (found.balanced > 0.99) if balanced else (found.balanced < 0.01)
        assert (found.pressed is None) is balanced


@given(st.lists(st.floats(0, 1), min_size=1, max_size=4))
@settings(deadline=None, max_examples=50)
def test_balance_is_what_counting_all_signs_gives(positive: list[float]) -> None:
    total = 0.0
    for signs in product([1, -1], repeat=len(positive)):
        if np.prod(signs) > 0:
            total += np.prod([p if sign > 0 else 1 - p for sign, p in zip(signs, positive, strict=True)])
    assert balance_of(positive) == pytest.approx(total)


def test_a_side_that_may_be_either_leaves_balance_open() -> None:
    assert triad([[5, 0, 5, 0]], FRIENDS, FOES).balanced == pytest.approx(0.5)


def test_the_pressed_side_is_the_one_whose_turn_would_most_surely_bring_balance() -> None:
    found = triad(FRIENDS, UNSURE, FRIENDS)
    assert found.balanced < 0.5
    assert found.pressed == BC
    sure = {one.of: one.positive for one in found.sides}
    turned = {of: balance_of([float(p < 0.5) if one == of else p for one, p in sure.items()]) for of in sure}
    assert max(turned, key=lambda of: turned[of]) == BC


def test_of_sides_that_are_all_sure_the_nearest_to_neutral_is_pressed() -> None:
    near, far, foes = [[50_000, 0, 90_000, 0]], [[90_000, 0, 1_000, 0]], [[1_000, 0, 90_000, 0]]
    found = triad(far, near, far)
    assert {abs(one.positive - 0.5) for one in found.sides} == {0.5}
    assert found.pressed == BC
    assert triad(foes, foes, near).pressed == AC


@given(rows, rows, rows)
@settings(deadline=None, max_examples=30)
def test_the_order_of_the_sides_changes_nothing(ab: Counts, bc: Counts, ac: Counts) -> None:
    sides = [(AB, ab), (BC, bc), (AC, ac)]
    found = [read_triad(dict(order), **WINDOW) for order in permutations(sides)]
    assert len({triad.pressed for triad in found}) == 1
    assert [triad.balanced for triad in found] == pytest.approx([found[0].balanced] * 6)


def test_a_triad_tells_its_source_and_its_time() -> None:
    found = triad(FRIENDS, FRIENDS, FRIENDS)
    assert (found.source, found.since, found.until) == tuple(WINDOW.values())
    assert [one.of for one in found.sides] == [AB, BC, AC]


def test_a_side_without_events_is_told_with_its_name() -> None:
    with pytest.raises(NotEnoughData, match="BBB and CCC"):
        triad(FRIENDS, [[0, 0, 0, 0]], FRIENDS)


@pytest.mark.parametrize(
    "sides",
    [
        {AB: FRIENDS, BC: FRIENDS},
        {AB: FRIENDS, BC: FRIENDS, Dyad(a="BBB", b="AAA"): FRIENDS},
        {AB: FRIENDS, BC: FRIENDS, Dyad(a="AAA", b="DDD"): FRIENDS},
        {AB: [[1, 2, 3]], BC: FRIENDS, AC: FRIENDS},
        {AB: [[1, 2, 3, -1]], BC: FRIENDS, AC: FRIENDS},
    ],
)
def test_what_is_no_triad_is_refused(sides: dict[Dyad, Counts]) -> None:
    with pytest.raises(ValueError):
        read_triad(sides, **WINDOW)


# two windows


def test_a_friend_become_a_foe_has_fallen() -> None:
    (found,) = compare_windows({AB: FRIENDS}, {AB: FOES}, source="made up")
    assert found.of == AB
    assert found.change == pytest.approx(-1.6, abs=0.05)
    assert found.low < found.change < found.high < 0
    assert found.risen < 0.001


def test_a_change_is_what_sampling_from_both_windows_gives() -> None:
    (found,) = compare_windows({AB: [[9, 1, 8, 0]]}, {AB: [[12, 3, 5, 0]]}, source="made up")
    chance = np.random.default_rng(2)
    drawn = 2 * (chance.beta(15.5, 5.5, 200_000) - chance.beta(10.5, 8.5, 200_000))
    assert found.change == pytest.approx(drawn.mean(), abs=0.005)
    assert (found.low, found.high) == pytest.approx(tuple(np.quantile(drawn, [0.1, 0.9])), abs=0.01)
    assert found.risen == pytest.approx((drawn > 0).mean(), abs=0.005)


@given(rows, rows)
@settings(max_examples=20, deadline=None)
def test_time_turned_round_turns_the_change(before: Counts, after: Counts) -> None:
    (one,) = compare_windows({AB: before}, {AB: after}, source="made up")
    (two,) = compare_windows({AB: after}, {AB: before}, source="made up")
    assert one.change == pytest.approx(-two.change)
    assert (one.low, one.high) == pytest.approx((-two.high, -two.low), abs=0.01)
    assert one.risen == pytest.approx(1 - two.risen, abs=0.01)


def test_windows_of_different_dyads_are_not_compared() -> None:
    with pytest.raises(ValueError, match="different dyads"):
        compare_windows({AB: FRIENDS}, {BC: FRIENDS}, source="made up")
    with pytest.raises(NotEnoughData):
        compare_windows({AB: FRIENDS}, {AB: [[0, 0, 0, 0]]}, source="made up")
