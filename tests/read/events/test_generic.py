"""Tables of the user's own: each column by the mapping, and a mapping that is wrong is told."""

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from detente.errors import UnknownName, UnreadableInput
from detente.read.events import read_events, read_mapping

DAILY = {"a": "from", "b": "to", "day": "when"}


def test_an_event_with_a_cameo_code_has_its_type_and_weight(read) -> None:
    text = 'when,from,to,what\n2001-12-13,INDMIL,PAK,"190"\n12/14/2001,PAKGOV,IND,042\n'
    found = read(text, mapping=DAILY | {"code": "what", "codes": "cameo"})
    assert [(row["a"], row["b"], row["type"], row["score10"], row["n"]) for row in found.rows] == [
        ("IND", "PAK", "ASSAULT", -100, 1),
        ("PAK", "IND", "CONSULT", 19, 1),
    ]
    assert found.files[0].scale == "Goldstein"


def test_a_type_with_a_mode_has_plovers_score_times_the_count(read) -> None:
    text = "when\tfrom\tto\twhat\tn\n20190226\tIND\tPAK\tASSAULT/aerial\t2\n"
    found = read(text, name="own.tsv", mapping=DAILY | {"type": "what", "count": "n"})
    only = found.rows[0]
    assert (only["type"], only["code"], only["n"], only["score10"]) == ("ASSAULT", "ASSAULT/aerial", 2, -190)
    assert found.files[0].scale == "PLOVER"


def test_a_sum_of_scores_without_a_count_stands_for_an_unknown_number_of_events(read) -> None:
    mapping = DAILY | {"score": "s", "directed": False, "source": "Own", "scale": "Goldstein"}
    found = read("when,from,to,s\n2018-01-01,IND,PAK,-3.46\n", mapping=mapping)
    only, file = found.rows[0], found.files[0]
    assert (only["score10"], only["n"], only["type"], only["quad"]) == (-35, None, "", None)
    assert (file.source, file.directed, file.scale, file.format) == ("Own", False, "Goldstein", "generic")


def test_a_year_runs_from_its_first_day_to_its_last_and_a_column_is_a_quad_class(read) -> None:
    mapping = {"a": "i", "b": "j", "year": "y", "codes": "name", "quads": {"talk": 1, "fight": 4}}
    text = "i,j,y,talk,fight\nRussian Federation,India,2004,7,2\nIndia,Russian Federation,2004,0,0\n"
    found = read(text, mapping=mapping)
    assert [(row["quad"], row["n"], row["code"], row["score10"]) for row in found.rows] == [
        (1, 7, "talk", None),
        (4, 2, "fight", None),
    ]
    assert (found.rows[0]["day"], found.rows[0]["last_day"]) == (date(2004, 1, 1), date(2004, 12, 31))
    assert (found.seen, found.exploded, found.no_event) == (2, 1, 1)


def test_one_wrong_count_keeps_the_whole_row_aside(read) -> None:
    mapping = {"a": "i", "b": "j", "year": "y", "quads": {"talk": 1, "fight": 4}}
    found = read("i,j,y,talk,fight\nRUS,IND,2004,7,some\n", mapping=mapping)
    assert [(bad.line, bad.why) for bad in found.bad] == [(2, "no valid fight: 'some'")]
    assert (found.rows, found.seen) == ([], 1)


@pytest.mark.parametrize(
    ("columns", "cells", "first", "last"),
    [
        ({"month": "t"}, "2004-02", date(2004, 2, 1), date(2004, 2, 29)),
        ({"month": "t"}, "200402", date(2004, 2, 1), date(2004, 2, 29)),
        ({"year": "u", "month": "t"}, "12", date(2003, 12, 1), date(2003, 12, 31)),
        ({"day": "t", "last_day": "u"}, "2003-01-31", date(2003, 1, 31), date(2003, 2, 6)),
    ],
)
def test_a_row_covers_the_time_that_it_says(read, columns, cells, first, last) -> None:
    other = "2003-02-06" if "last_day" in columns else "2003"
    found = read(f"i,j,t,u\nRUS,IND,{cells},{other}\n", mapping={"a": "i", "b": "j"} | columns)
    assert [(row["day"], row["last_day"]) for row in found.rows] == [(first, last)]


