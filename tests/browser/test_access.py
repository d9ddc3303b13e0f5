"""Every page for every reader: axe finds nothing serious, no page scrolls sideways, the keyboard gets everywhere."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],  # what is well need not be told: it takes longer than the looking
}
LOOKS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]},
    "resultTypes": ["violations"],
}
"""What a narrow page in dark colours may get wrong that a wide one in light colours does not."""
PAGES = (
    "/", "/relations", "/dyad/PAK/RUS?for=USA", "/triad/PAK/RUS/USA", "/country/PAK", "/dealings/PAK/RUS",
    "/network", "/map", "/review?party=PAK", "/search?q=pipeline", "/search", "/report/PAK/RUS?for=USA",
    "/export?format=gdelt", "/api/v1", "/nothing",
)  # fmt: skip


def settle(tab) -> None:
    """Waits until the parts of a page have come."""
    tab.wait_for_load_state("networkidle")
    tab.wait_for_function("!document.querySelector('[hx-trigger^=load]')", timeout=120_000)


@pytest.mark.parametrize(("width", "scheme", "rules"), [(1280, "light", RULES), (360, "dark", LOOKS)])
def test_no_page_shuts_anyone_out(served, open_tab, corpus_project, width, scheme, rules):
    article = corpus_project.documents().column("doc")[20].as_py()
    with served(corpus_project) as at:
        tab = open_tab(at, width=width, scheme=scheme)
        for path in (*PAGES, f"/article/{article}"):
            tab.goto(at(path))
            settle(tab)
            found = Axe().run(tab, options=rules).response["violations"]
            serious = [
                (one["id"], one["nodes"][0]["target"], one["nodes"][0]["html"][:200])
                for one in found
                if one["impact"] in ("serious", "critical")
            ]
            assert not serious, (path, serious)
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_keyboard_comes_to_the_page_and_through_it(served, open_tab, corpus_project):
    with served(corpus_project) as at:
        tab = open_tab(at)
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.className") == "skip"
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "main"
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.closest('main') !== null")
