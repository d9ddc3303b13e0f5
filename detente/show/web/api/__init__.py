"""The API: what the project holds and what is measured of it as JSON, read-only, under /api/v1.

endpoints  how an endpoint is made known
asked      the parameters, checked, and the envelope of the answers
shapes     what the answers look like, where they are not the house's values as they stand
openapi    the schema, made of these
held       articles, records, happenings, the ledger
dyads      two states, and what is measured of them
states     pairs, three states, one, all of them; tilt, polarity, sources
judged     the queue, decisions, what changed
page       the page on all this, for people
"""

from detente.show.web.api import page
from detente.show.web.api.endpoints import router

__all__ = ["page", "router"]
