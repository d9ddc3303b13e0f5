"""Events that no single verb tells: diplomats given hours to leave, jets sent to bomb, soil lent to no attack."""

from __future__ import annotations

from dataclasses import replace

from detente.code.events.draft import Draft, Scene, make_draft, match_frames, party_at, told_before
from detente.code.events.unnamed import counterpart
from detente.code.grammar.clauses import Clause, under_nouns
from detente.code.grammar.predicates import noun_classes
from detente.model import Codes, codes

_LEAVE = ("leave", "go", "depart", "quit", "pack")
_TELLS = ("tell", "order", "ask", "instruct", "give", "request", "direct")
_DIPLOMATS = frozenset("ambassador envoy diplomat attaché attache consul chargé charge".split())
_TIMES = ("hour", "day", "week", "month", "deadline")
RULED_OUT = "refusals.tsv"
SURE = ("it was agreed", "guards its soil", "price named", "sent to strike", RULED_OUT)
"""Idioms of which the grammar tells all, and a clause alone nothing."""
_ASKED = frozenset("request appeal plea behest urging insistence demand".split())
_CONCLUDES = ("agree", "decide", "resolve")
_FROM_AFAR = ("aerial", "drone", "heavy-weapons")
_SENDS = ("send", "dispatch", "despatch", "scramble")
_MEETS = ("CONSULT", "SUPPORT", "AGREE", "COOPERATE")
_LETS = ("let", "allow", "permit")
_SOIL = frozenset(
    "territory soil land airspace waters base port airfield airport airstrip facility border".split()
)
_OFFERS = ("offer", "propose", "promise", "pledge")
_DECLINES = ("decline", "refuse", "reject", "rebuff", "spurn", "turn")
_PERSONAL = ("he", "she", "it", "they")
_PAYS = ("pay", "regret", "suffer", "rue")
_PRICE = frozenset("price consequence penalty dearly retribution retaliation".split())


def sent_away(scene: Scene, clause: Clause) -> Draft | None:
    """Diplomats told to leave, given hours to leave, declared unwelcome: expelled (CAMEO 161)."""
    parsed = scene.parsed
    people = (*clause.object, *clause.dative)
    unwelcome = clause.lemma in ("declare", "name", "pronounce") and _has_words(
        scene, clause, ("grata", "unwelcome", "unwanted", "undesirable")
    )
    told = clause.lemma in _TELLS and _has_to_leave(scene, clause)
    if clause.negated or not (unwelcome or told) or not _is_of_embassy(scene, people):
        return None
    victims = scene.parties.codes_of_all(people)
    named = scene.parties.codes_of_all(clause.subject)
    actors = codes(set(named) - set(victims))
    if named and not actors:
        return None  # its own envoys
    inferred = not actors
    if inferred:
        places = [
            k
            for i in parsed.subtree(clause.head)
            if parsed.tokens[i].lemma in _LEAVE
            for k in parsed.kids(i, "dobj")
        ]
        left = codes(c for k in places for c in scene.parties.codes_of(k.i) if c not in victims)
        actors = left or counterpart(scene, victims, clause)
    if not actors or not victims:
        return None
    scene.consumed.update(
        c.head for c in scene.clauses.values() if c.matrix == clause.head and c.lemma in _LEAVE
    )
    draft = make_draft(scene, clause, actors, victims, "SANCTION", "expel", "sent away", clause)
    return replace(draft, inferred=inferred)


def guest_of(scene: Scene, clause: Clause) -> Draft | None:
    """ "Was Xi Jinping's guest", "is the guest of King Salman": a visit to the host."""
    if clause.lemma != "be" or clause.negated:
        return None
    nouns = [k.i for k in scene.parsed.kids(clause.head, "attr") if k.lemma == "guest"]
    hosts = [k.i for n in nouns for k in scene.parsed.kids(n, "poss")]
    hosts += [n for p, n in under_nouns(scene.parsed, nouns) if p == "of"]
    guests = scene.parties.codes_of_all(clause.subject)
    host = codes(set(scene.parties.codes_of_all(tuple(hosts))) - set(guests))
    if not guests or not host:
        return None
    return make_draft(scene, clause, guests, host, "CONSULT", "visit", "guest of", clause)


