import hashlib
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UnknownName
from detente.keep import engine
from detente.keep.decisions import append_decision
from detente.keep.engine import ask_rows
from detente.keep.judged import edited, find_again, judge, standing, with_changes
from detente.keep.store import open_store
from detente.model import (
    Actor,
    Amount,
    CausalClaim,
    Commitment,
    Decision,
    Document,
    Event,
    Implication,
    Interest,
    Record,
    Span,
    Speaker,
    Statement,
    SystemClaim,
    Tilt,
    Vote,
    When,
)
from detente.project import Project

TEXT = "Petrova said that Russia will build Pakistan a pipeline and that gas will flow. Delhi was silent."
ARTICLE = Document(id=hashlib.sha256(TEXT.encode()).hexdigest(), text=TEXT)
WHOLE = "Petrova said that Russia will build Pakistan a pipeline and that gas will flow."
PART = "Russia will build Pakistan a pipeline"
PIPELINE = Commitment(
    giver=("RUS",),
    receiver=("PAK",),
    what="a pipeline",
    sector="energy",
    amount=Amount(value=Decimal(2), unit="USD"),
    stage="announced",
)
PETROVA = Speaker(name="Anna Petrova", role="energy minister", of="RUS", type="person")


def told(claim, words: str = PART, speaker: Speaker | None = None, **more) -> Record:
    at = TEXT.index(words)
    more = {"coder": "test@1", "confidence": 0.7} | more
    return Record(claim=claim, evidence=Span.cut(ARTICLE, at, at + len(words)), speaker=speaker, **more)


def decision(verdict: str, *records: Record, at: int = 0, **more) -> Decision:
    moment = datetime(2024, 5, 1, tzinfo=UTC) + timedelta(minutes=at)
    more = {"layer": "record", "by": "Ann"} | more
    return Decision(verdict=verdict, at=moment, records=records, **more)


def undo(undone: Decision, at: int) -> Decision:
    return decision("undo", at=at, layer="decision", names=(undone.id,))


def left(records, *decisions) -> list[Record]:
    """The records after the decisions."""
    judged = judge(records, standing(decisions))
    return [record for record in records if record.id not in judged.out] + list(judged.new)


def outcomes(records, *decisions) -> list[tuple[str, str | None]]:
    return [(match.outcome, match.record) for match in judge(records, standing(decisions)).matches]


def test_without_decisions_all_stays_as_it_was_read() -> None:
    judged = judge([told(PIPELINE)], [])
    assert (judged.out, judged.new, judged.matches) == (frozenset(), (), ())


@pytest.mark.parametrize("verdict", ["reject", "not-in-text"])
def test_what_is_rejected_goes_and_what_stands_beside_it_stays(verdict: str) -> None:
    good, bad = told(PIPELINE), told(SystemClaim(claim="many poles"))
    assert left([good, bad], decision(verdict, bad)) == [good]
    assert outcomes([good, bad], decision(verdict, bad)) == [("applies", bad.id)]


def test_what_is_accepted_is_sure_and_signed_and_keeps_its_id() -> None:
    read = told(PIPELINE, votes=(Vote(voter="rules", choice="commitment", confidence=0.7),))
    (accepted,) = left([read], decision("accept", read))
    assert (accepted.id, accepted.claim, accepted.confidence) == (read.id, PIPELINE, 1.0)
    assert accepted.votes == (*read.votes, Vote(voter="analyst Ann", choice="accept", confidence=1.0))


def test_what_is_corrected_stands_in_the_place_of_what_was_read() -> None:
    read = told(PIPELINE)
    edit = decision("edit", read, changes=(("stage", "agreed"),))
    (corrected,) = left([read], edit)
    assert corrected.claim == replace(PIPELINE, stage="agreed")
    assert corrected.evidence == read.evidence
    assert corrected.votes[-1] == Vote(voter="analyst Ann", choice="edit", confidence=1.0)
    assert outcomes([read], edit) == [("applies", corrected.id)]


def test_a_note_changes_nothing() -> None:
    read = told(PIPELINE)
    assert left([read], decision("note", read, note="look at the map")) == [read]


