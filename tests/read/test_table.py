"""Rows of JSONL and CSV become articles; bad rows are set aside with their line."""

from datetime import date
from hashlib import sha256

import pytest

from detente.errors import UnreadableInput
from detente.model import Document, SetAside
from detente.read import read_bytes

LINE = "Norland and Sudland agreed to reopen the railway."


def found(text: str | bytes, origin: str, **given: object) -> list[Document | SetAside]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_bytes(data, origin=origin, **given))  # type: ignore[arg-type]


def test_a_row_is_an_article_with_what_its_columns_say() -> None:
    (story,) = found(f"headline,body,date,source\nTrains,{LINE},2023-03-12,Fjord Ledger\n", "a.csv")
    assert isinstance(story, Document)
    assert (story.text, story.title, story.outlet, story.origin) == (
        LINE,
        "Trains",
        "Fjord Ledger",
        "a.csv:2",
    )
    assert story.published is not None
    assert story.published.since == date(2023, 3, 12)
    assert story.id == sha256(LINE.encode()).hexdigest()


def test_columns_can_be_named() -> None:
    (story,) = found(f"x,y\n{LINE},Ledger\n", "a.csv", columns={"text": "x", "outlet": "y"})
    assert isinstance(story, Document)
    assert (story.text, story.outlet) == (LINE, "Ledger")


def test_a_table_without_a_column_of_texts_gets_one_line_that_says_how_to_name_it() -> None:
    (reason,) = found("x,y\n1,2\n3,4\n", "a.csv")
    assert isinstance(reason, SetAside)
    assert reason.what == "no column with the text of the articles; there are: x, y"
    assert "text=x" in reason.mend


def test_a_mapping_to_a_column_that_is_not_there_says_so() -> None:
    (reason,) = found(f"text,y\n{LINE},2\n", "a.csv", columns={"text": "inhalt"})
    assert isinstance(reason, SetAside)
    assert reason.what.startswith("no column 'inhalt'; there are: text, y")
    assert reason.mend == "name it: --column text=text"


@pytest.mark.parametrize(
    ("header", "named"),
    [("headline,words,date", "words"), ("headline,date", "COLUMN"), ("x,headline,Body", "Body")],
)
def test_the_mend_names_a_column_that_may_hold_the_text(header, named) -> None:
    (reason,) = found(
        f"{header}\n{','.join('123'[: header.count(',') + 1])}\n", "a.csv", columns={"text": "inhalt"}
    )
    assert isinstance(reason, SetAside)
    assert reason.mend == f"name it: --column text={named}"


def test_a_mapping_of_what_an_article_does_not_have_is_the_users_mistake() -> None:
    with pytest.raises(UnreadableInput, match="colour"):
        found("a,b\n", "a.csv", columns={"colour": "a"})


def test_bad_rows_are_set_aside_with_their_line_and_the_rest_goes_on() -> None:
    rows = found(f'text,date\n"{LINE}\nMore.",2023\n{LINE}\n,2023\n{LINE},2024\n', "a.csv")
    assert [r.origin for r in rows] == ["a.csv:2", "a.csv:4", "a.csv:5", "a.csv:6"]
    assert [type(r) for r in rows] == [Document, SetAside, SetAside, Document]


def test_a_row_with_invalid_utf8_is_set_aside_alone() -> None:
    rows = found(f"text,date\n{LINE},1\n".encode() + b"caf\xe9,2\n" + f"{LINE},3\n".encode(), "a.csv")
    assert [type(r) for r in rows] == [Document, SetAside, Document]


def test_a_long_field_is_no_trouble() -> None:
    (story,) = found(f"text,date\n{LINE * 5000},2023\n", "a.csv")
    assert isinstance(story, Document)


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_the_header_tells_the_delimiter(mark: str) -> None:
    (story,) = found(f"title{mark}text\nTrains{mark}{LINE}\n", "a.tsv")
    assert isinstance(story, Document)
    assert story.title == "Trains"


def test_lines_of_json_that_are_no_objects_are_set_aside() -> None:
    rows = found(
        f'{{"text": "{LINE}"}}\n\n[1]\n{{"text": \n{{"title": "x"}}\n{{"body": "{LINE}"}}\n', "a.jsonl"
    )
    assert [(type(r), r.origin) for r in rows] == [
        (Document, "a.jsonl:1"),
        (SetAside, "a.jsonl:3"),
        (SetAside, "a.jsonl:4"),
        (SetAside, "a.jsonl:5"),
        (Document, "a.jsonl:6"),
    ]


def test_a_number_where_the_text_should_be_is_set_aside() -> None:
    (reason,) = found('{"text": 7}\n', "a.jsonl")
    assert isinstance(reason, SetAside)
    assert reason.where == "line 1"


def test_authors_may_be_a_list() -> None:
    (story,) = found(f'{{"text": "{LINE}", "authors": ["Jane Roe", {{"name": "John Doe"}}]}}', "a.jsonl")
    assert isinstance(story, Document)
    assert story.author == "Jane Roe, John Doe"


def test_options_hold_over_the_row() -> None:
    (story,) = found(f'{{"text": "{LINE}", "outlet": "Ledger"}}', "a.jsonl", outlet="Mine")
    assert isinstance(story, Document)
    assert story.outlet == "Mine"
