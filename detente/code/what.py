"""What was done: verbs to PLOVER events, with their parties, direction, mode and auxiliary modes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.code.clauses import Clause, clause_chars, group, under_preposition
from detente.code.predicates import Frame, frames, noun_classes, operators
from detente.code.sentences import Parsed
from detente.code.parties import Parties
from detente.model import Codes, codes

COOPERATIVE = ("CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE")
_HARSH = ("SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
_NEEDS_OTHER = ("AGREE", "AID", "COOPERATE", "SANCTION", "CONCEDE")
_THREAT_MODES = {"SANCTION": "restrict", "COERCE": "arrest", "ASSAULT": "violence", "MOBILIZE": "violence"}
_REQUEST_MODES = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "RETREAT": "yield", "CONCEDE": "yield",
    "CONSULT": "meet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event as read from one clause, before its day, place and speaker are known.

    `head` is the token of its verb or noun; `start`, `end` are characters; `inferred` tells that a party was
    supplied from the context; `verb` is the lemma that names the act itself.
    """

    head: int
    start: int
    end: int
    actors: Codes
    recipients: Codes
    type: str
    mode: str | None
    aux: Codes = ()
    rule: str = ""
    verb: str = ""
    inferred: bool = False
    clause: Clause | None = None


@dataclass(slots=True)
class _Reading:
    """What the reading of one document has used up so far."""

    parsed: Parsed
    parties: Parties
    clauses: dict[int, Clause]
    consumed: set[int]
    drafts: list[Draft]


def find_events(parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties) -> tuple[Draft, ...]:
    """The events that verbs tell, in order of the text."""
    reading = _Reading(parsed, parties, {c.head: c for c in clauses}, set(), [])
    for clause in sorted(clauses, key=lambda c: (_height(reading, c), c.head)):
        if clause.head not in reading.consumed:
            reading.clauses[clause.head] = _with_mood_of_matrix(reading, reading.clauses[clause.head])
            reading.drafts.extend(_read(reading, reading.clauses[clause.head]))
    return _without_repeats(parsed, sorted(reading.drafts, key=lambda d: (d.start, d.head)))


def _with_mood_of_matrix(reading: _Reading, clause: Clause) -> Clause:
    """An infinitive under "will help" or beside "will boost" has their tense and mood."""
    token = reading.parsed.tokens[clause.head]
    above = reading.clauses.get(token.head)
    if above is None or clause.tense or clause.modal or clause.relation not in ("xcomp", "conj"):
        return clause
    if clause.relation == "xcomp" and operator_of(reading.parsed, above) not in ("aspect", "cause"):
        return clause
    return replace(
        clause, tense=above.tense, modal=above.modal, perfect=above.perfect,
        negated=clause.negated or above.negated, conditional=clause.conditional or above.conditional,
    )  # fmt: skip


def _height(reading: _Reading, clause: Clause) -> int:
    steps = 0
    while clause.matrix in reading.clauses and steps < 12:
        clause = reading.clauses[clause.matrix]
        steps += 1
    return steps


def _without_repeats(parsed: Parsed, drafts: list[Draft]) -> tuple[Draft, ...]:
    """One event for one act in a sentence: "agreed to A and to B" is one agreement."""
    kept: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        key = (parsed.tokens[draft.head].sent, draft.type, draft.actors, draft.recipients, "negation" in draft.aux)
        kept.setdefault(key, draft)
    return tuple(kept.values())


def match_frame(parsed: Parsed, clause: Clause) -> Frame | None:
    """The sense in which the clause's verb is used, by its particle, prepositions and object."""
    words = {parsed.tokens[o].lemma for o in clause.object} | {parsed.tokens[o].low for o in clause.object}
    if any(parties_like(parsed, o) for o in clause.object):  # "supplied Pakistan with doses"
        words |= {parsed.tokens[n].lemma for n in clause.under("with", "on")}
    words |= {k.lemma for o in clause.object for p in parsed.kids(o, "prep") if p.low == "of" for k in parsed.kids(p.i, "pobj")}
    for form in _forms(parsed, clause):
        for frame in frames("v").get(form, ()):
            if frame.any_object or frame.objects & words:
                return frame
    return None


