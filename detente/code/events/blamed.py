"""Whose deed a judgement is on: "condemned the killing", "regretted the move", "complained"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.code.events.draft import Scene, told_before
from detente.code.grammar.clauses import Clause, under_nouns
from detente.code.grammar.predicates import Frame, frames
from detente.code.parties.mentions import state_codes
from detente.model import Codes, codes

_UPON = {"after", "when", "because", "as", "since", "once"}
_HARMS = ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "REJECT", "ACCUSE")
JUSTICE = (
    ("COERCE", "arrest"),
    ("COERCE", "deport"),
    ("SANCTION", "convict"),
    ("ACCUSE", "investigate"),
)
"""Deeds of those who rule where they are done: "was arrested in Lebanon"."""


def is_pointed_at(scene: Scene, i: int) -> bool:
    """Is the noun one that was spoken of: "the move", "this law"?"""
    words = ("the", "this", "that", "these", "such")
    return any(k.low in words for k in scene.parsed.kids(i, "det"))


def is_deed(scene: Scene, nouns: tuple[int, ...]) -> bool:
    """Do the nouns name force or arrests: "the attacks", "the killings"?"""
    return any(f.type in ("ASSAULT", "COERCE") for n in nouns for f in noun_frames(scene, n))


def noun_frames(scene: Scene, noun: int) -> Sequence[Frame]:
    """What the lexicon knows the noun to tell: of "attack", an assault."""
    return frames("n").get(scene.parsed.tokens[noun].lemma, ())


def doer_of(scene: Scene, clause: Clause, actors: Codes, frame: Frame) -> Codes:
    """Whom a judgement on "the move", "the warning", "it" is aimed at: who did what was told last."""
    parsed = scene.parsed
    relative = clause.relation == "relcl"  # "a plan which Beijing has condemned"
    definite = [
        o for o in clause.object if relative or parsed.tokens[o].pos == "PRON" or is_pointed_at(scene, o)
    ]
    if not definite or frame.shape == "mutual":
        return ()
    near = told_before(scene, clause, 2)
    if frame.type == "ACCUSE" and is_deed(scene, tuple(definite)):
        near = [d for d in told_before(scene, clause, 5) if d.type in ("ASSAULT", "COERCE", "MOBILIZE")]
    elif frame.type == "ACCUSE":  # blame is for harm, not for what the harmed did about it
        near.sort(key=lambda d: d.type in _HARMS)
    for draft in reversed(near):
        both = frame.type == "SUPPORT" and draft.type not in _HARMS  # who is struck is not applauded for it
        parties = codes((*draft.actors, *draft.recipients)) if both else draft.actors
        others = codes(set(parties) - set(actors))
        if others:
            return others
    return ()


def doer_of_deed(scene: Scene, clause: Clause, actors: Codes) -> Codes | None:
    """ "Condemned the killing of two nuns in Mali": whose deed it was, never who suffered it; None for other objects.

    Who is said to have done it; else, of an arrest, who rules the place; else who did the last such thing told of the
    victims.
    """
    for noun in (*clause.object, *clause.under("against", "at", "over")):
        frame = next((f for f in noun_frames(scene, noun) if is_done_to(f)), None)
        sufferers = [n for p, n in under_nouns(scene.parsed, (noun,)) if p == "of"] if frame else []
        victims = scene.parties.codes_of_all(tuple(sufferers[-1:]))
        if frame and victims:
            return _done_by(scene, clause, frame, (noun, sufferers[-1]), victims, actors)
    return None


def _done_by(
    scene: Scene, clause: Clause, frame: Frame, nouns: tuple[int, int], victims: Codes, actors: Codes
) -> Codes:
    """Whose the deed is that the first of `nouns` names and the second suffered."""
    below = under_nouns(scene.parsed, nouns)

    def under(preposition: str) -> Codes:
        heads = (*clause.under(preposition), *(n for p, n in below if p == preposition))
        return scene.parties.codes_of_all(heads)

    beside = tuple(k.i for k in scene.parsed.kids(nouns[0], "poss", "amod", "compound", "nmod"))
    others = {*scene.parties.codes_of_all(beside), *under("by")} - set(victims)
    rulers = set(under("in")) & state_codes() if (frame.type, frame.mode) in JUSTICE else set()
    if not others and len(rulers) == 1:
        others = rulers
    if not others:
        told = [
            d
            for d in told_before(scene, clause, 2)
            if d.type == frame.type and set(d.recipients) & set(victims)
        ]
        others = set(told[-1].actors) if told else set()
    return codes(others - {*actors, *victims})


def is_done_to(frame: Frame) -> bool:
    """Is it a noun of force whose "of" names who suffered it: "the killing of two nuns"?"""
    return frame.type in ("ASSAULT", "COERCE") and "of" in frame.recipient and "of" not in frame.actor


def blamed(scene: Scene, clause: Clause, actors: Codes) -> Codes:
    """ "X complained", and of whom is not said: of the one who did what it complained "after", in a clause of its own;
    else of the one who did the last thing told, in this sentence or before.
    """
    for below in scene.clauses.values():
        if below.matrix != clause.head or below.relation != "advcl" or not below.own_subject:
            continue
        doers = codes(set(scene.parties.codes_of_all(below.subject)) - set(actors))
        if len(doers) == 1 and any(k.low in _UPON for k in scene.parsed.kids(below.head, "mark", "advmod")):
            return doers
    near = told_before(scene, clause, 1)
    return codes(set(near[-1].actors) - set(actors)) if near else ()
