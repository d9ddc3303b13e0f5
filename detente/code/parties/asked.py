"""An expression that stands for a party without naming it, and what is asked of it: who?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from detente.code.grammar.sentences import Parsed, Token
from detente.code.parties.mentions import Mention, Parties, is_body, is_definite
from detente.code.parties.said import UNKNOWN, Said, is_main, role_asked, step, subjects_over, verb_of
from detente.code.parties.world import tells_of_rule
from detente.model import Codes
from detente.vocab.neighbours import role_nouns

PRONOUNS = {
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "their", "theirs", "them", "themselves"), "they"),
    **dict.fromkeys(("both", "two", "neither"), "several"),
}
"""Pronouns to the kind of expression."""
MEMORY = 40
"""Sentences after which nobody remembers: longer than most articles, so that a book costs what its articles would."""
ONE = ("it", "noun")
"""Kinds of expressions that stand for one party; "they" and "several" stand for one or more."""
_NAMED = frozenset("name adjective capital people seat organisation group city person named".split())
_OF_OTHERS = frozenset("neighbour tie counterpart host guest deed".split())
"""Kinds of nouns of which a named owner is not who is meant: "Chile's neighbour"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The expression under `token`: its `kind`, the part that it plays, the verb over it with the subjects up to there,
    what kind of noun it is, whose it is called, and whom the rules take it for.
    """

    parties: Parties
    said: Sequence[Said]
    token: Token
    kind: str
    noun: str
    role: str
    verb: int
    over: list[tuple[str, Codes, bool]]
    owner: Codes
    owned: bool
    rule: Codes

    @property
    def parsed(self) -> Parsed:
        """The words of the document."""
        return self.parties.parsed

    @property
    def paragraph(self) -> int:
        """The block of text in which it stands."""
        return self.parsed.paragraphs[self.token.sent]

    def back(self, one: Said) -> int:
        """How many sentences before it a party was spoken of."""
        return self.token.sent - one.sent

    def near(self, back: int) -> list[Said]:
        """Who was spoken of since the sentence that many before it, in order."""
        first = bisect_left(self.said, self.token.sent - back, key=lambda one: one.sent)
        return list(self.said[first:])

    def places(self) -> dict[str, list[Said]]:
        """Who was spoken of in the last `MEMORY` sentences, and where, in order."""
        found: dict[str, list[Said]] = {}
        for one in self.near(MEMORY):
            found.setdefault(one.key, []).append(one)
        return found

    def leads(self, back: int) -> str | None:
        """Who was spoken of first in the sentence that many before it."""
        first = bisect_left(self.said, self.token.sent - back, key=lambda one: one.sent)
        found = self.said[first] if first < len(self.said) else None
        return found.key if found is not None and self.back(found) == back else None


def ask(parties: Parties, said: Sequence[Said], token: Token, kind: str, rule: Codes) -> Asked:
    """What is to be known of the expression before anybody is weighed."""
    parsed = parties.parsed
    owners = tuple(k.i for k in parsed.kids(token.i, "poss"))
    return Asked(
        parties=parties, said=said, token=token, kind=kind, noun=noun_kind(parsed, token),
        role=role_asked(parsed, token), verb=verb_of(parsed, token.i), over=subjects_over(parties, token),
        owner=parties.codes_of_all(owners), owned=bool(owners), rule=rule,
    )  # fmt: skip


def noun_kind(parsed: Parsed, token: Token) -> str:
    """The kind of `role_nouns.tsv`; "" for other nouns."""
    for form in (token.lemma.lower(), *sorted(token.forms)):
        if form in role_nouns():
            return role_nouns()[form]
    return "body" if token.pos in ("NOUN", "PROPN") and is_body(parsed, token.i) else ""


def kind_of_expression(parties: Parties, token: Token) -> str | None:
    """What kind of expression the token is, if it may stand for a party that is named elsewhere; None if it may not."""
    if (kind := PRONOUNS.get(token.low)) and (token.pos == "PRON" or kind == "several"):
        alone = token.dep in ("nsubj", "nsubjpass", "pobj", "dobj")
        return kind if kind != "several" or alone else None
    if token.pos not in ("NOUN", "PROPN", "ADJ") or token.dep in ("compound", "amod", "nmod"):
        return None
    if not _is_definite(parties.parsed, token) or _has_name(parties.by_head.get(token.i), token):
        return None
    noun = noun_kind(parties.parsed, token)
    if not noun or _is_named_within(parties, token, noun):
        return None
    return "several" if token.tag in ("NNS", "NNPS") else "noun"


def _has_name(mention: Mention | None, token: Token) -> bool:
    if mention is None:
        return False
    body = mention.how in ("organisation", "group", "named") and token.pos == "PROPN"
    own = mention.how in ("name", "adjective", "capital", "people", "seat", "city", "region")
    return own or body or bool(mention.person and mention.person.name)


def _is_definite(parsed: Parsed, token: Token) -> bool:
    return is_definite(parsed, token) or bool(parsed.kids(token.i, "poss"))


def _is_named_within(parties: Parties, token: Token, noun: str) -> bool:
    """ "The Spanish minister", "the government of Chile", "its government" say whose they are."""
    if tells_of_rule(parties, token):
        return False
    parsed = parties.parsed

    def named(i: int) -> bool:
        mention = parties.by_head.get(i)
        return mention is not None and mention.how in _NAMED and bool(mention.codes)

    kids = parsed.kids(token.i)
    beside = [k.i for k in kids if k.dep in ("amod", "compound", "nmod", "appos")]
    links = ("of", "from", "in", "at") if noun in ("government", "body") else ("of", "from")
    under = [n.i for k in kids if k.dep == "prep" and k.low in links for n in parsed.kids(k.i, "pobj")]
    owned = noun not in _OF_OTHERS and any(k.dep == "poss" for k in kids)
    return owned or any(named(i) for i in (*beside, *under))


def things(asked: Asked, keys: Sequence[str]) -> list[str]:
    """Nouns that are nobody and that the expression may take up instead: how near, and in what part."""
    parsed, parties, token = asked.parsed, asked.parties, asked.token
    plural = asked.kind in ("they", "several")
    tags = ("NNS", "NNPS") if plural else ("NN", "NNP")
    last = next((s.first for s in reversed(asked.near(MEMORY)) if s.key in keys), -1)
    first = parsed.sentences[max(0, token.sent - 1)][0]
    nouns = [
        t for t in parsed.tokens[first : token.i]
        if t.tag in tags and t.dep not in ("compound", "nmod", "npadvmod") and t.i not in parties.by_head
        and not is_body(parsed, t.i) and not parties.codes_of(t.i)
    ]  # fmt: skip
    found = [f"things near:{step(sum(t.i > last for t in nouns), 0, 1, 2)}"]
    here = [t for t in nouns if t.sent == token.sent]
    before = [t for t in nouns if t.sent != token.sent]
    subject = [t for t in before if t.dep in ("nsubj", "nsubjpass") and is_main(parsed, verb_of(parsed, t.i))]
    verb = parsed.tokens[asked.verb]
    objects = [t for t in here if t.dep == "dobj"]
    told = {
        "thing subject here": any(t.dep in ("nsubj", "nsubjpass") for t in here),
        "thing subject before": bool(subject),
        "thing object here": bool(objects),
        "thing object before": any(t.dep in ("dobj", "attr") for t in before),
    }
    found += [f"{name}:{asked.role}" for name, holds in told.items() if holds]
    if verb.dep == "conj" and asked.role == "object" and any(t.head == verb.head for t in objects):
        found.append("object of both verbs")
    if verb.dep == "relcl":
        found.append("in relative clause")
    if asked.role == "owner" and any(t.head == verb.i and t.dep.startswith("nsubj") for t in here):
        found.append("thing's own")
    return found


def hangs_on(asked: Asked) -> list[str]:
    """What hangs on the noun: a clause, a preposition, an owner, a modifier; of a plural one numbers are none."""
    marks = {
        "clause": ("relcl", "acl"), "preposition": ("prep",), "owner": ("poss",),
        "modifier": ("amod", "compound", *(("nummod",) if asked.kind == "noun" else ())),
    }  # fmt: skip
    kids = asked.parsed.kids(asked.token.i)
    return [name for name, deps in marks.items() if any(k.dep in deps for k in kids)]


def is_known(key: str) -> bool:
    """Is the key a code, and not the name of somebody of whom no code is known?"""
    return not key.startswith(UNKNOWN)
