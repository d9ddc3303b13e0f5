"""Events under another verb: promised, asked for, refused, threatened, stopped, permitted, failed."""

from __future__ import annotations

from dataclasses import replace

from detente.code.events.draft import (
    GIFTS,
    HARSH,
    OWN_NAME,
    THREAT_MODES,
    Draft,
    Scene,
    make_draft,
    match_frame,
    party_at,
)
from detente.code.events.shapes import read_plain
from detente.code.events.unnamed import counterpart, is_named_before, is_of_many, receiver
from detente.code.grammar.clauses import Clause
from detente.code.grammar.predicates import Frame
from detente.model import Codes, codes

_REQUEST_MODES = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "RETREAT": "yield", "CONCEDE": "yield",
    "CONSULT": "meet",
}  # fmt: skip
_PERMITS = ("let", "allow", "permit", "grant", "give", "admit", "authorise", "authorize")
"""Leave that is promised is cooperation to come (AGREE), no demand that is yielded to."""
_LENDS = (
    "promise",
    "pledge",
    "offer",
    "commit",
    "undertake",
    "guarantee",
    "volunteer",
    "consent",
    "assure",
    "reassure",
)
"""Troops that are promised to somebody are help to come; those that are only planned may be meant against him."""
_VOWS = ("vow", "swear")
_DEALS = ("discuss", "negotiate", "talk", "meet", "compromise", "cooperate", "reciprocate")
_WHEN = ("until", "till", "after", "before", "since")
"""What stands under these tells when, and not what is promised, asked or refused."""
_CITES = ("name", "identify", "quote", "cite")


def complements_of(scene: Scene, clause: Clause) -> list[Clause]:
    """The clauses under the verb, with those joined to them; a purpose counts where nothing else is there."""
    parsed = scene.parsed
    found = [scene.clauses[i] for i in clause.complement if i in scene.clauses and i > clause.head]
    for kid in parsed.kids(clause.head, "prep"):
        found += [scene.clauses[k.i] for k in parsed.kids(kid.i, "pcomp") if k.i in scene.clauses]
    found += [
        c
        for c in scene.clauses.values()
        if c.matrix == clause.head and c.relation == "pcomp" and c not in found
    ]
    found = [c for c in found if parsed.tokens[parsed.tokens[c.head].head].low not in _WHEN]
    if not found and clause.lemma in ("call", "appeal", "decide", "announce", "plan", "offer", "agree"):
        found = [
            scene.clauses[k.i]
            for o in (clause.head, *clause.object)
            for k in parsed.kids(o, "advcl", "acl")
            if k.i in scene.clauses and k.tag == "VB"
        ]
    if not found and clause.lemma == "be":  # "is ready to help"
        ready = parsed.kids(clause.head, "acomp")
        found = [scene.clauses[k.i] for a in ready for k in parsed.kids(a.i, "xcomp") if k.i in scene.clauses]
    joined = list(found)
    for one in joined:  # it grows: of three deeds the third hangs on the second
        joined += [scene.clauses[k.i] for k in parsed.kids(one.head, "conj") if k.i in scene.clauses]
    return joined


def read_governed(scene: Scene, clause: Clause, operator: str, inner: list[Clause]) -> list[Draft]:
    """An event that stands under a verb of promising, asking, refusing, wanting …"""
    if _only_says(scene, clause, operator, inner):
        return []
    for one in inner:
        _consume(scene, one)
    if clause.lemma == "propose" and inner[0].own_subject:
        operator = "ask"  # "proposed that X do": not the proposer's own promise
    readers = {
        "promise": _promised, "ask": _asked, "refuse": _refused, "threaten": _threatened, "stop": _stopped,
        "permit": _permitted, "fail": _failed,
    }  # fmt: skip
    reader = readers.get(operator)
    return reader(scene, clause, inner) if reader else []


