"""How much, and how far it has come: commitments with amount, unit, sector and stage.

A promise is not a delivery: the stage comes from the verb, and where the text only lists a thing ("supply of
planes") it is `unclear`. A suspension or completion speaks of the commitment that the text told before it.
"""

from __future__ import annotations

from dataclasses import replace

from detente import vocab
from detente.code.claims.says import Said, speaker_at
from detente.code.commitments.came import find_came
from detente.code.commitments.continued import find_continued
from detente.code.commitments.likewise import find_likewise
from detente.code.commitments.listed import find_listed
from detente.code.commitments.sectors import find_sector, may_be_one, sector_of
from detente.code.commitments.stage import as_settled, is_seizure, is_worth_without_amount, stage_of, stages
from detente.code.commitments.thing import in_short, things_of, what_of
from detente.code.events.detail import find_when, find_when_of
from detente.code.events.draft import Draft, operator_of, unseen_dative
from detente.code.grammar.clauses import Clause
from detente.code.grammar.evidence import clause_chars, noun_chars
from detente.code.grammar.predicates import noun_classes
from detente.code.grammar.sentences import Parsed
from detente.code.numbers.amounts import AmountMention
from detente.code.numbers.arms import is_type_of_arms
from detente.code.parties.mentions import Parties
from detente.code.times.when import TimeMention
from detente.code.told import Told
from detente.model import Codes, Commitment, Sector, Stage
from detente.vocab.tables import cache

_SPANS = frozenset(
    {"day", "month", "week", "hour", "minute", "year", "decade", "time", "person", "people", "soldier"}
    | {"troop", "question", "exercise", "drill", "meeting", "visit", "round"}
)  # numbers of these say how long, how often or how many came, not what is given
_ARRIVES = ("arrive", "follow", "come")
_TRADES = ("buy", "purchase", "order", "acquire", "procure", "sell", "supply", "export", "import", "deliver")
_TAKES = ("buy", "purchase", "import", "acquire", "procure", "order")
_ACCEPTS, _OFFERED = ("accept", "welcome"), {"offer", "proposal"}
_SENT, _BOUGHT = {"export"}, {"import", "purchase"}
"""What one stops that gives, and what one stops that takes: "suspended exports of maize"."""


def find_commitments(
    parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties, times: tuple[TimeMention, ...],
    amounts: tuple[AmountMention, ...], drafts: tuple[Draft, ...], said: tuple[Said, ...],
) -> tuple[Told, ...]:  # fmt: skip
    """What is promised, agreed, given, stopped: from the events, then from clauses and lists without one."""
    found: list[Told] = []
    by_head: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_head.setdefault(draft.head, []).append(draft)
    all_clauses = {d.clause.head: d.clause for d in drafts if d.clause} | {c.head: c for c in clauses}
    for head, clause in sorted(all_clauses.items()):
        here = by_head.get(head, [])
        for n, draft in enumerate(here):
            is_said = speaker_at(said, draft.start, draft.end) is not None
            stage = as_settled(stage_of(draft, is_said), draft, parsed)
            if stage is not None and not is_seizure(draft, parsed):
                parts = _parts_of(parsed, clauses, draft)
                if len(here) > 1:  # the drafts are the parts already
                    parts = [parts[n]] if len(parts) == len(here) else [draft]
                for part in parts:
                    found += _from_event(parsed, parties, times, amounts, part, stage, found, drafts)
        if not here:
            found += _from_progress(parsed, parties, times, amounts, clause, found)
    found += find_continued(parsed, clauses, parties, times, amounts, drafts, found)
    used = [(t.start, t.end) for t in found]
    found += find_listed(parsed, clauses, parties, amounts, used)
    return tuple(_settled(found))


def _parts_of(parsed: Parsed, clauses: tuple[Clause, ...], draft: Draft) -> list[Draft]:
    """ "Agreed to reopen the border and to lend $2 million" is two things owed: the draft once for each."""
    clause = draft.clause
    if clause is None or not clause.complement or operator_of(parsed, clause) != "promise":
        return [draft]
    heads = {c.head: c for c in clauses if not c.own_subject}
    chain = [max(clause.complement)]
    while more := [k.i for k in parsed.kids(chain[-1], "conj") if k.i in heads and k.tag == "VB"]:
        chain.append(more[0])
    joined = [i for i in chain if not _is_choice(parsed, i)]
    # of "threaten or use force" the first has its thing from the second
    asked = joined if len(joined) == len(chain) else joined[1:]
    if len(joined) < 2 or not all(_is_whole(parsed, heads.get(i)) for i in asked):
        return [draft]
    starts = [clause_chars(parsed, heads[i])[0] for i in joined[1:]]
    ends = [*starts, draft.end]
    parts = [replace(draft, end=_trimmed(parsed, draft.start, ends[0]))]
    for n, i in enumerate(joined[1:]):
        end = max(starts[n] + 1, _trimmed(parsed, starts[n], ends[n + 1]))
        parts.append(
            replace(
                draft,
                start=starts[n],
                end=end,
                clause=replace(
                    heads[i], tense=clause.tense, object=() if heads[i].negated else heads[i].object
                ),
                verb=heads[i].lemma,
            )
        )
    return parts


