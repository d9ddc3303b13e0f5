"""The lexicon of predicates: every sense is well formed, general, and found by the words it is made of."""

import pytest

from detente import vocab
from detente.code.events.shapes import SHAPES
from detente.code.grammar.predicates import Frame, frames, noun_classes, operators
from detente.vocab.tables import HERE, read_table

COLUMNS = ("forms", "pos", "object", "actor", "recipient", "shape", "type", "mode", "source")
ROWS = read_table(HERE / "predicates.tsv", COLUMNS)
DIRECTED = {"directed", "troops", "weapontest", "reject", "assault", "gift"}
PLACES = {"-", "subj", "troopsubj", "armedsubj", "peoplesubj", "obj", "dat", "poss"}
KINDS = {
    "promise",
    "ask",
    "refuse",
    "threaten",
    "want",
    "aspect",
    "stop",
    "fail",
    "deny",
    "dismiss",
    "suppose",
    "be true",
    "cause",
    "say",
    "permit",
}


def senses(form: str, *objects: str, pos: str = "v") -> list[Frame]:
    """The senses of a form that its object words leave, in order of preference."""
    return [f for f in frames(pos).get(form, ()) if f.any_object or f.objects & set(objects)]


def kind(form: str, *objects: str) -> tuple[str, str | None]:
    found = senses(form, *objects)
    assert found, f"{form} {objects} has no sense"
    return found[0].type, found[0].mode


def test_every_type_and_mode_is_one_of_plover():
    known = {(row.type, row.mode) for row in vocab.plover()}
    for row in ROWS:
        mode = row.cells["mode"]
        assert (row.cells["type"], None if mode == "-" else mode) in known, row.where


def test_every_shape_is_one_that_is_read():
    assert {row.cells["shape"] for row in ROWS} <= DIRECTED | set(SHAPES)


def test_every_place_is_a_part_of_the_clause_or_a_preposition():
    for row in ROWS:
        for cell in ("actor", "recipient"):
            for place in row.words(cell):
                assert place in PLACES or place.isalpha(), row.where


def test_every_list_of_words_names_a_word_once_and_no_word_is_padded():
    for row in ROWS:
        assert row.words("forms") and row.words("object"), row.where


def test_every_class_of_objects_is_known_and_used_by_name():
    for row in ROWS:
        for word in row.words("object"):
            assert not word.startswith("@") or word[1:] in noun_classes(), row.where


def test_classes_hold_each_noun_once():
    for row in read_table(HERE / "nounclasses.tsv", ("class", "nouns", "source")):
        assert row.words("nouns"), row.where


def test_forms_are_lemmas_in_lower_case():
    for row in ROWS:
        for form in row.words("forms"):
            assert form == form.lower(), row.where


def test_the_lexicon_is_broad():
    assert sum(len(row.words("forms")) for row in ROWS) > 4000


def test_every_type_has_verbs_and_most_have_nouns():
    verbs = {row.cells["type"] for row in ROWS if row.cells["pos"] == "v"}
    nouns = {row.cells["type"] for row in ROWS if row.cells["pos"] == "n"}
    assert verbs == {row.type for row in vocab.plover()}
    assert len(nouns) >= 12


def test_an_object_decides_before_a_sense_that_asks_for_none():
    for found in frames("v").values():
        conditions = [f.any_object for f in found]
        assert conditions == sorted(conditions)


@pytest.mark.parametrize(
    ("form", "noun", "expected"),
    [
        ("sign", "treaty", ("SUPPORT", None)),
        ("cut", "tie", ("SANCTION", "discontinue")),
        ("cancel", "visit", ("REJECT", "meet")),
        ("cancel", "debt", ("AID", None)),
        ("cancel", "contract", ("SANCTION", "discontinue")),
        ("release", "hostage", ("RETREAT", "release")),
        ("release", "grant", ("AID", None)),
        ("lift", "embargo", ("RETREAT", None)),
        ("ease", "restriction", ("CONCEDE", None)),
        ("impose", "tariff", ("SANCTION", None)),
        ("impose", "curfew", ("COERCE", "curfew")),
        ("recall", "ambassador", ("SANCTION", "withdraw")),
        ("summon", "ambassador", ("ACCUSE", "disapprove")),
        ("expel", "diplomat", ("SANCTION", "expel")),
        ("deport", "migrant", ("COERCE", "deport")),
        ("withdraw", "troop", ("RETREAT", "withdraw")),
        ("withdraw", "ambassador", ("SANCTION", "withdraw")),
        ("sell", "helicopter", ("COOPERATE", None)),
        ("donate", "helicopter", ("AID", None)),
        ("hold", "talk", ("CONSULT", None)),
        ("hold", "exercise", ("COOPERATE", None)),
        ("turn", "back", ("REJECT", None)),
        ("reach", "agreement", ("AGREE", None)),
        ("order", "airstrike", ("ASSAULT", None)),
        ("order", "arrest", ("COERCE", "arrest")),
        ("scramble", "jet", ("MOBILIZE", "troops")),
        ("violate", "truce", ("ASSAULT", None)),
        ("violate", "airspace", ("COERCE", None)),
        ("file", "lawsuit", ("ACCUSE", "allege")),
        ("launch", "investigation", ("ACCUSE", "investigate")),
    ],
)
def test_one_verb_means_what_its_object_makes_of_it(form, noun, expected):
    assert kind(form, noun) == expected


@pytest.mark.parametrize(
    ("form", "noun"),
    [
        ("raise", "money"),
        ("open", "exhibition"),
        ("cut", "cost"),
        ("hold", "share"),
        ("draw", "map"),
        ("raise", "child"),
    ],
)
def test_common_uses_of_a_verb_that_say_nothing_between_states_have_no_sense(form, noun):
    assert senses(form, noun) == []


def test_headline_verbs_are_known():
    for form in ("slam", "urge", "vow", "back", "ink", "nix", "axe", "rap", "blast"):
        assert form in frames("v"), form


def test_nouns_of_events_are_known():
    for form in (
        "visit",
        "rejection",
        "refusal",
        "arrest",
        "crackdown",
        "deployment",
        "loan",
        "condemnation",
    ):
        assert form in frames("n"), form


def test_every_operator_is_of_a_known_kind():
    assert set(operators().values()) <= KINDS