def parties_like(parsed: Parsed, i: int) -> bool:
    """Is the noun a proper name or a pronoun, such as may receive a thing?"""
    return parsed.tokens[i].pos in ("PROPN", "PRON")


def _forms(parsed: Parsed, clause: Clause) -> list[str]:
    """The verb with what belongs to it, the longest first."""
    after = parsed.tokens[clause.head + 1].low if clause.head + 1 < len(parsed.tokens) else ""
    forms = [f"{clause.lemma} {clause.particle}"] if clause.particle else []
    forms += [f"{clause.lemma} {p}" for p, _ in clause.obliques]
    forms += [f"{clause.lemma} {after}", clause.lemma]
    return list(dict.fromkeys(forms))


def operator_of(parsed: Parsed, clause: Clause) -> str:
    """What the verb does with the verb under it: "promise", "ask", "want" …; "" for a plain verb."""
    return next((operators()[f] for f in _forms(parsed, clause) if f in operators()), "")


def _read(reading: _Reading, clause: Clause) -> list[Draft]:
    complements = _complements(reading, clause)
    operator = operator_of(reading.parsed, clause) if complements else ""
    if operator in ("promise", "ask", "refuse", "threaten", "want", "stop", "fail", "deny", "permit"):
        return _read_governed(reading, clause, operator, complements)
    frame = match_frame(reading.parsed, clause)
    draft = _plain(reading, clause, frame) if frame else _joint_plan(reading, clause)
    return [draft] if draft else []


def _joint_plan(reading: _Reading, clause: Clause) -> Draft | None:
    """What two states together "will" do is agreed between them, whatever the verb."""
    actors = reading.parties.codes_of_all(clause.subject)
    joint = len(actors) > 1 and clause.tense == "future" and not clause.negated and not clause.passive
    if not joint or operator_of(reading.parsed, clause) in ("say", "want") or clause.lemma in ("be", "have"):
        return None
    return _draft(reading, clause, actors, (), "COOPERATE", None, "joint plan", clause)


def _complements(reading: _Reading, clause: Clause) -> list[Clause]:
    """The clauses under the verb, with those joined to them; a purpose infinitive is one where no other is."""
    parsed = reading.parsed
    found = [reading.clauses[i] for i in clause.complement if i in reading.clauses and i > clause.head]
    for kid in parsed.kids(clause.head, "prep"):
        found += [reading.clauses[k.i] for k in parsed.kids(kid.i, "pcomp") if k.i in reading.clauses]
    if not found and clause.lemma in ("call", "appeal", "decide", "announce", "plan", "offer", "agree"):
        found = [reading.clauses[k.i] for o in (clause.head, *clause.object) for k in parsed.kids(o, "advcl", "acl") if k.i in reading.clauses and k.tag == "VB"]
    joined = [reading.clauses[k.i] for c in found for k in parsed.kids(c.head, "conj") if k.i in reading.clauses]
    return found + joined


def _read_governed(reading: _Reading, clause: Clause, operator: str, inner: list[Clause]) -> list[Draft]:
    """An event that stands under a verb of promising, asking, refusing, wanting …"""
    said = operator == "promise" and clause.lemma in ("announce", "declare", "propose", "expect") and any(
        c.own_subject and c.tense == "past" for c in inner
    )
    if said or (operator == "deny" and not inner):
        return []
    reading.consumed.update(c.head for c in inner)
    readers = {
        "promise": _promised, "ask": _asked, "refuse": _refused, "threaten": _threatened, "stop": _stopped,
        "permit": _permitted, "fail": _failed,
    }  # fmt: skip
    reader = readers.get(operator)
    return reader(reading, clause, inner) if reader else []


