"""The words of the field as data: tables beside this file, loaded once and checked row by row."""

from detente.vocab.ontology import PloverRow, modes, plover
from detente.vocab.parties import Organisation, Region, State, not_parties, organisations, regions, states
from detente.vocab.posts import (
    AttributionTrust,
    Body,
    Holder,
    Office,
    attributions,
    bodies,
    holder_on,
    holders,
    offices,
)
from detente.vocab.tables import rows
from detente.vocab.things import (
    ContextWords,
    Currency,
    SectorWords,
    Unit,
    common_words,
    contexts,
    currencies,
    objects,
    part_words,
    sectors,
    units,
)

__all__ = [
    "AttributionTrust",
    "Body",
    "ContextWords",
    "Currency",
    "Holder",
    "Office",
    "Organisation",
    "PloverRow",
    "Region",
    "SectorWords",
    "State",
    "Unit",
    "attributions",
    "bodies",
    "common_words",
    "contexts",
    "currencies",
    "holder_on",
    "holders",
    "modes",
    "not_parties",
    "objects",
    "offices",
    "organisations",
    "part_words",
    "plover",
    "regions",
    "rows",
    "sectors",
    "states",
    "units",
]
