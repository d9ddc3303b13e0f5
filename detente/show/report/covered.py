"""Text of articles in templates of Markdown: covered while they are at work, so that nothing in it is ever markup.

Before a template sees a value, each mark in it that Markdown may read becomes a stand-in from Unicode's private area.
Whatever the template does with it (joins, cuts, repeats, compares), the stand-ins stay. Afterwards each is written as
the mark that it stands for, with a backslash wherever Markdown, or a dialect of it, would read the mark there.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TypeVar

from detente.explain.display import visible

T = TypeVar("T")

_FIRST = 0xE000
_ALWAYS = frozenset("\\`*_[]<>~^|{}$#@")
_AT_START = frozenset("-+=:")
"""Marks that begin a block where no letter stands before them on the line."""
_AFTER_NUMBER = frozenset(".)")
"""Marks that make a number the first of a list."""
_STAND_IN = {ord(mark): chr(_FIRST + ord(mark)) for mark in _ALWAYS | _AT_START | _AFTER_NUMBER | {"&"}}
_MARK = {stand_in: chr(mark) for mark, stand_in in _STAND_IN.items()}
_COVERED = re.compile(f"[{''.join(sorted(_MARK))}]")
_NEVER_TEXT = re.compile("[\ue000-\uf8ff\ud800-\udfff\ufffe\uffff]")
"""The private area, and what neither XML nor UTF-8 can hold."""

_LETTER = re.compile(r"[^\W\d_]")
_QUOTES = "\"'“”„‘’«»"
_BLANKS = re.compile(r"\s+")


def cover(text: str) -> str:
    """The text on one line with stand-ins for its punctuation; characters that act become U+FFFD."""
    if text.isascii() and text.isalnum():
        return text
    return _BLANKS.sub(" ", _NEVER_TEXT.sub("\ufffd", visible(text))).translate(_STAND_IN)


def covered(value: T) -> T:
    """The same value with all its texts covered, however deep they lie in tuples and frozen values."""
    if isinstance(value, str):
        return cover(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(covered(one) for one in value)  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{of.name: covered(getattr(value, of.name)) for of in fields(value)})
    return value


def quoted(text: str) -> str:
    """The text in quotation marks, whichever it had itself."""
    return f"“{text.strip().strip(_QUOTES).strip()}”"


def bare(text: str) -> str:
    """The text with the marks that its stand-ins stand for, unescaped: to be read by people and not as Markdown."""
    return _COVERED.sub(lambda found: _MARK[found[0]], text)


def uncover(markdown: str) -> str:
    """Markdown with marks for their stand-ins, escaped where they could be read as markup."""
    return "\n".join(_uncover_line(line) for line in markdown.split("\n"))


def _uncover_line(line: str) -> str:
    letter = _LETTER.search(bare(line))
    first = letter.start() if letter else len(line)

    def written(found: re.Match[str]) -> str:
        at, mark = found.start(), _MARK[found[0]]
        begins = at < first and (
            mark in _AT_START or (mark in _AFTER_NUMBER and line[at + 1 : at + 2] in ("", " "))
        )
        around = bare(line[max(at - 3, 0) : at + 3])
        return f"\\{mark}" if mark in _ALWAYS or begins or _reads_on(mark, around) else mark

    return _COVERED.sub(written, line)


def _reads_on(mark: str, around: str) -> bool:
    """Whether a mark begins an entity or an address together with what stands around it."""
    return (
        (mark == "&" and re.search("&[#0-9A-Za-z]", around) is not None)
        or (mark == ":" and "://" in around)
        or (mark == "." and "www." in around.lower())
    )
