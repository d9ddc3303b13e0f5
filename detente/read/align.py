"""Where paragraphs that were taken out of a page stand in it."""

from __future__ import annotations

from detente.read.stretches import Stretch, tidy

_LEAST = 12  # letters; a shorter part of a paragraph could stand anywhere


def locate(page: str, wanted: list[str]) -> list[Stretch]:
    """Where the paragraphs `wanted` stand in `page`, both without blanks; ordered and disjoint.

    Paragraphs that stand once give the order; one that stands several times (a teaser above the article)
    is taken next to its neighbours; what stands nowhere as a whole is looked for in parts.
    """
    once = [_only(page, paragraph) for paragraph in wanted]
    found: list[Stretch] = []
    cursor = 0
    for number, paragraph in enumerate(wanted):
        at = once[number]
        if at is None:
            bound = next((a for a in once[number + 1 :] if a is not None and a >= cursor), len(page))
            at = _near(page, paragraph, cursor, bound)
            if at is None:
                parts = _in_parts(page, paragraph, cursor, bound)
                found.extend(parts)
                cursor = parts[-1][1] if parts else cursor
                continue
        found.append((at, at + len(paragraph)))
        cursor = max(cursor, at + len(paragraph))
    return list(tidy(found))


def _only(page: str, paragraph: str) -> int | None:
    at = page.find(paragraph)
    return at if at >= 0 and page.find(paragraph, at + 1) < 0 else None


def _near(page: str, paragraph: str, cursor: int, bound: int) -> int | None:
    """Of several places the nearest after what was found, or before what comes, or else the first."""
    at = page.find(paragraph, cursor, bound) if cursor else page.rfind(paragraph, 0, bound)
    if at < 0:
        at = page.find(paragraph)
    return at if at >= 0 else None


def _in_parts(page: str, paragraph: str, cursor: int, bound: int) -> list[Stretch]:
    """The longest beginnings of what is left of `paragraph` that stand between `cursor` and `bound`."""
    found: list[Stretch] = []
    left = paragraph
    while len(left) >= _LEAST:
        at = page.find(left[:_LEAST], cursor, bound)
        if at < 0:
            left = left[1:]
            continue
        low, high = _LEAST, len(left)
        while low < high:
            middle = (low + high + 1) // 2
            spot = page.find(left[:middle], cursor, bound)
            low, high, at = (middle, high, spot) if spot >= 0 else (low, middle - 1, at)
        found.append((at, at + low))
        cursor, left = at + low, left[low:]
    return found
