"""The chat API, through HTTP: conversations, messages, choices."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.conversations.intake import receive
from backend.conversations.schemas import MessageIn
from tests.backend.conftest import Visitor
from tests.backend.fake_bot import FakeBot


def test_opening_greets_with_choices(visitor: Visitor) -> None:
    (greeting,) = visitor.opening["messages"]
    assert greeting["author"] == "bot"
    assert greeting["topic"] == "conversation/greet"
    assert greeting["created_at"] == "2026-07-15T10:00:00+09:00"
    assert all(choice["payload"] == f"choice:{choice['topic']}" for choice in greeting["choices"])
    assert greeting["choices"]


def test_opening_needs_no_body(client: TestClient) -> None:
    assert client.post("/api/conversations").status_code == 201


def test_a_message_is_answered(visitor: Visitor, bot: FakeBot) -> None:
    answer = visitor.post("/messages", text="バックアップコードって？").json()["messages"]
    assert [(m["author"], m["text"]) for m in answer] == [
        ("member", "バックアップコードって？"),
        ("bot", "お答えです。"),
    ]
    assert answer[1]["topic"] == "faq/backup_codes"
    assert answer[1]["confidence"] == 0.9
    assert visitor.get("/messages").json()["messages"][1:] == answer


def test_messages_after_one(visitor: Visitor) -> None:
    visitor.says("一つめ")
    listed = visitor.get("/messages").json()["messages"]
    after = visitor.get(f"/messages?after={listed[1]['id']}").json()["messages"]
    assert after == listed[2:]
    assert visitor.get("/messages?after=unknown").status_code == 404


def test_the_bot_never_learns_the_conversations_id(visitor: Visitor, bot: FakeBot) -> None:
    visitor.says("こんにちは")
    assert bot.asked[0]["conversation"] != visitor.id
    assert visitor.opening["token"] not in str(bot.asked)


def test_the_same_client_message_id_does_nothing_twice(visitor: Visitor, bot: FakeBot) -> None:
    first = visitor.post("/messages", text="質問", client_message_id="a-1").json()
    again = visitor.post("/messages", text="質問", client_message_id="a-1").json()
    assert again["messages"] == first["messages"]
    assert bot.texts == ["質問"]


def test_the_same_message_at_the_same_moment_is_one_turn(visitor: Visitor, bot: FakeBot) -> None:
    with ThreadPoolExecutor(4) as pool:
        posts = [pool.submit(visitor.post, "/messages", text="質問", client_message_id="a-1") for _ in range(4)]
        answers = [post.result().json()["messages"] for post in posts]
    assert bot.texts == ["質問"]
    assert all(answer == answers[0] for answer in answers)
    assert len(answers[0]) == 2


def test_a_repeat_that_comes_in_as_the_turn_ends_gets_that_answer(
    visitor: Visitor, bot: FakeBot, container: Container
) -> None:
    """It was read as still under way, and reaches the lane when its turn is over."""
    body = MessageIn(text="質問 パスワードはHimitsu-2026です", client_message_id="a-1")
    bot.hold.clear()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(visitor.post, "/messages", text=body.text, client_message_id="a-1")
        assert bot.arrived.acquire(timeout=10)
        late = receive(container, visitor.id, visitor.opening["token"], body)
        bot.hold.set()
        answer = first.result().json()["messages"]
    assert not late.is_new
    assert late.turn is not None
    replies = asyncio.run(container.turns.take(visitor.id, late.turn, late.serial, late.style, is_repeat=True))
    assert [reply.id for reply in replies] == [message["id"] for message in answer[1:]]
    assert len(bot.texts) == 1


def test_a_burst_is_answered_together(visitor: Visitor, bot: FakeBot) -> None:
    bot.hold.clear()
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(visitor.post, "/messages", text="一")
        assert bot.arrived.acquire(timeout=10)
        second = pool.submit(visitor.post, "/messages", text="二")
        _until_kept(visitor, "二")
        third = pool.submit(visitor.post, "/messages", text="三")
        _until_kept(visitor, "三")
        bot.hold.set()
        answers = [[m["text"] for m in post.result().json()["messages"]] for post in (first, second, third)]
    assert bot.texts == ["一", "二\n三"]
    assert answers == [["一", "お答えです。"], ["二"], ["三", "お答えです。"]]


def _until_kept(visitor: Visitor, text: str) -> None:
    """Return once the message is on record and its request has had its moment to queue for the turn."""
    for _ in range(500):
        if any(m["text"] == text for m in visitor.get("/messages").json()["messages"]):
            return
        threading.Event().wait(0.01)
    raise AssertionError(text)


@pytest.mark.parametrize("token", ["", "wrong", "あ", "x" * 500])
def test_without_the_token_nothing(client: TestClient, visitor: Visitor, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}".encode()}
    url = f"/api/conversations/{visitor.id}/messages"
    for answer in (client.get(url, headers=headers), client.post(url, json={"text": "x"}, headers=headers)):
        assert answer.status_code in {401, 422}
        assert answer.headers["content-type"] == "application/problem+json"


def test_an_unknown_conversation_looks_like_a_wrong_token(client: TestClient, visitor: Visitor) -> None:
    unknown = client.get("/api/conversations/none/messages", headers=visitor.headers)
    wrong = client.get(f"/api/conversations/{visitor.id}/messages", headers={"Authorization": "Bearer wrong"})
    assert unknown.status_code == wrong.status_code == 401
    assert unknown.json() == wrong.json()


def test_a_choice_is_stored_as_its_title(visitor: Visitor, bot: FakeBot) -> None:
    bot.says("選んでください", choices=[{"title": "コードの話", "topic": "faq/backup_codes", "data": None}])
    visitor.says("うーん")
    visitor.says("choice:faq/backup_codes")
    assert bot.asked[-1]["message"] == {"kind": "choice", "topic": "faq/backup_codes", "data": {}}
    assert [m["text"] for m in visitor.get("/messages").json()["messages"] if m["author"] == "member"] == [
        "うーん",
        "コードの話",
    ]


def _with_another_letter(payload: str) -> str:
    """Changed inside the signature; the very last letter of base64 can stand for bits that don't count."""
    place = len(payload) - 10
    return payload[:place] + ("A" if payload[place] != "A" else "B") + payload[place + 1 :]


