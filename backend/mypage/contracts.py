"""契約一覧, 契約詳細, and from there 契約内容の変更 and 解約."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from backend.container import Container, Services
from backend.contracts import service as contracts
from backend.contracts.changes import NotUsable
from backend.contracts.models import Contract
from backend.core import peers
from backend.core.openapi import PathText
from backend.core.problems import Problem
from backend.core.text import cleaned
from backend.mypage import pages
from backend.mypage.access import Member
from backend.mypage.csrf import CheckedForm
from backend.orders import service as orders
from backend.tickets.models import LONGEST_BODY

router = APIRouter(include_in_schema=False)


@router.get("/mypage/contracts")
def list_contracts(request: Request, me: Member, services: Services) -> Response:
    with services.database.reading() as session:
        found = contracts.contracts_of(session, me.member_id)
    return pages.page(request, services, "contracts/list.html", current="contracts", contracts=found)


@router.get("/mypage/contracts/{number}")
def show_contract(request: Request, me: Member, services: Services, number: PathText) -> Response:
    with services.database.reading() as session:
        contract = _own(session, me.member_id, number)
        return pages.page(
            request,
            services,
            "contracts/detail.html",
            current="contracts",
            contract=contract,
            order=orders.order_of(session, contract.order_id),
            change=services.contract_changes.open_change(session, contract),
        )


@router.get("/mypage/contracts/{number}/change")
def show_change(request: Request, me: Member, services: Services, number: PathText) -> Response:
    return _change_page(request, services, me.member_id, number)


@router.post("/mypage/contracts/{number}/change", dependencies=[CheckedForm])
def ask_for_change(
    request: Request, me: Member, services: Services, number: PathText, wish: Annotated[str, Form()] = ""
) -> Response:
    wish = cleaned(wish)
    errors = {}
    if not wish:
        errors["wish"] = "変更の内容を入力してください。"
    elif len(wish) > LONGEST_BODY:
        errors["wish"] = f"変更の内容は{LONGEST_BODY}文字以内で入力してください。"
    if errors:
        return _change_page(request, services, me.member_id, number, wish=wish, errors=errors)
    services.limiter.check(services.settings.acts_per_member, "acts", str(me.member_id))
    with services.database.unit_of_work() as session:
        contract = _own(session, me.member_id, number)
        ticket = services.contract_changes.ask_for_change(session, contract, wish, address=peers.address(request))
    notice = f"契約内容の変更のお申し込みを受け付けました。受付番号は{ticket.number}です。"
    return pages.go_to(services, _address(contract), notice=notice)


@router.get("/mypage/contracts/{number}/terminate")
def show_termination(request: Request, me: Member, services: Services, number: PathText) -> Response:
    return _termination_page(request, services, me.member_id, number)


@router.post("/mypage/contracts/{number}/terminate", dependencies=[CheckedForm])
def terminate(
    request: Request, me: Member, services: Services, number: PathText, understood: Annotated[str, Form()] = ""
) -> Response:
    if understood != "on":
        errors = {"understood": "内容をご確認のうえ、チェックを入れてください。"}
        return _termination_page(request, services, me.member_id, number, errors)
    notice = "解約のお手続きが完了しました。"
    with services.database.unit_of_work() as session:
        contract = _own(session, me.member_id, number)
        try:
            services.contract_changes.terminate(session, contract, address=peers.address(request))
        except NotUsable as error:
            notice = error.detail
    return pages.go_to(services, _address(contract), notice=notice)


def _own(session: Session, member_id: int, number: str) -> Contract:
    contract = contracts.find_contract(session, member_id, number)
    if contract is None:
        raise Problem(404, "not_found", "見つかりませんでした。")
    return contract


def _address(contract: Contract) -> str:
    return f"/mypage/contracts/{contract.number}"


def _change_page(
    request: Request,
    services: Container,
    member_id: int,
    number: str,
    *,
    wish: str = "",
    errors: dict[str, str] | None = None,
) -> Response:
    with services.database.reading() as session:
        contract = _own(session, member_id, number)
        change = services.contract_changes.open_change(session, contract)
    return pages.page(
        request,
        services,
        "contracts/change.html",
        status=422 if errors else 200,
        current="contracts",
        contract=contract,
        change=change,
        wish=wish,
        longest=LONGEST_BODY,
        errors=errors,
    )


def _termination_page(
    request: Request, services: Container, member_id: int, number: str, errors: dict[str, str] | None = None
) -> Response:
    with services.database.reading() as session:
        contract = _own(session, member_id, number)
        change = services.contract_changes.open_change(session, contract)
    return pages.page(
        request,
        services,
        "contracts/terminate.html",
        status=422 if errors else 200,
        current="contracts",
        contract=contract,
        change=change,
        errors=errors,
    )
