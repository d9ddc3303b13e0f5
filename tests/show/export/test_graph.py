"""The network as GraphML: what networkx reads, and what Gephi takes up."""

import networkx as nx

from detente.model import Dyad, Event, When


def test_a_node_is_a_party_and_an_edge_a_directed_pair(told, write):
    path, written = write(told, "graphml")
    graph = nx.read_graphml(path)
    assert graph.is_directed()
    assert set(graph.edges) == {
        ("IND", "PAK"), ("PAK", "RUS"), ("RUS", "PAK"), ("NATO", "RUS"), ("PAK", "Taliban"), ("USA", "PAK"),
        ("CHN", "IND"), ("Taliban", "IND"),
    }  # fmt: skip
    assert written.counts == {"party": 7, "edge": 8, "happening": 8}
    assert written.left_out == {
        "planned, supposed or denied": 1,
        "no two parties of whom one acts on the other": 1,
    }


def test_a_node_tells_its_name_its_kind_and_where_its_capital_lies(told, write):
    nodes = nx.read_graphml(write(told, "graphml")[0]).nodes
    assert nodes["PAK"] == {
        "label": "Pakistan", "code": "PAK", "kind": "state", "latitude": 33.72, "longitude": 73.04,
    }  # fmt: skip
    assert nodes["NATO"] == {"label": "NATO", "code": "NATO", "kind": "alliance"}


def test_an_edge_counts_happenings_by_quad_class_and_leads_to_their_records(told, write):
    edges = nx.read_graphml(write(told, "graphml")[0]).edges
    edge = edges["PAK", "RUS"]
    assert (edge["weight"], edge["verbal_cooperation"], edge["material_conflict"]) == (2.0, 2, 0)
    assert (edge["first"], edge["last"], edge["undated"]) == ("2019-04-10", "2019-05-03", 0)
    records = [told.record(id)[0] for id in edge["records"].split()]
    assert sorted(record.claim.type for record in records) == ["AGREE", "AGREE", "CONSULT"]
    assert [told.group(id).id for id in edge["happenings"].split()] == edge["happenings"].split()
    undated = edges["USA", "PAK"]
    assert undated["undated"] == 1 and "first" not in undated and "last" not in undated


def test_the_quad_classes_of_an_edge_add_up_to_its_weight(told, write):
    quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    for _, _, edge in nx.read_graphml(write(told, "graphml")[0]).edges(data=True):
        assert sum(edge[name] for name in quads) == edge["weight"] == len(edge["happenings"].split())


def test_a_dyad_gives_the_two_and_nobody_else(told, write):
    graph = nx.read_graphml(write(told, "graphml", dyad=Dyad(a="PAK", b="RUS"))[0])
    assert set(graph) == {"PAK", "RUS"}


def test_attributes_are_typed_as_numbers_where_they_are_some(told, write):
    text = write(told, "graphml")[0].read_text(encoding="utf-8")
    assert 'attr.name="weight" attr.type="double"' in text
    assert 'attr.name="latitude" attr.type="double"' in text


def test_a_name_from_a_text_is_text(desk, add, write):
    name = "</node><b>\u202e\x00\ufffe"
    day = When()
    add(desk, ("They met.", Event(actors=("IND", name), type="CONSULT", when=day)))
    path, _ = write(desk, "graphml")
    nodes = nx.read_graphml(path).nodes
    assert set(nodes) == {"IND", "</node><b>\u202e\ufffd\ufffd"}
    assert nodes["</node><b>\u202e\ufffd\ufffd"]["label"] == "</node><b>\ufffd\ufffd\ufffd"