def _promised(reading: _Reading, clause: Clause, inner: list[Clause]) -> list[Draft]:
    drafts = []
    for one in inner:
        frame = match_frame(reading.parsed, one)
        actors, recipients, inferred = _parties_of_promise(reading, clause, one, frame)
        if not actors:
            continue
        kind, mode = "AGREE", None
        if frame and frame.type in (*_HARSH, "REJECT", "ACCUSE", "REQUEST", "THREATEN"):
            kind, mode = (frame.type, frame.mode) if clause.lemma != "vow" else ("THREATEN", _THREAT_MODES.get(frame.type))
        elif frame and frame.type in ("RETREAT", "CONCEDE"):
            kind = "CONCEDE"
        draft = _draft(reading, clause, actors, recipients, kind, mode, frame.rule if frame else "operators.tsv:promise", one)
        drafts.append(replace(draft, inferred=inferred))
    return drafts


def _parties_of_promise(
    reading: _Reading, clause: Clause, one: Clause, frame: Frame | None
) -> tuple[Codes, Codes, bool]:
    """Who promises whom: the subject of the promise, and whom the promised act, or "with", names."""
    parties = reading.parties
    actors = parties.codes_of_all(clause.subject)
    if not actors and one.own_subject:
        actors = parties.codes_of_all(one.subject)
    partner = codes(c for p in ("with",) for n in clause.under(p) for c in parties.codes_of(n))
    if partner and clause.lemma in ("agree", "decide", "plan", "arrange"):
        return codes((*actors, *partner)), (), False
    if len(actors) > 1:
        return actors, (), False
    recipients = _place(reading, one, frame.recipient, frame) if frame else ()
    recipients = recipients or codes(c for n in clause.dative + clause.under("to") for c in parties.codes_of(n))
    recipients = codes(set(recipients) - set(actors))
    if frame and frame.shape in ("mutual", "drill", "meeting") and recipients:
        return codes((*actors, *recipients)), (), False
    if not recipients and actors:
        return actors, parties.other(actors, clause.head), True
    return actors, recipients, False


def _asked(reading: _Reading, clause: Clause, inner: list[Clause]) -> list[Draft]:
    frame = match_frame(reading.parsed, inner[0])
    actors = reading.parties.codes_of_all(clause.subject)
    asked = clause.object + clause.under("on", "upon", "to", "from", "with")
    recipients = reading.parties.codes_of_all(asked)
    if not recipients and inner[0].own_subject:
        recipients = reading.parties.codes_of_all(inner[0].subject)
    recipients = codes(set(recipients) - set(actors))
    if not (actors and recipients):
        return []
    mode = _REQUEST_MODES.get(frame.type, "change") if frame else "change"
    return [_draft(reading, clause, actors, recipients, "REQUEST", mode, "operators.tsv:ask", clause)]


def _refused(reading: _Reading, clause: Clause, inner: list[Clause]) -> list[Draft]:
    frame = match_frame(reading.parsed, inner[0])
    actors = reading.parties.codes_of_all(clause.subject)
    recipients = _place(reading, inner[0], frame.recipient, frame) if frame else reading.parties.codes_of_all(inner[0].object)
    recipients = codes(set(recipients) - set(actors))
    if not actors:
        return []
    inferred = not recipients
    recipients = recipients or reading.parties.other(actors, clause.head)
    mode = _REQUEST_MODES.get(frame.type, "change") if frame else None
    return [replace(_draft(reading, clause, actors, recipients, "REJECT", mode, "operators.tsv:refuse", clause), inferred=inferred)]


def _threatened(reading: _Reading, clause: Clause, inner: list[Clause]) -> list[Draft]:
    frame = match_frame(reading.parsed, inner[0])
    actors = reading.parties.codes_of_all(clause.subject)
    recipients = reading.parties.codes_of_all(clause.object)
    recipients = recipients or (_place(reading, inner[0], frame.recipient, frame) if frame else ())
    recipients = codes(set(recipients) - set(actors))
    if not actors:
        return []
    recipients = recipients or reading.parties.other(actors, clause.head)
    mode = _THREAT_MODES.get(frame.type) if frame else None
    return [_draft(reading, clause, actors, recipients, "THREATEN", mode, "operators.tsv:threaten", clause)]


