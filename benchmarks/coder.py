"""How well the coder reads events: published test sets, gold articles, our own held-out sentences, and its cost.

    python benchmarks/coder.py [--plv FILE] [--gsr FILE] [--gold DIR … [--score FILE]] [--json] [--confusion]

Every table has three rows: the rules alone, the encoder alone, both together. FILEs are of the formats of PLV
(`plv.py`) and of the PLOVER gold-standard records (`gsr.py`); DIRs hold NAME.txt and NAME.gold.jsonl pairs, the first
also the scorer, `score.py`, unless --score names one. The held-out tenth of our own sentences is always read.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import gsr
import heldout
import plv
from figures import accuracy, f1_by_label, macro

from detente.code import code
from detente.code.grammar.sentences import parse
from detente.code.parties.who import find_mentions
from detente.code.voting.encoder import Place
from detente.code.voting.labels import NONE
from detente.code.voting.vote import is_promised, read_marked
from detente.keep.jsonl import record_to_json
from detente.model import Document
from detente.read import read
from detente.settings import Settings

ROWS = ("rules", "encoder", "both")


def read_plv(path: Path) -> dict[str, Any]:
    """Macro-F1 and accuracy over 15 roots, macro-F1 over the quad classes, and the confusions of both together."""
    rows, table = plv.read_rows(path), {}
    confused: Counter[tuple[str, str]] = Counter()
    for voters in ROWS:
        read = [_root(row, voters) for row in rows]
        gold = [row.root for row in rows]
        quads = [str(row.quad) for row in rows], [str(plv.QUADS[root]) for root in read]
        table[voters] = {
            "macro_f1": macro(f1_by_label(gold, read, plv.ROOTS)), "accuracy": accuracy(gold, read),
            "quad_f1": macro(f1_by_label(*quads, ["1", "2", "3", "4"])),
        }  # fmt: skip
        confused = Counter(zip(gold, read, strict=True))
    return {
        "sentences": len(rows), "figures": table,
        "by_root": f1_by_label(gold, read, plv.ROOTS), "confusion": _matrix(confused),
    }  # fmt: skip


def _root(row: plv.Row, voters: str) -> str:
    first = row.source or row.target or (0, len(row.text))
    second = row.target if row.source else None
    scores = plv.root_scores(row.text, read_marked(row.text, first, second, voters=voters))
    return max(scores, key=lambda root: scores[root])


def _matrix(confused: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    matrix: dict[str, dict[str, int]] = {}
    for (gold, given), n in sorted(confused.items()):
        matrix.setdefault(gold, {})[given] = n
    return matrix


def read_gsr(path: Path) -> dict[str, Any]:
    """Type with the parties given; and from the sentence alone: type, parties, and both by one event."""
    golds, table = gsr.read_gold(path), {}
    for voters in ROWS:
        told = [gold.type in _types_given_parties(gold, voters) for gold in golds]
        alone = [_from_sentence(gold, voters) for gold in golds]
        table[voters] = {"type_parties_given": sum(told) / len(golds)} | {
            name: sum(row[n] for row in alone) / len(golds)
            for n, name in enumerate(("type", "parties", "type_and_parties", "events_a_sentence"))
        }
    return {"records": len(golds), "figures": table}


def _types_given_parties(gold: gsr.Gold, voters: str) -> tuple[str, ...]:
    named = [place for party in gold.sources + gold.targets if (place := gold.place_of(party))]
    first: Place = named[0] if named else (0, len(gold.text))
    reading = read_marked(gold.text, first, named[1] if len(named) > 1 else None, voters=voters)
    kind = max((t for t in reading.types if t != NONE), key=lambda t: reading.types[t])
    return gsr.types_of_draft(gold, kind, reading.mode_of(kind))


def _from_sentence(gold: gsr.Gold, voters: str) -> tuple[bool, bool, bool, int]:
    document = Document(id="0" * 64, text=gold.text)
    parsed = parse(document)
    mentions = find_mentions(parsed).mentions
    records = code(document, settings=Settings(voters=voters)).records
    events = [(r.claim, is_promised(r.votes)) for r in records if r.kind == "event"]
    kinds = [gsr.has_type(gold, e, "promised" if promised else None) for e, promised in events]  # type: ignore[arg-type]
    parties = [gsr.has_parties(gold, e, mentions, parsed) for e, _ in events]  # type: ignore[arg-type]
    both = any(k and p for k, p in zip(kinds, parties, strict=True))
    return any(kinds), any(parties), both, len(events)


def read_articles(folders: list[Path], score: Path) -> dict[str, Any]:
    """Events of gold articles, strict with direction, pooled; spurious ones in ten sentences; cost of both together."""
    scorer = _scorer(score)
    articles = [(d / g.name, g) for d in folders for g in sorted(d.glob("*.gold.jsonl"))]
    texts = [Path(str(g).replace(".gold.jsonl", ".txt")) for _, g in articles]
    documents = [next(iter(read(text))) for text in texts]
    table, cost = {}, {}
    for voters in ROWS:
        began, results, sentences = time.process_time(), [], 0
        readings = [code(d, settings=Settings(voters=voters)).records for d in documents]  # type: ignore[arg-type]
        seconds = time.process_time() - began
        for (_, gold), text, records in zip(articles, texts, readings, strict=True):
            body = text.read_bytes().decode("utf-8")
            given = [record_to_json(r) for r in records]
            results.append(scorer.score(scorer.read_records(gold), given, body))
            sentences += len(scorer.sentence_starts(body))
        row = scorer.pool(results)[0]["event"]
        spurious = sum(1 for r in results for x in r["spurious"] if x["kind"] == "event")
        table[voters] = {n: row[n] for n in ("gold", "read", "matched", "precision", "recall", "f1")}
        table[voters]["spurious_in_ten_sentences"] = 10 * spurious / sentences
        words = sum(len(d.text.split()) for d in documents)  # type: ignore[union-attr]
        cost[voters] = {"cpu_seconds_for_500_words": 500 * seconds / words}
    cost["both"]["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"articles": len(articles), "figures": table, "cost": cost}


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if not path.exists() or spec is None or spec.loader is None:
        sys.exit(f"no scorer at {path}: name one with --score")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_held_out() -> dict[str, Any]:
    """Our own held-out tenth: type with *no event*, auxiliary modes, direction; calibration of both together.

    The last row reads the same answers beside the labels before anybody was asked of each two parties by themselves.
    """
    examples, table = heldout.held_out_examples(), {}
    cases: list[heldout.Case] = []
    for voters in ROWS:
        cases = [
            heldout.Case(n, e, read_marked(e.text, e.first, e.second, voters=voters)) for n, e in examples
        ]
        table[voters] = heldout.figures(cases)
    for number in sorted({n for n, _ in examples}):
        table[f"round {number}"] = heldout.figures([c for c in cases if c.round == number])
    table["before"] = heldout.figures(heldout.by_labels_before(cases))
    bins, error = heldout.calibration(cases)
    return {
        "pairs": len(examples), "figures": table, "aux": heldout.aux_figures(cases), "reliability": bins,
        "expected_calibration_error": error,
    }  # fmt: skip


def show(results: dict[str, Any], *, confusion: bool) -> None:
    """The tables for people."""
    for name, result in results.items():
        size = next(iter(result.items()))
        print(f"\n{name} ({size[1]} {size[0]})")
        columns = list(next(iter(result["figures"].values())))
        print(f"{'':<10}" + "".join(f"{c.replace('_', ' '):>27}" for c in columns))
        for voters, row in result["figures"].items():
            print(f"{voters:<10}" + "".join(f"{row[c]:>27.3f}" for c in columns))
        for voters, row in result.get("cost", {}).items():
            print(f"  {voters}: " + ", ".join(f"{k.replace('_', ' ')} {v:.2f}" for k, v in row.items()))
        for label in ("aux", "by_root"):
            if label in result:
                print("  " + "  ".join(f"{k} {v:.2f}" for k, v in result[label].items()))
        if "reliability" in result:
            print(f"  expected calibration error {result['expected_calibration_error']:.3f}")
            for row in result["reliability"]:
                bar = "#" * round(40 * row["right"])
                print(f"  {row['confidence']:.2f} sure, {row['right']:.2f} right of {row['cases']:>5}  {bar}")
        if confusion and "confusion" in result:
            for gold, row in result["confusion"].items():
                print(
                    f"  {gold:<10}"
                    + "  ".join(f"{read} {n}" for read, n in sorted(row.items(), key=lambda x: -x[1]))
                )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--plv", type=Path)
    parser.add_argument("--gsr", type=Path)
    parser.add_argument("--gold", type=Path, nargs="+")
    parser.add_argument(
        "--score", type=Path, help="the scorer of the record format; else score.py beside --gold"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--confusion", action="store_true")
    args = parser.parse_args()
    for path in (args.plv, args.gsr, *(args.gold or ())):
        if path is not None and not path.exists():
            parser.error(f"{path} is not there")
    read_marked("India met China.", (0, 5), (10, 15))  # start-up is not counted
    results: dict[str, Any] = {}
    if args.gold:
        results["gold articles"] = read_articles(args.gold, args.score or args.gold[0] / "score.py")
    if args.plv:
        results["PLV"] = read_plv(args.plv)
    if args.gsr:
        results["PLOVER gold-standard records"] = read_gsr(args.gsr)
    results["our held-out sentences"] = read_held_out()
    if args.json:
        print(json.dumps(results, indent=1))
    else:
        show(results, confusion=args.confusion)
    return 0


if __name__ == "__main__":
    sys.exit(main())
