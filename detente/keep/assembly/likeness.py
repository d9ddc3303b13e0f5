"""How likely pairs belong together: each pair is compared once, and looked up where it was compared before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol, TypeVar

from detente.keep.assembly.groups import Pair
from detente.model import Codes

MOST = 300_000
"""Pairs that are known at once."""
Known = dict[tuple[Hashable, Hashable], float]
"""How likely pairs are, by the names of their faces."""


class Face(Protocol):
    """What is compared; two of one `name` are compared alike."""

    @property
    def name(self) -> Hashable:
        """All that the comparison depends on, or what stands for it."""


F = TypeVar("F", bound=Face)


def likely(
    pairs: Iterable[Pair], faces: Mapping[str, F], compare: Callable[[F, F], float], known: Known
) -> dict[Pair, float]:
    """The chance of each pair, in their order.

    Args:
        pairs: ids of two faces each.
        faces: by id.
        compare: gives the chance that two are one.
        known: chances of pairs that were compared before; those of new ones are added.
    """
    if len(known) > MOST:
        known.clear()
    found: dict[Pair, float] = {}
    for a, b in pairs:
        names = faces[a].name, faces[b].name
        chance = known.get(names)
        if chance is None:
            chance = known[names] = compare(faces[a], faces[b])
        found[a, b] = chance
    return found


@dataclass(frozen=True, slots=True)
class Block:
    """Ids that share one or two parties; each is to be compared with each of `lone`, which are some of them, or all."""

    parties: Codes
    ids: tuple[str, ...]
    lone: tuple[str, ...]


def blocks_of(parties: Mapping[str, Collection[str]]) -> Iterator[Block]:
    """Blocks in which all pairs meet that share two parties, or the only one that one of them has, and no others.

    Args:
        parties: by id, in the order that the ids keep in the blocks.
    """
    sharing: defaultdict[Codes, list[str]] = defaultdict(list)
    lone: defaultdict[Codes, list[str]] = defaultdict(list)
    for id, named in parties.items():
        ordered = sorted(named)
        for party in ordered:
            sharing[(party,)].append(id)
        for two in combinations(ordered, 2):
            sharing[two].append(id)
        if len(ordered) == 1:
            lone[tuple(ordered)].append(id)
    for shared, ids in sharing.items():
        with_each = ids if len(shared) == 2 else lone[shared]
        if with_each:
            yield Block(shared, tuple(ids), tuple(with_each))


def partners(ids: Sequence[str], lone: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Each id of a block with those after it that it is to be compared with."""
    ahead = 0
    for at, id in enumerate(ids):
        if ahead < len(lone) and lone[ahead] == id:
            ahead += 1
            yield id, ids[at + 1 :]
        else:
            yield id, lone[ahead:]
