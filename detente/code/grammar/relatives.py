"""Relative clauses: of which noun they speak, with a pronoun or without one."""

from __future__ import annotations

from detente.code.grammar.sentences import Parsed, Token

_RELATIVE = ("who", "which", "that", "whom", "whose")
_NO_OBJECTS = frozenset("time moment way reason place degree occasion speed".split())
"""Nouns, beside those of days and years, with clauses behind them of which they are no objects: "the way X fought"."""


def antecedent(parsed: Parsed, word: Token, verb: Token) -> int:
    """What a relative pronoun refers to; any other word stands for itself."""
    if word.low in _RELATIVE and verb.dep == "relcl" and word.pos in ("PRON", "DET", "SCONJ"):
        return verb.head
    return word.i


def lacks_pronoun(parsed: Parsed, token: Token) -> bool:
    """ "The buses India had promised": a relative clause right behind the noun that is its object."""
    above = parsed.tokens[token.head]
    if token.dep != "relcl" or above.lemma in _NO_OBJECTS or above.ent in ("DATE", "TIME"):
        return False
    stranded = any(not parsed.kids(k.i, "pobj", "pcomp") for k in parsed.kids(token.i, "prep"))
    first = parsed.tokens[parsed.subtree(token.i)[0]]
    plain = (
        first.i == token.head + 1
        and first.low not in _RELATIVE
        and first.tag not in ("WDT", "WP", "WRB", "IN")
    )
    below = parsed.kids(token.i, "ccomp", "xcomp", "nsubjpass", "acomp", "attr")
    return plain and bool(parsed.kids(token.i, "nsubj")) and not below and not stranded
