"""A real browser, and the workbench served to it on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import uvicorn
from filelock import FileLock

from detente.project import Project
from detente.show.web.app import create_app
from detente.show.web.desk import Desk

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def browser() -> Iterator:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def served() -> Callable[[Project], AbstractContextManager[Callable[[str], str]]]:
    """Serves a project: `with served(project) as at: open_tab(at, "/")`."""
    return _serve


@contextmanager
def _serve(project: Project) -> Iterator[Callable[[str], str]]:
    """The workbench of a project: what it yields makes a path an address; `/enter` gives the session to write."""
    desk = Desk(project, token="a token of the tests")
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(desk), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = listening.getsockname()[1]
    try:
        yield lambda path: f"http://127.0.0.1:{port}{path}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def corpus_project(tmp_path_factory) -> Project:
    """The example corpus, read by our own coder, once for all processes of a run; copy it before you change it."""
    here = tmp_path_factory.getbasetemp()
    place = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "corpus"
    with FileLock(f"{place}.lock"):
        if not (place / "read").exists():
            shutil.rmtree(place, ignore_errors=True)
            Project.create(place / "desk").add([ROOT / "examples" / "corpus"])
            (place / "read").touch()
    return Project.open(place / "desk")


@pytest.fixture
def own_corpus_project(corpus_project, tmp_path) -> Project:
    """A copy of the corpus project that a test may change."""
    shutil.copytree(corpus_project.folder, tmp_path / "desk")
    return Project.open(tmp_path / "desk")


@pytest.fixture
def comes_into_view() -> Callable[..., None]:
    """Waits until a place of a page is seen whole: a page scrolls to it smoothly, so not at once."""
    seen = "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; }"

    def wait(place) -> None:
        place.page.wait_for_function(seen, arg=place.element_handle())

    return wait


@pytest.fixture
def drawn() -> Callable[..., None]:
    """Waits until a page has drawn its first frame: a browser may drop what is typed or clicked before."""
    return lambda tab: tab.evaluate(
        "new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)))"
    )


@pytest.fixture
def open_tab(browser, drawn) -> Iterator[Callable]:
    """Opens a tab on the workbench with the session to write; what it says and what it asks for outside is kept."""
    opened = []

    def open_one(at: Callable[[str], str], path: str = "/", *, width=1280, height=800, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        opened.append(context)
        tab = context.new_page()
        tab.said, tab.outside = [], []
        tab.on("console", lambda message: tab.said.append(message.text))
        tab.on("pageerror", lambda error: tab.said.append(str(error)))
        tab.on("dialog", lambda dialog: (tab.said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.on(
            "request", lambda asked: None if asked.url.startswith(at("/")) else tab.outside.append(asked.url)
        )
        tab.goto(at("/enter?token=a%20token%20of%20the%20tests"))
        tab.goto(at(path))
        drawn(tab)
        return tab

    yield open_one
    for context in opened:
        context.close()
