"""The cookies of the console: only sent below `/console`, and never by another site, not even along a link."""

from datetime import timedelta
from typing import Final

from starlette.requests import HTTPConnection
from starlette.responses import Response

from backend.core.cookie_jar import CookieJar
from backend.core.settings import Settings

PATH: Final = "/console"
# `__Host-` would need the path `/`.
JAR: Final = CookieJar(path=PATH, same_site="strict", prefix="__Secure-")
SESSION: Final = "madoguchi_staff"
# A sign-in whose second factor is still missing. It opens the next page of the sign-in and nothing else.
PENDING: Final = "madoguchi_staff_sign_in"
# Somebody who has not signed in: gives their forms something to be tied to.
VISITOR: Final = "madoguchi_staff_visitor"
# What the page after a redirect says once.
NOTICE: Final = "madoguchi_staff_notice"


def read(request: HTTPConnection, settings: Settings, name: str) -> str | None:
    return JAR.read(request, name, is_https=settings.is_https)


def write(response: Response, settings: Settings, name: str, value: str, *, lasts: timedelta | None = None) -> None:
    """Without `lasts` it is gone with the browser."""
    JAR.write(response, name, value, is_https=settings.is_https, lasts=lasts)


def forget(response: Response, settings: Settings, name: str) -> None:
    JAR.forget(response, name, is_https=settings.is_https)


def full_name(settings: Settings, name: str) -> str:
    """As it is sent."""
    return JAR.full_name(name, is_https=settings.is_https)
