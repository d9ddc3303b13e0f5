"""Sentences and their parse: the only file that knows spaCy.

The parse is carried as plain frozen tokens, so that every question after it can be tested on a parse
built by hand, and so that offsets always point into the stored original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.code.grammar.predicates import frames
from detente.code.grammar.repairs import repair
from detente.errors import UnknownName
from detente.model import Document

_OPENS_ITEM = re.compile(r"(?:[-*•–—]|\d+[.)])\s")
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_FILLERS = "\u2060\u00ad\u200b\ufeff" + _DIRECTIONS  # what a reader does not see: inline tags, soft hyphens
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_IS_DAY = re.compile(  # a heading of its own
    rf"(?:(?:early|mid|late)[ -])?(?:\d{{1,2}}(?: ?(?:and|to|-|–) ?\d{{1,2}})? )?(?:{_MONTHS})"
    r"(?: \d{1,2},?)?(?: \d{4})?\W*|\d{4}\W*",
    re.I,
)
_FRONTED = re.compile(
    rf"\b(?:(?:In|By|Since|From)(?: early| mid| late)? (?:(?:{_MONTHS})(?: \d{{4}})?|\d{{4}})"
    rf"|(?:On|At [A-Z]\w+ on) (?:\d{{1,2}} (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}}|{_DAYS})(?: \d{{4}})?"
    rf"|(?:Last|This|That) (?:{_MONTHS}|{_DAYS}|week|month|year|spring|summer|autumn|winter)"
    r"|(?:A|Two|Three|Four|Five|Six|Ten) (?:day|week|month|year)s? (?:later|earlier))"
    r"(?= (?:[A-Z]|(?:the|a|an|it|they|he|she|its|his|her|their|both|two|some|we)\b))"
)
_CLAUSE_OPENERS = frozenset(
    "it he she they we the this that each every no if when his her its their a an".split()
)
_FINITE = frozenset(("VBZ", "VBD", "VBP", "MD"))
_OBJECT_OPENS = frozenset(("NNP", "NNPS", "DT", "PRP$"))
_ENDS = re.compile(r"[.!?:;][\"'”’)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `i` and `head` are positions in `Parsed.tokens`; `start`, `end` are characters."""

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    ent: str = ""
    sent: int = 0

    @property
    def low(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def forms(self) -> frozenset[str]:
        """The word as a table may hold it: its lemma, itself, a singular that the lemma may have missed."""
        low = self.text.lower()
        plural = set()
        if self.tag in ("NNS", "NNPS") and low.endswith("s") and len(low) > 4:
            plural = {low[:-1]} | ({low[:-2]} if low.endswith("es") else set())
            plural |= {low[:-3] + "y"} if low.endswith("ies") else set()
        return frozenset({self.lemma, low} | plural)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document's words with their grammar.

    `children[i]` are the positions of the dependents of token `i`; `sentences` are (first, past-last)
    positions of tokens; `entities` are (first, past-last, label); `paragraphs[s]` numbers the block of text
    in which sentence `s` stands.
    """

    document: Document
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[tuple[int, int, str], ...] = ()
    paragraphs: tuple[int, ...] = ()

    def subtree(self, i: int) -> list[int]:
        """Positions of token `i` and of everything under it, in order of the text."""
        found, todo = [], [i]
        while todo:
            at = todo.pop()
            found.append(at)
            todo.extend(self.children[at])
        return sorted(found)

    def kids(self, i: int, *deps: str) -> list[Token]:
        """The dependents of token `i` with one of the relations `deps` (all, if none is named)."""
        return [self.tokens[c] for c in self.children[i] if not deps or self.tokens[c].dep in deps]

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Characters from token `first` to token `last`, both included, outer blanks and commas left out."""
        return self.tokens[first].start, self.tokens[last].end

    def token_at(self, char: int) -> Token | None:
        """The token that holds character `char`, or the last one before it."""
        place = bisect_right(self.tokens, char, key=lambda t: t.start) - 1
        return self.tokens[place] if place >= 0 else None

    def sentence_chars(self, s: int) -> tuple[int, int]:
        """Characters of sentence `s`."""
        first, past = self.sentences[s]
        return self.chars(first, past - 1)

    def text_of(self, start: int, end: int) -> str:
        """What a reader sees there, on one line: of a page without its markup."""
        flow = self.document.flow if self.document.flow is not None else self.document.text
        return " ".join("".join(c for c in flow[start:end] if c not in _FILLERS).split())


def readable(document: Document) -> str:
    """What is to be read, as many characters as the original: what is not content is blank."""
    flow = document.flow if document.flow is not None else document.text
    keep = bytearray(len(flow))
    for start, end in document.content or ((0, len(flow)),):
        keep[start:end] = b"\1" * (end - start)
    aside = [*document.boilerplate, *(s for s in (document.headline, document.dateline) if s)]
    for start, end in aside:
        keep[start:end] = b"\0" * (end - start)
    return "".join(c if kept or c == "\n" else " " for c, kept in zip(flow, keep, strict=True))


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text` to parse each on its own: paragraphs, with hard-wrapped lines joined.

    A line goes on in the next one unless it ends like a sentence or the next one opens a list.
    """
    start = None
    at = 0
    previous = ""
    for line in text.splitlines(keepends=True):
        body = line.strip()
        closed = _ENDS.search(previous) or _IS_DAY.fullmatch(previous)
        joined = previous and not closed and not _OPENS_ITEM.match(body)
        if start is not None and not (body and joined):
            yield start, at
            start = None
        if body and start is None:
            start = at
        at += len(line)
        previous = body
    if start is not None:
        yield start, at


def parse(document: Document, *, model: str = "") -> Parsed:
    """The sentences of what is to be read in `document`, parsed.

    Raises:
        UnknownName: no English spaCy model is installed under that name.
    """
    text = readable(document)
    stretches = [_squeeze(text, start, end) for start, end in blocks(text)]
    stretches = [stretch for stretch in stretches if stretch[0].strip()]
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    entities: list[tuple[int, int, str]] = []
    paragraphs: list[int] = []
    pipeline = load_parser(model)
    for number, seen in enumerate(pipeline.pipe(s for s, _ in stretches)):
        places = stretches[number][1]
        base = len(tokens)
        doc, verbs = _with_lost_verbs(pipeline, seen)
        for sentence in doc.sents:
            sentences.append((base + sentence.start, base + sentence.end))
            paragraphs.append(number)
            tokens.extend(
                _token(seen[word.i], word, verbs, base, places, len(sentences) - 1) for word in sentence
            )
        entities.extend((base + e.start, base + e.end, e.label_) for e in doc.ents)
    tokens = repair(tokens)
    return Parsed(
        document, tuple(tokens), _children(tokens), tuple(sentences), tuple(entities), tuple(paragraphs)
    )


@cache
def load_parser(model: str = "") -> Any:
    """The spaCy pipeline called `model`, or the first `en_core_web_*` that is installed."""
    import spacy
    from spacy.language import Language
    from spacy.util import get_installed_models

    names = [model] if model else sorted(n for n in get_installed_models() if n.startswith("en_core_web_"))
    if not names or names[0] not in get_installed_models():
        there = ", ".join(get_installed_models()) or "none"
        raise UnknownName(
            f"no spaCy model called {model or 'en_core_web_*'}",
            mend=f"installed are: {there}; `make install` brings en_core_web_sm",
        )
    pipeline = spacy.load(names[0])
    Language.component("part_at_semicolons", func=_part_at_semicolons)
    pipeline.add_pipe("part_at_semicolons", first=True)
    _index_lemmas(pipeline)
    return pipeline


def _index_lemmas(pipeline: Any) -> None:
    """Let the lemmatizer look its words up, which it would search for in lists of up to 57,000 from their heads."""
    lookups = pipeline.get_pipe("lemmatizer").lookups if pipeline.has_pipe("lemmatizer") else None
    index = lookups.get_table("lemma_index", {}) if lookups else {}
    for part, words in list(index.items()):
        index[part] = frozenset(words)


def _part_at_semicolons(doc: Any) -> Any:
    """Begin a new sentence after ";" and after ":" before a clause: the parser errs on the joined ones."""
    for word in doc[:-1]:
        follows = doc[word.i + 1]
        if word.text == ";" or (word.text == ":" and _is_clause_colon(doc, word.i)):
            follows.is_sent_start = True
    return doc


def _is_clause_colon(doc: Any, at: int) -> bool:
    """A colon between two clauses, not one before a quotation, a list or a time of day."""
    rest = [w.text for w in doc[at + 1 : at + 40]]
    stop = next((n for n, w in enumerate(rest) if w in {".", "!", "?", ";"}), len(rest))
    opens = rest[0] in {'"', "“", "'", "‘"} or rest[0].isdigit()
    return not opens and stop >= 5 and at >= 4 and rest[0].lower() in _CLAUSE_OPENERS


def _squeeze(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The stretch with every run of blanks as one space, and where each of its characters came from."""
    letters: list[str] = []
    places: list[int] = []
    pauses = {m.end() + start for m in _FRONTED.finditer(text[start:end])}
    for at in range(start, end):
        letter = text[at]
        if at in pauses:  # a comma for the parser, which takes "April Poland" for a name
            letters.append(",")
            places.append(at)
        if letter in _FILLERS:
            continue
        if letter.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(at)
        else:
            letters.append(letter)
            places.append(at)
    if letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return "".join(letters), places


def _with_lost_verbs(pipeline: Any, doc: Any) -> tuple[Any, dict[int, str]]:
    """The parse, and the lemmas of verbs that the tagger had taken for nouns: "Macron hosts Scholz in Paris".

    Where a sentence has no finite verb, a word that may be one is read as "sees" or "goes", whose tag is never in
    doubt; the parse stays so where that word then has a subject.
    """
    lost = dict(found for sentence in doc.sents if (found := _lost_verb(sentence)))
    if not lost:
        return doc, lost
    from spacy.tokens import Doc

    while lost:
        plain = {i: "goes" if doc[i + 1].tag_ in ("IN", "TO") else "sees" for i in lost}
        again = Doc(
            doc.vocab, words=[plain.get(w.i, w.text) for w in doc], spaces=[bool(w.whitespace_) for w in doc]
        )
        for _, step in pipeline.pipeline:
            again = step(again)
        wrong = {
            i for i in lost if again[i].dep_ != "ROOT" or not any(k.dep_ == "nsubj" for k in again[i].lefts)
        }
        if not wrong:
            return again, lost
        lost = {i: lemma for i, lemma in lost.items() if i not in wrong}
    return doc, {}


def _lost_verb(sentence: Any) -> tuple[int, str] | None:
    """The first word of a sentence without a finite verb that may be one, between a name and what it acts on: its
    place and the verb.
    """
    if any(w.tag_ in _FINITE and not any(k.dep_ == "compound" for k in w.lefts) for w in sentence):
        return None
    for before, word, after in zip(sentence, sentence[1:], sentence[2:], strict=False):
        acts = after.tag_ in _OBJECT_OPENS or (after.tag_ in ("IN", "TO") and before.ent_type_ == "PERSON")
        third = word.text.islower() and word.text.endswith("s")
        if third and before.text[:1].isupper() and acts and (verb := _verb_of(word)):
            return word.i, verb
    return None


def _verb_of(word: Any) -> str:
    """The verb of which the word may be the third person; empty if there is none in the lexicon."""
    low = word.lower_
    bare = (low[:-1], low.removesuffix("es"), low.removesuffix("ies") + "y")
    return next((form for form in bare if form in frames("v")), "")


def _token(seen: Any, word: Any, verbs: dict[int, str], base: int, places: list[int], sentence: int) -> Token:
    """The word `seen` in the text, with the grammar of `word`, which stands for it in the parse."""
    start = places[seen.idx]
    end = places[seen.idx + len(seen.text) - 1] + 1
    return Token(
        base + word.i, seen.text, verbs.get(word.i, word.lemma_.lower()), word.pos_, word.tag_, word.dep_,
        base + word.head.i, start, end, word.ent_type_, sentence,
    )  # fmt: skip


def _children(tokens: list[Token]) -> tuple[tuple[int, ...], ...]:
    below: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            below[token.head].append(token.i)
    return tuple(tuple(children) for children in below)
