"""What was done: verbs to PLOVER events, with their parties, direction, mode and auxiliary modes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from detente.code.events.draft import (
    HARSH,
    Draft,
    Scene,
    make_draft,
    match_frame,
    match_frames,
    one_way,
    operator_of,
)
from detente.code.events.governed import complements_of, is_duty, read_governed
from detente.code.events.idioms import (
    agreed_on,
    asked_for,
    declined_by,
    guards_soil,
    guest_of,
    price_named,
    sent_away,
    sent_to_strike,
)
from detente.code.events.judged import judged
from detente.code.events.resolves import noun_clauses
from detente.code.events.ruled_out import ruled_out
from detente.code.events.shapes import read_plain
from detente.code.grammar.clauses import Clause
from detente.code.grammar.sentences import Parsed
from detente.code.parties.mentions import Parties
from detente.model import codes

_TOPICS = frozenset(
    "demand request proposal idea hope fear wish condition question suggestion insistence possibility prospect risk "
    "expectation rumour rumor call plea concern assumption".split()
)


_ERRANDS = frozenset(
    "fly travel come go visit arrive write phone telephone call meet gather rally march return".split()
)
"""Verbs of going and meeting: what is to be said there is told as said."""


def find_events(parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties) -> tuple[Draft, ...]:
    """The events that verbs tell, in order of the text."""
    scene = Scene(parsed, parties, {c.head: c for c in clauses}, set(), [])
    for clause in sorted(clauses, key=lambda c: (parsed.tokens[c.head].sent, _height(scene, c), c.head)):
        if clause.head not in scene.consumed:
            scene.clauses[clause.head] = _with_mood_of_matrix(scene, scene.clauses[clause.head])
            scene.drafts.extend(_read(scene, scene.clauses[clause.head]))
    for clause in noun_clauses(scene):
        scene.drafts.extend(d for d in _read(scene, clause) if not (d.inferred and d.type in HARSH))
    return tuple(sorted(scene.drafts, key=lambda d: (d.start, d.head)))


def _with_mood_of_matrix(scene: Scene, clause: Clause) -> Clause:
    """An infinitive under "will help" or beside "will boost" has their tense and mood."""
    token = scene.parsed.tokens[clause.head]
    above = scene.clauses.get(token.head)
    if above is None or clause.tense or clause.modal or clause.relation not in ("xcomp", "conj", "advcl"):
        return clause
    if clause.relation == "xcomp" and above.lemma == "be":  # "is to build"; "if it were to build"
        return replace(
            clause, tense="present" if above.conditional else "future", negated=clause.negated or above.negated,
            conditional=above.conditional,
        )  # fmt: skip
    joined = clause.relation == "conj"
    helped = clause.relation == "xcomp" and operator_of(scene.parsed, above) in ("aspect", "cause")
    errand = not joined and above.lemma in _ERRANDS and _is_spoken(scene, clause)
    if not (joined or helped or errand):
        return clause
    return replace(
        clause, tense=above.tense, modal=above.modal, perfect=above.perfect,
        negated=clause.negated or above.negated, conditional=clause.conditional or above.conditional,
    )  # fmt: skip


def _is_spoken(scene: Scene, clause: Clause) -> bool:
    """Is it an act of speech that he who travels for it will have done: "flew to Skopje to urge deputies"?"""
    if operator_of(scene.parsed, clause) == "ask":
        return True
    return any(f.type in ("REQUEST", "ACCUSE", "SUPPORT") for f in match_frames(scene.parsed, clause))


def _height(scene: Scene, clause: Clause) -> int:
    steps = 0
    while clause.matrix in scene.clauses and steps < 12:
        clause = scene.clauses[clause.matrix]
        steps += 1
    return steps


def _is_only_meant(scene: Scene, clause: Clause) -> bool:
    """A purpose or wish ("to strike at …") or a term ("until reaching …") tells no deed; "the first to give" does."""
    if scene.parsed.tokens[scene.parsed.tokens[clause.head].head].low in ("until", "till"):
        return True
    to = any(k.low == "to" for k in scene.parsed.kids(clause.head, "aux"))
    if clause.tense or clause.modal or not (to or scene.parsed.tokens[clause.head].tag == "VB"):
        return False
    above = scene.parsed.tokens[scene.parsed.tokens[clause.head].head]
    return not any(k.low in ("first", "last", "only") for k in scene.parsed.kids(above.i, "amod"))


def _read(scene: Scene, clause: Clause) -> list[Draft]:
    if _is_only_meant(scene, clause):
        return []
    if again := _done_again(scene, clause):
        return [again]
    for idiom in (sent_away, agreed_on, guest_of, sent_to_strike, guards_soil):
        if told := idiom(scene, clause):
            return [told]
    if refused := ruled_out(scene, clause):
        return refused
    complements = complements_of(scene, clause)
    operator = operator_of(scene.parsed, clause) if complements else ""
    if operator == "say" and (price := price_named(scene, clause, complements)):
        return [price]
    if operator in ("say", "promise") and any(is_duty(scene, c) and c.own_subject for c in complements):
        return read_governed(scene, clause, "ask", [c for c in complements if is_duty(scene, c)])
    if operator == "want" and (tried := _attempted(scene, clause, complements)):
        return tried
    if operator in ("promise", "ask", "refuse", "threaten", "want", "stop", "fail", "permit"):
        governed = read_governed(scene, clause, operator, complements)
        asked = asked_for(scene, clause, governed[0]) if operator == "promise" and governed else None
        if governed or any(c.relation not in ("acl", "advcl") for c in complements):
            return [*governed, *([asked] if asked else [])]  # not "announced a truce to mark the feast"
    if asked := _demand(scene, clause):
        return [asked]
    if _is_topic(scene, clause):
        return []
    unable = clause.negated and clause.modal in ("can", "ca")  # "Moscow cannot hold it hostage": no deed
    senses = [f for f in match_frames(scene.parsed, clause) if not (unable and f.type in HARSH)]
    if senses and senses[0].type == "ACCUSE":  # what one is accused of is not told as done
        scene.consumed.update(c.head for c in complements_of(scene, clause))
    found = next((draft for frame in senses if (draft := read_plain(scene, clause, frame))), None)
    if found is None:
        found = judged(scene, clause) or (None if senses else _joint_plan(scene, clause))
    if found is None:
        return []
    found = declined_by(scene, clause, found)
    asked = asked_for(scene, clause, found)
    if found.type == "REJECT":  # "would not attend talks with Congo": one will not, the other is refused
        found = one_way(scene.parties, found)
    return [*_parted(scene, clause, found), *([asked] if asked else [])]


def _parted(scene: Scene, clause: Clause, draft: Draft) -> list[Draft]:
    """ "Bought guns from X and jets from Y", "French jets and Chinese guns": one event for each thing with a party."""
    things = sorted(clause.object)
    if len(things) < 2:
        return [draft]
    begins = [scene.parsed.subtree(o)[0] for o in things]
    stretches = list(pairwise([*begins, scene.parsed.subtree(clause.head)[-1] + 1]))
    if any(o in scene.parties.by_head for o in things) and not _are_apart(scene, stretches):
        return [draft]  # "met X and Y"; not "met X on Monday and Y on Tuesday"
    doers = set(scene.parties.codes_of_all(clause.subject))
    mutual = set() if draft.recipients else doers & set(draft.actors)  # "met X in Athens and Y in Cairo"
    sides = (set(draft.recipients), set(draft.actors) - mutual)
    whole = next((side for side in sides if len(side) > 1 and not side & doers), set())
    own = [codes(whole & _parties_of(scene, o, *s)) for o, s in zip(things, stretches, strict=True)]
    if not whole or not all(own) or sum(map(len, own)) != len(whole):
        return [draft]
    taken = whole == sides[0]
    mode = None if draft.mode == "multilateral" else draft.mode
    chars = [*(scene.parsed.tokens[i].start for i in begins), draft.end]
    return [
        replace(
            draft, actors=draft.actors if taken else codes({*mutual, *one}), mode=mode,
            recipients=one if taken else draft.recipients, clause=replace(clause, object=(o,)),
            part=(chars[0], chars[n], chars[n + 1]),
        )
        for n, (o, one) in enumerate(zip(things, own, strict=True))
    ]  # fmt: skip


def _are_apart(scene: Scene, stretches: list[tuple[int, int]]) -> bool:
    """Has each stretch of tokens a place or a day of its own?"""
    tokens = scene.parsed.tokens
    return all(
        any(t.dep == "prep" and t.low in ("on", "in", "at") for t in tokens[a:b]) for a, b in stretches
    )


def _parties_of(scene: Scene, thing: int, first: int, past: int) -> set[str]:
    """Who is named in the thing's stretch of tokens, and whose it is: before it, in it or behind it."""
    owners = {k.i for k in scene.parsed.kids(thing, "amod", "compound", "nmod", "poss")}
    named = {m.head for m in scene.parties.mentions if first <= m.head < past}
    return {c for n in {thing} | owners | named for c in scene.parties.codes_of(n)}