def _stopped(reading: _Reading, clause: Clause, inner: list[Clause]) -> list[Draft]:
    frame = match_frame(reading.parsed, inner[0])
    actors = reading.parties.codes_of_all(clause.subject)
    kinds = {"AID": "SANCTION", "COOPERATE": "SANCTION", "CONSULT": "SANCTION", "ASSAULT": "RETREAT", "MOBILIZE": "RETREAT"}
    disburse = inner[0].lemma in ("disburse", "lend", "fund", "pay", "supply", "deliver", "ship", "export", "import", "buy")
    kind = kinds.get(frame.type) if frame else ("SANCTION" if disburse else None)
    if not kind or not actors:
        return []
    recipients = _place(reading, inner[0], frame.recipient, frame) if frame else ()
    recipients = codes(set(recipients) - set(actors)) or reading.parties.other(actors, clause.head)
    mode = "discontinue" if kind == "SANCTION" else None
    return [_draft(reading, clause, actors, recipients, kind, mode, "operators.tsv:stop", clause)]


def _permitted(reading: _Reading, clause: Clause, inner: list[Clause]) -> list[Draft]:
    """To permit is to concede; never to permit is to reject."""
    actors = reading.parties.codes_of_all(clause.subject)
    recipients = reading.parties.codes_of_all(clause.object) or reading.parties.codes_of_all(inner[0].subject)
    recipients = codes(set(recipients) - set(actors))
    if not (actors and recipients):
        return []
    kind = "REJECT" if clause.negated else "CONCEDE"
    plain = replace(clause, negated=False)
    return [_draft(reading, plain, actors, recipients, kind, None, "operators.tsv:permit", clause)]


def _failed(reading: _Reading, clause: Clause, inner: list[Clause]) -> list[Draft]:
    found = []
    for one in inner:
        frame = match_frame(reading.parsed, one)
        draft = _plain(reading, replace(one, subject=clause.subject, negated=not clause.negated), frame) if frame else None
        if draft:
            found.append(draft)
    return found


def _place(reading: _Reading, clause: Clause, where: tuple[str, ...], frame: Frame | None) -> Codes:
    """Whom the first of the places `where` names: the subject, the object, or a preposition of either."""
    for place in where:
        found = _at(reading, clause, place)
        if found:
            return found
    return ()


def _at(reading: _Reading, clause: Clause, place: str) -> Codes:
    parties, parsed = reading.parties, reading.parsed
    if place.endswith("subj"):
        return parties.codes_of_all(clause.subject)
    if place == "obj":
        return parties.codes_of_all(clause.object)
    if place == "dat":
        return parties.codes_of_all(clause.dative)
    if place == "poss":
        heads = tuple(k.i for o in clause.object for k in parsed.kids(o, "poss"))
        return parties.codes_of_all(heads)
    heads = clause.under(place)
    for noun in (*clause.object, *heads):
        for kid in parsed.kids(noun, "prep"):
            heads += tuple(n for p, n in under_preposition(parsed, kid) if p == place)
    return parties.codes_of_all(tuple(dict.fromkeys(heads)))


def _plain(reading: _Reading, clause: Clause, frame: Frame) -> Draft | None:
    """The event of a verb that no operator governs."""
    actors = _place(reading, clause, frame.actor, frame)
    recipients = codes(set(_place(reading, clause, frame.recipient, frame)) - set(actors))
    shaped = _shape(reading, clause, frame, actors, recipients)
    if shaped is None:
        return None
    actors, recipients, kind, mode, inferred = shaped
    draft = _draft(reading, clause, actors, recipients, kind, mode, frame.rule, clause)
    return replace(draft, inferred=inferred)


Shaped = tuple[Codes, Codes, str, str | None, bool]


