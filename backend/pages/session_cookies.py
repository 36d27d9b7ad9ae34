"""Hands changed session tokens and new visitors' cookies to the browser, whatever kind of answer the route gives."""

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.core.settings import Settings
from backend.pages.door import Door


class SessionCookies:
    """ASGI middleware, for one door."""

    def __init__(self, app: ASGIApp, door: Door, *, settings: Settings) -> None:
        self._app = app
        self._door = door
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), HTTPConnection(scope))
            await send(message)

        await self._app(scope, receive, send_with_cookies)

    def _add(self, headers: MutableHeaders, request: HTTPConnection) -> None:
        door = self._door
        signed_in = getattr(request.state, door.signed_in, None)
        renewed = None if signed_in is None else signed_in.new_token
        visitor = getattr(request.state, door.new_visitor, None)
        for name, value in ((door.session, renewed), (door.visitor, visitor)):
            # The route's own word counts: it may just have signed the browser out.
            if value is not None and not self._sets(headers, name):
                carrier = Response()
                door.jar.write(carrier, self._settings, name, value)
                headers.append("set-cookie", carrier.headers["set-cookie"])

    def _sets(self, headers: MutableHeaders, name: str) -> bool:
        start = f"{self._door.jar.full_name(self._settings, name)}="
        return any(value.startswith(start) for value in headers.getlist("set-cookie"))