def _only_says(scene: Scene, clause: Clause, operator: str, inner: list[Clause]) -> bool:
    """Is the verb one of plain saying here: "announced that X had done", "declared that X would …"?"""
    told = [c for c in inner if c.own_subject and (c.tense == "past" or c.modal)]
    if operator == "ask" and any(is_duty(scene, c) for c in inner):
        return False
    if operator == "ask":
        return clause.lemma in ("suggest", "recommend", "tell", "advise", "insist") and bool(told)
    if operator != "promise" or clause.lemma not in ("announce", "declare", "propose", "expect"):
        return False
    own = set(scene.parties.codes_of_all(clause.subject))
    others = [c for c in told if not own & set(scene.parties.codes_of_all(c.subject))]
    return any(c.tense == "past" for c in told) or bool(others)


def is_duty(scene: Scene, clause: Clause) -> bool:
    """ "X must …", "X has to …": somebody is told to do it."""
    if clause.modal in ("must", "ought"):
        return True
    below = [k for k in scene.parsed.kids(clause.head, "xcomp") if k.tag == "VB"]
    return clause.lemma in ("have", "need") and bool(below) and clause.tense == "present"


def _consume(scene: Scene, clause: Clause) -> None:
    """What stands under a promise, a wish or a request is told by it, down to the last verb."""
    if clause.head in scene.consumed:
        return
    scene.consumed.add(clause.head)
    for below in complements_of(scene, clause):
        small = below.relation == "ccomp" and not below.tense and not below.modal  # "to let trucks cross"
        if below.relation in ("xcomp", "pcomp") or small:
            _consume(scene, below)


def _promised(scene: Scene, clause: Clause, inner: list[Clause]) -> list[Draft]:
    drafts: list[Draft] = []
    if (clause.passive and clause.lemma in ("mean", "intend")) or _is_no_promise(scene, clause, inner):
        return drafts  # "a protocol meant to settle": what it is for
    for one in inner:
        frame = match_frame(scene.parsed, one)
        actors, recipients, inferred = _parties_of_promise(scene, clause, one, frame)
        vague = frame is None or frame.shape in ("motion", "host", "talkers") or is_of_many(scene, one, frame)
        if not actors or (inferred and vague and clause.lemma not in _LENDS):
            continue  # "X decided to do what it likes" promises nothing to anybody
        kind, mode = "AGREE", None
        lent = frame and frame.type == "MOBILIZE" and clause.lemma in _LENDS
        if (
            frame
            and not lent
            and not one.negated
            and frame.type in (*HARSH, "REJECT", "ACCUSE", "REQUEST", "THREATEN")
        ):
            kind, mode = (
                (frame.type, frame.mode)
                if clause.lemma not in _VOWS
                else ("THREATEN", THREAT_MODES.get(frame.type))
            )
        elif (
            frame
            and not one.negated
            and (frame.type == "RETREAT" or (frame.type == "CONCEDE" and one.lemma not in _PERMITS))
        ):
            kind = "CONCEDE"
        draft = make_draft(
            scene,
            clause,
            actors,
            recipients,
            kind,
            mode,
            frame.rule if frame else "operators.tsv:promise",
            one,
        )
        drafts.append(replace(draft, inferred=inferred, promised=draft.type == "CONCEDE"))
    return drafts


def _is_no_promise(scene: Scene, clause: Clause, inner: list[Clause]) -> bool:
    """ "The deal means Russia will pay"; "voters voted to leave": nobody promises anything to somebody."""
    if clause.lemma == "mean":
        return inner[0].own_subject
    return clause.lemma == "vote" and any(OWN_NAME in c for c in scene.parties.codes_of_all(clause.subject))


