"""Numbers whose thing stands with the first of several: "four jets to Mali and two to Niger"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.code.commitments.came import LEAST_SUM
from detente.code.events.draft import Draft
from detente.code.grammar.evidence import noun_chars
from detente.code.grammar.sentences import Parsed
from detente.code.numbers.amounts import AmountMention
from detente.code.numbers.numerals import number_in
from detente.model import Amount


@dataclass(frozen=True, slots=True)
class Likewise:
    """How much, in the unit of the first, and what, with the noun of the first."""

    amount: AmountMention
    what: str


def find_likewise(parsed: Parsed, amounts: tuple[AmountMention, ...], draft: Draft) -> Likewise | None:
    """What a bare number is of, where its event is one of several things each with a party; else None."""
    if draft.part is None or draft.clause is None or len(draft.clause.object) != 1:
        return None
    number = parsed.tokens[draft.clause.object[0]]
    first = next((a for a in amounts if draft.part[0] <= a.start < number.start), None)
    if number.pos != "NUM" or first is None:
        return None
    start, end = noun_chars(parsed, number.i)
    words = parsed.text_of(start, min(end, number.end))
    value = number_in(words)
    if value is None or (first.kind == "money" and value < LEAST_SUM):
        return None
    noun = parsed.token_at(first.end - 1)
    amount = replace(first, start=start, end=number.end, amount=Amount(value=value, unit=first.amount.unit))
    return Likewise(amount, f"{words} {noun.text}" if noun and noun.pos != "NUM" and value > 1 else words)
