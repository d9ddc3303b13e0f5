"""Events told by nouns: "the visit of the minister to Moscow", "five days of talks", "attacks on cities"."""

from __future__ import annotations

from detente.code.events.draft import COOPERATIVE, HARSH, Draft, operator_of
from detente.code.events.unreal import is_denied_deed
from detente.code.grammar.clauses import Clause, group, under_nouns
from detente.code.grammar.evidence import noun_chars
from detente.code.grammar.predicates import Frame, frames, is_rarer
from detente.code.grammar.sentences import Parsed, Token
from detente.code.parties.mentions import Parties
from detente.model import Codes, codes

_AHEAD = frozenset(
    "planned upcoming coming future proposed scheduled promised next forthcoming expected".split()
)
_MAYBE = frozenset(["possible", "potential", "likely", "hypothetical", "any", "eventual"])
_SILENT = frozenset(
    "want wish hope seek demand urge call deny fear oppose support prevent avoid reject discuss consider await "
    "expect blame accuse prepare insist propose suggest".split()
)  # an event under one of these is talked of, not told
_LIGHT = frozenset(
    "hold have make pay conduct take begin start end launch carry stage give resume cancel postpone "
    "host receive attend lead".split()
)


def find_nominal_events(
    parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties, told: tuple[Draft, ...]
) -> tuple[Draft, ...]:
    """The events that nouns tell and no verb has told already."""
    by_head = {c.head: c for c in clauses}
    found: list[Draft] = []
    for token in parsed.tokens:
        if token.pos not in ("NOUN", "PROPN") or token.dep in ("compound", "amod", "nmod"):
            continue
        for frame in frames("n").get(token.lemma, frames("n").get(token.low, ())):
            draft = _read(parsed, by_head, parties, token, frame)
            if draft and not _is_told(parsed, draft, (*told, *found)):
                found.append(draft)
                break
    return tuple(found)


def _read(
    parsed: Parsed, clauses: dict[int, Clause], parties: Parties, token: Token, frame: Frame
) -> Draft | None:
    clause = _governor(parsed, clauses, token)
    if clause is not None and clause.head != token.i and _is_only_asked(parsed, clauses, clause, frame):
        return None
    if clause is not None and _is_over(parsed, token, clause, frame):
        return None
    if token.dep == "pobj" and parsed.tokens[token.head].low == "to" and parsed.kids(token.i, "poss"):
        return None  # "came to Chad's aid", "to their surprise": the owner is no doer
    actors = _place(parsed, parties, token, frame.actor, clause)
    recipients = codes(set(_place(parsed, parties, token, frame.recipient, clause)) - set(actors))
    kind, mode = frame.type, frame.mode
    if not actors and not recipients and frame.shape != "mutual":
        return None
    if frame.shape in ("mutual", "drill"):
        together = codes((*actors, *recipients))
        if len(together) < 2 and kind == "CONSULT":
            together = codes((*together, *_takers(parsed, parties, token, clause, met=together)))
        if len(together) < 2:
            return None
        actors, recipients = together, ()
        mode = "multilateral" if kind == "CONSULT" and len(together) > 2 and mode is None else mode
    elif frame.shape == "talkers" or (
        frame.shape == "directed" and not (actors and recipients) and kind != "MOBILIZE"
    ):
        guest = (
            _guest(parsed, parties, clause)
            if kind == "CONSULT" and recipients and frame.shape == "directed"
            else ()
        )
        if not guest or set(guest) & set(recipients):
            return None
        actors = guest
    elif frame.shape == "gift":
        if not actors or not _is_used(parsed, token):
            return None
        recipients = recipients or parties.other(actors, token.i)
    elif not (actors and recipients) and not (actors and kind == "MOBILIZE"):
        return None
    return _draft(parsed, token, clause, frame, actors, recipients, kind, mode)


def _is_only_asked(parsed: Parsed, clauses: dict[int, Clause], clause: Clause, frame: Frame) -> bool:
    """Is the deed only talked of; is force only asked for: "asked Kenya to speed up the deployment of its police"?"""
    above = clauses.get(clause.matrix) if clause.relation in ("xcomp", "ccomp") and not clause.tense else None
    asked = above is not None and operator_of(parsed, above) in ("ask", "want", "refuse")
    return clause.lemma in _SILENT or (asked and frame.type in HARSH)


def _is_over(parsed: Parsed, token: Token, clause: Clause, frame: Frame) -> bool:
    """ "The truce between X and Y collapsed": what ends or fails is told no more; talks have been held."""
    lasting = frame.type in (*COOPERATIVE, "CONCEDE") and frame.type != "CONSULT"
    so = not (clause.negated or clause.modal or clause.object) and clause.tense != "future"
    return lasting and so and token.i in clause.subject and operator_of(parsed, clause) in ("stop", "fail")


