"""Who is meant where a clause names nobody: taken from the context, so never sure."""

from __future__ import annotations

from detente.code.events.blamed import JUSTICE, is_pointed_at
from detente.code.events.draft import (
    COOPERATIVE,
    GIFTS,
    OWN_NAME,
    Draft,
    Scene,
    match_frames,
    operator_of,
    told_before,
)
from detente.code.events.people import state_behind
from detente.code.grammar.clauses import Clause, under_nouns
from detente.code.grammar.predicates import Frame, noun_classes
from detente.code.parties.mentions import Mention, is_body, state_codes
from detente.model import Codes, codes

_EDGES = frozenset("border frontier boundary coast shore waters water strait line".split())
_FACING = ("with", "off", "of", "near")
_AGAINST = ("against", "with", "on", "of")
_BARS = ("bar", "deny", "refuse", "ban", "prevent", "stop", "block", "forbid")
_ENTERS = ("leave", "quit", "enter", "invade", "flee", "evacuate", "occupy")


def counterpart(scene: Scene, party: Codes, clause: Clause) -> Codes:
    """Whom `party` deals with where its clause names nobody: supplied from the context, so never sure.

    The only other party of the sentence; else the other side of the last event, not two sentences back, that
    `party` has a part in; else the state that is talked of beside it.
    """
    parsed, parties = scene.parsed, scene.parties
    if joined := _of_joined(scene, clause, party):
        return joined
    if owners := codes(set(_owners_of_objects(scene, clause)) - set(party)):
        return owners
    here = parsed.tokens[clause.head].sent
    above = scene.clauses.get(clause.matrix) if clause.relation == "relcl" else None
    pleased = {
        c for i in (above.object if above else ()) for c in parties.codes_of(i)
    }  # "which X rejected, pleased Y"
    beside = {
        c for m in parties.mentions if parsed.tokens[m.head].sent == here and m.type in ("state", "group", "person")
        and m.how not in ("city", "region") and not _leads_another(scene, m, clause)
        and not _is_parted(scene, m.head, clause.head) for c in m.codes
    } - set(party) - pleased  # fmt: skip
    if len(beside) == 1:
        return codes(beside)
    for draft in reversed(told_before(scene, clause, 1)):
        if other := _other_side(draft, party):
            return other
    return parties.other(party, clause.head)


def _owners_of_objects(scene: Scene, clause: Clause) -> Codes:
    """ "Closed the group's office", "threatened to close the lender's branch": whose the thing is."""
    below = [c for c in scene.clauses.values() if c.matrix == clause.head and c.relation == "xcomp"]
    objects = [i for c in (clause, *below) for i in c.object]
    return codes(
        c for i in objects for k in scene.parsed.kids(i, "poss") for c in scene.parties.codes_of(k.i)
    )


def _is_parted(scene: Scene, one: int, other: int) -> bool:
    """Does a semicolon stand between the two: a sentence of its own?"""
    return any(t.text == ";" for t in scene.parsed.tokens[min(one, other) : max(one, other)])


def _other_side(draft: Draft, party: Codes) -> Codes:
    """Who faces `party`: whoever asked, if it is one of several who were asked; the others, if they met."""
    mine, everyone = set(party), {*draft.actors, *draft.recipients}
    if not mine <= everyone:
        return ()
    facing = everyone
    if draft.actors and mine <= set(draft.recipients):
        facing = set(draft.actors)
    elif draft.recipients and mine <= set(draft.actors):
        facing = set(draft.recipients)
    return codes({c for c in facing - mine if OWN_NAME not in c})


def _of_joined(scene: Scene, clause: Clause, party: Codes) -> Codes:
    """ "Accused the Ethiopians and called home its envoy": the other side of the verb that it is joined to."""
    if clause.relation != "conj" or clause.own_subject:
        return ()
    joined = [d for d in scene.drafts if d.head == clause.matrix and set(party) <= {*d.actors, *d.recipients}]
    sides = {c for d in joined for c in (*d.actors, *d.recipients) if OWN_NAME not in c}
    return codes(sides - set(party))


def _leads_another(scene: Scene, mention: Mention, clause: Clause) -> bool:
    """Is the party the subject of a clause that is joined behind: "…, and Nicaragua follows"?"""
    token = scene.parsed.tokens[mention.head]
    verb = scene.parsed.tokens[token.head]
    return token.i > clause.head and token.dep in ("nsubj", "nsubjpass") and verb.dep == "conj"


def served(scene: Scene, clause: Clause, actors: Codes, frame: Frame) -> Codes:
    """ "… to support Kyiv's budget": whom the purpose names."""
    parsed, clauses = scene.parsed, scene.clauses
    below = [*parsed.kids(clause.head, "advcl")]
    below += [k for o in clause.object for k in parsed.kids(o, "relcl", "acl")]
    goals = [clauses[k.i] for k in below if k.i in clauses and not clauses[k.i].tense]
    found = {c for goal in goals for c in scene.parties.codes_of_all(goal.object)}
    return codes(found - set(actors)) if frame.type in COOPERATIVE else ()


