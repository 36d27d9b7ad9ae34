"""Signing up: details first, then a link to the mail address, and behind the link a password makes a member.

Whoever signs up with an address that a member has gets the same words after the same work; the owner gets a mail that
says so.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from backend.audit import service as audit
from backend.audit.actions import Action
from backend.billing.registration import PaidRegistrations
from backend.billing.terms import Closing
from backend.core.clock import Clock
from backend.core.crypto import Vault, new_token
from backend.core.database import add_once
from backend.core.limits import Limiter
from backend.members import service as members
from backend.members.models import Member, Registration
from backend.notifications.letters import Letters
from backend.sign_in.backup_codes import BackupCodes

_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class PaidWish:
    """To pay by bank transfer or direct debit, which Paid handles: what its registration asks for besides."""

    closing: Closing
    representative: str


@dataclass(frozen=True)
class SignUp:
    """What somebody filled in, as `contact_details` stores it."""

    name: str
    email: str
    company: str
    address: str
    phone: str
    mail_opt_in: bool
    paid: PaidWish | None


@dataclass(frozen=True)
class Registrations:
    """`base_url` is the origin of the shop's pages; `per_mail_address` a limit such as `5/hour`."""

    clock: Clock
    vault: Vault
    limiter: Limiter
    letters: Letters
    backup_codes: BackupCodes
    paid: PaidRegistrations
    base_url: str
    valid_for: timedelta
    per_mail_address: str

    def start(self, session: Session, wanted: SignUp) -> None:
        """Keep the details and mail a link, or tell the owner of the address; nobody here learns which.

        Over the limit of mails to one address nothing is sent.
        """
        allowed = self.limiter.allows(self.per_mail_address, "mails-to-new-address", members.login_key(wanted.email))
        owner = members.find_by_address(session, wanted.email)
        token = new_token()
        self._keep(session, wanted, token, is_void=owner is not None or not allowed)
        if not allowed:
            return
        if owner is not None:
            self.letters.already_registered(session, owner)
            return
        minutes = int(self.valid_for.total_seconds() // 60)
        link = f"{self.base_url}/sign-up/{token}"
        self.letters.registration_link(session, to=wanted.email, name=wanted.name, link=link, valid_minutes=minutes)

    def find(self, session: Session, token: str) -> Registration | None:
        """The sign-up that this link can still complete."""
        return session.scalar(select(Registration).where(*self._usable(token)))

    def complete(self, session: Session, token: str, password_hash: str, *, address: str) -> Member | None:
        """Use the link up and make a member; None if the link is good no more or somebody else has the address now.

        Of several requests at once with the same link only one succeeds. `address` is where the request came from.
        """
        now = self.clock.now()
        claimed = session.scalar(
            update(Registration).where(*self._usable(token)).values(closed_at=now).returning(Registration.id)
        )
        if claimed is None:
            return None
        registration = session.get_one(Registration, claimed)
        member = self._add_member(session, registration, password_hash)
        if member is None:
            return None
        self.backup_codes.ensure(session, member.id)
        audit.record(session, self.clock, Action.REGISTERED, member_id=member.id, address=address)
        self.letters.registered(session, member)
        self._apply_at_paid(session, registration, member, address)
        return member

    def _keep(self, session: Session, wanted: SignUp, token: str, *, is_void: bool) -> None:
        now = self.clock.now()
        session.execute(delete(Registration).where(Registration.expires_at < now - _KEPT_FOR))
        session.add(
            Registration(
                token_hash=self.vault.token_hash(token),
                is_void=is_void,
                name=wanted.name,
                company=wanted.company,
                email=wanted.email,
                phone=wanted.phone,
                address=wanted.address,
                mail_opt_in=wanted.mail_opt_in,
                paid_closing=wanted.paid.closing if wanted.paid else None,
                paid_representative=wanted.paid.representative if wanted.paid else None,
                created_at=now,
                expires_at=now + self.valid_for,
            )
        )

    def _add_member(self, session: Session, registration: Registration, password_hash: str) -> Member | None:
        if members.find_by_address(session, registration.email) is not None:
            return None
        login_id = members.login_key(registration.email)
        members.free_login_id(session, login_id)
        member = Member(
            login_id=login_id,
            name=registration.name,
            company=registration.company,
            email=registration.email,
            phone=registration.phone,
            address=registration.address,
            mail_opt_in=registration.mail_opt_in,
            password_hash=password_hash,
            registered_at=self.clock.now(),
        )
        # Another link to the same address may be used in this very moment.
        added, is_new = add_once(session, member, select(Member).where(Member.login_id == login_id))
        return added if is_new else None

    def _apply_at_paid(self, session: Session, wish: Registration, member: Member, address: str) -> None:
        if wish.paid_closing is None or wish.paid_representative is None:
            return
        closing, representative = Closing(wish.paid_closing), wish.paid_representative
        self.paid.apply(session, member, closing=closing, representative=representative, address=address)

    def _usable(self, token: str) -> tuple[ColumnElement[bool], ...]:
        return (
            Registration.token_hash == self.vault.token_hash(token),
            Registration.is_void.is_(False),
            Registration.closed_at.is_(None),
            Registration.expires_at > self.clock.now(),
        )
