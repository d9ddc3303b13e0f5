"""Verbs joined to one another: what stands behind the last and holds of those before it too."""

from __future__ import annotations

from detente.code.grammar.predicates import frames
from detente.code.grammar.sentences import Parsed, Token

_AMONG_THEMSELVES = ("mutual", "meeting", "talkers", "partner", "drill")
"""Shapes of what several do without anybody else."""


def shared_objects(parsed: Parsed, token: Token) -> tuple[Token, ...]:
    """ "Condemned and sanctioned Russia", "will train and equip Somalia's navy": of a verb with nothing behind it but
    another verb, what that one acts on, where it names somebody. "Met and condemned" needs nobody.
    """
    at: Token | None = token
    while at is not None and _acts_on_somebody(parsed, at):  # no recursion: a hostile text may join thousands
        at = _joined_right_behind(parsed, at)
        named = tuple(k for k in parsed.kids(at.i, "dobj") if _names_somebody(parsed, k)) if at else ()
        if named:
            return named
    return ()


def _acts_on_somebody(parsed: Parsed, verb: Token) -> bool:
    """May somebody be its object, and is there no sense of it that several do among themselves?"""
    senses = frames("v").get(verb.lemma, ())
    alone = any(f.shape in _AMONG_THEMSELVES for f in senses)
    passive = parsed.kids(verb.i, "auxpass", "nsubjpass")
    return any("obj" in f.recipient for f in senses) and not alone and not passive


def _joined_right_behind(parsed: Parsed, verb: Token) -> Token | None:
    """The verb joined to it, if nothing else stands behind it and the other has neither subject nor helping verb."""
    behind = [k for k in parsed.kids(verb.i) if k.i > verb.i and k.dep not in ("cc", "punct")]
    if verb.pos != "VERB" or len(behind) != 1:
        return None
    other = behind[0]
    apart = any(t.pos not in ("CCONJ", "PUNCT", "ADV") for t in parsed.tokens[verb.i + 1 : other.i])
    own = parsed.kids(other.i, "nsubj", "nsubjpass", "aux", "auxpass", "mark", "prt")
    return other if other.dep == "conj" and other.pos == "VERB" and not apart and not own else None


def _names_somebody(parsed: Parsed, noun: Token) -> bool:
    owners = parsed.kids(noun.i, "poss", "amod", "compound")
    return any(t.pos == "PROPN" or t.ent in ("GPE", "NORP", "ORG") for t in (noun, *owners))
