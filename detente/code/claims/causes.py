"""What is said to bring about or to prevent what: causal claims about states and what passes between them.

A cause is told by a verb between cause and effect ("the raid led to", "sanctions pushed it into"), by a
noun with "to be" ("is the result of"), by what a want is for, or by a word that joins two sides (see
`connectives`). What a party does to another is an event and no causal claim: most causal verbs therefore
ask for a thing as their subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.code.claims.connectives import DAY_WORDS, Cue, Link, Polarity, cues, find_links
from detente.code.claims.wants import Page, is_denied, want_of
from detente.code.grammar.clauses import Clause
from detente.code.grammar.phrases import brief, clause_tokens, noun_tokens
from detente.code.grammar.sentences import Parsed
from detente.code.parties.mentions import Parties
from detente.code.told import Told
from detente.model import CausalClaim

_WHO_ACT = ("state", "organisation", "person", "group")
_PERSONAL = ("we", "i", "you", "he", "she", "they", "who")
_JOINED = ("advcl", "acl", "xcomp", "conj")
_BARE = ("it", "this", "that", "which", "they", "these", "those", "who", "what")


def find_causes(parsed: Parsed, clauses: tuple[Clause, ...], parties: Parties) -> tuple[Told, ...]:
    """The causal claims that a document makes about states, in order of the text."""
    page = Page(parsed, parties, {c.head: c for c in clauses})
    linked = [*find_links(page), *(f for n in range(len(parsed.sentences)) for f in _proportions(parsed, n))]
    under = {f.cue for f in linked}
    found = linked + [
        f for clause in clauses if not _is_in_condition(page, clause, linked)
        for read in _CLAUSE_READERS
        for f in read(page, clause)
        if f.cue not in under
    ]  # fmt: skip
    kept: dict[tuple[int, str], Told] = {}
    for one in sorted(found, key=lambda f: (parsed.tokens[f.cue].start, f.rule)):
        if _is_about_states(page, one):
            kept.setdefault((one.cue, one.polarity), _told(parsed, one))
    return tuple(sorted(kept.values(), key=lambda t: (t.start, t.end)))


def _told(parsed: Parsed, found: Link) -> Told:
    cause, effect = brief(parsed, *found.cause), brief(parsed, *found.effect)
    places = sorted((found.cause, found.effect, (found.cue, found.cue)))
    start, end = parsed.tokens[places[0][0]].start, max(parsed.tokens[p[1]].end for p in places)
    first, past = parsed.sentences[parsed.tokens[found.cue].sent]
    start, end = max(start, parsed.tokens[first].start), min(end, parsed.tokens[past - 1].end)
    return Told(
        claim=CausalClaim(cause=cause, effect=effect, polarity=found.polarity),
        start=start, end=end, rule=f"causes.{found.rule}", confidence=0.6,
    )  # fmt: skip


def _is_about_states(page: Page, found: Link) -> bool:
    """Is a party named in the claim's paragraph; for "therefore" and the like, in its sentence?"""
    parsed = page.parsed
    here = parsed.tokens[found.cue].sent
    named = [m for m in page.parties.mentions if m.codes]
    if _is_bare(parsed, found.cause) and not any(_within(m.head, found) for m in named):
        return False
    if found.rule == "therefore":
        return any(parsed.tokens[m.head].sent == here for m in named)
    blocks = parsed.paragraphs or (0,) * len(parsed.sentences)
    return any(blocks[parsed.tokens[m.head].sent] == blocks[here] for m in named)


def _is_bare(parsed: Parsed, span: tuple[int, int]) -> bool:
    """Nothing but a pronoun: "it", "this"."""
    return span[0] == span[1] and parsed.tokens[span[0]].low in _BARE


def _within(i: int, found: Link) -> bool:
    return any(first <= i <= last for first, last in (found.cause, found.effect))


def _is_in_condition(page: Page, clause: Clause, linked: list[Link]) -> bool:
    """Is the clause itself the cause or the effect of a condition or a connective?"""
    return any(f.rule == "if" and _within(clause.head, f) for f in linked)


# Verbs between cause and effect


