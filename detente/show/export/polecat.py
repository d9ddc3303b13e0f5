"""Facts as rows of POLECAT: 40 columns parted by tabs under a header, PLOVER's own types, "None" for what is missing.

A row a directed pair of a happening. Its Event ID begins with the id of the happening, by which `explain` leads to the
sentences; Intensity is PLOVER's score of the type and mode, on which ours are measured too.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from detente import __version__, vocab
from detente.explain.display import name_of, one_line
from detente.read.events.polecat import COLUMNS
from detente.read.events.words import bodies
from detente.show.export.dated import EventRow, rows_of
from detente.show.export.happened import Asked, Written
from detente.show.export.places import point_of

if TYPE_CHECKING:
    from detente.project import Project

NO_CODE = "a party is no state, land or organisation of states"
QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
_NONE = "None"


def write_polecat(project: Project, asked: Asked, path: Path) -> Written:
    """The facts whose day is told and whose parties POLECAT has words for."""
    rows, written = rows_of(project, asked, _has_code, NO_CODE)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            cells = cells_of(row)
            writer.writerow([one_line(cells.get(name) or _NONE) for name in COLUMNS])
    return written


def cells_of(row: EventRow) -> dict[str, str | None]:
    """The cells of a row by column; those that are missing are not known."""
    one, event = row.of, row.of.event
    return {
        "Event ID": f"{one.of.id}.{row.pair.a}.{row.pair.b}",
        "Event Date": row.day.isoformat(),
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": f"{row.pair.score10 / 10:.1f}",
        "Quad Code": QUADS[row.pair.quad - 1],
        "Contexts": ";".join(event.contexts),
        **_party("Actor", row.pair.a),
        **_party("Recipient", row.pair.b),
        **_place(one.of.place),
        "Source": one.of.tellings[0].outlet,
        "Publication Date": one.published.isoformat() if one.published else None,
        "Language": "English",
        "Version": f"detente {__version__}",
    }


def _party(side: str, code: str) -> dict[str, str | None]:
    country = vocab.code_in("iso3").get(code)
    sector = None if country else "IGO"
    return {
        f"{side} Name": name_of(code) if country else _organisation(code),
        f"{side} Country": country,
        f"{side} COW": vocab.code_in("cow").get(code),
        f"Primary {side} Sector": sector,
        f"{side} Sectors": sector,
    }


def _organisation(code: str) -> str:
    return next(one.name for one in vocab.organisations() if one.code == code)


def _place(place: str | None) -> dict[str, str | None]:
    """Where it happened: the words of the text, and a position where the tables know the place."""
    found = point_of(place)
    if found is None:
        return {"Raw Placename": place}
    point, basis = found
    is_state = basis == "state"
    return {
        "Raw Placename": place,
        "Placename": name_of(point.code) if is_state else point.name,
        "City": None if is_state else point.name,
        "Country": vocab.code_in("iso3").get(point.code),
        "Latitude": f"{point.lat}",
        "Longitude": f"{point.lon}",
        "Feature Type": "PCLI" if is_state else "PPLC" if point.capital else "PPL",
    }


def _has_code(party: str) -> bool:
    return party in vocab.code_in("iso3") or party in bodies().values()
