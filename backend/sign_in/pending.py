"""Sign-ins whose password was right and whose second factor is still missing, whatever kind of people they are of."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from backend.core.clock import Clock
from backend.core.crypto import Vault, new_token
from backend.sign_in.models import PendingRow

_KEPT_FOR = timedelta(days=1)

Row = TypeVar("Row", bound=PendingRow)


@dataclass(frozen=True)
class Pending(Generic[Row]):
    """Rows of `row`. `valid_for` after the password; `tries` codes for a password."""

    row: type[Row]
    clock: Clock
    vault: Vault
    valid_for: timedelta
    tries: int

    def open(self, session: Session, owner_id: int, **more: Any) -> str:
        """The browser's token of a new one; `more` are columns that only some kinds of people have."""
        now, token = self.clock.now(), new_token()
        session.execute(delete(self.row).where(self.row.expires_at < now - _KEPT_FOR))
        session.add(
            self.row(
                owner_id=owner_id,
                token_hash=self.vault.token_hash(token),
                created_at=now,
                expires_at=now + self.valid_for,
                tries=0,
                **more,
            )
        )
        return token

    def find(self, session: Session, token: str) -> Row | None:
        """The one that waits under this token."""
        by_token = self.row.token_hash == self.vault.token_hash(token)
        return session.scalar(select(self.row).where(by_token, *self._waiting()))

    def count_try(self, session: Session, pending_id: int) -> bool:
        """Count one more code; False if none may be tried any more."""
        counted = session.scalar(
            update(self.row)
            .where(self.row.id == pending_id, self.row.tries < self.tries, *self._waiting())
            .values(tries=self.row.tries + 1)
            .returning(self.row.id)
        )
        return counted is not None

    def has_tries_left(self, session: Session, pending_id: int) -> bool:
        used = session.scalar(select(self.row.tries).where(self.row.id == pending_id))
        return used is not None and used < self.tries

    def close(self, session: Session, pending_id: int) -> bool:
        """Of several requests at once only one closes it."""
        closed = session.scalar(
            update(self.row)
            .where(self.row.id == pending_id, self.row.closed_at.is_(None))
            .values(closed_at=self.clock.now())
            .returning(self.row.id)
        )
        return closed is not None

    def close_all(self, session: Session, owner_id: int) -> None:
        """End every sign-in of somebody's that is under way."""
        waiting = (self.row.owner_id == owner_id, self.row.closed_at.is_(None))
        session.execute(update(self.row).where(*waiting).values(closed_at=self.clock.now()))

    def _waiting(self) -> tuple[ColumnElement[bool], ...]:
        return (self.row.closed_at.is_(None), self.row.expires_at > self.clock.now())
