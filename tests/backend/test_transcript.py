"""A conversation by mail: whole, to the registered address, and to nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from backend.desk.models import Note
from backend.members import service as members
from backend.tickets.models import TicketKind
from tests.backend.conftest import Visitor, mailbox
from tests.backend.desk import Desk
from tests.backend.fake_bot import FakeBot
from tests.backend.pages import Browser
from tests.backend.signing_in import SAKURA
from tests.backend.ticket_kit import member_of, of_member

SUBJECT = "チャットの記録"
NEW = "Brand-New-2026"


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


def sign_out_everywhere(_client: TestClient, browser: Browser, _container: Container) -> None:
    browser.submit(browser.get("/mypage/security"), "/sign-out/everywhere")


def change_password(_client: TestClient, browser: Browser, _container: Container) -> None:
    typed = {"current_password": SAKURA.password, "password": NEW, "password_again": NEW}
    assert browser.fill("/mypage/password", **typed).path == "/mypage/profile"


def leave(client: TestClient, _browser: Browser, container: Container) -> None:
    desk = Desk(client, container).sign_in()
    member = member_of(client, container, "plain")
    number = of_member(container, TicketKind.WITHDRAWAL, member.id)
    assert desk.post(f"/tickets/{number}/close-account").status_code == 200
    with container.database.unit_of_work() as session:
        # Even if the account were opened again.
        members.get(session, member.id).withdrawn_at = None


@pytest.mark.parametrize("ends_first", [True, False])
@pytest.mark.parametrize("act", [sign_out_everywhere, change_password, leave])
def test_a_proof_that_its_member_has_ended_counts_no_more(
    client: TestClient,
    container: Container,
    visitor: Visitor,
    act: Callable[[TestClient, Browser, Container], None],
    ends_first: bool,
) -> None:
    member = member_of(client, container, "plain") if act is leave else SAKURA
    visitor.identify(member.login_id)
    browser = Browser(client, container).sign_in(member.login_id)
    if ends_first:
        visitor.patch(ended=True)
    act(client, browser, container)
    if not ends_first:
        visitor.patch(ended=True)

    assert visitor.post("/transcript").status_code == 409
    assert mailed(client, member.login_id) == []


def test_what_a_stranger_wrote_after_the_proof_had_lapsed_is_not_the_members(
    client: TestClient, visitor: Visitor, clock: FixedClock, address: str
) -> None:
    clock.advance(timedelta(minutes=16))
    visitor.says("前の人の続きです")
    visitor.patch(ended=True)

    assert visitor.post("/transcript").status_code == 409
    assert mailed(client, address) == []


@pytest.mark.parametrize("has_ended", [True, False])
def test_of_a_chat_that_was_anothers_before_it_is_only_ones_own_part(
    client: TestClient, visitor: Visitor, bot: FakeBot, clock: FixedClock, address: str, *, has_ended: bool
) -> None:
    for words in ("前の人の注文です", "前の人の請求です"):
        bot.says(words)
        clock.advance(timedelta(minutes=1))
        visitor.says("見せて")
    clock.advance(timedelta(minutes=1))
    bot.says("自分の注文です")
    visitor.identify(SAKURA.login_id)
    clock.advance(timedelta(minutes=1))
    visitor.identify(SAKURA.login_id)
    if has_ended:
        visitor.patch(ended=True)

    assert visitor.post("/transcript").status_code == 202
    [body] = mailed(client, SAKURA.login_id)
    assert body.count("自分の注文です") == 2
    assert "前の人" not in body
    assert mailed(client, address) == []


def test_what_was_asked_before_the_proof_belongs_to_it(client: TestClient, visitor: Visitor, clock: FixedClock) -> None:
    visitor.says("誰かと話したい")
    clock.advance(timedelta(minutes=1))
    visitor.identify(SAKURA.login_id)

    assert visitor.post("/transcript").status_code == 202
    assert "誰かと話したい" in mailed(client, SAKURA.login_id)[0]


def test_it_is_sent_three_times_an_hour_at_most(client: TestClient, visitor: Visitor, address: str) -> None:
    assert [visitor.post("/transcript").status_code for _ in range(4)] == [202, 202, 202, 429]
    assert len(mailed(client, address)) == 3


def test_another_conversations_token_asks_for_nothing(client: TestClient, visitor: Visitor, address: str) -> None:
    other = Visitor(client)

    answer = client.post(f"/api/conversations/{visitor.id}/transcript", headers=other.headers)

    assert answer.status_code == 401
    assert mailed(client, address) == []
