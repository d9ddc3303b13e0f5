"""How texts are compared: their words, the traces by which copies are found, and whether one derives from another."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from math import log2, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.keep.assembly.alike import find_link, sketch
from detente.keep.assembly.traces import traces_of
from detente.keep.assembly.wording import (
    Bag,
    cosine,
    covered,
    numbers_of,
    stem,
    text_of,
    weighed,
    weight,
    words_of,
)
from detente.model import Document, Link, When


def article(text: str, id: str = "a", day: str | None = "2019-05-03", **known) -> Document:
    published = When(since=date.fromisoformat(day), until=date.fromisoformat(day)) if day else None
    return Document(id=id, text=text, published=published, **known)


# wording


def test_the_text_of_an_article_is_what_a_reader_sees_of_it() -> None:
    text = "A Deal Is Signed\nMoscow and Islamabad signed.\nSubscribe now!\nMore tomorrow. Footer"
    footer = text.index("Footer")
    seen = text_of(
        article(text, headline=(0, 16), boilerplate=((46, 60),), content=((0, footer),)),
    )
    assert seen.split() == ["Moscow", "and", "Islamabad", "signed.", "More", "tomorrow."]


def test_what_a_page_leaves_within_a_word_does_not_part_it() -> None:
    page = "Mos<b>cow</b> signed"
    flow = "Mos\u2060\u2060\u2060cow\u2060\u2060\u2060\u2060 signed"
    assert text_of(article(page, flow=flow)) == "Moscow signed"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("… — !", []),
        ("Russia’s F-16 deal", ["russia's", "f-16", "deal"]),
        ("Russia's F-16 deal", ["russia's", "f-16", "deal"]),
        ("$1,000.50, or 3.5 million.", ["1,000.50", "or", "3.5", "million"]),
        ("Straße in ÅNGSTRÖM", ["strasse", "in", "ångström"]),
    ],
)
def test_words_and_numbers_come_in_order_and_in_one_case(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_word_is_compared_without_its_ending() -> None:
    assert {stem(word) for word in ("signed", "signing", "signs", "sign")} == {"sign"}
    assert stem("russia's") == stem("russia")
    assert stem("bus") == "bus", "too little would be left"
    assert stem("1,000") == "1000"


def test_a_shared_word_tells_as_many_bits_as_it_is_rare() -> None:
    # "of" stands in 3454 sentences of ten thousand; a word that the table lacks in fewer than five
    assert weight("of") == pytest.approx(-log2(0.3454))
    assert weight("zzyzx") == pytest.approx(-log2(0.0004))
    assert weight("the") < weight("of") < weight(stem("dollars")) < weight("zzyzx")
    assert weighed(["signing", "signed"]) == {"sign": weight("sign")}
    assert weighed([]) == {}


def test_cosine_and_share_of_two_bags_by_hand() -> None:
    a, b, none = Bag({"x": 3.0, "y": 4.0}.items()), Bag({"x": 3.0, "z": 1.0}.items()), Bag()
    assert cosine(a, b) == pytest.approx(9 / (5 * sqrt(10)))
    assert covered(a, b) == covered(b, a) == pytest.approx(3 / 4)  # the smaller is b; it shares 3 of 4
    assert (cosine(a, none), cosine(none, none), covered(a, none), covered(none, none)) == (0, 0, 0, 0)
    assert (cosine(a, a), covered(a, a)) == (pytest.approx(1), pytest.approx(1))
    other = Bag({"z": 1.0}.items())
    assert (cosine(a, other), covered(a, other)) == (0, 0)


bags = st.lists(st.sampled_from("of the dam loan signed frigates moscow zzyzx".split()), max_size=8).map(
    weighed
)


@given(bags, bags)
def test_two_bags_are_as_alike_as_the_other_way_round_and_never_more_than_the_same(a: Bag, b: Bag) -> None:
    for compare in (cosine, covered):
        assert compare(a, b) == pytest.approx(compare(b, a))
        assert -1e-9 <= compare(a, b) <= compare(a, a) + 1e-9


def test_numbers_are_those_in_digits_without_separators_of_thousands() -> None:
    assert numbers_of("") == frozenset()
    assert numbers_of("In 2019, some 1,250,000 doses at $2.50, not ten.") == {"2019", "1250000", "2.50"}


# traces

PASSAGE = (
    "The two ministers agreed to build a bridge over the river at its narrowest point before the end of next year, "
    "and to share the cost of the customs houses on both banks in equal parts, as their predecessors had planned."
)


def days_apart(
    days: int, one: str = "Russia met Pakistan.", other: str = "Pakistan and Russia talk."
) -> set[int]:
    """The traces that two articles of different wording share when so many days lie between them."""
    first = date(2019, 5, 3)
    later = date.fromordinal(first.toordinal() + days)
    return {*traces_of(article(one, day=str(first)))} & {*traces_of(article(other, day=str(later)))}


def test_an_empty_article_leaves_no_traces() -> None:
    assert traces_of(article("")) == ()
    assert traces_of(article("three words only", day=None)) == ()


def test_traces_are_whole_numbers_of_64_bits_sorted_and_each_once() -> None:
    found = traces_of(article(f"Russia and Pakistan spoke. {PASSAGE} {PASSAGE}"))
    assert all(-(2**63) <= trace < 2**63 for trace in found)
    assert all(a < b for a, b in pairwise(found))


def test_an_excerpt_keeps_the_same_traces_in_however_long_a_text() -> None:
    excerpt = {*traces_of(article(PASSAGE, day=None))}
    digest = " ".join(f"On day {n} nothing of note was heard of number {n}." for n in range(300))
    assert len(excerpt) >= 3
    assert excerpt <= {*traces_of(article(f"{digest} {PASSAGE} {digest}", day=None))}


def test_case_and_apostrophes_leave_the_same_traces() -> None:
    straight = PASSAGE.replace("their predecessors", "Oslo's mayor")
    assert traces_of(article(straight.replace("'", "’").upper())) == traces_of(article(straight))


def test_about_one_in_four_runs_of_words_is_kept() -> None:
    words = " ".join(f"w{n}" for n in range(2003))  # 2000 runs of four, no two the same
    assert 400 <= len(traces_of(article(words, day=None))) <= 600


@pytest.mark.parametrize("days", [0, 1, 2, 3, 4])
def test_a_rewrite_that_shares_no_run_is_found_by_states_and_days(days: int) -> None:
    assert days_apart(days)


def test_a_week_later_or_of_other_states_or_of_one_alone_it_is_not() -> None:
    assert not days_apart(8)
    assert not days_apart(0, other="India met China.")
    assert not days_apart(0, one="Russia waits.", other="Russia met nobody.")
    assert not days_apart(0, other="Russia met India.")


def test_without_a_day_of_publication_states_leave_no_trace() -> None:
    assert traces_of(article("Russia met Pakistan.", day=None)) == ()


def test_of_many_states_those_named_most_count() -> None:
    many = "India, China, Iran, Turkey. Russia, Pakistan. Russia, Pakistan. Pakistan, Russia."
    assert days_apart(0, other=many)


@given(st.lists(st.sampled_from("bridge river customs bank cost year plan port rail".split()), max_size=12))
def test_every_trace_of_a_passage_is_one_of_any_text_that_holds_it(words: list[str]) -> None:
    passage = " ".join(words)
    whole = f"It was said before {passage} and it was said after"
    assert {*traces_of(article(passage, day=None))} <= {*traces_of(article(whole, day=None))}


# alike: all texts of this test were written for it

WIRE = """\
The energy ministers of Norland and Estany signed a protocol on Tuesday that settles how the two countries will share
the water of the Ruva, after eleven years of talks that broke down four times.

