"""What is sent to people, in our words. Queued in the caller's unit of work, so it goes out only if that commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.billing.dates import japanese_date
from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.members.models import CodeChannel, Member
from backend.notifications import rendering
from backend.notifications.models import Channel, OutgoingMessage


@dataclass(frozen=True)
class Letters:
    """Every letter, a method each; its text is the template of the same name. `base_url` is the origin of our pages.

    Codes and links are kept apart from the text, encrypted, until it goes out.
    """

    clock: Clock
    vault: Vault
    base_url: str

    # Codes

    def chat_code(self, session: Session, member: Member, *, code: str, valid_minutes: int) -> None:
        """A code for the chat, the way the member has registered."""
        self._code(session, member, "chat_code", code, valid_minutes)

    def sign_in_code(self, session: Session, member: Member, *, code: str, valid_minutes: int) -> None:
        """A code for the sign-in, the way the member has registered."""
        self._code(session, member, "sign_in_code", code, valid_minutes)

    def phone_check_code(self, session: Session, member: Member, *, code: str, valid_minutes: int) -> None:
        """A code to the registered phone, which shows that it takes SMS."""
        self._short_message(session, member, "phone_check_code", code, valid_minutes)

    # Passwords, sign-in, security

    def reset_link(self, session: Session, member: Member, *, link: str, valid_minutes: int) -> None:
        """A link to set a new password."""
        self._mail(session, member, "reset_link", link=link, valid_minutes=valid_minutes)

    def password_changed(self, session: Session, member: Member) -> None:
        self._mail(session, member, "password_changed")

    def account_locked(self, session: Session, member: Member) -> None:
        self._mail(session, member, "account_locked")

    def account_unlocked(self, session: Session, member: Member) -> None:
        self._mail(session, member, "account_unlocked")

    def backup_code_used(self, session: Session, member: Member, *, left: int) -> None:
        """`left`: how many codes are still good."""
        self._mail(session, member, "backup_code_used", left=left)

    def backup_codes_renewed(self, session: Session, member: Member) -> None:
        self._mail(session, member, "backup_codes_renewed")

    def code_channel_changed(self, session: Session, member: Member) -> None:
        """Tells the new channel, so call it when the member has it already."""
        self._mail(session, member, "code_channel_changed", by_sms=member.code_channel == CodeChannel.SMS)

    def signed_out_everywhere(self, session: Session, member: Member) -> None:
        self._mail(session, member, "signed_out_everywhere")

    # Registration and what is known of a member

    def registration_link(self, session: Session, *, to: str, name: str, link: str, valid_minutes: int) -> None:
        """A link that completes a sign-up. Nobody has shown yet that `to` is theirs, nor that `name` is a name."""
        self._queue_mail(session, to, name, None, "registration_link", link=link, valid_minutes=valid_minutes)

    def already_registered(self, session: Session, member: Member) -> None:
        """Instead of the link above, to somebody who is a member."""
        self._mail(session, member, "already_registered")

    def registered(self, session: Session, member: Member) -> None:
        self._mail(session, member, "registered")

    def profile_changed(self, session: Session, member: Member, *, fields: Sequence[str]) -> None:
        """`fields`: the labels of what was changed, not the values: a mailbox may have other readers."""
        self._mail(session, member, "profile_changed", fields=fields)

    def email_check(self, session: Session, *, member: Member, to: str, link: str, valid_minutes: int) -> None:
        """A link to the new address, which shows that it is the member's."""
        self._mail(session, member, "email_check", to=to, link=link, valid_minutes=valid_minutes)

    def email_taken(self, session: Session, member: Member) -> None:
        """Instead of the link above, to the member who has that address already."""
        self._mail(session, member, "email_taken")

    def email_changed(self, session: Session, member: Member, *, old: str) -> None:
        """To the new address, which the member has already, and to the `old` one."""
        self._mail(session, member, "email_changed")
        self._mail(session, member, "email_changed", to=old)

    # Orders, contracts, Paid, tickets

    def order_received(self, session: Session, member: Member, *, number: str, service_label: str) -> None:
        self._mail(session, member, "order_received", number=number, service_label=service_label)

    def trial_received(self, session: Session, member: Member, *, number: str, service_label: str) -> None:
        """Instead of the letter above, for a trial: it costs nothing, so nothing is said of charges."""
        self._mail(session, member, "trial_received", number=number, service_label=service_label)

    def contract_terminated(
        self, session: Session, member: Member, *, number: str, service_label: str, ended_on: date
    ) -> None:
        day = japanese_date(ended_on)
        self._mail(session, member, "contract_terminated", number=number, service_label=service_label, ended_on=day)

    def trial_terminated(
        self, session: Session, member: Member, *, number: str, service_label: str, ended_on: date
    ) -> None:
        """Instead of the letter above, for a contract that was in its free period."""
        day = japanese_date(ended_on)
        self._mail(session, member, "trial_terminated", number=number, service_label=service_label, ended_on=day)

    def contract_change_received(
        self, session: Session, member: Member, *, number: str, service_label: str, ticket: str
    ) -> None:
        """`number` is the contract's, `ticket` that of the request."""
        self._mail(
            session, member, "contract_change_received", number=number, service_label=service_label, ticket=ticket
        )

    def paid_applied(self, session: Session, member: Member, *, expected_by: date) -> None:
        self._mail(session, member, "paid_applied", expected_by=japanese_date(expected_by))

    def paid_decided(self, session: Session, member: Member, *, approved: bool) -> None:
        self._mail(session, member, "paid_decided", approved=approved)

    def ticket_opened(
        self,
        session: Session,
        *,
        to: str,
        name: str,
        number: str,
        kind_label: str,
        body: str | None,
        member_id: int | None = None,
    ) -> None:
        """The number of a ticket. `body`, what was written, is quoted only to a member's own registered address.

        Anybody may name any address in the contact form: with the words in it, the mail would carry a stranger's
        advertisement under our name.
        """
        member = session.get(Member, member_id) if member_id is not None else None
        is_own_address = member is not None and member.email.casefold() == to.casefold()
        quoted = rendering.quoted(body) if body and is_own_address else []
        self._queue_mail(
            session, to, name, member_id, "ticket_opened", number=number, kind_label=kind_label, quoted=quoted
        )

    def ticket_answer(
        self, session: Session, *, to: str, name: str, number: str, text: str, member_id: int | None = None
    ) -> None:
        """What staff answer. Nothing of what was asked is quoted: `to` may be an address that nobody has proven."""
        lines = rendering.set_in_lines(text)
        self._queue_mail(session, to, name, member_id, "ticket_answer", number=number, lines=lines)

    def account_closed(self, session: Session, member: Member) -> None:
        self._mail(session, member, "account_closed")

    def transcript(self, session: Session, member: Member, *, said: Sequence[tuple[str, str]]) -> None:
        """A whole conversation: of each message when and by whom it was said, in one line, and its text."""
        entries = [(heading, rendering.set_in_lines(text)) for heading, text in said]
        self._mail(session, member, "transcript", entries=entries)

    # Staff

    def staff_invitation(self, session: Session, *, to: str, name: str, link: str, valid_minutes: int) -> None:
        """A link by which a colleague sets a password for the console."""
        self._queue_mail(session, to, name, None, "staff_invitation", link=link, valid_minutes=valid_minutes)

    def staff_locked(self, session: Session, *, to: str, name: str) -> None:
        self._queue_mail(session, to, name, None, "staff_locked")

    def staff_backup_code_used(self, session: Session, *, to: str, name: str, left: int) -> None:
        """`left`: how many codes are still good."""
        self._queue_mail(session, to, name, None, "staff_backup_code_used", left=left)

    def staff_second_factor_reset(self, session: Session, *, to: str, name: str) -> None:
        """Whoever knows the password now could set a second factor up: they are to do so soon."""
        self._queue_mail(session, to, name, None, "staff_second_factor_reset")

    def staff_slack_linked(self, session: Session, *, to: str, name: str) -> None:
        """From now on somebody acts in Slack with this account: it had better be them."""
        self._queue_mail(session, to, name, None, "staff_slack_linked")

    def staff_slack_unlinked(self, session: Session, *, to: str, name: str) -> None:
        self._queue_mail(session, to, name, None, "staff_slack_unlinked")

    # How they are queued

    def _code(self, session: Session, member: Member, template: str, code: str, valid_minutes: int) -> None:
        if member.code_channel == CodeChannel.SMS:
            self._short_message(session, member, template, code, valid_minutes)
        else:
            self._mail(session, member, template, code=code, valid_minutes=valid_minutes)

    def _short_message(self, session: Session, member: Member, template: str, code: str, valid_minutes: int) -> None:
        body = rendering.short_message(template, valid_minutes=valid_minutes)
        message = self._message(member.id, code=code, valid_minutes=valid_minutes)
        message.channel, message.to, message.subject, message.body = Channel.SMS, member.phone, "", body
        session.add(message)

    def _mail(self, session: Session, member: Member, template: str, *, to: str | None = None, **values: Any) -> None:
        """Queue a mail to the registered address, or to another one of the member's."""
        self._queue_mail(session, to or member.email, member.name, member.id, template, **values)

    def _queue_mail(
        self,
        session: Session,
        to: str,
        name: str,
        member_id: int | None,
        template: str,
        *,
        code: str | None = None,
        link: str | None = None,
        valid_minutes: int | None = None,
        **values: Any,
    ) -> None:
        values |= {"addressee": rendering.addressee(name), "base_url": self.base_url, "valid_minutes": valid_minutes}
        message = self._message(member_id, code=code, link=link, valid_minutes=valid_minutes)
        message.channel, message.to = Channel.MAIL, to
        message.subject, message.body = rendering.mail(template, **values)
        session.add(message)

    def _message(
        self, member_id: int | None, *, code: str | None, link: str | None = None, valid_minutes: int | None
    ) -> OutgoingMessage:
        now = self.clock.now()
        return OutgoingMessage(
            member_id=member_id,
            encrypted_code=None if code is None else self.vault.encrypt(code),
            encrypted_link=None if link is None else self.vault.encrypt(link),
            created_at=now,
            good_until=None if valid_minutes is None else now + timedelta(minutes=valid_minutes),
            next_attempt_at=now,
            attempts=0,
        )