def agreed_on(scene: Scene, clause: Clause) -> Draft | None:
    """ "It was agreed to resume the flights": by those whose meeting or pact was told before."""
    if clause.lemma not in _CONCLUDES or not clause.passive or clause.negated or clause.under("by"):
        return None
    subjects = scene.parsed.kids(clause.head, "nsubj", "nsubjpass", "expl")
    if len(subjects) != 1 or subjects[0].low != "it":
        return None
    met = [
        d
        for d in told_before(scene, clause, 2)
        if d.type in _MEETS and (len(d.actors) > 1 or (d.type == "CONSULT" and d.recipients))
    ]
    below = [c for c in scene.clauses.values() if c.matrix == clause.head and c.head > clause.head]
    sure = [codes((*d.actors, *(d.recipients if len(d.actors) == 1 else ()))) for d in met if not d.inferred]
    about = codes(scene.parties.focus) if met and len(scene.parties.focus) == 2 else ()
    actors = sure[-1] if sure else about
    if not actors or not below:
        return None
    if set(scene.parties.codes_of_all(clause.under("in", "at"))) - set(actors):
        return None  # "it was decided in Washington": elsewhere, by others
    scene.consumed.update(c.head for c in below)
    agreed = replace(clause, object=())  # "it" is no thing
    draft = make_draft(scene, agreed, actors, (), "AGREE", None, "it was agreed", agreed)
    return replace(draft, inferred=True, verb=below[0].lemma)


def sent_to_strike(scene: Scene, clause: Clause) -> Draft | None:
    """ "Sent jets to bomb the positions of Cambodia": they struck, since what they were sent for is told as done."""
    if clause.lemma not in _SENDS or clause.negated or clause.tense != "past":
        return None
    forces = noun_classes()["troops"] | noun_classes()["arms"]
    sent = any(scene.parsed.tokens[o].forms & forces for o in clause.object)
    given = [n for p, n in under_nouns(scene.parsed, clause.object) if p == "to"]
    elsewhere = scene.parties.codes_of_all((*clause.dative, *clause.under("to"), *given))
    actors = scene.parties.codes_of_all(clause.subject)
    if not sent or elsewhere or not actors:
        return None
    for goal in scene.clauses.values():
        if goal.matrix != clause.head or goal.tense or goal.relation not in ("xcomp", "advcl"):
            continue
        frame = next((f for f in match_frames(scene.parsed, goal) if f.type == "ASSAULT"), None)
        struck = codes(set(party_at(scene, goal, frame.recipient)) - set(actors)) if frame else ()
        if frame and frame.mode in _FROM_AFAR and struck:
            scene.consumed.add(goal.head)
            return make_draft(scene, clause, actors, struck, "ASSAULT", frame.mode, "sent to strike", goal)
    return None


def declined_by(scene: Scene, clause: Clause, draft: Draft) -> Draft:
    """ "She invited her counterpart to talks, which he declined": he who declines is the one who was asked."""
    words = [scene.parsed.tokens[s].low for s in clause.subject]
    if draft.type != "REJECT" or clause.lemma not in _DECLINES or clause.complement or clause.passive:
        return draft
    told = [d for d in told_before(scene, clause, 0) if d.actors == draft.actors]
    offers = [d for d in told if d.type in ("AGREE", "REQUEST") or d.verb in _OFFERS]
    if not offers or not words or not set(words) <= set(_PERSONAL):
        return draft
    asked = offers[-1].recipients
    if not asked or set(draft.recipients) - set(asked) or scene.parties.codes_of_all(clause.object):
        return draft
    return replace(draft, actors=asked, recipients=draft.actors, inferred=True)


def guards_soil(scene: Scene, clause: Clause) -> Draft | None:
    """ "Would not let its territory be used for attacks on Turkey": it assures those who fear such attacks."""
    unsure = clause.modal not in ("", "will", "would", "shall")
    if clause.lemma not in _LETS or not clause.negated or clause.tense == "past" or unsure:
        return None
    inner = [scene.clauses[i] for i in clause.complement if i in scene.clauses]
    used = next((c for c in inner if c.lemma == "use" and c.passive), None)
    actors = scene.parties.codes_of_all(clause.subject)
    if used is None or not actors or not _is_own_soil(scene, used.object, actors):
        return None
    feared = codes(set(_struck_from_there(scene, used)) - set(actors))
    if not feared:
        return None
    scene.consumed.add(used.head)
    plain = replace(clause, negated=False, tense="present", modal="", conditional=False)
    return make_draft(scene, plain, actors, feared, "AGREE", None, "guards its soil", clause)


def _is_own_soil(scene: Scene, nouns: tuple[int, ...], actors: Codes) -> bool:
    owners = [k.i for o in nouns for k in scene.parsed.kids(o, "poss")]
    soil = any(scene.parsed.tokens[o].forms & _SOIL for o in nouns)
    return soil and bool(owners) and set(scene.parties.codes_of_all(tuple(owners))) <= set(actors)


