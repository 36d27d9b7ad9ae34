"""Paid決済情報: where the registration for Paid stands, what Paid was told, and registering."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from backend.billing import schedule
from backend.billing.models import PaidRegistration
from backend.billing.payment_choices import choices
from backend.billing.registration import AlreadyApplied
from backend.billing.terms import Closing
from backend.container import Container, Services
from backend.core import peers
from backend.members import contact_details
from backend.members import service as members
from backend.members.models import Member as Person
from backend.mypage import pages
from backend.mypage.access import Member
from backend.mypage.csrf import CheckedForm

router = APIRouter(include_in_schema=False)

_PAGE = "/mypage/paid"
_DESK = "Paidお客様サポートデスク"
_PAIDS_OWN_PAGE = "Paidマイページ"

Text = Annotated[str, Form(max_length=1000)]


@dataclass(frozen=True)
class Told:
    """One thing that Paid was told. `now` is what My Page has, None for what it does not keep; `where` to change it."""

    label: str
    told: str
    now: str | None
    where: str

    @property
    def differs(self) -> bool:
        return self.now is not None and self.now != self.told


@router.get(_PAGE)
def show(request: Request, me: Member, services: Services) -> Response:
    return _page(request, services, me.member_id)


@router.post(_PAGE, dependencies=[CheckedForm])
def apply(request: Request, me: Member, services: Services, closing: Text = "", representative: Text = "") -> Response:
    errors: dict[str, str] = {}
    if closing not in set(Closing):
        errors["closing"] = "締め日を選択してください。"
    try:
        representative = contact_details.person(representative, "代表者名")
    except contact_details.Unusable as error:
        errors["representative"] = str(error)
    if errors:
        return _page(request, services, me.member_id, errors, closing=closing, representative=representative)
    services.limiter.check(services.settings.acts_per_member, "acts", str(me.member_id))
    try:
        with services.database.unit_of_work() as session:
            services.paid_registrations.apply(
                session,
                members.get(session, me.member_id),
                closing=Closing(closing),
                representative=representative,
                address=peers.address(request),
            )
    except AlreadyApplied as problem:
        return pages.go_to(services, _PAGE, notice=problem.detail)
    return pages.go_to(services, _PAGE, notice="Paid決済のお申し込みを受け付けました。")


def _page(
    request: Request, services: Container, member_id: int, errors: dict[str, str] | None = None, **typed: str
) -> Response:
    with services.database.reading() as session:
        screening = services.paid_registrations.screening(session, member_id)
        record = services.paid_registrations.record(session, member_id)
        person = members.get(session, member_id)
    return pages.page(
        request,
        services,
        "billing/paid.html",
        status=422 if errors else 200,
        current="paid",
        screening=screening,
        decided_on=record.decided_on if record else None,
        told=_told(record, person) if record and not screening.status.may_apply else [],
        choices=choices(screening),
        closings=[(each.value, _closing_name(each), schedule.due_rule(each)) for each in Closing],
        due_rule=schedule.due_rule(screening.closing) if screening.closing else None,
        invoice_sent_rule=schedule.invoice_sent_rule(screening.closing) if screening.closing else None,
        errors=errors,
        typed=typed,
    )


def _closing_name(closing: Closing) -> str:
    return "20日締め翌月20日払い" if closing is Closing.DAY_20 else "月末締め翌月末払い"


def _told(record: PaidRegistration, person: Person) -> list[Told]:
    return [
        Told("会社名", record.company, person.company, _DESK),
        Told("代表者名", record.representative, None, _DESK),
        Told("名前", record.name, person.name, _PAIDS_OWN_PAGE),
        Told("メールアドレス", record.email, person.email, _PAIDS_OWN_PAGE),
        Told("電話番号", record.phone, person.phone, _PAIDS_OWN_PAGE),
        Told("住所", record.address, person.address, _PAIDS_OWN_PAGE),
    ]
