"""Claims on the order of states as a whole, and what is said to follow for a third state."""

from __future__ import annotations

import re
from typing import Literal

from detente import vocab
from detente.code.claims.ties import words
from detente.code.events.kinds import who_strike
from detente.code.grammar.clauses import Clause, under_nouns, under_preposition
from detente.code.grammar.evidence import clause_chars
from detente.code.grammar.predicates import noun_classes
from detente.code.grammar.sentences import Parsed
from detente.code.grammar.wordlists import any_of
from detente.code.parties.mentions import Parties, state_codes
from detente.code.told import Told
from detente.model import Codes, Implication, SystemClaim, Tilt
from detente.vocab.tables import cache

Sign = Literal["+", "-", "?"]
_MEANS = ("mean", "bring", "spell", "entail", "imply", "promise")
_SEES = ("see", "regard", "view", "perceive", "consider", "treat")
_LESS, _MORE = (
    frozenset(["fewer", "less", "lower", "smaller"]),
    frozenset(["more", "higher", "extra", "greater"]),
)
_LONGEST = 20  # words of a claim
_MAXIM = re.compile(
    r"\b(?:maxim|proverb|adage|saying|dictum|axiom)\b|\bthere (?:is|are) no\b"
    r"|\bno (?:permanent|eternal|lasting)\b",
    re.I,
)
_STATES = re.compile(
    r"\b(?:nation|state|countr|friend|foe|enem|ally|allies|power|creditor|empire|rival|world)", re.I
)


@cache
def _order_pattern() -> re.Pattern[str]:
    rows = vocab.rows("order.tsv", ("words", "source"))
    terms = {w for row in rows for w in row["words"].split("|")}
    return re.compile(rf"\b{any_of(terms)}\b", re.I)


@cache
def valence() -> dict[tuple[str, str], Sign]:
    """(where, word) to the sign: who stands there gains (+), loses (-), or it is open (?)."""
    rows = vocab.rows("valence.tsv", ("sign", "where", "words", "source"))
    signs: dict[str, Sign] = {"+": "+", "-": "-", "?": "?"}
    return {(row["where"], w): signs[row["sign"]] for row in rows for w in row["words"].split("|")}


def find_system_claims(parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties) -> tuple[Told, ...]:
    """Sentences on polarity, hegemony, the balance of power; maxims on how states behave."""
    found = []
    for number, (first, past) in enumerate(parsed.sentences):
        start, end = parsed.sentence_chars(number)
        text = parsed.text_of(start, end)
        hit = _order_pattern().search(text)
        if not hit and not (
            _MAXIM.search(text) and _STATES.search(text) and not _names_state(parties, first, past)
        ):
            continue
        at = start + hit.start() if hit else start
        span = _clause_at(parsed, clauses, first, past, at) or (start, end)
        words = " ".join(parsed.text_of(*span).split()[:_LONGEST])
        found.append(
            Told(
                claim=SystemClaim(claim=words),
                start=span[0],
                end=span[1],
                rule="order.tsv" if hit else "maxim",
                confidence=0.6,
            )
        )
    return tuple(found)


def _names_state(parties: Parties, first: int, past: int) -> bool:
    return any(first <= m.head < past and m.codes for m in parties.mentions)


def _clause_at(
    parsed: Parsed, clauses: tuple[Clause, ...], first: int, past: int, at: int
) -> tuple[int, int] | None:
    spans = [clause_chars(parsed, c) for c in clauses if first <= c.head < past and c.relation != "xcomp"]
    around = [s for s in spans if s[0] <= at < s[1] and s[1] - s[0] > 25]
    return min(around, key=lambda s: s[1] - s[0]) if around else None


def find_implications(
    parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties, tilts: tuple[Told, ...]
) -> tuple[Told, ...]:
    """What is said to be gained or lost by a state beside the two that the text is about."""
    found: list[Told] = []
    for clause in clauses:
        found += _by_verb(parsed, clause, parties)
        found += _by_noun(parsed, clause, parties) or _by_measure(parsed, clause, parties)
    found += _by_order(parsed, clauses, parties)
    found += [one for told in tilts for one in _by_tilt(parsed, told, parties)]
    return tuple(_once(parsed, found))