@pytest.mark.parametrize("verdict", ["accept", "edit", "reject", "not-in-text"])
def test_a_decision_is_found_again_by_content_when_a_newer_coder_cuts_the_sentence_otherwise(
    verdict: str,
) -> None:
    judged = told(PIPELINE)
    newer = told(replace(PIPELINE, what="a pipeline for gas", sector="general"), WHOLE, coder="test@2")
    changes = (("stage", "agreed"),) if verdict == "edit" else ()
    (match,) = judge([newer], [decision(verdict, judged, changes=changes)]).matches
    assert match.outcome == "found again"
    kept = left([newer], decision(verdict, judged, changes=changes))
    if verdict in ("accept", "edit"):
        assert kept == [edited(judged, match.decision)]
        assert match.record == kept[0].id
    else:
        assert kept == []
        assert match.record == newer.id


@pytest.mark.parametrize("verdict", ["accept", "edit"])
def test_what_was_accepted_or_corrected_stays_when_a_newer_coder_reads_nothing_there(verdict: str) -> None:
    judged = told(PIPELINE)
    by_hand = decision(verdict, judged, changes=(("stage", "agreed"),) if verdict == "edit" else ())
    (kept,) = left([], by_hand)
    assert (kept.evidence, kept.confidence) == (judged.evidence, 1.0)
    assert outcomes([], by_hand) == [("kept by the decision", kept.id)]


def test_a_rejection_whose_record_is_gone_has_nothing_to_reject() -> None:
    other = told(SystemClaim(claim="many poles"))
    assert outcomes([other], decision("reject", told(PIPELINE))) == [("nothing to reject", None)]
    assert left([other], decision("reject", told(PIPELINE))) == [other]


def test_the_same_record_is_found_before_one_that_is_only_alike() -> None:
    judged, wider = told(PIPELINE), told(PIPELINE, WHOLE)
    assert find_again(judged, [wider, judged]) == judged
    assert left([wider, judged], decision("reject", judged)) == [wider]


def test_of_records_that_make_the_claim_the_one_that_overlaps_most_is_found() -> None:
    near, far = told(PIPELINE, "Russia will build Pakistan"), told(PIPELINE, "said that Russia")
    assert find_again(told(PIPELINE), [far, near]) == find_again(told(PIPELINE), [near, far]) == near


def test_of_records_that_overlap_as_much_the_most_alike_is_found() -> None:
    gas = told(Statement(words="gas will flow", form="indirect"), "gas will flow", PETROVA)
    pipe = told(Statement(words="Russia will build it", form="indirect"), "Russia will build", PETROVA)
    newer = [told(one.claim, WHOLE, PETROVA) for one in (gas, pipe)]
    assert [find_again(gas, newer), find_again(pipe, newer)] == newer


def test_a_record_is_found_only_in_its_own_article_and_passage() -> None:
    judged = told(PIPELINE)
    elsewhere = replace(judged, evidence=replace(judged.evidence, doc="0" * 64))
    assert find_again(judged, [elsewhere]) is None
    assert find_again(judged, [told(PIPELINE, "Delhi was silent")]) is None
    assert find_again(judged, [told(PIPELINE, " and that gas")]) is None  # begins where the other ends


@pytest.mark.parametrize(
    ("claim", "same", "other"),
    [
        (PIPELINE, {"what": "gas", "sector": "general"}, {"stage": "agreed"}),
        (PIPELINE, {"when": When(since=date(2024, 1, 1))}, {"amount": None}),
        (PIPELINE, {}, {"giver": ("IND",)}),
        (PIPELINE, {}, {"receiver": ()}),
        (Event(actors=("RUS",), type="AID"), {"place": "Lahore", "mode": "x"}, {"type": "ACCUSE"}),
        (Event(actors=("RUS",), type="AID"), {"contexts": ("legal",)}, {"aux": ("negation",)}),
        (Event(actors=("RUS",), type="AID"), {}, {"recipients": ("PAK",)}),
        (Actor(code="RUS", type="state"), {"role": "president"}, {"code": "PAK"}),
        (Statement(words="a", form="direct"), {"words": "b", "suspect": True}, {"form": "indirect"}),
        (Interest(holder=("PAK",), object="gas"), {"object": "oil"}, {"holder": ("IND",)}),
        (CausalClaim(cause="a", effect="b"), {"cause": "c"}, {"polarity": "-"}),
        (Tilt(who=("IND",)), {"turning_point": True}, {"away_from": ("RUS",)}),
        (Implication(third="USA", sign="-", what="loses"), {"what": "is hurt"}, {"sign": "+"}),
    ],
)
def test_a_claim_is_the_same_by_its_key_fields_alone(claim, same: dict, other: dict) -> None:
    judged = told(claim)
    read = told(replace(claim, **same), WHOLE)
    assert find_again(judged, [read]) == read
    assert find_again(judged, [told(replace(claim, **other), WHOLE)]) is None


