"""What an agent is told when they take a conversation over, and what they are offered to say."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.conversations.models import Conversation
from backend.core.clock import FixedClock
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.desk import Desk
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import ask_for_person

LIKELY = [
    {"topic": "faq/backup_codes", "confidence": 0.8, "text": "バックアップコードは、マイページで確認できます。"},
    {"topic": "faq/two_factor_login", "confidence": 0.1, "text": "認証コードを入力します。"},
    {"topic": "faq/not_in_the_catalogue", "confidence": 0.05, "text": "…"},
    {"topic": "faq/forgot_password", "confidence": 0.01, "text": "四つ目"},
]


@pytest.fixture
def desk(client: TestClient, container: Container) -> Desk:
    return Desk(client, container).sign_in()


def packet(desk: Desk, visitor: Visitor) -> dict[str, Any]:
    answer = desk.get(f"/conversations/{visitor.id}/packet")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def suggestions(desk: Desk, visitor: Visitor) -> dict[str, Any]:
    answer = desk.get(f"/conversations/{visitor.id}/suggestions")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def text(parts: list[dict[str, Any]]) -> str:
    return "".join(part.get("text", "▮") for part in parts)


def reference_of(container: Container, visitor: Visitor) -> str:
    with container.database.reading() as session:
        return session.get_one(Conversation, visitor.id).bot_reference


def test_after_a_real_conversation_it_holds_what_counts(
    client: TestClient, visitor: Visitor, container: Container, clock: FixedClock, bot: FakeBot, desk: Desk
) -> None:
    bot.says("認証コードの使い方です。", "faq/two_factor_login")
    visitor.says("コードが届かない。090-1234-5678 に来るはず")
    bot.says("では、こちらですか。", "conversation/clarify", denied=True)
    visitor.says("違います")
    login_id = login_id_of(client, "in_use")
    bot.says(
        "ご注文です。",
        "account/order_status",
        card={"type": "orders", "orders": [{"number": "ORD-2026-000001"}]},
    )
    visitor.identify(login_id)
    proven_at = clock.now()
    visitor.says("注文を見せて")
    clock.advance(timedelta(seconds=30))
    ask_for_person(container, visitor.id)
    bot.suggestions = LIKELY
    bot.slots = {
        reference_of(container, visitor): {
            "look_up": "account/order_status",
            "services": ["fjcloud_v", "fence_mail"],
            "usage_month": "P-1M",
            "payment_method": "bank_transfer",
            "closing": "20",
            "login_id": "tanaka@example.jp",
        }
    }
    known = packet(desk, visitor)
    assert known["reason_label"] == "担当者を希望"
    assert [text(parts) for parts in known["asked"]] == [
        "コードが届かない。▮ に来るはず",
        "違います",
        "注文を見せて",
    ]
    shown = [(each["topic"], each["title"], each["rejected"]) for each in known["answers"]]
    assert shown == [
        ("faq/two_factor_login", "二要素認証のログイン", True),
        ("account/order_status", container.topics.title("account/order_status"), False),
        ("account/order_status", container.topics.title("account/order_status"), False),
    ]
    assert known["identification"]["proof_label"] == "メールの認証コード"
    assert known["identification"]["at"] == proven_at.isoformat()
    assert known["identification"]["until"] is not None
    assert known["looked_up"] == ["ご注文 1件を表示（本人確認：メールの認証コード）"]
    assert [(slot["label"], text(slot["parts"])) for slot in known["slots"]] == [
        ("本人確認を待つ照会", container.topics.title("account/order_status")),
        ("サービス", "FJcloud-V、FENCEメール誤送信対策サービス"),
        ("利用月", "2026年6月"),
        ("支払方法", "銀行振込（請求書払）"),
        ("締め日", "20日締め"),
        ("入力されたログインID", "▮"),
    ]
    assert [(reply["topic"], reply["title"]) for reply in known["replies"]] == [
        ("faq/backup_codes", "バックアップコードの使い方"),
        ("faq/two_factor_login", "二要素認証のログイン"),
        ("faq/not_in_the_catalogue", None),
    ]


def test_a_lapsed_identity_is_told_as_such(
    client: TestClient, visitor: Visitor, clock: FixedClock, container: Container
) -> None:
    visitor.identify(login_id_of(client, "in_use"))
    clock.advance(timedelta(hours=2))
    known = packet(Desk(client, container).sign_in(), visitor)
    assert known["identification"]["until"] is None


def test_of_a_conversation_that_has_just_begun_there_is_nothing_to_tell(visitor: Visitor, desk: Desk) -> None:
    assert packet(desk, visitor) == {
        "reason_label": None,
        "asked": [],
        "answers": [],
        "identification": None,
        "looked_up": [],
        "slots": [],
        "replies": [],
    }


def test_suggestions_are_for_the_members_last_words(visitor: Visitor, bot: FakeBot, desk: Desk) -> None:
    bot.suggestions = LIKELY
    assert suggestions(desk, visitor) == {"question": None, "suggestions": []}
    visitor.says("はじめの質問")
    desk.post(f"/conversations/{visitor.id}/step-in")
    visitor.says("パスワードは？")
    visitor.says("電話は03-1234-5678です")
    desk.post(f"/conversations/{visitor.id}/messages", text="お調べします", client_message_id="1")
    found = suggestions(desk, visitor)
    assert text(found["question"]) == "パスワードは？\n電話は▮です"
    # The bot hears what was said as it was said.
    assert bot.suggested_for[-1] == {"text": "パスワードは？\n電話は03-1234-5678です", "style": "standard"}
    assert [each["confidence"] for each in found["suggestions"]] == [0.8, 0.1, 0.05]
    assert found["suggestions"][0] == LIKELY[0] | {"title": "バックアップコードの使い方"}
    assert bot.texts == ["はじめの質問"]


@pytest.fixture
def unhelped(visitor: Visitor, bot: FakeBot) -> Visitor:
    """Somebody who asked, was answered beside the point, and wants a person: the usual way to the desk."""
    bot.suggestions = LIKELY
    bot.nothing_fits = {"違います", "担当者と話したい", "人につないで", "もしもし"}
    visitor.says("コードが届かない")
    visitor.says("違います")
    visitor.says("担当者と話したい")
    return visitor


def test_to_who_only_asks_for_a_person_their_question_before_is_answered(
    unhelped: Visitor, bot: FakeBot, desk: Desk
) -> None:
    found = suggestions(desk, unhelped)
    assert text(found["question"]) == "コードが届かない"
    assert [each["topic"] for each in found["suggestions"]] == [each["topic"] for each in LIKELY[:3]]
    assert [reply["text"] for reply in packet(desk, unhelped)["replies"]] == [each["text"] for each in LIKELY[:3]]
    assert [body["text"] for body in bot.suggested_for] == ["担当者と話したい", "違います", "コードが届かない"] * 2


def test_a_newer_question_goes_before_an_older_one(unhelped: Visitor, desk: Desk) -> None:
    unhelped.says("では、パスワードは？")
    unhelped.says("人につないで")
    assert text(suggestions(desk, unhelped)["question"]) == "では、パスワードは？"


def test_what_was_asked_long_ago_is_not_dug_out(unhelped: Visitor, bot: FakeBot, desk: Desk) -> None:
    unhelped.says("人につないで")
    unhelped.says("もしもし")
    found = suggestions(desk, unhelped)
    assert (text(found["question"]), found["suggestions"]) == ("もしもし", [])
    assert len(bot.suggested_for) == 4


def test_without_the_bot_the_record_is_told_all_the_same(visitor: Visitor, bot: FakeBot, desk: Desk) -> None:
    visitor.says("質問です")
    bot.status = 503
    known = packet(desk, visitor)
    assert [text(parts) for parts in known["asked"]] == ["質問です"]
    assert (known["slots"], known["replies"]) == ([], [])
    assert suggestions(desk, visitor)["suggestions"] == []