def _verb_claims(page: Page, clause: Clause) -> Iterator[Link]:
    parsed = page.parsed
    for form in _forms(parsed, clause):
        for cue in cues("v").get(form, ()):
            polarity = _verb_polarity(page, clause, cue)
            sides = _sides(page, clause, cue) if polarity else None
            if polarity and sides:
                yield Link(clause.head, *sides, polarity, "verb")
                return


def _forms(parsed: Parsed, clause: Clause) -> list[str]:
    """The verb with its particle, object or prepositions, the longest first."""
    forms = [f"{clause.lemma} {clause.particle}"] if clause.particle else []
    forms += [f"{clause.lemma} {parsed.tokens[o].lemma}" for o in clause.object]
    forms += [f"{clause.lemma} {p}" for p, _ in clause.obliques]
    forms += [f"{clause.lemma} {k.low}" for k in parsed.kids(clause.head, "prep", "advmod")]
    return [*dict.fromkeys(forms), clause.lemma]


def _verb_polarity(page: Page, clause: Clause, cue: Cue) -> Polarity | None:
    if clause.negated:
        return "-" if cue.polarity == "+/-" else None
    if "make" in cue.effect:
        return _made(page.parsed, clause)
    return "-" if cue.polarity == "-" else "+"


def _made(parsed: Parsed, clause: Clause) -> Polarity | None:
    """What "make" does to something: "makes a deal harder" weakens it."""
    kids = parsed.kids(clause.head, "ccomp", "oprd", "acomp", "xcomp")
    inner = [*kids, *(g for k in kids for g in parsed.kids(k.i, "acomp", "advmod", "attr", "amod"))]
    words = {t.low for t in inner}
    if not kids:
        return None
    return "-" if words & set(cues("d")) else "+"


