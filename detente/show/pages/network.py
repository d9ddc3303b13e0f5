"""Who deals with whom in a period: as a network of parties, and on a map of states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from typing import Literal

from detente import vocab
from detente.explain.display import name_of
from detente.keep.asked import is_code
from detente.keep.dealings import Dealing
from detente.show.pages.dealings import Chosen, PairLine, line_of, most_told, undated_left_out
from detente.vocab.tables import cache

MOST_PAIRS = 80
"""Pairs that are drawn; beyond, a network is a tangle."""
MOST_LINES = 60
"""Lines that are drawn on the map between capitals."""
SIDE = 1000
"""Of the square in which the parties of a network lie."""
LEVELS = 4
"""Steps of a tint."""
_SEED, _ROUNDS = 7, 300
_STRIP = 110
"""Height of the strip at the foot of a network, in which parts lie that no line joins to the rest."""

Kind = Literal["state", "organisation", "other"]
Tone = Literal["cooperation", "conflict", "even"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkNode:
    """One party of the network."""

    code: str = field(metadata={"says": "its code"})
    name: str = field(metadata={"says": "its name"})
    kind: Kind = field(metadata={"says": "state (or land), organisation, or other: in no vocabulary"})
    known: bool = field(metadata={"says": "whether it has a page"})
    events: int = field(metadata={"says": "events with the other parties shown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEdge:
    """Events of one quad class between two parties."""

    a: str = field(metadata={"says": "code of one"})
    b: str = field(metadata={"says": "code of the other"})
    quad: int = field(
        metadata={"says": "quad class: 1, 2 cooperation in words, in deeds; 3, 4 conflict likewise"}
    )
    events: int = field(metadata={"says": "how many events"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """All that the page of the network shows."""

    chosen: Chosen = field(metadata={"says": "the filters"})
    fewest: int = field(metadata={"says": "events that a pair has at least, to be shown"})
    nodes: tuple[NetworkNode, ...] = field(metadata={"says": "the parties, in order of their codes"})
    edges: tuple[NetworkEdge, ...] = field(metadata={"says": "their dealings, one a pair and quad class"})
    lines: tuple[PairLine, ...] = field(metadata={"says": "the same pairs as a list, the most told first"})
    pairs: int = field(metadata={"says": "how many pairs there are in all"})
    left_out: int = field(
        metadata={"says": "events left out because no day is told, where days are asked for"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MapState:
    """One party on the map, or beside it."""

    code: str = field(metadata={"says": "its code"})
    name: str = field(metadata={"says": "its name"})
    known: bool = field(metadata={"says": "whether it has a page"})
    events: int = field(metadata={"says": "its events with the chosen state, or with anybody"})
    quads: tuple[int, int, int, int] = field(metadata={"says": "of them, by quad class"})
    tone: Tone = field(metadata={"says": "whether cooperation or conflict is more of them"})
    level: int = field(metadata={"says": "step of its tint, 1 (fewest events) to 4"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """All that the map shows."""

    chosen: Chosen = field(metadata={"says": "the filters"})
    of: str | None = field(metadata={"says": "code of the state whose dealings are shown; null for all"})
    states: tuple[MapState, ...] = field(metadata={"says": "parties with dealings, those with most first"})
    steps: tuple[tuple[int, int], ...] = field(
        metadata={"says": "of each tint the fewest and the most events"}
    )
    lines: tuple[PairLine, ...] = field(
        metadata={"says": "pairs whose capitals a line joins, most events first"}
    )
    pairs: int = field(metadata={"says": "how many pairs there are in all"})
    left_out: int = field(
        metadata={"says": "events left out because no day is told, where days are asked for"}
    )


def draw_network(dealings: Sequence[Dealing], chosen: Chosen, fewest: int | None = None) -> NetworkPage:
    """The network of those who deal with each other most; the same dealings give the same picture.

    Args:
        dealings: of all pairs, as the filters leave them.
        chosen: the filters.
        fewest: events that a pair has at least; where not given, so many that a picture can hold the pairs.
    """
    every = most_told(dealings, chosen.quad)
    if fewest is None:
        fewest = _fewest_for(every)
    lines = tuple(line_of(one) for one in every if one.events >= fewest)[:MOST_PAIRS]
    counted: Counter[str] = Counter()
    for line in lines:
        counted.update({line.a: line.events, line.b: line.events})
    nodes = (
        NetworkNode(
            code=code, name=name_of(code), kind=kind_of(code), known=is_code(code), events=counted[code]
        )
        for code in sorted(counted)
    )
    edges = (
        NetworkEdge(a=line.a, b=line.b, quad=quad, events=n)
        for line in lines
        for quad, n in enumerate(line.quads, 1)
        if n
    )
    return NetworkPage(
        chosen=chosen,
        fewest=fewest,
        nodes=tuple(nodes),
        edges=tuple(edges),
        lines=lines,
        pairs=len(every),
        left_out=undated_left_out(dealings, chosen),
    )


def _fewest_for(every: Sequence[Dealing]) -> int:
    """So many events that no more pairs have them than a picture can hold; where too many are alike, those have it."""
    if len(every) <= MOST_PAIRS:
        return 1
    return min(every[MOST_PAIRS].events + 1, every[0].events)


def draw_map(dealings: Sequence[Dealing], chosen: Chosen, of: str | None = None) -> MapPage:
    """The dealings of one state with each other, or of all with anybody, as the map shows them.

    Args:
        dealings: of all pairs, as the filters leave them.
        chosen: the filters.
        of: code of the one state; `None` for all.
    """
    about = [one for one in dealings if of is None or of in (one.a, one.b)]
    every = most_told(about, chosen.quad)
    sums: dict[str, list[int]] = {}
    for one in every:
        for code in {one.a, one.b} - {of}:
            of_code = sums.setdefault(code, [0] * 5)
            for at, n in enumerate((*one.quads, one.events)):
                of_code[at] += n
    steps = steps_to(max((found[-1] for found in sums.values()), default=0))
    states = [_map_state(code, found, steps) for code, found in sums.items()]
    capitals = vocab.capitals()
    drawn = [one for one in every if one.a in capitals and one.b in capitals]
    return MapPage(
        chosen=chosen,
        of=of,
        states=tuple(sorted(states, key=lambda one: (-one.events, one.code))),
        steps=steps,
        lines=tuple(map(line_of, drawn[:MOST_LINES])),
        pairs=len(every),
        left_out=undated_left_out(about, chosen),
    )


def steps_to(most: int) -> tuple[tuple[int, int], ...]:
    """Up to four steps from 1 to a number, each about as many times the one before; (fewest, most) of each."""
    if most < 1:
        return ()
    bounds = sorted({round(most ** (at / LEVELS)) for at in range(1, LEVELS + 1)} | {0})
    return tuple((low + 1, high) for low, high in pairwise(bounds))


def kind_of(code: str) -> Kind:
    """Whether a code is a state's or land's, an organisation's, or a name that only articles know."""
    if code in _states():
        return "state"
    return "organisation" if is_code(code) else "other"


