"""What a stated date says; what can be read two ways is not guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.read.days import stated


@pytest.mark.parametrize(
    "text",
    [
        "2023-03-12", "2023-03-12T23:59:00-05:00", "2023/03/12", "20230312", "12 March 2023", 
        "March 12, 2023",
        "12th of March, 2023", "Sunday, 12 Mar. 2023", "Sun, 12 Mar 2023 10:00:00 GMT", "mar 12 2023",
        "03/12/2023 ?",
    ],
)  # fmt: skip
def test_a_day_is_read_in_many_forms(text: str) -> None:
    if text.endswith("?"):
        assert stated(text) is None  # the twelfth of March or the third of December
        return
    when = stated(text)
    assert when is not None
    assert (when.since, when.until, when.basis) == (date(2023, 3, 12), date(2023, 3, 12), "explicit")


@pytest.mark.parametrize(
    "text", ["", None, "yesterday", "12 March", "31 February 2023", "2023-13-01", "0001"]
)
def test_what_states_no_day_is_none(text: str | None) -> None:
    assert stated(text) is None


def test_a_month_and_a_year_are_spans() -> None:
    month, year = stated("February 2024"), stated("2024")
    assert month is not None
    assert year is not None
    assert (month.since, month.until) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (year.since, year.until) == (date(2024, 1, 1), date(2024, 12, 31))


@given(st.dates(date(1600, 1, 1), date(2199, 12, 31)))
def test_a_day_written_out_is_read_back(day: date) -> None:
    for text in (day.isoformat(), f"{day:%d %B} {day.year}", f"{day:%B} {day.day}, {day.year}"):
        when = stated(text)
        assert when is not None
        assert when.since == when.until == day
