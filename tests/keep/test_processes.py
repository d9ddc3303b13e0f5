"""Several processes at one project, and processes that are killed: nothing lost, nothing twice."""

import multiprocessing
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from detente.keep.verify import verify
from detente.project import Project

HERE = Path(__file__).parent
KILLS = 50
MOST_ROUNDS = 150


@pytest.fixture(scope="module")
def processes():
    """Processes that start quickly: forked from one that has loaded the packages and done nothing yet."""
    sys.path.insert(0, str(HERE))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["adding", "deltalake", "duckdb", "pyarrow", "detente.keep.stories"])
    yield context
    sys.path.remove(str(HERE))


@pytest.fixture
def adding(processes):
    import adding

    return adding


def check_whole(project: Project, number: int) -> None:
    """Every article once, with its two records, and the copies linked."""
    assert verify(project.folder) == ()
    assert project.status().documents == number
    assert dict(project.status().kinds) == {"event": number, "commitment": number} | dict.fromkeys(
        (kind for kind, _ in project.status().kinds if kind not in ("event", "commitment")), 0
    )
    names = {row["doc"]: Path(row["origin"]).stem for row in project.documents().to_pylist()}
    stories = {tuple(sorted(names[doc] for doc in story.docs)) for story in project.stories()}
    assert stories == {(f"{n - 1:04}", f"{n:04}") for n in range(number) if n % 4 == 3}


def test_two_processes_add_while_a_third_reads(tmp_path: Path, processes, adding) -> None:
    project = Project.create(tmp_path / "desk")
    adding.write_articles(tmp_path / "one", range(0, 40))
    adding.write_articles(tmp_path / "two", range(24, 64))  # a part of them in both
    running = [
        processes.Process(target=adding.add, args=(str(project.folder), str(tmp_path / name), 4))
        for name in ("one", "two")
    ]
    for process in running:
        process.start()
    seen, turns = 0, 0
    while any(process.is_alive() for process in running):
        status = project.status()
        assert status.documents >= seen
        assert status.records == 2 * status.documents
        assert verify(project.folder) == ()
        seen, turns = status.documents, turns + 1
    assert [process.exitcode for process in running] == [0, 0]
    assert turns > 1
    check_whole(project, 64)


def test_an_add_that_is_killed_at_any_moment_leaves_a_sound_store_and_resumes(
    tmp_path: Path, processes, adding
) -> None:
    project = Project.create(tmp_path / "desk")
    articles, chance = tmp_path / "articles", random.Random(5)
    killed = number = 0
    for _ in range(MOST_ROUNDS):
        if killed == KILLS:
            break
        adding.write_articles(articles, range(number, number + 4))
        number += 4
        process = processes.Process(target=adding.add, args=(str(project.folder), str(articles), 2))
        process.start()
        time.sleep(chance.uniform(0.0, 0.6))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        killed += process.exitcode == -signal.SIGKILL
        assert verify(project.folder) == ()
        assert project.status().records == 2 * project.status().documents
    assert killed == KILLS
    adding.add(str(project.folder), str(articles), 25)
    check_whole(project, number)
