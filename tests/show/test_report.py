"""What a report says: every number and sentence has notes, and every note leads to a sentence that stands there."""

import re
from dataclasses import replace

import pytest

from detente.errors import NotEnoughData, UnknownName
from detente.model import Speaker, Statement
from detente.show.pages import Figure, Finding, lines_of
from detente.show.report import Note
from detente.show.report.make import make_report
from detente.show.report.notes import DIRECT, NoteBook, note_in_markdown
from detente.show.report.telling import tellings

MINISTER = Speaker(name="Anna Petrova", role="energy minister", of="RUS", type="person")
CITED = re.compile(r"\[\^(\d+)\]")


@pytest.fixture(scope="module")
def report(reported):
    return make_report(reported, "PAK", "RUS", "USA")


def sections_of(report):
    return {section.name: section.markdown for section in report.sections}


def cited_in(markdown):
    return [int(number) for number in CITED.findall(markdown)]


def test_it_has_the_sections_that_a_reader_looks_for(report):
    heads = [section.markdown.splitlines()[0] for section in report.sections]
    assert heads == [
        "## Summary",
        "## What changed",
        "## Promised and delivered",
        "## Who said what",
        "## What sources claim",
        "## What it means for the United States",
        "## What the record does not know",
        "## How this was made",
    ]


def test_every_note_of_a_sentence_leads_to_that_sentence_in_its_article(report, reported):
    sources = [note.source for note in report.notes if note.source]
    assert sources
    for source in sources:
        document = reported.document(source.doc)
        assert document.text[source.start : source.end] == source.text
        assert (document.outlet, document.title) == (source.outlet, source.title)


def test_notes_are_numbered_in_order_of_first_use_and_one_sentence_has_one(report):
    order = list(dict.fromkeys(n for section in report.sections for n in cited_in(section.markdown)))
    assert order == list(range(1, len(order) + 1))
    assert [note.number for note in report.notes] == list(range(1, len(report.notes) + 1))
    places = [(n.source.doc, n.source.start, n.source.end) for n in report.notes if n.source]
    assert len(places) == len(set(places))


def test_every_number_of_the_summary_is_the_count_of_the_records_that_its_notes_lead_to(report):
    line_of = {source.record: line.ref for line in lines_of(report.page) for source in line.sources}
    book = {note.number: note for note in report.notes}
    figures = list(_figures_with_notes(report))
    assert len(figures) > 5
    for figure, numbers in figures:
        led_to = {record for number in numbers for record in _records_under(book[number], book)}
        assert set(figure.records) <= led_to
        if figure.counts == "claims":
            assert figure.shown == str(len({line_of[record] for record in figure.records}))


def _figures_with_notes(report):
    """The figures of the paragraph, each with the numbers that follow it in the written summary."""
    said = sections_of(report)["10-summary"]
    for told in report.page.paragraph:
        wanted = "".join(
            f"({re.escape(part.shown)})"
            if isinstance(part, Figure)
            else "".join(rf"(?:\[\^\d+\])*{re.escape(letter)}" for letter in part)
            for part in told.parts
        )
        found = re.search(wanted, said)
        assert found, told.text
        figures = [part for part in told.parts if isinstance(part, Figure)]
        for at, figure in enumerate(figures, 1):
            yield figure, cited_in(re.search(r"(\[\^\d+\])+", said[found.end(at) :])[0])


def _records_under(note: Note, book):
    if note.source:
        return set(note.records)
    assert note.beyond == 0
    return {record for number in note.others for record in book[number].records}


def test_what_a_source_concludes_is_cited_and_told_as_its_own(report):
    said = sections_of(report)["60-implications"]
    line = next(line for line in said.splitlines() if line.startswith("- United States (loses)"))
    note = report.notes[cited_in(line)[0] - 1]
    assert note.source.text == "Washington loses by it"


def test_a_paraphrase_has_no_quotation_marks(project, add):
    words = '"Pakistan and Russia keep their word"'
    add(project, (f"{words}, said Anna Petrova", Statement(words=words, form="direct"), MINISTER))
    said = sections_of(make_report(project, "PAK", "RUS"))["40-statements"]
    assert "“Pakistan and Russia keep their word”[^" in said
    assert "Pakistan had paid[^" in said and "“Pakistan had paid" not in said


def test_the_ledger_tells_each_commitment_with_its_sentences_and_what_it_comes_to(report):
    said = sections_of(report)["30-ledger"]
    row = next(line for line in said.splitlines() if "a gas pipeline" in line)
    assert "USD 2.5 billion promised" in row
    titles = {report.notes[number - 1].source.title for number in cited_in(row)}
    assert titles == {"Moscow and Islamabad sign", "Protocol signed"}
    assert re.search(r"\| Russia \| USD 2\.5 billion(\[\^\d+\])+ \| – \| – \|", said)


