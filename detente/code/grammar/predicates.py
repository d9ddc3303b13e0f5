"""The lexicon of predicates, ready for look-up: what a verb or noun says one party does to another."""

from __future__ import annotations

from dataclasses import dataclass

from detente import vocab
from detente.vocab.tables import HERE, cache, read_table

RARER = "rarer_predicates.tsv"
"""The table whose senses need the encoder's assent."""


def is_rarer(rule: str) -> bool:
    """Is the line of the lexicon that read an event one of the rarer predicates?"""
    return f"/{RARER}:" in rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One sense of a verb or noun: which object it asks for, where its parties stand, its PLOVER type.

    `rule` is the line of the lexicon, by which `explain` shows what found an event.
    """

    objects: frozenset[str]
    any_object: bool
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    shape: str
    type: str
    mode: str | None
    rule: str


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """Classes of nouns by name, without the "@"."""
    rows = vocab.rows("nounclasses.tsv", ("class", "nouns", "source"))
    return {row["class"]: frozenset(row["nouns"].split("|")) for row in rows}


@cache
def frames(pos: str) -> dict[str, tuple[Frame, ...]]:
    """Frames by the lemma (with its particle or preposition) of verbs ("v") or nouns ("n")."""
    columns = ("forms", "pos", "object", "actor", "recipient", "shape", "type", "mode", "source")
    table: dict[str, list[Frame]] = {}
    sure, rarer = (read_table(HERE / name, columns) for name in ("predicates.tsv", RARER))
    for place in (*sure, *rarer):
        row = place.cells
        if row["pos"] != pos:
            continue
        wanted = row["object"]
        frame = Frame(
            objects=_objects(wanted), any_object=wanted in ("*", "-"),
            actor=_places(row["actor"]), recipient=_places(row["recipient"]), shape=row["shape"],
            type=row["type"], mode=None if row["mode"] == "-" else row["mode"], rule=place.where,
        )  # fmt: skip
        for form in row["forms"].split("|"):
            table.setdefault(form, []).append(frame)
    return {form: tuple(sorted(found, key=lambda f: f.any_object)) for form, found in table.items()}


@cache
def operators() -> dict[str, str]:
    """Verbs that govern another verb, to what they do with its event."""
    rows = vocab.rows("operators.tsv", ("forms", "kind", "source"))
    return {form: row["kind"] for row in reversed(rows) for form in row["forms"].split("|")}


def _objects(cell: str) -> frozenset[str]:
    if cell in ("*", "-"):
        return frozenset()
    words: set[str] = set()
    for word in cell.split("|"):
        words |= noun_classes()[word[1:]] if word.startswith("@") else {word}
    return frozenset(words)


def _places(cell: str) -> tuple[str, ...]:
    """The places in their order, but a dative before all: "promised Kenya a railway to Uganda"."""
    return () if cell == "-" else tuple(sorted(cell.split("|"), key=lambda place: place != "dat"))
