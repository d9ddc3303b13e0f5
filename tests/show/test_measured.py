"""What is measured, in words, as a chart and on the page: no number but those of the values."""

from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UserError
from detente.model import (
    Dyad,
    Forecast,
    Lack,
    Leaning,
    Outlook,
    Score,
    Series,
    Side,
    Triad,
    TurningPoint,
    add_months,
)
from detente.show.charts.drawing import LANES, check_picture, draw_series, to_svg, write_picture
from detente.show.dossier import render_dossier
from detente.show.pages.dyad import dyad_page
from detente.show.words.carriers import coded_in_words, tell_carriers
from detente.show.words.measured import (
    BLOCKS,
    UNKNOWN,
    forecast_in_words,
    label,
    leaning_in_words,
    number,
    series_in_words,
    triad_in_words,
    turn_in_words,
)
from detente.show.words.outlook import outlook_in_words

PAIR = Dyad(a="PAK", b="RUS")


def series(*values, n=None, coverage=None, source="Wire", measure="net cooperation", **more) -> Series:
    size = len(values)
    told = {"unit": "-1 to 1", "period": "month", "start": date(2000, 1, 1), "directed": False} | more
    return Series(
        of=PAIR, source=source, measure=measure, values=values,
        low=tuple(value if value is None else value - 0.25 for value in values),
        high=tuple(value if value is None else value + 0.25 for value in values),
        n=n or tuple(0 if value is None else 7 for value in values), coverage=coverage or (1.0,) * size, **told,
    )  # fmt: skip


def turn(at=date(2000, 3, 1), **more) -> TurningPoint:
    told = {
        "source": "Wire", "aspect": "level", "measure": "mean score", "parts": ("mean score",), "before": (1.5,),
        "after": (-4.25,), "size": -2.5, "probability": 0.875, "carriers": ("a", "b", "c", "d"), "directed": False,
    }  # fmt: skip
    return TurningPoint(of=PAIR, at=at, earliest=add_months(at, -1), latest=at, **(told | more))


def test_a_series_is_told_period_by_period_with_its_interval_count_and_missing_days():
    words = series_in_words(series(0.5, -0.25, coverage=(1.0, 0.5)))
    assert words.splitlines() == [
        "Wire: net cooperation (-1 to 1) of Pakistan and Russia, by month",
        "  2000-01  █▁",
        "  one mark a month; ▁ is -0.25, █ is 0.50",
        "",
        "  period   net cooperation  80 %           n  coverage",
        "  2000-01  0.50             0.25 to 0.75   7",
        "  2000-02  -0.25            -0.50 to 0.00  7  0.50",
    ]


def test_periods_without_events_or_without_a_day_of_the_source_share_a_line():
    gone = series(0.5, *(None,) * 4, 0.5, *(None,) * 3, coverage=(1, 1, 1, 1, 1, 1, 0, 0, 0))
    lines = series_in_words(gone).splitlines()
    assert lines[1] == f"  2000-01  ▅{UNKNOWN * 4}▅{UNKNOWN * 3}"
    assert [line.split() for line in lines[-4:]] == [
        ["2000-01", "0.50", "0.25", "to", "0.75", "7"],
        ["2000-02", "–", "2000-05", "no", "events"],
        ["2000-06", "0.50", "0.25", "to", "0.75", "7"],
        ["2000-07", "–", "2000-09", "no", "day", "of", "the", "source"],
    ]


def test_sums_of_unknown_many_events_are_told_with_no_number_of_events():
    blank = (None,) * 4
    sums = replace(series(*[8.5] * 4), measure="score", unit="own scale", n=(0,) * 4, low=blank, high=blank)
    assert [line.split() for line in series_in_words(sums).splitlines()[-4:]] == [
        [f"2000-0{month}", "8.50", "-"] for month in (1, 2, 3, 4)
    ]


@given(st.lists(st.none() | st.floats(-10, 10), min_size=1, max_size=200))
def test_a_sparkline_has_a_mark_for_each_period_the_least_lowest_the_greatest_highest(values):
    lines = series_in_words(series(*values)).splitlines()
    rows = [line.split() for line in lines[1 : lines.index("") - 1]]
    marks = "".join(row[1] for row in rows)
    known = [value for value in values if value is not None]
    if not known:
        assert "no period has a value" in lines[1]
        return
    assert [mark == UNKNOWN for mark in marks] == [value is None for value in values]
    if max(known) > min(known):
        assert marks[values.index(max(known))] == BLOCKS[-1] and marks[values.index(min(known))] == BLOCKS[0]


