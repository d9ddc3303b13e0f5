"""The dateline "RIYADH, 12 March 2023 (Gulf Ledger) —" at the head of an article."""

from __future__ import annotations

import re

from detente.read import days
from detente.read.flow import FILLER
from detente.read.said import Said
from detente.read.stretches import Stretch, paragraphs

_UPPER = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:[\s/]+[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*)*"
_TITLED = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?:[\s/-]+(?:(?:de|del|al|la|el|of|and|the)[\s-]+)?[A-ZÀ-ÖØ-Þ][\w.'’-]*){0,3}"
_REGION = rf"(?:,\s*{_TITLED})?"
_DATE = rf"(?P<date>{days.DAY})"
_AGENCY = r"(?:\(\s*(?P<paren>[^()\n]{2,60}?)\s*\)|/\s*(?P<slash>[^/\n]{2,40}?)\s*/)"
_NAMES = (
    r"Reuters|AFP|AP|APP|ANI|IANS|UPI|TASS|RIA|Interfax|Xinhua|CNN|BBC|dpa|EFE|Bloomberg|Kyodo|Yonhap|Anadolu"
)
_KNOWN = rf"(?:{_NAMES})"
_DASH = r"(?:—|–|--+|-)(?=\s)"
_END = rf"(?:{_DASH}|[:.](?=\s)|(?=\n))"
_DATED = re.compile(
    rf"(?P<place>{_UPPER}|{_TITLED}){_REGION},?\s*{_DATE}[.,]?\s*(?:{_AGENCY}\s*)?[.,]?\s*{_END}"
)
_SIGNED = re.compile(
    rf"(?P<place>{_UPPER}|{_TITLED}(?={_REGION},?\s*[(/]\s*{_KNOWN}\b)){_REGION},?\s*{_AGENCY}[.,]?\s*"
    rf"(?:{_DATE}\s*)?{_END}"
)
_PLAIN = re.compile(rf"(?P<place>{_UPPER})(?:,\s*{_TITLED})?\s*(?:{_DASH}|:(?=\s))")

# Capitals before a dash that open a paragraph and are no places: labels of desks, and bodies and states.
_NO_PLACE_WORDS = (
    "ADVISORY ALERT ANALYSIS BACKGROUND BREAKING BRIEF COLUMN COMMENT COMMENTARY CORRECTED CORRECTION "
    "EDITORIAL ESSAY EXCLUSIVE EXPLAINED EXPLAINER FACTBOX FACTS FEATURE FILE FLASH FOCUS INSIGHT "
    "INTERVIEW LATEST LIVE NOTE OBITUARY OPINION PHOTOS PREVIEW PROFILE QUESTION ANSWER RECAP REVIEW "
    "SPECIAL SUMMARY TIMELINE UPDATE URGENT VIDEO VIEWPOINT WATCH WRAPUP NATO OPEC ASEAN BRICS SAARC IAEA "
    "AUKUS QUAD CPEC UNSC UNESCO UNICEF EU UN US USA UK UAE IMF WTO WHO SCO OIC GCC FATF ICC ICJ"
)
_NO_PLACE = frozenset(_NO_PLACE_WORDS.split())
_OPENERS = frozenset(
    ("on", "in", "last", "by", "since", "until", "from", "this", "late", "early", "after", "before")
)
_NO_OUTLET = re.compile(
    r"agencies|(?:web|news|monitoring|foreign|city) desk|staff (?:report(?:er)?|writer)|correspondent"
    r"|(?:our|special) .*|news report|updated.*",
    re.I,
)
_LONGEST = 1000  # characters, with what tags and blanks take
_LATER = 3  # paragraphs; a dateline with a day or an agency may follow a standfirst


def find(view: str) -> tuple[Stretch, Said] | None:
    """Where the dateline of `view` (what is not content blanked) stands, and what it says.

    A place alone ("ISLAMABAD —") counts only in capitals and in the first paragraph. A day without its
    year says nothing of the day of publication.
    """
    for number, (start, end) in enumerate(paragraphs(view.replace(FILLER, " "))):
        if number == _LATER:
            break
        window, places = _squeezed(view, start, min(end, start + _LONGEST))
        match = (
            _DATED.match(window) or _SIGNED.match(window) or (_PLAIN.match(window) if number == 0 else None)
        )
        if match and _is_dateline(match):
            return (start, places[len(match.group().rstrip()) - 1] + 1), _said(match)
    return None


def _squeezed(view: str, start: int, end: int) -> tuple[str, list[int]]:
    """The stretch with every run of blanks as one blank or line end, and where each character stands."""
    runs = list(re.finditer(rf"[\s{FILLER}]+|.", view[start:end]))
    return "".join(map(_one, runs)) + "\n", [start + run.start() for run in runs]


def _one(run: re.Match[str]) -> str:
    letters = run.group()
    if not letters[0].isspace() and letters[0] != FILLER:
        return letters
    return "\n" if "\n" in letters else " "


def _is_dateline(match: re.Match[str]) -> bool:
    place: str = match["place"]
    words = re.findall(r"[^\s/]+", place)
    if len(words) > 5 or words[0].lower() in _OPENERS:
        return False
    if any(word.strip(".'’-") in _NO_PLACE for word in words):
        return False
    found = match.groupdict()
    if not found.get("date") and not found.get("paren") and not found.get("slash"):
        return sum(c.isalpha() for c in place) >= 4
    return found.get("date") is not None or not re.search(r"\d", found.get("paren") or "")


def _said(match: re.Match[str]) -> Said:
    found = match.groupdict()
    outlet = " ".join((found.get("paren") or found.get("slash") or "").split())
    inside = days.stated(outlet)
    plain = not outlet or inside is not None or _NO_OUTLET.fullmatch(outlet)
    return Said(published=days.stated(found.get("date")) or inside, outlet=None if plain else outlet)