def _struck_from_there(scene: Scene, used: Clause) -> Codes:
    """Against whom the soil would be used: "against Turkey", "for attacks on Turkey", "to attack Turkey"."""
    parsed, harm = scene.parsed, noun_classes()["war"] | noun_classes()["crime"]
    attacks = [n for n in used.under("for", "in") if parsed.tokens[n].forms & harm]
    places = [*used.under("against"), *(n for p, n in under_nouns(parsed, attacks) if p in ("on", "against"))]
    found = set(scene.parties.codes_of_all(tuple(places)))
    for kid in parsed.kids(used.head, "advcl", "xcomp"):
        goal = scene.clauses.get(kid.i)
        frame = next((f for f in match_frames(parsed, goal) if f.type == "ASSAULT"), None) if goal else None
        found |= set(party_at(scene, goal, frame.recipient)) if goal and frame else set()
    return codes(found)


def asked_for(scene: Scene, clause: Clause, done: Draft) -> Draft | None:
    """ "At the request of a Spanish judge": who asked those for it who did what the clause tells."""
    parsed = scene.parsed
    for preposition, noun in clause.obliques:
        if preposition not in ("at", "upon") or not parsed.tokens[noun].forms & _ASKED:
            continue
        askers = [k.i for k in parsed.kids(noun, "poss", "amod")]
        askers += [n for _, n in under_nouns(parsed, (noun,), "prep", "agent")]
        actors = codes(set(scene.parties.codes_of_all(tuple(askers))) - set(done.actors))
        if actors and done.actors:
            asked = make_draft(
                scene, clause, actors, done.actors, "REQUEST", "assist", "at the request of", clause
            )
            return replace(asked, head=noun)
    return None


def _has_to_leave(scene: Scene, clause: Clause) -> bool:
    """ "To leave" under the verb itself, or under the hours that are given for it."""
    parsed = scene.parsed
    below = [*parsed.kids(clause.head, "xcomp", "ccomp", "advcl")]
    hours = [k for k in parsed.kids(clause.head, "dobj", "npadvmod") if k.lemma in _TIMES]
    if clause.lemma == "give":
        return bool(hours) and any(
            parsed.tokens[i].lemma in _LEAVE for h in (clause.head, *(k.i for k in hours)) for i in parsed.subtree(h)
        )  # fmt: skip
    return any(k.lemma in _LEAVE and k.tag == "VB" and not parsed.kids(k.i, "neg") for k in below)


def _has_words(scene: Scene, clause: Clause, words: tuple[str, ...]) -> bool:
    return any(scene.parsed.tokens[i].low in words for i in scene.parsed.subtree(clause.head))


def _is_of_embassy(scene: Scene, people: tuple[int, ...]) -> bool:
    """Diplomats, consular officials, or "18 members of the Russian embassy"."""
    parsed = scene.parsed
    words = {f for o in people for f in parsed.tokens[o].forms}
    beside = {k.low for o in people for k in parsed.kids(o, "amod", "compound")}
    below = [n for _, n in under_nouns(parsed, people)]
    of_embassy = any(parsed.tokens[n].forms & noun_classes()["embassy"] for n in below)
    return bool(words & _DIPLOMATS or beside & {"consular", "embassy", "diplomatic"}) or of_embassy


def price_named(scene: Scene, clause: Clause, inner: list[Clause]) -> Draft | None:
    """ "Said that Iran would pay for it", "would face consequences": a threat of whoever says so (CAMEO 130)."""
    for one in inner:
        words = {f for o in one.object for f in scene.parsed.tokens[o].forms}
        words |= {k.low for k in scene.parsed.kids(one.head, "advmod")}
        of_thing = any(
            k.low == "of" for o in one.object for k in scene.parsed.kids(o, "prep")
        )  # "price of tickets"
        pays = one.lemma in _PAYS and not of_thing and (_for_harm(scene, one) or words & _PRICE)
        faces = one.lemma in ("face", "bear") and words & (_PRICE - {"price"})
        speakers = scene.parties.codes_of_all(clause.subject)
        warned = codes(set(scene.parties.codes_of_all(one.subject)) - set(speakers))
        ahead = one.tense == "future" or one.modal in ("would", "will", "shall")
        if (pays or faces) and ahead and not one.negated and speakers and warned:
            scene.consumed.add(one.head)
            plain = replace(clause, conditional=False)
            return make_draft(scene, plain, speakers, warned, "THREATEN", None, "price named", one)
    return None


def _for_harm(scene: Scene, clause: Clause) -> bool:
    """ "Pay for the attack", or for "it" where a wrong is named: not for fuel."""
    harm = noun_classes()["crime"] | noun_classes()["war"] | {"mistake", "error", "blunder"}
    tokens = [scene.parsed.tokens[n] for n in clause.under("for")]
    first, past = scene.parsed.sentences[scene.parsed.tokens[clause.head].sent]
    wrong = any(t.pos == "NOUN" and t.forms & harm for t in scene.parsed.tokens[first:past])
    return any(t.forms & harm or (wrong and (t.pos == "PRON" or t.low in ("this", "that"))) for t in tokens)
