"""Which parties "they", "both" or "the two countries" stand for: what speaks for each group, and for nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from detente.code.parties.antecedents import Pair
from detente.code.parties.asked import Asked, hangs_on, is_known, things
from detente.code.parties.mentions import state_codes
from detente.code.parties.one_party import did_so, facing_it
from detente.code.parties.said import Said, step
from detente.model import Codes
from detente.vocab.neighbours import state_words

_REACH = 5  # sentences back for a group that the text has made
_REACH_ONE = 3  # and for one party with a plural name
_POOL = 6  # parties that may be put together
_WORDS = frozenset("country side government state minister president leader neighbour army".split())
_TWO = frozenset("two both neither".split())


@dataclass(frozen=True, slots=True)
class _Group:
    """Parties that may be meant together; `pair` where the text itself has put them together last."""

    members: Codes
    pair: Pair | None = None


@dataclass(frozen=True, slots=True)
class _Text:
    """What was said in the last `MEMORY` sentences: of each party its places; parties by last mention; by number."""

    places: dict[str, list[Said]]
    recent: list[str]
    often: list[str]


def traits_of_groups(asked: Asked, pairs: Sequence[Pair]) -> list[tuple[Codes, list[str]]]:
    """Each group that may be meant with what speaks for or against it; the empty group is nobody."""
    text = _text(asked)
    facing = facing_it(asked)
    size = _size(asked)
    groups = {
        m: group for m, group in _groups(asked, pairs, text).items()
        if not facing & set(m) and (size == 0 or len(m) == size)
    }  # fmt: skip
    told = sorted((g for g in groups.values() if g.pair), key=lambda g: -g.pair.at if g.pair else 0)
    order = [g.members for g in told]
    rows = []
    for group in groups.values():
        if len(group.members) == 1:
            traits = _one(asked, group.members[0], text)
        else:
            traits = [f"members:{len(group.members)}", *_many(asked, group, order, text)]
        if set(group.members) == set(asked.rule):
            traits += ["rule", f"rule:{len(group.members)}", f"rule:{_word(asked)}"]
        rows.append((group.members, traits))
    return [*rows, ((), _nobody(asked, text))]


def _text(asked: Asked) -> _Text:
    places = {key: found for key, found in asked.places().items() if is_known(key)}
    counts = Counter({key: len(found) for key, found in places.items()})
    recent = sorted(places, key=lambda key: -places[key][-1].first)
    return _Text(places, recent, sorted(places, key=lambda key: -counts[key]))


def _groups(asked: Asked, pairs: Sequence[Pair], text: _Text) -> dict[Codes, _Group]:
    """Groups that the text has made, any two (or three, where so many are told) spoken of last, and single parties."""
    found: dict[Codes, _Group] = {}
    for pair in pairs:
        if pair.at < asked.token.i and asked.token.sent - asked.parsed.tokens[pair.at].sent <= _REACH:
            members = tuple(sorted(set(pair.order)))
            found[members] = _Group(members, pair)
    pool = list(dict.fromkeys((*text.recent[:4], *asked.parties.focus)))[:_POOL]
    pool = [key for key in pool if key in text.places]
    for size in (2, 3) if _size(asked) == 3 else (2,):
        for members in combinations(pool, size):
            key = tuple(sorted(members))
            found.setdefault(key, _Group(key))
    for key_, places in text.places.items():
        if asked.back(places[-1]) <= _REACH_ONE:
            found.setdefault((key_,), _Group((key_,)))
    return found


def _size(asked: Asked) -> int:
    """How many the expression says: 2, 3, or 0 where it does not say."""
    words = {asked.token.low, *(k.low for k in asked.parsed.kids(asked.token.i))}
    return 3 if "three" in words else 2 if words & _TWO else 0


def _word(asked: Asked) -> str:
    token = asked.token
    if asked.kind == "they":
        return "they"
    return token.low if token.low in _TWO else token.lemma if token.lemma in _WORDS else "noun"


def _one(asked: Asked, key: str, text: _Text) -> list[str]:
    """A single party: "the rebels", "the Emirates", a government that goes on as "they"."""
    places = text.places[key]
    last = places[-1]
    back = asked.back(last)
    near = step(back, 0, 1, 2)
    found = [
        "one", f"one back:{near}", f"one plural:{last.plural}:{near}", f"one as:{last.how}", f"one type:{last.kind}",
        f"one part:{asked.role}:{last.role}:{step(back, 0, 1)}",
        f"one rank:{step(text.recent.index(key), 0, 1, 2, 3)}",
    ]  # fmt: skip
    found += ["one plural near"] if any(s.plural and asked.back(s) <= 1 for s in places) else []
    found += ["one plural pronoun"] if any(s.how == "pronoun" and s.plural for s in places[-2:]) else []
    found += ["one no state"] if key not in state_codes() else []
    for level, (relation, codes_, plural) in enumerate(asked.over):
        if codes_ == (key,):
            found += [f"one over:{level}:{relation}:{asked.role}", f"one over plural:{plural}"]
    return found + _told(asked, (key,), text)


def _many(asked: Asked, group: _Group, order: list[Codes], text: _Text) -> list[str]:
    """Two or more: whether the text has put them together, how near each is, what they did together."""
    members, word = group.members, _word(asked)
    found = ["told" if group.pair else "put together"]
    if group.pair:
        back = asked.token.sent - asked.parsed.tokens[group.pair.at].sent
        found += [f"told back:{step(back, 0, 1, 2, 3)}", f"told rank:{step(order.index(members), 0, 1, 2)}"]
        found += [
            f"told subject:{step(back, 0, 1)}",
            f"told subject:{asked.role}:{step(back, 0, 1)}",
        ] * group.pair.is_subject
    known = [text.places[m] for m in members if m in text.places]
    if len(known) == len(members):
        found += _apart(asked, members, known, text)
    found += ["focus"] if set(members) == set(asked.parties.focus) else []
    found += [f"states:{word}"] if set(members) <= state_codes() else []
    near = ("told", "put", "focus", "apart", "same")
    found += [f"{word}:{t}" for t in found if t.startswith(near)]
    return found + _over(asked, set(members)) + _told(asked, members, text)


def _apart(asked: Asked, members: Codes, known: list[list[Said]], text: _Text) -> list[str]:
    """How far back each was spoken of, and whether in one sentence or by one verb."""
    lasts = [places[-1] for places in known]
    backs = sorted(asked.back(s) for s in lasts)
    found = [f"apart:{step(backs[0], 0, 1, 2)}:{step(backs[-1], 0, 1, 2, 3)}"]
    if len({s.sent for s in lasts}) == 1:
        found.append(f"same sentence:{'+'.join(sorted(s.role for s in lasts))}:{step(backs[0], 0, 1)}")
    ranks = sorted(min(text.recent.index(m), 5) for m in members)
    often = sorted(text.often.index(m) for m in members)
    found += [f"ranks:{ranks[0]}:{ranks[-1]}", f"often:{step(often[0], 0, 1, 2)}:{step(often[-1], 1, 2, 3)}"]
    found += ["other paragraph"] if any(s.paragraph != asked.paragraph for s in lasts) else []
    parts = ("subject", "object", "oblique", "agent")
    verbs = [{s.verb for s in places if asked.back(s) <= 2 and s.role in parts} for places in known]
    found += ["same verb"] if set.intersection(*verbs) else []
    near = [{s.sent for s in places if asked.back(s) <= 2} for places in known]
    found += ["same sentence near"] if set.intersection(*near) else []
    ever = [{s.sent for s in places} for places in known]
    return [*found, f"same sentences:{step(len(set.intersection(*ever)), 0, 1, 2, 4)}"]


def _over(asked: Asked, members: set[str]) -> list[str]:
    """Is the subject of the verb, or of one above it, of the group?"""
    found = []
    own = set(asked.over[0][1]) if asked.over else set()
    if own and asked.role == "owner":
        found.append(
            "owner is subject" if own == members else "owner in part" if own & members else "owner other"
        )
    elif own:
        found.append("subject within" if own & members else "subject without")
    for level, (_, codes_, _plural) in enumerate(asked.over[1:], start=1):
        if set(codes_) == members:
            found.append(f"subject over:{level}")
        elif codes_:
            found.append(f"subject over {'in part' if set(codes_) <= members else 'other'}:{level}")
    return found


def _told(asked: Asked, members: Codes, text: _Text) -> list[str]:
    """For a plural noun: what it says of them, and whose it is called."""
    if asked.kind != "several":
        return []
    found = [f"noun:{asked.noun}:{len(members)}"]
    if asked.owned:
        found.append("owner within" if set(asked.owner) & set(members) else "owner without")
    if any(did_so(asked, text.places[m]) for m in members if m in text.places):
        found.append("deed")
    kids = [k.low for k in asked.parsed.kids(asked.token.i, "amod", "compound")]
    fit = [set(members) <= state_words()[w] for w in kids if w in state_words()]
    return found + [f"word{'+' if one else '-'}" for one in fit]


def _nobody(asked: Asked, text: _Text) -> list[str]:
    """What speaks for nobody: soldiers, goods, people of whom no state is known."""
    parsed, token, word = asked.parsed, asked.token, _word(asked)
    found = ["nobody", f"nobody:{word}", f"nobody:{asked.role}", f"nobody:{token.low}"]
    if asked.role == "owner":
        found.append(f"owns:{parsed.tokens[token.head].lemma}")
    else:
        found.append(f"verb:{parsed.tokens[asked.verb].lemma}")
    if asked.kind == "several":
        found += [f"nobody:{asked.noun}", f"nobody:{token.lemma.lower()}", f"nobody size:{_size(asked)}"]
        found += [f"with {name}" for name in hangs_on(asked)]
    found += ["rule"] if not asked.rule else []
    found += things(asked, [k for k, places in text.places.items() if asked.back(places[-1]) <= _REACH_ONE])
    unknown = [level for level, (_, codes_, plural) in enumerate(asked.over) if plural and not codes_]
    return found + [f"plural nobody over:{level}" for level in unknown]
