"""Who wants what of whom: interests told by verbs ("wants"), adjectives ("is keen") and nouns ("its goal").

The words come from `vocab/wants.tsv`; what is wanted is looked for where the word's row says. A want that
is denied ("no longer seeks") is no interest; a wish for nothing to happen ("want no war") is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente import vocab
from detente.code.grammar.clauses import Clause, group
from detente.code.grammar.evidence import clause_chars
from detente.code.grammar.phrases import (
    brief,
    phrase,
    split_list,
    to_end,
    under_words,
    verb_above,
    verbs_under,
    with_place,
)
from detente.code.grammar.sentences import Parsed, Token
from detente.code.parties.mentions import Parties
from detente.code.told import Told
from detente.model import Codes, Interest, codes
from detente.vocab.tables import cache

_BE = ("be", "remain", "seem", "appear", "become", "stay", "look", "grow", "prove")
_EMPTY = ("what", "which", "that", "who", "it", "this", "so", "them")
_SELF = ("what", "all", "thing")
_CONFIDENCE = {"verb": 0.7, "noun": 0.6}

_Found = tuple[Codes, list[tuple[int, int]], int]
"""Who wants, where each thing wanted stands, and the first token of the evidence."""


@dataclass(frozen=True, slots=True)
class Want:
    """A row of the table: where what is wanted stands, and of whom."""

    objects: tuple[str, ...]
    toward: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The parse, the parties and the clauses (by their verbs) of one document."""

    parsed: Parsed
    parties: Parties
    clauses: dict[int, Clause]


@cache
def want_words(pos: str) -> dict[str, Want]:
    """Words of one kind by lemma, with a preposition where it belongs; the table tells the kinds."""
    table: dict[str, Want] = {}
    for row in vocab.rows("wants.tsv", ("forms", "pos", "object", "toward", "source")):
        if row["pos"] == pos:
            toward = () if row["toward"] == "-" else tuple(row["toward"].split("|"))
            for form in row["forms"].split("|"):
                table.setdefault(form, Want(tuple(row["object"].split("|")), toward))
    return table


def find_interests(parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties) -> tuple[Told, ...]:
    """The interests that a document tells, in order of the text; one for each thing wanted."""
    page = Page(parsed, parties, {c.head: c for c in clauses})
    found = [t for clause in clauses for t in _of_clause(page, clause)]
    found += [t for token in parsed.tokens if token.pos in ("NOUN", "PROPN") for t in _of_noun(page, token)]
    kept: dict[tuple[Codes, int], Told] = {}
    for told in sorted(found, key=lambda t: (t.start, t.end)):
        assert isinstance(told.claim, Interest)
        kept.setdefault((told.claim.holder, told.end), told)
    return tuple(sorted(kept.values(), key=lambda t: (t.start, t.end)))


def is_denied(parsed: Parsed, i: int) -> bool:
    """Is the verb itself denied ("does not want"), not only its object ("wants no war")?"""
    return any(
        k.dep == "neg" or (k.dep == "advmod" and k.low in ("never", "hardly", "no", "not"))
        or (k.dep == "advmod" and any(n.low == "no" for n in parsed.kids(k.i)))
        for k in parsed.kids(i)
    )  # fmt: skip


def want_of(parsed: Parsed, clause: Clause) -> Want | None:
    """How the clause's verb or adjective wants something; None where it tells no want."""
    head = parsed.tokens[clause.head]
    if clause.passive and head.low in want_words("a"):
        return want_words("a")[head.low]
    if clause.lemma in _BE:
        words = [w for k in parsed.kids(clause.head, "acomp", "oprd") for w in (k.low, k.lemma)]
        adjective = next((w for w in words if w in want_words("a")), None)
        if adjective:
            return want_words("a")[adjective]
    if clause.passive:
        return None
    return next((want_words("v")[f] for f in _forms(parsed, clause) if f in want_words("v")), None)


def _forms(parsed: Parsed, clause: Clause) -> list[str]:
    """The verb with what belongs to it, the longest first."""
    forms = [f"{clause.modal} {clause.lemma}"] if clause.modal else []
    forms += [f"{clause.lemma} {parsed.tokens[o].lemma}" for o in clause.object]
    forms += [f"{clause.lemma} {clause.particle} {p}" for p, _ in clause.obliques if clause.particle]
    forms += [f"{clause.lemma} {clause.particle}"] if clause.particle else []
    return [*forms, *(f"{clause.lemma} {p}" for p, _ in clause.obliques), clause.lemma]


