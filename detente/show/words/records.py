"""A record in words: what it claims, how it stands, and in which sector of a relation it lies."""

from __future__ import annotations

from detente import vocab
from detente.explain.display import amount_in_words, name_of, names_of, one_line
from detente.model import (
    Actor,
    CausalClaim,
    Codes,
    Commitment,
    Event,
    Implication,
    Interest,
    Record,
    Statement,
    SystemClaim,
    Tilt,
)
from detente.show.pages import Standing

_ONE_SIDED = {
    "AGREE": "agrees to cooperate with",
    "CONSULT": "meets or talks with",
    "SUPPORT": "supports or signs with",
    "CONCEDE": "yields in words to",
    "COOPERATE": "cooperates with",
    "AID": "gives aid to",
    "RETREAT": "yields in deed to",
    "REQUEST": "asks or demands something of",
    "ACCUSE": "criticises or accuses",
    "REJECT": "rejects or refuses",
    "THREATEN": "threatens",
    "PROTEST": "protests against",
    "SANCTION": "sanctions or cuts ties with",
    "MOBILIZE": "mobilises against",
    "COERCE": "coerces",
    "ASSAULT": "uses force against",
}
"""What a PLOVER type says of an actor and a recipient."""

_MUTUAL = {
    "AGREE": "agree to cooperate",
    "CONSULT": "meet or talk",
    "SUPPORT": "support each other or sign together",
    "CONCEDE": "yield to each other in words",
    "COOPERATE": "cooperate",
    "AID": "aid each other",
    "RETREAT": "yield to each other in deed",
    "REQUEST": "ask or demand something",
    "ACCUSE": "criticise or accuse each other",
    "REJECT": "reject or refuse",
    "THREATEN": "threaten each other",
    "PROTEST": "protest",
    "SANCTION": "sanction each other or cut ties",
    "MOBILIZE": "mobilise",
    "COERCE": "coerce each other",
    "ASSAULT": "use force against each other",
}
"""The same of several actors without a recipient."""

_SIGNS = {"+": "gains", "-": "loses", "?": "open"}

KIND_WORDS = {
    "actor": "actor",
    "event": "event",
    "commitment": "commitment",
    "statement": "statement",
    "interest": "interest",
    "causal": "causal claim",
    "tilt": "tilt",
    "system": "order of states",
    "implication": "implication",
}
FORM_WORDS = {
    "direct": "quoted",
    "indirect": "reported",
    "act": "act of speech",
    "belief": "belief",
    "phrase": "quoted phrase",
}


def claim_in_words(record: Record) -> str:
    """What the record claims, in a line."""
    claim = record.claim
    match claim:
        case Actor():
            return f"{one_line(claim.name) if claim.name else name_of(claim.code)} ({claim.type})"
        case Event():
            return event_in_words(claim)
        case Commitment():
            return _commitment(claim)
        case Statement():
            return one_line(claim.words)
        case Interest():
            toward = f" of {names_of(claim.toward)}" if claim.toward else ""
            return f"{names_of(claim.holder)}: wants {one_line(claim.object)}{toward}"
        case CausalClaim():
            link = "brings about" if claim.polarity == "+" else "prevents or weakens"
            return f"{one_line(claim.cause)} — {link} — {one_line(claim.effect)}"
        case Tilt():
            return _tilt(claim)
        case SystemClaim():
            return one_line(claim.claim)
        case Implication():
            return f"{name_of(claim.third)} ({_SIGNS[claim.sign]}): {one_line(claim.what)}"


def label_of(record: Record) -> str:
    """What sort of claim it is within its kind, in a word or two."""
    claim = record.claim
    match claim:
        case Event():
            return f"{claim.type} · {claim.mode}" if claim.mode else claim.type
        case Commitment():
            return claim.stage
        case Statement():
            return FORM_WORDS[claim.form] + (", doubtful" if claim.suspect else "")
        case CausalClaim():
            return "brings about" if claim.polarity == "+" else "prevents"
        case Implication():
            return _SIGNS[claim.sign]
        case Tilt():
            return "turning point" if claim.turning_point else "tilt"
        case Actor():
            return claim.type
        case _:
            return KIND_WORDS[record.kind]


def standing_of(record: Record) -> Standing:
    """How an event stands: what is planned, supposed or denied is never counted as done."""
    return standing_by(record.claim.aux if isinstance(record.claim, Event) else ())


def standing_by(aux: Codes) -> Standing:
    """The same by the auxiliary modes of an event or happening."""
    if "negation" in aux:
        return "denied"
    if "hypothetical" in aux:
        return "supposed"
    if "future" in aux:
        return "planned"
    return "background" if "historical" in aux else "fact"


def quad_of(event: Event) -> int:
    """PLOVER quad class: 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict."""
    return vocab.quads()[event.type]


def event_in_words(event: Event) -> str:
    """Who does what to whom, and where."""
    actors = names_of(event.actors)
    if event.mode == "visit" and event.recipients:
        words = f"{actors} visits {names_of(event.recipients)}"
    elif event.recipients:
        words = f"{actors} {_ONE_SIDED[event.type]} {names_of(event.recipients)}"
    else:
        words = f"{actors} {_MUTUAL[event.type]}"
    return f"{words}, at {one_line(event.place)}" if event.place else words


def _commitment(claim: Commitment) -> str:
    to = f" to {names_of(claim.receiver)}" if claim.receiver else ""
    amount = amount_in_words(claim.amount)
    return f"{names_of(claim.giver)}{to}: {one_line(claim.what)}{f', {amount}' if amount else ''}"


def _tilt(claim: Tilt) -> str:
    if not claim.toward and not claim.away_from:
        several = len(claim.who) > 1
        return f"{names_of(claim.who)} {'draw nearer to each other' if several else 'shifts'}"
    moves = "move" if len(claim.who) > 1 else "moves"
    toward = f" towards {names_of(claim.toward)}" if claim.toward else ""
    away = f" away from {names_of(claim.away_from)}" if claim.away_from else ""
    return f"{names_of(claim.who)} {moves}{toward}{away}"
