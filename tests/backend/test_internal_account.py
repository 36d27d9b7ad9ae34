"""Door 2 on the member's own account: whether it is locked, what is done about it, and whether they may leave."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.catalogue.services import Service
from backend.container import Container
from backend.contracts.models import Contract, ContractStatus
from backend.members import service as members
from backend.orders.placing import Wish
from backend.tickets.models import Ticket, TicketStatus
from tests.backend.conftest import Visitor, login_id_of
from tests.backend.fake_bot import FakeBot

SECRETS = re.compile("password|hash|login_id|email|phone|address")


class Member(Visitor):
    """Somebody in the chat, and what door 2 says of their conversation."""

    def __init__(self, client: TestClient, internal: TestClient, bot: FakeBot) -> None:
        super().__init__(client)
        self.says("こんにちは")
        self._door = f"/internal/conversations/{bot.asked[-1]['conversation']}"
        self._internal = internal

    def account(self) -> dict[str, Any]:
        answer = self._internal.get(f"{self._door}/account").json()
        assert answer["identified"] is True
        found: dict[str, Any] = answer["account"]
        return found

    def orders_unlock(self, **body: Any) -> Any:
        return self._internal.post(f"{self._door}/unlock-requests", json=body)

    def is_known(self) -> bool:
        return bool(self._internal.get(f"{self._door}/account").json()["identified"])


@pytest.fixture
def meet(client: TestClient, internal: TestClient, bot: FakeBot) -> Callable[[str], Member]:
    """A member of this demo case, identified."""

    def identified(case: str) -> Member:
        member = Member(client, internal, bot)
        member.identify(login_id_of(client, case))
        return member

    return identified


def test_nothing_of_it_without_proof(client: TestClient, internal: TestClient, bot: FakeBot) -> None:
    stranger = Member(client, internal, bot)

    assert not stranger.is_known()
    answer = stranger.orders_unlock()
    assert (answer.status_code, answer.json()["code"]) == (409, "not_identified")


def test_it_is_told_whether_it_is_locked_and_since_when(meet: Callable[[str], Member], container: Container) -> None:
    locked, unlocked = meet("locked").account(), meet("plain").account()

    assert locked["is_locked"] is True
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", locked["locked_on"])
    assert locked["locked_on"] < container.clock.now().date().isoformat()
    assert (unlocked["is_locked"], unlocked["locked_on"]) == (False, None)


def test_nothing_else_of_the_member_is_told(meet: Callable[[str], Member]) -> None:
    assert not SECRETS.search(str(meet("locked").account()))


def test_the_own_ticket_is_opened_without_a_login_id_and_found_from_everywhere(
    meet: Callable[[str], Member], container: Container
) -> None:
    here = meet("locked")
    assert here.account()["open_unlock_ticket"] is None

    number = here.orders_unlock().json()["ticket"]

    assert here.orders_unlock().json()["ticket"] == number
    assert here.account()["open_unlock_ticket"] == number
    assert meet("locked").account()["open_unlock_ticket"] == number
    assert meet("plain").account()["open_unlock_ticket"] is None
    with container.database.unit_of_work() as session:
        (ticket,) = (each for each in session.scalars(select(Ticket)) if each.number == number)
        assert ticket.requested_was_locked
        assert ticket.member_id == ticket.requested_member_id
        ticket.status = TicketStatus.CLOSED
    assert here.account()["open_unlock_ticket"] is None


def test_a_ticket_for_somebody_elses_login_id_is_not_the_own_one(
    meet: Callable[[str], Member], client: TestClient
) -> None:
    member = meet("plain")
    member.orders_unlock(login_id=login_id_of(client, "locked"))
    member.orders_unlock(login_id="nobody")

    assert member.account()["open_unlock_ticket"] is None


def test_asking_unlocks_nothing(meet: Callable[[str], Member]) -> None:
    member = meet("locked")
    member.orders_unlock()

    assert member.account()["is_locked"] is True


@pytest.mark.parametrize("status", ContractStatus)
def test_every_contract_that_has_not_ended_keeps_a_member_from_leaving(
    meet: Callable[[str], Member], container: Container, status: ContractStatus
) -> None:
    member = meet("card")
    with container.database.unit_of_work() as session:
        (held,) = member.account()["in_use"]
        (contract,) = (each for each in session.scalars(select(Contract)) if each.number == held["number"])
        contract.status = status

    account = member.account()

    ended = status is ContractStatus.ENDED
    assert account["can_withdraw"] is ended
    assert [each["number"] for each in account["in_use"]] == ([] if ended else [held["number"]])


def test_who_has_ordered_may_not_leave_though_nothing_is_in_use(
    meet: Callable[[str], Member], client: TestClient, container: Container
) -> None:
    member = meet("plain")
    with container.database.unit_of_work() as session:
        owner = members.find(session, login_id_of(client, "plain"))
        assert owner is not None
        wish = Wish(Service.FJCLOUD_V, is_trial=True, payment_method=None)
        container.order_desk.place(session, owner.id, wish, "k" * 64, address="127.0.0.1")

    account = member.account()

    assert (account["can_withdraw"], account["in_use"]) == (False, [])


def test_who_has_no_contract_may_leave(meet: Callable[[str], Member]) -> None:
    account = meet("plain").account()

    assert (account["can_withdraw"], account["in_use"]) == (True, [])
