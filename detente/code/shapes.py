"""The event of a verb that no other verb governs: who is actor and who recipient in each shape of frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from detente.code.clauses import Clause, under_nouns
from detente.code.draft import COOPERATIVE, GIFTS, Draft, Scene, Shaped, make_draft, party_at
from detente.code.kinds import can_strike, is_personal, is_somebody, suits
from detente.code.mutual import both_sides, read_mutual
from detente.code.parties import state_codes
from detente.code.predicates import Frame, noun_classes
from detente.code.unnamed import (
    beyond_border,
    blamed,
    counterpart,
    doer_of,
    doer_of_deed,
    host_of_envoy,
    last_receiver,
    ruler_of_place,
    served,
    the_country,
    told_before,
    whose_sanctions,
)
from detente.model import Codes, codes

_NEEDS_OTHER = ("AGREE", "AID", "COOPERATE", "SANCTION", "CONCEDE")
_TOWARDS = ('ACCUSE','REJECT','SUPPORT','REQUEST','THREATEN',)
_ORDERS = ("tell", "push", "press", "order", "require", "command", "instruct", "insist", "summon")
_PEACE = frozenset("ceasefire cease-fire truce peace end dialogue calm restraint settlement".split())


@dataclass(frozen=True, slots=True)
class Use:
    """A frame as a clause uses it, with the parties that its places name."""

    scene: Scene
    clause: Clause
    frame: Frame
    actors: Codes
    recipients: Codes

    def event(self, actors: Codes, recipients: Codes, *, inferred: bool = False) -> Shaped:
        """The frame's own type and mode between these."""
        return actors, recipients, self.frame.type, self.frame.mode, inferred


def read_plain(scene: Scene, clause: Clause, frame: Frame) -> Draft | None:
    """The event of a verb that no operator governs."""
    if clause.lemma == "make" and len(clause.object) > 1:
        return None  # "made peace with X a central goal": a wish, not the peace
    if frame.type == "COOPERATE" and (gift := _built_with(scene, clause)):
        return gift
    if _each_other(scene, clause) and (pair := both_sides(scene, clause)):
        return replace(make_draft(scene, clause, pair, (), frame.type, frame.mode, frame.rule, clause), inferred=True)
    actors = party_at(scene, clause, frame.actor)
    recipients, judged = _aimed_at(scene, clause, frame, actors)
    if frame.type == "MOBILIZE" and _keeps_peace(scene, clause):
        frame = replace(frame, type="AID", mode=None)  # CAMEO 074
    shape = SHAPES.get(frame.shape, _directed)
    shaped = shape(Use(scene, clause, frame, actors, recipients))
    if shaped is None:
        return None
    actors, recipients, kind, mode, inferred = shaped
    draft = make_draft(scene, clause, actors, recipients, kind, mode, frame.rule, clause)
    return replace(draft, inferred=inferred or judged)


def _each_other(scene: Scene, clause: Clause) -> bool:
    """ "Each side accuses the other"."""
    tokens = scene.parsed.tokens
    each = any(
        tokens[s].low == "each" or any(k.low == "each" for k in scene.parsed.kids(s, "det")) for s in clause.subject
    )
    return each and any(tokens[o].low == "other" for o in clause.object)


def _aimed_at(scene: Scene, clause: Clause, frame: Frame, actors: Codes) -> tuple[Codes, bool]:
    """At whom the deed is aimed, and whether only the context tells."""
    named = codes(set(party_at(scene, clause, frame.recipient)) - set(actors))
    if frame.type == "MOBILIZE":
        return named or beyond_border(scene, clause, actors), False
    if not actors:
        return named, False
    if not named and frame.type == "ACCUSE":  # "complains that Congo shelters the rebels"
        doers = tuple(s for i in clause.complement if i in scene.clauses for s in scene.clauses[i].subject)
        named = codes(set(scene.parties.codes_of_all(doers)) - set(actors))
    if not named and frame.type == "ACCUSE":  # "denounced it as a provocation by Washington"
        below = under_nouns(scene.parsed, clause.under("as"))
        named = codes(set(scene.parties.codes_of_all(tuple(n for p, n in below if p in ("by", "of")))) - set(actors))
    if not named and frame.type in ("ACCUSE", "REJECT", "SUPPORT"):
        named = codes(set(_makers(scene, clause)) - set(actors))
    if frame.type == "ACCUSE" or frame.mode == "convict":
        guilty = doer_of_deed(scene, clause, actors)
        named = named if guilty is None else guilty
    if named or frame.type not in ("ACCUSE", "REJECT", "SUPPORT"):
        return named, False
    judged = doer_of(scene, clause, actors, frame)
    return judged, bool(judged)


