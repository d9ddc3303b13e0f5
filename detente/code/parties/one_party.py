"""Which one party an expression stands for: what speaks for each that was spoken of before, and for nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from detente.code.grammar.predicates import frames, noun_classes
from detente.code.parties.asked import Asked, hangs_on, is_known, things
from detente.code.parties.mentions import (
    body_words,
    generic_nouns,
    human_words,
    is_body,
    kind_of,
    state_codes,
)
from detente.code.parties.said import Said, facing, role_of, step, verb_of
from detente.code.parties.world import fits, tells_of_rule
from detente.vocab.tables import cache

_REACH = 4  # sentences
_DOERS = frozenset("deed host guest tie".split())
"""Kinds of nouns that tell what somebody did."""
_AT_ODDS = ("government", "body", "office")
"""Kinds of nouns of which others of the same state may be at odds: its opposition and "the government"."""


def candidates(asked: Asked) -> dict[str, list[Said]]:
    """Who may be meant, each with where it was spoken of before; last spoken of first.

    A description may take up anybody of the last `MEMORY` sentences, a pronoun those of the last few and those that the
    text is about.
    """
    found = {k: v for k, v in asked.places().items() if is_known(k) or not v[-1].person}
    tops = {code for code, _ in asked.parties.counts[:4]}
    near = {
        k: v for k, v in found.items()
        if asked.kind == "noun" or k in tops or asked.back(v[-1]) <= _REACH
    }  # fmt: skip
    return dict(sorted(near.items(), key=lambda item: -item[1][-1].first))


def traits_of_each(asked: Asked) -> list[tuple[str, list[str]]]:
    """Each candidate's key with what speaks for or against it; the empty key is nobody."""
    facing = facing_it(asked)
    found = {key: places for key, places in candidates(asked).items() if key not in facing}
    counts = Counter({key: len(places) for key, places in found.items()})
    most = max(counts.values(), default=0)
    keys = list(found)
    told = _by_grammar(asked)
    rows = []
    for rank, (key, places) in enumerate(found.items()):
        traits = _place(asked, rank, places) + _subject(asked, places)
        traits += [trait for trait, of in told if key in of]
        traits += _standing(asked, key, counts[key], most) + _pronouns(asked, places)
        if asked.kind == "noun":
            traits += _noun(asked, key, places, keys)
        rows.append((key, traits))
    return [*rows, ("", _nobody(asked, keys))]


def _place(asked: Asked, rank: int, places: list[Said]) -> list[str]:
    """Where it was spoken of last: how far back, in what part, in what manner."""
    last = places[-1]
    back = asked.back(last)
    near = step(back, 0, 1, 2, 4)
    found = [
        f"back:{near}", f"rank:{step(rank, 0, 1, 2, 3)}", f"said as:{last.how}", f"said as:{last.how}:{near}",
        f"part:{asked.role}:{last.role}:{near if back < 2 else 'far'}", f"type:{last.kind}",
    ]  # fmt: skip
    if not last.main:
        found.append(f"by the way:{near}")
    if last.paragraph != asked.paragraph:
        found.append("other paragraph")
    return found


def _subject(asked: Asked, places: list[Said]) -> list[str]:
    """Was it a subject in this sentence, or in the one before?"""
    here = [s for s in places if asked.back(s) == 0 and s.role == "subject"]
    before = [s for s in places if asked.back(s) == 1 and s.role == "subject"]
    found = [f"subject here:{asked.role}"] if here else []
    found += [f"subject before:{asked.role}"] if before else []
    found += ["main subject here"] if any(s.main for s in here) else []
    found += ["main subject before"] if any(s.main for s in before) else []
    return found + (["subject of both"] if here and before else [])


def _by_grammar(asked: Asked) -> list[tuple[str, Iterable[str]]]:
    """What the place of the expression says, and of whom: of the subjects over it, of what stands beside it."""
    found: list[tuple[str, Iterable[str]]] = [
        (f"beside it:{asked.role}", _beside(asked)), (f"behind it:{asked.role}", _behind(asked)),
    ]  # fmt: skip
    found += [
        (f"first of sentence:{back}", (key,)) for back in (0, 1) if (key := asked.leads(back)) is not None
    ]
    for level, (relation, codes_, _) in enumerate(asked.over):
        if len(codes_) == 1:
            found.append((f"subject over:{level}:{relation}", codes_))
            found += [(f"subject over:{level}:{asked.role}", codes_)] if level < 2 else []
    relative = _relative(asked)
    return found + ([("relative clause of it", relative)] if len(relative) == 1 else [])


