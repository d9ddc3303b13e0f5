"""Rules and encoder together on a document: what the rules drafted is weighed, and what they missed is looked for.

For every draft the encoder is asked about the noun phrases that stand for its parties, in the clause of the draft: a
whole sentence tells several things. Of a clause that the rules do not read it is asked whether there is an event
between its subject and the party next to its verb. Without the encoder the drafts stand as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

from detente.code.clauses import Clause
from detente.code.draft import COOPERATIVE, OWN_NAME, Draft, Scene, operator_of
from detente.code.encoder import Answer, Encoder
from detente.code.evidence import clause_chars
from detente.code.labels import AUX, NONE, PROMISED
from detente.code.nodes import Node, node_at, node_for, nodes_in, relative_node
from detente.code.pair import RuleVote
from detente.code.parties import Parties
from detente.code.predicates import is_rarer, operators
from detente.code.sentences import Parsed
from detente.code.unnamed import counterpart
from detente.code.vote import HOLDS, PairReading, weigh
from detente.model import Codes, Vote, codes

ENCODER = "encoder"
"""The rule of an event that only the encoder sees."""

_KEPT = 0.10  # a draft of the rules stays if its type has at least this share, or is the likeliest
_ASSENTED = 0.60  # and so much, if it was read by one of the rarer predicates
_SHARED, _DOUBTED = 0.30, 0.25  # or so much, where no event is not more likely than this
_TURNED = 0.80  # the encoder must be so sure to overrule the type that the rules gave
_SUPPLIED = 0.65  # about as often is a party right that the context had to supply
_LIKELIER = 0.40  # a party that stands near must be so likely to be taken for one that the context supplied
_COURSES = frozenset(
    "turn move shift drift lean tilt swing pivot gravitate veer slide edge reach look".split()
)
_UNTOLD = ("ask", "promise", "refuse", "threaten", "want", "fail", "deny", "suppose")
_AIMED = ("SANCTION", "ACCUSE", "REJECT", "REQUEST", "THREATEN", "AID", "AGREE", "SUPPORT", "CONCEDE")
_SHARES = ("conj", "acl", "advcl", "pcomp")
_AROUND = 600  # characters beside the parties that the encoder is shown
_PAIRS = 2  # how many pairs of a sentence without an event are looked at
_SEEN = 0.80  # and how likely an event of such a pair must be
_FOUND = 0.80  # what only the encoder sees must be at least so likely


@dataclass(frozen=True, slots=True)
class Weighed:
    """A draft with the probability that it is right, and who voted for what."""

    draft: Draft
    confidence: float
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class Scales:
    """What a document is weighed with: its parse and parties, and the encoder."""

    parsed: Parsed
    parties: Parties
    encoder: Encoder
    scene: Scene

    def stretch(self, draft_start: int, draft_end: int) -> tuple[int, int]:
        """The first and last token of characters `draft_start` to `draft_end`."""
        first = self.parsed.token_at(draft_start)
        last = self.parsed.token_at(max(draft_start, draft_end - 1))
        assert first is not None and last is not None
        return first.i, last.i

    def ask(self, first: int, last: int, one: Node, other: Node | None) -> Answer:
        """The encoder's answer on two noun phrases of the stretch of tokens, in the order given."""
        start, end = self.parsed.chars(first, last)
        places = [node.place for node in (one, other) if node]
        cut = max(0, min(place[0] for place in places) - _AROUND)  # of a clause without end, what stands near
        end = min(end, start + max(place[1] for place in places) + _AROUND)
        text = self.parsed.document.flow or self.parsed.document.text
        moved = [(a - cut, b - cut) for a, b in places]
        return self.encoder.answer(text[start + cut : end], moved[0], moved[1] if other else None)

    def ask_joined(self, subject: str, first: int, last: int, other: Node | None) -> Answer:
        """The same of a verb whose subject stands before another: "Baku … expelled four diplomats"."""
        start, end = self.parsed.chars(first, last)
        text = self.parsed.document.flow or self.parsed.document.text
        shift = len(subject) + 1
        second = (other.place[0] + shift, other.place[1] + shift) if other else None
        return self.encoder.answer(f"{subject} {text[start:end]}", (0, len(subject)), second)


