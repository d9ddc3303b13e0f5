"""A probability as words: one range for each, the bounds outward, the same on both sides of one half."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.explain.likelihood import likelihood_of, tell_likely
from detente.vocab import likelihoods

MIRRORED = {
    "almost no chance": "almost certain",
    "very unlikely": "very likely",
    "unlikely": "likely",
    "roughly even chance": "roughly even chance",
}


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (0, "almost no chance"), (1, "almost no chance"), (5, "almost no chance"), (5.1, "very unlikely"),
        (20, "very unlikely"), (20.1, "unlikely"), (45, "unlikely"), (45.1, "roughly even chance"),
        (50, "roughly even chance"), (54.9, "roughly even chance"), (55, "likely"), (79.9, "likely"),
        (80, "very likely"), (94.9, "very likely"), (95, "almost certain"), (99, "almost certain"),
        (100, "almost certain"),
    ],
)  # fmt: skip
def test_a_probability_has_the_words_of_its_range_and_at_a_bound_those_farther_from_one_half(
    percent: float, words: str
) -> None:
    assert likelihood_of(percent / 100).words == words


@given(st.floats(0, 1))
def test_the_range_told_holds_the_probability_or_is_the_last_on_its_side(p: float) -> None:
    found = likelihood_of(p)
    assert found.value == p
    if p < likelihoods()[0].low:
        assert found.words == "almost no chance"
    elif p > likelihoods()[-1].high:
        assert found.words == "almost certain"
    else:
        assert found.low <= p <= found.high
    assert (found.words, found.low, found.high) in [(row.words, row.low, row.high) for row in likelihoods()]


@given(st.integers(0, 1000))
def test_that_something_is_not_so_is_told_by_the_opposite_words(thousandths: int) -> None:
    there, back = (likelihood_of(one / 1000).words for one in (thousandths, 1000 - thousandths))
    assert MIRRORED.get(there) == back or MIRRORED.get(back) == there


@given(st.floats(0, 1), st.floats(0, 1))
def test_what_is_more_probable_never_has_words_of_less(p: float, q: float) -> None:
    order = [row.words for row in likelihoods()]
    less, more = sorted((p, q))
    assert order.index(likelihood_of(less).words) <= order.index(likelihood_of(more).words)


@pytest.mark.parametrize("value", [-0.01, 1.01, float("nan"), float("inf")])
def test_what_is_no_probability_has_no_words(value: float) -> None:
    with pytest.raises(ValueError, match="is no probability"):
        likelihood_of(value)


@pytest.mark.parametrize(
    ("p", "sentence"),
    [
        (0.03, "There is almost no chance that it rains."),
        (0.1, "It is very unlikely that it rains."),
        (0.3, "It is unlikely that it rains."),
        (0.5, "There is a roughly even chance that it rains."),
        (0.6, "It is likely that it rains."),
        (0.9, "It is very likely that it rains."),
        (0.97, "It is almost certain that it rains."),
    ],
)
def test_all_words_make_a_sentence(p: float, sentence: str) -> None:
    assert tell_likely(likelihood_of(p), "it rains") == sentence
