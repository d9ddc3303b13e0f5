import hashlib
import io
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import detente
from detente.errors import BrokenStore, UnknownName, UnreadableInput
from detente.keep.jsonl import write_jsonl
from detente.model import (
    Amount,
    CausalClaim,
    Commitment,
    Document,
    Event,
    Implication,
    Interest,
    Reading,
    Record,
    Span,
    Speaker,
    Statement,
    Tilt,
    When,
)
from detente.project import Project

ARTICLES = {
    "a.txt": "Russia lent Pakistan money. Moscow was pleased, said a Russian about Pakistan. So it went.",
    "b.txt": "India and Russia talked. Delhi drifts from Moscow. Russia may lose India.",
    "c.txt": "Pakistan met Russia again. Washington may lose. India wants calm.",
}


def sentence(document: Document, number: int) -> Span:
    start = 0
    for _ in range(number):
        start = document.text.index(".", start) + 2
    return Span.cut(document, start, document.text.index(".", start) + 1)


CLAIMS = {
    "a": [
        (
            0,
            Commitment(
                giver=("RUS",),
                receiver=("PAK",),
                what="money",
                sector="finance",
                amount=Amount(value=Decimal("2.5"), unit="USD"),
                stage="delivered",
                when=When(since=date(2023, 3, 1), until=date(2023, 3, 31)),
            ),
            None,
        ),
        (0, Event(actors=("RUS",), recipients=("PAK",), type="AID"), None),
        (1, Statement(words="pleased", form="indirect"), Speaker(role="minister", of="RUS", type="person")),
    ],
    "b": [
        (
            0,
            Event(
                actors=("IND", "RUS"),
                type="CONSULT",
                when=When(since=date(2014, 5, 1), until=date(2014, 5, 2)),
            ),
            None,
        ),
        (1, Tilt(who=("IND",), away_from=("RUS",)), None),
        (2, CausalClaim(cause="drift", effect="loss"), None),
    ],
    "c": [
        (0, Event(actors=("PAK", "RUS"), type="CONSULT"), None),
        (1, Implication(third="USA", sign="-", what="loses"), None),
        (2, Interest(holder=("IND",), object="calm"), None),
    ],
}


def letter(document: Document) -> str:
    return Path(document.origin).stem


