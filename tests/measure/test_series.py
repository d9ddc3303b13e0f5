"""A dyad's series: each measure with the answer in the line, and what a source cannot tell is not told."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.errors import NotEnoughData, UnknownName
from detente.measure.reduction import SourceOf
from detente.measure.series import MEASURES, find_series
from detente.model import PLOVER_TYPES, QUADS, Dyad

OF_BOTH = ("attention", "reciprocity")
"""Measures of what both do, however they are asked for."""


@pytest.fixture(scope="module")
def mixed(events):
    """January: Pakistan does two good things and a bad one to Russia, which does one bad thing; March: one good."""
    return events.reduction(
        events.cell(0, 2, 1, type="CONSULT", score10=30, squares100=500),
        events.cell(0, 1, 4, type="ASSAULT", score10=-90, squares100=8100),
        events.cell(0, 1, 3, a="RUS", b="PAK", type="ACCUSE", score10=-20, squares100=400),
        events.cell(2, 1, 2, a="RUS", b="PAK", type="AID", score10=70, squares100=4900),
    )


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("events", (4, 0, 1)),
        ("verbal cooperation", (2, 0, 0)),
        ("material cooperation", (0, 0, 1)),
        ("verbal conflict", (1, 0, 0)),
        ("material conflict", (1, 0, 0)),
        ("CONSULT", (2, 0, 0)),
        ("ASSAULT", (1, 0, 0)),
        ("PROTEST", (0, 0, 0)),
        ("net events", (0, 0, 1)),  # 2 - 2, 1 - 0
        ("score", (-8.0, 0, 7.0)),  # 3 - 9 - 2, 7
    ],
)
def test_what_happened_is_counted_by_period(mixed, measure: str, values: tuple) -> None:
    assert find_series(mixed, measure).values == values


@pytest.mark.parametrize(
    ("measure", "there", "back"),
    [
        ("events", (3, 0, 0), (1, 0, 1)),
        ("verbal conflict", (0, 0, 0), (1, 0, 0)),
        ("net events", (1, 0, 0), (-1, 0, 1)),
        ("score", (-6.0, 0, 0), (-2.0, 0, 7.0)),
    ],
)
def test_what_the_first_does_is_told_apart_from_what_the_second_does(mixed, measure, there, back) -> None:
    one, other = find_series(mixed, measure, directed=True), find_series(mixed, measure, swapped=True)
    assert (one.values, one.of, one.directed) == (there, Dyad(a="PAK", b="RUS"), True)
    assert (other.values, other.of, other.directed) == (back, Dyad(a="RUS", b="PAK"), True)


def test_swapped_is_what_the_mirrored_dyad_does(mixed) -> None:
    mirrored = replace(mixed, of=Dyad(a="RUS", b="PAK"))
    for measure in (one for one in MEASURES if one != "reciprocity"):
        assert find_series(mixed, measure, swapped=True) == find_series(mirrored, measure, directed=True)


def test_a_series_says_what_it_is_of(mixed) -> None:
    found = find_series(replace(mixed, context="military"), "events")
    told = (found.source, found.measure, found.unit, found.period, found.start, found.context, found.directed)
    assert told == ("Gazette", "events", "events", "month", date(2019, 1, 1), "military", False)
    assert (found.n, found.coverage) == ((4, 0, 1), (1.0, 1.0, 1.0))
    assert find_series(mixed, "score").unit == find_series(mixed, "mean score").unit == "PLOVER scale"
    assert find_series(mixed, "net cooperation").unit == "-1 to 1"
    assert find_series(mixed, "attention").unit == "share"
    assert find_series(mixed, "events", stories=True).unit == "stories"


def test_net_cooperation_is_cooperation_less_conflict_by_both(events) -> None:
    busy = events.reduction(
        events.cell(0, 6_000, 1), events.cell(0, 2_000, 4), events.cell(2, 9_000, 2), events.cell(2, 1_000, 3)
    )
    found = find_series(busy, "net cooperation")
    assert found.values == (pytest.approx(0.5, abs=0.01), None, pytest.approx(0.8, abs=0.01))
    assert found.n == (8_000, 0, 10_000)


def test_net_cooperation_of_few_events_is_drawn_to_what_is_usual_for_the_dyad(events) -> None:
    usual = [events.cell(month, 9, 1) for month in range(20)] + [
        events.cell(month, 3, 4) for month in range(20)
    ]
    found = find_series(events.reduction(*usual, events.cell(20, 1, 4), months=21), "net cooperation")
    assert -0.5 < found.values[20] < 0.5  # one bad event alone would be -1
    assert found.values[0] == pytest.approx(0.5, abs=0.05)


def test_net_cooperation_is_not_known_where_no_quad_class_is(events) -> None:
    found = find_series(events.reduction(events.cell(0, 3, None), events.cell(1, 3, 1)), "net cooperation")
    assert [value is None for value in found.values] == [True, False, True]
    assert find_series(events.reduction(events.cell(0, 3, None)), "events").values == (3, 0, 0)


def test_the_mean_score_is_of_the_events_there_are(events) -> None:
    lone = events.reduction(events.cell(1, 4, score10=-88, squares100=2000))
    found = find_series(lone, "mean score")
    assert found.values == (None, -2.2, None)
    assert found.low[0] is None
    assert found.low[1] < -2.2 < found.high[1]


def test_attention_is_the_share_of_the_dealings_of_the_first_that_are_with_the_second(events) -> None:
    dealings = {"PAK": (4_000, 0, 4_000), "RUS": (40_000, 0, 40_000)}
    both = [events.cell(0, 600), events.cell(0, 400, a="RUS", b="PAK"), events.cell(2, 3_000)]
    found = find_series(events.reduction(*both, dealings=dealings), "attention")
    assert found.values == (pytest.approx(0.25, abs=0.01), None, pytest.approx(0.75, abs=0.01))
    assert found.n == (1_000, 0, 3_000)
    of_russia = find_series(events.reduction(*both, dealings=dealings), "attention", swapped=True)
    assert of_russia.values[0] == pytest.approx(0.025, abs=0.005)
    assert of_russia.of == Dyad(a="RUS", b="PAK")


def test_reciprocity_is_1_where_both_do_the_same_and_0_where_one_does_all(events) -> None:
    given_back = events.reduction(
        events.cell(0, 3, 1), events.cell(0, 3, 2, a="RUS", b="PAK"),
        events.cell(1, 3, 1),
        events.cell(2, 3, 1), events.cell(2, 1, 1, a="RUS", b="PAK"),
    )  # fmt: skip
    found = find_series(given_back, "reciprocity")
    assert (found.measure, found.values) == ("reciprocity", (1.0, 0.0, 0.5))


def test_a_story_counts_once_for_each_type_however_often_it_is_coded(events) -> None:
    told = events.reduction(
        events.cell(0, 5, stories=2),
        events.cell(0, 4, 4, type="ASSAULT", stories=1),
        events.cell(1, 3, stories=3),
    )
    assert find_series(told, "events", stories=True).values == (3, 3, 0)
    assert find_series(told, "ASSAULT", stories=True).values == (1, 0, 0)
    assert find_series(told, "events").values == (9, 3, 0)


def test_a_period_of_which_the_source_has_no_day_has_no_value(events) -> None:
    gap = events.reduction(
        events.cell(0, 3), events.cell(2, 4), events.cell(0, 2, 4, a="RUS", b="PAK"), coverage=(1.0, 0.0, 0.5)
    )
    for measure in MEASURES:
        found = find_series(gap, measure)
        assert (found.values[1], found.low[1], found.high[1]) == (None, None, None), measure
        assert found.values[0] is not None, measure
    assert find_series(gap, "events").coverage == (1.0, 0.0, 0.5)


def test_a_source_that_has_one_day_of_a_year_has_that_year(events) -> None:
    one = events.reduction(events.cell(0, 3), coverage=(1 / 366,))
    assert find_series(one, "events").values == (3.0,)


def test_a_month_that_is_half_there_has_a_wider_interval_for_the_same_rate(events) -> None:
    cells = [events.cell(month, 40) for month in (0, 2)] + [events.cell(1, 20)]
    found = find_series(events.reduction(*cells, coverage=(1.0, 0.5, 1.0)), "events")
    assert found.values == (40, 20, 40)
    assert found.low[1] < 20 < found.high[1] < found.low[0] < 40 < found.high[0]


def test_the_interval_of_a_lone_count_is_that_of_its_rate(events) -> None:
    found = find_series(events.reduction(events.cell(0, 4), months=1), "events")
    posterior = stats.gamma(4.5, scale=1 / (1 + 0.5 / 4.5))
    assert (found.low[0], found.high[0]) == pytest.approx(posterior.ppf([0.1, 0.9]), abs=1e-5)


@pytest.mark.parametrize("measure", ["net cooperation", "mean score", "attention"])
def test_ten_times_the_events_narrow_the_interval(events, measure: str) -> None:
    def width(times: int) -> float:
        cells = [
            events.cell(0, 3 * times, 1, score10=60 * times, squares100=1500 * times),
            events.cell(0, times, 4, score10=-50 * times, squares100=2900 * times),
        ]
        dealings = {"PAK": (10 * times,), "RUS": (10 * times,)}
        found = find_series(events.reduction(*cells, months=1, dealings=dealings), measure)
        assert found.low[0] < found.values[0] < found.high[0]
        return found.high[0] - found.low[0]

    assert width(10) < width(1) / 2


@pytest.mark.parametrize("measure", [*(one for one in MEASURES if one not in OF_BOTH), *PLOVER_TYPES])
def test_who_acts_is_not_told_of_a_source_that_does_not_tell_it(events, measure: str) -> None:
    blurred = events.reduction(events.cell(0, 2), directed=False)
    assert find_series(blurred, measure).values[0] is not None
    for way in ({"directed": True}, {"swapped": True}):
        with pytest.raises(NotEnoughData, match="Gazette does not tell who acts on whom"):
            find_series(blurred, measure, **way)


def test_a_source_that_does_not_tell_who_acts_has_attention_and_no_reciprocity(events) -> None:
    blurred = events.reduction(events.cell(0, 2), directed=False)
    assert find_series(blurred, "attention").values[0] is not None
    with pytest.raises(NotEnoughData, match="who acts"):
        find_series(blurred, "reciprocity")


@pytest.mark.parametrize("measure", [*(one for one in MEASURES if one != "score"), "CONSULT"])
def test_a_source_that_does_not_count_has_only_a_score(events, measure: str) -> None:
    sums = events.reduction(events.cell(0, 1, events=0, uncounted=1, score10=-35, squares100=0))
    with pytest.raises(NotEnoughData, match="how many events") as told:
        find_series(sums, measure)
    assert "`score`" in told.value.mend
    found = find_series(sums, "score")
    assert (found.values, found.low, found.high) == ((-3.5, 0, 0), (None,) * 3, (None,) * 3)


@pytest.mark.parametrize("measure", ["score", "mean score"])
def test_a_source_without_scores_has_none(events, measure: str) -> None:
    counts = events.reduction(events.cell(0, 2, unscored=2, score10=0, squares100=0))
    with pytest.raises(NotEnoughData, match="no scores"):
        find_series(counts, measure)
    assert find_series(counts, "events").values == (2, 0, 0)


def test_a_measure_that_there_is_not_is_told_with_those_there_are(mixed) -> None:
    with pytest.raises(UnknownName, match="no measure called 'warmth'") as told:
        find_series(mixed, "warmth")
    assert all(name in told.value.mend for name in (*MEASURES, "CONSULT"))


def test_a_way_in_which_nothing_happened_has_no_mean_and_no_warning(events, recwarn) -> None:
    one_way = events.reduction(events.cell(0, 2))
    for measure in MEASURES:
        found = find_series(one_way, measure, swapped=True)
        if measure in ("mean score", "net cooperation"):
            assert found.values == (None, None, None)
    assert not recwarn.list


def test_the_scale_is_the_sources(mixed) -> None:
    scaled = replace(mixed, source=SourceOf(name="Feed", scale="Goldstein", directed=True))
    assert find_series(scaled, "score").unit == "Goldstein scale"


cells_given = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(1, 9), st.sampled_from([1, 2, 3, 4]), st.booleans(), st.integers(-9, 9)
    ),
    min_size=1,
    max_size=25,
)


def built(events, told):
    return [
        events.cell(
            month, n, quad, score10=10 * score * n, squares100=100 * score * score * n,
            **({"a": "RUS", "b": "PAK"} if back else {}),
        )
        for month, n, quad, back, score in told
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(told=cells_given, random=st.randoms())
def test_the_order_of_rows_does_not_matter(events, told, random) -> None:
    cells = built(events, told)
    shuffled = random.sample(cells, len(cells))
    dealings = {"PAK": (500,) * 6, "RUS": (700,) * 6}
    for measure in MEASURES:
        one, other = (
            find_series(events.reduction(*some, months=6, dealings=dealings), measure)
            for some in (cells, shuffled)
        )
        assert one == other


@settings(max_examples=40, deadline=None)
@given(told=cells_given)
def test_events_are_those_of_the_four_quad_classes_and_of_both_ways(events, told) -> None:
    found = events.reduction(*built(events, told), months=6)
    sums = [sum(values) for values in zip(*(find_series(found, quad).values for quad in QUADS), strict=True)]
    ways = (find_series(found, "events", **{way: True}).values for way in ("directed", "swapped"))
    assert find_series(found, "events").values == tuple(sums) == tuple(map(sum, zip(*ways, strict=True)))


@settings(max_examples=40, deadline=None)
@given(told=cells_given)
def test_a_share_and_a_mean_lie_in_their_interval(events, told) -> None:
    found = events.reduction(*built(events, told), months=6, dealings={"PAK": (500,) * 6, "RUS": (700,) * 6})
    for measure, least, most in (("net cooperation", -1, 1), ("mean score", -9, 9), ("attention", 0, 1)):
        one = find_series(found, measure)
        for low, value, high in zip(one.low, one.values, one.high, strict=True):
            if value is not None:
                assert low - 1e-6 <= value <= high + 1e-6
                assert least - 1e-6 <= value <= most + 1e-6
