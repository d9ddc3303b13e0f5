"""Of whom the article speaks: one record for each party, at its first clear mention."""

from __future__ import annotations

from detente import vocab
from detente.code.grammar.sentences import Parsed
from detente.code.parties.mentions import Mention, Parties, group_kinds
from detente.code.told import Told
from detente.model import Actor
from detente.vocab.tables import cache

_CLEAR = (
    "name",
    "people",
    "capital",
    "seat",
    "organisation",
    "named",
    "group",
)  # a region is spoken of, and does nothing


def find_actors(parsed: Parsed, parties: Parties) -> tuple[Told, ...]:
    """Every state, body and named person of the text, once each.

    A state counts from its first mention as a noun (its capital included), else from its adjective.
    """
    found: dict[str, Told] = {}
    for mention in parties.mentions:
        if mention.how in _CLEAR:
            _enter(parsed, found, mention)
    for mention in parties.mentions:
        if mention.how == "adjective":
            _enter(parsed, found, mention)
        elif mention.how == "person" and mention.person and mention.person.name:
            _enter_person(parsed, found, mention)
    return tuple(sorted(found.values(), key=lambda t: (t.start, t.end)))


def _enter(parsed: Parsed, found: dict[str, Told], mention: Mention) -> None:
    code = mention.label or (mention.codes[0] if mention.codes else "")
    if not code or code in found:
        return
    start, end = parsed.chars(mention.first, mention.last)
    claim = Actor(code=code, type=mention.type, plover_sector=_sector(parsed, mention))
    found[code] = Told(
        claim=claim,
        start=start,
        end=end,
        rule=f"who:{mention.how}",
        confidence=0.9 if mention.how != "named" else 0.6,
    )


def _sector(parsed: Parsed, mention: Mention) -> str | None:
    """GOV for a state; else by the kind of organisation, or by the noun for a group."""
    if mention.type == "state":
        return "GOV"
    if mention.how == "group":
        found = (group_kinds()[f][1] for f in parsed.tokens[mention.head].forms if f in group_kinds())
        return next(found, None)
    return _kind_sectors().get(mention.label)


@cache
def _kind_sectors() -> dict[str, str]:
    """Codes of organisations to the PLOVER sector of their kind."""
    sectors = {
        row["kind"]: row["sector"] for row in vocab.rows("kind_sectors.tsv", ("kind", "sector", "source"))
    }
    return {body.code: sectors[body.kind] for body in vocab.organisations() if body.kind in sectors}


def _enter_person(parsed: Parsed, found: dict[str, Told], mention: Mention) -> None:
    """A person is recorded once, under the fullest name that the text gives."""
    person = mention.person
    if person is None or person.name is None:
        return
    key = f"person {person.name.split()[-1].casefold()}"
    old = found.get(key)
    if old is not None and isinstance(old.claim, Actor) and len(old.claim.code) >= len(person.name):
        return
    start, end = parsed.chars(person.first, person.last)
    claim = Actor(
        code=person.name,
        type="person",
        name=person.name,
        role=person.role,
        of=person.of,
        plover_sector=person.sector,
    )
    found[key] = Told(claim=claim, start=start, end=end, rule="who:person", confidence=0.8)