def _shape(reading: _Reading, clause: Clause, frame: Frame, actors: Codes, recipients: Codes) -> Shaped | None:
    """Who is actor and who recipient in this shape of frame; None where it is no event after all."""
    shape, kind, mode = frame.shape, frame.type, frame.mode
    if shape in ("mutual", "drill", "meeting"):
        return _mutual(reading, clause, frame, actors, recipients)
    if shape == "host":
        guest, host = recipients, actors
        return (guest, host, kind, mode, False) if guest and host and _is_personal(reading, clause.object) else None
    if shape == "talkers":
        talkers = recipients or reading.parties.codes_of_all(tuple(k.i for o in clause.object for p in reading.parsed.kids(o, "prep") for k in reading.parsed.kids(p.i, "pobj")))
        return (talkers, actors, kind, mode, False) if len(talkers) > 1 and actors else None
    if shape == "motion":
        moves = actors and recipients and _is_personal(reading, clause.subject)
        return (actors, recipients, kind, mode, False) if moves else None
    if shape == "payment":
        return _payment(reading, clause)
    if shape == "warning" and (clause.complement or not recipients):
        return None
    if shape == "request":
        mode = _request_mode(reading, clause, mode)
        return (actors, recipients, kind, mode, False) if actors and recipients else None
    if frame.actor and frame.actor[0] in ("troopsubj", "peoplesubj", "armedsubj") and not _suits(reading, clause, frame.actor[0]):
        return None
    return _directed(reading, clause, frame, actors, recipients)


def _directed(reading: _Reading, clause: Clause, frame: Frame, actors: Codes, recipients: Codes) -> Shaped | None:
    kind, mode = frame.type, frame.mode
    if not actors and not recipients:
        return None
    if not actors and not clause.passive and kind not in ("ASSAULT",):
        return None
    if len(actors) > 1 and not recipients and kind in COOPERATIVE:
        return actors, (), kind, mode, False
    if actors and not recipients:
        if kind in _NEEDS_OTHER and not clause.conditional and not _is_own_work(reading, clause, frame, actors):
            other = reading.parties.other(actors, clause.head)
            return (actors, other, kind, mode, True) if other else None
        return (actors, (), kind, mode, False) if kind in ("MOBILIZE", "RETREAT", "PROTEST") else None
    if not actors and kind in ("AID", "COOPERATE", "CONSULT", "AGREE", "SUPPORT"):
        other = reading.parties.other(recipients, clause.head)
        return (other, recipients, kind, mode, True) if other and kind in ("AID", "COOPERATE") else None
    return actors, recipients, kind, mode, False


def _is_own_work(reading: _Reading, clause: Clause, frame: Frame, actors: Codes) -> bool:
    """A state that builds or opens a project which no other is named for does so at home."""
    project = any(reading.parsed.tokens[o].lemma in noun_classes()["project"] for o in clause.object)
    owned = set(reading.parties.codes_of_all(clause.object)) & set(actors)
    return frame.type == "COOPERATE" and (project or bool(owned))


def _mutual(reading: _Reading, clause: Clause, frame: Frame, actors: Codes, recipients: Codes) -> Shaped | None:
    """All are actors; a meeting in the capital of one of them is a visit to that one."""
    together = codes((*actors, *recipients))
    kind, mode = frame.type, frame.mode
    if clause.passive and not together:
        together = reading.parties.codes_of_all(clause.object) or _around(reading, clause)
    if frame.shape == "meeting" and len(actors) == 1 and len(recipients) == 1:
        host = reading.parties.codes_of_all(clause.under("in", "at"))
        if host == recipients or host == actors:
            guest = actors if host == recipients else recipients
            return guest, host, kind, "visit", False
    if frame.shape == "drill" and len(together) == 1 and not _has(reading, clause.object, ("joint", "bilateral", "combined", "trilateral")):
        return together, recipients, "MOBILIZE", "troops", False
    if len(together) == 1:
        if clause.conditional or frame.shape == "meeting" and not recipients:
            return None
        together = codes((*together, *reading.parties.other(together, clause.head)))
        return (together, (), kind, mode, True) if len(together) > 1 else None
    if len(together) < 2:
        return None
    return together, (), kind, "multilateral" if kind == "CONSULT" and mode is None and len(together) > 2 else mode, False


def _around(reading: _Reading, clause: Clause) -> Codes:
    """For a passive without an agent: the subject of the clause above it."""
    above = reading.clauses.get(clause.matrix)
    return reading.parties.codes_of_all(above.subject) if above else ()


