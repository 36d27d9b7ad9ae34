"""The second factor of staff: an authenticator app's codes, and backup codes for when the app is not at hand."""

import secrets
from dataclasses import dataclass
from typing import Final

import pyotp
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.core.text import folded
from backend.identity import totp
from backend.staff.models import StaffBackupCode, StaffMember

HOW_MANY: Final = 10
DIGITS: Final = 8
# What people put into codes; NFKC has already made the full-width hyphen an ASCII one.
_LEFT_OUT = str.maketrans("", "", " -‐‑‒–—―−ー")


@dataclass(frozen=True)
class StaffSecondFactor:
    """`issuer` is what an authenticator app shows above the codes."""

    clock: Clock
    vault: Vault
    issuer: str

    # The app

    def propose(self, person: StaffMember) -> None:
        """A new secret for somebody who has none yet; good for nothing until `confirm`."""
        person.totp_secret = self.vault.encrypt(totp.new_seed())
        person.totp_step = None

    def secret_of(self, person: StaffMember) -> str:
        """To be shown until it is confirmed, and never again. Raises `ValueError` if there is none."""
        if person.totp_secret is None:
            raise ValueError("nothing was proposed")
        return self.vault.decrypt(person.totp_secret)

    def address_of(self, person: StaffMember) -> str:
        """What the QR code says (Google Authenticator's Key URI Format)."""
        uri: str = pyotp.TOTP(self.secret_of(person)).provisioning_uri(name=person.login_id, issuer_name=self.issuer)
        return uri

    def confirm(self, session: Session, person: StaffMember, typed: str) -> list[str] | None:
        """Take the proposed secret for good if this is its code, and make the backup codes; None if it is not."""
        if person.enrolled_at is not None or not self._take_code(session, person, typed):
            return None
        person.enrolled_at = self.clock.now()
        return self._make_codes(session, person.id)

    def accept_code(self, session: Session, person: StaffMember, typed: str) -> bool:
        """Whether this is the app's code now, and was not used before. Of several requests at once one succeeds."""
        return person.enrolled_at is not None and self._take_code(session, person, typed)

    def _take_code(self, session: Session, person: StaffMember, typed: str) -> bool:
        if person.totp_secret is None:
            return False
        seed, code = self.vault.decrypt(person.totp_secret), folded(typed).translate(_LEFT_OUT)
        step = totp.accepted_step(seed, code, self.clock.now(), after=person.totp_step)
        if step is None:
            return False
        is_later = or_(StaffMember.totp_step.is_(None), StaffMember.totp_step < step)
        taken = session.scalar(
            update(StaffMember)
            .where(StaffMember.id == person.id, StaffMember.totp_secret == person.totp_secret, is_later)
            .values(totp_step=step)
            .returning(StaffMember.id)
        )
        return taken is not None

    def reset(self, session: Session, person: StaffMember) -> None:
        """Forget app and backup codes: with the next sign-in they are set up anew."""
        person.totp_secret = person.totp_step = person.enrolled_at = None
        session.execute(delete(StaffBackupCode).where(StaffBackupCode.staff_id == person.id))

    # Backup codes

    def renew_codes(self, session: Session, staff_id: int) -> list[str]:
        """New backup codes, to be shown this once; the old ones are good no more."""
        session.execute(delete(StaffBackupCode).where(StaffBackupCode.staff_id == staff_id))
        return self._make_codes(session, staff_id)

    def redeem(self, session: Session, staff_id: int, typed: str) -> bool:
        """Use a backup code up; of several requests at once with the same one only one succeeds."""
        code_hash = self._hash(staff_id, folded(typed).translate(_LEFT_OUT))
        used = session.scalar(
            update(StaffBackupCode)
            .where(
                StaffBackupCode.staff_id == staff_id,
                StaffBackupCode.code_hash == code_hash,
                StaffBackupCode.used_at.is_(None),
            )
            .values(used_at=self.clock.now())
            .returning(StaffBackupCode.id)
        )
        return used is not None

    def codes_left(self, session: Session, staff_id: int) -> int:
        """How many backup codes are still good."""
        unused = select(func.count(StaffBackupCode.id)).where(
            StaffBackupCode.staff_id == staff_id, StaffBackupCode.used_at.is_(None)
        )
        return session.scalar(unused) or 0

    def _make_codes(self, session: Session, staff_id: int) -> list[str]:
        codes: set[str] = set()
        while len(codes) < HOW_MANY:
            codes.add(f"{secrets.randbelow(10**DIGITS):0{DIGITS}}")
        now, shown = self.clock.now(), sorted(codes)
        session.add_all(
            StaffBackupCode(staff_id=staff_id, code_hash=self._hash(staff_id, code), created_at=now) for code in shown
        )
        return [f"{code[:4]}-{code[4:]}" for code in shown]

    def _hash(self, staff_id: int, code: str) -> str:
        """Keyed: eight digits alone would be tried out in no time by who reads the database."""
        return self.vault.token_hash(f"staff-backup-code:{staff_id}:{code}")
