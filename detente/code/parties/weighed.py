"""The walk through a text, with a second look at whom each expression stands for."""

from __future__ import annotations

from dataclasses import replace

from detente.code.grammar.sentences import Token
from detente.code.parties.asked import PRONOUNS, Asked, ask, kind_of_expression
from detente.code.parties.choosing import likeliest, weights
from detente.code.parties.mentions import Parties
from detente.code.parties.persons import Person
from detente.code.parties.refer import Walk
from detente.code.parties.said import Said, said
from detente.model import Codes

_HOW = {"several": "both", "noun": "epithet"}


class Weighed(Walk):
    """A walk in which the rules choose first; what was learnt from marked articles may choose another."""

    def __init__(self, parties: Parties, persons: tuple[Person, ...]) -> None:
        super().__init__(parties, persons)
        self.said: list[Said] = []

    def _resolve(self, token: Token) -> None:
        known = token.i in self.by_head or self._is_again(token)
        before = (len(self.singles), len(self.people), len(self.pairs))
        super()._resolve(token)
        kind = None if known or self._is_sure(token) else kind_of_expression(self.parties, token)
        if kind is not None:
            rule = self.parties.codes_of(token.i)
            asked = ask(self.parties, self.said, token, kind, rule)
            self._take(asked, self._choose(asked), before)
        mention = self.by_head.get(token.i)
        if mention is not None and (len(mention.codes) == 1 or _is_somebody(mention.how, mention.codes)):
            self.said.append(said(self.parsed, mention))

    def _is_again(self, token: Token) -> bool:
        """ "The diplomat", after "a Gulf diplomat"."""
        person = self.persons.get(token.i)
        return person is not None and person.name is None and self._same_again(person) is not None

    def _is_sure(self, token: Token) -> bool:
        """ "The same bank" is a body named by this word, or by its kind; "it" may stand for a clause, for whoever is
        named behind "it was", or for whoever is warned.
        """
        mention = self.by_head.get(token.i)
        if mention is not None and mention.how in ("organisation", "group"):
            return True
        if PRONOUNS.get(token.low) != "it":
            return False
        return bool(self._is_empty_it(token) or self._told_at_once(token) or self._warned(token))

    def _choose(self, asked: Asked) -> Codes:
        return likeliest(asked, self.pairs, weights())

    def _take(self, asked: Asked, found: Codes, before: tuple[int, int, int]) -> None:
        """Put `found` in the place of what the rules chose and remembered since `before`."""
        if set(found) == set(asked.rule):
            return
        token = asked.token
        for memory, length in zip((self.singles, self.people, self.pairs), before, strict=True):
            del memory[length:]  # type: ignore[attr-defined]
        self.by_head.pop(token.i, None)
        person = self._person_meant(asked, found)
        if found or person is not None:
            how = "person" if person and asked.kind == "noun" else _HOW.get(asked.kind, "pronoun")
            self._set(token, found, how, person)

    def _person_meant(self, asked: Asked, found: Codes) -> Person | None:
        """ "The minister" is of that state, or of none."""
        person = self.persons.get(asked.token.i)
        if person is None or len(found) > 1:
            return None
        return replace(person, of=found[0] if found else None)


def _is_somebody(how: str, codes: Codes) -> bool:
    return not codes and how in ("named", "person")
