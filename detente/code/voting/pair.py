"""One sentence in which two parties are marked: what the rules read there between them."""

from __future__ import annotations

from dataclasses import dataclass

from detente.code.events.draft import Draft
from detente.code.events.nominal import find_nominal_events
from detente.code.events.unreal import mark_unreal
from detente.code.events.what import find_events
from detente.code.grammar.clauses import find_clauses
from detente.code.grammar.sentences import Parsed, parse
from detente.code.parties.mentions import Mention
from detente.code.parties.names import head_of
from detente.code.parties.who import find_mentions
from detente.code.voting.encoder import Place
from detente.model import Document

FIRST, SECOND = "the first", "the second"
"""The codes under which the two marked parties go through the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVote:
    """What the rules say of a pair: the draft that fits it best, and how well.

    `fit` is "pair" (the one to the other), "part" (one of the two is in it, and nobody else is named) or
    "other" (one of the two, with a third).
    """

    draft: Draft
    fit: str
    direction: str


def read_pair(text: str, first: Place, second: Place | None, *, model: str = "") -> RuleVote | None:
    """The rules' vote on the pair that stands at characters `first` and `second` of `text`."""
    parsed = parse(Document(id="0" * 64, text=text), model=model)
    parties = find_mentions(parsed, _marked(parsed, first, second))
    clauses = mark_unreal(parsed, find_clauses(parsed))
    verbal = find_events(parsed, clauses, parties)
    return best_vote((*verbal, *find_nominal_events(parsed, clauses, parties, verbal)))


def best_vote(drafts: tuple[Draft, ...]) -> RuleVote | None:
    """The draft that says most about the marked pair; None where none has a part in it."""
    votes = [vote for draft in drafts if (vote := _vote(draft))]
    order = ("pair", "part", "other")
    return min(
        votes, key=lambda v: (order.index(v.fit), v.direction == "backward", v.draft.head), default=None
    )


def _vote(draft: Draft) -> RuleVote | None:
    actors, recipients = set(draft.actors), set(draft.recipients)
    both = {FIRST, SECOND}
    if both <= actors:
        return RuleVote(draft=draft, fit="pair", direction="mutual")
    for direction, doer, taker in (("forward", FIRST, SECOND), ("backward", SECOND, FIRST)):
        if doer in actors and taker in recipients:
            return RuleVote(draft=draft, fit="pair", direction=direction)
    if not both & (actors | recipients):
        return None
    alone = (actors | recipients) <= both
    forward = FIRST in actors or SECOND in recipients
    return RuleVote(
        draft=draft, fit="part" if alone else "other", direction="forward" if forward else "backward"
    )


def _marked(parsed: Parsed, first: Place, second: Place | None) -> tuple[Mention, ...]:
    """The marked noun phrases as mentions of parties of their own."""
    found = []
    for code, place in ((FIRST, first), (SECOND, second)):
        inside = [t.i for t in parsed.tokens if place and t.start < place[1] and place[0] < t.end]
        if inside:
            head = head_of(parsed, inside[0], inside[-1])
            found.append(
                Mention(head=head, first=inside[0], last=inside[-1], codes=(code,), how="name", type="state")
            )
    return tuple(found)
