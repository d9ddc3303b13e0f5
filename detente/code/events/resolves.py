"""Decisions, promises and refusals told by a noun: "Japan's decision to ban Russian crab", as by its verb."""

from __future__ import annotations

from detente import vocab
from detente.code.events.draft import Scene
from detente.code.grammar.clauses import Clause, under_nouns
from detente.code.grammar.sentences import Token
from detente.vocab.tables import cache

_UNTOLD = frozenset(
    "deny doubt await expect fear discuss consider predict urge demand seek want avoid prevent reject refuse ignore "
    "grant accept warn withdraw reverse drop retract abandon cancel rescind revoke repeal reconsider".split()
)
"""Verbs under which a decision is only talked of, or that tell what came of it."""


@cache
def _verbs() -> dict[str, str]:
    rows = vocab.rows("noun_operators.tsv", ("nouns", "verb", "source"))
    return {noun: row["verb"] for row in rows for noun in row["nouns"].split("|")}


def noun_clauses(scene: Scene) -> list[Clause]:
    """For each such noun with an owner and an infinitive, the clause that its verb would make."""
    found = (_clause(scene, token) for token in scene.parsed.tokens if token.lemma in _verbs())
    return [clause for clause in found if clause is not None]


def _clause(scene: Scene, noun: Token) -> Clause | None:
    parsed = scene.parsed
    deeds = [
        k.i for k in parsed.kids(noun.i, "acl")
        if k.tag == "VB" and k.i in scene.clauses and k.i > noun.i and k.i not in scene.consumed
    ]  # fmt: skip
    owners = [k.i for k in parsed.kids(noun.i, "poss")]
    owners += [
        n for p, n in under_nouns(parsed, (noun.i,)) if p in ("by", "of") and n < min(deeds, default=0)
    ]
    if noun.pos != "NOUN" or not deeds or not owners:
        return None
    above = next(
        (c for c in scene.clauses.values() if noun.i in (*c.subject, *c.object, *(n for _, n in c.obliques))),
        None,
    )
    untold = above and (above.lemma in _UNTOLD or (above.negated and noun.i in above.object))
    none = any(k.low in ("no", "any") for k in parsed.kids(noun.i, "det", "neg"))
    if untold or none:
        return None
    return Clause(
        head=noun.i, lemma=_verbs()[noun.lemma], subject=tuple(owners), complement=tuple(deeds), tense="past",
        own_subject=True, conditional=bool(above and above.unreal), relation=noun.dep,
    )  # fmt: skip
