"""What the record of the example corpus concludes: chains of articles that test assembly, ledger and belief.

The records are those that a careful reader makes (benchmarks/labelled, written by hand), so that what is tested is the
putting together. `test_demo_chains.py` holds what our own coder's reading comes to.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from detente.keep.assembly.totals import add_up
from detente.keep.jsonl import record_from_json
from detente.model import Document, Happening, LedgerRow, Reading, Record, Rival, Span
from detente.project import Project

ROOT = Path(__file__).parent.parent.parent
LABELLED = ROOT / "benchmarks" / "labelled"


def by_hand() -> Callable[[Document], Reading]:
    """A coder that gives the records written by hand for the corpus."""
    told: dict[str, list[dict]] = {}
    for part in ("corpus_promises", "corpus_happenings"):
        for line in (LABELLED / part / "tellings.jsonl").read_text(encoding="utf-8").splitlines():
            one = json.loads(line, parse_float=Decimal)
            told.setdefault(one["doc"], []).append(one)

    def code(document: Document) -> Reading:
        records = {}
        for one in told.get(Path(document.origin).name, []):
            start = document.text.find(one["text"])
            place = {"doc": document.id, "start": start, "end": start + len(one["text"]), "speaker": None}
            record = record_from_json({**one, **place})
            records[record.id] = record
        return Reading(doc=document.id, records=tuple(records.values()), coder="by hand@1")

    return code


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.create(tmp_path_factory.mktemp("corpus") / "desk")
    project.add(ROOT / "examples" / "corpus", coder=by_hand())
    return project


@pytest.fixture(scope="module")
def rows(corpus: Project) -> tuple[LedgerRow, ...]:
    return corpus.ledger("Pakistan", "Russia")


@pytest.fixture(scope="module")
def happenings(corpus: Project) -> tuple[Happening, ...]:
    return corpus.happenings("Pakistan", "Russia")


def with_words(found: tuple, words: str):
    """The one happening or row of which a telling holds these words."""
    (one,) = [one for one in found if any(words in telling.record.evidence.text for telling in one.tellings)]
    return one


def texts(row: LedgerRow | Happening) -> str:
    return "\n".join(telling.record.evidence.text for telling in row.tellings)


def rival(one: LedgerRow | Happening, field: str) -> Rival:
    (found,) = [rival for rival in one.rivals if rival.field == field]
    return found


def values(found: Rival) -> dict[str, tuple[str, ...]]:
    return {version.value: version.tellers for version in found.versions}


def test_an_old_promise_told_as_new_is_one_row_and_added_once(rows) -> None:
    steel = with_words(rows, "to invest USD 1 billion in the rehabilitation of Pakistan Steel Mills")
    assert steel.promised == (Decimal(500_000_000), Decimal(1_000_000_000))
    told = [step for step in steel.steps if step.stage in ("announced", "agreed")]
    assert [(step.told.year, step.repeat) for step in told] == [(2012, False), (2019, True), (2020, True)]
    totals = add_up([steel], "sector")
    assert [(total.key, total.promised[1]) for total in totals.totals] == [
        ("industry", Decimal(1_000_000_000))
    ]


def test_a_package_and_its_parts_are_rows_of_which_one_is_added(rows) -> None:
    package = with_words(rows, "Russia to invest USD 14 billion in energy")
    offshore = with_words(rows, "USD 10 billion would go into an offshore gas pipeline")
    overland = with_words(rows, "USD 2.5 billion into the North–South line")
    assert package.promised == (Decimal(14_000_000_000), Decimal(14_000_000_000))
    assert offshore.part_of == overland.part_of == package.id
    added = {total.key: total.promised for total in add_up([package, offshore, overland], "sector").totals}
    assert added == {"energy": package.promised}


def test_a_share_in_percent_is_no_money(rows) -> None:
    share = with_words(rows, "Russian firms 26 percent")
    assert (share.promised, [version.value for version in share.shares]) == (None, ["26 percent"])
    assert add_up([share], "giver").totals == ()


def test_rival_counts_of_soldiers_stand_side_by_side_with_who_gives_them(happenings) -> None:
    exercise = with_words(happenings, "Two hundred Russian soldiers")
    assert values(rival(exercise, "figure (troops)")) == {
        "200": ("Volga Dispatch", "Deccan Sentinel"),
        "70": ("Indus Courier",),
    }


def test_a_copy_that_changes_a_figure_is_a_rival_and_no_second_voice(happenings) -> None:
    cargo = with_words(happenings, "The first cargo of discounted Russian crude")
    assert values(rival(cargo, "figure (tonne)")) == {
        "100,000": ("Steppe Wire",),
        "45,000": ("Arabian Sea Report",),
    }
    assert {t.outlet for t in cargo.tellings} == {"Arabian Sea Report", "Steppe Wire", "Khyber Monitor"}
    assert cargo.stories == 2


def test_decided_in_one_paper_and_discussed_in_the_other(rows) -> None:
    offshore = with_words(rows, "USD 10 billion would go into an offshore gas pipeline")
    assert values(rival(offshore, "stage")) == {
        "decided": ("Indus Courier", "Khyber Monitor"),
        "discussed": ("Volga Dispatch",),
    }
    steel = with_words(rows, "to invest USD 1 billion in the rehabilitation of Pakistan Steel Mills")
    assert set(values(rival(steel, "stage"))) == {"decided", "discussed"}


def test_what_is_denied_is_believed_less_than_what_nobody_denies(happenings) -> None:
    embargo = with_words(happenings, "Russia has decided to lift its embargo")
    pact = with_words(happenings, "Pakistan and Russia signed an agreement on military cooperation")
    assert set(values(rival(embargo, "standing"))) == {"fact", "denied"}
    assert embargo.belief.value < 0.5 < pact.belief.value
    assert len(embargo.belief.against) == 1


def test_vaccines_are_delivered_in_part_and_the_promise_is_disputed(rows) -> None:
    vaccine = with_words(rows, "50,000 doses of its Sputnik V vaccine")
    assert (vaccine.stage, vaccine.delivered) == ("delivered", (Decimal(50_000), Decimal(50_000)))
    assert vaccine.promised == (Decimal(150_000), Decimal(200_000))
    assert values(rival(vaccine, "amount promised")) == {
        "150,000 dose": ("Indus Courier",),
        "200,000 dose": ("Khyber Monitor",),
    }


def test_helicopters_ordered_and_delivered_are_one_row_told_by_many(rows) -> None:
    helicopters = with_words(rows, "A contract for four Mi-35M attack helicopters")
    assert helicopters.stage == "delivered"
    steps = {(step.stage, step.since.year): step for step in helicopters.steps if step.since}
    assert len(steps["agreed", 2015].tellings) > 2
    assert steps["delivered", 2017].belief.value > 0.99


def test_a_delivery_that_came_late_tells_how_late(corpus) -> None:
    missiles = with_words(corpus.ledger("India", "Russia"), "Deliveries are to begin in 2020")
    assert missiles.delay.due_until.year == 2020
    assert (missiles.delay.arrived.year, missiles.delay.arrived.month) == (2021, 12)
    assert 300 < missiles.delay.least < missiles.delay.most < 750
    assert missiles.promised == (Decimal(5_000_000_000), Decimal(5_430_000_000))


def test_wire_copies_are_one_story_and_other_reporters_are_others(corpus) -> None:
    names = {row["doc"]: Path(row["origin"]).stem[2:] for row in corpus.documents().to_pylist()}
    assert [sorted(names[doc] for doc in story.docs) for story in corpus.stories()] == [
        ["2014-11-20-indus-courier-defence-pact", "2014-11-20-steppe-wire-defence-pact"],
        ["2015-04-21-pearl-river-daily-corridor", "2015-04-22-arabian-sea-report-corridor-figures"],
        ["2019-02-07-indus-courier-gazprom", "2019-02-07-khyber-monitor-gazprom"],
        ["2021-04-07-indus-courier-lavrov-visit", "2021-04-08-pearl-river-daily-lavrov-excerpt"],
        ["2023-06-12-arabian-sea-report-crude", "2023-06-13-steppe-wire-crude"],
    ]


def test_rereading_the_corpus_keeps_each_decision_that_applies_and_lists_the_others(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "desk")
    project.add(ROOT / "examples" / "corpus", coder=by_hand())
    promises = [record for record in project.find("commitment") if len(record.evidence.text) > 20][:40]
    for number, record in enumerate(promises):
        if number % 4 == 0:
            project.decide(
                "edit", record.id, by="Reader", changes={"sector": "general", "what": f"thing {number}"}
            )
        else:
            project.decide(("accept", "reject", "not-in-text")[number % 4 - 1], record.id, by="Reader")
    silent = {record.id for record in promises[20:]}

    def newer(document: Document) -> Reading:
        """Cuts every sentence a little otherwise, gives ids of its own, and reads half of what was judged no more."""
        reading = by_hand()(document)
        kept = (record for record in reading.records if record.id not in silent)
        return replace(reading, coder="by hand@2", records=tuple(_cut(record, document) for record in kept))

    assert project.reread(coder=newer).documents == 68
    outcomes = [match.outcome for match in project.decisions()]
    assert set(outcomes[:20]) <= {"applies", "found again"}
    assert set(outcomes[20:]) <= {"applies", "found again", "kept by the decision", "nothing to reject"}
    now = {record.claim.what for record in project.find("commitment")}
    assert {f"thing {number}" for number in range(0, 40, 4)} <= now
    accepted = [record for number, record in enumerate(promises) if number % 4 == 1]
    assert {record.id for record in accepted} <= {record.id for record in project.find("commitment")}
    lost = [
        match
        for match in project.decisions()
        if match.outcome in ("kept by the decision", "nothing to reject")
    ]
    assert {record.id for match in lost for record in match.decision.records} <= silent
    assert lost


def _cut(record: Record, document: Document) -> Record:
    """The record with its evidence cut short by a word."""
    place = record.evidence
    end = place.start + place.text.rfind(" ") if " " in place.text else place.end
    return replace(record, evidence=Span.cut(document, place.start, end), coder="by hand@2")
