"""Mail over a mail server."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path

from backend.notifications.transports import DeliveryError, Letter, PermanentDeliveryError, TemporaryDeliveryError


class SmtpSecurity(StrEnum):
    """How the connection is protected. With either kind of TLS the server's certificate must fit its name."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class SmtpTransport:
    """A mail server, one connection a letter. `timeout` in seconds holds for every step of the exchange.

    `credentials` are a user name and a password; `ca_file` a certificate authority to trust instead of the system's.
    Raises `OSError` at once if there is no such file.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int,
        sender: str,
        security: SmtpSecurity = SmtpSecurity.NONE,
        credentials: tuple[str, str] | None = None,
        ca_file: Path | None = None,
        timeout: float = 10.0,
    ) -> None:
        self._host = host
        self._port = port
        self._sender = sender
        self._domain = sender.rpartition("@")[2]
        self._security = security
        self._credentials = credentials
        self._tls = ssl.create_default_context(cafile=ca_file)
        self._timeout = timeout

    def send(self, letter: Letter) -> None:
        """Hand the letter over.

        Raises `PermanentDeliveryError` only for what is wrong with this very letter. A server that offers no TLS, shows
        the wrong certificate or refuses our password is set up wrongly: until it is put right, letters wait.
        """
        try:
            message = self._message(letter)
        except ValueError as error:  # a line break in a header
            raise PermanentDeliveryError("not a well-formed mail") from error
        try:
            server = self._connected()
        except (smtplib.SMTPException, OSError) as error:
            raise TemporaryDeliveryError(f"no connection: {type(error).__name__}") from error
        try:
            self._hand_over(server, message)
        finally:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        """A connection that is protected and signed in as it should be, or an error: never less than was asked for."""
        server = self._greeted()
        try:
            if self._security == SmtpSecurity.STARTTLS:
                server.starttls(context=self._tls)
            if self._credentials is not None:
                server.login(*self._credentials)
        except BaseException:
            server.close()
            raise
        return server

    def _greeted(self) -> smtplib.SMTP:
        # Named by the sender's domain: by default it would ask the DNS for this machine's own name first.
        name, timeout = self._domain, self._timeout
        if self._security == SmtpSecurity.TLS:
            return smtplib.SMTP_SSL(self._host, self._port, local_hostname=name, timeout=timeout, context=self._tls)
        return smtplib.SMTP(self._host, self._port, local_hostname=name, timeout=timeout)

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(min(code for code, _ in error.recipients.values())) from error
        except smtplib.SMTPDataError as error:
            raise _refused(error.smtp_code) from error
        except smtplib.SMTPNotSupportedError as error:
            raise PermanentDeliveryError("the server cannot take this address") from error
        except (smtplib.SMTPException, OSError) as error:
            raise TemporaryDeliveryError(type(error).__name__) from error
        # Accepted. Whatever goes wrong in saying good-bye must not look like a failure, or it would be sent again.
        with suppress(smtplib.SMTPException, OSError):
            server.quit()

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
