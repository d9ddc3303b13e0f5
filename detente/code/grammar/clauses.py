"""Who stands where around each verb: subjects, objects, prepositions, mood and negation.

A clause here is a verb with what belongs to it, after the grammar has been undone: the passive turned
round, the subjects of infinitives and participles supplied, relative pronouns replaced by what they refer
to. Every question about events, statements and claims is asked of clauses, not of raw parses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.code.grammar.joined import shared_objects
from detente.code.grammar.mood import (
    SUBJECTS,
    UNREAL,
    has_condition,
    is_conditional,
    is_negated,
    is_negated_too,
    is_ruled_out,
    mood,
)
from detente.code.grammar.relatives import antecedent, lacks_pronoun
from detente.code.grammar.sentences import Parsed, Token

_TO_SOMEBODY = frozenset("promise pledge offer give lend grant send sell award owe hand".split())
_OBJECT_CONTROL = frozenset(
    "ask urge tell order force compel permit allow invite persuade help let enable require push press "
    "call encourage instruct want warn advise expect authorise authorize request beg challenge lead "
    "cause drive oblige".split()
)

_ISSUES = frozenset(
    "issue send sign publish release make adopt pass deliver write broadcast circulate hand post address submit "
    "present distribute file table approve endorse lodge draft launch print".split()
)
_STANDS = ("oppose", "commit", "dedicate", "devote", "accustom")
_DECIDES = ("take", "make", "announce", "have", "express", "reach", "declare", "consider")
_JUDGES = frozenset(
    "arrest accuse blame jail convict sentence charge fine criticise criticize condemn thank praise punish suspect "
    "expel imprison detain try hang execute sack dismiss rebuke denounce fault indict sue prosecute reward forgive "
    "pardon commend congratulate censure suspend ban sanction".split()
)
"""Verbs whose "for" or "of" tells what their object did."""
_FEELINGS = frozenset(
    "scorn dismay anger delight surprise annoyance fury relief chagrin embarrassment unease horror astonishment regret "
    "satisfaction joy amusement alarm irritation outrage displeasure consternation cost benefit detriment".split()
)
"""What somebody feels about a deed: "to the fury of Rabat" names nobody to whom it was done."""
_UTTERANCES = frozenset(
    "statement declaration letter note communiqué communique resolution report memorandum message call appeal motion "
    "petition speech document leaflet broadcast article interview tweet post email telegram cable ultimatum".split()
)
"""What is written or spoken: "issued a letter demanding" is a demand of whoever issued it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A verb and its parts; all numbers are positions of tokens.

    `subject` and `object` are as in the active voice. `obliques` are (preposition, noun) pairs. `tense` is
    "past", "present", "future" or "" (infinitive); `modal` is the modal verb, if any; `unreal` tells that
    the clause stands under a condition or a modal of possibility; `under_if` that
    an "if" hangs on it; `matrix` is the verb that governs it.
    """

    head: int
    lemma: str
    particle: str = ""
    subject: tuple[int, ...] = ()
    object: tuple[int, ...] = ()
    dative: tuple[int, ...] = ()
    complement: tuple[int, ...] = ()
    obliques: tuple[tuple[str, int], ...] = ()
    passive: bool = False
    negated: bool = False
    tense: str = ""
    modal: str = ""
    perfect: bool = False
    conditional: bool = False
    under_if: bool = False
    own_subject: bool = False
    matrix: int = -1
    relation: str = ""

    def under(self, *prepositions: str) -> tuple[int, ...]:
        """The nouns that stand under one of `prepositions`, in order of the text."""
        return tuple(noun for preposition, noun in self.obliques if preposition in prepositions)

    @property
    def unreal(self) -> bool:
        """Possible or supposed, not told as a fact."""
        return self.conditional or self.modal in UNREAL


def find_clauses(parsed: Parsed) -> tuple[Clause, ...]:
    """The clauses of a document, in order of their verbs."""
    found: dict[int, Clause] = {}
    verbs = [t for t in parsed.tokens if is_clause(parsed, t)]
    for token in sorted(verbs, key=lambda t: depth(parsed, t.i)):  # matrix first: its parts are inherited
        found[token.i] = _clause(parsed, token, found)
    return tuple(found[i] for i in sorted(found))


def is_clause(parsed: Parsed, token: Token) -> bool:
    """Is the token the verb of a clause of its own?"""
    if token.pos not in ("VERB", "AUX") or token.dep in (
        "aux",
        "auxpass",
        "amod",
        "compound",
        "prep",
        "mark",
        "case",
    ):
        return False
    if token.dep == "conj" and parsed.tokens[token.head].pos not in ("VERB", "AUX"):
        return bool(parsed.kids(token.i, *SUBJECTS, "dobj", "aux"))
    return True


def depth(parsed: Parsed, i: int) -> int:
    """How many heads stand above token `i`."""
    steps = 0
    while parsed.tokens[i].head != i:
        i = parsed.tokens[i].head
        steps += 1
    return steps


def group(parsed: Parsed, i: int) -> tuple[int, ...]:
    """Token `i` and the nouns joined to it by "and" or "or", in order of the text."""
    found: list[int] = []
    todo = [i]
    while todo:  # no recursion: a hostile text may join thousands
        at = todo.pop()
        found.append(at)
        beside = [at, *(k.i for k in parsed.kids(at, "appos"))]  # "the premier, X, and Y's president"
        links = [k for b in beside for k in parsed.kids(b, "conj") if k.pos not in ("VERB", "AUX")]
        joined = [k.i for k in links if not parsed.kids(k.i, "neg")]  # "Russia, and not Ukraine"
        todo.extend(reversed(joined))
    return tuple(found)


def _clause(parsed: Parsed, token: Token, found: dict[int, Clause]) -> Clause:
    passive = bool(parsed.kids(token.i, "auxpass", "nsubjpass")) or _is_bare_passive(parsed, token)
    matrix = _matrix(parsed, token)
    subject, own = _subject(parsed, token, found)
    objects = _objects(parsed, token)
    datives = tuple(
        g
        for kid in parsed.kids(token.i, "dative")
        if kid.pos != "ADP"
        for g in group(parsed, antecedent(parsed, kid, token))
    )
    objects, datives = _thing_and_receiver(parsed, token, objects, datives)
    obliques = _obliques(parsed, token)
    counted = () if objects else _counted_object(parsed, token)
    if counted:
        objects, obliques = counted, tuple(o for o in obliques if o[1] not in counted)
    if passive and token.lemma in _STANDS and any(p == "to" for p, _ in obliques):
        passive = any(p == "by" for p, _ in obliques)  # "is opposed to": a stand taken, not one met with
    if passive:
        agents = tuple(noun for preposition, noun in obliques if preposition == "by") or _late_agent(
            parsed, token
        )
        datives, objects = (objects, datives)[::-1] if objects else (datives, objects)
        subject, objects = agents, subject + tuple(o for o in objects if o not in subject)
    tense, modal, perfect = mood(parsed, token)
    inherited = found.get(token.head) if token.dep == "conj" else None
    if inherited and not modal and not tense and token.tag == "VB":
        tense, modal, perfect = inherited.tense, inherited.modal, inherited.perfect
    negated_too = bool(inherited and is_negated_too(parsed, token, first=inherited.negated))
    above = found.get(nearest_verb(parsed, token)) if token.dep in ("xcomp", "conj") else None
    supposed = is_conditional(parsed, token) or bool(above and above.conditional)
    of_number = counted and not passive  # the "up" of "up to 16" is no particle
    particle = "" if of_number else "".join(kid.low for kid in parsed.kids(token.i, "prt"))
    return Clause(
        head=token.i, lemma=_lemma(token), particle=particle, subject=subject, object=objects,
        dative=datives,
        complement=tuple(kid.i for kid in parsed.kids(token.i, "ccomp", "xcomp")), obliques=obliques,
        passive=passive, negated=negated_too or is_negated(parsed, token), tense=tense, modal=modal, perfect=perfect,
        conditional=supposed, under_if=has_condition(parsed, token),
        own_subject=own, matrix=matrix, relation=token.dep,
    )  # fmt: skip


def _thing_and_receiver(
    parsed: Parsed, token: Token, objects: tuple[int, ...], datives: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Objects and datives of "the loan (that) China gave Kenya", where the parser takes Kenya for what was given."""
    somebody = objects and all(parsed.tokens[o].pos in ("PROPN", "PRON") for o in objects)
    if token.lemma not in _TO_SOMEBODY or not somebody or parsed.tokens[token.head].pos != "NOUN":
        return objects, datives
    given = group(parsed, token.head)
    is_swapped = datives == given or (not datives and lacks_pronoun(parsed, token))
    return (given, objects) if is_swapped and not set(objects) & set(given) else (objects, datives)