Under the protocol, Norland will release at least 420 cubic metres a second from the Halden reservoir between June and
September, when farmers downstream need it most. Estany will pay 38 million dollars a year for the electricity that its
neighbour cannot produce in those months.

"Nobody in this valley should have to pray for a generous neighbour," said the Norland minister, Ingrid Vale, after the
ceremony in the border town of Kessel. She called the payment fair and said that turbines would be refitted by 2026.

Her counterpart, Tomas Arrieta, said that parliament would be asked to approve the text before the winter recess. The
opposition in Estany has called the price too high and demanded that the contract be published in full.

A joint commission of six engineers is to watch the gauges on both sides. If they disagree, a hydrologist named by the
regional river authority will decide within ten days, and the decision will bind both governments.
"""

COPY = (
    "KESSEL, Tuesday (Morning Ledger) - "
    + WIRE.replace("on Tuesday ", "yesterday ").replace("after the\nceremony", "after a ceremony")
    + "\nThe Morning Ledger has no correspondent in Kessel; this report came by wire.\n"
)

EXCERPT = """\
Around the region this week

What the water deal means. Norland will release at least 420 cubic metres a second from the Halden reservoir between
June and September, when farmers downstream need it most. Estany will pay 38 million dollars a year for the electricity
that its neighbour cannot produce in those months. "Nobody in this valley should have to pray for a generous
neighbour," said the Norland minister, Ingrid Vale.