def _payment(reading: _Reading, clause: Clause) -> Shaped | None:
    """Money or goods that arrive come from whom the text last said would send them."""
    words = {reading.parsed.tokens[s].lemma for s in clause.subject}
    if not words & (noun_classes()["aid"] | noun_classes()["money"] | noun_classes()["arms"] | noun_classes()["goods"]):
        return None
    before = [d for d in reading.drafts if d.head < clause.head and d.actors and d.recipients and d.type in ("AGREE", "AID", "COOPERATE")]
    if not before:
        return None
    last = max(before, key=lambda d: d.head)
    return last.actors, last.recipients, "AID" if last.type == "AID" else "COOPERATE", None, True


def _is_personal(reading: _Reading, heads: tuple[int, ...]) -> bool:
    """Is the party a person, a delegation or a state by name, not a thing of it?"""
    return any(
        (m := reading.parties.by_head.get(h)) is not None and m.how not in ("adjective",)
        or reading.parsed.tokens[h].lemma in _MOVERS
        for h in heads
    )


_MOVERS = frozenset("delegation team counterpart minister official ship warship vessel fleet leader envoy frigate destroyer submarine president mission party group".split())


def _suits(reading: _Reading, clause: Clause, kind: str) -> bool:
    """Is the subject an army (or people), as the frame asks?"""
    tokens = [reading.parsed.tokens[s] for s in clause.subject]
    if kind == "peoplesubj":
        return any(t.tag in ("NNS", "NNPS") for t in tokens)
    troops = noun_classes()["troops"]
    groups = any((m := reading.parties.by_head.get(s)) is not None and m.type == "group" for s in clause.subject)
    return groups or any(t.lemma in troops for t in tokens)


def _has(reading: _Reading, heads: tuple[int, ...], words: tuple[str, ...]) -> bool:
    return any(k.low in words for h in heads for k in reading.parsed.kids(h, "amod", "compound"))


def _request_mode(reading: _Reading, clause: Clause, mode: str | None) -> str | None:
    """What is asked for decides the mode: help, a meeting, yielding, or a change."""
    wanted = {reading.parsed.tokens[n].lemma for n in clause.under("for")}
    classes = noun_classes()
    if wanted & (classes["aid"] | classes["money"] | classes["arms"] | classes["support"] | {"guarantee", "mediation"}):
        return "assist"
    if wanted & classes["talks"]:
        return "meet"
    if wanted & {"withdrawal", "release", "ceasefire", "pullout", "return", "restraint", "end"}:
        return "yield"
    return "change" if wanted else mode


def _draft(
    reading: _Reading, clause: Clause, actors: Codes, recipients: Codes, kind: str, mode: str | None,
    rule: str, act: Clause,
) -> Draft:  # fmt: skip
    start, end = clause_chars(reading.parsed, clause)
    kind, mode, aux = with_mood(clause, kind, mode)
    return Draft(
        head=clause.head, start=start, end=end, actors=actors, recipients=recipients, type=kind, mode=mode,
        aux=aux, rule=rule, verb=act.lemma, clause=clause,
    )  # fmt: skip


def with_mood(clause: Clause, kind: str, mode: str | None) -> tuple[str, str | None, Codes]:
    """PLOVER's way with what has not happened: a promise is AGREE, a promised retreat CONCEDE; else an aux."""
    aux: set[str] = set()
    if clause.negated:
        aux.add("negation")
    possible = clause.modal in ("could", "might", "may", "can", "would", "'d", "should") or clause.conditional
    ahead = clause.tense == "future" or clause.modal in ("will", "shall")
    if clause.negated:
        return kind, mode, codes(aux)
    if possible and not clause.perfect:
        aux.add("hypothetical")
    if (possible or ahead) and kind in COOPERATIVE:
        return "AGREE", None, codes(aux)
    if (possible or ahead) and kind == "RETREAT":
        return "CONCEDE", None, codes(aux)
    if ahead and kind in _HARSH:
        return "THREATEN", _THREAT_MODES[kind], ()
    if ahead and kind not in ("CONCEDE", "THREATEN"):
        aux.add("future")
    return kind, mode, codes(aux)


__all__ = ["Draft", "find_events", "group", "match_frame", "operator_of", "with_mood"]
