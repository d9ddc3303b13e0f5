"""States and events as other sources write them: the tables are whole, and true where they can be checked."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente import vocab
from detente.errors import UnknownName
from detente.model import PLOVER_TYPES
from detente.vocab.exchange import CODE_SCHEMES, SCHEMES, read_cameo, read_country_codes
from detente.vocab.things import CONTEXTS

DATA = Path(__file__).parents[2].parent / "shared" / "data"
STATES = {state.code for state in vocab.states()}


def shared(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"there is no {name} beside the project")
    return path


def table(name: str, encoding: str = "utf-8", **layout: object) -> Iterator[dict[str, str]]:
    raw = shared(name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode(encoding)
    return csv.DictReader(text.splitlines(), **layout)  # type: ignore[call-overload,no-any-return]


@cache
def gdelt() -> tuple[list[str], ...]:
    """The rows of all GDELT samples that hold events, without a header."""
    names = ("gdelt1_reed_events.csv", "gdeltPyR_events1samp.tsv", "gdeltPyR_events2samp.tsv")
    lines = [
        line.rstrip("\n").split("\t")
        for name in (*names, "gdeltPyR_events2Transsamp.tsv")
        for line in shared(f"gdelt_samples/{name}").read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    return tuple(cells for cells in lines if cells[0].isdigit())


# States


def test_every_state_has_its_codes_and_every_other_land_its_own():
    rows = vocab.country_codes()
    assert {row.code for row in rows if row.code in STATES} == STATES
    others = [row for row in rows if row.code not in STATES]
    assert {row.of for row in rows if row.code in STATES} == {""}
    assert {row.code for row in others if not row.of} == {"ATA", "ESH"}
    assert {row.of for row in others} - {""} <= STATES


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_scheme_writes_it_reads_again(scheme):
    back = vocab.code_from(scheme)
    written = vocab.code_in(scheme)
    assert [
        code for code, word in written.items() if back[word.casefold() if scheme == "name" else word] != code
    ] == []
    assert set(back.values()) == set(written)


def test_a_scheme_lacks_only_what_it_never_had():
    assert [STATES - set(vocab.code_in(scheme)) for scheme in ("iso2", "iso3", "fips", "cameo", "name")] == [
        set()
    ] * 5
    for scheme in ("cow", "cow_abbr"):
        assert set(vocab.code_in(scheme)) == STATES - {"PSE", "VAT"}


@pytest.mark.parametrize(
    ("scheme", "word", "code"),
    [
        ("iso2", "NA", "NAM"), ("iso2", "UK", "GBR"), ("iso2", "XK", "KOS"), ("iso3", "XKX", "KOS"),
        ("cow", "2", "USA"), ("cow", "345", "SRB"), ("cow_abbr", "UKG", "GBR"), ("cow_abbr", "AUS", "AUT"),
        ("cow_abbr", "AUL", "AUS"), ("fips", "CH", "CHN"), ("fips", "SZ", "CHE"), ("fips", "GM", "DEU"),
        ("fips", "GZ", "PSE"), ("cameo", "ROM", "ROU"), ("cameo", "TMP", "TLS"), ("cameo", "KSV", "KOS"),
        ("cameo", "MTN", "MNE"), ("cameo", "PAL", "PSE"), ("cameo", "HKG", "HKG"), ("cameo", "IMY", "IMN"),
        ("name", "russian federation", "RUS"), ("name", "occupied palestinian territory", "PSE"),
        ("name", "korea, republic of", "KOR"), ("name", "hong kong", "HKG"), ("name", "greenland", "GRL"),
    ],
)  # fmt: skip
def test_a_word_of_a_scheme_stands_for_a_state_or_land(scheme, word, code):
    assert vocab.code_from(scheme)[word] == code


@pytest.mark.parametrize(
    ("scheme", "word", "code"),
    [
        ("iso3", "SUN", "RUS"), ("iso3", "YUG", "SRB"), ("iso3", "CSK", "CZE"), ("iso3", "DDR", "DEU"),
        ("iso3", "ZAR", "COD"), ("cow", "265", "DEU"), ("cow", "315", "CZE"), ("cow", "817", "VNM"),
        ("cow_abbr", "YPR", "YEM"), ("cameo", "SCG", "SRB"), ("name", "soviet union", "RUS"),
    ],
)  # fmt: skip
def test_a_former_state_is_read_as_the_one_that_followed_and_never_written(scheme, word, code):
    assert vocab.code_from(scheme)[word] == code
    assert word not in vocab.code_in(scheme).values()


@pytest.mark.parametrize(
    "word",
    "EUR AFR WST SAS ASA MEA NAF SAF WAF LAM CAU CAS BLK IGO NGO UNO NAT ARB INT MNC UAF REB GOV --- NA".split(),
)
def test_a_region_or_a_group_is_no_country(word):
    assert word not in vocab.code_from("cameo")
    assert word not in vocab.code_from("iso3")
    assert word.casefold() not in vocab.code_from("name")


def test_congo_alone_is_the_smaller_one_in_exchanged_data_and_the_larger_in_a_text():
    texts = {name.casefold(): state.code for state in vocab.states() for name in state.names}
    names = vocab.code_from("name")
    assert {word for word in texts if names[word] != texts[word]} == {"congo"}
    assert (texts["congo"], names["congo"]) == ("COD", "COG")


def test_an_unknown_scheme_is_answered_with_those_there_are():
    for ask in (vocab.code_from, vocab.code_in):
        with pytest.raises(UnknownName, match="no scheme of codes called gw") as error:
            ask("gw")
        assert "cow_abbr" in error.value.mend


COUNTRY = ("code", "of", *CODE_SCHEMES, "names", "source")
NO_CODES = ("",) * len(CODE_SCHEMES)


def write(path: Path, *rows: tuple[str, ...]) -> Path:
    made = path / "table.tsv"
    made.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return made


@pytest.mark.parametrize("scheme", [*CODE_SCHEMES, "names"])
def test_a_word_that_two_states_share_is_a_fault(tmp_path, scheme):
    def row(code: str, word: str) -> tuple[str, ...]:
        return tuple({"code": code, scheme: word, "source": "novel"}.get(column, "") for column in COUNTRY)

    other = "ruritania" if scheme == "names" else "Ruritania"
    with pytest.raises(
        ValueError, match=":3: 'ruritania' stands for" if scheme == "names" else ":3: 'Ruritania'"
    ):
        read_country_codes(write(tmp_path, COUNTRY, row("AAA", "Ruritania"), row("BBB", other)), frozenset())


def test_a_state_belongs_to_no_other_and_a_land_to_a_state(tmp_path):
    known = frozenset({"AAA", "BBB"})
    for code, of in (("AAA", "BBB"), ("CCC", "DDD")):
        with pytest.raises(ValueError, match=f":2: of '{of}' is not the state of a land that is none"):
            read_country_codes(write(tmp_path, COUNTRY, (code, of, *NO_CODES, "", "novel")), known)
    with pytest.raises(ValueError, match=":3: AAA is given twice"):
        row = ("AAA", "", *NO_CODES, "", "novel")
        read_country_codes(write(tmp_path, COUNTRY, row, row), known)
    with pytest.raises(ValueError, match="code 'Aaa' is not three capital letters"):
        read_country_codes(write(tmp_path, COUNTRY, ("Aaa", "", *NO_CODES, "", "novel")), known)


CODELIST = {
    ("CUW", "fips", ""): "the list stops before 2010, when FIPS gave UC",
    ("SXM", "fips", ""): "the list stops before 2010, when FIPS gave NN",
    ("MAF", "fips", ""): "FIPS gave RN in 2007",
    ("SSD", "fips", ""): "FIPS gave OD in 2011",
    ("SRB", "cown", ""): "COW keeps Serbia under the number of Yugoslavia",
    ("SRB", "cowc", ""): "COW keeps Serbia under the letters of Yugoslavia",
    ("VAT", "cown", "327"): "327 are the Papal States, which ended in 1860; COW does not list the Holy See",
    ("VAT", "cowc", "PAP"): "as its number",
}  # fmt: skip
"""Where the list of the R package differs from ours, by its code, column and value, and why ours stays."""


def test_codes_are_those_of_a_published_list_but_for_reasons():
    columns = {"iso2": "iso2c", "cow": "cown", "cow_abbr": "cowc", "fips": "fips"}
    differ = {
        (row["iso3c"], theirs, row[theirs])
        for row in table("lookups/codelist_min.csv")
        for ours, theirs in columns.items()
        if row["iso3c"] and vocab.code_in(ours).get(row["iso3c"], "") != row[theirs]
    }
    assert differ == set(CODELIST)


def test_every_name_of_a_published_list_is_known():
    rows = [row for row in table("lookups/codelist_min.csv") if row["iso3c"]]
    assert len(rows) == 249  # all of ISO 3166-1
    names = vocab.code_from("name")
    assert [row for row in rows if names.get(row["country.name.en"].casefold()) != row["iso3c"]] == []


COW_HISTORIC = set("HAN BAV BAD SAX WRT HSE HSG MEC AUH PAP SIC MOD PMA TUS ZAN KOR".split())
"""States that ended by 1964 and whose names stand under no state of today."""


def test_every_number_and_abbreviation_of_the_correlates_of_war_is_known_but_for_states_long_gone():
    rows = list(table("un_ideal_points/COW_country_codes.csv"))
    numbers, letters = vocab.code_from("cow"), vocab.code_from("cow_abbr")
    assert {row["StateAbb"] for row in rows if row["CCode"] not in numbers} == COW_HISTORIC
    assert {row["StateAbb"] for row in rows if row["StateAbb"] not in letters} == COW_HISTORIC
    assert [row for row in rows if numbers.get(row["CCode"]) != letters.get(row["StateAbb"])] == []


ICEWS_CODES = {
    "Antarctica": "the list writes ANT, which is the Netherlands Antilles",
    "Jersey": "the list gives the state",
    "Mayotte": "the list gives the state",
    "Saint Barthelemy": "the list gives the state",
    "Gaza": "the list writes GZA, CAMEO GZS",
}


def test_every_country_name_of_icews_is_known_with_its_code_and_number():
    names, letters = vocab.code_from("name"), vocab.code_from("cameo")
    lines = shared("lookups/icews_countrynames_to_iso.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert [name for name, _, _ in rows if name.casefold() not in names] == ["NULL"]
    differ = {name for name, code, _ in rows[1:] if letters.get(code[-3:]) != names[name.casefold()]}
    assert differ == set(ICEWS_CODES)
    numbers = vocab.code_in("cow")
    stray = {
        name: n
        for name, _, n in rows[1:]
        if numbers.get(names[name.casefold()], "0") != (n.lstrip("0") or "0")
    }
    # Hong Kong has no number in COW, Guinea's is left out of the list, and 327 are the Papal States.
    assert stray == {"Hong Kong": "997", "Guinea": "", "Holy See": "327"}


def test_every_country_of_the_icews_events_is_known():
    events = table("icews_sample/events.2018.sample.tab", "latin-1", delimiter="\t", quoting=csv.QUOTE_NONE)
    said = {row[column] for row in events for column in ("Source Country", "Target Country")}
    assert len(said) > 100
    assert {name for name in said if name.casefold() not in vocab.code_from("name")} == {"NA"}


def test_every_country_of_the_icews_dyad_years_is_known_by_name_and_code():
    pairs = {(r["i"], r["i_iso3c"]) for r in table("icews_dyad_year/icews_dyad_year_2002_2014.csv.gz")}
    assert len(pairs) == 152
    names, codes = vocab.code_from("name"), vocab.code_from("iso3")
    assert [
        pair for pair in pairs if not names.get(pair[0].casefold()) == codes.get(pair[1]) == pair[1]
    ] == []


def test_every_country_of_the_gdelt_events_is_known_and_no_region_is():
    said = {cells[column] for cells in gdelt() for column in (7, 17)} - {""}
    assert len(said) > 50
    assert said - set(vocab.code_from("cameo")) == {"EUR", "AFR", "WST", "MEA"}


def test_every_place_of_the_gdelt_events_lies_in_a_known_country():
    blocks = {57: (37, 44, 51), 58: (37, 44, 51), 61: (37, 45, 53)}
    said = {cells[column] for cells in gdelt() for column in blocks[len(cells)]} - {""}
    assert len(said) > 50
    assert said - set(vocab.code_from("fips")) == set()


def test_every_country_of_the_daily_dyads_is_known():
    parquet = pytest.importorskip("pyarrow.parquet")
    path = shared("gdelt2_daily_dyads/gdelt2_dyad_day_2018_2024.parquet")
    found = parquet.read_table(path, columns=["a", "b"], read_dictionary=["a", "b"])
    said = {word for name in "ab" for chunk in found[name].chunks for word in chunk.dictionary.to_pylist()}
    assert len(said) >= 199
    assert said - set(vocab.code_from("iso3")) == set()


# Events


def test_a_cameo_code_is_text_with_its_zeros():
    codes = vocab.cameo()
    assert (codes["010"].label, codes["10"].label) == ("statement, not specified", "demand")
    assert (codes["190"].quad, codes["190"].goldstein10, codes["190"].type) == (4, -100, "ASSAULT")


def test_weights_are_those_of_icews():
    theirs = {
        r["code"]: float(r["goldstein"]) for r in table("icews_sample/goldstein_mappings.csv", "latin-1")
    }
    ours = {code: row.goldstein10 / 10 for code, row in vocab.cameo().items()}
    assert len(theirs) == 312
    assert {code: ours[code] for code in theirs} == theirs
    assert set(ours) - set(theirs) == {"0330", "1214"}  # in KEDS's events, and in CAMEO's book


def test_the_intensity_of_every_icews_event_is_the_weight_of_its_code():
    events = table("icews_sample/events.2018.sample.tab", "latin-1", delimiter="\t", quoting=csv.QUOTE_NONE)
    pairs = [(row["CAMEO Code"], float(row["Intensity"])) for row in events]
    assert len(pairs) == 3705
    assert [code for code, weight in pairs if vocab.cameo()[code].goldstein10 / 10 != weight] == []


def test_every_gdelt_event_has_the_weight_of_its_code():
    rows = [(vocab.cameo()[cells[26]], float(cells[30])) for cells in gdelt()]
    assert len(rows) > 800
    assert [row.code for row, weight in rows if row.gdelt10 != round(weight * 10)] == []
    other = {code: row.gdelt10 for code, row in vocab.cameo().items() if row.gdelt10 != row.goldstein10}
    assert other == {"016": -20, "164": -70}


def test_gdelt_counts_investigations_and_protests_one_class_lower_than_cameo_does():
    rows = [(vocab.cameo()[cells[26]], int(cells[29])) for cells in gdelt()]
    other = {(row.code[:2], row.quad, quad) for row, quad in rows if row.quad != quad}
    assert other == {("09", 3, 2), ("14", 4, 3)}
    assert {quad for row, quad in rows if row.code[:2] in ("09", "14")} == {2, 3}


def test_quad_classes_are_those_that_icews_tells_but_in_its_own_words():
    words = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
    rows = list(table("icews_sample/cameo_codes.csv", "latin-1"))
    assert len(rows) == 312
    assert [
        r["cameo_code"] for r in rows if words[vocab.cameo()[r["cameo_code"]].quad - 1] != r["quad_category"]
    ] == []


def test_every_code_of_the_levant_events_is_known():
    said = {row["code"] for row in table("keds/levant.cameo.csv.gz")}
    assert len(said) == 235
    assert said - set(vocab.cameo()) == set()


RENAMED = {
    "humanitarian": "human_security", "democracy": "pro_democracy",
    "assassinate": "targeted", "return": "release", "ban": "restrict", "political": "restrict",
    "ease": "", "cleansing": "", "massacre": "",
}  # fmt: skip
"""Words of the crosswalk that PLOVER has since renamed or given up."""

CROSSWALK = {
    "055": "an apology concedes, says PLOVER's book",
    "0813": "lifting a curfew concedes, says PLOVER's book",
    "0814": "as a curfew",
    "0874": "CAMEO's text is of armed forces pulled out: withdraw",
    "105": "all of its kinds are to yield",
    "112": "all of its kinds allege",
    "114": "an official complaint disapproves, says PLOVER's book",
    "116": "to convict has become a mode of SANCTION",
    "124": "most of its kinds are to yield, as are those of 105",
    "1241": "as 124",
    "1242": "as 124",
    "163": "the table's COERCE is against the root, and against PLOVER's book: sanctions reduce relations",
    "1712": "the table's seize is a mode of another type; to destroy has become one of ASSAULT",
    "175": "the table has a context where the mode stands; crowd-control has become a mode",
    "183": "only 1831 is by a suicide attacker",
    "195": "aerial has become a mode",
}


def test_plover_types_modes_and_contexts_are_those_of_the_crosswalk_but_for_reasons():
    line = re.compile(r"(\d{3,4}): *([A-Z]+) *,([^,#]*),([^#\n]*)")
    text = shared("plover/CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8")
    theirs = {}
    for code, kind, mode, contexts in line.findall(text):
        words = {word.strip() for word in contexts.split(";")} - {""}
        mode = RENAMED.get(mode.strip(), mode.strip())
        theirs[code] = (kind, mode or None, {RENAMED.get(word, word) for word in words})
    ours = {code: (row.type, row.mode, set(row.contexts)) for code, row in vocab.cameo().items()}
    assert len(theirs) == 256
    assert {code for code in theirs if ours[code] != theirs[code]} == set(CROSSWALK)
    left = {code for code, (kind, _, _) in ours.items() if kind and len(code) > 2} - set(theirs)
    assert left == {"0330"}
    roots = dict(reversed(re.findall(r"^(\d\d): *([A-Z]+)", text, re.M)))
    assert {code: kind for code, (kind, _, _) in ours.items() if len(code) == 2 and kind} == roots


def test_statements_and_appeals_have_no_type_but_a_class_and_a_weight():
    empty = [row for row in vocab.cameo().values() if not row.type]
    assert {row.code[:2] for row in empty} == {"01", "02"}
    assert {row.quad for row in empty} == {1}
    assert {row.code[:2] for row in vocab.cameo().values() if row.type} == {f"{n:02}" for n in range(3, 21)}


def test_the_class_of_a_type_is_that_of_its_codes_but_for_concessions_and_verdicts():
    quads = vocab.quads()
    other = {row.code for row in vocab.cameo().values() if row.type and quads[row.type] != row.quad}
    concede = {code for code, row in vocab.cameo().items() if row.type == "CONCEDE" and code.startswith("08")}
    assert other == concede | {"116"}


MODES = st.sampled_from(PLOVER_TYPES).flatmap(
    lambda kind: st.tuples(st.just(kind), st.sampled_from((None, *vocab.modes(kind))))
)


@given(MODES, st.frozensets(st.sampled_from(CONTEXTS), max_size=4))
def test_an_event_written_in_cameo_keeps_its_type_and_says_no_context_beside_the_event_or_its_kind(
    event, contexts
):
    kind, mode = event
    row = vocab.cameo()[vocab.cameo_of(kind, mode, contexts)]
    assert row.type == kind
    assert len(row.code) >= 3
    general = vocab.cameo()[vocab.cameo_of(kind, mode)]
    assert len(set(row.contexts) - contexts) <= len(set(general.contexts) - contexts)


@given(MODES)
def test_a_mode_that_cameo_has_is_kept(event):
    kind, mode = event
    row = vocab.cameo()[vocab.cameo_of(kind, mode)]
    known = {own.mode for own in vocab.cameo().values() if own.type == kind}
    if mode in known:
        assert row.mode == mode


@pytest.mark.parametrize(
    ("event", "contexts", "code"),
    [
        (("COOPERATE", None), (), "060"), (("COOPERATE", None), ("military",), "062"),
        (("COOPERATE", None), ("health",), "060"), (("AID", None), ("military", "territory"), "072"),
        (("CONSULT", "multilateral"), ("diplomatic",), "040"), (("CONSULT", None), ("diplomatic",), "040"),
        (("ACCUSE", None), (), "110"), (("ACCUSE", "allege"), ("human_rights",), "1122"),
        (("ACCUSE", "allege"), ("legal",), "112"),
        (("ASSAULT", None), ("religion_ethnicity",), "180"), (("ASSAULT", None), ("military",), "190"),
        (("ASSAULT", "drone"), (), "195"), (("PROTEST", "strike"), (), "143"), (("COERCE", "cyber"), (), "170"),
        (("SANCTION", None), (), "160"), (("SANCTION", None), ("economic",), "163"), (("AGREE", None), (), "030"),
    ],
)  # fmt: skip
def test_an_event_is_written_with_the_most_general_code_that_fits(event, contexts, code):
    assert vocab.cameo_of(*event, contexts) == code


def test_a_context_of_many_gives_the_same_code_in_any_order():
    assert vocab.cameo_of("AID", None, ("economic", "military")) == vocab.cameo_of(
        "AID", None, ["military", "economic"]
    )


def test_an_unknown_type_or_mode_is_answered_with_those_there_are():
    with pytest.raises(UnknownName, match="no event type called YIELD"):
        vocab.cameo_of("YIELD")
    with pytest.raises(UnknownName, match="no mode of PROTEST called drone") as error:
        vocab.cameo_of("PROTEST", "drone")
    assert "riot" in error.value.mend


CAMEO = ("code", "label", "quad", "goldstein10", "gdelt10", "type", "mode", "contexts", "written", "source")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("211 seizure 4 -92", "code '211' is not a root of 01 to 20"),
        ("3 x 1 0", "code '3' is not a root"),
        ("141 rally 3 -65", "quad 3 is not the class of root 14"),
        ("141 rally 4 -650", "a weight of -650 or -650 tenths is outside -100 to 100"),
        ("141 rally 4 -65 200", "a weight of -65 or 200 tenths is outside"),
        ("141 rally 4 -65 - DEMO", "type 'DEMO' is none of"),
        ("141 rally 4 -65 - PROTEST march", "'march' is no mode of PROTEST"),
        ("141 rally 4 -65 - PROTEST legal", "'legal' is no mode of PROTEST"),
        ("141 rally 4 -65 - PROTEST demo demo", "'demo' is no mode of PROTEST, or no context"),
        ("011 silence 1 -1 - - - - yes", "011 cannot be written: it has no type, or is a root"),
        ("14 rally 4 -65 - PROTEST - - yes", "14 cannot be written"),
    ],
)
def test_a_wrong_row_of_cameo_is_named(tmp_path, row, what):
    cells = [cell.replace("-", "") if cell == "-" else cell for cell in row.split()]
    cells += [""] * (8 - len(cells)) + ["no"] * (len(cells) < 9)
    with pytest.raises(ValueError, match=f":2: {re.escape(what)}"):
        read_cameo(write(tmp_path, CAMEO, (*cells, "novel")))


def test_a_code_of_cameo_is_given_once(tmp_path):
    row = ("141", "rally", "4", "-65", "", "PROTEST", "demo", "", "yes", "novel")
    with pytest.raises(ValueError, match=":3: 141 is given twice"):
        read_cameo(write(tmp_path, CAMEO, row, row))