def test_a_last_day_before_the_first_is_no_time(read) -> None:
    mapping = DAILY | {"last_day": "until"}
    found = read("when,until,from,to\n2003-02-06,2003-01-31,RUS,IND\n", mapping=mapping)
    assert [bad.why for bad in found.bad] == ["no valid time: '2003-02-06 2003-01-31'"]


def test_namibia_is_not_a_missing_value_in_codes_of_two_letters(read) -> None:
    found = read("when,from,to\n2003-02-06,NA,ZA\n", mapping=DAILY | {"codes": "iso2"})
    assert [(row["a"], row["b"]) for row in found.rows] == [("NAM", "ZAF")]


def test_numbers_of_states_may_have_lost_or_gained_zeros(read) -> None:
    found = read("when,from,to\n2003-02-06,002,750.0\n", mapping=DAILY | {"codes": "cow"})
    assert [(row["a"], row["b"]) for row in found.rows] == [("USA", "IND")]


def test_stories_and_contexts_are_taken_from_their_columns(read) -> None:
    text = "when;from;to;s;c\n2003-02-06;RUS;IND;k7;Military, human rights\n"
    only = read(text, mapping=DAILY | {"story": "s", "context": "c"}).rows[0]
    assert (only["story"], only["contexts"]) == ("k7", "|human_rights|military|")


def test_an_open_quotation_mark_costs_one_row(read) -> None:
    found = read('from,to,when\nRUS,IND,2003-02-06\n"RUS,IND,"x\nRUS,"IND",2003-02-07\n', mapping=DAILY)
    assert [row["line"] for row in found.rows] == [2, 4]
    assert [bad.line for bad in found.bad] == [3]


