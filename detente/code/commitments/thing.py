"""What is given or promised: the nouns that name it, and a few words on it."""

from __future__ import annotations

from detente.code.events.draft import parties_like
from detente.code.grammar.clauses import Clause, under_nouns
from detente.code.grammar.evidence import noun_chars
from detente.code.grammar.sentences import Parsed
from detente.code.numbers.amounts import AmountMention

_LONGEST = 14  # words of `what`
_USES = ("for", "in", "of", "towards", "toward")
_MANNERS = frozenset("return exchange turn principle writing public private advance".split())
"""What stands under "in" of how something is promised: "pledged in return to …"."""


def things_of(parsed: Parsed, clause: Clause) -> tuple[int, ...]:
    """The nouns of what is given: the object, also of what one agrees to do; where that is a party, as in "supplied
    Pakistan with doses", "the doses that it promised Pakistan", what stands under "with" or is the other object.
    """
    objects = clause.object or tuple(k.i for i in clause.complement for k in parsed.kids(i, "dobj"))
    things = tuple(o for o in objects if not parties_like(parsed, o))
    if things or not objects:
        return things
    other = tuple(o for o in clause.dative if not parties_like(parsed, o))
    return other or clause.under("with") or tuple(n for p, n in under_nouns(parsed, objects) if p == "with")


def what_of(parsed: Parsed, clause: Clause, told: tuple[int, int], mention: AmountMention | None) -> str:
    """A few words on the thing: the object; of a mere sum what it is for, else the sum; else all that is told."""
    if any(k.low == "not" for i in clause.complement for k in parsed.kids(i, "neg")):
        return in_short(parsed, told)  # "promised not to move its embassy": not the embassy
    purposes = [
        n
        for p, n in clause.obliques
        if p in ("for", "in", "on")
        and parsed.tokens[n].ent not in ("DATE", "TIME", "GPE")
        and not (p == "in" and parsed.tokens[n].lemma in _MANNERS)
    ]
    named = (
        o for o in clause.object
        if parsed.tokens[o].ent not in ("GPE", "NORP", "PERSON") and parsed.tokens[o].pos != "PRON"
    )  # fmt: skip
    things = sorted(things_of(parsed, clause), key=lambda n: not _holds(noun_chars(parsed, n), mention))
    for noun in (*things, *purposes, *named):
        if not _is_sum(parsed, noun, mention):
            return in_short(parsed, noun_chars(parsed, noun))
        for link, use in under_nouns(parsed, (noun,)):  # "$20 million for a port", "in aid"
            if link in _USES and parsed.tokens[use].ent not in ("DATE", "TIME", "GPE"):
                return in_short(parsed, noun_chars(parsed, use))
    return in_short(parsed, (mention.start, mention.end) if mention else told)


def _holds(span: tuple[int, int], mention: AmountMention | None) -> bool:
    """Is the amount one of this thing, and not of another that is given with it?"""
    return mention is not None and span[0] <= mention.start < span[1]


def _is_sum(parsed: Parsed, noun: int, mention: AmountMention | None) -> bool:
    """Is the noun the money itself, "2 billion dollars", and not "a loan of 2 billion dollars"?"""
    return bool(
        mention and mention.kind == "money" and mention.start <= parsed.tokens[noun].start < mention.end
    )


def in_short(parsed: Parsed, span: tuple[int, int]) -> str:
    """The first words of what stands there."""
    words = parsed.text_of(*span).split()
    return " ".join(words[:_LONGEST])
