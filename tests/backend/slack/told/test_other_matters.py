"""Tickets, what is overdue, bad ratings, and parts of the system that are down."""

from datetime import timedelta
from typing import Any

import pytest

from backend.container import Container
from backend.core.clock import FixedClock
from backend.slack.acts import buttons
from backend.tickets.models import TicketStatus
from backend.tickets.work import By, Changes, To
from tests.backend.conftest import Visitor
from tests.backend.handing_over import Agent, ask_for_person
from tests.backend.slack.peer import DESK, SlackPeer
from tests.backend.slack.telling import Telling, actions
from tests.backend.ticket_kit import from_form

TICKETS, HEALTH = "C0TICKETS", "C0HEALTH"


@pytest.fixture
def slack_settings(peer: SlackPeer) -> dict[str, Any]:
    peer.add_channel(TICKETS, "tickets")
    peer.add_channel(HEALTH, "health")
    return {"slack_channels": {"ticket": TICKETS, "outage": HEALTH}}


def change(container: Container, number: str, agent: Agent, **changes: Any) -> None:
    with container.database.unit_of_work() as session:
        container.tickets.change(session, number, By(agent.id), Changes(**changes))


def test_a_ticket_is_told_in_its_channel_and_updated_until_it_is_closed(
    telling: Telling, agent: Agent, container: Container
) -> None:
    number = from_form(container, body="秘密の注文 ORD-2026-000001 について")
    telling.settle()
    root = telling.root(TICKETS)
    assert telling.roots(DESK) == []
    assert f"チケット：{number} お問い合わせ" in root.shown
    assert "受付済み" in root.shown
    assert "田●様" in root.shown
    assert "未定" in root.shown
    assert actions(root) == [buttons.TICKET_TAKE, buttons.TICKET_CLOSE, buttons.OPEN]
    with container.database.unit_of_work() as session:
        container.tickets.take(session, container.tickets.hold(session, number), By(agent.id))
    with container.database.unit_of_work() as session:
        container.tickets.note(session, number, By(agent.id), "電話は 090-1234-5678")
        container.tickets.answer(session, number, By(agent.id), "ご注文は処理中です。", closes=False)
    telling.settle(1)
    assert "木村さん" in root.shown
    assert "対応中" in root.shown
    change(container, number, agent, status=TicketStatus.CLOSED)
    telling.settle(1)
    assert "完了" in root.shown
    assert actions(root) == [buttons.OPEN]
    assert telling.thread(root) == [
        "担当者を木村にしました（木村）",
        "状態を「受付済み」から「対応中」に変えました（木村）",
        "メモが追加されました（木村）",
        "知らされたメールアドレスへ回答を送りました（木村）",
        "状態を「対応中」から「完了」に変えました（木村）",
    ]
    everything = "".join(message.raw for message in telling.peer.messages(TICKETS))
    for kept_back in ("ORD-2026", "090-1234", "処理中", "stranger@"):
        assert kept_back not in everything


def test_what_is_overdue_is_told_once_it_is_and_over_when_its_time_is_moved(
    telling: Telling, agent: Agent, container: Container, clock: FixedClock
) -> None:
    number = from_form(container)
    due_at = container.clock.now() + timedelta(minutes=10)
    change(container, number, agent, due=To(due_at))
    telling.settle(599)
    assert telling.roots(DESK) == []
    telling.settle(2)
    root = telling.root(DESK)
    assert f"期限を過ぎました：{number}" in root.shown
    change(container, number, agent, due=To(due_at + timedelta(minutes=10)))
    telling.settle(1)
    assert "期限が変わりました" in root.shown
    assert actions(root) == [buttons.OPEN]
    telling.settle(600)
    _, again = telling.roots(DESK)
    assert f"期限を過ぎました：{number}" in again.shown
    change(container, number, agent, status=TicketStatus.CLOSED)
    telling.settle(1)
    assert "完了しました" in again.shown
    telling.settle(3600)
    assert len(telling.roots(DESK)) == 2


def test_a_time_set_into_the_past_is_told_at_once(telling: Telling, agent: Agent, container: Container) -> None:
    number = from_form(container)
    change(container, number, agent, due=To(container.clock.now() - timedelta(days=2)))
    telling.settle()
    assert f"期限を過ぎました：{number}" in telling.root(DESK).shown


@pytest.mark.parametrize(("score", "is_told"), [(1, True), (2, True), (3, False)])
def test_a_bad_rating_is_told(telling: Telling, agent: Agent, visitor: Visitor, score: int, is_told: bool) -> None:
    agent.steps_in(visitor.id)
    agent.ends(visitor.id)
    visitor.post("/rating", score=score, comment="返事が遅い。電話は 03-1234-5678 です")
    telling.settle()
    shown = [root.shown for root in telling.roots()]
    assert len(shown) == is_told
    for text in shown:
        assert f"（{score}/5）" in text
        assert "木村さん" in text
        assert "返事が遅い。電話は ●●●● です" in text


def note_down(telling: Telling, *parts: str) -> None:
    with telling.container.database.unit_of_work() as session:
        telling.outages.note(session, parts)


def test_a_part_that_does_not_answer_twice_is_told_and_so_is_its_return(telling: Telling) -> None:
    telling.outages.look()  # of the tests' bot, which answers
    note_down(telling, "rasa")
    telling.settle()
    assert telling.roots(HEALTH) == []
    note_down(telling, "rasa")  # another worker, at the same time
    telling.settle(30)
    assert telling.roots(HEALTH) == []
    note_down(telling, "rasa")
    telling.settle()
    root = telling.root(HEALTH)
    assert "応答がありません：自動応答（Rasa）" in root.shown
    telling.clock.advance(timedelta(minutes=5))
    telling.outages.look()
    telling.settle()
    assert "復旧しました：自動応答（Rasa）" in root.shown
    assert telling.thread(root) == ["7月15日 10:05に復旧しました（停止は約6分間でした）。"]


def test_a_part_that_misses_a_look_now_and_then_is_not_told(telling: Telling) -> None:
    for _ in range(3):
        note_down(telling, "actions")
        telling.settle(30)
        note_down(telling)
        telling.settle(30)
    note_down(telling, "actions")
    telling.settle(24 * 3600)  # nobody looked meanwhile
    note_down(telling, "actions")
    telling.settle()
    assert telling.roots(HEALTH) == []


def test_three_matters_of_different_kinds_come_in_their_order(
    telling: Telling, agent: Agent, visitor: Visitor, container: Container
) -> None:
    ask_for_person(container, visitor.id)
    telling.clock.advance(timedelta(seconds=1))
    from_form(container)
    note_down(telling, "rasa")
    telling.watch.look()
    telling.clock.advance(timedelta(seconds=30))
    note_down(telling, "rasa")
    telling.settle()
    posted = [call.args["channel"] for call in telling.peer.calls if "thread_ts" not in call.args]
    assert posted == [DESK, TICKETS, HEALTH]
