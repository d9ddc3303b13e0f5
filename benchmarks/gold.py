"""How well the coder reads gold articles: F1 by kind of record, speed beside it.

    python benchmarks/gold.py GOLDDIR [GOLDDIR …] [--score SCORE.py] [--readings N] [--json] [--list]

Each GOLDDIR holds NAME.txt and NAME.gold.jsonl pairs (the record format); SCORE.py is the format's own
scorer, by default the one in the first folder. Articles are read with nothing told but what stands in them.
Of N readings of each the quickest counts: other work on the machine slows the others.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from detente.code import code
from detente.keep.jsonl import write_jsonl
from detente.model import Document, SetAside
from detente.read import read


def read_articles(folder: Path, out: Path, readings: int) -> tuple[int, float]:
    """Write a reading of every NAME.txt in `folder` that has gold; words read and CPU seconds used."""
    words, seconds = 0, 0.0
    for gold in sorted(folder.glob("*.gold.jsonl")):
        name = gold.name.removesuffix(".gold.jsonl")
        for found in read(folder / f"{name}.txt"):
            if isinstance(found, SetAside):
                sys.exit(f"{found.origin}: {found.what}")
            words += len(found.text.split())
            seconds += write_reading(found, out / f"{name}.jsonl", readings)
    return words, seconds


def write_reading(document: Document, path: Path, readings: int) -> float:
    """Code one document into `path`; the CPU seconds that the quickest of so many readings took."""
    used = float("inf")
    for _ in range(max(1, readings)):
        began = time.process_time()
        reading = code(document)
        used = min(used, time.process_time() - began)
    with path.open("w", encoding="utf-8") as stream:
        write_jsonl(reading.records, stream)
    return used


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--score", type=Path)
    parser.add_argument("--readings", type=int, default=1, help="the quickest of so many is timed")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    scorer = args.score or args.folders[0] / "score.py"
    if not scorer.exists():
        parser.error(f"no scorer at {scorer}; name one with --score")
    with tempfile.TemporaryDirectory() as gold, tempfile.TemporaryDirectory() as out:
        code(Document(id="0", text="Warm up: India met China."))  # start-up is not counted
        words, seconds = 0, 0.0
        for folder in args.folders:
            for path in folder.glob("*.gold.jsonl"):
                shutil.copy(path, gold)
                shutil.copy(folder / f"{path.name.removesuffix('.gold.jsonl')}.txt", gold)
            w, s = read_articles(folder, Path(out), args.readings)
            words, seconds = words + w, seconds + s
        flags = [f for f, on in (("--json", args.json), ("--list", args.list)) if on]
        result = subprocess.run([sys.executable, str(scorer), "--all", gold, out, *flags])
    if not args.json:
        print(
            f"{words} words in {seconds:.2f} CPU seconds: {500 * seconds / max(1, words):.2f} s for 500 words"
        )
    return result.returncode


if __name__ == "__main__":
    sys.exit(main())
