"""A conversation by mail: whole, to the registered address, and to nobody else."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from backend.desk.models import Note
from backend.members import service as members
from tests.backend.conftest import Visitor, mailbox
from tests.backend.desk import Desk
from tests.backend.fake_bot import FakeBot
from tests.backend.ticket_kit import member_of

SUBJECT = "チャットの記録"


def mailed(client: TestClient, to: str) -> list[str]:
    return [mail["body"] for mail in mailbox(client, to) if mail["subject"] == SUBJECT]


@pytest.fixture
def address(client: TestClient, container: Container, visitor: Visitor) -> str:
    """Of the member who is identified in the visitor's conversation."""
    member = member_of(client, container, "plain")
    visitor.identify(member.login_id)
    return member.email


def test_it_holds_who_said_what_and_when(
    client: TestClient, container: Container, visitor: Visitor, bot: FakeBot, clock: FixedClock, address: str
) -> None:
    desk = Desk(client, container).sign_in()
    bot.says("解約は、マイページの「契約一覧」からお手続きいただけます。\n・くわしくは契約の詳細")
    clock.advance(timedelta(minutes=3))
    visitor.says("解約したい。パスワードはhunter2secret!です")
    with container.database.unit_of_work() as session:
        container.handoffs.step_in(session, visitor.id, desk.staff_id)
        container.handoffs.say(session, visitor.id, desk.staff_id, "お手伝いします。", "c1")
        session.add(Note(conversation_id=visitor.id, staff_id=desk.staff_id, text="内緒", created_at=clock.now()))

    answer = visitor.post("/transcript")

    assert (answer.status_code, answer.json()) == (202, {"accepted": True})
    [body] = mailed(client, address)
    name = desk.person().display_name
    assert "【2026年7月15日 10:03 お客様】\n解約したい。" in body
    assert (
        "【2026年7月15日 10:03 自動応答】\n解約は、マイページの「契約一覧」からお手続きいただけます。\n・くわしくは"
        in body
    )
    assert f"【2026年7月15日 10:03 担当者 {name}】\nお手伝いします。\n" in body
    assert "【2026年7月15日 10:03 お知らせ】" in body
    assert body.index("お客様】") < body.index("担当者 ")
    assert "hunter2" not in body
    assert "内緒" not in body
    assert desk.person().name not in body.replace(name, "")


def test_nobody_unknown_gets_one(client: TestClient, visitor: Visitor) -> None:
    visitor.says("こんにちは")

    refused = visitor.post("/transcript")

    assert (refused.status_code, refused.json()["code"]) == (409, "not_identified")


def test_an_identity_that_has_lapsed_counts_no_more(
    client: TestClient, visitor: Visitor, clock: FixedClock, address: str
) -> None:
    clock.advance(timedelta(minutes=16))

    assert visitor.post("/transcript").status_code == 409
    visitor.patch(ended=True)
    assert visitor.post("/transcript").status_code == 409
    assert mailed(client, address) == []


@pytest.mark.parametrize(("minutes", "status"), [(30, 202), (31, 409)])
def test_for_half_an_hour_after_the_end_it_can_be_asked_for(
    client: TestClient, visitor: Visitor, clock: FixedClock, address: str, minutes: int, status: int
) -> None:
    visitor.patch(ended=True)
    clock.advance(timedelta(minutes=minutes))

    assert visitor.post("/transcript").status_code == status
    assert len(mailed(client, address)) == (status == 202)


def test_who_has_left_meanwhile_gets_none(
    client: TestClient, container: Container, visitor: Visitor, clock: FixedClock, address: str
) -> None:
    visitor.patch(ended=True)
    with container.database.unit_of_work() as session:
        member = members.find_by_address(session, address)
        assert member is not None
        member.withdrawn_at = clock.now()

    assert visitor.post("/transcript").status_code == 409
    assert mailed(client, address) == []


def test_it_is_sent_three_times_an_hour_at_most(client: TestClient, visitor: Visitor, address: str) -> None:
    assert [visitor.post("/transcript").status_code for _ in range(4)] == [202, 202, 202, 429]
    assert len(mailed(client, address)) == 3


def test_another_conversations_token_asks_for_nothing(client: TestClient, visitor: Visitor, address: str) -> None:
    other = Visitor(client)

    answer = client.post(f"/api/conversations/{visitor.id}/transcript", headers=other.headers)

    assert answer.status_code == 401
    assert mailed(client, address) == []
