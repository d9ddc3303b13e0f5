"""People who act without being their state: rebels, crowds, unions, prisoners, the opposition.

Armed groups go by their own name. Nationals act as their state; against their own state they go by their own name.
While events are being read, both carry a name of their own with the state behind it (`own_name`); when parties are
settled, `fold` puts the state in its place wherever the other side is not that same state.
"""

from __future__ import annotations

from dataclasses import replace

from detente.code.events.draft import OWN_NAME, Draft
from detente.code.grammar.predicates import noun_classes
from detente.code.parties.mentions import Mention, Parties, group_kinds, own_name, state_codes
from detente.model import Codes, codes


class PeopleParties(Parties):
    """The parties of a document for the reading of events: people are told apart from their state."""

    __slots__ = ()

    def codes_of(self, i: int) -> Codes:
        """As for any parties; people, private persons and private bodies get a name of their own."""
        found = Parties.codes_of(self, i)
        mention = self.by_head.get(i)
        if len(found) > 1 or (found and found[0] not in state_codes()):
            return found
        if mention and mention.how not in ("people", "person", "named"):
            return found
        described = (
            mention is None or mention.how == "people" or (mention.person and mention.person.name is None)
        )
        named = self._people(i) if described else _private(mention)
        if named is None and not found and mention is None:  # "the newspaper La Prensa"
            beside = [self.by_head.get(k.i) for k in self.parsed.kids(i, "appos")]
            named = next((name for m in beside if m and m.how == "named" and (name := _private(m))), None)
        return (f"{found[0] if found else ''}{OWN_NAME}{named}",) if named else found

    def _people(self, i: int) -> str | None:
        token = self.parsed.tokens[i]
        kind = next((group_kinds()[f][0] for f in token.forms if f in group_kinds()), None)
        if any(k.low == "opposition" for k in self.parsed.kids(i, "amod", "compound")):
            kind = "people"
        return own_name(self.parsed, token) if kind == "people" and token.pos in ("NOUN", "PROPN") else None


def _private(mention: Mention | None) -> str | None:
    """The name of one who holds no office now, or of a body that no state is named beside."""
    if mention is None:
        return None
    if mention.person is None:
        thing = set(mention.label.lower().split()) & (noun_classes()["project"] | noun_classes()["landform"])
        return mention.label if mention.type == "organisation" and not mention.codes and not thing else None
    role = (mention.person.role or "").lower()
    private = (
        not role or role.startswith(("former", "ex-", "opposition")) or not mention.person.acts_for_state
    )
    return mention.person.name if private and (role or not mention.codes) else None


def with_people(parties: Parties) -> PeopleParties:
    """The same parties, with people told apart."""
    return PeopleParties(
        parties.parsed, parties.mentions, parties.by_head, parties.focus, parties.counts, parties.home
    )


def fold(draft: Draft) -> Draft:
    """The draft with every party as it stands in the record; people against their own state keep their name."""
    states = [{state_behind(c) for c in side} for side in (draft.actors, draft.recipients)]
    shared = states[0] & states[1]
    actors, recipients = (
        codes(name for c in side if (name := _settled(c, shared)))
        for side in (draft.actors, draft.recipients)
    )
    return replace(draft, actors=actors, recipients=codes(set(recipients) - set(actors)))


def state_behind(code: str) -> str:
    """The state whose people or body a party is; of any other party itself."""
    return code.partition(OWN_NAME)[0] or code


def _settled(code: str, shared: set[str]) -> str:
    state, mark, name = code.partition(OWN_NAME)
    if not mark:
        return code
    return name if state in shared or not state else state
