"""One page from an address, where the user allowed it: of a public host only, whatever its name or redirects lead to.

The host's name is resolved once, every address it has must be public, and the connection goes to the address that was
looked at: a name that changes its mind between the look and the call (rebinding) gains nothing.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from detente.errors import UnreadableInput

MOST_BYTES = 8 * 1024 * 1024
MOST_SECONDS = 20.0
MOST_REDIRECTS = 4
PORTS = {"http": 80, "https": 443}
KINDS = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown")
Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as it came: its bytes, where it came from in the end, and the suffix for its kind."""

    data: bytes
    address: str
    suffix: str


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


def check_public(address: str) -> None:
    """Refuses an IP address that is not one of the public internet.

    Raises:
        UnreadableInput: private, loopback, link-local, multicast, reserved, or a form that hides one of these.
    """
    ip = ipaddress.ip_address(address.split("%")[0])
    inner = [ip]
    if isinstance(ip, ipaddress.IPv6Address):
        inner += [one for one in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if one is not None]
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            inner.append(ipaddress.ip_address(int(ip) & 0xFFFFFFFF))
    if not all(one.is_global and not one.is_multicast for one in inner):
        raise UnreadableInput(
            "is a private or local address", where=address, mend="save the page, and drop the file here"
        )


def fetch(address: str, *, resolve: Resolve = resolve, most_seconds: float = MOST_SECONDS) -> Fetched:
    """The page at an address; redirects are followed as long as they lead to public hosts.

    Args:
        address: http or https, on the usual port, without a name or password.
        resolve: how hosts become addresses.
        most_seconds: for all of it.

    Raises:
        UnreadableInput: not such an address, a host that is not public, no answer, not a page, or too large.
    """
    deadline = time.monotonic() + most_seconds
    for _ in range(MOST_REDIRECTS + 1):
        parts = _checked(address)
        ip = _public_address(parts, resolve)
        try:
            found = _get(parts, ip, deadline)
        except (OSError, http.client.HTTPException) as error:
            raise UnreadableInput(
                f"cannot be fetched: {error}", where=address, mend="is the address right?"
            ) from error
        if isinstance(found, Fetched):
            return found
        address = urljoin(address, found)
    raise UnreadableInput("redirects too often", where=address)


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise UnreadableInput(f"is no address: {error}", where=address) from error
    mend = "give an address that begins with https://"
    if parts.scheme not in PORTS or not parts.hostname:
        raise UnreadableInput("is no address of a page", where=address, mend=mend)
    if port not in (None, PORTS[parts.scheme]) or parts.username or parts.password:
        raise UnreadableInput("has a port, a name or a password", where=address, mend=mend)
    return parts


def _public_address(parts: SplitResult, resolve: Resolve) -> str:
    host = parts.hostname or ""
    try:
        found = resolve(host, PORTS[parts.scheme])
    except OSError as error:
        raise UnreadableInput("there is no such host", where=host, mend="is the address right?") from error
    if not found:
        raise UnreadableInput("there is no such host", where=host)
    for one in found:
        check_public(one)
    return found[0]


def _get(parts: SplitResult, ip: str, deadline: float) -> Fetched | str:
    """The page, or where it is to be sought."""
    host, left = parts.hostname or "", max(deadline - time.monotonic(), 0.1)
    connection = http.client.HTTPConnection(host, PORTS[parts.scheme], timeout=left)
    connection.sock = socket.create_connection((ip, PORTS[parts.scheme]), timeout=left)
    if parts.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=host)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(
            "GET", path, headers={"Host": host, "User-Agent": "detente", "Accept": ", ".join(KINDS)}
        )
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308) and answer.getheader("location"):
            return str(answer.getheader("location"))
        if answer.status != 200:
            raise UnreadableInput(f"the host answers {answer.status} {answer.reason}", where=parts.geturl())
        kind = (answer.getheader("content-type") or "").split(";")[0].strip().lower()
        if kind not in KINDS:
            raise UnreadableInput(f"is no page of text but {kind or 'of no kind'}", where=parts.geturl())
        return Fetched(
            data=_body(answer, parts, deadline),
            address=parts.geturl(),
            suffix=".html" if "html" in kind else ".txt",
        )
    finally:
        connection.close()


def _body(answer: http.client.HTTPResponse, parts: SplitResult, deadline: float) -> bytes:
    data = bytearray()
    while chunk := answer.read1(65536):
        data += chunk
        if len(data) > MOST_BYTES:
            raise UnreadableInput(f"is larger than {MOST_BYTES // 2**20} MB", where=parts.geturl())
        if time.monotonic() > deadline:
            raise UnreadableInput("takes too long to come", where=parts.geturl())
    return bytes(data)
