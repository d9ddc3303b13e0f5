"""Takes the pictures of the documentation anew: each page of the workbench over the example corpus, light and dark.

    python docs/pictures.py PROJECT

PROJECT is a project that `detente demo --out PROJECT` made. A Chromium has to be on the machine, and `pdftoppm` for the
picture of the report.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PICTURES = Path(__file__).resolve().parent / "pictures"
SIZE = {"width": 1120, "height": 900}
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAGES = {
    "home": "/",
    "relations": "/relations",
    "dyad": "/dyad/PAK/RUS?for=USA",
    "triad": "/triad/PAK/RUS/USA",
    "country": "/country/PAK",
    "network": "/network",
    "map": "/map",
    "review": "/review?party=PAK&party=RUS",
    "search": "/search?q=pipeline",
    "report-page": "/report/PAK/RUS?for=USA",
    "export": "/export?format=gdelt",
}


def main() -> None:
    """Serves the project, takes the pictures, and ends."""
    detente = str(Path(sys.executable).with_name("detente"))
    folder = sys.argv[1]
    command = [detente, "serve", "--project", folder, "--no-open", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout
    told = re.search(r"http://\S+", server.stdout.readline())
    assert told
    try:
        take_all(told[0], article_of(detente, folder))
    finally:
        server.terminate()
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.pdf"
        subprocess.run(
            [detente, "report", "PAK", "RUS", "--for", "USA", "--project", folder, "--out", str(report)],
            check=True,
        )
        first = ["pdftoppm", "-png", "-r", "80", "-singlefile", str(report), str(PICTURES / "report")]
        subprocess.run(first, check=True)


def article_of(detente: str, folder: str) -> str:
    """The article of the first commitment of the two."""
    asked = [
        detente,
        "records",
        "--project",
        folder,
        "--kind",
        "commitment",
        "--dyad",
        "PAK",
        "RUS",
        "--json",
    ]
    found = re.search(
        r'"doc": ?"([0-9a-f]{64})"', subprocess.run(asked, capture_output=True, text=True).stdout
    )
    assert found
    return found[1]


def take_all(enter: str, article: str) -> None:
    """Every page in light and dark, once its parts have come."""
    from playwright.sync_api import sync_playwright

    here = enter.split("/enter")[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            tab = browser.new_context(viewport=SIZE, color_scheme=scheme).new_page()
            tab.goto(enter)
            for name, path in (PAGES | {"article": f"/article/{article}"}).items():
                tab.goto(here + path)
                settle(tab)
                tab.screenshot(path=PICTURES / f"{name}-{scheme}.png")
        browser.close()


def settle(tab: Any) -> None:
    """Waits until the parts of a page have come, and the network is drawn."""
    for _ in range(400):
        tab.wait_for_timeout(300)
        if not tab.locator("[hx-trigger^=load], #network:not([data-drawn])").count():
            return
    raise SystemExit(f"a part does not come: {tab.url}")


if __name__ == "__main__":
    main()
