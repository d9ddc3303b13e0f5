"""Where a phrase begins and ends: the words under a word, as first and last token, and in a few words.

What is wanted, what is a cause and what an effect is quoted from the text; these are the ways to mark it.
"""

from __future__ import annotations

from itertools import pairwise

from detente.code.grammar.clauses import Clause
from detente.code.grammar.evidence import clause_chars, noun_chars
from detente.code.grammar.sentences import Parsed, Token

BRIEF = 12  # words of a text that is quoted in a few words


def brief(parsed: Parsed, first: int, last: int, limit: int = BRIEF) -> str:
    """The words from token `first` to token `last`, cut after `limit` words, on one line."""
    words = [t for t in parsed.tokens[first : last + 1] if t.pos not in ("PUNCT", "SPACE", "PART")]
    end = words[limit - 1].i if len(words) > limit else last
    start, past = parsed.chars(first, max(first, end))
    return " ".join(parsed.text_of(start, past).split()).strip(' ,;:.–—"“”')


def clause_tokens(parsed: Parsed, clause: Clause, first: int = 0, last: int = 10**9) -> tuple[int, int]:
    """First and last token of a clause, kept between two tokens."""
    start, end = clause_chars(parsed, clause)
    inside = [t.i for t in parsed.tokens if start <= t.start and t.end <= end and first <= t.i <= last]
    return (inside[0], inside[-1]) if inside else (clause.head, clause.head)


def noun_tokens(parsed: Parsed, i: int) -> tuple[int, int]:
    """First and last token of a noun phrase, relative clauses and joined phrases left out."""
    start, end = noun_chars(parsed, i)
    inside = [k for k in parsed.subtree(i) if start <= parsed.tokens[k].start and parsed.tokens[k].end <= end]
    return (inside[0], inside[-1]) if inside else (i, i)


def phrase(parsed: Parsed, i: int, after: int) -> tuple[int, int]:
    """First and last token of the phrase under `i`, relative clauses and repeated prepositions left out."""
    keep, todo = [], [i]
    while todo:
        at = todo.pop()
        keep.append(at)
        again = {k.i for k in parsed.kids(at, "conj") if k.pos == "ADP"}
        todo += [k.i for k in parsed.kids(at) if k.dep not in ("relcl", "parataxis") and k.i not in again]
    within = sorted(k for k in keep if k > after)
    if not within:
        return i, i
    last = within[-1]
    while last > i and parsed.tokens[last].pos in ("PUNCT", "CCONJ"):
        last -= 1
    return within[0], last


def under_words(parsed: Parsed, carrier: int, preposition: str) -> list[tuple[int, int]]:
    """What stands under a preposition of the word, once for each time that the preposition is repeated."""
    found = []
    todo = [k for k in parsed.kids(carrier, "prep", "advmod", "prt", "dative", "agent") if k.i > carrier]
    while todo:
        kid = todo.pop(0)
        inner = [k for k in parsed.kids(kid.i, "pobj", "pcomp") if k.i > kid.i]
        if kid.low == preposition and inner:
            found.append(phrase(parsed, inner[0].i, kid.i))
        todo += [k for k in parsed.kids(kid.i, "prep") if k.pos in ("ADP", "SCONJ")]
        if kid.low == preposition and inner:
            again = [parsed.tokens[w] for w in parsed.subtree(carrier) if w > kid.i]
            todo += [t for t in again if t.low == preposition and t.dep == "conj" and t not in todo][:1]
    return found


def verbs_under(parsed: Parsed, carrier: int, slot: str) -> list[int]:
    """Infinitives or finite clauses that complete the word at `carrier`."""
    wanted = parsed.kids(carrier, "xcomp", "ccomp", "acl", "advcl", "relcl")
    found = []
    for kid in wanted:
        infinitive = any(k.low == "to" for k in parsed.kids(kid.i, "aux"))
        if kid.i > carrier and (
            infinitive if slot == "inf" else kid.dep in ("ccomp", "acl") and not infinitive
        ):
            found.append(kid.i)
    return found


def with_place(parsed: Parsed, span: tuple[int, int], verb: int) -> tuple[int, int]:
    """The object with the phrase right after it that the parse hung on the verb: "calm in the Gulf"."""
    for kid in parsed.kids(verb, "prep"):
        words = parsed.subtree(kid.i)
        if words[0] == span[1] + 1 and words[-1] - words[0] == len(words) - 1 and len(words) < BRIEF:
            return span[0], words[-1]
    return span


def to_end(parsed: Parsed, span: tuple[int, int]) -> tuple[int, int]:
    """The span drawn out to the end of the sentence, for a list whose parse fell apart."""
    first, last = span
    past = parsed.sentences[parsed.tokens[first].sent][1]
    rest = parsed.tokens[last + 1 : past]
    verbal = any(t.pos in ("VERB", "AUX") for t in rest)
    end = last if verbal else past - 1
    while end > first and parsed.tokens[end].pos == "PUNCT":
        end -= 1
    return first, end


def split_list(parsed: Parsed, first: int, last: int) -> list[tuple[int, int]]:
    """The items of a list of nouns, split at its commas and at the "and" before the last of them."""
    marks = [t.i for t in parsed.tokens[first : last + 1] if t.text == ","]
    joins = [t.i for t in parsed.tokens[first : last + 1] if t.low in ("and", "or")]
    if not marks:
        heads = [j for j in joins if parsed.tokens[j].head <= first + 2]
        cuts = heads[-1:]
    else:
        tail = [j for j in joins if j > marks[-1]]
        cuts = marks + tail[:1] if tail else marks
    pieces, start = [], first
    for cut in [*sorted(cuts), last + 1]:
        if any(t.pos in ("NOUN", "PROPN", "ADJ", "NUM", "VERB") for t in parsed.tokens[start:cut]):
            pieces.append((start, cut - 1))
        start = cut + 1
    return pieces or [(first, last)]


def verb_above(parsed: Parsed, token: Token) -> int:
    """The nearest verb over a word; the root where there is none."""
    at = token.head
    while parsed.tokens[at].pos not in ("VERB", "AUX") and parsed.tokens[at].head != at:
        at = parsed.tokens[at].head
    return at


def is_each_other(parsed: Parsed, token: Token) -> bool:
    """ "They promised each other": does the sentence go on so, not far behind the word?"""
    after = [t.low for t in parsed.tokens[token.i + 1 : parsed.sentences[token.sent][1]]][:12]
    return any(pair in (("each", "other"), ("one", "another")) for pair in pairwise(after))
