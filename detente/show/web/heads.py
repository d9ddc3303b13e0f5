"""HEAD: what GET answers, without its body. A pure ASGI layer, so that every page and endpoint has it."""

from __future__ import annotations

from detente.show.web.guard import App, Message, Receive, Scope, Send


class Heads:
    """The layer: asks the application as if by GET, and lets only the head of the answer through."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, head)
