"""Mail over TLS and with a password, through a real server whose certificate an authority of the test signed."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr, ValidationError

from backend.composition import build_container
from backend.container import Container
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from backend.notifications.models import Channel
from backend.notifications.smtp import SmtpSecurity, SmtpTransport
from backend.notifications.transports import TemporaryDeliveryError
from tests.backend.test_smtp import LETTER, Inbox, free_port

USER, PASSWORD = "madoguchi", "correct horse"


@dataclass(frozen=True)
class Authority:
    """Where its own certificate lies, and a server's that it signed."""

    ca_file: Path
    certificate: Path
    key: Path

    def server_side(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context


def certificate(
    subject: str, key: ec.EllipticCurvePrivateKey, issuer: str, signed_by: ec.EllipticCurvePrivateKey, *, is_ca: bool
) -> x509.Certificate:
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(signed_by, hashes.SHA256())
    )


def authority(folder: Path) -> Authority:
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca = certificate("test authority", ca_key, "test authority", ca_key, is_ca=True)
    server = certificate("localhost", key, "test authority", ca_key, is_ca=False)
    made = Authority(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    pem = serialization.Encoding.PEM
    made.ca_file.write_bytes(ca.public_bytes(pem))
    made.certificate.write_bytes(server.public_bytes(pem))
    plain = serialization.NoEncryption()
    made.key.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return made


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("trusted"))


@pytest.fixture(scope="module")
def unknown(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("unknown"))


@pytest.fixture
def port() -> int:
    return free_port()


class ProtectedInbox(Inbox):
    """An inbox that remembers whether each mail came over TLS, and who had signed in."""

    def __init__(self) -> None:
        super().__init__()
        self.protected: list[bool] = []
        self.users: list[bytes | None] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.protected.append(session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None)
        self.users.append(session.auth_data.login if session.auth_data else None)
        return await super().handle_DATA(server, session, envelope)


def signs_in(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword) -> AuthResult:
    is_right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False, auth_data=data)