def _objects(parsed: Parsed, token: Token) -> tuple[int, ...]:
    own = parsed.kids(token.i, "dobj") or shared_objects(parsed, token)
    objects = tuple(g for kid in own for g in group(parsed, antecedent(parsed, kid, token)))
    if not objects and lacks_pronoun(parsed, token):
        return group(parsed, token.head)
    named = parsed.kids(token.i, "oprd")
    called = token.lemma == "call" and any(
        k.low in ("home", "back") for k in parsed.kids(token.i, "advmod", "prt")
    )
    if not objects and called and named and named[0].low != "home":
        return (named[0].i,)  # "called home its ambassador": not a name for it
    beside = [k for k in parsed.kids(token.i, "appos") if parsed.subtree(k.i)[0] == token.i + 1]
    if not objects and beside and token.pos == "VERB":
        return group(parsed, beside[0].i)  # "Mr Biden hosts Mr Scholz": no verb has an apposition
    return objects or tuple(  # "called its ambassador home", taken for the home of an ambassador
        k.i
        for kid in (*named, *parsed.kids(token.i, "dobj"))
        if kid.low == "home"
        for k in parsed.kids(kid.i, "compound")
    )


def _counted_object(parsed: Parsed, token: Token) -> tuple[int, ...]:
    """ "Kidnapped up to 16 advisers": a number with its bound is the object, though it looks like a place."""
    ups = [k for k in parsed.kids(token.i, "prep", "prt", "advmod") if k.low == "up"]
    for up in ups:
        links = (*parsed.kids(up.i, "prep"), *parsed.kids(token.i, "prep"))
        for link in links:
            nouns = parsed.kids(link.i, "pobj") if link.low == "to" and link.i == up.i + 1 else ()
            for noun in nouns:
                if parsed.kids(noun.i, "nummod", "quantmod"):
                    return group(parsed, noun.i)
    return ()


