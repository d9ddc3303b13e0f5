"""Which characters tell a claim: the words of a clause or of a noun phrase, without their neighbours."""

from __future__ import annotations

from detente.code.grammar.clauses import Clause, is_clause
from detente.code.grammar.sentences import Parsed, Token


def noun_chars(parsed: Parsed, i: int) -> tuple[int, int]:
    """Characters of the noun phrase under token `i`, without relative clauses and joined phrases."""
    keep = [i]
    for kid in parsed.kids(i):
        if kid.dep not in ("conj", "cc", "appos", "relcl", "advcl", "parataxis"):
            keep += _reach(parsed, kid.i, ("relcl", "advcl", "parataxis", "appos"))
    return _trim(parsed, sorted(keep))


def clause_chars(parsed: Parsed, clause: Clause, *, to_end: bool = True) -> tuple[int, int]:
    """Characters of a clause: from its first own word to its last, without other joined clauses."""
    cut = {kid.i for kid in parsed.kids(clause.head, "conj", "parataxis") if is_clause(parsed, kid)}
    cut |= {
        kid.i
        for kid in parsed.kids(clause.head, "cc", "mark", "punct", "prep", "advmod")
        if kid.i < clause.head and kid.dep in ("cc", "mark")
    }
    cut |= {
        kid.i for kid in parsed.kids(clause.head, "ccomp", "advcl") if _stands_apart(parsed, clause.head, kid)
    }
    keep = [clause.head]
    for kid in parsed.kids(clause.head):
        if kid.i not in cut:
            keep.extend(parsed.subtree(kid.i))
    if not to_end:
        keep = [i for i in keep if i <= clause.head]
    return _trim(parsed, _run(sorted(keep), clause.head, parsed))


def _stands_apart(parsed: Parsed, head: int, kid: Token) -> bool:
    """A clause before its verb, joined by a semicolon, a dash or a bare comma: another sentence in effect."""
    if kid.dep != "ccomp" or kid.i > head:
        return False
    between = [t.text for t in parsed.tokens[kid.i : head]]
    spliced = any(k.i > head for k in parsed.kids(head, "xcomp"))
    return spliced or any(mark in between for mark in (";", ":", "—", "–"))


def _run(keep: list[int], head: int, parsed: Parsed) -> list[int]:
    """The part of `keep` around `head`: cut where another clause's words stand between."""
    kept = set(keep)
    start = end = head
    while start - 1 in kept or (start - 1 >= 0 and _is_mark(parsed.tokens[start - 1]) and start - 2 in kept):
        start -= 1
    top = max(keep)
    while end + 1 in kept or (end + 1 <= top and _is_mark(parsed.tokens[end + 1])):
        end += 1
    return list(range(start, end + 1))


def _is_mark(token: Token) -> bool:
    return token.pos in ("PUNCT", "SPACE", "CCONJ")


_EDGES = frozenset({",", ";", ":", ".", "and", "but", "—", "–", "-", " "})
_OPENERS = _EDGES | {")", "that"}
_CLOSERS = _EDGES | {"(", "!", "?"}


def _trim(parsed: Parsed, keep: list[int]) -> tuple[int, int]:
    while len(keep) > 1 and parsed.tokens[keep[0]].text in _OPENERS:
        keep = keep[1:]
    while len(keep) > 1 and parsed.tokens[keep[-1]].text in _CLOSERS:
        keep = keep[:-1]
    return parsed.chars(keep[0], keep[-1])


def _reach(parsed: Parsed, i: int, cut: tuple[str, ...]) -> list[int]:
    found = [i]
    for kid in parsed.kids(i):
        if kid.dep not in cut:
            found.extend(_reach(parsed, kid.i, cut))
    return sorted(found)
