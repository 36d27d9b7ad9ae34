"""Mail through a real SMTP server in this process."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from backend.container import Container
from backend.core.clock import JST, FixedClock
from backend.notifications.models import Channel
from backend.notifications.smtp import SmtpTransport
from backend.notifications.transports import Letter, PermanentDeliveryError, TemporaryDeliveryError

LETTER = Letter(
    reference="7.1784077200.000000",
    to="ito@mihon-medical.example",
    subject="パスワード再設定のご案内",
    body="伊藤 さくら 様\n\n次のページを開いてください。\nhttp://127.0.0.1:8000/password-reset/" + "x" * 60 + "\n",
    written_at=datetime(2026, 7, 15, 10, 0, tzinfo=JST),
)


@dataclass
class Inbox:
    """What the server does with a mail, and those it took."""

    answer_to_recipient: str | None = None
    answer_to_data: str = "250 OK"
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.answer_to_recipient is not None:
            return self.answer_to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.answer_to_data.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
            self.recipients += envelope.rcpt_tos
        return self.answer_to_data


class HangsUpAtQuit(Inbox):
    async def handle_QUIT(self, server: SMTP, _session: Session, _envelope: Envelope) -> str:
        server.transport.abort()
        await asyncio.sleep(0)
        return "221 Bye"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(inbox: Inbox, port: int) -> Iterator[None]:
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def transport(port: int, **more: Any) -> SmtpTransport:
    return SmtpTransport(host="127.0.0.1", port=port, sender="no-reply@madoguchi.example", **more)


@pytest.fixture
def port() -> int:
    return free_port()


def test_a_mail_arrives_whole(port: int) -> None:
    inbox = Inbox()
    with serving(inbox, port):
        transport(port).send(LETTER)

    [mail] = inbox.mails
    assert inbox.recipients == [LETTER.to]
    assert mail["To"] == LETTER.to
    assert mail["From"] == "no-reply@madoguchi.example"
    assert mail["Subject"] == LETTER.subject
    assert mail["Message-ID"] == "<7.1784077200.000000@madoguchi.example>"
    assert mail["Date"].datetime == LETTER.written_at
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == LETTER.body


def test_no_server_is_worth_another_try(port: int) -> None:
    with pytest.raises(TemporaryDeliveryError):
        transport(port).send(LETTER)


def test_a_server_that_never_answers_is_left(port: int) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", port))
        silent.listen()
        with pytest.raises(TemporaryDeliveryError):
            transport(port, timeout=0.2).send(LETTER)


@pytest.mark.parametrize(
    ("inbox", "error"),
    [
        (Inbox(answer_to_recipient="550 No such user"), PermanentDeliveryError),
        (Inbox(answer_to_recipient="451 Try later"), TemporaryDeliveryError),
        (Inbox(answer_to_data="554 No thanks"), PermanentDeliveryError),
        (Inbox(answer_to_data="452 Full"), TemporaryDeliveryError),
    ],
)
def test_refusals_are_told_apart_and_tell_no_address(port: int, inbox: Inbox, error: type[Exception]) -> None:
    with serving(inbox, port), pytest.raises(error) as caught:
        transport(port).send(LETTER)
    assert "ito@" not in str(caught.value)


def test_a_line_break_in_an_address_goes_nowhere(port: int) -> None:
    inbox = Inbox()
    with serving(inbox, port), pytest.raises(PermanentDeliveryError):
        transport(port).send(replace(LETTER, to="ito@mihon-medical.example\nBcc: everybody@example.com"))
    assert inbox.mails == []


def test_a_mail_that_was_taken_is_sent_even_if_the_server_hangs_up(port: int) -> None:
    inbox = HangsUpAtQuit()
    with serving(inbox, port):
        transport(port).send(LETTER)
    assert len(inbox.mails) == 1


def test_nothing_is_lost_while_the_server_is_down(container: Container, clock: FixedClock, port: int) -> None:
    courier = replace(container.courier, transports={Channel.MAIL: transport(port)})
    with container.database.unit_of_work() as session:
        container.password_resets.request(session, "sakura.ito")  # answers at once all the same
    courier.deliver_due()

    inbox = Inbox()
    with serving(inbox, port):
        clock.advance(timedelta(minutes=1))
        courier.deliver_due()
        clock.advance(timedelta(minutes=1))
        courier.deliver_due()

    [mail] = inbox.mails
    assert container.settings.base_url + "/password-reset/" in mail.get_content()
