"""The PLOVER event types: their modes, quad classes and scores."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.model import PLOVER_TYPES
from detente.vocab.tables import HERE, cache, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class PloverRow:
    """A PLOVER type, or one of its modes.

    `quad` is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict;
    `score10` is the score in tenths, from -100 (most hostile) to 100 (most friendly).
    """

    type: str
    mode: str | None
    quad: int
    score10: int


@cache
def plover() -> tuple[PloverRow, ...]:
    """All types, each followed by its modes."""
    return read_plover(HERE / "plover.tsv")


@cache
def quads() -> dict[str, int]:
    """The quad class of each type: 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict."""
    return {row.type: row.quad for row in plover() if row.mode is None}


def modes(type: str) -> tuple[str, ...]:
    """The modes of a type; empty for types that have none.

    Raises:
        KeyError: there is no such type.
    """
    if type not in PLOVER_TYPES:
        raise KeyError(type)
    return tuple(row.mode for row in plover() if row.type == type and row.mode)


def read_plover(path: Path) -> tuple[PloverRow, ...]:
    """The ontology of a table like `plover.tsv`.

    Raises:
        ValueError: a row is wrong, stands twice, has a quad class or score out of range or another quad
            class than its type, or a type is missing.
    """
    found: dict[tuple[str, str | None], PloverRow] = {}
    for row in read_table(path, ("type", "mode", "quad", "score10", "source")):
        kind, mode = row.choice("type", PLOVER_TYPES), row.cells["mode"] or None
        quad, score = row.number("quad"), row.number("score10")
        if (kind, mode) in found:
            raise row.fault(f"{kind} {mode or 'without a mode'} is given twice")
        if mode and (kind, None) not in found:
            raise row.fault(f"mode {mode!r} stands before its type {kind}")
        if not 1 <= quad <= 4 or (mode and found[kind, None].quad != quad):
            raise row.fault(f"quad {quad} is not the class of {kind}")
        if not -100 <= score <= 100:
            raise row.fault(f"score10 {score} is outside -100 to 100")
        found[kind, mode] = PloverRow(type=kind, mode=mode, quad=quad, score10=score)
    missing = [kind for kind in PLOVER_TYPES if (kind, None) not in found]
    if missing:
        raise ValueError(f"{path.parent.name}/{path.name}: no row for {', '.join(missing)}")
    return tuple(found.values())
