"""The cookies of the console: only sent below `/console`, and never by another site, not even along a link."""

from datetime import timedelta
from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response

from backend.core.settings import Settings

PATH: Final = "/console"
SESSION: Final = "madoguchi_staff"
# A sign-in whose second factor is still missing. It opens the next page of the sign-in and nothing else.
PENDING: Final = "madoguchi_staff_sign_in"
# Somebody who has not signed in: gives their forms something to be tied to.
VISITOR: Final = "madoguchi_staff_visitor"
# What the page after a redirect says once.
NOTICE: Final = "madoguchi_staff_notice"


def read(request: HTTPConnection, settings: Settings, name: str) -> str | None:
    return request.cookies.get(full_name(settings, name))


def write(response: Response, settings: Settings, name: str, value: str, *, lasts: timedelta | None = None) -> None:
    """Set a cookie that no script can read. Without `lasts` it is gone with the browser."""
    response.set_cookie(
        full_name(settings, name),
        value,
        max_age=None if lasts is None else int(lasts.total_seconds()),
        httponly=True,
        secure=settings.is_https,
        samesite="strict",
        path=PATH,
    )


def forget(response: Response, settings: Settings, name: str) -> None:
    response.delete_cookie(
        full_name(settings, name), httponly=True, secure=settings.is_https, samesite="strict", path=PATH
    )


def full_name(settings: Settings, name: str) -> str:
    """Over https browsers take it from https only (RFC 6265bis; `__Host-` would need the path `/`)."""
    return f"__Secure-{name}" if settings.is_https else name
