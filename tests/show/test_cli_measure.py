"""The commands that measure: each prints what the project answers, in words or as JSON, and a mistake is told."""

import json
from dataclasses import fields
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from detente.model import Outlook, plain
from detente.project import Project
from detente.show.cli import app
from detente.show.words.measured import WIDTH, number

COMMANDS = (
    "series", "turns", "tilt", "triad", "polarity", "agreement", "forecast", "exchange", "implications",
)  # fmt: skip
OF_TWO = ("series", "turns", "agreement", "forecast", "exchange")
MAP = {"a": "from", "b": "to", "day": "date", "type": "what", "story": "url", "scale": "PLOVER"}
BROKEN = 30
"""The month, from January 2000 on, in which Pakistan and Russia fall out."""


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def rows(months: int, *, warm: str, cold: str) -> str:
    """Five years in which one dyad falls out, and two others go on as before."""
    lines, chance = ["from,to,date,what,url"], Random(1)
    for month in range(months):
        day = f"{2000 + month // 12}-{month % 12 + 1:02}"
        what, many = (warm, 4) if month < BROKEN else (cold, 12)
        for n in range(many + chance.randrange(3)):
            ends = chance.choice(("PAK,RUS", "RUS,PAK"))
            lines.append(f"{ends},{day}-{n + 1:02},{what},https://news.example/{month}/{n}")
        for n, other in enumerate(("PAK", "RUS") * (1 + month % 2)):
            lines.append(f"USA,{other},{day}-{n + 20},{'CONSULT' if n != 3 else 'ACCUSE'},")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("measured")
    (folder / "rows.csv").write_text(rows(60, warm="CONSULT", cold="ASSAULT"), encoding="utf-8")
    (folder / "fewer.csv").write_text(rows(48, warm="AID", cold="THREATEN"), encoding="utf-8")
    project = Project.create(folder / "desk")
    project.import_events([folder / "rows.csv"], source="Wire", mapping=MAP)
    project.import_events([folder / "fewer.csv"], source="Post", mapping=MAP)
    return project.folder


@pytest.fixture(scope="module")
def opened(desk) -> Project:
    return Project.open(desk)


def asked(command: str, *more: str) -> list[str]:
    if command in OF_TWO:
        return [command, "Pakistan", "RUS", *more]
    if command == "implications":
        return [command, "PAK", "RUS", "--for", "USA", "--source", "Wire", *more]
    return [command, *(() if command == "polarity" else ("USA", "PAK", "RUS")), "--source", "wire", *more]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_json(command, desk):
    assert "--json" in run(command, "--help").output


@pytest.fixture(scope="module")
def answers(desk) -> dict[str, str]:
    """What each command prints."""
    done = {command: run(*asked(command, "--project", desk)) for command in COMMANDS}
    assert {command: result.stderr for command, result in done.items() if result.exit_code} == {}
    return {command: result.output for command, result in done.items()}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_answer_fits_a_terminal_and_acts_on_none(command, answers):
    assert max(map(len, answers[command].splitlines())) <= WIDTH
    assert "\x1b" not in answers[command] and "None" not in answers[command]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_source_or_folder_ends_with_two_and_its_mend(command, desk, tmp_path):
    result = run(*asked(command, "--project", tmp_path))
    assert result.exit_code == 2 and "detente init" in result.stderr and result.stdout == ""
    if command != "agreement":
        words = [word for word in asked(command) if word not in ("--source", "wire", "Wire")]
        wrong = run(*words, "--source", "Herald", "--project", desk)
        assert wrong.exit_code == 2 and "Herald" in wrong.stderr and wrong.stdout == ""


def test_series_as_json_are_those_of_the_project(desk, opened):
    told = json.loads(run("series", "PAK", "RUS", "--project", desk, "--json").stdout)
    assert told == [plain(one) for one in opened.dyad("PAK", "RUS").series()]


def test_a_series_has_a_line_for_each_period_with_value_interval_and_count(desk, opened):
    lines = run("series", "PAK", "RUS", "--measure", "events", "--source", "wire", "--project", desk).output
    (series,) = opened.dyad("PAK", "RUS").series("events", source="Wire")
    at = lines.splitlines()
    row = next(line for line in at if line.startswith("  2002-08"))
    assert row.split() == [
        "2002-08", f"{series.values[31]:.0f}", f"{series.low[31]:.1f}", "to", f"{series.high[31]:.1f}",
        str(series.n[31]), f"{series.coverage[31]:.2f}",
    ]  # fmt: skip
    assert at[0] == "Wire: events of Pakistan and Russia, by month"


def test_since_and_until_take_days_months_and_years_and_both_ends_count(desk):
    found = run(
        "series", "PAK", "RUS", "--source", "Wire", "--since", "2001", "--until", "2001-06", "--json",
        "--project", desk,
    )  # fmt: skip
    (series,) = json.loads(found.stdout)
    assert series["start"] == "2001-01-01" and len(series["values"]) == 6
    wrong = run("series", "PAK", "RUS", "--since", "yesterday", "--project", desk)
    assert wrong.exit_code == 2 and "--since" in wrong.stderr