def _makers(scene: Scene, clause: Clause) -> Codes:
    """ "Denounced the observers whom the Union has stationed": who did what the object is known by."""
    below = [k.i for o in clause.object for k in scene.parsed.kids(o, "relcl") if k.i in scene.clauses]
    told = [scene.clauses[i] for i in below if scene.clauses[i].subject != clause.object]
    done = [one for one in told if one.own_subject and one.tense == "past" and not one.modal]
    return scene.parties.codes_of_all(tuple(s for one in done for s in one.subject))


def _keeps_peace(scene: Scene, clause: Clause) -> bool:
    """Are the troops sent as peacekeepers?"""
    below = scene.parsed.subtree(clause.head)
    return any(scene.parsed.tokens[i].low.startswith(("peacekeep", "peace-keep")) for i in below)


def _built_with(scene: Scene, clause: Clause) -> Draft | None:
    """ "Was built with Soviet credit": whose money it is, gives."""
    classes = noun_classes()
    means = classes["aid"] | classes["money"] | classes["support"]
    nouns = [n for n in clause.under("with", "through") if scene.parsed.tokens[n].forms & means]
    giver = scene.parties.codes_of_all(tuple(nouns))
    if not clause.passive or len(giver) != 1:
        return None
    owner = codes(set(scene.parties.codes_of_all(clause.object)) - set(giver)) or scene.parties.other(
        giver, clause.head
    )
    if not owner:
        return None
    return replace(make_draft(scene, clause, giver, owner, "AID", None, "built with", clause), inferred=True)


def _reciprocal(use: Use) -> Shaped | None:
    return read_mutual(use.scene, use.clause, use.frame, use.actors, use.recipients)


def _host(use: Use) -> Shaped | None:
    """ "X received Y": the guest is the actor."""
    meets = use.actors and use.recipients and is_personal(use.scene, use.clause.object)
    return use.event(use.recipients, use.actors) if meets else None


def _talkers(use: Use) -> Shaped | None:
    """ "X hosted talks of Y and Z": the talkers are actors, the host the recipient."""
    parsed = use.scene.parsed
    below = [k.i for o in use.clause.object for p in parsed.kids(o, "prep") for k in parsed.kids(p.i, "pobj")]
    talkers = use.recipients or use.scene.parties.codes_of_all(tuple(below))
    return use.event(talkers, use.actors) if len(talkers) > 1 and use.actors else None


def _motion(use: Use) -> Shaped | None:
    """ "X flew to Y", of persons, delegations and ships."""
    if use.actors and use.recipients and _keeps_peace(use.scene, use.clause):
        return use.actors, use.recipients, "AID", None, False  # CAMEO 074
    there = any(k.low == "there" for k in use.scene.parsed.kids(use.clause.head, "advmod"))
    place = use.recipients or (use.scene.parties.other(use.actors, use.clause.head) if there else ())
    moves = use.actors and place and is_personal(use.scene, use.clause.subject)
    return use.event(use.actors, place, inferred=not use.recipients) if moves else None


def _partner(use: Use) -> Shaped | None:
    """ "X trains with Y": only where both are named."""
    return use.event(codes((*use.actors, *use.recipients)), ()) if use.actors and use.recipients else None


def _both_named(use: Use) -> Shaped | None:
    return use.event(use.actors, use.recipients) if use.actors and use.recipients else None


def _armed(use: Use) -> Shaped | None:
    """What ships, troops and armed groups do, against whom need not be said."""
    return (
        use.event(use.actors, use.recipients)
        if use.actors and suits(use.scene, use.clause, "armedsubj")
        else None
    )


