"""ご注文: choosing (お支払い方法の選択 included), confirming, and placing the order once."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from backend.billing import service as billing
from backend.billing.payment_choices import choices
from backend.billing.terms import PaymentMethod
from backend.catalogue.offers import OFFERS
from backend.catalogue.services import Service
from backend.container import Container, Services
from backend.core import peers
from backend.mypage import once, pages
from backend.mypage.access import Member
from backend.mypage.csrf import CheckedForm
from backend.mypage.once import Once
from backend.orders.placing import JustPlaced, NotOffered, Wish

router = APIRouter(include_in_schema=False)

_NEW = "/mypage/orders/new"
_CONFIRM = "/mypage/orders/confirm"
_KINDS = {"order": "注文", "trial": "無料トライアル"}


@dataclass(frozen=True)
class Choice:
    """What was chosen on the page, as it came."""

    service: str = ""
    kind: str = ""
    payment: str = ""

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})

    @property
    def errors(self) -> dict[str, str]:
        """What is missing or no choice at all, by field."""
        found = {}
        if self.service not in set(Service):
            found["service"] = "サービスを選択してください。"
        if self.kind not in _KINDS:
            found["kind"] = "「注文」か「無料トライアル」を選択してください。"
        if self.payment and self.payment not in set(PaymentMethod):
            found["payment"] = "お支払い方法を選択してください。"
        return found

    @property
    def wish(self) -> Wish:
        """Only for a choice without errors. The way of paying does not count for a trial."""
        is_trial = self.kind == "trial"
        method = PaymentMethod(self.payment) if self.payment and not is_trial else None
        return Wish(Service(self.service), is_trial, method)


def _typed(
    service: Annotated[str, Form()] = "", kind: Annotated[str, Form()] = "", payment: Annotated[str, Form()] = ""
) -> Choice:
    return Choice(service, kind, payment)


def _asked(
    service: Annotated[str, Query()] = "", kind: Annotated[str, Query()] = "", payment: Annotated[str, Query()] = ""
) -> Choice:
    return Choice(service, kind, payment)


Typed = Annotated[Choice, Depends(_typed)]
Asked = Annotated[Choice, Depends(_asked)]


@router.get(_NEW)
def show_choices(request: Request, me: Member, services: Services, choice: Asked) -> Response:
    return _choices_page(request, services, me.member_id, choice)


@router.post(_NEW, dependencies=[CheckedForm])
def choose(request: Request, me: Member, services: Services, choice: Typed) -> Response:
    with services.database.reading() as session:
        errors = _errors(services, session, me.member_id, choice)
    if errors:
        return _choices_page(request, services, me.member_id, choice, errors)
    return pages.go_to(services, f"{_CONFIRM}?{choice.query}")


@router.get(_CONFIRM)
def show_confirmation(request: Request, me: Member, services: Services, choice: Asked) -> Response:
    with services.database.reading() as session:
        if _errors(services, session, me.member_id, choice):
            return pages.go_to(services, _NEW)
        just_placed = services.order_desk.just_placed(session, me.member_id, choice.wish)
    return _confirmation_page(request, services, choice, just_placed)


@router.post(_CONFIRM, dependencies=[CheckedForm])
def place(
    request: Request,
    me: Member,
    services: Services,
    choice: Typed,
    once_key: Once,
    *,
    another: Annotated[str, Form()] = "",
) -> Response:
    if choice.errors:
        return pages.go_to(services, _NEW)
    services.limiter.check(services.settings.acts_per_member, "acts", str(me.member_id))
    request_key = once.request_key(request, services, once_key)
    try:
        with services.database.unit_of_work() as session:
            order = services.order_desk.place(
                session,
                me.member_id,
                choice.wish,
                request_key,
                address=peers.address(request),
                is_another=another == "on",
            )
    except NotOffered as error:
        return _choices_page(request, services, me.member_id, choice, {error.field: error.detail})
    except JustPlaced as error:
        errors = {"another": "もう一度お申し込みになるときは、チェックを入れてください。"}
        return _confirmation_page(request, services, choice, error.number, once_key=once_key, errors=errors)
    notice = f"{_KINDS[choice.kind]}のお申し込みを受け付けました。注文番号は{order.number}です。"
    return pages.go_to(services, f"/mypage/orders/{order.number}", notice=notice)


def _errors(services: Container, session: Session, member_id: int, choice: Choice) -> dict[str, str]:
    if choice.errors:
        return choice.errors
    try:
        services.order_desk.check(session, member_id, choice.wish)
    except NotOffered as error:
        return {error.field: error.detail}
    return {}


def _confirmation_page(
    request: Request,
    services: Container,
    choice: Choice,
    just_placed: str | None,
    *,
    once_key: str | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    """`just_placed` is a number: gone back to, the page would else say that nothing has been ordered yet."""
    return pages.page(
        request,
        services,
        "orders/confirm.html",
        status=422 if errors else 200,
        current="orders",
        choice=choice,
        wish=choice.wish,
        kind_label=_KINDS[choice.kind],
        just_placed=just_placed,
        back=f"{_NEW}?{choice.query}",
        once_field=once.field(once_key),
        errors=errors,
    )


def _choices_page(
    request: Request, services: Container, member_id: int, choice: Choice, errors: dict[str, str] | None = None
) -> Response:
    with services.database.reading() as session:
        payments = choices(billing.paid_screening(session, member_id))
    return pages.page(
        request,
        services,
        "orders/new.html",
        status=422 if errors else 200,
        current="orders",
        action=_NEW,
        offers=OFFERS,
        kinds=_KINDS,
        payments=payments,
        service_page=services.settings.service_page,
        choice=choice,
        errors=errors,
    )