def weigh_drafts(
    parsed: Parsed,
    clauses: tuple[Clause, ...],
    parties: Parties,
    drafts: tuple[Draft, ...],
    encoder: Encoder | None,
) -> tuple[Weighed, ...]:
    """The events of a document with their confidence, in order of the text."""
    if encoder is None:
        return tuple(Weighed(d, *_by_rule(d)) for d in drafts)
    scene = Scene(parsed, parties, {c.head: c for c in clauses}, set(), list(drafts))
    scales = Scales(parsed, parties, encoder, scene)
    kept = [w for d in drafts if (w := _weigh(scales, _with_likelier_party(scales, d)))]
    told = {d.clause.head for d in drafts if d.clause} | {d.head for d in drafts}
    found = [w for c in clauses if c.head not in told and (w := _look(scales, c))]
    heard = {parsed.tokens[w.draft.head].sent for w in (*kept, *found)}
    heard |= {parsed.tokens[d.head].sent for d in drafts}
    silent = [n for n in range(len(parsed.sentences)) if n not in heard]
    found += [w for n in silent if (w := _look_over(scales, clauses, n))]
    told_by = {_same_parties(parsed, w.draft) for w in kept}
    found = [w for w in found if _same_parties(parsed, w.draft) not in told_by]
    return _once(parsed, sorted((*kept, *found), key=lambda w: (w.draft.start, w.draft.head)))


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
    last = _without_asides(scales, draft, last)
    if draft.clause and draft.clause.relation == "xcomp" and not draft.clause.own_subject:
        first = _from_subject(scales, draft, first)  # "has begun to withdraw" reads like nothing from "to" on
    one, other = _standing(scales, draft, first, last)
    if subject := _joined_subject(scales, draft, first, backward=False):
        fit = "part" if draft.recipients and other is None else "pair"
        answer = scales.ask_joined(subject, first, last, other)
        direction = "forward" if draft.recipients else "mutual"
        return _decided(scales, draft, weigh(RuleVote(draft=draft, fit=fit, direction=direction), answer))
    if one is not None and (subject := _joined_subject(scales, draft, first, backward=True)):
        answer = scales.ask_joined(subject, first, last, one)
        return _decided(scales, draft, weigh(RuleVote(draft=draft, fit="pair", direction="backward"), answer))
    wider = _from_subject(scales, draft, first) if one is None and draft.actors else first
    if wider < first:
        first = wider
        one, other = _standing(scales, draft, first, last)
    if one is None and other is None:  # its parties stand outside of its clause
        first, past = scales.parsed.sentences[scales.parsed.tokens[draft.head].sent]
        last = past - 1
        one, other = _standing(scales, draft, first, last)
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


def _with_likelier_party(scales: Scales, draft: Draft) -> Draft:
    """A recipient that the context supplied, or another party of this sentence and the one before, if that is
    by far likelier to the encoder, which reads both sentences.
    """
    parsed = scales.parsed
    number = parsed.tokens[draft.head].sent
    before = number - 1 if number and parsed.paragraphs[number - 1] == parsed.paragraphs[number] else number
    first, last = parsed.sentences[before][0], scales.stretch(draft.start, draft.end)[1]
    if not draft.inferred or not draft.recipients or not draft.actors:
        return draft
    nodes = nodes_in(parsed, scales.parties, first, last)
    one = node_for(nodes, draft.actors, draft.head)
    others = [n for n in nodes if not set(n.codes) & set(draft.actors)]
    if one is None or len(others) < 2 or not any(set(n.codes) & set(draft.recipients) for n in others):
        return draft
    sure = {n.codes: scales.ask(first, last, one, n).types[draft.type] for n in others}
    best = max(sure, key=lambda c: sure[c])
    now = max(p for c, p in sure.items() if set(c) & set(draft.recipients))
    return replace(draft, recipients=best) if sure[best] >= _LIKELIER and now <= sure[best] / 2 else draft


def _without_asides(scales: Scales, draft: Draft, last: int) -> int:
    """Where the clause ends before a relative or adverbial clause at its end, if what is meant was not named in it."""
    if not draft.inferred:
        return last
    ends = [last]
    for clause in scales.scene.clauses.values():
        start, past = scales.parsed.subtree(clause.head)[0], max(scales.parsed.subtree(clause.head))
        if clause.relation in ("relcl", "advcl") and draft.head < start <= last <= past + 1 and clause.tense:
            ends.append(start - 1)
    return max(draft.head, min(ends))


def _is_of_place(draft: Draft) -> bool:
    """ "Were jailed in Niger": is the doer no more than who rules there?"""
    clause = draft.clause
    return bool(draft.inferred and clause and clause.passive and not clause.under("by"))


