"""What is measured in a project beyond one dyad: its sources, triads, the tilt of a pivot, the order of states."""

from __future__ import annotations

from detente.measure.reduction import SourceOf, sources_of
from detente.project.opened import Opened


class Measured(Opened):
    """What can be measured in a project."""

    def sources(self) -> dict[str, SourceOf]:
        """The sources by name: articles, and those of the event files."""
        return sources_of(self._store)
