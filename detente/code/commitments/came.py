"""What came of a promise: so many, a share, all or the rest of what the commitment told just before is of.

"Four have been delivered", "one billion has been paid out", "half of it arrived", "the rest is to come by May".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from detente import vocab
from detente.code.grammar.clauses import Clause
from detente.code.grammar.evidence import noun_chars
from detente.code.grammar.sentences import Parsed, Token
from detente.code.numbers.amounts import AmountKind, AmountMention
from detente.code.numbers.measures import is_measure
from detente.code.numbers.numerals import number_in
from detente.code.told import Told
from detente.model import Amount, Commitment, Stage

NEAR = 500
"""Characters behind a commitment within which a sentence may go on about it."""
LEAST_SUM = 1000
"""A bare number from which on it may be a sum of money: "one billion has been paid out"."""
_BEFORE = re.compile(r"^(?:(?:so far|to date|only|just|but|all|the|first|last|another),?\s+)+", re.IGNORECASE)
_TAKEN_UP = frozenset(
    "it them this that these those which money sum amount loan credit grant aid total".split()
)


@dataclass(frozen=True, slots=True)
class Came:
    """The noun that stands for a part of what was told, what it is a part of, and how much, where that is exact."""

    noun: int
    whole: Commitment
    amount: AmountMention | None


def find_came(parsed: Parsed, clause: Clause, before: list[Told], *, got: bool) -> Came | None:
    """The part of the last commitment of `before` of which the clause tells; None if it tells of something else.

    With `got` the subject is who gets it, and only the object is asked.
    """
    nouns = clause.object or (() if got else clause.subject)
    told = next((t for t in reversed(before) if isinstance(t.claim, Commitment)), None)
    if len(nouns) != 1 or told is None or parsed.tokens[clause.head].start - told.end > NEAR:
        return None
    noun, last = parsed.tokens[nouns[0]], told.claim
    assert isinstance(last, Commitment)
    share = _share(parsed, noun)
    if not (noun.pos == "NUM" or share) or not _is_of_it(parsed, noun, last):
        return None
    value = _value(parsed, noun, share, last, before) if last.amount else None
    if value is None and share is None:
        return None
    start, end = noun_chars(parsed, noun.i)
    if value is None or last.amount is None:
        return Came(noun.i, last, None)
    kind: AmountKind = "money" if _is_money(last.amount.unit) else "count"
    amount = Amount(value=value, unit=last.amount.unit)
    return Came(noun.i, last, AmountMention(start=start, end=end, amount=amount, approx=False, kind=kind))


def _share(parsed: Parsed, noun: Token) -> str | None:
    """The share that the noun is; "some" beside "nearly" and "less than"; none of "the third", one of a row."""
    share = vocab.shares().get(noun.low)
    kids = parsed.kids(noun.i)
    if share is None or share in ("rest", "some", "1/1"):
        return share
    if any(k.low == "the" for k in kids) and not any(k.dep == "prep" for k in kids):
        return None
    return "some" if any(k.dep in ("advmod", "quantmod", "amod") for k in kids) else share


def _is_of_it(parsed: Parsed, noun: Token, last: Commitment) -> bool:
    """Does it stand alone, or is it "of it", "of the money": a part of what was told, and not of something else?"""
    named = {*last.what.lower().split(), last.amount.unit if last.amount else ""}
    below = [n for k in parsed.kids(noun.i, "prep") if k.low == "of" for n in parsed.kids(k.i, "pobj")]
    return all(n.low in _TAKEN_UP or {n.low, n.lemma} & named for n in below)


def _value(
    parsed: Parsed, noun: Token, share: str | None, last: Commitment, before: list[Told]
) -> Decimal | None:
    """How much it is, if that can be told exactly and is no more than the whole."""
    assert last.amount is not None
    told, unit = _told_of_it(last, before), last.amount.unit
    whole = max(value for _, value in told)  # the last told may be a part itself
    words = _BEFORE.sub("", parsed.text_of(*noun_chars(parsed, noun.i)).split(" of ")[0])
    if share is None:
        value = number_in(words)
        return None if value is None or value > whole or (_is_money(unit) and value < LEAST_SUM) else value
    if share == "rest":
        come = sum((value for stage, value in told if stage == "delivered"), Decimal(0))
        return whole - come if 0 < come < whole else None
    if share == "some":
        return None
    above, below = map(Decimal, share.split("/"))
    counted = not _is_money(unit) and not is_measure(unit)
    if counted and above == 1 and below == whole + 1 > 2:
        return Decimal(1)  # two jets, "and promised a third"
    times = number_in(" ".join(k.low for k in parsed.kids(noun.i, "nummod"))) or above
    exact = whole * times / below
    fits = exact * below == whole * times and exact <= whole
    return exact if fits and (not counted or exact == exact.to_integral_value()) else None


def _told_of_it(last: Commitment, before: list[Told]) -> list[tuple[Stage, Decimal]]:
    """Stage and amount of all that was told of the same thing between the same two, in the same unit."""
    of_it = last.giver, last.receiver, last.what, last.amount and last.amount.unit
    told = (t.claim for t in before)
    return [
        (c.stage, c.amount.value) for c in told
        if isinstance(c, Commitment) and c.amount and (c.giver, c.receiver, c.what, c.amount.unit) == of_it
    ]  # fmt: skip


def _is_money(unit: str) -> bool:
    return unit in {one.code for one in vocab.currencies()}
