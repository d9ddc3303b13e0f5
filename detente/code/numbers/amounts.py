"""How much: money, shares in percent, counts and measures, as a text writes them.

Amounts are exact: "$1.12 billion" is `Decimal(1120000000)`, never a float. An amount whose number the text
does not give ("several billion dollars") is not an amount. Years, dates, ordinals, ages and the numbers
that are names (Article 370, F-16, G7) are not amounts either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from detente import vocab
from detente.code.grammar.wordlists import any_of
from detente.code.numbers.arms import DESIGNATION
from detente.code.numbers.measures import is_measure
from detente.code.numbers.numerals import (
    FIGURES,
    FREE,
    GAP,
    NUMBER,
    SCALED_MONEY,
    SPELLED,
    matches_at,
    number_in,
    number_starts,
)
from detente.code.numbers.parts import find_part
from detente.code.numbers.plurals import IRREGULAR, singular
from detente.model import Amount
from detente.vocab.tables import cache

AmountKind = Literal["money", "percent", "count", "measure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountMention:
    """An amount at characters `start` to `end` (exclusive) of the text.

    `approx` is true beside words such as "about", "up to" or "more than". `noun` is what is counted, in the
    singular ("dose"), or what is measured ("crude" in "45,000 tonnes of crude") if the text says so.
    """

    start: int
    end: int
    amount: Amount
    approx: bool
    kind: AmountKind
    noun: str | None = None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TO = r"\s?(?:-|–|—|to|or|and)\s?"
_MONEY_NUMBER = rf"(?:{FIGURES}{SCALED_MONEY}?|{SPELLED})"


@dataclass(frozen=True, slots=True)
class _Money:
    """How money is written: the sign before a number, what follows a sign, and a number with its word."""

    sign: re.Pattern[str]
    signed: re.Pattern[str]
    worded: re.Pattern[str]
    codes: Mapping[str, str]


@cache
def _money() -> _Money:
    signs: dict[str, str] = {}
    words: dict[str, str] = {}
    for currency in vocab.currencies():
        signs |= dict.fromkeys((*currency.symbols, currency.code), currency.code)
        words |= {word.lower(): currency.code for word in currency.words}
    sign, word = f"(?-i:{any_of(signs)})", any_of(words)
    signed = (
        rf"(?P<low>{FIGURES}){_TO}(?:{sign}\.?\s?)?(?P<high>{FIGURES}{SCALED_MONEY})(?!{GAP}?%)"
        rf"|(?P<many>{_MONEY_NUMBER})"
    )
    worded = (
        rf"{FREE}(?:(?P<low>{FIGURES}){_TO}(?P<high>{_MONEY_NUMBER})|(?P<many>{_MONEY_NUMBER}))"
        rf"{GAP}?(?P<word>(?:{word}s?|{sign}))(?![\w$])"
    )
    return _Money(
        sign=re.compile(rf"(?<![\w$])(?P<sign>{any_of(signs)})\.?\s?$"),
        signed=re.compile(signed, re.IGNORECASE),
        worded=re.compile(worded, re.IGNORECASE),
        codes=signs | words,
    )


_ENGLISH_TOO = _words("""
    won real sum sol som rand mark marks pound pounds crown crowns
