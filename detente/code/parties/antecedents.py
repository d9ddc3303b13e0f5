"""Who was spoken of so far, and which of them a later word may mean."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.code.grammar.clauses import group
from detente.code.grammar.sentences import Token
from detente.code.parties.mentions import (
    Mention,
    Parties,
    epithets,
    generic_nouns,
    is_armed,
    is_body,
    is_definite,
    kind_of,
    state_codes,
)
from detente.code.parties.persons import Person
from detente.code.parties.said import ASIDE, facing, is_under
from detente.model import Codes, codes

PAIR_NOUNS = frozenset(
    "country state side nation neighbour neighbor capital government party ally rival power partner "
    "two foe republic man woman leader minister counterpart president army military camp force faction belligerent "
    "warring-party signatory delegation negotiator team navy fleet air-force coastguard parliament ministry "
    "economy leadership".split()
)
_AT_HOME = frozenset("leave flee quit rule run lead govern address tell visit divide unite".split())
"""What is done to "the country" that is one's own."""
_ENVOYS = frozenset("minister president leader premier negotiator delegation envoy".split())
_MEET = frozenset("meet talk sign confer discuss negotiate shake speak".split())
"""What the officials of both do together: "the defence ministers met in Kuala Lumpur"."""
_SUFFER = frozenset("face suffer pay lose risk regret forfeit".split())
"""What is told of whoever is warned, not of whoever warns."""
_SENT = ("ambassador", "envoy", "consul", "diplomat", "attaché", "chargé d'affaires")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two or more who were spoken of together, in the order of the text."""

    at: int
    order: Codes
    is_subject: bool


class Recall:
    """What a walk through the text remembers: persons, single parties, and groups, in order of the text."""

    def __init__(self, parties: Parties) -> None:
        self.parties = parties
        self.parsed = parties.parsed
        self.by_head = parties.by_head
        self.people: list[Mention] = []
        self.singles: list[Mention] = []
        self.pairs: list[Pair] = []

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

        def rank(m: Mention) -> tuple[int, int, int, int]:
            word = self.parsed.tokens[m.head]
            modifier = word.dep in ("amod", "compound", "nmod")  # "the Libyan army seized a Turkish ship"
            owns = (modifier or word.dep == "poss") and is_body(self.parsed, word.head)
            subject = (self.parsed.tokens[word.head] if owns else word).dep in ("nsubj", "nsubjpass")
            same = word.sent == here
            plural = m.how == "people" or (m.how == "person" and m.person is not None and m.person.plural)
            main = same or not self._is_aside(word)
            return (int(not plural) * 2 + int(subject) - int(modifier), int(same), int(main), m.first)

        facing = self._facing(token)
        apart = [m for m in pool if not set(m.codes) & facing]
        choice = [m for m in apart if m in near and m.head not in blocked] or apart[-1:]
        return max(choice, key=rank, default=None)

    def _facing(self, token: Token) -> set[str]:
        """Whom the pronoun cannot mean: "It recognised Taiwan", "Iran attacked it", "took a ship and let it go"."""
        verb = self.parsed.tokens[token.head]
        if token.tag == "PRP$" or verb.pos != "VERB" or token.dep not in ("nsubj", "dobj", "dative"):
            return set()
        others = facing(self.parties, token)
        if token.dep == "nsubj" and verb.dep == "ccomp" and self.parsed.tokens[verb.head].lemma == "let":
            doers = self._verb_over(verb)[1]
            others |= {c for k in doers for c in self.parties.codes_of(k.i)}
        return others

    def _is_aside(self, token: Token) -> bool:
        """Does the word stand in a clause by the way: "as Iraq has demanded", "which Iraq opposes"?"""
        return is_under(self.parsed, token, ASIDE)

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

    def _plural_before(self, token: Token) -> Codes:
        """A single party with a plural name ("the Emirates", "the rebels"), if it was named after the last group."""
        near = [
            m for m in sorted((*self.singles, *self.people), key=lambda m: m.first)
            if token.sent - self.parsed.tokens[m.head].sent <= 1 and m.first < token.i and self._is_plural(m)
        ]  # fmt: skip
        last = self.pairs[-1].at if self.pairs else -1
        doers = self._doers_beside(token)
        near = [m for m in near if m.first > last and self._heads(m).i not in doers]
        subjects = [m for m in near if self._heads(m).dep in ("nsubj", "nsubjpass")]
        return (subjects or near)[-1].codes if near else ()

    def _doers_beside(self, token: Token) -> set[int]:
        """Whom "them" cannot mean: "the guards held three men and released them" is not of the guards."""
        if token.low != "them":
            return set()
        _, subjects = self._verb_over(token)
        return {i for k in subjects for i in group(self.parsed, k.i)}

    def _verb_over(self, token: Token) -> tuple[Token, tuple[Token, ...]]:
        """The verb that `token` hangs on, or the one above that has the subject, and its subjects."""
        verb = self.parsed.tokens[token.head]
        while verb.dep in ("prep", "xcomp", "conj") and not self.parsed.kids(verb.i, "nsubj", "nsubjpass"):
            verb = self.parsed.tokens[verb.head]
        return verb, tuple(self.parsed.kids(verb.i, "nsubj", "nsubjpass"))

    def _heads(self, mention: Mention) -> Token:
        """The noun of "Ethiopian troops"; any other mention's own word."""
        token = self.parsed.tokens[mention.head]
        above = self.parsed.tokens[token.head]
        return above if mention.how == "adjective" and token.dep == "amod" and above.pos == "NOUN" else token

    def _is_plural(self, mention: Mention) -> bool:
        """ "The Emirates", "the rebels", "the French", "Sudan's generals"."""
        token = self.parsed.tokens[mention.head]
        nation = mention.how == "adjective" and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "dative")
        several = mention.person is not None and mention.person.plural and bool(mention.codes)
        named = mention.person is None and "NNS" in (
            self._heads(mention).tag,
            self.parsed.tokens[mention.last].tag,
        )
        named = named or self.parsed.tokens[mention.last].tag == "NNPS"
        return mention.type == "group" or nation or several or named

    def _plural_subject(self, token: Token) -> Codes | None:
        """ "The rebels said they would …", "farmers blocked roads to press their demands": the plural subject."""
        at, doers = token, self._doers_beside(token)
        for _ in range(8):
            above = self.parsed.tokens[at.head]
            if above.i == at.i or at.dep == "conj" or at.dep == "relcl":
                return None
            at = above
            subjects = [
                k
                for k in self.parsed.kids(at.i, "nsubj", "nsubjpass")
                if k.i != token.i and k.i < token.i and k.i not in doers
            ]
            if at.pos in ("VERB", "AUX") and subjects:
                joined = group(self.parsed, subjects[0].i)
                plural = len(joined) > 1 or subjects[0].tag in ("NNS", "NNPS")
                inside = any(token.i in self.parsed.subtree(k) for k in joined)
                found = self.parties.codes_of_all(joined)
                known = bool(found) or is_armed(subjects[0])  # of "officials" or "reports" nothing follows
                return found if plural and known and not inside else None
        return None

    def _pair_for(self, token: Token) -> Codes:
        """ "The two countries": the only two that this sentence has named so far, else the pair named last."""
        if token.lemma in ("man", "woman"):
            met = [
                m
                for m in self.people
                if len(m.codes) == 1 and token.sent - self.parsed.tokens[m.head].sent <= 2
            ]
            last = [m.codes[0] for m in reversed(met)]
            others = [c for c in last if c != last[0]]
            if others:
                return codes((last[0], others[0]))
        here = {
            c for m in self.singles
            if self.parsed.tokens[m.head].sent == token.sent and m.first < token.i and m.how != "pronoun"
            for c in m.codes
        }  # fmt: skip
        if token.dep in ("dobj", "pobj", "dative"):  # "the two Unions praised both leaders"
            verb = self.parsed.tokens[token.head]
            here -= {
                c
                for k in self.parsed.kids(verb.i, "nsubj")
                for c in self.parties.codes_of_all(group(self.parsed, k.i))
            }
        if len(here) == 2 and not self._spoken_of(token) - here:
            return codes(here)
        near = [
            codes(p.order)
            for p in self.pairs
            if len(p.order) == 2 and token.sent - self.parsed.tokens[p.at].sent <= 3
        ]
        about = codes(self.parties.focus)
        if near:
            return about if token.lemma in _ENVOYS and about in near else near[-1]
        return codes(self.parties.focus) if len(self.parties.focus) == 2 else ()

    def _spoken_of(self, token: Token) -> set[str]:
        """Whom pronouns and persons before it in its sentence stand for: "he and his hosts … both governments"."""
        first = self.parsed.sentences[token.sent][0]
        near = [
            m for i in range(first, token.i) if (m := self.by_head.get(i)) and m.how in ("pronoun", "person")
        ]
        return {c for m in near if len(m.codes) == 1 for c in m.codes}

    def _titled(self, token: Token) -> Codes:
        """ "The Ministers": those of two or three states that were named one by one before."""
        title = token.lemma.removesuffix("s")  # of a name, the lemma is as written
        if title not in _ENVOYS or token.tag not in ("NNS", "NNPS") or not self._is_definite(token):
            return ()
        roles = {"minister": ("minister", "secretary"), "leader": ("",)}.get(title, (title,))
        named = [
            m.codes[0] for m in self.people
            if m.person and m.person.name and not m.person.plural
            and (not m.person.role or any(role in m.person.role.lower() for role in roles))
            and len(m.codes) == 1 and m.codes[0] in state_codes() and token.sent - self.parsed.tokens[m.head].sent <= 6
        ]  # fmt: skip
        return codes(named) if 2 <= len(set(named)) <= 3 else ()

    def _group_of(self, token: Token) -> Codes:
        """ "The three": the last group of as many."""
        counts = self.parsed.kids(token.i, "nummod")
        word = counts[0].low if counts else token.low
        size = {"three": 3, "trio": 3, "four": 4, "quartet": 4, "five": 5}.get(word, 0)
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

    def _epithet(self, token: Token) -> str | None:
        """ "The kingdom", "the Fund": the one of that kind that the text has named most often so far."""
        kind = epithets().get(token.lemma)
        if (
            kind is None
            or self.parties.codes_of(token.i)
            or (token.low in ("north", "south") and token.text.islower())
        ):
            return None
        named = [c for m in self.singles if len(m.codes) == 1 for c in m.codes if c in kind]
        return max(set(named), key=lambda c: (named.count(c), c)) if named else None

    def _named_before(self, token: Token) -> Mention | None:
        """ "The same bank", "the company": a body named before that ends in this word."""
        same = [
            m for m in self.by_head.values()
            if m.how in ("named", "organisation") and m.last < token.i
            and any(self.parsed.tokens[k].lemma == token.lemma for k in range(m.first, m.last + 1))
        ]  # fmt: skip
        if not same:
            return None
        last = max(same, key=lambda m: m.last)
        found = self.parties.codes_of(last.head)
        return replace(last, codes=found) if found else None

    def _the_country(self, token: Token) -> Codes:
        """Which state "the country" takes up, of which no more is said."""
        if not self._is_definite(token) or self.parsed.kids(token.i, "prep", "relcl"):
            return ()
        if token.dep in ("nsubj", "nsubjpass"):
            return self._led_before(token)
        return self._the_other(token) if token.dep in ("dobj", "dative") else ()

    def _led_before(self, token: Token) -> Codes:
        """ "The country has refused": the subject of the sentence before, if that names no other state."""
        before = [
            m for m in self.singles if token.sent - self.parsed.tokens[m.head].sent == 1 and m.type == "state"
        ]
        led = [m for m in before if self.parsed.tokens[m.head].dep == "nsubj"]
        return led[-1].codes if led and len({m.codes for m in before}) == 1 else ()

    def _the_other(self, token: Token) -> Codes:
        """ "They will support the country": the state named last that is not the subject."""
        verb, subjects = self._verb_over(token)
        own = {c for k in subjects for c in self.parties.codes_of(k.i)}
        if verb.lemma in _AT_HOME or any(k.i in self.by_head and self.by_head[k.i].person for k in subjects):
            return ()
        near = [
            m for m in self.singles
            if m.type == "state" and m.first < token.i and token.sent - self.parsed.tokens[m.head].sent <= 1
            and not set(m.codes) & own
        ]  # fmt: skip
        return near[-1].codes if near and own else ()

    def _of_kind(self, token: Token) -> Mention | None:
        """ "The group", "the lender": the body of that kind which was named last, not many sentences back."""
        kinds = generic_nouns().get(token.low)
        if kinds is None or self.parties.codes_of(token.i):
            return None
        if self.parsed.kids(token.i, "prep", "relcl", "appos", "acl", "compound"):
            return None
        near = [
            m for m in self.by_head.values()
            if m.last < token.i and m.how == "organisation" and m.codes
            and token.sent - self.parsed.tokens[m.head].sent <= 3 and kind_of().get(m.codes[0]) in kinds
        ]  # fmt: skip
        last = max(near, key=lambda m: m.last, default=None)
        if last is None:
            return None
        between = self.parsed.tokens[last.last + 1 : token.i]  # another court, spoken of since
        return None if any(t.lemma == token.lemma and t.i not in self.by_head for t in between) else last

    def _is_definite(self, token: Token) -> bool:
        return is_definite(self.parsed, token)

    def _is_pair(self, token: Token) -> bool:
        """ "Both countries", "the two sides", "the two neighbours"."""
        if token.lemma not in PAIR_NOUNS or token.tag not in ("NNS", "NNPS"):
            return False
        words = [k.low for k in self.parsed.kids(token.i, "det", "nummod", "predet", "preconj", "amod")]
        met = (
            token.lemma in _ENVOYS and token.dep == "nsubj" and self.parsed.tokens[token.head].lemma in _MEET
        )
        return "both" in words or "two" in words or (words == ["the"] and (token.lemma == "side" or met))

    def _envoy_before(self, person: Person) -> str | None:
        """ "Told the ambassador, Georgy Zinoviev", after "summoned the Russian ambassador": whose it was then."""
        office = (person.role or "").lower()
        if not person.name or not office.endswith(_SENT):
            return None
        here = self.parsed.tokens[person.head].sent
        same = [
            m.codes[0]
            for m in self.people
            if m.person and (m.person.role or "").lower() == office and len(m.codes) == 1
            and here - self.parsed.tokens[m.head].sent <= 4
        ]  # fmt: skip
        return same[-1] if same else None

    def _told_at_once(self, token: Token) -> Mention | None:
        """ "It was Russia": whoever is named behind the verb; and "its …" next, that one too."""
        verb = self.parsed.tokens[token.head]
        if token.low == "it" and token.dep == "nsubj" and verb.lemma == "be":
            named = [self.by_head.get(k.i) for k in self.parsed.kids(verb.i, "attr")]
            return next((m for m in named if m and m.type == "state" and len(m.codes) == 1), None)
        return None

    def _warned(self, token: Token) -> Mention | None:
        """ "Warned Chad that it would face sanctions if it …": whoever is warned, where what is told is no deed."""
        verb = self.parsed.tokens[token.head]
        above = self.parsed.tokens[verb.head]
        if verb.dep == "advcl" and above.dep == "ccomp":
            verb, above = above, self.parsed.tokens[above.head]
        if above.lemma != "warn" or verb.dep != "ccomp" or token.dep not in ("nsubj", "nsubjpass"):
            return None
        suffers = verb.lemma in _SUFFER or bool(self.parsed.kids(verb.i, "auxpass"))
        named = [self.by_head.get(k.i) for k in self.parsed.kids(above.i, "dobj", "dative")]
        found = next((m for m in named if m and len(m.codes) == 1), None)
        return found if suffers or token.head != verb.i else None

    def _owner_before(self, token: Token) -> Codes:
        """ "Qatar, whose envoys …": what the relative clause hangs on."""
        at = token
        while at.dep != "relcl" and at.head != at.i:
            at = self.parsed.tokens[at.head]
        return self.parties.codes_of(at.head) if at.dep == "relcl" else ()
