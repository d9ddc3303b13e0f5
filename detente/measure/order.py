"""Triads and the order of states, read from a panel of all dyads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from detente.errors import NotEnoughData
from detente.measure.panel import Panel
from detente.measure.polarity import Polarity, read_polarity
from detente.measure.triads import read_triad
from detente.model import MONTHS_IN, Dyad, Triad, add_months


def read_sides(panel: Panel, states: tuple[str, ...]) -> Triad:
    """The triad of three states over all periods of a panel.

    Raises:
        NotEnoughData: a side without events.

    A side is positive above the median of the dyads that have events enough.

    Reference and check: as `read_triad`.
    """
    a, b, c = states
    sides = [Dyad(a=a, b=b), Dyad(a=a, b=c), Dyad(a=b, b=c)]
    found = {of: panel.at(of.a, of.b) for of in sides}
    missing = [of for of, index in found.items() if index is None]
    if missing:
        raise NotEnoughData(f"no events of {missing[0].a} and {missing[0].b}", where=panel.source.name)
    return triad_of(panel, {of: index for of, index in found.items() if index is not None})


def triad_of(panel: Panel, sides: Mapping[Dyad, int], periods: tuple[int, int] | None = None) -> Triad:
    """The triad of three sides by their places in a panel, over some periods (first, last exclusive) or all.

    Reference and check: as `read_triad`.
    """
    first, last = periods or (0, len(panel.coverage))
    since, end = (add_months(panel.start, at * MONTHS_IN[panel.period]) for at in (first, last))
    counts = {of: panel.counts[index, first:last].tolist() for of, index in sides.items()}
    return read_triad(
        counts, source=panel.source.name, since=since, until=end - timedelta(1), neutral=panel.usual_net()
    )


def order_of(panel: Panel) -> Polarity:
    """How cooperation is spread over the states of a panel, all its periods together.

    Raises:
        NotEnoughData: no cooperation.

    Reference and check: as `read_polarity`.
    """
    import numpy as np

    states = sorted({state for pair in panel.dyads for state in pair})
    at = {state: index for index, state in enumerate(states)}
    matrix = np.zeros((len(states), len(states)))
    together = panel.counts[:, :, :2].sum(axis=(1, 2))
    for (a, b), events in zip(panel.dyads, together, strict=True):
        matrix[at[a], at[b]] = matrix[at[b], at[a]] = events
    return read_polarity(matrix, states)
