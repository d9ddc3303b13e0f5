"""An event in the making: a clause, the frame of its verb, and whom its places name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.code.grammar.clauses import Clause, under_nouns, under_preposition
from detente.code.grammar.evidence import clause_chars
from detente.code.grammar.predicates import Frame, frames, noun_classes, operators
from detente.code.grammar.sentences import Parsed
from detente.code.numbers.arms import is_type_of_arms
from detente.code.parties.mentions import Parties, human_words
from detente.model import Codes, codes

COOPERATIVE = ("CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE")
GIFTS = ("AID", "COOPERATE", "AGREE")
HARSH = ("SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
_MEANT = ("mean", "earmark", "destine", "intend", "bind", "reserve", "allocate", "budget")
"""What is said of a thing that is for somebody: "the money earmarked for X"."""
THREAT_MODES = {"SANCTION": "restrict", "COERCE": "arrest", "ASSAULT": "violence", "MOBILIZE": "violence"}

OWN_NAME = "~"
"""Parts the state from the own name of people who may act for it, while parties are not settled (`people.py`)."""

_ADVERBS = (
    "home",
    "back",
    "off",
    "away",
    "down",
    "together",
    "out",
    "aside",
    "ahead",
    "through",
    "short",
    "apart",
)

_TAKES_UP = {"them": (("NNS", "NNPS"), 1), "it": (("NN",), 0)}
"""What a pronoun takes up, by its tags, and how many sentences back it may stand."""

Shaped = tuple[Codes, Codes, str, str | None, bool]
"""Actors, recipients, type, mode, and whether a party was supplied from the context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event as read from one clause, before its day, place and speaker are known.

    `head` is the token of its verb or noun; `start`, `end` are characters; `inferred` tells that a party was
    supplied from the context; `promised` that a concession is only agreed to or announced; `verb` is the lemma
    that names the act itself.
    """

    head: int
    start: int
    end: int
    actors: Codes
    recipients: Codes
    type: str
    mode: str | None
    aux: Codes = ()
    rule: str = ""
    verb: str = ""
    inferred: bool = False
    promised: bool = False
    clause: Clause | None = None
    part: tuple[int, int, int] | None = None
    """Of one of several things each with a party: where the first begins, and this one's characters."""

    def may_have(self, start: int) -> bool:
        """May what stands at character `start` be told of this event, and not of another thing of its verb?"""
        return self.part is None or start < self.part[0] or self.part[1] <= start < self.part[2]


@dataclass(slots=True)
class Scene:
    """What the scene of one document has used up so far."""

    parsed: Parsed
    parties: Parties
    clauses: dict[int, Clause]
    consumed: set[int]
    drafts: list[Draft]


@dataclass(frozen=True, slots=True)
class Use:
    """A frame as a clause uses it, with the parties that its places name."""

    scene: Scene
    clause: Clause
    frame: Frame
    actors: Codes
    recipients: Codes

    def event(self, actors: Codes, recipients: Codes, *, inferred: bool = False) -> Shaped:
        """The frame's own type and mode between these."""
        return actors, recipients, self.frame.type, self.frame.mode, inferred


def match_frame(parsed: Parsed, clause: Clause) -> Frame | None:
    """The first sense in which the clause's verb may be used."""
    return next(match_frames(parsed, clause), None)


def one_way(parties: Parties, draft: Draft) -> Draft:
    """A deed of several as one of the verb's subject towards the others; as it is where all or none are its subject."""
    if draft.clause is None or draft.recipients:
        return draft
    own = codes(set(parties.codes_of_all(draft.clause.subject)) & set(draft.actors))
    others = codes(set(draft.actors) - set(own))
    return replace(draft, actors=own, recipients=others) if own and others else draft


def told_before(scene: Scene, clause: Clause, reach: int) -> list[Draft]:
    """The events read so far that stand before the clause, not more than `reach` sentences back."""
    here = scene.parsed.tokens[clause.head].sent
    return [
        d for d in scene.drafts
        if d.head < clause.head and here - scene.parsed.tokens[d.head].sent <= reach
    ]  # fmt: skip


