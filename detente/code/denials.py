"""What is denied: clauses under a verb that says it is not so, or under a claim that somebody dismisses."""

from __future__ import annotations

from dataclasses import replace

from detente.code.clauses import Clause
from detente.code.draft import operator_of
from detente.code.predicates import noun_classes
from detente.code.sentences import Parsed, Token

_DISMISSES = ("deny", "dismiss", "refuse")
"""What a verb may do with a claim, so that what was claimed is denied ("operators.tsv")."""


def with_denials(parsed: Parsed, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses, of which those that stand under a denial say the opposite of what they said."""
    by_head = {clause.head: clause for clause in clauses}
    return tuple(
        replace(clause, negated=not clause.negated) if _is_denied(parsed, by_head, clause) else clause
        for clause in clauses
    )


def _is_denied(parsed: Parsed, clauses: dict[int, Clause], clause: Clause) -> bool:
    token = _first_joined(parsed, parsed.tokens[clause.head])
    above = parsed.tokens[token.head]
    if token.dep in ("ccomp", "xcomp") and above.i in clauses:
        return _does(parsed, clauses[above.i], ("deny",))
    noun = parsed.tokens[above.head] if token.dep == "pcomp" else above  # "denied involvement in shelling …"
    if token.dep not in ("pcomp", "acl", "relcl", "ccomp") or noun.pos not in ("NOUN", "PROPN"):
        return False
    of = ("deny",) if token.dep == "pcomp" else _DISMISSES if noun.forms & noun_classes()["claim"] else ()
    return any(noun.i in one.object and _does(parsed, one, of) for one in clauses.values())


def _does(parsed: Parsed, clause: Clause, kinds: tuple[str, ...]) -> bool:
    """Is the verb one of these kinds, and not itself denied ("did not deny that …")?"""
    return not clause.negated and operator_of(parsed, clause) in kinds


def _first_joined(parsed: Parsed, token: Token) -> Token:
    """The first of verbs joined by "and": what holds of it holds of all."""
    while token.dep == "conj" and parsed.tokens[token.head].pos in ("VERB", "AUX"):
        token = parsed.tokens[token.head]
    return token
