import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import work
from detente.errors import BrokenStore, UnknownName
from detente.keep import stories as stories_module
from detente.keep.append import append
from detente.keep.assembly.groups import chain
from detente.keep.engine import ask_rows
from detente.keep.store import open_store, write_rows
from detente.keep.stories import link_new
from detente.measure.panel import reduce_all
from detente.model import Document, Event, Reading, Story, When
from detente.project import Project

GAS = (
    "The energy ministers of Pakistan and Russia met in Karachi on Monday and agreed on the route of a gas "
    "pipeline from the coast to Lahore, which is to be 1100 kilometres long and to carry 12 billion cubic "
    "metres of gas a year. “We have waited for this for ten years,” both of them said after the talks."
)
FILM = (
    "A festival of short films opened in Nairobi with guests from nine African countries. The jury will "
    "choose among 64 works, and a prize of 5000 shillings goes to the best young director of the week."
)
TALK = Event(actors=("PAK", "RUS"), type="CONSULT")


def document(text: str, day: int = 1) -> Document:
    on = When(since=date(2023, 4, day), until=date(2023, 4, day))
    return Document(id=hashlib.sha256(text.encode()).hexdigest(), text=text, published=on)


def keep(project: Project, *documents: Document) -> None:
    """Keeps articles as a process does that is killed before it compares them."""
    store = open_store(project.folder)
    append(store, [(one, Reading(doc=one.id, records=(), coder="test@1")) for one in documents])


def printed(outlet: str) -> tuple:
    """A row of a table: three outlets print one text on three days, a fourth prints something else."""
    day = {"Alpha": 1, "Beta": 2, "Gamma": 3, "Delta": 2}[outlet]
    text, claim = (FILM, None) if outlet == "Delta" else (GAS, TALK)
    return outlet, f"2023-04-0{day}", ((text, claim), (f"So wrote the {outlet}.", None))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, add_at_once) -> Project:
    """The articles of four outlets, of which three print one text."""
    project = Project.create(tmp_path_factory.mktemp("made") / "desk")
    add_at_once(project, *map(printed, ("Beta", "Delta", "Alpha", "Gamma")))
    return project


@pytest.fixture
def copied(made: Project, tmp_path: Path) -> Project:
    """A copy of it, to be changed."""
    return Project.open(shutil.copytree(made.folder, tmp_path / "copied"))


@pytest.fixture(scope="module")
def stories(made: Project) -> tuple[Story, ...]:
    """What it answers."""
    return made.stories()


@pytest.fixture(scope="module")
def known(made: Project) -> dict[str, str]:
    """The ids of its articles in stories, by outlet."""
    return {row["outlet"]: f"s{row['doc']}" for row in made.documents().to_pylist()}


def outlets(project: Project, known: dict[str, str]) -> list[tuple[str, ...]]:
    """The stories by their outlets."""
    of = {id[1:]: outlet for outlet, id in known.items()}
    return [tuple(of[doc] for doc in story.docs) for story in project.stories()]


def test_copies_are_one_story_named_after_the_first_published(stories: tuple, known: dict) -> None:
    (story,) = stories
    assert [f"s{doc}" for doc in story.docs] == [known[outlet] for outlet in ("Alpha", "Beta", "Gamma")]
    assert story.id == known["Alpha"]
    assert {(link.how, link.doc < link.other) for link in story.links} == {("copy", True)}
    assert {f"s{doc}" for link in story.links for doc in (link.doc, link.other)} == set(known.values()) - {
        known["Delta"]
    }


def test_a_story_is_one_voice_however_often_it_is_printed(
    copied: Project, stories: tuple, known: dict, decided
) -> None:
    decided(copied, "merge", *copied.find(), layer="happening")  # no matter how alike
    (talk,) = copied.happenings()
    assert (len(talk.tellings), talk.stories) == (3, 1)
    assert {telling.story for telling in talk.tellings} == {stories[0].docs[0]}
    copied.decide("split", known["Gamma"], by="Ann")
    assert copied.happenings()[0].stories == 2


def test_two_copies_of_two_appends_are_linked_when_the_second_comes(desk: Project, add) -> None:
    add(desk, (GAS, None), outlet="Alpha")
    assert desk.stories() == ()
    path = desk.folder / "again.txt"
    path.write_text(GAS, encoding="utf-8")
    assert desk.add(path, coder=lambda one: Reading(doc=one.id, records=())).reprints == 1
    assert len(desk.stories()) == 1
    assert desk.add(path, coder=lambda one: pytest.fail("read again")).reprints == 0


