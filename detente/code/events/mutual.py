"""Events in which all are actors: talks, pacts, joint exercises; and who visits whom in a meeting."""

from __future__ import annotations

from detente.code.events.draft import Scene, Shaped, told_before
from detente.code.events.unnamed import counterpart
from detente.code.grammar.clauses import Clause, under_nouns
from detente.code.grammar.predicates import Frame, noun_classes
from detente.code.parties.mentions import state_codes
from detente.model import Codes, codes

_BROKERS = frozenset("broker mediator witness host guarantor facilitator go-between".split())
_COMMANDERS = frozenset("commander officer".split())
_JOINT = ("joint", "bilateral", "combined", "trilateral", "multinational")


def read_mutual(
    scene: Scene, clause: Clause, frame: Frame, actors: Codes, recipients: Codes
) -> Shaped | None:
    """All are actors; of one party alone, the other is the one that the text speaks of beside it."""
    if clause.lemma in ("broker", "mediate", "sponsor", "facilitate") and frame.type == "AGREE":
        return None  # the broker of a deal is no party to it
    together = codes((*actors, *recipients))
    if clause.passive and not actors:
        between = scene.parties.codes_of_all(clause.object) or _around(scene, clause)
        if not between and not _is_left_open(scene, clause, frame):
            between = _last_two(scene, clause)
        together = codes((*between, *(() if _is_brokered(scene, clause) else recipients)))
    if not together and not clause.passive and _are_officials(scene, clause):
        pair = both_sides(scene, clause)  # "foreign ministers met in Sofia", "negotiators agreed on a text"
        told = bool(pair) and not _is_elsewhere(scene, clause, pair)
        return (pair, (), frame.type, frame.mode, True) if told else None
    if frame.shape == "meeting" and (visit := _visit(scene, clause, actors, recipients)):
        return visit
    if frame.shape == "drill":
        together = together or _in_both(scene, clause)
        if len(together) == 1 and not _has(scene, clause.object, _JOINT):
            return together, recipients, "MOBILIZE", "troops", False
    if len(together) == 1:
        alone = not set(together) <= state_codes()  # a council that agrees does so within itself
        if clause.conditional or alone or (frame.shape == "meeting" and not recipients):
            return None
        together = codes((*together, *counterpart(scene, together, clause)))
        return (together, (), frame.type, frame.mode, True) if len(together) > 1 else None
    if len(together) < 2:
        return None
    many = frame.type == "CONSULT" and frame.mode is None and len(together) > 2
    return together, (), frame.type, "multilateral" if many else frame.mode, False


def _is_left_open(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """ "No price was set", which nobody named has failed to do; that "no agreement was reached" is told of two."""
    pact = any(scene.parsed.tokens[o].forms & noun_classes()["pact"] for o in clause.object)
    return clause.negated and frame.type == "AGREE" and not pact


def both_sides(scene: Scene, clause: Clause) -> Codes:
    """The two who are meant where only their officials, or "each side", are named."""
    return two_told_of(scene, clause, 2) or (
        codes(scene.parties.focus) if len(scene.parties.focus) == 2 else ()
    )


def two_told_of(scene: Scene, clause: Clause, reach: int, *, besides: Codes = ()) -> Codes:
    """The two states of the last event, at most `reach` sentences back, in which two had a part beside `besides`."""
    for draft in reversed(told_before(scene, clause, reach)):
        sides = {*draft.actors, *draft.recipients} - set(besides)
        if len(sides) == 2 and sides <= state_codes():
            return codes(sides)
    return ()


def _are_officials(scene: Scene, clause: Clause) -> bool:
    """Several ministers, envoys or commanders, of whom is not said: not "Arab ministers"."""
    classes = noun_classes()
    words = classes["leader"] | classes["envoy"] | classes["delegation"] | _COMMANDERS
    for head in clause.subject:
        token = scene.parsed.tokens[head]
        opens = scene.parsed.sentences[token.sent][0]
        named = [
            k for k in scene.parsed.kids(head, "amod", "compound") if k.text[0].isupper() and k.i > opens
        ]
        adjective = any(k.ent == "NORP" for k in scene.parsed.kids(head, "amod"))
        if token.tag == "NNS" and token.forms & words and not scene.parties.codes_of(head):
            return not named and not adjective
    return False


def _is_elsewhere(scene: Scene, clause: Clause, pair: Codes) -> bool:
    """Does the sentence name others, or another's place?"""
    here = scene.parsed.tokens[clause.head].sent
    named = {c for m in scene.parties.mentions if scene.parsed.tokens[m.head].sent == here for c in m.codes}
    places = [scene.parsed.tokens[n] for n in clause.under("in", "at")]
    unknown = any(t.pos == "PROPN" and t.ent != "DATE" and not scene.parties.codes_of(t.i) for t in places)
    return bool(named - set(pair)) or unknown


def _last_two(scene: Scene, clause: Clause) -> Codes:
    """ "The treaty has not been signed": whose it is, the last deed of several or the last meeting tells."""
    for draft in reversed(told_before(scene, clause, 2)):
        sides = codes((*draft.actors, *(draft.recipients if draft.type == "CONSULT" else ())))
        if len(sides) > 1 and sides != draft.recipients:
            return sides
    return ()


def _visit(scene: Scene, clause: Clause, actors: Codes, recipients: Codes) -> Shaped | None:
    """A meeting in the capital of one of the two is a visit to that one."""
    if len(actors) != 1 or len(recipients) != 1:
        return None
    within = [n for p, n in under_nouns(scene.parsed, clause.object) if p == "in"]
    host = scene.parties.codes_of_all((*clause.under("in", "at"), *within))
    if host == recipients:
        return actors, recipients, "CONSULT", "visit", False
    return (recipients, actors, "CONSULT", "visit", False) if host == actors else None


def _in_both(scene: Scene, clause: Clause) -> Codes:
    """Exercises "held in both countries" are theirs."""
    nouns = [n for n in clause.under("in", "by") if (m := scene.parties.by_head.get(n)) and m.how == "both"]
    return scene.parties.codes_of_all(tuple(nouns))


def _is_brokered(scene: Scene, clause: Clause) -> bool:
    """ "With China as broker": the one named is no party."""
    words = {scene.parsed.tokens[n].lemma for n in clause.under("as")}
    words |= {
        scene.parsed.tokens[n].lemma for p, n in under_nouns(scene.parsed, clause.under("with")) if p == "as"
    }
    return bool(words & _BROKERS)


def _around(scene: Scene, clause: Clause) -> Codes:
    """For a passive without an agent: the subject of the clause above it."""
    above = scene.clauses.get(clause.matrix)
    return scene.parties.codes_of_all(above.subject) if above else ()


def _has(scene: Scene, heads: tuple[int, ...], words: tuple[str, ...]) -> bool:
    return any(k.low in words for h in heads for k in scene.parsed.kids(h, "amod", "compound"))
