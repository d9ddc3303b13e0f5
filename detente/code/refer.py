"""Who is meant by "it", "both countries", "the kingdom", "the government": a walk through the text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.code.clauses import group
from detente.code.parties import Mention, Parties, epithets, is_body, state_codes
from detente.code.persons import Person
from detente.code.sentences import Token
from detente.model import ActorType, Codes, codes

_PAIR_NOUNS = frozenset(
    "country state side nation neighbour neighbor capital government party ally rival power partner "
    "two foe republic leader minister counterpart president army militaries".split()
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two or more who were spoken of together, in the order of the text."""

    at: int
    order: Codes
    is_subject: bool


class Walk:
    """A walk through the text that remembers who was spoken of last."""

    def __init__(self, parties: Parties, persons: tuple[Person, ...]) -> None:
        self.parties = parties
        self.parsed = parties.parsed
        self.by_head = parties.by_head
        self.persons = {p.head: p for p in persons}
        self.known: dict[str, Person] = {}
        self.people: list[Mention] = []
        self.singles: list[Mention] = []
        self.pairs: list[Pair] = []
        self.home = parties.home

    def run(self) -> None:
        """Resolve everything, in order of the text."""
        for token in self.parsed.tokens:
            if token.i in self.persons:
                self._person(self.persons[token.i])
            elif token.i in self.by_head:
                self._name(self.by_head[token.i])
                if self._is_pair(token):
                    self._noun(token)
            elif token.pos == "PRON" or token.low in ("both", "former", "latter", "mine", "two"):
                self._pronoun(token)
            elif token.pos in ("NOUN", "PROPN", "NUM"):
                self._noun(token)
            self._close_pair(token)

    def _close_pair(self, token: Token) -> None:
        """At the last of several joined nouns that stand for two or more: remember the group in its order."""
        if token.dep != "conj" or token.pos in ("VERB", "AUX", "ADJ"):
            return
        first = token
        while first.dep == "conj":
            first = self.parsed.tokens[first.head]
        heads = group(self.parsed, first.i)
        order = tuple(dict.fromkeys(c for h in heads for c in self.parties.codes_of(h)))
        named = all(h in self.by_head or is_body(self.parsed, h) for h in heads)
        if len(order) > 1 and heads[-1] == token.i and named:
            self.pairs.append(Pair(token.i, order, first.dep in ("nsubj", "nsubjpass", "agent")))

    def _set(self, token: Token, found: Codes, how: str, person: Person | None = None) -> None:
        if not found and person is None:
            return
        kind: ActorType = "person" if person else "state" if set(found) <= state_codes() else "organisation"
        mention = Mention(
            head=token.i, first=token.i, last=token.i, codes=found, how=how, type=kind, person=person
        )
        self.by_head[token.i] = mention
        if person:
            self.people.append(mention)
        elif len(found) == 1 and how != "body":
            self.singles.append(mention)
        elif len(found) > 1:
            self.pairs.append(Pair(token.i, found, token.dep in ("nsubj", "nsubjpass", "poss")))

    def _person(self, person: Person) -> None:
        if person.name:
            person = self._merge(person)
        acts = person.of
        owners = () if person.name else self._owners(person)  # of several states, or of a pronoun
        before = None if person.name or owners or acts else self._same_again(person)
        if before is not None:
            self._set(self.parsed.tokens[person.head], before.codes, "person", before.person)
            return
        if len(owners) > 1:
            self._set(self.parsed.tokens[person.head], owners, "both")
            return
        if acts is None and owners:
            acts = owners[0]
        if acts is None and person.acts_for_state and person.role and self._may_infer(person):
            acts = self._nearest_state(person.first, speaks_for=True)
        person = replace(person, of=acts)
        if person.name:
            self.known[person.name.split()[-1].lower()] = person
        mention = Mention(
            head=person.head, first=person.first, last=person.last, codes=(acts,) if acts else (),
            how="person", type="person", label=person.name or "", person=person,
        )  # fmt: skip
        self.by_head[person.head] = mention
        self.people.append(mention)

    def _same_again(self, person: Person) -> Mention | None:
        """ "The diplomat", after "a Gulf diplomat": the one spoken of before."""
        token = self.parsed.tokens[person.head]
        if not self._is_definite(token):
            return None
        same = [
            m
            for m in self.people
            if self.parsed.tokens[m.head].lemma == token.lemma and m.person and not m.person.name
        ]
        return same[-1] if same and token.sent - self.parsed.tokens[same[-1].head].sent <= 40 else None

    def _owners(self, person: Person) -> Codes:
        """Whose minister it is: "their foreign ministers"; of a counterpart, not the one who meets."""
        if self.parsed.tokens[person.head].lemma in ("counterpart", "homologue", "opposite", "equivalent"):
            return ()
        owners = [k.i for k in self.parsed.kids(person.head, "poss")]
        if person.plural:  # "the ministers of Laos and Thailand", "Russian and Chinese officials"
            owners += [
                g
                for k in self.parsed.kids(person.head, "amod", "compound")
                for g in group(self.parsed, k.i)
                if g in self.by_head
            ]
            under = [k for k in self.parsed.kids(person.head, "prep") if k.low in ("of", "from")]
            owners += [
                g for k in under for p in self.parsed.kids(k.i, "pobj") for g in group(self.parsed, p.i)
            ]
        return codes(c for i in owners for c in self.parties.codes_of(i))

    def _may_infer(self, person: Person) -> bool:
        """A title without a state is the nearest state's, unless a region or body describes it."""
        if person.plural and not self._is_definite(self.parsed.tokens[person.head]):
            return False  # "diplomats say": of several states, for all that is said
        return not any(
            self.by_head.get(k.i) and self.by_head[k.i].how == "region"
            for k in self.parsed.kids(person.head, "compound", "amod", "nmod")
        )

    def _merge(self, person: Person) -> Person:
        """A later, shorter mention takes its office and state from the first full one."""
        words = (person.name or "").lower().split()
        first = self.known.get(words[-1])
        if first is None and len(words) == 1:  # a first name that is used alone, as in Indonesia
            first = next(
                (p for p in self.known.values() if (p.name or "").lower().split()[0] == words[0]), None
            )
        if first is None:
            return person
        longer = first.name if len(first.name or "") >= len(person.name or "") else person.name
        return replace(person, name=longer, role=person.role or first.role, of=person.of or first.of)

    def _name(self, mention: Mention) -> None:
        if mention.codes and mention.how not in ("region", "city"):
            self.singles.append(mention)

    def _pronoun(self, token: Token) -> None:
        low = token.low
        if low in ("he", "she", "his", "her", "him", "himself", "herself"):
            if self.people:
                last = self._subject_first(self.people, token) or self.people[-1]
                self._set(token, last.codes, "pronoun", last.person)
        elif low in ("it", "its", "itself"):
            single = self._subject_first([m for m in self.singles if m.how not in ("people",)], token)
            if single and not self._is_empty_it(token):
                self._set(token, single.codes, "pronoun")
        elif low in ("they", "their", "them", "themselves", "both", "two"):
            if low in ("both", "two") and not self._stands_alone(token):
                return
            self._set(token, self._group_before(token), "both" if low == "both" else "pronoun")
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
        order = next((p.order for p in reversed(self.pairs) if len(p.order) == 2), ())
        return (order[0] if token.low == "former" else order[1],) if order else ()

    def _subject_first(self, pool: list[Mention], token: Token) -> Mention | None:
        """The most likely antecedent: a subject of this or the last sentence before any other mention."""
        if not pool:
            return None
        here = token.sent
        near = [m for m in pool if here - self.parsed.tokens[m.head].sent <= 1]
        possessive = token.tag == "PRP$"
        blocked = (
            set() if possessive else {k.i for k in self.parsed.kids(token.head, "dobj", "nsubj", "nsubjpass")}
        )

        def rank(m: Mention) -> tuple[int, int, int]:
            word = self.parsed.tokens[m.head]
            subject = word.dep in ("nsubj", "nsubjpass")
            same = word.sent == here
            plural = m.how == "people" or (m.how == "person" and m.person is not None and m.person.plural)
            modifier = word.dep in ("amod", "compound", "nmod")
            return (int(not plural) * 2 + int(subject) - int(modifier), int(same), m.first)

        choice = [m for m in near if m.head not in blocked] or pool[-1:]
        return max(choice, key=rank)

    def _group_before(self, token: Token) -> Codes:
        """The group last spoken of, subjects first; or the two states that the text is about.

        A possessive in a relative clause ("Iraq and Oman, which hosted their talks") is not its subject's.
        """
        near = [p for p in self.pairs if token.sent - self.parsed.tokens[p.at].sent <= 3]
        if token.tag == "PRP$":
            blocked = self._relative_subject(token)
            near = [p for p in near if not (set(p.order) <= set(blocked))] or near
        if near:
            last = self.parsed.tokens[near[-1].at].sent
            same = [p for p in near if self.parsed.tokens[p.at].sent == last]
            return codes(next((p.order for p in reversed(same) if p.is_subject), same[-1].order))
        return codes(self.parties.focus) if len(self.parties.focus) == 2 else ()

    def _relative_subject(self, token: Token) -> Codes:
        at = token
        for _ in range(6):
            at = self.parsed.tokens[at.head]
            if at.dep == "relcl":
                above = self.parsed.tokens[at.head]
                while above.dep == "conj":
                    above = self.parsed.tokens[above.head]
                return self.parties.codes_of_all(group(self.parsed, above.i))
        return ()

    def _nearest_state(self, i: int, *, speaks_for: bool = False) -> str | None:
        """Whose government is meant: the state named before in this sentence; else the dateline's,
        the last one named, or the one that the text is most about.
        """
        here = self.parsed.tokens[i].sent
        before = [m for m in self.singles if m.first < i and m.type == "state" and m.how != "pronoun"]
        same = [m for m in before if self.parsed.tokens[m.head].sent == here]
        subjects = [m for m in same if self.parsed.tokens[m.head].dep in ("nsubj", "nsubjpass")]
        if same:
            return (subjects or same)[-1].codes[0]
        led = [m for m in before if here - self.parsed.tokens[m.head].sent == 1 and self._leads(m, i)]
        if led:
            return led[-1].codes[0]
        if speaks_for and (spoke := self._spoke_before(i)):
            return spoke
        if speaks_for and self.home:
            return self.home
        near = [m for m in before if here - self.parsed.tokens[m.head].sent <= 1]
        if near:
            return near[-1].codes[0]
        return self.home or (self.parties.focus[0] if self.parties.focus else None)

    def _spoke_before(self, i: int) -> str | None:
        """Whose ministry or minister spoke in the sentence before, in the same paragraph; not an envoy's."""
        here = self.parsed.tokens[i].sent
        last = self.parsed.tokens[i]
        envoy = any(t.lemma in ("ambassador", "envoy") for t in self.parsed.tokens[max(0, i - 2) : i + 1])
        if here == 0 or envoy or self.parsed.paragraphs[here - 1] != self.parsed.paragraphs[last.sent]:
            return None
        first, past = self.parsed.sentences[here - 1]
        for token in self.parsed.tokens[first:past]:
            verb = self.parsed.tokens[token.head]
            if token.dep == "nsubj" and verb.lemma in ("say", "add", "announce", "warn", "declare", "state"):
                found = self.parties.codes_of(token.i)
                if len(found) == 1 and found[0] in state_codes():
                    return found[0]
        return None

    def _leads(self, mention: Mention, i: int) -> bool:
        """Does the sentence before, in the same paragraph, open with "In Israel, …"?"""
        token = self.parsed.tokens[mention.head]
        paragraphs = self.parsed.paragraphs
        first = self.parsed.tokens[self.parsed.sentences[token.sent][0]]
        return (
            first.low == "in"
            and token.head == first.i
            and paragraphs[token.sent] == paragraphs[self.parsed.tokens[i].sent]
        )

    def _noun(self, token: Token) -> None:
        if self._is_pair(token):
            self._set(token, self._pair_for(token), "both")
        elif token.low in ("three", "four", "five", "trio", "quartet") and self._is_definite(token):
            self._set(token, self._group_of(token), "both")
        elif token.lemma in ("host", "guest", "visitor") and self.parsed.kids(token.i, "poss"):
            self._set(token, self._host(token), "epithet")
        elif self._is_definite(token) and (known := self._epithet(token)):
            self._set(token, (known,), "epithet")
        elif self._is_definite(token) and (again := self._named_before(token)):
            self._set(token, again.codes, "organisation")
        elif (
            is_body(self.parsed, token.i)
            and token.dep not in ("compound", "amod")
            and not self.parties.codes_of(token.i)
        ):
            state = self._nearest_state(token.i)
            if state and self._is_definite(token):
                self._set(token, (state,), "body")

    def _epithet(self, token: Token) -> str | None:
        """ "The kingdom", "the Fund": the one of that kind that the text has named most often so far."""
        kind = epithets().get(token.lemma)
        if kind is None or self.parties.codes_of(token.i):
            return None
        named = [c for m in self.singles if len(m.codes) == 1 for c in m.codes if c in kind]
        return max(set(named), key=lambda c: (named.count(c), c)) if named else None

    def _named_before(self, token: Token) -> Mention | None:
        """ "The same bank", "the company": a body named before that ends in this word."""
        same = [
            m for m in self.by_head.values()
            if m.how in ("named", "organisation") and m.last < token.i
            and self.parsed.tokens[m.last].lemma == token.lemma
        ]  # fmt: skip
        if not same:
            return None
        last = max(same, key=lambda m: m.last)
        found = self.parties.codes_of(last.head)
        return replace(last, codes=found) if found else None

    def _is_definite(self, token: Token) -> bool:
        return any(k.low in ("the", "this", "that") for k in self.parsed.kids(token.i, "det"))

    def _is_pair(self, token: Token) -> bool:
        """ "Both countries", "the two sides", "the two neighbours"."""
        if token.lemma not in _PAIR_NOUNS or token.tag not in ("NNS", "NNPS"):
            return False
        words = [k.low for k in self.parsed.kids(token.i, "det", "nummod", "predet", "preconj", "amod")]
        return "both" in words or "two" in words

    def _pair_for(self, token: Token) -> Codes:
        for pair in reversed(self.pairs):
            if len(pair.order) == 2 and token.sent - self.parsed.tokens[pair.at].sent <= 3:
                return codes(pair.order)
        return codes(self.parties.focus) if len(self.parties.focus) == 2 else ()

    def _group_of(self, token: Token) -> Codes:
        """ "The three": the last group of as many."""
        size = {"three": 3, "trio": 3, "four": 4, "quartet": 4, "five": 5}[token.low]
        return next((codes(p.order) for p in reversed(self.pairs) if len(p.order) == size), ())

    def _host(self, token: Token) -> Codes:
        guest = self.parties.codes_of(self.parsed.kids(token.i, "poss")[0].i)
        pool = sorted((*self.singles, *self.people), key=lambda m: m.first)
        near = [
            m
            for m in pool
            if m.first < token.i and m.codes and not set(m.codes) & set(guest) and m.codes[0] in state_codes()
        ]
        return near[-1].codes if near else ()
