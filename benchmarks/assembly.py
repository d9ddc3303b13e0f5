"""How well articles are grouped: stories, happenings and rows of the ledger, on labelled pairs of ours.

    python benchmarks/assembly.py [DIR] [--json]

DIR (benchmarks/labelled) holds folders of `articles.jsonl` and `tellings.jsonl` (see its README). Printed is pairwise
precision, recall and F1: of all pairs that the system puts into one group, and of all that the labels do. Weights were
set on the `tuned` half (training/assembly.py); the `kept` half is for measuring.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from zlib import crc32

from detente.keep.assembly import alike, events, promises
from detente.keep.assembly.groups import chain, group
from detente.keep.assembly.odds import chance, least
from detente.keep.assembly.traces import traces_of
from detente.keep.jsonl import record_from_json
from detente.model import Document, Telling, When

HERE = Path(__file__).resolve().parent / "labelled"
ROOT = HERE.parent.parent
HALVES = ("tuned", "kept")
Groups = Iterable[tuple[str, ...]]


@dataclass(frozen=True)
class Labelled:
    """Articles and tellings with their labels by id."""

    documents: dict[str, Document]
    story: dict[str, str]
    tellings: dict[str, Telling]
    label: dict[str, str]


def load(folder: Path, half: str | None = None) -> Labelled:
    """The labelled set in the folders below `folder`; `half` keeps one half, by family of articles."""
    found = Labelled({}, {}, {}, {})
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        corpus = _corpus() if part.name.startswith("corpus") else {}
        for line in (part / "articles.jsonl").read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            if half in (None, half_of(article["id"])):
                document = corpus.get(article["id"]) or _document(article)
                found.documents[article["id"]] = document
                found.story.setdefault(article["id"], article["story"])  # the corpus: as its happenings say
        for number, line in enumerate((part / "tellings.jsonl").read_text(encoding="utf-8").splitlines()):
            told = json.loads(line, parse_float=Decimal)
            if told["doc"] in found.documents:
                _keep(found, f"{part.name}:{number:04}", told)
    return found


def half_of(article: str) -> str:
    """To which half an article belongs: the corpus to the tuned one, of the others one family in two."""
    if article.startswith(("a-", "b-")):
        return "tuned"
    return HALVES[crc32(article.split("-")[0].encode()) % 2]


def _keep(found: Labelled, id: str, told: dict) -> None:
    document = found.documents[told["doc"]]
    start = max(document.text.find(told["text"]), 0)
    record = record_from_json({**told, "start": start, "end": start + len(told["text"]), "speaker": None})
    published = document.published.since if document.published else None
    found.tellings[id] = Telling(
        record=record,
        outlet=document.outlet,
        title=document.title,
        published=published,
        story=told["doc"],
        context=document.text[max(0, start - 400) : start + len(told["text"]) + 400],
    )
    found.label[id] = told.get("happening") or told["row"]


def _document(article: dict) -> Document:
    day = date.fromisoformat(article["published"])
    text = f"{article['title']}\n\n{article['text']}" if article["title"] else article["text"]
    return Document(
        id=article["id"],
        text=text,
        title=article["title"],
        outlet=article["outlet"],
        published=When(since=day, until=day),
    )


def _corpus() -> dict[str, Document]:
    from detente.read import read

    folder = ROOT / "examples" / "corpus"
    return {Path(one.origin).name: one for one in read(folder) if isinstance(one, Document)}


def story_pairs(found: Labelled) -> dict[tuple[str, str], dict[str, float]]:
    """The pairs of articles that share a trace, with their features."""
    by_trace = defaultdict(set)
    for id, document in found.documents.items():
        for trace in traces_of(document):
            by_trace[trace].add(id)
    pairs = {pair for docs in by_trace.values() for pair in combinations(sorted(docs), 2)}
    sketches = {id: alike.sketch(document) for id, document in found.documents.items()}
    return {
        (a, b): alike.features(sketches[a], sketches[b])
        for a, b in sorted(pairs)
        if not alike.of_one_mould(sketches[a], sketches[b])
    }


def telling_pairs(found: Labelled, question: str) -> dict[tuple[str, str], dict[str, float]]:
    """The pairs of tellings for a question that share their parties, with their features."""
    of = events if question == "happening" else promises
    faces = {id: of.face_of(found.tellings[id]) for id in labels(found, question)}
    pairs = combinations(sorted(faces), 2)
    return {(a, b): of.features(faces[a], faces[b]) for a, b in pairs if of.comparable(faces[a], faces[b])}


def labels(found: Labelled, question: str) -> dict[str, str]:
    """The labels of what a question asks about."""
    if question == "story":
        return found.story
    kind = "event" if question == "happening" else "commitment"
    return {id: label for id, label in found.label.items() if found.tellings[id].record.kind == kind}


def _average(members: Iterable[str], chances: dict[tuple[str, str], float], least: float) -> Groups:
    return group(members, chances, least=least)


def _single(members: Iterable[str], chances: dict[tuple[str, str], float], least: float) -> Groups:
    return chain(members, {pair: chance for pair, chance in chances.items() if chance >= least})


LINKAGE = {"story": _single, "happening": _average, "ledger": _average}
"""How each question's pairs become groups, as the package does it."""


@dataclass(frozen=True)
class Score:
    """Pairs that the system groups, that the labels do, and that both do."""

    grouped: int
    true: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.grouped)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.true)

    def f(self, beta: float = 1.0) -> float:
        return (1 + beta**2) * self.right / max(1, self.grouped + beta**2 * self.true)


def score(groups: Groups, label: dict[str, str]) -> Score:
    """The pairs of some groups against those of the labels."""
    by_label = defaultdict(list)
    for id, name in label.items():
        by_label[name].append(id)
    grouped = {pair for one in groups for pair in combinations(sorted(one), 2)}
    true = {pair for ids in by_label.values() for pair in combinations(sorted(ids), 2)}
    return Score(len(grouped), len(true), len(grouped & true))


def measure(folder: Path, half: str) -> dict[str, dict[str, float]]:
    """The figures of one half, by question."""
    found, figures = load(folder, half), {}
    for question in LINKAGE:
        pairs = story_pairs(found) if question == "story" else telling_pairs(found, question)
        chances = {pair: chance(question, features) for pair, features in pairs.items()}
        of = labels(found, question)
        got = score(LINKAGE[question](of, chances, least(question)), of)
        figures[question] = {
            "things": len(of), "pairs": got.true, "pairs_compared": len(pairs),
            "precision": got.precision, "recall": got.recall, "f1": got.f(),
        }  # fmt: skip
    return figures


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HERE)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = {half: measure(options.folder, half) for half in HALVES}
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    print(
        f"{'half':6} {'question':10} {'things':>6} {'true pairs':>10} {'compared':>8} {'P':>6} {'R':>6} {'F1':>6}"
    )
    for half, rows in figures.items():
        for question, row in rows.items():
            print(
                f"{half:6} {question:10} {row['things']:6} {row['pairs']:10} {row['pairs_compared']:8}"
                f" {row['precision']:6.3f} {row['recall']:6.3f} {row['f1']:6.3f}"
            )


if __name__ == "__main__":
    main()
