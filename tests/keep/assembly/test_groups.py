"""What belongs together in pairs is grouped by the mean of the pairs; what an analyst said holds."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.keep.assembly.groups import chain, group

Pair = tuple[str, str]
NAMES = "abcdef"
PAIRS = [*combinations(NAMES, 2)]
pairs = st.lists(st.sampled_from(PAIRS), max_size=4, unique=True)
sureness = st.dictionaries(st.sampled_from(PAIRS), st.integers(0, 8).map(lambda eighths: eighths / 8))


def words(groups: tuple[tuple[str, ...], ...]) -> str:
    """Groups as "ab c"."""
    return " ".join("".join(members) for members in groups)


def joined(links: list[Pair], members: str = NAMES) -> list[set[str]]:
    """The sets of members that links hold together, found by painting."""
    paint = {member: {member} for member in members}
    for a, b in links:
        whole = paint[a] | paint[b]
        paint |= dict.fromkeys(whole, whole)
    return [paint[member] for member in members if member == min(paint[member])]


def by_hand(
    same: dict[Pair, float], least: float, together: list[Pair], apart: list[Pair]
) -> tuple[tuple[str, ...], ...]:
    """Average linkage as the textbook has it: all means anew before every join."""
    groups = joined(together)

    def mean(one: set[str], other: set[str]) -> Fraction:
        sums = sum(
            Fraction(value) for pair, value in same.items() if len(one & {*pair}) == len(other & {*pair}) == 1
        )
        return sums / (len(one) * len(other))

    def barred(one: set[str], other: set[str]) -> bool:
        return any(len(one & {*pair}) == len(other & {*pair}) == 1 for pair in apart)

    while True:
        offers = [
            (-mean(one, other), min(one), min(other), one, other)
            for one, other in combinations(sorted(groups, key=min), 2)
            if not barred(one, other) and mean(one, other) >= least
        ]
        if not offers:
            return tuple(tuple(sorted(found)) for found in sorted(groups, key=min))
        *_, one, other = min(offers, key=lambda offer: offer[:3])
        groups = [found for found in groups if found not in (one, other)] + [one | other]


def test_without_members_there_are_no_groups() -> None:
    assert group([], {}) == ()
    assert chain([], {}) == ()


def test_who_belongs_to_nobody_is_a_group_of_one_and_groups_come_in_order() -> None:
    assert group(["c", "a", "b"], {}) == (("a",), ("b",), ("c",))
    assert group(["c", "b", "a"], {("c", "a"): 0.9}) == (("a", "c"), ("b",))


@pytest.mark.parametrize(("sure", "expected"), [(0.49, "a b"), (0.5, "ab"), (1.0, "ab")])
def test_two_are_joined_from_one_half_on(sure: float, expected: str) -> None:
    assert words(group("ab", {("a", "b"): sure})) == expected


def test_how_sure_a_join_must_be_can_be_set() -> None:
    assert words(group("ab", {("a", "b"): 0.5}, least=0.75)) == "a b"
    assert words(group("ab", {("a", "b"): 0.25}, least=0.25)) == "ab"


def test_a_chain_of_half_sure_pairs_makes_no_group() -> None:
    links = {("a", "b"): 0.6, ("b", "c"): 0.6, ("c", "d"): 0.6}
    assert words(group("abcd", links)) == "ab cd"


def test_a_pair_that_is_not_given_counts_as_one_that_is_surely_not_the_same() -> None:
    links = {("a", "b"): 0.9, ("b", "c"): 0.9}
    assert group("abc", links) == group("abc", {**links, ("a", "c"): 0.0})
    assert words(group("abc", links)) == "ab c"  # (0.9 + 0) / 2 is less than one half


def test_the_mean_of_all_pairs_decides_and_one_doubtful_pair_is_outvoted() -> None:
    assert words(group("abc", {("a", "b"): 0.9, ("a", "c"): 0.7, ("b", "c"): 0.4})) == "abc"  # 1.1 / 2
    assert words(group("abc", {("a", "b"): 0.9, ("a", "c"): 0.7, ("b", "c"): 0.2})) == "ab c"  # 0.9 / 2


def test_the_surest_join_comes_first() -> None:
    assert words(group("abc", {("a", "b"): 0.6, ("b", "c"): 0.9})) == "a bc"


def test_a_pair_may_be_written_in_either_order() -> None:
    assert words(group("abc", {("b", "a"): 0.9}, apart=[("c", "b")])) == "ab c"
    assert words(group("abc", {("c", "b"): 0.9}, together=[("b", "a")], apart=[("c", "a")])) == "ab c"


def test_pairs_of_strangers_and_of_one_with_itself_are_passed_over() -> None:
    strange = [("a", "x"), ("x", "y"), ("a", "a")]
    links = {("a", "x"): 1.0, ("x", "b"): 1.0, ("a", "a"): 1.0}
    assert words(group("ab", links, together=strange, apart=strange)) == "a b"
    assert words(chain("ab", links, together=strange, apart=strange)) == "a b"


def test_what_an_analyst_set_together_is_joined_against_all_odds() -> None:
    assert words(group("abc", {("a", "b"): 0.0}, together=[("a", "b")])) == "ab c"


def test_what_was_set_together_is_weighed_as_one() -> None:
    assert words(group("abc", {("a", "c"): 0.9}, together=[("a", "b")])) == "ab c"  # 0.9 / 2
    assert words(group("abc", {("a", "c"): 0.9, ("b", "c"): 0.2}, together=[("a", "b")])) == "abc"  # 1.1 / 2


def test_what_was_set_apart_stays_apart_also_in_company() -> None:
    sure = {("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): 1.0}
    assert words(group("abc", sure, apart=[("a", "c")])) == "ab c"
    assert words(group("abc", sure, together=[("a", "b")], apart=[("b", "c")])) == "ab c"


def test_together_goes_before_apart() -> None:
    assert words(group("ab", {}, together=[("a", "b")], apart=[("a", "b")])) == "ab"
    assert words(group("abc", {}, together=[("a", "b"), ("b", "c")], apart=[("a", "c")])) == "abc"


def test_a_copy_of_a_copy_is_a_copy_however_weak_the_links() -> None:
    assert words(chain("abcd", {("a", "b"): 0.3, ("b", "c"): 0.2})) == "abc d"


def test_of_two_links_that_meet_what_is_set_apart_the_surer_is_followed() -> None:
    apart = [("a", "c")]
    assert words(chain("abc", {("a", "b"): 0.6, ("b", "c"): 0.9}, apart=apart)) == "a bc"
    assert words(chain("abc", {("a", "b"): 0.9, ("b", "c"): 0.6}, apart=apart)) == "ab c"
    assert words(chain("abc", {("a", "b"): 0.9}, together=[("b", "c")], apart=apart)) == "a bc"


@given(sureness, st.sampled_from([0.25, 0.5, 0.75]), pairs, pairs)
def test_groups_are_those_of_average_linkage(
    same: dict[Pair, float], least: float, together: list[Pair], apart: list[Pair]
) -> None:
    found = group(NAMES, same, least=least, together=together, apart=apart)
    assert found == by_hand(same, least, together, apart)


@given(sureness, pairs, pairs, st.randoms(use_true_random=False))
def test_grouping_does_not_depend_on_the_order_of_the_input(
    same: dict[Pair, float], together: list[Pair], apart: list[Pair], random
) -> None:
    def mixed(found: list) -> list:
        return random.sample(found, len(found))

    def turned(found: list[Pair]) -> list[Pair]:
        return [random.choice([(a, b), (b, a)]) for a, b in mixed(found)]

    others = {pair: same[min(pair), max(pair)] for pair in turned([*same])}
    for make in (group, chain):
        straight = make(NAMES, same, together=together, apart=apart)
        assert make(mixed([*NAMES]), others, together=turned(together), apart=turned(apart)) == straight


@given(st.sampled_from([group, chain]), sureness, pairs, pairs)
def test_everyone_is_in_one_group_together_is_kept_and_apart_is_never_broken(
    make, same: dict[Pair, float], together: list[Pair], apart: list[Pair]
) -> None:
    found = make(NAMES, same, together=together, apart=apart)
    assert sorted(member for members in found for member in members) == [*NAMES]
    forced = joined(together)
    for a, b in together:
        assert any({a, b} <= {*members} for members in found)
    for a, b in apart:
        if not any({a, b} <= one for one in forced):
            assert not any({a, b} <= {*members} for members in found)


@given(sureness, pairs)
def test_without_anything_set_apart_a_chain_holds_all_that_links_reach(
    links: dict[Pair, float], together: list[Pair]
) -> None:
    expected = joined([*links, *together])
    assert [{*members} for members in chain(NAMES, links, together=together)] == expected
