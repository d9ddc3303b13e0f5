"""How far a thing promised has come, by the verb and mood that tell of it, and whether a thing is at stake at all."""

from __future__ import annotations

from typing import get_args

from detente import vocab
from detente.code.events.draft import Draft, measured
from detente.code.grammar.clauses import under_nouns
from detente.code.grammar.predicates import noun_classes
from detente.code.grammar.sentences import Parsed
from detente.model import Stage
from detente.vocab.tables import cache

_GIVES = ("AID", "COOPERATE")
_SERVES = ("escort", "guard", "protect", "rescue", "save", "evacuate")
"""Help by which nothing changes hands."""
_BINDING = frozenset(
    "pact accord agreement deal treaty memorandum memoranda mou contract concession lease settlement".split()
)


@cache
def stages() -> dict[str, Stage]:
    """Verbs to the stage that they tell."""
    known: dict[str, Stage] = {stage: stage for stage in get_args(Stage)}
    rows = vocab.rows("stages.tsv", ("stage", "verbs", "source"))
    return {verb: known[row["stage"]] for row in rows for verb in row["verbs"].split("|")}


def stage_of(draft: Draft, is_said: bool) -> Stage | None:
    """How far a thing has come, by the verb and mood that tell of it; None where no thing is at stake."""
    clause = draft.clause
    lemma = clause.lemma if clause else draft.verb
    if draft.type == "AGREE":
        if "hypothetical" in draft.aux:
            return "floated"
        if clause is not None and (clause.tense == "future" or clause.modal):
            return "announced" if is_said or len(draft.actors) < 2 else "agreed"
        stage = stages().get(lemma, "agreed")
        return "agreed" if stage == "announced" and _is_mutual(draft) else stage
    if draft.type == "CONCEDE" and draft.promised and "hypothetical" not in draft.aux:
        stage = stages().get(lemma, "announced")  # troops to be withdrawn, a ban to be lifted
        return "agreed" if stage == "announced" and _is_mutual(draft) else stage
    if draft.type == "REQUEST":
        return "floated" if draft.mode == "assist" else None
    if draft.type == "SUPPORT" and lemma in (
        "sign",
        "ink",
        "initial",
        "ratify",
        "conclude",
        "finalise",
        "finalize",
    ):
        return "agreed" if not draft.aux else None
    if draft.type in _GIVES and "hypothetical" not in draft.aux and lemma not in _SERVES:
        if lemma in ("build", "construct", "develop", "expand", "operate", "finance"):
            return "started" if clause and clause.tense == "present" else "completed"
        return stages().get(lemma, "delivered")
    if draft.type == "SANCTION" and draft.mode == "discontinue" and "hypothetical" not in draft.aux:
        return stages().get(lemma)
    return None


def is_seizure(draft: Draft, parsed: Parsed) -> bool:
    """ "Froze Russian assets", "$300 million of its assets": what is kept back was never to be given."""
    things = [i for o in draft.clause.object for i in (o, *measured(parsed, o))] if draft.clause else []
    property_of = noun_classes()["holding"]
    return draft.type == "SANCTION" and any(parsed.tokens[i].forms & property_of for i in things)


def as_settled(stage: Stage | None, draft: Draft, parsed: Parsed) -> Stage | None:
    """ "Under the accord Turkey will …", "promised in return to …": what two have agreed on is more than announced."""
    clause = draft.clause
    if stage != "announced" or clause is None:
        return stage
    back = any(parsed.tokens[n].lemma in ("return", "exchange") for n in clause.under("in"))
    pact = any(parsed.tokens[n].forms & noun_classes()["pact"] for n in clause.under("under"))
    return "agreed" if back or (pact and clause.tense == "future") else stage


def _is_mutual(draft: Draft) -> bool:
    return len(draft.actors) > 1 and not draft.recipients


def is_worth_without_amount(draft: Draft, stage: Stage, parsed: Parsed) -> bool:
    """A promise counts without an amount; a gift, a request or a stop only where it speaks of things."""
    objects = [parsed.tokens[o] for o in draft.clause.object] if draft.clause else []
    if draft.type == "AGREE":
        visitors = noun_classes()["leader"] | noun_classes()["delegation"]  # "will send its foreign minister"
        if any(o.pos == "PRON" or o.lemma in visitors for o in objects):
            return False
        return stage != "floated" and draft.verb not in ("agree", "invite", "accept")
    if draft.clause is None or draft.type == "REQUEST":
        return False
    if draft.type == "CONCEDE":
        return stage != "floated"
    words = {f for o in draft.clause.object for f in parsed.tokens[o].forms}
    below = [n for p, n in under_nouns(parsed, draft.clause.object) if p == "of"]
    words |= {f for n in below for f in parsed.tokens[n].forms}
    if draft.type == "SUPPORT":
        return bool(words & _BINDING)
    classes = noun_classes()
    things = classes["aid"] | classes["arms"] | classes["goods"] | classes["project"]
    return (
        bool(words & things)
        if draft.type in _GIVES
        else bool(words & (things | {"disbursement", "sale", "delivery"}))
        or draft.verb in ("disburse", "lend")
    )