def coder(document: Document) -> Reading:
    """Stands for the real one, which is slow: gives each article what `CLAIMS` says."""
    records = tuple(
        Record(claim=claim, evidence=sentence(document, at), speaker=speaker, coder="test@1", confidence=0.8)
        for at, claim, speaker in CLAIMS[letter(document)]
    )
    missed = (sentence(document, 2),) if letter(document) == "a" else ()
    return Reading(doc=document.id, records=records, not_understood=missed, coder="test@1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def project(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project.create(tmp_path_factory.mktemp("desk"))
    project.add(folder, coder=coder, outlet="Gulf Ledger", published=When(since=date(2023, 4, 1)))
    return project


def lines(project: Project) -> str:
    stream = io.StringIO()
    write_jsonl(project.find(), stream)
    return stream.getvalue()


def test_adding_tells_what_came_of_it_and_how_far_it_is(folder: Path, tmp_path: Path) -> None:
    project, steps = Project.create(tmp_path), []
    added = project.add([folder], coder=coder, progress=lambda done, of: steps.append((done, of)))
    assert (added.documents, added.known, added.records, added.set_aside) == (3, 0, 9, ())
    assert steps == [(1, 3), (2, 3), (3, 3)]
    again = project.add(folder, coder=lambda document: pytest.fail("read again"))
    assert (again.documents, again.known, again.records) == (0, 3, 0)


def test_the_same_articles_give_the_same_bytes_in_any_order_of_adding(
    folder: Path, project: Project, tmp_path: Path
) -> None:
    other = Project.create(tmp_path)
    for name in ("c.txt", "a.txt", "b.txt"):
        other.add(folder / name, coder=coder, outlet="Gulf Ledger", published=When(since=date(2023, 4, 1)))
    assert lines(other) == lines(project) == lines(project)
    assert other.records().equals(project.records())


def test_an_article_at_which_the_coder_fails_is_set_aside_and_the_rest_goes_on(
    folder: Path, tmp_path: Path
) -> None:
    def stumbles(document: Document) -> Reading:
        if letter(document) == "b":
            raise ZeroDivisionError("of nothing")
        if letter(document) == "c":
            raise UnreadableInput("is in French", where=document.origin)
        return coder(document)

    project = Project.create(tmp_path)
    added = project.add(folder, coder=stumbles)
    assert added.documents == 1
    assert [aside.what for aside in added.set_aside] == [
        "the coder failed: ZeroDivisionError: of nothing",
        "is in French",
    ]
    assert project.set_aside() == added.set_aside
    assert project.add(folder, coder=coder).documents == 2
    assert project.set_aside() == ()


def test_a_user_s_mistake_that_holds_for_all_articles_stops_the_run(folder: Path, tmp_path: Path) -> None:
    def lacks_parser(document: Document) -> Reading:
        raise BrokenStore("no parser")

    project = Project.create(tmp_path)
    with pytest.raises(BrokenStore):
        project.add(folder, coder=lacks_parser)
    assert project.status().documents == 0


def test_a_path_that_is_not_there_is_told_before_anything_is_kept(folder: Path, tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    with pytest.raises(UnreadableInput):
        project.add([folder, tmp_path / "nowhere"], coder=coder)
    assert project.status().documents == 0


def test_the_status_counts_what_there_is(project: Project) -> None:
    status = project.status()
    assert (status.documents, status.records, status.set_aside) == (3, 9, 0)
    assert status.kinds[:2] == (("event", 3), ("commitment", 1))
    assert status.outlets == (("Gulf Ledger", 3),)
    assert status.coders == (("test@1", 3),)
    assert status.first == date(2023, 4, 1)
    assert status.not_understood == sum(map(len, project.missed().values()))


def test_the_newest_articles_come_first_and_undated_ones_last(project: Project) -> None:
    rows = project.newest(10)
    days = [row["published"] or date.min for row in rows]
    assert len(rows) == 3
    assert days == sorted(days, reverse=True)
    assert project.newest(2) == rows[:2]


def test_a_state_may_be_named_as_one_likes(project: Project) -> None:
    by_name, by_code = project.dyad("Pakistan", "russia"), project.dyad("PAK", "RUS")
    assert by_name.dyad == by_code.dyad
    assert by_name.events().num_rows == 2
    with pytest.raises(UnknownName, match=r"no state or organisation called 'Rusia'\n.*Russia \(RUS\)"):
        project.dyad("PAK", "Rusia")
    with pytest.raises(UnknownName, match="one party"):
        project.dyad("Pakistan", "PAK")


def test_every_row_of_a_relation_carries_its_evidence(project: Project) -> None:
    relation = project.dyad("PAK", "RUS")
    (promise,) = relation.commitments().to_pylist()
    assert (promise["giver"], promise["receiver"], promise["what"]) == (["RUS"], ["PAK"], "money")
    assert (promise["amount"], promise["unit"], promise["stage"]) == (Decimal("2.5"), "USD", "delivered")
    assert promise["text"] == "Russia lent Pakistan money."
    assert (promise["start"], promise["end"], promise["outlet"]) == (0, 27, "Gulf Ledger")
    assert promise["published"] == date(2023, 4, 1)
    assert promise["doc"] == hashlib.sha256(ARTICLES["a.txt"].encode()).hexdigest()


def test_a_reciprocal_event_has_no_recipients_and_a_directed_one_belongs_to_the_dyad_both_ways(
    project: Project,
) -> None:
    rows = project.dyad("RUS", "PAK").events().to_pylist()
    assert {(tuple(row["actors"]), tuple(row["recipients"])) for row in rows} == {
        (("RUS",), ("PAK",)),
        (("PAK", "RUS"), ()),
    }


def test_claims_are_found_under_whom_they_name(project: Project) -> None:
    indian, pakistani = project.dyad("IND", "RUS"), project.dyad("PAK", "RUS")
    assert indian.tilts().column("away_from").to_pylist() == [["RUS"]]
    assert indian.causal().column("cause").to_pylist() == ["drift"]
    assert pakistani.statements().column("words").to_pylist() == ["pleased"]
    assert pakistani.tilts().num_rows == pakistani.causal().num_rows == pakistani.interests().num_rows == 0


def test_what_it_means_for_a_third_state_belongs_to_the_dyad_its_article_tells_of(project: Project) -> None:
    relation = project.dyad("PAK", "RUS")
    assert relation.implied().column("third").to_pylist() == ["USA"]
    assert relation.implied(third="America").num_rows == 1
    assert relation.implied(third="CHN").num_rows == 0
    assert project.dyad("IND", "RUS").implied().num_rows == 0


def test_days_are_inclusive_and_an_undated_record_has_the_day_of_its_article(project: Project) -> None:
    assert len(project.find("event", since="2014-05-02", until="2014-05-02")) == 1
    assert len(project.find("event", until="2014-04-30")) == 0
    assert len(project.find("event", since=date(2023, 4, 1))) == 2
    assert len(project.find("event", since=date(2023, 4, 2))) == 0
    with pytest.raises(UnknownName, match="not a day"):
        project.records(since="spring")
    with pytest.raises(UnknownName, match="there are: actor, event"):
        project.records("rumour")


def test_a_record_is_found_by_the_beginning_of_its_id(project: Project) -> None:
    asked = project.find("commitment")[0]
    record, document = project.record(asked.id[:8])
    assert record == asked
    assert document.text == ARTICLES["a.txt"]
    with pytest.raises(UnknownName, match="near are"):
        project.record(asked.id[:15] + "x")
    with pytest.raises(UnknownName, match="no record ''"):
        project.record("")


def test_gaps_are_what_the_record_does_not_know(project: Project) -> None:
    gaps = project.gaps()
    kinds = [gap.kind for gap in gaps]
    assert [kinds.count(kind) for kind in ("undated", "unnamed", "unresolved", "single source")] == [
        2,
        1,
        1,
        4,
    ]
    (unresolved,) = (gap for gap in gaps if gap.kind == "unresolved")
    assert unresolved.why == "no record was made of: So it went."
    assert {gap.kind for gap in project.gaps(("IND", "RUS"))} == {"single source"}


def test_one_story_that_two_outlets_print_is_still_a_single_source(folder: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin" / "c.txt"
    twin.parent.mkdir()
    twin.write_text(ARTICLES["c.txt"] + " ", encoding="utf-8")
    project = Project.create(tmp_path / "desk")
    project.add(folder / "c.txt", coder=coder, outlet="One")
    project.add(twin, coder=coder, outlet="Two")
    assert "single source" in {gap.kind for gap in project.gaps(("PAK", "RUS"))}


def test_a_project_is_sound(project: Project) -> None:
    assert project.verify() == ()


def test_an_empty_project_answers_too(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    assert project.status().documents == 0
    assert project.dyad("PAK", "RUS").events().num_rows == 0
    assert (project.gaps(), project.verify(), project.find()) == ((), (), ())


def test_the_package_opens_projects(project: Project) -> None:
    assert detente.open(project.folder).dyad("PAK", "RUS").events().num_rows == 2
    assert detente.Project is Project
    with pytest.raises(AttributeError):
        _ = detente.nothing


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'pyarrow', 'duckdb', 'deltalake', 'trafilatura', 'detente.project', 'detente.model'}"
    program = f"import sys, detente; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "[]"
    program = f"import sys, detente.project; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.check_output([sys.executable, "-c", program], text=True).strip()
    assert found == "['detente.model', 'detente.project']"
