from importlib import import_module
from pathlib import Path

import pytest

import detente.show.web
from detente.show.web import warm as visitor
from detente.show.web.app import open_rooms
from detente.show.web.rooms import ROOMS, room_of
from detente.show.web.warm import visit, warm

HERE = Path(detente.show.web.__file__).parent


@pytest.mark.parametrize("room", ROOMS)
def test_every_address_of_a_room_leads_to_it(room):
    addresses = [route.path for route in import_module(f"detente.show.web.{room}").router.routes]
    assert addresses
    assert {room_of(address) for address in addresses} == {room}


def test_every_module_with_routes_is_a_room_or_the_first():
    with_routes = {path.stem for path in HERE.glob("*.py") if "APIRouter(" in path.read_text("utf-8")}
    assert with_routes | {"api"} == {*ROOMS, "home"}


@pytest.mark.parametrize(
    "address", ["/", "/add", "/jobs/1", "/static/parts.css", "/enter", "/dyadic", "/no/such", ""]
)
def test_any_other_address_is_asked_of_the_first(address):
    assert room_of(address) == ""


def test_a_room_is_made_when_somebody_comes_and_once(desk):
    rooms = open_rooms(desk)
    assert rooms._open == {}
    assert visit(rooms, "/search") == 200
    assert list(rooms._open) == ["search"]
    assert rooms.enter("search") is rooms.app_of("/search/records")


def test_whoever_comes_finds_every_room_open_in_time(desk):
    rooms = open_rooms(desk)
    warm(desk, rooms).join(timeout=60)
    assert set(rooms._open) == set(ROOMS)


def test_the_first_visitor_asks_for_pages_that_are_there(desk):
    rooms = open_rooms(desk)
    asked = ["/", "/home/relations", *visitor._likely(desk)]
    assert len(asked) > 10
    assert {visit(rooms, one) for one in asked if "/part/" not in one and "/balance" not in one} == {200}


def test_it_stands_back_while_somebody_is_being_answered(desk, monkeypatch):
    rooms = open_rooms(desk)
    rooms.visitors = 1
    looks = []

    def look(seconds):
        looks.append(seconds)
        rooms.visitors = 0 if len(looks) == 3 else 1

    monkeypatch.setattr(visitor.time, "sleep", look)
    visitor._stand_back(rooms)
    assert len(looks) == 3


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_broken_store_is_told_by_the_page_and_stops_no_visitor(desk):
    rooms = open_rooms(desk)
    for entry in desk.project.folder.glob("tables/records/_delta_log/*.json"):
        entry.write_text("{", encoding="utf-8")
    warm(desk, rooms).join(timeout=60)
    assert visit(rooms, "/") == 503
