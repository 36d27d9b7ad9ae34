"""Backup codes: for signing in without one's mail or phone. Each is good once; the member can look them up."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.core.text import folded
from backend.members import service as members
from backend.members.models import Member
from backend.notifications.letters import Letters
from backend.sign_in.models import BackupCode

HOW_MANY: Final = 10
DIGITS: Final = 8
# What people put between the halves; NFKC has already made the full-width hyphen an ASCII one.
_HYPHENS = str.maketrans("", "", "-‐‑‒–—―−ー")


@dataclass(frozen=True)
class Shown:
    """A code as the member sees it, `1234-5678`, and when it was used."""

    code: str
    used_at: datetime | None


@dataclass(frozen=True)
class BackupCodes:
    clock: Clock
    vault: Vault
    letters: Letters

    def ensure(self, session: Session, member_id: int) -> None:
        """Make a member's first codes, unless there are some."""
        self._only_one_at_a_time(session, member_id)
        if not self._rows(session, member_id):
            self._make(session, member_id)

    def shown(self, session: Session, member_id: int) -> list[Shown]:
        """A member's codes, used ones too, in the order they were made."""
        codes = ((row, self.vault.decrypt(row.encrypted)) for row in self._rows(session, member_id))
        return [Shown(f"{code[:4]}-{code[4:]}", row.used_at) for row, code in codes]

    def renew(self, session: Session, member_id: int, address: str | None) -> None:
        """New codes; the old ones are good no more."""
        self._only_one_at_a_time(session, member_id)
        session.execute(delete(BackupCode).where(BackupCode.member_id == member_id))
        self._make(session, member_id)
        audit.record(session, self.clock, Action.BACKUP_CODES_RENEWED, member_id=member_id, address=address)
        self.letters.backup_codes_renewed(session, members.get(session, member_id))

    def redeem(self, session: Session, member_id: int, typed: str) -> bool:
        """Use a code up; False if it is none of this member's or was used before.

        Of several requests at once with the same code only one succeeds.
        """
        digits = folded(typed).translate(_HYPHENS)
        return any(self._use(session, row) for row in self._matching(session, member_id, digits))

    def left(self, session: Session, member_id: int) -> int:
        """How many are still good."""
        unused = select(func.count(BackupCode.id)).where(
            BackupCode.member_id == member_id, BackupCode.used_at.is_(None)
        )
        return session.scalar(unused) or 0

    def _matching(self, session: Session, member_id: int, digits: str) -> list[BackupCode]:
        """Every code is compared, in constant time."""
        typed = digits.encode()
        rows = self._rows(session, member_id)
        return [row for row in rows if hmac.compare_digest(self.vault.decrypt(row.encrypted).encode(), typed)]

    def _use(self, session: Session, row: BackupCode) -> bool:
        used = (
            update(BackupCode)
            .where(BackupCode.id == row.id, BackupCode.used_at.is_(None))
            .values(used_at=self.clock.now())
            .returning(BackupCode.id)
        )
        return session.scalar(used) is not None

    def _make(self, session: Session, member_id: int) -> None:
        codes: set[str] = set()
        while len(codes) < HOW_MANY:
            codes.add(f"{secrets.randbelow(10**DIGITS):0{DIGITS}}")
        now = self.clock.now()
        session.add_all(
            BackupCode(member_id=member_id, encrypted=self.vault.encrypt(code), created_at=now) for code in codes
        )

    def _rows(self, session: Session, member_id: int) -> list[BackupCode]:
        return list(
            session.scalars(select(BackupCode).where(BackupCode.member_id == member_id).order_by(BackupCode.id))
        )

    def _only_one_at_a_time(self, session: Session, member_id: int) -> None:
        """On PostgreSQL the member's row is held; on SQLite a unit of work is alone anyway."""
        session.execute(select(Member.id).where(Member.id == member_id).with_for_update())
