"""Door 2: who gets in, and that a person's data is told only in a conversation in which they are identified."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.tickets.models import Ticket
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.fake_bot import FakeBot

PRIVATE = [
    "orders",
    "orders/ORD-2026-000001",
    "contracts",
    "contracts/CNT-000001",
    "invoices",
    "paid-screening",
    "billing-terms",
]
ORDERS_OF_WORK = ["due-dates", "password-reset", "unlock-requests", "handoff"]

Ask = Callable[..., Any]


@pytest.fixture
def reference(visitor: Visitor, bot: FakeBot) -> str:
    visitor.says("こんにちは")
    return str(bot.asked[-1]["conversation"])


@pytest.fixture
def ask(internal: TestClient, reference: str) -> Ask:
    def get(path: str) -> Any:
        return internal.get(f"/internal/conversations/{reference}/{path}").json()

    return get


@pytest.fixture
def order(internal: TestClient, reference: str) -> Ask:
    def post(path: str, **body: Any) -> Any:
        return internal.post(f"/internal/conversations/{reference}/{path}", json=body)

    return post


@pytest.mark.parametrize("path", PRIVATE)
def test_nothing_about_anybody_without_proof(ask: Ask, path: str) -> None:
    assert ask(path) == {"identified": False}


@pytest.mark.parametrize("path", PRIVATE)
def test_something_once_identified(ask: Ask, visitor: Visitor, client: TestClient, path: str) -> None:
    visitor.identify(login_id_of(client, "in_use"))
    assert ask(path)["identified"] is True


@pytest.mark.parametrize("kind", ["orders", "contracts"])
def test_somebody_elses_number_is_as_unknown_as_none(
    ask: Ask, visitor: Visitor, client: TestClient, internal: TestClient, bot: FakeBot, kind: str
) -> None:
    visitor.identify(login_id_of(client, "in_use"))
    number = ask(kind)[kind][0]["number"]
    assert ask(f"{kind}/{number}")[kind.removesuffix("s")]["number"] == number
    other = Visitor(client)
    other.identify(login_id_of(client, "paid_20"))
    url = f"/internal/conversations/{bot.asked[-1]['conversation']}/{kind}"
    missing = internal.get(f"{url}/{number[:4]}2019-999999")
    assert (
        internal.get(f"{url}/{number}").json() == missing.json() == {"identified": True, kind.removesuffix("s"): None}
    )


@pytest.mark.parametrize("secret", ["", "Bearer ", "Bearer wrong", "Basic x", "Bearer あ"])
def test_without_the_secret_nobody_gets_in(internal: TestClient, reference: str, secret: str) -> None:
    headers = {"Authorization": secret.encode()}
    for path in PRIVATE:
        answer = internal.get(f"/internal/conversations/{reference}/{path}", headers=headers)
        assert answer.status_code == 401
    for path in ORDERS_OF_WORK:
        answer = internal.post(f"/internal/conversations/{reference}/{path}", json={}, headers=headers)
        assert answer.status_code == 401


def test_the_public_app_has_no_internal_door(client: TestClient, container: Any, reference: str) -> None:
    secret = container.settings.internal_secret.get_secret_value()
    answer = client.get(f"/internal/conversations/{reference}/orders", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 404


def test_a_conversations_public_id_is_no_reference(internal: TestClient, visitor: Visitor) -> None:
    assert internal.get(f"/internal/conversations/{visitor.id}/orders").status_code == 404


def test_due_dates(order: Ask) -> None:
    body = {"services": ["fjcloud_v"], "usage_month": "2026-04", "closing": "end", "payment_method": "bank_transfer"}
    (result,) = order("due-dates", **body).json()["results"]
    assert result["confirmed_label"] == "2026年6月13日頃"
    assert result["invoice_sent_label"] == "2026年7月初旬"
    assert result["due_on"] == "2026-07-31"


def test_due_dates_use_the_record_of_the_identified(order: Ask, visitor: Visitor, client: TestClient) -> None:
    visitor.identify(login_id_of(client, "paid_20"))
    answer = order("due-dates", services=["fjcloud_o", "fence_mail"], usage_month="--04").json()
    assert answer["closing"] == "20"
    assert [result["due_label"] for result in answer["results"]] == ["2026年6月20日", "2026年5月20日"]
    said_otherwise = order("due-dates", services=["fjcloud_o"], usage_month="--04", closing="end").json()
    assert said_otherwise["results"][0]["due_label"] == "2026年6月30日"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"services": ["fjcloud_v"], "usage_month": "2026-13"}, "usage_month_invalid"),
        ({"services": ["excloser"], "usage_month": "2026-04"}, "service_ambiguous"),
        ({"services": ["other"], "usage_month": "2026-04"}, "service_unknown"),
        ({"services": [], "usage_month": "2026-04"}, "invalid"),
        ({"services": ["fjcloud_v"], "usage_month": "2026-04", "closing": "15"}, "invalid"),
    ],
)
def test_due_dates_that_cannot_be(order: Ask, body: dict[str, Any], code: str) -> None:
    answer = order("due-dates", **body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_reset_answers_the_same_for_everybody(order: Ask, client: TestClient) -> None:
    known = order("password-reset", login_id=login_id_of(client, "plain"))
    unknown = order("password-reset", login_id="nobody")
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json()) == (202, {"accepted": True})


def test_unlock_tickets_look_the_same_to_the_member_and_differ_for_staff(
    order: Ask, ask: Ask, client: TestClient, container: Any
) -> None:
    locked, unlocked, unknown = (
        order("unlock-requests", login_id=login_id).json()
        for login_id in (login_id_of(client, "locked"), login_id_of(client, "plain"), "nobody")
    )
    assert {key: value for key, value in locked.items() if key != "ticket"} == {
        key: value for key, value in unknown.items() if key != "ticket"
    }
    assert unlocked["needs_address"] is True
    assert len({locked["ticket"], unlocked["ticket"], unknown["ticket"]}) == 3
    assert len(ask("tickets")["tickets"]) == 3
    with container.database.reading() as session:
        newest = session.scalars(select(Ticket).order_by(Ticket.id.desc()).limit(3))
        seen = [(ticket.requested_member_id is not None, ticket.requested_was_locked) for ticket in newest]
    assert seen[::-1] == [(True, True), (True, False), (False, False)]


def test_a_ticket_is_seen_by_its_conversation_and_its_owner_only(
    order: Ask, ask: Ask, client: TestClient, internal: TestClient, bot: FakeBot, visitor: Visitor
) -> None:
    visitor.identify(login_id_of(client, "in_use"))
    number = order("handoff").json()["ticket"]
    assert order("handoff").json()["ticket"] == number
    assert ask(f"tickets/{number}")["ticket"]["number"] == number

    owner_elsewhere, stranger = Visitor(client), Visitor(client)
    owner_elsewhere.identify(login_id_of(client, "in_use"))
    url = f"/internal/conversations/{bot.asked[-1]['conversation']}/tickets/{number}"
    assert internal.get(url).json()["ticket"]["number"] == number
    stranger.identify(login_id_of(client, "paid_20"))
    url = f"/internal/conversations/{bot.asked[-1]['conversation']}/tickets/{number}"
    assert internal.get(url).json() == {"ticket": None}