def _parties_of_promise(
    scene: Scene, clause: Clause, one: Clause, frame: Frame | None
) -> tuple[Codes, Codes, bool]:
    """Who promises whom: the subject of the promise, and whom the promised act, or "with", names."""
    parties = scene.parties
    actors = parties.codes_of_all(clause.subject)
    if not actors and one.own_subject:
        actors = parties.codes_of_all(one.subject)
    partner = codes(c for p in ("with",) for n in clause.under(p) for c in parties.codes_of(n))
    if partner and clause.lemma in ("agree", "decide", "plan", "arrange"):
        return codes((*actors, *partner)), (), False
    recipients = party_at(scene, one, frame.recipient) if frame else ()
    if len(actors) > 1:
        third = set(recipients) - set(actors) if frame and frame.type in (*GIFTS, "SUPPORT") else set()
        return actors, codes(third), False
    recipients = recipients or codes(
        c for n in clause.dative + clause.object + clause.under("to") for c in parties.codes_of(n)
    )  # the parser takes those in "promised them to lead the mission" for the object
    if not recipients and frame is None:
        recipients = _helped(scene, one)
    recipients = codes(set(recipients) - set(actors))
    if frame and frame.shape in ("mutual", "drill", "meeting") and recipients and clause.lemma not in _LENDS:
        return codes((*actors, *recipients)), (), False
    if not recipients and actors:
        return actors, receiver(scene, clause, actors, frame), True
    return actors, recipients, False


def _helped(scene: Scene, one: Clause) -> Codes:
    """Whom an act without a frame is for: "is willing to send material to help defend X"."""
    goals = [
        c
        for c in scene.clauses.values()
        if c.matrix == one.head and c.relation in ("xcomp", "advcl") and not c.tense
    ]
    goals += [
        c
        for g in goals
        for c in scene.clauses.values()
        if c.matrix == g.head and c.relation in ("xcomp", "ccomp")
    ]
    heads = (*one.dative, *one.under("to", "for", "with"), *(o for g in goals for o in g.object))
    return scene.parties.codes_of_all(heads)


def _asked(scene: Scene, clause: Clause, inner: list[Clause]) -> list[Draft]:
    if inner[0].passive and inner[0].lemma in _CITES:
        return []  # "an official who asked not to be named"
    frame = match_frame(scene.parsed, inner[0])
    duty = is_duty(scene, inner[0])
    if (
        clause.lemma in ("tell", "advise", "warn", "inform")
        and (inner[0].tense or inner[0].modal)
        and not duty
    ):
        return []  # to tell somebody that something is so asks nothing
    actors = scene.parties.codes_of_all(clause.subject)
    asked = tuple(
        n for n in clause.object + clause.under("on", "upon", "to", "from", "with")
        if scene.parsed.tokens[n].ent not in ("DATE", "TIME")
    )  # fmt: skip
    recipients = scene.parties.codes_of_all(asked)
    if not recipients and inner[0].own_subject:
        recipients = scene.parties.codes_of_all(inner[0].subject)
    recipients = codes(set(recipients) - set(actors))
    inferred = not recipients
    named = [i for i in inner[0].subject if inner[0].own_subject and scene.parsed.tokens[i].pos != "PRON"]
    own = set(scene.parties.codes_of_all(tuple(named))) & set(actors)  # "asked that its troops be paid"
    unnamed = not recipients and actors and not asked and not own and not clause.conditional
    if unnamed and is_named_before(scene, clause, actors):  # "demanded that they be let in"
        recipients = counterpart(scene, actors, clause)
    if not (actors and recipients):
        return []
    mode = _REQUEST_MODES.get(frame.type, "change") if frame else "change"
    draft = make_draft(scene, clause, actors, recipients, "REQUEST", mode, "operators.tsv:ask", clause)
    return [replace(draft, inferred=inferred)]


def _refused(scene: Scene, clause: Clause, inner: list[Clause]) -> list[Draft]:
    frame = match_frame(scene.parsed, inner[0])
    actors = scene.parties.codes_of_all(clause.subject)
    # "rejected a United Nations appeal for": whose the appeal is
    turned_down = codes(set(scene.parties.codes_of_all(clause.object)) - set(actors))
    below = (*inner[0].object, *inner[0].under("to", "with", "for", "from"))
    recipients = turned_down or (
        party_at(scene, inner[0], frame.recipient) if frame else scene.parties.codes_of_all(below)
    )
    recipients = codes(set(recipients) - set(actors))
    if not actors:
        return []
    inferred = not recipients
    if inferred and frame is None and not _is_answer(scene, inner[0]):
        return []  # "declined to say when": nobody is refused anything
    recipients = recipients or counterpart(scene, actors, clause)
    mode = _REQUEST_MODES.get(frame.type, "change") if frame else None
    return [
        replace(
            make_draft(scene, clause, actors, recipients, "REJECT", mode, "operators.tsv:refuse", clause),
            inferred=inferred,
        )
    ]


