"""Asking for a person while nobody is there: a ticket, and where its answer goes."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient

from backend.container import Container
from backend.core.clock import FixedClock
from backend.tickets import service as tickets
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.handing_over import Agent, Door2, conversation, handoffs, state


@pytest.fixture
def agent(container: Container) -> Agent:
    return Agent(container).comes()


@pytest.fixture
def door2(container: Container, internal: TestClient) -> Door2:
    return Door2(container, internal)


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


def test_who_asks_for_an_unlock_is_asked_once_where_staff_can_reach_them(
    visitor: Visitor, container: Container, internal: TestClient, client: TestClient
) -> None:
    reference = conversation(container, visitor.id).bot_reference

    def asks(login_id: str) -> bool:
        door = f"/internal/conversations/{reference}/unlock-requests"
        return bool(internal.post(door, json={"login_id": login_id}).json()["needs_address"])

    assert asks("somebody")
    assert asks(login_id_of(client, "locked")), "whether it is a member's must not show"
    visitor.client.put(
        f"/api/conversations/{visitor.id}/reply-address", json={"email": "a@example.com"}, headers=visitor.headers
    )
    assert not asks("somebody")


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
