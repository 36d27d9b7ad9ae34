"""SMS through a server that speaks Twilio's protocol."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from backend.composition import build_container
from backend.container import Container
from backend.core.clock import JST, FixedClock
from backend.core.settings import Settings
from backend.members import service as members
from backend.members.models import CodeChannel
from backend.notifications.delivery import LONGEST_RETRY_AFTER, Courier
from backend.notifications.models import Channel, OutgoingMessage
from backend.notifications.transports import (
    Letter,
    PermanentDeliveryError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)
from backend.notifications.twilio import TwilioSms, e164
from tests.backend.fake_twilio import NUMBER, SERVICE, SID, TOKEN, FakeTwilio
from tests.backend.test_smtp import free_port

LETTER = Letter(
    reference="7.1784077200.000000",
    to="090-1234-5678",
    subject="",
    body="【Fujitsu Cloud Direct】認証コード：246810 & 50%+1（10分間有効）",
    written_at=datetime(2026, 7, 15, 10, 0, tzinfo=JST),
)


@pytest.fixture
def twilio() -> Iterator[FakeTwilio]:
    fake = FakeTwilio()
    with fake.running():
        yield fake


def transport(twilio: FakeTwilio, **more: Any) -> TwilioSms:
    options = {"account_sid": SID, "auth_token": TOKEN, "sender": NUMBER, "api_url": twilio.url}
    return TwilioSms(**options | more)


def test_an_sms_arrives_whole(twilio: FakeTwilio) -> None:
    transport(twilio).send(LETTER)
    assert twilio.messages == [{"To": "+819012345678", "From": NUMBER, "Body": LETTER.body}]


def test_a_messaging_service_chooses_the_number(twilio: FakeTwilio) -> None:
    transport(twilio, sender=SERVICE).send(LETTER)
    assert twilio.messages == [{"To": "+819012345678", "MessagingServiceSid": SERVICE, "Body": LETTER.body}]


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("090-1234-5678", "+819012345678"),
        ("09012345678", "+819012345678"),
        ("０９０－１２３４－５６７８", "+819012345678"),
        ("(080) 1234 5678", "+818012345678"),
        ("+81 90-1234-5678", "+819012345678"),
        ("+1 650 253 0000", "+16502530000"),
    ],
)
def test_phones_are_dialled_internationally(typed: str, dialled: str) -> None:
    assert e164(typed) == dialled


@given(st.integers(0, 10**8 - 1), st.sampled_from(["070", "080", "090"]))
def test_every_japanese_mobile_phone_can_be_dialled(rest: int, prefix: str) -> None:
    number = f"{prefix}{rest:08d}"
    assert e164(number) == e164(f"{number[:3]}-{number[3:7]}-{number[7:]}") == f"+81{number[1:]}"


@pytest.mark.parametrize("typed", ["", "none", "090", "090-1234-5678-9012-3456", "+999 1234567", "090\r\nTo: 1"])
def test_what_is_no_phone_is_given_up_without_asking(twilio: FakeTwilio, typed: str) -> None:
    with pytest.raises(PermanentDeliveryError):
        transport(twilio).send(replace(LETTER, to=typed))
    assert twilio.requests == 0


def test_a_number_that_is_refused_is_given_up_and_not_told(twilio: FakeTwilio) -> None:
    refusal = {"code": 21211, "message": "Invalid 'To' Phone Number: +819012345678", "status": 400}
    twilio.answers = [(400, refusal, {})]
    with pytest.raises(PermanentDeliveryError) as caught:
        transport(twilio).send(LETTER)
    assert str(caught.value) == "refused with 400 (21211)"


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({"auth_token": "wrong"}, r"refused with 401 \(20003\)"),
        ({"account_sid": "AC" + "9" * 32}, r"refused with 401 \(20003\)"),
    ],
)
def test_an_account_that_is_refused_can_be_put_right(twilio: FakeTwilio, more: dict[str, str], text: str) -> None:
    with pytest.raises(TemporaryDeliveryError, match=text):
        transport(twilio, **more).send(LETTER)
    assert twilio.messages == []


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
@pytest.mark.parametrize("content", ["busy", {"code": 20001}, {"code": "x"}, [], None])
def test_trouble_on_their_side_is_worth_another_try(twilio: FakeTwilio, status: int, content: Any) -> None:
    twilio.answers = [(status, content, {})]
    with pytest.raises(TemporaryDeliveryError, match=str(status)):
        transport(twilio).send(LETTER)


def test_a_redirect_is_not_followed_with_the_password(twilio: FakeTwilio) -> None:
    twilio.answers = [(307, {}, {"Location": f"{twilio.url}/elsewhere"})]
    with pytest.raises(TemporaryDeliveryError, match="307"):
        transport(twilio).send(LETTER)
    assert twilio.requests == 1


@pytest.mark.parametrize(("header", "seconds"), [("7", 7), ("", 0), ("-5", 0), ("Wed, 21 Oct 2026 07:28:00 GMT", 0)])
def test_how_long_to_wait_is_understood(twilio: FakeTwilio, header: str, seconds: int) -> None:
    twilio.answers = [(429, {"code": 20429}, {"Retry-After": header})]
    with pytest.raises(TemporaryDeliveryError) as caught:
        transport(twilio).send(LETTER)
    assert caught.value.retry_after == timedelta(seconds=seconds)


def test_no_server_is_worth_another_try(twilio: FakeTwilio) -> None:
    with pytest.raises(TemporaryDeliveryError):
        transport(twilio, api_url=f"http://127.0.0.1:{free_port()}").send(LETTER)


@pytest.mark.parametrize("answer", [None, (502, {}, {}), (504, {}, {})])
def test_an_answer_that_is_lost_leaves_it_open(twilio: FakeTwilio, answer: Any) -> None:
    twilio.answers = [answer]
    with pytest.raises(UncertainDeliveryError):
        transport(twilio).send(LETTER)
    assert twilio.requests == 1


def test_an_answer_that_never_comes_leaves_it_open() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        silent_side = f"http://127.0.0.1:{silent.getsockname()[1]}"
        sms = TwilioSms(account_sid=SID, auth_token=TOKEN, sender=NUMBER, api_url=silent_side, answer_seconds=0.1)
        with pytest.raises(UncertainDeliveryError):
            sms.send(LETTER)


# Through the outbox


def queue(container: Container) -> int:
    with container.database.unit_of_work() as session:
        member = members.find_active(session, "shota.watanabe")
        assert member is not None
        assert member.code_channel == CodeChannel.SMS
        container.letters.chat_code(session, member, code="135790", valid_minutes=10)
        session.flush()
        return session.query(OutgoingMessage).one().id


def stored(container: Container, message_id: int) -> OutgoingMessage:
    with container.database.reading() as session:
        return session.get_one(OutgoingMessage, message_id)


@pytest.fixture
def courier(container: Container, twilio: FakeTwilio) -> Courier:
    return replace(container.courier, transports={Channel.SMS: transport(twilio)}, forgets_secrets=True)


def test_the_settings_reach_the_provider(settings: Settings, clock: FixedClock, twilio: FakeTwilio) -> None:
    account = {"twilio_account_sid": SID, "twilio_auth_token": SecretStr(TOKEN), "twilio_from": NUMBER}
    provider = {"sms_provider": "twilio", "twilio_api_url": twilio.url} | account
    made = build_container(Settings(**(settings.model_dump() | provider)), clock)
    queue(made)

    made.courier.deliver_due()
    made.database.dispose()
    [message] = twilio.messages
    assert message["To"] == "+819000000006"
    assert "認証コード：135790" in message["Body"]


def test_a_busy_provider_delays_for_as_long_as_it_asks(
    container: Container, courier: Courier, clock: FixedClock, twilio: FakeTwilio
) -> None:
    queue(container)
    twilio.answers = [(429, {}, {"Retry-After": "30"})]

    courier.deliver_due()
    clock.advance(timedelta(seconds=29.9))
    assert courier.deliver_due() == 0
    clock.advance(timedelta(seconds=0.1))
    assert courier.deliver_due() == 1
    assert len(twilio.messages) == 1


def test_nobody_makes_us_wait_for_ever(
    container: Container, courier: Courier, clock: FixedClock, twilio: FakeTwilio
) -> None:
    message_id = queue(container)
    twilio.answers = [(503, {}, {"Retry-After": "9" * 30})]

    courier.deliver_due()
    assert stored(container, message_id).next_attempt_at == clock.now() + LONGEST_RETRY_AFTER


def test_an_sms_that_may_have_gone_out_is_not_repeated(
    container: Container, courier: Courier, clock: FixedClock, twilio: FakeTwilio
) -> None:
    message_id = queue(container)
    twilio.answers = [None]

    courier.deliver_due()
    clock.advance(timedelta(days=1))
    assert courier.deliver_due() == 0
    assert twilio.requests == 1
    left = stored(container, message_id)
    assert (left.sent_at, left.last_error) == (None, "no answer: ConnectionError")
    assert left.finished_at is not None
    assert left.encrypted_code is None


ACCOUNT = {"twilio_account_sid": SID, "twilio_auth_token": TOKEN, "twilio_from": NUMBER}


@pytest.mark.parametrize(
    "more",
    [
        *({name: value for name, value in ACCOUNT.items() if name != missing} for missing in ACCOUNT),
        ACCOUNT | {"twilio_api_url": "http://api.twilio.com"},
        ACCOUNT | {"sms_provider": "pigeon"},
    ],
)
def test_half_or_unsafe_settings_are_refused(settings: Settings, more: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match=r"twilio_|sms_provider"):
        Settings(**(settings.model_dump() | {"sms_provider": "twilio"} | more))


def test_a_token_is_not_shown(settings: Settings) -> None:
    assert TOKEN not in repr(Settings(**(settings.model_dump() | {"sms_provider": "twilio"} | ACCOUNT)))