def _sides(page: Page, clause: Clause, cue: Cue) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Tokens of cause and effect; None where a side is missing or the subject acts for itself."""
    cause = _slot(page, clause, cue.cause, whole=False)
    follows = _follows_clause(page, clause)
    if cue.cause == ("subj",) and follows:
        cause = follows
    effect = _slot(page, clause, cue.effect, whole=True)
    if cause is None or effect is None:
        return None
    acts = "subj" in (*cue.cause, *cue.effect) and not follows and _is_actor(page, clause)
    negated_permit = cue.polarity == "+/-" and clause.negated
    return None if acts and not cue.any_subject and not negated_permit else (cause, effect)


def _is_actor(page: Page, clause: Clause) -> bool:
    """Is the subject a party or a person, who does things on purpose?"""
    for i in clause.subject:
        token, mention = page.parsed.tokens[i], page.parties.by_head.get(i)
        if (mention and mention.type in _WHO_ACT) or token.ent in ("PERSON", "ORG", "GPE", "NORP"):
            return True
        if token.low in _PERSONAL or token.lemma in cues("g") or page.parties.speaker(i):
            return True
    return False


def _follows_clause(page: Page, clause: Clause) -> tuple[int, int] | None:
    """The clause before ", forcing …", or before ", which angered …": it is the cause."""
    parsed = page.parsed
    token = parsed.tokens[clause.head]
    before = parsed.tokens[: clause.head][-5:]
    if token.tag == "VBG" and token.dep in _JOINED and not parsed.kids(token.i, "nsubj", "aux"):
        main = page.clauses.get(clause.matrix)
        before_it = parsed.subtree(token.i)[0] - 1
        return clause_tokens(parsed, main, 0, before_it) if main and main.head < token.i else None
    which = [t for t in before if t.low == "which" and t.i > 0 and parsed.tokens[t.i - 1].text == ","]
    noun = parsed.tokens[token.head].dep in ("pobj", "dobj", "attr", "conj")
    if which and noun and token.dep in ("relcl", "ccomp", "advcl"):
        return parsed.sentences[token.sent][0], which[-1].i - 2
    return None


def _slot(page: Page, clause: Clause, slots: tuple[str, ...], *, whole: bool) -> tuple[int, int] | None:
    """Tokens of the first slot that is filled; `whole` takes the object before a preposition with it."""
    parsed = page.parsed
    for slot in slots:
        if slot.startswith("+") and not clause.object:
            continue
        if slot == "subj" and clause.subject and not _is_day(parsed, clause):
            return noun_tokens(parsed, clause.subject[0])
        if slot == "obj" and clause.object and not _is_measure(parsed, clause.object[0]):
            start, end = noun_tokens(parsed, clause.object[0])
            return start, end if start < clause.head else _end_after(parsed, clause, start)
        if slot in ("inf", "that", "make"):
            found = _governed(parsed, clause, slot)
            if found:
                return found
        elif slot == "dat":
            nouns = clause.object if clause.dative else ()
            if nouns:
                return clause.head + 1, _end_after(parsed, clause, clause.head + 1)
        elif slot not in ("subj", "obj"):
            found = _oblique(parsed, clause, slot.lstrip("+"), whole)
            if found:
                return found
    return None


def _is_measure(parsed: Parsed, i: int) -> bool:
    """A number or a day: "rose 3 percent", "ended Friday", "by 2018"."""
    return parsed.tokens[i].ent in DAY_WORDS and parsed.tokens[i].pos != "PROPN"


def _is_day(parsed: Parsed, clause: Clause) -> bool:
    """The "by 2018" of a passive, which is no agent."""
    return parsed.tokens[clause.subject[0]].pos == "NUM" or (
        clause.passive and _is_measure(parsed, clause.subject[0])
    )


def _end_after(parsed: Parsed, clause: Clause, first: int) -> int:
    """The last token of the clause; clauses joined to it left out."""
    return max(first, clause_tokens(parsed, clause)[1])


def _governed(parsed: Parsed, clause: Clause, slot: str) -> tuple[int, int] | None:
    """An object with an infinitive ("forced X to leave"), or a clause under the verb."""
    deps = ("ccomp",) if slot == "that" else ("xcomp", "ccomp", "oprd", "acomp")
    below = [k for k in parsed.kids(clause.head, *deps) if k.i > clause.head]
    if slot == "inf":
        below = [k for k in below if k.tag == "VB" or any(a.low == "to" for a in parsed.kids(k.i, "aux"))]
    if not below:
        return None
    objects = [o for o in clause.object if o > clause.head]
    first = min([*(parsed.subtree(o)[0] for o in objects), parsed.subtree(below[0].i)[0]])
    return max(first, clause.head + 1), parsed.subtree(below[-1].i)[-1]


def _oblique(parsed: Parsed, clause: Clause, preposition: str, whole: bool) -> tuple[int, int] | None:
    """What stands under a preposition of the verb or of its object; an adverb such as "closer" counts too."""
    for carrier in (clause.head, *clause.object):
        for kid in parsed.kids(carrier, "prep", "advmod", "agent", "prt"):
            if kid.low != preposition or kid.i < clause.head:
                continue
            if not whole:
                return min(kid.i + 1, parsed.subtree(kid.i)[-1]), parsed.subtree(kid.i)[-1]
            objects = [o for o in clause.object if clause.head < o]
            first = min([kid.i, *(parsed.subtree(o)[0] for o in objects)])
            return max(first, clause.head + 1), parsed.subtree(kid.i)[-1]
    return None


# Nouns with "to be", and what a want is for


def _noun_claims(page: Page, clause: Clause) -> Iterator[Link]:
    """ "X is the result of Y", "the reason for X is Y"."""
    parsed = page.parsed
    if clause.lemma not in ("be", "become", "remain") or clause.negated or not clause.subject:
        return
    for noun in parsed.kids(clause.head, "attr"):
        for cue in cues("n").get(noun.lemma, ()):
            wanted = cue.cause if cue.effect == ("subj",) else cue.effect
            other = next((k for k in parsed.kids(noun.i, "prep") if k.low in wanted), None)
            if other is None or (not cue.any_subject and _is_actor(page, clause)):
                continue
            subject, rest = noun_tokens(parsed, clause.subject[0]), (other.i + 1, parsed.subtree(other.i)[-1])
            sides = (rest, subject) if cue.effect == ("subj",) else (subject, rest)
            if rest[0] <= rest[1]:
                yield Link(clause.head, *sides, "-" if cue.polarity == "-" else "+", "noun")
                return


def _purposes(page: Page, clause: Clause) -> Iterator[Link]:
    """What a want is for: "wants better ties to show that …"; the purpose is the cause of the want."""
    parsed = page.parsed
    want = want_of(parsed, clause)
    if want is None or is_denied(parsed, clause.head) or not page.parties.codes_of_all(clause.subject):
        return
    for kid in parsed.kids(clause.head, "advcl"):
        if kid.i > clause.head and kid.tag == "VB" and any(k.low == "to" for k in parsed.kids(kid.i, "aux")):
            words = parsed.subtree(kid.i)
            wanted = clause_tokens(parsed, clause, 0, words[0] - 1)
            yield Link(kid.i, (words[0], words[-1]), wanted, "+", "purpose")


def _told_reasons(page: Page, clause: Clause) -> Iterator[Link]:
    """ "The reason is X", "the result is Y": the other side is what was told just before."""
    parsed = page.parsed
    subjects = [i for i in clause.subject if parsed.tokens[i].lemma in cues("n")]
    rest = [k for k in parsed.kids(clause.head, "attr", "ccomp", "advcl", "xcomp") if k.i > clause.head]
    if clause.lemma != "be" or clause.negated or not subjects or not rest:
        return
    cue = cues("n")[parsed.tokens[subjects[0]].lemma][0]
    here = parsed.tokens[clause.head].sent
    told = next((k for k in parsed.kids(subjects[0], "prep") if k.low in (*cue.effect, *cue.cause)), None)
    if told is None and (here == 0 or parsed.paragraphs[here - 1] != parsed.paragraphs[here]):
        return
    before = parsed.sentences[here - 1]
    other = (before[0], before[1] - 1) if told is None else (told.i + 1, parsed.subtree(told.i)[-1])
    words = parsed.subtree(rest[0].i)
    said = (words[0], words[-1])
    sides = (other, said) if cue.effect == ("subj",) else (said, other)
    yield Link(clause.head, *sides, "-" if cue.polarity == "-" else "+", "noun")


def _grounds(page: Page, clause: Clause) -> Iterator[Link]:
    """ "Behind the quarrel lies the gas": the subject is the cause."""
    parsed = page.parsed
    for cue in cues("f").get(clause.lemma, ()):
        fronted = [k for k in parsed.kids(clause.head, "prep") if k.low in cue.effect and k.i < clause.head]
        if fronted and clause.subject and clause.subject[0] > clause.head:
            words = parsed.subtree(fronted[0].i)
            yield Link(
                clause.head, noun_tokens(parsed, clause.subject[0]), (words[0] + 1, words[-1]), "+", "noun"
            )


def _degrees(page: Page, clause: Clause) -> Iterator[Link]:
    """ "So weak that it cannot refuse": the degree is the cause."""
    parsed = page.parsed
    for kid in parsed.kids(clause.head, "acomp", "attr", "advmod"):
        degree = any(k.low in ("so", "such") for k in parsed.kids(kid.i, "advmod", "det", "predet"))
        for that in parsed.kids(kid.i, "ccomp", "advcl", "relcl"):
            words = parsed.subtree(that.i)
            if degree and parsed.tokens[words[0]].low == "that" and words[0] > clause.head:
                sign: Polarity = "-" if is_denied(parsed, that.i) else "+"
                first = clause_tokens(parsed, clause, 0, words[0] - 1)
                yield Link(words[0], first, (words[0] + 1, words[-1]), sign, "degree")


def _proportions(parsed: Parsed, sentence: int) -> Iterator[Link]:
    """ "The more X, the less Y"."""
    first, past = parsed.sentences[sentence]
    degrees = [t.i for t in parsed.tokens[first : past - 1] if _is_degree(parsed, t.i, first)]
    if len(degrees) == 2:
        one, other = degrees
        falls = [parsed.tokens[i + 1].low in ("less", "fewer", "weaker", "smaller") for i in degrees]
        sign: Polarity = "-" if falls[0] != falls[1] else "+"
        yield Link(other, (one, other - 2), (other, past - 2), sign, "degree")


def _is_degree(parsed: Parsed, i: int, first: int) -> bool:
    """ "The more", "the closer", at the beginning or after a comma."""
    compares = parsed.tokens[i].low == "the" and parsed.tokens[i + 1].tag in ("JJR", "RBR")
    return compares and (i - first < 2 or parsed.tokens[i - 1].text == ",")


_CLAUSE_READERS = (_verb_claims, _noun_claims, _purposes, _told_reasons, _grounds, _degrees)
