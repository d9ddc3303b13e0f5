"""Who deals with whom: what one source tells of each pair, counted by quad class."""

from __future__ import annotations

from datetime import date

import pytest

from detente.errors import UnknownName
from detente.model import Event, When

MET = Event(
    actors=("PAK", "RUS"),
    type="CONSULT",
    when=When(since=date(2020, 5, 3), until=date(2020, 5, 3), basis="explicit"),
)
BLAMED = Event(
    actors=("USA",), recipients=("PAK",), type="ACCUSE", contexts=("military",),
    when=When(since=date(2021, 1, 1), until=date(2021, 12, 31), basis="explicit"),
)  # fmt: skip
UNDATED = Event(actors=("RUS",), recipients=("PAK",), type="AID")
PLANNED = Event(actors=("PAK", "RUS"), type="CONSULT", aux=("future",))
ROWS = """when,from,to,what,n,score
2019-03-01,IND,PAK,ACCUSE,2,-4
2020-03-01,PAK,IND,CONSULT,3,6
2020-04-01,PAK,RUS,CONSULT,1,2
"""
MAPPING = {"a": "from", "b": "to", "day": "when", "type": "what", "score": "score", "count": "n"}


@pytest.fixture
def told(desk, add):
    add(desk, ("Pakistan and Russia met", MET), ("Russia gave aid", UNDATED), ("They may meet", PLANNED))
    add(
        desk,
        ("They met on 3 May", MET),
        ("Washington blamed Islamabad", BLAMED),
        outlet="Steppe Wire",
        day="2023-04-02",
    )
    return desk


@pytest.fixture
def counted(told, tmp_path):
    (tmp_path / "wire.csv").write_text(ROWS, encoding="utf-8")
    told.import_events(tmp_path / "wire.csv", mapping=MAPPING, source="Wire")
    return told


def by_pair(found):
    return {(one.a, one.b): one for one in found}


def test_each_telling_of_an_event_counts_once_for_a_pair_whichever_way_it_goes(told):
    found = by_pair(told.dealings())
    assert set(found) == {("PAK", "RUS"), ("PAK", "USA")}
    assert found["PAK", "RUS"].quads == (
        2,
        1,
        0,
        0,
    )  # the meeting told twice, the aid; what may be is not counted
    assert found["PAK", "USA"].quads == (0, 0, 1, 0)
    assert (found["PAK", "RUS"].events, found["PAK", "RUS"].undated) == (3, 1)
    assert (found["PAK", "RUS"].first, found["PAK", "RUS"].last) == (date(2020, 5, 3), date(2020, 5, 3))


def test_where_days_are_asked_for_an_event_counts_whose_days_all_lie_within(told):
    found = by_pair(told.dealings(since="2020-01-01", until="2021-06-30"))
    assert found["PAK", "RUS"].quads == (2, 0, 0, 0)
    assert found["PAK", "RUS"].undated == 1  # told beside it, that the page can say so
    assert ("PAK", "USA") not in found
    assert by_pair(told.dealings(since="2021-01-01", until="2021-12-31"))["PAK", "USA"].events == 1


def test_they_may_be_of_one_party_of_one_context_and_by_year(told):
    assert set(by_pair(told.dealings("United States"))) == {("PAK", "USA")}
    assert set(by_pair(told.dealings(context="military"))) == {("PAK", "USA")}
    years = {(one.a, one.b, one.year): one.events for one in told.dealings(by_year=True)}
    assert years == {("PAK", "RUS", 2020): 2, ("PAK", "RUS", None): 1, ("PAK", "USA", 2021): 1}


def test_every_number_is_that_of_the_records_behind_it(told):
    for one in told.dealings():
        for quad, number in enumerate(one.quads, 1):
            assert len(told.dealt(one.a, one.b, quad=quad)) == number
        assert len({record.id for record in told.dealt(one.a, one.b)}) == one.events
    within = told.dealt("PAK", "RUS", since="2020-01-01", until="2020-12-31")
    assert [record.evidence.text for record in within] == ["Pakistan and Russia met", "They met on 3 May"]


def test_what_an_analyst_rejects_counts_no_more(told):
    before = by_pair(told.dealings())["PAK", "RUS"].events
    told.decide("reject", told.dealt("PAK", "RUS")[0].id, by="Ann")
    assert by_pair(told.dealings())["PAK", "RUS"].events == before - 1


def test_a_source_of_event_files_counts_its_events_and_opens_its_rows(counted):
    found = by_pair(counted.dealings(source="Wire"))
    assert found["IND", "PAK"].quads == (3, 0, 2, 0)
    rows = counted.dealt_rows("Wire", "PAK", "IND")
    assert [(row["day"], row["a"], row["n"]) for row in rows] == [
        (date(2020, 3, 1), "PAK", 3),
        (date(2019, 3, 1), "IND", 2),
    ]
    assert [row["n"] for row in counted.dealt_rows("Wire", "PAK", "IND", quad=3)] == [2]
    assert [row["n"] for row in counted.dealt_rows("Wire", "PAK", "IND", most=1, after=1)] == [2]
    some = by_pair(counted.dealings("IND", source="wire", since="2020-01-01"))
    assert {pair: one.events for pair, one in some.items()} == {("IND", "PAK"): 3}


def test_the_articles_are_asked_where_there_are_any_else_the_busiest_source(counted, desk, tmp_path):
    assert counted.teller() == "articles"
    assert counted.teller("wire") == "Wire"
    empty = type(desk).create(tmp_path / "other")
    assert empty.teller() == "articles" and empty.dealings() == ()
    empty.import_events(tmp_path / "wire.csv", mapping=MAPPING, source="Wire")
    assert empty.teller() == "Wire"
    assert len(empty.dealings()) == 2


def test_who_speaks_for_a_state_is_found_by_whom_they_speak_for(desk, add):
    from detente.model import Speaker, Statement

    minister = Speaker(name="Anna Petrova", role="minister", of="RUS", type="person")
    other = Speaker(name="Ali Khan", role="minister", of="PAK", type="person")
    add(
        desk,
        ("We keep our word", Statement(words="We keep our word", form="direct"), minister),
        day="2020-01-01",
    )
    add(
        desk, ("We pay", Statement(words="We pay", form="direct"), other),
        ("We wait", Statement(words="We wait", form="direct"), minister), day="2021-01-01",
    )  # fmt: skip
    assert [record.claim.words for record in desk.said_for("Russia")] == ["We wait", "We keep our word"]


def test_what_is_not_known_is_told(told):
    with pytest.raises(UnknownName):
        told.dealings("Atlantis")
    with pytest.raises(UnknownName):
        told.dealings(source="nobody")
    with pytest.raises(UnknownName):
        told.dealings(context="weather")
    with pytest.raises(UnknownName):
        told.dealings(since="yesterday")
