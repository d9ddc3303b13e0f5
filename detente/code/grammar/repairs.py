"""Words that the parser hangs in the wrong place, hung where grammar wants them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.code.grammar.sentences import Token

_FINITE = ("VBD", "VBZ", "VBP")
_BELOW = ("advcl", "ccomp", "relcl", "acl", "xcomp")
_JOINS = ("and", "but")
_HELPS = ("aux", "auxpass")
_COMMON = ("NN", "NNS")
_SUBJECTS = ("nsubj", "nsubjpass")
_SPEECH = frozenset("cite say add call threaten warn urge demand vow promise note quote point".split())
"""What is said meanwhile: "accused X of arming them, citing photographs"."""


def repair(tokens: Sequence[Token]) -> list[Token]:
    """The words of a text, those hung anew that the parser has hung in a way that it is known to err in."""
    kids: list[list[Token]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            kids[token.head].append(token)
    return [_repaired(tokens, kids, token) for token in tokens]


def _repaired(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token:
    for find, dep, tag in _MENDS:
        if (above := find(tokens, kids, token)) is not None:
            return replace(token, head=above.i, dep=dep or token.dep, tag=tag or token.tag)
    return token


def _helped_above(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token | None:
    """The verb of "Russia had long opposed", where Russia hangs on its helping verb."""
    above = tokens[token.head]
    return tokens[above.head] if token.dep in _SUBJECTS and above.dep == "aux" else None


def _alone_before(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token | None:
    """The verb of "Nauru switched recognition …", where the name right before it is taken for an adverb."""
    above = tokens[token.head]
    named = token.dep == "npadvmod" and _is_name(token) and token.ent not in ("DATE", "TIME")
    alone = (
        above.i == token.i + 1 and above.tag in _FINITE and not any(k.dep in _SUBJECTS for k in kids[above.i])
    )
    return above if named and alone else None


def _listed_with(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token | None:
    """A thing bought before this one in "missiles, jets and gas" or in "missiles from China and gas from Serbia".

    The parser takes this one for an adverb there, or joins it to the party that the other is from.
    """
    if token.tag not in _COMMON or token.ent in ("DATE", "TIME") or token.i + 1 >= len(tokens):
        return None
    above, behind = tokens[token.head], tokens[token.i + 1]
    if token.dep in ("npadvmod", "dep"):
        joined = any(k.dep == "conj" and k.tag in _COMMON for k in kids[token.i])
        alike = behind.dep == "prep" and any(t.low == behind.low for t in tokens[above.i : token.i])
        listed = (joined or alike) and _stands_behind_comma(tokens, kids, token)
        return _object_before(kids, above, token) if listed else None
    link = tokens[above.head]
    if token.dep in ("conj", "appos") and _is_name(above) and above.dep == "pobj" and behind.low == link.low:
        carrier = tokens[link.head]
        return carrier if carrier.tag in _COMMON else _object_before(kids, carrier, link)
    return None


def _number_with(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token | None:
    """The buses of "gave 40 buses to X and 20 to Y", where the parser joins the number to the verb."""
    verb = tokens[token.head]
    thing = _object_before(kids, verb, token) if verb.pos == "VERB" else None
    if thing is None or token.pos != "NUM" or token.dep != "conj":
        return None
    own = {k.low for k in kids[token.i] if k.dep == "prep"}
    first = {k.low for k in (*kids[verb.i], *kids[thing.i]) if k.i < token.i and k.dep in ("prep", "dative")}
    return thing if own & first and "of" not in own else None


def _object_before(kids: Sequence[list[Token]], verb: Token, token: Token) -> Token | None:
    """The verb's last object before the token, if that is a thing."""
    objects = [k for k in kids[verb.i] if k.dep == "dobj" and k.i < token.i and k.tag in _COMMON]
    return objects[-1] if objects else None