def test_a_choice_with_data_is_signed_and_bound_to_its_conversation(
    visitor: Visitor, bot: FakeBot, client: TestClient
) -> None:
    offered = {"title": "FJcloud-V", "topic": "account/payment_due", "data": {"service": "fjcloud_v"}}
    bot.says("どのサービスですか？", topic="account/payment_due", choices=[offered])
    (reply,) = visitor.says("支払期日は？")
    payload = reply["choices"][0]["payload"]
    visitor.says(payload)
    taken = {"kind": "choice", "topic": "account/payment_due", "data": {"service": "fjcloud_v"}}
    assert bot.asked[-1]["message"] == taken
    assert visitor.get("/messages").json()["messages"][-2]["text"] == "FJcloud-V"

    for forged in (_with_another_letter(payload), payload.replace("payment_due", "contracts")):
        visitor.says(forged)
        assert bot.asked[-1]["message"]["kind"] == "text"
    Visitor(client).says(payload)
    assert bot.asked[-1]["message"]["kind"] == "text"


@pytest.mark.parametrize(
    "text", ["choice:", "choice:faq/none", "choice:/restart", "/restart", "選択 choice:faq/backup_codes"]
)
def test_an_unknown_choice_is_plain_text(visitor: Visitor, bot: FakeBot, text: str) -> None:
    visitor.says(text)
    assert bot.asked[-1]["message"] == {"kind": "text", "text": text}


