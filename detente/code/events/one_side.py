"""Deeds of which only one side is named: who did it, or to whom it was done; the other is meant, or there is none."""

from __future__ import annotations

from detente.code.events.blamed import blamed, is_deed
from detente.code.events.draft import COOPERATIVE, GIFTS, Scene, Shaped, Use, operator_of, told_before
from detente.code.events.kinds import can_strike, is_somebody
from detente.code.events.unnamed import (
    counterpart,
    host_of_envoy,
    is_of_many,
    keeper_of_gate,
    meant,
    receiver,
    ruler_of_place,
    served,
    the_country,
    under_sanctions,
    whose_sanctions,
)
from detente.code.grammar.clauses import Clause, under_nouns
from detente.code.grammar.predicates import Frame, noun_classes
from detente.code.parties.mentions import state_codes
from detente.model import Codes, codes

_NEEDS_OTHER = ("AGREE", "AID", "COOPERATE", "SANCTION", "CONCEDE")
_ALL = frozenset("all anybody anyone everybody everyone nobody none".split())
_OURS = ("us", "our", "ours", "me", "my")
_TOWARDS = ("ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN")
"""Deeds of the word, always aimed at somebody."""


def one_sided(use: Use) -> Shaped | None:
    """Only who did it is named: a deed of several, one that needs no other, or one whose other is meant."""
    kind, clause = use.frame.type, use.clause
    truce = any(use.scene.parsed.tokens[o].forms & noun_classes()["ceasefire"] for o in clause.object)
    given = kind in ("AID", "COOPERATE") and bool(clause.dative or clause.under("to"))  # to somebody unknown
    if len(use.actors) > 1 and (
        (truce and kind in ("ASSAULT", "CONCEDE")) or (kind in COOPERATIVE and not given)
    ):
        return use.event(use.actors, ())
    if kind == "PROTEST" and (target := protested(use)):
        return use.event(use.actors, target)
    if _is_to_us(use.scene, clause):
        return None
    if other := _known_of(use):
        return use.event(use.actors, other, inferred=True)
    if kind in _TOWARDS or kind == "ASSAULT":
        other = _aimed(use) if kind in _TOWARDS else _struck(use)
        return use.event(use.actors, other, inferred=True) if other else None
    if kind not in _NEEDS_OTHER:
        return use.event(use.actors, ()) if kind in ("MOBILIZE", "RETREAT", "PROTEST", "COERCE") else None
    return _given(use)


def _is_to_us(scene: Scene, clause: Clause) -> bool:
    """ "Sent us teachers", "kill our herdsmen", where nobody knows who we are: then it is to no other."""
    tokens = scene.parsed.tokens
    nouns = (*clause.object, *clause.dative, *clause.under("to", "for", "against", "on"))
    owners = (k.i for n in nouns for k in scene.parsed.kids(n, "poss"))
    return any(tokens[i].low in _OURS and not scene.parties.codes_of(i) for i in (*nouns, *owners))


def _known_of(use: Use) -> Codes:
    """Whose deed is blamed, which country is left, on whom the sanctions lay: the text has told it."""
    scene, clause, kind = use.scene, use.clause, use.frame.type
    if kind == "ACCUSE" and not clause.object:
        return blamed(scene, clause, use.actors)
    if kind in ("RETREAT", "MOBILIZE", "ASSAULT", "AID") and (land := the_country(scene, clause, use.actors)):
        return land
    above = scene.clauses.get(clause.matrix)
    if kind == "RETREAT" and clause.relation == "relcl" and above:
        # "Chad ended its pact with France, whose troops left"
        host = set(scene.parties.codes_of_all(above.subject)) - set(use.actors)
        return codes(host) if len(host) == 1 else ()
    return under_sanctions(scene, clause, use.actors) if kind in ("RETREAT", "CONCEDE") else ()


def _aimed(use: Use) -> Codes:
    """At whom a judgement, a request, a threat is aimed that names nobody."""
    clause, somebody = use.clause, is_somebody(use.scene, use.clause.object)
    if use.frame.type == "ACCUSE" and is_deed(use.scene, clause.object):
        return ()  # "condemned the attacks": whose they were is not told
    if use.frame.mode == "convict" or clause.conditional or ("obj" in use.frame.recipient and somebody):
        return ()
    return meant(use.scene, clause, use.actors, use.frame)


def _struck(use: Use) -> Codes:
    """Whose petrol station a state's rockets hit: not its own, and nobody's of whom more is said."""
    scene, clause = use.scene, use.clause
    if not (set(use.actors) <= state_codes() and clause.object and can_strike(scene, clause)):
        return ()
    near = {c for o in clause.object for i in scene.parsed.subtree(o) for c in scene.parties.codes_of(i)}
    at_home = near & set(use.actors) or is_somebody(scene, clause.object)
    return () if at_home else meant(scene, clause, use.actors, use.frame)


