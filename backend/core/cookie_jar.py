"""Cookies that no script can read, of one kind of people, under names that browsers take from https only."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from starlette.requests import HTTPConnection
from starlette.responses import Response

from backend.core.settings import Settings


@dataclass(frozen=True)
class CookieJar:
    """`prefix` is put before the names where pages are served over https (RFC 6265bis); they are Secure there, too."""

    path: str
    same_site: Literal["lax", "strict"]
    prefix: Literal["__Host-", "__Secure-"]

    def full_name(self, settings: Settings, name: str) -> str:
        """As it is sent."""
        return f"{self.prefix}{name}" if settings.is_https else name

    def read(self, request: HTTPConnection, settings: Settings, name: str) -> str | None:
        return request.cookies.get(self.full_name(settings, name))

    def write(
        self, response: Response, settings: Settings, name: str, value: str, *, lasts: timedelta | None = None
    ) -> None:
        """Without `lasts` it is gone with the browser."""
        response.set_cookie(
            self.full_name(settings, name),
            value,
            max_age=None if lasts is None else int(lasts.total_seconds()),
            httponly=True,
            secure=settings.is_https,
            samesite=self.same_site,
            path=self.path,
        )

    def forget(self, response: Response, settings: Settings, name: str) -> None:
        response.delete_cookie(
            self.full_name(settings, name),
            httponly=True,
            secure=settings.is_https,
            samesite=self.same_site,
            path=self.path,
        )