def _relative(asked: Asked) -> tuple[str, ...]:
    """ "Qatar, which said that it …": whom the relative clause hangs on."""
    token = asked.token
    for _ in range(8):
        if token.dep == "relcl":
            return asked.parties.codes_of(token.head)
        token = asked.parsed.tokens[token.head]
    return ()


def facing_it(asked: Asked) -> set[str]:
    """Who is not meant, as the verb's other core part: "Iran attacked it", "it recognised Taiwan"."""
    token, parsed = asked.token, asked.parsed
    if asked.owned and tells_of_rule(asked.parties, token):
        return set(asked.owner)  # "its former ruler"
    if token.dep not in ("nsubj", "dobj", "dative") or asked.noun in _AT_ODDS:
        return set()
    found = facing(asked.parties, token)
    behind = [k for k in parsed.kids(token.head, "dobj", "dative") if k.i > token.i]
    if any(k.low in ("him", "her") for k in behind):  # "it accused him": not of his own
        found |= {s.key for s in asked.near(2) if s.person}
    return found


def _beside(asked: Asked) -> set[str]:
    """Who has another part under the same verb, before it."""
    parts = ("subject", "object", "oblique", "agent")
    if asked.role == "owner":
        return set()
    return {
        s.key for s in asked.near(0) if s.verb == asked.verb and s.role in parts and s.noun != asked.token.i
    }


def _behind(asked: Asked) -> set[str]:
    """Whom the verb has further on."""
    parsed, parties, token = asked.parsed, asked.parties, asked.token
    found = set()
    for i in range(token.i + 1, parsed.sentences[token.sent][1]):
        mention = parties.by_head.get(i)
        if mention is not None and len(mention.codes) == 1:
            role, noun = role_of(parsed, i)
            if role in ("object", "oblique") and verb_of(parsed, noun.i) == asked.verb:
                found.add(mention.codes[0])
    return found


def _standing(asked: Asked, key: str, count: int, most: int) -> list[str]:
    """What it is in the text: how often spoken of, whose paper, what the text is about, what the rules say."""
    found = [f"often:{step(count, 1, 2, 4, 7)}"]
    found += ["most often"] if count == most else []
    found += ["home"] if key == asked.parties.home else []
    found += ["focus"] if key in asked.parties.focus else []
    found += ["rule"] if asked.rule == (key,) else []
    return found + ([] if is_known(key) else ["unknown"])


def _pronouns(asked: Asked, places: list[Said]) -> list[str]:
    """Was it spoken of as a pronoun in this sentence or the one before?"""
    pronouns = [s for s in places if s.how == "pronoun" and asked.back(s) <= 1]
    return [f"pronoun:{asked.back(pronouns[-1])}"] if pronouns else []


def _noun(asked: Asked, key: str, places: list[Said], keys: list[str]) -> list[str]:
    """For a description: what fits, whose it is called, who did what its noun says."""
    token, noun, last = asked.token, asked.noun, places[-1]
    sort = "state" if key in state_codes() else "body" if is_known(key) else "unknown"
    found = [
        f"sort:{sort}:{noun}", f"noun as:{noun}:{last.how}",
        f"noun part:{noun}:{step(asked.back(last), 0, 1, 2, 4)}:{last.role}",
    ]  # fmt: skip
    kinds = generic_nouns().get(token.low) or generic_nouns().get(token.lemma)
    if kinds:
        found.append("kind of body+" if kind_of().get(key) in kinds else "kind of body-")
    if key not in state_codes():
        words = {t.lemma.lower() for s in places for t in asked.parsed.tokens[s.first : s.head + 1]}
        found += ["same word"] if token.lemma.lower() in words else []
    if asked.owned:
        found.append(f"{'own' if key in asked.owner else 'not own'}:{noun}")
    others = tuple(k for k in keys if k != key and is_known(k))
    found += fits(asked.parties, token, key, asked.owner, others)
    found += ["deed", f"deed:{noun}"] if did_so(asked, places) else []
    found += [f"home:{noun}"] if key == asked.parties.home else []
    persons = [s for s in places if s.person]
    found += [f"person:{noun}:{step(asked.back(persons[-1]), 0, 1, 3)}"] if persons else []
    again = [s for s in places if asked.parsed.tokens[s.head].lemma == token.lemma]
    found += [f"again:{noun}:{step(asked.back(again[-1]), 0, 1, 3, 6)}"] if again else []
    return found + ([f"organ:{sort}"] if token.lemma in body_words() else [])


