"""A user's table of exchange rates: what it may look like, and what is said of a wrong line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from detente.errors import UnreadableInput
from detente.keep.assembly.totals import Rates
from detente.keep.rates import read_rates


@pytest.fixture
def table(tmp_path: Path):
    def write(text: str | bytes) -> Path:
        path = tmp_path / "rates.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return write


def test_a_table_gives_rates_by_currency_and_year(table) -> None:
    found = read_rates(table("currency,year,USD\nEUR,2014,1.329\nEUR,2015,1.110\nRUB,2014,0.026\n"))
    assert found == Rates(
        to="USD",
        table={
            ("EUR", 2014): Decimal("1.329"),
            ("EUR", 2015): Decimal("1.110"),
            ("RUB", 2014): Decimal("0.026"),
        },
    )


def test_a_table_may_convert_to_any_currency_and_hold_no_rate(table) -> None:
    assert read_rates(table("currency,year,EUR\n")) == Rates(to="EUR", table={})


def test_case_blanks_empty_lines_and_the_mark_of_a_spreadsheet_do_not_matter(table) -> None:
    found = read_rates(table("\ufeffCurrency, Year , usd\r\n\r\n eur , 2014 , 1.329\r\n,,\r\n"))
    assert found == Rates(to="USD", table={("EUR", 2014): Decimal("1.329")})


def test_a_rate_is_exact(table) -> None:
    (rate,) = read_rates(table('currency,year,USD\n"EUR","2014","0.1"\n')).table.values()
    assert rate * 3 == Decimal("0.3")


@pytest.mark.parametrize(
    "head", ["", "\n", "EUR,2014,1.329", "currency,year", "year,currency,USD", "currency,year,USD,source"]
)
def test_a_file_without_the_three_columns_is_no_table_of_rates(table, head: str) -> None:
    path = table(head)
    with pytest.raises(UnreadableInput, match="no table of rates") as caught:
        read_rates(path)
    assert caught.value.where == f"{path}:1"
    assert "currency,year,USD" in caught.value.mend


@pytest.mark.parametrize(
    "line",
    [
        "EUR,2014",
        "EUR,2014,1.3,1.4",
        "EUR,2014,",
        "EUR,2014,much",
        "EUR,last year,1.3",
        "EUR,,1.3",
        "EUR,2014,0",
        "EUR,2014,-1.3",
        "EUR,2014,NaN",
        "EUR,2014,Infinity",
        'EUR,2014,"1,329"',
    ],
)
def test_a_line_that_is_no_rate_is_named_by_file_and_number(table, line: str) -> None:
    path = table(f"currency,year,USD\nRUB,2014,0.026\n\n{line}\n")
    with pytest.raises(UnreadableInput, match="not a rate") as caught:
        read_rates(path)
    assert caught.value.where == f"{path}:4"
    assert caught.value.mend


def test_a_file_that_is_not_there_or_no_text_cannot_be_read(table, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path, table(b"currency,year,USD\nEUR,2014,1.3\xff\n")):
        with pytest.raises(UnreadableInput, match="cannot be read") as caught:
            read_rates(path)
        assert caught.value.where == str(path)


def test_a_table_that_does_not_name_the_currency_converted_to_is_refused(table) -> None:
    with pytest.raises(UnreadableInput):
        read_rates(table("currency,year,\nEUR,2014,1.329\n"))
