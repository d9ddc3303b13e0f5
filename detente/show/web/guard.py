"""Who may ask and who may write: a pure ASGI layer around the whole application.

- The host must be this machine by its own name: a page elsewhere cannot rebind a name to it and read.
- Writing needs the session that the printed address gives (a cookie that no other site can send, `SameSite=Strict`),
  and the form's own token; a request that says that it comes from another site is refused whatever it carries.
- A body is bounded in size and in the time that it may take to arrive.
- Every answer forbids what the pages do not use: nothing is fetched from outside, no inline script or style runs.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

API = "/api/"
SESSION = "detente_session"
FORM_TOKEN = "token"
TOKEN_HEADER = "x-detente-token"
HOSTS = ("127.0.0.1", "localhost", "[::1]")
READING = ("GET", "HEAD", "OPTIONS")
MOST_BYTES = 64 * 1024 * 1024
"""Of one request's body."""
MOST_SECONDS = 60.0
"""In which a body has to arrive."""
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with "no-referrer" a browser sends "Origin: null" with our own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """The layer: looks at each request before the application sees it, and adds the headers to each answer."""

    def __init__(
        self, app: App, *, token: str, most_bytes: int = MOST_BYTES, most_seconds: float = MOST_SECONDS
    ) -> None:
        self._app = app
        self._token = token
        self._most_bytes = most_bytes
        self._most_seconds = most_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refused = self._refusal(scope)
        if refused:
            await _refused(scope, refused)(scope, receive, _with_headers(send))
            return
        scope.setdefault("state", {})["may_write"] = may_write(Headers(scope=scope), self._token)
        begun = False

        async def answer(message: Message) -> None:
            nonlocal begun
            begun = True
            await _with_headers(send)(message)

        try:
            await self._app(scope, self._bounded(receive), answer)
        except HTTPException as error:
            if begun:
                raise
            await PlainTextResponse(f"{error.detail}\n", error.status_code)(
                scope, receive, _with_headers(send)
            )

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host.rsplit(":", 1)[0] not in HOSTS and host not in HOSTS:
            return "only this machine is answered, by the address that `detente serve` printed"
        if scope["method"] in READING:
            return None
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return "a request from another site is refused"
        if headers.get("origin", f"http://{host}") not in (f"http://{host}",):
            return "a request from another site is refused"
        if not may_write(headers, self._token):
            return "open the address that `detente serve` printed: this browser may only read"
        return None

    def _bounded(self, receive: Receive) -> Receive:
        seen = 0
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._most_seconds
        ended = False

        async def take() -> Message:
            nonlocal seen, ended
            if ended:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), max(deadline - loop.time(), 0.001))
            except TimeoutError as error:
                raise HTTPException(408, "the upload took too long") from error
            seen += len(message.get("body", b""))
            ended = not message.get("more_body", False)
            if seen > self._most_bytes:
                most = self._most_bytes // 2**20
                raise HTTPException(413, f"more than {most} MB in one go: add large folders by `detente add`")
            return message

        return take


def _refused(scope: Scope, says: str) -> Response:
    """A refusal: a line of text, of the API in the shape of its other mistakes."""
    if str(scope["path"]).startswith(API):
        return JSONResponse(mistake_to_json(403, says), 403)
    return PlainTextResponse(f"{says}\n", 403)


def mistake_to_json(status: int, what: str, where: str = "", mend: str = "") -> dict[str, Any]:
    """The one shape in which the API tells a mistake."""
    return {"ok": False, "error": {"what": what, "where": where, "mend": mend}, "status": status}


def may_write(headers: Headers, token: str) -> bool:
    """Whether the request carries the session that the printed address gives."""
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(SESSION)
    except CookieError:
        return False
    return cookie is not None and hmac.compare_digest(cookie.value.encode(), session_of(token).encode())


def session_of(token: str) -> str:
    """What the cookie holds: it proves that the token was shown, without telling it."""
    return hmac.new(token.encode(), b"session", "sha256").hexdigest()


def form_token_of(token: str) -> str:
    """What every form sends back with its values."""
    return hmac.new(token.encode(), b"form", "sha256").hexdigest()


def _with_headers(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return answer
