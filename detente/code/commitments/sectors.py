"""In which sector a commitment falls, by the words around it."""

from __future__ import annotations

from detente import vocab
from detente.code.grammar.sentences import Parsed
from detente.code.grammar.wordlists import WordList, count_words, word_list
from detente.code.numbers.amounts import AmountMention
from detente.code.numbers.arms import is_type_of_arms
from detente.model import Sector
from detente.vocab.tables import cache

_PLAIN: tuple[Sector, ...] = ("finance", "general", "diplomatic", "trade", "humanitarian")


@cache
def _sector_words() -> dict[Sector, WordList]:
    return {row.sector: word_list(row.words) for row in vocab.sectors() if row.words}


def find_sector(
    parsed: Parsed, span: tuple[int, int], what: str, mention: AmountMention | None = None
) -> Sector:
    """The sector of a thing: by its own words, its clause, its unit, its sentence; of bare money, finance."""
    token = parsed.token_at(span[0])
    sentence = parsed.text_of(*parsed.sentence_chars(token.sent)) if token else ""
    for text in (what, parsed.text_of(*span)):
        if (best := sector_of(text)) not in _PLAIN:
            return best
    if mention and is_type_of_arms(mention.amount.unit):
        return "arms"
    if mention and mention.kind in ("count", "measure"):
        unit = next((u.sector for u in vocab.units() if u.unit == mention.amount.unit), None)
        if unit and unit not in ("general", "trade"):
            return unit
    own = sector_of(f"{what} {parsed.text_of(*span)}")
    if own != "general":
        return own
    near = sector_of(sentence)
    return "finance" if near == "general" and mention and mention.kind == "money" else near


def may_be_one(sector: Sector, other: Sector) -> bool:
    """May two that fall in these sectors speak of the same thing? Power and maize are two; money may be for either."""
    return sector == other or sector in _PLAIN or other in _PLAIN


def sector_of(text: str) -> Sector:
    """The sector whose words stand most often in a text; a tie goes to what the money is for."""
    best: Sector = "general"
    counts = count_words(text, _sector_words())
    for sector, found in counts.items():
        if found > counts.get(best, 0) or (found == counts.get(best, 0) and best in _PLAIN):
            best = sector
    return best
