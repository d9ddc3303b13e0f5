"""Events that no single verb tells: diplomats given hours to leave, a price that somebody is to pay."""

from __future__ import annotations

from dataclasses import replace

from detente.code.clauses import Clause, under_preposition
from detente.code.draft import Draft, Scene, make_draft
from detente.code.predicates import noun_classes
from detente.code.unnamed import counterpart
from detente.model import codes

_LEAVE = ("leave", "go", "depart", "quit", "pack")
_TELLS = ("tell", "order", "ask", "instruct", "give", "request", "direct")
_DIPLOMATS = frozenset(
    "ambassador envoy diplomat attaché attache consul chargé charge consul-general".split()
)
_PAYS = ("pay", "regret", "suffer", "rue")
_PRICE = frozenset("price consequence cost penalty dearly retribution retaliation".split())


def sent_away(scene: Scene, clause: Clause) -> Draft | None:
    """Diplomats told to leave, given hours to leave, declared unwelcome: expelled (CAMEO 161)."""
    parsed = scene.parsed
    people = (*clause.object, *clause.dative)
    unwelcome = clause.lemma in ("declare", "name", "pronounce") and _has_words(
        scene, clause, ("grata", "unwelcome")
    )
    told = clause.lemma in _TELLS and any(
        parsed.tokens[i].lemma in _LEAVE and parsed.tokens[i].i > clause.head and parsed.tokens[i].tag == "VB"
        for i in parsed.subtree(clause.head)
    )  # fmt: skip
    if clause.negated or not (unwelcome or told) or not _is_of_embassy(scene, people):
        return None
    victims = scene.parties.codes_of_all(people)
    actors = codes(set(scene.parties.codes_of_all(clause.subject)) - set(victims))
    inferred = not actors
    if inferred:
        places = [
            k
            for i in parsed.subtree(clause.head)
            if parsed.tokens[i].lemma in _LEAVE
            for k in parsed.kids(i, "dobj")
        ]
        left = codes(c for k in places for c in scene.parties.codes_of(k.i) if c not in victims)
        actors = left or counterpart(scene, victims, clause)
    if not actors or not victims:
        return None
    scene.consumed.update(
        c.head for c in scene.clauses.values() if c.matrix == clause.head and c.lemma in _LEAVE
    )
    draft = make_draft(scene, clause, actors, victims, "SANCTION", "expel", "sent away", clause)
    return replace(draft, inferred=inferred)


def _has_words(scene: Scene, clause: Clause, words: tuple[str, ...]) -> bool:
    return any(scene.parsed.tokens[i].low in words for i in scene.parsed.subtree(clause.head))


def _is_of_embassy(scene: Scene, people: tuple[int, ...]) -> bool:
    """Diplomats, consular officials, or "18 members of the Russian embassy"."""
    parsed = scene.parsed
    words = {f for o in people for f in parsed.tokens[o].forms}
    beside = {k.low for o in people for k in parsed.kids(o, "amod", "compound")}
    below = [n for o in people for k in parsed.kids(o, "prep") for _, n in under_preposition(parsed, k)]
    of_embassy = any(parsed.tokens[n].forms & noun_classes()["embassy"] for n in below)
    return (
        bool(words & _DIPLOMATS or beside & {"consular", "embassy", "diplomatic", "defence", "defense"})
        or of_embassy
    )


def price_named(scene: Scene, clause: Clause, inner: list[Clause]) -> Draft | None:
    """ "Said that Iran would pay for it", "would face consequences": a threat of whoever says so (CAMEO 130)."""
    for one in inner:
        words = {f for o in one.object for f in scene.parsed.tokens[o].forms}
        words |= {k.low for k in scene.parsed.kids(one.head, "advmod")}
        pays = one.lemma in _PAYS and (_for_harm(scene, one) or words & _PRICE)
        faces = one.lemma in ("face", "bear", "meet") and words & _PRICE
        speakers = scene.parties.codes_of_all(clause.subject)
        warned = codes(set(scene.parties.codes_of_all(one.subject)) - set(speakers))
        ahead = one.tense == "future" or one.modal in ("would", "will", "shall")
        if (pays or faces) and ahead and not one.negated and speakers and warned:
            scene.consumed.add(one.head)
            plain = replace(clause, conditional=False)
            return make_draft(scene, plain, speakers, warned, "THREATEN", None, "price named", one)
    return None


def _for_harm(scene: Scene, clause: Clause) -> bool:
    """ "Pay for it", "for the attack": not for fuel."""
    harm = noun_classes()["crime"] | noun_classes()["war"]
    tokens = [scene.parsed.tokens[n] for n in clause.under("for")]
    return any(t.pos == "PRON" or t.low in ("this", "that") or t.forms & harm for t in tokens)
