"""The network and the map: the same dealings as in the list, drawn where they were drawn before."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from detente.keep.dealings import Dealing
from detente.show.pages.dealings import Chosen
from detente.show.pages.network import MOST_PAIRS, SIDE, draw_map, draw_network, lay_out, steps_to


def dealing(a: str, b: str, events: int = 1) -> Dealing:
    return Dealing(a=a, b=b, quads=(events, 0, 0, 0))


CHOSEN = Chosen(source="articles")


# the network


def test_the_data_are_the_pairs_of_the_table(reader):
    found = reader.get("/network.json").json()
    assert {one["code"] for one in found["nodes"]} == {"PAK", "RUS", "IND", "UN", "The Opposition"}
    edges = {(one["a"], one["b"], one["quad"]): one["events"] for one in found["edges"]}
    assert edges == {
        ("PAK", "RUS", 1): 2, ("PAK", "RUS", 2): 1, ("IND", "PAK", 3): 1, ("IND", "UN", 3): 1,
        ("RUS", "The Opposition", 1): 1,
    }  # fmt: skip
    kinds = {one["code"]: (one["kind"], one["known"]) for one in found["nodes"]}
    assert kinds["PAK"] == ("state", True)
    assert kinds["UN"] == ("organisation", True)
    assert kinds["The Opposition"] == ("other", False)
    page = reader.get("/network").text
    assert page.count('<tr role="row"><th role="rowheader"') == 4


def test_the_same_dealings_give_the_same_places(reader):
    first, second = (reader.get("/network.json?source=Wire").json() for _ in range(2))
    assert first == second
    pairs = [("A", "B", 3), ("B", "C", 1), ("D", "E", 2)]
    assert lay_out(pairs) == lay_out(reversed([(b, a, n) for a, b, n in pairs]))


def test_places_lie_on_the_sheet_and_parts_that_nothing_joins_at_its_foot():
    places = lay_out([("A", "B", 3), ("B", "C", 1), ("C", "A", 1), ("D", "E", 2)])
    assert all(0 <= x <= SIDE and 0 <= y <= SIDE for x, y in places.values())
    assert min(places["D"][1], places["E"][1]) > max(places[code][1] for code in "ABC")
    assert len(set(places.values())) == 5
    assert lay_out([]) == {}


def test_no_more_pairs_are_drawn_than_a_picture_holds():
    many = [dealing(f"A{n:03}", f"B{n:03}", 1 + n) for n in range(MOST_PAIRS + 20)]
    page = draw_network(many, CHOSEN)
    assert len(page.lines) == MOST_PAIRS and page.fewest == 21 and page.pairs == MOST_PAIRS + 20
    alike = [dealing(f"A{n:03}", f"B{n:03}") for n in range(MOST_PAIRS + 20)]
    assert len(draw_network(alike, CHOSEN).lines) == MOST_PAIRS
    assert [line.events for line in draw_network(many, CHOSEN, fewest=MOST_PAIRS + 19).lines] == [100, 99]


def test_the_least_number_of_events_stands_in_the_address(reader):
    assert len(reader.get("/network.json?fewest=2").json()["edges"]) == 2
    assert "No two parties" in reader.get("/network?fewest=50").text
    assert reader.get("/network.json?fewest=many").status_code == 404


def test_the_page_needs_no_style_of_the_script(reader):
    """Cytoscape.js writes a style element unless one of this id is there; the policy would refuse it."""
    page = reader.get("/network").text
    assert re.search(r'<link[^>]* id="__________cytoscape_stylesheet">', page)
    assert "style=" not in page


# the map


def test_states_are_tinted_by_what_is_more(reader):
    page = reader.get("/map").text
    assert re.search(
        r'<a href="/country/PAK"[^>]*><path class="cooperation t\d" [^>]*><title>Pakistan: 4 tellings', page
    )
    assert re.search(r'<a href="/country/IND"[^>]*><path class="conflict t\d"', page)
    assert re.search(r'<path class="none" [^>]*><title>Brazil: none</title>', page)
    assert '<path class="nobody"' in page


def test_the_policy_on_borders_is_printed_under_every_map(reader):
    for address in ("/map", "/map?for=PAK", "/map?source=Wire"):
        page = reader.get(address).text
        assert 'id="policy"' in page and "no statement on any border" in page and "Visionscarto" in page


def test_the_dealings_of_one_state_are_shown_with_each_other(reader):
    page = reader.get("/map?for=PAK").text
    assert re.search(r'<a href="/country/PAK"[^>]*><path class="chosen"', page)
    assert re.search(r'<a href="/dyad/PAK/RUS"[^>]*><path class="cooperation', page)
    assert "UN" not in re.findall(r"Not on the map: .*", page)
    assert page.count('<tr role="row"><th role="rowheader"') == 2
    assert reader.get("/map?for=Pakistan").text.count("chosen") == page.count("chosen")


def test_who_has_no_place_is_named_beside_the_map(reader):
    page = reader.get("/map").text
    assert re.search(r"Not on the map: The Opposition \(1\), <a[^>]*>UN</a> \(1\)\.", page)


def test_a_small_state_is_a_dot_at_its_capital():
    from detente.show.web.network import _drawing

    page = draw_map([dealing("PAK", "SGP"), dealing("PAK", "LUX")], CHOSEN)
    assert [code for code, _ in _drawing(page)["dots"]] == ["LUX", "SGP"]


def test_a_line_joins_the_capitals_of_those_who_deal(reader):
    page = reader.get("/map").text
    lines = re.findall(r'<path class="(co\w+ \w+)" stroke-width="([\d.]+)" d="M', page)
    assert ("coop words", "5.0") in lines  # the most told of all
    assert len(lines) == 2


def test_steps_of_tints_cover_all_numbers_without_a_gap():
    for most in (1, 2, 3, 7, 100, 12345):
        steps = steps_to(most)
        assert steps[0][0] == 1 and steps[-1][1] == most
        assert all(before[1] + 1 == after[0] for before, after in pairwise(steps))
    assert steps_to(0) == ()


@pytest.mark.parametrize("address", ["/network", "/map", "/map?for=FJI", "/network.json"])
def test_where_nobody_deals_that_is_told(client, address):
    answer = client.get(f"{address}{'&' if '?' in address else '?'}since=1900-01-01&until=1900-12-31")
    assert answer.status_code == 200
    assert (
        "No two parties" in answer.text
        or "Nobody deals" in answer.text
        or answer.json() == {"nodes": [], "edges": []}
    )
