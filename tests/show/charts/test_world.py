"""The map: arcs become rings, places lie where the projection puts them, no shape is torn by the map's edge."""

from __future__ import annotations

import re
from itertools import pairwise
from math import asin, atan2, cos, hypot, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import vocab
from detente.show.charts.world import (
    HEIGHT,
    MIDDLE,
    NORTH,
    SOUTH,
    WIDTH,
    decode,
    line_between,
    outline,
    place,
    ring_of,
    shapes,
)

LATS = st.floats(min_value=-57, max_value=83)
LONS = st.floats(min_value=-180, max_value=180)


def points(path: str) -> list[list[tuple[float, float]]]:
    """The runs of points in path data."""
    runs = [re.findall(r"(-?[\d.]+),(-?[\d.]+)", run) for run in path.split("M")[1:]]
    return [[(float(x), float(y)) for x, y in run] for run in runs]


def test_an_arc_begins_at_a_place_and_goes_on_in_steps():
    arcs = decode([[[10, 20], [5, -5], [0, 2]]], {"scale": [0.1, 0.5], "translate": [-1, 2]})
    assert arcs == [[pytest.approx((0, 12)), pytest.approx((0.5, 9.5)), pytest.approx((0.5, 10.5))]]


def test_a_ring_joins_arcs_end_to_end_and_takes_some_backwards():
    arcs = [[(0.0, 0.0), (1.0, 0.0)], [(0.0, 1.0), (1.0, 1.0), (1.0, 0.0)], [(0.0, 1.0), (0.0, 0.0)]]
    assert ring_of([0, ~1, 2], arcs) == [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]


def test_the_middle_of_the_map_and_its_edges_lie_where_they_should():
    assert place(0, MIDDLE)[0] == pytest.approx(WIDTH / 2)
    assert place(0, MIDDLE - 180)[0] == pytest.approx(0)
    assert place(NORTH, 0)[1] == pytest.approx(0)
    assert place(SOUTH, 0)[1] == pytest.approx(HEIGHT, abs=0.5)


@given(LATS, LONS)
def test_areas_are_true_to_each_other(lat, lon):
    """A small square of degrees shrinks towards the poles as the cosine of its latitude, and in no other way."""
    step = 0.01
    lon = (lon - MIDDLE) * 0.99 + MIDDLE  # no square across the edge
    corners = [place(lat + up, lon + right) for up, right in ((0, 0), (0, step), (step, step), (step, 0))]
    area = abs(sum(x * ny - nx * y for (x, y), (nx, ny) in pairwise([*corners, corners[0]]))) / 2
    (x, y), (right, _), (_, up) = place(0, MIDDLE), place(0, MIDDLE + step), place(step, MIDDLE)
    assert area / ((right - x) * (y - up)) == pytest.approx(cos(radians(lat + step / 2)), rel=2e-3)


def test_every_state_that_has_a_shape_is_known_and_no_shape_is_torn():
    lands = {land.code for land in vocab.country_codes()} | {state.code for state in vocab.states()}
    found = shapes()
    assert {shape.code for shape in found if shape.code} <= lands
    assert {shape.name for shape in found if shape.code is None} == {
        "Fr. S. Antarctic Lands",
        "N. Cyprus",
        "Somaliland",
    }
    for shape in found:
        for run in points(shape.path):
            for (x, _), (next_x, _) in pairwise(run):
                assert abs(next_x - x) < WIDTH / 4, shape.name


@pytest.mark.parametrize(
    ("place_of", "lat", "lon", "code"),
    [
        ("Gilgit", 35.9, 74.3, "PAK"), ("Srinagar", 34.1, 74.8, "IND"), ("Aksai Chin", 35.1, 79.5, "CHN"),
        ("Crimea", 45.3, 34.4, "UKR"), ("Donetsk", 48.0, 37.8, "UKR"), ("the Golan", 33.0, 35.85, "SYR"),
        ("Sukhumi", 43.0, 41.0, "GEO"), ("Laayoune", 27.1, -13.0, "ESH"), ("Pristina", 42.7, 21.1, "KOS"),
        ("Gaza", 31.45, 34.4, "PSE"), ("Taipei", 25.0, 121.5, "TWN"), ("Hargeisa", 9.56, 44.06, None),
        ("Iturup", 45.0, 147.9, "RUS"),
    ],
)  # fmt: skip
def test_what_the_policy_says_of_disputed_areas_is_how_they_are_drawn(place_of, lat, lon, code):
    assert [shape.code for shape in shapes() if inside(place(lat, lon), shape.path)] == [code], place_of


def test_capitals_lie_in_their_states():
    """Where the shape is large enough for its scale."""
    by_code = {shape.code: shape for shape in shapes() if shape.code and shape.area > 60}
    out = [
        code
        for code, point in vocab.capitals().items()
        if code in by_code and not inside(place(point.lat, point.lon), by_code[code].path)
    ]
    assert set(out) <= {"COG", "LBY", "URY"}  # ports, on coasts that are drawn in few strokes


def test_a_line_is_the_shortest_way_and_leaves_the_map_on_one_side_to_come_in_on_the_other():
    islamabad, moscow = (33.7, 73.1), (55.8, 37.6)
    (run,) = points(line_between(islamabad, moscow))
    assert run[0] == pytest.approx(place(*islamabad), abs=0.06)
    assert run[-1] == pytest.approx(place(*moscow), abs=0.06)
    first, second = points(line_between((35.7, 139.7), (38.9, -77.0)))  # Tokyo, Washington
    assert first[-1][0] + second[0][0] == pytest.approx(WIDTH, abs=0.11)
    assert first[-1][1] == second[0][1]


@given(LATS, LONS, LATS, LONS)
def test_a_line_passes_the_middle_of_its_way(lat, lon, other_lat, other_lon):
    a, b = on_sphere(lat, lon), on_sphere(other_lat, other_lon)
    middle = [x + y for x, y in zip(a, b, strict=True)]
    length = hypot(*middle)
    if length < 0.2:  # places opposite each other have no one shortest way
        return
    north = asin(middle[2] / length)
    east = atan2(middle[1], middle[0])
    runs = points(line_between((lat, lon), (other_lat, other_lon)))
    wanted = place(north / radians(1), east / radians(1))
    near = min(hypot(x - wanted[0], y - wanted[1]) for run in runs for x, y in run)
    across = min(hypot(WIDTH - x - wanted[0], y - wanted[1]) for run in runs for x, y in run)
    assert min(near, across) < 1


def test_a_line_to_the_same_place_is_a_point():
    assert points(line_between((10, 10), (10, 10))) == [[pytest.approx(place(10, 10), abs=0.06)]]


def test_the_edge_of_the_map_goes_round_once():
    (run,) = points(outline())
    assert min(x for x, _ in run) == pytest.approx(0, abs=0.2)
    assert max(x for x, _ in run) == pytest.approx(WIDTH, abs=0.2)


def on_sphere(lat: float, lon: float) -> tuple[float, float, float]:
    north, east = radians(lat), radians(lon)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def inside(point: tuple[float, float], path: str) -> bool:
    """Whether a point lies in a shape: rays to the right cross its rings an odd number of times."""
    x, y = point
    crossings = 0
    for run in points(path):
        for (ax, ay), (bx, by) in pairwise([*run, run[0]]):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossings += 1
    return crossings % 2 == 1
