"""Sessions of signed-in browsers: opened, found again, their tokens changed, closed.

After OWASP's Session Management Cheat Sheet: the token is random and means nothing, is never taken over from before the
sign-in, changes while it is used, and dies after some idle time and after a total time, whichever comes first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from backend.core.clock import Clock
from backend.core.crypto import Vault, new_token
from backend.core.database import after_commit
from backend.sign_in.models import SessionRow
from backend.sign_in.pending import Pending

# A page asks for several things at once; those under way when the token changes still come with the old one.
_OLD_TOKEN_GOOD_FOR = timedelta(seconds=30)
# Being seen is written down no oftener than this: reading a page is no reason to write.
_SEEN_EVERY = timedelta(minutes=1)
_KEPT_FOR = timedelta(days=30)
_LONGEST_USER_AGENT = 200

Row = TypeVar("Row", bound=SessionRow)


@dataclass(frozen=True)
class Browser:
    """Where a session is used from, as far as the server sees it."""

    address: str
    user_agent: str


@dataclass(frozen=True)
class SignedIn:
    """A member's living session. `new_token` is to be handed to the browser in place of the one it came with."""

    session_id: int
    member_id: int
    new_token: str | None = None


@dataclass(frozen=True)
class Sessions(Generic[Row]):
    """Those of one kind of people, kept as rows of `row`; `pending` are their sign-ins under way.

    `idle` after the last request, `total` after the sign-in, `rotation` between changes of the token. `tell_closed` is
    called once somebody was signed out, for what they have open.
    """

    row: type[Row]
    pending: Pending[Any]
    clock: Clock
    vault: Vault
    idle: timedelta
    total: timedelta
    rotation: timedelta
    tell_closed: Callable[[], None] | None = None

    def open(self, session: Session, owner_id: int, browser: Browser) -> str:
        """A new session's token."""
        now = self.clock.now()
        token = new_token()
        session.execute(delete(self.row).where(self.row.seen_at < now - _KEPT_FOR))
        session.add(
            self.row(
                owner_id=owner_id,
                token_hash=self.vault.token_hash(token),
                created_at=now,
                rotated_at=now,
                seen_at=now,
                address=browser.address[:45],
                user_agent=browser.user_agent[:_LONGEST_USER_AGENT],
            )
        )
        return token

    def find(self, session: Session, token: str) -> Row | None:
        """The living session that this token opens."""
        now = self.clock.now()
        token_hash = self.vault.token_hash(token)
        is_its_token = or_(
            self.row.token_hash == token_hash,
            and_(
                self.row.previous_token_hash == token_hash,
                self.row.rotated_at > now - _OLD_TOKEN_GOOD_FOR,
            ),
        )
        return session.scalar(select(self.row).where(is_its_token, *self._living()))

    def needs_touch(self, found: Row) -> bool:
        """Whether `touch` has anything to write."""
        now = self.clock.now()
        return now - found.seen_at >= _SEEN_EVERY or self._is_due_for_rotation(found, now)

    def touch(self, session: Session, session_id: int) -> str | None:
        """Note that the session was used; its new token if the old one was due.

        Of several requests at once only one changes the token.
        """
        now = self.clock.now()
        session.execute(update(self.row).where(self.row.id == session_id, *self._living()).values(seen_at=now))
        token = new_token()
        changed = session.scalar(
            update(self.row)
            .where(self.row.id == session_id, self.row.rotated_at <= now - self.rotation, *self._living())
            .values(
                previous_token_hash=self.row.token_hash,
                token_hash=self.vault.token_hash(token),
                rotated_at=now,
            )
            .returning(self.row.id)
        )
        return token if changed is not None else None

    def renew(self, session: Session, session_id: int) -> str:
        """A new token at once, and none of the old ones for another moment: somebody else might hold them."""
        token = new_token()
        session.execute(
            update(self.row)
            .where(self.row.id == session_id)
            .values(previous_token_hash=None, token_hash=self.vault.token_hash(token), rotated_at=self.clock.now())
        )
        return token

    def living_of(self, session: Session, owner_id: int) -> list[Row]:
        """Somebody's living sessions, last used first."""
        statement = select(self.row).where(self.row.owner_id == owner_id, *self._living())
        return list(session.scalars(statement.order_by(self.row.seen_at.desc(), self.row.id.desc())))

    def close(self, session: Session, session_id: int) -> None:
        """Sign this browser out."""
        self._close(session, self.row.id == session_id)

    def close_all(self, session: Session, owner_id: int, *, but: int | None = None) -> None:
        """Sign somebody out everywhere, or everywhere `but` in one session.

        Sign-ins under way end too: their password may be the one that has just been changed.
        """
        conditions = [self.row.owner_id == owner_id]
        if but is not None:
            conditions.append(self.row.id != but)
        self._close(session, *conditions)
        self.pending.close_all(session, owner_id)

    def _close(self, session: Session, *conditions: ColumnElement[bool]) -> None:
        open_ones = (*conditions, self.row.closed_at.is_(None))
        session.execute(update(self.row).where(*open_ones).values(closed_at=self.clock.now()))
        if self.tell_closed is not None:
            after_commit(session, ("closed", self.row), self.tell_closed)

    def _living(self) -> tuple[ColumnElement[bool], ...]:
        now = self.clock.now()
        return (
            self.row.closed_at.is_(None),
            self.row.seen_at > now - self.idle,
            self.row.created_at > now - self.total,
        )

    def _is_due_for_rotation(self, found: Row, now: datetime) -> bool:
        return now - found.rotated_at >= self.rotation
