"""How a party stands in its sentence where it is spoken of: what a later word may take up."""

from __future__ import annotations

from dataclasses import dataclass

from detente.code.grammar.clauses import group
from detente.code.grammar.sentences import Parsed, Token
from detente.code.parties.mentions import Mention, Parties, is_body, is_human

UNKNOWN = "~"
"""What the key of a body or person begins with whose state or code nobody knows."""
_ROLES = {
    "nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "dative": "object", "attr": "object",
    "oprd": "object", "pobj": "oblique", "poss": "owner", "amod": "modifier", "compound": "modifier",
    "nmod": "modifier",
}  # fmt: skip
ASIDE = ("advcl", "relcl", "acl")
"""How clauses by the way hang on what they tell of: "as Iraq has demanded", "which Iraq opposes"."""
_REACH = 12  # steps up the parse


@dataclass(frozen=True, slots=True)
class Said:
    """One party where it is spoken of.

    `key` is its code, or `UNKNOWN` with its name; `first`, `head` are tokens of the mention, `noun` is the word that it
    owns or describes ("Chile's ministry"), whose `role` and `verb` it has; `main` tells that it stands in no clause by
    the way.
    """

    key: str
    first: int
    head: int
    noun: int
    sent: int
    paragraph: int
    role: str
    verb: int
    main: bool
    how: str
    kind: str
    plural: bool

    @property
    def person(self) -> bool:
        """Is it a person, who acts for the party?"""
        return self.kind == "person"


def said(parsed: Parsed, mention: Mention) -> Said:
    """The mention of one party, or of somebody unknown, in the grammar of its sentence."""
    role, noun = role_of(parsed, mention.head)
    verb = verb_of(parsed, noun.i)
    sent = parsed.tokens[mention.head].sent
    key = mention.codes[0] if mention.codes else UNKNOWN + (mention.label or parsed.tokens[mention.head].low)
    return Said(
        key=key, first=mention.first, head=mention.head, noun=noun.i, sent=sent, paragraph=parsed.paragraphs[sent],
        role=role, verb=verb, main=is_main(parsed, verb), how="organisation" if mention.how == "named" else mention.how,
        kind=mention.type, plural=noun.tag in ("NNS", "NNPS"),
    )  # fmt: skip


def role_of(parsed: Parsed, i: int) -> tuple[str, Token]:
    """The part that the noun phrase under token `i` plays, and the word that plays it."""
    token = _bearer(parsed, i)
    if token.dep == "pobj" and parsed.tokens[token.head].dep == "agent":
        return "agent", token
    return _ROLES.get(token.dep, "other"), token


def _bearer(parsed: Parsed, i: int) -> Token:
    """Of a name that owns or describes a body or persons, or is joined to another, the word that the verb has."""
    token = parsed.tokens[i]
    for _ in range(5):
        above = parsed.tokens[token.head]
        if above.i == token.i:
            break
        many = token.dep in ("amod", "compound") and above.tag in ("NNS", "NNPS")
        persons = is_human(above) or above.ent == "PERSON"
        owned = token.dep in ("poss", "amod", "compound", "nmod", "nummod")
        nominal = above.pos in ("NOUN", "PROPN", "PRON")
        if (owned and (many or persons or is_body(parsed, above.i))) or (
            token.dep in ("conj", "appos") and nominal
        ):
            token = above
        elif token.dep == "pobj" and above.low == "of" and is_body(parsed, above.head):
            token = parsed.tokens[above.head]
        else:
            break
    return token


def verb_of(parsed: Parsed, i: int) -> int:
    """The verb over token `i`, or the root of its sentence."""
    token = parsed.tokens[i]
    for _ in range(_REACH):
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass", "amod"):
            return token.i
        if token.head == token.i:
            break
        token = parsed.tokens[token.head]
    return token.i


def is_main(parsed: Parsed, verb: int) -> bool:
    """Does no relative or adverbial clause hold the verb?"""
    return not is_under(parsed, parsed.tokens[verb], (*ASIDE, "pcomp"))


def is_under(parsed: Parsed, token: Token, links: tuple[str, ...]) -> bool:
    """Does the word, or any above it, hang on another by one of these links?"""
    while token.head != token.i:
        if token.dep in links:
            return True
        token = parsed.tokens[token.head]
    return False


def subjects_over(parties: Parties, token: Token) -> list[tuple[str, tuple[str, ...], bool]]:
    """Of the verb over the token and the two above: how it hangs on the next lower, whom its subject means, and whether
    that is plural; "own" for the first.
    """
    parsed = parties.parsed
    found, verb, relation = [], parsed.tokens[verb_of(parsed, token.i)], "own"
    for _ in range(3):
        subjects = [k for k in parsed.kids(verb.i, "nsubj", "nsubjpass") if k.i != token.i]
        heads = tuple(g for k in subjects for g in group(parsed, k.i))
        plural = bool(subjects) and subjects[0].tag in ("NNS", "NNPS")
        found.append((relation, parties.codes_of_all(heads), plural))
        above = parsed.tokens[verb_of(parsed, verb.head)] if verb.head != verb.i else verb
        if above.i == verb.i:
            break
        relation, verb = verb.dep, above
    return found


def facing(parties: Parties, token: Token) -> set[str]:
    """Whom the verb has as another core part, and "it" so cannot mean: "Iran attacked it", "it recognised Taiwan"."""
    core = ("nsubj", "dobj", "dative")
    others = [k.i for k in parties.parsed.kids(token.head, *core) if k.dep != token.dep]
    return set(parties.codes_of_all(tuple(others))) if token.dep in core else set()


def role_asked(parsed: Parsed, token: Token) -> str:
    """The part that the expression itself plays; a possessive pronoun is an owner."""
    return "owner" if token.tag == "PRP$" or token.dep == "poss" else role_of(parsed, token.i)[0]


def step(number: int, *edges: int) -> str:
    """In which of the stretches that end with `edges` a number lies: "0" up to the first, and so on."""
    return str(sum(number > edge for edge in edges))
