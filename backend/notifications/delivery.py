"""Takes messages out of the outbox: claimed by one worker at a time, tried again until they are through.

What is guaranteed, with any number of workers in any number of processes:

- A message is queued with the work that causes it, or not at all, and nothing that is queued is forgotten in silence:
  it ends as sent, as refused for good, as outlived, as given up after days, or as uncertain, with the reason in
  `last_error`.
- A claim is committed before the attempt, so no two workers try the same message while its lease lasts. The lease
  is longer than any attempt should take. It is judged by each machine's own clock: keep them together (NTP).
- **Mail goes out at least once.** If a worker dies between the server's 250 and our commit, or the answer is lost, the
  mail is tried again, always with the same Message-ID, by which servers and mail programs recognise the second copy.
- **SMS goes out at most once**, since no provider here recognises a repeated one. Where an attempt has begun and its
  end is not known, the message is left as uncertain. What an SMS holds, a code, can be asked for again.
  The exception: SQLite may lose the last commits, a claim among them, when the power (not the process) fails.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, Select, delete, select

from backend.core.clock import Clock
from backend.core.crypto import Vault
from backend.core.database import Database
from backend.notifications.models import CODE_PLACE, LINK_PLACE, Channel, OutgoingMessage
from backend.notifications.transports import (
    DeliveryError,
    Letter,
    PermanentDeliveryError,
    TemporaryDeliveryError,
    Transport,
    UncertainDeliveryError,
)

logger = logging.getLogger(__name__)

# A claim lapses after this, should its worker die; longer than any attempt takes.
LEASE = timedelta(minutes=3)
LONGEST_PAUSE = timedelta(minutes=1)
# Of what a server asks for, so much is granted.
LONGEST_RETRY_AFTER = timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)
# The other side can tell that it has the same message already.
REPEATABLE = frozenset({Channel.MAIL})


@dataclass(frozen=True)
class Courier:
    """Delivers what is due. `forgets_secrets`: codes and links are wiped from what is through; the demo keeps them.

    `kept_for`: how long a message is kept after its end.
    """

    database: Database
    clock: Clock
    vault: Vault
    transports: Mapping[Channel, Transport]
    forgets_secrets: bool
    kept_for: timedelta

    def deliver_due(self) -> int:
        """Work on every message that is due; how many there were."""
        done = 0
        while self.deliver_next():
            done += 1
        return done

    def deliver_next(self) -> bool:
        """Work on one message that is due; False if there is none. No transaction is open while it is on its way."""
        claimed = self._claim()
        if claimed is None:
            return False
        if claimed.finished_at is None:
            self._attempt(claimed)
        return True

    def forget_old(self) -> int:
        """Delete the messages whose end is longer ago than `kept_for`; how many there were."""
        with self.database.unit_of_work() as session:
            long_ago = self.clock.now() - self.kept_for
            deleted = session.execute(delete(OutgoingMessage).where(OutgoingMessage.finished_at < long_ago))
            assert isinstance(deleted, CursorResult)
            return deleted.rowcount

    def _claim(self) -> OutgoingMessage | None:
        """The next message, claimed, or finished where another attempt would be of no use or might double it."""
        with self.database.reading() as session:
            if session.scalar(self._due()) is None:
                return None  # the usual case: no writer had to wait for this look
        with self.database.unit_of_work() as session:
            message = session.scalar(self._due().with_for_update(skip_locked=True))
            if message is not None:
                error = self._reason_to_stop(message)
                if error is not None:
                    self._finish_unsent(message, error)
                else:
                    message.attempts += 1
                    message.attempt_began_at = self.clock.now()
                    message.next_attempt_at = self.clock.now() + LEASE
            return message

    def _due(self) -> Select[OutgoingMessage]:
        return (
            select(OutgoingMessage)
            .where(OutgoingMessage.finished_at.is_(None), OutgoingMessage.next_attempt_at <= self.clock.now())
            .order_by(OutgoingMessage.next_attempt_at, OutgoingMessage.id)
            .limit(1)
        )

    def _reason_to_stop(self, message: OutgoingMessage) -> DeliveryError | None:
        if message.attempt_began_at is not None and message.channel not in REPEATABLE:
            return UncertainDeliveryError("uncertain: the end of an attempt was never recorded")
        if message.good_until is not None and message.good_until <= self.clock.now():
            return PermanentDeliveryError(f"outlived; before: {message.last_error or 'not tried'}")
        return None

    def _attempt(self, claimed: OutgoingMessage) -> None:
        error: DeliveryError | None = None
        try:
            self.transports[Channel(claimed.channel)].send(letter_of(claimed, self.vault))
        except DeliveryError as failure:
            error = failure
        with self.database.unit_of_work() as session:
            message = session.get_one(OutgoingMessage, claimed.id, with_for_update=True)
            if error is None:
                self._finish_sent(message)
            elif message.attempts == claimed.attempts and message.finished_at is None:
                self._record_failure(message, error)
            # Else this attempt outlasted its lease, and somebody else has taken over: what they find out counts.

    def _record_failure(self, message: OutgoingMessage, error: DeliveryError) -> None:
        now = self.clock.now()
        may_be_repeated = isinstance(error, TemporaryDeliveryError) or (
            isinstance(error, UncertainDeliveryError) and message.channel in REPEATABLE
        )
        if not may_be_repeated or now - message.created_at > GIVEN_UP_AFTER:
            self._finish_unsent(message, error)
            return
        message.last_error = str(error)
        message.attempt_began_at = None
        message.next_attempt_at = now + max(pause_after(message.attempts), _asked_for(error))
        logger.warning("message %d not delivered at attempt %d: %s", message.id, message.attempts, error)

    def _finish_sent(self, message: OutgoingMessage) -> None:
        """Sent is sent, whatever another worker made of it meanwhile."""
        now = self.clock.now()
        message.sent_at = message.sent_at or now
        message.last_error = None
        self._finish(message, now)

    def _finish_unsent(self, message: OutgoingMessage, error: DeliveryError) -> None:
        message.last_error = str(error)
        self._finish(message, self.clock.now())
        logger.warning("message %d will not be delivered: %s", message.id, error)

    def _finish(self, message: OutgoingMessage, now: datetime) -> None:
        message.finished_at = now
        message.attempt_began_at = None
        if self.forgets_secrets:
            message.encrypted_code = message.encrypted_link = None


def pause_after(attempts: int) -> timedelta:
    """1, 2, 4 … seconds, at most a minute: a server that is back is noticed soon."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)


def _asked_for(error: DeliveryError) -> timedelta:
    asked = error.retry_after if isinstance(error, TemporaryDeliveryError) else timedelta(0)
    return min(asked, LONGEST_RETRY_AFTER)


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