def receiver(scene: Scene, clause: Clause, actors: Codes, frame: Frame | None) -> Codes:
    """To whom what is given or promised goes; what a state's bank or its people give is not for that state."""
    if frame and (last := _last_receiver(scene, clause, actors, frame)):
        return last
    given = frame is not None and frame.type in GIFTS
    return counterpart(scene, codes(map(state_behind, actors)) if given else actors, clause)


def promiser(scene: Scene, clause: Clause) -> tuple[Codes, bool]:
    """ "Received the trucks that India had promised": who gives, as told of the thing, and whether it is a gift."""
    parsed = scene.parsed
    things = [*clause.object, *(n for p, n in under_nouns(parsed, clause.object) if p == "of")]
    told = [
        scene.clauses[k.i] for n in things for k in parsed.kids(n, "relcl", "acl") if k.i in scene.clauses
    ]
    own = set(scene.parties.codes_of_all(clause.subject))
    for one in told:
        types = {f.type for f in match_frames(parsed, one)}
        giver = codes(set(scene.parties.codes_of_all(one.subject)) - own)
        if giver and (types & set(GIFTS) or operator_of(parsed, one) == "promise"):
            return giver, "COOPERATE" not in types
    return (), False


def _last_receiver(scene: Scene, clause: Clause, actors: Codes, frame: Frame) -> Codes:
    """In a run of gifts and promises, the one who received the last that was told by name."""
    here = scene.parsed.tokens[clause.head].sent
    if any(m.codes and not set(m.codes) & set(actors) for m in _named_in(scene, here)):
        return ()
    for draft in reversed(scene.drafts):
        near = here - scene.parsed.tokens[draft.head].sent <= 6
        if near and not draft.inferred and draft.recipients and draft.type in GIFTS and frame.type in GIFTS:
            return codes(set(draft.recipients) - set(actors))
    return ()


def _named_in(scene: Scene, sentence: int) -> list[Mention]:
    return [
        m for m in scene.parties.mentions
        if scene.parsed.tokens[m.head].sent == sentence and m.type == "state" and m.how not in ("city", "region")
    ]  # fmt: skip


def ruler_of_place(scene: Scene, clause: Clause, kind: str, mode: str | None, victims: Codes) -> Codes:
    """ "Was arrested in Lebanon": the authorities of the place, unless the victims' own state is all that is named."""
    if (kind, mode) not in JUSTICE or clause.under("by"):
        return ()
    places = scene.parties.codes_of_all(clause.under("in"))
    return (
        places if len(places) == 1 and set(places) <= state_codes() and not set(places) & set(victims) else ()
    )


def keeper_of_gate(scene: Scene, clause: Clause, victims: Codes) -> Codes:
    """ "Was barred from entering China", "were denied entry to Israel": the state that was not to be entered."""
    if clause.lemma not in _BARS:
        return ()
    parsed = scene.parsed
    below = [parsed.tokens[i] for i in parsed.subtree(clause.head) if i > clause.head]
    gates = [k.i for t in below if t.lemma in ("enter", "reenter") for k in parsed.kids(t.i, "dobj")]
    entries = [t.i for t in below if t.lemma in ("entry", "admission", "visa", "border", "frontier")]
    gates += [n for p, n in under_nouns(parsed, entries) if p in ("to", "into", "for", "with")]
    found = set(scene.parties.codes_of_all(tuple(gates))) & state_codes() - set(victims)
    return codes(found) if len(found) == 1 else ()


def faced(scene: Scene, clause: Clause, actors: Codes) -> Codes:
    """ "Sent soldiers to the border with Sudan", "to the waters off Taiwan", "for a war on Iraq": whom they face."""
    wars = [
        n for p, n in clause.obliques if p == "for" and scene.parsed.tokens[n].forms & noun_classes()["war"]
    ]
    edges = [n for _, n in clause.obliques if scene.parsed.tokens[n].lemma in _EDGES]
    near = tuple(n for p, n in under_nouns(scene.parsed, edges) if p in _FACING) + tuple(
        n for p, n in under_nouns(scene.parsed, wars) if p in _AGAINST
    )
    if not near and actors and any(is_pointed_at(scene, n) for n in edges):
        return counterpart(scene, actors, clause)  # "sent soldiers to the border"
    return codes(set(scene.parties.codes_of_all(near)) - set(actors))


def whose_sanctions(scene: Scene, clause: Clause, victims: Codes) -> Codes:
    """ "Were put under American sanctions": whose they are."""
    nouns = [
        n
        for n in clause.under("under", "on", "with", "to")
        if scene.parsed.tokens[n].forms & noun_classes()["sanction"]
    ]
    return codes(set(scene.parties.codes_of_all(tuple(nouns))) - set(victims))


