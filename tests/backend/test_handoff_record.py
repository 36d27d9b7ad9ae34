"""What staff find later: denied answers, what was shown from an account, how somebody was identified."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.container import Container
from backend.conversations.models import Identification
from backend.core.clock import FixedClock
from backend.members import service as members
from backend.members.models import CodeChannel
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import messages


def test_a_denied_answer_is_marked(visitor: Visitor, container: Container, bot: FakeBot) -> None:
    bot.says("これですか。", topic="faq/backup_codes")
    visitor.says("質問")
    bot.says("ではこちらから。", topic="conversation/clarify", misses=1, denied=True)
    visitor.says("違います")
    said = [(message.topic, message.rejected_at is not None) for message in messages(container, visitor.id)]
    assert said == [
        ("conversation/greet", False),
        (None, False),
        ("faq/backup_codes", True),
        (None, False),
        ("conversation/clarify", False),
    ]


def test_a_greeting_is_no_answer_to_deny(visitor: Visitor, container: Container, bot: FakeBot) -> None:
    bot.says("ではこちらから。", topic="conversation/clarify", misses=1, denied=True)
    visitor.says("違います")
    assert not any(message.rejected_at for message in messages(container, visitor.id))


@pytest.mark.parametrize(
    ("style", "on_card"),
    [
        ("standard", "ご注文 2件を表示（本人確認：メールの認証コード）"),
        (
            "easy",
            "注文（ちゅうもん） 2件（けん）を見（み）せました。"
            "あなたの確認（かくにん）：メールの認証（にんしょう）コード",
        ),
    ],
)
def test_an_answer_from_ones_account_leaves_a_receipt(
    client: TestClient, container: Container, bot: FakeBot, style: str, on_card: str
) -> None:
    visitor = Visitor(client, style=style)
    card = {"type": "orders", "orders": [{"number": "ORD-2026-000001"}, {"number": "ORD-2026-000002"}]}
    bot.says("ご注文です。", topic="account/orders", card=card)
    (unproven,) = visitor.says("注文は？")
    assert unproven["card"] == card
    visitor.identify(login_id_of(client, "plain"))
    (answer,) = visitor.says("注文は？")
    assert answer["card"] == card | {"receipt": on_card}
    kept = messages(container, visitor.id)[-1]
    assert kept.receipt == "ご注文 2件を表示（本人確認：メールの認証コード）"
    bot.says("お支払期日です。", topic="account/payment_due", card={"type": "due_date", "results": []})
    (due,) = visitor.says("期日は？")
    assert "receipt" not in due["card"]


def test_how_somebody_was_identified_stays_on_record(
    client: TestClient, container: Container, clock: FixedClock
) -> None:
    login_id = login_id_of(client, "plain")
    by_mail, by_sms = Visitor(client), Visitor(client)
    by_mail.identify(login_id)
    with container.database.unit_of_work() as session:
        member = members.find(session, login_id)
        assert member is not None
        member.code_channel = CodeChannel.SMS
    by_sms.identify(login_id)
    on_my_page = Visitor(client, identity_token=container.identity_tokens.issue(login_id))
    clock.advance(timedelta(hours=2))
    by_mail.says("失効しました")
    with container.database.reading() as session:
        found = session.scalars(select(Identification).order_by(Identification.id)).all()
    assert [(one.conversation_id, one.proof) for one in found] == [
        (by_mail.id, "mail_code"),
        (by_sms.id, "sms_code"),
        (on_my_page.id, "my_page"),
    ]
    assert {one.member_id for one in found} == {member.id}
