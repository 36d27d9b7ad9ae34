"""Headers that tell a browser what our pages may do."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    # Everything our pages need is our own; the widget styles its shadow root from a script.
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
}
# A year. Other hosts of the domain are not ours to promise for.
_HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}


# What members and staff say and see is kept by no browser and no proxy.
_NEVER_CACHED = ("/api/", "/console/api/", "/demo/")


class SecurityHeaders:
    """ASGI middleware: adds the headers to every answer; conversations are never cached.

    `is_https`: browsers reach us over https, and are told never to come without it.
    """

    def __init__(self, app: ASGIApp, *, is_https: bool) -> None:
        self._app = app
        self._headers = _HEADERS | (_HTTPS_ONLY if is_https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(_NEVER_CACHED):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