def host_of_envoy(scene: Scene, clause: Clause, victims: Codes) -> Codes:
    """ "The Japanese ambassador was summoned": by whose ministry it is; else by whom was told of beside him."""
    envoys = [o for o in clause.object if scene.parsed.tokens[o].forms & noun_classes()["envoy"]]
    if not envoys or len(victims) != 1:
        return ()
    rooms = clause.under("to", "in", "at", "by")
    bodies = [n for n in rooms if is_body(scene.parsed, n)]
    below = [n for p, n in under_nouns(scene.parsed, bodies) if p in ("in", "of")]
    named = scene.parties.codes_of_all((*bodies, *below))
    if hosts := codes((set(named) & state_codes()) - set(victims)):
        return hosts if len(hosts) == 1 else ()
    for draft in reversed(told_before(scene, clause, 2)):
        sides = {*draft.actors, *draft.recipients}
        if set(victims) < sides:
            return codes(sides - set(victims)) if len(sides) == 2 else ()
    return ()


def is_of_many(scene: Scene, clause: Clause, frame: Frame) -> bool:
    """ "Left the convention on mines": that is done to nobody."""
    many = noun_classes()["multilateral"]
    nouns = (*clause.object, *clause.under("from"))
    return frame.type == "SANCTION" and any(scene.parsed.tokens[n].forms & many for n in nouns)


def the_country(scene: Scene, clause: Clause, actors: Codes) -> Codes:
    """ "Left the country", "poured into the country": not the actors' own, but the one that the text speaks of."""
    nouns = (*(clause.object if clause.lemma in _ENTERS else ()), *clause.under("from", "into", "of"))
    country = [
        n for n in nouns
        if scene.parsed.tokens[n].low == "country" and is_pointed_at(scene, n) and not scene.parties.codes_of(n)
    ]  # fmt: skip
    return counterpart(scene, actors, clause) if country and actors else ()


def under_sanctions(scene: Scene, clause: Clause, actors: Codes) -> Codes:
    """ "Lifted the sanctions": on whom they lay, by "which it had laid on Niger" or as was told before."""
    laws = [o for o in clause.object if scene.parsed.tokens[o].forms & noun_classes()["sanction"]]
    if not laws:
        return ()
    below = [scene.clauses[k.i] for o in laws for k in scene.parsed.kids(o, "relcl") if k.i in scene.clauses]
    told = codes(
        set(scene.parties.codes_of_all(tuple(n for c in below for n in c.under("on", "against"))))
        - set(actors)
    )
    if told:
        return told
    laid = [
        d for d in scene.drafts
        if d.head < clause.head and d.type in ("SANCTION", "COERCE") and d.actors == actors and d.recipients
    ]  # fmt: skip
    return laid[-1].recipients if laid else ()


def meant(scene: Scene, clause: Clause, actors: Codes, frame: Frame) -> Codes:
    """Whom a judgement, request or refusal is aimed at that names nobody: whom the text has spoken of so far."""
    if _names_another(scene, clause, actors, under_verb=frame.type == "REJECT"):
        return ()  # "condemned the invasion of Ukraine": named, and not as the one who is meant
    home = scene.parties.home
    near = told_before(scene, clause, 2)
    sides = {*near[-1].actors, *near[-1].recipients} if near else set()
    if frame.type == "SUPPORT" and home and home in sides and home not in actors:
        return (home,)  # outsiders take the side of those who report it
    told = frame.type == "REJECT" or is_named_before(scene, clause, actors)
    return counterpart(scene, actors, clause) if told else ()


def _names_another(scene: Scene, clause: Clause, actors: Codes, *, under_verb: bool) -> bool:
    """Do the objects of the verb name somebody, clauses with a tense of their own left out?

    What is refused may lie in the other's land ("a call for troops in Timor"): there it counts only `under_verb`
    ("a resolution condemning Syria").
    """
    parsed = scene.parsed
    todo = [(i, not under_verb) for i in (*clause.object, *(n for _, n in clause.obliques))]
    while todo:
        at, counts = todo.pop()
        named = set(scene.parties.codes_of(at)) - set(actors)
        if counts and named and parsed.tokens[at].ent not in ("DATE", "TIME"):
            return True
        for kid in parsed.kids(at):
            told = kid.i in scene.clauses and scene.clauses[kid.i].tense and kid.dep == "relcl"
            if not told:
                todo.append((kid.i, counts or kid.pos == "VERB"))
    return False


def is_named_before(scene: Scene, clause: Clause, actors: Codes) -> bool:
    """Has the text named a state before the clause that is not among the actors?"""
    before = (m for m in scene.parties.mentions if m.first < clause.head)
    return any(m.type == "state" and not set(m.codes) <= set(actors) for m in before)


def makers(scene: Scene, clause: Clause) -> Codes:
    """ "Denounced the observers whom the Union has stationed": who did what the object is known by."""
    below = [k.i for o in clause.object for k in scene.parsed.kids(o, "relcl") if k.i in scene.clauses]
    told = [scene.clauses[i] for i in below if scene.clauses[i].subject != clause.object]
    done = [one for one in told if one.own_subject and one.tense == "past" and not one.modal]
    return scene.parties.codes_of_all(tuple(s for one in done for s in one.subject))
