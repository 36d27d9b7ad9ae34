"""A handoff has one message that is kept up to date, and its story in the thread."""

from datetime import timedelta

from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from backend.handoff.models import Outcome
from backend.slack.acts import buttons
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.handing_over import Agent, ask_for_person
from tests.backend.slack.peer import SlackPeer
from tests.backend.slack.telling import Telling, actions
from tests.backend.ticket_kit import member_of

PLAIN_MEMBER = "plain"


def test_it_is_told_and_updated_in_place_until_it_is_handed_back(
    telling: Telling, agent: Agent, visitor: Visitor, container: Container, peer: SlackPeer
) -> None:
    visitor.says("請求書が届きません")
    telling.settle(1)
    assert telling.roots() == []
    ask_for_person(container, visitor.id)
    telling.settle(1)
    root = telling.root()
    assert "担当者を待っています：ゲスト" in root.shown
    assert "対応を待っています" in root.shown
    assert "「請求書が届きません」" in root.shown
    assert actions(root) == [buttons.HANDOFF_CLAIM, buttons.OPEN]
    who = root.texts[0].partition("：")[2]
    assert telling.thread(root) == [f"{who}：請求書が届きません", "自動応答：お答えです。"]
    agent.claims(visitor.id)
    telling.settle(1)
    agent.says(visitor.id, "お調べします。")
    telling.settle(1)
    visitor.says("お願いします")
    telling.settle(1)
    assert "木村さんが対応中です" in root.shown
    assert "請求書が届きません" not in root.shown  # who has it reads it in the thread
    assert actions(root)[:3] == [buttons.HANDOFF_REPLY, buttons.HANDOFF_HAND_BACK, buttons.HANDOFF_END]
    agent.hands_back(visitor.id)
    telling.settle(1)
    assert telling.root() is root
    assert "自動応答に戻しました（担当：木村さん）" in root.shown
    assert actions(root) == [buttons.OPEN]
    visitor.says("もう担当者のいない話です")
    telling.settle(1)
    assert telling.thread(root)[2:] == [
        "木村が対応を始めました。",
        "会員へ送信済み（木村）：お調べします。",
        f"{who}：お願いします",
        "木村が自動応答に戻しました。",
    ]
    calls = len(peer.calls)
    telling.settle(60)
    assert len(peer.calls) == calls  # what looks the same is no call


def test_what_happens_between_two_looks_is_one_update_and_one_entry(
    telling: Telling, agent: Agent, container: Container, peer: SlackPeer
) -> None:
    guest = telling.guest_who_waits("助けてください")
    telling.settle()
    calls = len(peer.calls)
    agent.claims(guest.id)
    agent.says(guest.id, "はい。")
    agent.releases(guest.id)
    agent.claims(guest.id)
    telling.settle(1)
    assert [call.method for call in peer.calls[calls:]] == ["chat.update", "chat.postMessage"]
    assert telling.thread(telling.root())[-4:] == [
        "会員へ送信済み（木村）：はい。",
        "木村が対応を始めました。",
        "木村が順番待ちに戻しました。",
        "木村が対応を始めました。",
    ]


def test_the_last_three_things_that_were_said_come_with_it(telling: Telling, agent: Agent) -> None:
    telling.guest_who_waits("一つ目", "二つ目", "三つ目", "四つ目")
    telling.settle()
    told = [entry.partition("：")[2] for entry in telling.thread(telling.root())]
    assert told == ["二つ目", "お答えです。", "三つ目", "お答えです。", "四つ目", "お答えです。"]


def test_each_end_is_told(
    telling: Telling, agent: Agent, container: Container, clock: FixedClock, visitor: Visitor
) -> None:
    guests = [telling.guest_who_waits() for _ in range(3)]
    telling.settle()
    agent.claims(guests[0].id)
    agent.ends(guests[0].id)
    guests[1].post("/handoff/call-off")
    with container.database.unit_of_work() as session:
        container.handoffs.give_up(session, guests[2].id, Outcome.WAITED_TOO_LONG)
    telling.settle(1)
    handoffs = [root for root in telling.roots() if "引き継ぎは終わりました" in root.shown]
    states = [root.shown for root in handoffs]
    assert "会話が終了しました（担当：木村さん）" in states[0]
    assert "お客さまが順番待ちを取りやめました" in states[1]
    assert "メールで回答します（TKT-" in states[2]
    assert [actions(root) for root in handoffs] == [[buttons.OPEN]] * 3
    # The ticket that came of the last one is a matter of its own.
    assert "チケット：TKT-" in telling.roots()[3].shown


def test_who_was_stepped_in_on_is_told_once_they_wait(telling: Telling, agent: Agent, visitor: Visitor) -> None:
    agent.steps_in(visitor.id)
    telling.settle(1)
    assert telling.roots() == []
    agent.releases(visitor.id)
    telling.settle(1)
    assert "対応を待っています" in telling.root().shown


def test_the_next_handoff_of_a_conversation_repeats_nothing(telling: Telling, agent: Agent, visitor: Visitor) -> None:
    visitor.says("最初の質問")
    ask_for_person(telling.container, visitor.id)
    telling.settle(1)
    agent.claims(visitor.id)
    agent.hands_back(visitor.id)
    telling.settle(1)
    visitor.says("次の質問")
    telling.clock.advance(timedelta(seconds=1))
    ask_for_person(telling.container, visitor.id)
    telling.settle(1)
    _, second = telling.roots()
    assert not any("最初の質問" in entry for entry in telling.thread(second))
    assert any("次の質問" in entry for entry in telling.thread(second))


def test_what_was_before_slack_was_set_up_is_not_told(
    agent: Agent, visitor: Visitor, client: TestClient, container: Container, peer: SlackPeer, clock: FixedClock
) -> None:
    ask_for_person(container, visitor.id)
    telling = Telling(client, container, peer, clock)
    telling.settle(1)
    assert telling.roots() == []
    other = telling.guest_who_waits()
    telling.settle(1)
    assert other.id in telling.root().raw


def test_a_members_name_is_masked(telling: Telling, agent: Agent, visitor: Visitor, client: TestClient) -> None:
    name = member_of(client, telling.container, PLAIN_MEMBER).name
    visitor.identify(login_id_of(client, PLAIN_MEMBER))
    visitor.says("はい")
    ask_for_person(telling.container, visitor.id)
    telling.settle(1)
    assert f"{name[0]}●様" in telling.root().shown
    assert not any(name in message.raw for message in telling.peer.messages())
