"""Who is meant by "it", "both", "the kingdom": how often the coder finds out, and what events it reads there.

    python benchmarks/referents.py [--halves] [--json]

Reads `marked.jsonl` beside this script, articles in which every such expression is marked and from which nothing was
learnt; with `--halves`, every second of the articles to learn from, with weights fitted on the others (four minutes).
Prints for each kind of expression how many there are, and the shares that the rules alone and both get right; those
that stand for nobody on lines of their own. Then the events that the coder reads, strict with direction, by the rules
alone and by both.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from figures import f1

from detente.code import code
from detente.code.grammar.sentences import Parsed, parse
from detente.code.parties import weighed
from detente.code.parties.choosing import weights
from detente.keep.jsonl import record_to_json
from training.referents import ARTICLES, Answer, document, is_same, read_articles, train, walk

MARKED = Path(__file__).parent / "marked.jsonl"


def main(argv: list[str] | None = None) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--halves", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    articles = read_articles(ARTICLES)[::2] if args.halves else read_articles(MARKED)
    learnt = train(read_articles(ARTICLES)[1::2]) if args.halves else weights()
    answers = [a for article in articles for a in walk(article, learnt, teach=False).answers]
    told = {name: events(articles, w) for name, w in (("rules", {}), ("both", learnt))}
    found = {"articles": len(articles), "expressions": shares(answers), "events": told}
    print(json.dumps(found, indent=2) if args.json else table(found))
    return 0


def shares(answers: list[Answer]) -> dict[str, dict[str, float]]:
    """By kind, those for parties and those for nobody apart: their number, and the shares that are right."""
    counts: dict[str, Counter[str]] = {}
    for answer in answers:
        somebody = "" if answer.meant else ", nobody meant"
        for name in (answer.kind + somebody, "all" + somebody):
            count = counts.setdefault(name, Counter())
            count["number"] += 1
            count["rules"] += is_same(answer.rule, answer.meant)
            count["both"] += is_same(answer.found, answer.meant)
    return {
        name: {"number": c["number"], "rules": c["rules"] / c["number"], "both": c["both"] / c["number"]}
        for name, c in sorted(counts.items())
    }


def events(articles: list[dict[str, Any]], learnt: Mapping[str, float]) -> dict[str, float]:
    """Events of the type, between the parties and in the sentence where the article has them, with these weights."""
    gold = read = matched = 0
    weighed.weights = lambda: learnt  # type: ignore[attr-defined]
    for article in articles:
        page = document(article)
        parsed = parse(page)
        left = [r for r in map(record_to_json, code(page).records) if r["kind"] == "event"]
        gold, read = gold + len(article["events"]), read + len(left)
        for event in article["events"]:
            same = next((r for r in left if _agree(r, event) and _share_sentence(parsed, r, event)), None)
            if same is not None:
                left.remove(same)
                matched += 1
    shares_ = {
        "precision": matched / max(read, 1),
        "recall": matched / max(gold, 1),
        "f1": f1(matched, gold, read),
    }
    return {"gold": gold, "read": read, "matched": matched, **shares_}


def _agree(record: dict[str, Any], event: dict[str, Any]) -> bool:
    return record["type"] == event["type"] and all(
        is_same(tuple(record[side]), tuple(event[side])) and bool(record[side]) == bool(event[side])
        for side in ("actors", "recipients")
    )


def _share_sentence(parsed: Parsed, record: dict[str, Any], event: dict[str, Any]) -> bool:
    ends = (
        {t.sent for at in (one["start"], one["end"] - 1) if (t := parsed.token_at(at))}
        for one in (record, event)
    )
    return bool(set.intersection(*ends))


def table(found: dict[str, Any]) -> str:
    """Both tables as text."""
    lines = [f"{found['articles']} articles", f"{'':24}{'number':>8}{'rules':>8}{'both':>8}"]
    for name, row in found["expressions"].items():
        lines.append(f"{name:24}{row['number']:8}{row['rules']:8.3f}{row['both']:8.3f}")
    lines.append(f"{'events':24}" + "".join(f"{n:>10}" for n in found["events"]["both"]))
    for name, row in found["events"].items():
        lines.append(
            f"{name:24}" + "".join(f"{v:10.3f}" if isinstance(v, float) else f"{v:10}" for v in row.values())
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
