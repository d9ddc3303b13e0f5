"""Fit the weights by which the coder finds out who is meant: "it", "both", "the kingdom", "its neighbour".

    python -m training.referents

Reads `articles.jsonl`, articles of our own in which every expression that stands for a party without naming it is
marked with whom it stands for, and writes `detente/code/parties/trained/referents.tsv`. A conditional logit for each
kind of expression, with a ridge on its weights, by L-BFGS: two minutes on one core. While it learns from an article,
whatever was marked before counts as known; possessives within a description ("its neighbour"), which are not marked,
are found with the weights of a first round. Definite nouns that are not marked stand for nobody.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from detente.code.grammar.sentences import parse
from detente.code.parties.asked import Asked
from detente.code.parties.choosing import WEIGHTS, likeliest, options
from detente.code.parties.mentions import Parties
from detente.code.parties.names import head_of
from detente.code.parties.persons import Person
from detente.code.parties.said import UNKNOWN
from detente.code.parties.weighed import Weighed
from detente.code.parties.who import find_mentions
from detente.model import Codes, Document
from detente.read import read_bytes

ARTICLES = Path(__file__).parent / "articles.jsonl"
RIDGE = 8.0
SEEN = 3  # times that a trait must occur to be weighed
LEAST = 0.03  # weights smaller than this change nothing and are left out
KINDS = ("it", "they", "several", "noun")
Row = tuple[int, list[list[str]]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one expression stands for and what was made of it: `found` by the weights, `rule` by the rules alone."""

    kind: str
    words: str
    meant: Codes
    rule: Codes
    found: Codes


def read_articles(path: Path) -> list[dict[str, Any]]:
    """The marked articles of a file, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def is_same(found: Codes, meant: Codes) -> bool:
    """Are the same parties meant? A body without a code is known by its name, and as good as nobody if it is alone."""
    if len(meant) == 1 and meant[0].startswith(UNKNOWN) and not found:
        return True
    rest, left = set(found) - set(meant), set(meant) - set(found)
    names = [c.removeprefix(UNKNOWN) for c in left if c.startswith(UNKNOWN)]
    return len(rest) == len(left) and all(
        any(
            name in c.removeprefix(UNKNOWN).lower() or c.removeprefix(UNKNOWN).lower() in name
            for name in names
        )
        for c in rest
    )


def document(article: Mapping[str, Any]) -> Document:
    """The article as the reader gives it, with its dateline apart."""
    (found,) = read_bytes(article["text"].encode("utf-8"), origin=f"{article['title']}.txt")
    if not isinstance(found, Document) or found.text != article["text"]:
        raise ValueError(f"{article['title']}: cannot be read as it stands")
    return found


class Marked(Weighed):
    """A walk that knows what is marked in the article, and notes who might have been meant there: `rows` where it
    teaches, `answers` where it goes as the coder would.
    """

    def __init__(
        self, parties: Parties, persons: tuple[Person, ...], article: Mapping[str, Any],
        weights: Mapping[str, float], *, teach: bool,
    ) -> None:  # fmt: skip
        super().__init__(parties, persons)
        self.weights, self.teach = weights, teach
        self.rows: list[tuple[str, Row]] = []
        self.answers: list[Answer] = []
        self.marks: dict[int, tuple[str, Codes]] = {}
        self.within: set[int] = set()
        for start, end, meant in article["marks"]:
            inside = [t.i for t in self.parsed.tokens if start <= t.start and t.end <= end]
            if inside:
                head = head_of(self.parsed, inside[0], inside[-1])
                self.marks[head] = (article["text"][start:end], tuple(meant))
                self.within |= set(inside)

    def _choose(self, asked: Asked) -> Codes:
        marked = self.marks.get(asked.token.i)
        found = likeliest(asked, self.pairs, self.weights) if self.weights else asked.rule
        if marked is None and asked.token.i in self.within:
            return found
        words, meant = marked or (asked.token.text, ())
        if not self.teach:
            self.answers.append(Answer(asked.kind, words, meant, asked.rule, found))
            return found
        rows = options(asked, self.pairs)
        fits = (n for n, (c, _) in enumerate(rows) if (is_same(c, meant) if meant else not c))
        if (right := next(fits, None)) is not None:
            traits = [[f"{asked.kind}|{t}" for t in traits] for _, traits in rows]
            self.rows.append((asked.kind, (right, traits)))
        return tuple(c for c in meant if not c.startswith(UNKNOWN))


def walk(article: Mapping[str, Any], weights: Mapping[str, float], *, teach: bool) -> Marked:
    """The article read: with its marks known (`teach`), or as the coder would."""
    made: list[Marked] = []

    def start(parties: Parties, persons: tuple[Person, ...]) -> Marked:
        made.append(Marked(parties, persons, article, weights, teach=teach))
        return made[0]

    find_mentions(parse(document(article)), walk=start)
    return made[0]


def rows_of(articles: Iterable[Mapping[str, Any]], weights: Mapping[str, float]) -> dict[str, list[Row]]:
    """By kind of expression: which option is right, and the traits of each."""
    found: dict[str, list[Row]] = {kind: [] for kind in KINDS}
    for article in articles:
        for kind, row in walk(article, weights, teach=True).rows:
            found[kind].append(row)
    return found


def fit(rows: list[Row]) -> dict[str, float]:
    """Weights under which the right options are likeliest."""
    counts = Counter(t for _, options_ in rows for traits in options_ for t in set(traits))
    place = {t: n for n, t in enumerate(sorted(t for t, n in counts.items() if n >= SEEN))}
    line, column, starts, right, at = [], [], [], [], 0
    for best, options_ in rows:
        starts.append(at)
        right.append(at + best)
        for traits in options_:
            known = [place[t] for t in sorted(set(traits)) if t in place]
            line += [at] * len(known)
            column += known
            at += 1
    x = csr_matrix((np.ones(len(line)), (line, column)), shape=(at, len(place)))
    which = np.repeat(np.arange(len(starts)), np.diff([*starts, at]))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        sums = x @ w
        most = np.maximum.reduceat(sums, starts)
        powers = np.exp(sums - most[which])
        totals = np.add.reduceat(powers, starts)
        gain = (sums[right] - most - np.log(totals)).sum()
        slope = np.asarray(x[right].sum(0)).ravel() - x.T @ (powers / totals[which])
        return -gain + 0.5 * RIDGE * (w @ w), RIDGE * w - slope

    found = minimize(loss, np.zeros(len(place)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {trait: float(found[n]) for trait, n in place.items()}


def train(articles: list[dict[str, Any]]) -> dict[str, float]:
    """Two rounds: the second knows the possessives within descriptions as the first finds them."""
    weights: dict[str, float] = {}
    for _ in range(2):
        rows = rows_of(articles, weights)
        weights = {t: w for kind in KINDS for t, w in fit(rows[kind]).items()}
    return weights


def write(weights: Mapping[str, float], path: Path = WEIGHTS) -> None:
    """The weights as a table, by kind and trait."""
    lines = [
        "# What speaks for a candidate when the coder asks who is meant. Written by `python -m training.referents`.",
        "trait\tweight\tsource",
    ]
    kept = sorted((t, w) for t, w in weights.items() if abs(w) >= LEAST)
    lines += [f"{trait}\t{weight:.2f}\ttraining/articles.jsonl" for trait, weight in kept]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(train(read_articles(ARTICLES)))