def match_frames(parsed: Parsed, clause: Clause) -> Iterator[Frame]:
    """The senses that the clause's verb may have by its particle, prepositions and object, in order."""
    words = object_words(parsed, clause)
    plain: list[Frame] = []
    for form in _forms(parsed, clause):
        under = {f for p, n in clause.obliques if form.endswith(f" {p}") for f in _named_as(parsed, n)}
        for frame in frames("v").get(form, ()):
            if frame.objects & (words | under):
                yield frame
            elif frame.any_object:
                plain.append(frame)
    yield from plain  # what the verb is done with says more than its preposition


def _named_as(parsed: Parsed, i: int) -> frozenset[str]:
    """The words for a noun under the verb's own preposition, as in "withdrew from the pact"."""
    named = parsed.tokens[i].ent == "ORG" and parsed.tokens[i].pos == "PROPN"
    return parsed.tokens[i].forms | ({"organisation"} if named else set())


def _forms_of_them(parsed: Parsed, i: int) -> frozenset[str]:
    """The words for what "it", "them" or "nine of them" under token `i` takes up: the last that something was done to.

    "Arrested twelve fishermen in April and released nine of them in May", "pledged a loan but held it back".
    """
    words = (parsed.tokens[n] for n in (i, *measured(parsed, i)))
    them = next((word for word in words if word.low in _TAKES_UP), None)
    if them is None:
        return frozenset()
    tags, back = _TAKES_UP[them.low]
    for token in reversed(parsed.tokens[: them.i]):
        if token.sent < them.sent - back:
            break
        if token.dep == "dobj" and token.tag in tags:
            return token.forms
    return frozenset()


def object_words(parsed: Parsed, clause: Clause) -> set[str]:
    """The words that tell what the verb is done with: its object's, and those that stand for them."""
    words = {f for o in clause.object for f in parsed.tokens[o].forms | _forms_of_them(parsed, o)}
    if clause.relation == "relcl":  # "the duties on wine, which it had imposed"
        links = [
            parsed.tokens[parsed.tokens[o].head] for o in clause.object if parsed.tokens[o].dep == "pobj"
        ]
        above = [parsed.tokens[link.head] for link in links if link.dep == "prep"]
        nouns = [n for t in above for n in (parsed.kids(t.i, "dobj") if t.pos == "VERB" else (t,))]
        words |= {f for noun in nouns for f in noun.forms}
    words |= {  # "dispatched the patrol ship Trent"
        f for o in clause.object if parsed.tokens[o].pos == "PROPN"
        for k in parsed.kids(o, "compound", "appos") for f in k.forms
    }  # fmt: skip
    words |= {  # "aid workers", "the ceasefire agreement": one word in the table
        f"{k.lemma}-{parsed.tokens[o].lemma}" for o in clause.object for k in parsed.kids(o, "compound", "amod")
    }  # fmt: skip
    if any(is_type_of_arms(parsed.tokens[o].text.removesuffix("s")) for o in clause.object):
        words.add("weapon")  # "ordered 12 F-16s"
    if any(parsed.tokens[o].ent == "NORP" or parsed.tokens[o].tag == "NNPS" for o in clause.object):
        words.add("national")  # "deported 300 Guatemalans"
    if any(parsed.tokens[o].ent == "PERSON" for o in clause.object):
        words.add("prisoner")  # "freed X Y": a person by name
    if any(parsed.tokens[o].ent in ("GPE", "LOC", "FAC") for o in clause.object):
        words.add("a place by name")  # "returned the Sinai"
    if any(k.ent == "MONEY" for k in parsed.kids(clause.head)):
        words.add("million")  # a sum that the parser does not take for the object
    if any(parties_like(parsed, o) for o in clause.object):  # "supplied Pakistan with doses"
        words |= {f for n in clause.under("with", "on") for f in parsed.tokens[n].forms}
    if any(parsed.tokens[o].ent == "ORG" and parsed.tokens[o].pos == "PROPN" for o in clause.object):
        words.add("organisation")
    if words & noun_classes()["money"]:  # "withheld $130 million in aid", where "in" is read as the verb's
        words |= {f for n in clause.under("in") for f in parsed.tokens[n].forms} & noun_classes()["aid"]
    return words | {f for o in clause.object for n in measured(parsed, o) for f in parsed.tokens[n].forms}


