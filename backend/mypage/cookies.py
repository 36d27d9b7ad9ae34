"""The cookies of My Page. Where the pages are served over https they are Secure and bound to the host (RFC 6265bis)."""

from datetime import timedelta
from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response

from backend.core.settings import Settings

SESSION: Final = "madoguchi_session"
# A sign-in whose second factor is still missing.
ATTEMPT: Final = "madoguchi_sign_in"
# Somebody who has not signed in: gives their forms something to be tied to.
VISITOR: Final = "madoguchi_visitor"
# What the page after a redirect says once.
NOTICE: Final = "madoguchi_notice"


def read(request: HTTPConnection, settings: Settings, name: str) -> str | None:
    return request.cookies.get(_full_name(settings, name))


def write(response: Response, settings: Settings, name: str, value: str, *, lasts: timedelta | None = None) -> None:
    """Set a cookie that no script can read. Without `lasts` it is gone with the browser."""
    response.set_cookie(
        _full_name(settings, name),
        value,
        max_age=None if lasts is None else int(lasts.total_seconds()),
        httponly=True,
        secure=settings.is_https,
        samesite="lax",
        path="/",
    )


def forget(response: Response, settings: Settings, name: str) -> None:
    response.delete_cookie(
        _full_name(settings, name), httponly=True, secure=settings.is_https, samesite="lax", path="/"
    )


def _full_name(settings: Settings, name: str) -> str:
    return f"__Host-{name}" if settings.is_https else name
