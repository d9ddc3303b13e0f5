"""What the tables of the package hold: whole, without contradictions, true where it can be checked."""

from datetime import date
from itertools import pairwise

import pytest

from detente import vocab
from detente.model import PLOVER_TYPES, SECTORS
from detente.vocab.things import CONTEXTS

LISTS = ("names", "adjectives", "people", "capital", "seats", "epithets", "territories")


def state_of(word: str) -> str | None:
    found = {s.code for s in vocab.states() if any(word in getattr(s, column) for column in LISTS)}
    return found.pop() if len(found) == 1 else None


def test_there_are_the_members_of_the_un_and_four_more():
    codes = [state.code for state in vocab.states()]
    assert len(codes) == len(set(codes)) == 193 + 4
    assert {"KOS", "TWN", "PSE", "VAT"} <= set(codes)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Russian Federation", "RUS"), ("USSR", "RUS"), ("Kremlin", "RUS"), ("Britain", "GBR"),
        ("U.S.", "USA"), ("Pentagon", "USA"), ("Emirati", "ARE"), ("Türkiye", "TUR"), ("Burma", "MMR"),
        ("Ivory Coast", "CIV"), ("The Hague", "NLD"), ("Kiev", "UKR"), ("Niger", "NER"),
        ("Nigerian", "NGA"), ("Swedes", "SWE"),
        ("Congo-Brazzaville", "COG"), ("DR Congo", "COD"), ("Greenland", "DNK"), ("Hong Kong", "CHN"),
        ("Islamabad", "PAK"), ("South Korean", "KOR"), ("DPRK", "PRK"), ("Republic of China", "TWN"),
    ],
)  # fmt: skip
def test_a_common_name_of_a_state_stands_for_that_state(word, code):
    assert state_of(word) == code


def test_no_name_is_both_a_state_and_an_organisation_or_a_region():
    owners: dict[str, str] = {}
    for state in vocab.states():
        owners |= {word: state.code for column in LISTS for word in getattr(state, column)}
    for other in (*vocab.organisations(), *vocab.regions()):
        assert [name for name in other.names if owners.setdefault(name, other.code) != other.code] == []


def test_brussels_stands_for_the_union_and_not_for_belgium():
    assert state_of("Brussels") is None
    assert "Brussels" in next(o for o in vocab.organisations() if o.code == "EU").names


def test_a_state_firm_acts_for_its_state_and_a_private_one_for_itself():
    of = {body.code: body.of for body in vocab.organisations()}
    assert (of["Gazprom"], of["Exim Bank of China"], of["Huawei"], of["Houthi movement"]) == (
        "RUS",
        "CHN",
        "",
        "",
    )


def test_state_firms_state_banks_agencies_and_forces_belong_to_somebody():
    alone = [
        o.code
        for o in vocab.organisations()
        if o.kind in ("state firm", "state bank", "agency", "force") and not o.of
    ]
    assert alone == []


def test_an_analyst_speaks_for_no_state_and_a_minister_does():
    acts = {name: office.acts_for_state for office in vocab.offices() for name in office.names}
    assert not acts["analyst"] and not acts["professor"]
    assert acts["foreign minister"] and acts["external affairs minister"] and acts["spokeswoman"]


def test_terms_of_one_office_do_not_overlap():
    rivals = {("CIV", "president")}  # both sides of the crisis of 2010-2011 held it
    terms: dict[tuple[str, str], list[vocab.Holder]] = {}
    for holder in vocab.holders():
        terms.setdefault((holder.of, holder.office), []).append(holder)
    for key, held in terms.items():
        for before, after in pairwise(held):
            assert key in rivals or (before.until and before.until <= after.since), (before, after)


@pytest.mark.parametrize(
    ("name", "day", "of", "office"),
    [
        ("Guterres", date(2001, 1, 1), "PRT", "prime minister"),
        ("Guterres", date(2020, 1, 1), "UN", "secretary-general"),
        ("Putin", date(2010, 1, 1), "RUS", "prime minister"),
        ("Putin", None, "RUS", "president"),
        ("Tusk", date(2022, 1, 1), "EU", "european council president"),
        ("Obama", date(1990, 1, 1), "USA", "president"),
    ],
)
def test_a_name_recalls_the_office_held_on_the_day_or_the_last_before(name, day, of, office):
    holder = vocab.holder_on(name, day)
    assert holder and (holder.of, holder.office) == (of, office)


def test_an_unknown_name_recalls_nobody():
    assert vocab.holder_on("Rassendyll") is None


def test_a_qualified_rupee_is_its_own_currency_and_a_bare_one_is_indian():
    words = {word: c.code for c in vocab.currencies() for word in (*c.words, *c.symbols)}
    assert (words["rupees"], words["Pakistani rupees"], words["Sri Lankan rupees"]) == ("INR", "PKR", "LKR")
    assert (words["$"], words["€"], words["roubles"], words["renminbi"]) == ("USD", "EUR", "RUB", "CNY")


def test_units_are_in_the_singular_and_know_their_plural():
    names = {name: unit.unit for unit in vocab.units() for name in unit.names}
    assert (names["doses"], names["helicopters"], names["tons"], names["kilometres"]) == (
        "dose",
        "helicopter",
        "tonne",
        "km",
    )


def test_every_sector_and_every_context_has_words():
    assert {row.sector for row in vocab.sectors()} == set(SECTORS)
    assert {row.context for row in vocab.contexts()} == set(CONTEXTS)
    assert all(len(row.words) >= 15 for row in (*vocab.sectors(), *vocab.contexts()))


def test_accuse_scores_below_zero_and_sanction_is_material_conflict():
    rows = {(row.type, row.mode): row for row in vocab.plover()}
    assert rows["ACCUSE", None].score10 == -30
    assert rows["SANCTION", None].quad == 4
    assert rows["CONSULT", "visit"].score10 == 40
    assert {kind for kind, mode in rows if mode is None} == set(PLOVER_TYPES)


def test_cooperation_scores_above_zero_and_conflict_not():
    for row in vocab.plover():
        assert row.score10 > 0 if row.quad < 3 else row.score10 <= 0 or row.mode == "assist", row


def test_modes_are_those_of_the_type():
    assert vocab.modes("ACCUSE") == ("disapprove", "investigate", "allege")
    assert vocab.modes("AID") == ()
    with pytest.raises(KeyError):
        vocab.modes("DISAPPROVE")


def test_set_phrases_with_the_name_of_a_state_are_known():
    assert "Vietnam War" in vocab.not_parties()