def _late_agent(parsed: Parsed, token: Token) -> tuple[int, ...]:
    """ "Was accused of spying by Algeria", "was boarded and searched by Greece": it hangs under the last verb."""
    gerunds = [g for k in parsed.kids(token.i, "prep") for g in parsed.kids(k.i, "pcomp")]
    gerunds += [k for k in parsed.kids(token.i, "conj") if k.tag == "VBN" and not parsed.kids(k.i, *SUBJECTS)]
    agents = [k for g in gerunds for k in parsed.kids(g.i, "agent", "prep") if k.low == "by"]
    return tuple(noun for agent in agents for _, noun in under_preposition(parsed, agent))


def _lemma(token: Token) -> str:
    return {"'s": "be", "’s": "be", "'ve": "have"}.get(token.lemma, token.lemma)


def _is_bare_passive(parsed: Parsed, token: Token) -> bool:
    """A participle after its noun: "a deal sealed in Beijing"."""
    small = token.dep in ("ccomp", "xcomp", "oprd") and token.tag == "VBN"  # "leaves Israel isolated"
    if small and not parsed.kids(token.i, "aux", "dobj"):
        return True
    whole = parsed.kids(token.i, "aux", "nsubj")  # "the claim that X had shelled Y" is none
    if parsed.tokens[token.head].dep == "ROOT" and parsed.kids(token.i, "dobj", "ccomp"):
        return False  # "the coalition bombed Syria", where the noun is taken for the sentence
    return (token.dep == "acl" and token.tag in ("VBN", "VBD") and not whole) or (
        token.dep in ("advcl", "conj")
        and token.tag == "VBN"
        and not parsed.kids(token.i, "aux", "nsubj", "dobj")
    )


