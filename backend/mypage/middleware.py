"""Hands changed session tokens and new visitors' cookies to the browser, whatever kind of answer the route gives."""

from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.core.cookie_jar import CookieJar


@dataclass(frozen=True)
class Handed:
    """One kind of people's cookies, and under which names a request's state holds what is to be set.

    `signed_in` there has a `new_token`, or None; `new_visitor` is a cookie's value. Left there by `access` and `csrf`.
    """

    jar: CookieJar
    session: str
    visitor: str
    signed_in: str
    new_visitor: str


class SessionCookies:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, handed: Handed, *, is_https: bool) -> None:
        self._app = app
        self._handed = handed
        self._is_https = is_https

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
        handed = self._handed
        signed_in = getattr(request.state, handed.signed_in, None)
        renewed = None if signed_in is None else signed_in.new_token
        visitor = getattr(request.state, handed.new_visitor, None)
        for name, value in ((handed.session, renewed), (handed.visitor, visitor)):
            # The route's own word counts: it may just have signed the browser out.
            if value is not None and not self._sets(headers, name):
                carrier = Response()
                handed.jar.write(carrier, name, value, is_https=self._is_https)
                headers.append("set-cookie", carrier.headers["set-cookie"])

    def _sets(self, headers: MutableHeaders, name: str) -> bool:
        start = f"{self._handed.jar.full_name(name, is_https=self._is_https)}="
        return any(value.startswith(start) for value in headers.getlist("set-cookie"))
