"""GDELT: each line by its number of fields, the state by its country code, the weight as the row has it."""

from datetime import date

import pyarrow as pa
import pytest

from detente.read.events import EVENT_SCHEMA


def test_a_row_becomes_a_directed_pair_with_all_that_the_source_says(read, gdelt) -> None:
    found = read(gdelt(a="INDMIL", story="http://news.example/1") + "\n")
    assert found.rows == [
        {
            "a": "IND",
            "b": "PAK",
            "day": date(2019, 2, 26),
            "last_day": date(2019, 2, 26),
            "type": "THREATEN",
            "quad": 3,
            "score10": -44,
            "n": 1,
            "contexts": "",
            "story": "http://news.example/1",
            "code": "130",
            "a_role": "INDMIL",
            "b_role": "PAK",
            "line": 1,
        }
    ]
    file = found.files[0]
    assert (file.format, file.source, file.directed, file.scale) == ("gdelt2", "GDELT 2", True, "Goldstein")
    assert found.batches[0].rows.schema == EVENT_SCHEMA()
    assert isinstance(found.batches[0].rows, pa.RecordBatch)


def test_rows_of_57_58_and_61_fields_stand_in_one_file_in_their_order(read, gdelt) -> None:
    lines = [gdelt(58, story="http://b"), gdelt(57), gdelt(61, story="http://c"), gdelt(58)]
    found = read("\n".join(lines))
    assert [(row["line"], row["story"]) for row in found.rows] == [
        (1, "http://b"),
        (2, None),
        (3, "http://c"),
        (4, None),
    ]
    assert found.files[0].format == "gdelt1"


def test_a_header_is_no_row_and_lines_count_from_it(read, gdelt) -> None:
    header = "GLOBALEVENTID\tSQLDATE" + "\tx" * 59
    found = read(f"\ufeff{header}\r\n{gdelt()}\r\n")
    assert (found.seen, [row["line"] for row in found.rows], found.bad) == (1, [2], [])


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"day": "20190230"}, "no valid date: '20190230'"),
        ({"day": ""}, "no valid date: ''"),
        ({"code": "13y"}, "unknown event code: '13y'"),
        ({"score": ""}, "no valid GoldsteinScale: ''"),
        ({"score": "-44"}, "no valid GoldsteinScale: '-44'"),
        ({"score": "nan"}, "no valid GoldsteinScale: 'nan'"),
    ],
)
def test_a_row_without_a_day_a_code_or_a_weight_is_kept_aside_with_its_text(read, gdelt, told, why) -> None:
    wrong = gdelt(**told)
    found = read(f"{gdelt()}\n\n{wrong}\n{gdelt()}\n")
    assert [(bad.line, bad.why, bad.text) for bad in found.bad] == [(3, why, wrong)]
    assert [row["line"] for row in found.rows] == [1, 4]


def test_a_row_with_another_number_of_fields_is_kept_aside_and_costs_only_itself(read, gdelt) -> None:
    found = read("\n".join([gdelt(), gdelt()[:60], gdelt() + "\tmore", gdelt()]))
    assert [(bad.line, bad.why) for bad in found.bad] == [
        (2, "28 fields where there should be 57 or 58 or 61"),
        (3, "62 fields where there should be 57 or 58 or 61"),
    ]
    assert len(found.rows) == 2


def test_the_text_of_a_bad_row_is_cut_at_two_thousand_characters(read, gdelt) -> None:
    found = read(f"{gdelt()}\n{'ü' * 5000}\n")
    assert found.bad[0].text == "ü" * 2000


def test_a_row_with_one_side_or_one_party_or_no_state_is_counted_and_not_kept(read, gdelt) -> None:
    lines = [
        gdelt(b="", b_state=""),
        gdelt(b="INDGOV", b_state="IND"),
        gdelt(b="GOV", b_state=""),
        gdelt(a="EUR", a_state="EUR"),
        gdelt(),
    ]
    found = read("\n".join(lines))
    assert (found.seen, found.one_sided, found.same_party, found.no_state) == (5, 1, 1, 2)
    assert len(found.rows) == 1


