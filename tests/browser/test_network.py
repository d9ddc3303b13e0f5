"""The network is drawn by its script under the strict policy, and leads where its table leads; the map needs none."""

from __future__ import annotations

from datetime import date

import pytest

from detente.model import Event, When
from detente.project import Project

pytestmark = pytest.mark.browser
ON = When(since=date(2020, 5, 3), until=date(2020, 5, 3), basis="explicit")


@pytest.fixture
def states(tmp_path, add) -> Project:
    made = Project.create(tmp_path / "desk")
    add(
        made,
        ("Pakistan and Russia met", Event(actors=("PAK", "RUS"), type="CONSULT", when=ON)),
        ("India blamed Pakistan", Event(actors=("IND",), recipients=("PAK",), type="ACCUSE", when=ON)),
        ("The Opposition met Russia", Event(actors=("The Opposition", "RUS"), type="CONSULT")),
    )
    return made


def drawn(tab):
    """The network, once it is drawn."""
    tab.wait_for_selector("#network[data-drawn]")
    return tab.locator("#network")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_drawn_and_nothing_is_refused_or_fetched_from_outside(served, open_tab, states, scheme):
    with served(states) as at:
        tab = open_tab(at, "/network", scheme=scheme)
        assert drawn(tab).get_attribute("data-drawn") == "7"  # four parties, three lines
        assert tab.locator("#network canvas").count() >= 1
        assert tab.said == [] and tab.outside == []


def test_a_party_opens_its_page_and_a_line_that_of_the_two(served, open_tab, states):
    with served(states) as at:
        tab = open_tab(at, "/network?since=2020-01-01")
        places = states_on_screen(tab)
        tab.mouse.move(*places["IND"])
        tab.get_by_text("India: 1 telling of an event with 1 of the others").wait_for()
        tab.mouse.click(*places["IND"])
        tab.wait_for_url(at("/country/IND"))
        tab.go_back()
        places = states_on_screen(tab)
        middle = [(one + other) / 2 for one, other in zip(places["IND"], places["PAK"], strict=True)]
        tab.mouse.click(*middle)
        tab.wait_for_url(at("/dyad/IND/PAK?since=2020-01-01"))


def states_on_screen(tab) -> dict[str, tuple[float, float]]:
    """Where on the screen the parties are drawn, by their codes."""
    field = drawn(tab)
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    data = tab.evaluate("async (from) => (await fetch(from)).json()", field.get_attribute("data-from"))
    found = tab.evaluate(
        """(codes) => { const graph = document.getElementById("network")._cyreg.cy;
        return codes.map(code => graph.getElementById(`n ${code}`).renderedPosition()); }""",
        [one["code"] for one in data["nodes"]],
    )
    return {
        one["code"]: (box["x"] + at["x"], box["y"] + at["y"])
        for one, at in zip(data["nodes"], found, strict=True)
    }


def test_all_of_it_can_be_reached_by_keyboard(served, open_tab, states):
    with served(states) as at:
        tab = open_tab(at, "/network")
        drawn(tab)
        tab.locator("#f-fewest").focus()
        names = set()
        for _ in range(30):
            tab.keyboard.press("Tab")
            names.add(tab.evaluate("document.activeElement.textContent.trim()"))
        assert {"Pakistan and Russia", "India and Pakistan"} <= names


def test_the_page_stays_within_a_narrow_screen(served, open_tab, states):
    with served(states) as at:
        for path in ("/network", "/map", "/relations", "/country/PAK", "/triad/PAK/RUS/IND"):
            tab = open_tab(at, path, width=360)
            tab.wait_for_load_state("networkidle")
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            assert tab.said == [], path


def test_a_state_on_the_map_opens_its_page(served, open_tab, states):
    with served(states) as at:
        tab = open_tab(at, "/map")
        tab.locator('.states a[href="/country/RUS"]').click()
        tab.wait_for_url(at("/country/RUS"))
        assert tab.get_by_role("heading", level=1).inner_text() == "Russia"


def test_parts_of_a_page_come_by_themselves(served, open_tab, states):
    with served(states) as at:
        tab = open_tab(at, "/country/PAK")
        tab.get_by_text("No commitment of Pakistan is told.").wait_for()
        tab.get_by_text("No source says that Pakistan moves").wait_for()
        tab = open_tab(at, "/triad/PAK/RUS/IND")
        tab.get_by_text("Where these numbers come from").first.wait_for()
        tab.wait_for_selector(".waits", state="detached")
        assert tab.said == []
