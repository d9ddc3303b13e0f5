"""Findings as sentences: each says what its numbers say, of which time, and with the words of its probability."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.explain import judge
from detente.measure.triads import Shift
from detente.model import (
    QUADS,
    BaseRate,
    Comovement,
    Dyad,
    Forecast,
    Judgement,
    Leaning,
    Score,
    Series,
    Side,
    Triad,
    TurningPoint,
)

PAIR = Dyad(a="PAK", b="RUS")
TIES = Dyad(a="USA", b="PAK"), Dyad(a="USA", b="RUS")

TURN = TurningPoint(
    of=PAIR, directed=False, source="wire", aspect="level", measure="net cooperation",
    at=date(2014, 4, 1), earliest=date(2014, 3, 1), latest=date(2014, 6, 1), parts=("net cooperation",),
    before=(0.2,), after=(0.65,), size=1.7, probability=0.83, carriers=("file:1", "file:2"),
)  # fmt: skip
EXACT = replace(TURN, earliest=TURN.at, latest=TURN.at)
VOLUME = replace(EXACT, aspect="volume", measure="events", parts=("events",), before=(12.0,), after=(3.25,))
SUM = replace(EXACT, measure="score", parts=("score",), before=(-40.0,), after=(-5.5,))
MIX = replace(
    EXACT, aspect="mix", measure="mix", parts=QUADS, before=(0.6, 0.3, 0.1, 0.0), after=(0.3, 0.25, 0.15, 0.3),
    size=0.35,
)  # fmt: skip
SHIFT = Shift(of=TIES[0], change=-0.125, low=-0.2, high=-0.05, risen=0.03)
MOVED = Comovement(
    first=PAIR, second=TIES[0], measure="events", source="wire", lag=2, correlation=0.41, p=0.004,
    adjusted=0.016, periods=70,
)  # fmt: skip
SHARE = Series(
    of=PAIR, directed=False, source="wire", measure="share of cooperation", unit="share", period="quarter",
    start=date(2010, 1, 1), values=(None, 0.4, 0.5, 0.6, None), low=(None,) * 5, high=(None,) * 5, n=(0, 9, 9, 9, 0),
    coverage=(1.0,) * 5,
)  # fmt: skip
LEANING = Leaning(
    pivot="USA", toward="PAK", other="RUS", source="wire", share=SHARE, level=0.6, drift=0.024, drift_low=0.01,
    drift_high=0.038, hedge=0.8,
)  # fmt: skip
SIDES = tuple(
    Side(of=of, net=net, low=net - 0.1, high=net + 0.1, positive=0.5, n=n)
    for of, net, n in ((PAIR, 0.6, 90), (TIES[0], 0.5, 400), (TIES[1], -0.2, 800))
)
TRIAD = Triad(
    sides=SIDES, source="wire", since=date(2016, 1, 1), until=date(2017, 12, 31), neutral=0.4, balanced=0.12,
    pressed=TIES[0],
)  # fmt: skip
RATE = BaseRate(
    after="cooler relations", then="USA and PAK move down", source="wire", share=0.31, low=0.2, high=0.44, n=26,
    months=4.0, usual=0.16,
)  # fmt: skip
SCORES = (
    Score(method="discounted past", crps=8.25, brier=0.1, held=0.81, n=30),
    Score(method="climatology", crps=9.5, brier=0.2, held=0.8, n=30),
    Score(method="last value", crps=9.125, brier=0.2, held=0.8, n=30),
)
FORECAST = Forecast(
    of=TIES[0], directed=False, source="wire", measure="net events", unit="net events", period="quarter",
    at=date(2018, 1, 1), quantiles=((0.05, -9.0), (0.1, -4.0), (0.5, 10.0), (0.9, 22.0)), mean=9.5, positive=0.8,
    method="discounted past", scores=SCORES,
)  # fmt: skip

probabilities = st.floats(0, 1)


def only_basis(found: Judgement) -> str:
    (ground,) = found.basis
    return ground.says


# turns


def test_a_turn_is_told_of_the_interval_that_its_probability_is_of() -> None:
    found = judge.judge_turn(TURN, "month")
    assert found.sentence == (
        "It is very likely that relations between Pakistan and Russia turned warmer between March 2014 and June 2014."
    )
    assert only_basis(found) == (
        "wire: net cooperation 0.20 before, 0.65 after; the break is placed in April 2014, and lies between "
        "March 2014 and June 2014 (80 %)."
    )
    assert (found.question, found.about, found.likelihood.value) == ("change", PAIR, 0.83)
    assert (found.basis[0].finding, found.basis[0].records) == (TURN, ("file:1", "file:2"))


@pytest.mark.parametrize(
    ("period", "when"), [("month", "in April 2014"), ("quarter", "in the second quarter of 2014"), ("year", "in 2014")]
)  # fmt: skip
def test_a_turn_that_lies_in_one_period_is_told_of_it(period, when: str) -> None:
    found = judge.judge_turn(EXACT, period)
    assert (
        found.sentence
        == f"It is very likely that relations between Pakistan and Russia turned warmer {when}."
    )
    assert only_basis(found).endswith(f"; the break lies {when} (80 % or more).")


def test_a_turn_downward_is_cooler_and_one_of_a_context_says_so() -> None:
    found = judge.judge_turn(replace(EXACT, after=(-0.1,), context="natural_resource"), "month")
    assert found.sentence == (
        "It is very likely that relations between Pakistan and Russia in natural resource matters turned cooler in "
        "April 2014."
    )


def test_a_volume_of_an_event_file_is_told_against_all_else_for_so_it_was_measured() -> None:
    found = judge.judge_turn(VOLUME, "month")
    assert found.sentence == (
        "It is very likely that dealings between Pakistan and Russia shrank against all else that the source tells "
        "in April 2014."
    )
    assert "wire: events a month at the source's mean volume 12 before, 3.25 after;" in only_basis(found)


def test_a_volume_of_articles_is_a_number() -> None:
    found = judge.judge_turn(replace(VOLUME, source="articles", after=(30.0,)), "year")
    assert found.sentence == (
        "It is very likely that dealings between Pakistan and Russia grew in number in 2014."
    )
    assert "articles: events a year 12 before, 30 after;" in only_basis(found)


def test_a_sum_of_scores_that_rose_is_not_told_as_warmth() -> None:
    found = judge.judge_turn(SUM, "month")
    assert found.sentence == (
        "It is very likely that the sum of scores between Pakistan and Russia rose in April 2014."
    )
    assert "score a month -40 before, -5.50 after" in only_basis(found)


def test_a_mix_is_told_by_the_two_classes_that_changed_most() -> None:
    found = judge.judge_turn(MIX, "month")
    assert found.sentence == (
        "It is very likely that the mix of dealings between Pakistan and Russia changed in April 2014: "
        "less verbal cooperation (60% to 30%), more material conflict (0% to 30%)."
    )
    assert "verbal cooperation 0.60 before, 0.30 after; material cooperation 0.30 before" in only_basis(found)


# ties


def test_a_tie_that_cooled_is_told_of_the_months_that_were_compared() -> None:
    found = judge.judge_shift(
        SHIFT, source="wire", since=date(2017, 1, 1), before=date(2016, 1, 1), months=12, events=520
    )
    assert found.sentence == (
        "It is almost certain that the United States and Pakistan cooperated less, against conflict, in the 12 months "
        "from January 2017 on than in those before."
    )
    assert only_basis(found) == (
        "wire: net cooperation changed by -0.12 (-0.20 to -0.05, 80 %) from the 12 months from January 2016 on to "
        "those from January 2017 on; 520 events."
    )
    assert found.likelihood.value == pytest.approx(0.97)


@given(probabilities)
def test_a_tie_is_always_told_to_have_gone_the_likelier_way(risen: float) -> None:
    found = judge.judge_shift(
        replace(SHIFT, risen=risen), source="wire", since=date(2017, 1, 1), before=date(2016, 1, 1), months=12,
        events=1,
    )  # fmt: skip
    assert found.likelihood.value == max(risen, 1 - risen)
    assert ("cooperated more" in found.sentence) == (risen >= 0.5)
    assert found.likelihood.words in found.sentence


def test_a_common_movement_tells_who_leads_and_has_no_likelihood_for_p_is_none() -> None:
    found = judge.judge_comovement(MOVED, "month")
    assert found.sentence == (
        "What is new in events between Pakistan and Russia is followed 2 months later by a move with it between "
        "the United States and Pakistan."
    )
    assert only_basis(found) == (
        "wire: correlation +0.41 at lag 2 over 70 months, p = 0.004 against permutations, 0.016 after adjustment for "
        "all tests of this question."
    )
    assert found.likelihood is None


def test_a_negative_lag_turns_the_order_and_a_negative_correlation_is_against() -> None:
    found = judge.judge_comovement(replace(MOVED, lag=-1, correlation=-0.5), "quarter")
    assert found.sentence == (
        "What is new in events between the United States and Pakistan is followed 1 quarter later by a move against "
        "it between Pakistan and Russia."
    )


def test_movement_in_the_same_period_has_no_leader() -> None:
    found = judge.judge_comovement(replace(MOVED, lag=0), "month")
    assert found.sentence == (
        "What is new in events between the United States and Pakistan goes with what is new between Pakistan and "
        "Russia."
    )


def test_a_movement_that_may_be_chance_is_not_told_as_one() -> None:
    found = judge.judge_comovement(replace(MOVED, adjusted=judge.SIGNIFICANT + 0.001), "month")
    assert found.sentence == (
        "No common movement of the United States and Pakistan with Pakistan and Russia is found in events beyond "
        "what moves all dyads."
    )
    told = judge.judge_comovement(replace(MOVED, adjusted=judge.SIGNIFICANT), "month")
    assert told.sentence.startswith("What is new")


# tilt and balance


def test_a_drift_is_told_of_the_time_of_which_the_share_is_known() -> None:
    found = judge.judge_leaning(LEANING, 0.985)
    assert found.sentence == (
        "It is almost certain that from April 2010 to December 2010 the cooperation of the United States drifted "
        "towards Pakistan and away from Russia."
    )
    assert only_basis(found) == (
        "wire: of its cooperation with both, 60% went to Pakistan in the last year of these; the share changed by "
        "+0.024 a year (+0.010 to +0.038, 80 %)."
    )


@given(probabilities)
def test_a_drift_goes_the_likelier_way(positive: float) -> None:
    found = judge.judge_leaning(LEANING, positive)
    to = (
        "towards Pakistan and away from Russia"
        if positive >= 0.5
        else "towards Russia and away from Pakistan"
    )
    assert to in found.sentence
    assert found.likelihood.value == max(positive, 1 - positive)


def test_a_triad_out_of_balance_names_the_side_most_open_to_change_outside_of_what_is_likely() -> None:
    found = judge.judge_triad(TRIAD)
    assert found.sentence == (
        "It is very likely that the triad of Pakistan, Russia and the United States was out of balance from January "
        "2016 to December 2017; its side most open to change is the United States and Pakistan."
    )
    assert only_basis(found) == (
        "wire, January 2016 to December 2017, net cooperation, a tie being positive above +0.40: Pakistan and Russia "
        "+0.60 (+0.50 to +0.70, 80 %, 90 events); the United States and Pakistan +0.50 (+0.40 to +0.60, 80 %, 400 "
        "events); the United States and Russia -0.20 (-0.30 to -0.10, 80 %, 800 events)."
    )
    assert (found.about, found.likelihood.value) == (TIES[0], pytest.approx(0.88))


def test_a_balanced_triad_names_no_side() -> None:
    found = judge.judge_triad(replace(TRIAD, balanced=0.7, pressed=None))
    assert found.sentence == (
        "It is likely that the triad of Pakistan, Russia and the United States was balanced from January 2016 to "
        "December 2017."
    )


# what to expect


def test_a_base_rate_is_told_as_what_follows_such_a_turn() -> None:
    found = judge.judge_rate(RATE, third="USA", side="PAK", down=True)
    assert found.sentence == (
        "It is unlikely that within a year of such a turn the relation of the United States and Pakistan cools by "
        "more than it usually varies."
    )
    assert only_basis(found) == (
        "wire: after 26 turns of this kind (cooler relations) among comparable triads it did so in 31% (20% to 44%, "
        "80 %), against 16% at any time at which they stood so; half of those that did had by month 4."
    )
    assert (found.against, found.likelihood.value) == ((), 0.31)


def test_a_base_rate_of_years_is_told_of_the_two_years_that_were_looked_at() -> None:
    found = judge.judge_rate(RATE, third="USA", side="PAK", down=False, years=2)
    assert (
        "within 2 years of such a turn the relation of the United States and Pakistan warms" in found.sentence
    )


@pytest.mark.parametrize(
    ("usual", "alike"), [(0.19, False), (0.2, True), (0.3, True), (0.44, True), (0.45, False)]
)
def test_a_rate_that_is_no_other_than_usual_says_so_against_itself(usual: float, alike: bool) -> None:
    found = judge.judge_rate(replace(RATE, usual=usual), third="USA", side="PAK", down=True)
    assert [ground.says for ground in found.against] == [
        "The rate at any time lies within the interval: such turns may add nothing to what is usual."
    ] * alike


def test_where_nobody_moved_no_month_is_told() -> None:
    rate = replace(RATE, share=0.0, low=0.0, high=0.05, months=None)
    found = judge.judge_rate(rate, third="USA", side="PAK", down=True)
    assert "month" not in only_basis(found)
    assert found.sentence.startswith("There is almost no chance that within a year of such a turn")


def test_a_forecast_is_told_as_the_likelier_sign_with_how_such_forecasts_did() -> None:
    found = judge.judge_forecast(FORECAST, 6.0)
    assert found.sentence == (
        "It is very likely that cooperation outweighs conflict between the United States and Pakistan in the first "
        "quarter of 2018."
    )
    assert only_basis(found) == (
        "wire: net events 9.5 expected, -4.0 to 22.0 (80 %), 6.0 in the last known quarter; by discounted past, whose "
        "CRPS over 30 past forecasts is 8.25, that of last value 9.12; 81% of outcomes lay in its 80 %."
    )


@given(probabilities)
def test_a_forecast_of_neither_is_told_as_not_outweighing(positive: float) -> None:
    found = judge.judge_forecast(replace(FORECAST, positive=positive), 0.0)
    assert ("does not outweigh" in found.sentence) == (positive < 0.5)
    assert found.likelihood.value == max(positive, 1 - positive)


def test_a_way_of_forecasting_that_was_not_tested_says_so() -> None:
    found = judge.judge_forecast(replace(FORECAST, scores=()), 0.0)
    assert only_basis(found).endswith("by discounted past, not tested on this series, which is too short.")


# all of them


def test_no_judgement_stands_without_what_it_rests_on() -> None:
    with pytest.raises(ValueError, match="without a basis"):
        Judgement(question="change", about=PAIR, sentence="It rains.", likelihood=None, basis=())


@pytest.mark.parametrize(
    ("period", "words"),
    [("month", "September 2000"), ("quarter", "the third quarter of 2000"), ("year", "2000")],
)
def test_a_period_is_told_in_words(period, words: str) -> None:
    assert judge.period_in_words(date(2000, 9, 1), period) == words
