"""Values as words for people: days, amounts, names of states, and text that cannot act as anything else."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import cache

from detente import vocab
from detente.code.numbers.plurals import plural
from detente.model import Amount, Dyad, Speaker, When

_HIDDEN = re.compile("[\u200b-\u200f\u061c\u2060\ufeff\u00ad]")
_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\U000e0000-\U000e007f]"
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WITH_ARTICLE = re.compile(
    r"United |.*(Islands|Emirates|Republic|Netherlands|Philippines|Maldives|Gambia|Bahamas|Comoros|Holy See)$"
    r"|(Democratic )?Republic of "
)


def visible(text: str) -> str:
    """The text without characters that act on a page or terminal instead of being read.

    Control characters, escapes and overrides of the writing direction become U+FFFD, so that one sees that
    something stood there; invisible marks without effect on the order are left out. Line ends and tabs stay.
    """
    return _ACTING.sub("\ufffd", _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    """The text on one line, blanks drawn together, safe to print."""
    return " ".join(visible(text).split())


def shorten(text: str, most: int) -> str:
    """One line of at most `most` characters, cut between words where it can be."""
    line = one_line(text)
    if len(line) <= most:
        return line
    head = line[: most - 1]
    at = head.rfind(" ")
    return f"{(head[:at] if at > most // 2 else head).rstrip(' ,;:')}…"


def day_in_words(day: date) -> str:
    """`14 March 2018`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def month_in_words(day: date) -> str:
    """`March 2018`."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def days_in_words(since: date | None, until: date | None) -> str:
    """A span of days as one would say it: a day, a month, a year, from–to, or an open end."""
    if since is None and until is None:
        return "undated"
    if until is None:
        return f"since {_first_in_words(since)}" if since else "undated"
    if since is None:
        return f"until {_last_in_words(until)}"
    if since == until:
        return day_in_words(since)
    if since.day > 1 or until.day < monthrange(until.year, until.month)[1]:
        return f"{day_in_words(since)} – {day_in_words(until)}"
    years = (since.month, since.day, until.month, until.day) == (1, 1, 12, 31)
    first, last = _first_in_words(since, years=years), _last_in_words(until, years=years)
    return first if first == last else f"{first} – {last}"


def when_in_words(when: When | None) -> str:
    """The days, and how they are known where they do not all stand in the text."""
    if when is None:
        return "undated"
    words = days_in_words(when.since, when.until)
    return words if when.basis == "explicit" else f"{words} ({when.basis})"


def amount_in_words(amount: Amount | None) -> str | None:
    """`USD 14 billion`, `26 percent`, `150,000 doses`."""
    if amount is None:
        return None
    number = _number_in_words(amount.value)
    if re.fullmatch("[A-Z]{3}", amount.unit):
        return f"{amount.unit} {number}"
    return one_line(f"{number} {amount.unit if amount.value == 1 else _several(amount.unit)}")


def _several(unit: str) -> str:
    return unit if unit in ("percent", "km", "%", "aircraft") else plural(unit)


def range_in_words(amount: tuple[Decimal, Decimal] | None, unit: str | None) -> str:
    """A sum, or from the least to the most that is told."""
    if amount is None:
        return ""
    low, high = (str(amount_in_words(Amount(value=value, unit=unit or ""))) for value in amount)
    return low if amount[0] == amount[1] else f"{low} to {high}"


def speaker_in_words(speaker: Speaker | None) -> str | None:
    """Name, office and whom the speaker acts for; `None` where the article itself asserts it."""
    if speaker is None:
        return None
    parts = [one_line(part) for part in (speaker.name, speaker.role) if part]
    if speaker.of and name_of(speaker.of) not in parts:
        parts.append(name_of(speaker.of))
    if not parts:
        return f"unnamed {speaker.type}" if speaker.type != "unknown" else "not named"
    return ", ".join(parts) if speaker.name else f"{', '.join(parts)} (not named)"


@cache
def _names() -> dict[str, str]:
    lands = {land.code: land.names[0] for land in vocab.country_codes() if land.names}
    return lands | {state.code: state.name for state in vocab.states()}


def name_of(code: str) -> str:
    """The name of a state by its code; of others the code itself, which is an acronym or a name."""
    return _names().get(code) or one_line(code)


def names_of(codes: tuple[str, ...]) -> str:
    """`Pakistan, Russia and China`; `somebody` for none."""
    names = [name_of(code) for code in codes]
    if not names:
        return "somebody"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def in_sentence(code: str) -> str:
    """The name as it stands inside a sentence: `the United States`."""
    name = name_of(code)
    return f"the {name}" if _WITH_ARTICLE.match(name) else name


def pair_in_words(of: Dyad) -> str:
    """The two as they stand inside a sentence: `the United States and Pakistan`."""
    return f"{in_sentence(of.a)} and {in_sentence(of.b)}"


def context_in_words(context: str) -> str:
    """A PLOVER context as it stands after "in": `natural resource matters`."""
    return f"{context.replace('_', ' ')} matters"


def _first_in_words(day: date, *, years: bool = True) -> str:
    if day.day == 1:
        return f"{day.year}" if day.month == 1 and years else month_in_words(day)
    return day_in_words(day)


def _last_in_words(day: date, *, years: bool = True) -> str:
    if day.day == monthrange(day.year, day.month)[1]:
        return f"{day.year}" if day.month == 12 and years else month_in_words(day)
    return day_in_words(day)


def _number_in_words(value: Decimal) -> str:
    for power, word in ((12, "trillion"), (9, "billion"), (6, "million")):
        scaled = value.scaleb(-power)
        if abs(scaled) >= 1 and scaled == round(scaled, 3):
            return f"{scaled.normalize():,f} {word}"
    return f"{value.normalize():,f}"