def test_periods_are_called_by_their_length():
    day = date(2000, 10, 1)
    assert [label(day, period) for period in ("month", "quarter", "year")] == ["2000-10", "2000 Q4", "2000"]


@pytest.mark.parametrize(
    ("value", "shown"), [(None, "-"), (3.0, "3"), (0.125, "0.12"), (-4.25, "-4.25"), (1234.5, "1234")]
)
def test_numbers_are_rounded_to_be_read(value, shown):
    assert number(value) == shown


def test_a_turn_is_told_with_its_interval_size_probability_and_three_of_its_carriers():
    words = turn_in_words(turn(), "month", {"a": "first", "b": "second", "c": "third", "d": "fourth"})
    assert " ".join(words.split()) == (
        "2000-03 level: mean score 1.50 before, -4.25 after; -2.50 standard deviations; the break lies between "
        "2000-02 and 2000-03 (80 %), probability 0.88 first second third"
    )


def test_a_turn_of_the_mix_is_told_in_shares():
    mix = turn(aspect="mix", parts=("x", "y"), before=(0.25, 0.75), after=(0.5, 0.5), size=0.25, carriers=())
    words = " ".join(turn_in_words(mix, "month", {}).split())
    assert "mix: x 25% before, 50% after; y 75% before, 50% after; 25% of the dealings" in words


def test_a_row_of_an_event_file_is_told_with_its_place_and_address():
    row = {
        "source": "Wire", "file": "/data/rows.csv", "line": 7, "a": "PAK", "b": "RUS", "day": date(2000, 3, 1),
        "last_day": date(2000, 3, 1), "type": "AID", "code": None, "score10": 80, "n": 3, "story": "http://x",
    }  # fmt: skip
    told = "Wire, rows.csv line 7, 1 March 2000: Pakistan gives aid to Russia [AID]; 3 events; score +8.0; http://x"
    assert coded_in_words(row) == told
    bare = row | {"type": "", "code": "999", "score10": None, "n": None, "story": None}
    assert coded_in_words(bare) == "Wire, rows.csv line 7, 1 March 2000: Pakistan to Russia [999]"
    assert coded_in_words(bare | {"code": "talk", "n": 9}, bare) == (
        "Wire, rows.csv line 7, 1 March 2000: Pakistan to Russia [talk]; 9 events; Pakistan to Russia [999]"
    )


def test_a_turn_in_articles_is_carried_by_their_sentences(project):
    (record,) = (
        one for one in project.find("event", ("PAK", "RUS")) if one.evidence.text.startswith("Officials")
    )
    found = turn(source="articles", carriers=(record.id, "gone"))
    told = tell_carriers(project, [found], most=3)
    assert list(told) == [record.id]
    assert told[record.id].endswith("Officials of Pakistan and Russia met twice")


def test_a_tilt_and_a_triad_are_told_in_the_numbers_of_their_values():
    share = series(0.25, 0.75, measure="share", unit="share")
    leaning = Leaning(
        pivot="PAK", toward="RUS", other="USA", source="Wire", share=share, level=0.75, drift=0.125, drift_low=-0.25,
        drift_high=0.5, hedge=0.5,
    )  # fmt: skip
    words = " ".join(leaning_in_words(leaning).split())
    assert "75% went to Russia" in words and "+0.125 a year (-0.250 to +0.500, 80 %); hedge 0.50" in words
    sides = tuple(
        Side(of=Dyad(a=a, b=b), net=0.5, low=0.25, high=0.75, positive=0.9, n=7)
        for a, b in combinations(("PAK", "RUS", "USA"), 2)
    )
    triad = Triad(
        sides=sides, source="Wire", since=date(2000, 1, 1), until=date(2000, 12, 31), neutral=0.25, balanced=0.2,
        pressed=sides[0].of,
    )  # fmt: skip
    words = " ".join(triad_in_words(triad).split())
    assert "balanced: 0.20; the side most open to change is that of Pakistan and Russia" in words
    assert "usual" in words and "+0.25" in words
    assert "pressed" not in triad_in_words(replace(triad, pressed=None)) and words.count("0.90") == 3


