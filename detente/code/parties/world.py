"""What a description says of a state, and whether it fits: "the landlocked country", "its western neighbour"."""

from __future__ import annotations

import math

from detente.code.grammar.sentences import Token
from detente.code.parties.mentions import Parties, epithets
from detente.model import Codes
from detente.vocab import capitals
from detente.vocab.neighbours import neighbours, role_nouns, state_words

_COMPASS = {
    "north": 0, "northern": 0, "northeastern": 45, "east": 90, "eastern": 90, "southeastern": 135, "south": 180,
    "southern": 180, "southwestern": 225, "west": 270, "western": 270, "northwestern": 315,
}  # fmt: skip
_LARGE = frozenset("larger largest bigger biggest large big giant populous huge great vast".split())
_SMALL = frozenset("smaller smallest small little tiny".split())
_RULER = frozenset("power master ruler coloniser colonizer metropole".split())
_RULED = frozenset("colony possession protectorate province".split())
_VAGUE = frozenset("state country power community".split())
_BEFORE = 6  # words


def fits(parties: Parties, token: Token, code: str, owner: Codes, others: Codes) -> list[str]:
    """How the words of the description fit the state: "word+" where one does, "word-" where one does not, and the like.

    `owner` is whose neighbour it is called, `others` are the other states that it may mean.
    """
    before = _words_before(parties, token)
    noun = token.lemma.lower()
    words = [w for w in _stretches(before.split()) if w in state_words()]
    found = ["word+" if code in state_words()[w] else "word-" for w in words]
    if noun not in _VAGUE and (kind := epithets().get(noun) or state_words().get(noun)):
        found.append("kind+" if code in kind else "kind-")
    found += _size(parties, before.split(), noun, code, owner)
    found += _ruled(parties, token, noun, before, code, owner, others)
    if role_nouns().get(noun) == "neighbour":
        found += _beside(parties, code, owner)
    return found + _direction(parties, token, code, owner)


def tells_of_rule(parties: Parties, token: Token) -> bool:
    """ "Its former ruler", "the former French colony"."""
    return token.lemma.lower() in _RULER | _RULED and "former" in _words_before(parties, token).split()


def _words_before(parties: Parties, token: Token) -> str:
    """The words between the article and the noun, in lower case, hyphens closed up."""
    kids = [k.i for k in parties.parsed.kids(token.i) if k.i < token.i]
    first = max(min(kids, default=token.i), token.i - _BEFORE)
    return " ".join(t.low for t in parties.parsed.tokens[first : token.i]).replace(" - ", "-")


def _stretches(words: list[str]) -> list[str]:
    """Every run of neighbouring words: "south east asian" holds "east asian"."""
    return [" ".join(words[a:z]) for a in range(len(words)) for z in range(a + 1, len(words) + 1)]


def _size(parties: Parties, words: list[str], noun: str, code: str, owner: Codes) -> list[str]:
    """ "The larger country", "the giant": beside its owner, or the states that the text is about."""
    large, small = bool(_LARGE & {*words, noun}), bool(_SMALL & set(words))
    lands = neighbours()
    tops = [c for c, _ in parties.counts[:3] if c in lands]
    beside = [lands[c].population for c in owner or tops if c != code and c in lands]
    if code not in lands or not beside or len(tops) < 2 or not (large or small):
        return []
    own = lands[code].population
    found = [("large+" if own > max(beside) else "large-")] if large else []
    return found + ([("small+" if own < min(beside) else "small-")] if small else [])


def _ruled(
    parties: Parties, token: Token, noun: str, before: str, code: str, owner: Codes, others: Codes
) -> list[str]:  # fmt: skip
    """ "The former colonial power", "the former French colony"."""
    found = []
    if noun in _RULER and ("former" in before or noun in ("coloniser", "colonizer")):
        ruled = any(code in neighbours()[c].rulers for c in owner or others if c in neighbours())
        found.append("ruler+" if ruled else "ruler-")
    if noun in _RULED and "former" in before and code in neighbours():
        rulers = set(neighbours()[code].rulers)
        nations = [
            m.codes for k in parties.parsed.kids(token.i) if (m := parties.by_head.get(k.i)) and m.how == "adjective"
        ]  # fmt: skip
        found.append("ruled+" if rulers else "ruled-")
        found += [
            "colony+" if rulers & set(nation) else "colony-"
            for nation in (*nations, *([owner] if owner else []))
        ]
    return found


def _beside(parties: Parties, code: str, owner: Codes) -> list[str]:
    """Does it border on the owner, or on the state that the text is most about?"""
    near = owner or tuple(c for c in parties.focus if c != code)[:1]
    land = neighbours().get(near[0]) if near else None
    if land is None or code not in neighbours():
        return []
    where = "land" if code in land.land else "sea" if code in land.sea else "none"
    return [f"{'owner' if owner else 'focus'} borders:{where}"]


def _direction(parties: Parties, token: Token, code: str, owner: Codes) -> list[str]:
    """ "Its western neighbour": does the capital lie that way?"""
    named = [_COMPASS[k.low] for k in parties.parsed.kids(token.i) if k.low in _COMPASS]
    near = owner or tuple(c for c in parties.focus if c != code)[:1]
    if not named or len(near) != 1:
        return []
    bearing = _bearing(near[0], code)
    if bearing is None:
        return ["direction-"]
    off = abs((bearing - named[0] + 180) % 360 - 180)
    return ["direction+" if off < 50 else "direction?" if off < 90 else "direction-"]


def _bearing(here: str, there: str) -> float | None:
    """Degrees from north, clockwise, under which one capital lies from the other."""
    if here not in capitals() or there not in capitals():
        return None
    one, other = capitals()[here], capitals()[there]
    north, south = math.radians(one.lat), math.radians(other.lat)
    east = math.radians(other.lon - one.lon)
    across = math.sin(east) * math.cos(south)
    along = math.cos(north) * math.sin(south) - math.sin(north) * math.cos(south) * math.cos(east)
    return math.degrees(math.atan2(across, along)) % 360
