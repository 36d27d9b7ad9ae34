"""The bot is down, late, silent or broken: a calm reply, nothing lost, and it works again by itself."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, update

from backend.app import public_app
from backend.composition import build_container
from backend.container import Container
from backend.conversations.models import Message
from backend.core.settings import Settings
from tests.backend.conftest import Visitor
from tests.backend.fake_bot import FakeBot

HALF = {"messages": [{"text": "半分", "topic": "faq/backup_codes"}], "failed": True}
FAILURES: dict[str, dict[str, Any]] = {
    "says nothing": {"messages": [], "failed": False},
    "an action failed half-way": HALF,
    "no topic": {"messages": [{"text": "?"}], "failed": False},
    "nonsense": {"hello": 1},
}


def _is_calm(replies: list[dict[str, Any]]) -> bool:
    (reply,) = replies
    offers = [choice["topic"] for choice in reply["choices"]]
    return reply["author"] == "system" and reply["topic"] is None and offers == ["conversation/handoff"]


@pytest.mark.parametrize("answer", FAILURES.values(), ids=FAILURES.keys())
def test_less_than_a_whole_reply_is_a_failure(visitor: Visitor, bot: FakeBot, answer: dict[str, Any]) -> None:
    bot.answer = answer
    assert _is_calm(visitor.says("質問"))
    bot.says("もう大丈夫")
    assert visitor.says("質問")[0]["text"] == "もう大丈夫"
    said = [m["text"] for m in visitor.get("/messages").json()["messages"] if m["author"] == "member"]
    assert said == ["質問", "質問"]


def test_an_error_of_the_bot_is_a_failure(visitor: Visitor, bot: FakeBot) -> None:
    bot.status = 500
    assert _is_calm(visitor.says("質問"))


def test_a_late_bot_is_a_failure(settings: Settings, clock: Any, container: Container, bot: FakeBot) -> None:
    hasty = build_container(settings.model_copy(update={"turn_deadline_seconds": 0.2}), clock)
    with TestClient(public_app(hasty)) as client:
        visitor = Visitor(client)
        bot.hold.clear()
        assert _is_calm(visitor.says("質問"))
        bot.hold.set()
        assert visitor.says("質問")[0]["author"] == "bot"


def test_a_failure_is_the_answer_to_a_repeated_post_too(visitor: Visitor, bot: FakeBot) -> None:
    bot.status = 500
    first = visitor.says("質問", client_message_id="a")
    bot.status = 200
    assert visitor.says("質問", client_message_id="a") == first


def test_a_person_can_be_asked_for_without_the_bot(visitor: Visitor, bot: FakeBot) -> None:
    bot.status = 500
    (reply,) = visitor.says("choice:conversation/handoff")
    assert "TKT-" in reply["text"]
    assert "お問い合わせフォーム" in reply["text"]
    assert visitor.says("choice:conversation/handoff")[0]["text"] == reply["text"]


def test_a_turn_that_a_stop_cut_off_is_made_when_the_message_comes_again(
    visitor: Visitor, bot: FakeBot, container: Container
) -> None:
    visitor.says("質問", client_message_id="a")
    with container.database.unit_of_work() as session:
        session.execute(delete(Message).where(Message.reply_to.is_not(None)))
        session.execute(update(Message).where(Message.client_message_id == "a").values(settled=False))
    assert visitor.says("質問", client_message_id="a")[0]["text"] == "お答えです。"
    assert bot.texts == ["質問", "質問"]


def test_health_names_what_is_down(client: TestClient, settings: Settings, clock: Any, bot: FakeBot) -> None:
    assert client.get("/api/health").json() == {"status": "ok", "down": []}
    lonely = build_container(settings.model_copy(update={"rasa_url": "http://127.0.0.1:9"}), clock)
    with TestClient(public_app(lonely)) as other:
        answer = other.get("/api/health")
        assert (answer.status_code, answer.json()["down"]) == (503, ["rasa"])
        assert other.get("/api/live").status_code == 200


def test_an_easy_conversation_is_told_so_in_plain_words(client: TestClient, bot: FakeBot) -> None:
    bot.status = 500
    visitor = Visitor(client, style="easy")
    (sorry,) = visitor.says("質問")
    assert sorry["text"].startswith("すみません。今（いま）、")
    assert [choice["title"] for choice in sorry["choices"]] == ["担当者（たんとうしゃ）に相談（そうだん）する"]
    (handed_off,) = visitor.says("choice:conversation/handoff")
    assert "受付番号（うけつけばんごう）は TKT-" in handed_off["text"]
