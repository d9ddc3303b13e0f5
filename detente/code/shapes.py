"""The event of a verb that no other verb governs: who is actor and who recipient in each shape of frame."""

from __future__ import annotations

from dataclasses import replace

from detente.code.clauses import Clause
from detente.code.draft import COOPERATIVE, Draft, Scene, make_draft, party_at
from detente.code.predicates import Frame, noun_classes
from detente.model import Codes, codes

_NEEDS_OTHER = ("AGREE", "AID", "COOPERATE", "SANCTION", "CONCEDE")
_MOVERS = frozenset(
    [
        "delegation",
        "team",
        "counterpart",
        "minister",
        "official",
        "ship",
        "warship",
        "vessel",
        "fleet",
        "leader",
        "envoy",
        "frigate",
        "destroyer",
        "submarine",
        "president",
        "mission",
        "party",
        "group",
    ]
)
_HARMS = ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "REJECT", "ACCUSE")
_ORDERS = ("tell", "push", "press", "order", "require", "command", "instruct", "insist", "summon")
_PEACE = frozenset({"ceasefire", "cease-fire", "truce", "peace", "end", "dialogue", "calm", "restraint", "settlement"})
Shaped = tuple[Codes, Codes, str, str | None, bool]


def read_plain(scene: Scene, clause: Clause, frame: Frame) -> Draft | None:
    """The event of a verb that no operator governs."""
    if frame.type == "COOPERATE" and (gift := _built_with(scene, clause)):
        return gift
    actors = party_at(scene, clause, frame.actor, frame)
    recipients = codes(set(party_at(scene, clause, frame.recipient, frame)) - set(actors))
    if actors and not recipients and frame.type == "ACCUSE":  # "complains that Congo shelters the rebels"
        doers = tuple(s for i in clause.complement if i in scene.clauses for s in scene.clauses[i].subject)
        recipients = codes(set(scene.parties.codes_of_all(doers)) - set(actors))
    if actors and not recipients and frame.type in ("ACCUSE", "REJECT", "SUPPORT"):
        recipients = _doer_of(scene, clause, actors, frame)
    shaped = _shape(scene, clause, frame, actors, recipients)
    if shaped is None:
        return None
    actors, recipients, kind, mode, inferred = shaped
    draft = make_draft(scene, clause, actors, recipients, kind, mode, frame.rule, clause)
    return replace(draft, inferred=inferred)


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


def _doer_of(scene: Scene, clause: Clause, actors: Codes, frame: Frame) -> Codes:
    """Whom a judgement on "the move", "the warning", "it" is aimed at: who did what was told last."""
    parsed = scene.parsed
    definite = [
        o for o in clause.object
        if parsed.tokens[o].pos == "PRON" or any(k.low in ("the", "this", "that", "these", "such") for k in parsed.kids(o, "det"))
    ]  # fmt: skip
    if not definite or frame.shape == "mutual":
        return ()
    here = parsed.tokens[clause.head].sent
    near = [d for d in scene.drafts if d.head < clause.head and here - parsed.tokens[d.head].sent <= 2]
    if frame.type == "ACCUSE":  # blame is for harm, not for what the harmed did about it
        near.sort(key=lambda d: d.type in _HARMS)
    for draft in reversed(near):
        parties = draft.actors if frame.type != "SUPPORT" else codes((*draft.actors, *draft.recipients))
        others = codes(set(parties) - set(actors))
        if others:
            return others
    return ()