def _from_subject(scales: Scales, draft: Draft, first: int) -> int:
    """Where the stretch begins that holds the subject too: of "were to attack Israel", before its "Iran"."""
    tokens = scales.parsed.tokens
    subjects = draft.clause.subject if draft.clause else ()
    near = [s for s in subjects if s < first and tokens[s].sent == tokens[first].sent]
    return min([scales.parsed.subtree(min(near))[0], min(near)]) if near else first


def _joined_subject(scales: Scales, draft: Draft, first: int, *, backward: bool) -> str:
    """The words of a subject that stands before the clause, where it is the actor (`backward`: the recipient).

    Verbs joined to another and participles have none of their own: "Baku … expelled", "Mr Putin, receiving".
    """
    clause = draft.clause
    if clause is None or clause.relation not in _SHARES or clause.own_subject:
        return ""
    side, start = draft.recipients if backward else draft.actors, min((*clause.subject, first))
    node = node_at(scales.parsed, scales.parties, clause.subject, side, start, first - 1)
    if node is None:
        return ""
    begin = scales.parsed.chars(start, first)[0]
    text = scales.parsed.document.flow or scales.parsed.document.text
    return text[begin + node.place[0] : begin + node.place[1]]


def _standing(scales: Scales, draft: Draft, first: int, last: int) -> tuple[Node | None, Node | None]:
    """The noun phrases of the draft's two sides among tokens `first` to `last`."""
    nodes = nodes_in(scales.parsed, scales.parties, first, last)
    clause = draft.clause
    own = (
        node_at(scales.parsed, scales.parties, clause.subject, draft.actors, first, last) if clause else None
    )
    one = own or node_for(nodes, draft.actors, draft.head)
    if one is None and draft.actors:
        one = relative_node(scales.parsed, first, last, draft.actors)
    wanted = draft.recipients or (codes(set(draft.actors) - set(one.codes)) if one else ())
    if clause and (met := node_at(scales.parsed, scales.parties, clause.object, wanted, first, last)):
        return one, met
    return one, node_for(nodes, wanted, draft.head) if wanted else None


def _is_private(draft: Draft) -> bool:
    """Does somebody who stands for nobody do something to nobody: "Jarmila keeps the keys"?"""
    alone = all(c.startswith(OWN_NAME) for c in draft.actors) and bool(draft.actors)
    return alone and not draft.recipients and draft.type not in ("ASSAULT", "PROTEST")


def _decided(scales: Scales, draft: Draft, reading: PairReading) -> Weighed | None:
    if _is_private(draft):
        return None
    same = _same_deed(draft)
    if draft.type == "AGREE" and not _is_ahead(draft) and reading.types[reading.type] >= _TURNED:
        same = ("AGREE",)
    share = sum(reading.types[kind] for kind in same)
    rarer = is_rarer(draft.rule) and "negation" not in draft.aux  # of what is denied the grammar tells more
    # something is told, of this type or of one near to it
    told = share >= _SHARED and reading.types[NONE] <= _DOUBTED
    if share >= (_ASSENTED if rarer else _KEPT) or told or (reading.type == draft.type and not rarer):
        return Weighed(draft, _confidence(draft, share), reading.votes)
    if reading.type != NONE and reading.types[reading.type] >= _TURNED:
        turned = _with_other(scales, _with_type(draft, reading))
        return Weighed(turned, _confidence(draft, reading.types[turned.type]), reading.votes)
    return None


def _is_ahead(draft: Draft) -> bool:
    """Does the grammar tell that the deed is to come?"""
    clause = draft.clause
    return clause is None or clause.tense in ("future", "") or bool(clause.modal) or draft.verb != clause.lemma


def _same_deed(draft: Draft) -> tuple[str, ...]:
    """The types that are one with the draft's but for tense and mood, which the grammar tells better."""
    if draft.type == "AGREE":
        return COOPERATIVE
    if draft.mode == "discontinue":
        return ("SANCTION", "COERCE")  # a border or a valve closed towards another state
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
    if draft.recipients or len(draft.actors) != 1 or draft.type not in _AIMED or draft.clause is None:
        return draft
    other = counterpart(scales.scene, draft.actors, draft.clause)
    return replace(draft, recipients=other, inferred=True) if other else draft


def _is_of_course(clause: Clause) -> bool:
    """ "Turned away from Russia towards the Union": of a course taken, which is a tilt and no event."""
    return clause.lemma in _COURSES and bool(clause.under("towards", "toward", "away"))


