"""Slack is down, too busy, or refuses; workers die and meet: everything is told all the same, in order."""

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from backend.container import Container
from backend.core.clock import FixedClock
from backend.slack.client import TemporarySlackError
from backend.slack.told.courier import LEASE
from tests.backend.at_once import at_once
from tests.backend.handing_over import Agent
from tests.backend.slack.peer import DESK, SlackPeer
from tests.backend.slack.telling import Scripted, Telling
from tests.backend.ticket_kit import from_form

TICKETS = "C0TICKETS"


@pytest.fixture
def slack_settings(peer: SlackPeer) -> dict[str, Any]:
    peer.add_channel(TICKETS, "tickets")
    return {"slack_channels": {"ticket": TICKETS}}


def test_what_happens_while_slack_is_down_for_a_minute_is_told_afterwards_in_order(
    telling: Telling, agent: Agent, container: Container, peer: SlackPeer, caplog: pytest.LogCaptureFixture
) -> None:
    first = telling.guest_who_waits("最初")
    telling.settle()
    peer.down()
    agent.claims(first.id)
    second = telling.guest_who_waits("次")
    for number in range(60):
        if number % 10 == 0:
            agent.says(first.id, f"{number}秒です")
        telling.settle(1)
    assert len([call for call in peer.calls if call.status == 503]) <= 7  # 1, 2, 4 … seconds apart
    peer.up()
    agent.hands_back(first.id)
    telling.settle(60)
    one, two = telling.roots()
    assert "自動応答に戻しました" in one.shown
    assert one.edits == 1
    said = [entry for entry in telling.thread(one) if "送信済み" in entry]
    assert said == [f"会員へ送信済み（木村）：{number}秒です" for number in range(0, 60, 10)]
    assert telling.thread(one)[-1] == "木村が自動応答に戻しました。"
    assert second.id in two.raw
    assert len(telling.thread(two)) == 2
    assert len([record for record in caplog.records if "Slack refuses" in record.message]) == 1


def test_nothing_is_called_before_the_time_that_slack_names(
    telling: Telling, agent: Agent, peer: SlackPeer, container: Container
) -> None:
    peer.limits.retry_after = 30
    peer.refuses("chat.postMessage", "ratelimited")
    telling.guest_who_waits()
    telling.settle()
    from_form(container)  # for another channel: no exception
    calls = len(peer.calls)
    telling.settle(29)
    assert len(peer.calls) == calls
    telling.settle(1)
    assert len(telling.roots()) == len(telling.roots(TICKETS)) == 1


class TestPacing:
    @pytest.fixture
    def slack_settings(self) -> dict[str, Any]:
        return {"slack_pause_seconds": 1}

    def test_a_channel_gets_one_message_a_second(
        self, telling: Telling, agent: Agent, clock: FixedClock, peer: SlackPeer
    ) -> None:
        peer.limits_rate()
        guests = [telling.guest_who_waits("お願いします") for _ in range(3)]
        telling.settle()
        assert len(peer.calls) == 1
        for _ in range(8):
            telling.settle(1)
        assert all(call.status == 200 for call in peer.calls)
        assert [len(telling.thread(root)) for root in telling.roots()] == [2, 2, 2]
        assert len(peer.calls) == 2 * len(guests)


@pytest.mark.parametrize("error", ["not_in_channel", "is_archived", "channel_not_found"])
def test_a_channel_that_refuses_holds_up_no_other_and_is_tried_again_in_an_hour(
    telling: Telling, agent: Agent, peer: SlackPeer, error: str, container: Container, caplog: pytest.LogCaptureFixture
) -> None:
    peer.refuses("chat.postMessage", error)
    telling.guest_who_waits()
    telling.settle()
    from_form(container)
    telling.settle(1)
    assert len(telling.roots(TICKETS)) == 1
    calls = len(peer.calls)
    telling.settle(3590)
    assert len(peer.calls) == calls
    telling.settle(10)
    assert len(telling.roots(DESK)) == 1
    assert [record.message for record in caplog.records if error in record.message] == [
        f"Slack refuses chat.postMessage in {DESK}: {error}"
    ]


def test_a_channel_that_refused_is_tried_again_at_the_start(telling: Telling, agent: Agent, peer: SlackPeer) -> None:
    peer.refuses("chat.postMessage", "not_in_channel")
    telling.guest_who_waits()
    telling.settle()
    telling.settle(1)
    assert telling.roots() == []
    telling.restart()
    telling.settle()
    assert len(telling.roots()) == 1


def test_a_message_that_slack_refuses_is_tried_again_when_something_happens(
    telling: Telling, agent: Agent, peer: SlackPeer
) -> None:
    peer.refuses("chat.postMessage", "invalid_blocks")
    one, other = telling.guest_who_waits(), telling.guest_who_waits()
    telling.settle()
    assert other.id in telling.root().raw
    calls = len(peer.calls)
    telling.settle(60)
    assert len(peer.calls) == calls
    agent.claims(one.id)
    telling.settle()
    assert any(one.id in root.raw for root in telling.roots())


