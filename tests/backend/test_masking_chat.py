"""Secrets typed into the chat: they reach no database, no log, no bot, no event, and their owner is told."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient
from sqlalchemy import inspect, text

from backend.container import Container
from backend.conversations.models import Author, Message
from backend.conversations.questions import asks_for_login_id
from backend.core.fan_out import Event
from backend.masking.mask import MASK
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.fake_bot import FakeBot

ROOT = Path(__file__).resolve().parents[2]
FORGOTTEN = {"title": "ログインIDを忘れた", "topic": "faq/forgot_login_id"}
CARD = "4111 1111 1111 1111"


@pytest.fixture
def published(container: Container, monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """Everything that goes to the event streams."""
    events: list[Event] = []
    publish = container.fan_out.publish

    def record(channel: str, event: Event) -> None:
        events.append(event)
        publish(channel, event)

    monkeypatch.setattr(container.fan_out, "publish", record)
    return events


def whole_database(container: Container) -> str:
    """Every value of every table."""
    with container.database.reading() as session:
        tables = inspect(session.get_bind()).get_table_names()
        rows = [session.execute(text(f'SELECT * FROM "{table}"')).all() for table in tables]
    return json.dumps(rows, default=str, ensure_ascii=False)


def asks_for_id(bot: FakeBot) -> None:
    bot.says("ログインIDを入力してください。", topic="account/password_reset", choices=[FORGOTTEN])


def until_kept(visitor: Visitor, kept: str) -> None:
    """Return once a message is on record, so that the next one comes after it."""
    for _ in range(500):
        if any(message["text"] == kept for message in visitor.get("/messages").json()["messages"]):
            return
    raise AssertionError(kept)


@pytest.mark.parametrize(
    ("typed", "kept", "asked", "secret", "about"),
    [
        (
            "パスワードは hunter2abc なのにログインできない",
            f"パスワードは {MASK} なのにログインできない",
            "パスワードを入れてもログインできない",
            "hunter2abc",
            "パスワード",
        ),
        (f"{CARD}で払えない", f"{MASK}で払えない", "カードで払えない", CARD, "カード番号"),
    ],
)
def test_a_secret_goes_nowhere(
    visitor: Visitor,
    container: Container,
    bot: FakeBot,
    published: list[Event],
    caplog: pytest.LogCaptureFixture,
    typed: str,
    kept: str,
    asked: str,
    secret: str,
    about: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = visitor.post("/messages", text=typed)
    own, notice, reply = answer.json()["messages"]
    assert own["text"] == kept
    assert bot.texts == [asked]
    assert (notice["author"], notice["topic"], notice["card"]) == ("system", None, None)
    assert about in notice["text"]
    assert reply["author"] == "bot"
    assert [event.data for event in published if event.kind == "message"] == [{}, {}]
    stored = whole_database(container)
    assert kept in stored
    for place in (
        answer.text,
        stored,
        json.dumps(bot.asked),
        str(published),
        caplog.text,
        visitor.get("/messages").text,
    ):
        assert secret not in place


def test_asking_again_changes_nothing(visitor: Visitor, bot: FakeBot) -> None:
    first = visitor.post("/messages", text="パスワードは hunter2abc なのに入れない", client_message_id="a-1").json()[
        "messages"
    ]
    again = visitor.post("/messages", text="パスワードは hunter2abc なのに入れない", client_message_id="a-1").json()[
        "messages"
    ]
    assert again == first
    assert len(bot.asked) == 1


def test_asking_again_while_the_bot_thinks_tells_it_too(visitor: Visitor, bot: FakeBot) -> None:
    bot.hold.clear()
    with ThreadPoolExecutor(2) as pool:
        posts = [
            pool.submit(visitor.post, "/messages", text="PW=hunter2abcで入れない", client_message_id="a-1")
            for _ in range(2)
        ]
        assert bot.arrived.acquire(timeout=10)
        bot.hold.set()
        answers = [post.result().json()["messages"] for post in posts]
    assert answers[0] == answers[1]
    assert [message["author"] for message in answers[0]] == ["member", "system", "bot"]


def test_a_burst_is_masked_message_by_message(visitor: Visitor, bot: FakeBot) -> None:
    bot.hold.clear()
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(visitor.says, "こんにちは")
        assert bot.arrived.acquire(timeout=10)
        second = pool.submit(visitor.says, "パスワードは")
        until_kept(visitor, "パスワードは")
        third = pool.submit(visitor.says, "hunter2abc")
        until_kept(visitor, MASK)
        bot.hold.set()
        replies = [post.result() for post in (first, second, third)]
    assert "hunter2abc" not in str(bot.asked)
    assert MASK not in "\n".join(bot.texts)
    assert replies[2][0]["author"] == "system"


def test_a_password_in_a_message_of_its_own(visitor: Visitor, bot: FakeBot) -> None:
    visitor.says("新しいパスワードは")
    (notice,) = visitor.says("hunter2abc")
    assert notice["author"] == "system"
    assert bot.texts == ["新しいパスワードは"]
    visitor.says("hunter2abc")
    assert bot.texts[-1] == "hunter2abc"


def test_a_login_id_that_the_bot_asks_for_reaches_it(visitor: Visitor, client: TestClient, bot: FakeBot) -> None:
    visitor.code(login_id_of(client, "plain"))
    asks_for_id(bot)
    visitor.says("再設定メールを送って")
    for login_id in ("4111111111111111", "12345678"):
        (reply,) = visitor.says(login_id)
        assert reply["author"] == "bot"
        assert bot.texts[-1] == login_id
    asked = len(bot.texts)
    (notice,) = visitor.says("パスワードは hunter2abc です")
    assert "ログインIDだけ" in notice["text"]
    assert [choice["topic"] for choice in notice["choices"]] == ["faq/forgot_login_id"]
    assert len(bot.texts) == asked
    # The notice about the password doesn't end the question.
    visitor.says("4111111111111111")
    assert bot.texts[-1] == "4111111111111111"


def test_once_it_is_answered_the_same_digits_are_a_card(visitor: Visitor, bot: FakeBot) -> None:
    asks_for_id(bot)
    visitor.says("再設定メールを送って")
    bot.says("受け付けました。", topic="account/password_reset", card={"type": "password_reset"}, choices=[FORGOTTEN])
    visitor.says("4111111111111111")
    assert bot.texts[-1] == "4111111111111111"
    (notice,) = visitor.says("4111111111111111")
    assert "カード番号" in notice["text"]
    assert len(bot.texts) == 2


def test_a_code_is_masked_alone_and_pointed_to_its_card(
    visitor: Visitor, client: TestClient, container: Container, bot: FakeBot, published: list[Event]
) -> None:
    code = visitor.code(login_id_of(client, "plain"))
    answer = visitor.post("/messages", text=f"コードは {code[:3]} {code[3:]} です").json()["messages"]
    assert answer[0]["text"] == f"コードは {MASK} です"
    assert answer[1]["card"] == {"type": "sign_in", "step": "code"}
    assert bot.asked == []
    assert [event.data for event in published if event.kind == "message"] == [{}]


def test_a_choice_is_left_alone(visitor: Visitor, bot: FakeBot) -> None:
    data = {"login_id": "4111111111111111"}
    bot.says(
        "どちらですか",
        topic="conversation/clarify",
        choices=[{"title": "送る", "topic": "account/unlock", "data": data}],
    )
    (reply,) = visitor.says("パスワードは")
    (answer,) = visitor.says(reply["choices"][0]["payload"])
    assert answer["author"] == "bot"
    assert bot.asked[-1]["message"]["data"] == data


@pytest.mark.parametrize(
    "body", [{"text": "パスワードは hunter2abc", "more": 1}, {"text": ["PW=hunter2abc"]}, {"txt": "PW=hunter2abc"}]
)
def test_errors_do_not_echo(visitor: Visitor, body: dict[str, Any], caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    refused = visitor.client.post(visitor._url("/messages"), json=body, headers=visitor.headers)
    assert refused.status_code == 422
    assert "hunter2abc" not in refused.text + caplog.text


def test_a_text_that_is_too_long_is_not_echoed_either(visitor: Visitor) -> None:
    refused = visitor.post("/messages", text="PW=hunter2abc " + "あ" * 4000)
    assert refused.json()["code"] == "text_too_long"
    assert "hunter2abc" not in refused.text


def test_while_the_bot_is_down_nothing_leaks(visitor: Visitor, bot: FakeBot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bot.status = 500
    notice, apology = visitor.says("パスワードは hunter2abc なのに入れない")
    assert notice["author"] == apology["author"] == "system"
    assert "hunter2abc" not in caplog.text + visitor.get("/messages").text


def test_the_notice_is_said_in_plain_japanese_too(client: TestClient) -> None:
    (notice,) = Visitor(client, style="easy").says("パスワードは hunter2abc です")
    assert "隠（かく）しました" in notice["text"]
    assert "何（なに）をしたいですか" in notice["text"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        (f"カード番号は{CARD}", "faq/payment_methods"),
        ("CVV 123", "faq/payment_methods"),
        ("パスワードはhunter2abc", "faq/change_password"),
        ("認証コード 482913", "faq/two_factor_login"),
    ],
)
def test_a_secret_alone_is_asked_about_without_the_bot(visitor: Visitor, bot: FakeBot, typed: str, first: str) -> None:
    own, notice = visitor.post("/messages", text=typed).json()["messages"]
    assert MASK in own["text"]
    assert (notice["author"], notice["card"]) == ("system", None)
    assert "どのようなご用件" in notice["text"]
    topics = [choice["topic"] for choice in notice["choices"]]
    assert (topics[0], topics[-1]) == (first, "conversation/handoff")
    assert len(topics) <= 4
    assert bot.asked == []
    (reply,) = visitor.says(notice["choices"][0]["payload"])
    assert reply["author"] == "bot"


def test_an_id_beside_its_password_reaches_the_bot_alone(visitor: Visitor, bot: FakeBot) -> None:
    asks_for_id(bot)
    visitor.says("再設定メールを送って")
    own = visitor.post("/messages", text="momiji.ito / Momiji#2025!x").json()["messages"][0]
    assert own["text"] == f"momiji.ito / {MASK}"
    assert bot.texts[-1] == "momiji.ito"


def test_the_bots_questions_for_a_login_id_are_known_as_such() -> None:
    """By what the responses look like, so that a new button beside the question is noticed here."""
    responses = yaml.safe_load((ROOT / "data" / "responses" / "account.yml").read_text("utf-8"))["responses"]
    found = {}
    for name, variations in responses.items():
        for said in variations:
            buttons = [{"topic": button["payload"].removeprefix("choice:")} for button in said.get("buttons", [])]
            topic = said.get("custom", {}).get("topic")
            message = Message(author=Author.BOT, text=said["text"], topic=topic, choices=buttons, card=None)
            found.setdefault(name, set()).add(asks_for_login_id(message))
    asking = {name for name in found if name.startswith("utter_ask_") and "_login_id" in name}
    assert len(asking) >= 4
    assert {name for name, is_asking in found.items() if is_asking == {True}} == asking
    assert all(is_asking == {False} for name, is_asking in found.items() if name not in asking)
