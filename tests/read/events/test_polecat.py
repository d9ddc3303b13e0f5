"""POLECAT: lists of countries give several pairs, scores are PLOVER's, headers may lie."""

from datetime import date

from detente.read.events.polecat import COLUMNS

HEADER = "\t".join(COLUMNS)


def line(**told: str) -> str:
    row = dict.fromkeys(COLUMNS, "None") | {
        "Event ID": "E-1",
        "Event Date": "2022-03-01",
        "Event Type": "CONSULT",
        "Event Mode": "phone",
        "Contexts": "military;diplomatic",
        "Actor Name": "Foreign ministry",
        "Actor Country": "RUS",
        "Primary Actor Sector": "GOV",
        "Recipient Name": "Envoy",
        "Recipient Country": "IND",
        "Source": "Gulf Ledger",
        "Publication Date": "2022-03-02",
    }
    row |= {name.replace("_", " "): value for name, value in told.items()}
    return "\t".join(row.values())


def test_a_row_becomes_a_pair_with_plovers_score_of_its_type_and_mode(read) -> None:
    found = read(f"{HEADER}\n{line()}\n")
    only = found.rows[0]
    assert (only["a"], only["b"], only["day"]) == ("RUS", "IND", date(2022, 3, 1))
    assert (only["type"], only["quad"], only["score10"], only["n"]) == ("CONSULT", 1, 15, 1)
    assert (only["code"], only["contexts"]) == ("CONSULT/phone", "|diplomatic|military|")
    assert (only["a_role"], only["b_role"]) == ("GOV", "")
    assert (found.files[0].format, found.files[0].scale) == ("polecat", "PLOVER")


def test_lists_of_countries_give_a_pair_each_but_none_of_a_state_with_itself(read) -> None:
    found = read("\n".join([HEADER, line(Actor_Country="RUS;IND", Recipient_Country="IND;USA;PAK"), line()]))
    assert [(row["line"], row["a"], row["b"]) for row in found.rows] == [
        (2, "RUS", "IND"),
        (2, "RUS", "USA"),
        (2, "RUS", "PAK"),
        (2, "IND", "USA"),
        (2, "IND", "PAK"),
        (3, "RUS", "IND"),
    ]
    assert (found.seen, found.exploded, found.same_party) == (2, 4, 0)


def test_a_row_of_which_no_pair_is_left_is_counted_once(read) -> None:
    lines = [
        line(Actor_Country="IND;IND"),
        line(Actor_Country="XXA;XXB"),
        line(Recipient_Country="None", Recipient_Name="None"),
        line(Recipient_Country="None", Recipient_Name="Crowd"),
    ]
    found = read("\n".join([HEADER, *lines]))
    assert (found.seen, found.same_party, found.no_state, found.one_sided) == (4, 1, 2, 1)
    assert found.rows == []


def test_an_organisation_of_states_is_a_party_where_no_country_is_told(read) -> None:
    found = read(f"{HEADER}\n{line(Actor_Country='None', Actor_Name='United Nations')}")
    assert found.rows[0]["a"] == "UN"


def test_an_unknown_mode_scores_as_its_type_and_an_unknown_type_is_bad(read) -> None:
    found = read(
        "\n".join([HEADER, line(Event_Mode="wave"), line(Event_Type="WAVE"), line(Event_Mode="None")])
    )
    assert [(row["code"], row["score10"]) for row in found.rows] == [("CONSULT/wave", 25), ("CONSULT", 25)]
    assert [(bad.line, bad.why) for bad in found.bad] == [(3, "unknown event type: 'WAVE phone'")]


def test_a_bad_row_of_several_pairs_is_kept_aside_once(read) -> None:
    found = read(f"{HEADER}\n{line(Actor_Country='RUS;USA', Event_Date='2022-13-01')}")
    assert [bad.line for bad in found.bad] == [2]
    assert found.seen == 1


def test_the_same_event_in_another_story_stays_and_a_repeated_line_goes(read) -> None:
    found = read("\n".join([HEADER, line(), line(Source="Delhi Post"), line()]))
    first, second = (row["story"] for row in found.rows)
    assert first != second
    assert found.duplicates == 1


def test_names_that_the_header_has_too_many_of_are_passed_over(read) -> None:
    header = "\t".join([*COLUMNS[:5], "Headline", *COLUMNS[5:]])
    assert [row["b"] for row in read(f"{header}\n{line()}\n").rows] == ["IND"]


def test_a_column_more_in_header_and_rows_is_read_by_its_name(read) -> None:
    header = "\t".join(["Headline", *COLUMNS])
    assert [row["b"] for row in read(f"{header}\nHello\t{line()}\n").rows] == ["IND"]


def test_empty_columns_at_the_end_are_passed_over(read) -> None:
    assert [row["b"] for row in read(f"{HEADER}\n{line()}\t\t\t\t\n").rows] == ["IND"]


def test_quotation_marks_hold_a_value_and_an_open_one_is_a_letter(read) -> None:
    lines = [line(Actor_Name='"a ""b"" c"'), line(Actor_Name='"open', Event_ID="2"), line(Event_ID="3")]
    found = read("\n".join([HEADER, *lines]))
    assert [row["line"] for row in found.rows] == [2, 3, 4]
    assert found.bad == []


def test_the_column_of_intensity_may_have_its_other_name(read) -> None:
    assert read(f"{HEADER.replace('Intensity', 'Event Intensity')}\n{line()}\n").rows


def test_latin_letters_of_one_byte_are_read(read) -> None:
    data = f"{HEADER}\n{line(Primary_Actor_Sector='Café')}".encode("latin-1")
    assert read(data).rows[0]["a_role"] == "Café"
