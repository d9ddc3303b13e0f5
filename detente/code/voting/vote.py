"""Rules and encoder weighed together: calibrated probabilities of what a pair of parties does.

Both opinions are added as logarithms ("logarithmic opinion pool", Genest and Zidek 1986, Statistical Science
1:114-135): the encoder's log-probability times a temperature, and for the type that the rules name a weight by
how well their draft fits the pair and by how often they are right on that type. `training/calibrate.py` fits
the weights on sentences that the encoder was not trained on; `trained/pool.json` holds them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import Any

from detente.code.voting.encoder import FOLDER, Answer, Place, load_encoder, shares
from detente.code.voting.labels import AUX, DIRECTIONS, NONE, PROMISED, TYPES
from detente.code.voting.pair import RuleVote, read_pair
from detente.model import Vote

_LEAST = 1e-6
_ELSEWHERE = 2.0
"""What a draft of the rules is worth on sentences by others, beside what it is on ours: the encoder has learnt how our
writers write. Chosen on PLV's development half; see decision 28."""
_PROMISED_VOTE = f"CONCEDE, {PROMISED}"


@dataclass(frozen=True, slots=True)
class PairReading:
    """What a pair does, with probabilities that add up to one (auxiliary modes: each by itself), and who voted what."""

    types: Mapping[str, float]
    modes: Mapping[str, float]
    aux: Mapping[str, float]
    directions: Mapping[str, float]
    votes: tuple[Vote, ...]

    def holds(self, aux: str) -> bool:
        """Is the auxiliary mode taken to hold: is it as likely as is best by F1 on the sentences for weighing?"""
        return self.aux[aux] > float(_weights()["holds"][aux])

    @property
    def type(self) -> str:
        """The likeliest type; NONE where no event is likelier than all events together."""
        if self.types[NONE] >= 0.5:
            return NONE
        return max((t for t in self.types if t != NONE), key=lambda t: self.types[t])

    def mode_of(self, kind: str) -> str | None:
        """The likeliest mode of an event of type `kind`; None for the type without a mode."""
        own = {name: p for name, p in self.modes.items() if name.startswith(f"{kind}/")}
        best = max(own, key=lambda name: own[name], default=f"{kind}/-").removeprefix(f"{kind}/")
        return None if best == "-" else best


def read_marked(
    text: str, first: Place, second: Place | None, *, voters: str = "both", model: str = ""
) -> PairReading:
    """What stands in the sentence `text` between the parties at characters `first` and `second`.

    With `second` None, what `first` alone has a part in. `voters` are "both", "rules" or "encoder"; `model` names the
    parser.
    """
    encoder = load_encoder() if voters != "rules" else None
    rule = read_pair(text, first, second, model=model) if voters != "encoder" else None
    return weigh(rule, encoder.answer(text, first, second) if encoder else None, rules=voters != "encoder")


def weigh(rule: RuleVote | None, answer: Answer | None, *, rules: bool = True) -> PairReading:
    """One reading out of the rules' vote and the encoder's answer, either of which may be missing.

    With `rules` False the rules were not asked: their silence says nothing.
    """
    weights = _weights()
    own = weights["both" if answer else "rules"]
    scores = {t: own["encoder"] * log(max(answer.types[t], _LEAST)) if answer else 0.0 for t in TYPES}
    if rule:
        worth = _ELSEWHERE if answer else 1.0
        scores[rule.draft.type] += worth * own["fit"][rule.fit] + own["type"][rule.draft.type]
    elif rules:
        scores[NONE] += own["silence"]
    return PairReading(
        shares(scores), _modes(rule, answer), _aux(rule, answer, weights), _directions(rule, answer, weights),
        _votes(rule, answer),
    )  # fmt: skip


@cache
def _weights() -> dict[str, Any]:
    path = FOLDER / "pool.json"
    weights: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def _modes(rule: RuleVote | None, answer: Answer | None) -> dict[str, float]:
    found = dict(answer.modes) if answer else {}
    if rule:
        named = f"{rule.draft.type}/{PROMISED if rule.draft.promised else rule.draft.mode or '-'}"
        found[named] = found.get(named, 0.0) + (0.5 if answer else 1.0)
    total = sum(found.values()) or 1.0
    return {name: p / total for name, p in found.items()}


def _aux(rule: RuleVote | None, answer: Answer | None, weights: dict[str, Any]) -> dict[str, float]:
    found = {}
    for name in AUX:
        said = bool(rule and name in rule.draft.aux)
        if answer is None:
            found[name] = 0.9 if said else 0.05
            continue
        p = min(max(answer.aux[name], _LEAST), 1 - _LEAST)
        own = weights["aux"][name]
        score = own["encoder"] * log(p / (1 - p)) + own["rule"] * said + own["none"]
        found[name] = 1 / (1 + exp(-score))
    return found


def _directions(rule: RuleVote | None, answer: Answer | None, weights: dict[str, Any]) -> dict[str, float]:
    scores = {d: log(max(answer.directions[d], _LEAST)) if answer else 0.0 for d in DIRECTIONS}
    if rule and rule.fit == "pair":
        scores[rule.direction] += weights["direction"] if answer else 1.0
    return shares(scores)


def is_promised(votes: tuple[Vote, ...]) -> bool:
    """Did those who voted CONCEDE see a retreat or concession that is only promised?"""
    return any(vote.choice == _PROMISED_VOTE for vote in votes)


def _votes(rule: RuleVote | None, answer: Answer | None) -> tuple[Vote, ...]:
    votes = []
    if rule:
        choice = _PROMISED_VOTE if rule.draft.promised else rule.draft.type
        votes.append(Vote(voter=rule.draft.rule, choice=choice, confidence=0.7))
    if answer:
        choice = max(answer.types, key=lambda t: answer.types[t])
        sure = round(answer.types[choice], 2)
        mode = max(answer.modes, key=lambda m: answer.modes[m])
        promised = choice == "CONCEDE" and mode == f"CONCEDE/{PROMISED}"
        votes.append(Vote(voter="encoder", choice=_PROMISED_VOTE if promised else choice, confidence=sure))
    return tuple(votes)
