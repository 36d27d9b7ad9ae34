"""Each matter has one message that is kept up to date, and its story in the thread."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.handing_over import Agent, ask_for_person
from tests.backend.slack.peer import SlackPeer
from tests.backend.slack.telling import Telling


@pytest.fixture(autouse=True)
def _by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.app.slack_workers", lambda _door: ())


@pytest.fixture
def telling(client: TestClient, container: Container, peer: SlackPeer, clock: FixedClock) -> Telling:
    return Telling(container, peer, clock)


@pytest.fixture
def agent(container: Container) -> Iterator[Agent]:
    return Agent(container).comes()


def test_a_handoff_is_told_and_updated_in_place_until_it_is_handed_back(
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
    assert root.labels == ["対応を始める", "コンソールで開く"]
    assert [entry.partition("：")[2] for entry in telling.thread(root)] == ["請求書が届きません", "お答えです。"]
    agent.claims(visitor.id)
    telling.settle(1)
    agent.says(visitor.id, "お調べします。")
    telling.settle(1)
    visitor.says("お願いします")
    telling.settle(1)
    assert "木村さんが対応中です" in root.shown
    assert root.labels[:3] == ["会員へ返信", "AIに戻す", "会話を終了"]
    agent.hands_back(visitor.id)
    telling.settle(1)
    assert telling.root() is root
    assert "自動応答に戻しました（担当：木村さん）" in root.shown
    assert root.labels == ["コンソールで開く"]
    visitor.says("もう担当者のいない話です")
    telling.settle(1)
    who = root.texts[0].partition("：")[2]
    assert telling.thread(root)[2:] == [
        "木村が対応を始めました。",
        "会員へ送信済み（木村）：お調べします。",
        f"{who}：お願いします",
        "木村が自動応答に戻しました。",
    ]
    calls = len(peer.calls)
    telling.settle(60)
    assert len(peer.calls) == calls  # what looks the same is no call


def test_a_members_name_is_masked(
    telling: Telling, agent: Agent, visitor: Visitor, client: TestClient, container: Container
) -> None:
    visitor.identify(login_id_of(client, "plain"))
    ask_for_person(container, visitor.id)
    telling.settle(1)
    assert "●様" in telling.root().shown
