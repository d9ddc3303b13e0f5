"""A claim as one question of the coder found it, before its speaker is known."""

from dataclasses import dataclass

from detente.model import Claim, Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim and the characters that tell it. `rule` names what found it; `confidence` is 0 to 1.

    `votes` are empty where `rule` alone decided.
    """

    claim: Claim
    start: int
    end: int
    rule: str
    confidence: float = 0.6
    votes: tuple[Vote, ...] = ()
