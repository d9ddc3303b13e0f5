"""Events that the rules do not read and the encoder sees: clause by clause, and between two parties of a sentence."""

from __future__ import annotations

from itertools import combinations

from detente.code.events.draft import Draft, match_frames, operator_of
from detente.code.grammar.clauses import Clause
from detente.code.grammar.evidence import clause_chars
from detente.code.grammar.predicates import noun_classes, operators
from detente.code.voting.asking import Scales, Weighed
from detente.code.voting.labels import AUX, NONE, PROMISED
from detente.code.voting.nodes import Node, node_for, nodes_in, relative_node
from detente.code.voting.vote import PairReading, weigh
from detente.model import Codes, codes

ENCODER = "encoder"
"""The rule of an event that only the encoder sees."""

_FOUND = 0.85  # what only the encoder sees must be at least so likely
_SEEN = 0.80  # so likely an event of two parties of a sentence in which nothing else is told
_PAIRS = 2  # and so many pairs of it are looked at
_COURSES = frozenset(
    "turn move shift drift lean tilt swing pivot gravitate veer slide edge reach look".split()
)
_UNTOLD = ("refuse", "want", "suppose")


def _is_of_course(clause: Clause) -> bool:
    """ "Turned away from Russia towards the Union": of a course taken, which is a tilt and no event."""
    return clause.lemma in _COURSES and bool(clause.under("towards", "toward", "away"))


def _is_not_told(scales: Scales, clause: Clause) -> bool:
    """A course, a charge, a denial, what is demanded or refused: "demanded that Rwanda withdraw its troops"."""
    above = scales.scene.clauses.get(clause.matrix)
    under = operator_of(scales.parsed, above) if above and clause.relation in ("ccomp", "xcomp") else ""
    charged = (
        above
        and clause.relation == "pcomp"
        and any(f.type == "ACCUSE" for f in match_frames(scales.parsed, above))
    )
    if charged or _is_of_course(clause) or (clause.negated and clause.modal in ("can", "ca")):
        return True
    tokens, claims = scales.parsed.tokens, noun_classes()["claim"]
    charge = all(tokens[o].pos == "PRON" or tokens[o].forms & claims for o in clause.object)
    denied = operators().get(clause.lemma) in ("deny", "dismiss") and charge  # not "denied them land"
    return denied or (under == "ask" or (under in _UNTOLD and clause.tense != "past"))


def look(scales: Scales, clause: Clause) -> Weighed | None:
    """An event of a clause that the rules do not read, between its subject and another party in it."""
    if operator_of(scales.parsed, clause) or _is_not_told(scales, clause):
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


def look_over(scales: Scales, clauses: tuple[Clause, ...], number: int) -> Weighed | None:
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
        if operator_of(scales.parsed, clause) == "want" or _is_not_told(scales, clause):
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
    aux = [a for a in AUX if reading.holds(a) or a in told]
    if reading.type == "REJECT" and "negation" in aux:
        aux.remove("negation")  # "would take back none of them" is the refusal itself
    return Draft(
        head=clause.head, start=place[0], end=place[1], actors=codes(doers + takers) if mutual else doers,
        recipients=() if mutual else takers, type=reading.type, mode=None if mode == PROMISED else mode,
        aux=tuple(aux), rule=ENCODER, promised=mode == PROMISED,
        clause=clause,
    )  # fmt: skip