def test_a_forecast_without_a_backtest_says_so():
    found = Forecast(
        of=PAIR, directed=False, source="Wire", measure="events", unit="events", period="month", at=date(2001, 1, 1),
        quantiles=((0.1, 2.0), (0.5, 4.0), (0.9, 9.0)), mean=4.5, positive=1.0, method="ours", scores=(),
    )  # fmt: skip
    words = forecast_in_words(found, 1)
    assert "10 % lie below 2, half below 4, 90 % below 9" in " ".join(words.split())
    assert "not tested on this series" in words
    tested = replace(found, scores=(Score(method="ours", crps=1.5, brier=None, held=0.8, n=30),))
    assert forecast_in_words(tested, 1).splitlines()[-1].split() == ["ours", "1.5", "-", "80%", "30"]


def test_an_empty_outlook_says_of_each_section_that_there_is_nothing():
    blank = dict.fromkeys(
        ("sectors", "changes", "ties", "expected", "gains", "losses", "open_claims", "commitments", "watch"),
        (),
    )
    lacks = (Lack(question="tie", source="Wire", why="Wire: too few"),) * 2
    words = outlook_in_words(Outlook(about=PAIR, third="USA", sources=(), lacks=lacks, **blank), {})
    assert words.startswith("Pakistan and Russia: what it means for the United States (nothing is measured)")
    assert [line for line in words.splitlines() if line.startswith("  ")] == [
        "  no dealings are told", "  no likely change is found", "  nothing can be told", "  nothing can be told",
        "  no source draws a conclusion", "  none", "  nothing is noted", "  tie (Wire): too few",
    ]  # fmt: skip


def rows_of(panel, mark) -> list[dict]:
    return [
        row for layer in panel["layer"] if layer["mark"]["type"] == mark for row in layer["data"]["values"]
    ]


def test_a_chart_has_a_panel_for_each_source_and_measure_on_one_axis_with_rows_of_its_own():
    found = [
        (series(0.5, 0.25), series(0.75, source="Post", start=date(2001, 1, 1))),
        (series(3, measure="events"),),
    ]
    panels = draw_series(found, ())["vconcat"]
    titles = [panel["title"]["text"].split(" (")[0] for panel in panels]
    told = ["Wire: net cooperation", "Wire: events", "Post: net cooperation"]
    assert titles == [f"Pakistan and Russia. {one}" for one in told]
    assert [[row["value"] for row in rows_of(panel, "line")] for panel in panels] == [
        [0.5, 0.25],
        [3],
        [0.75],
    ]
    layers = [layer for panel in panels for layer in panel["layer"]]
    axes = [layer["encoding"]["x"]["scale"]["domain"] for layer in layers if "x" in layer["encoding"]]
    assert all(axis == ["2000-01-01", "2001-02-01"] for axis in axes)
    assert not any("name" in layer for layer in layers)  # layers of one name would share their rows


def test_a_chart_shades_the_time_of_which_a_source_has_no_day_and_marks_what_stands_alone():
    gone = series(0.5, 0.5, None, 0.25, None, coverage=(1, 1, 0, 1, 0))
    (panel,) = draw_series([(gone,)], ())["vconcat"]
    gaps = [(row["since"], row["until"]) for row in panel["layer"][0]["data"]["values"]]
    assert ("2000-03-01", "2000-04-01") in gaps and ("2000-05-01", "2000-06-01") in gaps
    assert [row["value"] for row in rows_of(panel, "point")] == [0.25]
    (articles,) = draw_series([(replace(gone, source="articles"),)], ())["vconcat"]
    assert articles["layer"][0]["data"]["values"] == []


def test_a_panel_shows_the_turns_of_its_source_that_its_measure_can_show():
    turns = [turn(), turn(aspect="volume"), turn(source="Post")]
    (panel,) = draw_series([(series(0.5, 0.5, 0.25),)], turns)["vconcat"]
    (row,) = rows_of(panel, "text")
    assert row["label"] == "2000-03 level down, 88%" and row["likely"]
    assert (row["earliest"], row["until"]) == ("2000-02-01", "2000-04-01")


