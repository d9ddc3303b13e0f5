"""Drops that wait when a server ends are gone on with by the next."""

from __future__ import annotations

import os
import time
from datetime import date

import pytest

from detente.project import Project
from detente.show.web.jobs import INCOMING, Job, Jobs

TEXT = "Peru and Chile signed a treaty\n\nLIMA, 3 May 2021 - Peru and Chile signed a border treaty in Lima on Monday.\n"


@pytest.fixture
def project(tmp_path) -> Project:
    return Project.create(tmp_path / "desk")


def left(jobs: Jobs) -> str:
    """A drop that waits for its turn when the server ends."""
    with jobs._turn:
        id, place = jobs.open_drop()
        (place / "one.txt").write_text(TEXT, encoding="utf-8")
        jobs.start(id, published="2021-05-04", outlet="Gulf Ledger")
        jobs.stop()
    return id


def wait_for(jobs: Jobs, id: str) -> Job:
    for _ in range(600):
        job = jobs.get(id)
        if job and job.stage in ("done", "failed"):
            return job
        time.sleep(0.1)
    raise AssertionError("it does not end")


def test_what_waits_when_the_server_ends_is_read_by_the_next(project):
    id = left(Jobs(project.folder))
    job = wait_for(Jobs(project.folder), id)
    assert (job.stage, len(job.articles)) == ("done", 1)
    rows = [row for row in project.documents().to_pylist() if row["doc"] == job.articles[0].doc]
    assert [(row["outlet"], row["published"]) for row in rows] == [("Gulf Ledger", date(2021, 5, 4))]
    assert list((project.folder / INCOMING).iterdir()) == []


def test_what_another_server_reads_is_left_to_it(project):
    id = left(Jobs(project.folder))
    note = project.folder / INCOMING / f"{id}.json"
    note.write_text(note.read_text("utf-8").replace(str(os.getpid()), str(os.getppid())), encoding="utf-8")
    assert Jobs(project.folder).get(id) is None
    assert note.exists()


@pytest.mark.parametrize(("hours", "stays"), [(0, True), (2, False)])
def test_a_drop_that_never_came_whole_is_taken_away_after_a_while(project, hours, stays):
    _, place = Jobs(project.folder).open_drop()
    then = time.time() - hours * 3600
    os.utime(place, (then, then))
    Jobs(project.folder)
    assert place.exists() == stays


@pytest.mark.parametrize("note", ["", "{", "{}"])
def test_a_drop_whose_note_was_cut_short_is_taken_away(project, note):
    id = left(Jobs(project.folder))
    (project.folder / INCOMING / f"{id}.json").write_text(note, encoding="utf-8")
    assert Jobs(project.folder).get(id) is None
    assert list((project.folder / INCOMING).iterdir()) == []
