"""The world's states as shapes on an equal-area map, and lines between places: SVG path data, drawn here, no script.

The shapes are of `world-110m-1.0.0.json` (see `world-LICENSE.txt`), a TopoJSON file: borders are arcs that neighbours
share, each a run of steps on a grid. The projection is Equal Earth, on which areas are true to each other.

Reference: Šavrič, Patterson & Jenny 2019, International Journal of Geographical Information Science 33:454-465.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from math import acos, asin, atan2, cos, degrees, hypot, pi, radians, sin, sqrt
from typing import Any

FILE = "world-110m-1.0.0.json"
POLICY = (
    "Shapes and lines are those of Natural Earth at 1:110 million, as modified by Visionscarto (world-atlas 1.0.0) "
    "towards the views of the United Nations. They are drawn so that one finds a state, and are no statement on any "
    "border, or on whose a territory is. Disputed areas stand as that file has them: Kashmir parted between India, "
    "Pakistan and China as it is held; Crimea and Donbas with Ukraine, the Golan with Syria, Abkhazia with Georgia, "
    "the southern Kurils with Russia; Western Sahara, Kosovo, Palestine and Taiwan with shapes of their own. "
    "Northern Cyprus and Somaliland have shapes there too; here they are never tinted, and nothing is counted for "
    "them. Antarctica and small islands are not drawn; a state that is too small to be seen is a dot at its capital."
)
"""What is printed under every map."""

WIDTH, HEIGHT = 960.0, 420.0
"""Of the map, in its own units."""
SMALL = 30.0
"""Square units below which a state is a dot at its capital as well."""
NORTH, SOUTH = 84.0, -58.0
"""Latitudes between which the map lies."""
MIDDLE = 11.6
"""Longitude of the middle: the edge, at 168.4° W, then runs between Siberia and Alaska and cuts no land."""
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_OTHER_CODES = {"XKX": "KOS"}
_NOT_COUNTED = ("CYN", "SOL", "ATF")
"""Shapes that stand for no party of the record: see `POLICY`."""
_NOT_DRAWN = ("ATA",)
_STEPS = 48
"""Pieces of a line between two places."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A territory on the map: `code` of the state or land (`None` for those of no party), SVG path data, its area.

    `area` is in square units of the map.
    """

    code: str | None
    name: str
    path: str
    area: float


@cache
def shapes() -> tuple[Shape, ...]:
    """All territories, in order of their codes; those of no party first."""
    text = files("detente.show").joinpath("charts", FILE).read_text("utf-8")
    return tuple(sorted(_shapes(json.loads(text)), key=lambda one: (one.code or "", one.name)))


def place(lat: float, lon: float) -> Point:
    """Where a place lies on the map, from the upper left; degrees, north and east positive."""
    x, y = _equal_earth(radians(_from_middle(lon)), radians(lat))
    top, edge = _equal_earth(0, radians(NORTH))[1], _equal_earth(pi, 0)[0]
    scale = WIDTH / (2 * edge)
    return (x + edge) * scale, (top - y) * scale


def line_between(start: tuple[float, float], end: tuple[float, float]) -> str:
    """The shortest way between two places (lat, lon) over the globe; in two pieces where it leaves the map's edge."""
    pieces: list[list[Point]] = [[]]
    way = list(_great_circle(start, end))
    for (lat, lon), (next_lat, next_lon) in pairwise(way):
        pieces[-1].append(place(lat, lon))
        if abs(_from_middle(next_lon) - _from_middle(lon)) > 180:
            east = _from_middle(lon) > 0
            pieces[-1].append(_edge((lat + next_lat) / 2, east=east))
            pieces.append([_edge((lat + next_lat) / 2, east=not east)])
    pieces[-1].append(place(*way[-1]))
    return "".join(_path(piece) for piece in pieces)


