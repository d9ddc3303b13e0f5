"""What is headline, dateline, byline and furniture in a text, and what is the article."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Document, SetAside, When
from detente.read import read_bytes

PARAGRAPH = (
    "Norland and Sudland agreed on Friday to reopen the railway between their capitals. "
    "The ministers of transport of the two states signed the papers and said that work would begin at once."
)


def one(text: str | bytes, origin: str = "story.txt", **given: object) -> Document:
    data = text.encode() if isinstance(text, str) else text
    (found,) = read_bytes(data, origin=origin, **given)  # type: ignore[arg-type]
    assert isinstance(found, Document), found
    return found


def aside(data: bytes, origin: str = "story.txt") -> SetAside:
    (found,) = read_bytes(data, origin=origin)
    assert isinstance(found, SetAside), found
    return found


def content(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.content]


def furniture(document: Document) -> list[str]:
    return [document.text[start:end] for start, end in document.boilerplate]


def day(year: int, month: int, number: int) -> When:
    return When(since=date(year, month, number), until=date(year, month, number))


def test_headline_and_dateline_are_set_apart_and_the_dateline_gives_day_and_outlet() -> None:
    text = f"Trains to run again\nOSTHAVEN, 12 March 2023 (Fjord Ledger) — {PARAGRAPH}\n"
    story = one(text)
    assert story.text == text
    assert story.headline == (0, 19)
    assert story.title == "Trains to run again"
    assert story.dateline is not None
    assert text[slice(*story.dateline)] == "OSTHAVEN, 12 March 2023 (Fjord Ledger) —"
    assert (story.outlet, story.published) == ("Fjord Ledger", day(2023, 3, 12))
    assert content(story) == [PARAGRAPH]


@pytest.mark.parametrize(
    ("line", "outlet", "published"),
    [
        ("MOSCOW, April 6 (Reuters) - ", "Reuters", None),
        ("MOSCOW, April 6, 2021 (Reuters) - ", "Reuters", day(2021, 4, 6)),
        ("BEIJING, Sept. 3, 2019 /Xinhua/ -- ", "Xinhua", day(2019, 9, 3)),
        ("MOSCOW, April 6. /TASS/. ", "TASS", None),
        ("ISLAMABAD — ", None, None),
        ("ISLAMABAD: ", None, None),
        ("NEW DELHI/ISLAMABAD (AP) — ", "AP", None),
        ("Kabul, Afghanistan (CNN) — ", "CNN", None),
        ("Moscow, 6 April 2021 – ", None, day(2021, 4, 6)),
        ("LAHORE, Monday, 3 May 2021 (Web Desk): ", None, day(2021, 5, 3)),
        ("ST. PETERSBURG, June 3 (Neva Gazette) — ", "Neva Gazette", None),
    ],
)
def test_datelines_of_many_houses(line: str, outlet: str | None, published: When | None) -> None:
    story = one(line + PARAGRAPH)
    assert content(story) == [PARAGRAPH]
    assert (story.outlet, story.published) == (outlet, published)


@pytest.mark.parametrize(
    "opening",
    [
        "NATO — the alliance of thirty — met. ",
        "UPDATE: ",
        "On Monday, 5 April 2021: ",
        "Norland — long an ally of Sudland — said no. ",
        "Imran Vale (Fjord Party) — the leader — said so. ",
    ],
)
def test_what_only_looks_like_a_dateline_stays_content(opening: str) -> None:
    assert one(opening + PARAGRAPH).dateline is None


def test_a_first_line_followed_by_text_without_a_blank_line_is_no_headline() -> None:
    assert one("The two states agreed\nto reopen the line.").headline is None


def test_a_first_sentence_is_no_headline() -> None:
    assert one(f"The line is open again.\n\n{PARAGRAPH}").headline is None


def test_a_question_may_be_a_headline() -> None:
    assert (
        one(f"Who pays? Nobody, says the minister\n\n{PARAGRAPH}").title
        == "Who pays? Nobody, says the minister"
    )


def test_a_text_of_one_line_is_content() -> None:
    assert content(one("Norland recalls its ambassador")) == ["Norland recalls its ambassador"]


def test_lines_above_the_article_say_who_and_when() -> None:
    story = one(
        f"Title: Trains to run again\nAuthor: Jane Roe\nOutlet: Fjord Ledger\nDate: 2023-03-12\n\n{PARAGRAPH}"
    )
    assert (story.title, story.author, story.outlet) == ("Trains to run again", "Jane Roe", "Fjord Ledger")
    assert story.published == day(2023, 3, 12)
    assert story.headline is not None
    assert story.text[slice(*story.headline)] == "Trains to run again"
    assert content(story) == [PARAGRAPH]


def test_the_keys_of_a_letter_mean_nothing_in_front_matter() -> None:
    story = one(
        f"---\nsubject: politics\nfrom: feed 7\ntitle: Trains to run again\n---\n{PARAGRAPH}\n", "story.md"
    )
    assert (story.title, story.author) == ("Trains to run again", None)


@pytest.mark.parametrize("between", ["\n", ". "])
def test_the_head_of_a_memorandum_says_who_and_when(between: str) -> None:
    head = between.join(("To: all desks", "From: Jane Roe", "Date: 12 March 2023", "Subject: Trains"))
    story = one(f"MEMORANDUM\n{head}\n\n{PARAGRAPH}")
    assert (story.author, story.published) == ("Jane Roe", day(2023, 3, 12))
    assert content(story) == [PARAGRAPH]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Roe", "Jane Roe"),
        ("By Jane Roe | 12 March 2023", "Jane Roe"),
        ("BY JANE ROE and JOHN DOE", "JANE ROE and JOHN DOE"),
        ("By our correspondent", None),
    ],
)
def test_a_byline_is_not_content(line: str, author: str | None) -> None:
    story = one(f"Trains to run again\n\n{line}\n\n{PARAGRAPH}")
    assert story.author == author
    assert content(story) == [PARAGRAPH]


def test_a_date_below_the_headline_is_the_day_of_publication() -> None:
    assert one(f"Trains to run again\n12 March 2023\n\n{PARAGRAPH}").published == day(2023, 3, 12)


def test_days_that_head_parts_of_a_chronology_are_not_the_day_of_publication() -> None:
    story = one(f"Trains to run again\n\n12 March 2023\n\n{PARAGRAPH}\n\n14 March 2023\n\n{PARAGRAPH}")
    assert story.published is None
    assert "12 March 2023" in content(story)[0]


def test_options_hold_over_the_page_and_the_page_over_the_dateline() -> None:
    text = f"Date: 2023-03-13\n\nOSTHAVEN, 12 March 2023 (Fjord Ledger) — {PARAGRAPH}"
    assert one(text).published == day(2023, 3, 13)
    told = one(text, published=day(2020, 1, 1), outlet="Mine")
    assert (told.published, told.outlet) == (day(2020, 1, 1), "Mine")


def test_nothing_is_guessed_from_the_name_of_the_file() -> None:
    assert one(PARAGRAPH, origin="2023-03-12-fjord-ledger.txt").published is None


def test_calls_and_sign_offs_are_set_apart_by_sentence_and_by_line() -> None:
    story = one(
        f"{PARAGRAPH}\n\nAdvertisement\n\nThe line is old. Stay tuned to Fjord TV for more. Download "
        f"our app now!\n\n"
        "(Reporting by Jane Roe; editing by John Doe)\n\n© 2023 Fjord Ledger. All rights reserved."
    )
    assert furniture(story) == [
        "Advertisement",
        "Stay tuned to Fjord TV for more.",
        "Download our app now!",
        "(Reporting by Jane Roe; editing by John Doe)",
        "© 2023 Fjord Ledger.",
        "All rights reserved.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Reports by the two ministries differ on the cost of the line.",
        "For more than a decade Norland had sought a visit by the king.",
        "The views expressed by Norland and Sudland on the line differ.",
        "Follow-up talks are to be held in May.",
        "Norland would share this view with its allies.",
        "Like us, they look to the east.",
        "This report was published by the ministry in 2021.",
    ],
)
def test_ordinary_sentences_are_not_furniture(sentence: str) -> None:
    assert furniture(one(f"{PARAGRAPH}\n\n{sentence}")) == []


def test_front_matter_is_not_content() -> None:
    story = one(
        '---\ntitle: "Trains to run again"\ndate: 2023-03-12T10:00:00+02:00\nauthor:\n  - Jane Roe\n  - '
        "John Doe\n"
        f"outlet: Fjord Ledger\ngenre: wire\n---\n\n{PARAGRAPH}\n",
        origin="story.md",
    )
    assert (story.title, story.author) == ("Trains to run again", "Jane Roe, John Doe")
    assert (story.outlet, story.genre, story.published) == ("Fjord Ledger", "wire", day(2023, 3, 12))
    assert content(story) == [PARAGRAPH]


def test_markdown_is_read_without_marks_targets_pictures_and_code() -> None:
    story = one(
        "# Trains to *run* again\n\nThe **minister** met [the envoy](https://example.org/a_(b)) on "
        "Friday.\n\n"
        "![a train](train.png)\n\n```\ncode = 1\n```\n\n- snake_case stays\n> So it was said.\n\n## "
        "What next\n",
        origin="story.md",
    )
    shown = " ".join(" ".join(content(story)).split())
    assert shown == "The minister met the envoy on Friday. snake_case stays So it was said. What next"
    assert story.title == "Trains to *run* again"


def test_windows_line_ends_and_byte_order_mark_are_kept() -> None:
    data = b"\xef\xbb\xbf" + f"Trains to run again\r\n\r\n{PARAGRAPH}\r\n".encode()
    story = one(data)
    assert (story.headline, content(story)) == ((0, 19), [PARAGRAPH])
    assert story.text.encode(story.encoding) == data


WORDS = st.lists(
    st.sampled_from(
        ["Norland", "agreed", "the", ".", "\n", "\n\n", " ", "— ", "OSTHAVEN, 3 May 2021 (Ledger) — ",
         "By Jane Roe",
         "# ", "**", "[a](b)", "---\n", "Title: X", "Stay tuned to us. ", "\r\n", "\t", "é", "🚆", "\u2028",
         "`", "> "]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(st.one_of(WORDS, st.text(max_size=200)), st.sampled_from(["a.txt", "a.md"]))
def test_every_offset_lies_inside_the_text_in_order_and_apart(text: str, origin: str) -> None:
    for found in read_bytes(text.encode("utf-8", "surrogatepass"), origin=origin):
        if isinstance(found, SetAside):
            continue
        assert found.text.encode(found.encoding) == text.encode()
        for stretches in (found.content, found.boilerplate):
            ends = [place for stretch in stretches for place in stretch]
            assert ends == sorted(ends)
            assert all(start < end for start, end in stretches)
            assert not ends or (ends[0] >= 0 and ends[-1] <= len(found.text))
        for part in (found.headline, found.dateline):
            if part:
                assert 0 <= part[0] < part[1] <= len(found.text)
                assert all(end <= part[0] or part[1] <= start for start, end in found.content)
        for start, end in found.boilerplate:
            assert any(low <= start and end <= high for low, high in found.content)
