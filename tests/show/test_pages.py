"""The page of a dyad as a value: every number walks to its records, and nothing undone is counted as done."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from detente.errors import NotEnoughData, UnknownName
from detente.keep.assembly import happenings, ledger
from detente.model import Amount, Commitment, Document, Dyad, Event, Gap, Telling, When
from detente.show import pages
from detente.show.pages import Asked, DyadPage, Figure, lines_of, page_to_json
from detente.show.pages.dyad import build_page, dyad_page
from detente.show.pages.sections import Claims

PAK_RUS = Dyad(a="PAK", b="RUS")
PIPELINE = Commitment(
    giver=("RUS",), receiver=("PAK",), what="a gas pipeline", sector="energy", stage="announced",
    amount=Amount(value=Decimal("2500000000"), unit="USD"),
)  # fmt: skip


def figures_in(value: object) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from figures_in(item)
    elif is_dataclass(value):
        for f in fields(value):
            yield from figures_in(getattr(value, f.name))


@pytest.fixture
def page(by_hand) -> DyadPage:
    return build_page(PAK_RUS, "USA", *by_hand, **assembled(*by_hand))


def assembled(records, documents) -> dict[str, tuple]:
    """The happenings and the ledger of some records, each article a story of its own."""
    told = {
        kind: [
            Telling(record=r, outlet=documents[r.evidence.doc].outlet, story=r.evidence.doc)
            for r in records
            if r.kind == kind
        ]
        for kind in ("event", "commitment")
    }
    return {"happenings": happenings.assemble(told["event"]), "rows": ledger.assemble(told["commitment"])}


def test_every_number_walks_to_its_records(page, by_hand):
    records = {record.id: record for record in by_hand[0]}
    same = Claims(
        {t.record.id: one.id for found in assembled(*by_hand).values() for one in found for t in one.tellings}
    )
    figures = list(figures_in(page))
    assert len(figures) > 8
    for figure in figures:
        assert figure.records and set(figure.records) <= records.keys()
        if figure.counts == "claims":
            claims = {same.of(records[id]) for id in figure.records}
            assert figure.shown == str(len(claims))


def test_every_digit_of_the_paragraph_is_a_figure_or_a_year_that_has_one(page):
    for finding in page.paragraph:
        bare = "".join(part for part in finding.parts if isinstance(part, str))
        years = {year for year, _ in page.years}
        assert all(word.strip(".:,") in years for word in bare.split() if any(c.isdigit() for c in word))
        shown = [part if isinstance(part, str) else part.shown for part in finding.parts]
        assert finding.text == "".join(shown)


def test_every_record_number_on_the_page_stands_in_its_evidence(page):
    placed = {
        record for article in page.articles for passage in article.passages
        for piece in passage.pieces for record in piece.records
    }  # fmt: skip
    assert {source.record for line in lines_of(page) for source in line.sources} == placed


def test_what_is_planned_or_denied_is_never_among_what_was_done(page):
    assert {line.standing for line in page.events} == {"fact"}
    assert {line.standing for line in page.not_done} == {"planned", "denied"}
    assert not {bar.ref for bar in page.timeline} & {line.ref for line in page.not_done}
    assert "Kept apart and not counted as done: 1 planned and 1 denied." in [f.text for f in page.paragraph]


def test_a_dated_claim_told_in_two_articles_is_one_line_with_two_sources(page):
    signed = next(line for line in page.events if line.label == "SUPPORT")
    assert [source.outlet for source in signed.sources] == ["Example Courier", "Example Wire"]


def test_undated_meetings_are_not_taken_for_one(page):
    met = [line for line in page.events if line.label == "CONSULT"]
    assert len(met) == 2 and all(len(line.sources) == 1 for line in met)


def test_a_promise_in_two_articles_is_one_row_and_added_once(page):
    (stage,) = page.ledger
    (row,) = stage.rows
    assert (stage.stage, stage.count.shown, row.promised, len(row.line.sources)) == (
        "announced", "1", "USD 2.5 billion", 2,
    )  # fmt: skip
    assert any("USD 2.5 billion promised" in finding.text for finding in page.paragraph)


def test_an_event_in_a_sentence_with_a_commitment_lies_in_its_sector(by_hand, make_record):
    records, documents = by_hand
    document = next(iter(documents.values()))
    pledge = next(record for record in records if record.kind == "commitment")
    signed = next(record for record in records if record.kind == "event")
    same_place = make_record(document, signed.evidence.text, pledge.claim)
    assert [bar.sector for bar in build_page(PAK_RUS, None, records, documents).timeline] == ["diplomatic"]
    assert [bar.sector for bar in build_page(PAK_RUS, None, [*records, same_place], documents).timeline] == [
        "energy"
    ]


def test_implications_are_those_for_the_third_state_asked(by_hand):
    assert [line.label for line in build_page(PAK_RUS, "USA", *by_hand).implications] == ["loses"]
    assert build_page(PAK_RUS, "CHN", *by_hand).implications == ()
    assert len(build_page(PAK_RUS, None, *by_hand).implications) == 1


def test_the_order_of_the_records_given_changes_nothing(page, by_hand):
    records, documents = by_hand
    for seed in range(3):
        shuffled = Random(seed).sample(records, len(records))
        assert build_page(PAK_RUS, "USA", shuffled, documents, **assembled(shuffled, documents)) == page


def test_a_gap_points_to_its_line(by_hand):
    event = next(record for record in by_hand[0] if record.kind == "event")
    gaps = (Gap(kind="undated", of=event.id, why="no day"), Gap(kind="unresolved", of="abc:1-2", why="?"))
    groups = build_page(PAK_RUS, None, *by_hand, gaps).gaps
    assert [(group.kind, group.number, group.gaps[0].record) for group in groups] == [
        ("undated", 1, event.id), ("unresolved", 1, None),
    ]  # fmt: skip


def test_each_event_told_as_done_lies_in_one_cell_of_sector_and_year(page):
    heat = page.heat
    assert heat.columns == ("2019", "no one year", "all")
    by_column = [[cell.good or cell.bad for cell in row.cells] for row in heat.rows]
    assert [row.sector for row in heat.rows] == ["diplomatic", "all"]
    assert [[figure.shown for figure in row] for row in by_column] == [["1", "3", "4"]] * 2
    everywhere = [id for figure in by_column[-1][:-1] for id in figure.records]
    assert sorted(everywhere) == sorted(source.record for line in page.events for source in line.sources)


def test_years_before_the_last_twenty_five_share_a_column(by_hand, make_record):
    document = next(iter(by_hand[1].values()))
    days = [When(since=date(year, 5, 1), until=date(year, 5, 2)) for year in (1980, 1995, 2000, 2019)]
    met = [
        make_record(document, "signed a protocol", Event(actors=("PAK", "RUS"), type=type, when=when))
        for type, when in zip(("CONSULT", "ACCUSE", "CONSULT", "CONSULT"), days, strict=True)
    ]
    heat = build_page(PAK_RUS, None, met, {document.id: document}).heat
    assert (heat.columns[:3], heat.columns[-2:], len(heat.columns)) == (
        ("before 1995", "1995", "1996"), ("2019", "all"), 27,
    )  # fmt: skip
    cells = dict(zip(heat.columns, heat.rows[-1].cells, strict=True))
    assert (cells["before 1995"].good.shown, cells["1995"].bad.shown, cells["1995"].good) == ("1", "1", None)


def test_what_a_ledger_comes_to_names_its_rows_and_what_was_not_added(page):
    (line,) = page.sums.lines
    assert (line.giver, line.promised.shown, line.count.shown, line.delivered) == (
        "Russia", "USD 2.5 billion", "1", None,
    )  # fmt: skip
    assert line.promised.records == line.count.records == page.ledger[0].count.records
    assert page.sums.left_out == ()


def test_a_part_of_another_row_is_not_added_and_names_it_by_its_number(by_hand, make_record):
    document = next(iter(by_hand[1].values()))
    whole = make_record(document, "a gas pipeline for USD 2.5 billion", PIPELINE)
    part = make_record(document, "gas pipeline", replace(PIPELINE, what="pipes", amount=None))
    rows = [replace(row, overlaps=None) for row in assembled([whole], by_hand[1])["rows"]]
    (of_it,) = assembled([part], by_hand[1])["rows"]
    of_it = replace(of_it, promised=rows[0].promised, unit="USD", part_of=rows[0].id, wholes=(rows[0].id,))
    of_it = replace(of_it, overlaps=f"part of {rows[0].id[:9]} (a gas pipeline)")
    page = build_page(PAK_RUS, None, [whole, part], by_hand[1], rows=[*rows, of_it])
    shown = {row.what: row for stage in page.ledger for row in stage.rows}
    (left,) = page.sums.left_out
    number = shown["a gas pipeline"].line.ref
    assert left.why == "part of “a gas pipeline”" == shown["pipes"].note
    assert left.of == number == shown["pipes"].of


def test_a_happening_stands_as_most_tell_it_and_its_denial_by_itself(by_hand, make_record):
    document = next(iter(by_hand[1].values()))
    day = When(since=date(2019, 5, 3), until=date(2019, 5, 3))
    told = [
        make_record(document, words, Event(actors=("PAK", "RUS"), type="CONSULT", aux=aux, when=day))
        for words, aux in (("signed", ()), ("protocol", ("hypothetical",)), ("No tanks", ("negation",)))
    ]
    (one,) = assembled(told[:1], by_hand[1])["happenings"]
    tellings = tuple(replace(one.tellings[0], record=record) for record in told)
    page = build_page(PAK_RUS, None, told, by_hand[1], happenings=[replace(one, tellings=tellings)])
    assert [[source.record for source in line.sources] for line in page.events] == [[told[0].id, told[1].id]]
    assert [(line.standing, line.sources[0].record) for line in page.not_done] == [("denied", told[2].id)]


def test_filters_keep_what_may_lie_in_the_days_and_the_numbers_of_lines(by_hand):
    whole = build_page(PAK_RUS, None, *by_hand, **assembled(*by_hand))
    before = Asked(until=date(2019, 5, 3))
    page = build_page(PAK_RUS, None, *by_hand, **assembled(*by_hand), asked=before)
    assert [line.ref for line in page.events] == ["E1"] and whole.events[0] == page.events[0]
    assert page.choices == whole.choices and page.asked == before
    for figure in figures_in(page):
        assert set(figure.records) <= {source.record for line in lines_of(page) for source in line.sources}


@pytest.mark.parametrize(
    ("asked", "spans", "kept"),
    [
        ({"since": date(2019, 1, 1)}, [(date(2018, 1, 1), date(2019, 1, 1))], True),
        ({"since": date(2019, 1, 2)}, [(date(2018, 1, 1), date(2019, 1, 1))], False),
        ({"until": date(2018, 1, 1)}, [(date(2018, 1, 1), None)], True),
        ({"until": date(2017, 12, 31)}, [(date(2018, 1, 1), None)], False),
        ({"since": date(2030, 1, 1)}, [(date(2018, 1, 1), None)], True),
        ({"since": date(2018, 1, 1)}, [(None, None)], False),
        ({"since": date(2018, 1, 1)}, [(None, None), (date(2018, 2, 2), date(2018, 2, 2))], True),
        ({"sector": "energy"}, [], True),
        ({"sector": "trade"}, [], False),
        ({"outlet": "Wire"}, [], True),
        ({"outlet": "wire"}, [], False),
    ],
)
def test_a_claim_is_kept_by_its_days_its_sector_and_who_tells_it(asked, spans, kept):
    assert Asked(**asked).keeps(spans, "energy", {"Wire", None}) is kept


def test_a_claim_of_no_sector_is_kept_whatever_sector_is_asked_for():
    assert Asked(sector="trade").keeps([], None, {None})


def test_a_project_gives_the_same_page_for_names_and_codes(project):
    assert dyad_page(project, "Pakistan", "Russia", "United States") == dyad_page(
        project, "PAK", "RUS", "USA"
    )


def test_a_dyad_without_records_is_told_so(project):
    with pytest.raises(NotEnoughData, match="no record of Pakistan and Fiji"):
        dyad_page(project, "PAK", "FJI")


def test_an_unknown_state_is_told_so(project):
    with pytest.raises(UnknownName):
        dyad_page(project, "PAK", "Atlantis")


def test_the_third_state_is_not_one_of_the_two(project):
    with pytest.raises(UnknownName, match="Russia is one of the two"):
        dyad_page(project, "PAK", "RUS", "RUS")


def test_each_field_of_each_part_says_what_it_holds():
    parts = [
        part
        for part in vars(pages).values()
        if is_dataclass(part) and part.__module__.startswith(pages.__name__)
    ]
    assert len(parts) > 10
    for part in parts:
        for f in fields(part):
            assert f.metadata.get("says"), f"{part.__name__}.{f.name}"


def test_the_json_has_the_fields_of_the_page_and_its_numbers_carry_their_records(page):
    obj = page_to_json(page)
    assert list(obj) == [f.name for f in fields(DyadPage)]
    assert obj["events"][0]["sources"][0]["text"]
    assert any(isinstance(part, dict) and part["records"] for part in obj["paragraph"][0]["parts"])


def test_the_text_of_a_source_is_what_stands_at_its_offsets(page, by_hand):
    documents: dict[str, Document] = by_hand[1]
    for line in lines_of(page):
        for source in line.sources:
            assert documents[source.doc].text[source.start : source.end] == source.text
