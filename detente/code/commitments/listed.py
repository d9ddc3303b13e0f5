"""Commitments that a text only lists: "one billion for the mills, supply of planes, a share in the line"."""

from __future__ import annotations

from detente.code.commitments.sectors import find_sector
from detente.code.grammar.clauses import Clause
from detente.code.grammar.evidence import noun_chars
from detente.code.grammar.predicates import noun_classes
from detente.code.grammar.sentences import Parsed, Token
from detente.code.numbers.amounts import AmountMention
from detente.code.parties.mentions import Parties
from detente.code.told import Told
from detente.model import Codes, Commitment

_GIVING = frozenset(
    "supply sale delivery construction provision purchase upgrade upgrading rehabilitation "
    "modernisation modernization investment loan grant donation credit share stake shipment transfer "
    "export lease package instalment tranche building financing funding extension revival".split()
)
_ABOUT = ("of", "for", "in", "to", "worth")


def find_listed(
    parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties, amounts: tuple[AmountMention, ...],
    used: list[tuple[int, int]],
) -> list[Told]:  # fmt: skip
    """Nouns of giving with a thing or an amount, where no clause has told the commitment already."""
    found = []
    for token in parsed.tokens:
        money = _money_at(amounts, token) if token.pos in ("NOUN", "NUM", "SYM", "PROPN") else None
        if token.lemma not in _GIVING and not (money and _has_purpose(parsed, token)):
            continue
        start, end = noun_chars(parsed, token.i)
        if token.dep in ("compound", "amod", "nmod", "nummod", "quantmod") or any(
            s < end and start < e for s, e in used
        ):
            continue
        clause = _clause_of(parsed, clauses, token)
        if clause is None or clause.negated or clause.unreal or not _is_list(parsed, token, clause):
            continue
        mention = next(
            (
                a
                for a in amounts
                if start <= a.start and a.end <= end and (a.kind != "percent" or _is_share(parsed, token))
            ),
            None,
        )
        if mention is None and not _is_thing(parsed, token):
            continue
        sides = _sides(parsed, parties, clause, token)
        if sides:
            what = _what(parsed, start, end)
            claim = Commitment(
                giver=sides[0], receiver=sides[1], what=what,
                amount=mention.amount if mention else None,
                stage="unclear", sector=find_sector(parsed, (start, end), what, mention),
            )  # fmt: skip
            found.append(
                Told(claim=claim, start=start, end=end, rule=f"listed:{token.lemma}", confidence=0.4)
            )
            used.append((start, end))
    return found


def _money_at(amounts: tuple[AmountMention, ...], token: Token) -> AmountMention | None:
    return next(
        (a for a in amounts if a.kind == "money" and a.start <= token.start and token.end <= a.end), None
    )


def _has_purpose(parsed: Parsed, token: Token) -> bool:
    return any(k.low in ("for", "to") for k in parsed.kids(token.i, "prep"))


def _is_share(parsed: Parsed, token: Token) -> bool:
    """A share of a project is a commitment; a share of a debt, a vote or an opinion is none."""
    projects = noun_classes()["project"] | {"company", "firm", "consortium", "field"}
    under = [n for k in parsed.kids(token.i, "prep") if k.low in ("in", "of") for n in parsed.subtree(k.i)]
    return token.lemma in ("share", "stake") and any(parsed.tokens[n].lemma in projects for n in under)


def _is_thing(parsed: Parsed, token: Token) -> bool:
    classes = noun_classes()
    things = classes["arms"] | classes["goods"] | classes["project"] | classes["aid"] | {"track"}
    under = [n for k in parsed.kids(token.i, "prep") if k.low in _ABOUT for n in parsed.subtree(k.i)]
    return any(parsed.tokens[n].lemma in things for n in (*under, token.i)) and bool(under)


def _is_list(parsed: Parsed, token: Token, clause: Clause) -> bool:
    """Does the noun stand in a list, or under a noun or verb of giving?"""
    if token.dep in ("conj", "appos", "ROOT") or parsed.kids(token.i, "conj"):
        return True
    return token.dep in ("dobj", "pobj", "attr") and (
        parsed.tokens[token.head].lemma in _GIVING
        or clause.lemma in ("build", "include", "comprise", "cover", "be", "involve")
    )


def _clause_of(parsed: Parsed, clauses: tuple[Clause, ...], token: Token) -> Clause | None:
    here = [c for c in clauses if parsed.tokens[c.head].sent == token.sent and c.head <= token.i]
    return max(here, key=lambda c: c.head) if here else None


def _sides(parsed: Parsed, parties: Parties, clause: Clause, token: Token) -> tuple[Codes, Codes] | None:
    """Who gives, by the clause's subject; who receives, by "in", "to" or "for" a state, else by the text."""
    giver = parties.codes_of_all(clause.subject)
    if not giver or len(giver) > 1:
        return None
    named = tuple(n for p, n in clause.obliques if p in ("in", "to", "for"))
    for head in (*clause.object, *named):
        named += tuple(
            n.i
            for k in parsed.kids(head, "prep")
            if k.low in ("in", "to", "for")
            for n in parsed.kids(k.i, "pobj")
        )
    receiver = tuple(c for c in parties.codes_of_all(named) if c not in giver)[:1]
    receiver = receiver or parties.other(giver, clause.head)
    return (giver, receiver) if receiver else None


def _what(parsed: Parsed, start: int, end: int) -> str:
    return " ".join(parsed.text_of(start, end).split()[:14])
