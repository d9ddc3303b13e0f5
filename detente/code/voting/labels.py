"""What the encoder can say of a marked pair: its vocabularies, in the order of its outputs."""

from __future__ import annotations

from detente import vocab
from detente.model import AUX, PLOVER_TYPES

__all__ = ["AUX", "DIRECTIONS", "MODES", "NONE", "PROMISED", "TYPES"]

NONE = "NONE"
"""No event: the parties are only spoken of."""

TYPES: tuple[str, ...] = (NONE, *PLOVER_TYPES)
DIRECTIONS = ("forward", "backward", "mutual")
PROMISED = "promised"
"""A mode of the encoder's own: a retreat or concession that is only agreed to or announced (CAMEO 035)."""

MODES: tuple[str, ...] = (
    f"{NONE}/-", *(f"{row.type}/{row.mode or '-'}" for row in vocab.plover()), f"CONCEDE/{PROMISED}",
)  # fmt: skip