def _is_not_told(scales: Scales, clause: Clause) -> bool:
    """A denial, or what stands under a demand, a refusal, a threat: "demanded that Rwanda withdraw its troops"."""
    above = scales.scene.clauses.get(clause.matrix)
    under = operator_of(scales.parsed, above) if above and clause.relation in ("ccomp", "xcomp") else ""
    return operators().get(clause.lemma) in ("deny", "dismiss") or (under in _UNTOLD and clause.tense != "past")


def _look(scales: Scales, clause: Clause) -> Weighed | None:
    """An event of a clause that the rules do not read, between its subject and another party in it."""
    if operator_of(scales.parsed, clause) or _is_of_course(clause) or _is_not_told(scales, clause):
        return None  # what is wanted, said, promised: the rules read that
    subject = scales.parties.codes_of_all(clause.subject)
    start, end = clause_chars(scales.parsed, clause)
    first, last = scales.stretch(start, end)
    if not subject or last <= first:
        return None
    nodes = nodes_in(scales.parsed, scales.parties, first, last)
    one = node_for(nodes, subject, clause.head) or relative_node(scales.parsed, first, last, subject)
    others = [n for n in nodes if not set(n.codes) & set(subject) and not (one and _overlap(one, n))]
    other = min(others, key=lambda n: abs(n.head - clause.head), default=None)
    if one is None or (other is None and len(subject) < 2):
        return None
    reading = weigh(None, scales.ask(first, last, one, other))
    if reading.type == NONE or reading.types[reading.type] < _FOUND:
        return None
    draft = _found(clause, (start, end), subject, other.codes if other else (), reading)
    return Weighed(draft, round(reading.types[reading.type], 2), reading.votes)


def _overlap(one: Node, other: Node) -> bool:
    """Is one named inside the other?"""
    return one.place[0] < other.place[1] and other.place[0] < one.place[1]


def _look_over(scales: Scales, clauses: tuple[Clause, ...], number: int) -> Weighed | None:
    """An event between two parties of a sentence in which neither rules nor encoder saw one, clause by clause."""
    first, past = scales.parsed.sentences[number]
    nodes = nodes_in(scales.parsed, scales.parties, first, past - 1)
    pairs = [
        (a, b) for a, b in combinations(nodes, 2) if not set(a.codes) & set(b.codes) and not _overlap(a, b)
    ]  # fmt: skip
    best: Weighed | None = None
    for one, other in sorted(pairs, key=lambda p: (abs(p[0].head - p[1].head), p[0].head))[:_PAIRS]:
        reading = weigh(None, scales.ask(first, past - 1, one, other))
        sure = reading.types[reading.type]
        clause = _around_both(scales, clauses, number, one, other)
        if reading.type == NONE or sure < _SEEN or clause is None or (best and sure <= best.confidence):
            continue
        if operator_of(scales.parsed, clause) == "want" or _is_of_course(clause) or _is_not_told(scales, clause):
            continue
        draft = _found(clause, clause_chars(scales.parsed, clause), one.codes, other.codes, reading)
        best = Weighed(draft, round(sure, 2), reading.votes)
    return best


def _around_both(
    scales: Scales, clauses: tuple[Clause, ...], number: int, one: Node, other: Node
) -> Clause | None:
    """The shortest clause of the sentence that holds both."""
    tokens, holding = scales.parsed.tokens, []
    for clause in clauses:
        if tokens[clause.head].sent == number:
            start, end = clause_chars(scales.parsed, clause)
            if all(start <= tokens[n.head].start and tokens[n.head].end <= end for n in (one, other)):
                holding.append((end - start, clause.head, clause))
    return min(holding)[2] if holding else None


def _found(
    clause: Clause, place: tuple[int, int], subject: Codes, others: Codes, reading: PairReading
) -> Draft:
    direction = max(reading.directions, key=lambda d: reading.directions[d])
    doers, takers = (others, subject) if direction == "backward" else (subject, others)
    mutual = direction == "mutual" or not takers
    mode = reading.mode_of(reading.type)
    told = [
        name for name, is_so in (("negation", clause.negated), ("hypothetical", clause.conditional)) if is_so
    ]
    return Draft(
        head=clause.head, start=place[0], end=place[1], actors=codes(doers + takers) if mutual else doers,
        recipients=() if mutual else takers, type=reading.type, mode=None if mode == PROMISED else mode,
        aux=tuple(a for a in AUX if reading.aux[a] > HOLDS or a in told), rule=ENCODER, promised=mode == PROMISED,
        clause=clause,
    )  # fmt: skip
