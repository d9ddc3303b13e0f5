"""Refusals told by what a thing is: "lifting the ban is out of the question", "a pull-out is not an option"."""

from __future__ import annotations

from dataclasses import replace

from detente import vocab
from detente.code.events.blamed import noun_frames
from detente.code.events.draft import HARSH, Draft, Scene, match_frames
from detente.code.events.governed import read_governed
from detente.code.events.idioms import RULED_OUT
from detente.code.events.judged import SAYS
from detente.code.events.shapes import read_plain
from detente.code.grammar.clauses import Clause
from detente.code.grammar.predicates import noun_classes
from detente.vocab.tables import cache

_LIGHT = frozenset("the a an not n't never simply absolutely quite now still no longer".split())


@cache
def _words() -> dict[str, bool]:
    """The words that rule something out; True for those that do so only when denied."""
    rows = vocab.rows("refusals.tsv", ("words", "negated", "source"))
    return {words: row["negated"] == "yes" for row in rows for words in row["words"].split("|")}


def ruled_out(scene: Scene, clause: Clause) -> list[Draft]:
    """The refusal of whoever says so, read as if he had "ruled out" the clause's subject."""
    above = scene.clauses.get(clause.matrix)
    if clause.lemma != "be" or clause.perfect or clause.relation not in ("ccomp", "parataxis"):
        return []  # not "would have been unthinkable a year ago", "because it was unthinkable"
    if above is None or not above.subject or above.negated or above.lemma not in SAYS:
        return []
    if not _is_ruled_out(scene, clause) or _is_of_force(scene, clause):
        return []
    told = replace(
        clause, lemma="rule", particle="out", subject=above.subject, object=clause.subject, complement=(),
        negated=False, tense=above.tense, modal="", conditional=False,
    )  # fmt: skip
    deeds = [scene.clauses[k.i] for k in scene.parsed.kids(clause.head, "csubj") if k.i in scene.clauses]
    if deeds:
        found = read_governed(scene, told, "refuse", deeds)
    else:
        senses = match_frames(scene.parsed, told)
        found = [draft for frame in senses if (draft := read_plain(scene, told, frame))][:1]
    empty = any(scene.parsed.tokens[s].low == "it" for s in clause.subject)
    whole = (
        above.head if empty else clause.head
    )  # what "it is unthinkable to …" is of hangs on the verb above
    own = set(scene.parsed.subtree(whole))
    named = {c for m in scene.parties.mentions if m.head in own for c in m.codes}
    return [replace(d, rule=RULED_OUT) for d in found if not d.inferred or set(d.recipients) <= named]


def _is_of_force(scene: Scene, clause: Clause) -> bool:
    """ "War is not an option": nobody is refused anything by that."""
    deeds = [
        scene.clauses[i] for i in scene.parsed.subtree(clause.head) if i in scene.clauses and i != clause.head
    ]
    frames = [f for n in clause.subject for f in noun_frames(scene, n)]
    frames += [f for deed in deeds for f in match_frames(scene.parsed, deed)][:1]
    war = noun_classes()["war"]
    return any(f.type in HARSH and f.type != "MOBILIZE" for f in frames) or any(
        scene.parsed.tokens[n].forms & war for n in clause.subject
    )


def _is_ruled_out(scene: Scene, clause: Clause) -> bool:
    parsed = scene.parsed
    kids = parsed.kids(clause.head, "prep", "attr", "acomp", "advmod", "oprd")
    behind = sorted({i for k in kids if k.i > clause.head for i in parsed.subtree(k.i)})
    text = " ".join(parsed.tokens[i].low for i in behind if parsed.tokens[i].low not in _LIGHT) + " "
    return any(text.startswith(f"{words} ") and _words()[words] is clause.negated for words in _words())