def _matrix(parsed: Parsed, token: Token) -> int:
    """The verb that governs the clause; -1 for a main clause."""
    if token.dep == "ROOT":
        return -1
    at = token.head
    while parsed.tokens[at].pos not in ("VERB", "AUX") and parsed.tokens[at].head != at:
        at = parsed.tokens[at].head
    if token.dep == "conj" and parsed.tokens[at].dep != "ROOT":
        return _matrix(parsed, parsed.tokens[at])
    return -1 if token.dep == "conj" else at


def _subject(parsed: Parsed, token: Token, found: dict[int, Clause]) -> tuple[tuple[int, ...], bool]:
    """The subject of the verb as written, and whether it stands in the clause itself."""
    own = [kid for kid in parsed.kids(token.i, *SUBJECTS) if kid.low not in ("there",)]
    if own:
        heads = [_named_by(parsed, antecedent(parsed, kid, token)) for kid in own]
        if heads[0] == token.head and token.dep == "relcl":
            above = parsed.tokens[heads[0]]
            joined = parsed.tokens[above.head] if above.dep == "conj" else above
            plural = any(k.low in ("have", "are", "were") for k in parsed.kids(token.i, "aux", "auxpass"))
            if above.dep == "conj" and (plural or joined.pos == "PROPN"):
                return group(parsed, joined.i), True
        beside = (w for head in heads for w in _together_with(parsed, head))
        return tuple(g for head in (*heads, *beside) for g in group(parsed, head)), True
    if token.dep == "acl" and not _is_issued(parsed, token):
        return group(parsed, token.head), False
    if (doer := _taken_for_object(parsed, token)) is not None:
        return (doer,), True
    above_clause = found.get(nearest_verb(parsed, token))
    if above_clause is None:
        return (), False
    controls = above_clause.lemma in _OBJECT_CONTROL and (above_clause.object or above_clause.passive)
    if (token.dep == "xcomp" and controls) or (token.dep == "conj" and above_clause.passive):
        return above_clause.object, False
    if token.dep == "pcomp" and (whose := _gerund_subject(parsed, token, above_clause)) is not None:
        return whose, False
    return above_clause.subject, False


def _together_with(parsed: Parsed, noun: int) -> Iterator[int]:
    """The M23 of "Rwanda, together with M23, attacked": those who do it too, by name."""
    verb = parsed.tokens[noun].head  # "Kenya, along with Uganda, attacked", where "along" hangs on the verb
    set_off = [p for k in parsed.kids(verb, "prep") if noun < k.i < verb for p in parsed.kids(k.i, "prep")]
    for link in (*parsed.kids(noun, "prep"), *set_off):
        words = {link.low, *(k.low for k in parsed.kids(link.i, "advmod")), parsed.tokens[link.i - 1].low}
        beside = link.low == "alongside" or (link.low == "with" and words & {"together", "along", "jointly"})
        if beside and link.i > noun:
            yield from (n for _, n in under_preposition(parsed, link) if parsed.tokens[n].pos == "PROPN")


def _taken_for_object(parsed: Parsed, token: Token) -> int | None:
    """ "X freed 32 soldiers and Y freed two": the Y that the parser joins to the soldiers."""
    before = [k.i for k in parsed.kids(token.i) if k.i < token.i]
    left = min([token.i, *before]) - 1
    noun = parsed.tokens[left] if left > 0 else None
    if (
        token.dep != "conj"
        or noun is None
        or noun.dep != "conj"
        or noun.pos != "PROPN"
        or noun.sent != token.sent
    ):
        return None
    start = min(parsed.subtree(noun.i))
    joined = start > 0 and parsed.tokens[start - 1].low == "and"
    return (
        noun.i
        if joined and noun.head > token.head and parsed.tokens[noun.head].dep in ("dobj", "pobj")
        else None
    )


