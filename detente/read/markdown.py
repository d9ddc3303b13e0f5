"""Markdown and front matter: which characters of the original are prose."""

from __future__ import annotations

import re

from detente.read.said import Said, from_keys
from detente.read.stretches import Stretch, Stretches, without

_FRONT = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=fence)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
_ENTRY = re.compile(r"^(?P<key>[A-Za-z][\w -]{0,30}?)[ \t]*[:=][ \t]*(?P<value>.*(?:\r?\n[ \t]*- .*)*)", re.M)
_ATX = re.compile(r"^[ ]{0,3}#[ \t]+(\S[^\r\n]*)", re.M)
_SETEXT = re.compile(r"^[ ]{0,3}(\S[^\r\n]*)\r?\n[ ]{0,3}=+[ \t]*\r?$", re.M)
_ABOVE = 4  # lines; a heading below more of them heads a part, not the article

_MARKS = re.compile(
    r"""
      ^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=fence)[`~]*[ \t]*\r?$|\Z)   # code
    | <!--.*?(?:-->|\Z)                                           # comments
    | <(?:https?://|mailto:)[^<>\s]*> | </?[a-zA-Z][^<>\n]*>      # addresses and tags in angles
    | !\[[^\[\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)        # pictures
    | ^[ ]{0,3}\[[^\[\]\n]+\]:[ \t]*[^\n]*                        # definitions of links and notes
    | \[\^[^\[\]\n]+\]                                            # marks of notes
    | \[(?=[^\[\]\n]*\][(\[]) | (?<=[^\s\[])\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\) # links
    | \]\[[^\[\]\n]*\]
    | ^[ ]{0,3}\#{1,6}(?=\s) | (?<=\S)[ \t]+\#+[ \t]*(?=\r?$)      # headings
    | ^[ ]{0,3}(?:=+|-{2,}|(?:[*_-][ \t]*){3,})[ \t]*(?=\r?$)      # rules, and lines under headings
    | ^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*(?=\r?$) | (?<!\\)\|      # tables
    | ^[ \t]*(?:>[ \t]?)+ | ^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?      # quotes and lists
    | \\(?=[!-/:-@\[-`{-~])                                       # what escapes a mark
    | \*+(?=\S) | (?<=\S)\*+ | (?<![\w\\])_+(?=\S) | (?<=\S)_+(?!\w) | ~~ | `+      # emphasis
    """,
    re.X | re.M | re.S,
)


def front_matter(text: str) -> tuple[Stretch, Said]:
    """Where the text after YAML or TOML front matter stands, and what that says of the article."""
    match = _FRONT.match(text)
    entries = list(_ENTRY.finditer(match["body"])) if match else []
    if not match or not entries:
        return (0, len(text)), Said()
    return (match.end(), len(text)), from_keys({e["key"]: _value(e["value"]) for e in entries})


def prose(text: str, body: Stretch) -> Stretches:
    """`body` without marks, link targets, pictures, code and comments."""
    return without((body,), (match.span() for match in _MARKS.finditer(text, *body)))


def heading(text: str, body: Stretch) -> Stretch | None:
    """The words of the top heading (`# …`, or a line over `===`) where one heads the article."""
    found = [m for m in (_ATX.search(text, *body), _SETEXT.search(text, *body)) if m]
    first = min(found, key=lambda m: m.start(), default=None)
    above = text[body[0] : first.start()] if first else ""
    if first is None or sum(bool(line.strip()) for line in above.splitlines()) > _ABOVE:
        return None
    words = first[1].rstrip()
    bare = words.rstrip("#")
    words = bare.rstrip() if bare.endswith((" ", "\t")) else words
    return first.start(1), first.start(1) + len(words)


def _value(value: str) -> str:
    """A YAML or TOML value as one line: lists joined by commas, quotation marks off."""
    first, *rest = (line.strip() for line in value.splitlines() or [""])
    items = [line.removeprefix("- ") for line in rest] or first.strip("[]").split('", "')
    return ", ".join(item.strip().strip("\"'") for item in items if item.strip())
