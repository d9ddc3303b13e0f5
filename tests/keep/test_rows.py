import hashlib
from dataclasses import fields
from datetime import date
from decimal import Decimal

from detente.keep.rows import MOST_PARTIES, document_of, document_row, pairs_of, record_of, record_row
from detente.keep.tables import SQL_TYPES, TABLES, schema
from detente.model import (
    Amount,
    CausalClaim,
    Commitment,
    Document,
    Event,
    Pair,
    Record,
    Span,
    Speaker,
    Statement,
    When,
)

TEXT = "Moscow lent Islamabad money. Ankara and NATO looked on."
ARTICLE = Document(id=hashlib.sha256(TEXT.encode()).hexdigest(), text=TEXT)


def told(claim, end: int = 28, **more) -> Record:
    return Record(claim=claim, evidence=Span.cut(ARTICLE, 0, end), **more)


def directions(record: Record) -> list[tuple[str, str]]:
    return [(pair.a, pair.b) for pair in pairs_of(record)]


def test_a_directed_event_pairs_each_actor_with_each_recipient() -> None:
    record = told(Event(actors=("RUS", "CHN"), recipients=("PAK",), type="AID"))
    assert directions(record) == [("CHN", "PAK"), ("RUS", "PAK")]


def test_a_reciprocal_event_pairs_everyone_with_everyone_both_ways() -> None:
    record = told(Event(actors=("RUS", "PAK"), type="CONSULT"))
    assert directions(record) == [("PAK", "RUS"), ("RUS", "PAK")]


def test_nobody_is_paired_with_itself_and_an_event_of_one_makes_no_pair() -> None:
    assert directions(told(Event(actors=("PAK",), recipients=("PAK",), type="COERCE"))) == []
    assert directions(told(Event(actors=("PAK",), type="MOBILIZE"))) == []
    assert directions(told(Commitment(giver=("RUS",), receiver=("PAK",), what="gas"))) == []


def test_an_event_of_very_many_is_cut_and_marked_multilateral() -> None:
    many = tuple(f"S{n:02}" for n in range(20))
    pairs = pairs_of(told(Event(actors=many, type="CONSULT", contexts=("legal",))))
    assert len(pairs) == MOST_PARTIES * (MOST_PARTIES - 1)
    assert {pair.contexts for pair in pairs} == {"|legal|multilateral|"}


def test_a_pair_knows_quad_score_day_and_whether_it_is_a_fact() -> None:
    when = When(since=date(2023, 3, 1), until=date(2023, 3, 31))
    event = Event(actors=("RUS",), recipients=("PAK",), type="ACCUSE", aux=("negation",), when=when)
    record = told(event)
    assert pairs_of(record) == (
        Pair(
            a="RUS",
            b="PAK",
            day=date(2023, 3, 1),
            last_day=date(2023, 3, 31),
            type="ACCUSE",
            quad=3,
            score10=-30,
            fact=False,
            contexts="",
            story=ARTICLE.id,
            source="articles",
            origin=record.id,
        ),
    )


def test_history_is_a_fact_and_a_mode_that_has_no_score_takes_its_type_s() -> None:
    (pair,) = pairs_of(
        told(Event(actors=("USA",), recipients=("PAK",), type="AID", mode="odd", aux=("historical",)))
    )
    assert (pair.fact, pair.quad, pair.score10) == (True, 2, 100)


def test_a_record_is_found_under_whom_its_sentence_names_and_whom_its_speaker_acts_for() -> None:
    said = told(Statement(words="x", form="direct"), end=len(TEXT), speaker=Speaker(of="IND", type="person"))
    assert record_row(said, "b")["mentions"] == "|IND|NATO|PAK|RUS|TUR|"
    assert record_row(told(CausalClaim(cause="a", effect="b")), "b")["mentions"] == "|PAK|RUS|"


def test_a_row_gives_its_record_back_and_has_the_columns_of_the_table() -> None:
    record = told(
        Commitment(
            giver=("RUS",),
            receiver=("PAK",),
            what="a loan",
            amount=Amount(value=Decimal("1" * 40), unit="USD"),
            when=When(until=date(2024, 1, 1), basis="vague"),
        ),
        confidence=0.3,
    )
    row = record_row(record, "b")
    assert record_of(row) == record
    assert set(row) == {column.name for column in TABLES["records"]}
    assert row["amount"] is None, "too large for the column; the JSON has it"
    assert (row["actors"], row["recipients"], row["until"]) == ("|RUS|", "|PAK|", date(2024, 1, 1))


def test_a_document_comes_back_as_it_was() -> None:
    text = "Straße\r\n“quoted”"
    document = Document(
        id="x",
        text=text,
        title="T",
        published=When(since=date(2023, 1, 1), until=date(2023, 1, 1)),
        encoding="cp1252",
        content=((0, 8), (8, 16)),
        headline=(0, 6),
        flow="Strasse",
        genre="wire",
    )
    row = document_row(document, "b")
    assert row["original"] == text.encode("cp1252")
    assert set(row) == {column.name for column in TABLES["documents"]}
    assert document_of(row) == document


def test_the_table_of_pairs_begins_with_the_fields_of_a_pair() -> None:
    names = [f.name for f in fields(Pair)]
    assert [column.name for column in TABLES["pairs"]][: len(names)] == names


def test_every_column_has_a_type_and_a_meaning() -> None:
    for table, columns in TABLES.items():
        assert len(schema(table)) == len(columns)
        assert all(column.type in SQL_TYPES and column.says for column in columns)
