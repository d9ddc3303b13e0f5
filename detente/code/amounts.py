"""How much: money, shares in percent, counts and measures, as a text writes them.

Amounts are exact: "$1.12 billion" is `Decimal(1120000000)`, never a float. An amount whose number the text
does not give ("several billion dollars") is not an amount. Years, dates, ordinals, ages and the numbers
that are names (Article 370, F-16, G7) are not amounts either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from detente import vocab
from detente.model import Amount

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


def _number_words(*kinds: str) -> dict[str, Decimal]:
    table = vocab.rows("numbers.tsv", ("word", "kind", "value", "source"))
    return {row["word"]: Decimal(row["value"]) for row in table if row["kind"] in kinds}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


_WORDS = _number_words("one", "teen", "ten")
_SCALES = _number_words("scale", "short")
_GAP = r"[ \t\u00a0\u202f\n-]"
_ONE, _TEEN, _TEN, _SCALE = (_any(_number_words(kind)) for kind in ("one", "teen", "ten", "scale"))
_BELOW_100 = rf"(?:{_TEN}(?:{_GAP}{_ONE})?|{_TEEN}|{_ONE})"
_BELOW_1000 = rf"(?:(?:an?|{_BELOW_100}){_GAP}hundred(?:{_GAP}(?:and{_GAP})?{_BELOW_100})?|{_BELOW_100})"
SPELLED = (
    rf"(?:(?:{_BELOW_1000}{_GAP}and{_GAP}a{_GAP}half|half{_GAP}an?|an?)(?:{_GAP}{_SCALE}){{1,2}}"
    rf"|{_BELOW_1000}(?:(?:{_GAP}{_SCALE}){{1,2}}(?:{_GAP}(?:and{_GAP})?{_BELOW_1000})?)?)(?![A-Za-z])"
)
"""A number in words, to be compiled without regard to case."""
FIGURES = r"(?:\d{1,3}(?:,\d{2,3})+|\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d{1,18})(?:\.\d+)?(?![.,]?\d)"
"""A number in figures, grouped by thousands or in the Indian way."""
_SCALED = rf"(?:{_GAP}?{_SCALE}(?:{_GAP}{_SCALE})?(?![A-Za-z]))"
_SHORT = _number_words("short")
_SCALED_MONEY = (  # "5.4 bn", but only "5m": "5 m" may be metres
    rf"(?:{_SCALED}|{_GAP}?{_any(w for w in _SHORT if len(w) > 1)}(?![A-Za-z])"
    rf"|{_any(w for w in _SHORT if len(w) == 1)}(?![A-Za-z]))"
)
_TO = r"\s?(?:-|–|—|to|or|and)\s?"
_FREE = r"(?<![\w$€£¥₹])(?<![\w][-/.,–:])"  # neither inside a word nor behind the hyphen of a name
_NUMBER = rf"(?:{FIGURES}{_SCALED}?|{SPELLED})"
_MONEY_NUMBER = rf"(?:{FIGURES}{_SCALED_MONEY}?|{SPELLED})"
_PARTS = re.compile(rf"({FIGURES})|[a-z]+", re.IGNORECASE)


def number_in(text: str) -> Decimal | None:
    """The exact value of a number in figures, in words or in both; `None` for "several million".

    >>> number_in("1.12 billion"), number_in("two dozen"), number_in("half a million")
    (Decimal('1120000000'), Decimal('24'), Decimal('500000'))
    """
    total: Decimal | None = None
    group: Decimal | None = None
    for part in _PARTS.finditer(text):
        word = part[0].lower()
        if part[1]:
            group = (group or 0) + Decimal(re.sub(r"[,\s]", "", word))
        elif word in ("a", "an"):
            group = Decimal(1) if group is None else group
        elif word == "half":
            group = (group or 0) + Decimal("0.5")
        elif word == "hundred" and group is not None:
            group *= 100
        elif word in _SCALES and (total is not None or group is not None):
            total, group = _scaled(total, group, _SCALES[word]), None
        elif word in _WORDS:
            group = (group or 0) + _WORDS[word]
        elif word != "and":
            return None
    return None if total is None and group is None else _tidy((total or Decimal(0)) + (group or Decimal(0)))


def _scaled(total: Decimal | None, group: Decimal | None, scale: Decimal) -> Decimal:
    if group is None:  # "2 lakh crore"
        return (total or Decimal(1)) * scale
    return (total or Decimal(0)) + group * scale  # "two million five hundred thousand"


def _tidy(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


@cache
def _money() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The pattern of sums of money, and the code for each sign (as written) and word (in lower case)."""
    signs: dict[str, str] = {}
    words: dict[str, str] = {}
    for currency in vocab.currencies():
        signs |= dict.fromkeys((*currency.symbols, currency.code), currency.code)
        words |= {word.lower(): currency.code for word in currency.words}
    sign, word = f"(?-i:{_any(signs)})", _any(words)
    behind = rf"(?:(?i:{word})s?|(?-i:{_any(signs)}))(?![\w$])"
    pattern = (
        rf"(?<![\w$])(?P<sign>{sign})\.?\s?"
        rf"(?:(?P<low>{FIGURES}){_TO}(?:{sign}\.?\s?)?(?P<high>{FIGURES}{_SCALED_MONEY})(?!{_GAP}?%)"
        rf"|(?P<sum>{_MONEY_NUMBER}))"
        rf"|{_FREE}(?:(?P<from>{FIGURES}){_TO}(?P<to>{_MONEY_NUMBER})|(?P<many>{_MONEY_NUMBER}))"
        rf"{_GAP}?(?P<word>{behind})"
    )
    return re.compile(pattern, re.IGNORECASE), signs | words


