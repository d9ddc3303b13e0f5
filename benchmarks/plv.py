"""PLV, the marked-pair test of Hu et al. (ACL 2024): its file, its codebook, its figures.

PLV asks for one of 15 root codes for a marked source and target. Its codebook follows CAMEO's branches through
the PLOVER crosswalk and has no auxiliary modes, so a reading in today's PLOVER manual is turned into it:

- CONCEDE and RETREAT are one root, YIELD;
- a retreat or concession only agreed to or announced is AGREE (CAMEO 035, "express intent to yield"), but one that
  is decided on, and a truce that is declared (CAMEO 0871), is YIELD;
- sanctions, embargoes and tariffs imposed (SANCTION without a mode) are COERCE (CAMEO 163);
- a verdict of guilty (SANCTION, convict) is ACCUSE (CAMEO 116), a sentence passed COERCE (CAMEO 173);
- a blockade (COERCE) is ASSAULT (CAMEO 191), and so is an attack on computers;
- an apology (CONCEDE) is SUPPORT (CAMEO 055);
- an agreement that both reached (AGREE, mutual, not ahead) is SUPPORT (CAMEO 057);
- cooperation, help or yielding that does not come about (`negation`) is REJECT;
- protest, force or coercion to come (`future`) is THREATEN (CAMEO 133, 138), since PLV has no auxiliary modes.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.code.voting.encoder import Place
from detente.code.voting.vote import PairReading

ROOTS = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
_MARK = re.compile(r"</?[st]>")
_YIELDING = ("AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "CONSULT")
_HARSH = ("PROTEST", "MOBILIZE", "COERCE", "ASSAULT")
_REACHED = re.compile(
    r"\b(?:reach\w*|struck|sealed|clinch\w*|agreed(?: on| upon)? (?:a|an|the|to a|to the))\b", re.I
)
_SETTLED = re.compile(
    r"\bdecided to\b|\b(?:declar|announc|proclaim)\w*\b.*\b(?:cease-?fire|truce|cessation of hostilities)",
    re.I,
)
_SENTENCED = re.compile(r"\bsentenc(?:ed|es|ing)\b[^,]*\bto\b", re.I)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with its marked pair (None where the file marks nobody), root and quad code."""

    text: str
    source: Place | None
    target: Place | None
    root: str
    quad: int


def read_rows(path: Path) -> list[Row]:
    """The rows of a PLV file; one without a mark for source or target has None there."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    if not rows or not {"marked_sentence", "gold_root", "gold_penta"} <= rows[0].keys():
        sys.exit(f"{path}: not a PLV file; it needs the columns marked_sentence, gold_root, gold_penta")
    return [_row(row) for row in rows]


def _row(row: dict[str, str]) -> Row:
    marked, plain, at = row["marked_sentence"], "", 0
    places: dict[str, list[int]] = {}
    for mark in _MARK.finditer(marked):
        plain += marked[at : mark.start()]
        places.setdefault(mark[0].strip("</>"), []).append(len(plain))
        at = mark.end()
    plain += marked[at:]
    source, target = (_place(places.get(letter, [])) for letter in "st")
    return Row(plain, source, target, row["gold_root"], int(row["gold_penta"]))


def _place(ends: list[int]) -> Place | None:
    return (ends[0], ends[1]) if len(ends) > 1 else None


def root_scores(text: str, reading: PairReading) -> dict[str, float]:
    """A reading in PLV's codebook: a score for each root."""
    scores = dict.fromkeys(ROOTS, 0.0)
    negated, ahead = reading.aux.get("negation", 0.0), reading.aux.get("future", 0.0)
    for kind, p in reading.types.items():
        if kind == "NONE":
            continue
        modes = {m: q for m, q in reading.modes.items() if m.startswith(f"{kind}/")}
        total = sum(modes.values()) or 1.0
        for mode, q in modes.items():
            root = _root(text, kind, mode.partition("/")[2], reading.directions)
            share = p * q / total
            turned = share * (negated if kind in _YIELDING else ahead if kind in _HARSH else 0.0)
            scores["REJECT" if kind in _YIELDING else "THREATEN"] += turned
            scores[root] += share - turned
    return scores


def _root(text: str, kind: str, mode: str, directions: Mapping[str, float]) -> str:
    low = text.lower()
    if kind == "CONCEDE" and mode == "promised":
        return "YIELD" if _SETTLED.search(text) else "AGREE"
    if kind == "CONCEDE" and "apolog" in low:
        return "SUPPORT"
    if kind in ("CONCEDE", "RETREAT"):
        return "YIELD"
    if kind == "SANCTION" and mode in ("-", "convict"):
        return "COERCE" if mode == "-" or _SENTENCED.search(text) else "ACCUSE"
    if kind == "COERCE" and ("blockade" in low or mode == "cyber"):
        return "ASSAULT"
    if kind == "AGREE" and directions.get("mutual", 0.0) > 0.5 and _REACHED.search(text):
        return "SUPPORT"
    return kind
