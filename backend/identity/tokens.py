"""Identity tokens: short-lived JWTs by which the shop's site, or our My Page, says who opened the chat (RFC 7519)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import jwt
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.core.clock import Clock
from backend.core.crypto import new_token
from backend.core.problems import Problem
from backend.identity.models import UsedIdentityToken

LONGEST_LIFE = timedelta(minutes=5)
_OWN_LIFE = timedelta(minutes=1)


@dataclass(frozen=True)
class _Claims:
    subject: str
    jti: str
    expires_at: datetime


class IdentityTokens:
    """HS256 tokens with `sub` (login id), `aud`, `exp` at most 5 minutes ahead, and a `jti` that is accepted once."""

    def __init__(self, *, secret: str, audience: str, clock: Clock) -> None:
        self._secret = secret
        self._audience = audience
        self._clock = clock

    def issue(self, login_id: str) -> str:
        """A token that vouches for this login id, good once and for a minute: it is used as the chat opens."""
        claims = {
            "sub": login_id,
            "aud": self._audience,
            "exp": self._clock.now() + _OWN_LIFE,
            "jti": new_token(),
        }
        return jwt.encode(claims, self._secret, algorithm="HS256")

    def accept(self, session: Session, token: str) -> str:
        """The login id that the token vouches for. Raises 401 for any token that doesn't verify."""
        claims = self._verified(token)
        now = self._clock.now()
        if not now < claims.expires_at <= now + LONGEST_LIFE:
            raise _refused()
        self._use_up(session, claims)
        return claims.subject

    def _verified(self, token: str) -> _Claims:
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=["HS256"],
                audience=self._audience,
                # `exp` is checked above against the injected clock.
                options={"require": ["sub", "aud", "exp", "jti"], "verify_exp": False, "verify_iat": False},
            )
        except (jwt.InvalidTokenError, UnicodeError, ValueError) as error:
            raise _refused() from error
        match claims:
            case {"sub": str(subject), "jti": str(jti), "exp": int(exp)} if 0 < len(jti) <= 100 and 0 <= exp < 10**11:
                return _Claims(subject, jti, datetime.fromtimestamp(exp, UTC))
            case _:
                raise _refused()

    def _use_up(self, session: Session, claims: _Claims) -> None:
        session.execute(delete(UsedIdentityToken).where(UsedIdentityToken.expires_at < self._clock.now()))
        try:
            with session.begin_nested():
                session.add(UsedIdentityToken(jti=claims.jti, expires_at=claims.expires_at))
        except IntegrityError as error:
            raise _refused() from error


def _refused() -> Problem:
    return Problem(401, "identity_token_invalid", "ご本人の確認ができませんでした。ページを読み込み直してください。")