Elsewhere, the ferry between the islands of Port Amar stood still for a third day because its crews want to be paid for
nights spent aboard, and the mayor promised to hear them on Friday. Growers of lemons expect a poor harvest after the
frost of last month; prices at the market have gone up by a fifth.
"""

REWRITE = """\
Eleven years of quarrels about the Ruva ended on Tuesday in Kessel, where Norland and Estany put their names to a water
protocol.

From June to September, Norland must let 420 cubic metres a second out of the Halden reservoir for the farmers below
the dam. In return it gets 38 million dollars a year from Estany, to make up for power that it cannot generate.

Ingrid Vale, who is in charge of energy in Norland, spoke of a fair price. "Nobody in this valley should have to pray
for a generous neighbour," she said. The turbines are to be refitted by 2026.

In Estany, minister Tomas Arrieta wants the approval of parliament before winter; the opposition finds the deal too
expensive and wants to see the whole contract.

Six engineers of both sides will read the gauges. Quarrels go to a hydrologist of the regional river authority, who has
ten days to rule.
"""

RIVAL = """\
Kessel has not seen so many flags since the bridge was opened. On Tuesday the town where the Ruva leaves Norland was
host to two ministers, a brass band and some hundred farmers from Estany who had come by bus to see whether it was true.

It was. After a morning behind closed doors, Ingrid Vale and Tomas Arrieta came out with a paper that obliges the upper
country to let water through in the dry season, and the lower one to pay for it. Neither wanted to talk of money, but a
member of the Estany delegation put the sum at "a little under forty million" a year.

Jon Sera, who grows melons near the mouth of the river, was not impressed. "I have seen papers before," he said. "I will
believe it when my canal is full in August." His cooperative lost half its crop two summers ago.

Diplomats in the capital saw another reason for the haste: both governments face elections in spring, and neither has
much else to show. A vote in the assembly of Estany, where the coalition has a majority of two seats, could still sink
the whole thing.
"""

OTHER = """\
The central bank of Norland raised its rate to 4.25 percent on Tuesday, the third rise this year, and said that prices
would go on rising faster than it likes until next summer. The krona gained against most currencies. Builders and
retailers warned that households would put off what they had planned to buy. "We are not done," the governor, Maria
Lind, told reporters in the capital, and did not say when the board would next decide.
"""


def link(a: str, b: str, day: str | None = "2019-05-04") -> Link | None:
    return find_link(sketch(article(a, "a")), sketch(article(b, "b", day)))


@pytest.mark.parametrize(("text", "how"), [(COPY, "copy"), (EXCERPT, "excerpt"), (REWRITE, "rewrite")])
def test_what_derives_from_a_report_is_linked_to_it(text: str, how: str) -> None:
    found = link(WIRE, text)
    assert found is not None
    assert (found.doc, found.other, found.how) == ("a", "b", how)
    assert 0.5 < found.likeness <= 1


@pytest.mark.parametrize(("text", "how"), [(COPY, "copy"), (EXCERPT, "excerpt"), (REWRITE, "rewrite")])
def test_which_of_two_texts_is_named_first_makes_no_difference(text: str, how: str) -> None:
    one, other = sketch(article(WIRE, "z")), sketch(article(text, "b"))
    there, back = find_link(one, other), find_link(other, one)
    assert (there.doc, there.other, there.how) == (back.doc, back.other, back.how) == ("b", "z", how)


def test_the_same_text_is_a_copy_with_or_without_a_day() -> None:
    assert link(WIRE, WIRE).how == "copy"
    assert link(WIRE, WIRE, day=None).how == "copy"


@pytest.mark.parametrize("text", [RIVAL, OTHER])
def test_two_reporters_at_one_place_are_two_stories(text: str) -> None:
    assert link(WIRE, text) is None


def test_two_independent_reports_stay_apart_from_each_other_s_copies() -> None:
    assert link(COPY, RIVAL) is None
    assert link(REWRITE, RIVAL) is None


def test_empty_texts_derive_from_nothing() -> None:
    assert link("", "") is None
    assert link(WIRE, "") is None
    assert link("", "", day=None) is None


def test_a_headline_and_boilerplate_in_common_make_no_copy() -> None:
    shared = "Water deal signed at last\nDownload our app and never miss what your region talks about, every day.\n"
    a, b = (
        Document(id=id, text=shared + text, headline=(0, 25), boilerplate=((26, len(shared)),))
        for id, text in (("a", WIRE), ("b", RIVAL))
    )
    assert sketch(a).words == sketch(article(WIRE)).words
    assert find_link(sketch(a), sketch(b)) is None
