"""The PLOVER gold-standard records: the manual's example sentences, each with its parties and type.

They were coded under draft 0.5b1. Where types have changed since, a reading in today's manual is compared so:

- DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE, FIGHT is ASSAULT;
- the draft codes any intent as AGREE, CAMEO 035 ("express intent to yield") included: a concession that is only
  promised counts as AGREE;
- the draft takes the host of a visit for its source, today's manual the visitor: CONSULT counts both ways round;
- the draft gives a curfew or a siege its own state's town as target, today's manual gives it no recipient;
- an apology is SUPPORT in the draft (CAMEO 055), CONCEDE today;
- modes were renamed throughout and are not compared.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.code.grammar.sentences import Parsed
from detente.code.parties.mentions import Mention
from detente.code.parties.names import gazetteer
from detente.code.voting.encoder import Place
from detente.model import Event

TODAY = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


@dataclass(frozen=True, slots=True)
class Gold:
    """One record: the sentence, its parties as written there and by their codes, and the type of today."""

    text: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    type: str

    def place_of(self, party: str) -> Place | None:
        """Where a party stands; of a name with an ellipsis its first part."""
        part = party.split("..")[0].strip()
        at = self.text.find(part) if part else -1
        return (at, at + len(part)) if at >= 0 else None

    def targets_at_home(self) -> bool:
        """Are all targets places in the source's own state?"""
        home = {code for party in self.sources for code in _codes_in(party)}
        return bool(self.targets) and all(
            home & _codes_in(party) or self._is_place(party) for party in self.targets
        )

    def _is_place(self, party: str) -> bool:
        """A town that no vocabulary knows, after "in" or "of"."""
        place = self.place_of(party)
        before = self.text[: place[0]].split()[-1:] if place else []
        return not _codes_in(party) and (before == ["in"] or party.startswith("in ") or before == ["of"])


def read_gold(path: Path) -> list[Gold]:
    """The records of a file, its notes left out."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as fault:
        sys.exit(f"{path}: not a file of PLOVER records ({fault})")
    return [_gold(row) for row in rows if row.get("event") not in (None, "DOCUMENT")]


def _gold(row: dict[str, Any]) -> Gold:
    sources, targets = (
        tuple(" ".join(p["actorText"].split()) for p in _parties(row.get(side)))
        for side in ("source", "target")
    )
    return Gold(" ".join(row["text"].split()), sources, targets, TODAY.get(row["event"], row["event"]))


def _parties(side: Any) -> list[dict[str, str]]:
    """The parties of one side; a few records hold one in place of a list."""
    listed = [side] if isinstance(side, dict) else side or []
    return [p for p in listed if isinstance(p, dict) and p.get("actorText")]


def has_type(gold: Gold, event: Event, mode: str | None) -> bool:
    """Is the event's type the record's, as the two manuals correspond?"""
    return gold.type in types_of_draft(gold, event.type, mode)


def types_of_draft(gold: Gold, kind: str, mode: str | None) -> tuple[str, ...]:
    """The types of the draft manual that a type of today's may stand for in this sentence."""
    if kind != "CONCEDE":
        return (kind,)
    apology = ("SUPPORT",) if "apolog" in gold.text else ()
    return (kind, *apology, *(("AGREE",) if mode == "promised" else ()))


def has_parties(gold: Gold, event: Event, mentions: Sequence[Mention], parsed: Parsed) -> bool:
    """Are the event's parties those of the record, each named by one and none left over?"""

    def same(parties: tuple[str, ...], codes: tuple[str, ...]) -> bool:
        return all(any(names(p, c) for c in codes) for p in parties) and all(
            any(names(p, c) for p in parties) for c in codes
        )

    def names(party: str, code: str) -> bool:
        low, name = party.casefold(), code.casefold()
        place = gold.place_of(party)
        there = place and any(_overlaps(parsed, m, place) for m in mentions if code in m.codes)
        return bool(there) or code in _codes_in(party) or (len(name) > 3 and (name in low or low in name))

    if not event.recipients and len(event.actors) > 1:  # reciprocal: all are actors
        return same(gold.sources + gold.targets, event.actors)
    targets = () if not event.recipients and gold.targets_at_home() else gold.targets
    if event.type == "CONSULT" and same(gold.sources, event.recipients) and same(targets, event.actors):
        return True
    return same(gold.sources, event.actors) and same(targets, event.recipients)


def _overlaps(parsed: Parsed, mention: Mention, place: Place) -> bool:
    start, end = parsed.chars(mention.first, mention.last)
    return start < place[1] and place[0] < end


def _codes_in(party: str) -> set[str]:
    found: set[str] = set()
    for word in re.finditer(r"[A-Z][\w.]*", party):
        for written, name in gazetteer().get(word[0].lower().rstrip("."), ()):
            if party.startswith(written, word.start()):
                found |= set(name.codes)
                break
    return found
