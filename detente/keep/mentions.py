"""Which states and organisations a text names, by the vocabulary alone: an index for looking things up.

This is coarser than what the coder knows (no pronouns, no persons) and never makes a record; it lets a
statement or a causal claim be found under the states that its sentence names.
"""

from __future__ import annotations

import re

from detente.model import Codes, codes
from detente.vocab.tables import cache

_WORD = re.compile(r"[^\W_]+")


def named_in(text: str) -> Codes:
    """Codes of the states and organisations named in a text, each once."""
    return codes(all_in(text))


def all_in(text: str) -> list[str]:
    """Codes of the states and organisations in a text as often as named; of two names at one place the longer."""
    words, index = _WORD.findall(text), _index()
    found: list[str] = []
    at = 0
    while at < len(words):
        for name, code in index.get(words[at], ()):
            if tuple(words[at : at + len(name)]) == name:
                found.append(code)
                at += len(name)
                break
        else:
            at += 1
    return found


@cache
def _index() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Names as tuples of words with their code, by their first word, the longest first."""
    index: dict[str, dict[tuple[str, ...], str]] = {}
    for name, code in all_names():
        words = tuple(_WORD.findall(name))
        if words:
            index.setdefault(words[0], {}).setdefault(words, code)
    return {first: tuple(sorted(names.items(), key=_longest_first)) for first, names in index.items()}


def _longest_first(entry: tuple[tuple[str, ...], str]) -> tuple[int, tuple[str, ...]]:
    return -len(entry[0]), entry[0]


@cache
def all_names() -> tuple[tuple[str, str], ...]:
    """Every name with its code, names of states before those of organisations, proper names first."""
    from detente import vocab  # here: what reads no text need not load the words

    states, bodies = vocab.states(), vocab.organisations()
    return (
        *((name, state.code) for state in states for name in state.names),
        *((name, body.of or body.code) for body in bodies for name in (*body.names, body.code)),
        *((name, state.code) for state in states for name in (*state.adjectives, *state.people)),
        *((name, state.code) for state in states for name in (*state.capital, *state.seats)),
        *((name, state.code) for state in states for name in (*state.epithets, *state.territories)),
    )
