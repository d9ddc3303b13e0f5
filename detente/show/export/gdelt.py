"""Facts as rows of GDELT 2.0 events: 61 columns parted by tabs, no header, CAMEO codes.

A row a directed pair of a happening; NumMentions, NumSources and NumArticles are its tellings, outlets and articles.
What we do not know is empty, AvgTone among it. SOURCEURL is no address: it names the article by its hash, and the
sentence that told it first by its characters.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente import vocab
from detente.explain.display import name_of, one_line
from detente.keep.assembly.events import LEAD
from detente.read.events.words import known_groups
from detente.show.export.dated import EventRow, rows_of
from detente.show.export.happened import Asked, Written
from detente.show.export.places import point_of
from detente.show.export.sources import name_of_sentence

if TYPE_CHECKING:
    from detente.project import Project

_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
).split()
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
NO_CODE = "a party has no code in CAMEO"
_UNPLACED, _COUNTRY, _US_CITY, _WORLD_CITY = "0", "1", "3", "4"
"""GDELT's types of places."""


def write_gdelt(project: Project, asked: Asked, path: Path) -> Written:
    """The facts whose day is told and whose parties CAMEO has codes for."""
    rows, written = rows_of(project, asked, _has_code, NO_CODE)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for row in rows:
            cells = cells_of(row)
            stream.write("\t".join(cells.get(name, "") for name in COLUMNS) + "\n")
    return written


def cells_of(row: EventRow) -> dict[str, str]:
    """The cells of a row by column; those that are missing are empty."""
    day, one = row.day, row.of
    return {
        "GLOBALEVENTID": str(row.number),
        "SQLDATE": f"{day:%Y%m%d}".zfill(8),
        "MonthYear": f"{day:%Y%m}".zfill(6),
        "Year": f"{day:%Y}".zfill(4),
        "FractionDate": f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}",
        **_actor("Actor1", row.pair.a),
        **_actor("Actor2", row.pair.b),
        **_deed(row),
        "NumMentions": str(len(one.of.tellings)),
        "NumSources": str(max(len(one.outlets), 1)),
        "NumArticles": str(len({telling.record.evidence.doc for telling in one.of.tellings})),
        "Actor1Geo_Type": _UNPLACED,
        "Actor2Geo_Type": _UNPLACED,
        **_place(one.of.place),
        "DATEADDED": f"{one.published:%Y%m%d}000000".zfill(14) if one.published else "",
        "SOURCEURL": name_of_sentence(one.sentence),
    }


def _deed(row: EventRow) -> dict[str, str]:
    """The event in CAMEO; the lead of an article stands for its root events, as GDELT's users take them."""
    event = row.of.event
    code = vocab.cameo_of(event.type, event.mode, event.contexts)
    meaning = vocab.cameo()[code]
    return {
        "IsRootEvent": "1" if row.of.sentence.start < LEAD else "0",
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": str(meaning.quad),
        "GoldsteinScale": f"{meaning.gdelt10 / 10:.1f}",
    }


def _actor(prefix: str, party: str) -> dict[str, str]:
    country, group = vocab.code_in("cameo").get(party), known_groups().get(party, "")
    told = {"Code": country or f"IGO{group}", "Name": one_line(name_of(party)).upper()}
    own = {"CountryCode": country} if country else {"KnownGroupCode": group, "Type1Code": "IGO"}
    return {f"{prefix}{name}": value for name, value in (told | own).items()}


def _place(place: str | None) -> dict[str, str]:
    """Where it happened, if the text tells a place that the tables know."""
    found = point_of(place)
    if found is None:
        return {"ActionGeo_Type": _UNPLACED}
    point, basis = found
    fips, country = vocab.code_in("fips").get(point.code, ""), name_of(point.code)
    city = _US_CITY if point.code == "USA" else _WORLD_CITY
    told = {
        "Type": _COUNTRY if basis == "state" else city,
        "FullName": country if basis == "state" else f"{point.name}, {country}",
        "CountryCode": fips,
        "ADM1Code": fips,
        "Lat": f"{point.lat}",
        "Long": f"{point.lon}",
    }
    return {f"ActionGeo_{name}": value for name, value in told.items()}


def _has_code(party: str) -> bool:
    return party in vocab.code_in("cameo") or party in known_groups()