def did_so(asked: Asked, places: list[Said]) -> bool:
    """Does the noun tell of something that the party did: "the lender" of who lent, "the mediator" of who mediates?"""
    if asked.noun not in _DOERS:
        return False
    parsed, lemma = asked.parsed, asked.token.lemma
    stem = lemma[:5] if len(lemma) > 6 else lemma[:4]
    for one in places[-6:]:
        if one.role in ("subject", "agent"):
            near = [parsed.tokens[i] for i in parsed.subtree(one.verb) if abs(i - one.verb) < 15]
            acts = [t for t in near if t.pos in ("NOUN", "VERB") and t.i not in (asked.token.i, one.noun)]
            if any(t.lemma.startswith(stem) for t in (parsed.tokens[one.verb], *acts)):
                return True
    return False


def _nobody(asked: Asked, keys: list[str]) -> list[str]:
    """What speaks for nobody: the weather, a treaty, somebody of whom no state is known."""
    parsed, token, role = asked.parsed, asked.token, asked.role
    verb = parsed.tokens[asked.verb]
    found = ["nobody", f"nobody:{role}", f"nobody:{token.low}"]
    be = "be" if verb.lemma == "be" else "verb"
    if role == "owner":
        owned = parsed.tokens[token.head]
        found += [f"owns:{owned.lemma}", f"owns part:{owned.dep}"]
        found += [f"owns class:{name}" for name in _classes().get(owned.lemma, ("-",))]
        found.append("owns organ" if is_body(parsed, owned.i) else "owns other")
        found += ["owns person"] if owned.lemma in human_words() else []
    else:
        clause = any(k.dep in ("ccomp", "csubj", "xcomp") and k.i > token.i for k in parsed.kids(verb.i))
        found += [f"verb:{verb.lemma}", f"verb known:{role}:{verb.lemma in _verbs()}", f"verb:{role}:{be}"]
        found += [f"passive:{role}"] if parsed.kids(verb.i, "auxpass") else []
        found += [f"clause under:{role}:{be}"] if clause else []
        found += [f"adjective under:{role}"] if parsed.kids(verb.i, "acomp") else []
        found += [f"preposition:{parsed.tokens[token.head].low}"] if role == "oblique" else []
    if asked.kind == "noun":
        found += _plain_noun(asked)
    found += ["rule"] if not asked.rule else []
    found += ["no candidate"] if not keys else []
    return found + things(asked, keys)


def _plain_noun(asked: Asked) -> list[str]:
    """How a noun that is nobody in particular looks: "the president of a bank", "the man who …"."""
    kids, noun = asked.parsed.kids(asked.token.i), asked.noun
    found = [f"nobody:{noun}:{asked.role}", f"nobody:{noun}", f"nobody:{asked.token.lemma.lower()}"]
    for name in hangs_on(asked):
        found += [f"with {name}", f"with {name}:{noun}"]
    return found + (["this"] if any(k.low in ("this", "that") for k in kids) else [])


@cache
def _verbs() -> frozenset[str]:
    """Verbs of the vocabulary of predicates: what parties do."""
    return frozenset(form.split()[0] for form in frames("v"))


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    """Nouns to their classes in nounclasses.tsv."""
    found: dict[str, tuple[str, ...]] = {}
    for name, nouns in noun_classes().items():
        for noun in nouns:
            found[noun] = (*found.get(noun, ()), name)
    return found