def _of_clause(page: Page, clause: Clause) -> Iterator[Told]:
    parsed = page.parsed
    want = want_of(parsed, clause)
    advised = clause.modal in ("should", "must", "can", "could", "ca")
    if want is None or advised or clause.conditional or is_denied(parsed, clause.head):
        return
    holder = _holder(page, clause)
    if not holder or _is_refusal_of_self(parsed, clause) or _asks_another(want, clause):
        return
    adjectives = parsed.kids(clause.head, "acomp", "oprd") if clause.passive or clause.lemma in _BE else []
    carrier = adjectives[0].i if adjectives else clause.head
    cleft = _cleft(page, clause)
    spans = cleft if cleft is not None else _objects(page, carrier, want.objects, clause)
    if want.objects == ("that",):
        spans = [s for s in spans if _others(page, holder, s[0], s[1])]
    start, end = clause_chars(parsed, clause)
    for first, last in spans:
        if parsed.tokens[first].low in ("nothing", "none"):
            continue  # "asked for nothing"
        toward = _toward(page, want, clause, holder, (first, last))
        if set(toward) == set(holder) and len(want.objects) == 1:
            continue
        around = (start, end) if len(spans) == 1 else (parsed.tokens[first].start, parsed.tokens[last].end)
        yield _told(page, holder, toward, (first, last), around, "verb")


def _holder(page: Page, clause: Clause) -> Codes:
    """Whose want it is; the "we" of a quotation is the one quoted."""
    wanting = clause.object if clause.passive else clause.subject
    found = page.parties.codes_of_all(wanting)
    above = page.clauses.get(clause.matrix)
    if not found and above is not None and any(page.parsed.tokens[i].low == "we" for i in wanting):
        return page.parties.codes_of_all(above.subject)
    return found


def _is_refusal_of_self(parsed: Parsed, clause: Clause) -> bool:
    """The "asked not to be named" of a source."""
    return clause.lemma in ("ask", "request") and not clause.object and not clause.obliques


def _asks_another(want: Want, clause: Clause) -> bool:
    """ "Pressed X to act": what follows is asked of X, unlike in "pressed for"."""
    return bool(clause.object) and "inf" in want.objects and not {"obj", "that"} & set(want.objects)


def _cleft(page: Page, clause: Clause) -> list[tuple[int, int]] | None:
    """What X wants is Y: where Y stands; None where the clause is no such "what"."""
    parsed = page.parsed
    above = page.clauses.get(clause.matrix)
    what = any(parsed.tokens[o].low in _SELF for o in clause.object)
    if above is None or above.lemma != "be" or not what:
        return None
    rest = [k for k in parsed.kids(above.head, "attr", "xcomp", "ccomp") if k.i > clause.head]
    return [phrase(parsed, k.i, clause.head) for k in rest[:1]]


def _objects(
    page: Page, carrier: int, slots: tuple[str, ...], clause: Clause | None
) -> list[tuple[int, int]]:
    """Where what is wanted stands: the first slot that is filled, split where its preposition is repeated."""
    parsed = page.parsed
    for slot in slots:
        found: list[tuple[int, int]] = []
        if slot == "obj":
            nouns = [k.i for k in parsed.kids(carrier, "dobj") if k.low not in _EMPTY] if clause else []
            found = [with_place(parsed, phrase(parsed, n, carrier), carrier) for n in nouns[:1]]
        elif slot in ("inf", "that"):
            found = [phrase(parsed, k, carrier) for k in verbs_under(parsed, carrier, slot)[:1]]
        else:
            found = under_words(parsed, carrier, slot)
        if found:
            return found
    return []


def _toward(page: Page, want: Want, clause: Clause | None, holder: Codes, span: tuple[int, int]) -> Codes:
    """Of whom it is wanted: where the word's row says, else the party named in what is wanted."""
    parties = page.parties
    if clause is not None:
        slots = [s for s in want.toward if s not in ("obj",)]
        named = clause.object if "obj" in want.toward else ()
        found = parties.codes_of_all((*named, *clause.under(*slots)))
        if found and not set(found) & set(holder):
            return found
    return _others(page, holder, *span)


def _others(page: Page, holder: Codes, first: int, last: int) -> Codes:
    """The first party other than the holder that is named from token `first` to token `last`."""
    for mention in page.parties.mentions:
        if first <= mention.head <= last and mention.codes and not set(mention.codes) & set(holder):
            return mention.codes
    return ()


def _told(
    page: Page, holder: Codes, toward: Codes, span: tuple[int, int], chars: tuple[int, int], rule: str
) -> Told:
    parsed = page.parsed
    first, last = span
    claim = Interest(
        holder=holder, toward=codes(set(toward) - set(holder)), object=brief(parsed, first, last)
    )
    start = min(chars[0], parsed.tokens[first].start)
    end = max(chars[1], parsed.tokens[last].end)
    return Told(claim=claim, start=start, end=end, rule=f"wants.{rule}", confidence=_CONFIDENCE[rule])


