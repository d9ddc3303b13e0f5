"""How relations are said to change: warmed, soured, restored, cut; the policy that turned."""

from __future__ import annotations

from detente import vocab
from detente.code.grammar.clauses import Clause, group, under_nouns, under_preposition
from detente.code.grammar.sentences import Parsed, Token
from detente.code.parties.mentions import Parties
from detente.model import Codes, Tilt, codes
from detente.vocab.tables import cache


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind in the table of shifts."""
    rows = vocab.rows("shifts.tsv", ("kind", "words", "source"))
    return frozenset(w for row in rows if row["kind"] == kind for w in row["words"].split("|"))


def heads_under(parsed: Parsed, clause: Clause, prepositions: tuple[str, ...]) -> list[int]:
    """Parties under a preposition of the verb, or of an adverb such as "closer" or "away"."""
    heads = list(clause.under(*prepositions))
    for kid in parsed.kids(clause.head, "advmod", "acomp", "dobj", "oprd", "ccomp"):
        for inner in (kid, *parsed.kids(kid.i, "advmod", "prep", "conj")):
            for preposition in [inner] if inner.pos == "ADP" else parsed.kids(inner.i, "prep"):
                heads += [n for p, n in under_preposition(parsed, preposition) if p in prepositions]
    return heads


def dependence_change(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """ "X cut its dependence on Y", "X's reliance on Y has grown": X moves away from Y, or closer to it."""
    nouns = [n for n in clause.object or clause.subject if parsed.tokens[n].lemma in words("dependence")]
    less, more = clause.lemma in words("less"), clause.lemma in words("more")
    if not nouns or not (less or more) or clause.negated or clause.unreal:
        return None
    owners = tuple(k.i for k in parsed.kids(nouns[0], "poss"))
    heads = [n for p, n in under_nouns(parsed, (nouns[0],)) if p in ("on", "upon")]
    beside = [k.i for n in heads for k in parsed.kids(n, "amod", "compound", "poss")]  # "on Russian gas"
    other = parties.codes_of_all(tuple(heads)) or parties.codes_of_all(tuple(beside))
    who = parties.codes_of_all(owners) or parties.codes_of_all(
        tuple(n for n in clause.subject if n not in nouns)
    )
    other = codes(set(other) - set(who))
    if not who or not other:
        return None
    return Tilt(who=who, toward=other) if more else Tilt(who=who, away_from=other)


def relations_change(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """ "Relations between X and Y warmed", "ties soured": both move, together or apart."""
    nouns = [n for n in (*clause.subject, *clause.object) if parsed.tokens[n].lemma in words("relation")]
    if not nouns or clause.negated or clause.unreal:
        return None
    better, worse = clause.lemma in words("better"), clause.lemma in words("worse")
    if not (better or worse) or (
        better
        and clause.subject
        and nouns[0] not in clause.subject
        and not parties.codes_of_all(clause.subject)
    ):
        return None
    who = pair_of(parsed, parties, nouns[0])
    if len(who) < 2:
        who = codes(
            (
                *who,
                *parties.codes_of_all(tuple(n for n in clause.subject if n not in nouns)),
                *parties.codes_of_all(clause.under("with")),
            )
        )
    return Tilt(who=who) if len(who) == 2 else None


def pair_of(parsed: Parsed, parties: Parties, noun: int) -> Codes:
    """Between whom the relations are: "between X and Y", "X's … with Y", "X–Y relations", "their"."""
    heads: list[int] = []
    for kid in parsed.kids(noun, "prep"):
        if kid.low in ("between", "with", "among", "of", "to"):
            heads += [n for _, n in under_preposition(parsed, kid)]
    heads += [g for k in parsed.kids(noun, "poss", "compound", "amod", "nmod") for g in group(parsed, k.i)]
    return parties.codes_of_all(tuple(heads))


def policy_change(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """ "X changed its policy": a turn of X towards the one that the text speaks of beside it."""
    objects = {parsed.tokens[o].lemma for o in clause.object}
    changing = clause.lemma in (
        "change",
        "shift",
        "alter",
        "revise",
        "reverse",
        "rethink",
        "recalibrate",
        "reset",
    ) or (clause.lemma in ("bring", "make") and objects & {"change", "shift", "turn"})
    near = {t.lemma for o in clause.object for t in map(parsed.tokens.__getitem__, parsed.subtree(o))}
    if not changing or not near & {
        "policy",
        "stance",
        "course",
        "approach",
        "attitude",
        "posture",
        "doctrine",
        "position",
    }:
        return None
    who = parties.codes_of_all(clause.subject)
    if len(who) != 1 or clause.negated or clause.unreal:
        return None
    toward = codes(
        set(parties.codes_of_all(tuple(heads_under(parsed, clause, ("toward", "towards", "on"))))) - set(who)
    )
    toward = toward or _named_after(parsed, parties, clause, who) or parties.other(who, clause.head)
    return Tilt(who=who, toward=toward, turning_point=True) if toward else None


def _named_after(parsed: Parsed, parties: Parties, clause: Clause, who: Codes) -> Codes:
    past = parsed.sentences[parsed.tokens[clause.head].sent][1]
    after = [
        m.codes
        for m in parties.mentions
        if clause.head < m.head < past and m.type == "state" and m.codes and not set(m.codes) & set(who)
    ]
    return after[0] if after else ()


def ties_made_or_cut(parsed: Parsed, clause: Clause, parties: Parties) -> Tilt | None:
    """Relations restored are a turn of both; relations cut, a turn of one away from the other."""
    nouns = [
        o for o in clause.object if parsed.tokens[o].lemma in ("relation", "tie", "relations", "ties", "link")
    ]
    if not nouns or clause.negated or clause.conditional:
        return None
    who = parties.codes_of_all(clause.subject)
    other = codes(
        set(parties.codes_of_all(clause.under("with", "to"))) | set(pair_of(parsed, parties, nouns[0]))
    )
    other = codes(set(other) - set(who))
    if clause.lemma in (
        "restore",
        "resume",
        "normalise",
        "normalize",
        "re-establish",
        "reestablish",
        "establish",
        "reset",
        "revive",
    ):
        both = codes((*who, *other))
        return Tilt(who=both, turning_point=True) if len(both) == 2 else None
    if clause.lemma in ("cut", "sever", "break", "rupture", "downgrade", "snap") and len(who) == 1 and other:
        return Tilt(who=who, away_from=other, turning_point=clause.lemma != "downgrade")
    return None


def closer_ties(parsed: Parsed, token: Token, parties: Parties) -> Tilt | None:
    """ "X and Y's closer relations", "warming ties between X and Y"."""
    if token.lemma not in words("relation"):
        return None
    near = {k.low for k in parsed.kids(token.i, "amod")}
    if not near & words("closer") or (
        near & {"better", "close", "strong"} and not pair_of(parsed, parties, token.i)
    ):
        return None
    above = parsed.tokens[token.head]
    if above.lemma in ("want", "seek", "allow", "hope", "have") and token.dep == "dobj":
        return None
    who = pair_of(parsed, parties, token.i)
    return Tilt(who=who) if len(who) == 2 else None