@contextmanager
def serving(inbox: Inbox, port: int, **options: Any) -> Iterator[None]:
    controller = Controller(inbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def with_starttls(by: Authority) -> dict[str, Any]:
    return {"tls_context": by.server_side(), "require_starttls": True}


def with_accounts(by: Authority) -> dict[str, Any]:
    return with_starttls(by) | {"authenticator": signs_in, "auth_required": True}


def transport(port: int, by: Authority, **more: Any) -> SmtpTransport:
    options = {"host": "127.0.0.1", "sender": "no-reply@madoguchi.example", "security": SmtpSecurity.STARTTLS}
    return SmtpTransport(**options | {"port": port, "ca_file": by.ca_file} | more)


def test_starttls_before_anything_else(port: int, trusted: Authority) -> None:
    inbox = ProtectedInbox()
    with serving(inbox, port, **with_starttls(trusted)):
        transport(port, trusted).send(LETTER)
    assert (inbox.protected, len(inbox.mails)) == ([True], 1)


def test_tls_from_the_first_byte(port: int, trusted: Authority) -> None:
    inbox = ProtectedInbox()
    with serving(inbox, port, ssl_context=trusted.server_side()):
        transport(port, trusted, security=SmtpSecurity.TLS).send(LETTER)
    assert (inbox.protected, len(inbox.mails)) == ([True], 1)


def test_a_server_without_starttls_gets_nothing_in_clear(port: int, trusted: Authority) -> None:
    inbox = ProtectedInbox()
    with serving(inbox, port), pytest.raises(TemporaryDeliveryError):
        transport(port, trusted).send(LETTER)
    assert inbox.mails == []


def test_nor_does_it_get_the_password(port: int, trusted: Authority) -> None:
    inbox, offered = ProtectedInbox(), []

    def listens(_s: SMTP, _session: Session, _e: Envelope, _m: str, data: LoginPassword) -> AuthResult:
        offered.append(data)
        return AuthResult(success=True)

    with serving(inbox, port, authenticator=listens, auth_require_tls=False), pytest.raises(TemporaryDeliveryError):
        transport(port, trusted, credentials=(USER, PASSWORD)).send(LETTER)
    assert (inbox.mails, offered) == ([], [])


@pytest.mark.parametrize("security", [SmtpSecurity.STARTTLS, SmtpSecurity.TLS])
def test_a_certificate_that_nobody_vouches_for(
    port: int, trusted: Authority, unknown: Authority, security: SmtpSecurity
) -> None:
    inbox = ProtectedInbox()
    options = with_starttls(unknown) if security == SmtpSecurity.STARTTLS else {"ssl_context": unknown.server_side()}
    with serving(inbox, port, **options), pytest.raises(TemporaryDeliveryError) as caught:
        transport(port, trusted, security=security).send(LETTER)
    assert inbox.mails == []
    assert "SSLCertVerificationError" in str(caught.value)


def test_a_certificate_of_another_name(port: int, trusted: Authority) -> None:
    inbox = ProtectedInbox()
    elsewhere = Controller(inbox, hostname="127.0.0.2", port=port, **with_starttls(trusted))
    elsewhere.start()
    try:
        with pytest.raises(TemporaryDeliveryError, match="SSLCertVerificationError"):
            transport(port, trusted, host="127.0.0.2").send(LETTER)
    finally:
        elsewhere.stop()
    assert inbox.mails == []


def test_the_right_password(port: int, trusted: Authority) -> None:
    inbox = ProtectedInbox()
    with serving(inbox, port, **with_accounts(trusted)):
        transport(port, trusted, credentials=(USER, PASSWORD)).send(LETTER)
    assert (inbox.protected, inbox.users, len(inbox.mails)) == ([True], [USER.encode()], 1)


def test_without_a_password_the_server_takes_nothing_and_nothing_is_lost(port: int, trusted: Authority) -> None:
    inbox = ProtectedInbox()
    with serving(inbox, port, **with_accounts(trusted)), pytest.raises(TemporaryDeliveryError):
        transport(port, trusted).send(LETTER)
    assert inbox.mails == []


def test_a_server_that_takes_no_passwords_gets_nothing(port: int, trusted: Authority) -> None:
    inbox = ProtectedInbox()
    with serving(inbox, port, **with_starttls(trusted)), pytest.raises(TemporaryDeliveryError):
        transport(port, trusted, credentials=(USER, PASSWORD)).send(LETTER)
    assert inbox.mails == []


def test_a_wrong_password_delays_only(
    container: Container, clock: FixedClock, port: int, trusted: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = transport(port, trusted, credentials=(USER, "wrong horse"))
    courier = replace(container.courier, transports={Channel.MAIL: wrong})
    with container.database.unit_of_work() as session:
        container.password_resets.request(session, "sakura.ito")

    inbox = ProtectedInbox()
    with serving(inbox, port, **with_accounts(trusted)):
        courier.deliver_due()
        assert inbox.mails == []
        assert "SMTPAuthenticationError" in caplog.text
        assert "horse" not in caplog.text

        clock.advance(timedelta(minutes=1))
        right = transport(port, trusted, credentials=(USER, PASSWORD))
        replace(courier, transports={Channel.MAIL: right}).deliver_due()
    assert len(inbox.mails) == 1


def test_the_settings_reach_the_server(settings: Settings, clock: FixedClock, port: int, trusted: Authority) -> None:
    mail = {"smtp_host": "localhost", "smtp_port": port, "smtp_security": "starttls", "smtp_ca_file": trusted.ca_file}
    account = {"smtp_username": USER, "smtp_password": SecretStr(PASSWORD)}
    made = build_container(Settings(**(settings.model_dump() | mail | account)), clock)
    with made.database.unit_of_work() as session:
        made.password_resets.request(session, "sakura.ito")

    inbox = ProtectedInbox()
    with serving(inbox, port, **with_accounts(trusted)):
        made.courier.deliver_due()
    made.database.dispose()
    assert (inbox.protected, inbox.users) == ([True], [USER.encode()])


PRODUCTION = {
    "environment": "production",
    "smtp_host": "mail.madoguchi.example",
    "public_url": "https://shop.example",
}
ACCOUNT = {"smtp_username": USER, "smtp_password": PASSWORD}


@pytest.mark.parametrize(
    "more",
    [
        PRODUCTION,
        PRODUCTION | {"smtp_host": "10.0.0.5"},
        PRODUCTION | {"smtp_security": "tls", "smtp_username": USER},
        PRODUCTION | {"smtp_security": "tls", "smtp_password": PASSWORD},
        PRODUCTION | {"smtp_security": "ssl"},
        {"smtp_host": "mail.madoguchi.example"} | ACCOUNT,
    ],
)
def test_unsafe_or_half_settings_are_refused(settings: Settings, more: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="smtp_"):
        Settings(**(settings.model_dump() | more))


@pytest.mark.parametrize(
    "more",
    [
        PRODUCTION | {"smtp_security": "starttls"},
        PRODUCTION | {"smtp_security": "tls"} | ACCOUNT,
        PRODUCTION | {"smtp_host": "127.0.0.1"},
        {"smtp_host": "mail.madoguchi.example"},
    ],
)
def test_safe_settings_are_taken(settings: Settings, more: dict[str, str]) -> None:
    assert Settings(**(settings.model_dump() | more)).smtp_host == more["smtp_host"]


def test_a_password_is_not_shown(settings: Settings) -> None:
    assert PASSWORD not in repr(Settings(**(settings.model_dump() | {"smtp_host": "localhost"} | ACCOUNT)))
