"""How quick is the workbench on many articles? Printed are the start, and each page: asked first, and again.

    python benchmarks/workbench.py [--most 10000] [--folder DIR] [--rest 12] [--json]

The project is that of `benchmarks/many.py`: articles made from the example corpus. The server runs as users start it
(`detente serve`), and pages are asked for over HTTP, as a browser does. Printed are, in milliseconds: the start (from
the command to the first answer) and the first page at once after it; then, `--rest` seconds later, in which the server
makes itself ready, each page when it is asked for the first time, and the median of nine times after that. Parts that
a page loads after itself are lines of their own. Times are of one machine, which may be busy: beside them stands a
page of the server that does nothing, the peer. `--rest 0` tells what an impatient reader waits.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from many import filled, variants

from detente.project import Project

AGAIN = 9
PEER = "/static/icon.svg"
TOLD = re.compile(r"http://\S+")
PART = re.compile(r'hx-get="([^"]+)"')


def pages_of(project: Project) -> list[str]:
    """The pages that are asked for: of the busiest pair of states, one in the middle, their articles and searches."""
    told = sorted(project.dealings(), key=lambda one: (-one.events, one.a, one.b))
    rows = [{"a": one.a, "b": one.b} for one in told if len(one.a) == len(one.b) == 3]
    busy, middle = rows[0], rows[len(rows) // 20]
    doc = project.documents().column("doc")[0].as_py()
    third = next(row for row in rows if busy["a"] in (row["a"], row["b"]) and row != busy)
    other = third["b"] if third["a"] == busy["a"] else third["a"]
    return [
        "/", "/relations", f"/dyad/{busy['a']}/{busy['b']}", f"/dyad/{middle['a']}/{middle['b']}?for=USA",
        f"/triad/{busy['a']}/{busy['b']}/{other}", f"/country/{busy['a']}", "/network", "/map", f"/article/{doc}",
        "/review", f"/review?party={busy['a']}", "/search", "/search?q=pipeline", "/export", "/api/v1",
        f"/api/v1/dyads/{middle['a']}/{middle['b']}/ledger",
    ]  # fmt: skip


def ask(address: str) -> tuple[float, str]:
    """Milliseconds until a page is there, and the page."""
    start = time.perf_counter()
    with urllib.request.urlopen(address, timeout=600) as answer:
        text = answer.read().decode("utf-8", "replace")
    return (time.perf_counter() - start) * 1000, text


def start(folder: Path) -> tuple[subprocess.Popen[str], str, float]:
    """The server, its address, and the milliseconds until it answered."""
    begun = time.perf_counter()
    command = [
        str(Path(sys.executable).with_name("detente")),
        "serve",
        "--project",
        str(folder),
        "--no-open",
        "--port",
        "0",
    ]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    address = TOLD.search(server.stdout.readline())[0].split("/enter")[0]
    while True:
        try:
            ask(address + PEER)
            break
        except urllib.error.URLError:
            time.sleep(0.01)
    return server, address, (time.perf_counter() - begun) * 1000


def time_pages(address: str, pages: list[str]) -> Iterator[tuple[str, float, float]]:
    """Each page and each part that it asks for: its path, first time, median of the times after."""
    for page in [PEER, *pages]:
        first, text = ask(address + page)
        yield page, first, statistics.median(ask(address + page)[0] for _ in range(AGAIN))
        for part in dict.fromkeys(one.replace("&amp;", "&") for one in PART.findall(text)):
            first, _ = ask(address + part)
            yield f"  {part}", first, statistics.median(ask(address + part)[0] for _ in range(AGAIN))


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rest", type=float, default=12)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = (options.folder or Path(scratch)) / "many"
        filled(folder, variants(2), options.most)
        project = Project.open(folder)
        pages = pages_of(project)
        server, address, began = start(folder)
        try:
            home, _ = ask(address + "/")
            time.sleep(options.rest)
            rows = list(time_pages(address, pages))
        finally:
            server.terminate()
    if options.json:
        print(
            json.dumps(
                {
                    "start": began,
                    "home": home,
                    "pages": [dict(zip(("page", "first", "again"), row, strict=True)) for row in rows],
                }
            )
        )
        return
    print(
        f"{project.status().documents} articles; started in {began:.0f} ms, first page {home:.0f} ms after it\n"
    )
    print(f"{'page':70} {'first':>8} {'again':>8}   ms")
    for page, first, again in rows:
        print(f"{page:70} {first:8.0f} {again:8.0f}")


if __name__ == "__main__":
    main()
