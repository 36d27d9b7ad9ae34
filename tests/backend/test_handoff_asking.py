"""Asking for a person: a place in the queue, or a ticket; by oneself, or because the bot gets nowhere."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.container import Container
from backend.conversations.models import Identification
from backend.core.clock import FixedClock
from backend.core.settings import Settings
from backend.handoff import queue
from backend.handoff.moves import MOST_CALLS_FOR_NOTHING
from backend.members import service as members
from backend.members.models import CodeChannel
from backend.tickets import service as tickets
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.fake_bot import FakeBot
from tests.backend.handing_over import Agent, ask_for_person, conversation, handoffs, messages, steps

HANDOFF = "choice:conversation/handoff"


@pytest.fixture
def agent(container: Container) -> Agent:
    return Agent(container).comes()


class Door2:
    """What the bot's action asks for."""

    def __init__(self, container: Container, internal: TestClient) -> None:
        self._container = container
        self._internal = internal

    def asks(self, visitor: Visitor, **body: Any) -> dict[str, Any]:
        reference = conversation(self._container, visitor.id).bot_reference
        answer = self._internal.post(f"/internal/conversations/{reference}/handoff", json=body)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
def door2(container: Container, internal: TestClient) -> Door2:
    return Door2(container, internal)


def state(visitor: Visitor) -> dict[str, Any]:
    found: dict[str, Any] = visitor.get("/messages").json()["handoff"]
    return found


def test_a_ticket_tells_what_it_is_about(container: Container, client: TestClient, door2: Door2) -> None:
    visitor = Visitor(client)
    for text in ("こんにちは", "請求書の宛名が違います", "直してください", "担当者と話したい"):
        visitor.says(text)
    number = door2.asks(visitor)["ticket"]
    with container.database.reading() as session:
        ticket = tickets.find_visible(session, visitor.id, None, number)
        assert ticket is not None
        assert ticket.body.startswith(tickets.ASKS_FOR_PERSON)
        assert ticket.body.endswith("・請求書の宛名が違います\n・直してください\n・担当者と話したい")


# -- with somebody at the desk


@pytest.mark.usefixtures("agent")
def test_who_asks_gets_a_place_in_the_queue(client: TestClient, door2: Door2) -> None:
    first, second = Visitor(client), Visitor(client)
    queued = {
        "state": "queued",
        "ticket": None,
        "estimate": None,
        "needs_address": False,
        "kind_label": None,
        "status_label": None,
    }
    assert door2.asks(first) == queued | {"position": 1}
    assert door2.asks(second) == queued | {"position": 2}
    assert door2.asks(first) == queued | {"position": 1}
    assert state(second)["position"] == 2


def test_nobody_rings_at_the_desk_again_and_again(
    client: TestClient, container: Container, clock: FixedClock, agent: Agent, door2: Door2
) -> None:
    visitor = Visitor(client)
    for _time in range(MOST_CALLS_FOR_NOTHING):
        assert door2.asks(visitor)["state"] == "queued"
        assert visitor.post("/handoff/call-off").status_code == 200
    assert door2.asks(visitor)["state"] == "ticket"
    assert len(handoffs(container, visitor.id)) == MOST_CALLS_FOR_NOTHING
    assert door2.asks(Visitor(client))["state"] == "queued"
    clock.advance(timedelta(hours=1))
    agent.comes()
    assert door2.asks(visitor)["state"] == "queued"


def test_behind_a_long_queue_a_ticket_is_the_quicker_answer(
    client: TestClient, settings: Settings, container: Container, agent: Agent, door2: Door2, bot: FakeBot
) -> None:
    for _one in range(settings.longest_queue):
        assert door2.asks(Visitor(client))["state"] == "queued"
    late, unasked = Visitor(client), Visitor(client)
    assert door2.asks(late)["state"] == "ticket"
    bot.says("わかりません。", topic="conversation/clarify", misses=2)
    assert [said["author"] for said in unasked.says("???")] == ["bot"]
    assert handoffs(container, late.id) == handoffs(container, unasked.id) == []

    with container.database.reading() as session:
        first = queue.waiting_ids(session)[0]
    agent.claims(first)
    assert door2.asks(Visitor(client))["state"] == "queued"


def test_who_has_an_agent_already_is_told_so(visitor: Visitor, agent: Agent, door2: Door2) -> None:
    agent.steps_in(visitor.id)
    assert door2.asks(visitor)["state"] == "with_agent"
    assert state(visitor)["agent_name"] == agent.display_name


def test_places_are_taken_by_time_also_by_who_is_given_back(
    client: TestClient, container: Container, clock: FixedClock, agent: Agent
) -> None:
    first, second = Visitor(client), Visitor(client)
    ask_for_person(container, first.id)
    clock.advance(timedelta(seconds=20))
    ask_for_person(container, second.id)
    agent.claims(first.id)
    clock.advance(timedelta(seconds=20))
    agent.transfers(first.id, None)
    assert [state(visitor)["position"] for visitor in (second, first)] == [1, 2]