def _ceasefire(use: Use) -> Shaped | None:
    return use.event(use.actors, use.recipients) if use.actors else None


def _with_other(use: Use) -> Shaped | None:
    """ "X returned the visit", "the town fell to X": the other is the one spoken of beside it."""
    other = use.recipients or counterpart(use.scene, use.actors, use.clause)
    return use.event(use.actors, other, inferred=not use.recipients) if use.actors and other else None


def _walkout(use: Use) -> Shaped | None:
    """ "X stayed away from the talks"."""
    talks = noun_classes()["talks"]
    missed = any(use.scene.parsed.tokens[n].forms & talks for _, n in use.clause.obliques)
    return use.event(use.actors, use.recipients) if use.actors and missed else None


def _warning(use: Use) -> Shaped | None:
    """A warning "that …" is a statement; one "to X" or "against" is a threat."""
    return None if use.clause.complement or not use.recipients else _directed(use)


def _request(use: Use) -> Shaped | None:
    clause = use.clause
    wanted = clause.under("for")
    if clause.lemma in _ORDERS and not wanted:
        return None
    ends = {use.scene.parsed.tokens[n].lemma for n in wanted} & _PEACE
    if len(use.actors) > 1 and not use.recipients and ends:
        return use.actors, (), "AGREE", None, False  # the parties' own call to end their conflict
    mode = _request_mode(use.scene, clause, use.frame.mode)
    if use.actors and not use.recipients and not clause.conditional and (other := _meant(use)):
        return use.actors, other, use.frame.type, mode, True
    return (
        (use.actors, use.recipients, use.frame.type, mode, False) if use.actors and use.recipients else None
    )


def _directed(use: Use) -> Shaped | None:
    """One does it to another; the frame may ask for an army or a crowd as its subject."""
    asked = use.frame.actor[0] if use.frame.actor else ""
    if asked.endswith("subj") and asked != "subj" and not suits(use.scene, use.clause, asked):
        return None
    kind, clause = use.frame.type, use.clause
    if not (use.actors or use.recipients):
        return _lifted(use)
    if kind == "PROTEST" and use.actors and not use.scene.parties.codes_of_all(clause.object):
        target = _protested(use)  # whom the purpose names, before the place
        if target:
            return use.event(use.actors, target)
    if kind == "CONCEDE" and clause.complement:
        return None  # "he conceded that …" is a statement
    if use.actors and use.recipients:
        return use.event(use.actors, use.recipients)
    return _one_sided(use) if use.actors else _done_by_nobody(use)


def _one_sided(use: Use) -> Shaped | None:
    """Only who did it is named: a deed of several, one that needs no other, or one whose other is meant."""
    kind, clause = use.frame.type, use.clause
    truce = any(use.scene.parsed.tokens[o].forms & noun_classes()["ceasefire"] for o in clause.object)
    if len(use.actors) > 1 and (kind in COOPERATIVE or truce):
        return use.event(use.actors, ())
    if kind == "PROTEST" and (target := _protested(use)):
        return use.event(use.actors, target)
    if kind == "ACCUSE" and not clause.object and (guilty := blamed(use.scene, clause, use.actors)):
        return use.event(use.actors, guilty, inferred=True)
    if kind in ("RETREAT", "MOBILIZE", "ASSAULT", "AID") and (
        land := the_country(use.scene, clause, use.actors)
    ):
        return use.event(use.actors, land, inferred=True)
    if kind == "ASSAULT" and set(use.actors) <= state_codes() and clause.object and can_strike(use.scene, clause):
        near = {c for o in clause.object for i in use.scene.parsed.subtree(o) for c in use.scene.parties.codes_of(i)}
        at_home = near & set(use.actors) or is_somebody(use.scene, clause.object)
        struck = () if at_home else _meant(use)
        return use.event(use.actors, struck, inferred=True) if struck else None
    if kind in _TOWARDS and use.frame.mode != "convict" and not clause.conditional:
        if "obj" in use.frame.recipient and is_somebody(use.scene, clause.object):
            return None
        other = _meant(use)
        return use.event(use.actors, other, inferred=True) if other else None
    if kind in ("RETREAT", "CONCEDE") and (freed := _under_sanctions(use)):
        return use.event(use.actors, freed, inferred=True)
    if kind not in _NEEDS_OTHER:
        return use.event(use.actors, ()) if kind in ("MOBILIZE", "RETREAT", "PROTEST", "COERCE") else None
    controlled = clause.relation == "xcomp" and not clause.own_subject and clause.tense != "future"
    if use.frame.any_object and "obj" in use.frame.recipient and is_somebody(use.scene, clause.object):
        return None  # somebody is named as helped, and the vocabulary does not know whom
    if clause.conditional or controlled or _is_own_work(use.scene, clause, use.frame, use.actors):
        return None
    told = use.scene, clause, use.actors, use.frame
    other = served(*told) or last_receiver(*told) or counterpart(use.scene, use.actors, clause)
    if not other and kind == "CONCEDE":
        return use.event(use.actors, ())  # a curfew eased at home
    return use.event(use.actors, other, inferred=True) if other else None


