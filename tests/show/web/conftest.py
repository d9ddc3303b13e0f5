"""The workbench over the small project: one browser that may only read, one that may write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import permutations, product

import pytest
from starlette.testclient import TestClient

from detente.model import Amount, Commitment, Event, Speaker, Statement, Tilt, When
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


@pytest.fixture(scope="session")
def four_states(tmp_path_factory: pytest.TempPathFactory, add: Callable[..., object]) -> Project:
    """Articles on Pakistan, Russia, India and the United Nations, and three years of an event file on four states."""
    folder = tmp_path_factory.mktemp("states")
    made = Project.create(folder / "desk")
    on = When(since=date(2020, 5, 3), until=date(2020, 5, 3), basis="explicit")
    minister = Speaker(name="Anna Petrova", role="energy minister", of="RUS", type="person")
    loan = Commitment(
        giver=("RUS",), receiver=("PAK",), what="a loan", sector="finance", stage="delivered",
        amount=Amount(value=Decimal("500000000"), unit="USD"),
    )  # fmt: skip
    add(
        made,
        ("Pakistan and Russia met", Event(actors=("PAK", "RUS"), type="CONSULT", when=on)),
        ("Russia aided Pakistan", Event(actors=("RUS",), recipients=("PAK",), type="AID", when=on)),
        ("India blamed Pakistan", Event(actors=("IND",), recipients=("PAK",), type="ACCUSE")),
        ("The Opposition met Russia", Event(actors=("The Opposition", "RUS"), type="CONSULT")),
        ("Russia lent Pakistan USD 500 million", loan),
        ("We keep our word", Statement(words="We keep our word", form="direct"), minister),
        ("Pakistan moves towards Russia", Tilt(who=("PAK",), toward=("RUS",))),
    )
    add(
        made,
        ("They met on 3 May", Event(actors=("PAK", "RUS"), type="CONSULT", when=on)),
        ("The UN blamed India", Event(actors=("UN",), recipients=("IND",), type="ACCUSE", when=on)),
        outlet="Steppe Wire",
        day="2023-05-01",
    )
    rows = ["when,from,to,what,n"]
    for month, (number, (a, b)) in product(
        range(36), enumerate(permutations(("IND", "PAK", "RUS", "USA"), 2))
    ):
        day = f"{2018 + month // 12}-{month % 12 + 1:02}-10"
        rows += [
            f"{day},{a},{b},CONSULT,{4 + (month + number) % 3}",
            f"{day},{a},{b},ACCUSE,{1 + number % 4}",
        ]
    (folder / "wire.csv").write_text("\n".join(rows), encoding="utf-8")
    mapping = {"a": "from", "b": "to", "day": "when", "type": "what", "count": "n"}
    made.import_events(folder / "wire.csv", mapping=mapping, source="Wire")
    return made


@pytest.fixture
def reader(four_states: Project) -> Iterator[TestClient]:
    """A browser over the four states."""
    with TestClient(create_app(Desk(four_states)), base_url=HERE, follow_redirects=False) as client:
        yield client