@given(
    st.lists(st.tuples(st.integers(0, 119), st.floats(0.01, 1)), max_size=12, unique_by=lambda one: one[0])
)
def test_labels_of_turns_never_hit_each_other_and_none_is_less_likely_than_one_left_out(found):
    turns = [turn(at=add_months(date(2000, 1, 1), at), probability=chance) for at, chance in found]
    (panel,) = draw_series([(series(*(0.5,) * 120),)], turns)["vconcat"]
    texts = [layer for layer in panel["layer"] if layer["mark"]["type"] == "text"]
    assert len(texts) <= LANES and len({layer["mark"]["y"] for layer in texts}) == len(texts)
    for layer in texts:
        days = sorted(date.fromisoformat(row["at"]) for row in layer["data"]["values"])
        for first, second in pairwise(days):
            assert (second - first) / timedelta(days=1) * 720 / 3653 >= 6.2 * 20
    shown = [row["probability"] for layer in texts for row in layer["data"]["values"]]
    if turns:
        assert max(one.probability for one in turns) in shown


def test_hostile_names_of_sources_stay_words_in_a_chart():
    svg = to_svg(draw_series([(series(0.5, 0.25, source="</svg><script>x</script>\u202e"),)], ()))
    assert "<script" not in svg and "\u202e" not in svg and svg.count("</svg>") == 1


def test_a_chart_is_the_same_each_time_and_written_whole(tmp_path):
    spec = draw_series([(series(0.5, 0.25),)], [turn()])
    assert to_svg(spec) == to_svg(draw_series([(series(0.5, 0.25),)], [turn()]))
    write_picture(tmp_path / "a.SVG", spec)
    assert (tmp_path / "a.SVG").read_text("utf-8").startswith("<svg")
    with pytest.raises(UserError, match=r"\.svg or \.png"):
        check_picture(tmp_path / "a")
    with pytest.raises(ValueError):
        draw_series([()], ())


class Links(HTMLParser):
    """Ids and links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.ids += [told["id"]] if "id" in told else []
        self.links |= {told["href"][1:]} if (told.get("href") or "").startswith("#") else set()


@pytest.fixture
def measured(project, tmp_path):
    """The three articles, and five years of an event file in which the two fall out."""
    lines = ["a,b,day,type"]
    for month in range(60):
        what, many = ("CONSULT", 4) if month < 30 else ("ASSAULT", 12)
        for n in range(many + month * 7 % 3):
            lines.append(f"PAK,RUS,{2000 + month // 12}-{month % 12 + 1:02}-{n + 1:02},{what}")
    (tmp_path / "rows.csv").write_text("\n".join(lines), encoding="utf-8")
    project.import_events(
        tmp_path / "rows.csv", source="Wire", mapping={"a": "a", "b": "b", "day": "day", "type": "type"}
    )
    return project


def test_the_page_shows_what_is_measured_with_its_basis_and_every_link_leads_somewhere(measured):
    page = dyad_page(measured, "PAK", "RUS", "USA")
    html = render_dossier(page)
    assert page.measured.period == "month" and page.measured.turns and page.outlook.groups
    told = next(one for one in page.measured.turns if "cooler" in one.sentence)
    assert told.basis[0].rows[0].startswith("Wire, rows.csv line ") and told.basis[0].rows[0] in html
    assert told.sentence in html and "2002-07 level down" in html
    links = Links(html)
    assert links.links <= set(links.ids) and len(links.ids) == len(set(links.ids))
    assert {"measured", "outlook"} <= set(links.ids)


def test_the_sectors_of_the_outlook_lead_to_the_lines_they_were_counted_from(project):
    page = dyad_page(project, "PAK", "RUS", "USA")
    (sectors,) = (group for group in page.outlook.groups if group.title == "What changed, by sector")
    energy = next(one for one in sectors.judged if one.sentence.startswith("Energy"))
    assert energy.basis[0].records
    html = render_dossier(page)
    part = html[html.index('id="outlook"') : html.index('id="third"')]
    assert all(f'href="#r-{energy.basis[0].records[0]}"' in text for text in (part, html))


def test_what_cannot_be_measured_is_said(project):
    page = dyad_page(project, "PAK", "RUS")
    html = render_dossier(page)
    assert html == render_dossier(dyad_page(project, "PAK", "RUS"))
    assert page.outlook is None and 'id="outlook"' not in html
    assert not page.measured.turns and "Not measured: turning points: " in html
