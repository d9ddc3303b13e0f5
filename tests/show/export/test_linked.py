"""Facts as linked data: read without network, and from an event to its sentence in one question."""

import json
import socket
from datetime import date

import pytest

from detente.model import Event, When

rdflib = pytest.importorskip("rdflib")

TO_THE_SENTENCE = """
    prefix schema: <https://schema.org/>
    prefix prov: <http://www.w3.org/ns/prov#>
    prefix oa: <http://www.w3.org/ns/oa#>
    prefix detente: <urn:detente:term:>
    select ?event ?type ?text ?start ?end ?sha ?outlet where {
        ?event a schema:Event ; detente:type ?type ; prov:wasDerivedFrom ?record .
        ?record prov:wasDerivedFrom ?sentence .
        ?sentence schema:text ?text ; prov:wasQuotedFrom ?article ; oa:hasSource ?article ;
                  oa:hasSelector [ oa:start ?start ; oa:end ?end ] .
        ?article schema:sha256 ?sha ; schema:publisher / schema:name ?outlet .
    }
"""


@pytest.fixture
def read(write, monkeypatch):
    """Reads what was written as RDF, where nothing can be fetched."""

    def no_network(*_, **__):
        raise AssertionError("something was fetched")

    def graph_of(project, **asked):
        path, written = write(project, "jsonld", **asked)
        monkeypatch.setattr(socket.socket, "connect", no_network)
        return rdflib.Graph().parse(path, format="json-ld"), written

    return graph_of


def test_a_question_leads_from_each_event_to_its_sentences(told, read):
    graph, written = read(told)
    rows = list(graph.query(TO_THE_SENTENCE))
    assert len(rows) == written.counts["record"] == 10
    assert len({row.event for row in rows}) == written.counts["event"] == 9
    for row in rows:
        text = told.document(str(row.sha)).text
        assert text[row.start.toPython() : row.end.toPython()] == str(row.text)
    assert {str(row.outlet) for row in rows if str(row.type) == "AGREE"} == {
        "Gulf Ledger",
        'The "Amu" Observer',
    }


def test_an_event_says_who_did_what_to_whom_when_and_where(told, read):
    graph, _ = read(told)
    (visit,) = graph.query("""
        prefix schema: <https://schema.org/>
        select ?day ?agent ?object ?place ?lat where {
            ?event a schema:Action ; schema:startDate ?day ; schema:agent / schema:identifier ?agent ;
                   schema:object / schema:identifier ?object ; schema:location ?where .
            ?where schema:name ?place ; schema:geo / schema:latitude ?lat . }
    """)
    assert [value.toPython() for value in visit] == [date(2019, 4, 10), "PAK", "RUS", "Moscow", 55.75]


def test_a_record_says_what_read_it_and_who_says_so(told, read):
    graph, _ = read(told)
    (row,) = graph.query("""
        prefix schema: <https://schema.org/>
        prefix prov: <http://www.w3.org/ns/prov#>
        select ?speaker ?office ?of ?coder ?version ?article where {
            ?record a schema:Claim ; prov:wasAttributedTo ?who ; prov:wasGeneratedBy ?reading .
            ?who a prov:Agent, schema:Person ; schema:name ?speaker ; schema:jobTitle ?office ;
                 prov:actedOnBehalfOf / schema:identifier ?of .
            ?reading a prov:Activity ; prov:used ?article ; prov:wasAssociatedWith ?agent .
            ?agent a prov:SoftwareAgent ; schema:name ?coder ; schema:softwareVersion ?version . }
    """)
    assert [str(value) for value in row[:5]] == ["Anna Petrova", "foreign minister", "RUS", "test", "1"]


def test_an_analyst_who_accepted_a_record_stands_beside_the_coder(desk, add, decided, read):
    (record,) = add(
        desk, ("India threatened Pakistan.", Event(actors=("IND",), recipients=("PAK",), type="THREATEN"))
    )
    decided(desk, "accept", record)
    graph, _ = read(desk)
    makers = graph.query("""
        prefix prov: <http://www.w3.org/ns/prov#>
        prefix schema: <https://schema.org/>
        select ?name where { ?record prov:wasGeneratedBy / prov:wasAssociatedWith / schema:name ?name . }
    """)
    assert {str(row[0]) for row in makers} == {"test", "Ann"}


def test_what_did_not_happen_is_no_event(told, read):
    graph, written = read(told)
    types = {str(row[0]) for row in graph.query("select ?t where { ?e <urn:detente:term:type> ?t }")}
    assert "SANCTION" not in types
    assert written.left_out == {"planned, supposed or denied": 1}


def test_a_telling_that_denies_a_fact_says_so(desk, add, read):
    day = When(since=date(2019, 4, 15), until=date(2019, 4, 15))
    deed = {"actors": ("CHN",), "recipients": ("RUS",), "type": "SANCTION", "when": day}
    sentence = "China punished Russia on 15 April 2019"
    add(desk, (f"{sentence}.", Event(**deed)), day="2019-04-16")
    add(desk, (f"{sentence}, said one.", Event(**deed)), day="2019-04-16", outlet="Steppe Wire")
    add(
        desk,
        (f"Not so: {sentence}.", Event(**deed, aux=("negation",))),
        day="2019-04-17",
        outlet="Amu Observer",
    )
    graph, written = read(desk)
    denied = list(graph.query("select ?r where { ?r <urn:detente:term:denies> true }"))
    assert written.counts["record"] == 3 and len(denied) == 1


def test_the_context_stands_in_the_file(told, write):
    content = json.loads(write(told, "jsonld")[0].read_text(encoding="utf-8"))
    assert isinstance(content["@context"], dict)
    assert not any("@context" in node or "@import" in node for node in content["@graph"])
    names = [node["@id"] for node in content["@graph"]]
    assert len(names) == len(set(names)) and all(name.startswith("urn:") for name in names)


def test_names_from_a_text_are_text_and_make_no_other_name(desk, add, read):
    name = 'Ba<d> "name"\u202e\n{x} \\'
    add(desk, ("They met.", Event(actors=("IND", name), type="CONSULT")), outlet="O <u>ut>let")
    graph, _ = read(desk)
    parties = graph.query(
        "select ?n where { ?e a <https://schema.org/Event> ; <https://schema.org/agent> ?n }"
    )
    assert sorted(str(row[0]) for row in parties) == [
        "urn:detente:party:Ba%3Cd%3E%20%22name%22%E2%80%AE%0A%7Bx%7D%20%5C",
        "urn:detente:party:IND",
    ]
    assert graph.serialize(format="nt")