def measured(parsed: Parsed, i: int) -> list[int]:
    """What a sum or a number is one of: "€200 million in aid", "most of its aid", "a package worth 2"."""
    inner = ("of", "in", "worth") if parsed.tokens[i].forms & noun_classes()["money"] else ("of",)
    kids = [k for k in parsed.kids(i, "prep") if k.low in inner]
    found = [noun for kid in kids for _, noun in under_preposition(parsed, kid)]
    for link in parsed.kids(i, "cc", "prep"):
        if link.low in ("but", "except"):  # "all but two of its crossings"
            found += [noun for number in parsed.kids(link.i, "pobj") for noun in measured(parsed, number.i)]
    return found


def parties_like(parsed: Parsed, i: int) -> bool:
    """Is the noun a proper name or a pronoun, such as may receive a thing?

    "Twelve Rafales" and "all of its artillery" are things.
    """
    under = [n for k in parsed.kids(i, "prep") if k.low == "of" for n in parsed.kids(k.i, "pobj")]
    part = parsed.tokens[i].pos == "PRON" and any(n.pos == "NOUN" for n in under)
    return parsed.tokens[i].pos in ("PROPN", "PRON") and not part and not parsed.kids(i, "nummod")


def _forms(parsed: Parsed, clause: Clause) -> list[str]:
    """The verb with what belongs to it, the longest first."""
    after = parsed.tokens[clause.head + 1].low if clause.head + 1 < len(parsed.tokens) else ""
    forms = [f"{clause.lemma} {clause.particle}"] if clause.particle else []
    forms += [f"{clause.lemma} {k.lemma}" for k in parsed.kids(clause.head, "acomp")]  # "is ready"
    under = [
        (p, parsed.tokens[n]) for p, n in clause.obliques
        if n > clause.head and parsed.tokens[n].ent not in ("DATE", "TIME")
    ]  # fmt: skip
    forms += [
        f"{clause.lemma} {k.low} {below.low}" for k in parsed.kids(clause.head, "prep", "advmod", "prt")
        if k.low in ("out", "away") for below in parsed.kids(k.i, "prep")
    ]  # fmt: skip
    forms += [f"{clause.lemma} {p} {noun.lemma}" for p, noun in under]  # "took it to court"
    forms += [f"{clause.lemma} {p}" for p, _ in under]
    forms += [
        f"{clause.lemma} {k.low}" for k in parsed.kids(clause.head, "advmod", "oprd") if k.low in _ADVERBS
    ]
    forms += [f"{clause.lemma} {after}", clause.lemma]
    return list(dict.fromkeys(forms))


def operator_of(parsed: Parsed, clause: Clause) -> str:
    """What the verb does with the verb under it: "promise", "ask", "want" …; "" for a plain verb."""
    return next((operators()[f] for f in _forms(parsed, clause) if f in operators()), "")


def party_at(scene: Scene, clause: Clause, where: tuple[str, ...]) -> Codes:
    """Whom the first of the places `where` names: the subject, the object, or a preposition of either."""
    for place in where:
        found = _party_at_place(scene, clause, place)
        if found and place == "obj" and "in" in where:  # "killed 12 soldiers in Syria and two in Lebanon"
            inside = _party_at_place(scene, clause, "in")
            return inside if set(found) <= set(inside) else found
        if found:
            return found
    return ()


def unseen_dative(parsed: Parsed, parties: Parties, clause: Clause) -> tuple[int, ...]:
    """ "Promised Australia submarines": a state's name right behind the verb, which the parser puts into the object."""
    tokens, at = parsed.tokens, clause.head + 1
    mention = parties.by_head.get(at)
    if mention is None or mention.how not in ("name", "capital"):
        return ()
    above = tokens[at]
    while above.dep in ("compound", "nmod", "amod", "nummod", "quantmod"):
        above = tokens[above.head]
        if above.forms & (noun_classes()["person"] | human_words().keys()):
            return ()  # "awarded Vietnam veterans pensions"
    joined = tuple(k.i for k in parsed.kids(at, "conj") if k.i < above.i and k.i in parties.by_head)
    return (at, *joined) if above.i != at and above.i in clause.object else ()


