"""Review: one thing at a time with its sentences, one decision after the other, and all of it can be undone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from urllib.parse import parse_qs, urlparse

import pytest
from lxml import html

from detente.model import Amount, Commitment
from detente.show.pages.editing import changes_in, edit_fields
from detente.show.pages.review import in_order
from detente.show.web import review as routes
from detente.show.web.desk import Desk
from detente.show.web.queues import Queues

PARTIES = {"party": ["PAK", "RUS"]}
PART = {"hx-request": "true"}


@pytest.fixture
def analyst(writer):
    """A browser that may write, and that keeps who decides."""
    writer.cookies.set("detente_by", "Ann")
    return writer


def desk_at(browser, **query):
    """The part of the page with the thing in hand."""
    answer = browser.get("/review/desk", params=PARTIES | query, headers=PART)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def forms(part) -> dict[str, list[str]]:
    """The hidden values of the form with the three verdicts."""
    (form,) = part.xpath("//form[@class='verdicts']")
    values: dict[str, list[str]] = {}
    for one in form.xpath(".//input[@type='hidden']"):
        values.setdefault(one.get("name"), []).append(one.get("value"))
    return values


def decide(browser, part, verdict, **more):
    answer = browser.post("/review/decide", data=forms(part) | {"verdict": verdict} | more, headers=PART)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def title(part) -> str:
    return " ".join(part.xpath("//*[@id='item-title']")[0].text_content().split())


def count(part) -> int:
    return int(part.xpath("//*[@id='counts']")[0].text_content().split()[0])


def test_the_queue_is_that_of_the_project_with_contradictions_first(analyst, project, add):
    for outlet, millions in (("One", 30), ("Two", 40)):
        mill = Commitment(
            giver=("RUS",),
            receiver=("PAK",),
            what="a mill at Multan",
            stage="agreed",
            sector="industry",
            amount=Amount(value=Decimal(millions), unit="USD"),
        )
        add(project, (f"Russia lends Pakistan USD {millions} for a mill at Multan", mill), outlet=outlet)
    queue = project.queue("PAK", "RUS")
    part = desk_at(analyst)
    assert count(part) == len(queue)
    listed = [parse_qs(urlparse(a.get("href")).query)["item"][0] for a in part.xpath("//nav//li/a")]
    disputed = [one.of.id for one in queue if one.of.rivals]
    assert disputed
    worth_less = [replace(one, worth=0.0) if one.of.rivals else one for one in queue]
    assert in_order(worth_less)[0].of.id == disputed[0]
    assert listed == [*disputed, *(one.of.id for one in queue if not one.of.rivals)]
    assert "30 USD" in part.xpath("//table[@class='rivals']")[0].text_content()


def test_the_excerpt_stands_beside_the_claim(analyst, project):
    queue = project.queue("PAK", "RUS")
    for one in queue:
        part = desk_at(analyst, item=one.of.id)
        marked = [" ".join(mark.text_content().split()) for mark in part.xpath("//blockquote//mark")]
        assert marked == [" ".join(t.record.evidence.text.split()) for t in one.of.tellings]
        links = part.xpath("//ol[@class='tellings']//p[@class='told']/a/@href")
        assert links == [f"/article/{t.record.evidence.doc}#r-{t.record.id}" for t in one.of.tellings]


@pytest.mark.parametrize(
    ("verdict", "confidence"), [("accept", 1.0), ("reject", None), ("not-in-text", None)]
)
def test_one_decision_judges_all_its_records_and_the_next_thing_comes(analyst, project, verdict, confidence):
    first = desk_at(analyst)
    ids, following = forms(first)["ids"][0].split(), forms(first)["next"][0]
    second = decide(analyst, first, verdict)
    assert forms(second)["item"] == [following]
    assert count(second) == count(first) - 1
    kept = {record.id: record.confidence for record in project.find()}
    assert all(kept.get(id) == confidence for id in ids)
    (match, *_) = project.decisions()
    assert (match.decision.verdict, match.decision.by) == (verdict, "Ann")
    assert {r.id for r in match.decision.records} == set(ids)


def test_a_decision_is_undone_and_its_thing_is_in_hand_again(analyst, project):
    first = desk_at(analyst)
    second = decide(analyst, first, "reject")
    (form,) = second.xpath("//form[@class='undo'][.//button[@data-key='u']]")
    values = {one.get("name"): one.get("value") for one in form.xpath(".//input[@type='hidden']")}
    answer = analyst.post("/review/decide", data=values | PARTIES | {"verdict": "undo"}, headers=PART)
    back = html.fromstring(answer.text)
    assert (title(back), count(back)) == (title(first), count(first))
    assert len(project.find()) == 16


def test_a_note_judges_nothing_and_the_thing_stays(analyst, project):
    first = desk_at(analyst)
    again = decide(analyst, first, "note", note="ask for the contract")
    assert (title(again), count(again)) == (title(first), count(first))
    assert "Kept: note" in " ".join(again.text_content().split())
    assert project.decisions()[0].decision.note == "ask for the contract"


def test_an_edit_corrects_one_field_and_leaves_the_others(analyst, project):
    record = next(r for r in project.find(kind="commitment") if r.evidence.text.startswith("Russia is to"))
    form = analyst.get(f"/record/{record.id}/edit", params={"review": "1"}, headers=PART).text
    fields = html.fromstring(form)
    values: dict[str, list[str]] = {}
    for one in fields.xpath("//input[@name and not(@type='checkbox') or @checked]"):
        values.setdefault(one.get("name"), []).append(one.get("value"))
    for one in fields.xpath("//textarea"):
        values[one.get("name")] = [one.text or ""]
    for one in fields.xpath("//select"):
        values[one.get("name")] = one.xpath("./option[@selected]/@value")
    values |= {"field.stage": ["agreed"], "field.receiver": ["India"], "verdict": ["edit"], **PARTIES}
    answer = analyst.post("/review/decide", data=values, headers=PART)
    assert "Kept: <strong>edit</strong>" in answer.text
    changed = next(r for r in project.find(kind="commitment") if r.confidence == 1.0)
    assert (changed.claim.stage, changed.claim.receiver) == ("agreed", ("IND",))
    assert changed.claim.amount == record.claim.amount and changed.claim.what == record.claim.what


def test_a_form_sent_back_as_it_was_changes_nothing_in_any_kind_of_record(by_hand):
    records, _ = by_hand
    assert len({record.kind for record in records}) == 8
    for record in records:
        given = {one.name: one.value.split(", ") for one in edit_fields(record)}
        assert changes_in(record, given) == {}


def test_fields_can_be_emptied_and_filled(by_hand):
    event = next(r for r in by_hand[0] if r.kind == "event" and "future" in r.claim.aux)
    changes = changes_in(event, {"aux": [""], "place": [" Moscow "], "when": ["2019-10-01..2019-10-31"]})
    assert changes == {
        "aux": [],
        "place": "Moscow",
        "when": {"from": "2019-10-01", "to": "2019-10-31", "basis": "explicit"},
    }
    said = next(r for r in by_hand[0] if r.kind == "statement" and r.speaker and r.speaker.name)
    assert changes_in(said, {"speaker.role": [""]}) == {"speaker.role": None}


def test_a_telling_is_split_off_and_put_together_again(analyst, project):
    happening = next(one for one in project.happenings("PAK", "RUS") if len(one.tellings) == 2)
    first, second = (t.record.id for t in happening.tellings)
    analyst.post("/review/decide", data={"verdict": "split", "ids": second, **PARTIES}, headers=PART)
    assert project.group(first).id != project.group(second).id
    form = {"verdict": "merge", "ids": f"h{first}", "with": ["", f"h{second}"], **PARTIES}
    analyst.post("/review/decide", data=form, headers=PART)
    assert project.group(first).id == project.group(second).id


def test_what_a_thing_may_be_one_with_is_of_its_kind_and_parties(analyst, project):
    for one in project.queue("PAK", "RUS"):
        offered = desk_at(analyst, item=one.of.id).xpath("//select[@name='with']/option/@value")[1:]
        assert one.of.id not in offered
        assert {id[0] for id in offered} <= {one.of.id[0]}


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"verdict": "reject", "ids": "ffffffffffffffff"}, "no record"),
        ({"verdict": "frobnicate", "ids": "ff"}, "no verdict called"),
        ({"verdict": "merge", "ids": "hfffffffff"}, "no record"),
        ({"verdict": "accept", "ids": ""}, "nothing to accept"),
    ],
)
def test_a_mistake_is_told_on_the_page_and_nothing_is_kept(analyst, project, form, says):
    answer = analyst.post("/review/decide", data=form | PARTIES, headers=PART)
    assert answer.status_code == 200
    (alert,) = html.fromstring(answer.text).xpath("//*[@role='alert']")
    assert says in alert.text_content().casefold()
    assert project.decisions() == ()


def test_a_wrong_value_names_its_field(analyst, project):
    record = next(r for r in project.find(kind="event"))
    form = {"verdict": "edit", "ids": record.id, "field.when": "2019-13-45"}
    answer = analyst.post("/review/decide", data=form | PARTIES, headers=PART)
    (alert,) = html.fromstring(answer.text).xpath("//*[@role='alert']")
    assert [p.text_content() for p in alert.xpath("./p")][1] == "when"
    assert project.decisions() == ()


def test_who_decides_is_asked_once_and_kept(writer, project):
    part = desk_at(writer)
    assert not part.xpath("//button[@value='accept']")
    assert part.xpath("//form[@action='/review/by']")
    answer = writer.post("/review/by", data={"by": "  Zoë   O’Hara ", "back": "/review?party=PAK"})
    assert answer.headers["location"] == "/review?party=PAK"
    part = desk_at(writer)
    decide(writer, part, "accept")
    assert project.decisions()[0].decision.by == "Zoë O’Hara"


def test_an_unsigned_decision_is_refused(writer, project):
    answer = writer.post("/review/decide", data={"verdict": "accept", "ids": "ff", **PARTIES}, headers=PART)
    assert "a decision is signed" in answer.text.casefold()
    assert project.decisions() == ()


def test_a_browser_that_may_only_read_is_shown_no_way_to_decide(client, project):
    client.cookies.set("detente_by", "Ann")
    page = client.get("/review/desk", params=PARTIES).text
    assert 'name="verdict"' not in page and "may only read" in page
    record = project.find()[0]
    assert client.post("/review/decide", data={"verdict": "reject", "ids": record.id}).status_code == 403
    assert 'name="verdict"' not in client.get(f"/record/{record.id}/explain").text


def test_a_decision_goes_back_to_pages_of_ours_only(analyst, project):
    record = project.find()[0]
    for back in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"):
        form = {"verdict": "note", "ids": record.id, "note": back, "back": back}
        assert analyst.post("/review/decide", data=form).headers["location"].startswith("/review?told=")


def test_names_in_the_address_become_codes(client):
    answer = client.get("/review", params={"party": ["Pakistan", "Russia"]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?party=PAK&party=RUS")
    assert client.get("/review", params={"party": "Atlantis"}).status_code == 404


def test_without_scripts_the_same_forms_lead_on(analyst):
    page = analyst.get("/review/desk", params=PARTIES).text
    assert page.startswith("<!doctype html>")
    first = html.fromstring(page)
    answer = analyst.post("/review/decide", data=forms(first) | {"verdict": "accept"})
    following = html.fromstring(answer.text)
    assert answer.status_code == 200 and count(following) == count(first) - 1


def test_many_articles_ask_for_parties_first(client, monkeypatch):
    monkeypatch.setattr(routes, "MANY", 2)
    asks = html.fromstring(client.get("/review").text).xpath("//main//*[@hx-get]/@hx-get")
    assert asks == ["/review/choice"]
    assert 'href="/review?party=PAK&amp;party=RUS"' in client.get("/review/choice").text
    assert 'hx-get="/review/desk' in client.get("/review", params={"all": "1"}).text


def test_a_queue_goes_on_at_once_and_is_looked_through_anew_when_asked(project, decided):
    queues = Queues(Desk(project, token="t"))
    parties = ("PAK", "RUS")
    assert not queues.at_hand(parties)
    before = queues.get(parties)
    judged = before.items[0]
    decided(project, "reject", *(t.record for t in judged.of.tellings))
    quick, anew = queues.get(parties), queues.get(parties, newest=True)
    assert (quick.newest, anew.newest) == (False, True)
    assert judged.of.id not in {one.of.id for one in quick.items}
    assert {one.of.id for one in anew.items} == {one.of.id for one in project.queue(*parties)}


def test_all_decisions_are_listed_with_what_they_changed(analyst, project, decided):
    record = next(r for r in project.find(kind="commitment"))
    decided(
        project,
        "edit",
        record,
        changes=(("stage", "agreed"), ("amount", {"value": 5, "unit": "USD"})),
        note="see",
    )
    page = html.fromstring(analyst.get("/review/decided").text)
    (line,) = page.xpath("//ul[contains(@class, 'decisions')]/li")
    words = " ".join(line.text_content().split())
    assert words.startswith("edit Russia to Pakistan: a gas pipeline")
    assert "stage = agreed; amount = 5 USD" in words and "“see”" in words and "Ann, " in words
