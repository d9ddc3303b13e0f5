"""Where it happened, as GeoJSON (RFC 7946): one feature a happening, with how its position is known.

Where the text tells a place that the tables know, the feature is a point; else lines between the capitals of those who
deal with each other, cut at the antimeridian where that is the shorter way. Points only: nothing is said of borders.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from detente import vocab
from detente.explain.display import name_of, visible
from detente.model import Telling, plain
from detente.show.export.happened import Asked, Happened, Written, happened
from detente.show.words.records import event_in_words, quad_of
from detente.vocab import Point

if TYPE_CHECKING:
    from detente.project import Project

Basis = Literal["place", "state", "capitals", "capital", "none"]
Position = tuple[float, float]

BASES: dict[Basis, str] = {
    "place": "the place that the text tells",
    "state": "the capital of the state that the text tells as the place",
    "capitals": "lines between the capitals of those who deal with each other",
    "capital": "the capitals of the parties that are known, no two of which are joined",
    "none": "no position is known",
}
"""How a position is known."""
NOTE = (
    "Positions are of capitals and cities, to about a kilometre, in degrees of WGS 84 (GeoNames, CC BY 4.0). No "
    "borders are drawn: a point under a state's code says nothing of whose the land is. Lines join capitals and show "
    "no way that anything took."
)
_DECIMALS = 4


def write_geojson(project: Project, asked: Asked, path: Path) -> Written:
    """The facts as features; those whose position is not known have none."""
    found, left_out = happened(project, asked)
    features = [feature_of(one) for one in found]
    content = {"type": "FeatureCollection", "note": NOTE, "position_bases": BASES, "features": features}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    placed = sum(1 for one in features if one["geometry"] is not None)
    return Written(counts={"feature": len(features), "position": placed}, left_out=left_out)


def feature_of(one: Happened) -> dict[str, Any]:
    """A happening as a feature; its properties lead to the sentences."""
    geometry, basis = geometry_of(one)
    event, group = one.event, one.of
    told = {
        "says": visible(event_in_words(event)),
        "type": event.type,
        "mode": event.mode,
        "quad": quad_of(event),
        "contexts": event.contexts,
        "actors": event.actors,
        "recipients": event.recipients,
        "names": {code: name_of(code) for code in (*event.actors, *event.recipients)},
        "since": group.since,
        "until": group.until,
        "days_basis": group.basis,
        "place": group.place and visible(group.place),
        "position_basis": basis,
        "belief": round(group.belief.value, 4),
        "stories": group.stories,
        "told": [_told(telling) for telling in group.tellings],
    }
    return {"type": "Feature", "id": group.id, "geometry": geometry, "properties": plain(told)}


def point_of(place: str | None) -> tuple[Point, Literal["place", "state"]] | None:
    """Where a place lies that a text tells: a capital or city, or for a state its capital; `None` if not known."""
    told = " ".join((place or "").split()).casefold()
    for words in (told, told.removeprefix("the ")):
        if point := vocab.places().get(words):
            return point, "place"
        if capital := vocab.capitals().get(vocab.code_from("name").get(words, "")):
            return capital, "state"
    return None


def geometry_of(one: Happened) -> tuple[dict[str, Any] | None, Basis]:
    """The geometry of a feature, and how it is known."""
    if told := point_of(one.of.place):
        point, basis = told
        return {"type": "Point", "coordinates": _position(point)}, basis
    capitals = vocab.capitals()
    ends = {tuple(sorted((pair.a, pair.b))) for pair in one.pairs if {pair.a, pair.b} <= capitals.keys()}
    lines = [part for a, b in sorted(ends) for part in line_between(capitals[a], capitals[b])]
    if lines:
        return _one_or_many("LineString", lines), "capitals"
    parties = dict.fromkeys((*one.event.actors, *one.event.recipients))
    alone = [_position(capitals[code]) for code in parties if code in capitals]
    return (_one_or_many("Point", alone), "capital") if alone else (None, "none")


def line_between(a: Point, b: Point) -> list[list[Position]]:
    """The straight line from one point to another the shorter way round: in two parts where it crosses 180 degrees."""
    if abs(a.lon - b.lon) <= 180:
        return [[_position(a), _position(b)]]
    edge = 180.0 if a.lon > 0 else -180.0
    beyond = b.lon + 2 * edge
    at = round(a.lat + (b.lat - a.lat) * (edge - a.lon) / (beyond - a.lon), _DECIMALS)
    return [[_position(a), (edge, at)], [(-edge, at), _position(b)]]


def _position(point: Point) -> Position:
    return point.lon, point.lat


def _one_or_many(kind: str, parts: list[Any]) -> dict[str, Any]:
    return (
        {"type": kind, "coordinates": parts[0]}
        if len(parts) == 1
        else {"type": f"Multi{kind}", "coordinates": parts}
    )


def _told(telling: Telling) -> dict[str, Any]:
    """Where it is told: the record, and the sentence at its place in its article."""
    place = telling.record.evidence
    return {
        "record": telling.record.id,
        "article": place.doc,
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "outlet": telling.outlet,
        "published": telling.published,
    }
