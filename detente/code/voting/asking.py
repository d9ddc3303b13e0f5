"""What the encoder is asked about a draft: which noun phrases stand for its parties, and in which words."""

from __future__ import annotations

from dataclasses import dataclass

from detente.code.events.draft import GIFTS, Draft, Scene
from detente.code.grammar.sentences import Parsed
from detente.code.parties.mentions import Parties
from detente.code.voting.encoder import Answer, Encoder
from detente.code.voting.nodes import Node, node_at, node_for, nodes_in, relative_node
from detente.model import Codes, Vote, codes

_SHARES = ("conj", "acl", "advcl", "pcomp")
"""Clauses that may have their subject from the one before them."""
_AROUND = 600  # characters beside the parties that the encoder is shown


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
        end = min(end, start + (other.place[1] if other else 0) + _AROUND)
        text = self.parsed.document.flow or self.parsed.document.text
        shift = len(subject) + 1
        second = (other.place[0] + shift, other.place[1] + shift) if other else None
        return self.encoder.answer(f"{subject} {text[start:end]}", (0, len(subject)), second)


def without_asides(scales: Scales, draft: Draft, last: int) -> int:
    """Where the clause ends before a relative or adverbial clause at its end, if what is meant was not named in it."""
    if not draft.inferred:
        return last
    ends = [last]
    for clause in scales.scene.clauses.values():
        if clause.relation not in ("relcl", "advcl") or not clause.tense:
            continue
        under = scales.parsed.subtree(clause.head)
        if draft.head < under[0] <= last <= under[-1] + 1:
            ends.append(under[0] - 1)
    return max(draft.head, min(ends))


def from_subject(scales: Scales, draft: Draft, first: int) -> int:
    """Where the stretch begins that holds the subject too: of "were to attack Israel", before its "Iran"."""
    tokens = scales.parsed.tokens
    subjects = draft.clause.subject if draft.clause else ()
    near = [s for s in subjects if s < first and tokens[s].sent == tokens[first].sent]
    return scales.parsed.subtree(min(near))[0] if near else first


def joined_subject(scales: Scales, draft: Draft, first: int, *, backward: bool) -> str:
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


def standing(scales: Scales, draft: Draft, first: int, last: int) -> tuple[Node | None, Node | None]:
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
    met = node_at(scales.parsed, scales.parties, clause.object, wanted, first, last) if clause else None
    if met and (draft.type not in GIFTS or _names(scales, met, wanted)):
        return one, met
    named = [n for _, n in clause.obliques if n > clause.head] if clause else []
    for noun in named:  # in the clause itself, before a "while Warsaw …"
        if met := node_at(scales.parsed, scales.parties, (noun,), wanted, first, last):
            return one, met
    return one, (node_for(nodes, wanted, draft.head) or met) if wanted else None


def _names(scales: Scales, node: Node, wanted: Codes) -> bool:
    """Is the party named in the noun phrase itself: in "Chadian jets", not in the jets of "jets from Chad"?"""
    inner = ("amod", "compound", "nmod", "poss", "appos", "conj")
    heads = (node.head, *(k.i for k in scales.parsed.kids(node.head, *inner)))
    return any(set(m.codes) & set(wanted) for h in heads if (m := scales.parties.by_head.get(h)))
