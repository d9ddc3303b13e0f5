"""Phoenix of both houses: the quad class by the code, lost zeros, lost dates."""

from datetime import date

HEADER = (
    "eid,story_date,year,month,day,source,source_root,source_agent,source_others,target,target_root,"
    "target_agent,target_others,code,root_code,quad_class,goldstein,joined_issues,lat,lon,placename,"
    "statename,countryname,aid,process"
)


def line(
    code: str = "163", root: str = "16", day: str = "20150302", a: str = "INDGOV", b: str = "PAK"
) -> str:
    fields = [
        "1_v0.4.0",
        day,
        "2015",
        "03",
        "02",
        a,
        a[:3],
        a[3:],
        "",
        b,
        b[:3],
        "",
        "",
        code,
        root,
        "3",
        "-8.0",
    ]
    return "\t".join([*fields, "SECURITY,1", "28.6", "77.2", "Delhi", "", "IND", "77_2", "http://a", "ap"])


def cline(day: str = "5/1/1999", code: str = "190", root: str = "19", goldstein: str = "-10") -> str:
    fields = [
        "N1",
        day,
        "1999",
        "5",
        "1",
        '"INDMIL"',
        "IND",
        "MIL",
        "",
        "PAK",
        "PAK",
        "",
        "",
        code,
        root,
        "4",
    ]
    return ",".join([*fields, goldstein, "", "", "", '"Kargil, Ladakh"', "", "", "A17", "p"])


def test_a_row_becomes_a_pair_with_the_quad_class_of_its_root(read) -> None:
    found = read(line() + "\n")
    only = found.rows[0]
    assert (only["a"], only["b"], only["day"]) == ("IND", "PAK", date(2015, 3, 2))
    assert (only["quad"], only["type"], only["score10"]) == (4, "SANCTION", -80)
    assert (only["a_role"], only["b_role"], only["story"]) == ("INDGOV", "PAK", "http://a")
    assert (found.files[0].format, found.files[0].source) == ("phoenix", "Phoenix")


def test_a_shorter_row_is_kept_aside(read) -> None:
    found = read(f"{line()}\n{line()[:60]}\n{line()}")
    assert [(bad.line, bad.why) for bad in found.bad] == [(2, "15 fields where there should be 26")]
    assert len(found.rows) == 2


def test_an_empty_file_of_an_old_run_is_a_day_without_events(read) -> None:
    found = read("", name="events.full.20150302.txt")
    assert (found.files[0].format, found.seen, found.rows) == ("phoenix", 0, [])


def test_a_lost_zero_is_given_back_by_the_root(read) -> None:
    found = read("\n".join([line("42", "4"), line("10", "10"), line("10", "1"), line("042", "04")]))
    assert [row["code"] for row in found.rows] == ["042", "10", "010", "042"]


def test_a_row_of_the_historical_files_becomes_a_pair(read) -> None:
    found = read(f"{HEADER}\n{cline()}\n", name="PhoenixNYT_1945-2018.csv")
    only = found.rows[0]
    assert (only["a"], only["b"], only["day"], only["score10"]) == ("IND", "PAK", date(1999, 5, 1), -100)
    assert (only["a_role"], only["story"], only["quad"]) == ("INDMIL", "A17", 4)
    assert (found.files[0].format, found.files[0].source) == ("cline", "Historical Phoenix NYT")


def test_the_first_day_of_1970_is_a_lost_date_but_not_in_the_new_york_times(read) -> None:
    text = f"{HEADER}\n{cline('1/1/1970')}\n{cline()}\n"
    lost = read(text, name="PhoenixFBIS_1995-2004.csv")
    assert [(bad.line, bad.why) for bad in lost.bad] == [(2, "no valid date: '1/1/1970'")]
    assert len(lost.rows) == 1
    assert len(read(text, name="PhoenixNYT_1945-2018.csv").rows) == 2