def _under_sanctions(use: Use) -> Codes:
    """ "The bloc lifted the sanctions": on whom it had laid them, was told before."""
    if not any(use.scene.parsed.tokens[o].forms & noun_classes()["sanction"] for o in use.clause.object):
        return ()
    laid = [
        d for d in use.scene.drafts
        if d.head < use.clause.head and d.type in ("SANCTION", "COERCE") and d.actors == use.actors and d.recipients
    ]  # fmt: skip
    return laid[-1].recipients if laid else ()


def _meant(use: Use) -> Codes:
    """Whom a judgement, request or refusal is aimed at that names nobody: whom the text has spoken of so far."""
    scene, clause = use.scene, use.clause
    if _names_another(scene, clause, use.actors):
        return ()  # "condemned the invasion of Ukraine": named, and not as the one who is meant
    home = scene.parties.home
    third = not set(use.actors) & set(scene.parties.focus)  # outsiders take the side of those who report it
    if use.frame.type == "SUPPORT" and third and home and home not in use.actors:
        return (home,)
    return counterpart(scene, use.actors, clause) if _is_named_before(scene, clause, use.actors) else ()


def _names_another(scene: Scene, clause: Clause, actors: Codes) -> bool:
    """Do the objects of the verb name somebody, clauses with a tense of their own left out?"""
    parsed, todo = scene.parsed, [*clause.object, *(n for _, n in clause.obliques)]
    while todo:
        at = todo.pop()
        if set(scene.parties.codes_of(at)) - set(actors) and parsed.tokens[at].ent not in ("DATE", "TIME"):
            return True
        todo += [k.i for k in parsed.kids(at) if not (k.i in scene.clauses and scene.clauses[k.i].tense and k.dep == "relcl")]
    return False


def _is_named_before(scene: Scene, clause: Clause, actors: Codes) -> bool:
    before = (m for m in scene.parties.mentions if m.first < clause.head)
    return any(m.type == "state" and not set(m.codes) <= set(actors) for m in before)


def _protested(use: Use) -> Codes:
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


def _lifted(use: Use) -> Shaped | None:
    """ "The ban was lifted": who had laid it on whom was told before."""
    if not use.clause.passive or use.frame.type not in ("RETREAT", "CONCEDE"):
        return None
    for draft in reversed(told_before(use.scene, use.clause, 2)):
        if draft.type in ("SANCTION", "COERCE") and draft.actors and draft.recipients:
            return use.event(draft.actors, draft.recipients, inferred=True)
    return None


def _done_by_nobody(use: Use) -> Shaped | None:
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
    if frame.type == "SANCTION" and (doers := whose_sanctions(scene, clause, victims)):
        return use.event(doers, codes(set(victims) - set(doers)))
    if (frame.type == "ACCUSE" or frame.mode == "expel") and (doers := host_of_envoy(scene, clause, victims)):
        return use.event(doers, victims, inferred=True)
    return None


