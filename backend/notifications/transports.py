"""The ways out: a mail server, and the demo's mailbox.

DeliveryError
├── TemporaryDeliveryError   worth another try later
└── PermanentDeliveryError   will never work
"""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Protocol


class DeliveryError(Exception):
    """Not delivered. The text holds no address and no content, so that it can be logged."""


class TemporaryDeliveryError(DeliveryError):
    """The other side is down, busy or set up wrongly."""


class PermanentDeliveryError(DeliveryError):
    """This very message is refused."""


@dataclass(frozen=True)
class Letter:
    """A message as it goes out. `reference` is the same in every attempt."""

    reference: str
    to: str
    subject: str
    body: str
    written_at: datetime


class Transport(Protocol):
    def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises `DeliveryError` if that fails."""
        ...


class DemoMailbox:
    """Sends nothing anywhere: the demo's mailbox page reads the outbox itself."""

    def send(self, letter: Letter) -> None:
        pass


class NoProvider:
    """Stands in for a channel that nothing is set up for: what is queued waits, and the log says why."""

    def send(self, letter: Letter) -> None:  # noqa: ARG002
        """Raises `TemporaryDeliveryError`, always."""
        raise TemporaryDeliveryError("no provider is set up for this channel")


class SmtpTransport:
    """A mail server, one connection a letter. `timeout` in seconds holds for every step of the exchange."""

    def __init__(self, *, host: str, port: int, sender: str, timeout: float = 10.0) -> None:
        self._host = host
        self._port = port
        self._sender = sender
        self._domain = sender.rpartition("@")[2]
        self._timeout = timeout

    def send(self, letter: Letter) -> None:
        try:
            message = self._message(letter)
        except ValueError as error:  # a line break in a header
            raise PermanentDeliveryError("not a well-formed mail") from error
        try:
            self._hand_over(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(min(code for code, _ in error.recipients.values())) from error
        except smtplib.SMTPDataError as error:
            raise _refused(error.smtp_code) from error
        except smtplib.SMTPNotSupportedError as error:
            raise PermanentDeliveryError("the server cannot take this address") from error
        except (smtplib.SMTPException, OSError) as error:
            raise TemporaryDeliveryError(type(error).__name__) from error

    def _hand_over(self, message: EmailMessage) -> None:
        # Named by the sender's domain: by default it would ask the DNS for this machine's own name first.
        server = smtplib.SMTP(self._host, self._port, local_hostname=self._domain, timeout=self._timeout)
        try:
            server.send_message(message)
            # Accepted. Whatever goes wrong in saying good-bye must not look like a failure, or it would be sent again.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(letter.written_at)
        # The same in every attempt: should one be repeated after all, the receiving side can tell.
        message["Message-ID"] = f"<{letter.reference}@{self._domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.body)
        return message


def _refused(code: int) -> DeliveryError:
    """By RFC 5321, 5xx is for good and 4xx for now."""
    kind = PermanentDeliveryError if code >= 500 else TemporaryDeliveryError
    return kind(f"refused with {code}")
