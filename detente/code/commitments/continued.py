"""Commitments told on: "USD 10 billion would go into a pipeline", "50,000 doses arrived in May".

A sentence that tells of money or goods and names no giver goes on about the commitment told just before it. And
what two parties only discuss is floated, where it is a thing that one can owe.
"""

from __future__ import annotations

from typing import get_args

from detente import vocab
from detente.code.commitments.came import NEAR, Came, find_came
from detente.code.commitments.sectors import find_sector
from detente.code.events.detail import find_when
from detente.code.events.draft import GIFTS, Draft
from detente.code.grammar.clauses import Clause
from detente.code.grammar.evidence import clause_chars, noun_chars
from detente.code.grammar.predicates import noun_classes
from detente.code.grammar.sentences import Parsed
from detente.code.numbers.amounts import AmountMention
from detente.code.parties.mentions import Parties
from detente.code.times.when import TimeMention
from detente.code.told import Told
from detente.model import Codes, Commitment, Stage, codes
from detente.vocab.tables import cache

_WORDS = 14
_ARRIVES = ("arrive", "reach", "land")
_GETS = ("receive", "get", "obtain")
_MOVES = frozenset("go follow come arrive reach land flow cost begin start lapse".split())
"""Verbs whose subject is the money or the goods, also in the active voice."""


def find_continued(
    parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties, times: tuple[TimeMention, ...],
    amounts: tuple[AmountMention, ...], drafts: tuple[Draft, ...], before: list[Told],
) -> list[Told]:  # fmt: skip
    """Commitments of clauses that carry on what was told before, and of things that are only discussed."""
    found: list[Told] = []
    by_head = {draft.head: draft for draft in drafts}
    for clause in clauses:
        stage = _stage(clause)
        if stage is None:
            continue
        start, end = clause_chars(parsed, clause)
        told = sorted([*before, *found], key=lambda t: t.start)
        ahead = [t for t in told if t.start < parsed.tokens[clause.head].start]
        came = find_came(parsed, clause, ahead, got=clause.lemma in _GETS)
        if came is not None:
            start = _start_of_part(parsed, clause, came)
        beside = [t for t in told if t.start < end and start < t.end]
        if any(came is None or not _is_whole(parsed, clause, came, t) for t in beside):
            continue  # told already; not "32 jets, of which 20 have arrived"
        earlier = [t for t in told if t.start < start]
        draft = by_head.get(clause.head)
        if came is not None:
            sides = _sides_of_part(parties, clause, came, draft)
            mentions: tuple[AmountMention, ...] = (came.amount,) if came.amount else ()
        else:
            sides = _sides(parsed, parties, clause, draft, stage, earlier)
            mentions = _amounts_in(amounts, start, end)
        is_thing = came is not None or (stage == "floated" and _thing(parsed, clause) is not None)
        if sides is None or not (mentions or is_thing):
            continue
        when = find_when(parsed, start, end, clause.head, times)
        for number, mention in enumerate(mentions or (None,)):
            what = came.whole.what if came else _what(parsed, clause, mentions, number, end)
            sector = came.whole.sector if came else find_sector(parsed, (start, end), what, mention)
            claim = Commitment(
                giver=sides[0], receiver=sides[1], what=what, stage=stage, when=when,
                amount=mention.amount if mention else None, sector=sector,
            )  # fmt: skip
            rule = f"continued:{clause.lemma}"
            found.append(Told(claim=claim, start=start, end=end, rule=rule, confidence=0.45))
    return found


def _is_whole(parsed: Parsed, clause: Clause, came: Came, told: Told) -> bool:
    """Is what is told beside the part its whole: of "jets, of which 20 …", of "half of the jets that X promised"?"""
    under = parsed.subtree(came.noun)
    start, end = parsed.chars(under[0], under[-1])
    within = start <= told.start and told.end <= end
    return told.claim is came.whole and (clause.relation in ("relcl", "advcl") or within)


def _start_of_part(parsed: Parsed, clause: Clause, came: Came) -> int:
    """Where the clause begins without "of the doses that Brazil ordered, …"."""
    own = clause.subject if clause.own_subject else ()
    return min(parsed.tokens[clause.head].start, *(noun_chars(parsed, n)[0] for n in (came.noun, *own)))


def _sides_of_part(
    parties: Parties, clause: Clause, came: Came, draft: Draft | None
) -> tuple[Codes, Codes] | None:
    """ "Japan promised Peru money; it has paid half": those of the whole, unless another gives or gets the part."""
    whole = came.whole
    moves = clause.passive or clause.lemma in _MOVES
    elsewhere = set(parties.codes_of_all((*clause.dative, *clause.under("to", "for")))) - set(whole.receiver)
    if elsewhere or (draft and draft.type not in GIFTS) or (came.noun in clause.subject and not moves):
        return None  # "to Chad"; "most signed"
    doers = parties.codes_of_all(clause.subject) if came.noun not in clause.subject else ()
    wanted = whole.receiver if clause.lemma in _GETS else whole.giver
    return (whole.giver, whole.receiver) if not doers or doers == wanted else None


