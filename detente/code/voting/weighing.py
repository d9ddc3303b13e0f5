"""Rules and encoder together on a document: what the rules drafted is weighed, and what they missed is looked for.

For every draft the encoder is asked about the noun phrases that stand for its parties, in the clause of the draft: a
whole sentence tells several things. Of a clause that the rules do not read it is asked whether there is an event
between its subject and the party next to its verb. Without the encoder the drafts stand as they are.
"""

from __future__ import annotations

from dataclasses import replace

from detente.code.events.draft import COOPERATIVE, HARSH, OWN_NAME, Draft, Scene, one_way
from detente.code.events.idioms import SURE
from detente.code.events.unnamed import counterpart
from detente.code.grammar.clauses import Clause
from detente.code.grammar.predicates import is_rarer
from detente.code.grammar.sentences import Parsed
from detente.code.parties.mentions import Parties
from detente.code.voting.asking import (
    Scales,
    Weighed,
    from_subject,
    joined_subject,
    standing,
    without_asides,
)
from detente.code.voting.encoder import Encoder
from detente.code.voting.labels import NONE, PROMISED
from detente.code.voting.looking import look, look_over
from detente.code.voting.pair import RuleVote
from detente.code.voting.vote import PairReading, weigh
from detente.model import Codes, Vote

_KEPT = 0.10  # a draft of the rules stays if its type has at least this share, or is the likeliest
_ASSENTED = 0.60  # and must be so sure, if it was read by one of the rarer predicates
_TURNED = 0.80  # the encoder must be so sure to overrule the type that the rules gave
_SUPPLIED = 0.65  # about as often is a party right that the context had to supply
_AIMED = ("SANCTION", "ACCUSE", "REJECT", "REQUEST", "THREATEN", "AID", "AGREE", "SUPPORT", "CONCEDE")


def weigh_drafts(
    parsed: Parsed,
    clauses: tuple[Clause, ...],
    parties: Parties,
    drafts: tuple[Draft, ...],
    encoder: Encoder | None,
) -> tuple[Weighed, ...]:
    """The events of a document with their confidence, in order of the text."""
    if encoder is None:
        return _once(parsed, [Weighed(d, *_by_rule(d)) for d in drafts])
    scene = Scene(parsed, parties, {c.head: c for c in clauses}, set(), list(drafts))
    scales = Scales(parsed, parties, encoder, scene)
    kept = _without_echoes(parsed, [(d, w) for d in drafts if (w := _weigh(scales, d))])
    told = {d.clause.head for d in drafts if d.clause} | {d.head for d in drafts}
    found = [w for c in clauses if c.head not in told and (w := look(scales, c))]
    heard = {parsed.tokens[w.draft.head].sent for w in (*kept, *found)}
    heard |= {parsed.tokens[d.head].sent for d in drafts}
    silent = [n for n in range(len(parsed.sentences)) if n not in heard]
    found += [w for n in silent if (w := look_over(scales, clauses, n))]
    told_by = {_same_parties(parsed, w.draft) for w in kept}
    found = [w for w in found if _same_parties(parsed, w.draft) not in told_by]
    return _once(parsed, sorted((*kept, *found), key=lambda w: (w.draft.start, w.draft.head)))


def _without_echoes(parsed: Parsed, weighed: list[tuple[Draft, Weighed]]) -> list[Weighed]:
    """Without drafts whose type the encoder took from another of their sentence: "pardoned two men convicted of …"."""
    own = {
        _same_deed_at(parsed, w.draft) for d, w in weighed if d.type == w.draft.type and w.draft.recipients
    }
    return [
        w for d, w in weighed
        if d.type == w.draft.type or w.draft.actors or _same_deed_at(parsed, w.draft) not in own
    ]  # fmt: skip


def _same_deed_at(parsed: Parsed, draft: Draft) -> tuple[int, str, Codes]:
    return parsed.tokens[draft.head].sent, draft.type, draft.recipients


