"""What a signed-in browser is told as JSON, and that nobody is told of others, on pages as little as here."""

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend.billing import service as billing
from backend.container import Container
from backend.contracts import service as contracts
from backend.contracts.models import Contract, ContractStatus
from backend.members import service as members
from backend.members.models import Member
from backend.mypage.routers import MY_PAGE
from backend.orders import service as orders
from backend.pages import csrf
from tests.backend.conftest import login_id_of
from tests.backend.pages import Browser


def member_of(client: TestClient, container: Container, case: str) -> Member:
    with container.database.reading() as session:
        member = members.find(session, login_id_of(client, case))
    assert member is not None
    return member


@pytest.fixture
def me(client: TestClient, container: Container) -> Member:
    """Signed in, with orders, contracts and invoices."""
    member = member_of(client, container, "in_use")
    Browser(client, container).sign_in(member.login_id)
    return member


def token(client: TestClient) -> dict[str, str]:
    found = re.search(r'<meta name="csrf-token" content="(\w+)">', client.get("/mypage/orders").text)
    assert found is not None
    return {csrf.HEADER: found[1]}


def test_it_tells_who_is_signed_in(client: TestClient, me: Member) -> None:
    assert client.get("/api/me").json() == {"name": me.name, "company": me.company}


def test_lists_and_details_are_the_members_own(client: TestClient, container: Container, me: Member) -> None:
    with container.database.reading() as session:
        own = {
            "orders": [each.number for each in orders.orders_of(session, me.id)],
            "contracts": [each.number for each in contracts.contracts_of(session, me.id)],
            "invoices": [each.number for each in billing.invoices_of(session, me.id)],
        }
    for name, numbers in own.items():
        listed = client.get(f"/api/me/{name}").json()[name]
        assert [each["number"] for each in listed] == numbers
        assert numbers
        for each in listed:
            detail = client.get(f"/api/me/{name}/{each['number']}").json()
            assert each.items() <= detail.items()


def test_an_order_comes_with_its_history_and_contract(client: TestClient, container: Container, me: Member) -> None:
    with container.database.reading() as session:
        order = orders.orders_of(session, me.id)[0]
        contract = contracts.of_order(session, order.id)
    assert contract is not None
    detail = client.get(f"/api/me/orders/{order.number}").json()

    assert [step["status"] for step in detail["history"]] == ["received", "processing", "started"]
    assert detail["contract"] == contract.number


@pytest.mark.parametrize(
    ("case", "has_contract", "words"),
    [
        ("trial", True, "料金はかかりません"),
        ("in_use", True, "解約のお手続き"),
        ("screening", False, "ご利用が始まると"),
    ],
)
def test_no_order_can_be_cancelled(
    client: TestClient, container: Container, case: str, has_contract: bool, words: str
) -> None:
    member = member_of(client, container, case)
    Browser(client, container).sign_in(member.login_id)
    with container.database.reading() as session:
        order = orders.orders_of(session, member.id)[0]
        contract = contracts.of_order(session, order.id)
    answer = client.post(f"/api/me/orders/{order.number}/cancellation", headers=token(client))

    assert (answer.status_code, answer.json()["code"]) == (409, "order_not_cancellable")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "キャンセルはできません" in answer.json()["detail"]
    assert words in answer.json()["detail"]
    expected = f"/mypage/contracts/{contract.number}" if contract and has_contract else None
    assert answer.json().get("contract") == expected
    assert client.get(f"/api/me/orders/{order.number}").json()["status"] == order.status


def test_what_changes_something_needs_the_token(client: TestClient, container: Container, me: Member) -> None:
    with container.database.reading() as session:
        address = f"/api/me/orders/{orders.orders_of(session, me.id)[0].number}/cancellation"

    assert client.post(address).status_code == 403
    assert client.post(address, headers={csrf.HEADER: "x" * 64}).status_code == 403
    elsewhere = token(client) | {"Origin": "https://elsewhere.example"}
    assert client.post(address, headers=elsewhere).json()["code"] == "csrf_token_invalid"


@pytest.mark.parametrize("path", ["", "/orders", "/orders/x", "/contracts", "/contracts/x", "/invoices", "/invoices/x"])
def test_without_a_session_there_is_nothing(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/me{path}")

    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


# Other people's numbers


def _about_one_thing() -> Iterator[tuple[str, str]]:
    """Method and path of every route of My Page that is about something with a number."""
    for router in MY_PAGE:
        for route in router.routes:
            if isinstance(route, APIRoute) and "{number}" in route.path:
                yield from ((method, route.path) for method in route.methods)


ABOUT_ONE_THING = sorted(_about_one_thing())


def test_there_are_such_routes_for_all_that_has_numbers() -> None:
    paths = {path for _, path in ABOUT_ONE_THING}
    for name in ("orders", "contracts", "invoices"):
        assert {f"/mypage/{name}/{{number}}", f"/api/me/{name}/{{number}}"} <= paths


@pytest.mark.parametrize(("method", "path"), ABOUT_ONE_THING)
def test_another_members_number_is_as_unknown_as_none(
    client: TestClient, container: Container, me: Member, method: str, path: str
) -> None:
    with container.database.reading() as session:
        contract = session.scalars(
            select(Contract).where(Contract.member_id != me.id, Contract.status == ContractStatus.IN_USE)
        ).first()
        assert contract is not None
        theirs = {
            "orders": orders.order_of(session, contract.order_id).number,
            "contracts": contract.number,
            "invoices": billing.invoices_of(session, contract.member_id)[0].number,
        }
    headers = token(client)
    form = {"csrf_token": headers[csrf.HEADER], "understood": "on", "wish": "変更"}
    answers = []
    for number in (theirs[re.findall(r"(\w+)/{number}", path)[0]], "NOT-000000", "'; --"):
        address = path.format(number=number)
        answered = client.request(method, address, headers=headers, data=form if method == "POST" else None)
        answers.append((answered.status_code, answered.text))

    assert answers[0][0] == 404
    assert answers[0] == answers[1] == answers[2]
    with container.database.reading() as session:
        assert session.get_one(Contract, contract.id).status == ContractStatus.IN_USE