def test_directed_is_only_what_the_first_does_to_the_second(desk):
    words = ("series", "RUS", "PAK", "--measure", "events", "--source", "Wire", "--json", "--project", desk)
    both, there = (json.loads(run(*words, *more).stdout)[0] for more in ((), ("--directed",)))
    assert there["directed"] and 0 < sum(there["n"]) < sum(both["n"])


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_a_chart_is_what_its_suffix_says(suffix, desk, tmp_path):
    chart = tmp_path / f"chart.{suffix}"
    result = run("series", "PAK", "RUS", "--measure", "events", "--project", desk, "--chart", chart)
    assert result.exit_code == 0 and f"The chart: {chart}" in result.output
    content = chart.read_bytes()
    if suffix == "png":
        assert content.startswith(b"\x89PNG")
    else:
        assert "Wire: events, by month" in content.decode() and "2002-07 volume up" in content.decode()


def test_a_chart_of_another_kind_is_refused_before_anything_is_worked_out(desk, tmp_path):
    result = run("series", "PAK", "RUS", "--project", desk, "--chart", tmp_path / "chart.pdf")
    assert result.exit_code == 2 and "chart.svg" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_turn_tells_when_what_how_sure_and_the_rows_that_carry_it(desk, opened):
    out = run("turns", "PAK", "RUS", "--aspect", "volume", "--source", "Wire", "--project", desk).output
    (turn,) = opened.dyad("PAK", "RUS").turns(aspects=("volume",), source="Wire")
    assert turn.at.isoformat() == "2002-07-01"
    words = " ".join(out.split())
    assert f"2002-07 volume: events {number(turn.before[0])} before, {number(turn.after[0])} after" in words
    assert f"probability {turn.probability:.2f}" in words
    assert "Wire, rows.csv line " in words and "uses force against" in words
    assert out.count("rows.csv line") == 3
    assert "https://news.example/30/" in words


def test_turns_as_json_have_all_their_carriers_in_words(desk):
    turns = json.loads(run("turns", "PAK", "RUS", "--source", "Wire", "--json", "--project", desk).stdout)
    assert turns
    for turn in turns:
        assert list(turn["told"]) == turn["carriers"] and all(turn["told"].values())


def test_sources_that_have_the_same_course_are_not_flagged(desk):
    out = run("agreement", "PAK", "RUS", "--measure", "net events", "--project", desk).output
    assert out.startswith("Post and Wire: 48 months of both; correlation +") and "!" not in out


def test_a_source_that_counts_by_years_is_not_asked_for_months_where_none_is_named(desk, tmp_path):
    project = Project.create(tmp_path / "desk")
    (tmp_path / "months.csv").write_text("from,to,date,what,url\nPAK,RUS,2000-01-01,AID,\n", encoding="utf-8")
    (tmp_path / "years.csv").write_text("from,to,year,what,n\nPAK,RUS,2000,AID,900\n", encoding="utf-8")
    by_year = {"a": "from", "b": "to", "year": "year", "type": "what", "count": "n"}
    project.import_events(tmp_path / "months.csv", source="Months", mapping=MAP)
    project.import_events(tmp_path / "years.csv", source="Years", mapping=by_year)
    assert (project.source(), project.source(period="year")) == ("Months", "Years")
    assert run("polarity", "--project", project.folder).output.startswith("Years: ")


def test_one_source_alone_is_not_compared(desk):
    result = run("agreement", "CHN", "IND", "--project", desk)
    assert result.exit_code == 2 and result.stdout == ""


def test_a_forecast_gives_ten_fifty_and_ninety_percent_and_how_rivals_did(desk, opened):
    out = run("forecast", "PAK", "RUS", "--source", "Wire", "--ahead", "2", "--project", desk).output
    (found,) = opened.dyad("PAK", "RUS").forecast(source="Wire", ahead=2)
    assert f"10 % lie below {number(dict(found.quantiles)[0.1])}," in " ".join(out.split())
    assert "in the 2 months from January 2005 on" in " ".join(out.split())
    assert all(score.method in out for score in found.scores) and found.scores


def test_the_outlook_has_each_section_and_each_judgement_its_basis(answers):
    out = answers["implications"]
    sections = (
        "What changed, by sector", "What changed, as measured", "Ties of the United States", "What to expect",
        "What sources claim for the United States", "Open commitments", "What would change this",
        "What the data do not answer",
    )  # fmt: skip
    places = [out.index(f"\n{section}\n") for section in sections]
    assert places == sorted(places)
    changed = out[places[1] : places[2]]
    judgements = [line for line in changed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert judgements and len(judgements) == changed.count("      basis: ")
    assert "rows.csv line" in changed


def test_the_outlook_as_json_has_every_field_and_the_findings_it_rests_on(desk):
    told = json.loads(run(*asked("implications", "--project", desk, "--json")).stdout)
    assert list(told) == [field.name for field in fields(Outlook)]
    (ground,) = told["changes"][0]["basis"]
    assert ground["finding"]["source"] == "Wire" and ground["finding"]["carriers"] == ground["records"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["series", "PAK", "RUS", "--measure", "warmth"], "net cooperation"),
        (["series", "PAK", "RUS", "--period", "week"], "month, quarter, year"),
        (["series", "PAK", "RUS", "--context", "weather"], "military"),
        (["series", "PAK", "Narnia"], "Narnia"),
        (["series", "CHN", "IND"], "no dated events"),
        (["turns", "PAK", "RUS", "--aspect", "mood"], "level, volume, mix"),
        (["implications", "PAK", "RUS", "--for", "Russia"], "one of the two"),
        (["triad", "PAK", "RUS", "PAK"], "twice"),
    ],
)
def test_a_mistake_is_told_with_what_there_is(desk, words, told):
    result = run(*words, "--project", desk)
    assert result.exit_code == 2 and told in result.stderr and result.stdout == ""