def _same_parties(parsed: Parsed, draft: Draft) -> tuple[int, str, frozenset[str]]:
    """Sentence, type and parties, whoever of them does it."""
    return parsed.tokens[draft.head].sent, draft.type, frozenset((*draft.actors, *draft.recipients))


def _once(parsed: Parsed, weighed: list[Weighed]) -> tuple[Weighed, ...]:
    """One event for one act in a sentence, the likelier reading of it."""
    best: dict[tuple[object, ...], Weighed] = {}
    for one in weighed:
        draft = one.draft
        key = (
            parsed.tokens[draft.head].sent, draft.type, draft.mode, draft.actors, draft.recipients,
            "negation" in draft.aux,
        )  # fmt: skip
        if key not in best or one.confidence > best[key].confidence:
            best[key] = one
    return tuple(sorted(best.values(), key=lambda w: (w.draft.start, w.draft.head)))


def _by_rule(draft: Draft) -> tuple[float, tuple[Vote, ...]]:
    confidence = 0.45 if draft.inferred or is_rarer(draft.rule) else 0.7
    return confidence, (Vote(voter=draft.rule, choice=draft.type, confidence=confidence),)


def _weigh(scales: Scales, draft: Draft) -> Weighed | None:
    """The draft with its type confirmed, turned, or not kept at all: the encoder reads its clause alone."""
    first, last = scales.stretch(draft.start, draft.end)
    last = without_asides(scales, draft, last)
    if draft.clause and draft.clause.relation == "xcomp" and not draft.clause.own_subject:
        first = from_subject(scales, draft, first)  # "has begun to withdraw" reads like nothing from "to" on
    shared = _from_subject_on(scales, draft)
    one, other = standing(scales, shared, first, last)
    if subject := joined_subject(scales, shared, first, backward=False):
        fit = "part" if draft.recipients and other is None else "pair"
        answer = scales.ask_joined(subject, first, last, other)
        direction = "forward" if draft.recipients else "mutual"
        return _decided(scales, draft, weigh(RuleVote(draft=draft, fit=fit, direction=direction), answer))
    if one is not None and (subject := joined_subject(scales, draft, first, backward=True)):
        answer = scales.ask_joined(subject, first, last, one)
        return _decided(scales, draft, weigh(RuleVote(draft=draft, fit="pair", direction="backward"), answer))
    wider = from_subject(scales, draft, first) if one is None and draft.actors else first
    if wider < first:
        first = wider
        one, other = standing(scales, draft, first, last)
    if one is None and other is None:  # its parties stand outside of its clause
        first, past = scales.parsed.sentences[scales.parsed.tokens[draft.head].sent]
        last = past - 1
        one, other = standing(scales, draft, first, last)
    if one is None and other is None:
        return Weighed(draft, *_by_rule(draft))
    if _is_of_place(draft) and other is not None:
        one = None  # the place is named as a place: of it nothing else is told
    direction = "backward" if one is None else "forward" if draft.recipients else "mutual"
    asked = (other, None) if one is None else (one, other if other != one else None)
    assert asked[0] is not None
    answer = scales.ask(first, last, asked[0], asked[1])
    fit = "part" if draft.recipients and asked[1] is None else "pair"
    return _decided(scales, draft, weigh(RuleVote(draft=draft, fit=fit, direction=direction), answer))


def _from_subject_on(scales: Scales, draft: Draft) -> Draft:
    """ "… and signed a deal with Togo": a deed of both, with him who stands before another verb as its subject."""
    clause = draft.clause
    joined = clause is not None and clause.relation == "conj" and not clause.own_subject
    return one_way(scales.parties, draft) if joined else draft


def _is_of_place(draft: Draft) -> bool:
    """ "Were jailed in Niger": is the doer no more than who rules there?"""
    clause = draft.clause
    return bool(draft.inferred and clause and clause.passive and not clause.under("by"))


def _is_private(draft: Draft) -> bool:
    """Does somebody who stands for nobody do something to nobody: "Jarmila keeps the keys"?"""
    alone = all(c.startswith(OWN_NAME) for c in draft.actors) and bool(draft.actors)
    return alone and not draft.recipients and draft.type not in ("ASSAULT", "PROTEST")