def _shape(scene: Scene, clause: Clause, frame: Frame, actors: Codes, recipients: Codes) -> Shaped | None:
    """Who is actor and who recipient in this shape of frame; None where it is no event after all."""
    shape, kind, mode = frame.shape, frame.type, frame.mode
    if shape in ("mutual", "drill", "meeting"):
        return _mutual(scene, clause, frame, actors, recipients)
    if shape == "host":
        guest, host = recipients, actors
        return (
            (guest, host, kind, mode, False)
            if guest and host and _is_personal(scene, clause.object)
            else None
        )
    if shape == "talkers":
        talkers = recipients or scene.parties.codes_of_all(
            tuple(
                k.i
                for o in clause.object
                for p in scene.parsed.kids(o, "prep")
                for k in scene.parsed.kids(p.i, "pobj")
            )
        )
        return (talkers, actors, kind, mode, False) if len(talkers) > 1 and actors else None
    if shape == "motion":
        moves = actors and recipients and _is_personal(scene, clause.subject)
        return (actors, recipients, kind, mode, False) if moves else None
    if shape == "partner":
        return (codes((*actors, *recipients)), (), kind, mode, False) if actors and recipients else None
    if shape == "threat":
        return _threat(scene, clause, actors, recipients, mode)
    if shape in ("ceasefire", "left", "weapons"):
        subject = shape == "ceasefire" or _suits(scene, clause, "armedsubj")
        return (actors, recipients, kind, mode, False) if actors and subject else None
    if shape == "visited":
        host = recipients or scene.parties.other(actors, clause.head)
        return (actors, host, kind, mode, not recipients) if actors and host else None
    if shape == "received":
        return (actors, recipients, kind, mode, False) if actors and recipients else None
    if shape == "meetingout":
        missed = [n for _, n in clause.obliques if scene.parsed.tokens[n].forms & noun_classes()["talks"]]
        return (actors, recipients, kind, mode, False) if actors and missed else None
    if shape == "fallen":
        loser = recipients or scene.parties.other(actors, clause.head)
        return (actors, loser, kind, mode, not recipients) if actors else None
    if shape == "payment":
        return _payment(scene, clause)
    if shape == "warning" and (clause.complement or not recipients):
        return None
    if shape == "request":
        if clause.lemma in _ORDERS and not clause.under("for"):
            return None
        mode = _request_mode(scene, clause, mode)
        ends = {scene.parsed.tokens[n].lemma for n in clause.under("for")} & _PEACE
        if len(actors) > 1 and not recipients and ends:
            return actors, (), "AGREE", None, False  # the parties' own call to end their conflict
        return (actors, recipients, kind, mode, False) if actors and recipients else None
    if (
        frame.actor
        and frame.actor[0] in ("troopsubj", "peoplesubj", "armedsubj")
        and not _suits(scene, clause, frame.actor[0])
    ):
        return None
    return _directed(scene, clause, frame, actors, recipients)


def _directed(scene: Scene, clause: Clause, frame: Frame, actors: Codes, recipients: Codes) -> Shaped | None:
    kind, mode = frame.type, frame.mode
    if not actors and not recipients:
        return None
    if kind == "CONCEDE" and clause.complement:
        return None  # "he conceded that …" is a statement
    if not actors and not clause.passive and kind not in ("ASSAULT",):
        return None
    if len(actors) > 1 and not recipients and kind in COOPERATIVE:
        return actors, (), kind, mode, False
    if actors and not recipients:
        controlled = clause.relation == "xcomp" and not clause.own_subject
        if (
            kind in _NEEDS_OTHER
            and not clause.conditional
            and not controlled
            and not _is_own_work(scene, clause, frame, actors)
        ):
            other = scene.parties.other(actors, clause.head)
            return (actors, other, kind, mode, True) if other else None
        return (
            (actors, (), kind, mode, False) if kind in ("MOBILIZE", "RETREAT", "PROTEST", "COERCE") else None
        )
    if not actors and kind in ("AID", "COOPERATE", "CONSULT", "AGREE", "SUPPORT"):
        other = scene.parties.other(recipients, clause.head)
        return (other, recipients, kind, mode, True) if other and kind in ("AID", "COOPERATE", "AGREE") else None
    return actors, recipients, kind, mode, False


def _is_own_work(scene: Scene, clause: Clause, frame: Frame, actors: Codes) -> bool:
    """A state that builds or opens a project which no other is named for does so at home."""
    project = any(scene.parsed.tokens[o].forms & noun_classes()["project"] for o in clause.object)
    owned = set(scene.parties.codes_of_all(clause.object)) & set(actors)
    return frame.type == "COOPERATE" and (project or bool(owned))