def _done_again(scene: Scene, clause: Clause) -> Draft | None:
    """ "Australia did so in April", "promised to do so": what was told last, by another."""
    parsed = scene.parsed
    inner = next((scene.clauses[i] for i in clause.complement if i in scene.clauses), None)
    does = clause if clause.lemma == "do" else inner if inner and inner.lemma == "do" else None
    if does is None or not any(k.low in ("so", "likewise") for k in parsed.kids(does.head, "advmod")):
        return None
    actors = scene.parties.codes_of_all(clause.subject)
    here = parsed.tokens[clause.head].sent
    last = next((d for d in reversed(scene.drafts) if d.head < clause.head), None)
    if not actors or last is None or here - parsed.tokens[last.head].sent > 1 or clause.negated:
        return None
    promised = does is not clause
    if not promised and last.type in ("REQUEST", "AGREE"):
        return None
    recipients = codes(set(last.recipients) - set(actors)) or codes(set(last.actors) - set(actors))
    kind, mode = ("AGREE", None) if promised else (last.type, last.mode)
    if inner:
        scene.consumed.add(inner.head)
    return replace(
        make_draft(scene, clause, actors, recipients, kind, mode, "done again", clause), inferred=True
    )


def _attempted(scene: Scene, clause: Clause, inner: list[Clause]) -> list[Draft]:
    """ "Tried to assassinate", "attempted to hack": force that was tried was used (CAMEO 185)."""
    if clause.lemma not in ("try", "attempt") or clause.negated:
        return []
    found = []
    for one in inner:
        frame = match_frame(scene.parsed, one)
        if frame and (frame.type == "ASSAULT" or frame.mode == "cyber"):
            tried = replace(
                one,
                subject=clause.subject,
                tense=clause.tense,
                modal=clause.modal,
                conditional=clause.conditional,
            )
            draft = read_plain(scene, tried, frame)
            found += [draft] if draft else []
            scene.consumed.add(one.head)
    return found


