"""Where tellings of one thing contradict each other, the values stand side by side with who gives them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.keep.assembly.rivals import (
    close,
    figures_in,
    find_rivals,
    in_words,
    narrowest,
    rival_of,
    teller_of,
    version_of,
)
from detente.model import Rival, Speaker, Telling, When

Make = Callable[..., Telling]


def side_by_side(rival: Rival | None) -> list[str] | None:
    return [version.value for version in rival.versions] if rival else None


def told(deed: Make, *values: str, stories: str = "abcdef") -> Rival | None:
    """The rival that tellings of stories a, b, c … make, each with the values it gives: "70 130"."""
    given = enumerate(zip(stories, values, strict=False))
    return rival_of(
        "x", {n: (deed(doc=f"{n}", story=story), frozenset(v.split())) for n, (story, v) in given}
    )


def fields(*tellings: Telling) -> dict[str, list[str]]:
    """What `find_rivals` finds, as field and values."""
    return {rival.field: side_by_side(rival) for rival in find_rivals(tellings)}


def test_nothing_is_disputed_where_nobody_tells_or_all_tell_the_same(deed: Make) -> None:
    assert find_rivals([]) == ()
    assert rival_of("x", {}) is None
    assert told(deed, "70") is None
    assert told(deed, "70", "70") is None
    assert find_rivals([deed(doc="a"), deed(doc="b")]) == ()


def test_who_gives_no_value_says_nothing(deed: Make) -> None:
    assert told(deed, "70", "") is None
    assert side_by_side(told(deed, "70", "", "80")) == ["70", "80"]


def test_the_values_of_one_telling_are_no_rivals_and_those_of_two_are(deed: Make) -> None:
    assert told(deed, "70 130") is None
    assert side_by_side(told(deed, "70 130", "200")) == ["130 and 70", "200"]


def test_a_telling_that_gives_less_contradicts_nobody(deed: Make) -> None:
    assert told(deed, "70 130", "70") is None
    assert told(deed, "70 130", "130 50") is None


def test_the_value_of_most_stories_comes_first(deed: Make) -> None:
    assert side_by_side(told(deed, "70", "80", "80")) == ["80", "70"]
    assert side_by_side(told(deed, "80", "70")) == ["70", "80"]


def test_reprints_of_one_story_do_not_outvote_two_stories(deed: Make) -> None:
    assert side_by_side(told(deed, "70", "70", "70", "80", "80", stories="aaabc")) == ["80", "70"]


def test_a_version_names_the_value_each_teller_once_and_all_records(deed: Make) -> None:
    minister = Speaker(name="Anna Petrova", of="RUS", type="person")
    tellings = [
        deed(doc="a", outlet="Courier"),
        deed(doc="b", outlet="Courier"),
        deed(doc="c", outlet="Wire", speaker=minister),
    ]
    version = version_of(["2", "1"], tellings)
    assert version.value == "1 and 2"
    assert version.tellers == ("Courier", "Anna Petrova in Wire")
    assert version.records == tuple(telling.record.id for telling in tellings)


@pytest.mark.parametrize(
    ("outlet", "speaker", "expected"),
    [
        ("Wire", None, "Wire"),
        (None, None, "an outlet not stated"),
        (
            "Wire",
            Speaker(name="Anna Petrova", role="minister", of="RUS", type="person"),
            "Anna Petrova in Wire",
        ),
        ("Wire", Speaker(role="an official", of="RUS", type="person"), "an official of RUS in Wire"),
        ("Wire", Speaker(of="RUS", type="state"), "a speaker of RUS in Wire"),
        (None, Speaker(), "a speaker in an outlet not stated"),
    ],
)
def test_who_tells_it_is_the_outlet_with_the_speaker_it_quotes(
    deed: Make, outlet, speaker, expected: str
) -> None:
    assert teller_of(deed(outlet=outlet, speaker=speaker)) == expected


def test_a_deal_in_one_article_and_talks_in_another_are_rivals_but_two_words_for_a_deal_are_not(
    deed: Make,
) -> None:
    assert fields(deed("AGREE", doc="a"), deed("CONSULT", doc="b")) == {"type": ["decided", "discussed"]}
    assert fields(deed("AGREE", doc="a"), deed("SUPPORT", doc="b"), deed("CONCEDE", doc="c")) == {}
    assert fields(deed("AID", doc="a"), deed("COERCE", doc="b")) == {"type": ["AID", "COERCE"]}


def test_what_one_tells_as_a_fact_another_may_deny_or_suppose(deed: Make) -> None:
    assert fields(deed(doc="a"), deed(doc="b", aux="negation")) == {"standing": ["denied", "fact"]}
    assert fields(deed(doc="a"), deed(doc="b", aux="hypothetical")) == {"standing": ["fact", "supposed"]}
    assert fields(deed(doc="a"), deed(doc="b", aux="historical")) == {}


def test_what_was_planned_and_what_came_about_are_no_rivals(deed: Make) -> None:
    assert fields(deed(doc="a", aux="future"), deed(doc="b")) == {}


def test_other_parties_are_rivals_whichever_way_they_are_told(deed: Make) -> None:
    assert fields(deed(doc="a"), deed(doc="b", actors="PAK RUS", recipients="")) == {}
    other = deed(doc="b", actors="CHN RUS", recipients="PAK")
    assert fields(deed(doc="a"), other) == {"parties": ["CHN, PAK, RUS", "PAK, RUS"]}


def test_days_that_overlap_agree_and_others_are_rivals(deed: Make) -> None:
    assert fields(deed(doc="a", when="2019-05-03"), deed(doc="b", when="2019-05-02/2019-05-04")) == {}
    assert fields(deed(doc="a", when="2019-05-03"), deed(doc="b", when="2019-05-05")) == {
        "days": ["2019-05-03", "2019-05-05"]
    }
    assert fields(deed(doc="a", when="2019-05-03/2019-05-04"), deed(doc="b", when="2019-05-05")) == {
        "days": ["2019-05-03 to 2019-05-04", "2019-05-05"]
    }


def test_days_that_are_vague_open_or_longer_than_a_week_contradict_nobody(deed: Make) -> None:
    one = deed(doc="a", when="2019-05-03")
    assert fields(one, deed(doc="b", when="2019-06-01", basis="vague")) == {}
    assert fields(one, deed(doc="b", when="2019-06-01/2019-06-30")) == {}
    assert fields(one, deed(doc="b")) == {}


def test_another_place_is_a_rival_and_a_longer_name_is_not(deed: Make) -> None:
    assert list(fields(deed(doc="a", place="Moscow"), deed(doc="b", place="Islamabad"))) == ["place"]
    assert fields(deed(doc="a", place="New Delhi"), deed(doc="b", place="Delhi")) == {}
    assert fields(deed(doc="a", place="Moscow"), deed(doc="b")) == {}


def test_the_two_figures_of_one_sentence_stand_beside_the_sum_of_another(deed: Make) -> None:
    both = deed(doc="a", text="Some 70 Russian troops and 130 Pakistani soldiers took part.")
    whole = deed(doc="b", text="Some 200 servicemen took part.")
    assert fields(both, whole) == {"figure (troops)": ["130 and 70", "200"]}
    assert fields(both) == {}


def test_figures_of_different_things_are_no_rivals(deed: Make) -> None:
    assert (
        fields(deed(doc="a", text="It cost $2 million."), deed(doc="b", text="Some 200 soldiers came.")) == {}
    )


def test_a_reprint_that_changes_a_figure_is_a_rival_too(deed: Make) -> None:
    first = deed(doc="a", text="Russia sent 70 soldiers.", outlet="Courier")
    again = deed(doc="b", story="a", text="Russia sent 700 soldiers.", outlet="Wire")
    (rival,) = find_rivals([first, again])
    assert [(version.value, version.tellers) for version in rival.versions] == [
        ("70", ("Courier",)),
        ("700", ("Wire",)),
    ]


def test_figures_go_by_what_they_count() -> None:
    assert figures_in("Nothing was said.") == {}
    assert figures_in("a loan of $1.5 billion at 2 percent") == {
        "USD": {Decimal("1500000000")},
        "percent": {Decimal(2)},
    }
    assert figures_in("4 frigates") == {"warship": {Decimal(4)}}
    assert in_words([Decimal("1.5E+9"), Decimal("2.50")]) == {"1,500,000,000", "2.5"}


def test_numbers_that_differ_by_less_than_one_in_a_hundred_are_the_same() -> None:
    assert close(Decimal(1000), Decimal(1000))
    assert close(Decimal(1000), Decimal(995))
    assert not close(Decimal(1000), Decimal(980))
    assert not close(Decimal(0), Decimal(1))


def test_a_thing_that_is_no_event_has_no_such_rivals(promise: Make) -> None:
    with pytest.raises(TypeError, match="commitment is no event"):
        find_rivals([promise()])


def test_of_the_days_told_the_narrowest_holds_a_vague_one_last() -> None:
    month = When(since=date(2019, 5, 1), until=date(2019, 5, 31))
    day = When(since=date(2019, 5, 3), until=date(2019, 5, 3))
    other = When(since=date(2019, 5, 4), until=date(2019, 5, 4))
    vague = When(since=date(2019, 5, 3), until=date(2019, 5, 3), basis="vague")
    since = When(since=date(2019, 5, 3))
    assert narrowest([]) is narrowest([None, When()]) is None
    assert narrowest([month, None, day]) == day
    assert narrowest([vague, month]) == month
    assert narrowest([since, month]) == month
    assert narrowest([other, day]) == other, "of equals the first"
    assert narrowest([vague]) == vague


values = st.lists(st.frozensets(st.sampled_from(["1", "2", "3", "4"]), max_size=2), max_size=5)


@given(values)
def test_versions_are_at_least_two_share_no_value_and_give_only_what_was_told(deed: Make, told: list) -> None:
    tellings = {n: (deed(doc=f"{n}"), one) for n, one in enumerate(told)}
    rival = rival_of("x", tellings)
    if rival:
        versions = [frozenset(version.value.split(" and ")) for version in rival.versions]
        assert len(versions) >= 2
        assert len(frozenset().union(*versions)) == sum(map(len, versions))
        assert frozenset().union(*versions) <= frozenset().union(*told)


@given(st.permutations(range(4)))
def test_the_order_of_tellings_does_not_change_what_is_disputed(deed: Make, order: list[int]) -> None:
    told = ["70", "80", "80", "90"]
    assert side_by_side(rival_of("x", {n: (deed(doc=f"{n}"), frozenset([told[n]])) for n in order})) == [
        "80",
        "70",
        "90",
    ]


def test_two_values_that_one_telling_gives_together_are_no_rivals(deed: Make) -> None:
    assert told(deed, "70", "130", "70 130") is None


def test_a_value_that_contradicts_two_tellings_which_agree_is_a_rival(deed: Make) -> None:
    first = deed(doc="a", when="2019-05-01/2019-05-03")
    second = deed(doc="b", when="2019-05-03/2019-05-05")
    assert "days" in fields(first, second, deed(doc="c", when="2019-05-09"))


def test_who_gives_a_value_among_others_is_named_and_counted_too(deed: Make) -> None:
    rival = told(deed, "70", "70 130", "70 130", "200", "200")
    assert side_by_side(rival)[0] == "70"  # of three stories
    assert len(rival.versions[0].records) == 3