""")
"""Words that name a currency only behind a large number: "the two won", "20 pounds of rice"."""


def _find_money(text: str, starts: tuple[int, ...]) -> Iterator[AmountMention]:
    money = _money()
    for match in matches_at(money.signed, text, starts):
        from_ = max(0, match.start() - 8)
        sign = money.sign.search(text[from_ : match.start()])
        if sign is not None:
            yield from _values(text, match, from_ + sign.start(), "money", money.codes[sign["sign"]])
    for match in matches_at(money.worded, text, starts):
        name = match["word"].lower()
        code = money.codes.get(name) or money.codes.get(name.removesuffix("s")) or money.codes[match["word"]]
        if _names_money(match):
            yield from _values(text, match, match.start(), "money", code)


def _names_money(match: re.Match[str]) -> bool:
    number = match["high"] or match["many"]
    if match["word"].lower() in _ENGLISH_TOO:
        return (number_in(number) or 0) >= 1000
    return number[0].isdigit() or " " in number or match["word"].endswith("s")


def _values(
    text: str, match: re.Match[str], start: int, kind: AmountKind, unit: str
) -> Iterator[AmountMention]:
    """The number of a match, or both ends of "$2-3 billion", of which the first is scaled as the second."""
    if match["low"] is None:
        if (value := number_in(match["many"])) is not None:
            yield _mention(text, start, match.end(), value, unit, kind)
        return
    scale = _SCALE_END.search(match["high"])
    low, high = (
        number_in(f"{match['low']} {scale[0].strip()}" if scale else match["low"]),
        number_in(match["high"]),
    )
    if low is not None and high is not None:
        yield _mention(text, start, match.end("low"), low, unit, kind)
        yield _mention(text, match.start("high"), match.end(), high, unit, kind)


_SCALE_END = re.compile(rf"(?:{SCALED_MONEY})$", re.IGNORECASE)
_APPROX_BEFORE = re.compile(
    r"(?:\b(?:about|around|some|nearly|almost|roughly|approximately|approx\.?|up to|close to|more than|over|"
    r"at least|less than|fewer than|under|below|above|estimated|as many as|as much as|as few as|as little as|"
    r"at most|nearer(?: to)?|circa|no more than|in excess of|upwards of|a further|perhaps|in the region of|"
    r"to the tune of)|~|≈|>|<)\s*(?:an?\s+|the\s+|about\s+)?$",
    re.IGNORECASE,
)
_APPROX_AFTER = re.compile(r"\s?(?:\+|-?plus\b|or so\b|or more\b|or less\b)", re.IGNORECASE)


def _mention(
    text: str, start: int, end: int, value: Decimal, unit: str, kind: AmountKind, noun: str | None = None
) -> AmountMention:
    before = text[max(0, start - 30) : start]
    approx = bool(_APPROX_BEFORE.search(before) or _APPROX_AFTER.match(text, end))
    amount = Amount(value=value, unit=unit)
    return AmountMention(start=start, end=end, amount=amount, approx=approx, kind=kind, noun=noun)


_PERCENT = re.compile(
    rf"{FREE}(?:(?P<low>{FIGURES})\s?%?{_TO}(?P<high>{FIGURES})|(?P<many>{NUMBER}))"
    rf"{GAP}?(?P<unit>%|per{GAP}?cent(?:age{GAP}points?)?(?![a-z])|pct\b|basis{GAP}points?\b)",
    re.IGNORECASE,
)


def _find_percents(text: str, starts: tuple[int, ...]) -> Iterator[AmountMention]:
    for match in matches_at(_PERCENT, text, starts):
        name = match["unit"].lower()
        unit = "basis point" if "basis" in name else "percentage point" if "point" in name else "percent"
        yield from _values(text, match, match.start(), "percent", unit)


@cache
def _units() -> Mapping[str, str]:
    """The unit for each of its names, as written and in lower case."""
    names = {name: unit.unit for unit in vocab.units() for name in (unit.unit, *unit.names)}
    return {name.lower(): unit for name, unit in names.items()} | names


_COUNT_NUMBER = rf"(?:{FIGURES}(?:bn|mn|m)(?=\s[a-z])|{NUMBER})"  # "1.5m barrels", but "5m" alone is a length
_COUNT = re.compile(
    rf"{FREE}(?:(?P<low>{FIGURES}){_TO}(?P<high>{_COUNT_NUMBER})|(?P<many>{_COUNT_NUMBER}))"
    r"(?=[A-Za-z\u00a0\u202f\n -])",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    r"[\s-]?([^\W\d_][\w’'-]*(?:/[a-z]+)?[²³]?|\w+-\d+\w*|(?<=[A-Za-z]\s)\d[\dA-Z]{0,3}(?=\s[a-z]))"
)
_MODEL_BEFORE = re.compile(
    r"\d[\d,.]*\s(?:[A-Z]\w+\s){1,2}$"
)  # "14 Leopard 2 tanks": the second number is a name
_NAME_BEFORE = re.compile(
    r"\b(?:Article|Resolution|Section|Chapter|Rule|Law|Act|No\.?|Nos\.?|Number|Type|Model|Boeing|Airbus|Route|Group|"
    r"Highway|Flight|Block|Phase|Channel|Room|Page|Paragraph|Clause|Protocol|Annex|Unit|Mark|Class|Level|Category|"
    r"Army|Order|Decree|Directive|Project|Track|Agenda|Vision|Version|(?:Jan|Febr)uary|March|April|May|June|July|"
    r"August|(?:Sept|Nov|Dec)ember|October|[Aa]ged?)\s$"
)
_YEAR_BEFORE = re.compile(r"\b(?:in|since|by|until|till|during|late|early|mid)\s$", re.IGNORECASE)
_YEAR_LIKE = re.compile(r"(?:1[89]|20)\d\d|2100")
_STOP = _words("""
    of in to and or for from at on by the a an this that these those was were is are be been has have had
    will would can could with which who as per since until after before when while but if it they he she we
    you not than said says am pm