def _demand(scene: Scene, clause: Clause) -> Draft | None:
    """ "Reiterated its demand that X ease restrictions": a request, of whoever is to do it."""
    demands = ("demand", "call", "appeal", "request", "plea")
    wanted = clause.object + (clause.under("on", "for") if clause.lemma in ("insist", "press") else ())
    nouns = [o for o in wanted if scene.parsed.tokens[o].lemma in demands]
    inner = [
        scene.clauses[k.i] for o in (*nouns, clause.head) if nouns
        for k in scene.parsed.kids(o, "acl", "ccomp") if k.i in scene.clauses
    ]  # fmt: skip
    actors = scene.parties.codes_of_all(clause.subject)
    asked = codes(c for one in inner if one.own_subject for c in scene.parties.codes_of_all(one.subject))
    if (
        not actors
        or not (asked := codes(set(asked) - set(actors)))
        or clause.lemma in ("reject", "ignore", "meet")
    ):
        return None
    scene.consumed.update(one.head for one in inner)
    return make_draft(scene, clause, actors, asked, "REQUEST", "change", "demand that", clause)


def _is_topic(scene: Scene, clause: Clause) -> bool:
    """ "Its demand that X pay", "the idea that X would leave": spoken of, not told."""
    above = scene.parsed.tokens[scene.parsed.tokens[clause.head].head]
    return clause.relation in ("acl", "ccomp") and clause.own_subject and above.lemma in _TOPICS


def _joint_plan(scene: Scene, clause: Clause) -> Draft | None:
    """What two states together "will" do is agreed between them, whatever the verb."""
    actors = scene.parties.codes_of_all(clause.subject)
    joint = len(actors) > 1 and clause.tense == "future" and not clause.negated and not clause.passive
    if not joint or operator_of(scene.parsed, clause) in ("say", "want") or clause.lemma in ("be", "have"):
        return None
    return make_draft(scene, clause, actors, (), "COOPERATE", None, "joint plan", clause)