@settings(max_examples=40, deadline=None)
@given(
    stories=st.lists(st.text(st.sampled_from('ab", \t;'), min_size=1, max_size=6), min_size=1, max_size=9),
    broken=st.booleans(),
)
def test_quoted_fields_are_what_was_written_also_beside_a_broken_row(
    stories: list[str], broken: bool
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(
        [["from", "s", "to", "when"], *(["RUS", s, "IND", "2003-02-06"] for s in stories)]
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.csv"
        path.write_text(text.getvalue() + ('"x,y\n' if broken else ""), encoding="utf-8", newline="")
        (file,) = read_events(path, mapping=DAILY | {"story": "s"})
        (batch,) = file.batches
    bare = [story.strip().strip('"').strip() or None for story in stories]
    assert batch.rows["story"].to_pylist() == bare
    assert len(batch.bad) == broken


def test_quotes_that_would_join_two_lines_do_not(read) -> None:
    text = 'from,s,to,when\nRUS,a"b,IND,"2003-02-06\nz" "\nRUS,"c",IND,2003-02-07\n'
    found = read(text, mapping=DAILY | {"story": "s"})
    assert [(row["line"], row["story"]) for row in found.rows] == [(2, 'a"b'), (4, "c")]
    assert [bad.line for bad in found.bad] == [3]


def test_organisations_of_states_are_parties_in_cameo_codes_and_by_name(read) -> None:
    cameo = read(
        "when,from,to\n2003-02-06,IGOUNO,IRQ\n2003-02-06,UNOMIL,IRQ\n", mapping=DAILY | {"codes": "cameo"}
    )
    named = read("when,from,to\n2003-02-06,United Nations,Iraq\n", mapping=DAILY | {"codes": "name"})
    assert [(row["a"], row["b"]) for row in (*cameo.rows, *named.rows)] == [("UN", "IRQ")] * 3


def test_a_column_of_lists_is_told(tmp_path, read_file) -> None:
    path = tmp_path / "own.parquet"
    parquet.write_table(pa.table({"from": [["RUS"]], "to": ["IND"], "when": ["2003-02-06"]}), path)
    with pytest.raises(UnreadableInput, match="no text or number"):
        read_file(path, mapping=DAILY)


def test_a_parquet_file_is_read_by_the_same_mapping(tmp_path, read_file) -> None:
    table = pa.table(
        {
            "from": ["RUS", None, "RUS", "RUS"],
            "to": ["IND", "IND", "RUS", "IND"],
            "when": [date(2020, 1, 1), date(2020, 1, 2), date(2020, 1, 3), None],
            "s": pa.array([1.25, 2.0, 3.0, 4.0]),
        }
    )
    path = tmp_path / "own.parquet"
    parquet.write_table(table, path)
    found = read_file(path, mapping=DAILY | {"score": "s"})
    assert [(row["line"], row["a"], row["b"], row["score10"]) for row in found.rows] == [
        (1, "RUS", "IND", 12)
    ]
    assert (found.seen, found.one_sided, found.same_party) == (4, 1, 1)
    assert [(bad.line, bad.text) for bad in found.bad] == [(4, "RUS\tIND\t\t4")]


def test_a_broken_parquet_file_is_told(tmp_path, read_file) -> None:
    path = tmp_path / "own.parquet"
    path.write_bytes(b"PAR1" + b"x" * 100)
    with pytest.raises(UnreadableInput, match="not a whole Parquet file"):
        read_file(path, mapping=DAILY)


def test_a_mapping_may_stand_in_a_file(tmp_path, read) -> None:
    toml = tmp_path / "own.toml"
    toml.write_text('a = "from"\nb = "to"\nday = "when"\n', encoding="utf-8")
    assert read_mapping(toml) == DAILY
    assert len(read("from,to,when\nRUS,IND,2003-02-06\n", mapping=toml).rows) == 1
    toml.write_text("a = \n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="not TOML"):
        read_mapping(toml)


def test_a_column_that_is_not_there_is_told_with_those_that_are(read) -> None:
    with pytest.raises(UnknownName) as error:
        read("when,from,whom\n", mapping=DAILY)
    assert error.value.what == "no column 'to' for 'b'"
    assert error.value.where.endswith("events.txt")
    assert error.value.mend == "there are: when, from, whom"


@pytest.mark.parametrize(
    ("mapping", "kind", "words"),
    [
        (DAILY | {"colour": "c"}, UnknownName, "no key 'colour'"),
        (DAILY | {"codes": "esperanto"}, UnknownName, "esperanto"),
        (DAILY | {"scale": "Richter"}, UnknownName, "no scale 'Richter'"),
        (DAILY | {"type": "t", "code": "c"}, UnreadableInput, "one of them is enough"),
        (DAILY | {"quads": {"c": 5}}, UnreadableInput, "quads is"),
        (DAILY | {"quads": {"c": 1}, "score": "s"}, UnreadableInput, "counts already"),
        (DAILY | {"directed": "no"}, UnreadableInput, "directed is 'no'"),
        (DAILY | {"score": 3}, UnreadableInput, "no word"),
        ({"a": "from", "b": "to"}, UnreadableInput, "no column for the time"),
        ({"a": "from", "day": "when"}, UnreadableInput, "no columns for the parties"),
    ],
)
def test_a_wrong_mapping_is_told_before_a_row_is_read(read, mapping, kind, words) -> None:
    with pytest.raises(kind, match=words):
        read("from,to,when,t,c,s\n", mapping=mapping)


def test_a_table_of_ones_own_needs_a_mapping(read) -> None:
    with pytest.raises(UnreadableInput, match="a table without a mapping"):
        read("a,b\n", format="generic")


def test_a_known_format_has_no_columns_to_map(read, gdelt) -> None:
    with pytest.raises(UnknownName, match="gdelt2 has no columns to map"):
        read(gdelt(), format="gdelt2", mapping=DAILY)


def test_the_yearly_counts_of_icews_are_read_whole(sample) -> None:
    mapping = {"a": "i_iso3c", "b": "j_iso3c", "year": "year"}
    quads = {"verbCoop": 1, "matlCoop": 2, "verbConf": 3, "matlConf": 4}
    path = sample("icews_dyad_year/icews_dyad_year_2002_2014.csv.gz")
    (file,) = read_events(path, mapping=mapping | {"quads": quads})
    batches = list(file.batches)
    assert sum(batch.seen for batch in batches) == 298_376
    assert not any(batch.bad for batch in batches)
    assert sum(pc.sum(batch.rows["n"]).as_py() for batch in batches) > 6_000_000
