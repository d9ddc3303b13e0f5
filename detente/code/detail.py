"""The details of an event: its day, its place, its contexts, and whether it is history."""

from __future__ import annotations

import re
from functools import cache

from detente import vocab
from detente.code.sentences import Parsed
from detente.code.when import TimeMention
from detente.code.parties import Parties
from detente.model import Codes, When, codes

_YEARS_TO_HISTORY = 3
_DEFAULT = {"CONSULT": "diplomatic", "SUPPORT": "diplomatic", "AGREE": "diplomatic", "ASSAULT": "military", "MOBILIZE": "military"}


def find_when(
    parsed: Parsed, start: int, end: int, head: int, times: tuple[TimeMention, ...]
) -> When | None:
    """The days of what is told in these characters: the time named in them, else the one beside the verb."""
    inside = [t for t in times if t.start < end and start < t.end and not t.attributive]
    if inside:
        verb = parsed.tokens[head].start
        nearest = min(inside, key=lambda t: (abs(t.start - verb), t.start))
        return nearest.when if nearest.resolved or nearest.kind == "vague" else None
    return None


def mark_history(aux: Codes, when: When | None, published: When | None) -> Codes:
    """`historical` for what ended years before the article was published."""
    until = when.until if when else None
    told = published.since if published else None
    if until and told and (told - until).days > 365 * _YEARS_TO_HISTORY:
        return codes((*aux, "historical"))
    return aux


def find_place(parsed: Parsed, parties: Parties, head: int) -> str | None:
    """The place that stands under "in" or "at" beside the verb or noun, as written."""
    for kid in parsed.kids(head, "prep"):
        if kid.low in ("in", "at", "near", "off"):
            for noun in parsed.kids(kid.i, "pobj"):
                mention = parties.by_head.get(noun.i)
                if (mention and mention.how in ("capital", "name", "region")) or noun.ent in ("GPE", "LOC", "FAC"):
                    first, last = (mention.first, mention.last) if mention else (noun.i, noun.i)
                    return " ".join(parsed.text_of(*parsed.chars(first, last)).split())
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    by_context: dict[str, list[str]] = {}
    for row in vocab.contexts():
        by_context.setdefault(row.context, []).extend(row.words)
    return tuple(
        (name, re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + r")\w{0,3}\b", re.I))
        for name, words in sorted(by_context.items())
    )


def find_contexts(parsed: Parsed, start: int, end: int, kind: str) -> Codes:
    """PLOVER contexts whose words stand in the clause; else what its type is mostly about."""
    text = parsed.text_of(start, end)
    found = codes(name for name, pattern in _patterns() if pattern.search(text))
    return found or ((_DEFAULT[kind],) if kind in _DEFAULT else ())