def is_third(code: str, parties: Parties, pair: frozenset[str] = frozenset()) -> bool:
    """Is the state beside the pair that the text is about, or beside the `pair` that the clause itself names?"""
    return code in state_codes() and (code not in parties.focus or len(pair - {code}) > 1)


def _pair_in(parsed: Parsed, parties: Parties, nouns: tuple[int, ...]) -> frozenset[str]:
    """The states named in the phrases under `nouns`: "the quarrel between Iran and Azerbaijan"."""
    inside = {i for n in nouns for i in parsed.subtree(n)}
    named = (m for m in parties.mentions if m.head in inside and m.type == "state")
    return frozenset(c for m in named for c in m.codes)


def _implication(parsed: Parsed, third: str, sign: Sign, span: tuple[int, int], rule: str) -> Told:
    what = " ".join(parsed.text_of(*span).split()[:_LONGEST])
    return Told(
        claim=Implication(third=third, sign=sign, what=what),
        start=span[0],
        end=span[1],
        rule=f"valence.tsv:{rule}",
        confidence=0.5,
    )


def _by_verb(parsed: Parsed, clause: Clause, parties: Parties) -> list[Told]:
    """ "Japan stands to gain", "the accord weakens Israel's hope"."""
    forms = [f"{clause.lemma} {clause.particle}".strip(), clause.lemma]
    span = clause_chars(parsed, clause)
    for form in forms:
        for where, heads in (("subj", clause.subject), ("dat", clause.dative), ("obj", clause.object)):
            sign = valence().get((where, form))
            if not sign or (where == "obj" and _is_by_somebody(parsed, clause, parties)):
                continue
            others = clause.subject if where != "subj" else (*clause.object, *(n for _, n in clause.obliques))
            pair = _pair_in(parsed, parties, others)
            thirds = [c for c in parties.codes_of_all(heads) if is_third(c, parties, pair)]
            if thirds:
                if clause.relation == "xcomp" and clause.matrix >= 0:
                    span = (min(span[0], parsed.tokens[clause.matrix].start), span[1])
                return [_implication(parsed, c, _turned(sign, clause), span, form) for c in thirds[:1]]
    return []


def _is_by_somebody(parsed: Parsed, clause: Clause, parties: Parties) -> bool:
    """ "China worries Japan": what a party, people or ships do to a state is told as done, not as what it means."""
    parts = [(parties.by_head.get(i), parsed.tokens[i].forms) for i in clause.subject]
    return not clause.passive and any((m and m.codes) or forms & who_strike() for m, forms in parts)


def _by_noun(parsed: Parsed, clause: Clause, parties: Parties) -> list[Told]:
    """ "For Delhi the crisis has been an opening", "a blow to Tokyo", "the loss is one of prestige"."""
    nouns = parsed.kids(clause.head, "attr", "nsubj", "dobj", "oprd", "npadvmod")
    nouns += [
        p for k in nouns for q in parsed.kids(k.i, "prep") if q.low == "of" for p in parsed.kids(q.i, "pobj")
    ]
    for noun in nouns:
        beside = [f"{k.low} {noun.lemma}" for k in parsed.kids(noun.i, "amod", "compound")]  # "bad news"
        sign = next((s for w in (*beside, noun.lemma) if (s := valence().get(("noun", w)))), None)
        if not sign:
            continue
        heads = list(clause.under("for", "to"))
        heads += [
            n
            for k in parsed.kids(noun.i, "prep")
            if k.low in ("for", "to")
            for _, n in under_preposition(parsed, k)
        ]
        thirds = [c for c in parties.codes_of_all(tuple(heads)) if is_third(c, parties)]
        if thirds:
            return [
                _implication(
                    parsed, thirds[0], _turned(sign, clause), clause_chars(parsed, clause), noun.lemma
                )
            ]
    return []


@cache
def _goods() -> frozenset[str]:
    """What a state has rather more than less of."""
    classes = noun_classes()
    return classes["goods"] | classes["money"] | classes["aid"] | words("goes over")