def test_an_organisation_of_states_is_a_party_by_its_code_of_a_known_group(read, gdelt) -> None:
    found = read(gdelt(a="IGONAT", a_state="", a_group="NAT"))
    assert found.rows[0]["a"] == "NATO"


def test_a_quotation_mark_or_a_carriage_return_is_a_letter(read, gdelt) -> None:
    found = read(
        f"{gdelt(story='http://a/' + chr(34))}\n{gdelt(story='http://b/' + chr(13) + 'c')}\n{gdelt()}\n"
    )
    assert [row["story"] for row in found.rows] == ['http://a/"', "http://b/ c", None]


def test_bytes_that_are_no_utf_8_are_replaced_in_their_own_line(read, gdelt) -> None:
    lines = gdelt(story="http://é").encode() + b"\n" + gdelt(story="http://x").encode() + b"\xe9\n"
    assert [row["story"] for row in read(lines).rows] == ["http://é", "http://x\ufffd"]


def test_a_weight_that_was_stored_as_a_short_float_is_the_tenth_it_was(read, gdelt) -> None:
    assert read(gdelt(score="2.79999995231628", code="043")).rows[0]["score10"] == 28


def test_the_weight_is_the_rows_and_not_the_tables(read, gdelt) -> None:
    assert read(gdelt(score="-7.0", code="164")).rows[0]["score10"] == -70


REDUCED = (
    "Date\tSource\tTarget\tCAMEOCode\tNumEvents\tNumArts\tQuadClass\tGoldstein\tSourceGeoType\tSourceGeoLat"
    "\tSourceGeoLong\tTargetGeoType\tTargetGeoLat\tTargetGeoLong\tActionGeoType\tActionGeoLat\tActionGeoLong"
)


def test_a_row_of_the_reduced_file_stands_for_several_events(read) -> None:
    row = "19990501\tINDMIL\tPAKMIL\t190\t3\t9\t4\t-10.0" + "\t" * 9
    found = read(f"{REDUCED}\n{row}\n")
    assert found.files[0].format == "gdelt1-reduced"
    only = found.rows[0]
    assert (only["a"], only["b"], only["n"], only["score10"], only["a_role"]) == (
        "IND",
        "PAK",
        3,
        -300,
        "INDMIL",
    )


def test_all_real_rows_of_gdelt_1_are_read_or_counted(read_file, sample) -> None:
    found = read_file(sample("gdelt_samples/gdelt1_reed_events.csv"))
    assert (found.seen, found.bad) == (710, [])
    kept, counted = len(found.rows), found.one_sided + found.no_state + found.same_party
    assert kept + counted == 710
    assert kept > 100


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("gdeltPyR_events1samp.tsv", "gdelt1"),
        ("gdeltPyR_events2samp.tsv", "gdelt2"),
        ("gdeltPyR_events2Transsamp.tsv", "gdelt2"),
    ],
)
def test_real_rows_under_a_header_are_read(read_file, sample, name, format) -> None:
    found = read_file(sample(f"gdelt_samples/{name}"))
    assert (found.files[0].format, found.seen, found.bad) == (format, 50, [])
    assert found.rows


def test_the_quad_class_of_real_rows_is_the_files_but_for_two_roots(read_file, sample) -> None:
    path = sample("gdelt_samples/gdelt1_reed_events.csv")
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    differ = set()
    for row in read_file(path).rows:
        fields = lines[row["line"] - 1].split("\t")
        assert (row["code"], row["score10"]) == (fields[26], round(float(fields[30]) * 10))
        if row["quad"] != int(fields[29]):
            differ.add((row["code"][:2], row["quad"], int(fields[29])))
    assert differ <= {("09", 3, 2), ("14", 4, 3)}, "GDELT counts inquiries and protests one class lower"