@pytest.mark.parametrize("by", ["add", "reread"])
def test_a_copy_of_an_article_that_a_killed_process_never_compared_is_found_at_the_next_call(
    desk: Project, add, coder, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    def killed(store):
        if ask_rows(store, "uncompared", most=1):
            raise KeyboardInterrupt
        return ()

    with monkeypatch.context() as patched:
        patched.setattr(work, "link_new", killed)
        with pytest.raises(KeyboardInterrupt):
            add(desk, (GAS, None), outlet="Alpha")
    assert (desk.status().documents, desk.stories()) == (1, ())
    if by == "add":
        add(desk, (GAS, None), outlet="Beta", day="2023-04-02")
    else:
        keep(desk, document(GAS))  # killed as well
        desk.reread(coder=coder(by="test@2"))
    assert [len(story.docs) for story in desk.stories()] == [2]


@pytest.mark.parametrize("table", ["traces", "links"])
def test_a_comparison_that_is_cut_off_can_be_done_again(
    desk: Project, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    def killed(store, name, rows):
        if name == table:
            raise KeyboardInterrupt
        write_rows(store, name, rows)

    store = open_store(desk.folder)
    keep(desk, document(GAS), document(GAS + " So it is.", 2))
    with monkeypatch.context() as patched:
        patched.setattr(stories_module, "write_rows", killed)
        with pytest.raises(KeyboardInterrupt):
            link_new(store)
    assert desk.stories() == ()
    assert len(link_new(store)) == 1
    assert link_new(store) == ()
    assert len(desk.stories()) == 1


def test_of_two_processes_that_add_two_copies_at_once_one_finds_the_other(
    desk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(desk.folder)
    other = document(GAS + " So it is.", 2)

    def slow(held, name, rows):
        if name == "links" and not ask_rows(store, "document", doc=other.id):
            keep(desk, other)  # the other process comes and goes before this one has written its links
            with monkeypatch.context() as patched:
                patched.setattr(stories_module, "write_rows", write_rows)
                link_new(store)
        write_rows(held, name, rows)

    keep(desk, document(GAS))
    monkeypatch.setattr(stories_module, "write_rows", slow)
    link_new(store)
    assert [len(story.docs) for story in desk.stories()] == [2]
    assert ask_rows(store, "uncompared", most=9) == []


def test_articles_added_one_by_one_in_any_order_make_the_same_stories(
    stories: tuple, desk: Project, add_at_once
) -> None:
    for outlet in ("Gamma", "Alpha", "Beta"):
        add_at_once(desk, printed(outlet))
    assert desk.stories() == stories


def test_articles_are_merged_into_a_story_and_split_from_it(copied: Project, known: dict) -> None:
    merge = copied.decide("merge", known["Delta"], known["Gamma"][:20], by="Ann")
    assert merge.layer == "story"
    assert merge.names == (known["Delta"][1:], known["Gamma"][1:])
    (joined,) = outlets(copied, known)
    assert (joined[0], {*joined[1:3]}, joined[3]) == ("Alpha", {"Beta", "Delta"}, "Gamma")
    copied.decide("undo", merge.id, by="Ann")
    copied.decide("split", known["Alpha"], by="Bob")
    assert outlets(copied, known) == [("Beta", "Gamma")]
    (story,) = copied.stories()
    assert (story.id, len(story.links)) == (known["Beta"], 1)


def test_a_story_s_later_word_wins_whether_merge_or_split(copied: Project, known: dict) -> None:
    split = copied.decide("split", known["Beta"], known["Alpha"], known["Gamma"], by="Ann")
    assert outlets(copied, known) == [("Alpha", "Gamma")]
    merge = copied.decide("merge", known["Alpha"], known["Beta"], by="Bob")
    assert {"Alpha", "Beta"} <= {*outlets(copied, known)[0]}
    copied.decide("undo", merge.id, split.id, by="Ann")
    copied.decide("merge", known["Delta"], known["Alpha"], by="Ann")
    copied.decide("split", known["Delta"], known["Alpha"], known["Beta"], known["Gamma"], by="Bob")
    assert outlets(copied, known) == [("Alpha", "Beta", "Gamma")]


@pytest.mark.parametrize(
    ("verdict", "named", "told"),
    [
        ("merge", ["Alpha"], "nothing to merge it with\n  name two articles, each with an s"),
        ("merge", ["Alpha", "Alpha"], "nothing to merge it with"),
        ("split", ["Delta"], "nothing to split it with"),
        ("split", ["sffffffffff", "Alpha"], "no article 'ffffffffff'"),
        ("reject", ["Alpha"], "no record 's"),
    ],
)
def test_what_cannot_be_decided_on_articles_is_told(
    made: Project, known: dict, verdict: str, named: list[str], told: str
) -> None:
    with pytest.raises(UnknownName, match=told):
        made.decide(verdict, *(known.get(name, name) for name in named), by="Ann")
    assert made.decisions() == ()


LATER = {
    2: ("traces", "links", "decisions"),
    3: ("coded", "files", "file_days", "bad_rows"),
    4: ("file_months",),
}
"""The tables that came with each format."""


def make_format(number: int, project: Project) -> None:
    """A folder as an earlier version of the program left it."""
    for table in (table for since, tables in LATER.items() if since > number for table in tables):
        shutil.rmtree(project.folder / "tables" / table)
    (project.folder / "detente.toml").write_text(f'format = {number}\nname = "old desk"\n', encoding="utf-8")


def test_a_project_of_format_1_opens_and_gets_its_links_at_the_next_add(
    made: Project, copied: Project, known: dict, add, decided
) -> None:
    records = made.find()
    make_format(1, copied)
    old = Project.open(copied.folder)
    assert (old.name, old.find(), old.stories(), old.decisions()) == ("old desk", records, (), ())
    assert (old.folder / "detente.toml").read_text().startswith("format = 4\n")
    assert old.verify() == ()
    add(old, ("Quite another matter was told of Peru.", None), outlet="Omega", day="2023-05-01")
    assert outlets(old, known) == [("Alpha", "Beta", "Gamma")]
    reject = decided(old, "reject", records[0])
    assert [match.decision for match in Project.open(old.folder).decisions()] == [reject]


def test_a_project_of_format_2_opens_with_all_it_held_and_takes_event_files(
    made: Project, copied: Project, decided, tmp_path: Path
) -> None:
    decided(copied, "note", copied.find()[0], note="seen")
    make_format(2, copied)
    old = Project.open(copied.folder)
    assert (old.find(), old.stories(), len(old.decisions())) == (made.find(), made.stories(), 1)
    events = tmp_path / "own.csv"
    events.write_text("when,from,to,code\n2019-02-26,IND,PAK,042\n", encoding="utf-8")
    mapping = {"a": "from", "b": "to", "day": "when", "code": "code", "codes": "cameo"}
    (kept,) = old.import_events(events, mapping=mapping)
    assert (kept.pairs, old.verify()) == (1, ())
    assert (old.folder / "detente.toml").read_text().startswith("format = 4\n")


def test_a_project_of_format_3_opens_and_measures_its_event_files_as_before(
    copied: Project, tmp_path: Path
) -> None:
    events = tmp_path / "own.csv"
    events.write_text("when,from,to,code\n2019-02-26,IND,PAK,042\n2019-03-01,IND,PAK,190\n", encoding="utf-8")
    mapping = {"a": "from", "b": "to", "day": "when", "code": "code", "codes": "cameo"}
    copied.import_events(events, mapping=mapping)
    (source,) = {row.of.name for row in copied.accounts()} - {"articles"}
    before = reduce_all(open_store(copied.folder), source, fewest=1)
    make_format(3, copied)
    old = Project.open(copied.folder)
    assert old.verify() == ()
    now = reduce_all(open_store(old.folder), source, fewest=1)
    assert now.dyads == before.dyads == (("IND", "PAK"),)
    assert now.counts.sum() == 2
    assert (now.counts == before.counts).all()


def test_a_project_of_format_2_that_lacks_a_table_it_had_is_damaged(desk: Project) -> None:
    make_format(2, desk)
    shutil.rmtree(desk.folder / "tables" / "links")
    with pytest.raises(BrokenStore, match="is damaged: no table links"):
        Project.open(desk.folder)


def test_a_project_of_format_1_whose_new_tables_were_made_by_a_killed_process_opens(desk: Project) -> None:
    make_format(1, desk)
    Project.open(desk.folder)
    (desk.folder / "detente.toml").write_text('format = 1\nname = "old desk"\n', encoding="utf-8")
    shutil.rmtree(desk.folder / "tables" / "decisions")
    assert Project.open(desk.folder).decisions() == ()


def test_a_project_of_format_1_that_lacks_an_old_table_is_damaged(desk: Project) -> None:
    make_format(1, desk)
    shutil.rmtree(desk.folder / "tables" / "pairs")
    with pytest.raises(BrokenStore, match="is damaged: no table pairs"):
        Project.open(desk.folder)


@pytest.mark.parametrize("version", [0, -1])
def test_a_format_that_never_was_is_told(tmp_path: Path, version: int) -> None:
    (tmp_path / "detente.toml").write_text(f'format = {version}\nname = "x"\n', encoding="utf-8")
    with pytest.raises(BrokenStore, match=f"is damaged: there is no format {version}\n  format = 4"):
        Project.open(tmp_path)


NAMES = st.sampled_from("abcdef")
PAIRS = st.lists(st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] < pair[1]), max_size=8)


@settings(max_examples=50)
@given(PAIRS, PAIRS)
def test_what_was_set_apart_is_in_no_story_together(links: list, apart: list) -> None:
    groups = chain("abcdef", dict.fromkeys(links, 0.9), apart=apart)
    assert sorted(name for group in groups for name in group) == list("abcdef")
    assert not any({a, b} <= set(group) for a, b in apart for group in groups)