def _is_issued(parsed: Parsed, token: Token) -> bool:
    """ "Issued a letter demanding": the demand is of whoever issued it, if the letter is not said to be another's."""
    text = parsed.tokens[token.head]
    verb = parsed.tokens[text.head]
    others = parsed.kids(text.i, "poss") or [
        k for k in parsed.kids(text.i, "prep") if k.low in ("from", "by")
    ]
    issued = text.dep == "dobj" and verb.lemma in _ISSUES and not others
    return token.tag == "VBG" and text.lemma in _UTTERANCES and issued


def _named_by(parsed: Parsed, i: int) -> int:
    """Of "the agency operating in Peru said", where the participle is taken for the subject: the agency."""
    inner = parsed.kids(i, "nsubj") if parsed.tokens[i].tag == "VBG" else ()
    return inner[0].i if inner else i


def _gerund_subject(parsed: Parsed, token: Token, above: Clause) -> tuple[int, ...] | None:
    """Whose deed a gerund is: "arrested X for spying" is X's, "the decision of sending troops" whoever's it was."""
    noun = parsed.tokens[parsed.tokens[token.head].head]
    if noun.i != above.head and noun.pos == "NOUN" and parsed.tokens[token.head].low == "of":
        owners = parsed.kids(noun.i, "poss")
        own_deed = noun.i in above.object and above.lemma in _DECIDES
        return group(parsed, owners[0].i) if owners else above.subject if own_deed else ()
    judged = above.passive or above.lemma in _JUDGES
    of_patient = parsed.tokens[token.head].low in ("for", "of", "with") and judged
    return above.object if of_patient and above.object else None


def nearest_verb(parsed: Parsed, token: Token) -> int:
    """The first verb above a word; the head of the sentence where there is none."""
    at = token.head
    while parsed.tokens[at].pos not in ("VERB", "AUX") and parsed.tokens[at].head != at:
        at = parsed.tokens[at].head
    return at


def _obliques(parsed: Parsed, token: Token) -> tuple[tuple[str, int], ...]:
    """Prepositions of the verb with their nouns; those of its adverbs and particles too."""
    found: list[tuple[str, int]] = []
    for kid in parsed.kids(token.i, "prep", "agent", "dative", "advmod", "prt", "pcomp"):
        if (
            kid.pos in ("ADP", "SCONJ", "ADV", "VERB", "PART") and kid.low != "according"
        ):  # a source is no party
            found.extend(under_preposition(parsed, kid))
    meant = [(p, antecedent(parsed, parsed.tokens[n], token)) for p, n in found]
    return tuple((p, n) for p, n in meant if p != "to" or parsed.tokens[n].lemma not in _FEELINGS)


def under_preposition(parsed: Parsed, preposition: Token) -> list[tuple[str, int]]:
    """(preposition, noun) for each noun under it; of "according to" and "because of" the last word counts."""
    if is_ruled_out(parsed, preposition):
        return []
    found = [(preposition.low, g) for kid in parsed.kids(preposition.i, "pobj") for g in group(parsed, kid.i)]
    for kid in parsed.kids(preposition.i, "prep", "conj"):
        if kid.pos in ("ADP", "SCONJ"):
            found.extend(under_preposition(parsed, kid))
    return found


def under_nouns(parsed: Parsed, nouns: Iterable[int], *links: str) -> list[tuple[str, int]]:
    """(preposition, noun) for each noun that hangs from one of `nouns`, as a "prep" or by the `links` given."""
    kids = (kid for n in nouns for kid in parsed.kids(n, *(links or ("prep",))))
    return [pair for kid in kids for pair in under_preposition(parsed, kid)]
