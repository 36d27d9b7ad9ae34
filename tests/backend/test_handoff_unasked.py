"""A person is called because the bot gets nowhere: after misses, denials, or while it is down."""

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from tests.backend.conftest import Visitor
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import Agent, handoffs, state

HANDOFF = "choice:conversation/handoff"


@pytest.fixture
def agent(container: Container) -> Agent:
    return Agent(container).comes()


@pytest.mark.parametrize(("denied", "reason"), [(False, "missed_twice"), (True, "denied_twice")])
def test_two_misses_in_a_row_call_a_person(
    visitor: Visitor, agent: Agent, bot: FakeBot, denied: bool, reason: str
) -> None:
    bot.says("わかりません。", topic="conversation/clarify", misses=1, denied=denied)
    visitor.says("?")
    assert handoffs(agent.container, visitor.id) == []
    person = {"title": "担当者に相談する", "topic": "conversation/handoff", "data": None}
    other = {"title": "コードの話", "topic": "faq/backup_codes", "data": None}
    choices = [other, person]
    bot.says("わかりません。", topic="conversation/clarify", misses=2, denied=denied, choices=choices)
    answer, notice = visitor.says("??", client_message_id="b")
    assert (answer["author"], notice["author"]) == ("bot", "system")
    assert [(choice["topic"], choice["calls_off"]) for choice in answer["choices"]] == [("faq/backup_codes", False)]
    assert [(choice["topic"], choice["calls_off"]) for choice in notice["choices"]] == [("conversation/handoff", True)]
    assert notice["text"] == (
        "うまくお答えできず申し訳ありません。担当者をお呼びしています。現在の順番は1番目です。待ち時間はわかりません。"
    )
    assert visitor.says("??", client_message_id="b") == [answer, notice]
    assert [handoff.reason for handoff in handoffs(agent.container, visitor.id)] == [reason]
    bot.says("わかりません。", topic="conversation/clarify", misses=3, denied=denied)
    assert len(visitor.says("???")) == 1


def test_nobody_is_called_again_who_was_called_off(visitor: Visitor, agent: Agent, bot: FakeBot) -> None:
    bot.says("わかりません。", topic="conversation/clarify", misses=2)
    visitor.says("?")
    visitor.post("/handoff/call-off")
    bot.says("わかりません。", topic="conversation/clarify", misses=3)
    assert len(visitor.says("?")) == 1
    assert len(handoffs(agent.container, visitor.id)) == 1


def test_without_anybody_there_two_misses_change_nothing(visitor: Visitor, container: Container, bot: FakeBot) -> None:
    bot.says("わかりません。", topic="conversation/clarify", misses=2)
    assert len(visitor.says("?")) == 1
    assert handoffs(container, visitor.id) == []


@pytest.mark.parametrize("style", ["standard", "easy"])
def test_a_bot_that_is_down_twice_calls_a_person(client: TestClient, agent: Agent, bot: FakeBot, style: str) -> None:
    visitor = Visitor(client, style=style)
    bot.status = 500
    (sorry,) = visitor.says("質問")
    assert "担当者" in sorry["text"]
    assert handoffs(agent.container, visitor.id) == []
    (called,) = visitor.says("質問")
    expected = {
        "standard": "自動応答がただいまお答えできないため",
        "easy": "コンピューターは答（こた）えることができません",
    }
    assert expected[style] in called["text"]
    assert [handoff.reason for handoff in handoffs(agent.container, visitor.id)] == ["bot_down"]


def test_two_failures_with_an_answer_between_call_nobody(visitor: Visitor, agent: Agent, bot: FakeBot) -> None:
    for status in (500, 200, 500):
        bot.status = status
        visitor.says("質問")
    assert handoffs(agent.container, visitor.id) == []


def test_a_person_can_be_asked_for_while_the_bot_is_down(visitor: Visitor, agent: Agent, bot: FakeBot) -> None:
    bot.status = 500
    (called,) = visitor.says(HANDOFF)
    assert "担当者をお呼びしています" in called["text"]
    assert [choice["title"] for choice in called["choices"]] == ["担当者の呼び出しをやめる"]
    assert state(visitor)["state"] == "queued"
    assert [handoff.reason for handoff in handoffs(agent.container, visitor.id)] == ["asked"]


@pytest.mark.parametrize("style", ["standard", "easy"])
def test_with_the_bot_down_and_nobody_there_an_address_is_asked_for(
    client: TestClient, bot: FakeBot, style: str
) -> None:
    visitor = Visitor(client, style=style)
    bot.status = 500
    (told,) = visitor.says(HANDOFF)
    assert told["card"]["asks_for_address"] is True
    assert "メールアドレス" in told["text"]
