"""What somebody calls a deed of another: "called Kigali's decision disproportionate", "said the step was hostile"."""

from __future__ import annotations

from dataclasses import replace

from detente import vocab
from detente.code.events.blamed import is_done_to, is_pointed_at, noun_frames
from detente.code.events.draft import Draft, Scene, make_draft, told_before
from detente.code.grammar.clauses import Clause, under_nouns
from detente.code.grammar.predicates import noun_classes
from detente.model import Codes, codes
from detente.vocab.tables import cache

_CALLS = ("call", "term", "deem", "brand", "label", "consider", "find", "judge")
_ACT_CLASSES = "crime policy demand pact sanction war exercise visit stopping arrest suit".split()
_ACTS = frozenset(
    "step switch choice gesture refusal threat treatment behaviour behavior conduct response".split()
)
_HARDLY = ("less", "least", "hardly", "scarcely", "no", "not", "never")
SAYS = frozenset("say answer reply respond declare retort state add argue complain insist".split())


@cache
def judgements() -> dict[str, str]:
    """Words of blame ("-") and praise ("+")."""
    rows = vocab.rows("judgements.tsv", ("sign", "words", "source"))
    return {word: row["sign"] for row in rows for word in row["words"].split("|")}


def judged(scene: Scene, clause: Clause) -> Draft | None:
    """A judgement on a deed as blame (ACCUSE) or praise (SUPPORT) of whose deed it is."""
    actors = scene.parties.codes_of_all(clause.subject)
    if not actors or clause.negated or clause.conditional or clause.modal:
        return None
    for deeds, words in _judgements_in(scene, clause):
        sign = next((judgements()[w] for w in words if w in judgements()), "")
        owners, inferred = _whose(scene, clause, deeds, actors) if sign else ((), False)
        if owners:
            kind, mode = ("ACCUSE", "disapprove") if sign == "-" else ("SUPPORT", None)
            return replace(
                make_draft(scene, clause, actors, owners, kind, mode, "judged", clause), inferred=inferred
            )
    return None


def _judgements_in(scene: Scene, clause: Clause) -> list[tuple[tuple[int, ...], list[str]]]:
    """What is judged, and the words for it: of "called the step wrong", of "said that the step was wrong"."""
    parsed = scene.parsed
    if clause.lemma in _CALLS:
        small = parsed.kids(clause.head, "ccomp")  # "called the decision disproportionate", as a clause
        pairs = [
            (tuple(k.i for k in parsed.kids(s.i, "nsubj")), [s.i]) for s in small if s.pos in ("ADJ", "NOUN")
        ]
        named = [k.i for k in parsed.kids(clause.head, "oprd", "acomp")]
        pairs += [(clause.object, named)]
    elif clause.lemma in SAYS:
        inner = [scene.clauses[i] for i in clause.complement if i in scene.clauses]
        told = [c for c in inner if c.lemma == "be" and not c.negated and not c.modal and not c.conditional]
        told = [c for c in told if not _is_empty(scene, c)]
        pairs = [(c.subject, [k.i for k in parsed.kids(c.head, "acomp", "attr")]) for c in told]
    else:
        return []
    return [
        (deeds, [parsed.tokens[w].low for h in heads for w in _joined(scene, h)]) for deeds, heads in pairs
    ]


def _is_empty(scene: Scene, clause: Clause) -> bool:
    """ "It was important to stay calm": of what is to come or of a fact, not of a deed told before."""
    words = (clause.head, *(k.i for k in scene.parsed.kids(clause.head, "acomp", "attr")))
    clausal = any(scene.parsed.kids(w, "xcomp", "ccomp", "csubj", "advcl") for w in words)
    return clausal and all(scene.parsed.tokens[s].low == "it" for s in clause.subject)


def _joined(scene: Scene, head: int) -> list[int]:
    """The word, its adjectives and what is joined to it: "unfriendly and unconstructive", "a positive step"."""
    if any(k.low in _HARDLY for k in scene.parsed.kids(head, "advmod", "neg")):
        return []
    kids = scene.parsed.kids(head, "conj", "amod")
    return [head, *(i for k in kids for i in _joined(scene, k.i))]


def _whose(scene: Scene, clause: Clause, deeds: tuple[int, ...], actors: Codes) -> tuple[Codes, bool]:
    """Whose deed it is: its owner's, or of "the step" his who did what was told last; and whether only that tells."""
    parsed, parties = scene.parsed, scene.parties
    somebody = tuple(d for d in deeds if parsed.tokens[d].pos == "PROPN")
    if named := codes(set(parties.codes_of_all(somebody)) - set(actors)):
        return named, False
    deeds = tuple(d for d in deeds if parsed.tokens[d].pos == "PRON" or _is_act(scene, d))
    below = under_nouns(parsed, deeds)
    agents = [parsed.tokens[i] for d in deeds for i in parsed.subtree(d) if parsed.tokens[i].low == "by"]
    suffered = any(is_done_to(f) for d in deeds for f in noun_frames(scene, d))
    owners = (
        [k.i for by in agents for k in parsed.kids(by.i, "pobj")],
        [k.i for d in deeds for k in parsed.kids(d, "poss", "amod", "compound")],
        [n for p, n in below if p == "of" and not suffered],
    )
    for some in owners:
        if found := set(parties.codes_of_all(tuple(some))):
            return codes(found - set(actors)), False
    if not any(is_pointed_at(scene, d) or parsed.tokens[d].pos == "PRON" for d in deeds):
        return (), False
    done = [d for d in told_before(scene, clause, 1) if set(d.actors) - set(actors)]
    return (codes(set(done[-1].actors) - set(actors)), True) if done else ((), False)


def _is_act(scene: Scene, noun: int) -> bool:
    """Is it something that somebody does, a step, a decision, a bombing, and not something that he has?"""
    return bool(noun_frames(scene, noun)) or bool(scene.parsed.tokens[noun].forms & _acts())


@cache
def _acts() -> frozenset[str]:
    return _ACTS.union(*(noun_classes()[name] for name in _ACT_CLASSES))
