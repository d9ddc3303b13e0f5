"""What was done: verbs to PLOVER events, with their parties, direction, mode and auxiliary modes."""

from __future__ import annotations

from dataclasses import replace

from detente.code.clauses import Clause
from detente.code.draft import Draft, Scene, make_draft, match_frames, operator_of
from detente.code.governed import complements_of, read_governed
from detente.code.parties import Parties
from detente.code.sentences import Parsed
from detente.code.shapes import read_plain


def find_events(parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties) -> tuple[Draft, ...]:
    """The events that verbs tell, in order of the text."""
    scene = Scene(parsed, parties, {c.head: c for c in clauses}, set(), [])
    for clause in sorted(clauses, key=lambda c: (parsed.tokens[c.head].sent, _height(scene, c), c.head)):
        if clause.head not in scene.consumed:
            scene.clauses[clause.head] = _with_mood_of_matrix(scene, scene.clauses[clause.head])
            scene.drafts.extend(_read(scene, scene.clauses[clause.head]))
    return _without_repeats(parsed, sorted(scene.drafts, key=lambda d: (d.start, d.head)))


def _with_mood_of_matrix(scene: Scene, clause: Clause) -> Clause:
    """An infinitive under "will help" or beside "will boost" has their tense and mood."""
    token = scene.parsed.tokens[clause.head]
    above = scene.clauses.get(token.head)
    if above is None or clause.tense or clause.modal or clause.relation not in ("xcomp", "conj"):
        return clause
    if clause.relation == "xcomp" and above.lemma == "be":  # "is to build"
        return replace(
            clause, tense="future", negated=clause.negated or above.negated, conditional=above.conditional
        )
    if clause.relation == "xcomp" and operator_of(scene.parsed, above) not in ("aspect", "cause"):
        return clause
    return replace(
        clause, tense=above.tense, modal=above.modal, perfect=above.perfect,
        negated=clause.negated or above.negated, conditional=clause.conditional or above.conditional,
    )  # fmt: skip


def _height(scene: Scene, clause: Clause) -> int:
    steps = 0
    while clause.matrix in scene.clauses and steps < 12:
        clause = scene.clauses[clause.matrix]
        steps += 1
    return steps


def _without_repeats(parsed: Parsed, drafts: list[Draft]) -> tuple[Draft, ...]:
    """One event for one act in a sentence: "agreed to A and to B" is one agreement."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (
            parsed.tokens[draft.head].sent,
            draft.type,
            draft.actors,
            draft.recipients,
            "negation" in draft.aux,
        )
        kept.setdefault(key, draft)
    return tuple(kept.values())


def _is_bare_infinitive(scene: Scene, clause: Clause) -> bool:
    """A purpose or a wish ("to strike at …") tells nothing done; "the first to give" does."""
    to = any(k.low == "to" for k in scene.parsed.kids(clause.head, "aux"))
    if clause.tense or clause.modal or not (to or scene.parsed.tokens[clause.head].tag == "VB"):
        return False
    above = scene.parsed.tokens[scene.parsed.tokens[clause.head].head]
    return not any(k.low in ("first", "last", "only") for k in scene.parsed.kids(above.i, "amod"))


def _read(scene: Scene, clause: Clause) -> list[Draft]:
    if _is_bare_infinitive(scene, clause):
        return []
    complements = complements_of(scene, clause)
    operator = operator_of(scene.parsed, clause) if complements else ""
    if operator in ("promise", "ask", "refuse", "threaten", "want", "stop", "fail", "deny", "permit"):
        return read_governed(scene, clause, operator, complements)
    senses = list(match_frames(scene.parsed, clause))
    if senses and senses[0].type == "ACCUSE":  # what one is accused of is not told as done
        scene.consumed.update(c.head for c in complements_of(scene, clause))
    found = next((draft for frame in senses if (draft := read_plain(scene, clause, frame))), None)
    if found is None and not senses:
        found = _joint_plan(scene, clause)
    return [found] if found else []


def _joint_plan(scene: Scene, clause: Clause) -> Draft | None:
    """What two states together "will" do is agreed between them, whatever the verb."""
    actors = scene.parties.codes_of_all(clause.subject)
    joint = len(actors) > 1 and clause.tense == "future" and not clause.negated and not clause.passive
    if not joint or operator_of(scene.parsed, clause) in ("say", "want") or clause.lemma in ("be", "have"):
        return None
    return make_draft(scene, clause, actors, (), "COOPERATE", None, "joint plan", clause)
