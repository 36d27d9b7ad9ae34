"""What the outbox guarantees when workers meet, die or fall behind: mail at least once, SMS at most once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Barrier, Event, Lock

import pytest
from sqlalchemy import func, select

from backend.composition import build_container
from backend.container import Container
from backend.core.clock import FixedClock
from backend.members import service as members
from backend.notifications.delivery import LEASE, Courier
from backend.notifications.models import Channel, OutgoingMessage
from backend.notifications.transports import (
    DeliveryError,
    Letter,
    TemporaryDeliveryError,
    Transport,
    UncertainDeliveryError,
)
from backend.notifications.worker import DeliveryWorker
from tests.backend.test_outbox import BY_MAIL, BY_SMS, Recorder, queue, queue_notice, stored

CHANNELS = {Channel.MAIL: BY_MAIL, Channel.SMS: BY_SMS}


def delivering_with(courier: Courier, transport: Transport) -> Courier:
    return replace(courier, transports={Channel.MAIL: transport, Channel.SMS: transport}, forgets_secrets=True)


class Died(BaseException):
    """The process is gone: nothing that comes after it runs."""


@dataclass
class Scripted:
    """Hands letters over and behaves as it is told for each: `script[reference]` lists what becomes of its attempts."""

    script: dict[str, list[str]] = field(default_factory=dict)
    handed_over: Counter[str] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def send(self, letter: Letter) -> None:
        with self.lock:
            outcomes = self.script.get(letter.reference.partition(".")[0], [])
            outcome = outcomes.pop(0) if outcomes else "taken"
            if outcome == "busy":
                raise TemporaryDeliveryError("busy")
            if outcome == "dies before":
                raise Died
            self.handed_over[letter.reference] += 1
            if outcome == "dies after":
                raise Died
            if outcome == "answer lost":
                raise UncertainDeliveryError("answer lost")


@dataclass
class Interrupted:
    """An attempt that outlasts its lease: `meanwhile` happens before it ends, with `error` or well."""

    meanwhile: Callable[[], object]
    error: DeliveryError | None
    handed_over: int = 0

    def send(self, letter: Letter) -> None:
        self.meanwhile()
        if self.error is not None:
            raise self.error
        self.handed_over += 1


def test_a_mail_whose_sender_died_after_it_was_taken_goes_out_again_as_the_same(
    container: Container, clock: FixedClock
) -> None:
    message_id = queue(container)
    transport = Scripted({str(message_id): ["dies after"]})
    courier = delivering_with(container.courier, transport)

    with pytest.raises(Died):
        courier.deliver_next()
    clock.advance(LEASE)
    assert courier.deliver_due() == 1
    assert list(transport.handed_over.values()) == [2]  # under one reference, which becomes the Message-ID
    assert stored(container, message_id).sent_at == clock.now()


@pytest.mark.parametrize("end", ["dies before", "dies after"])
def test_an_sms_whose_sender_died_is_left_as_uncertain(container: Container, clock: FixedClock, end: str) -> None:
    message_id = queue(container, login_id=BY_SMS)
    transport = Scripted({str(message_id): [end]})
    courier = delivering_with(container.courier, transport)

    with pytest.raises(Died):
        courier.deliver_next()
    assert courier.deliver_due() == 0
    clock.advance(LEASE)
    courier.deliver_due()

    assert sum(transport.handed_over.values()) == (end == "dies after")
    left = stored(container, message_id)
    assert (left.attempts, left.sent_at, left.finished_at) == (1, None, clock.now())
    assert left.last_error == "uncertain: the end of an attempt was never recorded"
    assert left.encrypted_code is None


@pytest.mark.parametrize(("channel", "times"), [(Channel.MAIL, 2), (Channel.SMS, 1)])
def test_where_the_answer_is_lost_only_mail_is_repeated(
    container: Container, clock: FixedClock, channel: Channel, times: int
) -> None:
    message_id = queue(container, login_id=CHANNELS[channel])
    transport = Scripted({str(message_id): ["answer lost"]})
    courier = delivering_with(container.courier, transport)

    for _ in range(3):
        courier.deliver_due()
        clock.advance(timedelta(minutes=1))
    assert list(transport.handed_over.values()) == [times]


@pytest.mark.parametrize("channel", Channel)
def test_a_provider_that_was_busy_is_tried_again(container: Container, clock: FixedClock, channel: Channel) -> None:
    message_id = queue(container, login_id=CHANNELS[channel])
    transport = Scripted({str(message_id): ["busy", "busy"]})
    courier = delivering_with(container.courier, transport)

    for _ in range(3):
        courier.deliver_due()
        clock.advance(timedelta(minutes=1))
    assert list(transport.handed_over.values()) == [1]


@pytest.mark.parametrize("channel", Channel)
def test_a_success_that_comes_late_counts(container: Container, clock: FixedClock, channel: Channel) -> None:
    message_id = queue(container, login_id=CHANNELS[channel])
    other = delivering_with(container.courier, Scripted({str(message_id): ["busy"]}))

    def taken_over() -> None:
        clock.advance(LEASE)
        assert other.deliver_next()

    slow = Interrupted(taken_over, error=None)
    delivering_with(container.courier, slow).deliver_next()
    sent = stored(container, message_id)
    assert (sent.sent_at, sent.finished_at, sent.last_error) == (clock.now(), clock.now(), None)
    clock.advance(timedelta(days=1))
    assert other.deliver_due() == 0
    assert slow.handed_over == 1


@pytest.mark.parametrize("outcome", ["taken", "busy"])
def test_a_failure_that_comes_late_disturbs_nobody(container: Container, clock: FixedClock, outcome: str) -> None:
    message_id = queue_notice(container)
    other = delivering_with(container.courier, Scripted({str(message_id): [outcome]}))
    states: list[OutgoingMessage] = []

    def taken_over() -> None:
        clock.advance(LEASE)
        assert other.deliver_next()
        states.append(stored(container, message_id))
        clock.advance(timedelta(seconds=1))

    late = Interrupted(taken_over, error=TemporaryDeliveryError("late"))
    delivering_with(container.courier, late).deliver_next()
    after, [before] = stored(container, message_id), states
    for column in ("sent_at", "finished_at", "last_error", "next_attempt_at", "attempts"):
        assert getattr(after, column) == getattr(before, column)


def test_what_has_lapsed_is_not_sent(container: Container, clock: FixedClock) -> None:
    code_id, notice_id = queue(container), queue_notice(container)
    transport = Recorder(iter([TemporaryDeliveryError("down"), TemporaryDeliveryError("down")]))
    courier = delivering_with(container.courier, transport)

    courier.deliver_due()
    clock.advance(timedelta(minutes=10))
    courier.deliver_due()
    assert [letter.subject for letter in transport.letters] == ["パスワード変更のお知らせ"]
    lapsed = stored(container, code_id)
    assert (lapsed.sent_at, lapsed.last_error) == (None, "outlived; before: down")
    assert (lapsed.finished_at, lapsed.encrypted_code) == (clock.now(), None)
    assert stored(container, notice_id).sent_at == clock.now()


def queue_many(container: Container, each: int) -> dict[Channel, list[int]]:
    ids: dict[Channel, list[int]] = {}
    with container.database.unit_of_work() as session:
        for channel, login_id in CHANNELS.items():
            member = members.find_active(session, login_id)
            assert member is not None
            for _ in range(each):
                container.letters.chat_code(session, member, code="123456", valid_minutes=10_000)
                session.flush()
                newest = session.execute(select(func.max(OutgoingMessage.id))).scalar_one()
                ids.setdefault(channel, []).append(newest)
    return ids


def test_workers_that_meet_and_die_keep_what_is_promised(container: Container, clock: FixedClock) -> None:
    endings = (["taken"], ["busy", "taken"], ["dies before"], ["dies after"], ["answer lost"], ["busy", "dies after"])
    ids = queue_many(container, each=4 * len(endings))
    ending_of = {str(one): endings[place % len(endings)] for many in ids.values() for place, one in enumerate(many)}
    transport = Scripted({one: list(ending) for one, ending in ending_of.items()})
    # Each with connections of its own, as in processes of their own.
    containers = [build_container(container.settings, clock) for _ in range(4)]
    couriers = [delivering_with(made.courier, transport) for made in containers]
    barrier = Barrier(len(couriers))

    def work(courier: Courier) -> int:
        barrier.wait(timeout=30)
        done = 0
        while True:
            try:
                if not courier.deliver_next():
                    return done
            except Died:
                pass  # the next process takes its place
            done += 1

    with ThreadPoolExecutor(len(couriers)) as pool:
        while sum(pool.map(work, couriers)):
            clock.advance(LEASE)
    for made in containers:
        made.database.dispose()

    times = Counter({reference.partition(".")[0]: count for reference, count in transport.handed_over.items()})
    is_taken_twice = {"dies after", "answer lost"}
    for one in map(str, ids[Channel.MAIL]):
        assert times[one] == (2 if is_taken_twice & set(ending_of[one]) else 1), ending_of[one]
    for one in map(str, ids[Channel.SMS]):
        assert times[one] == (0 if "dies before" in ending_of[one] else 1), ending_of[one]
    with container.database.reading() as session:
        unfinished = select(func.count()).where(OutgoingMessage.finished_at.is_(None))
        assert session.execute(unfinished).scalar_one() == 0


def test_old_messages_are_forgotten_once_they_are_through(container: Container, clock: FixedClock) -> None:
    courier = replace(delivering_with(container.courier, Recorder()), kept_for=timedelta(days=90))
    queue_notice(container)
    courier.deliver_due()
    clock.advance(timedelta(days=90))
    fresh, waiting = queue_notice(container), queue_notice(container)
    courier.deliver_next()

    assert courier.forget_old() == 0
    clock.advance(timedelta(seconds=1))
    assert courier.forget_old() == 1
    with container.database.reading() as session:
        assert set(session.scalars(select(OutgoingMessage.id))) == {fresh, waiting}


def test_the_worker_tidies_up(container: Container, clock: FixedClock) -> None:
    courier = replace(delivering_with(container.courier, Recorder()), kept_for=timedelta(days=90))
    queue_notice(container)
    courier.deliver_due()
    clock.advance(timedelta(days=91))
    arrived = Event()

    class Announces(Recorder):
        def send(self, letter: Letter) -> None:
            arrived.set()

    worker = DeliveryWorker(delivering_with(courier, Announces()), pause_seconds=0.01)
    worker.start()
    try:
        queue_notice(container)
        assert arrived.wait(timeout=10)
    finally:
        worker.stop()
    with container.database.reading() as session:
        assert len(list(session.scalars(select(OutgoingMessage)))) == 1