def _is_choice(parsed: Parsed, i: int) -> bool:
    """ "Or to lend": one of two things, not both."""
    at = i - 1
    while at > 0 and parsed.tokens[at].low in ("to", "not", "even"):
        at -= 1
    return parsed.tokens[at].low == "or"


def _is_whole(parsed: Parsed, clause: Clause | None) -> bool:
    """Does the infinitive say by itself what is to be done: not "lend" in "to lend and give $500 million"?"""
    if clause is None or parsed.tokens[clause.head].tag != "VB":
        return False
    return bool(clause.object or clause.obliques or clause.complement)


def _trimmed(parsed: Parsed, start: int, end: int) -> int:
    """Where the words before `end` stop, without "and" and a comma."""
    last = parsed.token_at(end - 1)
    while last and last.start > start and (last.end > end or last.pos in ("CCONJ", "PUNCT", "PART", "SPACE")):
        last = parsed.tokens[last.i - 1]
    return last.end if last else end


def _from_event(
    parsed: Parsed, parties: Parties, times: tuple[TimeMention, ...], amounts: tuple[AmountMention, ...],
    draft: Draft, stage: Stage, before: list[Told], drafts: tuple[Draft, ...],
) -> list[Told]:  # fmt: skip
    """The commitments that one event carries: one for each amount, or one without."""
    if "negation" in draft.aux or draft.clause is None:
        return []
    own = _amounts_of(parsed, tuple(a for a in amounts if draft.may_have(a.start)), draft, drafts)
    alike = None if own else find_likewise(parsed, amounts, draft)
    own = (alike.amount,) if alike else own
    if not own and not is_worth_without_amount(draft, stage, parsed):
        return []
    span = draft.start, draft.end
    giver, receiver = _sides(draft, stage, before, bool(own), parties)
    if not giver or (not receiver and len(giver) < 2):
        return []
    when = find_when_of(parsed, draft, times)
    earlier = (
        _carried(before, giver, receiver, sector_of(what_of(parsed, draft.clause, span, None)))
        if not own and stage in ("suspended", "cancelled", "started")
        else None
    )
    came = None if own else find_came(parsed, draft.clause, before, got=False)
    if came and came.amount and {*came.whole.giver, *came.whole.receiver} == {*giver, *receiver}:
        own = (came.amount,)  # "is to deliver the rest"
    told = []
    sides = {id(m): (giver, receiver) for m in own}
    price = _price(parsed, amounts, draft, own)
    if price is not None:  # goods go one way, the money for them the other
        own, sides = (*own, price), {**sides, id(price): (receiver, giver)}
    for mention in own or (None,):
        giver, receiver = sides.get(id(mention), (giver, receiver))
        amount = mention.amount if mention else (earlier.amount if earlier else None)
        what = what_of(parsed, draft.clause, span, mention)
        what = _without_receiver(parsed, parties, draft.clause, draft.recipients, what)
        what = alike.what if alike else came.whole.what if came and own else what
        claim = Commitment(
            giver=giver, receiver=receiver, what=what, stage=stage, when=when, amount=amount,
            sector=find_sector(parsed, span, what, mention),
        )  # fmt: skip
        told.append(
            Told(claim=claim, start=draft.start, end=draft.end, rule=f"{draft.rule}:{stage}", confidence=0.6)
        )
    return told


def _without_receiver(parsed: Parsed, parties: Parties, clause: Clause, receiver: Codes, what: str) -> str:
    """The thing of "lent Nepal money", where the parser takes the name for a part of it."""
    for i in unseen_dative(parsed, parties, clause):
        mention = parties.by_head[i]
        if not set(mention.codes) & set(receiver):
            continue  # "bought Ukraine grain"
        if not things_of(parsed, clause) and clause.object:  # "Ukraine F-16s", all one name
            what = in_short(parsed, noun_chars(parsed, clause.object[-1]))
        what = what.removeprefix(parsed.text_of(*parsed.chars(mention.first, mention.last))).lstrip() or what
    return what