def _fronted_for(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token | None:
    """ "Whose envoys Chad had refused to receive": the verb whose object the envoys are, taken for a second subject."""
    verb = tokens[token.head]
    later = [k for k in kids[verb.i] if k.dep == "nsubj" and token.i < k.i < verb.i]
    if token.dep != "nsubj" or not later or not any(k.tag == "WP$" for k in kids[token.i]):
        return None
    below = [k for k in kids[verb.i] if k.dep == "xcomp"]
    return below[0] if below else verb


def _joined_above(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token | None:
    """The verb that ", and promised" goes on from, in "said that it would close if X attacked, and promised": "said".

    What stands behind a comma and "and" goes on from a verb of its own form. If the verb to which the parser joins it
    is of another form, or only supposed ("if", "unless"), the nearest one above of the same form is meant; if
    there is none, or it hangs well, None.
    """
    if token.dep != "conj" or token.tag not in _FINITE or _is_helped(kids, token):
        return None
    first = tokens[token.head]
    if first.dep not in _BELOW or not _follows_comma(tokens, kids, token):
        return None
    if _is_alike(kids, first, token) and not _is_supposed(kids, first):
        return None
    at = first
    while at.dep in (*_BELOW, "conj") and at.head != at.i:
        at = tokens[at.head]
        if at.i < first.i and _is_alike(kids, at, token) and not _is_supposed(kids, at):
            return at
    return None


def _behind_place(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token | None:
    """The verb of "after talks in Baku, Georgia agreed": Georgia does it, and is no third place beside Baku."""
    place = tokens[token.head]
    if (
        token.dep not in ("conj", "appos")
        or place.dep != "pobj"
        or not _is_name(token)
        or not _is_name(place)
    ):
        return None
    end = max(_below(kids, token))
    if not _stands_behind_comma(tokens, kids, token) or end + 1 >= len(tokens):
        return None
    verb = tokens[end + 1]
    while verb.dep in ("aux", "auxpass", "neg") and verb.head > verb.i:
        verb = tokens[verb.head]
    finite = verb.tag in _FINITE or _is_helped(kids, verb)
    start = min((token.i, *(k.i for k in kids[token.i])))
    fronted = (
        verb.dep == "ROOT" and place.sent == verb.sent and all(k.head != verb.i for k in tokens[start:end])
    )
    return verb if finite and fronted and not _subjects(kids, verb) and verb.pos in ("VERB", "AUX") else None


def _is_name(token: Token) -> bool:
    return token.tag in ("NNP", "NNPS")


def _below(kids: Sequence[list[Token]], token: Token) -> list[int]:
    found = [token]
    for one in found:
        found += kids[one.i]
    return [one.i for one in found]


def _of_which(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token | None:
    """The noun that "the first of which arrived" speaks of: what stands before the comma, and nothing is said."""
    subjects = [k for k in _subjects(kids, token) if k.i < token.i]
    if token.dep != "ccomp" or not subjects:
        return None
    inside = sorted(_below(kids, subjects[0]))
    objects = [k for k in kids[token.head] if k.dep == "dobj" and k.i < inside[0]]
    of_which = any(tokens[i].low in ("which", "whom") and tokens[i - 1].low == "of" for i in inside)
    return objects[-1] if objects and of_which and tokens[inside[0] - 1].text == "," else None


def _first_gerund(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token | None:
    """The first deed of "accused of arming the rebels, sheltering their leaders and stealing cattle": "arming".

    The parser takes the second for something that was done meanwhile.
    """
    verb = tokens[token.head]
    if token.tag != "VBG" or token.dep not in ("advcl", "dep", "conj") or tokens[token.i - 1].text != ",":
        return None
    joined = [k for k in kids[token.i] if k.dep == "conj" and k.tag == "VBG"]
    if not joined or {token.lemma, *(k.lemma for k in joined)} & _SPEECH:
        return None
    links = [k for k in kids[verb.i] if k.dep == "prep" and verb.i < k.i < token.i]
    deeds = [g for link in links for g in kids[link.i] if g.dep == "pcomp" and g.tag == "VBG"]
    return deeds[-1] if deeds else None


def _above_infinitive(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> Token | None:
    """The verb that "and signed" goes on from, in "asked France to leave and signed a deal with Russia": "asked".

    A past tense goes on from no infinitive; a participle that has an object of its own is taken for one.
    """
    first = tokens[token.head]
    past = token.tag == "VBD" or (token.tag == "VBN" and any(k.dep == "dobj" for k in kids[token.i]))
    if token.dep != "conj" or not past or _is_helped(kids, token):
        return None
    if first.tag != "VB" or first.dep not in ("xcomp", "advcl", "ccomp", "acl"):
        return None
    if not any(k.low == "to" and k.dep == "aux" for k in kids[first.i]) or _subjects(kids, token):
        return None
    at = tokens[first.head]
    while at.tag != "VBD" and at.dep in (*_BELOW, "conj", "dobj") and at.head != at.i:
        at = tokens[at.head]
    return at if at.tag == "VBD" and at.i < first.i else None


def _subjects(kids: Sequence[list[Token]], verb: Token) -> list[Token]:
    return [k for k in kids[verb.i] if k.dep in _SUBJECTS]


def _stands_behind_comma(tokens: Sequence[Token], kids: Sequence[list[Token]], noun: Token) -> bool:
    """Does a comma stand before the noun and what belongs to it?"""
    return tokens[min((noun.i, *(k.i for k in kids[noun.i]))) - 1].text == ","


def _follows_comma(tokens: Sequence[Token], kids: Sequence[list[Token]], token: Token) -> bool:
    """Does a comma and "and" stand before the clause of the verb?"""
    start = min((token.i, *(kid.i for kid in kids[token.i] if kid.dep in ("nsubj", "nsubjpass", "advmod"))))
    while start > 1 and tokens[start - 1].low not in (*_JOINS, ",") and tokens[start - 1].sent == token.sent:
        start -= 1
    return start > 1 and tokens[start - 1].low in _JOINS and tokens[start - 2].text == ","


def _is_alike(kids: Sequence[list[Token]], first: Token, token: Token) -> bool:
    """Are both verbs finite, of one tense, and without helping verbs?"""
    return first.tag == token.tag and not _is_helped(kids, first)


def _is_helped(kids: Sequence[list[Token]], verb: Token) -> bool:
    return any(kid.dep in _HELPS for kid in kids[verb.i])


def _is_supposed(kids: Sequence[list[Token]], verb: Token) -> bool:
    return verb.dep == "advcl" and any(k.low in ("if", "unless") and k.dep == "mark" for k in kids[verb.i])


_MENDS = (
    (_joined_above, "", ""), (_helped_above, "", ""), (_alone_before, "nsubj", ""), (_behind_place, "nsubj", ""),
    (_of_which, "relcl", ""),
    (_first_gerund, "conj", ""), (_above_infinitive, "", "VBD"), (_fronted_for, "dobj", ""), (_listed_with, "conj", ""),
    (_number_with, "conj", ""),
)  # fmt: skip
"""What finds where a word belongs, in order, and what relation and tag it has there, if others than the parser's."""