""")
_NOT_COUNTED = _words("""
    sides countries states nations parties governments powers allies rivals neighbours neighbors capitals
    leaders presidents ministers others times points rounds ways things reasons steps halves thirds fifths
    quarters years months weeks days hours minutes seconds decades centuries votes sets kinds types
    thousands millions billions dozens hundreds does goes says makes takes comes gives shows wants means
    remains becomes less across perhaps always towards besides ours theirs yours unless overseas series news
""")
_QUANTITIES = _words("""
    amounts units quantities pieces items ones
""")
_MODIFIERS = _words("""
    more new additional extra further other
""")
_TIMES = _words("""
    second minute hour day week month year decade century
""")


@dataclass(frozen=True, slots=True)
class _Counted:
    unit: str
    end: int
    kind: AmountKind
    noun: str | None


def _find_counts(text: str, starts: tuple[int, ...]) -> Iterator[AmountMention]:
    last: AmountMention | None = None
    for match in matches_at(_COUNT, text, starts):
        number = match["high"] or match["many"]
        high, low = number_in(number), number_in(match["low"]) if match["low"] else None
        before = text[max(0, match.start() - 40) : match.start()]
        if high is None or _NAME_BEFORE.search(before[-14:]) or _MODEL_BEFORE.search(before):
            continue
        counted = _counted(text, match, last)
        if counted is None or (low is not None and low >= high):
            continue
        start = match.start("high") if match["low"] else match.start()
        if low is not None:
            yield _mention(
                text, match.start(), match.end("low"), low, counted.unit, counted.kind, counted.noun
            )
        last = _mention(text, start, counted.end, high, counted.unit, counted.kind, counted.noun)
        yield last


def _counted(text: str, match: re.Match[str], last: AmountMention | None) -> _Counted | None:
    """What stands behind a number and is counted by it; `None` where the number counts nothing."""
    tokens = list(_tokens(text, match.end()))
    year = bool(_YEAR_LIKE.fullmatch(match["high"] or match["many"]))
    if not tokens or (year and _YEAR_BEFORE.search(text[max(0, match.start() - 10) : match.start()])):
        return None
    if (period := _period(text, match, tokens[0])) is not None:
        return period
    if year and not known_unit_behind(text, match.end()):
        return None
    if (same := _same_again(text, tokens, last)) is not None:
        return same
    if (known := _known_unit(text, tokens)) is not None:
        return known
    if (match["many"] or "").lower() == "one":
        return None
    return _plural(tokens)


def _tokens(text: str, at: int) -> Iterator[re.Match[str]]:
    for _ in range(6):
        token = _TOKEN.match(text, at)
        if token is None or token[1].lower() in _STOP:
            return
        yield token
        at = token.end()


def _period(text: str, match: re.Match[str], token: re.Match[str]) -> _Counted | None:
    """The length of a lease or a deal: "a 99-year concession", not "a five-year-old" or "for five years"."""
    parts = token[1].lower().split("-")
    unit = parts[0].removesuffix("s")
    bound = token[0].startswith("-") or text[: match.start()].endswith(" of ")
    if (
        unit not in ("year", "month")
        or not bound
        or "old" in parts
        or re.match(r"[\s-]olds?\b", text[token.end() :])
    ):
        return None
    return _Counted(unit, token.start(1) + len(parts[0]), "measure", None)


def _known_unit(text: str, tokens: list[re.Match[str]]) -> _Counted | None:
    units = _units()
    for first in range(min(4, len(tokens))):
        if first and _is_noun(tokens[first - 1][1]):
            return None
        for last in range(min(first + 3, len(tokens)), first, -1):
            start, end = tokens[first].start(1), tokens[last - 1].end(1)
            if text[start - 1] == "-" and last == first + 1:
                end = start + len(text[start:end].split("-")[0])  # "a 1,100-kilometre-long pipeline"
            phrase = text[start:end]
            unit = units.get(phrase) or units.get(phrase.lower()) or units.get(singular(phrase.lower()))
            if unit in _TIMES or (first and len(phrase) < 3):
                continue
            if unit is not None:
                return _Counted(unit, end, *_measured(text, end, unit, phrase))
    return None


def _is_noun(word: str) -> bool:
    """Whether a word seems to be what is counted, so that the unit is not looked for behind it."""
    return word in _NOT_COUNTED or (
        re.fullmatch(r"[a-z]{3,}s", word) is not None and not word.endswith(("ss", "ous"))
    )


def _measured(text: str, end: int, unit: str, phrase: str) -> tuple[AmountKind, str | None]:
    if not is_measure(unit):
        return "count", singular(phrase.split()[-1].lower())
    of = re.compile(r"\s+of\s+(?:the\s+)?([a-z]+)").match(text, end)
    return "measure", of[1] if of else None


def _plural(tokens: list[re.Match[str]]) -> _Counted | None:
    """A noun that no table knows, when it follows directly: "12 warehouses"."""
    first = tokens[0]
    if type_of_arms := DESIGNATION.match(first.string, first.start(1)):
        return _Counted(type_of_arms[1], type_of_arms.end(), "count", type_of_arms[1])
    at = 0
    while at < len(tokens) - 1 and (tokens[at][1].lower() in _MODIFIERS or re.search(r"\d", tokens[at][1])):
        at += 1
    word, end = tokens[at][1], tokens[at].end(1)
    if word in IRREGULAR:
        return _Counted(IRREGULAR[word], end, "count", IRREGULAR[word])
    if (
        not re.fullmatch(r"[A-Z]?[a-z]{3,}s", word)
        or word.endswith(("ss", "us", "is"))
        or word in _NOT_COUNTED
    ):
        return None
    noun = singular(word)
    return _Counted(noun, end, "count", noun)


def _same_again(text: str, tokens: list[re.Match[str]], last: AmountMention | None) -> _Counted | None:
    """ "50 tanks and 20 more", "20 more units": counted is what was counted before in the same sentence."""
    if last is None or last.kind != "count" or re.search(r"[.!?]\s|\n", text[last.end : tokens[0].start()]):
        return None
    words = [token[1] for token in tokens[:2]]
    if words[0] in _MODIFIERS and (len(words) == 1 or words[1] in _QUANTITIES):
        return _Counted(last.amount.unit, tokens[len(words) - 1].end(1), "count", last.noun)
    return (
        _Counted(last.amount.unit, tokens[0].end(1), "count", last.noun) if words[0] in _QUANTITIES else None
    )


def known_unit_behind(text: str, at: int) -> bool:
    """Whether a number like a year that ends at `at` counts: "2001 doses", not "the 2001 accord"."""
    tokens = list(_tokens(text, at))
    known = _known_unit(text, tokens) if tokens else None
    return known is not None and (known.kind == "measure" or text[known.end - 1] == "s")


def find_amounts(text: str) -> tuple[AmountMention, ...]:
    """The amounts that a text states, in order, without overlap; money before percent before counts.

    >>> [(m.amount.value, m.amount.unit) for m in find_amounts("about $1.12 billion, or 26 per cent")]
    [(Decimal('1120000000'), 'USD'), (Decimal('26'), 'percent')]
    """
    starts = number_starts(text)
    taken, found = bytearray(len(text)), []
    for finder in (_find_money, _find_percents, _find_counts):
        for mention in finder(text, starts):
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                found.append(mention)
    found += [
        part for whole in found if (part := _part_of(text, whole)) and not any(taken[part.start : part.end])
    ]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _part_of(text: str, whole: AmountMention) -> AmountMention | None:
    """The 60 in "60 of the 100 locomotives", as many of the same."""
    part = find_part(text, whole.start, whole.amount.value) if whole.kind != "percent" else None
    if part is None or (part.is_one and whole.kind != "count"):
        return None
    return _mention(text, part.start, part.end, part.value, whole.amount.unit, whole.kind, whole.noun)