_ENGLISH_TOO = _words("""
    won real sum sol som rand mark marks pound pounds crown crowns
""")
"""Words that name a currency only behind a large number: "the two won", "20 pounds of rice"."""


def _find_money(text: str) -> Iterator[AmountMention]:
    pattern, codes = _money()
    for match in pattern.finditer(text):
        name = match["sign"] or match["word"]
        code = codes.get(name) or codes.get(name.lower()) or codes.get(name.lower().removesuffix("s"), "")
        if match["word"] and not _names_money(match):
            continue
        if match["low"] or match["from"]:
            yield from _pair(text, match, ("low", "high") if match["low"] else ("from", "to"), "money", code)
        else:
            value = number_in(match["sum"] or match["many"])
            if value is not None:
                yield _mention(text, match.start(), match.end(), value, code, "money")


def _names_money(match: re.Match[str]) -> bool:
    number = match["to"] or match["many"]
    if match["word"].lower() in _ENGLISH_TOO:
        return (number_in(number) or 0) >= 1000
    return number[0].isdigit() or " " in number or match["word"].endswith("s")


def _pair(
    text: str, match: re.Match[str], names: tuple[str, str], kind: AmountKind, unit: str
) -> Iterator[AmountMention]:
    """Both ends of "$2-3 billion": the first takes its scale from the second."""
    low, high = (number_in(match[name]) for name in names)
    scale = re.search(rf"(?:{_SCALED_MONEY})$", match[names[1]], re.IGNORECASE)
    if scale and low is not None and not re.search(r"[a-z]", match[names[0]], re.IGNORECASE):
        low = number_in(f"{match[names[0]]} {scale[0].strip()}")
    if low is None or high is None:
        return
    yield _mention(text, match.start(), match.end(names[0]), low, unit, kind)
    yield _mention(text, match.start(names[1]), match.end(), high, unit, kind)


_APPROX_BEFORE = re.compile(
    r"(?:\b(?:about|around|some|nearly|almost|roughly|approximately|approx\.?|up to|close to|more than|over|"
    r"at least|less than|fewer than|under|below|above|estimated|as many as|as much as|as few as|as little as|at most|"
    r"nearer(?: to)?|circa|no more than|in excess of|upwards of|a further|perhaps|well over|in the region of|"
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
    rf"{_FREE}(?:(?P<from>{FIGURES})\s?%?{_TO}(?P<to>{FIGURES})|(?P<many>{_NUMBER}))"
    rf"{_GAP}?(?P<unit>%|per{_GAP}?cent(?:age{_GAP}points?)?(?![a-z])|pct\b|basis{_GAP}points?\b)",
    re.IGNORECASE,
)


def _find_percents(text: str) -> Iterator[AmountMention]:
    for match in _PERCENT.finditer(text):
        name = match["unit"].lower()
        unit = "basis point" if "basis" in name else "percentage point" if "point" in name else "percent"
        if match["from"]:
            yield from _pair(text, match, ("from", "to"), "percent", unit)
        elif (value := number_in(match["many"])) is not None:
            yield _mention(text, match.start(), match.end(), value, unit, "percent")


@cache
def _units() -> Mapping[str, str]:
    """The unit for each of its names, as written and in lower case."""
    names = {name: unit.unit for unit in vocab.units() for name in (unit.unit, *unit.names)}
    return {name.lower(): unit for name, unit in names.items()} | names


