"""An address is fetched from public hosts only, whatever its name or its redirects lead to."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from detente.errors import UnreadableInput
from detente.show.web import fetch as fetching
from detente.show.web.fetch import check_public, fetch


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_that_is_not_of_the_public_internet_is_refused(address):
    with pytest.raises(UnreadableInput, match="private or local"):
        check_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_a_public_address_passes(address):
    check_public(address)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("file:///etc/passwd", "no address of a page"),
        ("ftp://example.org/", "no address of a page"),
        ("https://", "no address of a page"),
        ("https://example.org:8080/", "a port"),
        ("https://name@example.org/", "a name"),
        ("https://[::1/", "no address"),
    ],
)
def test_what_is_no_address_of_a_page_is_refused(address, why):
    with pytest.raises(UnreadableInput, match=why):
        fetch(address, resolve=lambda host, port: ["93.184.216.34"])


@pytest.mark.parametrize("found", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"]])
def test_a_name_that_leads_to_a_private_address_is_refused_before_any_call(found):
    with pytest.raises(UnreadableInput, match="private or local"):
        fetch("http://innocent.example/", resolve=lambda host, port: found)


def test_a_name_that_nobody_has_is_told():
    def nobody(host: str, port: int) -> list[str]:
        raise OSError("not known")

    with pytest.raises(UnreadableInput, match="no such host"):
        fetch("http://nobody.example/", resolve=nobody)


class Site(BaseHTTPRequestHandler):
    """A small site: a page, redirects to a private host and round in circles, a picture, and a flood."""

    def do_GET(self):
        if self.path == "/page":
            return self.give(200, b"<p>Peru and Chile met.</p>", "text/html; charset=utf-8")
        if self.path == "/inward":
            return self.lead("http://127.0.0.1/secret")
        if self.path == "/round":
            return self.lead("/round")
        if self.path == "/picture":
            return self.give(200, b"x", "image/png")
        if self.path == "/flood":
            return self.give(200, b"x" * 300_000, "text/plain")
        return self.give(404, b"", "text/html")

    def lead(self, where):
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def give(self, status, body, kind):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def site(monkeypatch):
    """The site on a port of this machine, taken for the public host site.example."""
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setitem(fetching.PORTS, "http", server.server_port)
    look = fetching.check_public
    allowed = {"site.example": "127.0.0.1"}
    asked = []

    def resolve(host, port):
        asked.append(host)
        return [allowed.get(host, host)]

    monkeypatch.setattr(
        fetching, "check_public", lambda ip: None if asked[-1] == "site.example" else look(ip)
    )
    yield resolve
    server.shutdown()
    server.server_close()


def test_a_page_of_a_public_host_comes_as_it_is(site):
    page = fetch("http://site.example/page", resolve=site)
    assert (page.data, page.suffix) == (b"<p>Peru and Chile met.</p>", ".html")


@pytest.mark.parametrize(
    ("path", "why"),
    [("inward", "private or local"), ("round", "too often"), ("picture", "no page of text"), ("gone", "404")],
)
def test_redirects_inward_circles_pictures_and_absent_pages_are_refused(site, path, why):
    with pytest.raises(UnreadableInput, match=why):
        fetch(f"http://site.example/{path}", resolve=site)


def test_a_flood_is_cut_off(site, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 100_000)
    with pytest.raises(UnreadableInput, match="larger than"):
        fetch("http://site.example/flood", resolve=site)
