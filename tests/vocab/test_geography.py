"""Where capitals and cities lie: one capital a state or land, each name one place, no position off the Earth."""

import pytest

from detente import vocab
from detente.vocab import capitals, places, points
from detente.vocab.geography import read_points

COLUMNS = ("code", "name", "names", "kind", "lat", "lon", "source")
UNSETTLED = {"ATA", "BVT", "HMD", "TKL", "UMI"}
"""Lands without a settlement where a government would sit."""


def table(path, *rows):
    file = path / "points.tsv"
    file.write_text("".join("\t".join(row) + "\n" for row in (COLUMNS, *rows)), encoding="utf-8")
    return file


def row(**told):
    usual = {"code": "AAA", "name": "Strelsau", "names": "Strelsau", "kind": "capital", "lat": "50.08"}
    return tuple((usual | {"lon": "14.42", "source": "novel"} | told)[name] for name in COLUMNS)


def test_every_state_and_every_settled_land_has_one_capital():
    assert {code.code for code in vocab.country_codes()} - capitals().keys() == UNSETTLED


def test_every_seat_of_government_that_texts_name_is_a_place_of_its_state():
    missing = {
        (state.code, name)
        for state in vocab.states()
        for name in state.capital
        if (point := places().get(name.casefold())) is None or point.code != state.code
    }
    assert missing == {("IDN", "Nusantara")}


def test_the_first_seat_of_a_state_is_the_capital_where_lines_begin():
    firsts = {state.code: state.capital[0] for state in vocab.states() if state.capital}
    assert {code: capitals()[code].names[0] for code in firsts} == firsts


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        ("PAK", 33.7, 73.1),
        ("USA", 38.9, -77.0),
        ("AUS", -35.3, 149.1),
        ("FJI", -18.1, 178.4),
        ("TON", -21.1, -175.2),
    ],
)
def test_capitals_lie_where_an_atlas_has_them(code, lat, lon):
    assert abs(capitals()[code].lat - lat) < 0.15 and abs(capitals()[code].lon - lon) < 0.15


def test_a_word_that_more_often_means_another_place_means_none():
    assert capitals()["SYC"].name == "Victoria" and "victoria" not in places()


def test_points_of_a_state_stand_together_with_the_capital_first():
    codes = [point.code for point in points()]
    assert codes == sorted(codes)
    assert all(
        point.capital == (code != before)
        for before, code, point in zip(["", *codes], codes, points(), strict=False)
    )


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([row(code="BBB")], "BBB is the code of no state and no land"),
        ([row(), row(name="Zenda", names="Zenda")], "AAA has two capitals"),
        ([row(kind="city")], "AAA has no capital before this"),
        ([row(kind="village")], "kind 'village' is none of capital, city"),
        ([row(lat="90.01")], "lat '90.01' is not degrees"),
        ([row(lon="181.00")], "lon '181.00' is not degrees"),
        ([row(lat="50.1")], "lat '50.1' is not degrees with two decimals"),
        ([row(lat="NaN")], "lat 'NaN' is not degrees"),
        ([row(), row(name="Other", kind="city")], "'strelsau' stands for both"),
        ([row(source="")], "'AAA' has no source"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(rows, fault, tmp_path):
    with pytest.raises(ValueError, match=fault) as error:
        read_points(table(tmp_path, *rows), frozenset({"AAA"}))
    assert f"points.tsv:{len(rows) + 1}: " in str(error.value)
