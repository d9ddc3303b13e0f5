"""Where in a sentence each party stands: the noun phrases that the encoder is asked about."""

from __future__ import annotations

from dataclasses import dataclass

from detente.code.grammar.clauses import group
from detente.code.grammar.sentences import Parsed, Token
from detente.code.parties.mentions import Parties
from detente.model import Codes, codes

_ARGUMENTS = (
    "nsubj", "nsubjpass", "dobj", "dative", "pobj", "agent", "poss", "conj", "appos", "attr", "ROOT", "npadvmod",
)  # fmt: skip
_PLACES = ("in", "at", "near", "inside", "across", "around")
_INNER = ("det", "amod", "compound", "nmod", "poss", "nummod", "case", "predet", "quantmod")


@dataclass(frozen=True, slots=True)
class Node:
    """A noun phrase and whom it stands for; `place` are its characters from where the stretch begins."""

    head: int
    codes: Codes
    place: tuple[int, int]


def nodes_in(parsed: Parsed, parties: Parties, first: int, last: int) -> tuple[Node, ...]:
    """The parties among tokens `first` to `last`, each once, where it is named most plainly; joined ones together."""
    begin = parsed.tokens[first].start
    best: dict[Codes, tuple[int, int, Node]] = {}
    for token in parsed.tokens[first : last + 1]:
        found = _codes_at(parsed, parties, token)
        if not found:
            continue
        rank = (_rank(parsed, parties, token), token.i)
        if found not in best or rank < best[found][:2]:
            best[found] = (*rank, Node(token.i, found, _place(parsed, token, first, last, begin)))
    nodes = [node for _, _, node in best.values()]
    joined = {c for n in nodes if len(group(parsed, n.head)) > 1 for c in n.codes}  # not "the two countries"
    alone = [n for n in nodes if len(group(parsed, n.head)) > 1 or not set(n.codes) <= joined]
    return tuple(sorted(alone, key=lambda n: n.head))


def _rank(parsed: Parsed, parties: Parties, token: Token) -> int:
    """By name first; but "security forces in Guinea" before the Guinea in it, which is only where they are."""
    mention = parties.by_head.get(token.i)
    named = mention is not None and bool(mention.label or mention.person)
    where = token.dep == "pobj" and parsed.tokens[token.head].low in _PLACES
    if named and token.dep != "poss" and not where and token.pos != "PRON":
        return 0
    if token.dep in ("nsubj", "nsubjpass", "dobj", "agent", "dative") and token.pos != "PRON":
        return 1
    return 2 if named else 3


def node_for(nodes: tuple[Node, ...], wanted: Codes, near: int) -> Node | None:
    """The noun phrase that stands for all of `wanted`, else for one of them, nearest to token `near`."""
    fits = [n for n in nodes if set(n.codes) & set(wanted)]
    return min(fits, key=lambda n: (n.codes != wanted, abs(n.head - near), n.head), default=None)


def node_at(
    parsed: Parsed, parties: Parties, heads: tuple[int, ...], wanted: Codes, first: int, last: int
) -> Node | None:
    """The noun phrase under the first of `heads`, if they stand for `wanted` and are among tokens `first` to `last`."""
    inside = [h for h in heads if first <= h <= last]
    if not wanted or not inside or parties.codes_of_all(heads) != wanted:
        return None
    return Node(
        inside[0], wanted, _place(parsed, parsed.tokens[inside[0]], first, last, parsed.tokens[first].start)
    )


def _codes_at(parsed: Parsed, parties: Parties, token: Token) -> Codes:
    if token.dep not in _ARGUMENTS or token.pos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        return ()
    if token.dep == "conj" and parsed.tokens[token.head].pos in ("NOUN", "PROPN", "PRON"):
        return ()  # goes with what it is joined to
    return codes(c for i in group(parsed, token.i) for c in parties.codes_of(i))


def relative_node(parsed: Parsed, first: int, last: int, codes: Codes) -> Node | None:
    """The "which" or "who" of a relative clause, where whom it stands for is named outside."""
    for token in parsed.tokens[first : last + 1]:
        if token.low in ("which", "who", "that", "whom") and token.dep in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "pobj",
        ):
            begin = parsed.tokens[first].start
            return Node(token.i, codes, (token.start - begin, token.end - begin))
    return None


def _place(parsed: Parsed, token: Token, first: int, last: int, begin: int) -> tuple[int, int]:
    """Characters of the noun phrase without its clauses and prepositions, joined ones included."""
    inside = set(group(parsed, token.i))
    todo = list(inside)
    while todo:
        for kid in parsed.kids(todo.pop(), *_INNER):
            inside.add(kid.i)
            todo.append(kid.i)
    start, end = parsed.chars(max(first, min(inside)), min(last, max(inside)))
    return start - begin, end - begin