def _decided(scales: Scales, draft: Draft, reading: PairReading) -> Weighed | None:
    if _is_private(draft):
        return None
    draft = _planned(draft, reading)
    same = _same_deed(draft)
    if draft.type == "AGREE" and not _is_ahead(draft) and reading.types[reading.type] >= _TURNED:
        same = ("AGREE",)
    share = max(sum(reading.types[kind] for kind in same), _SUPPLIED if draft.rule in SURE else 0.0)
    rarer = is_rarer(draft.rule) and "negation" not in draft.aux  # of what is denied the grammar tells more
    borne_out = share >= _KEPT or reading.type == draft.type
    if _is_assented(draft, share) if rarer else borne_out:
        return Weighed(draft, _confidence(draft, share), reading.votes)
    if reading.type not in (NONE, *same) and reading.types[reading.type] >= _TURNED:
        turned = _with_other(scales, _with_type(draft, reading))
        return Weighed(turned, _confidence(draft, reading.types[turned.type]), reading.votes)
    return None


def _is_assented(draft: Draft, share: float) -> bool:
    """Is a draft by one of the rarer predicates sure enough, and whom the context supplied as well?

    What is only floated seldom names its receiver, "could invest up to $2 billion": of that the share alone decides.
    """
    floated = draft.type == "AGREE" and "hypothetical" in draft.aux
    alone = floated or _is_of_place(draft)  # as of who rules there: "were jailed in Niger"
    return (share if alone else _confidence(draft, share)) >= _ASSENTED


def _planned(draft: Draft, reading: PairReading) -> Draft:
    """ "Next month he comes to Goa": what the present tells may be to come, and is agreed then, not done."""
    clause = draft.clause
    told_now = clause is not None and clause.tense == "present" and not clause.perfect and not clause.modal
    if draft.type != "CONSULT" or not told_now or reading.types["AGREE"] <= reading.types["CONSULT"]:
        return draft
    return replace(draft, type="AGREE", mode=None)


def _is_ahead(draft: Draft) -> bool:
    """Does the grammar tell that the deed is to come?"""
    clause = draft.clause
    return (
        clause is None or clause.tense in ("future", "") or bool(clause.modal) or draft.verb != clause.lemma
    )


def _same_deed(draft: Draft) -> tuple[str, ...]:
    """The types that are one with the draft's but for tense and mood, which the grammar tells better."""
    if draft.type == "AGREE":
        return COOPERATIVE
    if draft.type in HARSH and "future" in draft.aux:
        return (draft.type, "THREATEN")  # "they would boycott all contact"
    if draft.mode == "discontinue":
        return ("SANCTION", "COERCE")  # a border or a valve closed towards another state
    if draft.mode == "arrest":
        return ("COERCE", "SANCTION")  # "jailed for ten years" tells of the arrest and of the sentence
    return ("CONCEDE", "RETREAT", "AGREE") if draft.promised else (draft.type,)


def _confidence(draft: Draft, share: float) -> float:
    """The share of the type; less where a party was supplied from the context."""
    return round(share * (_SUPPLIED if draft.inferred else 1.0), 2)


def _with_type(draft: Draft, reading: PairReading) -> Draft:
    mode = reading.mode_of(reading.type)
    return replace(
        draft, type=reading.type, mode=None if mode == PROMISED else mode, promised=mode == PROMISED
    )


def _with_other(scales: Scales, draft: Draft) -> Draft:
    """A draft whose new type is aimed at somebody, with whom the text speaks of beside the actor."""
    clause = draft.clause
    if draft.type not in _AIMED or clause is None:
        return draft
    if draft.type not in COOPERATIVE:  # "called the premier a thief": taken for a call
        draft = one_way(scales.parties, draft)
    if draft.recipients or len(draft.actors) != 1:
        return draft
    other = counterpart(scales.scene, draft.actors, clause)
    return replace(draft, recipients=other, inferred=True) if other else draft