def test_a_matter_that_cannot_be_put_into_words_holds_up_no_other(
    telling: Telling,
    agent: Agent,
    container: Container,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(*_parts: Any) -> Any:
        raise KeyError("秘密")

    with monkeypatch.context() as patched:
        patched.setattr("backend.slack.told.handoffs._state", fails)
        telling.guest_who_waits()
        telling.settle()
        from_form(container)
        telling.settle()
    assert len(telling.roots(TICKETS)) == 1
    assert telling.roots(DESK) == []
    assert "秘密" not in caplog.text
    telling.settle(600)
    assert len(telling.roots(DESK)) == 1


def test_a_message_that_was_deleted_in_slack_is_left_alone(
    telling: Telling, agent: Agent, peer: SlackPeer, caplog: pytest.LogCaptureFixture
) -> None:
    guest = telling.guest_who_waits()
    telling.settle()
    telling.root().is_deleted = True
    agent.claims(guest.id)
    telling.settle(1)
    calls = len(peer.calls)
    agent.says(guest.id, "はい")
    agent.hands_back(guest.id)
    telling.settle(1)
    assert len(peer.calls) == calls


def test_a_restart_loses_nothing_and_doubles_nothing(telling: Telling, agent: Agent, peer: SlackPeer) -> None:
    guest = telling.guest_who_waits("一つ目")
    telling.settle()
    agent.claims(guest.id)
    telling.watch.look()
    telling.restart()
    telling.clock.advance(timedelta(seconds=1))
    agent.says(guest.id, "二つ目")
    telling.settle(1)
    root = telling.root()
    assert [entry.partition("：")[2] for entry in telling.thread(root)] == ["一つ目", "お答えです。", "", "二つ目"]
    telling.restart()
    calls = len(peer.calls)
    telling.settle(1)
    assert len(peer.calls) == calls


class Died(BaseException):
    """The process is gone: nothing that comes after it runs."""


class DiesBefore(Scripted):
    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        raise Died


def test_what_a_dead_worker_had_taken_is_told_by_another(telling: Telling, agent: Agent, peer: SlackPeer) -> None:
    telling.guest_who_waits("一つ目")
    telling.watch.look()
    with pytest.raises(Died):
        telling.with_client(DiesBefore(telling.door)).tell_due()
    telling.settle()
    assert telling.roots() == []
    telling.clock.advance(LEASE)
    telling.settle()
    assert len(telling.thread(telling.root())) == 2


class LosesAnswer(Scripted):
    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        self.real(method, **arguments)
        raise TemporarySlackError("TimeoutError")


def test_a_message_whose_answer_was_lost_stands_twice_and_the_later_one_goes_on(
    telling: Telling, agent: Agent, peer: SlackPeer
) -> None:
    guest = telling.guest_who_waits()
    telling.watch.look()
    telling.with_client(LosesAnswer(telling.door)).tell_due()
    telling.settle(1)
    agent.claims(guest.id)
    telling.settle(1)
    first, second = telling.roots()
    assert "対応を待っています" in first.shown
    assert "木村さんが対応中です" in second.shown


def test_workers_that_meet_double_nothing(telling: Telling, agent: Agent, peer: SlackPeer) -> None:
    guests = [telling.guest_who_waits("お願いします") for _ in range(4)]
    couriers = iter([telling.with_client(telling.door.client) for _ in range(3)])

    def work() -> None:
        courier = next(couriers)
        telling.watch.look()
        courier.tell_due()

    at_once(3, work)
    telling.settle(1)
    roots = telling.roots()
    assert [sum(guest.id in root.raw for root in roots) for guest in guests] == [1] * len(guests)
    assert len(roots) == len(guests)
    assert [len(telling.thread(root)) for root in roots] == [2] * len(guests)


class Hangs(Scripted):
    """Slack takes a call and does not answer until it is let go."""

    def __init__(self, telling: Telling) -> None:
        super().__init__(telling.door)
        self.is_called, self.is_let_go = threading.Event(), threading.Event()

    def call(self, method: str, **arguments: Any) -> Mapping[str, Any]:
        self.is_called.set()
        assert self.is_let_go.wait(10)
        return self.real(method, **arguments)


def test_the_chat_and_the_desk_do_not_wait_for_slack(telling: Telling, agent: Agent) -> None:
    guest = telling.guest_who_waits("一つ目")
    telling.watch.look()
    hanging = Hangs(telling)
    with ThreadPoolExecutor(1) as pool:
        telling_it = pool.submit(telling.with_client(hanging).tell_due)
        assert hanging.is_called.wait(10)
        # All of this is done while the call is under way.
        assert guest.says("二つ目")
        agent.claims(guest.id)
        telling.watch.look()
        assert not telling_it.done()
        hanging.is_let_go.set()
        telling_it.result(10)
    telling.settle(1)
    assert "木村さんが対応中です" in telling.root().shown
    assert any("二つ目" in entry for entry in telling.thread(telling.root()))