def test_the_estimate_is_made_from_the_last_pick_ups(
    client: TestClient, container: Container, clock: FixedClock, agent: Agent
) -> None:
    for minutes in (1, 2, 3):
        visitor = Visitor(client)
        agent.comes()
        ask_for_person(container, visitor.id)
        assert state(visitor)["estimate"] is None
        clock.advance(timedelta(minutes=minutes))
        agent.claims(visitor.id)
    agent.comes()
    # Who was not asked for was not waited for.
    agent.steps_in(Visitor(client).id)
    waiting = Visitor(client)
    ask_for_person(container, waiting.id)
    assert state(waiting)["estimate"] == {"low_minutes": 1, "high_minutes": 3}
    clock.advance(timedelta(days=7))
    assert state(waiting)["estimate"] is None


@pytest.mark.parametrize("way", ["route", "choice"])
def test_a_call_can_be_called_off(visitor: Visitor, agent: Agent, bot: FakeBot, way: str) -> None:
    bot.says("わかりません。", topic="conversation/clarify", misses=2)
    _answer, notice = visitor.says("???")
    (choice,) = notice["choices"]
    assert (choice["title"], choice["topic"]) == ("担当者の呼び出しをやめる", "conversation/handoff")
    if way == "route":
        answer = visitor.post("/handoff/call-off").json()
        assert answer["handoff"]["state"] == "none"
        (told,) = answer["messages"]
    else:
        (told,) = visitor.says(choice["payload"], client_message_id="off")
        assert visitor.says(choice["payload"], client_message_id="off") == [told]
        assert len(bot.asked) == 1
    assert told["text"] == "担当者の呼び出しをやめました。引き続き自動応答がお答えします。"
    assert [handoff.outcome for handoff in handoffs(agent.container, visitor.id)] == ["called_off"]
    assert steps(agent.container, visitor.id) == ["asked", "called_off"]
    assert visitor.post("/handoff/call-off").json()["code"] == "not_waiting"
    # The button is still there; it does no harm.
    (again,) = visitor.says(choice["payload"])
    assert again["text"] == "いまは担当者をお呼びしていません。引き続き自動応答がお答えします。"
    assert [one["topic"] for one in again["choices"]] == ["conversation/handoff"]
    assert steps(agent.container, visitor.id) == ["asked", "called_off"]


@pytest.mark.parametrize(
    ("style", "calm"),
    [
        (
            "standard",
            "いまは担当者をお呼びしていません。ご相談は受け付けてあります（受付番号 {ticket}）。お返事はメール",
        ),
        ("easy", "受付番号（うけつけばんごう）は {ticket} です。\n返事（へんじ）はメールで送（おく）ります。"),
    ],
)
def test_calling_off_what_became_a_ticket_leaves_the_ticket(
    client: TestClient, agent: Agent, bot: FakeBot, style: str, calm: str
) -> None:
    visitor = Visitor(client, style=style)
    bot.says("わかりません。", topic="conversation/clarify", misses=2)
    _answer, notice = visitor.says("???")
    ticket = visitor.post("/handoff/call-back").json()["handoff"]["ticket"]
    (told,) = visitor.says(notice["choices"][0]["payload"])
    assert calm.format(ticket=ticket) in told["text"]
    assert (told["card"]["number"], told["card"]["asks_for_address"]) == (ticket, True)
    assert state(visitor) | {"state": "none", "ticket": ticket} == state(visitor)
    assert steps(agent.container, visitor.id)[-1] != "called_off"


def test_the_button_is_only_its_title_to_an_agent(visitor: Visitor, agent: Agent, bot: FakeBot) -> None:
    bot.says("わかりません。", topic="conversation/clarify", misses=2)
    _answer, notice = visitor.says("???")
    agent.claims(visitor.id)
    assert visitor.says(notice["choices"][0]["payload"]) == []
    assert messages(agent.container, visitor.id)[-1].text == "担当者の呼び出しをやめる"
    assert state(visitor)["state"] == "with_agent"


def test_one_tap_turns_waiting_into_a_ticket(visitor: Visitor, agent: Agent) -> None:
    ask_for_person(agent.container, visitor.id)
    answer = visitor.post("/handoff/call-back").json()
    (told,) = answer["messages"]
    assert told["card"] == {
        "type": "ticket",
        "number": answer["handoff"]["ticket"],
        "kind_label": "お問い合わせ",
        "status_label": "受付済み",
        "asks_for_address": True,
    }
    assert answer["handoff"]["state"] == "none"
    assert told["card"]["number"] in told["text"]
    assert visitor.says("質問")[0]["author"] == "bot"
    assert visitor.post("/handoff/call-back").json()["code"] == "not_waiting"
    (handoff,) = handoffs(agent.container, visitor.id)
    assert (handoff.outcome, handoff.ticket_id is not None) == ("call_back", True)


