"""The details of an event: its day, its place, its contexts, and whether it is history."""

from __future__ import annotations

import re
from collections.abc import Callable

from detente import vocab
from detente.code.events.draft import Draft
from detente.code.grammar.sentences import Parsed
from detente.code.grammar.wordlists import WordList, count_words, word_list
from detente.code.parties.mentions import Parties
from detente.code.times.when import TimeMention
from detente.model import Codes, When, codes
from detente.vocab.tables import cache

_YEARS_TO_HISTORY = 3
_DEFAULT = {
    "CONSULT": "diplomatic",
    "SUPPORT": "diplomatic",
    "AGREE": "diplomatic",
    "ASSAULT": "military",
    "MOBILIZE": "military",
}


_COMPARED = re.compile(
    r"\b(?:(?:(?:up|down) from|compared (?:with|to))\s(?:[\w$€£%\s-]|[.,](?=\d)){0,60}"
    r"|(?:more|less|fewer) than(?: in)?\s)$",
    re.IGNORECASE,
)
"""Before a time with which another is only compared: "up from 993,000 tonnes in 2023"."""


def find_when(parsed: Parsed, start: int, end: int, head: int, times: tuple[TimeMention, ...]) -> When | None:
    """The days of what the word at `head` tells: those beside it, else those of the verb that it depends on.

    The day of a saying is not carried over to what is said.
    """
    here = parsed.tokens[head].sent
    opens, closes = parsed.sentence_chars(here)
    usable = [
        t for t in times
        if (opens <= t.start < closes or (t.start < end and start < t.end))
        and not t.attributive and (t.resolved or t.kind == "vague") and not _is_compared(parsed, t)
    ]  # fmt: skip
    before = [t for t in usable if 0 < start - t.end <= 2]
    led = [t for t in before if (token := parsed.token_at(t.start)) and token.sent == here] + _when_that(
        parsed, head, usable
    )
    if led:
        return led[-1].when
    anchors = {t.start: _anchors(parsed, t) for t in usable}
    at, steps = head, 0
    while steps < 4:
        beside = [t for t in usable if at in anchors[t.start]]
        if beside:
            verb = parsed.tokens[head].start
            return min(beside, key=lambda t: (abs(t.start - verb), t.start)).when
        token = parsed.tokens[at]
        if token.head == at or token.dep in ("ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp"):
            break
        at, steps = token.head, steps + 1
    inside = [t for t in usable if t.start < end and start < t.end and not anchors[t.start]]
    return inside[0].when if inside else None


def find_when_of(parsed: Parsed, draft: Draft, times: tuple[TimeMention, ...]) -> When | None:
    """The days of an event; of one of several things each with a party, its own, else those told of all of them."""
    own = tuple(t for t in times if draft.may_have(t.start))
    found = find_when(parsed, draft.start, draft.end, draft.head, own)
    return found or (find_when(parsed, draft.start, draft.end, draft.head, times) if draft.part else None)


def _is_compared(parsed: Parsed, time: TimeMention) -> bool:
    return bool(_COMPARED.search(parsed.text_of(max(0, time.start - 80), time.start)))


def _when_that(parsed: Parsed, head: int, usable: list[TimeMention]) -> list[TimeMention]:
    """ "In December, when X visited": the days that a relative clause stands on."""
    token = parsed.tokens[head]
    above = parsed.tokens[token.head]
    return [t for t in usable if token.dep == "relcl" and t.start <= above.start < t.end]


def _anchors(parsed: Parsed, time: TimeMention) -> tuple[int, ...]:
    """What a time dates: the noun on which it hangs, if any, and the verb above; after "of" only the noun."""
    found: list[int] = []
    token = parsed.token_at(time.start)
    for _ in range(8):
        if token is None or token.head == token.i:
            alone = token is not None and not found and token.pos in ("VERB", "AUX", "NOUN")
            return (token.i,) if alone and token else tuple(found)
        above = parsed.tokens[token.head]
        own = time.start <= above.start < time.end or above.ent in ("DATE", "TIME")
        if token.dep in ("poss", "compound", "amod", "nmod") and not own and above.start >= time.end:
            return (above.i,)  # "last year's floods" dates the floods
        if above.pos in ("VERB", "AUX") and not own:
            return (*found, above.i)
        if above.pos in ("NOUN", "PROPN") and above.start + len(above.text) <= time.start and not own:
            found.append(above.i)
            if token.low == "of":
                return tuple(found)
        token = above
    return tuple(found)


def mark_history(aux: Codes, when: When | None, published: When | None) -> Codes:
    """`historical` for what ended years before the article was published."""
    until = when.until if when else None
    told = published.since if published else None
    if until and told and (told - until).days > 365 * _YEARS_TO_HISTORY:
        return codes((*aux, "historical"))
    return aux


def find_place(parsed: Parsed, parties: Parties, head: int, usable: Callable[[int], bool]) -> str | None:
    """The place that stands under "in" or "at" beside the verb or noun, as written, where its character is `usable`."""
    for kid in parsed.kids(head, "prep"):
        if kid.low in ("in", "at", "near", "off") and usable(kid.start):
            for noun in parsed.kids(kid.i, "pobj"):
                mention = parties.by_head.get(noun.i)
                if (mention and mention.how in ("capital", "city", "name", "region")) or noun.ent in (
                    "GPE",
                    "LOC",
                    "FAC",
                ):
                    first, last = (mention.first, mention.last) if mention else (noun.i, noun.i)
                    return " ".join(parsed.text_of(*parsed.chars(first, last)).split())
    return None


@cache
def _context_words() -> dict[str, WordList]:
    by_context: dict[str, list[str]] = {}
    for row in vocab.contexts():
        by_context.setdefault(row.context, []).extend(row.words)
    return {name: word_list(words) for name, words in by_context.items()}


def find_contexts(parsed: Parsed, start: int, end: int, kind: str) -> Codes:
    """PLOVER contexts whose words stand in the clause; else what its type is mostly about."""
    text = parsed.text_of(start, end)
    found = codes(count_words(text, _context_words()))
    return found or ((_DEFAULT[kind],) if kind in _DEFAULT else ())