def test_a_claim_that_somebody_makes_is_another_than_the_author_s() -> None:
    judged = told(PIPELINE, speaker=PETROVA)
    assert find_again(judged, [told(PIPELINE, WHOLE)]) is None
    assert find_again(judged, [told(PIPELINE, WHOLE, PETROVA)]) is not None


def test_a_statement_belongs_to_its_speaker() -> None:
    claim = Statement(words="gas will flow", form="indirect")
    judged = told(claim, speaker=PETROVA)
    assert find_again(judged, [told(claim, WHOLE, replace(PETROVA, name="Ivan Orlov"))]) is None
    assert find_again(judged, [told(claim, WHOLE, replace(PETROVA, role="minister"))]) is not None


def test_two_decisions_never_meet_in_one_record_of_the_newer_coder() -> None:
    one, other = told(PIPELINE, "Russia will build"), told(PIPELINE, "Pakistan a pipeline")
    newer = told(PIPELINE, WHOLE)
    first, second = decision("reject", one), decision("reject", other, at=1)
    assert outcomes([newer], first, second) == [("found again", newer.id), ("nothing to reject", None)]


def test_the_later_decision_on_a_record_holds() -> None:
    read = told(PIPELINE)
    accept = decision("accept", read)
    assert left([read], accept, decision("reject", edited(read, accept), at=1)) == []
    edit = decision("edit", read, changes=(("stage", "agreed"),))
    again = decision("edit", edited(read, edit), at=1, changes=(("stage", "delivered"),))
    assert [record.claim.stage for record in left([read], again, edit)] == ["delivered"]


def test_a_record_that_is_rejected_twice_takes_no_other_with_it() -> None:
    judged, other = (
        told(Statement(words=words, form="indirect"), WHOLE, PETROVA)
        for words in ("gas will flow", "we build")
    )
    assert left([judged, other], decision("reject", judged), decision("reject", judged, at=1)) == [other]


def test_a_correction_that_a_newer_coder_makes_itself_stands_once() -> None:
    newer = told(replace(PIPELINE, stage="agreed"), WHOLE, coder="test@2")
    edit = decision("edit", told(PIPELINE), changes=(("stage", "agreed"),))
    assert len(left([newer], edit)) == 1


def test_what_is_undone_does_not_hold_and_an_undoing_may_be_undone() -> None:
    reject = decision("reject", told(PIPELINE))
    first = undo(reject, at=1)
    second = undo(first, at=2)
    assert standing([reject]) == (reject,)
    assert standing([reject, first]) == ()
    assert standing([second, first, reject]) == (reject,)
    assert standing([reject, first, second, undo(second, at=3)]) == ()


