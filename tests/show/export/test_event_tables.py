"""Facts in the shapes of GDELT and POLECAT: columns where their readers look, and pairs that come back."""

import csv
from datetime import date

import pytest

from detente.model import Dyad, Event
from detente.project import Project
from detente.read.events import is_event_file, read_events
from detente.show.export import gdelt
from detente.show.words.exported import written_in_words

FACTS = {
    ("IND", "PAK", date(2019, 2, 26), "THREATEN"),
    ("PAK", "RUS", date(2019, 4, 10), "CONSULT"),
    ("NATO", "RUS", date(2019, 4, 12), "ACCUSE"),
    ("CHN", "IND", date(2019, 4, 14), "REJECT"),
    ("PAK", "RUS", date(2019, 5, 3), "AGREE"),
    ("RUS", "PAK", date(2019, 5, 3), "AGREE"),
}
"""The pairs that have a day and a code on either side."""
EITHER = pytest.mark.parametrize("format", ["gdelt", "polecat"])


def rows_of(path, format):
    """The rows by column; GDELT knows no header and no quotes."""
    if format == "gdelt":
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        return [dict(zip(gdelt.COLUMNS, line, strict=True)) for line in lines]
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


@EITHER
def test_our_own_reader_gives_back_the_same_pairs(format, told, write):
    path, written = write(told, format)
    (file,) = read_events(path)
    found = [row for batch in file.batches for row in batch.rows.to_pylist()]
    assert {(row["a"], row["b"], row["day"], row["type"]) for row in found} == FACTS
    assert len(found) == written.counts["row"] == len(FACTS)


@EITHER
def test_an_import_knows_the_format_and_leaves_no_row_out(format, told, write, tmp_path):
    path, _ = write(told, format)
    assert is_event_file(path) == {"gdelt": "gdelt2"}.get(format, format)
    (kept,) = Project.create(tmp_path / "other").import_events([path])
    assert (kept.seen, kept.pairs, kept.bad, kept.no_state, kept.unread) == (6, 6, 0, 0, "")


def test_the_scores_of_polecat_s_shape_are_those_of_the_record(told, write):
    path, _ = write(told, "polecat")
    (file,) = read_events(path)
    scores = {row["type"]: row["score10"] for batch in file.batches for row in batch.rows.to_pylist()}
    assert scores == {"THREATEN": -35, "CONSULT": 40, "ACCUSE": -20, "REJECT": -20, "AGREE": 25}
    intensity = {row["Event Type"]: float(row["Intensity"]) for row in rows_of(path, "polecat")}
    assert intensity == {kind: score / 10 for kind, score in scores.items()}


@EITHER
def test_what_is_left_out_is_counted_by_why(format, told, write):
    _, written = write(told, format)
    no_code = {"gdelt": "a party has no code in CAMEO"}.get(
        format, "a party is no state, land or organisation of states"
    )
    assert written.counts == {"happening": 5, "row": 6}
    assert written.left_out == {
        "planned, supposed or denied": 1,
        "no two parties of whom one acts on the other": 1,
        "the days told are more than one, or vague": 1,
        "no day is told": 1,
        no_code: 1,
        f"a pair of a happening that is written: {no_code}": 1,
    }


def test_what_was_left_out_is_told_in_lines(told, write):
    path, written = write(told, "gdelt")
    lines = written_in_words(written, path).splitlines()
    assert lines[0] == f"5 happenings, 6 rows written: {path}"
    assert lines[1] == "left out:" and "  1  no day is told" in lines
    assert "--day-of-article" in lines[-1]


@EITHER
def test_an_event_of_no_day_has_that_of_its_article_where_that_is_asked_for(format, told, write):
    path, written = write(told, format, day_of_article=True)
    (file,) = read_events(path)
    found = [row for batch in file.batches for row in batch.rows.to_pylist()]
    added = {(row["a"], row["b"], row["day"], row["type"]) for row in found} - FACTS
    assert added == {("USA", "PAK", date(2019, 5, 6), "AID")}
    assert "no day is told" not in written.left_out
    assert written.left_out["the days told are more than one, or vague"] == 1


def test_what_is_long_past_never_has_the_day_of_its_article(desk, add, write):
    past = Event(actors=("USA",), recipients=("PAK",), type="AID", aux=("historical",))
    add(desk, ("Once Washington gave Pakistan aid.", past))
    _, written = write(desk, "gdelt", day_of_article=True)
    assert written.counts["row"] == 0 and written.left_out == {"no day is told": 1}


@EITHER
def test_only_the_pairs_of_a_dyad_are_written_where_one_is_asked_for(format, desk, add, write):
    among = Event(actors=("CHN", "PAK", "RUS"), type="AGREE", when=when("2019-05-03"))
    add(desk, ("Russia, China and Pakistan signed.", among))
    path, written = write(desk, format, dyad=Dyad(a="RUS", b="PAK"))
    (file,) = read_events(path)
    found = [row for batch in file.batches for row in batch.rows.to_pylist()]
    assert {(row["a"], row["b"]) for row in found} == {("RUS", "PAK"), ("PAK", "RUS")}
    assert written.counts == {"happening": 1, "row": 2}


def when(day):
    from detente.model import When

    return When(since=date.fromisoformat(day), until=date.fromisoformat(day))