def _party_at_place(scene: Scene, clause: Clause, place: str) -> Codes:
    parties, parsed = scene.parties, scene.parsed
    if place.endswith("subj"):
        return parties.codes_of_all(clause.subject)
    if place == "obj":
        return parties.codes_of_all(clause.object)
    if place == "dat":
        named = parties.codes_of_all(clause.dative)
        return named or parties.codes_of_all(unseen_dative(parsed, parties, clause))
    if place == "poss":
        heads = tuple(k.i for o in clause.object for k in parsed.kids(o, "poss"))
        return parties.codes_of_all(heads)
    heads = clause.under(place)
    parts = tuple(n for o in clause.object for n in measured(parsed, o))
    edges = noun_classes()["border"]  # "the crossings on its border with Cambodia"
    parts += tuple(
        n for _, n in under_nouns(parsed, (*clause.object, *parts)) if parsed.tokens[n].forms & edges
    )
    meant = (k.i for n in (*clause.object, *parts) for k in parsed.kids(n, "acl") if k.lemma in _MEANT)
    below = under_nouns(parsed, (*clause.object, *parts, *heads, *meant))
    found = parties.codes_of_all(tuple(dict.fromkeys((*heads, *(n for p, n in below if p == place)))))
    if found or place not in ("at", "on"):
        return found
    inside = tuple(n for p, n in under_nouns(parsed, heads) if p == "in")  # "at targets in Herat"
    return parties.codes_of_all(inside)


def make_draft(
    scene: Scene, clause: Clause, actors: Codes, recipients: Codes, kind: str, mode: str | None,
    rule: str, act: Clause,
) -> Draft:  # fmt: skip
    """The event of a clause between these parties, its type turned by the mood of the clause."""
    start, end = clause_chars(scene.parsed, clause)
    ahead = kind == "RETREAT" or clause.tense == "future" or clause.modal in ("will", "would")
    kind, mode, aux = with_mood(clause, kind, mode, own_threat=_is_own_threat(scene, clause, actors))
    return Draft(
        head=clause.head, start=start, end=end, actors=actors, recipients=recipients, type=kind, mode=mode,
        aux=aux, rule=rule, promised=ahead and kind == "CONCEDE", verb=act.lemma, clause=clause,
    )  # fmt: skip


def _is_own_threat(scene: Scene, clause: Clause, actors: Codes) -> bool | None:
    """Does the actor itself say that it will do this? `None` where nobody is quoted: the author tells."""
    above = scene.clauses.get(clause.matrix)
    for _ in range(4):
        if above is None:
            return None
        if above.lemma in ("warn", "vow", "threaten") or operator_of(scene.parsed, above) == "say":
            return bool(set(scene.parties.codes_of_all(above.subject)) & set(actors))
        above = scene.clauses.get(above.matrix)
    return None


def with_mood(
    clause: Clause, kind: str, mode: str | None, *, own_threat: bool | None = None
) -> tuple[str, str | None, Codes]:
    """PLOVER's way with what has not happened: a promise is AGREE, a promised retreat CONCEDE; else an aux.

    Force or sanctions to come are a threat in the actor's own mouth; in another's they are a prediction.
    """
    aux: set[str] = set()
    if clause.negated:
        aux.add("negation")
    would = clause.modal in ("would", "'d")
    supposed = clause.conditional or clause.under_if
    possible = clause.modal in ("could", "might", "may", "can", "should") or supposed
    unmet = would and clause.perfect  # "would have left, had it been asked"
    ahead = (
        clause.tense == "future"
        or clause.modal in ("will", "shall")
        or (would and not supposed and not unmet)
    )
    if unmet:
        return kind, mode, codes((*aux, "hypothetical"))
    if clause.negated and ahead and kind in ("CONCEDE", "RETREAT", *COOPERATIVE):
        return "REJECT", None, ()  # "will never give up its claim"
    if clause.negated:
        return kind, mode, codes(aux)
    if (ahead or would or (possible and not clause.conditional)) and kind in HARSH and own_threat:
        return "THREATEN", THREAT_MODES[kind], ()
    if clause.conditional or (possible and not clause.perfect):
        aux.add("hypothetical")
    if (possible or ahead) and kind in COOPERATIVE:
        return "AGREE", None, codes(aux)
    if (possible or ahead) and kind == "RETREAT":
        return "CONCEDE", None, codes(aux)
    if ahead and kind in HARSH and own_threat is None:
        return "THREATEN", THREAT_MODES[kind], ()
    if ahead and kind not in ("CONCEDE", "THREATEN"):
        aux.add("future")
    return kind, mode, codes(aux)
