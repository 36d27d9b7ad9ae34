"""From which site a request comes, by what the browser says of it, and who may read the answer from elsewhere."""

from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send


def is_from_here(request: HTTPConnection, base_url: str) -> bool:
    """Whether no other site had the browser send this: its own word (`Sec-Fetch-Site`) and the origin speak for ours.

    What says neither is no browser, or one that leaves an origin out where it is the page's own.
    """
    site = request.headers.get("sec-fetch-site")
    if site not in {None, "same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    if origin == "null":
        # From a page that sends no referrer (a link's page), but also from hidden frames of other sites (Fetch, 3.2).
        return site == "same-origin"
    ours = base_url.partition("://")[2]
    return origin.partition("://")[2] in {request.headers.get("host"), ours}


class CorsOnly:
    """ASGI middleware: pages of `origins` may read what is at or below `paths`, and nothing else."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        paths: Sequence[str],
        origins: Sequence[str],
        methods: Sequence[str],
        headers: Sequence[str],
    ) -> None:
        self._app = app
        self._opened = CORSMiddleware(app, allow_origins=origins, allow_methods=methods, allow_headers=headers)
        self._paths = tuple(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_opened = scope["type"] == "http" and any(_is_within(scope["path"], path) for path in self._paths)
        await (self._opened if is_opened else self._app)(scope, receive, send)


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")
