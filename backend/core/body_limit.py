"""Refuses request bodies that are too large before anything reads them."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.core.problems import TOO_LARGE, Problem, Show, answered


class BodyLimit:
    """ASGI middleware: 413 for a body over `longest` bytes, announced or not; a page where `show` makes it one.

    `elsewhere`: limits of paths that have one of their own.
    """

    def __init__(
        self, app: ASGIApp, longest: int, show: Show | None = None, elsewhere: Mapping[str, int] | None = None
    ) -> None:
        self._app = app
        self._longest = longest
        self._show = show
        self._elsewhere = elsewhere or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await self._read(scope, receive)
        if body is None:
            problem = Problem(413, "too_large", TOO_LARGE, headers={"Connection": "close"})
            refusal = await answered(Request(scope), problem, self._show)
            await refusal(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes | None:
        if scope["method"] in {"GET", "HEAD"}:
            return b""
        longest = self._elsewhere.get(scope["path"], self._longest)
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > longest:
            return None
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return bytes(body)
            body += message.get("body", b"")
            if len(body) > longest:
                return None
            if not message.get("more_body", False):
                return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def once() -> Message:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return once
