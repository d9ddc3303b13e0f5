"""A desk with one happening of each sort that an export must tell apart; no parser."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from detente.model import Event, Speaker, When
from detente.project import Project
from detente.show.export.formats import write_export
from detente.show.export.happened import Asked, Written


def on(day: str, until: str = "") -> When:
    return When(since=date.fromisoformat(day), until=date.fromisoformat(until or day))


SIGNED = Event(actors=("PAK", "RUS"), type="AGREE", when=on("2019-05-03"), contexts=("economic",))
THREAT = Event(actors=("IND",), recipients=("PAK",), type="THREATEN", when=on("2019-02-26"))
VISIT = Event(
    actors=("PAK",), recipients=("RUS",), type="CONSULT", mode="visit", when=on("2019-04-10"), place="Moscow"
)
NATO = Event(actors=("NATO",), recipients=("RUS",), type="ACCUSE", mode="disapprove", when=on("2019-04-12"))
REBELS = Event(actors=("PAK",), recipients=("Taliban",), type="ASSAULT", when=on("2019-04-13"))
BOTH = Event(actors=("CHN", "Taliban"), recipients=("IND",), type="REJECT", when=on("2019-04-14"))
MONTH = Event(actors=("RUS",), recipients=("PAK",), type="COOPERATE", when=on("2019-04-01", "2019-04-30"))
UNDATED = Event(actors=("USA",), recipients=("PAK",), type="AID")
DENIED = Event(
    actors=("CHN",), recipients=("RUS",), type="SANCTION", aux=("negation",), when=on("2019-04-15")
)
ALONE = Event(actors=("IND",), type="MOBILIZE", when=on("2019-04-16"))

MINISTER = Speaker(name="Anna Petrova", role="foreign minister", of="RUS", type="person")


@pytest.fixture(scope="session")
def told(tmp_path_factory, add) -> Project:
    """Ten happenings in three articles; the first is told by two of them. Made once: a test adds to `growing`."""
    desk = Project.create(tmp_path_factory.mktemp("told") / "desk")
    signed = "Pakistan and Russia signed a trade agreement on 3 May 2019."
    add(desk, (signed, SIGNED), ("India threatened Pakistan.", THREAT), day="2019-05-04")
    add(
        desk,
        ("On 3 May 2019 the trade agreement with Pakistan was signed, the minister said.", SIGNED, MINISTER),
        ("Imran Khan came to Moscow.", VISIT),
        ("NATO reproached Russia.", NATO),
        ("Pakistan struck the Taliban.", REBELS),
        ("China and the Taliban refused India.", BOTH),
        outlet='The "Amu" Observer',
        day="2019-05-05",
    )
    add(
        desk,
        ("Russia sent wheat to Pakistan in April.", MONTH),
        ("Washington gave Pakistan aid.", UNDATED),
        ("China did not punish Russia.", DENIED),
        ("India called up reserves.", ALONE),
        outlet="Steppe Wire",
        day="2019-05-06",
    )
    return desk


@pytest.fixture
def growing(told: Project, tmp_path: Path) -> Project:
    """The same in a folder of its own."""
    return Project.open(shutil.copytree(told.folder, tmp_path / "growing"))


@pytest.fixture
def write(tmp_path: Path):
    """Writes a project in a format; the file, and what was counted."""

    def written(project: Project, format: str, **asked) -> tuple[Path, Written]:
        out = tmp_path / f"out.{format}"
        return out, write_export(project, format, out, Asked(**asked), force=True)

    return written