def outline() -> str:
    """The edge of the map: the meridian opposite its middle, on both sides, and the two outermost parallels."""
    lats = [SOUTH + (NORTH - SOUTH) * at / 40 for at in range(41)]
    ring = [_edge(lat, east=True) for lat in lats] + [_edge(lat, east=False) for lat in reversed(lats)]
    return f"{_path(ring)}Z"


def decode(
    arcs: Sequence[Sequence[Sequence[int]]], transform: Mapping[str, Sequence[float]]
) -> list[list[Point]]:
    """Arcs of a TopoJSON file as longitudes and latitudes: each begins at a place and goes on in steps.

    Reference: The TopoJSON Format Specification, section 2.1.3 and 2.1.4.
    """
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    found = []
    for arc in arcs:
        xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
        found.append([(x * kx + dx, y * ky + dy) for x, y in zip(xs, ys, strict=True)])
    return found


def ring_of(indexes: Iterable[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """A ring out of arcs by their numbers, joined end to end; a negative number (~n) is arc n backwards."""
    ring: list[Point] = []
    for index in indexes:
        arc = list(arcs[index]) if index >= 0 else list(reversed(arcs[~index]))
        ring += arc[1:] if ring else arc
    return ring


def _shapes(world: Mapping[str, Any]) -> Iterable[Shape]:
    arcs = decode(world["arcs"], world["transform"])
    for one in world["objects"]["countries"]["geometries"]:
        a3 = one["properties"]["a3"]
        if a3 in _NOT_DRAWN:
            continue
        parts = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        rings = [[place(lat, lon) for lon, lat in ring_of(ring, arcs)] for part in parts for ring in part]
        yield Shape(
            code=None if a3 in _NOT_COUNTED else _OTHER_CODES.get(a3, a3),
            name=one["properties"]["name"],
            path="".join(f"{_path(ring)}Z" for ring in rings),
            area=sum(abs(_area(ring)) for ring in rings),
        )


def _from_middle(lon: float) -> float:
    """Degrees east of the middle of the map, from -180 to 180, exclusive."""
    return (lon - MIDDLE + 180) % 360 - 180


def _edge(lat: float, *, east: bool) -> Point:
    x, y = place(lat, MIDDLE + 180)
    return (WIDTH - x if east else x), y


def _equal_earth(longitude: float, latitude: float) -> Point:
    theta = asin(_M * sin(latitude))
    squared = theta * theta
    sixth = squared**3
    x = longitude * cos(theta) / (_M * (_A1 + 3 * _A2 * squared + sixth * (7 * _A3 + 9 * _A4 * squared)))
    return x, theta * (_A1 + _A2 * squared + sixth * (_A3 + _A4 * squared))


def _great_circle(start: tuple[float, float], end: tuple[float, float]) -> Iterable[tuple[float, float]]:
    """Places (lat, lon) on the shortest way from one to another, both ends among them."""
    first, last = (_on_sphere(*one) for one in (start, end))
    angle = acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(first, last, strict=True)))))
    for step in range(_STEPS + 1):
        share = step / _STEPS
        if angle < 1e-9:
            weights = (1 - share, share)
        else:
            weights = (sin((1 - share) * angle) / sin(angle), sin(share * angle) / sin(angle))
        x, y, z = (weights[0] * a + weights[1] * b for a, b in zip(first, last, strict=True))
        yield degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))


def _on_sphere(lat: float, lon: float) -> tuple[float, float, float]:
    north, east = radians(lat), radians(lon)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def _path(points: Sequence[Point]) -> str:
    """Points as path data, to a tenth of a unit; a point that falls on the one before is left out."""
    rounded = [(round(x, 1), round(y, 1)) for x, y in points]
    kept = rounded[:1] + [after for before, after in pairwise(rounded) if after != before]
    first, *rest = (f"{x:g},{y:g}" for x, y in kept)
    return f"M{first}" + (f"L{' '.join(rest)}" if rest else "")


def _area(ring: Sequence[Point]) -> float:
    """The area within a ring, by the shoelace formula."""
    closed = [*ring, ring[0]]
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(closed)) / 2
