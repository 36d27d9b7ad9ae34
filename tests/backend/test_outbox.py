"""The outbox: nothing lost, nothing doubled, no secret left behind."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Barrier, Event, Lock

import pytest
from sqlalchemy import func, select

from backend.container import Container
from backend.core.clock import FixedClock
from backend.members import service as members
from backend.notifications.delivery import GIVEN_UP_AFTER, LEASE, LONGEST_PAUSE, Courier, pause_after
from backend.notifications.models import Channel, OutgoingMessage
from backend.notifications.transports import (
    DeliveryError,
    Letter,
    NoProvider,
    PermanentDeliveryError,
    TemporaryDeliveryError,
)
from backend.notifications.worker import DeliveryWorker

BY_MAIL, BY_SMS = "sakura.ito", "shota.watanabe"


@dataclass
class Recorder:
    """A transport that keeps what it is given, after failing as it is told to."""

    failures: Iterator[Exception] = field(default_factory=lambda: iter(()))
    letters: list[Letter] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def send(self, letter: Letter) -> None:
        with self.lock:
            failure = next(self.failures, None)
            if failure is not None:
                raise failure
            self.letters.append(letter)


@pytest.fixture
def transport() -> Recorder:
    return Recorder()


@pytest.fixture
def courier(container: Container, transport: Recorder) -> Courier:
    return replace(container.courier, transports={Channel.MAIL: transport, Channel.SMS: transport})


def queue_notice(container: Container, login_id: str = BY_MAIL) -> int:
    """A letter that holds nothing which lapses."""
    with container.database.unit_of_work() as session:
        member = members.find_active(session, login_id)
        assert member is not None
        container.letters.password_changed(session, member)
        session.flush()
        return session.execute(select(func.max(OutgoingMessage.id))).scalar_one()


def queue(container: Container, code: str = "123456", login_id: str = BY_MAIL) -> int:
    with container.database.unit_of_work() as session:
        member = members.find_active(session, login_id)
        assert member is not None
        container.letters.chat_code(session, member, code=code, valid_minutes=10)
        session.flush()
        return session.execute(select(func.max(OutgoingMessage.id))).scalar_one()


def stored(container: Container, message_id: int) -> OutgoingMessage:
    with container.database.reading() as session:
        return session.get_one(OutgoingMessage, message_id)


def failing_with(*errors: DeliveryError) -> Recorder:
    return Recorder(iter(errors))


def test_a_code_goes_out_by_mail(container: Container, courier: Courier, transport: Recorder) -> None:
    queue(container, "246810")

    assert courier.deliver_due() == 1
    [letter] = transport.letters
    assert letter.to == "ito@mihon-medical.example"
    assert letter.subject == "認証コードのお知らせ"
    assert "認証コード：246810" in letter.body
    assert "10分間" in letter.body
    assert courier.deliver_due() == 0


def test_a_code_goes_out_by_sms_to_who_wants_that(container: Container, courier: Courier, transport: Recorder) -> None:
    queue(container, "135790", BY_SMS)

    courier.deliver_due()
    assert transport.letters[0].to == "090-0000-0006"
    assert "135790" in transport.letters[0].body


def test_what_is_rolled_back_never_goes_out(container: Container, courier: Courier) -> None:
    def fail() -> None:
        with container.database.unit_of_work() as session:
            member = members.find_active(session, BY_MAIL)
            assert member is not None
            container.letters.password_changed(session, member)
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert courier.deliver_due() == 0


def test_a_server_that_is_down_delays_only(container: Container, courier: Courier, clock: FixedClock) -> None:
    transport = failing_with(*[TemporaryDeliveryError("down")] * 3)
    courier = replace(courier, transports={Channel.MAIL: transport})
    message_id = queue(container)

    for pause in (1, 2, 4):
        assert courier.deliver_due() == 1
        assert courier.deliver_due() == 0  # not before its time
        clock.advance(timedelta(seconds=pause - 0.001))
        assert courier.deliver_due() == 0
        clock.advance(timedelta(seconds=0.001))
    assert stored(container, message_id).last_error == "down"

    assert courier.deliver_due() == 1
    assert len(transport.letters) == 1
    sent = stored(container, message_id)
    assert (sent.attempts, sent.last_error, sent.sent_at) == (4, None, clock.now())


def test_every_attempt_has_the_same_reference(container: Container, courier: Courier, clock: FixedClock) -> None:
    references: list[str] = []

    class Down:
        def send(self, letter: Letter) -> None:
            references.append(letter.reference)
            raise TemporaryDeliveryError("down")

    courier = replace(courier, transports={Channel.MAIL: Down()})
    queue(container)
    queue(container)
    for _ in range(3):
        courier.deliver_due()
        clock.advance(LONGEST_PAUSE)
    assert len(references) == 6
    assert len(set(references)) == 2


def test_pauses_grow_to_a_minute() -> None:
    pauses = [pause_after(attempts) for attempts in (1, 2, 3, 6, 7, 8, 100_000)]
    assert [pause.total_seconds() for pause in pauses] == [1, 2, 4, 32, 60, 60, 60]


def test_what_is_refused_for_good_is_given_up(container: Container, courier: Courier, clock: FixedClock) -> None:
    courier = replace(courier, transports={Channel.MAIL: failing_with(PermanentDeliveryError("refused with 550"))})
    message_id = queue(container)

    courier.deliver_due()
    clock.advance(timedelta(days=1))
    assert courier.deliver_due() == 0
    given_up = stored(container, message_id)
    assert (given_up.sent_at, given_up.last_error) == (None, "refused with 550")


def test_after_days_of_trying_a_message_is_given_up(container: Container, courier: Courier, clock: FixedClock) -> None:
    courier = replace(courier, transports={Channel.MAIL: NoProvider()})
    message_id = queue_notice(container)

    clock.advance(GIVEN_UP_AFTER)
    courier.deliver_due()
    assert stored(container, message_id).finished_at is None
    clock.advance(LONGEST_PAUSE)
    courier.deliver_due()
    assert stored(container, message_id).finished_at == clock.now()
    assert stored(container, message_id).sent_at is None


def test_several_workers_never_double(container: Container, courier: Courier, transport: Recorder) -> None:
    expected = {f"{100_000 + number}" for number in range(40)}
    for code in expected:
        queue(container, code)
    barrier = Barrier(4)

    def work() -> int:
        barrier.wait(timeout=10)
        return courier.deliver_due()

    with ThreadPoolExecutor(4) as pool:
        tried = sum(job.result() for job in [pool.submit(work) for _ in range(4)])

    assert tried == 40
    assert len(transport.letters) == 40
    assert {code for code in expected for letter in transport.letters if code in letter.body} == expected


def test_a_worker_that_dies_loses_nothing(container: Container, courier: Courier, clock: FixedClock) -> None:
    transport = Recorder(iter([MemoryError()]))
    courier = replace(courier, transports={Channel.MAIL: transport})
    queue(container)

    with pytest.raises(MemoryError):
        courier.deliver_next()
    assert not courier.deliver_next()  # still claimed
    clock.advance(LEASE)
    assert courier.deliver_next()
    assert len(transport.letters) == 1


def test_secrets_are_stored_encrypted_and_forgotten_once_sent(container: Container, courier: Courier) -> None:
    courier = replace(courier, forgets_secrets=True)
    message_id = queue(container, "864209")
    waiting = stored(container, message_id)
    assert "864209" not in waiting.body + str(waiting.encrypted_code)

    courier.deliver_due()
    assert stored(container, message_id).encrypted_code is None


def test_secrets_are_kept_until_they_are_sent(container: Container, courier: Courier) -> None:
    down = failing_with(TemporaryDeliveryError("down"))
    courier = replace(courier, forgets_secrets=True, transports={Channel.MAIL: down})
    message_id = queue(container)

    courier.deliver_due()
    assert stored(container, message_id).encrypted_code is not None


def test_logs_tell_no_secret_and_no_address(
    container: Container, courier: Courier, caplog: pytest.LogCaptureFixture
) -> None:
    courier = replace(courier, transports={Channel.MAIL: failing_with(TemporaryDeliveryError("down"))})
    with caplog.at_level(logging.DEBUG):
        queue(container, "975310")
        courier.deliver_due()

    assert "not delivered at attempt 1: down" in caplog.text
    assert "975310" not in caplog.text
    assert "ito@" not in caplog.text


def test_the_worker_delivers_by_itself_and_survives_errors(
    container: Container, courier: Courier, caplog: pytest.LogCaptureFixture
) -> None:
    delivered = Event()

    class FailsFirst:
        def __init__(self) -> None:
            self.failures = iter([RuntimeError("broken")])

        def send(self, letter: Letter) -> None:
            for failure in self.failures:
                raise failure
            delivered.set()

    worker = DeliveryWorker(replace(courier, transports={Channel.MAIL: FailsFirst()}), pause_seconds=0.01)
    queue(container)
    queue(container)
    worker.start()
    try:
        assert delivered.wait(timeout=10)
    finally:
        worker.stop()
    assert "could not be worked on: RuntimeError" in caplog.text
    with container.database.reading() as session:
        assert len(list(session.scalars(select(OutgoingMessage).where(OutgoingMessage.sent_at.is_not(None))))) == 1
