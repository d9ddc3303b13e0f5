"""In which sector of a relation an event lies."""

from __future__ import annotations

from detente.model import Event

_CONTEXT_SECTORS = {
    "military": "military", "intelligence": "military", "terrorism": "military", "cbrn": "military",
    "peacekeeping": "military", "territory": "military", "cyber": "technology", "technology": "technology",
    "economic": "trade", "natural_resource": "energy", "environment": "energy", "health": "health",
    "disasters": "humanitarian", "asylum": "humanitarian", "migration": "humanitarian",
}  # fmt: skip
"""In which sector an event of a PLOVER context lies; the first of its contexts that stands here counts."""
_FORCE = {"MOBILIZE", "ASSAULT"}


def sector_of(event: Event) -> str:
    """The sector that an event's contexts or type tell, else `diplomatic`."""
    for context in event.contexts:
        if context in _CONTEXT_SECTORS:
            return _CONTEXT_SECTORS[context]
    return "military" if event.type in _FORCE else "diplomatic"