_COUNT_NUMBER = (
    rf"(?:{FIGURES}(?:bn|mn|m)(?=\s[a-z])|{_NUMBER})"  # "1.5m barrels", but "5m" alone is a length
)
_COUNT = re.compile(
    rf"{_FREE}(?:(?P<from>{FIGURES}){_TO}(?P<to>{_COUNT_NUMBER})|(?P<many>{_COUNT_NUMBER}))"
    r"(?=[A-Za-z\u00a0\u202f\n -])",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[\s-]?([^\W\d_][\w’'-]*(?:/[a-z]+)?[²³]?|\w+-\d+\w*)")
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
_MEASURES = _words("""
    km m cm mm mile foot inch hectare acre tonne ton kg gram pound ounce barrel litre gallon kw mw gw kwh
    mwh gwh twh bcm mcm degree bushel knot volt watt year month
""")
_TIMES = _words("""
    second minute hour day week month year decade century
""")
_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child"}


@dataclass(frozen=True, slots=True)
class _Counted:
    unit: str
    end: int
    kind: AmountKind
    noun: str | None


def _find_counts(text: str) -> Iterator[AmountMention]:
    last: AmountMention | None = None
    for match in _COUNT.finditer(text):
        number = match["to"] or match["many"]
        high, low = number_in(number), number_in(match["from"]) if match["from"] else None
        if high is None or _NAME_BEFORE.search(text[max(0, match.start() - 14) : match.start()]):
            continue
        counted = _counted(text, match, last)
        if counted is None or (low is not None and low >= high):
            continue
        start = match.start("to") if match["from"] else match.start()
        if low is not None:
            yield _mention(
                text, match.start(), match.end("from"), low, counted.unit, counted.kind, counted.noun
            )
        last = _mention(text, start, counted.end, high, counted.unit, counted.kind, counted.noun)
        yield last


def _counted(text: str, match: re.Match[str], last: AmountMention | None) -> _Counted | None:
    """What stands behind a number and is counted by it; `None` where the number counts nothing."""
    tokens = list(_tokens(text, match.end()))
    year = bool(_YEAR_LIKE.fullmatch(match["to"] or match["many"]))
    if not tokens or (year and _YEAR_BEFORE.search(text[max(0, match.start() - 10) : match.start()])):
        return None
    if (period := _period(text, match, tokens[0])) is not None:
        return period
    if year and not known_unit_behind(text, match.end()):
        return None
    if (known := _known_unit(text, tokens)) is not None:
        return known
    if (match["many"] or "").lower() == "one":
        return None
    return _plural(text, tokens, last)


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
        if first and tokens[first - 1][1].lower() in _NOT_COUNTED:
            return None
        for last in range(min(first + 3, len(tokens)), first, -1):
            start, end = tokens[first].start(1), tokens[last - 1].end(1)
            if text[start - 1] == "-" and last == first + 1:
                end = start + len(text[start:end].split("-")[0])  # "a 1,100-kilometre-long pipeline"
            phrase = text[start:end]
            unit = units.get(phrase) or units.get(phrase.lower()) or units.get(_singular(phrase.lower()))
            if unit in _TIMES or (first and len(phrase) < 3):
                continue
            if unit is not None:
                return _Counted(unit, end, *_measured(text, end, unit, phrase))
    return None


def _measured(text: str, end: int, unit: str, phrase: str) -> tuple[AmountKind, str | None]:
    if unit.split()[0].lower() not in _MEASURES and not unit.startswith(("square", "cubic", "nautical")):
        return "count", _singular(phrase.split()[-1].lower())
    of = re.compile(r"\s+of\s+(?:the\s+)?([a-z]+)").match(text, end)
    return "measure", of[1] if of else None


def _plural(text: str, tokens: list[re.Match[str]], last: AmountMention | None) -> _Counted | None:
    """A noun that no table knows, when it follows directly: "12 warehouses", "150 more"."""
    at = 0
    while at < len(tokens) - 1 and (tokens[at][1].lower() in _MODIFIERS or re.search(r"\d", tokens[at][1])):
        at += 1
    word, end = tokens[at][1], tokens[at].end(1)
    if word in _QUANTITIES or word in _MODIFIERS:
        return _same_again(text, tokens[0].start(), end, last)
    if word in _IRREGULAR:
        return _Counted(_IRREGULAR[word], end, "count", _IRREGULAR[word])
    if not re.fullmatch(r"[a-z]{3,}s", word) or word.endswith(("ss", "us", "is")) or word in _NOT_COUNTED:
        return None
    noun = _singular(word)
    return _Counted(noun, end, "count", noun)


def _same_again(text: str, start: int, end: int, last: AmountMention | None) -> _Counted | None:
    """ "50 tanks and 20 more": counted is what was counted before in the same sentence."""
    if last is None or last.kind != "count" or re.search(r"[.!?]\s|\n", text[last.end : start]):
        return None
    return _Counted(last.amount.unit, end, "count", last.noun)


def known_unit_behind(text: str, at: int) -> bool:
    """Whether a number like a year that ends at `at` counts: "2001 km", "2001 doses", not "the 2001 accord"."""
    tokens = list(_tokens(text, at))
    known = _known_unit(text, tokens) if tokens else None
    return known is not None and (known.kind == "measure" or text[known.end - 1] == "s")


def _singular(noun: str) -> str:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "xes", "ches", "shes", "zes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def find_amounts(text: str) -> tuple[AmountMention, ...]:
    """The amounts that a text states, in order, without overlap; money before percent before counts.

    >>> [(m.amount.value, m.amount.unit) for m in find_amounts("about $1.12 billion, or 26 per cent")]
    [(Decimal('1120000000'), 'USD'), (Decimal('26'), 'percent')]
    """
    found: list[AmountMention] = []
    for finder in (_find_money, _find_percents, _find_counts):
        taken = [(mention.start, mention.end) for mention in found]
        found += [m for m in finder(text) if all(m.end <= start or end <= m.start for start, end in taken)]
    return tuple(sorted(found, key=lambda mention: mention.start))
