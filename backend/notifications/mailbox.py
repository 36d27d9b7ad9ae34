"""What the demo's mailbox shows: the outbox, as the people it was sent to read it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from backend.core.crypto import Vault
from backend.members import service as members
from backend.notifications.delivery import filled_in
from backend.notifications.models import Channel, OutgoingMessage


@dataclass(frozen=True)
class Received:
    """`code` and `link` as they stand in the body."""

    channel: str
    to: str
    subject: str
    body: str
    code: str | None
    link: str | None
    sent_at: datetime


def received(session: Session, to: str | None, vault: Vault, *, waits_for: set[Channel]) -> list[Received]:
    """Everything sent to an address, a phone number or a login id, or to anybody (None); newest first.

    Messages of the channels in `waits_for` have to be handed over first; the others are here once they are written.
    """
    arrived = or_(OutgoingMessage.sent_at.is_not(None), OutgoingMessage.channel.not_in(waits_for))
    statement = select(OutgoingMessage).where(arrived).order_by(OutgoingMessage.id.desc())
    if to is not None:
        member = members.find(session, to)
        without_hyphens = func.replace(func.lower(OutgoingMessage.to), "-", "")
        addressed = [without_hyphens == members.login_key(to).replace("-", "")]
        if member is not None:
            addressed.append(OutgoingMessage.member_id == member.id)
        statement = statement.where(or_(*addressed))
    return [_received(message, vault) for message in session.scalars(statement)]


def _received(message: OutgoingMessage, vault: Vault) -> Received:
    return Received(
        channel=message.channel,
        to=message.to,
        subject=message.subject,
        body=filled_in(message, vault),
        code=vault.decrypt(message.encrypted_code) if message.encrypted_code else None,
        link=vault.decrypt(message.encrypted_link) if message.encrypted_link else None,
        sent_at=message.sent_at or message.created_at,
    )
