"""The event of a verb that no other verb governs: who is actor and who recipient in each shape of frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from detente.code.events.blamed import doer_of, doer_of_deed
from detente.code.events.draft import GIFTS, Draft, Scene, Shaped, Use, make_draft, party_at
from detente.code.events.kinds import is_personal, suits
from detente.code.events.mutual import both_sides, read_mutual, two_told_of
from detente.code.events.one_side import done_by_nobody, lifted, one_sided, protested
from detente.code.events.unnamed import counterpart, faced, makers, meant, promiser
from detente.code.grammar.clauses import Clause, under_nouns
from detente.code.grammar.predicates import Frame, noun_classes
from detente.model import Codes, codes

_ORDERS = ("tell", "push", "press", "order", "require", "command", "instruct", "insist", "summon")
_OF_TWO = frozenset(
    "talk talks negotiation negotiations dialogue consultation consultations mediation".split()
)
_PEACE = frozenset("ceasefire cease-fire truce peace end dialogue calm restraint settlement".split())


def read_plain(scene: Scene, clause: Clause, frame: Frame) -> Draft | None:
    """The event of a verb that no operator governs."""
    if clause.lemma == "make" and len(clause.object) > 1:
        return None  # "made peace with X a central goal": a wish, not the peace
    if frame.type == "COOPERATE" and (gift := _built_with(scene, clause)):
        return gift
    if _each_other(scene, clause) and (pair := both_sides(scene, clause)):
        return replace(
            make_draft(scene, clause, pair, (), frame.type, frame.mode, frame.rule, clause), inferred=True
        )
    actors = party_at(scene, clause, frame.actor)
    promised = not actors and _is_receipt(frame)
    if promised:
        actors, is_gift = promiser(scene, clause)
        frame = replace(frame, type="AID") if is_gift else frame
    recipients, judged = _aimed_at(scene, clause, frame, actors)
    if frame.type == "MOBILIZE" and _keeps_peace(scene, clause):
        frame = replace(frame, type="AID", mode=None)  # CAMEO 074
    shape = SHAPES.get(frame.shape, _directed)
    shaped = shape(Use(scene, clause, frame, actors, recipients))
    if shaped is None:
        return None
    actors, recipients, kind, mode, inferred = shaped
    draft = make_draft(scene, clause, actors, recipients, kind, mode, frame.rule, clause)
    return replace(draft, inferred=inferred or judged or (promised and bool(actors)))


def _is_receipt(frame: Frame) -> bool:
    """Is it told from the side of whoever gets it: "received", "took delivery of"?"""
    return frame.type in GIFTS and frame.actor[:1] == ("from",) and "subj" in frame.recipient


def _each_other(scene: Scene, clause: Clause) -> bool:
    """ "Each side accuses the other"."""
    tokens = scene.parsed.tokens
    each = any(
        tokens[s].low == "each" or any(k.low == "each" for k in scene.parsed.kids(s, "det"))
        for s in clause.subject
    )
    return each and any(tokens[o].low == "other" for o in clause.object)


def _aimed_at(scene: Scene, clause: Clause, frame: Frame, actors: Codes) -> tuple[Codes, bool]:
    """At whom the deed is aimed, and whether only the context tells."""
    named = codes(set(party_at(scene, clause, frame.recipient)) - set(actors))
    if frame.type == "MOBILIZE":
        return named or faced(scene, clause, actors), False
    if not actors:
        return named, False
    if not named and frame.type == "ACCUSE":  # "complains that Congo shelters the rebels"
        doers = tuple(s for i in clause.complement if i in scene.clauses for s in scene.clauses[i].subject)
        named = codes(set(scene.parties.codes_of_all(doers)) - set(actors))
    if not named and frame.type == "ACCUSE":  # "denounced it as a provocation by Washington"
        below = under_nouns(scene.parsed, clause.under("as"))
        named = codes(
            set(scene.parties.codes_of_all(tuple(n for p, n in below if p in ("by", "of")))) - set(actors)
        )
    if not named and frame.type in ("ACCUSE", "REJECT", "SUPPORT"):
        named = codes(set(makers(scene, clause)) - set(actors))
    if frame.type == "ACCUSE" or frame.mode == "convict":
        guilty = doer_of_deed(scene, clause, actors)
        named = named if guilty is None else guilty
    if named or frame.type not in ("ACCUSE", "REJECT", "SUPPORT"):
        return named, False
    judged = doer_of(scene, clause, actors, frame)
    return judged, bool(judged)


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
    """ "X received Y", "Y was received in X's palace": the guest is the actor."""
    guests = use.recipients or use.scene.parties.codes_of_all(use.clause.object)
    place = use.clause.under("in", "at") if use.clause.passive and not use.actors else ()
    hosts = use.actors or codes(set(use.scene.parties.codes_of_all(place)) - set(guests))
    meets = hosts and guests and is_personal(use.scene, use.clause.object)
    return use.event(guests, hosts) if meets else None


def _talkers(use: Use) -> Shaped | None:
    """ "X hosted talks of Y and Z": the talkers are actors, the host the recipient."""
    parsed = use.scene.parsed
    below = [k.i for o in use.clause.object for p in parsed.kids(o, "prep") for k in parsed.kids(p.i, "pobj")]
    talkers = use.recipients or use.scene.parties.codes_of_all(tuple(below))
    known = () if talkers or not use.actors else _told_of(use)
    if known:
        return use.event(known, use.actors, inferred=True)
    return use.event(talkers, use.actors) if len(talkers) > 1 and use.actors else None


def _told_of(use: Use) -> Codes:
    """ "Turkey hosted the talks", "talks that Turkey hosted": of the two who were told of just before."""
    parsed, clause = use.scene.parsed, use.clause
    pointed = any(
        k.low in ("the", "their", "these") for o in clause.object for k in parsed.kids(o, "det", "poss")
    )
    between_two = any(parsed.tokens[o].lemma in _OF_TWO for o in clause.object)
    if not between_two or not (pointed or clause.relation in ("relcl", "acl")):
        return ()
    return two_told_of(use.scene, clause, 1, besides=use.actors)


def _motion(use: Use) -> Shaped | None:
    """ "X flew to Y", of persons, delegations and ships."""
    if use.actors and use.recipients and _keeps_peace(use.scene, use.clause):
        return use.actors, use.recipients, "AID", None, False  # CAMEO 074
    there = any(k.low == "there" for k in use.scene.parsed.kids(use.clause.head, "advmod"))
    place = use.recipients or (use.scene.parties.other(use.actors, use.clause.head) if there else ())
    moved = use.clause.object and not use.clause.passive  # "returned the Sinai to Egypt", "flew food to Gaza"
    moves = use.actors and place and not moved and is_personal(use.scene, use.clause.subject)
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
    elsewhere = set(use.recipients) - set(use.scene.parties.codes_of_all(clause.under("in")))
    if len(use.actors) > 1 and not elsewhere and ends:
        return use.actors, (), "AGREE", None, False  # the parties' own call to end their conflict
    mode = _request_mode(use.scene, clause, use.frame.mode)
    if (
        use.actors
        and not use.recipients
        and not clause.conditional
        and (other := meant(use.scene, clause, use.actors, use.frame))
    ):
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
        return lifted(use)
    if kind == "PROTEST" and use.actors and not use.scene.parties.codes_of_all(clause.object):
        target = protested(use)  # whom the purpose names, before the place
        if target:
            return use.event(use.actors, target)
    if kind == "CONCEDE" and clause.complement:
        return None  # "he conceded that …" is a statement
    if use.actors and use.recipients:
        return use.event(use.actors, use.recipients)
    return one_sided(use) if use.actors else done_by_nobody(use)


def _fired(use: Use) -> Shaped | None:
    """Missiles fired "at Israel" strike it; fired into the sea they are a test."""
    doers = use.actors or (use.scene.parties.codes_of_all(use.clause.object) if use.clause.passive else ())
    struck = codes(set(use.recipients if use.clause.under("at", "against") else ()) - set(doers))
    if doers and struck and not use.clause.under("over", "towards", "toward"):
        words = {f for o in use.clause.object for f in use.scene.parsed.tokens[o].forms}
        mode = (
            "drone"
            if words & {"drone", "drones"} and not words & {"missile", "missiles"}
            else "heavy-weapons"
        )
        return doers, struck, "ASSAULT", mode, False
    return _directed(use)


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
