"""ICEWS: parties by the names of their countries, repeated lines once, the odd files of 2017."""

from datetime import date

import pytest

from detente.errors import UnreadableInput

HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity"
    "\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict"
    "\tProvince\tCountry\tLatitude\tLongitude"
)


def line(**told: str) -> str:
    row = {
        "id": "70000001",
        "day": "2016-03-04",
        "a": "Ministry (Russian Federation)",
        "a_sectors": "Government,Executive",
        "a_state": "Russian Federation",
        "text": "Make a visit",
        "code": "042",
        "weight": "1.9",
        "b": "Citizen (India)",
        "b_sectors": "NULL",
        "b_state": "India",
        "story": "81",
    } | told
    return "\t".join([*row.values(), "3", "Paper", "", "", "", "India", "20.1", "77.0"])


def test_a_row_becomes_a_pair_of_states_with_sectors_in_one_order(read) -> None:
    found = read(f"{HEADER}\n{line()}\n")
    only = found.rows[0]
    assert (only["a"], only["b"], only["day"], only["score10"]) == ("RUS", "IND", date(2016, 3, 4), 19)
    assert (only["a_role"], only["b_role"]) == ("Executive,Government", "")
    assert (only["story"], only["code"], only["type"], only["quad"]) == ("81", "042", "CONSULT", 1)
    assert (found.files[0].format, found.files[0].scale) == ("icews", "Goldstein")


def test_a_line_that_stood_before_is_a_duplicate_and_one_with_the_same_id_is_not(read) -> None:
    found = read("\n".join([HEADER, line(), line(day="2016-03-05"), line(), line()]))
    assert [row["line"] for row in found.rows] == [2, 3]
    assert (found.seen, found.duplicates) == (4, 2)


def test_a_duplicate_is_known_across_blocks(read, monkeypatch) -> None:
    monkeypatch.setattr("detente.read.events.blocks.BLOCK", 500)
    rows = [line(id=str(n)) for n in range(20)]
    found = read("\n".join([HEADER, *rows, *rows]))
    assert len(found.batches) > 5
    assert (found.seen, found.duplicates, len(found.rows)) == (40, 20, 20)
    assert [row["line"] for row in found.rows] == list(range(2, 22))


def test_missing_values_are_nothing_however_they_are_written(read) -> None:
    lines = [
        line(a="NULL", a_state="NA"),
        line(b="", b_state="NULL"),
        line(a="Citizen (Atlantis)", a_state=""),
        line(story="NA"),
    ]
    found = read("\n".join([HEADER, *lines]))
    assert (found.one_sided, found.no_state) == (2, 1)
    assert [row["story"] for row in found.rows] == [None]


def test_an_organisation_of_states_is_a_party_where_no_country_is_told(read) -> None:
    found = read(f"{HEADER}\n{line(b='European Union', b_state='NA')}")
    assert found.rows[0]["b"] == "EU"


def test_a_missing_intensity_is_the_weight_of_the_code_and_a_wrong_one_is_bad(read) -> None:
    found = read("\n".join([HEADER, line(weight="NULL"), line(weight="much")]))
    assert [row["score10"] for row in found.rows] == [19]
    assert [(bad.line, bad.why) for bad in found.bad] == [(3, "no valid Intensity: 'much'")]


def test_a_letter_in_a_code_keeps_the_row_aside(read) -> None:
    found = read(f"{HEADER}\n{line(code='13y')}\n")
    assert [bad.why for bad in found.bad] == ["unknown event code: '13y'"]


def test_a_stray_quotation_mark_costs_nothing(read) -> None:
    found = read(
        "\n".join([HEADER, line(a='"Ministry'), line(), line(id="5", a_sectors='"Executive,Elite"')])
    )
    assert [row["a_role"] for row in found.rows] == ["Executive,Government"] * 2 + ["Elite,Executive"]


def test_latin_letters_of_one_byte_are_read(read) -> None:
    data = f"{HEADER}\n{line(a_sectors='Café')}\n{line(a_sectors='Bar')}".encode("latin-1")
    assert [row["a_role"] for row in read(data).rows] == ["Café", "Bar"]


def without_code(text: str) -> str:
    return "\n".join("\t".join(row.split("\t")[:6] + row.split("\t")[7:]) for row in text.split("\n"))


ODD = without_code("\n".join([HEADER, line(day="3/4/2017", text='"Make a visit"'), line(text="Wave")]))


def test_without_a_column_of_codes_the_text_tells_the_code(read) -> None:
    found = read(ODD, mapping={"texts": {"make a visit": "042"}})
    assert [(row["day"], row["code"]) for row in found.rows] == [(date(2017, 3, 4), "042")]
    assert [(bad.line, bad.why) for bad in found.bad] == [
        (3, "no column of codes, and no code is known for the text: 'Wave'")
    ]


def test_codes_of_texts_are_learned_from_a_file_of_another_year(read, tmp_path) -> None:
    other = tmp_path / "events.2016.tab"
    doubtful = [line(text="Wave", code="017"), line(text="Wave", code="018")]
    other.write_text("\n".join([HEADER, line(), *doubtful]), encoding="utf-8")
    found = read(ODD, mapping={"texts": str(other)})
    assert [row["code"] for row in found.rows] == ["042"]
    assert len(found.bad) == 1


def test_without_texts_all_rows_of_such_a_file_are_kept_aside(read) -> None:
    found = read(ODD)
    assert (found.rows, len(found.bad)) == ([], 2)


def test_a_header_without_a_column_is_told(read) -> None:
    with pytest.raises(UnreadableInput, match="no column 'Target Country'"):
        read(HEADER.replace("Target Country", "Other") + "\n" + line())


def test_all_real_rows_have_known_codes_and_the_weights_of_the_table(read_file, sample) -> None:
    from detente.vocab.exchange import cameo

    found = read_file(sample("icews_sample/events.2018.sample.tab"))
    assert (found.seen, found.bad) == (3705, [])
    assert len(found.rows) > 1500
    assert all(row["score10"] == cameo()[row["code"]].goldstein10 for row in found.rows)