def _is_answer(scene: Scene, clause: Clause) -> bool:
    """ "Refused to do the same", "to discuss it": refused to the one who did it or wants to."""
    same = any(
        scene.parsed.tokens[i].low in ("same", "so", "likewise") for i in scene.parsed.subtree(clause.head)
    )
    return clause.lemma in _DEALS or (clause.lemma == "do" and same)


def _threatened(scene: Scene, clause: Clause, inner: list[Clause]) -> list[Draft]:
    frame = match_frame(scene.parsed, inner[0])
    actors = scene.parties.codes_of_all(clause.subject)
    recipients = scene.parties.codes_of_all(clause.object)
    recipients = recipients or (party_at(scene, inner[0], frame.recipient) if frame else ())
    recipients = codes(set(recipients) - set(actors))
    if not actors:
        return []
    recipients = recipients or counterpart(scene, actors, clause)
    mode = THREAT_MODES.get(frame.type) if frame else None
    return [make_draft(scene, clause, actors, recipients, "THREATEN", mode, "operators.tsv:threaten", clause)]


def _stopped(scene: Scene, clause: Clause, inner: list[Clause]) -> list[Draft]:
    frame = match_frame(scene.parsed, inner[0])
    actors = scene.parties.codes_of_all(clause.subject)
    kinds = {
        "AID": "SANCTION",
        "COOPERATE": "SANCTION",
        "CONSULT": "SANCTION",
        "ASSAULT": "RETREAT",
        "MOBILIZE": "RETREAT",
    }
    disburse = inner[0].lemma in (
        "disburse",
        "lend",
        "fund",
        "pay",
        "supply",
        "deliver",
        "ship",
        "export",
        "import",
        "buy",
    )
    kind = kinds.get(frame.type) if frame else ("SANCTION" if disburse else None)
    if not kind or not actors:
        return []
    recipients = party_at(scene, inner[0], frame.recipient) if frame else ()
    recipients = codes(set(recipients) - set(actors)) or counterpart(scene, actors, clause)
    mode = "discontinue" if kind == "SANCTION" else None
    return [make_draft(scene, clause, actors, recipients, kind, mode, "operators.tsv:stop", clause)]


def _permitted(scene: Scene, clause: Clause, inner: list[Clause]) -> list[Draft]:
    """To permit is to concede; never to permit is to reject."""
    actors = scene.parties.codes_of_all(clause.subject)
    recipients = scene.parties.codes_of_all(clause.object) or scene.parties.codes_of_all(inner[0].subject)
    recipients = codes(set(recipients) - set(actors))
    if not (actors and recipients):
        return []
    freed = clause.lemma == "let" and inner[0].lemma in ("go", "leave", "walk", "return", "come")
    kind, mode = ("RETREAT", "release") if freed else ("CONCEDE", None)
    if clause.negated:
        kind, mode = "REJECT", None
    plain = replace(clause, negated=False)
    return [make_draft(scene, plain, actors, recipients, kind, mode, "operators.tsv:permit", clause)]


def _failed(scene: Scene, clause: Clause, inner: list[Clause]) -> list[Draft]:
    found = []
    for one in inner:
        frame = match_frame(scene.parsed, one)
        draft = (
            read_plain(scene, replace(one, subject=clause.subject, negated=not clause.negated), frame)
            if frame
            else None
        )
        if draft and draft.type == "AGREE" and clause.lemma == "fail" and not clause.negated:
            draft = replace(draft, type="REJECT", aux=tuple(a for a in draft.aux if a != "negation"))
        if draft:
            found.append(draft)
    return found
