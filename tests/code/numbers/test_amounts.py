"""Which amounts a text states: money, shares in percent, counts and measures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.code.numbers.amounts import AmountMention, find_amounts
from detente.code.numbers.numerals import number_in


def read(text: str) -> list[tuple[str, str]]:
    return [(f"{m.amount.value:f}", m.amount.unit) for m in find_amounts(text)]


def only(text: str) -> AmountMention:
    found = find_amounts(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$14 billion", "14000000000", "USD"),
        ("US$ 1 billion", "1000000000", "USD"),
        ("USD 5.43bn", "5430000000", "USD"),
        ("5.43 billion USD", "5430000000", "USD"),
        ("€200m", "200000000", "EUR"),
        ("£3 million", "3000000", "GBP"),
        ("$1.12 billion", "1120000000", "USD"),
        ("a $2-billion loan", "2000000000", "USD"),
        ("a 5-billion-dollar loan", "5000000000", "USD"),
        ("$307,000", "307000", "USD"),
        ("Rs 500 crore", "5000000000", "INR"),
        ("2 lakh crore rupees", "2000000000000", "INR"),
        ("300 million Pakistani rupees", "300000000", "PKR"),
        ("14 billion dollars", "14000000000", "USD"),
        ("500 million US dollars", "500000000", "USD"),
        ("1.5 trillion yuan", "1500000000000", "CNY"),
        ("A$1.2 billion", "1200000000", "AUD"),
        ("HK$40 million", "40000000", "HKD"),
        ("half a billion dollars", "500000000", "USD"),
        ("a billion dollars", "1000000000", "USD"),
        ("two and a half million euros", "2500000", "EUR"),
    ],
)
def test_money_is_read_exactly_with_its_iso_code(text: str, value: str, unit: str) -> None:
    mention = only(f"It lent {text} to them.")
    assert (mention.amount.value, mention.amount.unit, mention.kind) == (Decimal(value), unit, "money")


@pytest.mark.parametrize(
    "text", ["$2–3 billion", "$2 to $3 billion", "between $2 billion and $3 billion", "2-3 billion dollars"]
)
def test_a_range_of_money_is_two_amounts_of_the_same_scale(text: str) -> None:
    assert read(f"It lent {text} to them.") == [("2000000000", "USD"), ("3000000000", "USD")]


@pytest.mark.parametrize(
    "text", ["26%", "26 %", "26 percent", "26 per cent", "twenty-six percent", "26-percent"]
)
def test_a_share_in_percent_is_not_money(text: str) -> None:
    mention = only(f"a {text} share worth much")
    assert (mention.amount.value, mention.amount.unit, mention.kind) == (Decimal(26), "percent", "percent")


def test_a_percentage_point_is_no_percent() -> None:
    assert read("a rise of 5 percentage points, or 10-15 percent") == [
        ("5", "percentage point"),
        ("10", "percent"),
        ("15", "percent"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("50,000 doses", 50000, "dose", "count"),
        ("four Mi-35 helicopters", 4, "helicopter", "count"),
        ("70 soldiers", 70, "soldier", "count"),
        ("12 Su-35 fighter jets", 12, "fighter jet", "count"),
        ("two dozen helicopters", 24, "helicopter", "count"),
        ("a hundred tanks", 100, "tank", "count"),
        ("two hundred and fifty thousand doses", 250000, "dose", "count"),
        ("12 new warehouses", 12, "warehouse", "count"),
        ("20 Eurofighters", 20, "Eurofighter", "count"),
        ("32 F-16s", 32, "F-16", "count"),
        ("three K9s", 3, "K9", "count"),
        ("18 Leopard 2s", 18, "Leopard 2", "count"),
        ("1.5m doses", 1500000, "dose", "count"),
        ("2000 soldiers", 2000, "soldier", "count"),
        ("two million barrels", 2000000, "barrel", "measure"),
        ("27 km", 27, "km", "measure"),
        ("a 1,100-kilometre pipeline", 1100, "km", "measure"),
        ("900 MW", 900, "megawatt", "measure"),
        ("a 99-year concession", 99, "year", "measure"),
    ],
)
def test_what_is_counted_is_named_in_the_singular(text: str, value: int, unit: str, kind: str) -> None:
    mention = only(f"It sent {text} there.")
    assert (mention.amount.value, mention.amount.unit, mention.kind) == (Decimal(value), unit, kind)


def test_what_is_measured_is_told_from_the_unit() -> None:
    mention = only("It sold 45,000 tonnes of crude.")
    assert (mention.amount.unit, mention.noun) == ("tonne", "crude")


@pytest.mark.parametrize("more", ["20 more", "20 more units", "20 additional pieces"])
def test_a_number_that_counts_the_same_again_takes_the_noun_before_it(more: str) -> None:
    assert read(f"It sent 50 tanks and promised {more}.") == [("50", "tank"), ("20", "tank")]


@pytest.mark.parametrize(
    "word", ["about", "nearly", "up to", "close to", "some", "more than", "at least", "an estimated"]
)
def test_a_word_of_rounding_makes_an_amount_approximate(word: str) -> None:
    assert only(f"It lent {word} $4 billion.").approx
    assert not only("It lent $4 billion.").approx


@pytest.mark.parametrize(
    "text",
    [
        "several billion dollars",
        "hundreds of millions of dollars",
        "multi-billion dollar deals",
        "in 2019 sanctions were lifted",
        "the 2015 agreement",
        "on 12 March 2023",
        "the 12th day",
        "one of them",
        "the two sides and both countries",
        "45 years old",
        "a 27-year-old",
        "the G7 states and the Group of 20 leaders",
        "Article 370 rules",
        "F-16 jets",
        "Resolution 1970 says",
        "a vote of 141-5",
        "the first round",
        "a two-day visit of five weeks",
        "the two won",
        "call 555-0199 now",
    ],
)
def test_a_number_that_counts_nothing_is_no_amount(text: str) -> None:
    assert find_amounts(text) == ()


# -- properties -------------------------------------------------------------------------------------------

SCALES = st.sampled_from(
    [("", 1), (" thousand", 10**3), (" million", 10**6), (" billion", 10**9), (" trillion", 10**12)]
)
FIGURES = st.decimals(min_value="0.01", max_value="9999", places=2)
STYLES = st.sampled_from(["${}", "US$ {}", "USD {}", "{} dollars", "{} US dollars", "{} USD"])


@given(figure=FIGURES, scale=SCALES, style=STYLES, grouped=st.booleans())
def test_any_sum_is_found_again_whatever_its_style(
    figure: Decimal, scale: tuple[str, int], style: str, grouped: bool
) -> None:
    number = f"{figure:,f}" if grouped else f"{figure:f}"
    written = style.format(number + scale[0])
    text = f"It lent {written} to them."
    mention = only(text)
    assert (mention.amount.value, mention.amount.unit) == (figure * scale[1], "USD")
    assert text[mention.start : mention.end] == written


ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{ONES[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    return f"{spelled(number // 1000)} thousand" + (f" {spelled(number % 1000)}" if number % 1000 else "")


@given(number=st.integers(2, 999_999))
def test_any_number_in_words_is_the_number_it_spells(number: int) -> None:
    assert number_in(spelled(number)) == number
    assert read(f"They sent {spelled(number)} tanks.") == [(str(number), "tank")]


_PIECES = (
    "$5", "billion", "to", "€3 million", "two", "and", "half a", "dozen", "of", "tanks", "10%", "-",
    "more", "km", "99-year", "lakh", "crore", "in 2019", "12 March", "the", "Su-35", "1,000", "dollars",
    ", ", ". ", "\n\n", "£", "per cent", "people", "between", "soldiers", "5bn", "one",
)  # fmt: skip
PIECES = st.sampled_from(_PIECES)


@given(pieces=st.lists(PIECES, max_size=14))
def test_amounts_stand_in_order_in_the_text_and_move_with_it(pieces: list[str]) -> None:
    text, front = " ".join(pieces), "Nothing new.\n\n"
    found, end = find_amounts(text), 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
    shifted = [(m.start - len(front), m.end - len(front), m.amount) for m in find_amounts(front + text)]
    assert shifted == [(m.start, m.end, m.amount) for m in found]


@given(text=st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    find_amounts(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("60 of the 100 locomotives", [("60", "locomotive"), ("100", "locomotive")]),
        ("five of its 12 howitzers", [("5", "howitzer"), ("12", "howitzer")]),
        ("the second of three frigates", [("1", "frigate"), ("3", "frigate")]),
        ("half of the $8 billion", [("4000000000", "USD"), ("8000000000", "USD")]),
        ("12 of the three frigates", [("3", "frigate")]),
    ],
)
def test_a_part_is_counted_as_what_the_whole_is_of(text: str, told: list[tuple[str, str]]) -> None:
    assert read(text) == told