def _is_used(parsed: Parsed, token: Token) -> bool:
    """ "Built with a Chinese loan", "thanks to a Saudi grant": a gift that has been made."""
    above = parsed.tokens[token.head]
    return (
        token.dep == "pobj"
        and above.low in ("with", "by", "through", "from", "using", "to")
        and above.dep in ("prep", "agent", "pcomp")
    )


def _draft(
    parsed: Parsed, token: Token, clause: Clause | None, frame: Frame, actors: Codes, recipients: Codes,
    kind: str, mode: str | None,
) -> Draft:  # fmt: skip
    aux: set[str] = set()
    words = {k.low for k in parsed.kids(token.i)}
    ahead = bool(words & _AHEAD) or bool(clause and clause.tense == "future")
    maybe = bool(words & _MAYBE) or bool(clause and clause.unreal)
    negated = bool(clause and clause.negated and token.i in (*clause.object, *clause.subject))
    negated = negated or bool(clause and is_denied_deed(parsed, clause, token.i))
    if negated:
        aux.add("negation")
    elif maybe:
        aux.add("hypothetical")
    if not negated and (ahead or maybe):
        if kind in COOPERATIVE:
            kind, mode = "AGREE", None
        elif kind == "RETREAT":
            kind, mode = "CONCEDE", None
        elif ahead and not maybe:
            aux.add("future")
    start, end = noun_chars(parsed, token.i)
    return Draft(
        head=token.i, start=start, end=end, actors=actors, recipients=recipients, type=kind, mode=mode,
        aux=codes(aux), rule=frame.rule, promised=kind == "CONCEDE" and (ahead or maybe), verb=token.lemma,
        clause=clause,
    )  # fmt: skip


def _governor(parsed: Parsed, clauses: dict[int, Clause], token: Token) -> Clause | None:
    """The clause in which the noun stands."""
    at = token.i
    for _ in range(8):
        at = parsed.tokens[at].head
        if at in clauses:
            return clauses[at]
    return None


def _takers(parsed: Parsed, parties: Parties, token: Token, clause: Clause | None, *, met: Codes) -> Codes:
    """Who took part in talks that do not name them: those who act "after five days of talks", or one who acts "after
    talks with" the other.
    """
    above = token
    for _ in range(3):
        above = parsed.tokens[above.head]
        if above.low in ("after", "following", "during", "at") and above.dep == "prep":
            found = parties.codes_of_all(clause.subject) if clause else ()
            return found if len(found) > 1 or (met and above.low != "at") else ()
    return ()


def _guest(parsed: Parsed, parties: Parties, clause: Clause | None) -> Codes:
    """Who made "a visit to …" that names no visitor: the subject of its clause."""
    return parties.codes_of_all(clause.subject) if clause else ()


def _place(
    parsed: Parsed, parties: Parties, token: Token, where: tuple[str, ...], clause: Clause | None
) -> Codes:
    for place in where:
        found = _at(parsed, parties, token, place, clause)
        if found:
            return found
    return ()


def _at(parsed: Parsed, parties: Parties, token: Token, place: str, clause: Clause | None) -> Codes:
    if place == "poss":
        own = tuple(g for k in parsed.kids(token.i, "poss") for g in group(parsed, k.i))
        found = parties.codes_of_all(own)
        near = tuple(k.i for k in parsed.kids(token.i, "amod", "compound", "nmod"))
        named = codes(c for i in near if i in parties.by_head for c in parties.by_head[i].codes)
        return found or named
    own_pairs = under_nouns(parsed, (token.i,), "prep", "agent")
    inner = [q for q in under_nouns(parsed, [noun for _, noun in own_pairs]) if q[0] != "of"]
    # "the visit by Angola's president to Portugal": the parser hangs "to" on the president
    heads = tuple(n for p, n in own_pairs if p == place) or tuple(n for p, n in inner if p == place)
    if (
        clause is not None
        and not heads
        and token.i in (*clause.object, *clause.subject)
        and clause.lemma in _LIGHT
    ):
        heads = clause.under(place)
    return parties.codes_of_all(tuple(h for h in heads if not (place == "in" and token.lemma == "strike")))


def _is_told(parsed: Parsed, draft: Draft, told: tuple[Draft, ...]) -> bool:
    """Has a verb (or an earlier noun) of the same sentence told this event?"""
    sentence = parsed.tokens[draft.head].sent
    for other in told:
        if parsed.tokens[other.head].sent != sentence:
            continue
        if draft.type == other.type and set(draft.actors + draft.recipients) <= set(
            other.actors + other.recipients
        ):
            return True
        if (
            other.clause
            and draft.head in (*other.clause.object, *(n for _, n in other.clause.obliques))
            and (other.clause.lemma in _LIGHT or is_rarer(draft.rule))
        ):
            return True
    return False
