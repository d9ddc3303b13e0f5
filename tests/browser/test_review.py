"""Judging in the browser: a key a decision, text and records that show each other, and a correction that counts."""

from __future__ import annotations

import pytest

from detente.model import CausalClaim, Commitment, Event, Implication, Speaker, Statement, Tilt
from detente.project import Project

pytestmark = pytest.mark.browser
MINISTER = Speaker(name="Anna Petrova", role="energy minister", of="RUS", type="person")
BOTH = ("PAK", "RUS")
GAS = Commitment(giver=("RUS",), receiver=("PAK",), what="a gas pipeline", sector="energy", stage="announced")
LINES = (
    ("Pakistan and Russia signed a protocol.", Event(actors=BOTH, type="SUPPORT")),
    ("Russia is to build a gas pipeline.", GAS),
    ("The two met twice in autumn.", Event(actors=BOTH, type="CONSULT")),
    ("“We keep our word,” said Anna Petrova.", Statement(words="We keep our word", form="direct"), MINISTER),
    ("A new era begins between them.", Tilt(who=BOTH, turning_point=True)),
    ("Washington loses by it.", Implication(third="USA", sign="-", what="loses by it")),
    ("Washington loses by it.", CausalClaim(cause="the new era", effect="Washington loses")),
)

STOOD = "before => document.querySelector('#item-title')?.textContent !== before"


@pytest.fixture
def project(desk, add) -> Project:
    """One article with what a hand reads in it."""
    add(desk, *LINES)
    return desk


@pytest.fixture
def judge(served, open_tab, drawn, project):
    """A tab at the queue of two states, signed by an analyst."""
    with served(project) as at:
        tab = open_tab(at, "/review?party=PAK&party=RUS")
        tab.get_by_label("Who decides?").first.fill("Ann")
        with tab.expect_navigation():  # the keys are listened to once the next page's script has run
            tab.get_by_role("button", name="Keep", exact=True).first.click()
        tab.wait_for_selector("#item-title")
        drawn(tab)
        yield tab


def press(tab, key: str) -> None:
    """Presses a key, and waits until another thing is in hand."""
    before = tab.text_content("#item-title")
    tab.keyboard.press(key)
    tab.wait_for_function(STOOD, arg=before)


def left(tab) -> int:
    return int(tab.inner_text("#counts").split()[0])


def test_keys_judge_undo_and_go_through_the_queue(judge, project):
    first, all_of_it = judge.text_content("#item-title"), left(judge)
    press(judge, "j")
    press(judge, "k")
    assert judge.text_content("#item-title") == first
    press(judge, "r")
    assert left(judge) == all_of_it - 1
    assert "Kept: reject" in judge.inner_text(".told-of")
    assert judge.inner_text("#decided") == "1 decision"
    press(judge, "a")
    assert judge.inner_text("#decided") == "2 decisions"
    assert [match.decision.verdict for match in project.decisions()][:1] == ["reject"]
    assert "accept" in {match.decision.verdict for match in project.decisions()}
    press(judge, "u")
    press(judge, "u")
    assert judge.text_content("#item-title") == first and left(judge) == all_of_it
    assert judge.said == [] and judge.outside == []


def test_keys_do_nothing_while_one_types(judge, project):
    judge.keyboard.press("n")
    judge.wait_for_selector("textarea[name=note]:focus")
    judge.keyboard.type("art, jeu, mr")
    assert judge.input_value("textarea[name=note]") == "art, jeu, mr"
    assert project.decisions() == ()
    judge.keyboard.press("Escape")
    judge.keyboard.press("?")
    assert judge.get_by_text("not in the text: the sentence does not say it").is_visible()


def test_a_wrong_record_is_corrected_and_the_ledger_changes(judge, project):
    (row,) = project.ledger("PAK", "RUS")
    judge.goto(judge.url.split("&item")[0] + f"&item={row.id}")
    judge.wait_for_selector("#item-title")
    assert "Russia to Pakistan: a gas pipeline" in judge.inner_text("#item-title")
    judge.keyboard.press("e")
    judge.wait_for_selector("form.edit")
    judge.select_option("select[name='field.stage']", "cancelled")
    judge.fill("form.edit input[name=note]", "it was given up")
    judge.get_by_role("button", name="Keep the correction").click()
    judge.get_by_text("stage = cancelled").wait_for()
    stages = {step.stage for row in project.ledger("PAK", "RUS") for step in row.steps}
    assert "cancelled" in stages


def test_a_mark_opens_its_record_and_a_record_its_mark(served, open_tab, project):
    said = next(r for r in project.find(kind="statement") if r.speaker and r.speaker.name)
    with served(project) as at:
        tab = open_tab(at, f"/article/{said.evidence.doc}")
        tab.locator(f"[id='r-{said.id}']").click()
        assert "chosen" in tab.get_attribute(f"[id='l-{said.id}']", "class")
        assert tab.url.endswith(f"#r-{said.id}")
        tilt = next(r for r in project.find(kind="tilt"))
        tab.locator(f"[id='l-{tilt.id}'] a.no").focus()
        assert "lit" in tab.get_attribute(f"[id='r-{tilt.id}']", "class")
        tab.keyboard.press("Enter")
        assert "chosen" in tab.get_attribute(f"[id='r-{tilt.id}']", "class")
        assert tab.said == []


def test_where_sentences_overlap_each_press_shows_the_next_record(served, open_tab, project):
    effect = next(r for r in project.find(kind="causal"))
    both = {r.id for r in project.find() if r.evidence == effect.evidence}
    assert len(both) == 2
    with served(project) as at:
        tab = open_tab(at, f"/article/{effect.evidence.doc}")
        place = tab.locator(f"[id='r-{effect.id}']")
        chosen = []
        for _ in range(4):
            place.dispatch_event("click")
            chosen.append(tab.evaluate("document.querySelector('.records .chosen').dataset.l"))
        assert both == set(chosen)


def test_why_a_record_stands_there_opens_in_its_line(served, open_tab, project):
    record = project.find(kind="commitment")[0]
    with served(project) as at:
        tab = open_tab(at, f"/article/{record.evidence.doc}")
        line = tab.locator(f"[id='l-{record.id}']")
        line.locator("summary").first.click()
        line.get_by_text("1 - the product over").wait_for()
        assert line.get_by_text("test@1, confidence 0.80").is_visible()
        tab.wait_for_function(
            "id => document.getElementById(id).textContent.startsWith('belief 0.')", arg=f"b-{record.id}"
        )
