"""What kind of thing stands as subject or object: an army, a crowd, a person, somebody who can strike."""

from __future__ import annotations

from detente.code.events.draft import Scene
from detente.code.grammar.clauses import Clause
from detente.code.grammar.predicates import noun_classes
from detente.code.grammar.sentences import Token
from detente.code.parties.mentions import group_kinds, human_words
from detente.vocab.tables import cache

_MOVERS = frozenset(
    "delegation team counterpart colleague homologue guest minister official ship warship vessel fleet leader envoy "
    "frigate destroyer submarine president mission party group".split()
)  # fmt: skip

_BLASTS = frozenset(
    "bomb bombing blast explosion mine landmine minefield ambush airstrike shelling gunfire sniper grenade".split()
)


def suits(scene: Scene, clause: Clause, kind: str) -> bool:
    """Is the subject an army (or people), as the frame asks?"""
    tokens = [scene.parsed.tokens[s] for s in clause.subject]
    tokens += [
        p
        for t in tokens
        for k in scene.parsed.kids(t.i, "prep")
        if k.low == "of"
        for p in scene.parsed.kids(k.i, "pobj")
    ]
    if kind == "peoplesubj":
        return any(_is_people(t) for t in tokens)
    if _leaves_no_land(scene, clause):
        return False
    troops = noun_classes()["troops"]
    groups = any(
        (m := scene.parties.by_head.get(s)) is not None and m.type == "group" for s in clause.subject
    )
    return groups or any(t.lemma in troops for t in tokens)


def _is_people(token: Token) -> bool:
    """A crowd or a trade, not soldiers or police."""
    kinds = {group_kinds()[f][0] for f in token.forms if f in group_kinds()}
    many = token.tag in ("NNS", "NNPS")
    return "people" in kinds or (many and not token.forms & noun_classes()["troops"] and "armed" not in kinds)


def _leaves_no_land(scene: Scene, clause: Clause) -> bool:
    """ "Pulled out at the last hour", with no place that is left: of talks or a deal, not of a land."""
    out = clause.particle == "out" or clause.lemma in ("leave", "withdraw", "quit")
    return out and not clause.object and not clause.under("from", "of", "in")


def is_personal(scene: Scene, heads: tuple[int, ...]) -> bool:
    """Is the party a person, a delegation or a state by name, not a thing of it?"""
    return any(
        ((m := scene.parties.by_head.get(h)) is not None and m.how not in ("adjective",))
        or scene.parsed.tokens[h].lemma in _MOVERS
        for h in heads
    )


@cache
def who_strike() -> frozenset[str]:
    """Words for people, troops and arms: those that do things to others without being anybody's."""
    classes = noun_classes()
    return classes["troops"] | classes["arms"] | classes["person"] | human_words().keys()


def is_somebody(scene: Scene, heads: tuple[int, ...]) -> bool:
    """Are they people or troops, named or not?"""
    people = human_words().keys() | noun_classes()["person"] | noun_classes()["troops"]
    return any(scene.parsed.tokens[h].forms & people for h in heads)


def can_strike(scene: Scene, clause: Clause) -> bool:
    """Gunmen and drones strike without being anybody's; prices and wars that "hit" a state do not."""
    return any(scene.parsed.tokens[s].forms & (who_strike() | _BLASTS) for s in clause.subject)
