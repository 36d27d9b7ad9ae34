"""The cookies of My Page. Where the pages are served over https they are Secure and bound to the host (RFC 6265bis)."""

from datetime import timedelta
from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response

from backend.core.cookie_jar import CookieJar
from backend.core.settings import Settings

JAR: Final = CookieJar(path="/", same_site="lax", prefix="__Host-")
SESSION: Final = "madoguchi_session"
# A sign-in whose second factor is still missing.
ATTEMPT: Final = "madoguchi_sign_in"
# Somebody who has not signed in: gives their forms something to be tied to.
VISITOR: Final = "madoguchi_visitor"
# What the page after a redirect says once.
NOTICE: Final = "madoguchi_notice"


def read(request: HTTPConnection, settings: Settings, name: str) -> str | None:
    return JAR.read(request, name, is_https=settings.is_https)


def write(response: Response, settings: Settings, name: str, value: str, *, lasts: timedelta | None = None) -> None:
    """Without `lasts` it is gone with the browser."""
    JAR.write(response, name, value, is_https=settings.is_https, lasts=lasts)


def forget(response: Response, settings: Settings, name: str) -> None:
    JAR.forget(response, name, is_https=settings.is_https)
