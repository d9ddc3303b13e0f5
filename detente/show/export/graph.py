"""Who deals with whom, as GraphML: a node a party, an edge a directed pair with its happenings counted by quad class.

Read by Gephi, networkx, igraph and yEd. Attributes are named and typed as Gephi takes them up by itself: `label`,
`weight`, `latitude`, `longitude`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detente import vocab
from detente.explain.display import name_of
from detente.model import records_of
from detente.show.export.happened import NO_PAIR, Asked, Happened, Written, happened

if TYPE_CHECKING:
    from detente.project import Project

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""The quad classes as attributes, in their order."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(project: Project, asked: Asked, path: Path) -> Written:
    """The parties of the facts and their dealings."""
    import networkx as nx

    found, left_out = happened(project, asked)
    by_pair: defaultdict[tuple[str, str], list[Happened]] = defaultdict(list)
    for one in found:
        for pair in one.pairs:
            by_pair[pair.a, pair.b].append(one)
    alone = sum(1 for one in found if not one.pairs)
    graph = nx.DiGraph(**_texts(name=project.name, says="one edge a directed pair; facts told by articles"))
    for code in sorted({code for pair in by_pair for code in pair}):
        graph.add_node(_text(code), **_party(code))
    for a, b in sorted(by_pair):
        graph.add_edge(_text(a), _text(b), **_dealings(by_pair[a, b]))
    nx.write_graphml_xml(graph, path, named_key_ids=True)
    counts = {"party": len(graph), "edge": graph.number_of_edges(), "happening": len(found) - alone}
    return Written(counts=counts, left_out=left_out | ({NO_PAIR: alone} if alone else {}))


def kind_of(code: str) -> str:
    """What a party is: state, land, or for organisations what kind; "other" for names that are in no table."""
    if code in _states():
        return "state"
    if any(row.code == code for row in vocab.country_codes()):
        return "land"
    return next((one.kind for one in vocab.organisations() if one.code == code), "other")


def _party(code: str) -> dict[str, str | float]:
    point = vocab.capitals().get(code)
    where = {"latitude": point.lat, "longitude": point.lon} if point else {}
    return {**_texts(label=name_of(code), code=code, kind=kind_of(code)), **where}


def _dealings(found: Sequence[Happened]) -> dict[str, str | int | float]:
    """The happenings of a pair: how many of each quad class, their first and last days, where they are told."""
    quads = vocab.quads()
    number = dict.fromkeys(QUADS, 0)
    for one in found:
        number[QUADS[quads[one.event.type] - 1]] += 1
    first = [day for one in found if (day := one.of.since or one.of.until)]
    last = [day for one in found if (day := one.of.until or one.of.since)]
    days = {"first": min(first).isoformat(), "last": max(last).isoformat()} if first else {}
    return {
        "weight": float(len(found)),
        **number,
        "undated": sum(1 for one in found if not (one.of.since or one.of.until)),
        **days,
        "happenings": " ".join(one.of.id for one in found),
        "records": " ".join(id for one in found for id in records_of(one.of.tellings)),
    }


def _states() -> frozenset[str]:
    return frozenset(state.code for state in vocab.states())


def _texts(**values: str) -> dict[str, str]:
    return {name: _text(value) for name, value in values.items()}


def _text(value: str) -> str:
    """What XML can hold."""
    return _NO_XML.sub("\ufffd", value)
