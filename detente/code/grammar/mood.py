"""Tense, modality, negation and condition of a verb, as its helping verbs and conjunctions tell them."""

from __future__ import annotations

from itertools import pairwise

from detente.code.grammar.sentences import Parsed, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
UNREAL = ("would", "could", "might", "may", "can", "'d", "should", "must", "ca")
"""Modal verbs of what may or should be."""
_FUTURE = ("will", "shall", "'ll", "’ll", "wo")
_NOBODY = ("nothing", "nobody", "none")
_ASKS = ("ask", "call", "apologise", "apologize", "plead", "appeal", "wait", "beg")
_NOT = ("not", "n't", "n’t", "never", "no", "hardly", "neither", "nor", "nothing", "none", "nobody")
_ONLY = ("only", "merely")
"""What makes of "not" no denial: "not only did it condemn X"."""


def is_negated(parsed: Parsed, token: Token) -> bool:
    """Does the clause deny what its verb says?"""
    if _is_yet_to_be(parsed, token) or _is_turned(parsed, token):
        return True
    for kid in parsed.kids(token.i):
        if kid.low == "longer" and any(k.low == "no" for k in parsed.kids(kid.i)):
            return True
        if kid.low == "not" and any(t.low in _ONLY for t in parsed.tokens[kid.i + 1 : kid.i + 2]):
            continue
        if kid.dep == "neg" or (
            kid.low in _NOT and kid.dep in ("advmod", "nsubj", "nsubjpass", "dobj", "det", "preconj")
        ):
            return True
        free = kid.low == "for" and token.lemma not in _ASKS  # "gave it for nothing"
        if kid.dep == "prep" and not free and any(k.low in _NOBODY for k in parsed.kids(kid.i, "pobj")):
            return True  # "asked for nothing", "spoke to nobody"
        if kid.dep in ("nsubj", "nsubjpass", "dobj", "attr") and any(
            k.low in ("no", "neither", "none") for k in parsed.kids(kid.i, "det", "neg", "preconj")
        ):
            return True
        if kid.dep in ("nsubj", "nsubjpass") and _is_not_one(parsed, kid):
            return True
    return False


def _is_not_one(parsed: Parsed, noun: Token) -> bool:
    """ "Not a rupee", "not one soldier"; but "not only Chad"."""
    own = [parsed.tokens[i] for i in parsed.subtree(noun.i) if noun.i - 3 <= i <= noun.i]
    return any(one.low == "not" and other.low in ("a", "an", "one") for one, other in pairwise(own))


def is_negated_too(parsed: Parsed, token: Token, *, first: bool) -> bool:
    """ "Neither expelled nor recalled", "not expel or recall": joined to a verb whose "not", `first`, holds of both."""
    if parsed.kids(token.i, *SUBJECTS, "aux", "auxpass"):
        return False
    joined = {kid.low for kid in parsed.kids(token.head, "cc")}
    return "nor" in joined or ("or" in joined and first)


def _is_turned(parsed: Parsed, token: Token) -> bool:
    """ "Nor has it sanctioned Armenia", "neither did it close": the helper stands before the subject, behind "nor"."""
    helpers = [k.i for k in parsed.kids(token.i, "aux", "auxpass") if k.i]
    if not helpers or parsed.tokens[min(helpers) - 1].low not in ("nor", "neither"):
        return False
    return any(min(helpers) < k.i < token.i for k in parsed.kids(token.i, *SUBJECTS))


def _is_yet_to_be(parsed: Parsed, token: Token) -> bool:
    """ "Has yet to pay", "is yet to be paid": it has not been done."""
    above = parsed.tokens[token.head]
    waits = token.dep == "xcomp" and above.lemma in ("have", "be")
    return waits and any(kid.low == "yet" and kid.i < token.i for kid in parsed.kids(above.i, "advmod"))


def mood(parsed: Parsed, token: Token) -> tuple[str, str, bool]:
    """Tense, modal and perfect of a verb."""
    if _is_yet_to_be(parsed, token):
        return "past", "", True
    helpers = parsed.kids(token.i, "aux", "auxpass")
    words = [h.low for h in helpers]
    modal = next((w for w in words if w in UNREAL or w in _FUTURE), "")
    perfect = any(h.lemma == "have" for h in helpers)
    if modal in _FUTURE or (token.low == "going" and any(k.dep == "xcomp" for k in parsed.kids(token.i))):
        return "future", "will", perfect
    if "to" in words and not modal:
        return "", "", perfect
    first = helpers[0].tag if helpers else token.tag
    if first in ("VBD", "VBN") or words[:1] in (["had"], ["was"], ["were"], ["did"]) or perfect:
        return "past", modal, perfect
    return ("present" if first in ("VBP", "VBZ", "VBG", "MD") else ""), modal, perfect


def has_condition(parsed: Parsed, token: Token) -> bool:
    """Does an "if", "unless" or "should …" clause hang on this verb or on the one above it?"""
    beside = [*parsed.kids(token.i, "advcl", "ccomp"), *parsed.kids(token.head, "advcl")]
    for clause in beside:
        for kid in parsed.kids(clause.i, "mark", "advmod", "aux"):
            inverted = kid.low in ("should", "were") and kid.dep == "aux" and clause.dep == "ccomp"
            if kid.low in ("if", "unless", "provided") or inverted:
                return True
    return False


def is_conditional(parsed: Parsed, token: Token) -> bool:
    """Under "if", "unless", "should …" or "had …" before its subject."""
    marks = parsed.kids(token.i, "mark", "advmod", "aux")
    return any(k.low in ("if", "unless", "provided", "whether", "lest") for k in marks) or _is_inverted(
        parsed, token
    )


def _is_inverted(parsed: Parsed, token: Token) -> bool:
    """ "Should X join …", "had X joined, Y would have …": the helping verb stands before its subject."""
    before = _helpers_before_subject(parsed, token)
    if any(k.low == "should" for k in before):
        return True
    begins = any(_begins(parsed, k) for k in before if k.low in ("had", "were"))  # not "never had X joined"
    return begins and token.dep in ("advcl", "ccomp")


def begins_with_helper(parsed: Parsed, token: Token) -> bool:
    """ "Will X join", "Question: did X join": the helping verb begins, before its subject."""
    return any(_begins(parsed, k) for k in _helpers_before_subject(parsed, token))


def _helpers_before_subject(parsed: Parsed, token: Token) -> list[Token]:
    subjects = parsed.kids(token.i, "nsubj", "nsubjpass")
    return [k for k in parsed.kids(token.i, "aux", "auxpass") if subjects and k.i < subjects[0].i]


def _begins(parsed: Parsed, token: Token) -> bool:
    """Does a sentence, or what stands behind a comma or quotation mark, begin with the word?"""
    start, _ = parsed.sentences[token.sent]
    return token.i == start or parsed.tokens[token.i - 1].pos == "PUNCT"


def is_ruled_out(parsed: Parsed, preposition: Token) -> bool:
    """ "To Chad rather than to Mali", "with Chad but not with Mali"; not "not only with Chad"."""
    before = parsed.tokens[max(0, preposition.i - 2) : preposition.i]
    words = tuple(t.low for t in before)
    denied = words[-1:] == ("not",) and any(k.low == "not" for k in parsed.kids(preposition.i, "neg"))
    return words == ("rather", "than") or denied
