"""Who "we" are: the state that the one who is quoted speaks for; in an article of opinion, the author's own."""

from __future__ import annotations

from dataclasses import replace

from detente.code.claims.says import Said, find_quotations, speaker_at
from detente.code.grammar.sentences import Token
from detente.code.parties.mentions import Mention, Parties, state_codes
from detente.model import codes

_WE = frozenset("we us our ours ourselves".split())
_AUTHOR = 3
"""So many "we" and "our" outside of quotations tell that somebody writes of his own country."""


def with_ourselves(parties: Parties, said: tuple[Said, ...]) -> Parties:
    """The same parties, and each "we", "us" and "our" whose state is known."""
    parsed = parties.parsed
    quotes = find_quotations(parsed)
    found: list[Mention] = []
    ours = [t for t in parsed.tokens if _is_we(t)]
    is_own = sum(not _inside(t, quotes) for t in ours) >= _AUTHOR
    for token in ours:
        if token.i in parties.by_head:
            continue
        if _inside(token, quotes):
            speaker = speaker_at(said, token.start, token.end)
            state = speaker.of if speaker else None
        else:
            state = parties.home if is_own else None
        if state in state_codes():
            found.append(
                Mention(
                    head=token.i,
                    first=token.i,
                    last=token.i,
                    codes=codes((state,)),
                    how="pronoun",
                    type="state",
                )
            )
    by_head = parties.by_head | {m.head: m for m in found}
    mentions = tuple(sorted(by_head.values(), key=lambda m: (m.first, m.head)))
    return replace(parties, mentions=mentions, by_head=by_head)


def _is_we(token: Token) -> bool:
    """The pronoun, and not the "US" of "US-backed"."""
    return token.low in _WE and token.pos == "PRON" and not (len(token.text) > 1 and token.text.isupper())


def _inside(token: Token, quotes: tuple[tuple[int, int], ...]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in quotes)
