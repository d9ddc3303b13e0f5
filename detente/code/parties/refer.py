"""Who is meant by "it", "both countries", "the kingdom", "the government": a walk through the text."""

from __future__ import annotations

from dataclasses import replace

from detente.code.grammar.clauses import group
from detente.code.grammar.phrases import is_each_other
from detente.code.grammar.sentences import Token
from detente.code.parties.antecedents import PAIR_NOUNS, Pair, Recall
from detente.code.parties.mentions import (
    Mention,
    Parties,
    is_armed,
    is_body,
    own_name,
    shared_capitals,
    state_codes,
)
from detente.code.parties.names import surname
from detente.code.parties.persons import Person
from detente.model import ActorType, Codes, codes

_ALONE = ("both", "former", "latter", "mine", "two", "neither", "whose")


class Walk(Recall):
    """A walk through the text that remembers who was spoken of last."""

    def __init__(self, parties: Parties, persons: tuple[Person, ...]) -> None:
        super().__init__(parties)
        self.persons = {p.head: p for p in persons}
        self.known: dict[str, Person] = {}
        self.home = parties.home
        self.bodies: dict[str, str] = {}

    def run(self) -> None:
        """Resolve everything, in order of the text."""
        for token in self.parsed.tokens:
            self._resolve(token)
            self._remember_body(token)
            self._close_pair(token)

    def _resolve(self, token: Token) -> None:
        if token.i in self.persons:
            self._person(self.persons[token.i])
        elif token.i in self.by_head:
            self._name(self.by_head[token.i])
            if self._is_pair(token):
                self._noun(token)
        elif token.pos == "PRON" or token.low in _ALONE:
            self._pronoun(token)
        elif token.pos in ("NOUN", "PROPN", "NUM"):
            self._noun(token)

    def _remember_body(self, token: Token) -> None:
        """Whose army or court was spoken of last: "the army" alone is the same one's."""
        if token.pos in ("NOUN", "PROPN") and is_body(self.parsed, token.i):
            owner = token
            if token.dep == "compound":  # "the army chief, General X"
                owner = self.parsed.tokens[token.head]
            found = self.parties.codes_of(owner.i)
            if len(found) == 1 and found[0] in state_codes():
                self.bodies[token.lemma] = found[0]

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
        token = self.parsed.tokens[person.head]
        if person.name is None and is_armed(token) and self._armed(token):
            return
        if person.name is None and (several := self._several(token)):
            self._set(token, several, "both")
            return
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
        acts = acts or self._body_of(person) or self._envoy_before(person)
        if acts is None and person.acts_for_state and person.role and self._may_infer(person):
            acts = self._nearest_state(person.first, speaks_for=True)
        person = replace(person, of=acts)
        if person.name:
            self.known.pop(surname(person.name), None)  # whoever was named last comes last
            self.known[surname(person.name)] = person
        mention = Mention(
            head=person.head, first=person.first, last=person.last, codes=(acts,) if acts else (),
            how="person", type="person", label=person.name or "", person=person,
        )  # fmt: skip
        self.by_head[person.head] = mention
        self.people.append(mention)

    def _several(self, token: Token) -> Codes:
        """Officials who stand for two states or for a court: "the two presidents", "the judges"."""
        kids = self.parsed.kids(token.i, "poss", "amod", "compound", "appos")
        named = any(k.dep in ("poss", "appos") or k.i in self.by_head for k in kids)
        if named or any(k.low in ("of", "from") for k in self.parsed.kids(token.i, "prep")):
            return ()
        if self._is_pair(token) and (pair := self._pair_for(token)):
            return pair
        if titled := self._titled(token):
            return titled
        court = self._of_kind(token) if self._is_definite(token) else None
        return court.codes if court else ()

    def _body_of(self, person: Person) -> str | None:
        """ "A vice-president of the Commission": a body that stands for one named before."""
        titles = [person.head, *(k.i for k in self.parsed.kids(person.head, "appos"))]
        for title in titles:
            for link in self.parsed.kids(title, "prep"):
                for noun in self.parsed.kids(link.i, "pobj") if link.low == "of" else ():
                    before = self._named_before(noun) if self._is_definite(noun) else None
                    known = self._epithet(noun) or (before.codes[0] if before and before.codes else None)
                    if known:
                        return known
        return None

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
        words = {person.head, *range(person.first, person.last + 1)}  # "its vice-minister"
        owners = [k.i for w in sorted(words) for k in self.parsed.kids(w, "poss") if k.i not in words]
        if person.plural:  # "the ministers of Laos and Thailand", "Russian and Chinese officials"
            owners += [
                g
                for k in self.parsed.kids(person.head, "amod", "compound", "nmod")
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
        first = self.known.get(surname(" ".join(words)))
        if first is None and len(words) == 1:  # a first name that is used alone, as in Indonesia
            first = next(
                (p for p in reversed(self.known.values()) if (p.name or "").lower().split()[0] == words[0]),
                None,
            )
        if first is None:
            return person
        longer = first.name if len(first.name or "") >= len(person.name or "") else person.name
        return replace(person, name=longer, role=person.role or first.role, of=person.of or first.of)

    def _name(self, mention: Mention) -> None:
        mention = self._capital(mention)
        subject = self.parsed.tokens[mention.head].dep in ("nsubj", "nsubjpass")
        unknown = mention.how == "named" and mention.type == "organisation" and subject  # "it" may be this
        if (mention.codes or unknown) and mention.how not in ("region", "city"):
            self.singles.append(mention)

    def _capital(self, mention: Mention) -> Mention:
        """ "Brussels" is Belgium's government where Belgium, and not the Union, was spoken of last."""
        token = self.parsed.tokens[mention.head]
        both = shared_capitals().get(token.text)
        said = [m for m in self.singles if both and m.codes and m.codes[0] in both and m.how != "pronoun"]
        near = {m.codes[0] for m in said if token.sent - self.parsed.tokens[m.head].sent <= 3}
        if both is None or near != {both[0]} or token.sent - self.parsed.tokens[said[-1].head].sent > 1:
            return mention
        of_state = replace(mention, codes=both[:1], type="state", label=both[0])
        self.by_head[mention.head] = of_state
        return of_state

    def _pronoun(self, token: Token) -> None:
        low = token.low
        ahead = self._owner_before(token) if low == "whose" else self._ahead(token)
        emphatic = token.dep in ("npadvmod", "appos", "advmod")
        if low.endswith(("self", "selves")) and (
            emphatic or (token.i and self.parsed.tokens[token.i - 1].pos in ("NOUN", "PROPN"))
        ):
            return  # "the border itself" is not whoever was spoken of
        if ahead is not None:
            self._set(token, ahead, "pronoun")
        elif low in ("he", "she", "his", "her", "him", "himself", "herself"):
            if self.people:
                last = self._subject_first(self.people, token) or self.people[-1]
                self._set(token, last.codes, "pronoun", last.person)
        elif low in ("it", "its", "itself"):
            single = self._told_at_once(token) or self._warned(token)
            single = single or self._subject_first([m for m in self.singles if m.how != "people"], token)
            if single and not self._is_empty_it(token) and not self._is_of_its_doer(token, single):
                self._set(token, single.codes, "pronoun")
        elif low in ("they", "their", "them", "themselves", "both", "two", "neither"):
            alone = token.dep in ("nsubj", "nsubjpass", "pobj", "dobj")
            if low in ("both", "two", "neither") and not alone:
                return
            if low == "they" and is_each_other(self.parsed, token):
                self._set(token, self._group_before(token), "pronoun")
                return
            of_subject = self._plural_subject(token) if low[:2] == "th" else None
            if of_subject is not None:  # that of "the rebels", even where nobody knows whose they are
                self._set(token, of_subject, "pronoun")
                return
            one = self._plural_before(token) if low[:2] == "th" else ()
            self._set(token, one or self._group_before(token), "both" if low == "both" else "pronoun")
        elif low in ("former", "latter") and self.pairs and token.dep not in ("amod", "compound"):
            self._set(token, self._one_of_pair(token), "pronoun")

    def _ahead(self, token: Token) -> Codes | None:
        """ "During his visit the prince …": a possessive in a fronted phrase is its sentence's subject's."""
        at, above = token, self.parsed.tokens[token.head]
        while above.head != above.i and above.pos not in ("VERB", "AUX"):
            at, above = above, self.parsed.tokens[above.head]
        if token.tag != "PRP$" or at.dep != "prep" or at.i > above.i or token.i > above.i:
            return None
        subjects = [k for k in self.parsed.kids(above.i, "nsubj", "nsubjpass") if k.i > token.i]
        if not subjects or subjects[0].pos == "PRON":
            return None
        person = self.persons.get(subjects[0].i)
        found = (person.of,) if person and person.of else self.parties.codes_of(subjects[0].i)
        return codes(found) if len(found) == 1 else None

    def _is_empty_it(self, token: Token) -> bool:
        """The "it" of "it remains to be seen that": it stands for a clause."""
        verb = self.parsed.tokens[token.head]
        clausal = any(k.dep in ("ccomp", "csubj", "xcomp") and k.i > verb.i for k in self.parsed.kids(verb.i))
        return token.low == "it" and verb.lemma in ("be", "seem", "appear", "remain", "happen") and clausal

    def _is_of_its_doer(self, token: Token, found: Mention) -> bool:
        """ "Serbia bought a radar and received it": what a verb is done to is not its subject, nor any party."""
        verb = self.parsed.tokens[token.head]
        while verb.dep == "conj" and not self.parsed.kids(verb.i, "nsubj", "nsubjpass"):
            verb = self.parsed.tokens[verb.head]
        doers = tuple(k.i for k in self.parsed.kids(verb.i, "nsubj"))
        return token.low == "it" and token.dep == "dobj" and self.parties.codes_of_all(doers) == found.codes

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
        subjects = [m for m in near if self.parsed.tokens[m.head].dep in ("nsubj", "nsubjpass")]
        if near and self.home not in self.parties.focus:
            return (subjects or near)[-1].codes[0]
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
        elif token.tag == "NNPS" and (titled := self._several(token)):
            self._set(token, titled, "both")
        elif token.lemma in PAIR_NOUNS and self._is_definite(token) and (many := self._group_of(token)):
            self._set(token, many, "both")
        elif token.low in ("three", "four", "five", "trio", "quartet") and self._is_definite(token):
            self._set(token, self._group_of(token), "both")
        elif token.lemma in ("host", "guest", "visitor") and self.parsed.kids(token.i, "poss"):
            self._set(token, self._host(token), "epithet")
        elif self._is_definite(token) and (known := self._epithet(token)):
            self._set(token, (known,), "epithet")
        elif is_armed(token) and self._armed(token):
            pass
        elif token.low in ("country", "nation") and (spoken := self._the_country(token)):
            self._set(token, spoken, "epithet")
        elif self._is_definite(token) and (again := self._named_before(token)):
            self._set(token, again.codes, "organisation")
        elif self._is_definite(token) and (body := self._of_kind(token)):
            self._set(token, body.codes, "organisation")
        elif (
            is_body(self.parsed, token.i)
            and token.dep not in ("compound", "amod")
            and not self.parties.codes_of(token.i)
        ):
            state = self.bodies.get(token.lemma) or self._nearest_state(token.i)
            if state in (struck := self._acted_on(token)):
                state = next((c for c in self.parties.focus if c not in struck), None)
            if state and self._is_definite(token):
                self._set(token, (state,), "body")

    def _acted_on(self, token: Token) -> set[str]:
        """The states that the verb's object names: "the ministry accused Chile" is not of Chile's."""
        named = (self.by_head.get(k.i) for k in self.parsed.kids(token.head, "dobj", "dative"))
        own = token.dep == "nsubj"
        return {c for m in named if own and m and m.how in ("name", "capital") for c in m.codes}

    def _armed(self, token: Token) -> bool:
        """Rebels go by their own name, "Darfur rebels"; "the rebels" alone are the armed group named last."""
        if token.dep in ("compound", "amod") or any(
            c not in state_codes() for c in self.parties.codes_of(token.i)
        ):
            return False
        named = own_name(self.parsed, token)
        if named is not None:
            found: Codes = (named,)
        else:
            before = [m for m in self.singles if m.type == "group"] if self._is_definite(token) else []
            found = before[-1].codes if before else ()
        if not found:
            return False
        mention = Mention(
            head=token.i, first=token.i, last=token.i, codes=found, how="group", type="group", label=found[0]
        )
        self.by_head[token.i] = mention
        self.singles.append(mention)
        return True