def _fired(use: Use) -> Shaped | None:
    """Missiles fired "at Israel" strike it; fired into the sea they are a test."""
    struck = codes(set(use.scene.parties.codes_of_all(use.clause.under("at", "against"))) - set(use.actors))
    if use.actors and struck and not use.clause.under("over", "towards", "toward"):
        words = {f for o in use.clause.object for f in use.scene.parsed.tokens[o].forms}
        mode = (
            "drone"
            if words & {"drone", "drones"} and not words & {"missile", "missiles"}
            else "heavy-weapons"
        )
        return use.actors, struck, "ASSAULT", mode, False
    return _directed(use)


def _is_own_work(scene: Scene, clause: Clause, frame: Frame, actors: Codes) -> bool:
    """A state that builds or opens a project which no other is named for does so at home."""
    project = any(scene.parsed.tokens[o].forms & noun_classes()["project"] for o in clause.object)
    owned = set(scene.parties.codes_of_all(clause.object)) & set(actors)
    return frame.type == "COOPERATE" and (project or bool(owned))


def _payment(use: Use) -> Shaped | None:
    """Money or goods that arrive come from whom the text last said would send them."""
    scene, clause = use.scene, use.clause
    words = {scene.parsed.tokens[s].lemma for s in clause.subject}
    if not words & (
        noun_classes()["aid"] | noun_classes()["money"] | noun_classes()["arms"] | noun_classes()["goods"]
    ):
        return None
    before = [
        d for d in scene.drafts if d.head < clause.head and d.actors and d.recipients and d.type in GIFTS
    ]
    if not before:
        return None
    last = max(before, key=lambda d: d.head)
    return last.actors, last.recipients, "AID" if last.type == "AID" else "COOPERATE", None, True


def _threat(use: Use) -> Shaped | None:
    """What is threatened decides the mode; against whom need not be said."""
    scene, clause, mode = use.scene, use.clause, use.frame.mode
    words = {f for o in clause.object for f in scene.parsed.tokens[o].forms}
    words |= {f for n in clause.under("with") for f in scene.parsed.tokens[n].forms}
    classes = noun_classes()
    for name, found in (
        ("sanction", "restrict"),
        ("war", "violence"),
        ("tie", "relations"),
        ("troops", "violence"),
    ):
        if words & classes[name]:
            mode = found
            break
    warned = use.recipients or _provoker(use)
    told = use.actors and (warned or mode)
    return (use.actors, warned, "THREATEN", mode, False) if told else None


def _provoker(use: Use) -> Codes:
    """ "Threatened a crushing response if Israel answered": whoever may not do so."""
    below = [c for c in use.scene.clauses.values() if c.matrix == use.clause.head and c.conditional]
    return codes(
        set(use.scene.parties.codes_of_all(tuple(s for c in below for s in c.subject))) - set(use.actors)
    )


def _request_mode(scene: Scene, clause: Clause, mode: str | None) -> str | None:
    """What is asked for decides the mode: help, a meeting, yielding, or a change."""
    wanted = {scene.parsed.tokens[n].lemma for n in clause.under("for")}
    classes = noun_classes()
    if wanted & (
        classes["aid"] | classes["money"] | classes["arms"] | classes["support"] | {"guarantee", "mediation"}
    ):
        return "assist"
    if wanted & classes["talks"]:
        return "meet"
    if wanted & {"withdrawal", "release", "ceasefire", "pullout", "return", "restraint", "end"}:
        return "yield"
    return "change" if wanted else mode


SHAPES: dict[str, Callable[[Use], Shaped | None]] = {
    "mutual": _reciprocal, "drill": _reciprocal, "meeting": _reciprocal, "host": _host, "talkers": _talkers,
    "motion": _motion, "partner": _partner, "threat": _threat, "ceasefire": _ceasefire, "left": _armed,
    "weapons": _armed, "visited": _with_other, "fallen": _with_other, "received": _both_named, "weapontest": _fired,
    "meetingout": _walkout, "payment": _payment, "warning": _warning, "request": _request,
}  # fmt: skip
"""How each shape of the lexicon is read; every other shape is directed."""