def _amounts_of(
    parsed: Parsed, amounts: tuple[AmountMention, ...], draft: Draft, drafts: tuple[Draft, ...]
) -> tuple[AmountMention, ...]:
    """Amounts of the thing given: in the object, else under a preposition, else in the clause; money first.

    What stands in another event's clause inside this one belongs to that event.
    """
    clause = draft.clause
    if clause is None:
        return ()
    inner = [
        (d.start, d.end)
        for d in drafts
        if d is not draft
        and draft.start <= d.start
        and d.end <= draft.end
        and (d.start, d.end) != (draft.start, draft.end)
    ]
    free = [
        a for a in amounts
        if (a.kind != "percent" or _is_stake(parsed, clause)) and _counts(a)
        and not any(s <= a.start and a.end <= e for s, e in inner)
    ]  # fmt: skip
    under = [n for p, n in clause.obliques if p in ("of", "worth", "on", "with", "in", "for")]
    things = things_of(parsed, clause)
    places = (
        [_named_chars(parsed, n) for n in things],
        [noun_chars(parsed, n) for n in things],
        [noun_chars(parsed, o) for o in (*clause.object, *clause.dative)],
        [noun_chars(parsed, s) for s in clause.subject if clause.passive or clause.lemma in _ARRIVES],
        [noun_chars(parsed, n) for n in under], [(draft.start, draft.end)],
    )  # fmt: skip
    for spans in places:
        found = [
            a for a in free if any((s <= a.start and a.end <= e) or a.start <= s < a.end for s, e in spans)
        ]
        money = [a for a in found if a.kind == "money"]
        if found:
            # "50 of the 200 buses that he promised": of the promise the whole is told, of a delivery the part
            told = found if clause.relation in ("relcl", "acl") else free
            return tuple(money[:1] if money else dict.fromkeys(_part_of(parsed, a, told) or a for a in found))
    return ()


def _named_chars(parsed: Parsed, noun: int) -> tuple[int, int]:
    """The characters of a noun with the names before it: "Leopard 2 tanks"."""
    first = min((noun, *(k.i for k in parsed.kids(noun, "compound", "nmod"))))
    return parsed.tokens[first].start, parsed.tokens[noun].end


def _part_of(parsed: Parsed, whole: AmountMention, told: list[AmountMention]) -> AmountMention | None:
    """The 60 of "60 of the 100 locomotives", of which only the 60 are meant."""
    for part in told:
        if part.end < whole.start and part.amount.unit == whole.amount.unit:
            words = parsed.text_of(part.end, whole.start).split()
            if words[:1] == ["of"] and len(words) < 4:
                return part
    return None


def _price(
    parsed: Parsed, amounts: tuple[AmountMention, ...], draft: Draft, own: tuple[AmountMention, ...]
) -> AmountMention | None:
    """The money for which counted goods are bought or sold: "300 locomotives for $4.2 billion"."""
    clause = draft.clause
    if clause is None or clause.lemma not in _TRADES or not own or any(m.kind == "money" for m in own):
        return None
    spans = [noun_chars(parsed, n) for p, n in clause.obliques if p in ("for", "worth", "at")]
    spans += [noun_chars(parsed, n) for n in things_of(parsed, clause)]
    return next(
        (a for a in amounts if a.kind == "money" and any(s <= a.start and a.end <= e for s, e in spans)), None
    )


def _is_stake(parsed: Parsed, clause: Clause) -> bool:
    """Is it a share of a project or firm that changes hands, not one of a debt or a vote?"""
    return any(parsed.tokens[o].lemma in ("share", "stake") for o in clause.object)


def _counts(mention: AmountMention) -> bool:
    """Is it an amount of something given: money, a measure, or counted things of the tables?"""
    return (
        mention.kind != "count"
        or is_type_of_arms(mention.amount.unit)
        or mention.amount.unit in _things()
        or bool(mention.noun and mention.noun in _things())
    )


@cache
def _things() -> frozenset[str]:
    classes = noun_classes()
    known = {unit.unit for unit in vocab.units()} - _SPANS
    return (
        frozenset(known | classes["arms"] | classes["goods"] | classes["aid"] | classes["project"])
        - classes["pact"]
    )