@cache
def _states() -> frozenset[str]:
    lands = {land.code for land in vocab.country_codes()}
    return frozenset(lands | {state.code for state in vocab.states()})


def lay_out(pairs: Iterable[tuple[str, str, int]]) -> dict[str, tuple[int, int]]:
    """Where the parties of a network lie in a square: those who deal much with each other lie near.

    Args:
        pairs: code, code, events.

    Reference: Fruchterman & Reingold 1991, Software: Practice and Experience 21:1129-1164, from a fixed start.
    """
    import networkx

    graph = networkx.Graph()
    graph.add_weighted_edges_from(sorted((*sorted((a, b)), 1 + log(n)) for a, b, n in pairs))
    parts = sorted(
        (sorted(part) for part in networkx.connected_components(graph)), key=lambda one: (-len(one), one)
    )
    places: dict[str, tuple[int, int]] = {}
    left = 0
    beside = sum(map(len, parts[1:]))
    for at, part in enumerate(parts):
        some = networkx.Graph()
        some.add_nodes_from(part)
        some.add_weighted_edges_from(
            (a, b, weight) for a, b, weight in graph.edges.data("weight") if a in some and b in some
        )
        found = networkx.spring_layout(
            some, k=2.2 / len(part) ** 0.5, seed=_SEED, iterations=_ROUNDS, weight="weight"
        )
        share = min(SIDE * len(part) // beside, _STRIP * len(part)) if at else SIDE
        box = (
            (left, SIDE - _STRIP, share, _STRIP) if at else (0, 0, SIDE, SIDE - (2 * _STRIP if beside else 0))
        )
        places |= _spread({code: (float(x), float(y)) for code, (x, y) in found.items()}, box)
        left += share if at else 0
    return places


def _spread(
    places: dict[str, tuple[float, float]], box: tuple[int, int, int, int]
) -> dict[str, tuple[int, int]]:
    """Places stretched to a box (left, top, width, height), in part by their ranks: an outlier presses no others."""
    axes = []
    for axis in (0, 1):
        values = {code: place[axis] for code, place in places.items()}
        low, high = min(values.values()), max(values.values())
        ranks = {code: at for at, code in enumerate(sorted(values, key=lambda code: (values[code], code)))}
        span, last, start, size = high - low or 1.0, max(len(values) - 1, 1), box[axis], box[axis + 2]
        axes.append(
            {
                code: round(start + size * (0.5 * (value - low) / span + 0.5 * ranks[code] / last))
                for code, value in values.items()
            }
        )
    return {code: (axes[0][code], axes[1][code]) for code in places}


def _map_state(code: str, found: Sequence[int], steps: Sequence[tuple[int, int]]) -> MapState:
    good, bad, events = found[0] + found[1], found[2] + found[3], found[-1]
    tone: Tone = "cooperation" if good > bad else "conflict" if bad > good else "even"
    return MapState(
        code=code,
        name=name_of(code),
        known=is_code(code),
        events=events,
        quads=(found[0], found[1], found[2], found[3]),
        tone=tone,
        level=next(at for at, (_, most) in enumerate(steps, 1) if events <= most),
    )
