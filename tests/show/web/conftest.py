"""The workbench over the small project: one browser that may only read, one that may write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from detente.project import Project
from detente.show.web.app import create_app
from detente.show.web.desk import Desk
from detente.show.web.guard import form_token_of

TOKEN = "a token of the tests"
HERE = "http://127.0.0.1"


@pytest.fixture
def desk(project: Project) -> Desk:
    return Desk(project, token=TOKEN)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """A browser that has not shown the token: it may read."""
    with TestClient(create_app(desk), base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def writer(desk: Desk) -> Iterator[TestClient]:
    """A browser that came by the printed address: it may write, with the form's token in a header."""
    with TestClient(create_app(desk), base_url=HERE, follow_redirects=False) as client:
        client.get("/enter", params={"token": TOKEN})
        client.headers["x-detente-token"] = form_token_of(TOKEN)
        yield client
