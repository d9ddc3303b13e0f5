"""The words of a search: what is typed, taken apart, and made into patterns that find each word as people write it.

All words must stand; capitals and accents do not count. A word of four letters or more also finds longer words that
begin with it; a shorter one stands whole, and in capitals where it is typed so ("US" is not "us"). Words in quotation
marks stand next to each other, as they are; so do the words of a state's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from detente.errors import UserError
from detente.vocab.tables import cache

MOST_TERMS = 8
MOST_LETTERS = 300
"""Of all that is typed."""
BEGINS = 4
"""Letters from which on a word also finds longer ones."""

_TYPED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]|([^\s\"“”„«»]+)")
_WORD = re.compile(r"[^\W_]+")
_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
"""Letters that are written as another with a stroke or without its dot: Unicode does not take them apart."""
_ADDED = "[\u0300-\u036f\u2060]*"
"""What may stand after a letter: marks of their own, and what a page's flow keeps for its tags."""
_GAP = r"[^\p{L}\p{N}]"
_BETWEEN = r"[\W_]+"
"""What parts words, as DuckDB reads it and as Python does."""
_LOOKED_AT = range(0xC0, 0x2000)
"""Where letters with marks stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing that must stand: a word, or words next to each other.

    `code` is of the state or organisation whose name it is; `whole` asks for its last word to end there;
    `capitals` for the letters as they are.
    """

    words: tuple[str, ...]
    whole: bool
    capitals: bool = False
    code: str | None = None

    @property
    def shown(self) -> str:
        """As it was typed."""
        return " ".join(self.words)

    @property
    def for_sql(self) -> str:
        """The pattern in RE2, as DuckDB reads it: a match begins with what stands before the word."""
        flags = "" if self.capitals else "(?i)"
        tail = f"(?:{_GAP}|$)" if self.whole else ""
        return f"{flags}(?:^|{_GAP}){self._letters(f'{_GAP}+')}{tail}"

    @property
    def for_python(self) -> str:
        """The pattern as Python's `re` reads it: a match is the words themselves."""
        flags = "" if self.capitals else "i"
        tail = r"(?![^\W_])" if self.whole else ""
        return f"(?{flags}:(?<![^\\W_]){self._letters(_BETWEEN)}{tail})"

    def _letters(self, between: str) -> str:
        return between.join("".join(map(self._letter, word)) for word in self.words)

    def _letter(self, letter: str) -> str:
        if self.capitals:
            return re.escape(letter)
        alike = "".join(_alike().get(_bare(letter), ())) or letter
        return f"[{_bare(letter)}{alike}]{_ADDED}"


def terms_of(typed: str) -> tuple[Term, ...]:
    """What must stand, in the order typed; none where nothing is typed.

    Raises:
        UserError: too much to look for, or nothing that has a letter or a digit.
    """
    if len(typed) > MOST_LETTERS:
        raise UserError(f"the search is longer than {MOST_LETTERS} letters", mend="look for fewer words")
    found: list[Term] = []
    loose: list[str] = []
    for match in _TYPED.finditer(typed):
        phrase, word = match.groups()
        if phrase is None:
            loose.append(word)
            continue
        found += _loose(loose)
        loose = []
        words = tuple(_WORD.findall(phrase))
        if words:
            found.append(Term(words=words, whole=True, code=_proper_names().get(_key(words))))
    found += _loose(loose)
    if typed.strip() and not found:
        raise UserError("there is no word to look for", where="search", mend="write letters or digits")
    if len(found) > MOST_TERMS:
        mend = "put words that stand next to each other in quotation marks"
        raise UserError(f"more than {MOST_TERMS} words are looked for at once", where="search", mend=mend)
    return tuple(dict.fromkeys(found))


def finder(terms: Iterable[Term]) -> re.Pattern[str] | None:
    """A pattern that finds any of the terms in a text; a match is the words themselves. `None` for no terms."""
    patterns = [one.for_python for one in terms]
    return re.compile("|".join(patterns)) if patterns else None


def _loose(typed: list[str]) -> list[Term]:
    """Words outside quotation marks: each alone, but for those that together are the name of a state."""
    names, found, at = _proper_names(), list[Term](), 0
    parts = [tuple(_WORD.findall(word)) for word in typed]
    parts = [words for words in parts if words]
    while at < len(parts):
        for last in range(min(len(parts), at + 6), at, -1):
            words = tuple(word for part in parts[at:last] for word in part)
            code = names.get(_key(words))
            if code or last == at + 1:
                found.append(_term(words, code))
                at = last
                break
    return found


def _term(words: tuple[str, ...], code: str | None) -> Term:
    short = len(words) == 1 and len(words[0]) < BEGINS
    return Term(
        words=words, whole=short, capitals=short and words[0].isupper() and words[0].isalpha(), code=code
    )


def _key(words: Iterable[str]) -> str:
    return " ".join(words).casefold()


@cache
def _proper_names() -> dict[str, str]:
    """Proper names of states and organisations with their codes; the later of two that share a name gives way."""
    from detente import vocab  # here: what reads no text need not load the words

    named = [
        *((name, state.code) for state in vocab.states() for name in state.names),
        *(
            (name, body.of or body.code)
            for body in vocab.organisations()
            for name in (*body.names, body.code)
        ),
    ]
    return {_key(_WORD.findall(name)): code for name, code in reversed(named)}


def _bare(letter: str) -> str:
    """The letter without case and marks; one that comes apart into several stays."""
    small = unicodedata.normalize("NFD", letter.casefold())
    bare = "".join(one for one in small if not unicodedata.combining(one))
    return _STROKES.get(bare, bare) if len(bare) == 1 else letter


@lru_cache(maxsize=1)
def _alike() -> dict[str, tuple[str, ...]]:
    """Letters with marks by the bare one."""
    found: dict[str, list[str]] = {}
    for letter in map(chr, _LOOKED_AT):
        bare = _bare(letter) if letter.isalpha() else letter
        if bare != letter:
            found.setdefault(bare, []).append(letter)
    return {bare: tuple(letters) for bare, letters in found.items()}
