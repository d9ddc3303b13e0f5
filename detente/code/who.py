"""Who is meant: every mention of a party, and the states or bodies that it stands for.

Names come from the vocabulary, persons from their offices; what is left — pronouns, "both countries", "the
kingdom", "the government" — is resolved by walking through the text in order and keeping track of who was
spoken of last. What cannot be resolved stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache

from detente import vocab
from detente.code.clauses import group
from detente.code.names import Found, match_names
from detente.code.persons import Person, find_persons, is_office, office_at
from detente.code.sentences import Parsed, Token
from detente.model import ActorType, Codes, Speaker, SpeakerType, codes

_PAIR_NOUNS = frozenset(
    "country state side nation neighbour neighbor capital government party ally rival power partner two foe "
    "republic leader minister counterpart president army militaries".split()
)
_LOCATIVE = ("in", "at", "near", "outside", "off", "across", "around", "inside", "throughout")


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
    """All mentions of a document: `by_head` finds one by the head of its noun phrase."""

    parsed: Parsed
    mentions: tuple[Mention, ...]
    by_head: dict[int, Mention] = field(compare=False)
    focus: Codes = ()
    counts: tuple[tuple[str, int], ...] = ()

    def codes_of(self, i: int) -> Codes:
        """Whom the noun phrase under token `i` stands for; empty where the text does not say."""
        mention = self.by_head.get(i)
        if mention:
            return mention.codes
        parsed = self.parsed
        for deps in (("poss",), ("compound", "amod", "nmod", "npadvmod"), ("appos",)):
            found = [self._within(kid.i) for kid in parsed.kids(i, *deps)]
            known = next((c for c in found if c), ())
            if known:
                return known
        body = is_body(parsed, i)
        under = ("of", "from", "in", "at") if body else ("of", "from")
        for kid in parsed.kids(i, "prep"):
            if kid.low in under:
                inner = codes(c for p in parsed.kids(kid.i, "pobj") for g in group(parsed, p.i) for c in self.codes_of(g))
                if inner:
                    return inner
        return ()

    def _within(self, i: int) -> Codes:
        mention = self.by_head.get(i)
        if mention:
            joined = [self.by_head[g].codes for g in group(self.parsed, i) if g in self.by_head]
            return codes(c for one in joined for c in one)
        return self.codes_of(i) if self.parsed.tokens[i].dep in ("poss", "appos", "nmod", "compound") else ()

    def codes_of_all(self, heads: tuple[int, ...]) -> Codes:
        """Whom several noun phrases stand for, together."""
        return codes(c for head in heads for c in self.codes_of(head))

    def other(self, party: Codes, near: int) -> Codes:
        """The state that is talked of beside `party`: nearest before token `near`, else of the whole text."""
        seen = [m for m in self.mentions if m.first < near and m.codes and m.type == "state" and not set(m.codes) & set(party)]
        weights = dict(self.counts)
        recent = [m.codes[0] for m in seen[-6:] if len(m.codes) == 1]
        pool = recent or [code for code, _ in self.counts if code not in party]
        return (max(pool, key=lambda code: (weights.get(code, 0), code)),) if pool else ()

    def speaker(self, i: int) -> Speaker | None:
        """The one who speaks, when the noun phrase under token `i` is the subject of a verb of saying."""
        mention = self.by_head.get(i)
        if mention and mention.person:
            person = mention.person
            kind: SpeakerType = "group" if person.plural and not person.name else "person"
            return Speaker(name=person.name, role=person.role, of=person.of, type=kind)
        if mention and mention.type == "state" and mention.codes and mention.how not in ("adjective", "people", "body"):
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
        if token.pos in ("NOUN", "PROPN") and _is_human(token):
            kind = "group" if token.tag in ("NNS", "NNPS") else "person"
            return Speaker(role=role, of=found[0] if found else None, type=kind)
        return None

    def is_place(self, i: int) -> bool:
        """Is the name at token `i` a place here ("in Beijing"), not a party?"""
        mention = self.by_head.get(i)
        token = self.parsed.tokens[i]
        above = self.parsed.tokens[token.head]
        return bool(mention and mention.how in ("capital", "name", "region") and token.dep == "pobj" and above.low in _LOCATIVE)


@cache
def body_words() -> dict[str, tuple[str, str]]:
    """Names of state organs, in lower case, to (PLOVER sector, type)."""
    return {n.lower(): (b.sector, b.type) for b in vocab.bodies() for n in (b.name, *b.names)}


@cache
def epithets() -> dict[str, frozenset[str]]:
    """Nouns such as "kingdom" or "island" to the states that they may stand for."""
    rows = vocab.rows("state_kinds.tsv", ("noun", "states", "source"))
    return {row["noun"]: frozenset(row["states"].split("|")) for row in rows}


@cache
def human_words() -> frozenset[str]:
    """Nouns for people who may speak or act."""
    rows = vocab.rows("people.tsv", ("noun", "source"))
    return frozenset(row["noun"] for row in rows)


def is_body(parsed: Parsed, i: int) -> bool:
    """Does the noun at token `i` name an organ of a state: a ministry, an army, a government?"""
    words = [t.low for t in parsed.tokens[max(0, i - 3) : i + 1]]
    table = body_words()
    return any(" ".join(words[-n:]) in table for n in range(1, len(words) + 1)) or parsed.tokens[i].lemma in table


def find_mentions(parsed: Parsed) -> Parties:
    """All parties of a document, resolved as far as the text allows."""
    names = match_names(parsed)
    persons = find_persons(parsed, names)
    by_head: dict[int, Mention] = {}
    for found in names:
        by_head[found.head] = Mention(
            head=found.head, first=found.first, last=found.last, codes=found.name.codes, how=found.name.how,
            type=found.name.type, label=found.name.code,
        )  # fmt: skip
    for mention in _named_bodies(parsed, names, persons):
        by_head.setdefault(mention.head, mention)
    counts = Counter(c for m in by_head.values() if m.type == "state" and len(m.codes) == 1 for c in m.codes)
    order = tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    focus = tuple(code for code, _ in order[:2])
    walk = _Walk(Parties(parsed, (), by_head, focus, order), persons)
    walk.run()
    mentions = tuple(sorted(by_head.values(), key=lambda m: (m.first, m.head)))
    return Parties(parsed, mentions, by_head, focus, order)


def _named_bodies(parsed: Parsed, names: tuple[Found, ...], persons: tuple[Person, ...]) -> list[Mention]:
    """Organisations and works that the recogniser names and the vocabulary does not."""
    taken = {i for p in persons for i in range(p.first, p.last + 1)}
    found = []
    for a, past, label in parsed.entities:
        first, last = a, past - 1
        while first <= last and parsed.tokens[first].pos in ("DET", "PUNCT", "PART", "NUM"):
            first += 1
        while last > first and parsed.tokens[last].text in ("'s", "’s", ",", "("):
            last -= 1
        proper = sum(parsed.tokens[i].pos == "PROPN" for i in range(first, last + 1))
        if label not in ("ORG", "FAC", "PRODUCT") or proper < 2 or taken & set(range(first, last + 1)):
            continue
        inside = [f for f in names if first <= f.first and f.last <= last]
        if any(f.first == first and f.last == last for f in inside) or any(f.first < first <= f.last for f in names):
            continue
        head = next((i for i in range(first, last + 1) if not first <= parsed.tokens[i].head <= last), last)
        acts = inside[0].name.codes if inside and inside[0].name.type == "state" else ()
        start, end = parsed.chars(first, last)
        name = " ".join(parsed.text_of(start, end).split())
        kind: ActorType = {"ORG": "organisation", "FAC": "project"}.get(label, "product")  # type: ignore[assignment]
        acts = acts if label == "ORG" else ()
        found.append(Mention(head=head, first=first, last=last, codes=acts, how="named", type=kind, label=name))
    return found


def _is_human(token: Token) -> bool:
    return token.lemma in human_words() or token.low in human_words()


def _description(parsed: Parsed, i: int) -> str:
    """The noun with its own modifiers, states left out: "finance ministry", "U.S. newspaper"."""
    words = [k for k in parsed.kids(i, "compound", "amod", "nmod") if k.i < i]
    first = min([k.i for k in words], default=i)
    return " ".join(t.text for t in parsed.tokens[first : i + 1])


class _Walk:
    """A walk through the text that remembers who was spoken of last."""

    def __init__(self, parties: Parties, persons: tuple[Person, ...]) -> None:
        self.parties = parties
        self.parsed = parties.parsed
        self.by_head = parties.by_head
        self.persons = {p.head: p for p in persons}
        self.known: dict[str, Person] = {}
        self.people: list[Mention] = []
        self.singles: list[Mention] = []
        self.pairs: list[tuple[int, Codes]] = []

    def run(self) -> None:
        """Resolve everything, in order of the text."""
        for token in self.parsed.tokens:
            if token.i in self.persons:
                self._person(self.persons[token.i])
            elif token.i in self.by_head:
                self._name(self.by_head[token.i])
            elif token.pos == "PRON" or token.low in ("both", "former", "latter", "mine", "two"):
                self._pronoun(token)
            elif token.pos in ("NOUN", "PROPN"):
                self._noun(token)

    def _set(self, token: Token, found: Codes, how: str, person: Person | None = None) -> None:
        if not found and person is None:
            return
        state = all(len(c) == 3 and c.isupper() for c in found)
        kind: ActorType = "person" if person else "state" if state else "organisation"
        mention = Mention(
            head=token.i, first=token.i, last=token.i, codes=found, how=how, type=kind, person=person
        )
        self.by_head[token.i] = mention
        if person:
            self.people.append(mention)
        elif len(found) == 1 and how != "body":
            self.singles.append(mention)
        elif len(found) > 1:
            self.pairs.append((token.i, found))

    def _person(self, person: Person) -> None:
        if person.name:
            person = self._merge(person)
        acts = person.of
        if acts is None and person.acts_for_state and person.role and self._may_infer(person):
            acts = self._nearest_state(person.first)
            person = replace(person, of=acts)
        if person.name:
            self.known[person.name.split()[-1].lower()] = person
        mention = Mention(
            head=person.head, first=person.first, last=person.last, codes=(acts,) if acts and person.acts_for_state or acts and person.name else (),
            how="person", type="person", label=person.name or "", person=person,
        )  # fmt: skip
        self.by_head[person.head] = mention
        self.people.append(mention)

    def _may_infer(self, person: Person) -> bool:
        """A title without a state is the nearest state's, unless a region or body describes it."""
        return not any(
            self.by_head.get(k.i) and self.by_head[k.i].how == "region"
            for k in self.parsed.kids(person.head, "compound", "amod", "nmod")
        )

    def _merge(self, person: Person) -> Person:
        """A later, shorter mention takes its office and state from the first full one."""
        first = self.known.get((person.name or "").split()[-1].lower())
        if first is None:
            return person
        longer = first.name if len(first.name or "") >= len(person.name or "") else person.name
        return replace(person, name=longer, role=person.role or first.role, of=person.of or first.of)

    def _name(self, mention: Mention) -> None:
        if mention.codes and mention.how != "region":
            self.singles.append(mention)
        heads = group(self.parsed, mention.head)
        joined = codes(c for h in heads if h in self.by_head for c in self.by_head[h].codes)
        if len(joined) > 1 and len(heads) > 1:
            self.pairs.append((mention.head, joined))

    def _pronoun(self, token: Token) -> None:
        low = token.low
        if low in ("he", "she", "his", "her", "him", "himself", "herself"):
            if self.people:
                last = self._subject_first(self.people, token)
                self._set(token, last.codes, "pronoun", last.person)
        elif low in ("it", "its", "itself"):
            single = self._subject_first([m for m in self.singles if m.how not in ("people",)], token)
            if single and not self._is_empty_it(token):
                self._set(token, single.codes, "pronoun")
        elif low in ("they", "their", "them", "themselves", "both", "two"):
            if low in ("both", "two") and not self._stands_alone(token):
                return
            self._set(token, self._group_before(token.i), "both" if low == "both" else "pronoun")
        elif low in ("former", "latter") and self.pairs and token.dep not in ("amod", "compound"):
            self._set(token, self._one_of_pair(token), "pronoun")

    def _is_empty_it(self, token: Token) -> bool:
        """The "it" of "it remains to be seen that": it stands for a clause."""
        verb = self.parsed.tokens[token.head]
        clausal = any(k.dep in ("ccomp", "csubj", "xcomp") and k.i > verb.i for k in self.parsed.kids(verb.i))
        return token.low == "it" and verb.lemma in ("be", "seem", "appear", "remain", "happen") and clausal

    def _stands_alone(self, token: Token) -> bool:
        return token.low in ("both", "two") and token.dep in ("nsubj", "nsubjpass", "pobj", "dobj")

    def _one_of_pair(self, token: Token) -> Codes:
        heads = [m for m in self.singles if set(m.codes) <= set(self.pairs[-1][1]) and m.first < token.i]
        order = list(dict.fromkeys(c for m in heads[-4:] for c in m.codes))
        if len(order) < 2:
            return ()
        return (order[-2],) if token.low == "former" else (order[-1],)

    def _subject_first(self, pool: list[Mention], token: Token) -> Mention | None:
        """The most likely antecedent: a subject of this or the last sentence before any other mention."""
        if not pool:
            return None
        here = token.sent
        near = [m for m in pool if here - self.parsed.tokens[m.head].sent <= 1]
        possessive = token.tag == "PRP$"
        blocked = set() if possessive else {k.i for k in self.parsed.kids(token.head, "dobj", "nsubj", "nsubjpass")}
        def rank(m: Mention) -> tuple[int, int, int]:
            word = self.parsed.tokens[m.head]
            subject = word.dep in ("nsubj", "nsubjpass")
            same = word.sent == here
            plural = m.how == "people" or (m.how == "person" and m.person is not None and m.person.plural)
            modifier = word.dep in ("amod", "compound", "nmod")
            return (int(not plural) * 2 + int(subject) - int(modifier), int(same), m.first)
        choice = [m for m in near if m.head not in blocked] or pool[-1:]
        return max(choice, key=rank)

    def _group_before(self, i: int) -> Codes:
        """The group last spoken of, or the two states that the text is about."""
        here = self.parsed.tokens[i].sent
        for at, found in reversed(self.pairs):
            if here - self.parsed.tokens[at].sent <= 3:
                return found
        return codes(self.parties.focus) if len(self.parties.focus) == 2 else ()

    def _nearest_state(self, i: int) -> str | None:
        """The state spoken of last, in this sentence or the one before; else what the text is most about."""
        here = self.parsed.tokens[i].sent
        near = [m for m in self.singles if m.first < i and here - self.parsed.tokens[m.head].sent <= 1 and m.type == "state"]
        if near:
            return near[-1].codes[0]
        return self.parties.focus[0] if self.parties.focus else None

    def _noun(self, token: Token) -> None:
        if self._is_pair(token):
            self._set(token, self._pair_for(token), "both")
        elif token.low in ("hosts", "host") and self.parsed.kids(token.i, "poss"):
            self._set(token, self._host(token), "epithet")
        elif self._is_definite(token) and token.lemma in epithets() and not self.parties.codes_of(token.i):
            pool = [c for c, _ in self.parties.counts if c in epithets()[token.lemma]]
            if pool:
                self._set(token, (pool[0],), "epithet")
        elif is_body(self.parsed, token.i) and token.dep not in ("compound", "amod") and not self.parties.codes_of(token.i):
            state = self._nearest_state(token.i)
            if state and self._is_definite(token):
                self._set(token, (state,), "body")

    def _is_definite(self, token: Token) -> bool:
        return any(k.low in ("the", "this", "that") for k in self.parsed.kids(token.i, "det"))

    def _is_pair(self, token: Token) -> bool:
        """"Both countries", "the two sides", "the two neighbours"."""
        if token.lemma not in _PAIR_NOUNS or token.tag not in ("NNS", "NNPS"):
            return False
        words = [k.low for k in self.parsed.kids(token.i, "det", "nummod", "predet", "preconj", "amod")]
        return "both" in words or "two" in words

    def _pair_for(self, token: Token) -> Codes:
        here = token.sent
        for at, found in reversed(self.pairs):
            if len(found) == 2 and here - self.parsed.tokens[at].sent <= 3:
                return found
        return codes(self.parties.focus) if len(self.parties.focus) == 2 else ()

    def _host(self, token: Token) -> Codes:
        guest = self.parties.codes_of(self.parsed.kids(token.i, "poss")[0].i)
        near = [m for m in self.singles if m.first < token.i and not set(m.codes) & set(guest)]
        return near[-1].codes if near else ()


__all__ = ["Mention", "Parties", "find_mentions", "is_body", "is_office", "office_at"]
