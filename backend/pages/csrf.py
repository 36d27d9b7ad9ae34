"""Against forms that other sites send in somebody's name (OWASP's CSRF Cheat Sheet).

Every form carries a token made from a cookie that other sites can neither read nor set: the session's, or a visitor's
before signing in. A form from another origin is refused besides, by what the browser says of where it comes from.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Form, Request
from markupsafe import Markup

from backend.container import Container, Services
from backend.core import origins
from backend.core.crypto import new_token
from backend.core.problems import Problem
from backend.pages.door import Door

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_PURPOSE = "csrf:"


class CsrfProblem(Problem):
    """403; shown as a page that leads back to the form."""

    def __init__(self) -> None:
        super().__init__(403, "csrf_token_invalid", "ページの有効期限が切れたため、受け付けられませんでした。")


@dataclass(frozen=True)
class CsrfGuard:
    """For one door. `look` is the dependency that knows who is signed in there, `sign_in_needed` its 401."""

    door: Door
    look: Callable[..., Any]
    sign_in_needed: type[Problem]

    def anchor(self, request: Request, services: Container) -> str:
        """What this browser's tokens are made from: stable for a session, and for a visitor.

        A session's own token changes while it is used, so its number is taken, which only the server knows to be
        signed in.
        """
        signed_in = getattr(request.state, self.door.signed_in, None)
        if signed_in is not None:
            return _of_session(signed_in.session_id)
        visitor: str | None = getattr(request.state, self.door.new_visitor, None)
        visitor = visitor or self.door.jar.read(request, services.settings, self.door.visitor)
        if visitor is None:
            visitor = new_token()
            setattr(request.state, self.door.new_visitor, visitor)
        return f"visitor:{visitor}"

    def token(self, request: Request, services: Container) -> str:
        """What this browser's forms and scripts carry."""
        return self._token(services, self.anchor(request, services))

    def session_token(self, services: Container, session_id: int) -> str:
        """What a living session's requests carry, as long as it lives."""
        return self._token(services, _of_session(session_id))

    def field(self, request: Request, services: Container) -> Markup:
        """The hidden input of a form."""
        return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, self.token(request, services))

    def check(self, request: Request, services: Container, given: str) -> None:
        """Raises 403, whatever the token, for what another site has the browser send.

        Raises 401 where the session has ended since the form was shown, so that signing in again is what helps.
        """
        _refuse_others(request, services)
        expected = self.token(request, services)
        if hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode()):
            return
        is_signed_in = getattr(request.state, self.door.signed_in, None) is not None
        had_session = self.door.jar.read(request, services.settings, self.door.session) is not None
        raise self.sign_in_needed if had_session and not is_signed_in else CsrfProblem

    # Both ask who is signed in first, whatever the order in which a route needs things: the token is tied to it.

    def checked_form(self) -> Any:
        """A dependency of every form's route."""

        async def check_form(
            request: Request,
            services: Services,
            _signed_in: Annotated[Any, Depends(self.look)],
            csrf_token: Annotated[str, Form(max_length=200)] = "",
        ) -> None:
            _refuse_multipart(request)
            self.check(request, services, csrf_token)

        return Depends(check_form)

    def checked_link_form(self) -> Any:
        """The same behind a mailed link, without a token: the address is the secret, and no cookie counts."""

        async def check_link_form(
            request: Request, services: Services, _signed_in: Annotated[Any, Depends(self.look)]
        ) -> None:
            _refuse_multipart(request)
            _refuse_others(request, services)

        return Depends(check_link_form)

    def _token(self, services: Container, anchor: str) -> str:
        return services.vault.token_hash(f"{self.door.purpose}{_PURPOSE}{anchor}")


def _of_session(session_id: int) -> str:
    return f"session:{session_id}"


def _refuse_others(request: Request, services: Container) -> None:
    if not origins.is_from_here(request, services.settings.base_url):
        raise CsrfProblem


def _refuse_multipart(request: Request) -> None:
    """415: no form of ours is sent so; its client names the charset, and some decode to what nothing can hold."""
    if request.headers.get("content-type", "").lower().startswith("multipart/"):
        raise Problem(
            415, "unsupported_media_type", "この形式では受け付けられません。画面のフォームから送信してください。"
        )
