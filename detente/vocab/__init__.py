"""The words of the field as data: tables beside this file, loaded once and checked row by row."""

from detente.vocab.ontology import PloverRow, modes, plover
from detente.vocab.parties import Organisation, Region, State, not_parties, organisations, regions, states
from detente.vocab.posts import Body, Holder, Office, bodies, holder_on, holders, offices
from detente.vocab.tables import rows
from detente.vocab.things import (
    ContextWords,
    Currency,
    SectorWords,
    Unit,
    contexts,
    currencies,
    sectors,
    units,
)

__all__ = [
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
    "bodies",
    "contexts",
    "currencies",
    "holder_on",
    "holders",
    "modes",
    "not_parties",
    "offices",
    "organisations",
    "plover",
    "regions",
    "rows",
    "sectors",
    "states",
    "units",
]