@given(
    st.lists(st.one_of(st.none(), st.integers(min_value=0, max_value=20)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_a_decision_holds_unless_an_undoing_holds_that_names_it(steps: list[int | None], chance) -> None:
    made: list[Decision] = []
    named: list[int | None] = []
    for number, step in enumerate(steps):
        at = None if step is None or not made else step % len(made)
        named.append(at)
        made.append(decision("accept", at=number) if at is None else undo(made[at], number))

    def holds(number: int) -> bool:
        return not any(named[later] == number and holds(later) for later in range(number + 1, len(made)))

    mixed = list(made)
    chance.shuffle(mixed)
    assert list(standing(mixed)) == [
        one for number, one in enumerate(made) if named[number] is None and holds(number)
    ]


STAGES = st.sampled_from(["floated", "announced", "agreed", "delivered"])
PASSAGES = st.sampled_from([PART, WHOLE, "Russia will build", "Pakistan a pipeline", "Delhi was silent"])
RECORDS = st.builds(lambda stage, words: told(replace(PIPELINE, stage=stage), words), STAGES, PASSAGES)


@given(
    st.lists(RECORDS, max_size=6, unique_by=lambda record: record.id),
    st.lists(st.tuples(st.sampled_from(["accept", "reject", "edit", "note"]), RECORDS, STAGES), max_size=5),
)
def test_decisions_touch_only_what_they_meet(records: list[Record], made: list) -> None:
    decisions = [
        decision(verdict, record, at=at, changes=(("stage", stage),) if verdict == "edit" else ())
        for at, (verdict, record, stage) in enumerate(made)
    ]
    judged = judge(records, decisions)
    ids = {record.id for record in records}
    assert judged.out <= ids
    assert judged == judge(records[::-1], decisions)
    assert all(record.votes and record.confidence == 1.0 for record in judged.new)
    kept = (ids - judged.out) | {record.id for record in judged.new}
    assert len(kept) == len(ids - judged.out) + len(judged.new)
    places = [record.evidence for _, record, _ in made]
    for record in records:
        if all(record.evidence.end <= at.start or at.end <= record.evidence.start for at in places):
            assert record.id not in judged.out


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"stage": "agreed"}, {"stage": "agreed"}),
        ({"amount": None}, {"amount": None}),
        ({"amount": {"value": 2.5, "unit": "EUR"}}, {"amount": Amount(value=Decimal("2.5"), unit="EUR")}),
        ({"giver": ["RUS", "CHN"], "what": "gas"}, {"giver": ("CHN", "RUS"), "what": "gas"}),
        (
            {"when": {"from": "2024-01-01", "to": None, "basis": "inferred"}},
            {"when": When(since=date(2024, 1, 1), basis="inferred")},
        ),
    ],
)
def test_fields_are_changed_as_the_record_format_writes_them(changes: dict, expected: dict) -> None:
    assert with_changes(told(PIPELINE), changes) == told(replace(PIPELINE, **expected))


def test_a_speaker_is_changed_in_part_or_as_a_whole() -> None:
    quoted = told(PIPELINE, speaker=PETROVA)
    assert with_changes(quoted, {"speaker.of": "KAZ"}).speaker == replace(PETROVA, of="KAZ")
    assert with_changes(quoted, {"speaker": None}).speaker is None
    assert with_changes(quoted, {"speaker": {"of": "IND"}}).speaker == Speaker(of="IND")
    assert with_changes(told(PIPELINE), {"speaker.name": "Ivan"}).speaker == Speaker(name="Ivan")


@pytest.mark.parametrize("field", ["sum", "stage.x", "evidence", "confidence"])
def test_a_field_that_the_claim_does_not_have_is_told_with_those_it_has(field: str) -> None:
    there = r"there are: amount, giver, .*what, when"
    with pytest.raises(UnknownName, match=rf"no field '{field}' in: commitment\n  {there}"):
        with_changes(told(PIPELINE), {field: "x"})


def test_a_part_that_a_speaker_does_not_have_is_told_with_those_it_has() -> None:
    with pytest.raises(UnknownName, match="a speaker has no 'nom'\n  there are: name, role, of, type"):
        with_changes(told(PIPELINE), {"speaker.nom": "x"})


@pytest.mark.parametrize(
    "changes",
    [
        {"stage": "done"},
        {"sector": 5},
        {"giver": "RUS"},
        {"amount": 5},
        {"amount": {"value": "much", "unit": "USD"}},
        {"when": "May"},
        {"when": {"from": "2024-05-02", "to": "2024-05-01", "basis": "explicit"}},
        {"speaker": "Putin"},
        {"speaker.type": "king"},
        {"amount": {"value": "NaN", "unit": "USD"}},
        {"amount": {"value": "Infinity", "unit": "USD"}},
        {"amount": {"value": 5, "unit": None}},
        {"what": None},
        {"what": 3},
    ],
    ids=str,
)
def test_a_value_that_a_field_cannot_take_is_told(changes: dict) -> None:
    with pytest.raises(UnknownName, match="not a value that can stand there"):
        with_changes(told(PIPELINE), changes)


