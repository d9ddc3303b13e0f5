"""Which days the expressions of time in a text mean, and how they are known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.code.times.when import TimeMention, date_headings, find_times, resolve_month
from detente.model import When

# 20 October 2023 was a Friday.
FRIDAY = When(since=date(2023, 10, 20), until=date(2023, 10, 20))
Days = tuple[str | None, str | None, str]


def days(mention: TimeMention) -> Days:
    when = mention.when
    return (when.since and when.since.isoformat(), when.until and when.until.isoformat(), when.basis)


def read(text: str, anchor: When | None = FRIDAY) -> list[Days]:
    return [days(mention) for mention in find_times(text, anchor=anchor)]


def only(text: str, anchor: When | None = FRIDAY) -> Days:
    found = read(text, anchor)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("They met on 12 March 2023.", "2023-03-12", "2023-03-12"),
        ("They met on March 12, 2023.", "2023-03-12", "2023-03-12"),
        ("They met on Sunday, 12 March 2023.", "2023-03-12", "2023-03-12"),
        ("the 12th of March 2023", "2023-03-12", "2023-03-12"),
        ("Filed 2023-03-12", "2023-03-12", "2023-03-12"),
        ("Filed 13/03/2023", "2023-03-13", "2023-03-13"),
        ("March 20 and 21, 2019", "2019-03-20", "2019-03-21"),
        ("signed in March 2023", "2023-03-01", "2023-03-31"),
        ("signed in 2023", "2023-01-01", "2023-12-31"),
        ("rounds in 2021 and 2022", "2021-01-01", "2022-12-31"),
        ("the 2021-22 season", "2021-01-01", "2022-12-31"),
        ("between 2014 and 2018", "2014-01-01", "2018-12-31"),
        ("from 2014 to 2018", "2014-01-01", "2018-12-31"),
        ("(2014–2018)", "2014-01-01", "2018-12-31"),
        ("March 3 to April 5, 2020", "2020-03-03", "2020-04-05"),
        ("in May and June 2019", "2019-05-01", "2019-06-30"),
        ("in the 1990s", "1990-01-01", "1999-12-31"),
        ("in the 20th century", "1901-01-01", "2000-12-31"),
        ("in early 2019", "2019-01-01", "2019-03-31"),
        ("in mid-2019", "2019-05-01", "2019-08-31"),
        ("in late 2019", "2019-10-01", "2019-12-31"),
        ("in late March 2019", "2019-03-21", "2019-03-31"),
        ("at the end of 2021", "2021-12-31", "2021-12-31"),
        ("in the first quarter of 2023", "2023-01-01", "2023-03-31"),
        ("in the second half of 2023", "2023-07-01", "2023-12-31"),
        ("in Q4 2022", "2022-10-01", "2022-12-31"),
        ("since 2014", "2014-01-01", None),
        ("from 2014 onwards", "2014-01-01", None),
        ("until 2014", None, "2014-12-31"),
        ("by 2030", None, "2030-12-31"),
        ("by the end of 2021", None, "2021-12-31"),
    ],
)
def test_what_stands_in_the_text_in_full_needs_no_day_of_publication(
    text: str, since: str | None, until: str | None
) -> None:
    assert only(text, None) == only(text) == (since, until, "explicit")


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("after 2014", "2014-01-01", None),
        ("before April 2022", None, "2022-04-30"),
        ("post-2014", "2014-01-01", None),
    ],
)
def test_before_and_after_are_relative_and_include_the_period_they_name(
    text: str, since: str | None, until: str | None
) -> None:
    assert only(text, None) == (since, until, "relative")


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("They met on Monday.", "2023-10-16", "2023-10-16"),
        ("They met on Friday.", "2023-10-20", "2023-10-20"),
        ("he said last Tuesday", "2023-10-17", "2023-10-17"),
        ("announced on Thursday last week", "2023-10-12", "2023-10-12"),
        ("They will meet on Monday.", "2023-10-23", "2023-10-23"),
        ("On Monday, the ministers will meet.", "2023-10-23", "2023-10-23"),
        ("next Monday", "2023-10-23", "2023-10-23"),
        ("from Monday to Wednesday", "2023-10-16", "2023-10-18"),
        ("since Monday", "2023-10-16", None),
        ("yesterday", "2023-10-19", "2023-10-19"),
        ("tonight", "2023-10-20", "2023-10-20"),
        ("tomorrow", "2023-10-21", "2023-10-21"),
        ("this week", "2023-10-16", "2023-10-22"),
        ("last month", "2023-09-01", "2023-09-30"),
        ("early next month", "2023-11-01", "2023-11-10"),
        ("this year", "2023-01-01", "2023-12-31"),
        ("earlier this year", "2023-01-01", "2023-10-20"),
        ("later this month", "2023-10-20", "2023-10-31"),
        ("last year", "2022-01-01", "2022-12-31"),
        ("last summer", "2023-06-01", "2023-08-31"),
        ("last March", "2023-03-01", "2023-03-31"),
        ("by the end of the year", None, "2023-12-31"),
        ("two days ago", "2023-10-18", "2023-10-18"),
        ("two months ago", "2023-08-01", "2023-08-31"),
        ("a decade ago", "2013-01-01", "2013-12-31"),
        ("in the past five years", "2018-10-20", "2023-10-20"),
        ("over the next two weeks", "2023-10-20", "2023-11-03"),
        ("They will reopen within two months.", "2023-10-20", "2023-12-20"),
        ("It will be finished in two years.", "2025-01-01", "2025-12-31"),
    ],
)
def test_days_are_worked_out_from_the_day_of_publication(
    text: str, since: str | None, until: str | None
) -> None:
    assert only(text) == (since, until, "relative")


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("They met in March.", "2023-03-01", "2023-03-31"),
        ("They met in December.", "2022-12-01", "2022-12-31"),
        ("They will meet in March.", "2024-03-01", "2024-03-31"),
        ("It would not have expelled him in March.", "2023-03-01", "2023-03-31"),
        ("The text is to be signed in January.", "2024-01-01", "2024-01-31"),
        ("They were to meet on 25 October.", "2023-10-25", "2023-10-25"),
        ("They were to meet on 3 March.", "2023-03-03", "2023-03-03"),
        ("It was approved on 20 March.", "2023-03-20", "2023-03-20"),
        ("the visit (April 6-7) to the capital", "2023-04-06", "2023-04-07"),
        ("They met on the 16th.", "2023-10-16", "2023-10-16"),
        ("They met in summer 2020.", "2020-06-01", "2020-08-31"),
    ],
)
def test_a_part_that_context_supplies_makes_a_date_inferred(text: str, since: str, until: str) -> None:
    assert only(text) == (since, until, "inferred")


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("They met on 5 May 2020. The same day a third state protested.", "2020-05-05", "2020-05-05"),
        ("It began in March 2015 and resumed the following year.", "2016-01-01", "2016-12-31"),
        ("He spoke in March 2022. They lent more that year.", "2022-01-01", "2022-12-31"),
        ("They met on 5 May 2020 and again ten days later.", "2020-05-15", "2020-05-15"),
        ("They met in May 2020 and again a year later.", "2021-05-01", "2021-05-31"),
        ("It fell on 5 May 2020, one day after the envoys had met.", "2020-05-04", "2020-05-04"),
        ("Ties were cut in May 2020, hours after a crowd stormed the embassy.", "2020-05-01", "2020-05-31"),
        ("They signed on 5 May 2020, after five days of talks.", "2020-05-01", "2020-05-05"),
        (
            "It defaulted in May 2020. In the months before the default it had asked for a loan.",
            None,
            "2020-05-31",
        ),
        ("They signed on 5 May 2020. Since then nothing has moved.", "2020-05-05", None),
        ("They met in July 2023. In December of the same year talks ended.", "2023-12-01", "2023-12-31"),
        ("They agreed on 5 May 2020 to reopen within two months.", "2020-05-05", "2020-07-05"),
    ],
)
def test_an_expression_that_points_back_takes_the_last_date_before_it(
    text: str, since: str | None, until: str | None
) -> None:
    assert read(text, None)[-1] == (since, until, "relative")


def test_a_month_follows_the_full_date_that_its_sentence_has_given() -> None:
    text = "One flew there in February 2020 and the other returned the visit in September."
    assert read(text)[-1] == ("2020-09-01", "2020-09-30", "inferred")


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("They closed it on 9 October 2023, after herders had been held on 2 October.", "2023-10-02"),
        ("They closed it on 3 January 2023 and had warned on 28 December.", "2022-12-28"),
        ("They closed it on 9 October 2022 and reopened it on 2 February.", "2023-02-02"),
        ("They closed it on 9 October 2023 and reopened it on 9 October.", "2023-10-09"),
    ],
)
def test_a_day_of_the_weeks_before_a_full_date_is_not_put_off_to_the_next_year(text: str, since: str) -> None:
    assert read(text, None)[-1] == (since, since, "inferred")


def test_the_date_of_the_dateline_does_not_push_a_day_into_the_future() -> None:
    assert read("ROME, 20 October 2023 (Wire) — They met on 29 November.")[-1][0] == "2022-11-29"


@pytest.mark.parametrize(
    "text", ["recently", "shortly", "soon", "now", "Earlier, they met.", "in the coming weeks"]
)
def test_vague_words_are_vague_and_give_no_day(text: str) -> None:
    (mention,) = find_times(text, anchor=FRIDAY)
    assert (mention.kind, days(mention)) == ("vague", (None, None, "vague"))


@pytest.mark.parametrize(
    "text", ["on Friday", "last month", "on 6-7 April", "two days ago", "in the same month"]
)
def test_without_what_it_needs_an_expression_is_kept_but_not_resolved(text: str) -> None:
    (mention,) = find_times(text, anchor=None)
    assert not mention.resolved
    assert mention.kind != "vague"


@pytest.mark.parametrize(
    "text",
    [
        "a 99-year concession",
        "They may march.",
        "a crowd of 2,000",
        "$2019 in cash",
        "Resolution 1970",
        "F-16 jets, Su-35 and SSJ-100",
        "Article 370",
        "30 percent",
        "Vision 2030",
        "more than 2000 were hurt",
        "a force of 2000 soldiers",
        "in 2150 and 1755",
        "31 April 2020",
        "it did in five days what others did not",
        "as soon as it can",
        "until now",
        "12/03/2023",
        "Theresa May said",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_times(text, anchor=FRIDAY) == ()


@pytest.mark.parametrize(
    ("text", "attributive"),
    [
        ("They signed a programme for 2026-2028.", True),
        ("A visit is planned for 2026.", False),
        ("They revived the 2001 accord.", True),
        ("After Friday's talks failed", True),
        ("an accord signed in 2001", False),
        ("They met on Friday.", False),
    ],
)
def test_the_time_of_a_noun_is_told_from_the_time_of_the_clause(text: str, attributive: bool) -> None:
    (mention,) = find_times(text, anchor=FRIDAY)
    assert mention.attributive is attributive


def test_a_coarse_day_of_publication_gives_years_but_no_weekdays() -> None:
    year = When(since=date(2023, 1, 1), until=date(2023, 12, 31))
    assert only("last year", year) == ("2022-01-01", "2022-12-31", "relative")
    assert only("on Friday", year) == (None, None, "vague")


def test_a_range_that_runs_backwards_is_two_years() -> None:
    assert [when[0] for when in read("from 2018 to 2014")] == ["2018-01-01", "2014-01-01"]


def test_a_month_is_resolved_back_or_on_request_ahead() -> None:
    assert resolve_month(12, FRIDAY).since == date(2022, 12, 1)
    assert resolve_month(10, FRIDAY).since == date(2023, 10, 1)
    assert resolve_month(3, FRIDAY, future=True).since == date(2024, 3, 1)


def test_paragraphs_stand_under_the_date_on_the_line_above_them() -> None:
    text = "A chronicle\n\n12 March 2023\nThey met.\n\n14 March\nThey signed.\n"
    first, second = date_headings(text)
    assert text[first.start : first.end] == "12 March 2023\nThey met.\n\n"
    assert first.when == When(since=date(2023, 3, 12), until=date(2023, 3, 12))
    assert second.when == When(since=date(2023, 3, 14), until=date(2023, 3, 14), basis="inferred")
    assert second.end == len(text)


def test_a_date_with_a_dash_heads_its_paragraph() -> None:
    parts = date_headings("Timeline\n\nMarch 4 — They met.\n\nApril 2 — They signed.", anchor=FRIDAY)
    assert [part.when.since for part in parts] == [date(2023, 3, 4), date(2023, 4, 2)]


def test_the_day_of_publication_and_a_dateline_head_nothing() -> None:
    assert date_headings("Title\n20 October 2023\n\nThey met.", anchor=FRIDAY) == ()
    assert date_headings("ROME, 20 October 2023 — They met.", anchor=FRIDAY) == ()
    assert date_headings("In 2019 they met.\nMarch was cold: it snowed.", anchor=FRIDAY) == ()


# -- properties -------------------------------------------------------------------------------------------

DATES = st.dates(date(1800, 1, 1), date(2100, 12, 31))
STYLES = st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%A, %d %B %Y", "%d %b %Y", "%dth of %B, %Y"])
_PIECES = (
    "on Friday", "last month", "in March", "since 2014", "by the end of next year", "two weeks ago",
    "ten days later", "that year", "May", "30 February", "within three months", "from May to June 2020",
    "31 March", ", and ", ". ", "\n\n", "they will meet", "they met", "the same day",
    "the past two decades", "late", "between", "and", "2019", "the 1990s", "5,000 men", "$3 billion",
    "next Monday", "a century ago", "29 February", "in 900 years' time will", "last winter", "the 31st",
    "hours after", "for two years", "early in the 2000s", "-", "–", "to",
)  # fmt: skip
PIECES = st.sampled_from(_PIECES)
ANCHORS = st.none() | st.dates().map(lambda day: When(since=day, until=day))


@given(day=DATES, style=STYLES)
def test_any_full_date_is_found_again_whatever_its_style(day: date, style: str) -> None:
    written = day.strftime(style)
    (mention,) = find_times(f"They met on {written} in Rome.", anchor=None)
    assert (mention.when.since, mention.when.until, mention.when.basis) == (day, day, "explicit")
    assert f"They met on {written} in Rome."[mention.start : mention.end] == written


@settings(max_examples=300)
@given(pieces=st.lists(PIECES, max_size=12), anchor=ANCHORS)
def test_mentions_stand_in_order_in_the_text_and_never_end_before_they_begin(
    pieces: list[str], anchor: When | None
) -> None:
    text = " ".join(pieces)
    end = 0
    for mention in find_times(text, anchor=anchor):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        if mention.when.since and mention.when.until:
            assert mention.when.since <= mention.when.until


@given(pieces=st.lists(PIECES, max_size=8), anchor=ANCHORS)
def test_a_paragraph_in_front_moves_the_mentions_and_changes_nothing_else(
    pieces: list[str], anchor: When | None
) -> None:
    text, front = " ".join(pieces).strip(), "Nothing new.\n\n"
    alone = [(m.start + len(front), m.end + len(front), m.when) for m in find_times(text, anchor=anchor)]
    assert [(m.start, m.end, m.when) for m in find_times(front + text, anchor=anchor)] == alone


@given(text=st.text(max_size=200), anchor=ANCHORS)
def test_any_text_can_be_read(text: str, anchor: When | None) -> None:
    find_times(text, anchor=anchor)
    date_headings(text, anchor=anchor)


@given(day=st.dates(date(2, 1, 1), date(9998, 1, 1)), back=st.integers(0, 6))
def test_a_weekday_is_the_last_such_day_up_to_publication(day: date, back: int) -> None:
    meant = day - timedelta(back)
    text = f"They met on {meant:%A}."
    assert only(text, When(since=day, until=day)) == (meant.isoformat(), meant.isoformat(), "relative")


def test_every_day_of_a_long_text_is_read() -> None:
    text = (
        "They met on Friday and again a year later. In 2019 it lent $5 billion for 20 km of road.\n\n" * 2000
    )
    assert len(find_times(text, anchor=FRIDAY)) == 6000