def _sides(
    draft: Draft, stage: Stage, before: list[Told], has_amount: bool, parties: Parties
) -> tuple[Codes, Codes]:
    """Who owes whom: who asks is the receiver; who stops what another gave is not its giver.

    Money agreed "with" a partner is the subject's to give.
    """
    if draft.type == "AGREE" and has_amount and not draft.recipients and draft.clause:
        giver = parties.codes_of_all(draft.clause.subject)
        rest = tuple(c for c in draft.actors if c not in giver)
        if len(giver) == 1 and rest:
            return giver, rest
    if draft.type == "REQUEST":
        return draft.recipients, draft.actors
    sides = {*draft.actors, *draft.recipients}
    goods = {parties.parsed.tokens[n].lemma for n in draft.clause.object} if draft.clause else set()
    if goods & _SENT:
        return draft.actors, draft.recipients
    if stage in ("suspended", "cancelled", "completed") or draft.verb in ("resume", "restart"):
        for told in reversed(before):
            claim = told.claim
            if isinstance(claim, Commitment) and {*claim.giver, *claim.receiver} == sides:
                return claim.giver, claim.receiver
    takes = draft.verb in _TAKES or goods & _BOUGHT or (draft.verb in _ACCEPTS and goods & _OFFERED)
    return (draft.recipients, draft.actors) if takes else (draft.actors, draft.recipients)


def _carried(before: list[Told], giver: Codes, receiver: Codes, matter: Sector) -> Commitment | None:
    """The last commitment told between the same two, which a stop or a start speaks of; of power, not of maize."""
    for told in reversed(before[-3:]):
        claim = told.claim
        if (
            isinstance(claim, Commitment)
            and (claim.giver, claim.receiver) == (giver, receiver)
            and claim.amount
            and may_be_one(claim.sector, matter)
        ):
            return claim
    return None


def _from_progress(
    parsed: Parsed, parties: Parties, times: tuple[TimeMention, ...], amounts: tuple[AmountMention, ...],
    clause: Clause, before: list[Told],
) -> list[Told]:  # fmt: skip
    """A project that "was opened" or "was completed", with no party beside it."""
    stage = stages().get(clause.lemma)
    things = noun_classes()["project"] | noun_classes()["goods"]
    if (
        stage not in ("completed", "suspended", "cancelled", "started")
        or not clause.passive
        or clause.negated
        or clause.unreal
        or clause.tense == "future"
    ):
        return []
    objects = [o for o in clause.object if parsed.tokens[o].lemma in things]
    if not objects:
        return []
    start, end = clause_chars(parsed, clause)
    low, high = noun_chars(parsed, objects[0])
    own = [
        a
        for a in amounts
        if min(start, low) <= a.start
        and a.end <= max(end, high)
        and a.kind in ("measure", "count", "money")
        and _counts(a)
    ]
    sides = _sides_of_project(parsed, parties, clause, objects[0], start, end)
    if sides is None:
        return []
    what = in_short(parsed, noun_chars(parsed, objects[0]))
    claim = Commitment(
        giver=sides[0], receiver=sides[1], what=what, stage=stage,
        when=find_when(parsed, start, end, clause.head, times), amount=own[0].amount if own else None,
        sector=find_sector(parsed, (start, end), what, own[0] if own else None),
    )  # fmt: skip
    return [Told(claim=claim, start=start, end=end, rule=f"progress:{stage}", confidence=0.5)]


def _sides_of_project(
    parsed: Parsed, parties: Parties, clause: Clause, noun: int, start: int, end: int
) -> tuple[Codes, Codes] | None:
    """Whose project it is: who did it, or a state named in the clause, gives; the other receives."""
    done_by = parties.codes_of_all(clause.subject)[:1]
    named = [
        m.codes
        for m in parties.mentions
        if start <= parsed.tokens[m.head].start < end and m.type == "state" and len(m.codes) == 1
    ]
    giver = done_by or (named[0] if named else ())
    return (giver, parties.other(giver, clause.head)) if giver else None


def _settled(found: list[Told]) -> list[Told]:
    """Each commitment once in its place: the same sides, amount and stage in overlapping characters."""
    kept: list[Told] = []
    for told in sorted(found, key=lambda t: (t.start, t.end)):
        if not any(
            _same(told, other) and other.start < told.end and told.start < other.end for other in kept
        ):
            kept.append(told)
    return kept


def _same(one: Told, other: Told) -> bool:
    a, b = one.claim, other.claim
    return (
        isinstance(a, Commitment)
        and isinstance(b, Commitment)
        and (a.giver, a.receiver, a.amount, a.stage) == (b.giver, b.receiver, b.amount, b.stage)
    )
