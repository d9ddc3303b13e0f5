"""In which sector a commitment falls, by the words around it."""

from __future__ import annotations

import re
from functools import cache

from detente import vocab
from detente.code.amounts import AmountMention
from detente.model import Sector


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")(?:s|es)?\b", re.I)


@cache
def _sector_patterns() -> tuple[tuple[Sector, re.Pattern[str]], ...]:
    return tuple(
        (row.sector, _any_of(sorted(row.words, key=len, reverse=True)))
        for row in vocab.sectors() if row.words
    )  # fmt: skip


def find_sector(text: str, mention: AmountMention | None = None) -> Sector:
    """The sector whose words stand most often in the text; that of the counted unit, where there is one."""
    if mention and mention.kind in ("count", "measure"):
        unit = next((u.sector for u in vocab.units() if u.unit == mention.amount.unit), None)
        if unit and unit != "general":
            return unit
    counts = {sector: len(pattern.findall(text)) for sector, pattern in _sector_patterns()}
    plain: tuple[Sector, ...] = ("finance", "general", "diplomatic")  # a tie goes to what the money is for
    best: Sector = "general"
    for sector, found in counts.items():
        if found > counts.get(best, 0) or (found and found == counts.get(best, 0) and best in plain):
            best = sector
    return best