def _of_noun(page: Page, token: Token) -> Iterator[Told]:
    want = want_words("n").get(token.lemma)
    if want is None or token.dep == "compound" or _is_money(page.parsed, token):
        return
    parsed = page.parsed
    for holder, spans, first in _noun_readings(page, token, want):
        if not holder or not spans:
            continue
        for span in spans:
            opens = min(first, span[0]) if len(spans) == 1 else span[0]
            around = (parsed.tokens[opens].start, parsed.tokens[max(opens, span[1])].end)
            toward = _others(page, holder, token.i, span[1])
            yield _told(page, holder, toward, span, around, "noun")
        return


def _is_money(parsed: Parsed, token: Token) -> bool:
    """A stake in per cent, an interest on a loan."""
    words = [parsed.tokens[i] for i in parsed.subtree(token.i)]
    near = [w for w in words if abs(w.i - token.i) <= 4]
    return any(w.low in ("%", "percent", "cent", "rate") for w in near)


def _noun_readings(page: Page, token: Token, want: Want) -> Iterator[_Found]:
    """The ways to read a noun of wanting, the likeliest first."""
    parsed = page.parsed
    clause = page.clauses.get(verb_above(parsed, token))
    own, first = _owner(page, token), parsed.subtree(token.i)[0]
    if clause is None:
        if own:
            yield own, _objects(page, token.i, want.objects, None), first
        return
    if token.dep in ("nsubj", "nsubjpass") and clause.lemma in want_words("r"):
        yield from _predicated(page, token, clause, own)
    if token.dep == "attr" and clause.subject:
        yield own or _for_whom(page, token), [phrase(parsed, clause.subject[0], -1)], clause.subject[0]
    if token.dep in ("dobj", "oprd", "pobj", "attr", "ccomp") and clause.lemma in want_words("m"):
        yield from _made_a_goal(page, token, clause)
    light = token.dep == "dobj" and clause.lemma in want_words("l")
    above = parsed.tokens[token.head]
    within = token.dep == "pobj" and above.low in ("in", "with") and above.head == clause.head
    holder = own or (page.parties.codes_of_all(clause.subject) if light or within else ())
    if within and clause.lemma == "be":
        verbs = [k.i for k in parsed.kids(clause.head, "xcomp", "ccomp", "csubj", "advcl") if k.i > token.i]
        yield holder, [phrase(parsed, i, token.i) for i in verbs[:1]], parsed.subtree(clause.head)[0]
    if not is_denied(parsed, clause.head):
        yield holder, _objects(page, token.i, want.objects, None), first


def _made_a_goal(page: Page, token: Token, clause: Clause) -> Iterator[_Found]:
    """ "Has made peace a central goal": the object before the noun is wanted."""
    made = [o for o in clause.object if o < token.i] or [k.i for k in page.parsed.kids(token.i, "nsubj")]
    if made:
        span = (page.parsed.subtree(made[0])[0], _before(page.parsed, token))
        yield page.parties.codes_of_all(clause.subject), [span], clause.head


def _before(parsed: Parsed, token: Token) -> int:
    """The last token before the noun phrase of `token`."""
    return max(0, min([token.i, *(k.i for k in parsed.kids(token.i, "det", "amod", "poss", "compound"))]) - 1)


def _owner(page: Page, token: Token) -> Codes:
    """Whose interest: "Israel's hope", "Chinese ambitions"."""
    parsed = page.parsed
    for deps in (("poss",), ("amod", "compound", "nmod")):
        for kid in parsed.kids(token.i, *deps):
            found = codes(c for g in group(parsed, kid.i) for c in page.parties.codes_of(g))
            if found:
                return found
    return ()


def _for_whom(page: Page, token: Token) -> Codes:
    """A goal "for Ankara", "of the kingdom"."""
    parsed = page.parsed
    under = [k.i for k in parsed.kids(token.i, "prep") if k.low in ("for", "of")]
    return page.parties.codes_of_all(tuple(p.i for i in under for p in parsed.kids(i, "pobj")))


def _predicated(page: Page, token: Token, clause: Clause, own: Codes) -> Iterator[_Found]:
    """X's goal is Y; X's interest is based on A, B and C: each of them is wanted."""
    parsed = page.parsed
    holder = own or _for_whom(page, token) or page.parties.codes_of_all(clause.under("for"))
    if not holder:
        return
    if clause.lemma == "be":
        rest = parsed.kids(clause.head, "attr", "xcomp", "ccomp", "acomp", "pcomp")
        spans = [phrase(parsed, k.i, clause.head) for k in rest if k.i > clause.head][:1]
    else:
        spans = [
            s for p in want_words("r")[clause.lemma].objects for s in under_words(parsed, clause.head, p)
        ]
        spans = [piece for span in spans[:1] for piece in split_list(parsed, *to_end(parsed, span))]
    if spans:
        yield holder, spans, parsed.subtree(token.i)[0]