def _mutual(scene: Scene, clause: Clause, frame: Frame, actors: Codes, recipients: Codes) -> Shaped | None:
    """All are actors; a meeting in the capital of one of them is a visit to that one."""
    if clause.lemma in ("broker", "mediate", "sponsor", "facilitate") and frame.type == "AGREE":
        return None  # the broker of a deal is no party to it
    together = codes((*actors, *recipients))
    kind, mode = frame.type, frame.mode
    if clause.passive and not actors:
        between = scene.parties.codes_of_all(clause.object) or _around(scene, clause)
        together = codes((*between, *(() if _is_brokered(scene, clause) else recipients)))
    if frame.shape == "meeting" and len(actors) == 1 and len(recipients) == 1:
        within = [p.i for o in clause.object for k in scene.parsed.kids(o, "prep") if k.low == "in" for p in scene.parsed.kids(k.i, "pobj")]
        host = scene.parties.codes_of_all((*clause.under("in", "at"), *within))
        if host == recipients or host == actors:
            guest = actors if host == recipients else recipients
            return guest, host, kind, "visit", False
    if frame.shape == "drill" and not together:
        both = [
            n for n in clause.under("in", "by") if (m := scene.parties.by_head.get(n)) and m.how == "both"
        ]
        together = scene.parties.codes_of_all(tuple(both))
    if (
        frame.shape == "drill"
        and len(together) == 1
        and not _has(scene, clause.object, ("joint", "bilateral", "combined", "trilateral"))
    ):
        return together, recipients, "MOBILIZE", "troops", False
    if len(together) == 1:
        if clause.conditional or (frame.shape == "meeting" and not recipients):
            return None
        together = codes((*together, *scene.parties.other(together, clause.head)))
        return (together, (), kind, mode, True) if len(together) > 1 else None
    if len(together) < 2:
        return None
    return (
        together,
        (),
        kind,
        "multilateral" if kind == "CONSULT" and mode is None and len(together) > 2 else mode,
        False,
    )


def _is_brokered(scene: Scene, clause: Clause) -> bool:
    """ "With China as broker": the one named is no party."""
    words = {scene.parsed.tokens[n].lemma for n in clause.under("as")}
    words |= {
        scene.parsed.tokens[p.i].lemma
        for n in clause.under("with")
        for k in scene.parsed.kids(n, "prep")
        if k.low == "as"
        for p in scene.parsed.kids(k.i, "pobj")
    }
    return bool(words & {"broker", "mediator", "witness", "host", "guarantor", "facilitator", "go-between"})


def _around(scene: Scene, clause: Clause) -> Codes:
    """For a passive without an agent: the subject of the clause above it."""
    above = scene.clauses.get(clause.matrix)
    return scene.parties.codes_of_all(above.subject) if above else ()


def _payment(scene: Scene, clause: Clause) -> Shaped | None:
    """Money or goods that arrive come from whom the text last said would send them."""
    words = {scene.parsed.tokens[s].lemma for s in clause.subject}
    if not words & (
        noun_classes()["aid"] | noun_classes()["money"] | noun_classes()["arms"] | noun_classes()["goods"]
    ):
        return None
    before = [
        d
        for d in scene.drafts
        if d.head < clause.head and d.actors and d.recipients and d.type in ("AGREE", "AID", "COOPERATE")
    ]
    if not before:
        return None
    last = max(before, key=lambda d: d.head)
    return last.actors, last.recipients, "AID" if last.type == "AID" else "COOPERATE", None, True


def _is_personal(scene: Scene, heads: tuple[int, ...]) -> bool:
    """Is the party a person, a delegation or a state by name, not a thing of it?"""
    return any(
        ((m := scene.parties.by_head.get(h)) is not None and m.how not in ("adjective",))
        or scene.parsed.tokens[h].lemma in _MOVERS
        for h in heads
    )


def _suits(scene: Scene, clause: Clause, kind: str) -> bool:
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
        return any(t.tag in ("NNS", "NNPS") for t in tokens)
    if frame_leaves(scene, clause):
        return False
    troops = noun_classes()["troops"]
    groups = any(
        (m := scene.parties.by_head.get(s)) is not None and m.type == "group" for s in clause.subject
    )
    return groups or any(t.lemma in troops for t in tokens)


def frame_leaves(scene: Scene, clause: Clause) -> bool:
    """"Pulled out at the last hour", with no place that is left: of talks or a deal, not of a land."""
    out = clause.particle == "out" or clause.lemma in ("leave", "withdraw", "quit")
    return out and not clause.object and not clause.under("from", "of", "in")


def _has(scene: Scene, heads: tuple[int, ...], words: tuple[str, ...]) -> bool:
    return any(k.low in words for h in heads for k in scene.parsed.kids(h, "amod", "compound"))


def _threat(
    scene: Scene, clause: Clause, actors: Codes, recipients: Codes, mode: str | None
) -> Shaped | None:
    """What is threatened decides the mode; against whom need not be said."""
    words = {f for o in clause.object for f in scene.parsed.tokens[o].forms}
    words |= {f for n in clause.under("with") for f in scene.parsed.tokens[n].forms}
    classes = noun_classes()
    for name, found in (("sanction", "restrict"), ("war", "violence"), ("tie", "relations"), ("troops", "violence")):
        if words & classes[name]:
            mode = found
            break
    return (actors, recipients, "THREATEN", mode, False) if actors and (recipients or mode) else None


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
