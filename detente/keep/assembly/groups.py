"""Things that belong together in pairs, made into groups; what an analyst set apart stays apart.

Average linkage: two groups are joined while the mean of all pairs between them says "same", the surest
join first. A chain of half-sure pairs thus makes no group. Pairs that are not given count as sure not to be
the same. Order of the input does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

Pair = tuple[str, str]


def group(
    members: Iterable[str],
    same: Mapping[Pair, float],
    *,
    least: float = 0.5,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> tuple[tuple[str, ...], ...]:
    """Groups of members, each sorted, the groups in order of their first member.

    Args:
        members: all that are to be grouped; those that belong to nobody are groups of one.
        same: for pairs of members, in either order, how likely they belong together, 0 to 1.
        least: the mean over the pairs of two groups from which they are joined.
        together: pairs that are joined in any case.
        apart: pairs that are never in one group, unless `together` joins them.
    """
    found = _Groups(members)
    for a, b in sorted(together):
        if found.knows(a, b):
            found.join(*sorted((found.home[a], found.home[b])))
    found.relate(same)
    found.bar(apart)
    offers = (found.offer(a, b) for a in found.groups for b in found.sums[a] if a < b)
    queue = [offer for offer in offers if -offer[0] >= least]
    heapify(queue)
    while queue:
        offer = heappop(queue)
        _, a, b = offer
        if b not in found.sums.get(a, ()) or b in found.barred[a] or offer != found.offer(a, b):
            continue  # one of the two has grown since the offer, or is gone
        found.join(a, b)
        for other in found.sums[a]:
            offer = found.offer(*sorted((a, other)))
            if -offer[0] >= least:
                heappush(queue, offer)
    return tuple(sorted(tuple(sorted(group)) for group in found.groups.values()))


def chain(
    members: Iterable[str],
    links: Mapping[Pair, float],
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> tuple[tuple[str, ...], ...]:
    """The same where one link is enough (single linkage): a copy of a copy is a copy.

    The surest links are followed first; one that would bring together what is set apart is not.
    """
    found = _Groups(members)
    for a, b in sorted(together):
        if found.knows(a, b):
            found.join(*sorted((found.home[a], found.home[b])))
    found.bar(apart)
    order: Iterable[Pair] = links
    if any(found.barred.values()):  # else all that is linked comes together, whatever comes first
        order = sorted(links, key=lambda pair: (-links[pair], sorted(pair)))
    for pair in order:
        if found.knows(*pair):
            one, other = sorted(found.home[member] for member in pair)
            if other not in found.barred[one]:
                found.join(one, other)
    return tuple(sorted(tuple(sorted(group)) for group in found.groups.values()))


class _Groups:
    """Groups under way, each named by its first member, with the sums of the pairs between them."""

    def __init__(self, members: Iterable[str]) -> None:
        self.groups = {member: {member} for member in members}
        self.home = {member: member for member in self.groups}
        self.sums: dict[str, dict[str, float]] = {member: {} for member in self.groups}
        self.barred: dict[str, set[str]] = {member: set() for member in self.groups}

    def knows(self, a: str, b: str) -> bool:
        return a in self.home and b in self.home and self.home[a] != self.home[b]

    def relate(self, same: Mapping[Pair, float]) -> None:
        for (a, b), value in sorted({(min(pair), max(pair)): same[pair] for pair in sorted(same)}.items()):
            if self.knows(a, b):
                self._add(self.home[a], self.home[b], value)

    def bar(self, apart: Iterable[Pair]) -> None:
        for a, b in apart:
            if self.knows(a, b):
                self.barred[self.home[a]].add(self.home[b])
                self.barred[self.home[b]].add(self.home[a])

    def offer(self, a: str, b: str) -> tuple[float, str, str]:
        """The mean over the pairs of two groups, negative, so that a heap gives the surest first."""
        return -self.sums[a][b] / (len(self.groups[a]) * len(self.groups[b])), a, b

    def join(self, a: str, b: str) -> None:
        """`b` becomes a part of `a`, which is the first of the two names."""
        for member in self.groups.pop(b):
            self.groups[a].add(member)
            self.home[member] = a
        self.sums[a].pop(b, None)
        for other, value in self.sums.pop(b).items():
            self.sums[other].pop(b, None)
            if other != a:
                self._add(a, other, value)
        for other in self.barred.pop(b):
            self.barred[other].discard(b)
            if other != a:
                self.barred[other].add(a)
                self.barred[a].add(other)

    def _add(self, a: str, b: str, value: float) -> None:
        for one, other in ((a, b), (b, a)):
            self.sums[one][other] = self.sums[one].get(other, 0.0) + value