def _by_measure(parsed: Parsed, clause: Clause, parties: Parties) -> list[Told]:
    """ "Means fewer orders for Iraq", "brings more trade to Oman"; "sees the dam as a threat": his who sees it so."""
    span = clause_chars(parsed, clause)
    if clause.lemma in _SEES:
        seen = (valence().get(("noun", parsed.tokens[n].lemma)) for n in clause.under("as"))
        sign = next((s for s in seen if s), None)
        pair = _pair_in(parsed, parties, clause.object)
        thirds = [c for c in parties.codes_of_all(clause.subject) if sign and is_third(c, parties, pair)]
        return [
            _implication(parsed, c, _turned(sign, clause), span, clause.lemma) for c in thirds[:1] if sign
        ]
    for noun in clause.object if clause.lemma in _MEANS else ():
        some = {k.low for k in parsed.kids(noun, "amod", "advmod", "det")}
        if valence().get(("noun", parsed.tokens[noun].lemma)) or not parsed.tokens[noun].forms & _goods():
            continue  # "more hardship"
        signs: tuple[tuple[frozenset[str], Sign], ...] = ((_LESS, "-"), (_MORE, "+"))
        sign = next((sign for words_of_it, sign in signs if some & words_of_it), None)
        heads = (
            *clause.under("for", "to"),
            *(n for p, n in under_nouns(parsed, (noun,)) if p in ("for", "to")),
        )
        thirds = [c for c in parties.codes_of_all(heads) if is_third(c, parties)]
        if sign and thirds:
            return [_implication(parsed, thirds[0], _turned(sign, clause), span, clause.lemma)]
    return []


def _turned(sign: Sign, clause: Clause) -> Sign:
    turned: dict[Sign, Sign] = {"+": "-", "-": "+", "?": "?"}
    return turned[sign] if clause.negated else sign


def _by_order(parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties) -> list[Told]:
    """ "US hegemony is about to end": a decline of a state's standing is its loss."""
    found = []
    for clause in clauses:
        for noun in clause.subject:
            token = parsed.tokens[noun]
            if token.lemma not in (
                "hegemony",
                "influence",
                "dominance",
                "leverage",
                "power",
                "prestige",
                "clout",
                "supremacy",
                "primacy",
                "role",
                "standing",
            ):
                continue
            thirds = [c for c in parties.codes_of(noun) if is_third(c, parties)]
            falls = _falls(parsed, clause)
            if thirds and falls:
                found.append(
                    _implication(parsed, thirds[0], falls, clause_chars(parsed, clause), token.lemma)
                )
    return found


def _falls(parsed: Parsed, clause: Clause) -> Sign | None:
    verbs = {clause.lemma, *(parsed.tokens[c].lemma for c in clause.complement)}
    verbs |= {parsed.tokens[i].lemma for i in parsed.subtree(clause.head) if i > clause.head}
    if verbs & {
        "end",
        "wane",
        "decline",
        "fade",
        "shrink",
        "wind",
        "fall",
        "diminish",
        "weaken",
        "erode",
        "collapse",
        "slip",
        "ebb",
        "crumble",
        "recede",
        "dwindle",
        "evaporate",
    }:
        return "-"
    return "+" if verbs & {"grow", "rise", "expand", "increase", "strengthen", "deepen", "widen"} else None


def _by_tilt(parsed: Parsed, told: Told, parties: Parties) -> list[Told]:
    """A tilt towards a third state is its gain; one away from it, its loss."""
    claim = told.claim
    assert isinstance(claim, Tilt)
    if claim.turning_point:
        return []  # a break between two is told of them
    span = (told.start, told.end)
    moves: tuple[tuple[Codes, Sign], ...] = ((claim.toward, "+"), (claim.away_from, "-"))
    return [
        _implication(parsed, code, sign, span, "tilt")
        for group, sign in moves
        for code in group
        if is_third(code, parties)
    ]


def _once(parsed: Parsed, found: list[Told]) -> list[Told]:
    sentence = {t.start: t.sent for t in parsed.tokens}
    kept: dict[tuple[object, ...], Told] = {}
    for told in sorted(found, key=lambda t: (t.start, t.end)):
        claim = told.claim
        assert isinstance(claim, Implication)
        kept.setdefault((sentence.get(told.start, told.start), claim.third, claim.sign), told)
    return list(kept.values())
