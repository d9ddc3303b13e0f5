"""The parties of a document: every mention, and whom it stands for; what the walk of `refer.py` fills."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente import vocab
from detente.code.grammar.clauses import group
from detente.code.grammar.sentences import Parsed, Token
from detente.code.parties.persons import Person
from detente.model import ActorType, Codes, Speaker, SpeakerType, codes
from detente.vocab.tables import cache

_HOME = 6  # mentions that a dateline is worth, when one of two or more must be meant
_PRIVATE = frozenset(
    "federation union association company corporation group bank chamber industries holdings inc ltd limited forces "
    "front movement brigade brigades resistance rebels society club institute league foundation".split()
)  # words of a name that tell a private body or an armed group
_RELATIONAL = frozenset(
    "neighbour neighbor rival ally foe enemy adversary patron competitor arch-rival archrival nemesis".split()
)

_RUNS = ("run", "own", "operate", "control", "manage")
_BESIDE = ("counterpart", "homologue", "opposite", "equivalent", "partner", "colleague")
"""Those who stand beside the owner: "its Italian counterpart", "its European Union partners"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A party where it is mentioned. `codes` are whom it acts for; `how` tells by what it was resolved."""

    head: int
    first: int
    last: int
    codes: Codes
    how: str
    type: ActorType
    label: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """All mentions of a document: `by_head` finds one by the head of its noun phrase.

    `counts` are the states by how often they are named, `focus` the first two; `home` is the dateline's.
    """

    parsed: Parsed
    mentions: tuple[Mention, ...]
    by_head: dict[int, Mention] = field(compare=False)
    focus: Codes = ()
    counts: tuple[tuple[str, int], ...] = ()
    home: str | None = None

    def codes_of(self, i: int) -> Codes:
        """Whom the noun phrase under token `i` stands for; empty where the text does not say."""
        mention = self.by_head.get(i)
        if self.parsed.tokens[i].lemma in _coins():
            return ()  # "6.4 American cents"
        if mention and (owner := self._owner(i, mention)):
            return owner
        if mention and (mention.codes or mention.how not in ("named", "organisation", "region")):
            return mention.codes
        parsed = self.parsed
        if parsed.tokens[i].lemma in _RELATIONAL:
            return self._related(i)
        order: tuple[tuple[str, ...], ...] = (("poss",), ("compound", "amod", "nmod", "npadvmod"), ("appos",))
        if parsed.tokens[i].lemma in _BESIDE:
            order = (("amod", "compound", "nmod"), ("appos",))  # "his Italian counterpart" is not his
        for deps in order:
            found = [self._within(kid.i) for kid in parsed.kids(i, *deps)]
            if "amod" in deps:  # "Vietnamese-led forces"
                leaders = [
                    k for kid in parsed.kids(i, "amod") if kid.low == "led" for k in parsed.kids(kid.i)
                ]
                found += [self._within(k.i) for k in leaders if k.i in self.by_head]
            known = next((c for c in found if c), ())
            if known:
                return known
        body = is_body(parsed, i)
        under = ("of", "from", "in", "at") if body else ("of", "from")
        for kid in parsed.kids(i, "prep"):
            if kid.low in under:
                inner = codes(
                    c
                    for p in parsed.kids(kid.i, "pobj")
                    for g in group(parsed, p.i)
                    for c in self.codes_of(g)
                )
                if inner:
                    return inner
        return self._runner(i)

    def _runner(self, i: int) -> Codes:
        """ "A mine run by France's Orano": whose the thing is."""
        doers = [
            noun.i for kid in self.parsed.kids(i, "acl") if kid.lemma in _RUNS
            for by in self.parsed.kids(kid.i, "agent") for noun in self.parsed.kids(by.i, "pobj")
        ]  # fmt: skip
        return self.codes_of_all(tuple(doers))

    def _related(self, i: int) -> Codes:
        """ "Its neighbour", "their common rival": not the owner, but the one beside it; of several, none."""
        kids = self.parsed.kids(i, "poss", "amod", "compound", "appos")
        named = codes(c for k in kids if k.dep != "poss" for c in self._within(k.i))
        owner = codes(c for k in kids if k.dep == "poss" for c in self.codes_of(k.i))
        one = len(owner) == 1 and self.parsed.tokens[i].tag != "NNS"
        return named or (self.other(owner, i) if one else ())

    def _within(self, i: int) -> Codes:
        mention = self.by_head.get(i)
        if mention:
            joined = [self.by_head[g].codes for g in group(self.parsed, i) if g in self.by_head]
            return codes(c for one in joined for c in one)
        return self.codes_of(i) if self.parsed.tokens[i].dep in ("poss", "appos", "nmod", "compound") else ()

    def _owner(self, i: int, mention: Mention) -> Codes:
        """The state whose body this is, by what stands with its name; empty where none does, or it is nobody's.

        "South Korea's Democratic Party" is South Korea's, and "Paraguay's Congress" is not that of the United States.
        """
        parsed = self.parsed
        if mention.how == "organisation" and mention.type != "group" and _is_organ(mention):
            named = list(parsed.kids(i, "poss"))
        elif mention.how == "seat":
            under = [p for k in parsed.kids(i, "prep") if k.low == "of" for p in parsed.kids(k.i, "pobj")]
            named = [*parsed.kids(i, "poss", "amod", "compound", "nmod"), *under]
        else:
            return ()
        owners = codes(c for k in named for c in self._within(k.i))
        return owners if set(owners) <= state_codes() else ()

    def codes_of_all(self, heads: tuple[int, ...]) -> Codes:
        """Whom several noun phrases stand for, together."""
        return codes(c for head in heads for c in self.codes_of(head))

    def other(self, party: Codes, near: int) -> Codes:
        """The state that is talked of beside `party`: nearest before token `near`, else of the whole text."""
        seen = [
            m
            for m in self.mentions
            if m.first < near and m.codes and m.type == "state" and not set(m.codes) & set(party)
        ]
        weights = dict(self.counts)
        recent = [m.codes[0] for m in seen[-6:] if len(m.codes) == 1]
        recent += [self.home] if self.home and self.home not in party and weights.get(self.home) else []
        pool = recent or [code for code, _ in self.counts if code not in party]
        if not pool:
            return ()
        return (max(pool, key=lambda code: (weights.get(code, 0) + _HOME * (code == self.home), code)),)

    def speaker(self, i: int) -> Speaker | None:
        """The one who speaks, when the noun phrase under token `i` is the subject of a verb of saying."""
        mention = self.by_head.get(i)
        if mention and mention.person:
            person = mention.person
            kind: SpeakerType = "group" if _is_group(self.parsed, person) else "person"
            return Speaker(name=person.name, role=person.role, of=person.of, type=kind)
        if (
            mention
            and mention.type == "state"
            and mention.codes
            and mention.how not in ("adjective", "people", "body")
        ):
            return Speaker(of=mention.codes[0], type="state")
        if mention and mention.how in ("organisation", "named", "pronoun") and mention.codes:
            return Speaker(name=mention.label or mention.codes[0], of=mention.codes[0], type="organisation")
        token = self.parsed.tokens[i]
        found = self.codes_of(i)
        role = _description(self.parsed, i)
        if is_body(self.parsed, i):
            return Speaker(role=role, of=found[0] if found else None, type="organisation")
        if mention and mention.how == "named":
            return Speaker(name=mention.label, type="organisation")
        if token.pos in ("NOUN", "PROPN") and is_human(token):
            kind = human_words().get(token.lemma) or human_words()[token.low]
            if kind == "person" and token.tag in ("NNS", "NNPS"):
                kind = "group"
            return Speaker(role=role, of=found[0] if found else None, type=kind)
        return None


def _is_organ(mention: Mention) -> bool:
    """Does a name with a state before it belong to the state, as its party or army does? Firms and unions do not."""
    return not set(mention.label.lower().split()) & _PRIVATE


def _is_group(parsed: Parsed, person: Person) -> bool:
    some = any(k.low in ("some", "many", "several", "most") for k in parsed.kids(person.head, "det", "amod"))
    return person.name is None and (person.plural or some)


@cache
def body_words() -> dict[str, tuple[str, str]]:
    """Names of state organs, in lower case, to (PLOVER sector, type)."""
    return {n.lower(): (b.sector, b.type) for b in vocab.bodies() for n in (b.name, *b.names)}


@cache
def state_codes() -> frozenset[str]:
    """The codes that are states."""
    return frozenset(state.code for state in vocab.states())


@cache
def epithets() -> dict[str, frozenset[str]]:
    """Nouns such as "kingdom" or "island" to the states that they may stand for."""
    rows = vocab.rows("state_kinds.tsv", ("noun", "states", "source"))
    return {row["noun"]: frozenset(row["states"].split("|")) for row in rows}


@cache
def generic_nouns() -> dict[str, frozenset[str]]:
    """Nouns that take up a body named before, to the kinds of organisation that they stand for."""
    rows = vocab.rows("generic_nouns.tsv", ("nouns", "kinds", "source"))
    return {noun: frozenset(row["kinds"].split("|")) for row in rows for noun in row["nouns"].split("|")}


@cache
def _coins() -> frozenset[str]:
    """Single words for money: "6.4 American cents" and "the Turkish lira" are nobody."""
    words = {word for currency in vocab.currencies() for word in currency.words}
    return frozenset({w for w in words if w.islower() and " " not in w} | {"cent"})


@cache
def shared_capitals() -> dict[str, Codes]:
    """Capitals that also stand for an organisation, to the codes of the state and of the organisation."""
    rows = vocab.rows("shared_capitals.tsv", ("city", "state", "organisation", "source"))
    return {row["city"]: (row["state"], row["organisation"]) for row in rows}


@cache
def kind_of() -> dict[str, str]:
    """Codes of organisations to their kind."""
    return {one.code: one.kind for one in vocab.organisations()}


@cache
def human_words() -> dict[str, SpeakerType]:
    """Nouns for people and bodies who may speak or act, to their type."""
    rows = vocab.rows("people.tsv", ("noun", "type", "source"))
    types: dict[str, SpeakerType] = {"person": "person", "group": "group", "organisation": "organisation"}
    return {row["noun"]: types[row["type"]] for row in rows}


@cache
def group_kinds() -> dict[str, tuple[str, str]]:
    """Nouns for people who act without being their state, to (kind, PLOVER sector)."""
    rows = vocab.rows("groups.tsv", ("noun", "kind", "sector", "source"))
    return {noun: (row["kind"], row["sector"]) for row in rows for noun in row["noun"].split("|")}


def is_armed(token: Token) -> bool:
    """Does the noun stand for rebels, militias, gangs: those who never act for a state?"""
    return any(group_kinds()[f][0] == "armed" for f in token.forms if f in group_kinds())


def own_name(parsed: Parsed, token: Token) -> str | None:
    """ "Darfur rebels", "workers of the bus company": the noun with what tells which; None if nothing does."""
    left = [k for k in parsed.kids(token.i, "amod", "compound", "nmod", "poss") if k.i < token.i]
    telling = [k.i for k in left if k.text[0].isupper()]
    if telling:
        first = min(telling)
        if first > 1 and parsed.tokens[first - 1].text == "-":  # "pro-Russian separatists"
            first -= 2
        words = parsed.tokens[first : token.i + 1]
        kept = [t for t in words if t.text not in ("'s", "’s")]
        return " ".join(" ".join(t.text for t in kept).replace(" - ", "-").split())
    for link in parsed.kids(token.i, "prep"):
        if link.low in ("of", "in", "from", "at", "across", "throughout") and any(
            t.pos == "PROPN" for t in parsed.kids(link.i, "pobj")
        ):
            last = max(parsed.subtree(link.i))
            return " ".join(parsed.text_of(*parsed.chars(token.i, min(last, token.i + 8))).split())
    return None


def is_body(parsed: Parsed, i: int) -> bool:
    """Does the noun at token `i` name an organ of a state: a ministry, an army, a government?"""
    words = [t.low for t in parsed.tokens[max(0, i - 3) : i + 1]]
    table = body_words()
    return (
        any(" ".join(words[-n:]) in table for n in range(1, len(words) + 1))
        or parsed.tokens[i].lemma in table
    )


def is_definite(parsed: Parsed, token: Token) -> bool:
    """Has the noun "the", "this" or "that" before it?"""
    return any(k.low in ("the", "this", "that") for k in parsed.kids(token.i, "det"))


def is_human(token: Token) -> bool:
    """Is the noun one for people, or for a body that speaks?"""
    return token.lemma in human_words() or token.low in human_words()


def _description(parsed: Parsed, i: int) -> str:
    """The noun with its own modifiers, states left out: "finance ministry", "U.S. newspaper"."""
    words = [k for k in parsed.kids(i, "compound", "amod", "nmod") if k.i < i]
    first = min([k.i for k in words], default=i)
    return " ".join(t.text for t in parsed.tokens[first : i + 1])
