"""Which noun phrases of a clause the encoder is asked about."""

from __future__ import annotations

from detente.code.grammar.sentences import parse
from detente.code.parties.who import find_mentions
from detente.code.voting.nodes import Node, node_for, nodes_in, relative_node
from detente.model import Document


def nodes_of(text: str) -> tuple[Node, ...]:
    parsed = parse(Document(id="0" * 64, text=text))
    return nodes_in(parsed, find_mentions(parsed), 0, len(parsed.tokens) - 1)


def phrases(text: str) -> list[str]:
    return [text[slice(*node.place)] for node in nodes_of(text)]


def test_every_party_is_a_node_once() -> None:
    assert phrases("Peru said that Chile had thanked Peru.") == ["Peru", "Chile"]


def test_joined_parties_are_one_node() -> None:
    assert phrases("Peru and Chile thanked Bolivia.") == ["Peru and Chile", "Bolivia"]


def test_a_phrase_keeps_its_modifiers() -> None:
    assert phrases("The Peruvian foreign ministry thanked Chile.")[0] == "The Peruvian foreign ministry"


def test_the_node_for_a_party_is_the_one_that_stands_for_just_that() -> None:
    found = nodes_of("Peru and Chile thanked Bolivia.")
    node = node_for(found, ("BOL",), 4)
    assert node is not None
    assert node.codes == ("BOL",)
    assert node_for(found, ("KEN",), 4) is None


def test_places_are_counted_from_the_beginning_of_the_stretch() -> None:
    text = "It rained. Peru thanked Chile."
    parsed = parse(Document(id="0" * 64, text=text))
    found = nodes_in(parsed, find_mentions(parsed), 3, 6)
    assert [node.place for node in found] == [(0, 4), (13, 18)]


def test_a_relative_pronoun_stands_for_whom_it_refers_to() -> None:
    text = "Peru, which thanked Chile, left."
    parsed = parse(Document(id="0" * 64, text=text))
    node = relative_node(parsed, 2, 4, ("PER",))
    assert node is not None
    assert (node.codes, node.place) == (("PER",), (0, 5))
