"""会員情報, and 会員情報変更."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from backend.billing.screening import PaidStatus
from backend.container import Container, Services
from backend.core import peers
from backend.members import profile
from backend.members import service as members
from backend.members.models import Member as MemberRow
from backend.members.profile import Changes
from backend.mypage import pages
from backend.mypage.access import Member
from backend.mypage.csrf import CheckedForm

router = APIRouter(prefix="/mypage/profile", include_in_schema=False)

NOTHING_CHANGED = "変更された項目はありませんでした。"
BY_MAIL_NOW = (
    "電話番号が変わったため、認証コードの送り先をメールに戻しました。"
    "SMSで受け取る場合は、二要素認証の設定で新しい電話番号を確認してください。"
)
PAID_STAYS = "Paidの登録情報は変わっていません。下の「Paidの登録情報について」をご確認ください。"


class ProfileForm(BaseModel):
    """As it was typed; a box that is ticked says `on`."""

    name: str = ""
    company: str = ""
    address: str = ""
    phone: str = ""
    mail_opt_in: str = ""


@router.get("")
def show(request: Request, services: Services, me: Member) -> Response:
    with services.database.reading() as session:
        uses_paid = _uses_paid(services, session, me.member_id)
    return pages.page(request, services, "members/profile.html", current="profile", uses_paid=uses_paid)


@router.get("/edit")
def form(request: Request, services: Services, me: Member) -> Response:
    with services.database.reading() as session:
        member = members.get(session, me.member_id)
    typed = ProfileForm(
        name=member.name,
        company=member.company,
        address=member.address,
        phone=member.phone,
        mail_opt_in="on" if member.mail_opt_in else "",
    )
    return _form(request, services, member, typed, {})


@router.post("/edit", dependencies=[CheckedForm])
def change(request: Request, services: Services, me: Member, typed: Annotated[ProfileForm, Form()]) -> Response:
    with services.database.reading() as session:
        member = members.get(session, me.member_id)
    values, errors = profile.read(member, typed.model_dump())
    if errors:
        return _form(request, services, member, typed, errors)
    with services.database.unit_of_work() as session:
        changes = services.profiles.change(
            session, me.member_id, values, mail_opt_in=bool(typed.mail_opt_in), address=peers.address(request)
        )
        uses_paid = _uses_paid(services, session, me.member_id)
    return pages.go_to(services, "/mypage/profile", notice=_notice(changes, uses_paid))


def _notice(changes: Changes, uses_paid: bool) -> str:
    if not changes.fields:
        return NOTHING_CHANGED
    sentences = [f"変更しました：{'、'.join(changes.labels)}。"]
    if changes.codes_go_by_mail_now:
        sentences.append(BY_MAIL_NOW)
    # Paid keeps a copy of everything but the wish for mails.
    if uses_paid and changes.fields != ("mail_opt_in",):
        sentences.append(PAID_STAYS)
    return "".join(sentences)


def _uses_paid(services: Container, session: Session, member_id: int) -> bool:
    return services.paid_registrations.screening(session, member_id).status in {
        PaidStatus.SCREENING,
        PaidStatus.APPROVED,
    }


def _form(
    request: Request, services: Container, member: MemberRow, typed: ProfileForm, errors: dict[str, str]
) -> Response:
    with services.database.reading() as session:
        uses_paid = _uses_paid(services, session, member.id)
    return pages.page(
        request,
        services,
        "members/profile_edit.html",
        status=422 if errors else 200,
        current="profile_edit",
        typed=typed,
        errors=errors,
        uses_paid=uses_paid,
    )