@cache
def _stages() -> dict[str, str]:
    rows = vocab.rows("progress.tsv", ("verbs", "stage", "source"))
    return {verb: row["stage"] for row in rows for verb in row["verbs"].split("|")}


def _stage(clause: Clause) -> Stage | None:
    """By the verb where it is told as done; what is to come is announced; what is open, or not settled, is floated."""
    stage = _stages().get(clause.lemma)
    if stage is None or (clause.negated and stage != "agreed"):
        return None
    if clause.under_if:
        return None
    if clause.negated or clause.modal in ("could", "may", "might"):
        return "floated"
    if clause.tense == "future" or clause.modal in ("would", "should", "will", "shall"):
        return "floated" if stage == "floated" else "announced"
    if clause.tense == "" and not clause.perfect:
        return "announced" if stage in ("future", "delivered", "completed") else None
    return None if stage == "future" else _known(stage)


@cache
def _known(stage: str) -> Stage:
    return next(known for known in get_args(Stage) if known == stage)


def _sides(
    parsed: Parsed,
    parties: Parties,
    clause: Clause,
    draft: Draft | None,
    stage: Stage | None,
    before: list[Told],
) -> tuple[Codes, Codes] | None:
    """Those of the commitment told just before; of what is discussed, those who discuss it."""
    if draft is not None:
        if draft.type != "CONSULT" or stage != "floated":
            return None
        both = tuple(sorted({*draft.actors, *draft.recipients}))
        giver = next((c for o in clause.object for c in _named(parsed, parties, o) if c in both), None)
        if len(both) != 2:
            return None
        return ((giver,), tuple(c for c in both if c != giver)) if giver else (both, ())
    if draft is None and clause.lemma in _ARRIVES and (named := _named_sides(parsed, parties, clause)):
        return named
    if parties.codes_of_all(clause.subject) or not (clause.passive or clause.lemma in _MOVES):
        return None  # somebody else does it
    start = clause_chars(parsed, clause)[0]
    last = before[-1].claim if before and start - before[-1].end <= NEAR else None
    return (last.giver, last.receiver) if isinstance(last, Commitment) else None


def _named_sides(parsed: Parsed, parties: Parties, clause: Clause) -> tuple[Codes, Codes] | None:
    """ "Russian wheat arrived in Mali": whose it is, and whose port it comes to."""
    giver = codes(c for noun in clause.subject for c in _named(parsed, parties, noun))
    places = (*clause.object, *clause.under("in", "at", "to"))
    receiver = tuple(c for c in parties.codes_of_all(places) if c not in giver)
    return (giver, receiver) if len(giver) == 1 and len(receiver) == 1 else None


def _named(parsed: Parsed, parties: Parties, noun: int) -> Codes:
    """States named in the noun's phrase: "Russian help" is Russia's."""
    low, high = noun_chars(parsed, noun)
    return tuple(
        code
        for mention in parties.mentions
        if low <= parsed.tokens[mention.head].start < high and mention.type == "state"
        for code in mention.codes
    )


def _amounts_in(amounts: tuple[AmountMention, ...], start: int, end: int) -> tuple[AmountMention, ...]:
    """Sums of money in the clause, each for itself; where there is none, the first count or measure of goods."""
    inside = [one for one in amounts if start <= one.start and one.end <= end and one.kind != "percent"]
    known = {unit.unit for unit in vocab.units()}
    usable = [one for one in inside if one.kind != "count" or one.amount.unit in known]
    money = tuple(one for one in usable if one.kind == "money")
    return money or tuple(usable[:1])


def _what(parsed: Parsed, clause: Clause, mentions: tuple[AmountMention, ...], number: int, end: int) -> str:
    """Of several sums each with the words behind it; else the thing that the clause is about, or all of it."""
    if len(mentions) > 1:
        last = mentions[number + 1].start if number + 1 < len(mentions) else end
        words = parsed.text_of(mentions[number].start, last).split()
    else:
        noun = _thing(parsed, clause)
        words = parsed.text_of(
            *(noun_chars(parsed, noun) if noun is not None else clause_chars(parsed, clause))
        ).split()
    return " ".join(words[:_WORDS])


def _thing(parsed: Parsed, clause: Clause) -> int | None:
    """What the clause is about, where that is a thing that one can owe."""
    classes = noun_classes()
    things = classes["project"] | classes["goods"] | classes["arms"] | classes["aid"]
    nouns = [
        *clause.object,
        *(n for p, n in clause.obliques if p in ("into", "in", "for", "of", "on")),
        *clause.subject,
    ]
    return next((noun for noun in nouns if parsed.tokens[noun].lemma in things), None)
