"""Hands staff's changed session tokens and new visitors' cookies to the browser, whatever answer the route gives."""

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.console import cookies
from backend.core.settings import Settings


class StaffCookies:
    """ASGI middleware. What is to be set was left in the request's state by `access` and `csrf`."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(cookies.PATH):
            await self._app(scope, receive, send)
            return

        async def send_with_cookies(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), HTTPConnection(scope))
            await send(message)

        await self._app(scope, receive, send_with_cookies)

    def _add(self, headers: MutableHeaders, request: HTTPConnection) -> None:
        signed_in = getattr(request.state, "staff", None)
        renewed = None if signed_in is None else signed_in.new_token
        visitor = getattr(request.state, "new_staff_visitor", None)
        for name, value in ((cookies.SESSION, renewed), (cookies.VISITOR, visitor)):
            # The route's own word counts: it may just have signed the browser out.
            if value is not None and not self._sets(headers, name):
                carrier = Response()
                cookies.write(carrier, self._settings, name, value)
                headers.append("set-cookie", carrier.headers["set-cookie"])

    def _sets(self, headers: MutableHeaders, name: str) -> bool:
        start = f"{cookies.full_name(self._settings, name)}="
        return any(value.startswith(start) for value in headers.getlist("set-cookie"))
