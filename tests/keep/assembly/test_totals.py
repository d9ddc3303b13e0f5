"""What is a part of what, and what may be added up: nothing twice, and everything left out with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.keep.assembly.belief import weigh
from detente.keep.assembly.parts import is_promise, told_apart, with_parts
from detente.keep.assembly.rivals import version_of
from detente.keep.assembly.steps import stage_now
from detente.keep.assembly.totals import KEYS, Rates, Total, Totals, add_up
from detente.model import LedgerRow, Step, Telling
from detente.vocab.tables import use_words

Make = Callable[..., Telling]
NONE = (Decimal(0), Decimal(0))


def span(words: str | None) -> tuple[Decimal, Decimal] | None:
    """ "10" or "10-12" as a range."""
    low, _, high = (words or "").partition("-")
    return (Decimal(low), Decimal(high or low)) if words else None


def row(
    id: str,
    promised: str | None = None,
    delivered: str | None = None,
    *,
    stages: str = "agreed",
    day: str | None = "2019-05-03",
    giver: str = "CHN",
    receiver: str = "PAK",
    unit: str | None = "USD",
    tellings: tuple[Telling, ...] = (),
    **more,
) -> LedgerRow:
    told = date.fromisoformat(day) if day else None
    steps = tuple(
        Step(
            stage=stage,
            since=None,
            until=None,
            told=told,
            amount=None,
            repeat=False,
            tellings=() if n else tellings,
            belief=weigh([]),
        )
        for n, stage in enumerate(stages.split())
    )
    return LedgerRow(
        id=id,
        giver=tuple(giver.split()),
        receiver=tuple(receiver.split()),
        what=f"what {id} is",
        sector=more.pop("sector", "general"),
        stage=stage_now(steps),
        steps=steps,
        unit=unit,
        promised=span(promised),
        delivered=span(delivered),
        **more,
    )


def told_together(promise: Make, text: str, sums: list[tuple[str, str]]) -> list[LedgerRow]:
    """Rows a, b, c … of one article, each with its amount and the sentence of the text that tells it."""
    rows = []
    for id, (amount, sentence) in zip("abcdef", sums, strict=False):
        value, unit = amount.split()
        told = promise("agreed", amount, doc="d", text=sentence, start=text.index(sentence), context=text)
        known = {"promised": value} if unit != "percent" else {"shares": (version_of([amount], [told]),)}
        rows.append(row(id, unit=unit if unit != "percent" else None, tellings=(told,), **known))
    return rows


def parts(rows: list[LedgerRow]) -> dict[str, str]:
    return {one.id: one.part_of for one in with_parts(rows) if one.part_of}


def left_out(totals: Totals) -> dict[str, str]:
    return {one.row: one.why for one in totals.left_out}


def promised(totals: Totals) -> dict[tuple[str, str], str]:
    """Promised sums by key and unit, as "10" or "10-12"."""
    return {(t.key, t.unit): f"{t.promised[0]}-{t.promised[1]}" for t in totals.totals}


# parts


def test_without_rows_there_are_no_parts_and_no_totals() -> None:
    assert with_parts([]) == ()
    assert add_up([], "giver") == Totals(by="giver", totals=(), left_out=())


@pytest.mark.parametrize(
    "then",
    [
        "Of this, $2 is for a dam.",
        "It includes $2 for a dam.",
        "$2 would go into a dam.",
        "A first tranche of $2 is for a dam.",
    ],
)
def test_a_smaller_sum_told_behind_a_word_that_says_so_is_a_part(promise: Make, then: str) -> None:
    first = "China lends Pakistan $10."
    rows = told_together(promise, f"{first} {then}", [("10000000000 USD", first), ("2000000000 USD", then)])
    whole, part = with_parts(rows)
    assert (whole.part_of, whole.overlaps) == (None, None)
    assert (part.part_of, part.overlaps) == ("a", "part of a (what a is)")


def test_the_rest_is_nothing_of_what_came(promise: Make) -> None:
    first, came, rest = "China lends Pakistan $10.", "It has paid $4.", "It will pay the rest, $6, in May."
    text = f"{first} {came} {rest}"
    whole, paid, due = (
        promise(stage, amount, doc="d", text=told, start=text.index(told), context=text)
        for stage, amount, told in (
            ("agreed", "10 USD", first),
            ("delivered", "4 USD", came),
            ("announced", "6 USD", rest),
        )
    )
    apart = {frozenset(pair) for pair in told_apart([whole, paid, due])}
    assert frozenset((paid.record.id, due.record.id)) in apart
    assert frozenset((whole.record.id, paid.record.id)) not in apart


def test_a_share_in_percent_is_a_part_of_the_sum_it_is_told_of(promise: Make) -> None:
    first, then = "China lends Pakistan $10.", "It said 30 percent of the money is for a dam."
    rows = told_together(promise, f"{first} {then}", [("10000000000 USD", first), ("30 percent", then)])
    assert parts(rows) == {"b": "a"}


def test_a_sum_without_a_word_that_says_so_is_no_part(promise: Make) -> None:
    first, then = "China lends Pakistan $10.", "It lent $2 for a dam last year."
    assert parts(told_together(promise, f"{first} {then}", [("10 USD", first), ("2 USD", then)])) == {}


def test_a_larger_sum_or_one_of_another_unit_is_no_part(promise: Make) -> None:
    first, then = "China lends Pakistan money.", "Of this, some is for a dam."
    for one, other in [
        ("2 USD", "10 USD"),
        ("10 USD", "10 USD"),
        ("10 USD", "2 EUR"),
        ("30 percent", "2 USD"),
    ]:
        assert parts(told_together(promise, f"{first} {then}", [(one, first), (other, then)])) == {}


def test_a_sum_told_far_away_or_in_another_article_is_no_part(promise: Make) -> None:
    first, then = "China lends Pakistan $10.", "Of this, $2 is for a dam."
    near, far = (f"{first} {'x' * gap} {then}" for gap in (300, 600))
    sums = [("10 USD", first), ("2 USD", then)]
    assert parts(told_together(promise, near, sums)) == {"b": "a"}
    assert parts(told_together(promise, far, sums)) == {}
    elsewhere = row("c", "2", tellings=(promise("agreed", "2 USD", doc="e", text=then, start=40),))
    assert parts([told_together(promise, near, sums)[0], elsewhere]) == {}


def test_sums_of_other_states_are_no_parts(promise: Make) -> None:
    first, then = "China lends Pakistan $10.", "Of this, $2 is for a dam."
    whole, part = told_together(promise, f"{first} {then}", [("10 USD", first), ("2 USD", then)])
    stranger = row("b", "2", giver="FRA", receiver="KEN", tellings=part.tellings)
    assert parts([whole, stranger]) == {}


def test_a_part_within_a_part_belongs_to_the_nearer_whole(promise: Make) -> None:
    text = "It lends $10, including $5 for dams, of which $2 for Dasu."
    rows = told_together(promise, text, [("10 USD", text), ("5 USD", text), ("2 USD", text)])
    assert parts(rows) == {"b": "a", "c": "b"}


def test_the_same_sum_of_the_same_parties_at_about_the_same_time_may_be_the_same_money() -> None:
    one = row("a", "1000")
    assert (
        with_parts([one, row("b", "1005", day="2019-06-03")])[1].overlaps
        == "may be the same money as a (what a is)"
    )
    others = [
        row("b", "1000", day="2019-09-03"),
        row("b", "900"),
        row("b", "1000", unit="EUR"),
        row("b", "1000", receiver="LKA"),
        row("b", None, "1000"),
    ]
    assert [with_parts([one, other])[1].overlaps for other in others] == [None] * 5
    assert with_parts([one, row("b", "1000")])[0].overlaps is None, "only the later one is left out"
    mutual = row("b", "1000", giver="CHN PAK", receiver="")
    assert with_parts([one, mutual])[1].overlaps is not None


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        ("floated", False),
        ("unclear", False),
        ("unclear floated", False),
        ("announced", True),
        ("floated agreed", True),
        ("delivered", True),
        ("agreed suspended", False),
        ("delivered cancelled", False),
        ("agreed suspended started", True),
    ],
)
def test_a_promise_is_what_is_not_halted_and_more_than_floated(stages: str, expected: bool) -> None:
    assert is_promise(row("a", "10", stages=stages)) is expected


# totals


def test_rows_of_one_key_and_unit_are_added_from_the_least_to_the_most() -> None:
    totals = add_up([row("a", "10-12", "5"), row("b", "20", "1-7"), row("c", None, "3")], "giver")
    assert totals.totals == (
        Total(
            key="CHN",
            unit="USD",
            promised=(Decimal(30), Decimal(32)),
            delivered=(Decimal(9), Decimal(15)),
            halted=NONE,
            rows=("a", "b", "c"),
        ),
    )
    assert totals.left_out == ()


def test_currencies_are_not_mixed() -> None:
    rows = [row("a", "10"), row("b", "20", unit="EUR"), row("c", "3", unit="ship")]
    assert promised(add_up(rows, "giver")) == {
        ("CHN", "EUR"): "20-20",
        ("CHN", "USD"): "10-10",
        ("CHN", "ship"): "3-3",
    }


def test_within_a_unit_the_largest_total_comes_first() -> None:
    rows = [
        row("a", "10", giver="CHN"),
        row("b", "20", giver="RUS"),
        row("c", "1", giver="USA"),
        row("d", None, "15", giver="IND"),
        row("e", "5", giver="FRA", unit="EUR"),
    ]
    assert [one.key for one in add_up(rows, "giver").totals] == ["FRA", "RUS", "IND", "CHN", "USA"]


@pytest.mark.parametrize(
    ("by", "key"),
    [
        ("giver", "CHN, RUS"),
        ("receiver", "PAK"),
        ("sector", "energy"),
        ("stage", "delivered"),
        ("unit", "USD"),
        ("year", "2019"),
    ],
)
def test_totals_are_made_by_giver_receiver_sector_stage_unit_or_year(by: str, key: str) -> None:
    one = row("a", "10", giver="CHN RUS", sector="energy", stages="agreed delivered")
    found = add_up([one], by)
    assert (found.by, [total.key for total in found.totals]) == (by, [key])


def test_what_is_not_told_has_a_key_too() -> None:
    mutual, unknown = row("a", "10", giver="CHN PAK", receiver=""), row("b", "10", giver="", day=None)
    assert promised(add_up([mutual], "receiver")) == {("mutual or not told", "USD"): "10-10"}
    assert promised(add_up([mutual], "giver")) == {("CHN, PAK", "USD"): "10-10"}
    assert promised(add_up([unknown], "giver")) == {("not told", "USD"): "10-10"}
    assert promised(add_up([unknown], "year")) == {("undated", "USD"): "10-10"}


def test_a_part_is_not_added_beside_its_whole_but_alone_it_is() -> None:
    whole, part = row("a", "10"), row("b", "2", part_of="a", overlaps="part of a (what a is)")
    assert promised(add_up([whole, part], "giver")) == {("CHN", "USD"): "10-10"}
    assert left_out(add_up([part, whole], "giver")) == {"b": "part of a (what a is)"}
    assert promised(add_up([part], "giver")) == {("CHN", "USD"): "2-2"}


def test_what_may_be_the_same_money_is_not_added() -> None:
    rows = with_parts([row("a", "1000"), row("b", "1000")])
    totals = add_up(rows, "giver")
    assert promised(totals) == {("CHN", "USD"): "1000-1000"}
    assert left_out(totals) == {"b": "may be the same money as a (what a is)"}


def test_a_share_in_percent_is_no_money(promise: Make) -> None:
    share = version_of(["30 percent"], [promise("agreed", "30 percent")])
    totals = add_up([row("a", unit=None, shares=(share,)), row("b", unit=None)], "giver")
    assert totals.totals == ()
    assert left_out(totals) == {"a": "a share in percent", "b": "no amount is told"}


def test_what_was_only_floated_is_no_promise() -> None:
    totals = add_up([row("a", "10", stages="floated"), row("b", "5", stages="floated agreed")], "giver")
    assert promised(totals) == {("CHN", "USD"): "5-5"}
    assert left_out(totals) == {"a": "only floated"}


@pytest.mark.parametrize("halt", ["suspended", "cancelled"])
def test_what_is_halted_stands_in_a_column_of_its_own_and_what_came_before_it_is_delivered(halt: str) -> None:
    (total,) = add_up(
        [row("a", "10-12", "4", stages=f"agreed delivered {halt}"), row("b", "1")], "giver"
    ).totals
    assert total.promised == (Decimal(1), Decimal(1))
    assert total.delivered == (Decimal(4), Decimal(4))
    assert total.halted == (Decimal(10), Decimal(12))
    assert total.rows == ("a", "b")


def test_the_rule_is_told_with_the_totals() -> None:
    assert "parts are not added beside their whole" in add_up([], "giver").rule


RATES = Rates(to="USD", table={("EUR", 2019): Decimal("1.1"), ("EUR", 2020): Decimal("1.2")})


def test_with_rates_money_is_told_in_their_currency_at_the_rate_of_the_year_it_began() -> None:
    rows = [
        row("a", "10"),
        row("b", "100-200", "50", unit="EUR"),
        row("c", "10", unit="EUR", day="2020-01-01"),
    ]
    (total,) = add_up(rows, "giver", RATES).totals
    assert (total.unit, total.promised) == ("USD", (Decimal(132), Decimal(242)))  # 10 + 110 or 220 + 12
    assert total.delivered == (Decimal(55), Decimal(55))
    by_year = promised(add_up(rows, "year", RATES))
    assert by_year == {("2019", "USD"): "120.0-230.0", ("2020", "USD"): "12.0-12.0"}


def test_money_without_a_rate_is_left_out_and_what_is_no_money_is_kept() -> None:
    rows = [
        row("a", "10", unit="EUR", day="2018-01-01"),
        row("b", "10", unit="EUR", day=None),
        row("c", "10", unit="RUB"),
        row("d", "3", unit="ship"),
    ]
    totals = add_up(rows, "giver", RATES)
    assert promised(totals) == {("CHN", "ship"): "3-3"}
    assert left_out(totals) == {
        "a": "no rate for EUR in 2018",
        "b": "no rate for EUR in a year not told",
        "c": "no rate for RUB in 2019",
    }


ids = "abcdef"
places = st.integers(-1, 4)
ledgers = st.tuples(
    st.lists(places, min_size=6, max_size=6),
    st.lists(st.sampled_from(["agreed", "floated", "agreed suspended", "delivered"]), min_size=6, max_size=6),
    st.lists(st.integers(1, 9), min_size=6, max_size=6),
)


def made(ledger: tuple[list[int], list[str], list[int]]) -> list[LedgerRow]:
    """Six rows, each a part of an earlier one or of none."""
    return [
        row(
            id,
            f"{amount}",
            stages=stages,
            part_of=ids[place] if place < n and place >= 0 else None,
            overlaps=f"part of {ids[place]}" if place < n and place >= 0 else None,
        )
        for n, (id, place, stages, amount) in enumerate(zip(ids, *ledger, strict=True))
    ]


@given(ledgers, st.sets(st.sampled_from(ids)))
def test_no_part_is_added_beside_its_whole_and_every_row_is_added_once_or_left_out(
    ledger, some: set[str]
) -> None:
    rows = [one for one in made(ledger) if one.id in some]
    totals = add_up(rows, "giver")
    added = [id for total in totals.totals for id in total.rows]
    assert sorted([*added, *(one.row for one in totals.left_out)]) == sorted(some)
    assert not any(one.part_of in added for one in rows if one.id in added)
    assert all(one.why for one in totals.left_out)


@given(ledgers, st.sampled_from([*KEYS]), st.randoms(use_true_random=False))
def test_sums_are_those_of_the_rows_added_whatever_their_order(ledger, by: str, random) -> None:
    rows = made(ledger)
    totals = add_up(rows, by)
    by_id = {one.id: one.promised[0] for one in rows}
    for total in totals.totals:
        assert total.promised[0] + total.halted[0] == sum(by_id[id] for id in total.rows)
    again = add_up(random.sample(rows, len(rows)), by)
    assert promised(again) == promised(totals)
    assert left_out(again) == left_out(totals)


# faults


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Under the treaty, China lends Pakistan $10.", "It gave $2 for a dam last year."),
        (
            "China lends Pakistan $10.",
            "It gave $2 for a dam that was built within two years.",
        ),
    ],
)
def test_only_a_word_between_the_two_sums_makes_a_part(promise: Make, first: str, then: str) -> None:
    assert parts(told_together(promise, f"{first} {then}", [("10 USD", first), ("2 USD", then)])) == {}


def test_of_two_rows_that_contain_each_other_one_is_added(promise: Make) -> None:
    def told(doc: str, amount: str, *, part: bool) -> Telling:
        text = "China lends Pakistan money. Of this, some is for a dam."
        sentence, start = (text[28:], 28) if part else (text[:27], 0)
        return promise("agreed", amount, doc=doc, text=sentence, start=start, context=text)

    one = row("a", "3-10", tellings=(told("x", "10 USD", part=False), told("y", "3 USD", part=True)))
    other = row("b", "5", tellings=(told("x", "5 USD", part=True), told("y", "5 USD", part=False)))
    totals = add_up(with_parts([one, other]), "giver")
    assert len(totals.totals) == 1
    assert len(totals.left_out) == 1


def test_a_part_of_a_part_is_not_added_beside_the_larger_whole(promise: Make) -> None:
    text = "It lends $10, including $5 for dams, of which $2 for Dasu."
    rows = with_parts(told_together(promise, text, [("10 USD", text), ("5 USD", text), ("2 USD", text)]))
    assert promised(add_up([rows[0], rows[2]], "giver")) == {("CHN", "USD"): "10-10"}


def test_what_was_floated_halted_and_floated_again_is_only_floated() -> None:
    assert not is_promise(row("a", "10", stages="floated suspended floated"))


@pytest.fixture
def own_words(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    use_words(None)


def test_a_word_of_the_user_s_own_makes_a_part(promise: Make, own_words: Path) -> None:
    first, then = "China lends Pakistan $10.", "Thereof $2 is for a dam."
    rows = told_together(promise, f"{first} {then}", [("10 USD", first), ("2 USD", then)])
    assert parts(rows) == {}
    (own_words / "parts.tsv").write_text(
        "words\tgives\tsource\nthereof\tno\tmade for this test\n", encoding="utf-8"
    )
    use_words(own_words)
    assert parts(rows) == {"b": "a"}