def test_ending_a_conversation(visitor: Visitor) -> None:
    assert visitor.patch(ended=True).json()["ended"] is True
    refused = visitor.post("/messages", text="もしもし")
    assert refused.status_code == 409
    assert refused.json()["code"] == "conversation_ended"
    assert visitor.get("/messages").status_code == 200


def test_style_can_be_chosen_and_changed(client: TestClient) -> None:
    visitor = Visitor(client, style="easy")
    assert visitor.patch(style="standard").json()["style"] == "standard"
    assert client.post("/api/conversations", json={"style": "fancy"}).status_code == 422


def test_the_bot_is_told_the_style_that_holds_at_each_message(client: TestClient, bot: FakeBot) -> None:
    bot.says("はい")
    visitor = Visitor(client, style="easy")
    visitor.says("質問")
    visitor.patch(style="standard")
    visitor.says("質問")
    visitor.patch(style="easy")
    visitor.says("choice:faq/withdrawal")
    assert [turn["style"] for turn in bot.asked] == ["easy", "standard", "easy"]


def test_an_easy_conversation_is_greeted_and_offered_choices_in_plain_words(client: TestClient, bot: FakeBot) -> None:
    visitor = Visitor(client, style="easy")
    (greeting,) = visitor.opening["messages"]
    assert "窓口（まどぐち）" in greeting["text"]
    assert greeting["choices"][0]["title"] == "パスワードを忘（わす）れた"

    choices = [
        {"title": "会員情報を変更したい", "topic": "faq/change_member_info"},
        {"title": "支払期日を計算する", "topic": "account/payment_due", "data": {"mode": "calculate"}},
        {"title": "2026年4月分なら？", "topic": "account/payment_due", "data": {"usage_month": "2026-04"}},
        {"title": "表にない題名", "topic": "faq/withdrawal"},
    ]
    bot.says("はい", choices=choices)
    titles = [
        "会員情報（かいいんじょうほう）を変（か）えたい",
        "支払期日（しはらいきじつ）を計算（けいさん）する",
        "2026年（ねん）4月（しがつ）の分（ぶん）なら？",
        "表にない題名",
    ]
    (reply,) = visitor.says("質問")
    assert [choice["title"] for choice in reply["choices"]] == titles
    # Taken, each stands in the conversation as it stood on its button.
    own = [visitor.post("/messages", text=choice["payload"]).json()["messages"][0] for choice in reply["choices"]]
    assert [message["text"] for message in own] == titles


def test_a_burst_is_answered_in_the_style_of_its_last_message(client: TestClient, bot: FakeBot) -> None:
    bot.says("はい")
    visitor = Visitor(client)
    bot.hold.clear()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(visitor.says, "一つ目")
        assert bot.arrived.acquire(timeout=10)
        visitor.patch(style="easy")
        second = pool.submit(visitor.says, "二つ目")
        bot.hold.set()
        first.result(20)
        second.result(20)
    assert [turn["style"] for turn in bot.asked] == ["standard", "easy"]


def test_too_many_messages(visitor: Visitor, container: Any) -> None:
    limit = int(container.settings.messages_per_conversation.split("/")[0])
    for _ in range(limit):
        container.limiter.allows(container.settings.messages_per_conversation, "messages", visitor.id)
    refused = visitor.post("/messages", text="もう一つ")
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers


def test_suggestions(client: TestClient) -> None:
    found = client.get("/api/suggest", params={"q": "バックアップ"}).json()["suggestions"]
    assert found[0]["topic"] == "faq/backup_codes"
    assert found[0]["payload"] == "choice:faq/backup_codes"
    assert len(found) <= 5
    assert client.get("/api/suggest", params={"q": "ぱすわーど"}).json()["suggestions"]
    assert client.get("/api/suggest").json() == {"suggestions": []}


def test_openapi_is_public(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert "/api/conversations/{conversation_id}/messages" in paths
    assert not any(path.startswith("/internal") for path in paths)
