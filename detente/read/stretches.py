"""Stretches of text: ordered, disjoint pairs of (start, end) characters, end exclusive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Stretch = tuple[int, int]
Stretches = tuple[Stretch, ...]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def tidy(stretches: Iterable[Stretch]) -> Stretches:
    """In order, empty ones dropped, those that touch or overlap made one."""
    made: list[Stretch] = []
    for start, end in sorted(s for s in stretches if s[0] < s[1]):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return tuple(made)


def without(stretches: Stretches, cuts: Iterable[Stretch]) -> Stretches:
    """What is left of `stretches` (in order, disjoint) once `cuts` are taken out."""
    left: list[Stretch] = []
    taken = tidy(cuts)
    first = 0
    for start, end in stretches:
        while first < len(taken) and taken[first][1] <= start:
            first += 1
        at = start
        for cut_start, cut_end in taken[first:]:
            if cut_start >= end:
                break
            if cut_start > at:
                left.append((at, cut_start))
            at = max(at, cut_end)
        if at < end:
            left.append((at, end))
    return tuple(left)


def within(stretches: Iterable[Stretch], bounds: Stretches) -> Stretches:
    """The parts of `stretches` that lie inside `bounds`."""
    found: list[Stretch] = []
    for start, end in tidy(stretches):
        found.extend((max(start, low), min(end, high)) for low, high in bounds if low < end and start < high)
    return tuple(s for s in found if s[0] < s[1])


def trimmed(text: str, stretches: Stretches) -> Stretches:
    """The same without blanks at their ends; those that are all blank are dropped."""
    made = []
    for start, end in stretches:
        part = text[start:end]
        if body := part.strip():
            start += len(part) - len(part.lstrip())
            made.append((start, start + len(body)))
    return tuple(made)


def blanked(text: str, stretches: Stretches) -> str:
    """As many characters as `text`: line ends and what lies in `stretches` kept, the rest blank."""
    parts: list[str] = []
    at = 0
    for start, end in (*stretches, (len(text), len(text))):
        parts.append(re.sub(r"[^\r\n]", " ", text[at:start]))
        parts.append(text[start:end])
        at = end
    return "".join(parts)


def lines(text: str) -> Iterator[Stretch]:
    """The lines of `text`, their line ends not included."""
    for match in _LINE.finditer(text):
        if match.start() == match.end():
            continue
        yield match.start(), match.start() + len(match.group().rstrip("\r\n"))


def paragraphs(text: str) -> Iterator[Stretch]:
    """Runs of lines that are not blank, outer blanks not included."""
    start = end = -1
    for line_start, line_end in lines(text):
        body = text[line_start:line_end].strip()
        if not body:
            if start >= 0:
                yield start, end
            start = -1
            continue
        first = text.index(body, line_start)
        start = first if start < 0 else start
        end = first + len(body)
    if start >= 0:
        yield start, end
