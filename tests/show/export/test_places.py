"""Where it happened: a point told, lines between capitals, and how each is known."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import Event, When
from detente.show.export.places import BASES, line_between, point_of
from detente.vocab import Point, capitals


def features(write, project, **asked):
    path, _ = write(project, "geojson", **asked)
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["type"] == "FeatureCollection"
    return {one["properties"]["type"]: one for one in content["features"]}


def test_every_fact_is_a_feature_dated_or_not(told, write):
    path, written = write(told, "geojson")
    found = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert len({one["id"] for one in found}) == len(found) == written.counts["feature"] == 9
    assert written.left_out == {"planned, supposed or denied": 1}
    assert all(one["type"] == "Feature" and one["properties"]["position_basis"] in BASES for one in found)


def test_a_place_that_is_told_is_a_point(told, write):
    visit = features(write, told)["CONSULT"]
    assert visit["geometry"] == {"type": "Point", "coordinates": [37.62, 55.75]}
    assert (visit["properties"]["place"], visit["properties"]["position_basis"]) == ("Moscow", "place")


def test_without_a_place_a_line_joins_the_capitals(told, write):
    threat = features(write, told)["THREATEN"]
    assert threat["geometry"] == {"type": "LineString", "coordinates": [[77.21, 28.62], [73.04, 33.72]]}
    assert threat["properties"]["position_basis"] == "capitals"


def test_a_single_party_has_the_point_of_its_capital(told, write):
    alone = features(write, told)["MOBILIZE"]
    assert alone["geometry"] == {"type": "Point", "coordinates": [77.21, 28.62]}
    assert alone["properties"]["position_basis"] == "capital"


def test_where_nothing_is_known_there_is_no_geometry(desk, add, write):
    add(
        desk,
        (
            "The rebels struck the faction.",
            Event(actors=("rebels",), recipients=("faction",), type="ASSAULT"),
        ),
    )
    path, written = write(desk, "geojson")
    (one,) = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert one["geometry"] is None and one["properties"]["position_basis"] == "none"
    assert written.counts == {"feature": 1, "position": 0}


def test_several_pairs_are_several_lines(desk, add, write):
    add(desk, ("The three met.", Event(actors=("CHN", "PAK", "RUS"), type="CONSULT")))
    geometry = features(write, desk)["CONSULT"]["geometry"]
    assert geometry["type"] == "MultiLineString" and len(geometry["coordinates"]) == 3


def test_a_feature_leads_to_the_sentences_that_tell_it(told, write):
    signed = features(write, told)["AGREE"]["properties"]
    assert signed["stories"] == 2 and len(signed["told"]) == 2
    for place in signed["told"]:
        text = told.document(place["article"]).text
        assert text[place["start"] : place["end"]] == place["text"]
        assert told.record(place["record"])[0].evidence.text == place["text"]


def test_the_file_says_that_it_draws_no_borders(told, write):
    content = json.loads(write(told, "geojson")[0].read_text(encoding="utf-8"))
    assert "No borders" in content["note"] and "GeoNames" in content["note"]
    assert content["position_bases"] == BASES


@pytest.mark.parametrize(
    ("since", "until", "types"),
    [
        ("2019-04-14", "2019-04-15", {"REJECT", "COOPERATE"}),
        ("2019-05-04", None, {"AID"}),
        (None, "2019-03-01", {"THREATEN"}),
    ],
)
def test_days_asked_for_are_those_told_and_else_those_of_the_article(since, until, types, told, write):
    days = {"since": since and date.fromisoformat(since), "until": until and date.fromisoformat(until)}
    assert set(features(write, told, **days)) == types


@pytest.mark.parametrize(
    ("place", "at"),
    [
        ("Moscow", ("Moscow", "place")),
        ("the  Hague", ("The Hague", "place")),
        ("Saint Petersburg", ("Saint Petersburg", "place")),
        ("Pakistan", ("Islamabad", "state")),
        ("the United States", ("Washington", "state")),
        ("Victoria", None),
        ("a border post", None),
        ("", None),
        (None, None),
    ],
)
def test_a_place_is_found_by_its_usual_words_and_not_guessed(place, at):
    found = point_of(place)
    assert (found and (found[0].name, found[1])) == at


def at(lon: float, lat: float) -> Point:
    return Point(code="X", name="X", names=(), capital=True, lat=lat, lon=lon)


def test_a_line_over_the_antimeridian_is_cut_there():
    tokyo, washington = capitals()["JPN"], capitals()["USA"]
    west, east = line_between(tokyo, washington)
    assert (west[0], east[1]) == ((tokyo.lon, tokyo.lat), (washington.lon, washington.lat))
    assert (west[1][0], east[0][0]) == (180.0, -180.0) and west[1][1] == east[0][1]
    assert line_between(washington, tokyo) == [list(reversed(east)), list(reversed(west))]


def test_a_line_that_is_shorter_the_other_way_is_whole():
    assert line_between(at(-60, 10), at(100, 20)) == [[(-60, 10), (100, 20)]]


degrees = st.tuples(
    st.floats(-180, 180).map(lambda x: round(x, 2)), st.floats(-85, 85).map(lambda x: round(x, 2))
)


@given(degrees, degrees)
def test_no_part_of_a_line_is_longer_than_half_way_round(a, b):
    parts = line_between(at(*a), at(*b))
    assert sum(abs(part[0][0] - part[1][0]) for part in parts) <= 180.001
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for part in parts for lon, lat in part)


def test_a_place_from_a_text_is_text(desk, add, write):
    day = When(since=date(2019, 1, 1), until=date(2019, 1, 1))
    hostile = Event(
        actors=("IND",), recipients=("PAK",), type="THREATEN", when=day, place="<script>\u202e\x00"
    )
    add(desk, ("India threatened Pakistan.", hostile))
    told = features(write, desk)["THREATEN"]["properties"]
    assert told["place"] == "<script>\ufffd\ufffd" and "\u202e" not in told["says"]