def test_gdelt_has_61_columns_in_their_order():
    columns = list(gdelt.COLUMNS)
    assert len(columns) == 61
    places = ("EventCode", "QuadClass", "GoldsteinScale", "AvgTone", "Actor1Geo_Type", "Actor2Geo_Type",
              "ActionGeo_Type", "DATEADDED", "SOURCEURL")  # fmt: skip
    assert [columns.index(name) for name in places] == [26, 29, 30, 34, 35, 43, 51, 59, 60]


def test_a_row_of_gdelt_says_what_its_codebook_asks_for(told, write):
    path, _ = write(told, "gdelt")
    rows = {(row["Actor1Code"], row["Actor2Code"], row["SQLDATE"]): row for row in rows_of(path, "gdelt")}
    signed = rows["PAK", "RUS", "20190503"]
    due = {"MonthYear": "201905", "Year": "2019", "FractionDate": "2019.3370", "Actor1Name": "PAKISTAN",
           "Actor1CountryCode": "PAK", "EventRootCode": "03", "QuadClass": "1", "NumMentions": "2",
           "NumSources": "2", "NumArticles": "2", "AvgTone": "", "ActionGeo_Type": "0",
           "DATEADDED": "20190504000000"}  # fmt: skip
    assert {name: signed[name] for name in due} == due
    assert signed["EventCode"].startswith(signed["EventBaseCode"]) and len(signed["EventBaseCode"]) == 3
    nato = rows["IGONAT", "RUS", "20190412"]
    assert (nato["Actor1KnownGroupCode"], nato["Actor1Type1Code"], nato["Actor1CountryCode"]) == (
        "NAT",
        "IGO",
        "",
    )
    visit = rows["PAK", "RUS", "20190410"]
    place = ("Type", "FullName", "CountryCode", "Lat", "Long")
    assert [visit[f"ActionGeo_{name}"] for name in place] == ["4", "Moscow, Russia", "RS", "55.75", "37.62"]


def test_the_source_of_a_row_is_the_sentence_at_its_characters_in_its_article(told, write):
    path, _ = write(told, "gdelt")
    threat = next(row for row in rows_of(path, "gdelt") if row["Actor1Code"] == "IND")
    article, _, place = threat["SOURCEURL"].removeprefix("urn:sha256:").partition("#char=")
    start, end = map(int, place.split(","))
    assert told.document(article).text[start:end] == "India threatened Pakistan."


@EITHER
def test_the_number_of_an_event_stays_when_more_is_read(format, growing, add, write):
    column = {"gdelt": "GLOBALEVENTID"}.get(format, "Event ID")
    before = [row[column] for row in rows_of(write(growing, format)[0], format)]
    later = Event(actors=("USA",), recipients=("IND",), type="AID", when=when("2019-05-01"))
    add(growing, ("Washington gave India aid.", later), day="2019-05-07", outlet="Steppe Wire")
    after = [row[column] for row in rows_of(write(growing, format)[0], format)]
    assert len(set(before)) == len(before) and set(before) < set(after) and len(after) == len(before) + 1


def test_numbers_of_gdelt_s_events_are_whole_in_a_64_bit_float(told, write):
    numbers = [int(row["GLOBALEVENTID"]) for row in rows_of(write(told, "gdelt")[0], "gdelt")]
    assert all(0 < number < 2**53 for number in numbers)


def test_a_row_of_polecat_says_what_its_readers_look_for(told, write):
    rows = {row["Event Type"]: row for row in rows_of(write(told, "polecat")[0], "polecat")}
    due = {"Event Date": "2019-04-10", "Event Mode": "visit", "Quad Code": "VERBAL COOPERATION",
           "Contexts": "None", "Actor Name": "Pakistan", "Actor Country": "PAK", "Actor COW": "770",
           "Recipient Name": "Russia", "Placename": "Moscow", "Country": "RUS", "Latitude": "55.75",
           "Feature Type": "PPLC", "Source": 'The "Amu" Observer', "Publication Date": "2019-05-05"}  # fmt: skip
    assert {name: rows["CONSULT"][name] for name in due} == due
    nato = rows["ACCUSE"]
    assert (nato["Actor Country"], nato["Primary Actor Sector"]) == ("None", "IGO")
    assert rows["AGREE"]["Contexts"] == "economic"


def test_the_id_of_a_row_of_polecat_leads_to_the_happening(told, write):
    rows = rows_of(write(told, "polecat")[0], "polecat")
    ids = {row["Event ID"].split(".")[0] for row in rows}
    assert {told.group(id).id for id in ids} == ids


@EITHER
def test_what_an_article_says_breaks_no_row(format, desk, add, write):
    hostile = Event(
        actors=("IND",), recipients=("PAK",), type="THREATEN", when=when("2019-02-26"),
        place='Mos"cow\t\n\u202e\x00<b>\u2028end',
    )  # fmt: skip
    add(desk, ("India threatened Pakistan.", hostile), outlet="Tab\there\r\nand 'there")
    (row,) = rows_of(write(desk, format)[0], format)
    assert all(character.isprintable() for cell in row.values() for character in cell)
    assert {row.get("Raw Placename", ""), row.get("ActionGeo_FullName", "")} <= {
        "",
        'Mos"cow \ufffd\ufffd<b>\ufffdend',
    }