def test_the_method_tells_coder_version_rule_and_the_words_of_likelihood(report):
    said = sections_of(report)["80-method"]
    assert "hand\\@1 read the sentences" in said
    assert "after version" in said and "A row is added once" in said
    assert "| very likely | 80 to 95 percent |" in said


def test_the_stamp_is_of_the_newest_version_and_its_command_makes_the_same_again(report, reported):
    newest = reported.versions()[-1]
    assert (report.stamp.version, report.stamp.day) == (newest.number, newest.at.date())
    assert report.stamp.command == f"detente report PAK RUS --for USA --as-of {newest.number}"


def test_as_of_a_version_nothing_later_is_told(project, add):
    before = make_report(project, "PAK", "RUS", "USA")
    add(project, ("Pakistan thanked Russia again", None), outlet="Late Paper", day="2024-01-01")
    again = make_report(project, "PAK", "RUS", "USA", as_of=str(before.stamp.version))
    assert again == before
    assert make_report(project, "PAK", "RUS", "USA").stamp.version == before.stamp.version + 1


def test_without_a_third_state_it_is_of_all(reported):
    report = make_report(reported, "PAK", "RUS")
    assert "## What it means for third states" in sections_of(report)["60-implications"]
    assert report.stamp.command.startswith("detente report PAK RUS --as-of")


def test_states_that_the_record_does_not_know_are_an_error_of_the_user(reported):
    with pytest.raises(NotEnoughData):
        make_report(reported, "CHL", "PER")
    with pytest.raises(UnknownName, match="one of the two"):
        make_report(reported, "PAK", "RUS", "RUS")
    with pytest.raises(UnknownName, match="no version 99"):
        make_report(reported, "PAK", "RUS", as_of="99")


@pytest.fixture
def book(report):
    sources = {source.record: source for line in lines_of(report.page) for source in line.sources}
    return NoteBook(sources), list(sources)


def test_a_claim_of_many_sentences_cites_three_and_folds_the_others(book):
    notes, records = book
    numbers = notes.cite(records)
    assert numbers == [1, 2, 3, 4]
    folded = notes.close()[3]
    assert folded.source is None and len(folded.others) == len(notes.close()) - 4
    assert note_in_markdown(folded, linked=False, whole=False).startswith(
        f"And {len(folded.others)} more sentences: notes 5–"
    )


def test_a_claim_of_few_sentences_cites_them_all(book):
    notes, records = book
    assert len(set(notes.cite(records[:DIRECT]))) <= DIRECT
    assert all(note.source for note in notes.close())


def test_the_same_sentence_and_the_same_count_have_the_same_number(book):
    notes, records = book
    assert notes.cite(records[:1]) == notes.cite(records[:1]) == [1]
    assert notes.count(records, "Counted from") == notes.count(records, "Counted from") == [2]


def test_records_that_were_read_from_one_sentence_share_its_note(report):
    source = next(note.source for note in report.notes if note.source)
    notes = NoteBook({"aa": source, "bb": replace(source, record="bb")})
    assert notes.cite(["aa"]) == notes.cite(["bb"]) == [1]
    (note,) = notes.close()
    assert note.records == ("aa", "bb")
    assert note_in_markdown(note, linked=True, whole=True).endswith("; records aa, bb.")


def test_beyond_the_most_notes_a_count_tells_how_many_it_does_not_list(book, monkeypatch):
    notes, records = book
    monkeypatch.setattr("detente.show.report.notes.MOST", 3)
    notes.count(records, "Counted from")
    counted = notes.close()[0]
    assert len(counted.others) == 3 and counted.beyond > 0
    assert f"and {counted.beyond} without a note of their own" in note_in_markdown(
        counted, linked=True, whole=True
    )


def test_notes_of_a_number_stand_where_its_clause_ends(book):
    notes, records = book
    one = Figure(shown="1", counts="claims", records=(records[0],))
    told = tellings(notes, ())["told"]
    listed = Finding(text="", parts=(one, " floated, announced or agreed", " and ", one, " dropped."))
    assert told(listed) == "1 floated, announced or agreed[^1] and 1 dropped[^1]."
    assert told(Finding(text="", parts=("of ", one, ", it is said."))) == "of 1[^1], it is said."
    assert told(Finding(text="", parts=("Of ", one, " on the two, most, ", one, "."))) == (
        "Of 1 on the two[^1], most, 1[^1]."
    )
