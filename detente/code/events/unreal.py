"""What is denied, asked or only supposed: clauses that a text gives without telling them as done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from detente.code.events.draft import operator_of
from detente.code.grammar.clauses import Clause, nearest_verb
from detente.code.grammar.mood import begins_with_helper
from detente.code.grammar.predicates import noun_classes, operators
from detente.code.grammar.sentences import Parsed, Token

_DISMISSES = ("deny", "dismiss", "refuse")
"""What a verb may do with a claim, so that what was claimed is denied ("operators.tsv")."""
_ASKS_FOR = ("why", "when", "how", "where", "who", "whom", "what", "which", "whose")
"""Words of a question that takes the deed for granted."""

_Clauses = Mapping[int, Clause]


def mark_unreal(parsed: Parsed, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses; what stands under a denial says the opposite, what is asked or supposed is conditional."""
    by_head = {clause.head: clause for clause in clauses}
    return tuple(
        replace(
            clause,
            negated=clause.negated != _is_denied(parsed, by_head, clause) or _is_passed_over(parsed, clause),
            conditional=clause.conditional or _is_supposed(parsed, by_head, clause),
        )
        for clause in clauses
    )


def _is_denied(parsed: Parsed, clauses: _Clauses, clause: Clause) -> bool:
    """Under a verb of denial, "it is false that", or a claim that somebody dismisses or that is called untrue."""
    token = _first_joined(parsed, parsed.tokens[clause.head])
    above = parsed.tokens[token.head]
    if token.dep in ("ccomp", "xcomp", "csubj") and above.i in clauses:
        return _does(parsed, clauses[above.i], ("deny",)) or _is_untrue(parsed, clauses[above.i])
    if token.dep == "ccomp" and above.dep == "acomp":
        return parsed.tokens[above.head].i in clauses and _is_untrue(parsed, clauses[above.head])
    noun = parsed.tokens[above.head] if token.dep == "pcomp" else above  # "denied involvement in shelling …"
    if token.dep not in ("pcomp", "acl", "relcl", "ccomp") or noun.pos not in ("NOUN", "PROPN"):
        return False
    if token.dep != "pcomp" and _is_claim(noun) and noun.dep == "nsubj" and noun.head in clauses:
        return _is_untrue(parsed, clauses[noun.head])  # "the rumour that … was false"
    of = ("deny",) if token.dep == "pcomp" else _DISMISSES if _is_claim(noun) else ()
    holder = clauses.get(nearest_verb(parsed, noun)) if of else None
    return holder is not None and noun.i in holder.object and _does(parsed, holder, of)


def is_denied_deed(parsed: Parsed, clause: Clause, noun: int) -> bool:
    """Is a deed that a noun names denied in its clause: "denied the attack", "dismissed reports of an attack"?"""
    if noun in clause.object:
        return _does(parsed, clause, ("deny",))
    token = parsed.tokens[noun]
    above = parsed.tokens[parsed.tokens[token.head].head]
    of = _DISMISSES if _is_claim(above) else ("deny",)
    return token.dep == "pobj" and above.i in clause.object and _does(parsed, clause, of)


def _is_claim(noun: Token) -> bool:
    """Is the noun one of something said, which may be so or not?"""
    return bool(noun.forms & noun_classes()["claim"])


def _is_untrue(parsed: Parsed, clause: Clause) -> bool:
    """ "It is false that …", "it is not true that …"."""
    words = {form for kid in parsed.kids(clause.head, "acomp", "attr", "oprd") for form in kid.forms}
    kinds = {operators().get(f"be {word}") for word in words}
    return "be true" in kinds if clause.negated else "deny" in kinds


def _does(parsed: Parsed, clause: Clause, kinds: tuple[str, ...]) -> bool:
    """Is the verb one of these kinds, and not itself denied ("did not deny that …")?"""
    return not clause.negated and operator_of(parsed, clause) in kinds


def _first_joined(parsed: Parsed, token: Token) -> Token:
    """The first of verbs joined by "and": what holds of it holds of all of its form.

    In "denied that it had crossed the line and accused Y" the denier accuses; the parser joins it to "crossed".
    """
    while token.dep == "conj" and parsed.tokens[token.head].pos in ("VERB", "AUX"):
        first = parsed.tokens[token.head]
        if token.tag != first.tag and not parsed.kids(token.i, "aux", "auxpass"):
            return token
        token = first
    return token


def _is_passed_over(parsed: Parsed, clause: Clause) -> bool:
    """ "Without asking", "instead of sending", "far from helping", "rather than attack"."""
    token = parsed.tokens[clause.head]
    marks = (f"{parsed.tokens[k.i - 1].low} {k.low}" for k in parsed.kids(token.i, "mark") if k.i)
    if any(operators().get(mark) == "fail" for mark in marks):
        return True
    if token.dep != "pcomp":
        return False
    above = parsed.tokens[token.head]
    beyond = parsed.tokens[above.head]
    words = (beyond.low, beyond.lemma, *(kid.low for kid in parsed.kids(above.i, "advmod")))
    chains = (f"{word} {above.low}" for word in words)
    return above.low == "without" or any(operators().get(chain) == "fail" for chain in chains)


def _is_supposed(parsed: Parsed, clauses: _Clauses, clause: Clause) -> bool:
    """Asked ("Did X …?"), imagined ("assume that …") or considered ("a referendum on …")."""
    token = parsed.tokens[clause.head]
    first = _first_joined(parsed, token)
    above = clauses.get(first.head) if first.dep in ("ccomp", "xcomp") else None
    if _is_considered(parsed, first) or _is_asked(parsed, token):
        return True
    return bool(above and operator_of(parsed, above) == "suppose")


def _is_considered(parsed: Parsed, token: Token) -> bool:
    """ "A referendum on annexing X", "the idea of leaving": nobody has done it yet."""
    link = parsed.tokens[token.head]
    noun = parsed.tokens[link.head]
    about = token.dep == "pcomp" and link.low in ("on", "of", "about", "for", "over")
    return about and bool(noun.forms & noun_classes()["considered"])


def _is_asked(parsed: Parsed, token: Token) -> bool:
    """A question whether it is so; "why did X …?" takes it to be so."""
    start, past = parsed.sentences[token.sent]
    main = token.dep == "ROOT" or (token.dep == "conj" and parsed.tokens[token.head].dep == "ROOT")
    main = main or begins_with_helper(
        parsed, token
    )  # "Question: will X join?" hangs on the word before the colon
    if not main or not any(parsed.tokens[i].low == "?" for i in range(token.i, past)):
        return False
    return not any(parsed.tokens[i].low in _ASKS_FOR for i in range(start, token.i))
