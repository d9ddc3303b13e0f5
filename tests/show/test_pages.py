"""The page of a dyad as a value: every number walks to its records, and nothing undone is counted as done."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from random import Random

import pytest

from detente.errors import NotEnoughData, UnknownName
from detente.keep.assembly import happenings, ledger
from detente.model import Document, Dyad, Gap, Telling
from detente.show import pages
from detente.show.pages import DyadPage, Figure, lines_of, page_to_json
from detente.show.pages.dyad import build_page, dyad_page
from detente.show.pages.sections import Claims

PAK_RUS = Dyad(a="PAK", b="RUS")


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