def _given(use: Use) -> Shaped | None:
    """To whom help is given, something is sold or conceded, whom sanctions hit: the other of whom the text speaks."""
    clause = use.clause
    told_by_itself = clause.own_subject or clause.tense == "future" or _goes_on(use.scene, clause)
    controlled = clause.relation in ("xcomp", "pcomp") and not told_by_itself
    if use.frame.any_object and "obj" in use.frame.recipient and is_somebody(use.scene, clause.object):
        return None  # somebody is named as helped, and the vocabulary does not know whom
    if clause.conditional or controlled or _is_own_work(use.scene, clause, use.frame, use.actors):
        return None
    if is_of_many(use.scene, clause, use.frame):
        return None
    tokens = use.scene.parsed.tokens
    named = [
        n for n in (*clause.dative, *clause.under("to")) if tokens[n].pos == "PROPN" or tokens[n].low in _ALL
    ]
    if use.frame.type in (*GIFTS, "SANCTION") and any(
        set(use.scene.parties.codes_of(n)) <= set(use.actors) for n in named
    ):
        return None  # to somebody by name, whose state is not known or is the giver: "to its Cook Islands"
    other = served(use.scene, clause, use.actors, use.frame) or receiver(
        use.scene, clause, use.actors, use.frame
    )
    if not other and use.frame.type == "CONCEDE":
        return use.event(use.actors, ())  # a curfew eased at home
    return use.event(use.actors, other, inferred=True) if other else None


def _goes_on(scene: Scene, clause: Clause) -> bool:
    """ "Went on to cancel": under a verb that tells it as done, with the same subject."""
    above = scene.clauses.get(clause.matrix)
    return bool(clause.tense and above and operator_of(scene.parsed, above) == "aspect")


def protested(use: Use) -> Codes:
    """ "To protest against X", "in protest at X's law", "to demand of X": whom the purpose names."""
    parsed, clauses = use.scene.parsed, use.scene.clauses
    goals = [clauses[k.i] for k in parsed.kids(use.clause.head, "advcl", "xcomp", "acl") if k.i in clauses]
    places = [h for g in goals for h in (*g.object, *(n for _, n in g.obliques))]
    for noun in use.clause.under("in"):
        if parsed.tokens[noun].lemma in ("protest", "defiance", "opposition"):
            places += [n for _, n in under_nouns(parsed, (noun,))]
    below = [n for _, n in under_nouns(parsed, places)]
    deeper = [n for _, n in under_nouns(parsed, below)]
    for heads in (places, below, deeper):
        found = codes(set(use.scene.parties.codes_of_all(tuple(heads))) - set(use.actors))
        if found:
            return found
    return ()


def lifted(use: Use) -> Shaped | None:
    """ "The ban was lifted": who had laid it on whom was told before."""
    if not use.clause.passive or use.frame.type not in ("RETREAT", "CONCEDE"):
        return None
    for draft in reversed(told_before(use.scene, use.clause, 2)):
        if draft.type in ("SANCTION", "COERCE") and draft.actors and draft.recipients:
            return use.event(draft.actors, draft.recipients, inferred=True)
    return None


def done_by_nobody(use: Use) -> Shaped | None:
    """Only to whom it was done is named: told of force and of passives."""
    kind = use.frame.type
    if use.clause.passive and (found := _by_whom(use)):
        return found
    if not use.clause.passive and not (
        kind == "PROTEST" or (kind == "ASSAULT" and can_strike(use.scene, use.clause))
    ):
        return None
    if kind in ("CONSULT", "SUPPORT"):
        return None
    if kind in GIFTS:
        other = counterpart(use.scene, use.recipients, use.clause)
        return use.event(other, use.recipients, inferred=True) if other else None
    return use.event((), use.recipients)


def _by_whom(use: Use) -> Shaped | None:
    """A passive without an agent whose doer the context tells: the place's rulers, the sanctions' owner, a host."""
    scene, clause, frame = use.scene, use.clause, use.frame
    victims = scene.parties.codes_of_all(clause.object) or use.recipients
    if doers := ruler_of_place(scene, clause, frame.type, frame.mode, victims):
        suffer = codes(set(scene.parties.codes_of_all(clause.object)) - set(doers))
        return use.event(doers, suffer, inferred=True) if suffer else None
    if frame.type in ("REJECT", "SANCTION", "COERCE") and (doers := keeper_of_gate(scene, clause, victims)):
        return use.event(doers, victims, inferred=True)
    if frame.type == "SANCTION" and (doers := whose_sanctions(scene, clause, victims)):
        return use.event(doers, codes(set(victims) - set(doers)))
    if (frame.type == "ACCUSE" or frame.mode == "expel") and (doers := host_of_envoy(scene, clause, victims)):
        return use.event(doers, victims, inferred=True)
    return None


def _is_own_work(scene: Scene, clause: Clause, frame: Frame, actors: Codes) -> bool:
    """A state that builds or opens a project which no other is named for does so at home."""
    project = any(scene.parsed.tokens[o].forms & noun_classes()["project"] for o in clause.object)
    owned = set(scene.parties.codes_of_all(clause.object)) & set(actors)
    return frame.type == "COOPERATE" and (project or bool(owned))
