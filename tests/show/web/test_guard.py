"""Who may ask and who may write."""

from __future__ import annotations

import asyncio

import pytest
from starlette.testclient import TestClient

from detente.show.web.app import create_app
from detente.show.web.guard import Guard, form_token_of, session_of


def told(answer) -> str:
    return answer.text.strip()


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8765", "", "[::2]:80"]
)
def test_a_name_that_is_not_this_machine_is_refused(client, host):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 403
    assert "only this machine" in told(answer)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8765", "localhost:1", "[::1]:8765"])
def test_this_machine_is_answered(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


def test_a_browser_without_the_session_may_read_but_not_write(client):
    assert client.get("/").status_code == 200
    answer = client.post("/add", data={"text": "Peru and Chile met."})
    assert answer.status_code == 403
    assert "may only read" in told(answer)


def test_a_wrong_token_gives_no_session(client):
    assert "set-cookie" not in client.get("/enter", params={"token": "another"}).headers
    assert client.post("/add").status_code == 403


def test_the_session_is_out_of_reach_of_scripts_and_of_other_sites(client):
    cookie = client.get("/enter", params={"token": "a token of the tests"}).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert "a token of the tests" not in cookie


def test_a_write_with_the_session_needs_the_form_s_token_too(writer):
    del writer.headers["x-detente-token"]
    answer = writer.post("/add", data={"text": "Peru and Chile met."})
    assert answer.status_code == 403
    assert "another session" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_write_from_another_site_is_refused_whatever_it_carries(writer, headers):
    answer = writer.post("/theme", data={"theme": "dark", "back": "/"}, headers=headers)
    assert answer.status_code == 403
    assert "another site" in told(answer)


def test_a_write_from_the_page_itself_passes(writer):
    answer = writer.post(
        "/theme", data={"theme": "dark", "back": "/?a=1"}, headers={"origin": "http://127.0.0.1"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/?a=1")


@pytest.mark.parametrize(
    "back", ["//evil.example/", "http://evil.example/", "\\\\evil.example", "/\\evil.example"]
)
def test_a_form_leads_back_into_the_workbench_only(writer, back):
    assert writer.post("/theme", data={"theme": "", "back": back}).headers["location"] == "/"


def test_every_answer_forbids_what_the_pages_do_not_use(client):
    for path in ("/", "/nothing", "/static/tokens.css"):
        policy = client.get(path).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy and "http" not in policy


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/article/../../x"]
)
def test_no_file_outside_is_read(client, path):
    assert client.get(path).status_code == 404


def test_a_body_that_is_too_large_is_refused(desk):
    app = create_app(desk)
    app._most_bytes = 1000
    with TestClient(app, base_url="http://127.0.0.1") as client:
        client.get("/enter", params={"token": desk.token})
        answer = client.post(
            "/add", data={"text": "x" * 2000}, headers={"x-detente-token": form_token_of(desk.token)}
        )
    assert answer.status_code == 413
    assert "detente add" in answer.text


def test_a_body_that_does_not_come_is_given_up():
    async def never():
        await asyncio.sleep(30)

    async def asks_for_it(scope, receive, send):
        await receive()

    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"127.0.0.1"), (b"cookie", f"detente_session={session_of('t')}".encode())]
    scope = {"type": "http", "method": "POST", "headers": headers, "path": "/add"}
    asyncio.run(Guard(asks_for_it, token="t", most_seconds=0.01)(scope, never, send))
    assert sent[0]["status"] == 408


def test_a_body_is_counted_as_it_comes():
    async def endless():
        return {"type": "http.request", "body": b"x" * 600, "more_body": True}

    async def reads_on(scope, receive, send):
        while True:
            await receive()

    sent = []

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"127.0.0.1"), (b"cookie", f"detente_session={session_of('t')}".encode())]
    scope = {"type": "http", "method": "POST", "headers": headers, "path": "/add"}
    asyncio.run(Guard(reads_on, token="t", most_bytes=1000)(scope, endless, send))
    assert sent[0]["status"] == 413