# -- with nobody there


def test_without_anybody_there_is_a_ticket_and_an_address_is_asked_for(
    visitor: Visitor, door2: Door2, container: Container
) -> None:
    asked = door2.asks(visitor, reason="請求について")
    assert asked == {
        "state": "ticket",
        "ticket": asked["ticket"],
        "position": None,
        "estimate": None,
        "needs_address": True,
        "kind_label": "お問い合わせ",
        "status_label": "受付済み",
    }
    assert door2.asks(visitor)["ticket"] == asked["ticket"]
    assert state(visitor) | {"ticket": None} == visitor.opening["handoff"]
    assert state(visitor)["ticket"] == asked["ticket"]
    assert handoffs(container, visitor.id) == []

    assert visitor.client.put(
        f"/api/conversations/{visitor.id}/reply-address",
        json={"email": " Yamada@Example.com\n"},
        headers=visitor.headers,
    ).json() == {"accepted": True}
    assert conversation(container, visitor.id).reply_email == "Yamada@example.com"
    assert not door2.asks(visitor)["needs_address"]
    with container.database.reading() as session:
        ticket = container.handoffs.call_backs.find(session, visitor.id)
        assert ticket is not None
        assert (ticket.contact_email, ticket.member_id) == ("Yamada@example.com", None)


def test_an_address_in_full_width_is_taken_as_it_is_meant(visitor: Visitor, door2: Door2, container: Container) -> None:
    door2.asks(visitor)
    address = {"email": "ｙａｍａｄａ１＠example．com"}
    url = f"/api/conversations/{visitor.id}/reply-address"
    assert visitor.client.put(url, json=address, headers=visitor.headers).status_code == 200
    with container.database.reading() as session:
        ticket = container.handoffs.call_backs.find(session, visitor.id)
        assert ticket is not None
        assert ticket.contact_email == "yamada1@example.com"


@pytest.mark.parametrize("email", ["", "yamada", "yamada@", "山田 <yamada@example.com>", "a" * 300 + "@example.com"])
def test_an_address_that_is_none_is_refused(visitor: Visitor, email: str) -> None:
    answer = visitor.client.put(
        f"/api/conversations/{visitor.id}/reply-address", json={"email": email}, headers=visitor.headers
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "email_invalid")


def test_of_a_ticket_about_an_account_the_answer_goes_nowhere_that_anybody_typed(
    visitor: Visitor, container: Container, internal: TestClient
) -> None:
    reference = conversation(container, visitor.id).bot_reference
    internal.post(f"/internal/conversations/{reference}/unlock-requests", json={"login_id": "somebody"})
    visitor.client.put(
        f"/api/conversations/{visitor.id}/reply-address", json={"email": "a@example.com"}, headers=visitor.headers
    )
    with container.database.reading() as session:
        (ticket,) = tickets.visible_tickets(session, visitor.id, None)
        assert ticket.contact_email is None


def test_who_is_identified_is_not_asked_for_an_address(
    visitor: Visitor, door2: Door2, client: TestClient, container: Container
) -> None:
    first = door2.asks(visitor)
    assert first["needs_address"]
    visitor.identify(login_id_of(client, "plain"))
    assert not door2.asks(visitor)["needs_address"]
    with container.database.reading() as session:
        ticket = container.handoffs.call_backs.find(session, visitor.id)
        assert ticket is not None
        assert ticket.number == first["ticket"]
        assert ticket.member_id is not None


@pytest.mark.parametrize("hours", [8, 31.5, 24 * 3])  # 18:00; 17:30 sharp, a day later; a Saturday
def test_out_of_hours_there_is_a_ticket_even_if_somebody_works_late(
    visitor: Visitor, door2: Door2, clock: FixedClock, agent: Agent, hours: float
) -> None:
    clock.advance(timedelta(hours=hours))
    agent.comes()
    assert door2.asks(visitor)["state"] == "ticket"


def test_who_is_away_from_the_desk_is_not_there(
    visitor: Visitor, door2: Door2, clock: FixedClock, agent: Agent
) -> None:
    clock.advance(timedelta(seconds=59))
    assert agent.container.settings.staff_seen_seconds == 60
    assert door2.asks(visitor)["state"] == "queued"
    visitor.post("/handoff/call-off")
    clock.advance(timedelta(seconds=1))
    assert door2.asks(visitor)["state"] == "ticket"


# -- because the bot gets nowhere


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
    assert [choice["topic"] for choice in answer["choices"]] == ["faq/backup_codes"]
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


# -- what staff find later


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
