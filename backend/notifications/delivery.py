"""Takes messages out of the outbox: claimed by one worker at a time, tried again until they are through."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.core.database import Database
from backend.notifications.models import CODE_PLACE, LINK_PLACE, Channel, OutgoingMessage
from backend.notifications.transports import DeliveryError, Letter, PermanentDeliveryError, Transport

logger = logging.getLogger(__name__)

# A claim lapses after this, should its worker die; longer than any attempt takes.
LEASE = timedelta(minutes=3)
LONGEST_PAUSE = timedelta(minutes=1)
GIVEN_UP_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class Courier:
    """Delivers what is due. `forgets_secrets`: codes and links are wiped from what is through; the demo keeps them."""

    database: Database
    clock: Clock
    vault: Vault
    transports: Mapping[Channel, Transport]
    forgets_secrets: bool

    def deliver_due(self) -> int:
        """Try every message that is due; how many were tried."""
        tried = 0
        while self.deliver_next():
            tried += 1
        return tried

    def deliver_next(self) -> bool:
        """Try one message that is due; False if there is none. No transaction is open while it is on its way."""
        claimed = self._claim()
        if claimed is None:
            return False
        self._attempt(claimed)
        return True

    def _claim(self) -> OutgoingMessage | None:
        with self.database.reading() as session:
            if session.scalar(self._due()) is None:
                return None  # the usual case: no writer had to wait for this look
        with self.database.unit_of_work() as session:
            message = session.scalar(self._due().with_for_update(skip_locked=True))
            if message is not None:
                message.attempts += 1
                message.next_attempt_at = self.clock.now() + LEASE
            return message

    def _due(self) -> Select[OutgoingMessage]:
        return (
            select(OutgoingMessage)
            .where(OutgoingMessage.finished_at.is_(None), OutgoingMessage.next_attempt_at <= self.clock.now())
            .order_by(OutgoingMessage.next_attempt_at, OutgoingMessage.id)
            .limit(1)
        )

    def _attempt(self, claimed: OutgoingMessage) -> None:
        error: DeliveryError | None = None
        try:
            self.transports[Channel(claimed.channel)].send(letter_of(claimed, self.vault))
        except DeliveryError as failure:
            error = failure
        with self.database.unit_of_work() as session:
            self._record(session.get_one(OutgoingMessage, claimed.id), error)

    def _record(self, message: OutgoingMessage, error: DeliveryError | None) -> None:
        now = self.clock.now()
        if error is None:
            message.sent_at = message.finished_at = now
            message.last_error = None
        else:
            message.last_error = str(error)
            message.next_attempt_at = now + pause_after(message.attempts)
            if isinstance(error, PermanentDeliveryError) or now - message.created_at > GIVEN_UP_AFTER:
                message.finished_at = now
            logger.warning("message %d not delivered at attempt %d: %s", message.id, message.attempts, error)
        if message.finished_at is not None and self.forgets_secrets:
            message.encrypted_code = message.encrypted_link = None


def pause_after(attempts: int) -> timedelta:
    """1, 2, 4 … seconds, at most a minute: a server that is back is noticed soon."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)


def letter_of(message: OutgoingMessage, vault: Vault) -> Letter:
    """The message with its code and link filled in."""
    return Letter(
        reference=f"{message.id}.{_stamp(message.created_at)}",
        to=message.to,
        subject=message.subject,
        body=filled_in(message, vault),
        written_at=message.created_at,
    )


def filled_in(message: OutgoingMessage, vault: Vault) -> str:
    """The body as it is read. A secret that was forgotten leaves its place empty."""
    body = message.body
    for place, secret in ((CODE_PLACE, message.encrypted_code), (LINK_PLACE, message.encrypted_link)):
        body = body.replace(place, vault.decrypt(secret) if secret else "")
    return body


def _stamp(moment: datetime) -> str:
    return f"{moment.timestamp():.6f}"