LOAN = "Russia will lend Pakistan two billion dollars."
GRANT = "Moscow gave Islamabad a grant for schools."
TALKS = "Pakistan and Russia talked for hours."
QUARREL = "Russia accused Pakistan of delay."
CLAIMS = {
    LOAN: Commitment(giver=("RUS",), receiver=("PAK",), what="a loan", sector="finance", stage="agreed"),
    GRANT: Commitment(giver=("RUS",), receiver=("PAK",), what="schools", sector="education"),
    TALKS: Event(actors=("PAK", "RUS"), type="CONSULT"),
    QUARREL: Event(actors=("RUS",), recipients=("PAK",), type="ACCUSE"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, add) -> tuple[Project, tuple[Record, ...]]:
    """One article of two promises, of talks and of a quarrel."""
    project = Project.create(tmp_path_factory.mktemp("made") / "desk")
    return project, add(project, *CLAIMS.items())


@pytest.fixture
def desk(made, tmp_path: Path) -> Project:
    return Project.open(shutil.copytree(made[0].folder, tmp_path / "desk"))


def keep(project: Project, *decisions: Decision) -> None:
    for one in decisions:
        append_decision(open_store(project.folder), one)


def pairs_in(project: Project, monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, str, str]]:
    """The view that every reduction reads; no query of the house asks for it alone."""
    real = engine.query_text
    with monkeypatch.context() as patched:
        patched.setattr(
            engine, "query_text", lambda name: "select * from pairs" if name == "all_pairs" else real(name)
        )
        return {
            (row["a"], row["b"], row["type"]) for row in ask_rows(open_store(project.folder), "all_pairs")
        }


def test_what_is_rejected_leaves_records_pairs_happenings_and_ledger(made, desk, monkeypatch) -> None:
    loan, grant, talks, quarrel = made[1]
    talked = {("PAK", "RUS", "CONSULT"), ("RUS", "PAK", "CONSULT")}
    assert pairs_in(made[0], monkeypatch) == talked | {("RUS", "PAK", "ACCUSE")}
    keep(desk, decision("reject", loan, quarrel))
    assert pairs_in(desk, monkeypatch) == talked
    found = [record.id for record in desk.find()]
    assert set(found) == {grant.id, talks.id}
    assert desk.records().column("id").to_pylist() == found
    assert desk.status().records == 2
    assert [row.id for row in desk.ledger()] == [f"r{grant.id}"]
    assert [one.id for one in desk.happenings()] == [f"h{talks.id}"]
    assert desk.dyad("RUS", "PAK").events().num_rows == 1
    with pytest.raises(UnknownName):
        desk.record(loan.id)


def test_a_corrected_event_is_paired_as_it_was_corrected(made, desk, monkeypatch) -> None:
    _, _, talks, quarrel = made[1]
    changes = (("actors", ["IND"]), ("type", "THREATEN"))
    keep(desk, decision("edit", quarrel, changes=changes), decision("reject", talks, at=1))
    assert pairs_in(desk, monkeypatch) == {("IND", "PAK", "THREATEN")}
    assert desk.dyad("IND", "PAK").events().num_rows == 1
    assert desk.dyad("RUS", "PAK").events().num_rows == 0


def test_decisions_outlast_a_newer_coder(made, desk, coder) -> None:
    loan, grant, talks, quarrel = made[1]
    keep(
        desk,
        decision("accept", loan),
        decision("edit", grant, at=1, changes=(("stage", "delivered"),)),
        decision("reject", talks, at=2),
        decision("not-in-text", quarrel, at=3),
    )
    cut = [(LOAN[:-1], CLAIMS[LOAN]), (TALKS[:-1], CLAIMS[TALKS])]  # the rest is not read any more
    assert desk.reread(coder=coder(*cut, by="test@2")).documents == 1
    assert [(record.claim, record.evidence.text, record.coder) for record in desk.find()] == [
        (CLAIMS[LOAN], LOAN, "test@1"),
        (replace(CLAIMS[GRANT], stage="delivered"), GRANT, "test@1"),
    ]
    assert [match.outcome for match in desk.decisions()] == [
        "found again",
        "kept by the decision",
        "found again",
        "nothing to reject",
    ]
    assert desk.verify() == ()


def test_what_was_accepted_stands_in_an_article_of_which_a_newer_coder_reads_nothing(
    made, desk, coder
) -> None:
    loan = made[1][0]
    keep(desk, decision("accept", loan))
    desk.reread(coder=coder(by="test@2"))
    assert desk.records().column("id").to_pylist() == [loan.id]
    assert desk.record(loan.id[:8])[1].text.startswith(LOAN)
    assert [row.id for row in desk.ledger("Russia")] == [f"r{loan.id}"]
    assert desk.happenings() == ()
