"""Articles that were dropped on the workbench: each drop is a job, read by a process of its own, one at a time.

The reader runs outside the server, so that pages answer while it works, and a text that it cannot get through in time
costs that process and nothing else. Files wait in the project folder and are gone when the job is done; a server that
is ended before leaves them there, and the next one on the folder goes on with them.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from threading import Lock, Thread, Timer
from typing import Any, Literal

from detente.explain.display import one_line

INCOMING = ".incoming"
MOST_STILL = 180.0
"""Seconds in which a job has to get one article further, its start included."""
MOST_COMING = 3600.0
"""Seconds after which a drop that never came whole is taken away."""
KEPT = 20
"""Jobs that are remembered."""
SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_. ()")

Stage = Literal["waiting", "reading", "done", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """One article of a job, as it was read."""

    doc: str = field(metadata={"says": "id of the article"})
    title: str = field(metadata={"says": "headline, or the name of its file"})
    records: int = field(metadata={"says": "records found in it"})
    missed: int = field(metadata={"says": "sentences about states that were not understood"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One drop of articles, and how far its reading has come."""

    id: str = field(metadata={"says": "number of the job"})
    stage: Stage = field(default="waiting", metadata={"says": "waiting, reading, done, failed"})
    done: int = field(default=0, metadata={"says": "articles done"})
    of: int = field(default=0, metadata={"says": "of how many, as far as is known"})
    articles: tuple[ReadArticle, ...] = field(default=(), metadata={"says": "articles read, in order"})
    known: int = field(default=0, metadata={"says": "articles that the project had already"})
    records: int = field(default=0, metadata={"says": "records kept"})
    reprints: int = field(default=0, metadata={"says": "pairs of which one text derives from the other"})
    set_aside: tuple[tuple[str, str, str], ...] = field(
        default=(), metadata={"says": "what could not be read: name, why, how to mend it"}
    )
    error: str = field(default="", metadata={"says": "why it failed; empty where it did not"})


class Jobs:
    """The jobs of a workbench: a drop is put in line, and one worker at a time reads."""

    def __init__(self, folder: Path, *, most_still: float = MOST_STILL) -> None:
        self._folder = folder
        self._most_still = most_still
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._turn = Lock()
        self._guard = Lock()
        self._reader: subprocess.Popen[str] | None = None
        self._ending = False
        self._go_on()

    def open_drop(self) -> tuple[str, Path]:
        """A new job's id, and the folder into which its files go."""
        id = secrets.token_hex(6)
        place = self._folder / INCOMING / id
        place.mkdir(parents=True)
        return id, place

    def start(self, id: str, *, published: str = "", outlet: str = "") -> Job:
        """Begins to read what lies in the folder of a job."""
        job = Job(id=id)
        self._put(job)
        told = {"server": os.getpid(), "published": published, "outlet": outlet}
        self._note(id).write_text(json.dumps(told), encoding="utf-8")
        Thread(target=self._run, args=(job, published, outlet), daemon=True).start()
        return job

    def forget_drop(self, id: str) -> None:
        """Takes away the folder of a job that is done, or not to be."""
        self._note(id).unlink(missing_ok=True)
        shutil.rmtree(self._folder / INCOMING / id, ignore_errors=True)

    def stop(self) -> None:
        """Ends the reader, where one is at work: what it has kept stays, what waits is for the next server."""
        self._ending = True
        reader = self._reader
        if reader and reader.poll() is None:
            reader.kill()

    def get(self, id: str) -> Job | None:
        """A job by its id."""
        with self._guard:
            return self._jobs.get(id)

    def newest(self) -> tuple[Job, ...]:
        """The jobs that are remembered, the newest first."""
        with self._guard:
            return tuple(reversed(self._jobs.values()))

    def _put(self, job: Job) -> None:
        with self._guard:
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)

    def _run(self, job: Job, published: str, outlet: str) -> None:
        with self._turn:
            if self._ending:
                return
            try:
                ended = self._read(job, published, outlet)
            finally:
                if not self._ending:
                    self.forget_drop(job.id)
            self._put(ended)

    def _note(self, id: str) -> Path:
        """Where it is written what came with a drop, as soon as all of it has come."""
        return self._folder / INCOMING / f"{id}.json"

    def _go_on(self) -> None:
        """Begins again what a server that is gone left waiting; what had not come whole is taken away."""
        drops = self._folder / INCOMING
        notes = sorted(drops.glob("*.json"), key=lambda note: note.stat().st_mtime)
        for note in notes:
            try:
                told = json.loads(note.read_text("utf-8"))
            except ValueError:  # cut short
                told = {}
            server = told.pop("server", 0)
            if not told or not (drops / note.stem).is_dir():
                self.forget_drop(note.stem)
            elif server == os.getpid() or not _is_running(server):
                self.start(note.stem, **told)
        for place in drops.glob("*/"):
            if not self._note(place.name).exists() and time.time() - place.stat().st_mtime > MOST_COMING:
                self.forget_drop(place.name)

    def _read(self, job: Job, published: str, outlet: str) -> Job:
        """The job as it ends; how far it has come is put down as it goes."""
        place, folder = self._folder / INCOMING / job.id, str(self._folder.resolve())
        command = [sys.executable, "-m", "detente.show.web.reading", folder, published, outlet]
        job = replace(job, stage="reading")
        process = self._reader = subprocess.Popen(
            command, cwd=place, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert process.stdout
        with process:
            watch = self._watch(process)
            for line in process.stdout:
                watch.cancel()
                job = _further(job, json.loads(line))
                if job.stage == "reading":
                    self._put(job)
                watch = self._watch(process)
            process.wait()
            watch.cancel()
        if job.stage != "reading":
            return job
        says = (
            f"no article was finished in {self._most_still:.0f} seconds, and the reading was stopped"
            if process.returncode < 0
            else "the reader stopped: a fault of ours; the terminal tells more"
        )
        return replace(job, stage="failed", error=says)

    def _watch(self, process: subprocess.Popen[str]) -> Timer:
        timer = Timer(self._most_still, process.kill)
        timer.daemon = True
        timer.start()
        return timer


def _further(job: Job, told: dict[str, Any]) -> Job:
    """The job after one line of its reader."""
    if "doc" in told:
        return replace(job, articles=(*job.articles, ReadArticle(**told)))
    if "error" in told:
        return replace(job, stage="failed", error=told["error"])
    if "set_aside" in told:
        aside = tuple((one[0], one[1], one[2]) for one in told.pop("set_aside"))
        return replace(job, stage="done", set_aside=aside, **told)
    return replace(job, done=told["done"], of=told["of"])


def _is_running(process: int) -> bool:
    """Whether a server that left a drop is still there; on systems that do not tell, it is taken to be gone."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def safe_name(given: str, number: int) -> PurePosixPath:
    """A name for a dropped file, below the job's folder whatever was given; the suffix is kept, for it tells the kind.

    Args:
        given: the name as the browser sends it, with the folders of a dropped folder.
        number: of the file in the drop, for what has no name left.
    """
    parts = [
        "".join(c if c in SAFE else "_" for c in part).strip(" .")[-100:]
        for part in one_line(given).replace("\\", "/").split("/")
    ]
    kept = [part for part in parts if part.strip("_")]
    return PurePosixPath(*(kept[-8:] or [f"article-{number}.txt"]))
